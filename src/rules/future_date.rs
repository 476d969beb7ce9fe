//! `future-date`. A note may be written ahead of its day; only a date far ahead is taken for a slip.

use crate::rules::{Context, Findings, rule};

rule! {
    /// The note is dated far in the future
    ///
    /// A date months ahead is most often a slip in the year or the month. Every date in the note is read against it, so one slip here makes
    /// many below. The option `days` says how far ahead is far.
    ///
    /// ```header bad
    /// Harbour Notes # 12, 14 May 2022
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
    /// To mend it, check the day, the month and the year.
    "future-date", Header, Advice, fix: None,
    options: ["days" = 92: "days ahead of today from which a note's date is taken for a slip"],
    check: Head(check),
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let Some(date) = cx.note.header.date else { return };
    let ahead = i64::from((date.value - cx.today).get_days());
    if ahead > cx.option("days") {
        let message = format!("the {} is dated {ahead} days ahead of today", cx.called());
        findings.push(cx.finding(message, date.span).help("check the day, the month and the year of the note's date"));
    }
}
