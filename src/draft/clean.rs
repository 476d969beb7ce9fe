//! The text that the readers read: without byte-order mark, front matter and comments, and with the way back to the file's bytes.
//!
//! A comment is taken out before anything is parsed, so it can never change how a note is read. It decides nothing about what was cut.

use std::borrow::Cow;

use crate::prose::ProseBuilder;
use crate::source::Span;

/// Text with parts cut out.
#[derive(Debug)]
pub struct Clean<'a> {
    text: Cow<'a, str>,
    /// Places in the clean text where something was cut, with all that was cut up to there, in bytes.
    cuts: Vec<Cut>,
}

#[derive(Debug, Clone, Copy)]
struct Cut {
    at: u32,
    removed: u32,
}

impl<'a> Clean<'a> {
    /// `text` without the bytes in `parts`, which are in order and do not overlap.
    pub fn without(text: &'a str, parts: &[Span]) -> Self {
        match parts {
            [] => Clean { text: Cow::Borrowed(text), cuts: Vec::new() },
            // A byte-order mark or front matter: nothing needs copying.
            [first] if first.start == 0 => {
                let cut = Cut { at: 0, removed: first.end };
                Clean { text: Cow::Borrowed(&text[first.end as usize..]), cuts: vec![cut] }
            }
            _ => {
                let mut kept = String::with_capacity(text.len());
                let (mut from, mut removed, mut cuts) = (0, 0, Vec::with_capacity(parts.len()));
                for part in parts {
                    kept.push_str(&text[from as usize..part.start as usize]);
                    from = part.end;
                    removed += part.end - part.start;
                    cuts.push(Cut { at: Span::at(kept.len()).start, removed });
                }
                kept.push_str(&text[from as usize..]);
                Clean { text: Cow::Owned(kept), cuts }
            }
        }
    }

    /// The text to parse.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The file's bytes for a range of the clean text.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let start_in_file = self.offset(start);
        let end_in_file = if end > start { self.offset(end - 1) + 1 } else { start_in_file };
        Span { start: start_in_file, end: end_in_file }
    }

    /// Appends the clean text from `start` to `end` to `prose`, as it is.
    pub fn push(&self, prose: &mut ProseBuilder, start: usize, end: usize) {
        let mut from = start;
        for cut in &self.cuts[self.cuts_up_to(start)..] {
            let at = cut.at as usize;
            if at >= end {
                break;
            }
            prose.push_same(&self.text[from..at], self.offset(from));
            from = at;
        }
        prose.push_same(&self.text[from..end], self.offset(from));
    }

    fn offset(&self, at: usize) -> u32 {
        let removed = match self.cuts_up_to(at) {
            0 => 0,
            cuts => self.cuts[cuts - 1].removed,
        };
        Span::at(at).start + removed
    }

    fn cuts_up_to(&self, at: usize) -> usize {
        self.cuts.partition_point(|cut| cut.at as usize <= at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_over_a_cut_covers_it_and_one_beside_it_does_not() {
        let clean = Clean::without("ab<x>cd", &[Span::new(2, 5)]);
        assert_eq!(clean.text(), "abcd");
        assert_eq!(clean.span(0, 2), Span::new(0, 2));
        assert_eq!(clean.span(2, 4), Span::new(5, 7));
        assert_eq!(clean.span(1, 3), Span::new(1, 6));
        let mut prose = ProseBuilder::default();
        clean.push(&mut prose, 0, 4);
        let prose = prose.build();
        assert_eq!((prose.text(), prose.span(2..3)), ("abcd", Span::new(5, 6)));
    }
}
