//! Comments: found, taken out of the text, and read where they speak to copydesk. What they cover is settled when the note is known.

use std::collections::HashMap;
use std::ops::Range;

use crate::draft::{Directive, Field, IgnoreComment, Scope, Syntax, Unclosed, unclosed};
use crate::source::{Source, Span};

/// Comments of a file.
#[derive(Debug, Default)]
pub struct Comments {
    /// Those that speak to copydesk, each with the way it stands.
    pub found: Vec<(IgnoreComment, Placement)>,
    /// Bytes to take out before reading, in order.
    pub cut: Vec<Span>,
    /// Comments that say nothing to copydesk but are cut all the same.
    pub silent: Vec<Span>,
    /// The first of them that is never closed.
    pub unclosed: Option<Unclosed>,
}

/// How a comment stands in its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
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
    let mut found = Vec::new();
    let mut code = Code { source, fences: Fences { checked: from, open: None }, line: None, spans: Vec::new() };
    let mut closes = Ahead { find: |text| memchr::memmem::find(text.as_bytes(), CLOSE.as_bytes()), known: Known::Nothing };
    let mut gaps = Ahead { find: blank_line, known: Known::Nothing };
    let mut never_closed: Option<Unclosed> = None;
    let mut at = from;
    while let Some(next) = memchr::memmem::find(&text.as_bytes()[at..], OPEN.as_bytes()) {
        let start = at + next;
        let inside = start + OPEN.len();
        if is_escaped(text, start) || (syntax == Syntax::Markdown && code.holds(start)) {
            at = inside;
            continue;
        }
        let close = closes.next(text, inside);
        let speaks = text[inside..].trim_start().get(..NAME.len()).is_some_and(|name| name.eq_ignore_ascii_case(NAME));
        // In Markdown a comment in the midst of a paragraph ends with it, or is none.
        let may_be_text = syntax == Syntax::Markdown && !speaks && !opens_line(source, start);
        let mut is_text = |end: usize| may_be_text && gaps.next(text, inside).is_some_and(|gap| gap < end);
        let is_cut = speaks || syntax == Syntax::Plain;
        let span = match close {
            Some(end) if !is_text(end) => Span::new(start, end + CLOSE.len()),
            None if speaks => Span::new(start, source.line(source.line_of(Span::at(start).start)).end as usize),
            None if is_cut => {
                let (hidden, comment) = unclosed::comment(source, start, opens_line(source, start));
                never_closed = never_closed.or(comment);
                hidden
            }
            Some(_) | None => {
                at = inside;
                continue;
            }
        };
        at = span.end as usize;
        found.push(Found { span, inside, close, speaks, is_cut });
    }
    Comments { unclosed: never_closed, ..gather(source, &found) }
}

/// A comment as it stands in the text.
struct Found {
    /// From `<!--` to `-->`, else to the end of its line.
    span: Span,
    /// Where its words begin.
    inside: usize,
    /// Where they end, if it is closed.
    close: Option<usize>,
    /// Whether it speaks to copydesk.
    speaks: bool,
    /// Whether it is taken out of the text.
    is_cut: bool,
}

