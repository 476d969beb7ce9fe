//! `leftover-text`. What counts as left over is the house's list; quotations, code and furniture are not looked at.

use std::cmp::Reverse;

use crate::finding::Findings;
use crate::house::Leftover;
use crate::rules::{Check, Context, rule};
use crate::source::Span;

rule! {
    /// An editing mark is left in the text
    ///
    /// Authors and editors leave marks for each other: `TODO`, `TBC`, a name in brackets. Word processors and chat programs leave theirs.
    /// None of them is for the reader, and each of them tells him that nobody read the note before he did.
    ///
    /// ```events bad
    /// On 11 May, the dockers of Port Ellery voted to return to work. TODO: how many of them?
    /// ```
    ///
    /// A mark that somebody is quoted with is no mark:
    ///
    /// ```events good
    /// On 11 May, the dockers of Port Ellery voted to return to work. A banner over the gate said: "TODO y nada."
    /// ```
    ///
    /// To mend it, do what the mark asks for, and take it out.
    "leftover-text", Prose, Error, fix: None,
    check: Check::Part(check),
}

/// Bytes of the draft that should not be there, with the bytes of the house format that say so.
type Hit = (Span, Span);

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let (leftover, header) = (&cx.house.leftover, &cx.note.header);
    let mut hits = Vec::new();
    // `unassigned-number` speaks of a line whose number is open.
    let number_line = header.number_line.iter().filter(|line| line.placeholder.is_none()).map(|line| &line.text);
    for prose in number_line.chain(header.lines()).chain(cx.note.headings().map(|heading| &heading.text)) {
        hits.extend(leftover.found_in(prose.text()).into_iter().map(|(range, asked)| (prose.span(range), asked)));
    }
    for paragraph in cx.note.paragraphs() {
        let found = leftover.found_in(paragraph.prose.text()).into_iter().filter(|(range, _)| !paragraph.is_quoted(range));
        hits.extend(found.map(|(range, asked)| (paragraph.span_of(&range), asked)));
    }
    in_file(cx, leftover, &mut hits);
    for (span, asked) in longest(hits) {
        let finding = cx
            .finding(format!("`{}` is left in the text", cx.draft.source.slice(span)), span)
            .related(cx.house.label_at(asked, "the house lists it here"))
            .help("do what it asks for, and take it out");
        findings.push(finding);
    }
}

/// Residue wherever it stands, and marks that have a line to themselves.
fn in_file(cx: &Context<'_>, leftover: &Leftover, hits: &mut Vec<Hit>) {
    let source = &cx.draft.source;
    let start = cx.note.span.start as usize;
    let end = cx.note.furniture.as_ref().map_or(cx.note.span.end, |furniture| furniture.span.start) as usize;
    let found = leftover.residue_in(&source.text()[start..end]);
    let residue = found.map(|(index, range)| (Span::new(start + range.start, start + range.end), leftover.anywhere[index].span));
    let lines = source.line_of(cx.note.span.start)..source.line_count();
    let lines = lines.map(|line| source.line(line)).take_while(|line| (line.start as usize) < end);
    let marks = lines.filter(|_| !leftover.lines.is_empty()).filter_map(|line| {
        let (words, text) = (source.slice(line).trim_matches(|c: char| c.is_whitespace() || "#*_>".contains(c)), source.slice(line));
        let mark = leftover.line(words)?;
        let at = line.start as usize + text.find(words)?;
        Some((Span::new(at, at + words.len()), mark.span))
    });
    let not_prose = &cx.draft.not_prose;
    hits.extend(residue.chain(marks).filter(|(span, _)| {
        let next = not_prose.partition_point(|other| other.end <= span.start);
        not_prose.get(next).is_none_or(|other| !other.overlaps(*span))
    }));
}

/// In order of place, and of hits that overlap only the longest.
fn longest(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|(span, _)| (span.start, Reverse(span.end)));
    let mut kept: Vec<Hit> = Vec::new();
    for hit in hits {
        match kept.last_mut() {
            Some(last) if last.0.overlaps(hit.0) => *last = if hit.0.len() > last.0.len() { hit } else { *last },
            _ => kept.push(hit),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_overlapping_hits_the_longest_stays() {
        let hit = |start, end| (Span::new(start, end), Span::default());
        assert_eq!(longest(vec![hit(4, 9), hit(0, 5), hit(4, 6), hit(12, 14)]), [hit(0, 5), hit(12, 14)]);
        assert_eq!(longest(vec![hit(0, 3), hit(0, 9)]), [hit(0, 9)]);
    }
}
