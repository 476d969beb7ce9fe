//! `publishing-weekday`. It does not ask whether the date is the right one, only whether it can be.

use jiff::civil::Weekday;

use crate::rules::{Context, Findings, rule};

rule! {
    /// The note is dated on a weekday on which the series does not publish
    ///
    /// A date on the wrong weekday is most often a slip in the figures: `3 November` for `30 November`, or last year's year.
    ///
    /// ```header bad
    /// Harbour Notes # 12, 19 May 2021
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
    /// To mend it, check the day, the month and the year. Where the note really appeared on another day, say so in an ignore comment.
    "publishing-weekday", Header, Warning, fix: None, check: Head(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let series = &cx.house.series;
    let Some(date) = cx.note.header.date else { return };
    let weekday = date.value.weekday();
    if series.weekdays.is_empty() || series.weekdays.contains(&weekday) {
        return;
    }
    let name = |day: &Weekday| name(*day, &cx.house.dates.vocabulary.weekdays);
    let days = listed(&series.weekdays.iter().map(name).collect::<Vec<_>>());
    let finding = cx
        .finding(format!("the {} is dated on a {}, and the series publishes on {days}", cx.called(), name(&weekday)), date.span)
        .related(cx.house.label_at(series.weekdays_span, "the house gives the days here"))
        .help("check the day, the month and the year of the note's date");
    findings.push(finding);
}

fn name(day: Weekday, names: &[String]) -> String {
    let index = usize::try_from(day.to_monday_zero_offset()).expect("a weekday counts from zero");
    names.get(index).cloned().unwrap_or_else(|| format!("{day:?}"))
}

fn listed(days: &[String]) -> String {
    match days {
        [others @ .., before, last] => others.iter().map(|day| format!("{day}, ")).chain([format!("{before} and {last}")]).collect(),
        days => days.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_listed_as_people_list_them() {
        let days = ["Saturday", "Sunday", "Monday"].map(str::to_owned);
        assert_eq!(listed(&days), "Saturday, Sunday and Monday");
        assert_eq!(listed(&days[..2]), "Saturday and Sunday");
        assert_eq!(listed(&days[..1]), "Saturday");
        assert_eq!(name(Weekday::Sunday, &[]), "Sunday");
    }
}
