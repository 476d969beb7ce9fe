//! Large numbers in a text and how their figures are grouped. Whether a number is an amount is not asked.

use crate::prose::{Prose, TextRange};

/// How the figures of a number are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Groups {
    /// `100000`: five figures or more, not at all.
    None,
    /// `100,000`.
    Thousands,
    /// `1,00,000`.
    Lakhs,
}

/// Numbers of five figures or more that are not grouped, and numbers whose groups tell one way of grouping from the other.
pub fn numbers(prose: &Prose, mark: &str) -> Vec<(TextRange, Groups)> {
    let text = prose.text();
    let mut runs = prose.landmarks().figures().peekable();
    let mut found = Vec::new();
    while let Some(TextRange { start, mut end }) = runs.next() {
        // A space stands between other figures too: only groups of three are joined by one.
        let is_group = |more: &TextRange, first: usize| mark != " " || more.len() == 3 && first <= 3;
        let joins = |more: &TextRange, end: usize, first: usize| {
            more.start == end + mark.len() && text[end..].starts_with(mark) && is_group(more, first)
        };
        let first = end - start;
        while let Some(more) = runs.next_if(|more| joins(more, end, first)) {
            end = more.end;
        }
        if end - start >= 5 {
            found.extend(groups(&text[start..end], mark).map(|groups| (start..end, groups)));
        }
    }
    found
}

fn groups(number: &str, mark: &str) -> Option<Groups> {
    let Some((head, last)) = number.rsplit_once(mark) else { return (!number.starts_with('0')).then_some(Groups::None) };
    let mut inner = head.split(mark);
    let first = inner.next().map_or(0, str::len);
    let inner: Vec<usize> = inner.map(str::len).collect();
    let in_thousands = (1..=3).contains(&first) && inner.iter().all(|length| *length == 3);
    match () {
        () if last.len() != 3 => None,
        () if (1..=2).contains(&first) && !inner.is_empty() && inner.iter().all(|length| *length == 2) => Some(Groups::Lakhs),
        () if in_thousands && (first == 3 || !inner.is_empty()) => Some(Groups::Thousands),
        () => None,
    }
}

/// The number with its figures in groups.
pub fn grouped(number: &str, groups: Groups, mark: &str) -> String {
    let figures: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
    let mut written = String::new();
    for (index, figure) in figures.iter().enumerate() {
        let left = figures.len() - index;
        let begins = match groups {
            Groups::Lakhs => left == 3 || (left > 3 && left % 2 == 1),
            Groups::None | Groups::Thousands => left.is_multiple_of(3),
        };
        if index > 0 && begins {
            written.push_str(mark);
        }
        written.push(*figure);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_told_apart() {
        let found =
            |text: &'static str| numbers(&text.into(), ",").into_iter().map(|(range, groups)| (&text[range], groups)).collect::<Vec<_>>();
        assert_eq!(
            found("12345 and 100,000 and 1,00,000"),
            [("12345", Groups::None), ("100,000", Groups::Thousands), ("1,00,000", Groups::Lakhs)]
        );
        assert_eq!(found("1234, 12,345, 1,2,3,4, 00123, 12345,6"), []);
        assert_eq!(found("in 12345, 67890"), [("12345", Groups::None), ("67890", Groups::None)]);
        let spaced =
            |text: &'static str| numbers(&text.into(), " ").into_iter().map(|(range, groups)| (&text[range], groups)).collect::<Vec<_>>();
        assert_eq!(spaced("12 000 and 1 234 567 and 100 000"), [("1 234 567", Groups::Thousands), ("100 000", Groups::Thousands)]);
        assert_eq!(spaced("12000 300 times, in 2021 300"), [("12000", Groups::None)]);
    }

    #[test]
    fn figures_are_grouped() {
        assert_eq!(grouped("12345", Groups::Lakhs, ","), "12,345");
        assert_eq!(grouped("1,000,000", Groups::Lakhs, ","), "10,00,000");
        assert_eq!(grouped("12,34,567", Groups::Thousands, ","), "1,234,567");
    }
}
