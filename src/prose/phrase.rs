//! Phrases in a text: whole words, letter case aside. A phrase is found as listed; nobody inflects it here.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::prose::words::Words;
use crate::prose::{Prose, TextRange};

/// Phrases of a house, looked for all at once.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    words: Words,
    /// Whether each begins with a letter or figure.
    begin_with_words: bool,
    matcher: OnceLock<AhoCorasick>,
}

impl Phrases {
    /// These phrases; empty ones are left out.
    pub fn new(phrases: impl IntoIterator<Item = String>) -> Self {
        let phrases: Words = phrases.into_iter().collect::<Vec<_>>().into();
        let begin_with_words = phrases.list().iter().all(|phrase| phrase.starts_with(char::is_alphanumeric));
        Phrases { words: phrases, begin_with_words, matcher: OnceLock::new() }
    }

    /// The same phrases, with each of `words` in turn wherever one says `slot`.
    #[must_use]
    pub fn with(self, slot: &str, words: &[String]) -> Self {
        let fill = |phrase: &String| {
            if !phrase.contains(slot) {
                return vec![phrase.clone()];
            }
            words.iter().map(|word| phrase.replace(slot, word)).collect()
        };
        Phrases::new(self.iter().flat_map(fill))
    }

    /// As listed, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, String> {
        self.words.list().iter()
    }

    /// The end of the longest that starts at byte `at` of `text` and is no part of a longer word.
    pub fn end_at(&self, text: &str, at: usize) -> Option<usize> {
        self.words.end_at(text, at)
    }

    /// Where they stand in `prose`, as [`Phrases::find`] has it. Most texts have no word that one of them begins with, and are not searched.
    pub fn find_in<'a>(&'a self, prose: &'a Prose) -> impl Iterator<Item = TextRange> + 'a {
        let text = prose.text();
        let may_stand = !self.begin_with_words || prose.landmarks().words().any(|at| self.words.may_start(text, at));
        may_stand.then(|| self.find(text)).into_iter().flatten()
    }

    /// Where they stand in `text`, in order of place and not overlapping; of two that start at one word, the longer.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = TextRange> + 'a {
        let matcher = (!self.words.list().is_empty()).then(|| self.matcher.get_or_init(|| matcher(&self.words)));
        let hits = matcher.into_iter().flat_map(move |matcher| matcher.find_iter(text));
        hits.map(|hit| hit.range()).filter(|range| starts_word(text, range.start) && ends_word(text, range.end))
    }
}

impl<'a> IntoIterator for &'a Phrases {
    type Item = &'a String;
    type IntoIter = std::slice::Iter<'a, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The matcher folds ASCII letters only, so that other phrases go in as they may be written: small, capital and with a capital first.
fn matcher(phrases: &Words) -> AhoCorasick {
    let written = phrases.list().iter().flat_map(|phrase| {
        let mut letters = phrase.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        let capitalised = first.chain(letters).collect::<String>();
        let others = [phrase.to_lowercase(), phrase.to_uppercase(), capitalised].into_iter().filter(|_| !phrase.is_ascii());
        others.chain([phrase.clone()])
    });
    // A table takes one step a byte; beyond a certain size it would outgrow the processor's cache.
    let small = phrases.list().iter().map(String::len).sum::<usize>() < SMALL;
    let mut builder = AhoCorasick::builder();
    builder.ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest).kind(small.then_some(AhoCorasickKind::DFA));
    // The table is quicker than a search for letters that every text is full of.
    builder.prefilter(!small);
    builder.build(written).expect("a list of phrases makes a matcher")
}

/// Bytes of the phrases that make a small matcher.
const SMALL: usize = 1 << 13;

/// Whether the words at `range` are whole: no letter or figure of theirs is carried on by another, nor by a hyphen that holds one.
pub fn is_whole(text: &str, range: &TextRange) -> bool {
    let found = &text[range.clone()];
    let ends_in = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    (!ends_in(found.chars().next()) || starts_word(text, range.start))
        && (!ends_in(found.chars().next_back()) || ends_word(text, range.end))
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Whether no word of `text` runs over byte `at`; a hyphen holds words together.
fn starts_word(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    match before.next() {
        Some(c) if is_hyphen(c) => !before.next().is_some_and(char::is_alphanumeric),
        Some(c) => !c.is_alphanumeric(),
        None => true,
    }
}

/// The same, seen from the other side.
fn ends_word(text: &str, at: usize) -> bool {
    let mut after = text[at..].chars();
    match after.next() {
        Some(c) if is_hyphen(c) => !after.next().is_some_and(char::is_alphanumeric),
        Some(c) => !c.is_alphanumeric(),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_whole_words_in_any_case() {
        let phrases = Phrases::new(["is to", "is to be", "to be sold", "wird", "später", "am {day}"].map(str::to_owned));
        let phrases = phrases.with("{day}", &["Montag", "Dienstag"].map(str::to_owned));
        let found = |text| phrases.find(text).map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(found("Is to be sold; this to"), ["Is to be"]);
        assert_eq!(found("is to-morrow, is to"), ["is to"]);
        assert_eq!(found("SPÄTER wird's, Später am Dienstag"), ["SPÄTER", "wird", "Später", "am Dienstag"]);
        assert!(found("wirdé spät is\u{e9} to un-wird").is_empty());
        assert_eq!(Phrases::default().find("x").count(), 0);
    }
}
