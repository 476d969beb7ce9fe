//! `event-after-publication`. Dates inside a paragraph are left alone: "scheduled for 3 June" is no event yet.

use jiff::civil::Date;

use crate::draft::{Field, Paragraph, Section, to_come};
use crate::house::Body;
use crate::rules::{Context, Finding, Findings, Span, rule};

rule! {
    /// An event is dated after the note that reports it
    ///
    /// Nobody reports what has not happened yet, so one of the two dates is wrong: the event's, or the note's own. Look at both.
    ///
    /// ```events bad
    /// On 11 May, the dockers of Port Ellery voted to return to work. The vote ended a strike of nine days.
    ///
    /// On 30 May, the first ship was unloaded. It carried fruit.
    /// ```
    ///
    /// What is announced may lie ahead, where the sentence says so; and an event of the day of publication is fine:
    ///
    /// ```events good
    /// On 15 May, the dockers of Port Ellery voted to return to work. The vote ended a strike of nine days.
    ///
    /// On 30 May, the first ship is to be unloaded. It carries fruit.
    /// ```
    ///
    /// A date inside a paragraph is not the paragraph's event:
    ///
    /// ```events good
    /// On 11 May, the dockers of Port Ellery voted to return to work. A hearing is set for 3 June.
    /// ```
    ///
    /// Where every event lies after the note's date, that date is the likelier slip, and it is reported once:
    ///
    /// ```events bad
    /// On 11 June, the dockers of Port Ellery voted to return to work. The vote ended a strike of nine days.
    ///
    /// On 13 June, the first ship was unloaded. It carried fruit.
    /// ```
    ///
    /// To mend it, check both dates against the source; or write `will`, `is to` or `is due to` where the event is still to come.
    "event-after-publication", Dates, Error, fix: None, check: Head(check)
}

/// A day that opens a paragraph, and where it is written.
struct Event {
    day: Date,
    span: Span,
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let Some(date) = cx.note.header.date else { return };
    let sections = cx.notes().flat_map(|note| note.sections_of(Body::Dated).map(|(_, section)| section).collect::<Vec<_>>());
    let events = sections.flat_map(Section::body).filter_map(|paragraph| event(cx, paragraph, date.value)).collect::<Vec<_>>();
    let late = events.iter().filter(|event| event.day > date.value).collect::<Vec<_>>();
    if late.len() > 1 && late.len() == events.len() {
        findings.push(all_late(cx, date, &late));
    } else {
        findings.extend(late.iter().map(|event| one_late(cx, date, event)));
    }
}

/// The event a paragraph opens with, unless it lies after the note's date and the sentence may speak of what is still to come.
fn event(cx: &Context<'_>, paragraph: &Paragraph, note_date: Date) -> Option<Event> {
    // Without words that tell what is to come from what has happened, nobody can be sure.
    if cx.house.dates.future.is_empty() {
        return None;
    }
    let (opener, mention) = paragraph.opening_date()?;
    let day = mention.resolved.date()?;
    let announced = day > note_date && to_come::is_to_come(paragraph, opener, mention, &cx.house.dates);
    (!announced).then(|| Event { day, span: paragraph.span_of(&mention.range) })
}

fn one_late(cx: &Context<'_>, date: Field<Date>, event: &Event) -> Finding {
    let written = cx.draft.source.slice(event.span);
    let listed: Vec<_> = cx.house.dates.future.iter().take(3).map(|phrase| format!("`{phrase}`")).collect();
    let to_come = match listed.split_last() {
        None => "an event still to come needs words that say so".to_owned(),
        Some((only, [])) => format!("an event still to come needs {only} in its sentence"),
        Some((last, others)) => format!("an event still to come needs {}, {last} or the like in its sentence", others.join(", ")),
    };
    cx.finding(format!("the event of `{written}` is later than the note"), event.span)
        .help(format!("check both dates: either may be wrong; {to_come}"))
        .related(cx.label(date.span, "the note's date: either may be wrong"))
}

fn all_late(cx: &Context<'_>, date: Field<Date>, late: &[&Event]) -> Finding {
    let finding = cx
        .finding(format!("every event is later than the {}'s date", cx.called()), date.span)
        .help("check that date against the events: the one date is the likelier slip");
    late.iter().fold(finding, |finding, event| finding.related(cx.label(event.span, "an event, later than the note")))
}
