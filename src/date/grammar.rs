//! How a date may be written, from a given place on. Whether one should be looked for there, and believed, is for the finder.

use std::borrow::Cow;

use crate::prose::TextRange;
use crate::prose::words::{byte_is, char_at, ends_word};

use super::find::NamedMonth;
use super::form::Order;
use super::group::{Dating, Doubt, Figure, Group, Year, goes_on_as_number, is_year};
use super::numeric::{day_and_month, numeric};
use super::weekday::Named;
use super::words::{closes, figures, figures_end, is_dash, is_figure, over_dashes, over_spaces};
use super::{Finder, Written};

#[derive(Debug, Clone)]
struct MonthWord {
    month: u8,
    range: TextRange,
    spelling: Spelling,
    doubt: Doubt,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spelling {
    Exact,
    Cased,
    Short,
    Misspelt,
}

/// What joins the ends of a range.
pub(super) struct Joiner {
    pub(super) end: usize,
    kind: JoinerKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum JoinerKind {
    TightDash,
    LooseDash,
    Word,
    /// "the night of 3/4 March".
    Slash,
}

/// Days in a list before its last ("10, 11, 12 and 13 November"): more are not looked through.
const LONGEST_LIST: usize = 6;

impl Finder {
    /// The date or range that starts at `at`, whatever stands before it.
    pub(super) fn dating(&self, text: &str, at: usize) -> Option<Dating> {
        let first = self.group(text, at)?;
        let joined = if first.last.is_none() { self.joined(text, &first) } else { None };
        Some(Dating { first, joined })
    }

    fn joined(&self, text: &str, first: &Group) -> Option<Box<(TextRange, Group)>> {
        let end = first.range.end;
        // "Tuesday, 8 February, to Thursday, 10 February"
        let after_comma = || byte_is(text, end, |byte| byte == b',').then(|| self.range_joiner(text, end + 1)).flatten();
        let before_weekday = |joiner: &Joiner| joiner.kind == JoinerKind::Word && self.weekday_at(text, joiner.end).is_some();
        let joiner = self.range_joiner(text, end).or_else(|| after_comma().filter(before_weekday))?;
        let (start, weekday) = self.over_weekday(text, joiner.end);
        let last = self.group(text, start)?;
        let sure = matches!(last.doubt, Doubt::None | Doubt::Slip) || last.year.is_some();
        let last = Group { first: Figure { weekday, ..last.first }, ..last };
        (sure && last.last.is_none() && last.first.value < 40).then(|| Box::new((end..start, last)))
    }

    /// Past a weekday at `at` and what parts it from its date, and that weekday.
    fn over_weekday(&self, text: &str, at: usize) -> (usize, Option<Named>) {
        let Some((weekday, range)) = self.weekday_at(text, at) else { return (at, None) };
        let comma = usize::from(byte_is(text, range.end, |byte| byte == b','));
        let start = over_spaces(text, range.end + comma);
        let start = self.articles.end_at(text, start).map_or(start, |article_end| over_spaces(text, article_end));
        (start, Some((weekday, range)))
    }

    fn group(&self, text: &str, at: usize) -> Option<Group> {
        if !byte_is(text, at, is_figure) {
            return self.month_first(text, at);
        }
        // A date in figures alone has a mark right behind the first of them.
        match text.as_bytes().get(figures_end(text, at)) {
            Some(b'/' | b'-' | b'.') => numeric(text, at).or_else(|| self.day_first(text, at)).or_else(|| day_and_month(text, at)),
            _ => self.day_first(text, at),
        }
    }

    fn day_first(&self, text: &str, at: usize) -> Option<Group> {
        let first = self.figure(text, at)?;
        let (last, month) = if let Some(month) = self.month_after(text, first.range.end) {
            (None, month)
        } else {
            let last = self.last_of_list(text, &first)?;
            let month = self.month_after(text, last.range.end)?;
            (Some(last), month)
        };
        let stopped = month.spelling == Spelling::Short && byte_is(text, month.range.end, |byte| byte == b'.');
        let after_stop = stopped.then(|| month.range.end + 1);
        let year = self.year_after(text, after_stop.unwrap_or(month.range.end), Order::Day, &month);
        let month_end = after_stop.filter(|end| year.is_some() || goes_on(text, *end)).unwrap_or(month.range.end);
        Some(self.finished(text, Order::Day, at..month_end, (first, last), &month, year))
    }

