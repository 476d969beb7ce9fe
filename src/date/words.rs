//! Words and figures at a place in a text. What they mean in a date is for the grammar.

use crate::prose::TextRange;

/// Words of a house, compared without regard to letter case. Empty ones are left out.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    list: Vec<String>,
    /// The bytes that one of them can start with, and end with: nearly every question ends here.
    starts: Bytes,
    ends: Bytes,
}

impl Words {
    pub(super) fn new<'a>(words: impl IntoIterator<Item = &'a String>) -> Self {
        let list: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).cloned().collect();
        let (mut starts, mut ends) = (Bytes::default(), Bytes::default());
        for word in &list {
            let bytes = word.as_bytes();
            starts.add_cases_of(bytes[0]);
            ends.add_cases_of(bytes[bytes.len() - 1]);
        }
        Words { list, starts, ends }
    }

    /// Whether it is worth while to look for one of them at `at`.
    pub(super) fn may_start(&self, text: &str, at: usize) -> bool {
        byte_is(text, at, |byte| self.starts.have(byte))
    }

    /// Whether it is worth while to look for one of them that ends at `end`.
    pub(super) fn may_end(&self, text: &str, end: usize) -> bool {
        end > 0 && byte_is(text, end - 1, |byte| self.ends.have(byte))
    }

    /// The end of the longest of them that starts at `at` and is no part of a longer word.
    pub(super) fn end_at(&self, text: &str, at: usize) -> Option<usize> {
        if !self.may_start(text, at) {
            return None;
        }
        self.list.iter().filter_map(|word| word_end(text, at, word)).max()
    }

    /// The start of the longest of them that ends at `end` and is no part of a longer word.
    pub(super) fn start_before(&self, text: &str, end: usize) -> Option<usize> {
        if !self.may_end(text, end) {
            return None;
        }
        self.list.iter().filter_map(|word| word_start(text, end, word)).min()
    }

    /// Whether one of them, and then a space, stands before `at`.
    pub(super) fn stand_before(&self, text: &str, at: usize) -> bool {
        let end = back_over_spaces(text, at);
        end < at && self.start_before(text, end).is_some()
    }

    /// Whether `word` is one of them.
    pub(super) fn have(&self, word: &str) -> bool {
        self.list.iter().any(|known| same(known, word))
    }
}

/// A set of bytes.
#[derive(Debug, Clone, Copy, Default)]
struct Bytes([u128; 2]);

impl Bytes {
    /// Adds a letter in both cases; with a byte of a longer character all such bytes, as its other case is not known here.
    fn add_cases_of(&mut self, byte: u8) {
        if byte.is_ascii() {
            self.0[0] |= 1 << byte.to_ascii_lowercase() | 1 << byte.to_ascii_uppercase();
        } else {
            self.0[1] = u128::MAX;
        }
    }

    fn have(self, byte: u8) -> bool {
        self.0[usize::from(byte >> 7)] >> (byte & 0x7f) & 1 == 1
    }
}

/// The end of `word` where it starts at `at`, letter case aside, and no longer word does.
#[inline]
pub(super) fn word_end(text: &str, at: usize, word: &str) -> Option<usize> {
    let end = at + word.len();
    if differ(*text.as_bytes().get(at)?, *word.as_bytes().first()?) {
        return None;
    }
    (same(text.get(at..end)?, word) && ends_word(text, end)).then_some(end)
}

/// The start of `word` where it ends at `end`, letter case aside, and no longer word does.
#[inline]
pub(super) fn word_start(text: &str, end: usize, word: &str) -> Option<usize> {
    let start = end.checked_sub(word.len())?;
    if differ(*text.as_bytes().get(end.checked_sub(1)?)?, *word.as_bytes().last()?) {
        return None;
    }
    let whole = same(text.get(start..end)?, word) && ends_word(text, end);
    (whole && !char_before(text, start).is_some_and(char::is_alphanumeric)).then_some(start)
}

/// Whether two bytes cannot stand at one place of words that are [`same`]: nearly every comparison ends here.
fn differ(one: u8, other: u8) -> bool {
    one.is_ascii() && other.is_ascii() && !one.eq_ignore_ascii_case(&other)
}

/// Equal, letter case aside.
fn same(one: &str, other: &str) -> bool {
    let beyond_ascii = || one.chars().flat_map(char::to_lowercase).eq(other.chars().flat_map(char::to_lowercase));
    one.eq_ignore_ascii_case(other) || !one.is_ascii() && beyond_ascii()
}

pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Whether no letter or figure follows at `at`.
pub(super) fn ends_word(text: &str, at: usize) -> bool {
    !char_at(text, at).is_some_and(char::is_alphanumeric)
}

pub(super) fn byte_is(text: &str, at: usize, wanted: impl Fn(u8) -> bool) -> bool {
    text.as_bytes().get(at).is_some_and(|byte| wanted(*byte))
}

pub(super) fn is_figure(byte: u8) -> bool {
    byte.is_ascii_digit()
}

/// The first figure at or after `at`.
pub(super) fn next_figure(text: &str, at: usize) -> Option<usize> {
    text.as_bytes()[at..].iter().position(u8::is_ascii_digit).map(|found| at + found)
}

/// The end of the run of figures at `at`.
pub(super) fn figures_end(text: &str, at: usize) -> usize {
    at + text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// The value of the run of exactly `len` figures at `at`, and its range.
pub(super) fn figures(text: &str, at: usize, len: usize) -> Option<(i16, TextRange)> {
    if !byte_is(text, at, is_figure) || figures_end(text, at) != at + len {
        return None;
    }
    Some((text[at..at + len].parse().ok()?, at..at + len))
}

pub(super) fn over_spaces(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    at + bytes.get(at..).map_or(0, |rest| rest.iter().take_while(|byte| **byte == b' ').count())
}

pub(super) fn back_over_spaces(text: &str, at: usize) -> usize {
    text.get(..at).map_or(at, |head| head.trim_end_matches(' ').len())
}

/// A dash of any kind at `at`, or several: their end.
pub(super) fn over_dashes(text: &str, at: usize) -> usize {
    let dash = |mark: char| matches!(mark, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    text.get(at..).map_or(at, |rest| text.len() - rest.trim_start_matches(dash).len())
}

/// Whether a mark that closes a phrase stands at `at`, or the text ends there.
pub(super) fn closes(text: &str, at: usize) -> bool {
    let Some(mark) = char_at(text, at) else { return true };
    match mark {
        '.' | ',' | ':' => !byte_is(text, at + 1, is_figure),
        ';' | ')' | ']' | '!' | '?' | '"' | '\u{2019}' | '\u{201d}' | '\u{bb}' => true,
        _ => false,
    }
}
