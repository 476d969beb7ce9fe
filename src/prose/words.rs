//! Words of a house at a place in a text, letter case aside. What they mean there is not asked.

use std::sync::OnceLock;

use crate::prose::byte_set::ByteSet;
use crate::prose::letter_case::{differ, same_word};

/// Words or phrases of a house, compared without regard to letter case. Empty ones are left out.
#[derive(Debug, Clone, Default)]
pub struct Words {
    list: Vec<String>,
    /// By the first and last byte of each: put in order when first asked for, since many lists are for few texts.
    firsts: OnceLock<Box<Letters>>,
    lasts: OnceLock<Box<Letters>>,
    /// How one of them can start and end: nearly every question ends here.
    starts: Edges,
    ends: Edges,
}

impl Words {
    /// These words.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a String>) -> Self {
        words.into_iter().cloned().collect::<Vec<_>>().into()
    }

    /// As listed, in order.
    pub fn list(&self) -> &[String] {
        &self.list
    }

    /// Whether it is worth while to look for one of them at `at`.
    #[inline]
    pub fn may_start(&self, text: &str, at: usize) -> bool {
        let bytes = text.as_bytes();
        self.starts.have(|index| bytes.get(at + index).copied())
    }

    /// Whether it is worth while to look for one of them that ends at `end`.
    pub fn may_end(&self, text: &str, end: usize) -> bool {
        let bytes = text.as_bytes();
        self.ends.have(|index| bytes.get(end.checked_sub(index + 1)?).copied())
    }

    /// The end of the longest of them that starts at `at` and is no part of a longer word.
    pub fn end_at(&self, text: &str, at: usize) -> Option<usize> {
        if !self.may_start(text, at) {
            return None;
        }
        self.with_first(text.as_bytes()[at]).filter_map(|(_, word)| word_end(text, at, word)).max()
    }

    /// The first of the list that starts at `at` and is no part of a longer word: which of them it is, and its end.
    pub fn first_at(&self, text: &str, at: usize) -> Option<(usize, usize)> {
        if !self.may_start(text, at) {
            return None;
        }
        let mut found: Option<(usize, usize)> = None;
        for (place, word) in self.with_first(text.as_bytes()[at]) {
            // Nearly always they come in the list's order.
            if found.is_none_or(|(sooner, _)| place < sooner) {
                found = word_end(text, at, word).map(|end| (place, end)).or(found);
            }
        }
        found
    }

    /// The start of the longest of them that ends at `end` and is no part of a longer word.
    pub fn start_before(&self, text: &str, end: usize) -> Option<usize> {
        if !self.may_end(text, end) {
            return None;
        }
        let lasts = self.lasts.get_or_init(|| Letters::new(self.list.iter().map(|word| word.as_bytes()[word.len() - 1])));
        self.of(lasts, text.as_bytes()[end - 1]).filter_map(|(_, word)| word_start(text, end, word)).min()
    }

    /// Those that may begin with `letter`, each with its place in the list.
    fn with_first(&self, letter: u8) -> impl Iterator<Item = (usize, &str)> {
        let firsts = self.firsts.get_or_init(|| Letters::new(self.list.iter().map(|word| word.as_bytes()[0])));
        self.of(firsts, letter)
    }

    /// Those that may have `letter` where `letters` has theirs, each with its place in the list.
    fn of<'a>(&'a self, letters: &'a Letters, letter: u8) -> impl Iterator<Item = (usize, &'a str)> {
        letters.places(letter).iter().map(|place| (*place as usize, self.list[*place as usize].as_str()))
    }

    /// Whether one of them, and then a space, stands before `at`.
    pub fn stand_before(&self, text: &str, at: usize) -> bool {
        let end = before_spaces(text, at);
        end < at && self.start_before(text, end).is_some()
    }

    /// Whether `word` is one of them.
    pub fn have(&self, word: &str) -> bool {
        if !self.may_start(word, 0) || !self.may_end(word, word.len()) {
            return false;
        }
        self.with_first(word.as_bytes()[0]).any(|(_, known)| same_word(known, word))
    }
}

/// A list of words by one letter of each, of which the first byte counts.
#[derive(Debug, Clone)]
struct Letters {
    /// Places in the list: words of one letter stand side by side, in the list's order.
    sorted: Vec<u32>,
    /// Past the last of each letter, in whichever case.
    ends: [u32; LETTERS],
    /// Whether some letters are beyond ASCII, whose other case is not known here.
    beyond_ascii: bool,
}

/// Letters of the alphabet, and others that share a place with one.
const LETTERS: usize = 32;

impl Letters {
    fn new(letters: impl Iterator<Item = u8> + Clone) -> Box<Letters> {
        let mut ends = [0; LETTERS];
        let mut beyond_ascii = false;
        for letter in letters.clone() {
            ends[nth_letter(letter)] += 1;
            beyond_ascii |= !letter.is_ascii();
        }
        let mut past = 0;
        // Where its words begin, until they are filled in.
        for end in &mut ends {
            (*end, past) = (past, past + *end);
        }
        let mut sorted = vec![0; past as usize];
        for (place, letter) in (0..).zip(letters) {
            let end = &mut ends[nth_letter(letter)];
            sorted[*end as usize] = place;
            *end += 1;
        }
        Box::new(Letters { sorted, ends, beyond_ascii })
    }

