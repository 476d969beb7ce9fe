//! What to say of a value that the house asks for otherwise: its kind, length, bounds or pattern.

use super::unlisted;
use crate::date::Resolved;
use crate::draft::{Given, Origin};
use crate::finding::Finding;
use crate::house::{FieldFormat, Kind, Misfit, Role};
use crate::rules::Context;
use crate::source::Span;

/// The first thing that is wrong with a value of `field`.
pub fn find(cx: &Context<'_>, given: &Given, field: &FieldFormat) -> Option<Finding> {
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
            return Some(unlisted::finding(cx, given, field, &shown, span).related(cx.house.label_at(place, "the house lists them here")));
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

fn of_bound(cx: &Context<'_>, field: &FieldFormat, span: Span, place: Span, said: &str) -> Finding {
    cx.finding(format!("the {} {said}", field.name.value), span)
        .related(cx.house.label_at(place, "the house sets the bound here"))
        .help(format!("write another {}", field.name.value))
}

/// What a kind of value is called, and how to write one.
pub fn of_kind(kind: Kind) -> (&'static str, &'static str) {
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
