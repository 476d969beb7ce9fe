//! `field-value`. A field that is not there is for `missing-field`, a day that the calendar does not have for `impossible-date`.

use crate::date::Resolved;
use crate::draft::{Given, Origin};
use crate::finding::{Finding, Findings, Safety};
use crate::house::{FieldFormat, Kind, Misfit, Patterned, Role};
use crate::prose::Prose;
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
    "field-value", Header, Warning, fix: Mixed,
    check: Check::Part(check),
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    for given in &cx.note.header.given {
        let field = given.format.map(|index| &cx.house.fields[index]);
        let told = field.and_then(|field| misfit(cx, given, field)).or_else(|| unreadable(cx, given));
        findings.extend(told);
    }
    if let Some(pattern) = &cx.house.title_format.pattern {
        findings.extend(unlike(cx, pattern));
    }
}

fn misfit(cx: &Context<'_>, given: &Given, field: &FieldFormat) -> Option<Finding> {
    let said = given.text(&cx.draft.source);
    if said.is_empty() {
        return None;
    }
    let misfit = field.misfit(&said, || is_day(cx, given, field))?;
    let name = field.name.as_str();
    // Under a heading and on a line there may be more than the value.
    let shown: String = said.chars().take(SHOWN).collect();
    let span =
        if given.origin == Origin::Section { given.value.span(0..given.value.text().len().min(shown.len())) } else { given.value.whole() };
    let finding = match misfit {
        Misfit::Unlisted(place) => {
            return Some(unknown(cx, given, field, &shown, span).related(cx.house.label_at(place, "the house lists them here")));
        }
        Misfit::Kind(kind, place) => {
            let (what, help) = of_kind(kind);
            let said = if kind == Kind::Number && given.role == Role::Number { "number" } else { what };
            cx.finding(format!("`{shown}` is no {said}"), span).related(cx.house.label_at(place, "the house asks for it here")).help(help)
        }
        Misfit::Pattern(place) => cx
            .finding(format!("`{shown}` is not written as the house writes the {name}"), span)
            .related(cx.house.label_at(place, "this pattern has to match all of it"))
            .help(format!("write it so that `{}` matches", field.pattern.as_ref().map_or("", |pattern| &pattern.text))),
        Misfit::TooShort(count, least, place) => {
            of_bound(cx, field, span, place, &format!("has {count} characters, which is fewer than {least}"))
        }
        Misfit::TooLong(count, most, place) => {
            of_bound(cx, field, span, place, &format!("has {count} characters, which is more than {most}"))
        }
        Misfit::TooSmall(least, place) => of_bound(cx, field, span, place, &format!("is `{shown}`, which is less than {least}")),
        Misfit::TooLarge(most, place) => of_bound(cx, field, span, place, &format!("is `{shown}`, which is more than {most}")),
    };
    Some(Finding { level: field.level, ..finding })
}

/// Characters of a value that a message shows.
const SHOWN: usize = 40;

fn of_bound(cx: &Context<'_>, field: &FieldFormat, span: crate::source::Span, place: crate::source::Span, said: &str) -> Finding {
    cx.finding(format!("the {} {said}", field.name.value), span)
        .related(cx.house.label_at(place, "the house sets the bound here"))
        .help(format!("write another {}", field.name.value))
}

fn of_kind(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Text => ("text", "write words"),
        Kind::Number => ("number", "write it in figures: `12`"),
        Kind::Numbers => ("list of numbers", "write whole numbers with commas between them: `3, 8`"),
        Kind::Date => ("date", "write year, month and day: `2021-05-15`"),
        Kind::Url => ("address", "write the whole address: `https://example.org/page`"),
        Kind::Names => ("list of names", "write names with commas between them"),
    }
}

/// Whether the value is a day, which has to be one of the calendar; of the note's own date, `impossible-date` tells that.
fn is_day(cx: &Context<'_>, given: &Given, field: &FieldFormat) -> bool {
    match given.date(cx.house) {
        Resolved::On { .. } => true,
        Resolved::Impossible => field.role == Role::Date,
        Resolved::Open => false,
    }
}

fn unknown(cx: &Context<'_>, given: &Given, field: &FieldFormat, shown: &str, span: crate::source::Span) -> Finding {
    let said = given.value.text().trim();
    let name = field.name.as_str();
    let values = field.values.iter().map(|value| format!("`{}`", value.value)).collect::<Vec<_>>().join(", ");
    let lower = said.to_lowercase();
    let same = field.values.iter().find(|value| value.to_lowercase() == lower).map(|value| value.as_str());
    let known = || field.values.iter().filter(|value| may_be_meant(&lower, value)).map(|value| (value.to_lowercase(), value.as_str()));
    let near = || {
        let known: Vec<(String, &str)> = known().collect();
        let meant = nearest(&lower, known.iter().map(|(folded, _)| folded.as_str()))?.to_owned();
        known.into_iter().find(|(folded, _)| *folded == meant).map(|(_, value)| value)
    };
    let meant = same.or_else(near);
    let plain = cx.draft.source.slice(span) == said;
    let safety = if same.is_some() { Safety::Safe } else { Safety::Unsafe };
    let fix = meant.filter(|_| plain).map(|meant| cx.fix(format!("write `{meant}`"), safety, span, meant));
    let help = meant.map_or_else(|| format!("write one of {values}"), |meant| format!("did you mean `{meant}`? The values are {values}"));
    let finding = cx.finding(format!("`{shown}` is no {name} that the house knows"), span).help(help).fix(fix);
    Finding { level: field.level, ..finding }
}

/// Whether the two differ within words only, and not where a word begins: `not accepted` and `unaccepted` are no slips of `accepted`.
fn may_be_meant(said: &str, value: &str) -> bool {
    let value = value.to_lowercase();
    let initials = |text: &str| text.split_whitespace().map(|word| word.chars().next()).collect::<Vec<_>>();
    initials(said) == initials(&value)
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