    /// The places of words that may have `letter`.
    fn places(&self, letter: u8) -> &[u32] {
        if self.beyond_ascii || !letter.is_ascii() {
            return &self.sorted;
        }
        let nth = nth_letter(letter);
        let start = nth.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.sorted[start as usize..self.ends[nth] as usize]
    }
}

fn nth_letter(byte: u8) -> usize {
    usize::from(byte) % LETTERS
}

impl From<Vec<String>> for Words {
    fn from(mut list: Vec<String>) -> Words {
        list.retain(|word| !word.is_empty());
        let (mut starts, mut ends) = (Edges::default(), Edges::default());
        for word in &list {
            starts.add(word.bytes());
            ends.add(word.bytes().rev());
        }
        Words { list, starts, ends, firsts: OnceLock::new(), lasts: OnceLock::new() }
    }
}

/// Words, and endings that make a word one of them: `-ed`. Compared without regard to letter case.
#[derive(Debug, Clone, Default)]
pub struct Forms {
    words: Words,
    endings: Vec<String>,
}

impl Forms {
    /// These words; those that begin with a hyphen are endings.
    pub fn new(mut listed: Vec<String>) -> Self {
        let endings = listed.extract_if(.., |word| word.starts_with('-')).map(|ending| ending[1..].to_lowercase()).collect();
        Forms { words: listed.into(), endings }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.words.list().is_empty() && self.endings.is_empty()
    }

    /// Whether `word` is one of them, or has one of the endings and at least two letters before it.
    pub fn have(&self, word: &str) -> bool {
        let ends = |ending: &String| word.len() > ending.len() + 1 && word.to_lowercase().ends_with(ending.as_str());
        self.words.have(word) || self.endings.iter().any(ends)
    }
}

/// How words can start, or end: by a few bits of their outermost three bytes, so that few others pass.
#[derive(Debug, Clone, Copy, Default)]
struct Edges {
    /// The outermost bytes, one by one: most questions end here.
    outermost: ByteSet,
    /// See [`Edges::bit`].
    bits: ByteSet,
    /// Whether characters beyond ASCII, whose other case is not known here, may stand there.
    beyond_ascii: bool,
}

impl Edges {
    /// Adds a word of these bytes, from the outermost on.
    #[inline]
    fn add(&mut self, mut bytes: impl ExactSizeIterator<Item = u8>) {
        let is_short = bytes.len() < 3;
        let outer = [(); 3].map(|()| bytes.next().unwrap_or_default());
        if outer[0].is_ascii() {
            self.outermost.insert_in_both_cases(outer[0]);
        } else {
            // Its other case may be any byte.
            self.outermost = ByteSet::ALL;
        }
        let bit = Edges::bit(outer);
        // Beside a short word a mark may stand that is beyond ASCII.
        self.beyond_ascii |= bit.is_none() || is_short;
        if let Some(bit) = bit {
            self.bits.insert(bit);
        }
    }

    #[inline]
    fn have(&self, byte: impl Fn(usize) -> Option<u8>) -> bool {
        let Some(letter) = byte(0) else { return false };
        if letter.is_ascii() && !self.outermost.contains(letter) {
            return false;
        }
        Edges::bit([0, 1, 2].map(|index| byte(index).unwrap_or_default())).map_or(self.beyond_ascii, |bit| self.bits.contains(bit))
    }

    /// The same for a letter in both cases, and for all that is no letter or figure. `None` beyond ASCII.
    #[inline]
    fn bit([outer, inner, innermost]: [u8; 3]) -> Option<u8> {
        if !(outer | inner | innermost).is_ascii() {
            return None;
        }
        let inner = if inner.is_ascii_alphanumeric() { inner | 0x20 } else { 0 };
        let innermost = if inner != 0 && innermost.is_ascii_alphanumeric() { innermost | 0x20 } else { 0 };
        Some((outer | 0x20).wrapping_mul(37) ^ inner.wrapping_mul(11) ^ innermost)
    }
}

/// The end of `word` where it starts at `at`, letter case aside, and no longer word does.
#[inline]
pub fn word_end(text: &str, at: usize, word: &str) -> Option<usize> {
    let end = at + word.len();
    let (own, wanted) = (text.as_bytes().get(at..end)?, word.as_bytes());
    // Nearly all differ in the first or last byte, or go on.
    if differ(*own.first()?, wanted[0]) || differ(own[own.len() - 1], wanted[wanted.len() - 1]) || !ends_word(text, end) {
        return None;
    }
    same_word(text.get(at..end)?, word).then_some(end)
}

