//! `redundant-year`. A year that would be another one if it were not written stays; so does one outside dated sections.

use crate::date::{Mention, Written};
use crate::draft::Paragraph;
use crate::house::Body;
use crate::prose::TextRange;
use crate::rules::{Context, Finding, Findings, Fix, Safety, rule};

rule! {
    /// The note's own year is spelt out in a dated section
    ///
    /// A note tells what has just happened, so that its readers know the year. They stumble over one that is spelt out: is it
    /// last year's?
    ///
    /// ```events bad
    /// On 11 May 2021, the dockers of Port Ellery voted to return to work. The vote ended a strike of nine days.
    /// ```
    ///
    /// ```events fixed
    /// On 11 May, the dockers of Port Ellery voted to return to work. The vote ended a strike of nine days.
    /// ```
    ///
    /// Another year has to be named, and so has this one where the bare date would be taken for last year's, or lies ahead:
    ///
    /// ```events good
    /// On 11 May, the dockers of Port Ellery voted to return to work. They had last struck on 9 May 2014. The contract runs to 31 December 2021.
    /// ```
    ///
    /// A range over New Year needs both years, and other sections reach back far enough to need them all:
    ///
    /// ```events good
    /// On 11 May, the dockers of Port Ellery voted to return to work. The rate of 30 December 2020 to 2 January 2021 was not in question.
    /// ```
    ///
    /// ```points good
    /// First, the strike fund. It had been empty since 30 April 2021.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// To mend it, leave the year out.
    "redundant-year", Dates, Advice, fix: Unsafe, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let Some(note_date) = cx.note.header.date.map(|field| field.value) else { return };
    for paragraph in cx.sections_of(Body::Dated).flat_map(|(_, section)| section.body()) {
        for mention in paragraph.own_dates().filter(|mention| mention.written == Written::House && !mention.name) {
            if mention.has_year_of_note(note_date) {
                findings.extend(report(cx, paragraph, mention));
            }
        }
    }
}

fn report(cx: &Context<'_>, paragraph: &Paragraph, mention: &Mention) -> Option<Finding> {
    let text = paragraph.prose.text();
    let mut years = vec![with_space(text, mention.first.year_range.clone())];
    years.extend(mention.last.as_ref().map(|last| with_space(text, last.year_range.clone())));
    years.retain(|range| !range.is_empty());
    years.dedup();
    let first = years.first()?;
    let edits = years.iter().map(|range| cx.edit(paragraph.span_of(range), "")).collect();
    let fix = Fix::of("leave the year out", Safety::Unsafe, edits);
    let message = format!("`{}` is the note's own year", text[first.clone()].trim());
    Some(cx.finding(message, paragraph.span_of(first)).help("leave the year out").fix(fix))
}

/// The year with what parts it from the month.
fn with_space(text: &str, year: TextRange) -> TextRange {
    if year.is_empty() { year } else { text[..year.start].trim_end_matches([' ', ',']).len()..year.end }
}
