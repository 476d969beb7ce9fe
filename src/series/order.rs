//! The order of entries, and which of them are one note read twice. Numbers are not judged here.

use std::collections::HashSet;

use jiff::civil::Date;

use crate::draft::Run;
use crate::series::{Entry, Place};

/// By number, then date, then place; those without a number last.
pub(super) fn sorted(mut entries: Vec<Entry>) -> Vec<Entry> {
    let key = |entry: &Entry| {
        let numbers = entry.numbers.unwrap_or(Run { first: u64::MAX, last: u64::MAX });
        (entry.numbers.is_none(), numbers, entry.date.map(|date| date.value))
    };
    entries.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.place.cmp(&b.place)).then_with(|| a.number.cmp(&b.number)));
    entries
}

/// The entries without those of a ledger or a base that are the same note as one of the tree or one before them.
pub(super) fn without_known(mut entries: Vec<Entry>) -> Vec<Entry> {
    let rank = |entry: &Entry| match entry.place {
        Place::Tree { .. } => 0,
        Place::Ledger { .. } => 1,
        Place::Base { .. } => 2,
    };
    entries.sort_by_key(rank);
    let mut titles: HashSet<(Run, String)> = HashSet::new();
    let mut dates: HashSet<(Run, Date)> = HashSet::new();
    entries.retain(|entry| {
        let Some(numbers) = entry.numbers else { return true };
        let title = Some(entry.folded_title()).filter(|title| !title.is_empty()).map(|title| (numbers, title));
        let date = entry.date.map(|date| (numbers, date.value));
        let same_title = title.as_ref().is_some_and(|title| titles.contains(title));
        let known = match entry.place {
            Place::Tree { .. } => false,
            Place::Ledger { .. } => same_title || date.is_some_and(|date| dates.contains(&date)),
            // Two branches may well date their notes alike.
            Place::Base { .. } => same_title,
        };
        if !known {
            titles.extend(title);
            dates.extend(date);
        }
        !known
    });
    entries
}
