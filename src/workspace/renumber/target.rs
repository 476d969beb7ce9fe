//! The numbers that a note is to have: whether they are free, or which are.

use crate::draft::Run;
use crate::series::{Entry, Known, Series, Why};
use crate::workspace::Failure;

pub(super) fn is_same(one: &Entry, other: &Entry) -> bool {
    std::ptr::eq(one, other)
}

pub(crate) fn overlap(entry: &Entry, run: Option<Run>) -> bool {
    entry.numbers.zip(run).is_some_and(|(own, run)| own.first <= run.last && run.first <= own.last)
}

pub(crate) fn said(known: Known<'_>) -> String {
    let (what, reason) = match known {
        Known::Reserved(reason) => ("is reserved", reason),
        Known::Withdrawn(reason) => ("was withdrawn", reason),
        Known::Gap(reason) => ("lies in a known gap", reason),
    };
    if reason.is_empty() { format!("it {what}") } else { format!("it {what}: {reason}") }
}

/// The numbers that the note is to have, all of them free.
pub(super) fn target(series: &Series, note: &Entry, to: Option<u64>) -> Result<Run, Failure> {
    let beyond = note.numbers.map_or(0, Run::beyond_first);
    let Some(first) = to else {
        let others = series.entries().iter().filter(|entry| !is_same(entry, note)).cloned().collect();
        let others = Series::new(series.scope, series.policy.clone(), others);
        let help = "give a number: `copydesk renumber PATH NUMBER`";
        let free =
            others.next_free_run(beyond.saturating_add(1)).ok_or_else(|| Failure::new("there is no free number after the last", help))?;
        if note.numbers.is_some_and(|own| own.first == free) {
            return Err(Failure::new(format!("the note has the next free number already, {free}"), help));
        }
        return Ok(Run { first: free, last: free + beyond });
    };
    let last =
        first.checked_add(beyond).ok_or_else(|| Failure::new(format!("the numbers from {first} on are too large"), "give a lower one"))?;
    let run = Run { first, last };
    if note.numbers == Some(run) {
        return Err(Failure::new(format!("the note has the number {run} already"), "give the number that it is to have"));
    }
    if let Some(holder) = series.entries().iter().find(|entry| !is_same(entry, note) && overlap(entry, Some(run))) {
        let taken = holder.numbers.map_or_else(String::new, |numbers| numbers.to_string());
        let help = "leave the number out to take the next free one; `copydesk series` shows which are taken";
        return Err(Failure::new(format!("the number {taken} is taken, {}", holder.whereabouts()), help));
    }
    let kept = series
        .absences()
        .into_iter()
        .find(|absence| absence.run.first <= run.last && run.first <= absence.run.last && matches!(absence.why, Why::Known(_)));
    if let Some(absence) = kept {
        let number = absence.run.first.max(run.first);
        let why = series.known(number).map(said).unwrap_or_default();
        return Err(Failure::new(
            format!("the number {number} cannot be taken: {why}"),
            "give another, or change `[series]` in lint.toml first",
        ));
    }
    Ok(run)
}
