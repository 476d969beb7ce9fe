//! A file's text and the way from its bytes to the lines and columns a person counts.
//!
//! Everything inside the program speaks of bytes; only the writers ask for a [`Position`].

use std::collections::BTreeSet;
use std::fmt::Write;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use abridged::Abridged;
pub use transcript::{Passage, Settled, Transcript};

mod abridged;
mod transcript;

/// A half-open range of UTF-8 bytes in one [`Source`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte `start` to byte `end`, exclusive.
    ///
    /// # Panics
    /// If an offset does not fit `u32`: sources are at most 4 GiB (the limit on a draft is far lower).
    pub fn new(start: usize, end: usize) -> Self {
        let narrow = |n| u32::try_from(n).expect("sources are smaller than 4 GiB");
        Span { start: narrow(start), end: narrow(end) }
    }

    /// The empty span at `offset`.
    pub fn at(offset: usize) -> Self {
        Span::new(offset, offset)
    }

    /// The same bytes as a range to index text with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `offset` lies in it; an empty span contains its own offset.
    pub fn contains(self, offset: u32) -> bool {
        self.start <= offset && (offset < self.end || offset == self.start)
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A place as a person counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Position {
    /// UTF-8 offset from the start of the file; a byte-order mark counts.
    pub byte: u32,
    /// From 1.
    pub line: u32,
    /// From 1, in Unicode scalar values; a byte-order mark does not count.
    pub column: u32,
}

/// The text of one file under the name it is reported by; abridged, some lines and places of it, each where it was.
#[derive(Debug)]
pub struct Source {
    name: Arc<str>,
    text: Text,
    /// Where it was written out of another document, the way back.
    transcript: Option<Arc<Transcript>>,
}

/// What there is of a text.
#[derive(Debug)]
enum Text {
    Whole(Whole),
    Abridged(Abridged),
}

/// A text with its index, once somebody has asked for a line of it.
#[derive(Debug)]
struct Whole {
    text: String,
    index: OnceLock<Box<Index>>,
}

#[derive(Debug)]
struct Index {
    line_starts: Vec<u32>,
    scalars: OnceLock<Vec<u32>>,
}

/// Bytes between two entries of the scalar index: a column costs at most this much counting, on a line of any length.
const STRIDE: usize = 1024;

/// U+FEFF at the start of a file.
pub const BOM: &str = "\u{feff}";

impl Source {
    /// The file of that name with that text. Lines end at LF, CRLF or a lone CR.
    pub fn new(name: impl Into<Arc<str>>, text: impl Into<String>) -> Self {
        let text = Text::Whole(Whole { text: text.into(), index: OnceLock::new() });
        Source { name: name.into(), text, transcript: None }
    }

    /// The same for a text that was written out of another document.
    pub fn transcribed(name: impl Into<Arc<str>>, text: impl Into<String>, transcript: Arc<Transcript>) -> Self {
        Source { transcript: Some(transcript), ..Source::new(name, text) }
    }

    /// The same file, of whose text only `lines` are left, counted from 0, and of whose bytes only the positions of `places`.
    ///
    /// To ask it for anything else is a bug: it panics, and never answers wrongly.
    #[must_use]
    pub fn abridged(&self, lines: &BTreeSet<usize>, places: &BTreeSet<u32>) -> Source {
        Source {
            name: Arc::clone(&self.name),
            text: Text::Abridged(Abridged::new(self, lines, places)),
            transcript: self.transcript.clone(),
        }
    }

    /// The paragraph, from 1, of the document that the text was written out of, if it was, in which byte `offset` stands.
    pub fn paragraph_at(&self, offset: u32) -> Option<u32> {
        self.transcript.as_ref()?.paragraph_at(offset)
    }

    /// The way back to the document that it was written out of, if it was.
    pub fn transcript(&self) -> Option<&Arc<Transcript>> {
        self.transcript.as_ref()
    }

    /// Where `span` stands in the document that the text was written out of. Not to be asked of an abridged file.
    pub fn passage(&self, span: Span) -> Option<Passage> {
        let transcript = self.transcript.as_ref()?;
        let bytes = self.text().as_bytes();
        transcript.passage(span, |from, to| scalars(&bytes[from as usize..to as usize]))
    }

    /// Where something put in at byte `at` stands in the document that the text was written out of: after the character before it, at the end of a
    /// paragraph too.
    pub fn gap(&self, at: u32) -> Option<Passage> {
        let transcript = self.transcript.as_ref()?;
        let bytes = self.text().as_bytes();
        transcript.gap(at, |from, to| scalars(&bytes[from as usize..to as usize]))
    }

    /// The path as reported, with `/` everywhere; `copydesk:NAME.toml` for a shipped house.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same, to be kept beside it.
    pub fn shared_name(&self) -> Arc<str> {
        Arc::clone(&self.name)
    }

    /// The whole text, byte-order mark and all. Not to be asked of an abridged file.
    pub fn text(&self) -> &str {
        &self.whole().text
    }

    /// The text in `span`.
    pub fn slice(&self, span: Span) -> &str {
        match &self.text {
            Text::Whole(whole) => &whole.text[span.range()],
            Text::Abridged(left) => left.slice(span).unwrap_or_else(|| self.lost()),
        }
    }

    /// How many lines there are; text after the last line end counts as one, even when it is empty. Not to be asked of an abridged file.
    pub fn line_count(&self) -> usize {
        self.whole().line_starts().len()
    }

    /// The line, counted from 0, that holds byte `offset`.
    pub fn line_of(&self, offset: u32) -> usize {
        match &self.text {
            Text::Whole(whole) => whole.line_of(offset),
            Text::Abridged(_) => self.position(offset).line as usize - 1,
        }
    }

    /// Line `line`, counted from 0, without its line end and without a byte-order mark.
    pub fn line(&self, line: usize) -> Span {
        let mut span = self.whole_line(line);
        let whole = self.slice(span).as_bytes();
        let body = whole.strip_suffix(b"\n").unwrap_or(whole);
        let body = body.strip_suffix(b"\r").unwrap_or(body);
        span.end -= Span::at(whole.len() - body.len()).start;
        if line == 0 && body.starts_with(BOM.as_bytes()) {
            span.start += Span::at(BOM.len()).start;
        }
        span
    }

    /// Line `line`, counted from 0, with its line end and a byte-order mark.
    fn whole_line(&self, line: usize) -> Span {
        match &self.text {
            Text::Whole(whole) => {
                let (text, line_starts) = (&whole.text, whole.line_starts());
                let end = line_starts.get(line + 1).copied();
                Span { start: line_starts[line], end: end.unwrap_or_else(|| Span::at(text.len()).start) }
            }
            Text::Abridged(left) => left.whole_line(line).unwrap_or_else(|| self.lost()),
        }
    }

    /// Where lines start within `span`, and where it starts itself. Not to be asked of an abridged file.
    pub fn starts_in(&self, span: Span) -> impl Iterator<Item = usize> {
        let starts = self.whole().line_starts();
        let further = &starts[starts.partition_point(|start| *start <= span.start)..];
        let further = further.iter().copied().take_while(move |start| *start < span.end);
        std::iter::once(span.start).chain(further).map(|start| start as usize)
    }

    /// Where the line of byte `offset` starts, a byte-order mark with it.
    pub fn line_start(&self, offset: u32) -> u32 {
        match &self.text {
            Text::Whole(whole) => whole.line_starts()[whole.line_of(offset)],
            Text::Abridged(left) => left.line_start(offset).unwrap_or_else(|| self.lost()),
        }
    }

    /// `span` as far as its first line goes: no finding but `furniture` reaches over a line end.
    pub fn first_line_of(&self, span: Span) -> Span {
        match &self.text {
            Text::Whole(whole) => first_line_end(span, &whole.text[span.range()]).unwrap_or(span),
            Text::Abridged(left) => left.first_line_of(span).unwrap_or_else(|| self.lost()),
        }
    }

    /// Line and column of byte `offset`, which stands on a character boundary.
    pub fn position(&self, offset: u32) -> Position {
        match &self.text {
            Text::Whole(whole) => whole.position(offset),
            Text::Abridged(left) => left.position(offset).unwrap_or_else(|| self.lost()),
        }
    }

    fn whole(&self) -> &Whole {
        match &self.text {
            Text::Whole(whole) => whole,
            Text::Abridged(_) => self.lost(),
        }
    }

    fn lost(&self) -> ! {
        panic!("{} was abridged, and what is asked of it was not kept", self.name)
    }
}

/// A path as the path of a URI has it (RFC 3986): `/` and unreserved characters as they are, every other byte as `%` and two figures.
pub fn percent_encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => encoded.push(char::from(byte)),
            _ => write!(encoded, "%{byte:02X}").expect("a text takes all that is written to it"),
        }
    }
    encoded
}

