//! The house's headings, prepared for comparison with the lines of a draft. Which line is one of them is for the recogniser.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::SectionFormat;
use crate::prose::words::{Words, push_small};

/// The headings of all sections.
#[derive(Debug, Clone, Default)]
pub struct Headings {
    /// In the order of the sections.
    pub sections: Vec<Folded>,
    /// Bytes of the longest wording.
    longest: usize,
    /// First words of all wordings; `None` where one has no word to begin with.
    openings: Option<Words>,
    /// The sections that have a wording, in order.
    owners: BTreeMap<String, Vec<usize>>,
}

/// The wordings of one heading, as [`fold`] leaves them.
#[derive(Debug, Clone)]
pub struct Folded {
    /// The house's own.
    pub heading: String,
    /// The letters in it.
    pub letters: Letters,
    /// How many characters it has.
    pub length: usize,
    /// Those that are as good.
    pub accepted: Vec<String>,
    /// Those that are recognised and mended.
    pub also: Vec<String>,
    /// The heading's words, each with its weight: long words that no other heading has tell headings apart.
    pub words: Vec<(String, f32)>,
    /// What the weightiest of them begins with.
    pub heaviest_initial: u8,
}

/// Bytes of marks and figures that may stand around a heading's words.
const MARKS: usize = 24;

impl Headings {
    /// Prepares the headings of `sections`.
    pub fn new(sections: &[SectionFormat]) -> Headings {
        let folds: Vec<String> = sections.iter().map(|section| fold(&section.heading)).collect();
        let mut shared: HashMap<&str, usize> = HashMap::new();
        for fold in &folds {
            let words: HashSet<&str> = fold.split(' ').collect();
            for word in words {
                *shared.entry(word).or_default() += 1;
            }
        }
        let weighed = |word: &str| (word.to_owned(), weight(word) / as_f32(shared.get(word).copied().unwrap_or(1)));
        let prepared = sections.iter().zip(&folds).map(|(section, heading)| {
            let words: Vec<(String, f32)> = heading.split(' ').map(weighed).collect();
            let heaviest = words.iter().max_by(|a, b| a.1.total_cmp(&b.1));
            Folded {
                heading: heading.clone(),
                letters: Letters::of(heading),
                length: heading.chars().count(),
                accepted: section.accepted.iter().map(|wording| fold(wording)).collect(),
                also: section.also_seen.iter().map(|wording| fold(wording)).collect(),
                heaviest_initial: heaviest.and_then(|(word, _)| word.bytes().next()).unwrap_or_default(),
                words,
            }
        });
        let sections: Vec<Folded> = prepared.collect();
        let wordings = || sections.iter().flat_map(|folded| folded.also.iter().chain(&folded.accepted).chain([&folded.heading]));
        let first_word = |wording: &String| {
            let word = wording.split(|c: char| !c.is_alphanumeric()).next()?;
            word.starts_with(char::is_alphabetic).then(|| word.to_owned())
        };
        let openings = wordings().map(first_word).collect::<Option<BTreeSet<_>>>().map(|words| Words::from(Vec::from_iter(words)));
        let longest = wordings().map(String::len).max().unwrap_or_default();
        let mut owners: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (section, folded) in sections.iter().enumerate() {
            for wording in folded.also.iter().chain(&folded.accepted).chain([&folded.heading]) {
                let known = owners.entry(wording.clone()).or_default();
                if known.last() != Some(&section) {
                    known.push(section);
                }
            }
        }
        Headings { sections, longest, openings, owners }
    }

    /// The sections that have the wording `folded`, in order.
    pub fn owners(&self, folded: &str) -> &[usize] {
        self.owners.get(folded).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a line may be one of the wordings and not much more: asked of every line, so it costs next to nothing.
    pub fn may_be(&self, text: &str) -> bool {
        text.len() <= self.longest + MARKS && self.may_begin(text)
    }

    /// Whether a line begins with a word that one of the wordings begins with.
    pub fn may_begin(&self, text: &str) -> bool {
        let opens = |words: &Words| text.find(char::is_alphabetic).is_some_and(|first| words.end_at(text, first).is_some());
        self.openings.as_ref().is_none_or(opens)
    }
}

/// Which letters a text has, in a few bits: what two texts lack of each other says at once how near they can be.
#[derive(Debug, Clone, Copy)]
pub struct Letters(u64);

impl Letters {
    /// Those of `text`.
    pub fn of(text: &str) -> Letters {
        Letters(text.chars().fold(0, |letters, letter| letters | 1 << (u32::from(letter) & 63)))
    }

    /// How many slips of the pen there are between two texts, at least: each brings in one letter and takes out another.
    pub fn slips(self, other: Letters) -> usize {
        (self.0 & !other.0).count_ones().max((other.0 & !self.0).count_ones()) as usize
    }
}

/// What the words of a text begin with, in a few bits: words that are alike begin with the same byte.
#[derive(Debug, Clone, Copy)]
pub struct Initials(u64);

impl Initials {
    /// Those of `text`, whose words are parted by single spaces.
    pub fn of(text: &str) -> Initials {
        let bit = |byte: u8| 1 << (byte & 63);
        let bytes = text.as_bytes();
        // The one word of an empty text begins with nothing.
        let first = bytes.first().map_or(bit(0), |byte| bit(*byte));
        let others = bytes.windows(2).filter(|pair| pair[0] == b' ').map(|pair| bit(pair[1]));
        Initials(others.fold(first, |initials, initial| initials | initial))
    }

    /// Whether one of the words may begin with `byte`.
    pub fn may_have(self, byte: u8) -> bool {
        self.0 >> (byte & 63) & 1 == 1
    }
}

/// Lower case, straight apostrophes, no marks but those inside words, no enumeration before it.
pub fn fold(text: &str) -> String {
    let text = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    let mut folded = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        // Nearly every character is one of these.
        if c.is_ascii_alphanumeric() {
            folded.push(c.to_ascii_lowercase());
            continue;
        }
        let next_is_letter = || chars.clone().next().is_some_and(char::is_alphanumeric);
        if is_apostrophe(c) && folded.ends_with(char::is_alphanumeric) && next_is_letter() {
            folded.push('\'');
        } else if c.is_alphanumeric() {
            push_small(&mut folded, c);
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Whether `c` is an apostrophe, straight, curly or of another kind.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ')
}

/// How much a word tells: its letters.
pub fn weight(word: &str) -> f32 {
    as_f32(word.chars().count())
}

/// For weighing.
#[expect(clippy::cast_precision_loss, reason = "word lengths and counts are far below 2^23")]
pub fn as_f32(count: usize) -> f32 {
    count as f32
}
