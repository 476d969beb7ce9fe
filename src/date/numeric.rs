//! Dates in figures only: `2022-05-25`, `25/05/2022`. Whether the house would have them so is no question: it never would.

use crate::prose::TextRange;
use crate::prose::words::{byte_is, char_at, ends_word};

use super::Written;
use super::form::Order;
use super::group::{Doubt, Figure, Group, Year, goes_on_as_number, is_year};
use super::words::{figures, figures_end};

/// The date in figures at `at`.
pub(super) fn numeric(text: &str, at: usize) -> Option<Group> {
    match figures_end(text, at) - at {
        4 => year_first(text, at),
        1 | 2 => year_last(text, at),
        _ => None,
    }
}

/// "14/3": a day and a month that can be no other. Whether a date is meant, what stands around it has to tell.
pub(super) fn day_and_month(text: &str, at: usize) -> Option<Group> {
    let (one, one_range) = one_or_two(text, at)?;
    let (two, two_range) = one_or_two(text, after_mark(text, one_range.end, b'/')?)?;
    let range = at..two_range.end;
    let (day, month) = match (is_month(one), is_month(two)) {
        (false, true) => ((one, one_range), two),
        (true, false) => ((two, two_range), one),
        _ => return None,
    };
    let fits = (13..=31).contains(&day.0) && ends(text, range.end, b'/');
    let group = fits.then(|| group(day, month, None, range, Written::Slashes))??;
    Some(Group { doubt: Doubt::Figures, ..group })
}

fn year_first(text: &str, at: usize) -> Option<Group> {
    let (value, year_range) = figures(text, at, 4).filter(|(value, _)| is_year(*value))?;
    let (month, month_range) = figures(text, after_mark(text, year_range.end, b'-')?, 2)?;
    let day = figures(text, after_mark(text, month_range.end, b'-')?, 2)?;
    let range = at..day.1.end;
    let fits = is_month(month) && ends(text, range.end, b'-');
    fits.then(|| group(day, month, Some(Year { value, range: year_range, comma: false }), range, Written::Iso))?
}

fn year_last(text: &str, at: usize) -> Option<Group> {
    let (one, one_range) = one_or_two(text, at)?;
    let mark = *text.as_bytes().get(one_range.end).filter(|mark| matches!(mark, b'/' | b'-' | b'.'))?;
    let (two, two_range) = one_or_two(text, one_range.end + 1)?;
    let year = year_at_end(text, after_mark(text, two_range.end, mark)?, mark)?;
    let range = at..year.range.end;
    if !ends(text, range.end, mark) {
        return None;
    }
    let year = Some(year);
    match (is_month(one), is_month(two)) {
        (true, true) if one != two => group((one, one_range), two, year, range, Written::Ambiguous),
        (_, true) => group((one, one_range), two, year, range, Written::Slashes),
        // Nobody who writes points puts the month first: "1.18.2022" is a version.
        (true, false) if mark != b'.' => group((two, two_range), one, year, range, Written::Slashes),
        _ => None,
    }
}

/// A year of four figures, or of two after a slash: those are of 1970 to 2069.
fn year_at_end(text: &str, at: usize, mark: u8) -> Option<Year> {
    if let Some((value, range)) = figures(text, at, 4) {
        return is_year(value).then_some(Year { value, range, comma: false });
    }
    let (value, range) = figures(text, at, 2).filter(|_| mark == b'/')?;
    let century = if value < 70 { 2000 } else { 1900 };
    Some(Year { value: century + value, range, comma: false })
}

fn group((day, bare): (i16, TextRange), month: i16, year: Option<Year>, range: TextRange, written: Written) -> Option<Group> {
    let first = Figure { value: u8::try_from(day).ok()?, range: bare.clone(), bare, weekday: None };
    let month = u8::try_from(month).ok()?;
    Some(Group { range, order: Order::Day, first, last: None, month, year, written, doubt: Doubt::None })
}

fn one_or_two(text: &str, at: usize) -> Option<(i16, TextRange)> {
    figures(text, at, 1).or_else(|| figures(text, at, 2))
}

fn after_mark(text: &str, at: usize, mark: u8) -> Option<usize> {
    byte_is(text, at, |byte| byte == mark).then_some(at + 1)
}

fn is_month(value: i16) -> bool {
    (1..=12).contains(&value)
}

/// Whether figures with `mark` between them end at `end`, rather than going on as an identifier or a path.
fn ends(text: &str, end: usize, mark: u8) -> bool {
    let joins = byte_is(text, end, |byte| byte == b'_' || byte == b'/' || byte == b'-' && mark == b'-');
    let goes_on = joins && char_at(text, end + 1).is_some_and(char::is_alphanumeric);
    ends_word(text, end) && !goes_on && !goes_on_as_number(text, end)
}
