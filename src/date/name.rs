//! Dates that are names, or part of one: "6 January Committee", "the March 23 movement", "M23 or March 23".

use crate::prose::TextRange;
use crate::prose::words::{before_spaces, char_at, char_before, ends_word, word_end, words_in};

use super::Finder;
use super::form::Order;
use super::group::Dating;
use super::words::over_spaces;

/// Words between a name and its short form: "March 23, also known as M23".
const MOST_BETWEEN: usize = 4;

/// Bytes of them.
const LONGEST_GAP: usize = 40;

impl Finder {
    /// Whether the date of `text` is a name. `before_capital` tells whether a capitalised word follows it.
    pub(super) fn is_name(&self, text: &str, dating: &Dating, before_capital: bool) -> bool {
        let (range, figure) = (dating.range(), dating.first.first.bare.start);
        if self.in_name(text, &range, figure) {
            return true;
        }
        // "On March 23 rebels entered the town", and the same at a paragraph's start
        let led_in = range.start == 0 || self.before.stand_before(text, range.start);
        let names_a_thing = before_capital && dating.first.order == Order::Month;
        !led_in && (names_a_thing || self.is_beside_thing(text, &range) || self.has_short_form(text, dating))
    }

    /// Whether the date in `range`, whose first figure stands at `figure`, is part of one of the house's names.
    fn in_name(&self, text: &str, range: &TextRange, figure: usize) -> bool {
        let first = text.as_bytes().get(figure);
        self.names.iter().any(|(name, before_figure)| {
            if name.as_bytes().get(*before_figure) != first {
                return false;
            }
            let Some(start) = figure.checked_sub(*before_figure) else { return false };
            let end = start + name.len();
            let covers = start <= range.start && range.end <= end;
            covers && text.get(start..end) == Some(name) && ends_word(text, end)
        })
    }

    /// "the March 23 movement", "Hospital 12 October", "Square of 5 May".
    fn is_beside_thing(&self, text: &str, range: &TextRange) -> bool {
        let after = over_spaces(text, range.end);
        if after > range.end && self.things.end_at(text, after).is_some() {
            return true;
        }
        let end = before_spaces(text, range.start);
        let end = self.joiners.start_before(text, end).map_or(end, |joiner| before_spaces(text, joiner));
        let thing = if end < range.start { self.things.start_before(text, end) } else { None };
        thing.is_some_and(|start| char_at(text, start).is_some_and(char::is_uppercase))
    }

    /// "M23, or March 23": the month's first letter and the day stand beside the date.
    fn has_short_form(&self, text: &str, dating: &Dating) -> bool {
        let group = &dating.first;
        let Some(initial) = self.month_name(group.month).chars().next().filter(|_| group.year.is_none()) else { return false };
        let short = format!("{initial}{}", group.first.value);
        let joins = |gap: &str| {
            gap.len() <= LONGEST_GAP
                && !gap.contains(['.', ';', ':'])
                && words_in(gap).count() <= MOST_BETWEEN
                && words_in(gap).all(|word| !self.before.have(word))
        };
        let range = dating.range();
        let starts_word = |at: usize| !char_before(text, at).is_some_and(char::is_alphanumeric);
        let is_short = |at: &usize| starts_word(*at) && word_end(text, *at, &short).is_some();
        let reach = LONGEST_GAP + short.len();
        let before = text[..range.start].char_indices().rev().take(reach).last().map_or(range.start, |(at, _)| at);
        let after = text[range.end..].char_indices().nth(reach).map_or(text.len(), |(at, _)| range.end + at);
        let follows = text[range.end..after].find(&short).map(|at| range.end + at).filter(is_short);
        let leads = text[before..range.start].rfind(&short).map(|at| before + at).filter(is_short);
        follows.is_some_and(|at| joins(&text[range.end..at])) || leads.is_some_and(|at| joins(&text[at + short.len()..range.start]))
    }
}
