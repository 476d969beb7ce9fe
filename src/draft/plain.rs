//! Plain text, line by line, into the same lines that the Markdown reader gives. Heading marks, bold marks and list marks are read here too,
//! for an author who wrote them in a `.txt` file; nothing else of Markdown is.

use crate::draft::block::{Blocks, Line, LineKind, NumberLineMemo, Scribe, indent};
use crate::draft::clean::Clean;
use crate::prose::{ProseBuilder, SheetBuilder};
use crate::source::{Source, Span, line_ranges};

/// Reads `clean`, the text of `source`.
pub fn read(clean: &Clean<'_>, source: &Source) -> Blocks {
    let mut scribe = Scribe::new(clean);
    let mut lines: Vec<Line> = Vec::new();
    let mut sheet = SheetBuilder::with_room_for(clean.text().len());
    let mut words = ProseBuilder::default();
    let mut tables: Vec<Span> = Vec::new();
    let mut block = 0;
    let mut blank = true;
    for (start, end) in line_ranges(clean.text()) {
        let text = &clean.text()[start..end];
        let shown = text.trim();
        if shown.is_empty() {
            blank = true;
            continue;
        }
        if is_rule(shown) {
            if !blank && shown.starts_with(['=', '-']) {
                underline(&mut lines, &sheet, block, if shown.starts_with('=') { 1 } else { 2 });
            }
            blank = true;
            continue;
        }
        let from = start + (text.len() - text.trim_start().len());
        if is_row(shown) {
            let row = clean.span(from, from + shown.len());
            match tables.last_mut() {
                Some(table) if !blank && lines.last().is_some_and(|line| line.kind == LineKind::Aside) => *table = table.cover(row),
                _ => tables.push(row),
            }
        }
        let marks = Marks::of(shown);
        block += u32::from(blank || marks.bulleted || marks.kind == LineKind::Heading);
        blank = false;
        words.clear();
        write_without_strong(&mut scribe, &mut words, clean.text(), from + marks.start, from + marks.end);
        words.trim();
        if words.text().is_empty() {
            continue;
        }
        let span = source.line(source.line_of(clean.span(from, from + 1).start));
        let indent = indent(source.slice(span));
        let enclosed =
            marks.bulleted || lines.last().is_some_and(|last| last.block == block && last.enclosed && goes_on(last, words.text(), indent));
        let prose = sheet.add(&words, block);
        lines.push(Line {
            prose,
            block,
            kind: marks.kind,
            level: marks.level,
            bulleted: marks.bulleted,
            enclosed,
            indent,
            span,
            reading: NumberLineMemo::new(),
        });
        blank = marks.kind == LineKind::Heading;
    }
    sheet.seal(lines.iter_mut().map(|line| &mut line.prose));
    let wraps = is_wrapped(&lines);
    Blocks { lines, invisible: scribe.invisible, not_prose: Vec::new(), unclosed: None, tables, wraps }
}

/// Whether a line goes on with the list item of the line before it.
fn goes_on(item: &Line, text: &str, indent: usize) -> bool {
    indent > item.indent || (indent == item.indent && !item.bulleted) || text.starts_with(char::is_lowercase)
}

/// Writes a line without the `**` that an author put in pairs around words of it.
fn write_without_strong(scribe: &mut Scribe<'_>, prose: &mut ProseBuilder, text: &str, start: usize, end: usize) {
    let line = &text[start..end];
    // Nearly no line has a star.
    let pairs = if memchr::memchr(b'*', line.as_bytes()).is_some() { line.matches("**").count() } else { 0 };
    if pairs == 0 || pairs % 2 == 1 || line.contains("***") {
        scribe.write(prose, start, end);
        return;
    }
    let mut from = start;
    for part in line.split("**") {
        scribe.write(prose, from, from + part.len());
        from += part.len() + 2;
    }
}

/// A line of `===` or `---` right under a line makes it a heading, as in setext.
fn underline(lines: &mut [Line], sheet: &SheetBuilder, block: u32, level: u8) {
    let Some(last) = lines.last_mut().filter(|line| line.block == block && line.kind == LineKind::Text) else { return };
    let text = sheet.text(&last.prose);
    let sentence = text.ends_with('.') || text.len() > 120;
    if !sentence {
        (last.kind, last.level) = (LineKind::Heading, level);
    }
}

fn is_rule(shown: &str) -> bool {
    let first = shown.as_bytes()[0];
    shown.len() >= 3 && matches!(first, b'=' | b'-' | b'*' | b'_' | b'~') && shown.bytes().all(|byte| byte == first)
}

/// Whether a line is a row of a table, with bars around its cells.
fn is_row(shown: &str) -> bool {
    shown.len() > 2 && shown.starts_with('|') && shown.ends_with('|')
}

/// The marks around a line's words: from where to where its words stand, in bytes of the line.
struct Marks {
    kind: LineKind,
    level: u8,
    bulleted: bool,
    start: usize,
    end: usize,
}

impl Marks {
    fn of(shown: &str) -> Marks {
        let none = Marks { kind: LineKind::Text, level: 0, bulleted: false, start: 0, end: shown.len() };
        let opened = |mark: &str| shown.strip_prefix(mark).is_some_and(|rest| rest.starts_with(char::is_whitespace));
        if is_row(shown) {
            return Marks { kind: LineKind::Aside, ..none };
        }
        let marks = shown.bytes().take_while(|byte| *byte == b'#').count();
        if let Some(level @ 1..=6) = u8::try_from(marks).ok().filter(|_| opened(&shown[..marks])) {
            let end = shown.trim_end_matches('#').trim_end().len();
            return Marks { kind: LineKind::Heading, level, start: marks, end: end.max(marks), ..none };
        }
        for (mark, kind, bulleted) in [
            ("-", LineKind::Text, true),
            ("*", LineKind::Text, true),
            ("+", LineKind::Text, true),
            ("•", LineKind::Text, true),
            (">", LineKind::Quote, false),
        ] {
            if opened(mark) {
                return Marks { kind, bulleted, start: mark.len(), ..none };
            }
        }
        for mark in ["**", "__"] {
            let inner = shown.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
            if inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(mark)) {
                return Marks { kind: LineKind::Bold, start: mark.len(), end: shown.len() - mark.len(), ..none };
            }
        }
        none
    }
}

/// Whether the text was wrapped under 100 columns with blank lines between its paragraphs: some line of a length that calls for wrapping
/// breaks off in mid-sentence, and the next one carries on in the same block.
fn is_wrapped(lines: &[Line]) -> bool {
    let width = |line: &Line| line.prose.text().chars().count();
    let several_blocks = lines.first().zip(lines.last()).is_some_and(|(first, last)| first.block != last.block);
    let breaks_off = |pair: &[Line]| {
        let [line, next] = pair else { return false };
        let joined = line.block == next.block && line.kind == LineKind::Text && next.kind == LineKind::Text;
        joined && (45..100).contains(&width(line)) && !super::sentence::is_finished(line.prose.text())
    };
    several_blocks && lines.iter().all(|line| line.prose.text().len() < 400 && width(line) < 100) && lines.windows(2).any(breaks_off)
}
