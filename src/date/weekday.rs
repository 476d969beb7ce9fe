//! Weekdays beside a date or a range of dates. Whether they are right is for the rules.

use jiff::civil::Weekday;

use crate::prose::TextRange;
use crate::prose::words::{before_spaces, byte_is, char_at, word_end, word_start};

use super::words::{back_over_commas, closes, is_dash, over_spaces};
use super::{Finder, Mention};

/// A weekday as named, and where.
pub(super) type Named = (Weekday, TextRange);

/// Weekdays that are named in a row before a date ("Tuesday, Wednesday and Thursday"): more are not looked through.
const LONGEST_LIST: usize = 6;

impl Finder {
    /// A weekday before a date is sought for all of them first: one that stands between two dates belongs to the second.
    pub(super) fn attach_weekdays(&self, text: &str, mentions: &mut [Mention]) {
        let mut floor = 0;
        for mention in mentions.iter_mut() {
            if let Some((first, last)) = self.weekdays_before(text, mention.range.start, floor) {
                mention.weekday = Some(first);
                mention.last_weekday = mention.last_weekday.take().or(last);
            }
            floor = mention.range.end;
        }
        for index in 0..mentions.len() {
            let taken_from = mentions.get(index + 1).map_or(text.len(), Mention::start);
            let mention = &mut mentions[index];
            if mention.weekday.is_some() || mention.last_weekday.is_some() {
                continue;
            }
            let found = self.weekdays_after(text, mention.range.end);
            let found = found.filter(|(first, last)| last.as_ref().unwrap_or(first).1.end <= taken_from);
            // One weekday after a range may be that of either day.
            if let Some((first, last)) = found.filter(|(_, last)| last.is_some() == mention.last.is_some()) {
                (mention.weekday, mention.last_weekday) = (Some(first), last);
            }
        }
    }

    /// The weekdays before a date that starts at `at`: the nearest, and the first of the row that it ends, as "Tuesday to Thursday, ".
    fn weekdays_before(&self, text: &str, at: usize, floor: usize) -> Option<(Named, Option<Named>)> {
        let nearest = self.weekday_before(text, at).filter(|(_, range)| range.start >= floor)?;
        let mut first = nearest.clone();
        for _ in 0..LONGEST_LIST {
            let Some(end) = self.before_joiner(text, first.1.start) else { break };
            match self.weekday_ending(text, end).filter(|(_, range)| range.start >= floor) {
                Some(earlier) => first = earlier,
                None => break,
            }
        }
        Some(if first == nearest { (nearest, None) } else { (first, Some(nearest)) })
    }

    /// Where a word may end that a dash, a comma or a word such as `to` joins to what starts at `at`.
    fn before_joiner(&self, text: &str, at: usize) -> Option<usize> {
        let gap = before_spaces(text, at);
        let head = &text[..gap];
        let undashed = head.trim_end_matches(is_dash);
        if undashed.len() < gap {
            return Some(before_spaces(text, undashed.len()));
        }
        let start = if gap < at { self.range_words.start_before(text, gap).map(|start| before_spaces(text, start)) } else { None };
        match start {
            Some(end) if end < gap => Some(back_over_commas(text, end)),
            _ => head.strip_suffix(',').filter(|_| gap < at).map(str::len),
        }
    }

    /// "Tuesday, 11 January", "Tuesday (11 January)", "Tuesday the 11th of January": the weekday before a date that starts at `at`.
    pub(super) fn weekday_before(&self, text: &str, at: usize) -> Option<Named> {
        let end = if let Some(head) = text[..at].strip_suffix('(') {
            head.len()
        } else {
            let gap = before_spaces(text, at);
            self.articles.start_before(text, gap).filter(|_| gap < at).unwrap_or(at)
        };
        let end = back_over_commas(text, end);
        if end == at { None } else { self.weekday_ending(text, end) }
    }

    fn weekday_ending(&self, text: &str, end: usize) -> Option<Named> {
        if let Some(word) = text[..end].strip_suffix('.') {
            return self.short_weekday(text, |name| word_start(text, word.len(), name).map(|start| start..end));
        }
        if !self.weekday_words.may_end(text, end) {
            return None;
        }
        let place = |name: &str| word_start(text, end, name).map(|start| start..end);
        self.weekday(place).or_else(|| self.short_weekday(text, place))
    }

    /// "11 January (Tuesday)", "1 June, a Tuesday", "8-10 February (Tuesday to Thursday)": the weekdays after a date that ends at `end`.
    fn weekdays_after(&self, text: &str, end: usize) -> Option<(Named, Option<Named>)> {
        let comma = usize::from(byte_is(text, end, |byte| byte == b','));
        let gap = over_spaces(text, end + comma);
        let bracket = comma == 0 && byte_is(text, gap, |byte| byte == b'(');
        let start = gap + usize::from(bracket);
        if start == end {
            return None;
        }
        let start = self.articles.end_at(text, start).map_or(start, |article_end| over_spaces(text, article_end));
        let first = self.weekday_at(text, start)?;
        let last = self.range_joiner(text, first.1.end).and_then(|joiner| self.weekday_at(text, joiner.end));
        let end = last.as_ref().unwrap_or(&first).1.end;
        let ends =
            if bracket { byte_is(text, end, |byte| byte == b')') } else { closes(text, end) && char_at(text, end) != Some('\u{2019}') };
        ends.then_some((first, last))
    }

    pub(super) fn weekday_at(&self, text: &str, at: usize) -> Option<Named> {
        if !self.weekday_words.may_start(text, at) {
            return None;
        }
        let place = |name: &str| word_end(text, at, name).map(|end| at..end);
        let with_stop = |range: TextRange| range.start..range.end + usize::from(text[range.end..].starts_with('.'));
        let short = || self.short_weekday(text, place).map(|(weekday, range)| (weekday, with_stop(range)));
        self.weekday(place).or_else(short)
    }

    /// The same for short names, which are words of other meanings too in another letter case: "sat", "sun".
    fn short_weekday(&self, text: &str, place: impl Fn(&str) -> Option<TextRange>) -> Option<Named> {
        let is_so = |range: &TextRange, name: &str| text[range.clone()].trim_end_matches('.') == name;
        self.short_weekdays.iter().find_map(|(name, weekday)| Some((*weekday, place(name).filter(|range| is_so(range, name))?)))
    }

    fn weekday(&self, place: impl Fn(&str) -> Option<TextRange>) -> Option<Named> {
        (0..7).zip(&self.weekdays).find_map(|(offset, name)| {
            let range = if name.is_empty() { None } else { place(name) }?;
            Some((Weekday::from_monday_zero_offset(offset).ok()?, range))
        })
    }
}
