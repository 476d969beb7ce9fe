//! Where the things stand in a text that rules ask for: words, figures, capitals, marks. One pass finds them all, so that a rule looks at
//! a few places and never at the whole text again. What they mean is not judged here.

use crate::prose::TextRange;
use crate::source::Span;

/// The places of one text.
#[derive(Debug, Clone, Default)]
pub struct Landmarks {
    places: Vec<Landmark>,
    /// First bytes of all runs of letters and figures.
    words: Vec<u32>,
}

#[derive(Debug, Clone, Copy)]
struct Landmark {
    start: u32,
    end: u32,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Figures,
    Capitals,
    Stop,
    Comma,
    Semicolon,
    Bracket,
    Gap,
    Quote,
}

impl Kind {
    /// Whether it parts sentences or what is in them.
    fn is_mark(self) -> bool {
        matches!(self, Kind::Stop | Kind::Comma | Kind::Semicolon)
    }
}

impl Landmarks {
    /// Those of `text`.
    pub fn of(text: &str) -> Landmarks {
        let bytes = text.as_bytes();
        // A guess that holds for most prose: a word takes five bytes, a mark or figure comes every twenty.
        let mut words: Vec<u32> = Vec::with_capacity(bytes.len() / 5 + 2);
        let mut places: Vec<Landmark> = Vec::with_capacity(bytes.len() / 20 + 2);
        let mut in_word = false;
        let mut at = 0;
        while at < bytes.len() {
            // Spaces and words in small letters are nearly all there is.
            if bytes[at] == b' ' {
                in_word = false;
                let start = at;
                at += 1;
                if bytes.get(at) == Some(&b' ') {
                    at += bytes[at..].iter().take_while(|byte| **byte == b' ').count();
                    places.push(Landmark { start: narrow(start), end: narrow(at), kind: Kind::Gap });
                }
                continue;
            }
            let start = at;
            let mut goes_on = true;
            if bytes[at].is_ascii_lowercase() {
                at += small_letters(&bytes[at..]);
            } else {
                let sight = token_at(text, at, in_word);
                goes_on = sight.is_word;
                at += sight.length;
                places.extend(sight.kind.map(|kind| Landmark { start: narrow(start), end: narrow(at), kind }));
            }
            if goes_on && !in_word {
                words.push(narrow(start));
            }
            in_word = goes_on;
        }
        Landmarks { places, words }
    }

    /// Runs of ASCII figures.
    pub fn figures(&self) -> impl Iterator<Item = TextRange> {
        self.of_kind(Kind::Figures)
    }

    /// Where a word begins with three ASCII capitals or figures, a capital first.
    pub fn capitals(&self) -> impl Iterator<Item = usize> {
        self.of_kind(Kind::Capitals).map(|range| range.start)
    }

    /// Marks that may end a sentence: stops, question and exclamation marks, ellipses.
    pub fn stops(&self) -> impl Iterator<Item = TextRange> {
        self.of_kind(Kind::Stop)
    }

    /// Commas.
    pub fn commas(&self) -> impl Iterator<Item = usize> {
        self.of_kind(Kind::Comma).map(|range| range.start)
    }

    /// Semicolons.
    pub fn semicolons(&self) -> impl Iterator<Item = usize> {
        self.of_kind(Kind::Semicolon).map(|range| range.start)
    }

    /// Round and square brackets.
    pub fn brackets(&self) -> impl Iterator<Item = usize> {
        self.of_kind(Kind::Bracket).map(|range| range.start)
    }

    /// Two spaces or more in a row.
    pub fn gaps(&self) -> impl Iterator<Item = TextRange> {
        self.of_kind(Kind::Gap)
    }

    /// The same ASCII mark twice or more in a row: stops, question and exclamation marks, commas, semicolons.
    pub fn rows(&self, text: &str) -> Vec<TextRange> {
        let bytes = text.as_bytes();
        let mut rows: Vec<TextRange> = Vec::new();
        for pair in self.places.windows(2) {
            let (one, other) = (pair[0].start as usize, pair[1].start as usize);
            let repeats = pair[0].end == pair[1].start && pair[0].kind.is_mark() && pair[1].kind.is_mark() && bytes[one] == bytes[other];
            match rows.last_mut() {
                _ if !repeats || !bytes[one].is_ascii() => {}
                Some(row) if row.end == other => row.end = other + 1,
                _ => rows.push(one..other + 1),
            }
        }
        rows
    }

    /// Quotation marks, and apostrophes that look like one: all but the straight `'`.
    pub fn quotes(&self) -> impl Iterator<Item = TextRange> {
        self.of_kind(Kind::Quote)
    }

