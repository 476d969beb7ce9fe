//! What there is to know of a place, in Markdown, for somebody who points at it.

use std::fmt::Write;

use jiff::civil::Date;

use super::thing::{Found, Thing, find};
use super::{Context, day};
use crate::acronym::{acronyms, spelt_out_beside};
use crate::date::{Mention, Resolved};
use crate::draft::{Note, Run};
use crate::finding::Label;
use crate::house::House;
use crate::lint::Reported;
use crate::rules;
use crate::series::Entry;
use crate::source::Span;
use crate::terms::AnyRule;

/// What stands at byte `offset`, and what there is to say of it.
pub fn hover(cx: &Context<'_>, offset: u32) -> Option<(Span, String)> {
    let found = find(cx, offset)?;
    let said = match found.thing {
        Thing::Date(mention) => date(cx.house, mention, found.note.header.date.map(|date| date.value))?,
        Thing::NoteDate => day::in_full(cx.house, found.note.header.date?.value),
        Thing::Acronym(letters) => acronym(cx, &found, letters),
        Thing::Reference(numbers) => reference(cx, numbers)?,
        Thing::Number => number(cx, found.note)?,
    };
    Some((found.span, said))
}

fn date(house: &House, mention: &Mention, note: Option<Date>) -> Option<String> {
    let Resolved::On { date, inferred } = mention.resolved else { return None };
    let mut said = format!("**{}**", day::in_full(house, date));
    if let Some(last) = mention.resolved_last.date().filter(|_| mention.last.is_some()) {
        write!(said, " to **{}**", day::in_full(house, last)).expect("a text takes all that is written to it");
    }
    if inferred {
        said.push_str(", the year being inferred");
    }
    if let Some(note) = note {
        write!(said, "\n\n{}", day::beside(date, note)).expect("a text takes all that is written to it");
    }
    Some(said)
}

fn acronym(cx: &Context<'_>, found: &Found<'_>, letters: &str) -> String {
    if let Some((name, line)) = introduction(cx, found.note, letters) {
        return format!("**{letters}**: {name}\n\nintroduced in line {line}");
    }
    let listed = |list: &[String]| list.iter().any(|word| word == letters);
    if listed(&cx.house.prose.acronyms) {
        return format!("**{letters}** needs no introduction in {}", cx.house.title.value);
    }
    if cx.settings.is_some_and(|settings| listed(&settings.acronyms)) {
        return format!("**{letters}** needs no introduction: lint.toml lists it");
    }
    format!("**{letters}** is never introduced in this note")
}

/// The name that `letters` stand for in `note`, and the line in which it says so.
fn introduction(cx: &Context<'_>, note: &Note, letters: &str) -> Option<(String, u32)> {
    let lines = note.header.title.iter().chain(note.paragraphs().map(|paragraph| &paragraph.prose));
    lines.into_iter().find_map(|prose| {
        let use_of = acronyms(prose).find(|acronym| acronym.letters == letters && acronym.introduces())?;
        let text = prose.text();
        let spelt_out = spelt_out_beside(&use_of)?;
        let name = if spelt_out.start < use_of.range.start {
            text[spelt_out.start..use_of.range.start].trim_end_matches([' ', '(', '['])
        } else {
            text[use_of.range.end..].trim_start_matches(|c: char| c != '(').trim_start_matches('(').split(')').next()?
        };
        let place = prose.span(use_of.range.clone());
        Some((name.to_owned(), cx.draft.source.position(place.start).line))
    })
}

fn reference(cx: &Context<'_>, numbers: Run) -> Option<String> {
    let series = cx.series?;
    let notes: Vec<String> = series.holders(numbers.first).map(|entry| one_note(cx.house, entry)).collect();
    if !notes.is_empty() {
        return Some(notes.join("\n\n---\n\n"));
    }
    series.is_complete().then(|| format!("the series has no note with the number {}", numbers.first))
}

fn one_note(house: &House, entry: &Entry) -> String {
    let number = entry.numbers.map(|numbers| format!("**No. {numbers}**")).unwrap_or_default();
    let date = entry.date.map(|date| format!(", {}", day::with_year(house, date.value))).unwrap_or_default();
    let title = entry.title.as_ref().map(|title| format!("\n\n{}", title.value)).unwrap_or_default();
    format!("{number}{date}{title}\n\n{}", entry.whereabouts())
}

fn number(cx: &Context<'_>, note: &Note) -> Option<String> {
    let own = note.header.numbers()?;
    let next = cx.series?.next_free_run(1).map(|next| format!("\n\nthe next free number is {next}")).unwrap_or_default();
    Some(format!("**No. {own}** of {}{next}", cx.house.title.value))
}

/// What a finding is about: its rule, and the line of the house that asks for it.
pub fn explain(reported: &Reported, house: &House) -> String {
    let finding = &reported.finding;
    let id = finding.rule.as_str();
    let coded = rules::find(id).map(AnyRule::Coded);
    let rule = coded.or_else(|| house.terms.all().iter().find(|term| *term.id == id).map(|term| AnyRule::Term(term)));
    let summary = rule.map(|rule| format!(": {}", rule.summary())).unwrap_or_default();
    let mut said = format!("**{id}** ({}){summary}", reported.level);
    for label in finding.related.iter().filter(|label| is_of_house(label, house)) {
        let line = label.source.slice(label.source.line(label.source.line_of(label.span.start))).trim();
        write!(said, "\n\n{}:\n```toml\n{line}\n```", label.text).expect("a text takes all that is written to it");
    }
    said
}

fn is_of_house(label: &Label, house: &House) -> bool {
    label.source.name() == house.source.name()
}
