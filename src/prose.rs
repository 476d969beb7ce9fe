//! Text as a reader sees it, with the exact way back to the bytes it came from.
//!
//! The readers build it and the rules ask it; nobody searches the file again for what a rule found here.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::source::Span;

pub use builder::ProseBuilder;
pub use landmarks::{Landmarks, Marks};
use sheet::Sheet;
pub use sheet::SheetBuilder;
use triggers::{SheetTriggers, TriggerTable, Triggered};

mod builder;
pub mod byte_set;
pub mod composed;
pub(crate) mod invisible;
mod landmarks;
pub mod letter_case;
pub mod links;
pub mod mojibake;
pub mod phrase;
mod sheet;
pub mod trigger;
pub mod triggers;
pub mod verbatim;
pub mod words;

/// A half-open range of bytes in the text of one [`Prose`], not in a file.
pub type TextRange = Range<usize>;

/// Words without marks, line ends or escapes: a range of a sheet.
///
/// White space of every kind is one plain space, a line end inside a paragraph is a space, invisible characters are gone, and what is
/// no prose (inline code, an image) is one U+FFFC. Each piece keeps the bytes it stands for.
#[derive(Clone, Default)]
pub struct Prose {
    /// `None` where there is nothing to see.
    sheet: Option<Arc<Sheet>>,
    /// Bytes of the sheet.
    text: Range<u32>,
    /// Its marks and figures among the sheet's.
    places: Range<u32>,
    /// Its words among the sheet's.
    words: Range<u32>,
}

/// From byte `text` of a sheet to the next piece's, it stands for `source_len` bytes at `source`.
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
    /// What a reader sees.
    pub fn text(&self) -> &str {
        self.sheet.as_ref().map_or("", |sheet| &sheet.text[self.text.start as usize..self.text.end as usize])
    }

    /// Where its words, figures and marks stand.
    pub fn landmarks(&self) -> Landmarks<'_> {
        let sheet = self.sheet.as_ref().map(|sheet| &sheet.landmarks);
        let places = sheet.map_or(&[][..], |sheet| &sheet.places[self.places.start as usize..self.places.end as usize]);
        let words = sheet.map_or(&[][..], |sheet| &sheet.words[self.words.start as usize..self.words.end as usize]);
        Landmarks { text: self.text(), start: self.text.start, places, words, sheet }
    }

    /// What may begin at its words, as the house says for whose drafts `table` was made; looked for once a sheet, when first asked. Of one
    /// sheet only one house asks.
    pub fn triggered(&self, table: &TriggerTable) -> Triggered<'_> {
        let Some(sheet) = &self.sheet else { return Triggered::default() };
        let triggers = sheet.triggers.get_or_init(|| SheetTriggers::of(&sheet.text, &sheet.landmarks, table));
        Triggered::on(triggers, self.text.start, self.text.end)
    }

    /// How many words a person counts: what stands between spaces and has a letter or figure in it.
    pub fn word_count(&self) -> usize {
        self.landmarks().word_count()
    }

    /// Whether there is nothing to see.
    pub fn is_blank(&self) -> bool {
        self.text().trim().is_empty()
    }

    /// From its first byte to the last of `last`, a line of the same block further down.
    #[must_use]
    pub fn on_to(&self, last: &Prose) -> Prose {
        let through = |own: &Range<u32>, its: &Range<u32>| own.start..its.end.max(own.end);
        Prose {
            sheet: self.sheet.clone(),
            text: through(&self.text, &last.text),
            places: through(&self.places, &last.places),
            words: through(&self.words, &last.words),
        }
    }

    /// The part in `range`, with its bytes.
    #[must_use]
    pub fn part(&self, range: TextRange) -> Prose {
        let Some(sheet) = self.sheet.as_ref().filter(|_| !range.is_empty()) else { return Prose::default() };
        let at = |offset: usize| self.text.start + Span::at(offset).start;
        let text = at(range.start)..at(range.end).min(self.text.end);
        let places = &sheet.landmarks.places[self.places.start as usize..self.places.end as usize];
        let words = &sheet.landmarks.words[self.words.start as usize..self.words.end as usize];
        let nth = |start: u32, index: usize| start + Span::at(index).start;
        let first_place = places.partition_point(|place| place.start < text.start);
        let past_places = places.partition_point(|place| place.end <= text.end).max(first_place);
        let first_word = words.partition_point(|word| *word < text.start);
        let past_words = words.partition_point(|word| *word < text.end);
        Prose {
            sheet: Some(Arc::clone(sheet)),
            places: nth(self.places.start, first_place)..nth(self.places.start, past_places),
            words: nth(self.words.start, first_word)..nth(self.words.start, past_words),
            text,
        }
    }

    /// Without white space at its ends.
    #[must_use]
    pub fn trimmed(self) -> Prose {
        let text = self.text();
        let (start, end) = (text.len() - text.trim_start().len(), text.trim_end().len());
        if start == 0 && end == text.len() { self } else { self.part(start..end.max(start)) }
    }

    /// The bytes that the text in `range` came from. An empty range gives the empty span before what follows it, or after what comes
    /// before it at the end.
    pub fn span(&self, range: TextRange) -> Span {
        let Some(sheet) = self.sheet.as_ref().filter(|_| !self.text.is_empty()) else { return Span::default() };
        let at = |offset: usize| self.text.start + Span::at(offset).start;
        let (from, to) = (at(range.start), at(range.end));
        if from >= self.text.end {
            return Span::at(sheet.source_end(self.text.end) as usize);
        }
        let start = sheet.source_at(from);
        if range.is_empty() {
            return Span { start, end: start };
        }
        Span { start, end: sheet.source_end(to.min(self.text.end)).max(start) }
    }

    /// All its bytes in the file, from first to last.
    pub fn whole(&self) -> Span {
        self.span(0..(self.text.end - self.text.start) as usize)
    }

    /// Where each of its pieces begins in the text, and what it stands for.
    fn pieces(&self) -> impl Iterator<Item = (u32, Span)> {
        let sheet = self.sheet.as_ref().filter(|_| !self.text.is_empty());
        sheet.into_iter().flat_map(|sheet| {
            let indices = sheet.piece_at(self.text.start)..=sheet.piece_at(self.text.end - 1);
            indices.map(|index| {
                let start = sheet.pieces[index].text.max(self.text.start);
                let end = sheet.pieces.get(index + 1).map_or(self.text.end, |next| next.text.min(self.text.end));
                (start - self.text.start, Span { start: sheet.source_at(start), end: sheet.source_end(end) })
            })
        })
    }

    /// Where byte `offset` of the file stands in the text, if it does.
    pub fn offset_of(&self, offset: u32) -> Option<usize> {
        let sheet = self.sheet.as_ref().filter(|_| !self.text.is_empty())?;
        let (first, last) = (sheet.piece_at(self.text.start), sheet.piece_at(self.text.end - 1));
        let index = (first..=last).find(|index| {
            let span = sheet.pieces[*index].span();
            span.contains(offset) && !span.is_empty()
        })?;
        let piece = sheet.pieces[index];
        let inside = if sheet.corresponds(index) { offset - piece.source } else { 0 };
        let at = (piece.text + inside).max(self.text.start);
        (at < self.text.end).then(|| (at - self.text.start) as usize)
    }
}

