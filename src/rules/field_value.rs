//! `field-value`. A field that is not there is for `missing-field`, a day that the calendar does not have for `impossible-date`.

use crate::date::Resolved;
use crate::draft::{Given, Origin};
use crate::finding::{Finding, Findings, Safety};
use crate::house::{FieldFormat, Role};
use crate::rules::{Check, Context, rule};
use crate::table::nearest;

rule! {
    /// A header field says something that the house does not know
    ///
    /// Programs and readers sort notes by such fields, and one that is worded otherwise drops out.
    ///
    /// ```toml house
    /// [[field]]
    /// name = "status"
    /// line = "Status"
    /// values = ["draft", "final", "withdrawn"]
    /// ```
    ///
    /// ```header bad
    /// Harbour Notes # 12, 15 May 2021
    /// Status: finished
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// A value may go on after the house's word, and letter case does not count:
    ///
    /// ```header good
    /// Harbour Notes # 12, 15 May 2021
    /// Status: Withdrawn in favour of No. 14
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// A number that is none and a date that nobody can read are told as well.
    ///
    /// ```header bad
    /// Harbour Notes # 12, 15 May 2021
    /// Status: finl
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header fixed
    /// Harbour Notes # 12, 15 May 2021
    /// Status: final
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// To mend it, write one of the values that the house lists.
    "field-value", Header, Warning, fix: Unsafe,
    check: Check::Part(check),
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    for given in &cx.note.header.given {
        let field = given.format.map(|index| &cx.house.fields[index]);
        match field {
            Some(field) if !field.values.is_empty() => findings.extend(unknown(cx, given, field)),
            _ => findings.extend(unreadable(cx, given)),
        }
    }
}

fn unknown(cx: &Context<'_>, given: &Given, field: &FieldFormat) -> Option<Finding> {
    let said = given.value.text().trim();
    if field.value_of(said).is_some() {
        return None;
    }
    // Under a heading and on a line there may be more than the value.
    let shown: String = said.chars().take(40).collect();
    let name = field.name.as_str();
    let span = if given.origin == Origin::Section { given.value.span(0..shown.len()) } else { given.value.whole() };
    let values = field.values.iter().map(|value| format!("`{}`", value.value)).collect::<Vec<_>>().join(", ");
    let lower = said.to_lowercase();
    let meant = nearest(&lower, field.values.iter().map(|value| value.as_str()).filter(|value| may_be_meant(&lower, value)));
    let plain = cx.draft.source.slice(span) == said;
    let fix = meant.filter(|_| plain).map(|meant| cx.fix(format!("write `{meant}`"), Safety::Unsafe, span, meant));
    let help = meant.map_or_else(|| format!("write one of {values}"), |meant| format!("did you mean `{meant}`? The values are {values}"));
    let finding = cx
        .finding(format!("`{shown}` is no {name} that the house knows"), span)
        .related(cx.house.label(&field.values[0], "the house lists them here"))
        .help(help)
        .fix(fix);
    Some(finding)
}

/// Whether the two differ within words only, and not where a word begins: `not accepted` and `unaccepted` are no slips of `accepted`.
fn may_be_meant(said: &str, value: &str) -> bool {
    let value = value.to_lowercase();
    let initials = |text: &str| text.split_whitespace().map(|word| word.chars().next()).collect::<Vec<_>>();
    initials(said) == initials(&value)
}

/// A number or a date that is none. A note that has it elsewhere loses nothing.
fn unreadable(cx: &Context<'_>, given: &Given) -> Option<Finding> {
    let (what, help) = match given.role {
        Role::Number if given.number().is_none() => ("number", "write a whole number in figures, without a sign"),
        Role::Date if given.date(cx.house) == Resolved::Open => ("date", "write year, month and day: `2021-05-15`"),
        _ => return None,
    };
    let said = given.value.text().trim();
    (!said.is_empty()).then(|| cx.finding(format!("`{said}` is no {what}"), given.value.whole()).help(help))
}
