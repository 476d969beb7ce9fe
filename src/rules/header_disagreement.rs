//! `header-disagreement`. Which of the two is right is for the author to say.

use crate::date::Resolved;
use crate::draft::Given;
use crate::house::Role;
use crate::rules::{Context, Finding, Findings, Span, rule};

rule! {
    /// The header gives a number, a date or another field twice, and not the same
    ///
    /// What stands in the front matter is read by programs, what stands on the number line by people. Where they disagree, one of them is
    /// misled.
    ///
    /// ```header-markdown bad
    /// ---
    /// date: 2021-05-16
    /// ---
    ///
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header-markdown good
    /// ---
    /// number: 12
    /// date: 2021-05-15
    /// ---
    ///
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// A field for which the house lists values is compared as well, each place of it with the first:
    ///
    /// ```toml house
    /// [[field]]
    /// name = "status"
    /// line = "Status"
    /// values = ["draft", "final"]
    /// ```
    ///
    /// ```header-markdown bad
    /// ---
    /// status: draft
    /// ---
    ///
    /// Harbour Notes # 12, 15 May 2021
    /// Status: final
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// So is a date beside the number line, on a line of its own or beside a team:
    ///
    /// ```header bad
    /// Harbour Notes # 12, 15 May 2021
    /// 16 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// To mend it, find out which is right, and change the other.
    "header-disagreement", Header, Error, fix: None, check: Part(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let header = &cx.note.header;
    for given in &header.given {
        let other = match given.role {
            Role::Number => {
                header.number.filter(|number| given.number().is_some_and(|own| own != number.value)).map(|number| (number.span, "number"))
            }
            Role::Date => header.date.filter(|date| day(cx, given).is_some_and(|own| own != date.value)).map(|date| (date.span, "date")),
            Role::Other => other_value(cx, given),
            Role::Title | Role::Author => None,
        };
        findings.extend(other.map(|(span, what)| disagreement(cx, given.value.text().trim(), given.value.whole(), span, what)));
    }
    findings.extend(other_date(cx));
    if let (Some(banner), Some(number)) = (header.banner_number, header.number)
        && !header.numbers().is_some_and(|numbers| numbers.contains(banner.value))
    {
        let (first, later) = if banner.span < number.span { (banner, number) } else { (number, banner) };
        findings.push(disagreement(cx, &later.value.to_string(), later.span, first.span, "number"));
    }
}

/// A date beside the number line, on a line of its own or beside a team, that is not the note's.
fn other_date(cx: &Context<'_>) -> Option<Finding> {
    let header = &cx.note.header;
    let date = header.date?;
    let other = header.dates.iter().find(|other| other.value.is_some_and(|value| value != date.value))?;
    let (first, later) = if other.span < date.span { (other.span, date.span) } else { (date.span, other.span) };
    Some(disagreement(cx, cx.draft.source.slice(later), later, first, "date"))
}

/// Where the same field was given first, if it has another of the house's values there.
fn other_value<'a>(cx: &Context<'a>, given: &Given) -> Option<(Span, &'a str)> {
    let index = given.format?;
    let field = &cx.house.fields[index];
    let first = cx.note.header.given.iter().find(|other| other.format == Some(index))?;
    let (value, own) = (field.value_of(first.value.text())?, field.value_of(given.value.text())?);
    (value != own).then(|| (first.value.whole(), field.name.as_str()))
}

fn day(cx: &Context<'_>, given: &Given) -> Option<jiff::civil::Date> {
    match given.date(cx.house) {
        Resolved::On { date, .. } => Some(date),
        Resolved::Open | Resolved::Impossible => None,
    }
}

fn disagreement(cx: &Context<'_>, said: &str, span: Span, other: Span, what: &str) -> Finding {
    let elsewhere = cx.draft.source.slice(other);
    cx.finding(format!("the {what} `{said}` is not the one that the header gives elsewhere"), span)
        .related(cx.label(other, format!("here it is `{elsewhere}`")))
        .help("find out which of the two is right, and change the other")
}
