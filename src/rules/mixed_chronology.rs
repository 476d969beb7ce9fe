//! `mixed-chronology`. Which way the events should run is nobody's affair: newest first and oldest first are both fine.

use crate::house::Body;
use crate::rules::{Context, Findings, rule};

rule! {
    /// The events of a section run neither forwards nor backwards
    ///
    /// A reader can follow a story from the start or from the end. One that jumps about makes them draw a calendar. Some
    /// stories have to jump, so a house turns this rule on if it wants it.
    ///
    /// ```events bad
    /// On 11 May, the dockers of Port Ellery voted to return to work. The vote ended a strike of nine days.
    ///
    /// On 13 May, the first ship was unloaded. It carried fruit.
    ///
    /// On 3 May, the strike had begun. Nobody had expected it.
    /// ```
    ///
    /// A paragraph that says it leaves the order is excused, and so is one without a day of its own:
    ///
    /// ```events good
    /// On 13 May, the first ship was unloaded. It carried fruit.
    ///
    /// On the same day, the owners met the mayor.
    ///
    /// On 11 May, the dockers of Port Ellery voted to return to work.
    ///
    /// Later, on 14 May, a second ship came in.
    ///
    /// On 3 May, the strike had begun.
    /// ```
    ///
    /// To mend it, put the paragraphs in order, or open the one that has to step aside with `Earlier,` or `Later,`.
    "mixed-chronology", Dates, Off, fix: None, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    for (_, section) in cx.sections_of(Body::Dated) {
        let events = section.body().filter_map(|paragraph| {
            let (opener, mention) = paragraph.opening_date()?;
            let day = mention.resolved.date().filter(|_| !opener.excused)?;
            Some((day, paragraph.span_of(&mention.range)))
        });
        let events = events.collect::<Vec<_>>();
        let mut direction = None;
        for ((before, before_span), (day, span)) in events.iter().zip(&events[1.min(events.len())..]) {
            let step = day.cmp(before);
            if step.is_eq() {
                continue;
            }
            if *direction.get_or_insert(step) != step {
                let written = cx.draft.source.slice(*span);
                findings.push(
                    cx.finding(format!("`{written}` turns the order of events"), *span)
                        .help("put the paragraphs in order, or open this one with a word such as `Earlier` or `Later`")
                        .related(cx.label(*before_span, "the event before it")),
                );
                break;
            }
        }
    }
}