    fn month_first(&self, text: &str, at: usize) -> Option<Group> {
        let month = self.month_at(text, at)?;
        let first = self.figure(text, self.over_month_gap(text, &month)?)?;
        let last = self.tail(text, &first, &month);
        if last.is_none() && goes_on_as_number(text, first.range.end) {
            return None;
        }
        let days_end = last.as_ref().map_or(first.range.end, |last| last.range.end);
        let year = self.year_after(text, days_end, Order::Month, &month);
        Some(self.finished(text, Order::Month, at..days_end, (first, last), &month, year))
    }

    /// The group whose day and month stand in `range`.
    fn finished(
        &self,
        text: &str,
        order: Order,
        range: TextRange,
        (first, last): (Figure, Option<Figure>),
        month: &MonthWord,
        year: Option<Year>,
    ) -> Group {
        let range = range.start..year.as_ref().map_or(range.end, |year| year.range.end);
        let suffixed = [Some(&first), last.as_ref()].into_iter().flatten().any(|figure| !self.is_as_the_house_writes_days(text, figure));
        let of_last = last.as_ref().unwrap_or(&first);
        let days = first.bare.start..if suffixed { of_last.bare.end } else { of_last.range.end };
        let written = if month.spelling == Spelling::Misspelt {
            Written::Misspelt
        } else if month.spelling == Spelling::Short {
            Written::Short
        } else if order != self.form.order {
            Written::Order
        } else if suffixed {
            Written::Suffix
        } else if year.as_ref().is_some_and(|year| year.comma) {
            Written::CommaBeforeYear
        } else if month.spelling == Spelling::Cased {
            Written::Case
        } else {
            let (name, year) = (&text[month.range.clone()], year.as_ref().map(|year| &text[year.range.clone()]));
            let whole = with_single_spaces(&text[range.clone()]);
            if self.form.fits(&whole, &text[days], name, year) { Written::House } else { Written::Joined }
        };
        Group { range, order, first, last, month: month.month, year, written, doubt: month.doubt }
    }

    fn figure(&self, text: &str, at: usize) -> Option<Figure> {
        let bare = at..figures_end(text, at);
        if bare.is_empty() || bare.len() > 2 {
            return None;
        }
        let end = self.first_day_end(text, at).or_else(|| self.suffixes.end_at(text, bare.end)).unwrap_or(bare.end);
        let value = text[bare.clone()].parse().ok()?;
        ends_word(text, end).then_some(Figure { value, range: at..end, bare, weekday: None })
    }

    /// A figure that a weekday may stand before: "8 to Thursday 10 February".
    fn further_figure(&self, text: &str, at: usize) -> Option<Figure> {
        let (start, weekday) = self.over_weekday(text, at);
        Some(Figure { weekday, ..self.figure(text, start)? })
    }

    /// The last day of "10-16 November", "10 to 16 November" or "10, 11 and 12 November", whose first is `first`.
    fn last_of_list(&self, text: &str, first: &Figure) -> Option<Figure> {
        let mut before = first.clone();
        for length in 1..=LONGEST_LIST {
            let at = before.range.end;
            let comma = byte_is(text, at, |byte| byte == b',');
            let joiner = self.range_joiner(text, if comma && length > 1 { at + 1 } else { at });
            let next = match &joiner {
                Some(joiner) => self.further_figure(text, joiner.end)?,
                None if comma => self.further_figure(text, over_spaces(text, at + 1))?,
                None => return None,
            };
            let follows = match joiner.as_ref().map(|joiner| joiner.kind) {
                Some(JoinerKind::TightDash | JoinerKind::LooseDash) | None => true,
                Some(JoinerKind::Word) => before.value < next.value || length == 1 && self.is_led_in(text, first.range.start),
                Some(JoinerKind::Slash) => is_night(before.value, next.value),
            };
            if !follows {
                return None;
            }
            if self.month_after(text, next.range.end).is_some() {
                // A comma alone joins nothing: "No. 12, 15 May".
                return joiner.map(|_| next);
            }
            before = next;
        }
        None
    }

    /// Whether "24 and 20 July" at `at` are days, and not "24, and 20 July was quiet".
    fn is_led_in(&self, text: &str, at: usize) -> bool {
        self.before.stand_before(text, at) || self.leads_range(text, at)
    }

    /// Whether what begins at `at` is a range and no list: "from 24 to".
    fn leads_range(&self, text: &str, at: usize) -> bool {
        let at = self.weekday_before(text, at).map_or(at, |(_, range)| range.start);
        self.range_leads.stand_before(text, at)
    }

