//! When something of a house holds: a series changes, and what it writes is right for its time. Which day a note is of is not known here.

use jiff::civil::Date;

use super::value::report_blank;
use crate::table::{Spanned, Table, Value};

/// From one day to another, both included; open where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    /// The first day.
    pub since: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
}

impl Period {
    /// Whether it holds on `day`.
    pub fn covers(self, day: Date) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether it may hold: of a day that is not known, everything may.
    pub fn may_cover(self, day: Option<Date>) -> bool {
        day.is_none_or(|day| self.covers(day))
    }

    /// Whether it holds for certain: of a day that is not known, only what holds always.
    pub fn surely_covers(self, day: Option<Date>) -> bool {
        day.map_or(self.is_always(), |day| self.covers(day))
    }

    /// How many days `day` is before or after it.
    pub fn days_from(self, day: Date) -> i32 {
        let days = |first: Date, last: Date| (last - first).get_days().max(0);
        self.since.map_or(0, |since| days(day, since)).max(self.until.map_or(0, |until| days(until, day)))
    }

    /// Whether it has neither beginning nor end.
    pub fn is_always(self) -> bool {
        self == Period::default()
    }

    /// `since` and `until` of a table.
    pub(super) fn read(table: &mut Table<'_>) -> Period {
        let (since, until) = (table.date("since"), table.date("until"));
        if let (Some(first), Some(last)) = (&since, &until)
            && last.value < first.value
        {
            let fault = table.fault(last.span, format!("`until` is {}, which is before `since`, {}", last.value, first.value));
            let help = "give the last day as `until`, and as `since` the first";
            table.report(fault.related(table.label(first.span, "the first day")).help(help));
        }
        Period { since: since.map(|day| day.value), until: until.map(|day| day.value) }
    }
}

impl std::fmt::Display for Period {
    /// `until 2021-03-31`, `since 2021-04-01`, `from 2021-04-01 to 2022-12-31`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.since, self.until) {
            (Some(since), Some(until)) => write!(f, "from {since} to {until}"),
            (Some(since), None) => write!(f, "since {since}"),
            (None, Some(until)) => write!(f, "until {until}"),
            (None, None) => f.write_str("always"),
        }
    }
}

/// A value with the time in which it holds.
#[derive(Debug, Clone, Default)]
pub struct Timed<T> {
    /// The value and its place.
    pub entry: Spanned<T>,
    /// When it holds.
    pub period: Period,
}

impl<T> std::ops::Deref for Timed<T> {
    type Target = Spanned<T>;

    fn deref(&self) -> &Spanned<T> {
        &self.entry
    }
}

/// The first of `entries` that may hold on `day`.
pub fn first_on<T>(entries: &[Timed<T>], day: Option<Date>) -> Option<&Timed<T>> {
    entries.iter().find(|entry| entry.period.may_cover(day))
}

/// A string, or a list of strings and tables `{ text = "…", since = 2021-04-01 }`; those without anything in them are reported and left out.
pub(super) fn list(table: &mut Table<'_>, key: &'static str) -> Vec<Timed<String>> {
    let Some(value) = table.get(key) else { return Vec::new() };
    let entries = if value.is_list() { value.values().collect() } else { vec![value] };
    let mut read: Vec<Timed<String>> = entries.iter().filter_map(entry).collect();
    read.retain(|entry| !report_blank(table, entry));
    read
}

fn entry(value: &Value<'_>) -> Option<Timed<String>> {
    if value.is_table() {
        return value.table(|entry| {
            let text = entry.need("text", "give the words: `{ text = \"…\", since = 2021-04-01 }`").and_then(|text| text.string());
            let period = Period::read(entry);
            Some(Timed { entry: text?, period })
        })?;
    }
    Some(Timed { entry: value.word()?, period: Period::default() })
}

/// Two periods that share a day, where there are any: indices into `periods`, of which none need be in order. Takes as long as sorting them.
pub(super) fn overlapping(periods: &[Period]) -> Option<(usize, usize)> {
    let mut order: Vec<usize> = (0..periods.len()).collect();
    order.sort_by_key(|index| (periods[*index].since, *index));
    let mut longest: Option<usize> = None;
    let end = |index: usize| periods[index].until.unwrap_or(Date::MAX);
    for index in order {
        if let Some(before) = longest
            && periods[index].since.is_none_or(|since| since <= end(before))
        {
            return Some((before.min(index), before.max(index)));
        }
        longest = longest.filter(|before| end(*before) >= end(index)).or(Some(index));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn period(since: Option<i16>, until: Option<i16>) -> Period {
        Period { since: since.map(|year| date(year, 1, 1)), until: until.map(|year| date(year, 12, 31)) }
    }

    #[test]
    fn both_ends_are_in_it() {
        let twenties = period(Some(2020), Some(2021));
        let days = [date(2019, 12, 31), date(2020, 1, 1), date(2021, 12, 31), date(2022, 1, 1)];
        assert_eq!(days.map(|day| twenties.covers(day)), [false, true, true, false]);
        assert_eq!(days.map(|day| twenties.days_from(day)), [1, 0, 0, 1]);
        assert!(twenties.may_cover(None) && !twenties.surely_covers(None) && Period::default().surely_covers(None));
    }

    #[test]
    fn periods_that_share_a_day_are_found() {
        let (early, late, always) = (period(None, Some(2020)), period(Some(2021), None), Period::default());
        assert_eq!(overlapping(&[late, early]), None);
        assert_eq!(overlapping(&[late, always]), Some((0, 1)));
        assert_eq!(overlapping(&[early, late, period(Some(2020), Some(2020))]), Some((0, 2)));
        assert_eq!(overlapping(&[early]), None);
    }
}
