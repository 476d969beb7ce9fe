//! `unresolved-reference`. It reads prose; what a listing names is for `listing-mismatch`.

use crate::finding::{Finding, Findings};
use crate::house::Kind;
use crate::rules::{Check, Context, rule};
use crate::series::{Known, Series};
use crate::source::Span;

rule! {
    /// The text names a note that does not exist
    ///
    /// A reader who follows the reference finds nothing. Most often a figure was swapped, or the note was renumbered since. The rule speaks only
    /// where `lint.toml` says that every number of the series exists here; numbers in a known gap are left alone.
    ///
    /// ```toml given
    /// [series]
    /// archive = ["notes/**"]
    /// complete = true
    /// known-gaps = [{ from = 1, to = 9, reason = "before the archive" }]
    /// ```
    ///
    /// ```archive given
    /// Harbour Notes # 10, 1 May 2021
    /// Varnholm: A harbour master resigns
    /// Tomas Reyes
    ///
    /// Harbour Notes # 11, 8 May 2021
    /// Port Ellery: The dockers walk out
    /// Ines Okafor
    /// ```
    ///
    /// ```events bad
    /// On 11 May, the dockers voted to return to work. The strike had begun a week before (Harbour Notes # 17).
    /// ```
    ///
    /// ```events good
    /// On 11 May, the dockers voted to return to work. The strike had begun a week before (Harbour Notes # 11).
    /// ```
    ///
    /// ```events good
    /// On 11 May, the dockers voted to return to work, as they had done before (Harbour Notes # 4).
    /// ```
    ///
    /// A house may say how its notes are named in a text besides: see `[[reference]]`. Then links to their files count too, and the numbers
    /// in fields of numbers. One number is told once a paragraph.
    ///
    /// To mend it, check the number that the text gives.
    "unresolved-reference", Series, Warning, fix: None,
    check: Check::Note(check),
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let Some(series) = cx.seat.map(|seat| seat.series).filter(|series| series.is_complete()) else { return };
    for passage in cx.passages() {
        let mut told = Vec::new();
        for (numbers, range) in cx.house.references(passage.text()) {
            let place = || passage.prose.span(range.clone());
            findings.extend([numbers.first, numbers.last].into_iter().find_map(|number| unresolved(cx, series, number, &place, &mut told)));
        }
        let Some(paragraph) = passage.paragraph.filter(|_| !cx.house.references.is_empty()) else { continue };
        for (number, place) in cx.house.linked(paragraph.span, &cx.draft.source) {
            findings.extend(unresolved(cx, series, number, &|| place, &mut told));
        }
    }
    if !cx.house.references.is_empty() {
        in_fields(cx, series, findings);
    }
}

/// Numbers of other notes in fields of numbers.
fn in_fields(cx: &Context<'_>, series: &Series, findings: &mut Findings) {
    for given in &cx.note.header.given {
        let of_numbers = |index: usize| cx.house.fields[index].kind.as_ref().is_some_and(|kind| kind.value == Kind::Numbers);
        if !given.format.is_some_and(of_numbers) {
            continue;
        }
        let mut told = Vec::new();
        for (number, place) in given.numbers(&cx.draft.source) {
            findings.extend(unresolved(cx, series, number, &|| place, &mut told));
        }
    }
}

/// What to say of a number that no note has, unless that was `told` already.
fn unresolved(cx: &Context<'_>, series: &Series, number: u64, place: &dyn Fn() -> Span, told: &mut Vec<u64>) -> Option<Finding> {
    if told.contains(&number) || series.holders(number).next().is_some() {
        return None;
    }
    let why = match series.known(number) {
        Some(Known::Gap(_)) => return None,
        Some(Known::Reserved(reason)) => format!(": the number is reserved{}", because(reason)),
        Some(Known::Withdrawn(reason)) => format!(": the number was withdrawn{}", because(reason)),
        None => String::new(),
    };
    told.push(number);
    let message = format!("the series has no note with the number {number}{why}");
    Some(cx.finding(message, place()).help("check the number that the text gives"))
}

fn because(reason: &str) -> String {
    if reason.is_empty() { String::new() } else { format!(" ({reason})") }
}
