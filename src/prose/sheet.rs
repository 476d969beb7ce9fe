//! The text of a file laid out once: every line in order, and where its words and marks stand. A line, a paragraph, a title is a range of it.

use std::sync::{Arc, OnceLock};

use crate::prose::builder::ProseBuilder;
use crate::prose::landmarks::SheetLandmarks;
use crate::prose::triggers::SheetTriggers;
use crate::prose::{Piece, Prose};
use crate::source::Span;

/// All lines of a file, each after a space where it is of the same block as the one before it, else after a line end.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
    pub(super) landmarks: SheetLandmarks,
    /// For the one house that asks.
    pub(super) triggers: OnceLock<SheetTriggers>,
}

impl Sheet {
    /// The index of the piece that holds byte `at`.
    pub(super) fn piece_at(&self, at: u32) -> usize {
        self.pieces.partition_point(|piece| piece.text <= at) - 1
    }

    /// Whether a piece and the bytes it stands for correspond one by one.
    pub(super) fn corresponds(&self, index: usize) -> bool {
        let end = self.pieces.get(index + 1).map_or(Span::at(self.text.len()).start, |next| next.text);
        let piece = self.pieces[index];
        end - piece.text == piece.source_len
    }

    /// The byte of the file that byte `at` came from.
    pub(super) fn source_at(&self, at: u32) -> u32 {
        let index = self.piece_at(at);
        let piece = self.pieces[index];
        if self.corresponds(index) { piece.source + (at - piece.text) } else { piece.source }
    }

    /// Past the last byte of the file that the text before `end` came from.
    pub(super) fn source_end(&self, end: u32) -> u32 {
        let index = self.piece_at(end - 1);
        let piece = self.pieces[index];
        if self.corresponds(index) { piece.source + (end - piece.text) } else { piece.span().end }
    }
}

/// A sheet while lines are added to it.
#[derive(Debug, Default)]
pub struct SheetBuilder {
    text: String,
    pieces: Vec<Piece>,
    /// The block of the last line, and past its last byte in the file.
    last: Option<(u32, u32)>,
}

impl SheetBuilder {
    /// One with room for a text of so many bytes.
    pub fn with_room_for(bytes: usize) -> SheetBuilder {
        // A guess that holds for most notes: a line, which is a piece with another for its end, takes a hundred bytes.
        SheetBuilder { text: String::with_capacity(bytes), pieces: Vec::with_capacity(bytes / 48 + 2), last: None }
    }

    /// Adds a line of `block`, trimmed. What is given back says nothing before the sheet is sealed.
    pub fn add(&mut self, line: &ProseBuilder, block: u32) -> Prose {
        if let Some((last, end)) = self.last {
            let len = if last == block { line.start().saturating_sub(end) } else { 0 };
            self.pieces.push(Piece { text: Span::at(self.text.len()).start, source: end, source_len: len });
            self.text.push(if last == block { ' ' } else { '\n' });
        }
        let start = Span::at(self.text.len()).start;
        self.pieces.extend(line.pieces.iter().map(|piece| Piece { text: piece.text + start, ..*piece }));
        self.text.push_str(&line.text);
        self.last = Some((block, line.end()));
        Prose { text: start..Span::at(self.text.len()).start, ..Prose::default() }
    }

    /// What a line says that was added.
    pub fn text(&self, line: &Prose) -> &str {
        &self.text[line.text.start as usize..line.text.end as usize]
    }

    /// Lays the sheet under `lines`: all that were added, in order.
    pub fn seal<'p>(self, lines: impl Iterator<Item = &'p mut Prose>) {
        let landmarks = SheetLandmarks::of(&self.text);
        let sheet = Arc::new(Sheet { text: self.text, pieces: self.pieces, landmarks, triggers: OnceLock::new() });
        let (mut place, mut word) = (0, 0);
        let SheetLandmarks { places, words, .. } = &sheet.landmarks;
        let next_place = |from: usize, at: u32| from + places[from..].iter().take_while(|place| place.start < at).count();
        let next_word = |from: usize, at: u32| from + words[from..].iter().take_while(|word| **word < at).count();
        for line in lines {
            // The marks between two lines belong to neither.
            let (first_place, first_word) = (next_place(place, line.text.start), next_word(word, line.text.start));
            (place, word) = (next_place(first_place, line.text.end), next_word(first_word, line.text.end));
            line.places = Span::at(first_place).start..Span::at(place).start;
            line.words = Span::at(first_word).start..Span::at(word).start;
            line.sheet = Some(Arc::clone(&sheet));
        }
    }
}
