//! Long acronyms of a note that differ by one letter, the rarer of which is a slip of the pen. Whether either is introduced well is not asked.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::acronym::{self, Acronym, acronyms};
use crate::draft::{Kind, Note, Paragraph};
use crate::prose::TextRange;
use crate::source::Span;

/// An acronym that is nearly another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip<'a> {
    /// As written, without figures at its end.
    pub letters: &'a str,
    /// The other one.
    pub meant: &'a str,
    /// Its letters, wherever the author uses them, in order of place; at least one.
    pub uses: Vec<Span>,
    /// Where the other one first stands.
    pub model: Span,
}

/// What is known of one acronym of the note.
struct Tally<'a> {
    letters: &'a str,
    uses: Vec<Span>,
    introduced: bool,
    known: bool,
}

impl Note {
    /// The rarer of each two long acronyms that are one letter apart, in order of place; at a tie the one that fewer readers can know.
    /// Quotations and sentences in capitals are not looked at. Two that are both introduced, or both known, are two; so is a rarer one
    /// that `is_known`.
    pub fn acronym_slips(&self, is_known: impl Fn(&Acronym<'_>) -> bool) -> Vec<Slip<'_>> {
        let tallies = self.tallies(is_known);
        let stems: Vec<&str> = tallies.iter().map(|tally| tally.letters).collect();
        let mut meant: Vec<Option<usize>> = vec![None; tallies.len()];
        let rank = |index: usize| {
            let tally: &Tally<'_> = &tallies[index];
            (tally.uses.len(), tally.known, tally.introduced, Reverse(index))
        };
        for (one, other) in acronym::twins(&stems) {
            let (slip, model) = if rank(one) < rank(other) { (one, other) } else { (other, one) };
            let both_introduced = tallies[slip].introduced && tallies[model].introduced;
            let better = meant[slip].is_none_or(|before| rank(before) < rank(model));
            if !both_introduced && !tallies[slip].known && better {
                meant[slip] = Some(model);
            }
        }
        let slips = tallies.iter().zip(&meant).filter_map(|(tally, meant)| {
            let model = &tallies[(*meant)?];
            Some(Slip { letters: tally.letters, meant: model.letters, uses: tally.uses.clone(), model: model.uses[0] })
        });
        slips.collect()
    }

    /// Every long acronym that the author uses, in order of its first place.
    fn tallies(&self, is_known: impl Fn(&Acronym<'_>) -> bool) -> Vec<Tally<'_>> {
        let mut tallies: Vec<Tally<'_>> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        let titles = self.header.title.iter().map(|prose| (prose, None));
        let paragraphs = self.paragraphs().filter(|paragraph| paragraph.kind != Kind::Quote);
        for (prose, paragraph) in titles.chain(paragraphs.map(|paragraph| (&paragraph.prose, Some(paragraph)))) {
            let text = prose.text();
            if !acronym::may_hold_long(prose) {
                continue;
            }
            let mut sentence = Loudness { text, sentence: 0..0, loud: false };
            let quoted = |range: &TextRange| paragraph.is_some_and(|paragraph| paragraph.is_quoted(range));
            for acronym in acronyms(prose).filter(|acronym| acronym.is_long() && !quoted(&acronym.range)) {
                if sentence.is_loud(paragraph, acronym.range.start) {
                    continue;
                }
                let letters = acronym.stem();
                let index = *places.entry(letters).or_insert(tallies.len());
                if index == tallies.len() {
                    tallies.push(Tally { letters, uses: Vec::new(), introduced: false, known: false });
                }
                let tally = &mut tallies[index];
                tally.uses.push(prose.span(acronym.range.start..acronym.range.start + letters.len()));
                tally.introduced |= acronym.introduces();
                tally.known |= is_known(&acronym);
            }
        }
        tallies
    }
}

/// Whether a sentence is all capitals, remembered for the last one asked of.
struct Loudness<'a> {
    text: &'a str,
    sentence: TextRange,
    loud: bool,
}

impl Loudness<'_> {
    fn is_loud(&mut self, paragraph: Option<&Paragraph>, at: usize) -> bool {
        if !self.sentence.contains(&at) {
            let sentence = paragraph.and_then(|paragraph| paragraph.sentence_at(at)).cloned();
            self.sentence = sentence.unwrap_or(0..self.text.len());
            self.loud = !self.text[self.sentence.clone()].contains(char::is_lowercase);
        }
        self.loud
    }
}
