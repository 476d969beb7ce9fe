//! Words and figures at a place in a text. What they mean in a date is for the grammar.

use crate::prose::TextRange;
use crate::prose::words::{byte_is, char_at};

pub(super) fn is_figure(byte: u8) -> bool {
    byte.is_ascii_digit()
}

/// The first figure at or after `at`.
pub(super) fn next_figure(text: &str, at: usize) -> Option<usize> {
    text.as_bytes()[at..].iter().position(u8::is_ascii_digit).map(|found| at + found)
}

/// The end of the run of figures at `at`.
pub(super) fn figures_end(text: &str, at: usize) -> usize {
    at + text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// The value of the run of exactly `len` figures at `at`, and its range.
pub(super) fn figures(text: &str, at: usize, len: usize) -> Option<(i16, TextRange)> {
    if !byte_is(text, at, is_figure) || figures_end(text, at) != at + len {
        return None;
    }
    Some((text[at..at + len].parse().ok()?, at..at + len))
}

pub(super) fn over_spaces(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    at + bytes.get(at..).map_or(0, |rest| rest.iter().take_while(|byte| **byte == b' ').count())
}

/// Where the spaces and commas begin that stand right before `at`.
pub(super) fn back_over_commas(text: &str, at: usize) -> usize {
    at - text.as_bytes()[..at].iter().rev().take_while(|byte| matches!(byte, b',' | b' ')).count()
}

pub(super) fn is_dash(mark: char) -> bool {
    matches!(mark, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// A dash of any kind at `at`, or several: their end.
pub(super) fn over_dashes(text: &str, at: usize) -> usize {
    if byte_is(text, at, |byte| byte.is_ascii() && byte != b'-') {
        return at;
    }
    text.get(at..).map_or(at, |rest| text.len() - rest.trim_start_matches(is_dash).len())
}

/// Whether a mark that closes a phrase stands at `at`, or the text ends there.
pub(super) fn closes(text: &str, at: usize) -> bool {
    let Some(mark) = char_at(text, at) else { return true };
    match mark {
        '.' | ',' | ':' => !byte_is(text, at + 1, is_figure),
        ';' | ')' | ']' | '!' | '?' | '"' | '\u{2019}' | '\u{201d}' | '\u{bb}' => true,
        _ => false,
    }
}
