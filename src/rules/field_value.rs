//! `field-value`. A field that is not there is for `missing-field`, a day that the calendar does not have for `impossible-date`.

use crate::date::Resolved;
use crate::draft::Given;
use crate::house::{Kind, Patterned, Role};
use crate::prose::Prose;
use crate::rules::{Context, Finding, Findings, rule};

use misfit::of_kind;

mod misfit;
mod unlisted;

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
    ///
    /// [[field]]
    /// name = "talks"
    /// line = "Talks"
    /// kind = "url"
    ///
    /// [[field]]
    /// name = "berths"
    /// line = "Berths"
    /// kind = "number"
    /// max = 40
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
    /// A value is the house's to the letter, unless the house says `ignore-case` or `may-continue`:
    ///
    /// ```header bad
    /// Harbour Notes # 12, 15 May 2021
    /// Status: Final
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
    /// A field may be of a kind, have a length, keep to bounds, or to a pattern:
    ///
    /// ```header bad
    /// Harbour Notes # 12, 15 May 2021
    /// Talks: the board by the quay
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header bad
    /// Harbour Notes # 12, 15 May 2021
    /// Berths: 400
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header good
    /// Harbour Notes # 12, 15 May 2021
    /// Status: final | Berths: 14
    /// Talks: https://talks.example.org/12
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// A number that is none and a date that nobody can read are told as well, and so is a title that is not as `[title]` says.
    ///
    /// To mend it, write one of the values that the house lists, or one of the kind that it asks for.
    "field-value", Header, Warning, fix: Mixed, check: Part(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    for given in &cx.note.header.given {
        let field = given.format.map(|index| &cx.house.fields[index]);
        let told = field.and_then(|field| misfit::find(cx, given, field)).or_else(|| unreadable(cx, given));
        findings.extend(told);
    }
    if let Some(pattern) = &cx.house.title_format.pattern {
        findings.extend(unlike(cx, pattern));
    }
}

/// A number or a date that is none. A note that has it elsewhere loses nothing.
fn unreadable(cx: &Context<'_>, given: &Given) -> Option<Finding> {
    let kind = match given.role {
        Role::Number if given.number().is_none() => Kind::Number,
        Role::Date if given.date(cx.house) == Resolved::Open => Kind::Date,
        _ => return None,
    };
    let help = if kind == Kind::Number { "write a whole number in figures, without a sign" } else { of_kind(kind).1 };
    let said = given.value.text().trim();
    let level = given.format.and_then(|index| cx.house.fields[index].level);
    let finding = || cx.finding(format!("`{said}` is no {}", of_kind(kind).0), given.value.whole()).help(help);
    (!said.is_empty()).then(|| Finding { level, ..finding() })
}

/// A title that is not as the house's pattern for titles says.
fn unlike(cx: &Context<'_>, pattern: &Patterned) -> Option<Finding> {
    let title = cx.note.header.title.iter().map(Prose::text).collect::<Vec<_>>().join(" ");
    let first = cx.note.header.title.first()?;
    if pattern.pattern.is_match(&title) {
        return None;
    }
    let finding = cx
        .finding("the title is not written as the house writes titles", first.whole())
        .related(cx.house.label(&pattern.pattern, "this pattern has to match all of it"))
        .help(format!("write it so that `{}` matches", pattern.text));
    Some(finding)
}
