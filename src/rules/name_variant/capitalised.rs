//! Capitalised words of running text, each with the one before it. Whether they are names is not asked.

use crate::prose::words::char_before;
use crate::prose::{Prose, TextRange};
use crate::rules::Passage;
use crate::source::Span;

/// A capitalised word.
pub struct Use<'a> {
    /// As written.
    pub word: &'a str,
    prose: &'a Prose,
    /// The passage, counted from the first, and the byte in it.
    pub place: (usize, usize),
    /// The capitalised word right before it.
    pub before: Option<Before<'a>>,
    /// Whether a capitalised word follows right after it.
    pub leads: bool,
}

impl Use<'_> {
    /// Its bytes.
    pub fn span(&self) -> Span {
        let (_, start) = self.place;
        self.prose.span(start..start + self.word.len())
    }
}

/// A capitalised word right before another.
#[derive(Clone, Copy)]
pub struct Before<'a> {
    /// As written.
    pub word: &'a str,
    text: &'a str,
    start: usize,
    /// Whether a capitalised word stands right before it.
    follows: bool,
}

impl Before<'_> {
    /// Whether it is capitalised for itself: no sentence begins with it.
    pub fn is_inside(self) -> bool {
        self.follows || !opens_sentence(self.text, self.start)
    }
}

/// Characters of a word that is long enough.
const SHORTEST: usize = 6;

/// The long capitalised words of a passage, quoted or not.
pub fn long_words(passage: Passage<'_>) -> impl Iterator<Item = &str> {
    let words = passage.prose.landmarks().capitalised().map(move |start| word_at(passage.text(), start));
    words.filter(|(_, is_long)| *is_long).map(|(word, _)| word)
}

/// Adds those of a passage that are nobody else's words and no part of one with a hyphen.
pub fn collect<'a>(index: usize, passage: Passage<'a>, uses: &mut Vec<Use<'a>>) {
    let text = passage.text();
    let mut last: Option<(TextRange, Before<'a>)> = None;
    // Whether the last capitalised word is the last one kept.
    let mut kept = false;
    for start in passage.prose.landmarks().capitalised() {
        let (word, is_long) = word_at(text, start);
        let range = start..start + word.len();
        let follows = last.as_ref().filter(|(before, _)| before.end + 1 == start && text.as_bytes()[before.end] == b' ');
        let before = follows.map(|(_, before)| *before);
        if let Some(place) = uses.last_mut().filter(|_| kept && before.is_some()) {
            place.leads = true;
        }
        kept = is_long && !is_joined(text, &range) && !passage.is_quoted(&range);
        if kept {
            uses.push(Use { word, prose: passage.prose, place: (index, start), before, leads: false });
        }
        last = Some((range, Before { word, text, start, follows: before.is_some() }));
    }
}

/// The word that begins at `start`, and whether it is long enough, and no acronym.
fn word_at(text: &str, start: usize) -> (&str, bool) {
    let rest = &text[start..];
    // Nearly all go on in small letters, and a space or mark follows.
    let small = 1 + rest.bytes().skip(1).take_while(u8::is_ascii_lowercase).count();
    if rest.as_bytes()[0].is_ascii() && rest.as_bytes().get(small).is_none_or(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()) {
        return (&rest[..small], small >= SHORTEST);
    }
    let word = &rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())];
    (word, word.chars().skip(1).all(char::is_lowercase) && word.chars().count() >= SHORTEST)
}

/// Whether the word is part of one with a hyphen.
fn is_joined(text: &str, word: &TextRange) -> bool {
    text[..word.start].ends_with(['-', '‑', '\'', '’']) || text[word.end..].starts_with(['-', '‑'])
}

fn opens_sentence(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end_matches([' ', '"', '“', '‘', '(', '[', '—', '–']);
    char_before(before, before.len()).is_none_or(|c| matches!(c, '.' | '?' | '!' | '…' | ':' | ';'))
}
