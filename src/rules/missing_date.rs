//! `missing-date`. A date that the calendar does not have is given all the same: it is for `impossible-date`.

use crate::draft::NumberLine;
use crate::house::{Fit, Role};
use crate::rules::{Context, Findings, rule};

rule! {
    /// The number line gives no date
    ///
    /// Everything the note says is read against its day: "on 11 May" is the May before it. A year later nobody remembers which one that
    /// was.
    ///
    /// ```header bad
    /// Harbour Notes # 12
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header good
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// To mend it, write the day, month and year of publication after the number.
    "missing-date", Header, Error, fix: None, check: Head(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    if cx.is_header_cut_off() {
        return;
    }
    let header = &cx.note.header;
    if header.date.is_some() || header.impossible_date.is_some() || !cx.house.knows_dates() {
        return;
    }
    let (place, span) = match &header.number_line {
        // What a safe fix makes of the line has no date either.
        Some(NumberLine {
            text,
            fit: Fit::Exact | Fit::Malformed { mended: Some(_), marks_only: true },
            placeholder: None,
            has_date: false,
        }) => ("number line", text.whole()),
        Some(_) => return,
        // Where the house has a field for the date, `missing-field` speaks of it.
        None if cx.house.fields.iter().any(|field| field.role == Role::Date) => return,
        None => match header.given.iter().find(|given| given.role == Role::Number && cx.note.span.contains(given.value.whole().start)) {
            Some(number) => ("front matter", number.value.whole()),
            None => return,
        },
    };
    let finding = cx
        .finding(format!("the {place} gives no date"), span)
        .related(cx.house.number_line().map(|template| cx.house.label(template, "the house writes it like this")))
        .help("write the day, month and year of publication after the number");
    findings.push(finding);
}
