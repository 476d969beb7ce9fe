//! Places as the protocol counts them: lines from 0, and characters of a line in bytes or in UTF-16, as was agreed. A place that is not in the text
//! is the nearest that is.

use lsp_types::{Position, PositionEncodingKind, Range};

use crate::source::{Source, Span};

/// What characters of a line are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Bytes.
    Utf8,
    /// Half the characters beyond the first 65,536 count twice.
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// The best of those that a client can count in; it can count in UTF-16 if it says nothing.
    pub(super) fn agreed(offered: Option<&[PositionEncodingKind]>) -> Encoding {
        let offers = |kind: &PositionEncodingKind| offered.is_some_and(|offered| offered.contains(kind));
        if offers(&PositionEncodingKind::UTF8) {
            Encoding::Utf8
        } else if offers(&PositionEncodingKind::UTF16) || !offers(&PositionEncodingKind::UTF32) {
            Encoding::Utf16
        } else {
            Encoding::Utf32
        }
    }

    /// Its name in the protocol.
    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    fn length(self, text: &str) -> usize {
        match self {
            Encoding::Utf8 => text.len(),
            Encoding::Utf16 => text.chars().map(char::len_utf16).sum(),
            Encoding::Utf32 => text.chars().count(),
        }
    }

    /// The byte of `text` that so many units come to; one within a character is its start.
    fn byte(self, text: &str, units: usize) -> usize {
        if self == Encoding::Utf8 {
            return text.floor_char_boundary(units);
        }
        let mut left = units;
        for (at, c) in text.char_indices() {
            let length = if self == Encoding::Utf16 { c.len_utf16() } else { 1 };
            if left < length {
                return at;
            }
            left -= length;
        }
        text.len()
    }

    /// Where byte `offset` of `source` stands.
    pub(super) fn position(self, source: &Source, offset: u32) -> Position {
        let line = source.line_of(offset);
        let start = source.line_start(offset);
        let character = self.length(source.slice(Span { start, end: offset }));
        let narrow = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Position::new(narrow(line), narrow(character))
    }

    /// Where `span` of `source` stands.
    pub(super) fn range(self, source: &Source, span: Span) -> Range {
        Range::new(self.position(source, span.start), self.position(source, span.end))
    }

    /// The byte of `source` at `position`.
    pub(super) fn offset(self, source: &Source, position: Position) -> u32 {
        Span::at(self.byte_of(source, position)).start
    }

    fn byte_of(self, source: &Source, position: Position) -> usize {
        let line = position.line as usize;
        if line >= source.line_count() {
            return source.text().len();
        }
        let body = source.line(line);
        let start = source.line_start(body.start);
        let text = source.slice(Span { start, end: body.end });
        start as usize + self.byte(text, position.character as usize)
    }

    /// The bytes of `source` in `range`; one that ends before it begins is empty.
    pub(super) fn span(self, source: &Source, range: Range) -> Span {
        let (start, end) = (self.byte_of(source, range.start), self.byte_of(source, range.end));
        Span::new(start.min(end), end.max(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    #[test]
    fn every_boundary_goes_there_and_back() {
        let text = "\u{feff}né 👩‍🔬 e\u{301}\r\nनि\rx\n\n👩";
        let source = Source::new("x", text);
        for encoding in ALL {
            for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
                // Within a line end there is no place of its own.
                if c == '\n' && text[..at].ends_with('\r') {
                    continue;
                }
                let position = encoding.position(&source, Span::at(at).start);
                assert_eq!(encoding.byte_of(&source, position), at, "{encoding:?} {position:?}");
            }
        }
        let end = |encoding: Encoding| encoding.position(&source, Span::at(text.len()).start).character;
        assert_eq!(ALL.map(end), [4, 2, 1]);
    }

    #[test]
    fn a_place_that_is_not_there_is_the_nearest() {
        let source = Source::new("x", "a👩b\r\nc");
        let at = |encoding: Encoding, line, character| encoding.byte_of(&source, Position::new(line, character));
        assert_eq!(at(Encoding::Utf16, 0, 2), 1, "within a surrogate pair");
        assert_eq!(at(Encoding::Utf8, 0, 3), 1, "within a character");
        assert_eq!(at(Encoding::Utf16, 0, 99), 6, "past the end of the line");
        assert_eq!(at(Encoding::Utf16, 99, 0), 9);
        assert_eq!(at(Encoding::Utf32, u32::MAX, u32::MAX), 9);
        let backwards = Range::new(Position::new(1, 0), Position::new(0, 0));
        assert_eq!(Encoding::Utf8.span(&source, backwards), Span::new(0, 8));
    }

    #[test]
    fn what_is_agreed_is_what_both_can_count_in() {
        let (eight, sixteen, thirty_two) = (PositionEncodingKind::UTF8, PositionEncodingKind::UTF16, PositionEncodingKind::UTF32);
        assert_eq!(Encoding::agreed(None), Encoding::Utf16);
        assert_eq!(Encoding::agreed(Some(&[sixteen.clone(), eight])), Encoding::Utf8);
        assert_eq!(Encoding::agreed(Some(&[thirty_two.clone(), sixteen])), Encoding::Utf16);
        assert_eq!(Encoding::agreed(Some(&[thirty_two])), Encoding::Utf32);
        assert_eq!(Encoding::agreed(Some(&[])), Encoding::Utf16);
    }
}
