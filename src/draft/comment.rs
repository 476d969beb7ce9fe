//! Comments: found, taken out of the text, and read where they speak to copydesk. What they cover is settled when the note is known.

use std::collections::HashMap;
use std::ops::Range;

use crate::draft::{Field, IgnoreComment, Said, Scope, Syntax};
use crate::source::{Source, Span};

/// Comments of a file.
#[derive(Debug, Default)]
pub struct Comments {
    /// Those that speak to copydesk, each with the way it stands.
    pub said: Vec<(IgnoreComment, Stance)>,
    /// Bytes to take out before reading, in order.
    pub cut: Vec<Span>,
    /// Comments that say nothing to copydesk but are cut all the same.
    pub silent: Vec<Span>,
}

/// How a comment stands in its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    /// Alone: it speaks of what follows.
    Alone,
    /// Beside text: it speaks of that line.
    Beside,
    /// Of the whole note, wherever it stands.
    File,
}

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";
const NAME: &str = "copydesk:";

/// Finds the comments of `source` from byte `from` on. In plain text every comment is taken out, in Markdown those that speak to copydesk:
/// the others are HTML there.
pub fn find(source: &Source, from: usize, syntax: Syntax) -> Comments {
    let text = source.text();
    let mut comments = Comments::default();
    let mut code = Code { source, fences: Fences { checked: from, open: None }, line: None, spans: Vec::new() };
    let mut unclosed_from = text.len();
    let mut at = from;
    while let Some(found) = memchr::memmem::find(&text.as_bytes()[at..], OPEN.as_bytes()) {
        let start = at + found;
        let inside = start + OPEN.len();
        let speaks = text[inside..].trim_start().get(..NAME.len()).is_some_and(|name| name.eq_ignore_ascii_case(NAME));
        if syntax == Syntax::Markdown && (!speaks || code.holds(start)) {
            at = inside;
            continue;
        }
        let line_end = source.line(source.line_of(Span::at(start).start)).end as usize;
        // Where one comment is not closed, none after it is: the rest of the file is not searched again.
        let rest = if inside < unclosed_from { &text.as_bytes()[inside..] } else { &[] };
        let close = memchr::memmem::find(rest, CLOSE.as_bytes()).map(|end| inside + end);
        unclosed_from = if close.is_some() { unclosed_from } else { unclosed_from.min(inside) };
        let span = Span::new(start, close.map_or(line_end, |end| end + CLOSE.len()));
        at = span.end as usize;
        let alone = stands_alone(source, span);
        comments.cut.push(cut(source, span, alone));
        if !speaks {
            comments.silent.push(span);
            continue;
        }
        let unclosed = || (Said::Malformed("the comment is not closed: `-->` is missing".to_owned()), false);
        let (said, file) = close.map_or_else(unclosed, |end| read(text, inside, end));
        let stance = match (file, alone) {
            (true, _) => Stance::File,
            (false, true) => Stance::Alone,
            (false, false) => Stance::Beside,
        };
        comments.said.push((IgnoreComment { span, said }, stance));
    }
    comments
}

/// Code of a Markdown file, looked for only where a comment asks, in order of place; each line is looked at once.
struct Code<'a> {
    source: &'a Source,
    fences: Fences,
    /// The line whose code is known, from 0.
    line: Option<usize>,
    /// What stands between backticks in that line.
    spans: Vec<Range<usize>>,
}

impl Code<'_> {
    /// Whether byte `at` lies in fenced code, or between backticks of its line.
    fn holds(&mut self, at: usize) -> bool {
        let line = self.source.line_of(Span::at(at).start);
        let range = self.source.line(line).range();
        if self.fences.hold(self.source.text(), range.start) {
            return true;
        }
        if self.line != Some(line) {
            self.line = Some(line);
            self.spans = inline_code(self.source.text(), range);
        }
        let next = self.spans.partition_point(|code| code.end <= at);
        self.spans.get(next).is_some_and(|code| code.start <= at)
    }
}

/// What stands between backticks in `line`, in order: from as many of them to as many.
fn inline_code(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for tick in memchr::memchr_iter(b'`', &text.as_bytes()[line.clone()]).map(|at| line.start + at) {
        match runs.last_mut() {
            Some(run) if run.end == tick => run.end += 1,
            _ => runs.push(tick..tick + 1),
        }
    }
    // From the end, so that the next run of a length is known when it is asked for.
    let mut next_of_length: HashMap<usize, usize> = HashMap::new();
    let mut closing = vec![None; runs.len()];
    for (index, run) in runs.iter().enumerate().rev() {
        closing[index] = next_of_length.insert(run.len(), index);
    }
    let mut found = Vec::new();
    let mut index = 0;
    while let Some(run) = runs.get(index) {
        if let Some(close) = closing[index] {
            found.push(run.start..runs[close].end);
            index = close;
        }
        index += 1;
    }
    found
}

fn stands_alone(source: &Source, span: Span) -> bool {
    let first = source.line(source.line_of(span.start));
    let last = source.line(source.line_of(span.end));
    let before = &source.text()[first.start as usize..span.start as usize];
    let after = &source.text()[span.end as usize..last.end as usize];
    // Each from the comment outwards: there may be many comments on a line.
    before.trim_end().is_empty() && after.trim_start().is_empty()
}

