//! `stale-event`. Events later than the note are for `event-after-publication`.

use jiff::ToSpan;

use crate::house::Body;
use crate::rules::{Context, Findings, rule};

rule! {
    /// An event is much older than the note
    ///
    /// A note reports what has just happened; what led up to it belongs in the sections that explain. A date from long ago is mostly
    /// background in the wrong place, or a slip in the month. The option `days` says how long ago is too long.
    ///
    /// ```events bad
    /// On 11 May, the dockers of Port Ellery voted to return to work. The vote ended a strike of nine days.
    ///
    /// On 13 March, the first ship was unloaded. It carried fruit.
    /// ```
    ///
    /// A range counts by its first day, and a month by itself is no day at all:
    ///
    /// ```events good
    /// From 20 April to 11 May, the cranes of Port Ellery stood still.
    ///
    /// In March, the owners had cut the night rate.
    /// ```
    ///
    /// Only the date that opens a paragraph counts:
    ///
    /// ```events good
    /// On 11 May, the dockers of Port Ellery voted to return to work. Their contract had run out on 31 January.
    /// ```
    ///
    /// Under a sub-head of its own, a story may go back as far as it likes.
    ///
    /// To mend it, check the month; or move the paragraph to where the background is told.
    "stale-event", Dates, Advice, fix: None,
    options: ["days" = 31: "how many days before the note an event may lie"],
    check: Note(check),
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let Some(date) = cx.note.header.date else { return };
    let days = cx.option("days");
    let Ok(earliest) = date.value.checked_sub(days.days()) else { return };
    for paragraph in
        cx.sections_of(Body::Dated).flat_map(|(_, section)| section.body().take_while(|own| !cx.is_under_sub_head(section, own)))
    {
        let Some((_, mention)) = paragraph.opening_date() else { continue };
        if mention.resolved.date().is_some_and(|day| day < earliest) {
            let written = &paragraph.prose.text()[mention.range.clone()];
            findings.push(
                cx.finding(format!("`{written}` is more than {days} days before the note"), paragraph.span_of(&mention.range))
                    .help("check the month; or tell it where the background is told")
                    .related(cx.label(date.span, "the note's date")),
            );
        }
    }
}
