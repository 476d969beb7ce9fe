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
    /// Bytes that may still be looked through in vain for text whose position is wrong: a text made to be searched costs no more than others.
    patience: usize,
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
        Places { text, line_starts, cursor: 0, astray: false, patience: PATIENCE * text.len() + REACH }
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
        let said = self.with_escape(self.range(sourcepos).0, literal);
        let end = if !self.astray && said >= self.cursor { self.walk(said, literal, &mut take).ok() } else { None };
        let end = end.or_else(|| {
            self.astray = true;
            self.find(literal, &mut take)
        });
        self.cursor = end.unwrap_or(self.cursor);
    }

    /// The byte at which `literal` begins, its backslash included: where an escape opens a text, comrak's position is that of the character.
    fn with_escape(&self, at: usize, literal: &str) -> usize {
        let bytes = self.text.as_bytes();
        let is_escaped = at > self.cursor && bytes[at - 1] == b'\\' && literal.starts_with(|c: char| c.is_ascii_punctuation());
        if !is_escaped || bytes.get(at) != literal.as_bytes().first() {
            return at;
        }
        let backslashes = bytes[self.cursor..at].iter().rev().take_while(|byte| **byte == b'\\').count();
        at - backslashes % 2
    }

    /// Looks for `literal` in what is left of the block, while there is patience.
    fn find<'t>(&mut self, literal: &'t str, take: &mut impl FnMut(Part<'t>)) -> Option<usize> {
        let block_end = self.text.len().min(self.cursor + REACH);
        let first = literal.bytes().next()?;
        let mut at = self.cursor;
        while at < block_end {
            let rest = &self.text.as_bytes()[at..block_end];
            let skipped = memchr::memchr3(first, b'\\', b'&', rest).unwrap_or(rest.len());
            self.patience = self.patience.checked_sub(skipped + 1)?;
            at += skipped;
            if at < block_end && self.text.is_char_boundary(at) {
                match self.walk(at, literal, take) {
                    Ok(end) => return Some(end),
                    Err(looked_at) => self.patience = self.patience.checked_sub(looked_at)?,
                }
            }
            at += 1;
        }
        None
    }

    /// Walks text and literal together from byte `at`; where they agree to the literal's end, hands over the parts and says where that is.
    /// Otherwise says how many bytes were looked at.
    fn walk<'t>(&self, at: usize, literal: &'t str, take: &mut impl FnMut(Part<'t>)) -> Result<usize, usize> {
        if self.text.as_bytes()[at..].starts_with(literal.as_bytes()) {
            take(Part::Same { start: at, end: at + literal.len() });
            return Ok(at + literal.len());
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
                return Err(source - at);
            };
            parts.push(Part::Decoded { text: &literal[shown..shown + decoded], start: source, end: source + written });
            source += written;
            shown += decoded;
        }
        parts.into_iter().for_each(take);
        Ok(source)
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

/// How many times the text may be looked through in vain for what comrak says stands elsewhere.
const PATIENCE: usize = 8;

/// Where `rest` opens with a character reference and `left` with what it shows: bytes written and bytes shown. Which character a name stands
/// for is comrak's knowledge, and is believed when the text after it agrees.
fn reference(rest: &str, left: &str) -> Option<(usize, usize)> {
    if !rest.starts_with('&') {
        return None;
    }
    let written = rest.bytes().take(40).position(|byte| byte == b';')? + 1;
    let name = &rest[1..written - 1];
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#') || left.starts_with(&rest[..written]) {
        return None;
    }
    let characters = if TWO_CHARACTERS.binary_search(&name).is_ok() { 2 } else { 1 };
    let shown = left.char_indices().map(|(at, c)| at + c.len_utf8()).nth(characters - 1)?;
    let (next, then) = (rest[written..].bytes().next(), left[shown..].bytes().next());
    let agrees = then.is_none() || next == then || matches!(next, Some(b'&' | b'\\'));
    agrees.then_some((written, shown))
}

/// The names that stand for two characters each, in order; every other stands for one.
#[rustfmt::skip]
const TWO_CHARACTERS: [&str; 93] = [
    "NotEqualTilde", "NotGreaterFullEqual", "NotGreaterGreater", "NotGreaterSlantEqual", "NotHumpDownHump", "NotHumpEqual",
    "NotLeftTriangleBar", "NotLessLess", "NotLessSlantEqual", "NotNestedGreaterGreater", "NotNestedLessLess", "NotPrecedesEqual",
    "NotRightTriangleBar", "NotSquareSubset", "NotSquareSuperset", "NotSubset", "NotSucceedsEqual", "NotSucceedsTilde",
    "NotSuperset", "ThickSpace", "acE", "bne", "bnequiv", "caps", "cups", "fjlig", "gesl", "gvertneqq", "gvnE", "lates", "lesg",
    "lvertneqq", "lvnE", "nGg", "nGt", "nGtv", "nLl", "nLt", "nLtv", "nang", "napE", "napid", "nbump", "nbumpe", "ncongdot",
    "nedot", "nesim", "ngE", "ngeqq", "ngeqslant", "nges", "nlE", "nleqq", "nleqslant", "nles", "notinE", "notindot", "nparsl",
    "npart", "npre", "npreceq", "nrarrc", "nrarrw", "nsce", "nsubE", "nsubset", "nsubseteqq", "nsucceq", "nsupE", "nsupset",
    "nsupseteqq", "nvap", "nvge", "nvgt", "nvle", "nvlt", "nvltrie", "nvrtrie", "nvsim", "race", "smtes", "sqcaps", "sqcups",
    "varsubsetneq", "varsubsetneqq", "varsupsetneq", "varsupsetneqq", "vnsub", "vnsup", "vsubnE", "vsubne", "vsupnE", "vsupne",
];
