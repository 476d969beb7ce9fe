//! The archive of a series as people and programs read it: a table, JSON, CSV, a plot and the listing a house prints. Each writer is a pure
//! function; none decides whether anything is wrong with a note.

use std::borrow::Cow;
use std::collections::HashSet;

use jiff::civil::{Date, Weekday};

use crate::house::House;
use crate::prose::OBJECT;
use crate::series::{Absence, Entry, Place, Series, Shift, Standing};

mod csv;
mod json;
mod listing;
mod plot;
#[cfg(feature = "cli")]
mod table;

pub use csv::csv;
pub use json::json;
pub use listing::{ByYear, Listing, Markup};
pub use plot::plot;
#[cfg(feature = "cli")]
pub use table::table;

/// A series and the house it is of.
#[derive(Debug, Clone, Copy)]
pub struct Shelf<'a> {
    /// The house.
    pub house: &'a House,
    /// The series.
    pub series: &'a Series,
}

/// A line of the archive, whatever it is written as.
#[derive(Debug, Clone, Copy)]
enum Row<'a> {
    /// The note of this index.
    Note(usize, &'a Entry),
    /// Numbers without a note.
    Absent(Absence<'a>),
}

/// What breaks the numbering at a note.
#[derive(Debug, Clone)]
struct Remark<'a> {
    kind: &'static str,
    /// For a person, readable after the note: lower case, no final stop.
    words: String,
    /// The other note.
    beside: Option<&'a Entry>,
}

impl<'a> Shelf<'a> {
    /// Notes and absent numbers in order; notes without a number come last.
    fn rows(self) -> Vec<Row<'a>> {
        let mut absences = self.series.absences().into_iter().peekable();
        let mut rows = Vec::with_capacity(self.series.entries().len() + absences.len());
        for (index, entry) in self.series.entries().iter().enumerate() {
            let comes_before = |absence: &Absence<'_>| entry.numbers.is_none_or(|run| absence.run.first < run.first);
            while let Some(absence) = absences.next_if(comes_before) {
                rows.push(Row::Absent(absence));
            }
            rows.push(Row::Note(index, entry));
        }
        rows.extend(absences.map(Row::Absent));
        rows
    }

    /// What breaks the numbering at the note of that index.
    fn remarks(self, index: usize) -> Vec<Remark<'a>> {
        let series = self.series;
        let mut remarks = Vec::new();
        let mut add = |kind, words: String, beside| remarks.push(Remark { kind, words, beside });
        let entry = &series.entries()[index];
        let own = entry.numbers.map(|run| run.first);
        let proposal = series.proposal(index).filter(|next| own != Some(*next));
        let next = || proposal.map(|next| format!("; the next free one is {next}")).unwrap_or_default();
        if entry.numbers.is_none() {
            add("number-open", format!("the number is left open{}", next()), None);
        }
        if let Some(twin) = series.twin(index) {
            add("duplicate-number", format!("the number is taken already, {}{}", twin.whereabouts(), next()), Some(twin));
        } else if series.is_not_next(index) {
            add("not-next", format!("new, and not the next number{}", next()), None);
        }
        if let Some(other) = series.out_of_order(index) {
            let (dated, than) = match (entry.numbers, other.numbers) {
                (Some(own), Some(others)) if own > others => ("earlier", "lower"),
                _ => ("later", "higher"),
            };
            add("out-of-order", format!("dated {dated} than a {than} number, {}", named(other)), Some(other));
        }
        if let Some(other) = series.same_title(index) {
            add("duplicate-title", format!("the title is that of {}", named(other)), Some(other));
        }
        match series.shift(index) {
            Some(Shift::Offset { expected, .. }) => add("issue-shift", format!("the number would call for issue {expected}"), None),
            Some(Shift::Length) => add("issue-shift", "as many issues as numbers are wanted".to_owned(), None),
            None => {}
        }
        remarks
    }

    /// The entries whose number another note has as well, by index.
    fn shared(self) -> HashSet<usize> {
        let entries = self.series.entries();
        let mut shared = HashSet::new();
        let mut widest: Option<(usize, u64)> = None;
        for (index, entry) in entries.iter().enumerate() {
            let Some(run) = entry.numbers else { break };
            match widest {
                Some((other, last)) if run.first <= last => {
                    shared.extend([other, index]);
                    widest = Some(if run.last > last { (index, run.last) } else { (other, last) });
                }
                _ => widest = Some((index, run.last)),
            }
        }
        shared
    }

    /// A day as the house writes it.
    fn written(self, date: Date) -> String {
        if !self.house.knows_dates() {
            return date.to_string();
        }
        self.house.finder().write(date.day().unsigned_abs(), date.month().unsigned_abs(), Some(date.year()))
    }
}

/// A note by number and place: `No. 12 in notes/12.txt`.
fn named(entry: &Entry) -> String {
    let number = entry.numbers.map_or_else(|| "a note without a number".to_owned(), |run| format!("No. {run}"));
    format!("{number} {}", entry.whereabouts())
}

/// The title of a note. What is no prose to a rule, such as code, is shown as it is written.
fn title_of(entry: &Entry) -> Option<Cow<'_, str>> {
    let title = entry.title.as_ref()?;
    if !title.value.contains(OBJECT) {
        return Some(Cow::Borrowed(&title.value));
    }
    let written = entry.source.slice(title.span).replace(['`', '*'], "");
    Some(Cow::Owned(written.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// The day of the week in English, for programs.
fn weekday_in_english(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// The line of the note's number in its file, from 1.
fn line_of(entry: &Entry) -> usize {
    match &entry.place {
        Place::Ledger { line, .. } => *line,
        Place::Tree { .. } | Place::Base { .. } => entry.source.line_of(entry.number.start) + 1,
    }
}

/// The file an entry was read from, from the folder of lint.toml.
fn file_of(entry: &Entry) -> &str {
    match &entry.place {
        Place::Ledger { file, .. } | Place::Tree { file } => file,
        Place::Base { path, .. } => path,
    }
}

fn standing(entry: &Entry) -> &'static str {
    match (&entry.place, entry.standing) {
        (Place::Ledger { .. }, _) => "ledger",
        (_, Standing::Archive) => "archive",
        (_, Standing::Base) => "base",
        (_, Standing::New) => "new",
    }
}

/// Why no note has a number, in a word for programs, and the reason that settings give.
fn why<'a>(absence: &Absence<'a>) -> (&'static str, &'a str) {
    use crate::series::{Known, Why};
    match absence.why {
        Why::Known(Known::Reserved(reason)) => ("reserved", reason),
        Why::Known(Known::Withdrawn(reason)) => ("withdrawn", reason),
        Why::Known(Known::Gap(reason)) => ("known-gap", reason),
        Why::Unsaid => ("gap", ""),
    }
}