    /// Where words begin: runs of letters and figures.
    pub fn words(&self) -> impl ExactSizeIterator<Item = usize> + Clone {
        self.words.iter().map(|start| *start as usize)
    }

    fn of_kind(&self, kind: Kind) -> impl Iterator<Item = TextRange> {
        self.places.iter().filter(move |place| place.kind == kind).map(|place| place.start as usize..place.end as usize)
    }
}

fn narrow(at: usize) -> u32 {
    Span::at(at).start
}

/// What stands at a byte.
struct Token {
    kind: Option<Kind>,
    /// In bytes.
    length: usize,
    /// Whether it is made of letters or figures.
    is_word: bool,
}

/// What stands at byte `at`, `in_word` if right after a letter or figure.
fn token_at(text: &str, at: usize, in_word: bool) -> Token {
    let bytes = &text.as_bytes()[at..];
    let mark = |kind| Token { kind, length: 1, is_word: false };
    match bytes[0] {
        b'A'..=b'Z' => {
            let kind = (!in_word && opens_acronym(bytes)).then_some(Kind::Capitals);
            Token { kind, length: 1 + small_letters(&bytes[1..]), is_word: true }
        }
        b'0'..=b'9' => {
            let length = bytes.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(bytes.len());
            Token { kind: Some(Kind::Figures), length, is_word: true }
        }
        b'.' | b'?' | b'!' => mark(Some(Kind::Stop)),
        b',' => mark(Some(Kind::Comma)),
        b';' => mark(Some(Kind::Semicolon)),
        b'(' | b')' | b'[' | b']' => mark(Some(Kind::Bracket)),
        b'"' => mark(Some(Kind::Quote)),
        0x80.. => {
            let c = text[at..].chars().next().expect("a first byte begins a character");
            let kind = match c {
                '“' | '”' | '„' | '«' | '»' | '‘' | '’' => Some(Kind::Quote),
                '…' | '。' | '।' => Some(Kind::Stop),
                _ => None,
            };
            Token { kind, length: c.len_utf8(), is_word: c.is_alphanumeric() }
        }
        _ => mark(None),
    }
}

/// How many small letters `bytes` begin with: eight at a time, since most bytes of a text are passed over here.
#[inline]
fn small_letters(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(chunk) = bytes[at..].first_chunk() {
        let eight = u64::from_le_bytes(*chunk);
        let low = eight & (EACH * 0x7f);
        // The high bit of each byte that is less than `a`, greater than `z` or beyond ASCII.
        let others = (!(low + EACH * (0x80 - 0x61)) | (low + EACH * (0x80 - 0x7b)) | eight) & (EACH * 0x80);
        if others != 0 {
            return at + others.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    at + bytes[at..].iter().take_while(|byte| byte.is_ascii_lowercase()).count()
}

/// One in each of eight bytes.
const EACH: u64 = u64::from_le_bytes([1; 8]);

/// Whether `bytes`, which begin with a capital, go on with two capitals or figures.
fn opens_acronym(bytes: &[u8]) -> bool {
    let is_capital = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    bytes.get(1..3).is_some_and(|next| next.iter().all(is_capital))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::Prose;

    #[test]
    fn one_pass_finds_words_and_marks() {
        let text = "On 11 May, the DWU’s «MiG» of COP26 – “é”… why? xABC";
        let landmarks = Landmarks::of(text);
        let all = |ranges: &mut dyn Iterator<Item = TextRange>| ranges.map(|range| &text[range]).collect::<Vec<_>>().join(" ");
        assert_eq!(all(&mut landmarks.figures()), "11 26");
        assert_eq!(all(&mut landmarks.capitals().map(|at| at..at + 3)), "DWU COP");
        assert_eq!(all(&mut landmarks.stops()), "… ?");
        assert_eq!(all(&mut landmarks.quotes()), "’ « » “ ”");
        assert_eq!(landmarks.commas().collect::<Vec<_>>(), [9]);
        assert_eq!(landmarks.words().count(), 12);
        assert_eq!(Prose::from(text).word_count(), 11);
        let marks = "a..  b (c;; d], ,, e…… f?!! g ...";
        let landmarks = Landmarks::of(marks);
        assert_eq!(landmarks.rows(marks).into_iter().map(|row| &marks[row]).collect::<Vec<_>>(), ["..", ";;", ",,", "!!", "..."]);
        assert_eq!(landmarks.gaps().map(|gap| (gap.start, gap.end)).collect::<Vec<_>>(), [(3, 5)]);
        assert_eq!(landmarks.brackets().collect::<Vec<_>>(), [7, 13]);
        assert_eq!(Landmarks::of("  a’é  –b ").words().collect::<Vec<_>>(), [2, 6, 13]);
    }
}
