//! Where a piece of rendered text stands in the file: comrak's word for it, checked, and mended where it is wrong.

use comrak::nodes::Sourcepos;

/// Places in one text, asked block by block in order.
pub struct Places<'a> {
    text: &'a str,
    line_starts: Vec<usize>,
    /// Bytes from here on are still to be placed in the open block.
    cursor: usize,
    /// Whether a position of the open block has been found wrong: then none after it is trusted.
    astray: bool,
}

/// A part of rendered text and where it came from, in bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'t> {
    /// It stands there as it is.
    Same {
        /// First byte.
        start: usize,
        /// One past the last.
        end: usize,
    },
    /// An escape or a character reference stands for it.
    Decoded {
        /// What is shown.
        text: &'t str,
        /// First byte of what is written.
        start: usize,
        /// One past the last.
        end: usize,
    },
}

impl<'a> Places<'a> {
    /// Indexes the lines of `text` as comrak counts them: LF, CRLF or a lone CR ends one.
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
        let line_starts = std::iter::once(0).chain(ends.map(|at| at + 1)).collect();
        Places { text, line_starts, cursor: 0, astray: false }
    }

    /// Begins a block: no text of it stands before its start.
    pub fn open(&mut self, sourcepos: Sourcepos) {
        self.cursor = self.cursor.max(self.range(sourcepos).0);
        self.astray = false;
    }

    /// The bytes of a position, exclusive at the end, within the text and on character boundaries.
    pub fn range(&self, sourcepos: Sourcepos) -> (usize, usize) {
        let offset = |line: usize, column: usize| {
            let start = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len());
            self.boundary((start + column).min(self.text.len()))
        };
        let start = offset(sourcepos.start.line, sourcepos.start.column.saturating_sub(1));
        let end = offset(sourcepos.end.line, sourcepos.end.column);
        (start, end.max(start))
    }

    /// Hands the parts of `literal` to `take`, in order. Text that cannot be placed at all is not handed over: no span is better than a
    /// wrong one.
    pub fn place<'t>(&mut self, literal: &'t str, sourcepos: Sourcepos, mut take: impl FnMut(Part<'t>)) {
        let said = self.range(sourcepos).0;
        let end = if !self.astray && said >= self.cursor { self.walk(said, literal, &mut take) } else { None };
        let end = end.or_else(|| {
            self.astray = true;
            let block_end = self.text.len().min(self.cursor + REACH);
            let first = literal.bytes().next()?;
            let mut at = self.cursor;
            while at < block_end {
                let rest = &self.text.as_bytes()[at..block_end];
                at += memchr::memchr3(first, b'\\', b'&', rest)?;
                if self.text.is_char_boundary(at) && self.walk(at, literal, &mut |_| {}).is_some() {
                    return self.walk(at, literal, &mut take);
                }
                at += 1;
            }
            None
        });
        self.cursor = end.unwrap_or(self.cursor);
    }

    /// Walks text and literal together from byte `at`; where they agree to the literal's end, hands over the parts and says where that is.
    fn walk<'t>(&self, at: usize, literal: &'t str, take: &mut impl FnMut(Part<'t>)) -> Option<usize> {
        if self.text.as_bytes()[at..].starts_with(literal.as_bytes()) {
            take(Part::Same { start: at, end: at + literal.len() });
            return Some(at + literal.len());
        }
        let mut parts = Vec::new();
        let (mut source, mut shown) = (at, 0);
        while shown < literal.len() {
            let (rest, left) = (&self.text[source..], &literal[shown..]);
            let c = left.chars().next().expect("something is left to show");
            let width = c.len_utf8();
            let (written, decoded) = if rest.starts_with('\\') && rest[1..].starts_with(c) && c.is_ascii_punctuation() {
                (1 + width, width)
            } else if let Some((written, decoded)) = reference(rest, left) {
                (written, decoded)
            } else if rest.starts_with(c) {
                push_same(&mut parts, source, source + width);
                source += width;
                shown += width;
                continue;
            } else {
                return None;
            };
            parts.push(Part::Decoded { text: &literal[shown..shown + decoded], start: source, end: source + written });
            source += written;
            shown += decoded;
        }
        parts.into_iter().for_each(take);
        Some(source)
    }

    fn boundary(&self, mut at: usize) -> usize {
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// How far, in bytes, text is searched for in a block where positions went astray.
const REACH: usize = 64 * 1024;

fn push_same(parts: &mut Vec<Part<'_>>, start: usize, end: usize) {
    match parts.last_mut() {
        Some(Part::Same { end: last, .. }) if *last == start => *last = end,
        _ => parts.push(Part::Same { start, end }),
    }
}

/// Where `rest` opens with a character reference and `left` with what it shows: bytes written and bytes shown. What a name stands for is
/// comrak's knowledge: one or two characters are believed when the text after them agrees.
fn reference(rest: &str, left: &str) -> Option<(usize, usize)> {
    if !rest.starts_with('&') {
        return None;
    }
    let written = rest.bytes().take(40).position(|byte| byte == b';')? + 1;
    let name = &rest[1..written - 1];
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#') || left.starts_with(&rest[..written]) {
        return None;
    }
    let agrees = |shown: usize| {
        let (next, then) = (rest[written..].bytes().next(), left[shown..].bytes().next());
        then.is_none() || next == then || matches!(next, Some(b'&' | b'\\'))
    };
    let mut ends = left.char_indices().map(|(at, c)| at + c.len_utf8());
    let one = ends.next()?;
    if agrees(one) {
        return Some((written, one));
    }
    ends.next().filter(|two| agrees(*two)).map(|two| (written, two))
}
