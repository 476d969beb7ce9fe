//! `unresolved-reference`. It reads prose; what a listing names is for `listing-mismatch`.

use crate::draft::Reference;
use crate::rules::{Context, Finding, Findings, Span, rule};
use crate::series::{Known, Series};

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
    "unresolved-reference", Series, Warning, fix: None, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let Some(series) = cx.seat.map(|seat| seat.series).filter(|series| series.is_complete()) else { return };
    for together in cx.note.references(cx.house, &cx.draft.source) {
        let mut told = Vec::new();
        for Reference { numbers, span } in together {
            findings.extend([numbers.first, numbers.last].into_iter().find_map(|number| unresolved(cx, series, number, span, &mut told)));
        }
    }
}

/// What to say of a number that no note has, unless that was `told` already.
fn unresolved(cx: &Context<'_>, series: &Series, number: u64, span: Span, told: &mut Vec<u64>) -> Option<Finding> {
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
    Some(cx.finding(message, span).help("check the number that the text gives"))
}

fn because(reason: &str) -> String {
    if reason.is_empty() { String::new() } else { format!(" ({reason})") }
}
