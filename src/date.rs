//! Dates in prose: their forms, the year that is not spelt out, the weekday beside them. There is no clock here.

use jiff::civil::{Date, Weekday};

use crate::prose::TextRange;

pub use find::{Finder, Years};
pub use form::Padding;
pub use nearest::nearest_on;
pub use years::{Context, resolve, year_by_note, years_in};

mod find;
mod first;
mod form;
mod grammar;
mod group;
mod name;
mod nearest;
mod numeric;
mod slip;
#[cfg(test)]
mod tests;
mod weekday;
mod words;
mod years;

/// The words and forms a house writes dates with.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// Twelve names, January first.
    pub months: Vec<String>,
    /// Short names that are recognised and mended, each with its month from 1: `("Jan", 1)`.
    pub short_months: Vec<(String, u8)>,
    /// Short names of weekdays, each with its number from Monday, which is 1; letter case as given, a stop may follow.
    pub short_weekdays: Vec<(String, u8)>,
    /// Seven names, Monday first.
    pub weekdays: Vec<String>,
    /// How the house writes a day and month: pieces `D`, `DD`, `Month` and what stands between, such as `D Month` or `D. Month`.
    pub form: String,
    /// How it writes them with a year: `D Month YYYY`.
    pub form_with_year: String,
    /// Words that may stand between day and month: `of`.
    pub joiners: Vec<String>,
    /// What may follow a day's figure: `st`, `nd`, `rd`, `th`.
    pub suffixes: Vec<String>,
    /// How the first of a month is written, where it is not as the other days are: `1er`.
    pub first_day: Option<String>,
    /// Words that join the two ends of a range: `to`, `and`, `until`; dashes always do.
    pub range_words: Vec<String>,
    /// Names that contain a date and are none: `6 January Committee`.
    pub names: Vec<String>,
    /// Words that lead in a date: `on`, `since`, `before`. After one, "32 March" is a wrong date rather than 32 of something.
    pub before: Vec<String>,
    /// Words that lead in a month without a day: `in`. In "In March 12 soldiers died" the figure is no day.
    pub before_month: Vec<String>,
    /// Articles: `the` in "the 11th of January", `a` in "11 January, a Tuesday".
    pub articles: Vec<String>,
    /// Names of months that in lower case are words like any other: `may`, `march`.
    pub common_words: Vec<String>,
    /// Words one slip of the pen from a month's name that are words or names of their own: `Marsh`, `Jane`.
    pub look_alikes: Vec<String>,
    /// Words that lead in a range: `from`, `between`. After one, "24 to 20 July" runs backwards; without one it may be anything.
    pub range_leads: Vec<String>,
    /// Words that make a name of a date beside them: `movement` in "the March 23 movement", `Hospital` in "Hospital 12 October".
    pub things: Vec<String>,
}

/// A day as written: any part may be absent, and none is checked against the calendar yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Day {
    /// As the figure says, 0 to 99; `None` in "mid-April".
    pub day: Option<u8>,
    /// From 1.
    pub month: u8,
    /// As written, else `None`.
    pub year: Option<i16>,
    /// The day's figure, with its suffix if it has one; empty where there is none.
    pub day_range: TextRange,
    /// The year's figures, four or (after slashes) two; empty where there is none.
    pub year_range: TextRange,
}

/// How a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// As the house writes it (padding and a range aside).
    House,
    /// `January 11`, where the house puts the day first, or the other way about.
    Order,
    /// `11th January`.
    Suffix,
    /// `11 Jan`.
    Short,
    /// `11 January, 2022`.
    CommaBeforeYear,
    /// `11 JANUARY`, `11 january 2022`.
    Case,
    /// `11 of January`, `11. January`: something else between or around the parts.
    Joined,
    /// `11 Janaury`: the month's name is one slip of the pen away.
    Misspelt,
    /// `2022-05-25`.
    Iso,
    /// `25/05/2022`, `25/5`, which can be read one way only.
    Slashes,
    /// `04/05/2022`, which can be read two ways: day and month are those of the day-first reading.
    Ambiguous,
}

/// One date or range of dates in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Day to year, without preposition or weekday.
    pub range: TextRange,
    /// The weekday beside it, before or after, and where: of a range, that of its first day.
    pub weekday: Option<(Weekday, TextRange)>,
    /// The weekday of a range's last day: "Tuesday to Thursday, 8-10 February". A date by itself has one where two weekdays stand beside it.
    pub last_weekday: Option<(Weekday, TextRange)>,
    /// The date, or the first day of the range. A range that writes its month or year once ("10-16 November") has it here too.
    pub first: Day,
    /// The last day of the range.
    pub last: Option<Day>,
    /// Whether its last day, as written, comes before its first: "19-18 March". A list of days may stand in any order.
    pub backwards: bool,
    /// How it is written.
    pub written: Written,
    /// A name or part of one ("6 January Committee", "M23 or March 23"): it is no event's date.
    pub name: bool,
    /// Whether a capitalised word follows that is no month and no weekday: "January 11 Museum". It may be part of a name.
    pub before_capital: bool,
    /// An article before it that must go with a form that is not the house's: "the 11th of January". Empty where there is none.
    pub article: TextRange,
    /// What calendar day it is; filled by [`resolve`].
    pub resolved: Resolved,
    /// The calendar day of the range's end, where there is one.
    pub resolved_last: Resolved,
}

/// The calendar's verdict on a day as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Resolved {
    /// No day, no month or no year to be had.
    #[default]
    Open,
    /// A day of the calendar.
    On {
        /// The day.
        date: Date,
        /// Whether the year was chosen, not written beside the day or at the range's other end.
        inferred: bool,
    },
    /// There is no such day: 31 June, 29 February 2023.
    Impossible,
}

impl Vocabulary {
    /// Whether both forms are such as can be read: a day and a month with something between them, and the same with a year at its end.
    pub fn has_readable_forms(&self) -> bool {
        form::Form::read(&self.form, &self.form_with_year).is_some()
    }
}

impl Mention {
    /// Where it begins, a weekday before it included.
    pub fn start(&self) -> usize {
        self.weekday.iter().map(|(_, place)| place.start).chain([self.range.start]).min().unwrap_or(self.range.start)
    }

    /// The days below 10 beside a month's name, each with its figures in `text`, and whether they are padded.
    pub fn single_figures(&self, text: &str) -> impl Iterator<Item = (TextRange, Padding)> {
        let in_words = !matches!(self.written, Written::Iso | Written::Slashes | Written::Ambiguous);
        let days = [Some(&self.first), self.last.as_ref()].into_iter().flatten();
        days.filter(move |day| in_words && day.day.is_some_and(|day| (1..10).contains(&day))).map(|day| {
            let padded = text[day.day_range.clone()].starts_with('0');
            let start = day.day_range.start;
            if padded { (start..start + 2, Padding::Padded) } else { (start..start + 1, Padding::Bare) }
        })
    }
}

impl Resolved {
    /// The day, where there is one.
    pub fn date(self) -> Option<Date> {
        match self {
            Resolved::On { date, .. } => Some(date),
            Resolved::Open | Resolved::Impossible => None,
        }
    }
}
