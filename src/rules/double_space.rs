//! `double-space`. Space that lays text out is left alone: tables, code, a line's start and end, and what stands behind a list's figure.

use crate::draft::{Kind, Note, Paragraph, past_figures};
use crate::prose::{Prose, TextRange};
use crate::rules::{Context, Edit, Findings, Fix, Safety, Span, rule};

rule! {
    /// More than one space stands between two words
    ///
    /// A second space is a habit of the typewriter, or what is left of a word that was taken out. On a web page nobody sees it; in a
    /// word processor and in print it makes a hole. The rule speaks once a note.
    ///
    /// ```events bad
    /// On 11 May, the dockers of Port Ellery voted  to return to work.  The vote ended a strike of nine days.
    /// ```
    ///
    /// ```events fixed
    /// On 11 May, the dockers of Port Ellery voted to return to work. The vote ended a strike of nine days.
    /// ```
    ///
    /// Columns that are lined up with spaces are left as they are.
    ///
    /// ```events good
    /// On 11 May, the dockers of Port Ellery voted to return to work. The vote ended a strike of nine days.
    /// ```
    ///
    /// To mend it, run `copydesk fix`.
    "double-space", Prose, Advice, fix: Safe, where: GAP, check: Part(check)
}

/// Further places that a finding points at; its fix mends all of them.
const SHOWN: usize = 20;

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let mut places: Vec<(Span, Vec<Span>)> = texts(cx.note).filter_map(|(prose, gap)| place(cx, prose, gap)).collect();
    places.sort_unstable_by_key(|(gap, _)| *gap);
    let [(first, _), others @ ..] = places.as_slice() else { return };
    let message = match others.len() {
        0 => "more than one space stands between two words".to_owned(),
        1 => "more than one space stands between two words, and so in another place".to_owned(),
        more => format!("more than one space stands between two words, and so in {more} other places"),
    };
    let edits: Vec<Edit> = places.iter().flat_map(|(_, extra)| extra).map(|span| cx.edit(*span, "")).collect();
    let fix = Fix::of("leave one space between words", Safety::Safe, edits);
    let mut finding = cx.finding(message, *first).help("leave one; `copydesk fix` does").fix(fix);
    finding.related = others.iter().take(SHOWN).map(|(gap, _)| cx.label(*gap, "and here")).collect();
    findings.push(finding);
}

/// Gaps in title, byline, headings and paragraphs, each with the text it stands in.
fn texts(note: &Note) -> impl Iterator<Item = (&Prose, TextRange)> {
    let header = note.header.title.iter().chain(&note.header.byline);
    let lines = header.chain(note.headings().map(|heading| &heading.text)).map(|prose| (prose, None));
    let texts = lines.chain(note.paragraphs().map(|paragraph| (&paragraph.prose, Some(paragraph))));
    texts.flat_map(|(prose, paragraph)| {
        let gaps = prose.landmarks().gaps().filter(move |gap| !paragraph.is_some_and(|paragraph| lays_out(paragraph, gap)));
        gaps.map(move |gap| (prose, gap))
    })
}

/// Whether a gap is meant: behind a list's figure, in a table, or in a line of columns, which is no sentence.
fn lays_out(paragraph: &Paragraph, gap: &TextRange) -> bool {
    let text = paragraph.prose.text();
    let is_sentence = text.ends_with(['.', '?', '!', ':', '…', '"', '”', ')']);
    let columns = || paragraph.prose.landmarks().gaps().nth(1).is_some() || gap.len() > 2;
    // Of a no-break space that was read in the wrong encoding `mojibake` speaks.
    let misread = text[..gap.start].ends_with('Â');
    paragraph.kind == Kind::Aside || misread || past_figures(text) == gap.end || (!is_sentence && columns())
}

/// The bytes of a gap, and those to take out. None where anything else stands among them.
fn place(cx: &Context<'_>, prose: &Prose, gap: TextRange) -> Option<(Span, Vec<Span>)> {
    let extra: Vec<Span> = (gap.start + 1..gap.end).map(|at| prose.span(at..at + 1)).collect();
    let span = prose.span(gap);
    let is_invisible = |at: u32| cx.note.invisible.binary_search_by_key(&at, |place| place.start).is_ok();
    let mut characters = cx.draft.source.slice(span).char_indices();
    let is_space = |(at, c): (usize, char)| {
        matches!(c, ' ' | '\t') || (c.is_whitespace() && !c.is_control()) || is_invisible(span.start + Span::at(at).start)
    };
    characters.all(is_space).then_some((span, merged(extra)))
}

/// Neighbours made one.
fn merged(spans: Vec<Span>) -> Vec<Span> {
    let mut merged: Vec<Span> = Vec::with_capacity(1);
    for span in spans {
        match merged.last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            _ => merged.push(span),
        }
    }
    merged
}
