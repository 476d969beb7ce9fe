//! Markdown that has nothing in it but paragraphs and headings of `#`, as most notes are: lines tell all that a parser would. A text with
//! anything else in it, or with what might be something else, is not read here at all.

use crate::draft::block::{Blocks, Line, LineKind, NumberLineMemo, Scribe, indent};
use crate::draft::clean::Clean;
use crate::draft::markdown::{Shown, shown};
use crate::prose::{ProseBuilder, SheetBuilder};
use crate::source::{BOM, Source, line_ranges};

/// Reads `clean`, the text of `source`; `None` where a parser has to.
pub fn read(clean: &Clean<'_>, source: &Source) -> Option<Blocks> {
    let text = clean.text();
    // A second byte-order mark is the parser's to drop.
    if has_marks(text) || text.starts_with(BOM) {
        return None;
    }
    let mut opened: Vec<Opened> = Vec::with_capacity(source.line_count());
    for (start, end) in line_ranges(text) {
        opened.push(Opened::of(text, start, end)?);
    }
    let mut scribe = Scribe::new(clean);
    let mut lines = Vec::with_capacity(opened.iter().filter(|line| line.opening != Opening::Blank).count());
    let mut sheet = SheetBuilder::with_room_for(text.len());
    let mut words = ProseBuilder::default();
    let (mut block, mut in_paragraph) = (0, false);
    for Opened { opening, start, end } in opened {
        let level = match opening {
            Opening::Blank => {
                in_paragraph = false;
                continue;
            }
            Opening::Heading(level) => level,
            Opening::Words => 0,
        };
        block += u32::from(!in_paragraph || level > 0);
        in_paragraph = level == 0;
        words.clear();
        scribe.write(&mut words, start, end);
        let Some(Shown { shows_words, bulleted }) = shown(&mut words) else { continue };
        let kind = match () {
            () if !shows_words => LineKind::Opaque,
            () if level > 0 => LineKind::Heading,
            () => LineKind::Text,
        };
        let span = source.line(source.line_of(words.start()));
        let level = if kind == LineKind::Heading { level } else { 0 };
        let indent = indent(source.slice(span));
        let prose = sheet.add(&words, block);
        lines.push(Line { prose, block, kind, level, bulleted, enclosed: false, indent, span, reading: NumberLineMemo::new() });
    }
    sheet.seal(lines.iter_mut().map(|line: &mut Line| &mut line.prose));
    Some(Blocks { lines, invisible: scribe.invisible, wraps: true, ..Blocks::default() })
}

/// A line: what it opens with, and where its words stand.
struct Opened {
    opening: Opening,
    start: usize,
    end: usize,
}

/// What a line opens with.
#[derive(PartialEq, Eq)]
enum Opening {
    /// Nothing stands in it.
    Blank,
    /// The marks of a heading of that level.
    Heading(u8),
    /// Nothing that Markdown knows.
    Words,
}

impl Opened {
    /// The line of `text` from `start` to `end`; `None` where it may open with anything else.
    fn of(text: &str, start: usize, end: usize) -> Option<Opened> {
        let line = text[start..end].trim_end_matches(' ');
        let words = line.trim_start_matches(' ');
        let (end, at) = (start + line.len(), start + line.len() - words.len());
        let Some(first) = words.bytes().next() else { return Some(Opened { opening: Opening::Blank, start, end: start }) };
        // Four spaces begin code.
        if at - start > 3 {
            return None;
        }
        let marks = match first {
            // Lists, quotations, rules and the lines under setext headings and the heads of tables.
            b'-' | b'+' | b'=' | b':' | b'|' | b'>' => return None,
            b'#' => words.bytes().take_while(|byte| *byte == b'#').count(),
            b'0'..=b'9' => {
                let after = words.trim_start_matches(|c: char| c.is_ascii_digit());
                return (!after.starts_with(['.', ')'])).then_some(Opened { opening: Opening::Words, start: at, end });
            }
            _ => return Some(Opened { opening: Opening::Words, start: at, end }),
        };
        // Marks may close a heading too, and it may have no words.
        let level = u8::try_from(marks).ok().filter(|level| *level <= 6)?;
        let title = words[marks..].trim_start_matches(' ');
        let is_heading = words[marks..].starts_with(' ') && !title.ends_with('#');
        is_heading.then_some(Opened { opening: Opening::Heading(level), start: end - title.len(), end })
    }
}

/// Whether anything in `text` may be a mark of Markdown within a line, or a control character that is no line end.
fn has_marks(text: &str) -> bool {
    // All bytes are looked at, without a branch, many at a time; closely only where one of them may be something.
    let may_be = |chunk: &&[u8]| chunk.iter().fold(false, |may_be, byte| may_be | Seen::may_be(*byte));
    let seen = |chunk: &[u8]| chunk.iter().fold(0, |seen, byte| seen | Seen::of(*byte));
    let seen = text.as_bytes().chunks(256).filter(may_be).map(seen).fold(0, std::ops::BitOr::bitor);
    seen & Seen::MARK != 0
        || (seen & Seen::BRACKET != 0 && may_hold_link(text))
        || (seen & Seen::AMPERSAND != 0 && may_hold_reference(text))
}

/// What bytes are to Markdown, as bits.
struct Seen;

impl Seen {
    /// It means something, or may.
    const MARK: u8 = 1;
    /// It means something beside other brackets, and in `[sic]` nothing.
    const BRACKET: u8 = 2;
    /// It means something before a name, and in `R&D` nothing.
    const AMPERSAND: u8 = 4;

    /// Whether `byte` may be any of them: what is told in few steps.
    const fn may_be(byte: u8) -> bool {
        let is_control = byte < b' ' && byte != b'\n' && byte != b'\r';
        // From the backslash on: `]`, `^`, `_` and the backtick.
        let is_late = byte.wrapping_sub(b'\\') < 5 || byte | 1 == 0x7f;
        is_control || is_late || byte == b'*' || byte == b'<' || byte == b'&'
    }

    const fn of(byte: u8) -> u8 {
        let is_control = (byte < b' ' && byte != b'\n' && byte != b'\r') || byte == 0x7f;
        let is_mark = byte == b'\\' || byte == b'*' || byte == b'<' || byte == b'~' || byte == b'_' || byte == b'`';
        (is_control | is_mark) as u8 * Seen::MARK + (byte == b']') as u8 * Seen::BRACKET + (byte == b'&') as u8 * Seen::AMPERSAND
    }
}

/// Whether brackets may be a link, an image, a definition or a note: `](`, `]:`.
fn may_hold_link(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b']', bytes).any(|at| matches!(bytes.get(at + 1), Some(b'(' | b':')))
}

/// Whether an ampersand may begin a reference to a character: `&amp;`, `&#8217;`.
fn may_hold_reference(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'&', bytes).any(|at| {
        let name = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
        name > 0 && bytes.get(at + 1 + name) == Some(&b';')
    })
}