/// The start of `word` where it ends at `end`, letter case aside, and no longer word does.
#[inline]
pub fn word_start(text: &str, end: usize, word: &str) -> Option<usize> {
    let start = end.checked_sub(word.len())?;
    let (own, wanted) = (text.as_bytes().get(start..end)?, word.as_bytes());
    if differ(*own.last()?, *wanted.last()?) || differ(own[0], wanted[0]) || !begins_word(text, start) {
        return None;
    }
    (same_word(text.get(start..end)?, word) && ends_word(text, end)).then_some(start)
}

/// The words of a text, without the marks between them.
pub fn words_in(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = past_all(text, at, |byte| !byte.is_ascii_alphanumeric(), |c| !c.is_alphanumeric());
        at = past_all(text, start, |byte| byte.is_ascii_alphanumeric(), char::is_alphanumeric);
        (start < at).then(|| &text[start..at])
    })
}

/// Past all characters of one kind from `at` on. In ASCII `bytes` tells them, which nearly all are.
#[inline]
fn past_all(text: &str, at: usize, bytes: impl Fn(u8) -> bool, chars: impl Fn(char) -> bool) -> usize {
    let rest = &text.as_bytes()[at..];
    let end = at + rest.iter().position(|byte| !byte.is_ascii() || !bytes(*byte)).unwrap_or(rest.len());
    let goes_on = text.as_bytes().get(end).is_some_and(|byte| !byte.is_ascii());
    if goes_on { text.len() - text[end..].trim_start_matches(chars).len() } else { end }
}

/// Appends `c` in lower case.
#[inline]
pub fn push_small(text: &mut String, c: char) {
    if c.is_ascii() {
        text.push(c.to_ascii_lowercase());
    } else {
        text.extend(c.to_lowercase());
    }
}

/// The character that ends at `at`.
pub fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The character that starts at `at`.
pub fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Whether two texts side by side run together: a letter or figure ends the one, and a letter or figure begins the other.
pub fn runs_together(before: &str, after: &str) -> bool {
    before.chars().next_back().is_some_and(char::is_alphanumeric) && after.chars().next().is_some_and(char::is_alphanumeric)
}

/// Whether no letter or figure follows at `at`.
#[inline]
pub fn ends_word(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        Some(byte) if !byte.is_ascii() => !char_at(text, at).is_some_and(char::is_alphanumeric),
        byte => !byte.is_some_and(u8::is_ascii_alphanumeric),
    }
}

/// Whether no letter or figure stands right before `at`.
#[inline]
pub fn begins_word(text: &str, at: usize) -> bool {
    match at.checked_sub(1).and_then(|before| text.as_bytes().get(before)) {
        Some(byte) if !byte.is_ascii() => !char_before(text, at).is_some_and(char::is_alphanumeric),
        byte => !byte.is_some_and(u8::is_ascii_alphanumeric),
    }
}

/// Where the spaces begin that stand right before `at`.
#[inline]
pub fn before_spaces(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    bytes.get(..at).map_or(at, |head| at - head.iter().rev().take_while(|byte| **byte == b' ').count())
}

/// Past the white space at `at`. Nearly always that is a space or nothing.
#[inline]
pub fn past_space(text: &str, at: usize) -> usize {
    match text.as_bytes()[at..] {
        [b' ', next, ..] if next.is_ascii_graphic() => at + 1,
        [next, ..] if next.is_ascii_graphic() => at,
        _ => text.len() - text[at..].trim_start().len(),
    }
}

/// Whether the byte at `at` is one that is `wanted`.
pub fn byte_is(text: &str, at: usize, wanted: impl Fn(u8) -> bool) -> bool {
    text.as_bytes().get(at).is_some_and(|byte| wanted(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart_by_what_is_no_letter_or_figure() {
        assert_eq!(words_in(" On 11 May—“été” 2e, Ünal's…").collect::<Vec<_>>(), ["On", "11", "May", "été", "2e", "Ünal", "s"]);
        assert_eq!(words_in("—").chain(words_in("")).count(), 0);
    }

    #[test]
    fn space_is_passed_over_of_every_kind() {
        for (text, past) in [("a", 0), (" a", 1), ("  a", 2), (" \u{3000}é", 4), ("é", 0), (" ", 1), ("", 0)] {
            assert_eq!(past_space(text, 0), past, "{text:?}");
        }
        assert_eq!((before_spaces("a  b", 3), before_spaces("a  b", 1), before_spaces("  ", 2)), (1, 1, 0));
    }

    #[test]
    fn of_words_that_begin_alike_the_right_one_is_found() {
        let words: Words = ["to", "To be", "été", "tö"].map(str::to_owned).to_vec().into();
        let at = |text: &str| words.first_at(text, 0).map(|(index, _)| index);
        assert_eq!((at("TO BE"), at("to-day"), at("Été"), at("TÖ"), at("today")), (Some(0), Some(0), Some(2), Some(3), None));
        assert_eq!((words.end_at("to be it", 0), words.start_before("or to be", 8), words.have("TÖ")), (Some(5), Some(3), true));
    }
}
