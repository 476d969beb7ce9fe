//! `same-day-without-date`. Whether the date it leans on is a good one is for other rules.

use crate::house::Body;
use crate::rules::{Context, Findings, rule};

rule! {
    /// "On the same day" is said before any day is named
    ///
    /// The phrase points back at a date in its section. Where there is none, a paragraph was moved or a date cut, and the reader is
    /// sent looking for a day that is not there.
    ///
    /// ```events bad
    /// On the same day, the dockers of Port Ellery voted to return to work. The vote ended a strike of nine days.
    /// ```
    ///
    /// Any date before it in the section will do, however far back:
    ///
    /// ```events good
    /// On 11 May, the dockers of Port Ellery voted to return to work.
    ///
    /// The vote ended a strike of nine days.
    ///
    /// On the same day, the first ship was unloaded.
    /// ```
    ///
    /// Somebody's own words are theirs:
    ///
    /// ```events good
    /// In mid-April, the harbour master wrote: "On the same day we lost both cranes."
    /// ```
    ///
    /// To mend it, name the day.
    "same-day-without-date", Dates, Warning, fix: None, where: SAME_DAY, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    for (_, section) in cx.sections_of(Body::Dated) {
        // Where the section does not open with a date, `undated-opening` asks for the one that is lacking here.
        if section.body().next().is_some_and(|paragraph| paragraph.opener.is_none()) {
            continue;
        }
        for paragraph in &section.paragraphs {
            let text = paragraph.prose.text();
            let dated_from = paragraph.dates.first().map_or(text.len(), |mention| mention.range.start);
            let phrases = cx.phrases(&cx.house.dates.same_day, &paragraph.prose, dated_from).filter(|range| range.end <= dated_from);
            for range in phrases.filter(|range| !paragraph.is_quoted(range)) {
                findings.push(
                    cx.finding(format!("`{}` follows no date", &text[range.clone()]), paragraph.span_of(&range))
                        .help("name the day: no date stands before it in its section"),
                );
            }
            if !paragraph.dates.is_empty() {
                break;
            }
        }
    }
}
