//! Numbers that are no amounts. Which words make a number a name is for the house to say.

use crate::date::Vocabulary;
use crate::draft::Paragraph;
use crate::house::ProseFormat;
use crate::prose::TextRange;
use crate::prose::letter_case::same_word;
use crate::rules::Passage;

/// Whether the number at `range` is no amount: it is part of a code, a decimal, a date, an address, or the name of a law.
pub fn is_name(passage: Passage<'_>, range: &TextRange, format: &ProseFormat, dates: &Vocabulary) -> bool {
    let text = passage.text();
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let is_figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (mut back, mut ahead) = (before.chars().rev(), after.chars());
    let (previous, one_before, next, one_after) = (back.next(), back.next(), ahead.next(), ahead.next());
    let glued_before = previous.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '_' | '#' | '№' | '@' | '\\' | '+'))
        || (matches!(previous, Some('.' | ',' | ':' | '\'')) && is_figure(one_before));
    let glued_after = next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '_' | '@'))
        || (next == Some('-') && one_after.is_some_and(char::is_alphanumeric))
        || (matches!(next, Some(',' | ':')) && is_figure(one_after));
    if glued_before || glued_after {
        return true;
    }
    let lead = before.trim_end_matches([' ', '.', ':', '(', '#', '№']);
    let word = &lead[lead.trim_end_matches(char::is_alphanumeric).len()..];
    before[lead.len()..].contains(['#', '№'])
        || format.before_identifiers.iter().any(|known| same_word(known, word))
        || is_dialled(lead, word)
        || is_postal(lead, word, after)
        || is_day(&text[range.clone()])
        || (is_over(after) && is_year(&text[range.clone()], before, dates))
        || ERAS.iter().any(|era| after.strip_prefix(era).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
        || passage.paragraph.is_some_and(|paragraph| is_dated(paragraph, range))
}

/// What makes a number before it a year.
const ERAS: [&str; 7] = [" BC", " BCE", " B.C.", " AD", " A.D.", " CE", " BP"];

/// `0800 123456`, `+44 123456`: after figures that begin no amount.
fn is_dialled(lead: &str, word: &str) -> bool {
    let is_code = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    is_code && (word.starts_with('0') || lead[..lead.len() - word.len()].ends_with('+'))
}

/// `Quay 5, 10115 Ellery` and `Ellery, PE 20500`.
fn is_postal(lead: &str, word: &str, after: &str) -> bool {
    let in_street = lead.strip_suffix(',').is_some_and(|street| street.ends_with(|c: char| c.is_ascii_digit()));
    let place = after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase));
    let state = word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase()) && lead[..lead.len() - 2].ends_with(", ");
    (in_street && place) || state
}

/// `20220115`.
fn is_day(figures: &str) -> bool {
    let part = |range| figures.get(range).and_then(|part: &str| part.parse::<u32>().ok());
    let century = figures.starts_with("19") || figures.starts_with("20");
    figures.len() == 8
        && century
        && part(4..6).is_some_and(|month| (1..=12).contains(&month))
        && part(6..8).is_some_and(|day| (1..=31).contains(&day))
}

/// Whether a number stands right after one that is a name, with a mark or a short word between them: `Laws 20840 and 20841`.
pub fn goes_on(passage: Passage<'_>, last: usize, range: &TextRange) -> bool {
    let between = &passage.text()[last..range.start];
    between.len() <= JOINT && !between.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | ';' | '(' | ')'))
}

/// Bytes of what joins two numbers: ` and `.
const JOINT: usize = 5;

/// Whether five figures are a year with one too many, where a year stands: `in 20222`, `May 20222`.
fn is_year(figures: &str, before: &str, dates: &Vocabulary) -> bool {
    let century = figures.starts_with("19") || figures.starts_with("20");
    let lead = before.trim_end();
    let word = &lead[lead.trim_end_matches(char::is_alphabetic).len()..];
    let known = |words: &[String]| words.iter().any(|known| same_word(known, word));
    let stands_so = known(&dates.months) || known(&dates.before) || known(&dates.before_month);
    figures.len() == 5 && century && !figures.ends_with("00") && stands_so
}

/// Whether no plural follows a number, which would be what it counts.
fn is_over(after: &str) -> bool {
    let word = after.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    !(word.len() >= PLURAL && word.ends_with('s') && word.starts_with(char::is_lowercase))
}

/// Letters of a word that may be a plural: `was` and `this` are none.
const PLURAL: usize = 5;

fn is_dated(paragraph: &Paragraph, range: &TextRange) -> bool {
    let next = paragraph.dates.partition_point(|date| date.range.end <= range.start);
    paragraph.dates.get(next).is_some_and(|date| date.range.start < range.end)
}

#[cfg(test)]
mod tests {
    use super::super::groups::numbers;
    use super::*;

    #[test]
    fn names_are_no_amounts() {
        let format = ProseFormat { before_identifiers: vec!["No".to_owned(), "Act".to_owned()], ..ProseFormat::default() };
        let dates = Vocabulary { before_month: vec!["in".to_owned()], months: vec!["May".to_owned()], ..Vocabulary::default() };
        let is_name = |text: &str| {
            let prose = text.into();
            let (range, _) = numbers(&prose, ",").remove(0);
            is_name(Passage { prose: &prose, paragraph: None }, &range, &format, &dates)
        };
        for name in [
            "No. 12345",
            "Act 12345",
            "PA-12345",
            "12345/21",
            "+12345",
            "3.14159",
            "at 5, 12345 Ellery",
            "20220115",
            "12000 BC",
            "# 12345",
            "act 12345",
            "0800 123456",
            "+44 123456",
            "in 20222.",
            "5 May 20222 (so",
        ] {
            assert!(is_name(name), "{name}");
        }
        for amount in [
            "Rs.12345",
            "12345.50",
            "$12345",
            "12345, and",
            "in May, 12345 Elleryans",
            "in 20222 boats",
            "in 20000.",
            "of 20222.",
            "10000–20000",
        ] {
            assert!(!is_name(amount), "{amount}");
        }
    }
}
