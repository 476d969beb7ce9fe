//! What only looks like half of a pair of brackets: the mark of a list, a smile, an interval.

use crate::prose::OBJECT;
use crate::prose::words::char_before;

/// Whether a bracket after `before` is a mouth: `:)`, `;-(`.
pub fn is_face(before: &str) -> bool {
    let eyes = before.strip_suffix(['-', '\'', '^']).unwrap_or(before);
    eyes.ends_with([':', ';', '='])
}

/// Whether `before`, which stands before a closing bracket, ends like the mark of a list: `a`, `12`, `iv`, `3.`.
pub fn is_list_mark(before: &str) -> bool {
    let bare = before.strip_suffix('.').unwrap_or(before);
    let mark = &bare[bare.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len()..];
    let start = bare.len() - mark.len();
    let stands_apart =
        char_before(bare, start).is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '/' | ',' | ';' | '"' | '“' | OBJECT));
    let is_numeral = mark.bytes().all(|byte| matches!(byte.to_ascii_lowercase(), b'i' | b'v' | b'x'));
    let figures = mark.bytes().all(|byte| byte.is_ascii_digit());
    stands_apart && (mark.len() == 1 || (figures && matches!(mark.len(), 1..=3)) || (is_numeral && matches!(mark.len(), 2..=5)))
}

/// Bytes between the brackets of the longest interval.
const INTERVAL: usize = 40;

/// Whether what stands between two brackets of different make are an interval's ends: `0, 1`.
pub fn is_interval(inner: &str) -> bool {
    if inner.len() > INTERVAL {
        return false;
    }
    let is_end = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | '−' | '-' | '+' | '∞' | '%');
    let is_name = |end: &str| end.trim().chars().count() <= 2;
    let mut ends = inner.split([',', ';']);
    let both = |one: &str, other: &str| [one, other].iter().all(|end| !end.trim().is_empty() && (end.chars().all(is_end) || is_name(end)));
    matches!((ends.next(), ends.next(), ends.next()), (Some(one), Some(other), None) if both(one, other))
}
