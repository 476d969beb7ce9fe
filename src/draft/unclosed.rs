//! Blocks that are opened and never closed, so that nothing after them is read. What they hide is not looked at.

use crate::source::{Source, Span};

/// A block without an end: what follows it is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unclosed {
    /// What opens it, on one line.
    pub span: Span,
    /// What it is.
    pub kind: UnclosedKind,
}

/// What a block without an end is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnclosedKind {
    /// A comment: `<!--`.
    Comment,
    /// Fenced code.
    Fence,
    /// HTML that only its closing tag ends, such as `<script>`.
    Html,
}

impl UnclosedKind {
    /// What it is, and what should stand where it should end.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            UnclosedKind::Comment => ("comment", "`-->`"),
            UnclosedKind::Fence => ("block of code", "a line with the marks that open it"),
            UnclosedKind::Html => ("block of HTML", "its closing tag"),
        }
    }
}

impl Unclosed {
    /// Where what it hides begins: on the line that opens it, after the comment's mark or the tag, else on the next.
    pub fn hidden_from(&self, source: &Source) -> usize {
        let opening = source.slice(self.span);
        let mark = match self.kind {
            UnclosedKind::Comment => opening.find("<!--").map(|at| at + "<!--".len()),
            UnclosedKind::Html => opening.find('>').or(opening.rfind('[')).map(|at| at + 1),
            UnclosedKind::Fence => None,
        };
        self.span.start as usize + mark.unwrap_or(opening.len())
    }
}

/// Whether a block of HTML has the end that its kind needs: `kind` is its number in `CommonMark`, of which those beyond 5 end at an empty line.
pub fn is_closed(kind: u8, block: &str) -> bool {
    let ends: &[&str] = match kind {
        1 => &["</script>", "</pre>", "</style>", "</textarea>"],
        2 => &["-->"],
        3 => &["?>"],
        4 => &[">"],
        5 => &["]]>"],
        _ => return true,
    };
    let block = block.to_ascii_lowercase();
    ends.iter().any(|end| block.contains(end))
}

/// The comment of plain text that opens at `at` and is never closed: where it begins a line it hides what follows, as in Markdown, else the rest
/// of its line. Gives what it hides, and the comment where that is anything.
pub fn comment(source: &Source, at: usize, opens_line: bool) -> (Span, Option<Unclosed>) {
    let line = source.line(source.line_of(Span::at(at).start));
    let end = if opens_line { source.text().len() } else { line.end as usize };
    let span = Span::new(at, line.end as usize);
    let hides = !source.text()[at..end].trim_start_matches("<!--").trim().is_empty();
    (Span::new(at, end), hides.then_some(Unclosed { span, kind: UnclosedKind::Comment }))
}