/// What goes with the comment: its whole line when it stands alone, else the spaces before it.
fn cut(source: &Source, span: Span, alone: bool) -> Span {
    let text = source.text();
    if alone {
        let start = source.line(source.line_of(span.start)).start;
        let after = source.line_of(span.end) + 1;
        let end = if after < source.line_count() { source.line(after).start as usize } else { text.len() };
        return Span { start, end: Span::at(end).start };
    }
    let before = text[..span.start as usize].trim_end_matches([' ', '\t']);
    Span { start: Span::at(before.len()).start.max(source.line(source.line_of(span.start)).start), end: span.end }
}

/// Reads what stands between `start` and `end`: what it says, and whether it speaks of the whole file.
fn read(text: &str, start: usize, end: usize) -> (Said, bool) {
    let malformed = |why: String| (Said::Malformed(why), false);
    let body = &text[start..end];
    let rest = body.trim_start()[NAME.len()..].trim_start();
    let verb_end = rest.find(|c: char| !c.is_ascii_alphabetic() && c != '-').unwrap_or(rest.len());
    let (verb, rest) = rest.split_at(verb_end);
    let file = match verb {
        "ignore" => false,
        "ignore-file" => true,
        "" => return malformed("it does not say what to do: write `ignore[rule] reason`".to_owned()),
        other => return malformed(format!("`{other}` is not known: write `ignore[rule] reason`")),
    };
    let Some(list) = rest.trim_start().strip_prefix('[') else {
        return malformed(format!("it names no rule: write `{verb}[rule] reason`"));
    };
    let Some((list, reason)) = list.split_once(']') else {
        return malformed("the list of rules is not closed: `]` is missing".to_owned());
    };
    let list_start = list.as_ptr() as usize - text.as_ptr() as usize;
    let mut rules = Vec::new();
    let mut at = list_start;
    for part in list.split(',') {
        let name = part.trim();
        let lead = part.len() - part.trim_start().len();
        if name.is_empty() {
            return malformed(format!("it names no rule: write `{verb}[rule] reason`"));
        }
        rules.push(Field { value: name.to_owned(), span: Span::new(at + lead, at + lead + name.len()) });
        at += part.len() + 1;
    }
    let scope = Scope::Bytes(Span::default());
    (Said::Ignore { rules, reason: reason.trim().to_owned(), scope }, file)
}

/// Fenced code.
struct Fences {
    checked: usize,
    open: Option<u8>,
}

impl Fences {
    /// Whether the line that starts at byte `line_start` lies in fenced code; asked in order of place.
    fn hold(&mut self, text: &str, line_start: usize) -> bool {
        for line in text[self.checked..line_start.max(self.checked)].lines() {
            let trimmed = line.trim_start_matches(' ');
            let mark = trimmed.bytes().next().filter(|mark| matches!(mark, b'`' | b'~') && line.len() - trimmed.len() < 4);
            let Some(mark) = mark.filter(|mark| trimmed.bytes().take_while(|byte| byte == mark).count() >= 3) else { continue };
            match self.open {
                None => self.open = Some(mark),
                Some(open) if open == mark => self.open = None,
                Some(_) => {}
            }
        }
        self.checked = line_start.max(self.checked);
        self.open.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Comments {
        find(&Source::new("x", text), 0, Syntax::Markdown)
    }

    #[test]
    fn a_comment_takes_its_line_or_the_spaces_before_it() {
        let alone = found("a\n<!-- copydesk: ignore[x] why -->\nb\n");
        assert_eq!(alone.cut, [Span::new(2, 35)]);
        assert_eq!(alone.said[0].1, Stance::Alone);
        let beside = found("text. <!-- copydesk: ignore[x, yy] why -->\n");
        assert_eq!(beside.cut[0].start, 5);
        let Said::Ignore { rules, reason, .. } = &beside.said[0].0.said else { panic!("it is well formed") };
        assert_eq!((rules[1].value.as_str(), rules[1].span, reason.as_str()), ("yy", Span::new(31, 33), "why"));
    }

    #[test]
    fn what_cannot_be_obeyed_is_malformed() {
        for text in [
            "<!-- copydesk: ignore why -->",
            "<!-- copydesk: ignore[] why -->",
            "<!-- copydesk: ignore[a why -->",
            "<!-- copydesk: disable[a] -->",
            "<!-- copydesk: ignore[a] cut off",
            "<!-- copydesk: -->",
        ] {
            assert!(matches!(found(text).said[0].0.said, Said::Malformed(_)), "{text}");
        }
        assert!(found("```\n<!-- copydesk: ignore[a] b -->\n```\n").said.is_empty(), "code is no comment");
        assert!(found("Write `<!-- copydesk: ignore[a] b -->` so.").said.is_empty(), "nor is code in a line");
        assert!(found("<!-- an ordinary comment -->").cut.is_empty(), "HTML is the reader's affair");
    }
}
