//! Phrases in a text: whole words, letter case aside. A phrase is found as listed; nobody inflects it here.

use std::sync::OnceLock;

use crate::prose::trigger::Triggers;
use crate::prose::triggers::TriggerTable;
use crate::prose::words::{Words, char_before};
use crate::prose::{Prose, TextRange};

/// Phrases of a house, looked for all at once. They are put in order when a text is first looked through for them: many texts are for few.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    listed: Vec<String>,
    /// What stands for a list of words in some of them.
    slot: Option<(String, Vec<String>)>,
    in_order: OnceLock<InOrder>,
}

#[derive(Debug, Clone)]
struct InOrder {
    words: Words,
    /// In small letters, sorted: which of them a text begins with is found by halves.
    sorted: Vec<String>,
    /// Bytes of the longest.
    longest: usize,
    /// Whether each begins with a letter or figure.
    begin_with_words: bool,
}

impl Phrases {
    /// These phrases; empty ones are left out.
    pub fn new(phrases: impl IntoIterator<Item = String>) -> Self {
        Phrases { listed: phrases.into_iter().collect(), ..Phrases::default() }
    }

    /// The same phrases, with each of `words` in turn wherever one says `slot`.
    #[must_use]
    pub fn with(self, slot: &str, words: Vec<String>) -> Self {
        Phrases { slot: Some((slot.to_owned(), words)), in_order: OnceLock::new(), ..self }
    }

    fn in_order(&self) -> &InOrder {
        self.in_order.get_or_init(|| {
            let mut all = Vec::with_capacity(self.listed.len());
            for phrase in &self.listed {
                match &self.slot {
                    Some((slot, words)) if phrase.contains(slot) => all.extend(words.iter().map(|word| phrase.replace(slot, word))),
                    _ => all.push(phrase.clone()),
                }
            }
            InOrder::from(all)
        })
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        let is_filled = |phrase: &&String| !phrase.is_empty();
        match &self.slot {
            Some((slot, words)) if words.is_empty() => self.listed.iter().filter(is_filled).all(|phrase| phrase.contains(slot)),
            _ => !self.listed.iter().any(|phrase| is_filled(&phrase)),
        }
    }

    /// As listed, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, String> {
        self.in_order().words.list().iter()
    }

    /// Enters them in `table` as what is looked for as `kind`.
    pub fn enter(&self, table: &mut TriggerTable, kind: Triggers) {
        if self.in_order().begin_with_words {
            table.add(self.iter().map(String::as_str), kind);
        } else {
            table.add_any(kind);
        }
    }

    /// The end of the longest that starts at byte `at` of `text` and is no part of a longer word.
    pub fn end_at(&self, text: &str, at: usize) -> Option<usize> {
        self.in_order().words.end_at(text, at)
    }

    /// Where they begin before byte `end` of `prose`, as [`Phrases::find`] has it, if they were entered in `table` as `kind`.
    pub fn find_in<'a>(
        &'a self,
        prose: &'a Prose,
        end: usize,
        table: &TriggerTable,
        kind: Triggers,
    ) -> impl Iterator<Item = TextRange> + 'a {
        let places = self.in_order().begin_with_words.then(|| prose.triggered(table).places(kind));
        let anywhere = places.is_none().then(|| prose.text().char_indices().map(|(at, _)| at));
        let places = places.into_iter().flatten().chain(anywhere.into_iter().flatten());
        self.apart(prose.text(), places.take_while(move |at| *at < end))
    }

    /// Where they stand in `text`, in order of place and not overlapping; of two that start at one word, the longer.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = TextRange> + 'a {
        self.apart(text, text.char_indices().map(|(at, _)| at))
    }

    /// Those that start at one of `places`, as long as none is in another.
    fn apart<'a>(&'a self, text: &'a str, places: impl Iterator<Item = usize> + 'a) -> impl Iterator<Item = TextRange> + 'a {
        let (mut past, phrases) = (0, self.in_order());
        places.filter_map(move |at| {
            let end = phrases.whole_at(text, at).filter(|_| at >= past)?;
            past = end;
            Some(at..end)
        })
    }
}

impl InOrder {
    /// The end of the longest that is whole at byte `at`.
    fn whole_at(&self, text: &str, at: usize) -> Option<usize> {
        if !self.words.may_start(text, at) || !starts_word(text, at) {
            return None;
        }
        let shown = &text[at..text.floor_char_boundary(at + self.longest)];
        let small = in_small_letters(shown);
        let mut rest = small.as_str();
        loop {
            let before = self.sorted.partition_point(|phrase| phrase.as_str() <= rest).checked_sub(1)?;
            let nearest = &self.sorted[before];
            let same: usize = nearest.chars().zip(rest.chars()).take_while(|(one, other)| one == other).map(|(c, _)| c.len_utf8()).sum();
            let is_there = same == nearest.len();
            if is_there && ends_word(text, at + same) {
                return Some(at + same);
            }
            // A shorter one may begin as this one does.
            let shorter = if is_there { same - char_before(nearest, same)?.len_utf8() } else { same };
            rest = &rest[..shorter];
        }
    }
}

impl From<Vec<String>> for InOrder {
    fn from(phrases: Vec<String>) -> InOrder {
        let words = Words::from(phrases);
        let begin_with_words = words.list().iter().all(|phrase| phrase.starts_with(char::is_alphanumeric));
        let mut sorted: Vec<String> = words.list().iter().map(|phrase| in_small_letters(phrase)).collect();
        sorted.sort_unstable();
        let longest = sorted.iter().map(String::len).max().unwrap_or_default();
        InOrder { words, sorted, longest, begin_with_words }
    }
}

/// A text in small letters, each of as many bytes as before.
fn in_small_letters(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let small = |c: char| {
        let mut letters = c.to_lowercase();
        letters.next().filter(|letter| letters.next().is_none() && letter.len_utf8() == c.len_utf8()).unwrap_or(c)
    };
    text.chars().map(small).collect()
}

impl<'a> IntoIterator for &'a Phrases {
    type Item = &'a String;
    type IntoIter = std::slice::Iter<'a, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

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
        let phrases = phrases.with("{day}", ["Montag", "Dienstag"].map(str::to_owned).into());
        let found = |text| phrases.find(text).map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(found("Is to be sold; this to"), ["Is to be"]);
        assert_eq!(found("is to-morrow, is to"), ["is to"]);
        assert_eq!(found("SPÄTER wird's, Später am Dienstag"), ["SPÄTER", "wird", "Später", "am Dienstag"]);
        assert!(found("wirdé spät is\u{e9} to un-wird").is_empty());
        assert_eq!(Phrases::default().find("x").count(), 0);
    }
}