    /// Whether the last day, as written, comes before the first. Of two days without a year the last may be the next year's, and what words
    /// join may be a list.
    pub(super) fn runs_backwards(&self, text: &str, dating: &Dating) -> bool {
        let range = dating.range();
        let between = match (dating.joined.as_deref(), &dating.first.last) {
            (Some((joiner, _)), _) => joiner.clone(),
            (None, Some(last)) => dating.first.first.range.end..last.bare.start,
            (None, None) => return false,
        };
        let is_range = text[between].trim_start().starts_with(is_dash) || self.leads_range(text, range.start);
        // "They lost 19-18. March 5 was worse"
        let goes_on = figures_end(text, over_spaces(text, range.end)) > over_spaces(text, range.end);
        if !is_range || goes_on {
            return false;
        }
        match (&dating.first, dating.joined.as_deref()) {
            (group @ Group { first, last: Some(last), .. }, _) => first.value > last.value && !group.turns_month(),
            (first, Some((_, last))) => {
                let place = |group: &Group| (group.month, group.first.value);
                match (&first.year, &last.year) {
                    (Some(one), Some(other)) => (one.value, place(first)) > (other.value, place(last)),
                    // A year may run from 6 April to 5 April.
                    _ => first.month == last.month && first.first.value > last.first.value.saturating_add(1),
                }
            }
            _ => false,
        }
    }

    /// The last day of "November 10-16", whose first is `first`. In "on November 10 and 16 people" there is none.
    fn tail(&self, text: &str, first: &Figure, month: &MonthWord) -> Option<Figure> {
        let joiner = self.range_joiner(text, first.range.end)?;
        let last = self.figure(text, joiner.end)?;
        let end = last.range.end;
        if goes_on_as_number(text, end) || self.month_after(text, end).is_some() {
            return None;
        }
        let closed = closes(text, end) || self.year_after(text, end, Order::Month, month).is_some();
        match joiner.kind {
            JoinerKind::TightDash => Some(last),
            JoinerKind::LooseDash => closed.then_some(last),
            JoinerKind::Word => (closed && first.value < last.value).then_some(last),
            JoinerKind::Slash => (closed && is_night(first.value, last.value)).then_some(last),
        }
    }

    pub(super) fn range_joiner(&self, text: &str, at: usize) -> Option<Joiner> {
        let start = over_spaces(text, at);
        let dashes_end = over_dashes(text, start);
        if dashes_end > start {
            let end = over_spaces(text, dashes_end);
            let kind = if start == at && end == dashes_end { JoinerKind::TightDash } else { JoinerKind::LooseDash };
            return Some(Joiner { end, kind });
        }
        if start == at && byte_is(text, at, |byte| byte == b'/') {
            return Some(Joiner { end: at + 1, kind: JoinerKind::Slash });
        }
        let word_end = self.range_words.end_at(text, start)?;
        let end = over_spaces(text, word_end);
        (start > at && end > word_end).then_some(Joiner { end, kind: JoinerKind::Word })
    }

    /// The month after a day's figure that ends at `at`.
    fn month_after(&self, text: &str, at: usize) -> Option<MonthWord> {
        let rest = text.get(at..)?;
        let as_house = self.form.order == Order::Day && rest.starts_with(self.form.between.as_str());
        let looked_at = as_house.then(|| at + self.form.between.len());
        if let Some(month) = looked_at.and_then(|start| self.month_at(text, start)) {
            return Some(month);
        }
        if byte_is(text, at, |byte| byte == b'-') {
            return self.month_at(text, at + 1);
        }
        let stop = usize::from(byte_is(text, at, |byte| byte == b'.'));
        let start = over_spaces(text, at + stop);
        if start == at {
            return None;
        }
        let month_here = if looked_at == Some(start) { None } else { self.month_at(text, start) };
        let month = month_here.or_else(|| {
            let joiner_end = self.joiners.end_at(text, start)?;
            let after = over_spaces(text, joiner_end);
            if after > joiner_end { self.month_at(text, after) } else { None }
        })?;
        Some(if stop == 1 { MonthWord { doubt: Doubt::Stop, ..month } } else { month })
    }

    /// Where the day's figure may stand after a month that comes first.
    fn over_month_gap(&self, text: &str, month: &MonthWord) -> Option<usize> {
        let end = month.range.end;
        if self.form.order == Order::Month && text.get(end..)?.starts_with(self.form.between.as_str()) {
            return Some(end + self.form.between.len());
        }
        let stop = usize::from(month.spelling == Spelling::Short && byte_is(text, end, |byte| byte == b'.'));
        let start = over_spaces(text, end + stop);
        if start == end {
            return None;
        }
        Some(self.articles.end_at(text, start).map_or(start, |article_end| over_spaces(text, article_end)))
    }

