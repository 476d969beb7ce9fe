//! Words of a house at a place in a text, letter case aside. What they mean there is not asked.

use crate::prose::phrase::same_word;

/// Words or phrases of a house, compared without regard to letter case. Empty ones are left out.
#[derive(Debug, Clone, Default)]
pub struct Words {
    list: Vec<String>,
    /// How one of them can start, and the bytes that one can end with: nearly every question ends here.
    starts: Starts,
    ends: Bytes,
}

impl Words {
    /// These words.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a String>) -> Self {
        let list: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).cloned().collect();
        let (mut starts, mut ends) = (Starts::default(), Bytes::default());
        for word in &list {
            starts.add(word.as_bytes());
            ends.add_cases_of(word.as_bytes()[word.len() - 1]);
        }
        Words { list, starts, ends }
    }

    /// As listed, in order.
    pub fn list(&self) -> &[String] {
        &self.list
    }

    /// Whether it is worth while to look for one of them at `at`.
    #[inline]
    pub fn may_start(&self, text: &str, at: usize) -> bool {
        text.as_bytes().get(at..).is_some_and(|bytes| self.starts.have(bytes))
    }

    /// Whether it is worth while to look for one of them that ends at `end`.
    pub fn may_end(&self, text: &str, end: usize) -> bool {
        end > 0 && byte_is(text, end - 1, |byte| self.ends.have(byte))
    }

    /// The end of the longest of them that starts at `at` and is no part of a longer word.
    pub fn end_at(&self, text: &str, at: usize) -> Option<usize> {
        if !self.may_start(text, at) {
            return None;
        }
        self.list.iter().filter_map(|word| word_end(text, at, word)).max()
    }

    /// The start of the longest of them that ends at `end` and is no part of a longer word.
    pub fn start_before(&self, text: &str, end: usize) -> Option<usize> {
        if !self.may_end(text, end) {
            return None;
        }
        self.list.iter().filter_map(|word| word_start(text, end, word)).min()
    }

    /// Whether one of them, and then a space, stands before `at`.
    pub fn stand_before(&self, text: &str, at: usize) -> bool {
        let end = text.get(..at).map_or(at, |head| head.trim_end_matches(' ').len());
        end < at && self.start_before(text, end).is_some()
    }

    /// Whether `word` is one of them.
    pub fn have(&self, word: &str) -> bool {
        self.may_start(word, 0) && self.may_end(word, word.len()) && self.list.iter().any(|known| same_word(known, word))
    }
}

impl From<Vec<String>> for Words {
    fn from(list: Vec<String>) -> Words {
        Words::new(&list)
    }
}

/// How words can start: by a few bits of their first two bytes, so that few others pass.
#[derive(Debug, Clone, Copy, Default)]
struct Starts {
    bits: [u64; 4],
    /// Whether one of them may start with, or be followed by, a character beyond ASCII, whose other case is not known here.
    beyond_ascii: bool,
}

impl Starts {
    fn add(&mut self, word: &[u8]) {
        match *word {
            [first, second, ..] if first.is_ascii() && second.is_ascii() => self.set(first, second),
            // Any mark may follow a word of one letter.
            [first] if first.is_ascii() => {
                self.beyond_ascii = true;
                (0..128u8).filter(|second| !second.is_ascii_alphanumeric()).for_each(|second| self.set(first, second));
            }
            _ => self.beyond_ascii = true,
        }
    }

    fn set(&mut self, first: u8, second: u8) {
        let bit = Starts::bit(first, second);
        self.bits[usize::from(bit >> 6)] |= 1 << (bit & 63);
    }

    #[inline]
    fn have(&self, bytes: &[u8]) -> bool {
        let Some(first) = bytes.first().copied() else { return false };
        let second = bytes.get(1).copied().unwrap_or_default();
        let bit = Starts::bit(first, second);
        if (first | second).is_ascii() { self.bits[usize::from(bit >> 6)] >> (bit & 63) & 1 == 1 } else { self.beyond_ascii }
    }

    /// The same for a letter in both cases.
    #[inline]
    fn bit(first: u8, second: u8) -> u8 {
        (first | 0x20).wrapping_mul(37) ^ (second | 0x20)
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
pub fn word_end(text: &str, at: usize, word: &str) -> Option<usize> {
    let end = at + word.len();
    if differ(*text.as_bytes().get(at)?, *word.as_bytes().first()?) {
        return None;
    }
    (same_word(text.get(at..end)?, word) && ends_word(text, end)).then_some(end)
}

/// The start of `word` where it ends at `end`, letter case aside, and no longer word does.
#[inline]
pub fn word_start(text: &str, end: usize, word: &str) -> Option<usize> {
    let start = end.checked_sub(word.len())?;
    if differ(*text.as_bytes().get(end.checked_sub(1)?)?, *word.as_bytes().last()?) {
        return None;
    }
    let whole = same_word(text.get(start..end)?, word) && ends_word(text, end);
    (whole && !char_before(text, start).is_some_and(char::is_alphanumeric)).then_some(start)
}

/// Whether two bytes cannot stand at one place of words that are the same: nearly every comparison ends here.
fn differ(one: u8, other: u8) -> bool {
    one.is_ascii() && other.is_ascii() && !one.eq_ignore_ascii_case(&other)
}

/// The character that ends at `at`.
pub fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The character that starts at `at`.
pub fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Whether no letter or figure follows at `at`.
pub fn ends_word(text: &str, at: usize) -> bool {
    !char_at(text, at).is_some_and(char::is_alphanumeric)
}

/// Whether the byte at `at` is one that is `wanted`.
pub fn byte_is(text: &str, at: usize, wanted: impl Fn(u8) -> bool) -> bool {
    text.as_bytes().get(at).is_some_and(|byte| wanted(*byte))
}