/// How the first line of `text` ends; `None` where it has no end.
pub fn line_end(text: &str) -> Option<&'static str> {
    let at = text.find(['\n', '\r'])?;
    ["\r\n", "\n", "\r"].into_iter().find(|end| text[at..].starts_with(end))
}

/// `span`, whose text begins with `text`, up to the first line end in that; `None` where there is none.
fn first_line_end(span: Span, text: &str) -> Option<Span> {
    let at = memchr::memchr2(b'\n', b'\r', text.as_bytes())?;
    Some(Span { start: span.start, end: span.start + Span::at(at).start })
}

impl Whole {
    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut line_starts = vec![0];
            for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
                let first_half_of_crlf = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
                if !first_half_of_crlf {
                    line_starts.push(Span::at(at + 1).start);
                }
            }
            Box::new(Index { line_starts, scalars: OnceLock::new() })
        })
    }

    fn line_starts(&self) -> &[u32] {
        &self.index().line_starts
    }

    fn line_of(&self, offset: u32) -> usize {
        self.line_starts().partition_point(|start| *start <= offset) - 1
    }

    fn position(&self, offset: u32) -> Position {
        let line = self.line_of(offset);
        let start = self.line_starts()[line];
        let mark = u32::from(line == 0 && offset > 0 && self.text.starts_with(BOM));
        Position {
            byte: offset,
            line: Span::at(line + 1).start,
            column: self.scalars_before(offset) - self.scalars_before(start) + 1 - mark,
        }
    }

    fn scalars_before(&self, offset: u32) -> u32 {
        let bytes = self.text.as_bytes();
        let index = self.index().scalars.get_or_init(|| {
            let mut total = 0;
            let mut starts = vec![0];
            for chunk in bytes.chunks(STRIDE) {
                total += scalars(chunk);
                starts.push(total);
            }
            starts
        });
        let chunk = offset as usize / STRIDE;
        index[chunk] + scalars(&bytes[chunk * STRIDE..offset as usize])
    }
}

