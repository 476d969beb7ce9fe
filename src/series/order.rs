//! The order of entries, and which of them are one note read twice. Numbers are not judged here.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use crate::draft::Run;
use crate::series::{Entry, Place, Standing};

/// By number, then date, then place; those without a number last.
pub(super) fn sorted(mut entries: Vec<Entry>) -> Vec<Entry> {
    // No two are alike, and there is no second room for all of them.
    entries.sort_unstable_by(compare);
    entries
}

/// Which of the two comes first.
pub(super) fn compare(one: &Entry, other: &Entry) -> Ordering {
    let key = |entry: &Entry| {
        let numbers = entry.numbers.unwrap_or(Run { first: u64::MAX, last: u64::MAX });
        (entry.numbers.is_none(), numbers, entry.date.map(|date| date.value))
    };
    key(one).cmp(&key(other)).then_with(|| one.place.cmp(&other.place)).then_with(|| one.number.cmp(&other.number))
}

/// The entries without those of a ledger or a base that are the same note as one of the tree or one before them. What a ledger lists is not new.
pub(super) fn without_known(mut entries: Vec<Entry>) -> Vec<Entry> {
    let rank = |entry: &Entry| match entry.place {
        Place::Tree { .. } => 0,
        Place::Ledger { .. } => 1,
        Place::Base { .. } => 2,
    };
    if entries.iter().all(|entry| rank(entry) == 0) {
        return entries;
    }
    entries.sort_by_key(rank);
    let tree = entries.partition_point(|entry| rank(entry) == 0);
    if tree == entries.len() {
        return entries;
    }
    let (tree, others) = entries.split_at_mut(tree);
    let mut listed = Known::default();
    others.iter().filter(|entry| rank(entry) == 1).for_each(|entry| listed.add(entry));
    for entry in tree.iter_mut().filter(|entry| entry.standing == Standing::New) {
        if listed.has_title(entry) || listed.has_date(entry) {
            entry.standing = Standing::Archive;
        }
    }
    let mut known = Known::default();
    entries.retain(|entry| {
        let again = match entry.place {
            Place::Tree { .. } => false,
            Place::Ledger { .. } => known.has_title(entry) || known.has_date(entry),
            // Two branches may well date their notes alike.
            Place::Base { .. } => known.has_title(entry),
        };
        if !again {
            known.add(entry);
        }
        !again
    });
    entries
}

/// Notes by what makes them the same note: the number, with the title or the date.
#[derive(Default)]
struct Known {
    titles: HashSet<(Run, String)>,
    /// With the title of the first.
    dates: HashMap<(Run, Date), String>,
}

impl Known {
    fn add(&mut self, entry: &Entry) {
        self.titles.extend(title(entry));
        if let Some(date) = date(entry) {
            self.dates.entry(date).or_insert_with(|| entry.folded_title().to_owned());
        }
    }

    fn has_title(&self, entry: &Entry) -> bool {
        title(entry).is_some_and(|title| self.titles.contains(&title))
    }

    /// Whether a note of that number and date is known, and its title is not quite another.
    fn has_date(&self, entry: &Entry) -> bool {
        let title = entry.folded_title();
        let alike = |other: &String| title.is_empty() || other.is_empty() || strsim::sorensen_dice(title, other) >= 0.5;
        date(entry).and_then(|date| self.dates.get(&date)).is_some_and(alike)
    }
}

fn title(entry: &Entry) -> Option<(Run, String)> {
    Some((entry.numbers?, Some(entry.folded_title()).filter(|title| !title.is_empty())?.to_owned()))
}

fn date(entry: &Entry) -> Option<(Run, Date)> {
    Some((entry.numbers?, entry.date?.value))
}
