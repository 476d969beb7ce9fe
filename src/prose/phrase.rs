//! Phrases in a text: whole words, letter case aside. A phrase is found as listed; nobody inflects it here.

use crate::prose::TextRange;

/// Where any of `phrases` stands in `text`, in order of place; of two that start at one word, the longer.
pub fn find<'a>(text: &'a str, phrases: &'a [String]) -> impl Iterator<Item = TextRange> + 'a {
    find_with(text, move |rest| phrases.iter().filter_map(|phrase| opening(rest, phrase)).filter(|len| ends_word(rest, *len)).max())
}

/// Where `opens` finds something in `text` that begins with a word, in order of place. It gets the text from the word's start and answers
/// with a length in bytes.
pub fn find_with<'a>(text: &'a str, opens: impl Fn(&'a str) -> Option<usize> + 'a) -> impl Iterator<Item = TextRange> + 'a {
    let mut before = ' ';
    let starts = text.char_indices().filter_map(move |(at, c)| {
        let starts_word = c.is_alphanumeric() && !before.is_alphanumeric();
        before = c;
        starts_word.then_some(at)
    });
    starts.filter_map(move |at| opens(&text[at..]).map(|len| at..at + len))
}

/// The length in bytes of what `text` opens with, where that is `phrase` in any letter case.
pub fn opening(text: &str, phrase: &str) -> Option<usize> {
    if phrase.is_ascii() {
        let same = text.as_bytes().get(..phrase.len()).is_some_and(|opening| opening.eq_ignore_ascii_case(phrase.as_bytes()));
        return same.then_some(phrase.len());
    }
    let mut rest = text.chars();
    for wanted in phrase.chars() {
        let found = rest.next()?;
        if found != wanted && !found.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(text.len() - rest.as_str().len())
}

/// Whether no word of `text` runs on over byte `at`; a hyphen holds words together.
pub fn ends_word(text: &str, at: usize) -> bool {
    let mut rest = text[at..].chars();
    match rest.next() {
        Some('-' | '\u{2010}' | '\u{2011}') => !rest.next().is_some_and(char::is_alphanumeric),
        Some(next) => !next.is_alphanumeric(),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_whole_words_in_any_case() {
        let phrases = ["is to", "is to be", "wird", "später"].map(str::to_owned);
        let found = |text| find(text, &phrases).map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(found("Is to be; this to"), ["Is to be"]);
        assert_eq!(found("is to-morrow, is to"), ["is to"]);
        assert_eq!(found("SPÄTER wird's"), ["SPÄTER", "wird"]);
        assert!(found("wirdé spät is\u{e9} to").is_empty());
    }
}
