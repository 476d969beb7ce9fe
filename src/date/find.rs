//! Finds the dates of a paragraph. Every date holds a figure, so it looks at figures only, and from each of them to both sides.
//! What day of the calendar a date is does not matter here.

use std::cmp::Reverse;

use jiff::civil::Weekday;

use crate::prose::words::{Words, before_spaces, byte_is, char_at, char_before};
use crate::prose::{Prose, TextRange};

use super::form::{Form, Order, Padding};
use super::group::{Dating, Doubt, Figure, Group};
use super::words::{closes, figures_end, next_figure, over_spaces};
use super::years::longest;
use super::{Day, Mention, Resolved, Vocabulary, Written, slip};

/// Reads and writes the dates of one house. Built once for it.
#[derive(Debug, Clone, Default)]
pub struct Finder {
    pub(super) months: Vec<(String, u8)>,
    /// Those of them in which a slip is recognised.
    pub(super) slippery: Vec<slip::Name>,
    /// What a slip of one of those may begin with ([`slip::Name::opening`]).
    pub(super) slip_openings: u64,
    /// All names of months, the longest first.
    pub(super) month_words: Words,
    /// What each of them names.
    pub(super) named: Vec<NamedMonth>,
    pub(super) form: Form,
    pub(super) joiners: Words,
    pub(super) suffixes: Words,
    /// The first of a month, where it is not written as the other days are.
    pub(super) first_day: Option<String>,
    pub(super) range_words: Words,
    pub(super) articles: Words,
    pub(super) common_words: Words,
    pub(super) range_leads: Words,
    pub(super) look_alikes: Words,
    /// What the names of months begin with.
    pub(super) initials: String,
    pub(super) weekdays: Vec<String>,
    /// Without a stop.
    pub(super) short_weekdays: Vec<(String, Weekday)>,
    /// All names of weekdays.
    pub(super) weekday_words: Words,
    pub(super) things: Words,
    pub(super) before: Words,
    before_month: Words,
    /// Each with the place of its first figure.
    pub(super) names: Vec<(String, usize)>,
}

/// What the name of a month says.
#[derive(Debug, Clone, Copy)]
pub(super) struct NamedMonth {
    /// From 1.
    pub(super) month: u8,
    pub(super) is_short: bool,
}

/// What becomes of the years of a date that is written anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Years {
    /// They stay.
    Kept,
    /// They are left out.
    Dropped,
}

/// How much is known of a text before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// Nothing: it is running text.
    Prose,
    /// It is meant as a date, whatever it says.
    Date,
}

impl Finder {
    /// For a house that writes dates with these words. A form that is none ([`Vocabulary::has_readable_forms`]) is taken as `D Month`.
    pub fn new(vocabulary: &Vocabulary) -> Finder {
        let numbered = (1..).zip(&vocabulary.months).map(|(month, name)| (name.clone(), month));
        let short = vocabulary.short_months.iter().map(|(name, month)| (name.trim_end_matches('.').to_owned(), *month));
        let named = |(name, _): &(String, u8)| !name.is_empty();
        let months: Vec<_> = numbered.filter(named).collect();
        // Of names that are as long, one that is written out comes before a short one, and of two such the last that is listed.
        let written_out = months.iter().rev().map(|(name, month)| (name.clone(), NamedMonth { month: *month, is_short: false }));
        let mut short: Vec<_> = short.filter(named).map(|(name, month)| (name, NamedMonth { month, is_short: true })).collect();
        short.reverse();
        let mut all_months: Vec<(String, NamedMonth)> = written_out.chain(short).collect();
        all_months.sort_by_key(|(name, _)| Reverse(name.len()));
        let short_day = |(name, day): &(String, u8)| {
            let weekday = Weekday::from_monday_one_offset(i8::try_from(*day).ok()?).ok()?;
            Some((name.trim_end_matches('.').to_owned(), weekday)).filter(|(name, _)| !name.is_empty())
        };
        let short_weekdays: Vec<_> = vocabulary.short_weekdays.iter().filter_map(short_day).collect();
        let slippery: Vec<_> = months.iter().filter_map(|(name, month)| slip::Name::of(name, *month)).collect();
        Finder {
            weekday_words: Words::new(vocabulary.weekdays.iter().chain(short_weekdays.iter().map(|(name, _)| name))),
            short_weekdays,
            initials: months.iter().filter_map(|(name, _)| name.chars().next()).flat_map(both_cases).collect(),
            month_words: Words::new(all_months.iter().map(|(name, _)| name)),
            named: all_months.iter().map(|(_, named)| *named).collect(),
            slip_openings: slippery.iter().fold(0, |openings, name| openings | name.opening()),
            slippery,
            months,
            form: Form::read(&vocabulary.form, &vocabulary.form_with_year).unwrap_or_default(),
            joiners: Words::new(&vocabulary.joiners),
            suffixes: Words::new(&vocabulary.suffixes),
            first_day: vocabulary.first_day.clone(),
            range_words: Words::new(&vocabulary.range_words),
            articles: Words::new(&vocabulary.articles),
            common_words: Words::new(&vocabulary.common_words),
            range_leads: Words::new(&vocabulary.range_leads),
            look_alikes: Words::new(&vocabulary.look_alikes),
            things: Words::new(&vocabulary.things),
            weekdays: vocabulary.weekdays.clone(),
            before: Words::new(&vocabulary.before),
            before_month: Words::new(&vocabulary.before_month),
            names: vocabulary.names.iter().filter_map(|name| Some((name.clone(), next_figure(name, 0)?))).collect(),
        }
    }

