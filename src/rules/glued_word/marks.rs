//! Words that a lost space glues to a comma, a semicolon or a bracket. Lists without any spaces, formulas and plurals such as `ship(s)`
//! only look like them.

use std::ops::Range;

use super::words::is_addressed;
use crate::prose::Prose;
use crate::prose::words::{char_at, char_before};

/// Words with a mark between them and no space, and where the space should be.
pub fn glued(prose: &Prose) -> Vec<(Range<usize>, usize)> {
    let text = prose.text();
    let marks = prose.landmarks().commas().chain(prose.landmarks().semicolons());
    let mut found: Vec<_> = marks.filter_map(|at| past_mark(text, at)).collect();
    found.extend(prose.landmarks().brackets().filter_map(|at| match text.as_bytes()[at] {
        b'(' => before_bracket(text, at),
        b')' => past_bracket(text, at),
        _ => None,
    }));
    found
}

/// A comma or semicolon at byte `at` between two words of two letters or more.
fn past_mark(text: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let next = char_at(text, at + 1).filter(|next| next.is_alphanumeric() || *next == '“')?;
    let quote = if next == '“' { next.len_utf8() } else { 0 };
    let (before, after) = (word_before(text, at), word_after(text, at + 1 + quote));
    let (start, end) = (at - before.len(), at + 1 + quote + after.len());
    let closed = matches!(char_before(text, at), Some(')' | ']' | '”'));
    let is_figure = |word: &str| word.ends_with(|c: char| c.is_ascii_digit());
    let first = closed || is_figure(before) || before.chars().nth(1).is_some();
    let a_word = after.chars().nth(1).is_some() || text[end..].starts_with(' ');
    // `8 May,2022` lacks a space, `A,4` and `1,000` lack none.
    let second =
        if after.starts_with(|c: char| c.is_ascii_digit()) { before.chars().nth(2).is_some() && !is_figure(before) } else { a_word };
    let is_entity = text[..start].ends_with(['&', '#']);
    (first && second && !is_entity && !is_addressed(text, start, end)).then_some((start..end, at + 1))
}

/// An opening bracket at byte `at` right after a word of three letters or more, if what it opens is no part of that word.
fn before_bracket(text: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let word = word_before(text, at);
    let is_word = word.chars().nth(2).is_some() && word.ends_with(char::is_lowercase) && word.chars().all(char::is_alphabetic);
    if !is_word || !is_aside(inner(text, at + 1)?) {
        return None;
    }
    let (start, end) = (at - word.len(), at + 1 + word_after(text, at + 1).len());
    (!text[..start].ends_with(['.', '/', '@', '#', '_'])).then_some((start..end, at))
}

/// A closing bracket at byte `at` right before a word of two letters or more, if what it closes is no part of that word.
fn past_bracket(text: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let word = word_after(text, at + 1);
    if word.chars().nth(1).is_none() || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let from = text.floor_char_boundary(at.saturating_sub(REACH));
    let open = from + text[from..at].rfind('(')?;
    let start = at - word_before(text, at).len();
    (is_aside(&text[open + 1..at]) && !text[open + 1..at].contains(')')).then_some((start..at + 1 + word.len(), at + 1))
}

/// What a bracket before byte `start` holds.
fn inner(text: &str, start: usize) -> Option<&str> {
    let near = &text[start..text.ceil_char_boundary((start + REACH).min(text.len()))];
    // One that is closed far away, or never, holds words.
    Some(&near[..near.find(')').unwrap_or(near.len())]).filter(|inner| !inner.is_empty())
}

/// Bytes in which the other half of a pair is looked for.
const REACH: usize = 300;

/// Whether what brackets hold is said aside: several words, letters that stand for a name, a year.
fn is_aside(inner: &str) -> bool {
    let mut words = inner.split(' ');
    let first = words.next().unwrap_or_default();
    let several = words.next().is_some() && first.starts_with(char::is_alphabetic);
    let letters = inner.chars().nth(1).is_some() && inner.chars().all(char::is_uppercase);
    let year = inner.len() == 4 && inner.bytes().all(|byte| byte.is_ascii_digit()) && inner.starts_with(['1', '2']);
    several || letters || year
}

fn word_before(text: &str, end: usize) -> &str {
    let start = text[..end].trim_end_matches(|c: char| c.is_alphanumeric() || matches!(c, '\'' | '’')).len();
    &text[start..end]
}

/// The word that begins at byte `start`.
pub fn word_after(text: &str, start: usize) -> &str {
    let rest = &text[start..];
    &rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<String> {
        let mut found = glued(&text.into());
        found.sort_by_key(|(range, _)| range.start);
        found.into_iter().map(|(range, at)| format!("{}|{}", &text[range.start..at], &text[at..range.end])).collect()
    }

    #[test]
    fn a_lost_space_glues() {
        assert_eq!(
            parts("Two boats,the oldest,are old;the rest,a few,sank"),
            ["boats,|the", "oldest,|are", "old;|the", "rest,|a", "few,|sank"]
        );
        assert_eq!(parts("in 2018,the 8 May,2022 (so),he said,“Go”"), ["2018,|the", "May,|2022", ",|he", "said,|“Go"]);
        assert_eq!(parts("the Guild(a branch) and Union(NIFU)led of Smith(2015)"), ["Guild|(a", "Union|(NIFU", "NIFU)|led", "Smith|(2015"]);
    }

    #[test]
    fn what_belongs_together_stays() {
        for fine in [
            "1,000 and 2,4-D or N,N-dimethyl",
            "ship(s), (s)he, (re)open, f(x), f(ab, c), Ca(OH)2",
            "Article 5(2)(a)",
            "UN(HCR)",
            "&amp;the",
            "a,b",
            "#one,#two",
            "x@y.org,z@y.org",
            "(NGO)s",
            "colour(ed)",
            "and/or",
            "12,5 km",
            "exit(1)",
        ] {
            assert_eq!(parts(fine), Vec::<String>::new(), "{fine}");
        }
    }
}
