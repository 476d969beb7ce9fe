//! The day by which a note is judged: what a house asks may depend on it. It has no clock; today is given to it.

use jiff::civil::Date;

use crate::draft::{Draft, Header, Note};

impl Header {
    /// Whether the draft is new: it bears no date, and its number is left open or stands nowhere.
    pub fn is_new(&self) -> bool {
        let is_open = self.number_line.as_ref().is_none_or(|line| line.placeholder.is_some());
        self.date.is_none() && self.number.is_none() && is_open
    }

    /// The note's date, `today` for a new draft. `None` where nobody can tell: its date could not be read.
    pub fn day(&self, today: Date) -> Option<Date> {
        self.date.map(|date| date.value).or_else(|| self.is_new().then_some(today))
    }
}

impl Draft {
    /// The same for a note of the draft; the notes of a digest have that of the masthead.
    pub fn day_of(&self, note: &Note, today: Date) -> Option<Date> {
        self.masthead.as_ref().map_or(&note.header, |masthead| &masthead.header).day(today)
    }
}