    /// The dates in a paragraph's text, in order of place, not overlapping; `resolved` is left open.
    pub fn find(&self, text: &str) -> Vec<Mention> {
        self.find_as(text, all_figures(text), Reading::Prose)
    }

    /// The same, where it is known where the text has its figures.
    pub fn find_in(&self, prose: &Prose) -> Vec<Mention> {
        self.find_as(prose.text(), prose.landmarks().figures(), Reading::Prose)
    }

    /// The date that is all of `text`, a weekday beside it included: for number lines. Any figure is believed to be meant as a day.
    pub fn read_exact(&self, text: &str) -> Option<Mention> {
        let mut mentions = self.find_as(text, all_figures(text), Reading::Date);
        let mention = mentions.pop().filter(|_| mentions.is_empty())?;
        let weekday = mention.weekday.as_ref().map_or(mention.range.clone(), |(_, range)| range.clone());
        let start = mention.range.start.min(weekday.start);
        let end = mention.range.end.max(weekday.end);
        let closing = &text[end..];
        (start == 0 && (closing.is_empty() || closing == ")" && weekday.end == end)).then_some(mention)
    }

    /// The end of the word at `at` that may stand between the ends of a range.
    pub fn range_word_end(&self, text: &str, at: usize) -> Option<usize> {
        self.range_words.end_at(text, at)
    }

    /// A date as the house writes it: `11 January 2022`, `11 January`. Where the house names no months: `2022-01-11`, `01-11`.
    pub fn write(&self, day: u8, month: u8, year: Option<i16>) -> String {
        if self.months.is_empty() {
            let year = year.map(|year| format!("{year}-")).unwrap_or_default();
            return format!("{year}{month:02}-{day:02}");
        }
        let day = self.day(day);
        self.form.fill(&day, self.month_name(month), year.map(|year| year.to_string()).as_deref())
    }

    /// A day as the house writes it.
    fn day(&self, day: u8) -> String {
        self.first_day.clone().filter(|_| day == 1).unwrap_or_else(|| self.padded(day))
    }

    /// A day's figure with a zero before it or without, as the house writes it.
    pub fn padded(&self, day: u8) -> String {
        match self.form.padding {
            Padding::Padded => format!("{day:02}"),
            Padding::Bare => day.to_string(),
        }
    }

    /// The same date or range as the house writes it. `None` where the writing is ambiguous.
    pub fn rewrite(&self, mention: &Mention, text: &str, years: Years) -> Option<String> {
        let dating = self.dating(text, mention.range.start).filter(|dating| dating.range() == mention.range)?;
        let mut written = self.rewrite_group(&dating.first, text, years)?;
        if let Some((joiner, last)) = dating.joined.as_deref() {
            written.push_str(&text[joiner.clone()]);
            written.push_str(&self.rewrite_group(last, text, years)?);
        }
        Some(written)
    }

    /// A month without a day that starts exactly at `from`, and its year: "April", "April 2022". What may stand before it ("mid-") is the
    /// caller's to pass over. A name in another letter case than the house's is a word like any other.
    pub fn dayless(&self, text: &str, from: usize) -> Option<(TextRange, Option<i16>)> {
        let end = self.proper_month_end(text, from)?;
        Some(match self.plain_year_after(text, end) {
            Some(year) => (from..year.range.end, Some(year.value)),
            None => (from..end, None),
        })
    }

    /// Whether the house calls a day of the week so.
    pub fn is_weekday(&self, word: &str) -> bool {
        self.weekday_words.have(word)
    }

    /// What the house calls that day of the week.
    pub fn weekday_name(&self, weekday: Weekday) -> &str {
        let index = usize::try_from(weekday.to_monday_zero_offset()).expect("offsets count from 0");
        self.weekdays.get(index).map_or("", String::as_str)
    }

