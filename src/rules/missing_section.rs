//! `missing-section`. A section that stands in the wrong place, or under a heading worded otherwise, is not missing.

use crate::draft::{Heading, Section};
use crate::house::SectionFormat;
use crate::rules::{Context, Finding, Findings, Fix, Safety, rule};
use crate::source::{BOM, Span, line_end};

rule! {
    /// A section that the house asks for is not there
    ///
    /// The sections of a house carry the argument: readers who know the series look for each in its place. The finding stands on the
    /// heading that the missing one should follow, or on the title where the first section is missing.
    ///
    /// ```sections bad
    /// What was seen?
    /// On 11 May, the dockers of Port Ellery voted to return to work.
    ///
    /// Why now?
    /// First, the strike fund. The union had run out of money by the second week.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// ```sections good
    /// What was seen?
    /// On 11 May, the dockers of Port Ellery voted to return to work.
    ///
    /// Why now?
    /// First, the strike fund. The union had run out of money by the second week.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    ///
    /// What follows?
    /// First, a fragile peace. Neither side has signed anything.
    ///
    /// Second, more talks. The owners meet the union in June.
    /// ```
    ///
    /// Where only the heading was lost, the points before its text and those in it both count from the first: the heading goes between them.
    ///
    /// To mend it, write the section. `copydesk fix --unsafe-fixes` puts the heading in its place, and leaves the writing to you.
    "missing-section", Sections, Error, fix: Unsafe, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let mut present = vec![None; cx.house.sections.len()];
    for section in &cx.note.sections {
        present[section.spec].get_or_insert(section);
    }
    let form = cx.form();
    let wanted = || form.sections.iter().map(|spec| &cx.house.sections[*spec]);
    let required: Vec<&SectionFormat> = wanted().filter(|format| cx.asks(&format.presence)).collect();
    if required.len() > 1 && form.sections.iter().all(|spec| present[*spec].is_none()) {
        return findings.push(all_missing(cx, &required));
    }
    let headless = cx.note.headless(cx.house, form, cx.day());
    let (mut before, mut alone) = (None, true);
    for (spec, format) in form.sections.iter().copied().zip(wanted()) {
        if present[spec].is_some() {
            (before, alone) = (present[spec], true);
            continue;
        }
        // A block without an end hides what comes after the last section that is seen.
        let may_be_hidden = || cx.is_cut_off() && present[spec..].iter().all(Option::is_none);
        if !cx.asks(&format.presence) || may_be_hidden() {
            continue;
        }
        // Two headings cannot be inserted at one place: the second finds the first one there when the draft is read again.
        let first = headless.filter(|headless| headless.spec == spec).map(|headless| headless.first);
        let limit = first.map(|first| first.span.start as usize);
        let begins = first.map(|first| cx.label(first.prose.whole(), "its text begins here"));
        let fix = alone.then(|| insert(cx, &format.heading, before, limit));
        findings.push(missing(cx, format, before).related(begins).fix(fix));
        alone = false;
    }
}

/// One finding for a note that has none of its sections.
fn all_missing(cx: &Context<'_>, required: &[&SectionFormat]) -> Finding {
    let [others @ .., last] = required else { unreachable!("several are missing") };
    let others = others.iter().map(|format| format!("`{}`", format.heading.value)).collect::<Vec<_>>().join(", ");
    let named = format!("{others} and `{}`", last.heading.value);
    cx.finding(format!("the sections {named} are missing"), cx.title_or_opening())
        .related(cx.house.label(&required[0].heading, "the house asks for them here"))
        .help(format!("write the sections {named}, in this order"))
        .expecting(&named)
}

fn missing(cx: &Context<'_>, format: &SectionFormat, before: Option<&Section>) -> Finding {
    let heading = &format.heading.value;
    let place = before.map_or_else(|| "first".to_owned(), |section| format!("after `{}`", section.heading.text.text()));
    cx.finding(
        format!("the section `{heading}` is missing"),
        before.map_or_else(|| cx.title_or_opening(), |section| section.heading.text.whole()),
    )
    .related(cx.house.label(&format.heading, format!("the house asks for it here{}", format.presence.reason())))
    .help(format!("write the section `{heading}` {place}"))
    .wanted(format.reason.as_deref(), format.because.as_deref())
    .expecting(heading)
}

/// Puts `heading` on a line of its own before byte `limit`, else at the end of the section `before`, or above all of them.
fn insert(cx: &Context<'_>, heading: &str, before: Option<&Section>, limit: Option<usize>) -> Fix {
    let source = &cx.draft.source;
    let text = source.text();
    let line = cx.note.sections.first().map_or_else(|| heading.to_owned(), |section| written_like(&section.heading, text, heading));
    let limit = limit.unwrap_or_else(|| before.map_or_else(|| start_of_body(cx), |section| end_of(cx, section)));
    let title = format!("insert the heading `{heading}`");
    if text[..limit].trim_start_matches(BOM).trim().is_empty() {
        let line_end = line_end(text).unwrap_or("\n");
        return cx.fix(title, Safety::Unsafe, Span::at(limit), format!("{line}{line_end}")).leaving("empty-section");
    }
    let last_line = source.line_of(Span::at(text[..limit].trim_end().len()).start);
    let at = source.line(last_line).end as usize;
    let line_end = line_end(&text[at..]).or_else(|| line_end(text)).unwrap_or("\n");
    let rest = &text[at..];
    let (blank, last) = (rest.len() - rest.trim_start().len(), rest.trim_start().is_empty());
    let parted = last || rest[..blank].lines().count() >= 2;
    let after = if parted { "" } else { line_end };
    cx.fix(title, Safety::Unsafe, Span::at(at), format!("{line_end}{line_end}{line}{after}")).leaving("empty-section")
}

/// `words` marked as a heading in the way `heading` is.
fn written_like(heading: &Heading, text: &str, words: &str) -> String {
    let (line, marked) = (heading.span.range(), heading.text.whole().range());
    format!("{}{words}{}", &text[line.start..marked.start], text[marked.end..line.end].trim_end())
}

/// Where the section's text stops at the latest: at the next section, the furniture or the note's end.
fn end_of(cx: &Context<'_>, section: &Section) -> usize {
    let after = section.heading.span.end;
    let headings = cx.note.sections.iter().map(|other| other.heading.span.start);
    let furniture = cx.note.furniture.iter().map(|furniture| furniture.span.start);
    headings.chain(furniture).filter(|start| *start >= after).min().unwrap_or(cx.note.span.end) as usize
}

/// Where the header stops.
fn start_of_body(cx: &Context<'_>) -> usize {
    let paragraph = cx.note.preamble.first().map(|paragraph| paragraph.span.start);
    let heading = cx.note.sections.first().map(|section| section.heading.span.start);
    paragraph.into_iter().chain(heading).min().unwrap_or(cx.note.span.end) as usize
}
