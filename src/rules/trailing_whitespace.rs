//! `trailing-whitespace`. Lines with nothing else on them are left as they are.

use std::ops::Range;

use crate::draft::Syntax;
use crate::rules::{Context, Edit, Findings, Fix, Safety, Span, rule};

rule! {
    /// A line ends in white space
    ///
    /// Spaces at the end of a line are invisible, and come back as false differences whenever two versions of a note are compared. The
    /// rule speaks once a note. In the example, `{U+0020}` stands for a space.
    ///
    /// ```events bad
    /// On 11 May, the dockers of Port Ellery voted to return to work.{U+0020}
    /// ```
    ///
    /// ```events fixed
    /// On 11 May, the dockers of Port Ellery voted to return to work.
    /// ```
    ///
    /// Two spaces that break a line in Markdown are kept:
    ///
    /// ```events-markdown good
    /// On 11 May, the dockers of Port Ellery voted to return to work.{U+0020}{U+0020}
    /// The vote ended a strike of nine days.
    /// ```
    ///
    /// To mend it, run `copydesk fix`.
    "trailing-whitespace", Prose, Advice, fix: Safe, check: Part(check)
}

/// Further places that a finding points at; its fix mends all of them.
const SHOWN: usize = 20;

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let places = places(cx);
    let [first, others @ ..] = places.as_slice() else { return };
    let message = match others.len() {
        0 => "the line ends in white space".to_owned(),
        1 => "the line ends in white space, and so does another".to_owned(),
        more => format!("the line ends in white space, and so do {more} others"),
    };
    let edits = places.iter().map(|span| cx.edit(*span, "")).collect::<Vec<Edit>>();
    let fix = Fix::of("take the white space at line ends out", Safety::Safe, edits);
    let mut finding = cx.finding(message, *first).help("take it out; `copydesk fix` does").fix(fix);
    finding.related = others.iter().take(SHOWN).map(|span| cx.label(*span, "and here")).collect();
    findings.push(finding);
}

/// The white space at the end of each of the note's lines that has text and is prose.
fn places(cx: &Context<'_>) -> Vec<Span> {
    let source = &cx.draft.source;
    let end = cx.note.furniture.as_ref().map_or(cx.note.span.end, |furniture| furniture.span.start);
    let mut not_prose = cx.draft.not_prose.iter().peekable();
    let mut places = Vec::new();
    for index in source.line_of(cx.note.span.start)..source.line_count() {
        let line = source.line(index);
        if line.start >= end {
            break;
        }
        let text = source.slice(line);
        // Nearly every line ends in a letter or a mark that is seen.
        if text.as_bytes().last().is_none_or(u8::is_ascii_graphic) {
            continue;
        }
        let kept = shown(text, line.start, &cx.note.invisible);
        let spaces: String = text[kept.len()..].chars().filter(|c| c.is_whitespace()).collect();
        if spaces.is_empty() || kept.is_empty() {
            continue;
        }
        let start = line.start as usize + kept.len();
        while not_prose.next_if(|span| span.end as usize <= start).is_some() {}
        let in_prose = not_prose.peek().is_none_or(|span| start < span.start as usize);
        // An ignore comment on a line of its own is taken out before anything is read.
        let following = (index + 1..source.line_count()).take(2).map(|index| source.slice(source.line(index)));
        let next = || following.clone().find(|line| !line.trim().starts_with("<!-- copydesk:"));
        let means = cx.draft.syntax == Syntax::Markdown && (breaks_line(kept, &spaces, next()) || hides_rule(kept, &spaces));
        if in_prose && !means {
            places.extend(runs(&text[kept.len()..]).map(|run| Span::new(start + run.start, start + run.end)));
        }
    }
    places
}

/// `line`, which starts at byte `start` of the file, up to the last character that is neither white space nor one of `invisible`: those are
/// taken out for another rule's sake, and then the space before them stands at the line's end.
fn shown<'t>(line: &'t str, start: u32, invisible: &[Span]) -> &'t str {
    let mut kept = line.trim_end();
    loop {
        let end = start as usize + kept.len();
        let place = invisible.partition_point(|span| (span.end as usize) < end);
        let Some(last) = invisible.get(place).filter(|span| span.end as usize == end && span.start >= start) else { return kept };
        kept = line[..(last.start - start) as usize].trim_end();
    }
}

/// The stretches of white space in `tail`.
fn runs(tail: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + tail[at..].find(char::is_whitespace)?;
        at = tail[start..].find(|c: char| !c.is_whitespace()).map_or(tail.len(), |end| start + end);
        Some(start..at)
    })
}

/// Whether Markdown reads the spaces at the end of `line` as a line break. A heading has no next line to break to.
fn breaks_line(line: &str, space: &str, next: Option<&str>) -> bool {
    let plain = space.len() >= 2 && space.bytes().all(|byte| byte == b' ');
    plain && !line.trim_start().starts_with('#') && next.is_some_and(|next| !next.trim().is_empty())
}

/// Whether a line of dashes is kept from underlining what is above it by the space after it: Markdown knows spaces and tabs only.
fn hides_rule(line: &str, space: &str) -> bool {
    !space.is_ascii() && line.chars().all(|c| matches!(c, '-' | '=' | '*' | '_' | ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn space_before_what_is_not_seen_ends_a_line_too() {
        let hidden = [Span::new(10, 13), Span::new(16, 19), Span::new(20, 23)];
        assert_eq!(shown("a\u{200b}b. \u{200b} \u{200b}", 9, &hidden), "a\u{200b}b.");
        assert_eq!(shown("a ", 40, &hidden), "a");
        assert_eq!(runs(" \u{200b}  ").collect::<Vec<_>>(), [0..1, 4..6]);
    }

    #[test]
    fn only_plain_spaces_before_more_text_break_a_line() {
        assert!(breaks_line("one", "  ", Some("two")));
        assert!(breaks_line("one", "    ", Some("two")));
        assert!(!breaks_line("one", " ", Some("two")));
        assert!(!breaks_line("one", "  ", Some(" ")));
        assert!(!breaks_line("one", "  ", None));
        assert!(!breaks_line("one", " \u{a0}", Some("two")));
        assert!(!breaks_line("# One", "  ", Some("two")));
        assert!(hides_rule("----", "\u{a0}") && !hides_rule("----", " ") && !hides_rule("-- a", "\u{a0}"));
    }
}
