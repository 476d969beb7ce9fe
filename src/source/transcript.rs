//! The way from a text that was written out of another document back to that document: paragraphs, and characters in them.

use super::Span;

/// Where the characters of a text stand in the document that it was written out of.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Transcript {
    /// In the order of the text.
    pieces: Vec<Piece>,
    /// Remarks that somebody has settled.
    pub settled: Vec<Settled>,
}

/// A remark on a document that somebody has settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// What it is about.
    pub passage: Passage,
    /// What it says, one line after the other.
    pub lines: Vec<String>,
    /// What was answered.
    pub reason: String,
}

/// Characters that stand one after the other, here and there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    /// Its first byte in the text.
    start: u32,
    /// One past its last.
    end: u32,
    /// From 1.
    paragraph: u32,
    /// Its first character in the paragraph, from 0.
    first: u32,
    characters: u32,
    kind: Kind,
}

/// What a piece is in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The same characters.
    Same,
    /// The same characters, where nothing can be written, such as in the result of a field.
    Fixed,
    /// A sign that stands for one character, such as a line end for a break, or for none, such as a backslash before one.
    Sign,
    /// What is said of these characters and is none of them, such as the address that they lead to.
    Beside,
}

impl Passage {
    /// Whether two passages share a character, or begin at one.
    pub fn touches(self, other: Passage) -> bool {
        self.paragraph == other.paragraph && (self.start == other.start || (self.start < other.end && other.start < self.end))
    }
}

/// Characters of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Passage {
    /// From 1, in reading order.
    pub paragraph: u32,
    /// The first character, from 0.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

impl Piece {
    /// Whether its characters can be changed where it stands.
    fn is_free(&self) -> bool {
        !matches!(self.kind, Kind::Fixed | Kind::Beside)
    }
}

impl Transcript {
    /// Adds a character of `bytes` bytes at byte `at` of the text; it comes after all that were added before.
    pub fn add(&mut self, at: u32, bytes: u32, paragraph: u32, character: u32) {
        self.add_of(Kind::Same, at, bytes, paragraph, character);
    }

    /// The same for a character that cannot be changed.
    pub fn add_fixed(&mut self, at: u32, bytes: u32, paragraph: u32, character: u32) {
        self.add_of(Kind::Fixed, at, bytes, paragraph, character);
    }

    fn add_of(&mut self, kind: Kind, at: u32, bytes: u32, paragraph: u32, character: u32) {
        if let Some(last) = self.pieces.last_mut().filter(|last| last.kind == kind)
            && (last.end, last.paragraph, last.first + last.characters) == (at, paragraph, character)
        {
            last.end += bytes;
            last.characters += 1;
            return;
        }
        self.pieces.push(Piece { start: at, end: at + bytes, paragraph, first: character, characters: 1, kind });
    }

    /// The same for a sign that stands for a character.
    pub fn add_sign(&mut self, at: u32, bytes: u32, paragraph: u32, character: u32) {
        self.pieces.push(Piece { start: at, end: at + bytes, paragraph, first: character, characters: 1, kind: Kind::Sign });
    }

    /// Adds a mark of `bytes` bytes at byte `at` that keeps the character after it from being one of Markdown's.
    pub fn add_escape(&mut self, at: u32, bytes: u32, paragraph: u32, character: u32) {
        self.pieces.push(Piece { start: at, end: at + bytes, paragraph, first: character, characters: 0, kind: Kind::Sign });
    }

    /// Adds `bytes` bytes at byte `at` that say something of `characters` characters from `first` on.
    pub fn add_beside(&mut self, at: u32, bytes: u32, paragraph: u32, first: u32, characters: u32) {
        self.pieces.push(Piece { start: at, end: at + bytes, paragraph, first, characters, kind: Kind::Beside });
    }