/// What it says and stands for, not the rest of its sheet.
impl fmt::Debug for Prose {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pieces: Vec<(u32, Span)> = self.pieces().collect();
        formatter.debug_struct("Prose").field("text", &self.text()).field("pieces", &pieces).finish()
    }
}

impl PartialEq for Prose {
    fn eq(&self, other: &Prose) -> bool {
        self.text() == other.text() && self.pieces().eq(other.pieces())
    }
}

impl Eq for Prose {}

#[cfg(test)]
impl From<&str> for Prose {
    fn from(text: &str) -> Prose {
        let mut prose = ProseBuilder::default();
        prose.push_same(text, 0);
        prose.build()
    }
}

impl Piece {
    fn span(self) -> Span {
        Span { start: self.source, end: self.source + self.source_len }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_finds_its_bytes_through_every_kind_of_piece() {
        // source: "a\u{a0}b &amp; c", the no-break space is two bytes, the entity five
        let mut prose = ProseBuilder::default();
        prose.push_same("a", 0);
        prose.push_for(" ", Span::new(1, 3));
        prose.push_same("b ", 3);
        prose.push_for("&", Span::new(5, 10));
        prose.push_same(" c", 10);
        let prose = prose.build();
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
        let mut prose = ProseBuilder::default();
        prose.push_same("  On the hill ", 4);
        let trimmed = prose.clone().build().trimmed();
        prose.trim();
        assert_eq!((prose.text(), prose.start(), prose.end()), ("On the hill", 6, 17));
        assert_eq!((trimmed.text(), trimmed.whole()), ("On the hill", Span::new(6, 17)));
    }
}
