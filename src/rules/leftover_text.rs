//! `leftover-text`. What counts as left over is the house's list; quotations, code and furniture are not looked at.

use std::cmp::Reverse;

use crate::house::Leftover;
use crate::prose::{Prose, TextRange};
use crate::rules::{Context, Findings, rule};
use crate::source::Span;

use fine::{is_link, is_numeral, marked_line, stands_below_sentence};

mod blanks;
mod fine;

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
    /// ```events bad
    /// On 11 May, [XXX] dockers of Port Ellery voted to return to work. The mayor thanked them.
    /// ```
    ///
    /// The blanks of a draft that was begun with `copydesk new` are one thing to do, and one finding.
    ///
    /// A mark that somebody is quoted with is no mark:
    ///
    /// ```events good
    /// On 11 May, the dockers of Port Ellery voted to return to work. A banner over the gate, of Part XXX, said: "TODO y nada."
    /// ```
    ///
    /// Marks that a merge of two versions leaves are told wherever they stand; a row of `=` may underline a heading, and is one of them only
    /// below a sentence.
    ///
    /// To mend it, write what is missing, and take the mark out.
    "leftover-text", Prose, Error, fix: None, check: Part(check)
}

/// Bytes of the draft that should not be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Hit {
    span: Span,
    /// The bytes of the house format that say so.
    asked: Span,
    help: &'static str,
}

/// What an author or editor meant to do.
const OPEN: &str = "write what is missing, and take the mark out";
/// What a program left.
const RESIDUE: &str = "take it out";

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let (leftover, header) = (&cx.house.leftover, &cx.note.header);
    let mut hits = Vec::new();
    // `unassigned-number` speaks of a line whose number is open.
    let number_line = header.number_line.iter().filter(|line| line.placeholder.is_none()).map(|line| &line.text);
    for prose in number_line.chain(header.lines()).chain(cx.note.headings().map(|heading| &heading.text)) {
        hits.extend(open_places(cx, prose, |_| false));
    }
    let body = cx.note.body().filter(|body| cx.house.may_have_leftovers(body));
    for paragraph in body.iter().flat_map(|_| cx.note.paragraphs()) {
        hits.extend(open_places(cx, &paragraph.prose, |range| paragraph.is_quoted(range)));
    }
    in_file(cx, leftover, &mut hits);
    let (blanks, others) = blanks::parted(longest(hits), &cx.draft.source);
    if let [first, more @ ..] = blanks.as_slice() {
        let mark = cx.draft.source.slice(first.span);
        let finding = cx.finding(format!("{} blanks are to be filled: `{mark}` is left in the text", blanks.len()), first.span);
        let finding = more.iter().fold(finding, |finding, blank| finding.related(cx.label(blank.span, "here too")));
        findings.push(finding.help("write what each stands for"));
    }
    for hit in others {
        let finding = cx
            .finding(format!("`{}` is left in the text", cx.draft.source.slice(hit.span)), hit.span)
            .related(cx.house.label_at(hit.asked, "the house lists it here"))
            .help(hit.help);
        findings.push(finding);
    }
}

/// Words and patterns of the house that say something else in no reading.
fn open_places(cx: &Context<'_>, prose: &Prose, is_quoted: impl Fn(&TextRange) -> bool) -> Vec<Hit> {
    let text = prose.text();
    let mut found = cx.house.leftovers_in(prose);
    found.retain(|(range, _)| !is_quoted(range) && !is_link(text, range) && !is_numeral(text, range, &cx.house.prose.before_identifiers));
    found.into_iter().map(|(range, asked)| Hit { span: prose.span(range), asked, help: OPEN }).collect()
}

/// Residue wherever it stands, and marks that have a line to themselves.
fn in_file(cx: &Context<'_>, leftover: &Leftover, hits: &mut Vec<Hit>) {
    let source = &cx.draft.source;
    let furniture = cx.note.furniture.as_ref();
    let looked_at = Span { end: furniture.map_or(cx.note.span.end, |furniture| furniture.span.start), ..cx.note.span };
    let text = source.slice(looked_at);
    let start = looked_at.start as usize;
    let found = leftover.residue_in(text);
    let residue = found.map(|(index, range)| (Span::new(start + range.start, start + range.end), leftover.anywhere[index].span));
    let marks = source.starts_in(looked_at).filter_map(|from| {
        let rest = &text[from - start..];
        let words = marked_line(rest, leftover)?;
        let below_sentence = || stands_below_sentence(source, source.line_of(Span::at(from).start));
        let mark = leftover.line(words).filter(|_| !words.starts_with('=') || below_sentence())?;
        let at = from + rest.find(words)?;
        Some((Span::new(at, at + words.len()), mark.span))
    });
    // To Markdown a place that is marked `<insert name>` is HTML.
    let is_read = |span: Span| !cx.draft.is_not_prose(span) || cx.draft.not_prose.binary_search(&span).is_ok();
    let hit = |(span, asked)| Hit { span, asked, help: RESIDUE };
    hits.extend(residue.chain(marks).filter(|(span, _)| is_read(*span)).map(hit));
}

/// In order of place, and of hits that overlap only the longest.
fn longest(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|hit| (hit.span.start, Reverse(hit.span.end)));
    let mut kept: Vec<Hit> = Vec::new();
    for hit in hits {
        match kept.last_mut() {
            Some(last) if last.span.overlaps(hit.span) => *last = if hit.span.len() > last.span.len() { hit } else { *last },
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
        let hit = |start, end| Hit { span: Span::new(start, end), asked: Span::default(), help: OPEN };
        assert_eq!(longest(vec![hit(4, 9), hit(0, 5), hit(4, 6), hit(12, 14)]), [hit(0, 5), hit(12, 14)]);
        assert_eq!(longest(vec![hit(0, 3), hit(0, 9)]), [hit(0, 9)]);
    }
}
