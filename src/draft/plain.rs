//! Plain text, line by line, into the same lines that the Markdown reader gives. Heading marks, bold marks and list marks are read here too,
//! for an author who wrote them in a `.txt` file; nothing else of Markdown is.

use crate::draft::block::{Blocks, Line, LineKind, Scribe, indent};
use crate::draft::clean::Clean;
use crate::prose::Prose;
use crate::source::Source;

/// Reads `clean`, the text of `source`.
pub fn read(clean: &Clean<'_>, source: &Source) -> Blocks {
    let mut scribe = Scribe::new(clean);
    let mut lines: Vec<Line> = Vec::new();
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
                underline(&mut lines, block);
            }
            blank = true;
            continue;
        }
        let from = start + (text.len() - text.trim_start().len());
        let marks = Marks::of(shown);
        block += u32::from(blank || marks.bulleted || marks.kind == LineKind::Heading);
        blank = false;
        let mut prose = Prose::default();
        write_without_strong(&mut scribe, &mut prose, clean.text(), from + marks.start, from + marks.end);
        let prose = prose.trimmed();
        if prose.is_blank() {
            continue;
        }
        let span = source.line(source.line_of(clean.span(from, from + 1).start));
        lines.push(Line { prose, block, kind: marks.kind, bulleted: marks.bulleted, indent: indent(source.slice(span)), span });
        blank = marks.kind == LineKind::Heading;
    }
    let wraps = is_wrapped(&lines);
    Blocks { lines, invisible: scribe.invisible, not_prose: Vec::new(), wraps }
}

/// Writes a line without the `**` that an author put in pairs around words of it.
fn write_without_strong(scribe: &mut Scribe<'_>, prose: &mut Prose, text: &str, start: usize, end: usize) {
    let line = &text[start..end];
    let pairs = if line.contains("**") { line.matches("**").count() } else { 0 };
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
fn underline(lines: &mut [Line], block: u32) {
    let Some(last) = lines.last_mut().filter(|line| line.block == block && line.kind == LineKind::Text) else { return };
    let sentence = last.prose.text().ends_with('.') || last.prose.text().len() > 120;
    if !sentence {
        last.kind = LineKind::Heading;
    }
}

fn line_ranges(text: &str) -> impl Iterator<Item = (usize, usize)> {
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

fn is_rule(shown: &str) -> bool {
    let first = shown.as_bytes()[0];
    shown.len() >= 3 && matches!(first, b'=' | b'-' | b'*' | b'_' | b'~') && shown.bytes().all(|byte| byte == first)
}

/// The marks around a line's words: from where to where its words stand, in bytes of the line.
struct Marks {
    kind: LineKind,
    bulleted: bool,
    start: usize,
    end: usize,
}

impl Marks {
    fn of(shown: &str) -> Marks {
        let none = Marks { kind: LineKind::Text, bulleted: false, start: 0, end: shown.len() };
        let opened = |mark: &str| shown.strip_prefix(mark).is_some_and(|rest| rest.starts_with(char::is_whitespace));
        let level = shown.bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&level) && opened(&shown[..level]) {
            let end = shown.trim_end_matches('#').trim_end().len();
            return Marks { kind: LineKind::Heading, start: level, end: end.max(level), ..none };
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
