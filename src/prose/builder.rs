//! Words while they are written: a line before it stands on its sheet, or a text that stands alone.

use crate::prose::{Piece, Prose, SheetBuilder};
use crate::source::Span;

/// A prose that is being written. What a [`Prose`] says of its text holds here too.
#[derive(Debug, Clone, Default)]
pub struct ProseBuilder {
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
}

impl ProseBuilder {
    /// What a reader sees so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The first byte of the file that it stands for; 0 where it is empty.
    pub fn start(&self) -> u32 {
        self.pieces.first().map_or(0, |piece| piece.source)
    }

    /// Past the last byte of the file that it stands for; 0 where it is empty.
    pub(super) fn end(&self) -> u32 {
        self.pieces.last().map_or(0, |piece| piece.span().end)
    }

    /// Takes out all that is written.
    pub fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
    }

    /// Appends text that stands in the file exactly so, at byte `source`.
    pub fn push_same(&mut self, text: &str, source: u32) {
        if text.is_empty() {
            return;
        }
        let len = Span::at(text.len()).start;
        let at = Span::at(self.text.len()).start;
        match self.pieces.last_mut() {
            Some(last) if at - last.text == last.source_len && last.source + last.source_len == source => last.source_len += len,
            _ => self.pieces.push(Piece { text: at, source, source_len: len }),
        }
        self.text.push_str(text);
    }

    /// Appends text that `span` of the file stands for as a whole: an escape, an entity, a space of another kind.
    pub fn push_for(&mut self, text: &str, span: Span) {
        if text.is_empty() {
            return;
        }
        let source_len = Span::at(span.len()).start;
        self.pieces.push(Piece { text: Span::at(self.text.len()).start, source: span.start, source_len });
        self.text.push_str(text);
    }

    /// Takes white space off both ends.
    pub fn trim(&mut self) {
        let end = self.text.trim_end().len();
        if end < self.text.len() {
            self.truncate(end);
        }
        self.drop_front(self.text.len() - self.text.trim_start().len());
    }

    /// Takes out what follows the first `len` bytes.
    fn truncate(&mut self, len: usize) {
        let kept = self.pieces.partition_point(|piece| (piece.text as usize) < len);
        self.pieces.truncate(kept);
        if let Some(last) = self.pieces.last_mut()
            && last.source_len == Span::at(self.text.len()).start - last.text
        {
            last.source_len = Span::at(len).start - last.text;
        }
        self.text.truncate(len);
    }

    /// Takes out the first `len` bytes.
    pub fn drop_front(&mut self, len: usize) {
        if len == 0 {
            return;
        }
        if len == self.text.len() {
            return self.clear();
        }
        let cut = Span::at(len).start;
        let first = self.pieces.partition_point(|piece| piece.text <= cut).saturating_sub(1);
        let end = self.pieces.get(first + 1).map_or(Span::at(self.text.len()).start, |next| next.text);
        self.pieces.drain(..first);
        if let Some(piece) = self.pieces.first_mut() {
            let gone = if end - piece.text == piece.source_len { cut - piece.text } else { 0 };
            *piece = Piece { text: cut, source: piece.source + gone, source_len: piece.source_len - gone };
        }
        self.pieces.iter_mut().for_each(|piece| piece.text -= cut);
        self.text.drain(..len);
    }

    /// The prose, on a sheet of its own.
    pub fn build(self) -> Prose {
        let mut sheet = SheetBuilder::default();
        let mut prose = sheet.add(&self, 0);
        sheet.seal(std::iter::once(&mut prose));
        prose
    }
}
