//! How a date may be written, from a given place on. Whether one should be looked for there, and believed, is for the finder.

use std::borrow::Cow;

use crate::prose::TextRange;
use crate::prose::words::{byte_is, char_at, ends_word, word_end};

use super::form::Order;
use super::numeric::numeric;
use super::words::{closes, figures, figures_end, is_figure, over_dashes, over_spaces};
use super::{Finder, Written};

/// Days that share one month: `11 January`, `10-16 November 2022`.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) range: TextRange,
    pub(super) order: Order,
    pub(super) first: Figure,
    pub(super) last: Option<Figure>,
    pub(super) month: u8,
    pub(super) year: Option<Year>,
    pub(super) written: Written,
    pub(super) doubt: Doubt,
}

/// A day's figure.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub(super) value: u8,
    /// Its one or two figures.
    pub(super) bare: TextRange,
    /// With its suffix.
    pub(super) range: TextRange,
}

/// A year as written.
#[derive(Debug, Clone)]
pub(super) struct Year {
    pub(super) value: i16,
    pub(super) range: TextRange,
    /// Whether a comma that is none of the house's stands before it.
    pub(super) comma: bool,
}

/// Why something that looks like a date may be none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// No reason.
    None,
    /// "all 11 may leave": the month's name is a word.
    Word,
    /// "They counted 11. March was worse": a stop between the parts.
    Stop,
}

/// One or two groups joined by a dash or a word, with what joins them.
#[derive(Debug, Clone)]
pub(super) struct Dating {
    pub(super) first: Group,
    pub(super) joined: Option<(TextRange, Group)>,
}

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
}

/// What joins the ends of a range.
struct Joiner {
    end: usize,
    kind: JoinerKind,
}

#[derive(PartialEq, Eq)]
enum JoinerKind {
    TightDash,
    LooseDash,
    Word,
}

/// Days in a list before its last ("10, 11, 12 and 13 November"): more are not looked through.
const LONGEST_LIST: usize = 6;

impl Dating {
    pub(super) fn range(&self) -> TextRange {
        self.first.range.start..self.joined.as_ref().map_or(self.first.range.end, |(_, last)| last.range.end)
    }

    pub(super) fn figures(&self) -> impl Iterator<Item = &Figure> {
        let joined = self.joined.iter().map(|(_, last)| &last.first);
        [Some(&self.first.first), self.first.last.as_ref()].into_iter().flatten().chain(joined)
    }

    pub(super) fn names_year(&self) -> bool {
        self.first.year.is_some() || self.joined.as_ref().is_some_and(|(_, last)| last.year.is_some())
    }
}

impl Finder {
    /// The date or range that starts at `at`, whatever stands before it.
    pub(super) fn dating(&self, text: &str, at: usize) -> Option<Dating> {
        let first = self.group(text, at)?;
        let joined = if first.last.is_none() { self.joined(text, &first) } else { None };
        Some(Dating { first, joined })
    }

    fn joined(&self, text: &str, first: &Group) -> Option<(TextRange, Group)> {
        let joiner = self.range_joiner(text, first.range.end)?;
        let last = self.group(text, joiner.end)?;
        let sure = last.doubt == Doubt::None || last.year.is_some();
        (sure && last.last.is_none() && last.first.value < 40).then_some((first.range.end..joiner.end, last))
    }

    fn group(&self, text: &str, at: usize) -> Option<Group> {
        if byte_is(text, at, is_figure) { numeric(text, at).or_else(|| self.day_first(text, at)) } else { self.month_first(text, at) }
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
        if goes_on_as_number(text, first.range.end) {
            return None;
        }
        let last = self.tail(text, &first, &month);
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
        let days = first.bare.start..last.as_ref().unwrap_or(&first).bare.end;
        let suffixed = [Some(&first), last.as_ref()].into_iter().flatten().any(|figure| figure.range != figure.bare);
        let written = if month.spelling == Spelling::Short {
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
        let end = self.suffixes.end_at(text, bare.end).unwrap_or(bare.end);
        let value = text[bare.clone()].parse().ok()?;
        ends_word(text, end).then_some(Figure { value, range: at..end, bare })
    }

    /// The last day of "10-16 November", "10 to 16 November" or "10, 11 and 12 November", whose first is `first`.
    fn last_of_list(&self, text: &str, first: &Figure) -> Option<Figure> {
        let mut at = first.range.end;
        for length in 1..=LONGEST_LIST {
            let comma = byte_is(text, at, |byte| byte == b',');
            let before_joiner = if comma && length > 1 { at + 1 } else { at };
            if let Some(joiner) = self.range_joiner(text, before_joiner) {
                let last = self.figure(text, joiner.end)?;
                let rises = joiner.kind != JoinerKind::Word || first.value < last.value;
                return rises.then_some(last);
            }
            if !comma {
                return None;
            }
            at = self.figure(text, over_spaces(text, at + 1))?.range.end;
        }
        None
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
        }
    }

