//! Names in running text that are one slip of the pen apart and can only be one person's: the word before them is the same, or the name has
//! been given before with one. Quotations are not looked at.

use std::cmp::Reverse;

use super::slip::is_one_slip;
use crate::draft::Kind;
use crate::prose::words::char_before;
use crate::prose::{Prose, TextRange};
use crate::rules::{Context, Passage};
use crate::source::Span;

/// A name that is nearly another.
pub struct Slip<'a> {
    /// As written.
    pub name: &'a str,
    /// The other one.
    pub meant: &'a str,
    /// Wherever it stands; at least one place.
    pub uses: Vec<Span>,
    /// Where the other one first stands.
    pub model: Span,
}

/// A capitalised word.
struct Use<'a> {
    word: &'a str,
    prose: &'a Prose,
    /// The passage, counted from the first, and the byte in it.
    place: (usize, usize),
    /// The capitalised word right before it.
    before: Option<Before<'a>>,
    /// Whether a capitalised word follows right after it.
    leads: bool,
}

impl Use<'_> {
    fn span(&self) -> Span {
        let (_, start) = self.place;
        self.prose.span(start..start + self.word.len())
    }
}

#[derive(Clone, Copy)]
struct Before<'a> {
    word: &'a str,
    text: &'a str,
    start: usize,
    /// Whether a capitalised word stands right before it.
    follows: bool,
}

impl Before<'_> {
    /// Whether it is capitalised for itself: no sentence begins with it.
    fn is_inside(self) -> bool {
        self.follows || !opens_sentence(self.text, self.start)
    }
}

/// Characters of a word that is long enough.
const SHORTEST: usize = 6;
const SHORTEST_ALONE: usize = 7;

/// Words of one first letter that are compared with one another: more are no note's.
const MOST: usize = 200;

/// The rarer of each two names that are meant as one, in order of place.
pub fn slips<'a>(cx: &Context<'a>) -> Vec<Slip<'a>> {
    let mut uses: Vec<Use<'a>> = Vec::new();
    let passages = cx.passages().filter(|passage| passage.paragraph.is_none_or(|paragraph| paragraph.kind == Kind::Body));
    for (index, passage) in passages.enumerate() {
        collect(index, passage, &mut uses);
    }
    uses.sort_unstable_by_key(|found| (found.word, found.place));
    let names: Vec<&[Use<'a>]> = uses.chunk_by(|one, other| one.word == other.word).collect();
    let mut slips: Vec<Slip<'_>> = Vec::new();
    for alike in names.chunk_by(|one, other| first_letter(one) == first_letter(other)).filter(|alike| alike.len() <= MOST) {
        for (index, name) in alike.iter().enumerate() {
            let near = alike[index + 1..].iter().filter(|other| is_one_slip(name[0].word, other[0].word));
            slips.extend(near.filter_map(|other| judge(name, other)));
        }
    }
    slips.sort_by_key(|slip| slip.uses[0]);
    slips
}

fn first_letter(uses: &[Use<'_>]) -> Option<char> {
    uses[0].word.chars().next()
}

/// Adds the long capitalised words of a passage.
fn collect<'a>(index: usize, passage: Passage<'a>, uses: &mut Vec<Use<'a>>) {
    let text = passage.text();
    let mut last: Option<(TextRange, Before<'a>)> = None;
    // Whether the last capitalised word is the last one kept.
    let mut kept = false;
    let is_capital = |start: &usize| match text.as_bytes()[*start] {
        byte if byte.is_ascii() => byte.is_ascii_uppercase(),
        _ => text[*start..].starts_with(char::is_uppercase),
    };
    for start in passage.prose.landmarks().words().filter(is_capital) {
        let word = word_at(text, start);
        let range = start..start + word.len();
        let follows = last.as_ref().filter(|(before, _)| before.end + 1 == start && text.as_bytes()[before.end] == b' ');
        let before = follows.map(|(_, before)| *before);
        if let Some(place) = uses.last_mut().filter(|_| kept && before.is_some()) {
            place.leads = true;
        }
        kept = is_long(word) && !is_joined(text, &range) && !passage.is_quoted(&range);
        if kept {
            uses.push(Use { word, prose: passage.prose, place: (index, start), before, leads: false });
        }
        last = Some((range, Before { word, text, start, follows: before.is_some() }));
    }
}

fn word_at(text: &str, start: usize) -> &str {
    let rest = &text[start..];
    &rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())]
}

/// Whether it is long enough, and no acronym.
fn is_long(word: &str) -> bool {
    let is_plain = || word.is_ascii() && word.bytes().skip(1).all(|byte| byte.is_ascii_lowercase());
    word.len() >= SHORTEST && (is_plain() || word.chars().skip(1).all(char::is_lowercase) && word.chars().count() >= SHORTEST)
}

/// Whether the word is part of one with a hyphen.
fn is_joined(text: &str, word: &TextRange) -> bool {
    text[..word.start].ends_with(['-', '‑', '\'', '’']) || text[word.end..].starts_with(['-', '‑'])
}

fn opens_sentence(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end_matches([' ', '"', '“', '‘', '(', '[', '—', '–']);
    char_before(before, before.len()).is_none_or(|c| matches!(c, '.' | '?' | '!' | '…' | ':' | ';'))
}

/// Which of two names that are one slip apart is the slip, if they can only be one person's.
fn judge<'a>(one: &[Use<'a>], other: &[Use<'a>]) -> Option<Slip<'a>> {
    let rank = |uses: &[Use<'a>]| (uses.len(), Reverse(uses[0].place));
    let (slip, model) = if rank(one) < rank(other) { (one, other) } else { (other, one) };
    (is_same_after_same(slip, model) || is_known_alone(slip, model)).then(|| Slip {
        name: slip[0].word,
        meant: model[0].word,
        uses: slip.iter().map(Use::span).collect(),
        model: model[0].span(),
    })
}

/// Whether both stand after the same capitalised word: `Minister Halvorsen` and `Minister Halvorson`.
fn is_same_after_same(slip: &[Use<'_>], model: &[Use<'_>]) -> bool {
    let same = |own: Before<'_>, other: Before<'_>| own.word == other.word && (own.is_inside() || other.is_inside());
    let mut of_slip = slip.iter().take(LOOKED_AT).filter_map(|place| place.before);
    of_slip.any(|own| model.iter().take(LOOKED_AT).filter_map(|place| place.before).any(|other| same(own, other)))
}

/// Places of a name that are compared.
const LOOKED_AT: usize = 20;

/// Whether the rarer stands once, by itself, where the other has been named both by itself and after a word that makes it a person's name.
fn is_known_alone(slip: &[Use<'_>], model: &[Use<'_>]) -> bool {
    let [only] = slip else { return false };
    let alone = |place: &Use<'_>| place.before.is_none() && !place.leads;
    let named = model.iter().any(|place| !place.leads && place.before.is_some_and(Before::is_inside));
    only.word.chars().count() >= SHORTEST_ALONE && alone(only) && named && model.iter().any(alone)
}
