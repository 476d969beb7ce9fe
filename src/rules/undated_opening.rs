//! `undated-opening`. Later paragraphs may go without a date; whether a date is a good one is for other rules.

use crate::house::Body;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A dated section does not open with a date
    ///
    /// The section tells events, and a reader months later has to know when they happened. The first paragraph sets the day; those
    /// that follow can lean on it.
    ///
    /// ```events bad
    /// The dockers of Port Ellery voted to return to work on 11 May. The vote ended a strike of nine days.
    /// ```
    ///
    /// Only the first paragraph has to, and a word such as "Earlier" may come before the date:
    ///
    /// ```events good
    /// Earlier, on 11 May, the dockers of Port Ellery voted to return to work.
    ///
    /// The vote ended a strike of nine days.
    /// ```
    ///
    /// A range will do, and so will a month where nobody knows the day:
    ///
    /// ```events good
    /// In mid-April, the first crews walked out. Nobody had called a strike yet.
    /// ```
    ///
    /// To mend it, move the date to the front: `On 11 May, the dockers voted ...`.
    "undated-opening", Dates, Warning, fix: None, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    for (format, section) in cx.sections_of(Body::Dated) {
        let Some(paragraph) = section.body().next().filter(|paragraph| paragraph.opener.is_none()) else { continue };
        let sentence = paragraph.sentences.first().cloned().unwrap_or(0..paragraph.prose.text().len());
        let message = format!("the first paragraph of `{}` does not open with a date", section.heading.text.text());
        findings.push(
            cx.finding(message, paragraph.span_of(&sentence))
                .help("open it with the day of the event, and let the rest follow")
                .wanted(None, format.because.as_deref())
                .related(cx.house.label_at(format.body_span, "the house dates this section")),
        );
    }
}
