//! Takes a line apart that may be a number line: its words, figures and signs, and the date in it. What they mean together is not decided here.

use crate::date::{Finder, Mention};
use crate::house::numbers::{figures_at, is_sign, numbers_at};
use crate::house::template::Template;
use crate::prose::TextRange;
use crate::prose::letter_case::{differ, same_word};
use crate::prose::words::char_before;

/// Words of the longest name of another series.
pub(super) const MOST_WORDS: usize = 6;

/// How much longer or shorter, in bytes, a name may be than what is meant for it.
pub(super) const NEAR_LENGTHS: usize = 8;

/// What a part of a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Word,
    Sign,
    Open,
    Figures,
    Date,
}

/// The line's words, figures and signs in order; other marks are passed over. `None` where it opens with so many words that they are neither
/// the series' name nor that of another, so that it is no number line whatever follows.
pub(super) fn tokens(
    line: &str,
    template: &Template,
    placeholders: &[String],
    date: Option<&Mention>,
    dates: &Finder,
) -> Option<Vec<(Token, TextRange)>> {
    let date = date.map(|date| {
        let weekday = date.weekday.as_ref().map_or(&date.range, |(_, range)| range);
        date.range.start.min(weekday.start)..date.range.end.max(weekday.end)
    });
    let most_words = MOST_WORDS.max(template.name().len() + 1);
    // As `compare` allows.
    let most_bytes = template.name().iter().map(|word| word.len() + 1).sum::<usize>() + NEAR_LENGTHS;
    let mut tokens: Vec<(Token, TextRange)> = Vec::with_capacity(8);
    let (mut at, mut opens, mut bytes) = (0, true, 0);
    while let Some(c) = line[at..].chars().next() {
        if c == ' ' {
            at += 1;
            continue;
        }
        let (token, end) = if let Some(date) = date.as_ref().filter(|date| date.start == at) {
            (Some(Token::Date), date.end)
        } else if let Some(end) = name_word_end(line, at, template).filter(|_| matches!(tokens.last(), None | Some((Token::Word, _)))) {
            (Some(Token::Word), end)
        } else if c.is_ascii_digit() {
            let [range, alone] = numbers_at(line, at, dates);
            let limit = date.as_ref().filter(|date| date.start > at).map_or(line.len(), |date| date.start);
            let numbers = range.filter(|range| range.range.end <= limit).or(alone);
            let end = numbers.map_or_else(|| figures_at(line, at).expect("a figure stands here").1, |numbers| numbers.range.end);
            (Some(Token::Figures), end)
        } else if c.is_alphanumeric() && announces_number(line, at, placeholders) {
            (Some(Token::Sign), word_end(line, at))
        } else if let Some(end) = open_end(line, at, placeholders) {
            // Stops or a question mark stand for a number only in the number's place, and one stop is that of "No.".
            let in_place = !matches!(c, '.' | '?') || matches!(tokens.last(), Some((Token::Sign, _))) && &line[at..end] != ".";
            (in_place.then_some(Token::Open), end)
        } else if matches!(c, '#' | '№') {
            (Some(Token::Sign), at + c.len_utf8())
        } else if c.is_alphanumeric() {
            (Some(Token::Word), word_end(line, at))
        } else {
            (None, at + c.len_utf8())
        };
        if let Some(token) = token {
            opens &= token == Token::Word;
            bytes += end - at + 1;
            tokens.push((token, at..end));
            if opens && tokens.len() > most_words && bytes > most_bytes {
                return None;
            }
        }
        at = end;
    }
    Some(tokens)
}

/// The end of the word at `at`, without figures: in "nº8" and "No12" they are the number.
fn word_end(line: &str, at: usize) -> usize {
    // Nearly every word is of these letters.
    let at = at + line.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let rest = &line[at..];
    at + rest.find(|c: char| c.is_ascii_digit() || !c.is_alphanumeric() && !matches!(c, '\'' | '’')).unwrap_or(rest.len())
}

/// The end of a word of the series' name at `at`, figures included.
fn name_word_end(line: &str, at: usize, template: &Template) -> Option<usize> {
    let rest = &line[at..];
    let first = *rest.as_bytes().first()?;
    // Nearly every word begins otherwise.
    let may_be = |known: &String| known.bytes().next().is_some_and(|own| !differ(own, first));
    if !template.name().iter().any(may_be)
        || !rest.starts_with(char::is_alphanumeric)
        || char_before(line, at).is_some_and(char::is_alphanumeric)
    {
        return None;
    }
    let word = &rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())];
    template.name().iter().any(|known| same_word(known, word)).then_some(at + word.len())
}

/// The end of what leaves the number open: a run of `_`, `?`, `.` or `X`, or a word of the house's.
fn open_end(line: &str, at: usize, placeholders: &[String]) -> Option<usize> {
    let first = line[at..].chars().next()?;
    if matches!(first, '_' | '?' | '.' | '…') {
        return Some(line.len() - line[at..].trim_start_matches(first).len());
    }
    let rest = &line.as_bytes()[at..];
    let stands = |word: &&String| word.as_bytes().first() == rest.first() && rest.starts_with(word.as_bytes());
    let listed = placeholders.iter().filter(stands).map(|word| at + word.len()).max();
    let listed = listed.filter(|end| !line[*end..].starts_with(char::is_alphanumeric));
    let run_of_x = || {
        let end = word_end(line, at);
        line[at..end].bytes().all(|byte| byte.eq_ignore_ascii_case(&b'x')).then_some(end)
    };
    let end = listed.or_else(|| if matches!(first, 'x' | 'X') { run_of_x() } else { None })?;
    (end > at).then_some(end)
}

/// Whether the word at `at` stands for `#`, and a number or what leaves it open follows.
fn announces_number(line: &str, at: usize, placeholders: &[String]) -> bool {
    if !matches!(line.as_bytes()[at], b'n' | b'N') {
        return false;
    }
    let end = word_end(line, at);
    if !is_sign(&line[at..end]) {
        return false;
    }
    let next = line.len() - line[end..].trim_start_matches([' ', '.', '°', '[', '(']).len();
    let figure = line[next..].starts_with(|c: char| c.is_ascii_digit() || c == '#');
    figure || open_end(line, next, placeholders).is_some()
}