    fn month_at(&self, text: &str, at: usize) -> Option<MonthWord> {
        self.named_month_at(text, at).or_else(|| {
            let slip = self.slip_at(text, at)?;
            let doubt = if slip.needs_cue { Doubt::Slip } else { Doubt::None };
            Some(MonthWord { month: slip.month, range: slip.range, spelling: Spelling::Misspelt, doubt })
        })
    }

    fn named_month_at(&self, text: &str, at: usize) -> Option<MonthWord> {
        let (index, end) = self.month_words.first_at(text, at)?;
        let (NamedMonth { month, is_short }, word) = (self.named[index], &text[at..end]);
        let exact = word == self.month_words.list()[index];
        let spelling = match (is_short, exact) {
            (true, _) => Spelling::Short,
            (false, true) => Spelling::Exact,
            (false, false) => Spelling::Cased,
        };
        let lower = !exact && !word.chars().any(char::is_uppercase);
        let doubt = if lower && self.common_words.have(word) { Doubt::Word } else { Doubt::None };
        Some(MonthWord { month, range: at..end, spelling, doubt })
    }

    /// The month written out or short at `at`, in the house's letter case.
    pub(super) fn proper_month_end(&self, text: &str, at: usize) -> Option<usize> {
        let month = self.named_month_at(text, at)?;
        let proper = self.month_words.list().iter().any(|name| *name == text[month.range.clone()]);
        proper.then_some(month.range.end)
    }

    /// The year after a day and month, or after a month alone, that end at `at`.
    pub(super) fn plain_year_after(&self, text: &str, at: usize) -> Option<Year> {
        let rest = text.get(at..)?;
        let house = rest.starts_with(self.form.before_year.as_str()).then(|| at + self.form.before_year.len());
        let found = house.and_then(|start| year_at(text, start));
        let (value, range) = found.or_else(|| {
            let start = over_spaces(text, at);
            if start == at {
                return None;
            }
            year_at(text, start).or_else(|| {
                let joiner_end = self.joiners.end_at(text, start)?;
                year_at(text, over_spaces(text, joiner_end))
            })
        })?;
        Some(Year { value, range, comma: false })
    }

    fn year_after(&self, text: &str, at: usize, order: Order, month: &MonthWord) -> Option<Year> {
        if order == self.form.order || !self.form.before_year.contains(',') {
            if let Some(year) = self.plain_year_after(text, at) {
                return Some(year);
            }
        } else if let Some((value, range)) = year_at(text, over_spaces(text, at)).filter(|(_, range)| range.start > at) {
            return Some(Year { value, range, comma: false });
        }
        let hyphens = byte_is(text, at, |byte| byte == b'-') && text[..month.range.start].ends_with('-');
        if hyphens {
            return year_at(text, at + 1).map(|(value, range)| Year { value, range, comma: false });
        }
        // A space before the comma, or a second comma, is a slip of its own, and hides no year.
        let rest = &text[at..];
        let start = text.len() - rest.trim_start_matches([',', ' ']).len();
        if !text[at..start].contains(',') {
            return None;
        }
        let (value, range) = year_at(text, start)?;
        closes(text, over_spaces(text, range.end)).then_some(Year { value, range, comma: true })
    }
}

/// Four figures that can be a year, and no part of a greater number.
fn year_at(text: &str, at: usize) -> Option<(i16, TextRange)> {
    let (value, range) = figures(text, at, 4)?;
    let end = range.end;
    let dash_end = over_dashes(text, end);
    let span_of_numbers = dash_end > end && figures_end(text, dash_end) - dash_end > 2;
    (is_year(value) && ends_word(text, end) && !goes_on_as_number(text, end) && !span_of_numbers).then_some((value, range))
}

/// Whether two days are those of one night: "3/4 March".
fn is_night(first: u8, last: u8) -> bool {
    first.checked_add(1) == Some(last)
}

/// Whether the stop that ends at `end` ends an abbreviation only, not its sentence.
fn goes_on(text: &str, end: usize) -> bool {
    let next = over_spaces(text, end);
    char_at(text, next).is_some_and(|mark| mark == ',' || next > end && (mark.is_lowercase() || mark.is_ascii_digit()))
}

fn with_single_spaces(text: &str) -> Cow<'_, str> {
    if !text.as_bytes().windows(2).any(|pair| pair == b"  ") {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}
