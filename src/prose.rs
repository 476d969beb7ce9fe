//! Text as a reader sees it, with the exact way back to the bytes it came from.
//!
//! The readers build it and the rules ask it; nobody searches the file again for what a rule found here.

use std::ops::Range;
use std::sync::OnceLock;

use crate::source::Span;

pub use landmarks::Landmarks;

pub mod composed;
pub(crate) mod invisible;
mod landmarks;
pub mod letter_case;
pub mod mojibake;
pub mod phrase;
pub mod verbatim;
pub mod words;

/// A half-open range of bytes in the text of one [`Prose`], not in a file.
pub type TextRange = Range<usize>;

/// Words without marks, line ends or escapes.
///
/// White space of every kind is one plain space, a line end inside a paragraph is a space, invisible characters are gone, and what is
/// no prose (inline code, an image) is one U+FFFC. Each piece keeps the bytes it stands for.
#[derive(Debug, Clone, Default)]
pub struct Prose {
    text: String,
    pieces: Vec<Piece>,
    landmarks: OnceLock<Landmarks>,
}

/// From byte `text` of the prose to the next piece's, it stands for `source_len` bytes at `source`.
/// Where both are equally long they correspond byte by byte; otherwise the piece is one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    text: u32,
    source: u32,
    source_len: u32,
}

/// Stands in prose for something that is not prose.
pub const OBJECT: char = '\u{fffc}';

impl Prose {
    /// An empty one, with room for these and a space after each.
    pub fn with_room_for<'p>(parts: impl Iterator<Item = &'p Prose>) -> Prose {
        let (text, pieces) = parts.fold((0, 0), |(text, pieces), part| (text + part.text.len() + 1, pieces + part.pieces.len() + 1));
        Prose { text: String::with_capacity(text), pieces: Vec::with_capacity(pieces), landmarks: OnceLock::new() }
    }

    /// What a reader sees.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where its words, figures and marks stand; looked for once, when first asked.
    pub fn landmarks(&self) -> &Landmarks {
        self.landmarks.get_or_init(|| Landmarks::of(&self.text))
    }

    /// How many words a person counts: what stands between spaces and has a letter or figure in it.
    pub fn word_count(&self) -> usize {
        let bytes = self.text.as_bytes();
        let mut before = None;
        let counts = |start: &usize| {
            let since = before.replace(*start);
            // Most words follow a space; others may be the first after a mark.
            *start == 0 || bytes[start - 1] == b' ' || since.is_none_or(|since: usize| bytes[since..*start].contains(&b' '))
        };
        self.landmarks().words().filter(counts).count()
    }

    /// Whether there is nothing to see.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Appends text that stands in the file exactly so, at byte `source`.
    pub fn push_same(&mut self, text: &str, source: u32) {
        if text.is_empty() {
            return;
        }
        self.landmarks.take();
        let len = Span::at(text.len()).start;
        let at = Span::at(self.text.len()).start;
        match self.pieces.last_mut() {
            Some(last) if last.is_same(at) && last.source + last.source_len == source => last.source_len += len,
            _ => self.pieces.push(Piece { text: at, source, source_len: len }),
        }
        self.text.push_str(text);
    }

    /// Appends text that `span` of the file stands for as a whole: an escape, an entity, a space of another kind.
    pub fn push_for(&mut self, text: &str, span: Span) {
        if text.is_empty() {
            return;
        }
        self.landmarks.take();
        let source_len = Span::at(span.len()).start;
        self.pieces.push(Piece { text: Span::at(self.text.len()).start, source: span.start, source_len });
        self.text.push_str(text);
    }

    /// Appends another prose, as it is.
    pub fn push_prose(&mut self, other: &Prose) {
        self.landmarks.take();
        let shift = Span::at(self.text.len()).start;
        self.pieces.extend(other.pieces.iter().map(|piece| Piece { text: piece.text + shift, ..*piece }));
        self.text.push_str(&other.text);
    }

    /// The part in `range`, with its bytes.
    #[must_use]
    pub fn part(&self, range: TextRange) -> Prose {
        let mut part = Prose::default();
        for (index, piece) in self.pieces.iter().enumerate() {
            let (start, end) = (piece.text as usize, self.piece_end(index));
            let (from, to) = (start.max(range.start), end.min(range.end));
            if from >= to {
                continue;
            }
            if end - start == piece.source_len as usize {
                part.push_same(&self.text[from..to], piece.source + Span::at(from - start).start);
            } else {
                part.push_for(&self.text[from..to], piece.span());
            }
        }
        part
    }

    /// Without white space at its ends.
    #[must_use]
    pub fn trimmed(self) -> Prose {
        let start = self.text.len() - self.text.trim_start().len();
        let end = self.text.trim_end().len();
        if start == 0 && end == self.text.len() { self } else { self.part(start..end.max(start)) }
    }

    /// The bytes that the text in `range` came from. An empty range gives the empty span before what follows it, or after what comes
    /// before it at the end.
    pub fn span(&self, range: TextRange) -> Span {
        let Some(first) = self.piece_at(range.start) else {
            return self.pieces.last().map_or(Span::default(), |last| Span::at(last.span().end as usize));
        };
        let start = self.source_of(first, range.start);
        if range.is_empty() {
            return Span { start, end: start };
        }
        let last = self.piece_at(range.end - 1).unwrap_or(self.pieces.len() - 1);
        let piece = self.pieces[last];
        let end = if self.corresponds(last) { piece.source + Span::at(range.end - piece.text as usize).start } else { piece.span().end };
        Span { start, end: end.max(start) }
    }

    /// All its bytes in the file, from first to last.
    pub fn whole(&self) -> Span {
        self.span(0..self.text.len())
    }

    /// Where byte `offset` of the file stands in the text, if it does.
    pub fn offset_of(&self, offset: u32) -> Option<usize> {
        let index = self.pieces.iter().position(|piece| piece.span().contains(offset) && !piece.span().is_empty())?;
        let piece = self.pieces[index];
        let inside = if self.corresponds(index) { offset - piece.source } else { 0 };
        Some((piece.text + inside) as usize)
    }

    fn piece_at(&self, at: usize) -> Option<usize> {
        if at >= self.text.len() {
            return None;
        }
        Some(self.pieces.partition_point(|piece| piece.text as usize <= at) - 1)
    }

    fn piece_end(&self, index: usize) -> usize {
        self.pieces.get(index + 1).map_or(self.text.len(), |next| next.text as usize)
    }

    fn corresponds(&self, index: usize) -> bool {
        let piece = self.pieces[index];
        self.piece_end(index) - piece.text as usize == piece.source_len as usize
    }

    fn source_of(&self, index: usize, at: usize) -> u32 {
        let piece = self.pieces[index];
        if self.corresponds(index) { piece.source + Span::at(at).start - piece.text } else { piece.source }
    }
}

