//! Words of a house at a place in a text, letter case aside. What they mean there is not asked.

use crate::prose::letter_case::{differ, same_word};

/// Words or phrases of a house, compared without regard to letter case. Empty ones are left out.
#[derive(Debug, Clone, Default)]
pub struct Words {
    list: Vec<String>,
    /// First and last byte of each, folded: a list is gone through by these.
    outermost: Vec<[u8; 2]>,
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
        let first = folded(text.as_bytes()[at]);
        self.with_outermost(|[own, _]| own, first).filter_map(|word| word_end(text, at, word)).max()
    }

    /// The start of the longest of them that ends at `end` and is no part of a longer word.
    pub fn start_before(&self, text: &str, end: usize) -> Option<usize> {
        if !self.may_end(text, end) {
            return None;
        }
        let last = folded(text.as_bytes()[end - 1]);
        self.with_outermost(|[_, own]| own, last).filter_map(|word| word_start(text, end, word)).min()
    }

    /// Those whose first or last byte, as `which` says, may be the same letter as `byte`.
    fn with_outermost(&self, which: impl Fn([u8; 2]) -> u8, byte: u8) -> impl Iterator<Item = &String> {
        let may_be = move |own: u8| own == byte || (own | byte) & BEYOND_ASCII != 0;
        self.outermost.iter().zip(&self.list).filter(move |(own, _)| may_be(which(**own))).map(|(_, word)| word)
    }

    /// Whether one of them, and then a space, stands before `at`.
    pub fn stand_before(&self, text: &str, at: usize) -> bool {
        let end = text.get(..at).map_or(at, |head| head.trim_end_matches(' ').len());
        end < at && self.start_before(text, end).is_some()
    }

    /// Whether `word` is one of them.
    pub fn have(&self, word: &str) -> bool {
        if !self.may_start(word, 0) || !self.may_end(word, word.len()) {
            return false;
        }
        let first = folded(word.as_bytes()[0]);
        self.with_outermost(|[own, _]| own, first).any(|known| same_word(known, word))
    }
}

/// A byte that may be part of any letter.
const BEYOND_ASCII: u8 = 0x80;

/// The same for a letter in both cases, and for all that is beyond ASCII.
#[inline]
fn folded(byte: u8) -> u8 {
    if byte.is_ascii() { byte.to_ascii_lowercase() } else { BEYOND_ASCII }
}

impl From<Vec<String>> for Words {
    fn from(mut list: Vec<String>) -> Words {
        list.retain(|word| !word.is_empty());
        let (mut starts, mut ends) = (Edges::default(), Edges::default());
        for word in &list {
            starts.add(word.bytes());
            ends.add(word.bytes().rev());
        }
        let outermost = list.iter().map(|word| [word.as_bytes()[0], word.as_bytes()[word.len() - 1]].map(folded)).collect();
        Words { list, outermost, starts, ends }
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
    outermost: [u64; 4],
    bits: [u64; 4],
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
            for letter in [outer[0].to_ascii_lowercase(), outer[0].to_ascii_uppercase()] {
                self.outermost[usize::from(letter >> 6)] |= 1 << (letter & 63);
            }
        } else {
            // Its other case may be any byte.
            self.outermost = [u64::MAX; 4];
        }
        let bit = Edges::bit(outer);
        // Beside a short word a mark may stand that is beyond ASCII.
        self.beyond_ascii |= bit.is_none() || is_short;
        if let Some(bit) = bit {
            self.bits[usize::from(bit >> 6)] |= 1 << (bit & 63);
        }
    }

    #[inline]
    fn have(&self, byte: impl Fn(usize) -> Option<u8>) -> bool {
        let set = |bits: &[u64; 4], bit: u8| bits[usize::from(bit >> 6)] >> (bit & 63) & 1 == 1;
        let Some(letter) = byte(0) else { return false };
        if letter.is_ascii() && !set(&self.outermost, letter) {
            return false;
        }
        Edges::bit([0, 1, 2].map(|index| byte(index).unwrap_or_default())).map_or(self.beyond_ascii, |bit| set(&self.bits, bit))
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
    let (own, wanted) = (text.as_bytes(), word.as_bytes());
    // Nearly all differ in the first two bytes.
    if differ(*own.get(at)?, *wanted.first()?) || wanted.len() > 1 && differ(*own.get(at + 1)?, wanted[1]) {
        return None;
    }
    (same_word(text.get(at..end)?, word) && ends_word(text, end)).then_some(end)
}

/// The start of `word` where it ends at `end`, letter case aside, and no longer word does.
#[inline]
pub fn word_start(text: &str, end: usize, word: &str) -> Option<usize> {
    let start = end.checked_sub(word.len())?;
    let (own, wanted) = (text.as_bytes().get(start..end)?, word.as_bytes());
    if differ(*own.last()?, *wanted.last()?) || differ(own[0], wanted[0]) {
        return None;
    }
    let whole = same_word(text.get(start..end)?, word) && ends_word(text, end);
    (whole && !char_before(text, start).is_some_and(char::is_alphanumeric)).then_some(start)
}

/// The words of a text, without the marks between them.
pub fn words_in(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
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
pub fn ends_word(text: &str, at: usize) -> bool {
    !char_at(text, at).is_some_and(char::is_alphanumeric)
}

/// Whether the byte at `at` is one that is `wanted`.
pub fn byte_is(text: &str, at: usize, wanted: impl Fn(u8) -> bool) -> bool {
    text.as_bytes().get(at).is_some_and(|byte| wanted(*byte))
}
