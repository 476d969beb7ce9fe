//! `[series]`: the series as a whole: how its numbers follow each other, where a note has its number from, how files are named.

use jiff::civil::Weekday;

use super::file_name::{self, FileName};
use super::value::list;
use crate::prose::letter_case::same_word;
use crate::table::{Spanned, Table};

/// The series as a whole.
#[derive(Debug, Clone, Default)]
pub struct SeriesFormat {
    /// Days on which it publishes; empty where any will do.
    pub weekdays: Vec<Weekday>,
    /// Where the file lists them.
    pub weekdays_span: crate::source::Span,
    /// How numbers follow each other, where the house has a wish.
    pub numbers: Option<Spanned<Numbering>>,
    /// Where a note has its number from, the first of these that gives one; empty where any of the usual places will do.
    pub number_from: Vec<NumberSource>,
    /// How its files are named, where the house has a wish.
    pub file_name: Option<Spanned<FileName>>,
}

/// How the numbers of a series follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numbering {
    /// One after the other.
    #[default]
    Contiguous,
    /// Ever higher.
    Increasing,
    /// Each once.
    Unique,
}

impl Numbering {
    /// Every choice by the name that houses and settings use.
    pub const NAMES: [(&'static str, Numbering); 3] =
        [("contiguous", Numbering::Contiguous), ("increasing", Numbering::Increasing), ("unique", Numbering::Unique)];

    /// Its name in houses and settings.
    pub fn name(self) -> &'static str {
        Numbering::NAMES.iter().find(|(_, known)| *known == self).expect("every choice has a name").0
    }
}

/// Where a note has its number from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberSource {
    /// The number line.
    NumberLine,
    /// The front matter, or another field.
    FrontMatter,
    /// Before the title.
    Title,
    /// The file's name.
    FileName,
    /// The name of the folder that the file is in.
    FolderName,
}

impl NumberSource {
    /// Every place by the name that a house uses.
    pub const NAMES: [(&'static str, NumberSource); 5] = [
        ("number-line", NumberSource::NumberLine),
        ("front-matter", NumberSource::FrontMatter),
        ("title", NumberSource::Title),
        ("file-name", NumberSource::FileName),
        ("folder-name", NumberSource::FolderName),
    ];
}

impl SeriesFormat {
    /// Whether a note may have its number from `source`.
    pub fn takes(&self, source: NumberSource) -> bool {
        self.number_from.is_empty() || self.number_from.contains(&source)
    }
}

/// Reads `[series]`; `names` are the house's names for the days of the week, Monday first.
pub(super) fn series(table: &mut Table<'_>, names: &[String]) -> SeriesFormat {
    let days = list(table, "weekdays");
    let mut weekdays = Vec::new();
    for day in &days.value {
        let known = names.iter().position(|name| same_word(name, day)).and_then(|index| i8::try_from(index).ok());
        if let Some(weekday) = known.and_then(|index| Weekday::from_monday_zero_offset(index).ok()) {
            weekdays.push(weekday);
        } else {
            let help = "write it as `weekdays` under `[dates]` does";
            table.report(table.fault(day.span, format!("`{}` is no day of the week here", day.value)).help(help));
        }
    }
    let numbers = table.choice("numbers", &Numbering::NAMES);
    let number_from = number_from(table);
    SeriesFormat { weekdays, weekdays_span: days.span, numbers, number_from, file_name: file_name::file_name(table) }
}

fn number_from(table: &mut Table<'_>) -> Vec<NumberSource> {
    let Some(value) = table.get("number-from") else { return Vec::new() };
    let entries: Vec<_> = if value.is_list() { value.values().collect() } else { vec![value] };
    if entries.is_empty() {
        let help = "list the places: `number-from = [\"front-matter\", \"file-name\"]`, or leave the key out for the usual ones";
        table.report(table.fault(value.span(), "a note has to have its number from somewhere").help(help));
    }
    let mut places: Vec<NumberSource> = Vec::new();
    for place in entries.iter().filter_map(|entry| entry.choice(&NumberSource::NAMES)) {
        if places.contains(&place.value) {
            table.report(table.fault(place.span, "this place is listed twice").help("list each once, the one that counts first"));
        }
        places.push(place.value);
    }
    places
}