    /// What the house calls that month, from 1.
    pub fn month_name(&self, month: u8) -> &str {
        self.months.iter().find(|(_, number)| *number == month).map_or("", |(name, _)| name)
    }

    fn find_as(&self, text: &str, figures: impl Iterator<Item = TextRange>, reading: Reading) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = Vec::new();
        for figure in figures {
            let floor = mentions.last().map_or(0, |mention| mention.range.end);
            // The end of a date may lie within figures that run on: "11 January 20225".
            let at = figure.start.max(floor);
            if at >= figure.end || !may_be_dated(text, at, figure.end) {
                continue;
            }
            let Some(dating) = self.around(text, at, floor).filter(|dating| self.believes(text, dating, reading)) else { continue };
            if mentions.is_empty() {
                // Most texts with a date have one.
                mentions.reserve_exact(1);
            }
            mentions.push(self.mention(text, &dating));
        }
        self.attach_weekdays(text, &mut mentions);
        mentions
    }

    /// The date of which the figures at `at` are the first, looking back no further than `floor`.
    fn around(&self, text: &str, at: usize, floor: usize) -> Option<Dating> {
        let here = begins_number(text, at).then(|| self.dating(text, at)).flatten();
        let before = || {
            let start = self.month_before(text, at).filter(|start| *start >= floor)?;
            self.dating(text, start).filter(|dating| dating.range().end > at)
        };
        match here {
            // In "January 11 and 12 February" the first figure belongs to January.
            Some(dating) if self.form.order == Order::Month || dating.first.last.is_some() => before().or(Some(dating)),
            Some(dating) => Some(dating),
            None => before(),
        }
    }

    /// The start of a month that stands before the figure at `at` as in "January 11" or "Jan. 11".
    fn month_before(&self, text: &str, at: usize) -> Option<usize> {
        let house = text[..at].strip_suffix(self.form.between.as_str()).filter(|_| self.form.order == Order::Month);
        let start = house.and_then(|head| self.month_words.start_before(text, head.len())).or_else(|| {
            let gap = before_spaces(text, at);
            if gap == at {
                return None;
            }
            let end = self.articles.start_before(text, gap).map_or(gap, |article| before_spaces(text, article));
            let unstopped = if text[..end].ends_with('.') { end - 1 } else { end };
            let slip = || {
                let start = word_start(text, end);
                self.slip_at(text, start).filter(|slip| slip.range.end == end).map(|_| start)
            };
            self.month_words.start_before(text, unstopped).or_else(slip)
        })?;
        (char_before(text, start) != Some('-')).then_some(start)
    }

    /// Whether what looks like a date is meant as one.
    fn believes(&self, text: &str, dating: &Dating, reading: Reading) -> bool {
        if reading == Reading::Date {
            return !matches!(dating.first.doubt, Doubt::Figures | Doubt::Slip) || dating.names_year();
        }
        let (group, range) = (&dating.first, dating.range());
        let closed = closes(text, range.end);
        let led_in = || self.before.stand_before(text, range.start) || range.start == 0 && closed;
        let days_fit = dating.figures().all(|figure| match figure.value {
            1..=31 => true,
            0 | 32..=39 => dating.names_year() || led_in(),
            _ => false,
        });
        let sure = match group.doubt {
            Doubt::None => true,
            Doubt::Word => dating.names_year() || led_in() && closed,
            Doubt::Stop => led_in() && (dating.names_year() || closed),
            Doubt::Figures => self.before.stand_before(text, range.start) && closed,
            Doubt::Slip => {
                dating.names_year() || self.before.stand_before(text, range.start) || self.weekday_before(text, range.start).is_some()
            }
        };
        // "In March 12 soldiers died": the figure is no day.
        let may_count =
            group.order == Order::Month && group.first.range == group.first.bare && !dating.names_year() && dating.joined.is_none();
        let counts = may_count && !closed && self.before_month.stand_before(text, range.start);
        days_fit && sure && !counts
    }

    fn mention(&self, text: &str, dating: &Dating) -> Mention {
        let (group, range) = (&dating.first, dating.range());
        let written = match dating.joined.as_deref() {
            Some((_, last)) if group.written == Written::House => last.written,
            _ => group.written,
        };
        let last = match dating.joined.as_deref() {
            Some((_, last)) => Some(day(&last.first, last)),
            None => group.last.as_ref().map(|figure| day(figure, group)),
        };
        let last_weekday = match dating.joined.as_deref() {
            Some((_, last)) => last.first.weekday.clone(),
            None => group.last.as_ref().and_then(|last| last.weekday.clone()),
        };
        let before_capital = self.before_capital(text, range.end);
        Mention {
            weekday: None,
            last_weekday,
            backwards: self.runs_backwards(text, dating),
            first: if group.turns_month() { day_before_turn(group) } else { day(&group.first, group) },
            last,
            written,
            name: self.is_name(text, dating, before_capital),
            before_capital,
            article: self.article(text, &range, written),
            resolved: Resolved::Open,
            resolved_last: Resolved::Open,
            range,
        }
    }

    /// Whether a capitalised word that is no month and no weekday follows `end` after a space.
    fn before_capital(&self, text: &str, end: usize) -> bool {
        let start = over_spaces(text, end);
        let capital = start > end && char_at(text, start).is_some_and(char::is_uppercase);
        capital && self.weekday_at(text, start).is_none() && self.proper_month_end(text, start).is_none()
    }

    /// The article that would be wrong before the house's form of the date: "the 11th of January", but not "the 11th January meeting".
    fn article(&self, text: &str, range: &TextRange, written: Written) -> TextRange {
        let end = before_spaces(text, range.start);
        let goes = matches!(written, Written::Suffix | Written::Joined) && end < range.start && closes(text, range.end);
        let start = if goes { self.articles.start_before(text, end) } else { None };
        start.map_or(0..0, |start| start..end)
    }

    fn rewrite_group(&self, group: &Group, text: &str, years: Years) -> Option<String> {
        let month = self.month_name(group.month);
        let year = group.year.as_ref().filter(|_| years == Years::Kept).map(|year| year.value);
        let mut days = match group.written {
            Written::Ambiguous => return None,
            Written::Iso | Written::Slashes => {
                return Some(self.write(group.first.value, group.month, year));
            }
            _ => self.day(group.first.value),
        };
        if let Some(last) = &group.last {
            days.push_str(&text[group.first.range.end..last.range.start]);
            days.push_str(&self.day(last.value));
        }
        Some(self.form.fill(&days, month, year.map(|year| year.to_string()).as_deref()))
    }
}