    fn range_joiner(&self, text: &str, at: usize) -> Option<Joiner> {
        let start = over_spaces(text, at);
        let dashes_end = over_dashes(text, start);
        if dashes_end > start {
            let end = over_spaces(text, dashes_end);
            let kind = if start == at && end == dashes_end { JoinerKind::TightDash } else { JoinerKind::LooseDash };
            return Some(Joiner { end, kind });
        }
        let word_end = self.range_words.end_at(text, start)?;
        let end = over_spaces(text, word_end);
        (start > at && end > word_end).then_some(Joiner { end, kind: JoinerKind::Word })
    }

    /// The month after a day's figure that ends at `at`.
    fn month_after(&self, text: &str, at: usize) -> Option<MonthWord> {
        let rest = text.get(at..)?;
        let as_house = self.form.order == Order::Day && rest.starts_with(self.form.between.as_str());
        if let Some(month) = if as_house { self.month_at(text, at + self.form.between.len()) } else { None } {
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
        let month = self.month_at(text, start).or_else(|| {
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
        if !self.month_words.may_start(text, at) {
            return None;
        }
        let longest = |names: &[(String, u8)]| {
            let found =
                names.iter().filter_map(|(name, month)| Some((word_end(text, at, name)?, *month, name == &text[at..at + name.len()])));
            found.max_by_key(|(end, ..)| *end)
        };
        let full = longest(&self.months);
        let short = longest(&self.short_months).filter(|(end, ..)| full.is_none_or(|(full_end, ..)| *end > full_end));
        let (end, month, exact) = short.or(full)?;
        let spelling = match (short.is_some(), exact) {
            (true, _) => Spelling::Short,
            (false, true) => Spelling::Exact,
            (false, false) => Spelling::Cased,
        };
        let word = &text[at..end];
        let lower = !exact && !word.chars().any(char::is_uppercase);
        let doubt = if lower && self.common_words.have(word) { Doubt::Word } else { Doubt::None };
        Some(MonthWord { month, range: at..end, spelling, doubt })
    }

    /// The month written out or short at `at`, in the house's letter case.
    pub(super) fn proper_month_end(&self, text: &str, at: usize) -> Option<usize> {
        let month = self.month_at(text, at)?;
        let names = self.months.iter().chain(&self.short_months);
        let proper = names.into_iter().any(|(name, _)| *name == text[month.range.clone()]);
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

pub(super) fn is_year(value: i16) -> bool {
    (1000..=2999).contains(&value)
}

/// Four figures that can be a year, and no part of a greater number.
fn year_at(text: &str, at: usize) -> Option<(i16, TextRange)> {
    let (value, range) = figures(text, at, 4)?;
    let end = range.end;
    let dash_end = over_dashes(text, end);
    let span_of_numbers = dash_end > end && figures_end(text, dash_end) - dash_end > 2;
    (is_year(value) && ends_word(text, end) && !goes_on_as_number(text, end) && !span_of_numbers).then_some((value, range))
}

/// "11.5", "11,000", "11:30", "11%", "11/12": the figures that end at `end` are part of a number.
pub(super) fn goes_on_as_number(text: &str, end: usize) -> bool {
    let inner = byte_is(text, end, |byte| matches!(byte, b'.' | b',' | b':' | b'/')) && byte_is(text, end + 1, is_figure);
    inner || byte_is(text, end, |byte| byte == b'%')
}

/// Whether the stop that ends at `end` ends an abbreviation only, not its sentence.
fn goes_on(text: &str, end: usize) -> bool {
    let next = over_spaces(text, end);
    char_at(text, next).is_some_and(|mark| mark == ',' || next > end && (mark.is_lowercase() || mark.is_ascii_digit()))
}

fn with_single_spaces(text: &str) -> Cow<'_, str> {
    if !text.contains("  ") {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}
