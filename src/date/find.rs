//! Finds the dates of a paragraph. Every date holds a figure, so it looks at figures only, and from each of them to both sides.
//! What day of the calendar a date is does not matter here.

use jiff::civil::Weekday;

use crate::prose::words::{Words, byte_is, char_at, char_before, ends_word, word_end, word_start};
use crate::prose::{Prose, TextRange};

use super::form::{Form, Order, Padding};
use super::grammar::{Dating, Doubt, Figure, Group};
use super::words::{back_over_spaces, closes, figures_end, next_figure, over_spaces};
use super::{Day, Mention, Resolved, Vocabulary, Written};

/// Reads and writes the dates of one house. Built once for it.
#[derive(Debug, Clone, Default)]
pub struct Finder {
    pub(super) months: Vec<(String, u8)>,
    pub(super) short_months: Vec<(String, u8)>,
    /// All names of months.
    pub(super) month_words: Words,
    pub(super) form: Form,
    pub(super) joiners: Words,
    pub(super) suffixes: Words,
    pub(super) range_words: Words,
    pub(super) articles: Words,
    pub(super) common_words: Words,
    weekdays: Vec<String>,
    /// Without a stop.
    short_weekdays: Vec<(String, Weekday)>,
    /// All names of weekdays.
    weekday_words: Words,
    before: Words,
    before_month: Words,
    /// Each with the place of its first figure.
    names: Vec<(String, usize)>,
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
        let short_months: Vec<_> = short.filter(named).collect();
        let short_day = |(name, day): &(String, u8)| {
            let weekday = Weekday::from_monday_one_offset(i8::try_from(*day).ok()?).ok()?;
            Some((name.trim_end_matches('.').to_owned(), weekday)).filter(|(name, _)| !name.is_empty())
        };
        let short_weekdays: Vec<_> = vocabulary.short_weekdays.iter().filter_map(short_day).collect();
        Finder {
            weekday_words: Words::new(vocabulary.weekdays.iter().chain(short_weekdays.iter().map(|(name, _)| name))),
            short_weekdays,
            month_words: Words::new(months.iter().chain(&short_months).map(|(name, _)| name)),
            months,
            short_months,
            form: Form::read(&vocabulary.form, &vocabulary.form_with_year).unwrap_or_default(),
            joiners: Words::new(&vocabulary.joiners),
            suffixes: Words::new(&vocabulary.suffixes),
            range_words: Words::new(&vocabulary.range_words),
            articles: Words::new(&vocabulary.articles),
            common_words: Words::new(&vocabulary.common_words),
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

    /// A date as the house writes it: `11 January 2022`, `11 January`. A month that is none is left empty.
    pub fn write(&self, day: u8, month: u8, year: Option<i16>) -> String {
        let day = match self.form.padding {
            Padding::Padded => format!("{day:02}"),
            Padding::Bare => day.to_string(),
        };
        self.form.fill(&day, self.month_name(month), year.map(|year| year.to_string()).as_deref())
    }

    /// The same date or range as the house writes it, a day as padded as it is. `None` where the writing is ambiguous.
    pub fn rewrite(&self, mention: &Mention, text: &str) -> Option<String> {
        let dating = self.dating(text, mention.range.start).filter(|dating| dating.range() == mention.range)?;
        let mut written = self.rewrite_group(&dating.first, text)?;
        if let Some((joiner, last)) = &dating.joined {
            written.push_str(&text[joiner.clone()]);
            written.push_str(&self.rewrite_group(last, text)?);
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
            if at >= figure.end {
                continue;
            }
            let dating = self.around(text, at, floor).filter(|dating| self.believes(text, dating, reading));
            mentions.extend(dating.map(|dating| self.mention(text, &dating)));
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
            let gap = back_over_spaces(text, at);
            let end = self.articles.start_before(text, gap).map_or(gap, |article| back_over_spaces(text, article));
            let end = if text[..end].ends_with('.') { end - 1 } else { end };
            if gap == at { None } else { self.month_words.start_before(text, end) }
        })?;
        (char_before(text, start) != Some('-')).then_some(start)
    }