/// How many characters begin in `utf8`: counted in bytes, as far as one can count, so that the processor takes many at a time.
fn scalars(utf8: &[u8]) -> u32 {
    let begins = |byte: &u8| u8::from(byte & 0xC0 != 0x80);
    let count = |chunk: &[u8]| u32::from(chunk.iter().fold(0, |count, byte| count + begins(byte)));
    utf8.chunks(u8::MAX as usize).map(count).sum()
}

/// The lines of a text, without their ends: LF, CRLF or CR.
pub fn line_ranges(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at > text.len() {
            return None;
        }
        let start = at;
        let end = memchr::memchr2(b'\n', b'\r', &text.as_bytes()[start..]).map_or(text.len(), |end| start + end);
        let crlf = text.as_bytes()[end..].starts_with(b"\r\n");
        at = end + 1 + usize::from(crlf);
        Some((start, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_scalars_and_lines_end_three_ways() {
        let source = Source::new("x", "\u{feff}né\r\nb\rc\n");
        let place = |offset| {
            let position = source.position(offset);
            (position.line, position.column)
        };
        assert_eq!(place(0), (1, 1), "the mark itself");
        assert_eq!(place(3), (1, 1), "the first letter");
        assert_eq!(place(6), (1, 3), "after a two-byte letter");
        assert_eq!(place(8), (2, 1));
        assert_eq!(place(10), (3, 1));
        assert_eq!(source.line_count(), 4);
        assert_eq!(source.slice(source.line(0)), "né");
        assert_eq!(source.slice(source.first_line_of(Span::new(3, 10))), "né");
    }

    #[test]
    fn a_column_far_along_one_line_is_right() {
        let text = "é".repeat(5000);
        let source = Source::new("x", text.as_str());
        assert_eq!(source.position(10_000).column, 5001);
        assert_eq!(source.position(4098).column, 2050);
        assert_eq!(Source::new("x", "").position(0).column, 1);
    }
}