    /// Forgets what stands at or after byte `len`, where the text was cut off; every character there has one byte.
    pub fn truncate(&mut self, len: u32) {
        while let Some(last) = self.pieces.last_mut().filter(|last| last.end > len) {
            if last.start < len && last.kind != Kind::Sign {
                last.characters -= last.end - len;
                last.end = len;
                break;
            }
            self.pieces.pop();
        }
    }

    /// The characters in `span`; `characters` counts those between two bytes of the text.
    ///
    /// What stands between two pieces, such as a mark of Markdown, has no character: then the passage is empty, where the next one stands.
    pub(super) fn passage(&self, span: Span, characters: impl Fn(u32, u32) -> u32) -> Option<Passage> {
        let Span { start, end } = span;
        let index = self.pieces.partition_point(|piece| piece.end <= start).min(self.pieces.len().checked_sub(1)?);
        let first = &self.pieces[index];
        let at = |byte: u32, piece: &Piece, is_end: bool| match byte {
            _ if piece.kind == Kind::Beside => piece.first + if is_end { piece.characters } else { 0 },
            byte if byte <= piece.start => piece.first,
            byte if byte >= piece.end => piece.first + piece.characters,
            _ if piece.kind == Kind::Sign => piece.first,
            byte => piece.first + characters(piece.start, byte),
        };
        let until = self.pieces.partition_point(|piece| piece.start < end);
        let last = &self.pieces[until.max(index + 1) - 1];
        let last = if last.paragraph == first.paragraph { last } else { self.last_of(index) };
        let from = at(start, first, false);
        Some(Passage { paragraph: first.paragraph, start: from, end: at(end, last, true).max(from) })
    }

    /// The place between two characters at byte `at` of the text, in the paragraph of the one before it where there is one right before it.
    pub(super) fn gap(&self, at: u32, characters: impl Fn(u32, u32) -> u32) -> Option<Passage> {
        let before = self.pieces.partition_point(|piece| piece.end < at);
        let piece = self.pieces.get(before).filter(|piece| piece.end == at);
        let Some(piece) = piece else { return self.passage(Span { start: at, end: at }, characters) };
        let end = piece.first + piece.characters;
        Some(Passage { paragraph: piece.paragraph, start: end, end })
    }

    /// The paragraph in which byte `offset` stands, or the next one where it stands between two.
    pub(super) fn paragraph_at(&self, offset: u32) -> Option<u32> {
        let index = self.pieces.partition_point(|piece| piece.end <= offset);
        self.pieces.get(index).or(self.pieces.last()).map(|piece| piece.paragraph)
    }

    /// The last piece of the paragraph of the piece of that index.
    fn last_of(&self, index: usize) -> &Piece {
        let paragraph = self.pieces[index].paragraph;
        let count = self.pieces[index..].partition_point(|piece| piece.paragraph <= paragraph);
        &self.pieces[index + count.max(1) - 1]
    }

    /// Whether every byte from `start` to `end` is that of a character that can be changed, and all are of one paragraph.
    pub fn is_whole(&self, start: u32, end: u32) -> bool {
        let index = self.pieces.partition_point(|piece| piece.end < start || (piece.end == start && start < end));
        let mut at = start;
        let Some(first) = self.pieces.get(index) else { return false };
        if start == end {
            return first.start <= start && first.is_free();
        }
        for piece in &self.pieces[index..] {
            if piece.start > at || piece.paragraph != first.paragraph || !piece.is_free() {
                return false;
            }
            if piece.end >= end {
                return true;
            }
            at = piece.end;
        }
        false
    }

    /// The bytes of paragraph `paragraph` in the text, from its first character to its last.
    pub fn bytes_of(&self, paragraph: u32) -> Option<(u32, u32)> {
        let from = self.pieces.partition_point(|piece| piece.paragraph < paragraph);
        let to = self.pieces.partition_point(|piece| piece.paragraph <= paragraph);
        (from < to).then(|| (self.pieces[from].start, self.pieces[to - 1].end))
    }
}