    /// Whether what looks like a date is meant as one.
    fn believes(&self, text: &str, dating: &Dating, reading: Reading) -> bool {
        if reading == Reading::Date {
            return true;
        }
        let (group, range) = (&dating.first, dating.range());
        let closed = closes(text, range.end);
        let led_in = self.before.stand_before(text, range.start) || range.start == 0 && closed;
        let days_fit = dating.figures().all(|figure| match figure.value {
            1..=31 => true,
            0 | 32..=39 => dating.names_year() || led_in,
            _ => false,
        });
        let sure = match group.doubt {
            Doubt::None => true,
            Doubt::Word => dating.names_year() || led_in && closed,
            Doubt::Stop => led_in && (dating.names_year() || closed),
        };
        // "In March 12 soldiers died": the figure is no day.
        let may_count =
            group.order == Order::Month && group.first.range == group.first.bare && !dating.names_year() && dating.joined.is_none();
        let counts = may_count && !closed && self.before_month.stand_before(text, range.start);
        days_fit && sure && !counts
    }

    fn mention(&self, text: &str, dating: &Dating) -> Mention {
        let (group, range) = (&dating.first, dating.range());
        let written = match &dating.joined {
            Some((_, last)) if group.written == Written::House => last.written,
            _ => group.written,
        };
        let last = match &dating.joined {
            Some((_, last)) => Some(day(&last.first, last)),
            None => group.last.as_ref().map(|figure| day(figure, group)),
        };
        let before_capital = self.before_capital(text, range.end);
        let names_a_thing = before_capital && group.order == Order::Month && !self.before.stand_before(text, range.start);
        Mention {
            weekday: None,
            first: day(&group.first, group),
            last,
            written,
            name: names_a_thing || self.in_name(text, &range, group.first.bare.start),
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

    /// Whether the date in `range`, whose first figure stands at `figure`, is part of one of the house's names.
    fn in_name(&self, text: &str, range: &TextRange, figure: usize) -> bool {
        self.names.iter().any(|(name, before_figure)| {
            let Some(start) = figure.checked_sub(*before_figure) else { return false };
            let end = start + name.len();
            let covers = start <= range.start && range.end <= end;
            covers && text.get(start..end) == Some(name) && ends_word(text, end)
        })
    }

    /// The article that would be wrong before the house's form of the date: "the 11th of January", but not "the 11th January meeting".
    fn article(&self, text: &str, range: &TextRange, written: Written) -> TextRange {
        let end = back_over_spaces(text, range.start);
        let goes = matches!(written, Written::Suffix | Written::Joined) && end < range.start && closes(text, range.end);
        let start = if goes { self.articles.start_before(text, end) } else { None };
        start.map_or(0..0, |start| start..end)
    }

    fn rewrite_group(&self, group: &Group, text: &str) -> Option<String> {
        let month = self.month_name(group.month);
        let year = group.year.as_ref().map(|year| year.value.to_string());
        let mut days = match group.written {
            Written::Ambiguous => return None,
            Written::Iso | Written::Slashes => {
                return Some(self.write(group.first.value, group.month, group.year.as_ref().map(|year| year.value)));
            }
            _ => text[group.first.bare.clone()].to_owned(),
        };
        if let Some(last) = &group.last {
            days.push_str(&text[group.first.range.end..last.range.start]);
            days.push_str(&text[last.bare.clone()]);
        }
        Some(self.form.fill(&days, month, year.as_deref()))
    }

    /// A weekday before a date is sought for all of them first: one that stands between two dates belongs to the second.
    fn attach_weekdays(&self, text: &str, mentions: &mut [Mention]) {
        let mut floor = 0;
        for mention in mentions.iter_mut() {
            mention.weekday = self.weekday_before(text, mention.range.start).filter(|(_, range)| range.start >= floor);
            floor = mention.range.end;
        }
        for index in 0..mentions.len() {
            let taken_from =
                mentions.get(index + 1).map_or(text.len(), |next| next.weekday.as_ref().map_or(next.range.start, |(_, range)| range.start));
            let mention = &mut mentions[index];
            if mention.weekday.is_none() && mention.last.is_none() {
                mention.weekday = self.weekday_after(text, mention.range.end).filter(|(_, range)| range.end <= taken_from);
            }
        }
    }

    /// "Tuesday, 11 January", "Tuesday (11 January)", "Tuesday the 11th of January": the weekday before a date that starts at `at`.
    fn weekday_before(&self, text: &str, at: usize) -> Option<(Weekday, TextRange)> {
        let end = if let Some(head) = text[..at].strip_suffix('(') {
            head.len()
        } else {
            let gap = back_over_spaces(text, at);
            self.articles.start_before(text, gap).filter(|_| gap < at).unwrap_or(at)
        };
        let end = back_over_spaces(text, end);
        let end = text[..end].trim_end_matches([',', ' ']).len();
        if end == at {
            return None;
        }
        if let Some(word) = text[..end].strip_suffix('.') {
            return self.short_weekday(text, |name| word_start(text, word.len(), name).map(|start| start..end));
        }
        if !self.weekday_words.may_end(text, end) {
            return None;
        }
        let place = |name: &str| word_start(text, end, name).map(|start| start..end);
        self.weekday(place).or_else(|| self.short_weekday(text, place))
    }

    /// "11 January (Tuesday)", "1 June, a Tuesday": the weekday after a date that ends at `end`.
    fn weekday_after(&self, text: &str, end: usize) -> Option<(Weekday, TextRange)> {
        let comma = usize::from(byte_is(text, end, |byte| byte == b','));
        let gap = over_spaces(text, end + comma);
        let bracket = comma == 0 && byte_is(text, gap, |byte| byte == b'(');
        let start = gap + usize::from(bracket);
        if start == end {
            return None;
        }
        let start = self.articles.end_at(text, start).map_or(start, |article_end| over_spaces(text, article_end));
        let (weekday, range) = self.weekday_at(text, start)?;
        let ends = if bracket {
            byte_is(text, range.end, |byte| byte == b')')
        } else {
            closes(text, range.end) && char_at(text, range.end) != Some('\u{2019}')
        };
        ends.then_some((weekday, range))
    }

    fn weekday_at(&self, text: &str, at: usize) -> Option<(Weekday, TextRange)> {
        if !self.weekday_words.may_start(text, at) {
            return None;
        }
        let place = |name: &str| word_end(text, at, name).map(|end| at..end);
        let with_stop = |range: TextRange| range.start..range.end + usize::from(text[range.end..].starts_with('.'));
        let short = || self.short_weekday(text, place).map(|(weekday, range)| (weekday, with_stop(range)));
        self.weekday(place).or_else(short)
    }

    /// The same for short names, which are words of other meanings too in another letter case: "sat", "sun".
    fn short_weekday(&self, text: &str, place: impl Fn(&str) -> Option<TextRange>) -> Option<(Weekday, TextRange)> {
        let is_so = |range: &TextRange, name: &str| text[range.clone()].trim_end_matches('.') == name;
        self.short_weekdays.iter().find_map(|(name, weekday)| Some((*weekday, place(name).filter(|range| is_so(range, name))?)))
    }

    fn weekday(&self, place: impl Fn(&str) -> Option<TextRange>) -> Option<(Weekday, TextRange)> {
        (0..7).zip(&self.weekdays).find_map(|(offset, name)| {
            let range = if name.is_empty() { None } else { place(name) }?;
            Some((Weekday::from_monday_zero_offset(offset).ok()?, range))
        })
    }
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

/// Whether the figures at `at` begin a number: not "2.11", "1,011", "$11", "Covid-19", "A11".
fn begins_number(text: &str, at: usize) -> bool {
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