/// Whether an odd number of backslashes makes text of what stands at `at`.
fn is_escaped(text: &str, at: usize) -> bool {
    text[..at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

fn opens_line(source: &Source, at: usize) -> bool {
    let start = source.line(source.line_of(Span::at(at).start)).start as usize;
    source.text()[start..at].trim().is_empty()
}

/// Where the first empty line of `text` begins, after its first line.
fn blank_line(text: &str) -> Option<usize> {
    let mut ends = memchr::memchr_iter(b'\n', text.as_bytes());
    ends.find_map(|end| text[end + 1..].trim_start_matches([' ', '\t', '\r']).starts_with('\n').then_some(end + 1))
}

/// What comes next in a text that is gone through from its start to its end: nothing is looked for twice.
struct Ahead {
    find: fn(&str) -> Option<usize>,
    known: Known,
}

/// What is known of the next one.
#[derive(Clone, Copy)]
enum Known {
    /// Nobody has looked.
    Nothing,
    /// It stands there.
    At(usize),
    /// There is none.
    Never,
}

impl Ahead {
    /// Where the next one from byte `at` on stands; `at` never falls.
    fn next(&mut self, text: &str, at: usize) -> Option<usize> {
        let place = match self.known {
            Known::Never => return None,
            Known::At(place) if place >= at => return Some(place),
            Known::At(_) | Known::Nothing => (self.find)(&text[at..]).map(|found| at + found),
        };
        self.known = place.map_or(Known::Never, Known::At);
        place
    }
}

/// Reads the comments and settles how each stands: alone is one that shares its lines with other comments and with nothing else.
fn gather(source: &Source, found: &[Found]) -> Comments {
    let mut comments = Comments::default();
    for company in found.chunk_by(|one, next| source.line_of(one.span.end) == source.line_of(next.span.start)) {
        let alone = stand_alone(source, company);
        if alone && company.iter().all(|one| one.is_cut) {
            comments.cut.push(whole_lines(source, company[0].span.cover(company[company.len() - 1].span)));
        } else {
            comments.cut.extend(company.iter().filter(|one| one.is_cut).map(|one| with_spaces_before(source, one.span)));
        }
        comments.silent.extend(company.iter().filter(|one| one.is_cut && !one.speaks).map(|one| one.span));
        let found = company.iter().filter(|one| one.speaks).map(|one| {
            let unclosed = || (Directive::Malformed("the comment is not closed: `-->` is missing".to_owned()), false);
            let (directive, file) = one.close.map_or_else(unclosed, |end| read(source.text(), one.inside, end));
            let placement = match (file, alone) {
                (true, _) => Placement::File,
                (false, true) => Placement::Alone,
                (false, false) => Placement::Beside,
            };
            (IgnoreComment { span: one.span, directive }, placement)
        });
        comments.found.extend(found);
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

/// Whether nothing but white space stands beside and between the comments of `company`.
fn stand_alone(source: &Source, company: &[Found]) -> bool {
    let (first, last) = (company[0].span, company[company.len() - 1].span);
    let start = source.line(source.line_of(first.start)).start;
    let end = source.line(source.line_of(last.end)).end;
    let ends = company.iter().map(|one| one.span.end);
    let starts = company.iter().map(|one| one.span.start);
    let mut gaps = std::iter::once(start).chain(ends).zip(starts.chain([end]));
    gaps.all(|(from, to)| source.text()[from as usize..to as usize].trim().is_empty())
}

/// The lines of comments that stand alone.
fn whole_lines(source: &Source, span: Span) -> Span {
    let start = source.line(source.line_of(span.start)).start;
    let after = source.line_of(span.end) + 1;
    let end = if after < source.line_count() { source.line(after).start } else { Span::at(source.text().len()).start };
    Span { start, end }
}

/// What goes with a comment beside text: the spaces before it.
fn with_spaces_before(source: &Source, span: Span) -> Span {
    let before = source.text()[..span.start as usize].trim_end_matches([' ', '\t']);
    Span { start: Span::at(before.len()).start.max(source.line(source.line_of(span.start)).start), end: span.end }
}

/// Reads what stands between `start` and `end`: what it says, and whether it speaks of the whole file.
fn read(text: &str, start: usize, end: usize) -> (Directive, bool) {
    let malformed = |why: String| (Directive::Malformed(why), false);
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
    (Directive::Ignore { rules, reason: reason.trim().to_owned(), scope }, file)
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
        assert_eq!(alone.found[0].1, Placement::Alone);
        let beside = found("text. <!-- copydesk: ignore[x, yy] why -->\n");
        assert_eq!(beside.cut[0].start, 5);
        let Directive::Ignore { rules, reason, .. } = &beside.found[0].0.directive else { panic!("it is well formed") };
        assert_eq!((rules[1].value.as_str(), rules[1].span, reason.as_str()), ("yy", Span::new(31, 33), "why"));
    }

    #[test]
    fn comments_that_share_a_line_with_comments_stand_alone() {
        let two = found("a\n<!-- copydesk: ignore[x] why --> <!-- copydesk: ignore[y] why -->\nb\n");
        assert_eq!(two.found.iter().map(|(_, placement)| *placement).collect::<Vec<_>>(), [Placement::Alone; 2]);
        assert_eq!(two.cut, [Span::new(2, 68)]);
        let other = found("a\n<!-- so --><!-- copydesk: ignore[y] why -->\nb\n");
        assert_eq!((other.found[0].1, other.cut.as_slice()), (Placement::Alone, &[Span::new(13, 45)][..]));
        let beside = found("a <!-- copydesk: ignore[x] why --> <!-- copydesk: ignore[y] why -->\n");
        assert_eq!(beside.found.iter().map(|(_, placement)| *placement).collect::<Vec<_>>(), [Placement::Beside; 2]);
        assert_eq!(beside.cut, [Span::new(1, 34), Span::new(34, 67)]);
    }

    #[test]
    fn what_is_escaped_or_inside_another_comment_is_none() {
        for syntax in [Syntax::Markdown, Syntax::Plain] {
            let found = |text: &str| find(&Source::new("x", text), 0, syntax);
            assert!(found("\\<!-- copydesk: ignore[x] why -->\n").found.is_empty());
            assert_eq!(found("\\\\<!-- copydesk: ignore[x] why -->\n").found.len(), 1);
            assert!(found("<!-- so <!-- copydesk: ignore[x] why -->\n").found.is_empty());
        }
        assert_eq!(found("A 3 <!-- 4\n\n<!-- copydesk: ignore[x] why -->\nb\n").found.len(), 1);
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
            assert!(matches!(found(text).found[0].0.directive, Directive::Malformed(_)), "{text}");
        }
        assert!(found("```\n<!-- copydesk: ignore[a] b -->\n```\n").found.is_empty(), "code is no comment");
        assert!(found("Write `<!-- copydesk: ignore[a] b -->` so.").found.is_empty(), "nor is code in a line");
        assert!(found("<!-- an ordinary comment -->").cut.is_empty(), "HTML is the reader's affair");
    }
}