impl PartialEq for Prose {
    fn eq(&self, other: &Prose) -> bool {
        // Landmarks are the text's, looked for or not.
        self.text == other.text && self.pieces == other.pieces
    }
}

impl Eq for Prose {}

#[cfg(test)]
impl From<&str> for Prose {
    fn from(text: &str) -> Prose {
        let mut prose = Prose::default();
        prose.push_same(text, 0);
        prose
    }
}

impl Piece {
    fn span(self) -> Span {
        Span { start: self.source, end: self.source + self.source_len }
    }

    /// Whether the piece, which is the last and ends at text offset `end`, corresponds byte by byte.
    fn is_same(self, end: u32) -> bool {
        end - self.text == self.source_len
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_finds_its_bytes_through_every_kind_of_piece() {
        // source: "a\u{a0}b &amp; c", the no-break space is two bytes, the entity five
        let mut prose = Prose::default();
        prose.push_same("a", 0);
        prose.push_for(" ", Span::new(1, 3));
        prose.push_same("b ", 3);
        prose.push_for("&", Span::new(5, 10));
        prose.push_same(" c", 10);
        assert_eq!(prose.text(), "a b & c");
        assert_eq!(prose.span(0..1), Span::new(0, 1));
        assert_eq!(prose.span(1..2), Span::new(1, 3));
        assert_eq!(prose.span(2..5), Span::new(3, 10));
        assert_eq!(prose.whole(), Span::new(0, 12));
        assert_eq!(prose.part(2..5).whole(), Span::new(3, 10));
        assert_eq!(prose.span(7..7), Span::at(12));
        assert_eq!(prose.offset_of(7), Some(4));
    }

    #[test]
    fn trimming_keeps_the_bytes_of_what_stays() {
        let mut prose = Prose::default();
        prose.push_same("  On the hill ", 4);
        let trimmed = prose.trimmed();
        assert_eq!((trimmed.text(), trimmed.whole()), ("On the hill", Span::new(6, 17)));
    }
}
