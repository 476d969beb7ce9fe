//! From days as written to days of the calendar: which year is meant where none is written. It chooses the year first and judges then.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::prose::TextRange;
use crate::prose::words::{byte_is, char_before, ends_word};

use super::words::{figures_end, is_figure, next_figure};
use super::{Day, Mention, Resolved, Written};

/// Where a paragraph stands: it decides which year a date without one has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// In a section of dated events: the year follows from the note's date.
    Dated,
    /// Anywhere else: the year may have been named before in the paragraph.
    Elsewhere,
}

/// How many days after the note's date an event may lie and still be in that year.
const AHEAD: i32 = 92;

/// Fills `resolved` and `resolved_last` of the mentions of one paragraph, which are in order of place in its `text`.
pub fn resolve(mentions: &mut [Mention], text: &str, note_date: Option<Date>, context: Context) {
    let mut named = None;
    // The first of the mentions before which nobody has looked for a year.
    let mut unread = 0;
    for index in 0..mentions.len() {
        let mention = &mentions[index];
        let written = mention.last.as_ref().and_then(|last| last.year).or(mention.first.year);
        if context == Context::Elsewhere && written.is_none() {
            for next in unread..=index {
                let past_last = if next == 0 { 0 } else { mentions[next - 1].range.end };
                named = last_year(text, past_last..mentions[next].range.start).or(named);
            }
            unread = index + 1;
        }
        mentions[index].resolve(named, note_date, context);
        if context == Context::Elsewhere && written.is_some() {
            (named, unread) = (written, index + 1);
        }
    }
}

/// The year of a date without one, by the note's date: the latest that puts it no more than 92 days after.
pub fn year_by_note(month: u8, day: u8, note_date: Date) -> i16 {
    let limit = note_date.saturating_add(AHEAD.days());
    let comes_in_time = (month, day) <= (figure(limit.month()), figure(limit.day()));
    limit.year() - i16::from(!comes_in_time)
}

impl Mention {
    /// Whether a reader of a note of that date takes every day of it for one of the note's own year without being told. What lies ahead may
    /// be the next year's.
    pub fn has_year_of_note(&self, note_date: Date) -> bool {
        let days = [Some((&self.first, self.resolved)), self.last.as_ref().map(|last| (last, self.resolved_last))];
        days.into_iter().flatten().all(|(day, resolved)| {
            let in_year = resolved.date().is_some_and(|date| date.year() == note_date.year() && date <= note_date);
            in_year && day.day.is_some_and(|figure| year_by_note(day.month, figure, note_date) == note_date.year())
        })
    }

    /// Fills `resolved` and `resolved_last`; `named` is the last year named before it in its paragraph.
    fn resolve(&mut self, named: Option<i16>, note_date: Option<Date>, context: Context) {
        (self.resolved, self.resolved_last) = (Resolved::Open, Resolved::Open);
        if self.written == Written::Ambiguous {
            return;
        }
        let place = |day: &Day| (day.month, day.day.unwrap_or(0));
        let inferred = |day: &Day| named.or_else(|| Some(year_by_note(day.month, day.day?, note_date?)));
        let first_year = match (&self.first, &self.last) {
            (Day { year: Some(year), .. }, _) => Some(*year),
            (first, Some(last)) if last.year.is_some() => last.year.map(|year| year - i16::from(place(first) > place(last))),
            (first, _) => inferred(first),
        };
        let is_written = self.first.year.or(self.last.as_ref().and_then(|last| last.year)).is_some();
        let judge = |day: &Day, year| judge(day, year, if is_written { YearFrom::Text } else { YearFrom::Context(context) });
        self.resolved = judge(&self.first, first_year);
        if let Some(last) = &self.last {
            let year = last.year.or_else(|| first_year.map(|year| year + i16::from(place(last) < place(&self.first))));
            self.resolved_last = judge(last, year);
        }
    }
}

/// Where a year comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum YearFrom {
    /// It is written, beside the day or at the range's other end.
    Text,
    /// It follows from the place.
    Context(Context),
}

fn judge(day: &Day, year: Option<i16>, from: YearFrom) -> Resolved {
    let Some(figure) = day.day else { return Resolved::Open };
    let Some(longest) = longest(day.month) else { return Resolved::Open };
    if figure == 0 || figure > longest {
        return Resolved::Impossible;
    }
    let Some(year) = year else { return Resolved::Open };
    let inferred = from != YearFrom::Text;
    let narrow = |figure: u8| i8::try_from(figure).expect("days and months of the calendar are below 32");
    match Date::new(year, narrow(day.month), narrow(figure)) {
        Ok(date) => Resolved::On { date, inferred },
        // Only 29 February comes here: the day exists, in another year than the one guessed.
        Err(_) if from == YearFrom::Context(Context::Elsewhere) => Resolved::Open,
        Err(_) => Resolved::Impossible,
    }
}

/// The most days that month ever has; `None` where there is no such month.
pub(super) fn longest(month: u8) -> Option<u8> {
    const LEAP_YEAR: i16 = 2000;
    let first = Date::new(LEAP_YEAR, i8::try_from(month).ok()?, 1).ok()?;
    Some(figure(first.days_in_month()))
}

fn figure(of_calendar: i8) -> u8 {
    u8::try_from(of_calendar).expect("days and months of the calendar are positive")
}

/// The last bare year from 1500 to 2100 in `range` of `text`.
fn last_year(text: &str, range: TextRange) -> Option<i16> {
    years_in(text, range).last().map(|(year, _)| year)
}

/// The bare years from 1500 to 2100 in `range` of `text`, each with its place.
pub fn years_in(text: &str, range: TextRange) -> impl Iterator<Item = (i16, usize)> + '_ {
    let mut at = range.start;
    let figures = std::iter::from_fn(move || {
        let start = next_figure(&text[..range.end], at)?;
        at = figures_end(text, start);
        Some(start..at)
    });
    let alone = figures.filter(|figures| figures.len() == 4 && stands_alone(text, figures.start, figures.end));
    alone.filter_map(|figures| Some((text[figures.clone()].parse().ok().filter(|year| (1500..=2100).contains(year))?, figures.start)))
}

/// Whether the figures are a number of their own, and no amount.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let point = |at: usize| byte_is(text, at, |byte| matches!(byte, b'.' | b',' | b':'));
    let goes_on = point(end) && byte_is(text, end + 1, is_figure) || byte_is(text, end, |byte| byte == b'%');
    let goes_back = start > 1 && point(start - 1) && byte_is(text, start - 2, is_figure);
    let before = char_before(text, start);
    let glued = before.is_some_and(|mark| mark.is_alphanumeric() || matches!(mark, '$' | '€' | '£' | '¥' | '₹' | '#'));
    ends_word(text, end) && !goes_on && !goes_back && !glued
}
