//! The way from the bytes of a text to the places of an editor, which counts UTF-16 units and every line end as one. Nothing is searched.

use copydesk::source::Span;
use serde::Serialize;

/// Where the bytes of one text stand in the editor.
pub struct Places {
    /// The place of each byte, and of the end; `None` where each byte has its own.
    of_byte: Option<Vec<u32>>,
}

/// A stretch of the editor's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Stretch {
    /// Its first place.
    pub from: u32,
    /// One past its last.
    pub to: u32,
}

impl Places {
    /// Those of `text`.
    pub fn of(text: &str) -> Places {
        if text.is_ascii() && !text.contains('\r') {
            return Places { of_byte: None };
        }
        let mut of_byte = Vec::with_capacity(text.len() + 1);
        let mut place = 0;
        let mut characters = text.chars().peekable();
        while let Some(c) = characters.next() {
            of_byte.extend(std::iter::repeat_n(place, c.len_utf8()));
            let is_half_of_line_end = c == '\r' && characters.peek() == Some(&'\n');
            place += if is_half_of_line_end {
                0
            } else if c.len_utf16() == 2 {
                2
            } else {
                1
            };
        }
        of_byte.push(place);
        Places { of_byte: Some(of_byte) }
    }

    /// Where a byte stands.
    pub fn at(&self, byte: u32) -> u32 {
        match &self.of_byte {
            None => byte,
            Some(of_byte) => of_byte.get(byte as usize).or(of_byte.last()).copied().unwrap_or_default(),
        }
    }

    /// The byte that stands at a place, or the end.
    pub fn byte_at(&self, place: u32) -> u32 {
        match &self.of_byte {
            None => place,
            Some(of_byte) => u32::try_from(of_byte.partition_point(|at| *at < place)).unwrap_or(u32::MAX),
        }
    }

    /// Where a span stands.
    pub fn stretch(&self, span: Span) -> Stretch {
        Stretch { from: self.at(span.start), to: self.at(span.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_count_as_one_and_letters_as_the_editor_counts() {
        let text = "a\r\né😀\rx";
        let places = Places::of(text);
        let at = |needle: &str| places.at(u32::try_from(text.find(needle).expect("it is there")).expect("it is short"));
        assert_eq!([at("\n"), at("é"), at("😀"), at("x")], [1, 2, 3, 6]);
        assert_eq!(places.at(u32::MAX), 7);
        assert_eq!([places.byte_at(2), places.byte_at(6)], [3, u32::try_from(text.find('x').expect("it is there")).expect("it is short")]);
        assert_eq!(Places::of("abc").stretch(Span::new(1, 2)), Stretch { from: 1, to: 2 });
    }
}
