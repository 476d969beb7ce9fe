//! What a reader sees of a draft's lines: marks of Markdown are not shown, and headings are set as headings.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::draft::{Line, LineKind, Manuscript, Syntax};
use crate::source::{Source, Span};

/// The lines of a draft, by their numbers; those that are shown as they are written have no entry.
#[derive(Debug, Default)]
pub(super) struct Shown(HashMap<usize, ShownLine>);

/// How a line is shown.
#[derive(Debug, Default)]
pub(super) struct ShownLine {
    /// Bytes of the line that are marks, in order of place; none overlap.
    pub(super) marks: Vec<Range<usize>>,
    pub(super) is_heading: bool,
    /// It is a mark and nothing else, such as the line under a heading.
    pub(super) is_mark: bool,
}

impl Shown {
    pub(super) fn of(source: &Arc<Source>) -> Shown {
        let is_draft = Path::new(source.name()).extension().is_none_or(|ending| ending != "toml" && ending != "json");
        if !is_draft {
            return Shown::default();
        }
        let manuscript = Manuscript::read(Arc::clone(source), Syntax::of_file(source.name()));
        let mut shown = HashMap::new();
        for line in manuscript.lines() {
            let number = source.line_of(line.span.start);
            let is_heading = matches!(line.kind, LineKind::Heading | LineKind::Bold);
            let underline = source.line_count() > number + 1 && line.level > 0 && is_underline(source.slice(source.line(number + 1)));
            if underline && !source.slice(line.span).trim_start().starts_with('#') {
                shown.insert(number + 1, ShownLine { is_mark: true, ..ShownLine::default() });
            }
            shown.insert(number, ShownLine { marks: marks(line, source), is_heading, is_mark: false });
        }
        Shown(shown)
    }

    pub(super) fn line(&self, number: usize) -> Option<&ShownLine> {
        self.0.get(&number)
    }
}

fn is_underline(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && (line.bytes().all(|byte| byte == b'=') || line.bytes().all(|byte| byte == b'-'))
}

/// Bytes of the line, from its first, that no character of its words stands for and that are marks of Markdown.
fn marks(line: &Line, source: &Source) -> Vec<Range<usize>> {
    let bytes = source.line(source.line_of(line.span.start));
    let text = source.slice(bytes);
    let mut found = Vec::new();
    let mut at = bytes.start;
    let words = line.prose.text();
    let ends = words.char_indices().map(|(start, c)| line.prose.span(start..start + c.len_utf8()));
    for span in ends.chain([Span::at(bytes.end as usize)]) {
        if span.start > at && span.start <= bytes.end {
            let gap = (at - bytes.start) as usize..(span.start - bytes.start) as usize;
            found.extend(Some(gap.clone()).filter(|gap| is_mark(&text[gap.clone()])));
        }
        // A character that an escape stands for has both their bytes.
        if span.end <= bytes.end && source.slice(span).strip_prefix('\\').is_some_and(|escaped| escaped.chars().count() == 1) {
            let start = (span.start - bytes.start) as usize;
            found.push(start..start + 1);
        }
        at = at.max(span.end.min(bytes.end));
    }
    found
}

/// Whether what stands between words is a mark of a heading, of emphasis or of a link, or keeps a character from being one.
fn is_mark(gap: &str) -> bool {
    let of_heading = !gap.trim().is_empty() && gap.chars().all(|c| matches!(c, '#' | '*' | '_' | '~' | '\\' | '[' | ' '));
    let of_link = gap.starts_with("](") && gap.trim_end_matches(['*', '_', ' ']).ends_with(')');
    of_heading || of_link
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let source = Arc::new(Source::new("a.md", text));
        let shown = Shown::of(&source);
        let line = |number: usize| {
            let text = source.slice(source.line(number));
            let Some(line) = shown.line(number) else { return text.to_owned() };
            let mut out = String::new();
            let mut at = 0;
            for mark in &line.marks {
                out.push_str(&text[at..mark.start]);
                at = mark.end;
            }
            if line.is_mark { String::new() } else { out + &text[at..] }
        };
        (0..source.line_count()).map(line).collect()
    }

    #[test]
    fn marks_are_not_shown() {
        let text =
            "## What *was* seen? ##\n\nA **bold** word, [a link](https://a.example/b) and \\# a sign.\n\nUnder\n-----\n\n- an item\n";
        let lines = shown(text);
        assert_eq!(lines[0].trim(), "What was seen?");
        assert_eq!(lines[2], "A bold word, a link and # a sign.");
        assert_eq!(lines[4..=5], ["Under".to_owned(), String::new()]);
        assert_eq!(lines[7], "- an item");
    }
}