/// Whether the figures at `at` may be of a date: a day has one or two, and a year begins one only as `2022-` does.
fn may_be_dated(text: &str, at: usize, end: usize) -> bool {
    end - at <= 2 || end - at == 4 && byte_is(text, end, |byte| byte == b'-')
}

fn all_figures(text: &str) -> impl Iterator<Item = TextRange> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = next_figure(text, from)?;
        from = figures_end(text, start);
        Some(start..from)
    })
}

fn day(figure: &Figure, group: &Group) -> Day {
    Day {
        day: Some(figure.value),
        month: group.month,
        year: group.year.as_ref().map(|year| year.value),
        day_range: figure.range.clone(),
        year_range: group.year.as_ref().map_or(0..0, |year| year.range.clone()),
    }
}

fn both_cases(letter: char) -> impl Iterator<Item = char> {
    letter.to_lowercase().chain(letter.to_uppercase())
}

/// Where the letters begin that end at `end`.
fn word_start(text: &str, end: usize) -> usize {
    let start = end - text.as_bytes()[..end].iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    if char_before(text, start).is_some_and(|c| !c.is_ascii() && c.is_alphabetic()) {
        return text[..start].trim_end_matches(char::is_alphabetic).len();
    }
    start
}

/// The first day of "30-2 January", which is one of the month before. One that the month before does not have is a slip of another kind.
fn day_before_turn(group: &Group) -> Day {
    let written = day(&group.first, group);
    let (month, year) = if group.month == 1 { (12, written.year.map(|year| year - 1)) } else { (group.month - 1, written.year) };
    let exists = longest(month).is_some_and(|longest| group.first.value <= longest);
    if exists { Day { month, year, ..written } } else { written }
}

/// Whether the figures at `at` begin a number: not "2.11", "1,011", "$11", "Covid-19", "A11".
fn begins_number(text: &str, at: usize) -> bool {
    // Nearly every one does.
    if text.as_bytes()[..at].ends_with(b" ") {
        return true;
    }
    let Some(mark) = char_before(text, at) else { return true };
    let before_mark = char_before(text, at - mark.len_utf8());
    let after_figure = before_mark.is_some_and(|mark| mark.is_ascii_digit());
    match mark {
        '.' | ',' | ':' | '\'' | '\u{2019}' | '\u{2010}'..='\u{2015}' => !after_figure,
        '-' => !before_mark.is_some_and(char::is_alphanumeric),
        '/' | '\\' | '_' | '#' | '@' | '+' | '=' | '%' | '\u{2212}' | '$' | '€' | '£' | '¥' | '₹' => false,
        _ => !mark.is_alphanumeric(),
    }
}
