//! `glued-word`. A capital inside a word is left alone: it is as often a name as a slip.

use std::ops::Range;

use crate::draft::OrdinalForm;
use crate::prose::words::char_at;
use crate::prose::{Prose, TextRange};
use crate::rules::{Context, Finding, Findings, Passage, Safety, rule};

mod marks;
mod stops;
mod words;

rule! {
    /// Words are glued together, or a comma or stop is set off from its word
    ///
    /// A space that was lost between a figure and a word, between two sentences, after a comma or before a bracket is a slip that copying
    /// from columns and footnotes leaves behind. So is a space that stands before a comma or a stop instead of after it.
    ///
    /// ```events bad
    /// On 11 May, the dockers of Port Ellery voted to return to work.The mayor thanked the 300members of the union.
    /// ```
    ///
    /// ```events fixed
    /// On 11 May, the dockers of Port Ellery voted to return to work. The mayor thanked the 300 members of the union.
    /// ```
    ///
    /// ```events bad
    /// On 11 May, the dockers of Port Ellery , tired of the strike, , voted to return to work.
    /// ```
    ///
    /// ```events fixed
    /// On 11 May, the dockers of Port Ellery, tired of the strike, voted to return to work.
    /// ```
    ///
    /// ```events bad
    /// On 11 May, the dockers of Port Ellery,tired of the strike, met their union(a branch of the Lodge) and voted to return to work .
    /// ```
    ///
    /// ```events fixed
    /// On 11 May, the dockers of Port Ellery, tired of the strike, met their union (a branch of the Lodge) and voted to return to work.
    /// ```
    ///
    /// Units, ordinals, codes, abbreviations and names of files are written as one:
    ///
    /// ```events good
    /// On 11 May, the 20th of its kind, the U.S. ship M23 was moored 10km from Port Ellery. The law is in port.Pdf, in the 5G annex.
    /// ```
    ///
    /// To mend it, put the space where it belongs.
    "glued-word", Prose, Warning, fix: Mixed, where: MISSPACED, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    for passage in cx.passages() {
        let text = passage.text();
        let figures = words::figures_glued(passage.prose);
        let stops = words::stops_glued(passage.prose, &cx.house.prose.abbreviations);
        let marks = marks::glued(passage.prose);
        for (range, at) in figures.into_iter().chain(stops).chain(marks).filter(|(range, _)| !passage.is_quoted(range)) {
            let (glued, span) = (&text[range.clone()], passage.prose.span(range.clone()));
            let apart = format!("{} {}", &text[range.start..at], &text[at..range.end]);
            let exact = cx.draft.source.slice(span) == glued;
            let place = passage.prose.span(at..at);
            let fix = exact.then(|| cx.fix("put a space between them", Safety::Unsafe, place, " "));
            findings.push(cx.finding(format!("a space is missing in `{glued}`"), span).help(format!("write `{apart}`")).fix(fix));
        }
        // A comma that is the mark of an ordinal is for `ordinal-form`.
        let marks = passage.paragraph.and_then(|paragraph| paragraph.point.as_ref()).filter(|point| point.form != OrdinalForm::House);
        let is_mark = |range: &TextRange| marks.is_some_and(|point| range.end <= point.marked.end);
        let commas = loose_commas(passage.prose).into_iter().filter(|range| !is_mark(range));
        for range in commas.chain(stops::loose_stops(passage.prose)).filter(|range| !passage.is_quoted(range)) {
            findings.extend(loose(cx, passage, range));
        }
    }
}

fn loose(cx: &Context<'_>, passage: Passage<'_>, range: TextRange) -> Option<Finding> {
    // After another mark, two are in each other's place: which of them was meant is not for a fix to say.
    let marked = passage.text()[..range.start].ends_with([':', ';', '.', '-', '–', '—']);
    let span = passage.prose.span(range.clone());
    let written = cx.draft.source.slice(span);
    // A tag or a comment among them is a word to its author.
    if written.contains(['\n', '\r', '<']) {
        return None;
    }
    let (mark, message, help, title) = match written.matches(',').count() {
        0 => (".", "a space stands before a full stop", "take the space out", "take the space out"),
        1 => (",", "a space stands before a comma", "take the space out", "take the space out"),
        _ => (",", "one comma follows another", "leave one of them", "write one comma"),
    };
    let bare = !marked && written.chars().all(|c| mark.starts_with(c) || c.is_whitespace());
    // The space that was before the mark is what its other side lacks.
    let instead = if char_at(passage.text(), range.end).is_some_and(char::is_alphanumeric) { format!("{mark} ") } else { mark.to_owned() };
    Some(cx.finding(message, span).help(help).fix(bare.then(|| cx.fix(title, Safety::Safe, span, instead))))
}

/// Commas with spaces before them: ` ,`, and rows of them: `, ,`.
fn loose_commas(prose: &Prose) -> Vec<Range<usize>> {
    let text = prose.text();
    let (mut found, mut done) = (Vec::new(), 0);
    for comma in prose.landmarks().commas() {
        if comma < done {
            continue;
        }
        let before = text[..comma].trim_end_matches(' ');
        let (mut end, mut row) = (comma + 1, false);
        loop {
            let gap = text[end..].len() - text[end..].trim_start_matches(' ').len();
            // Two side by side are for `repeated-mark`, unless a space stands before or among them.
            let joins = gap > 0 || row || before.len() < comma;
            if !joins || !text[end + gap..].starts_with(',') {
                break;
            }
            row |= gap > 0;
            end += gap + 1;
        }
        done = end;
        let word = before.ends_with(|c: char| !matches!(c, '(' | '[' | '"' | '“' | '‘'));
        let start = if word { before.len() } else { comma };
        if row || start < comma {
            found.push(start..end);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_follows_its_word() {
        let loose = |text: &'static str| loose_commas(&text.into()).into_iter().map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(loose("a , b, , c,  , , d, e"), [" ,", ", ,", ",  , ,"]);
        assert_eq!(loose("a ,, b, ,,c"), [" ,,", ", ,,"]);
        assert_eq!(loose(", a (, b) 1,000 d,, e"), Vec::<&str>::new());
    }
}
