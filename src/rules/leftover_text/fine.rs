//! What reads like an editing mark and is none. Which words are marks is the house's list.

use crate::house::Leftover;
use crate::prose::TextRange;
use crate::source::{Source, line_ranges};

/// Whether words in brackets are a link's: `[source](…)`.
pub fn is_link(text: &str, range: &TextRange) -> bool {
    text[range.clone()].ends_with(']') && text[range.end..].starts_with(['(', ':'])
}

/// Whether `XXX` is a number: `Part XXX`, `the XXX Corps`.
pub fn is_numeral(text: &str, range: &TextRange, before_identifiers: &[String]) -> bool {
    if &text[range.clone()] != "XXX" {
        return false;
    }
    let before = text[..range.start].trim_end();
    let word = &before[before.trim_end_matches(char::is_alphabetic).len()..];
    let names_number = before_identifiers.iter().any(|known| known.eq_ignore_ascii_case(word));
    let rest = text[range.end..].strip_prefix(' ').unwrap_or_default();
    names_number || rest.starts_with(char::is_uppercase) || text[range.end..].starts_with('-')
}

/// The words of the first line of `text`, where it may be a mark: nearly all lines open otherwise.
pub fn marked_line<'t>(text: &'t str, leftover: &Leftover) -> Option<&'t str> {
    let is_before = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\x0c' | b'#' | b'*' | b'_' | b'>');
    let first = text.bytes().find(|byte| !is_before(byte))?;
    if matches!(first, b'\n' | b'\r') || first.is_ascii() && !leftover.may_open_line(first) {
        return None;
    }
    let (_, end) = line_ranges(text).next()?;
    Some(text[..end].trim_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '*' | '_' | '>')))
}

/// Whether a line of marks stands right below a sentence, which no heading is.
pub fn stands_below_sentence(source: &Source, index: usize) -> bool {
    let above = index.checked_sub(1).map_or("", |above| source.slice(source.line(above))).trim_end();
    above.trim_end_matches(['"', '”', '’', ')', '*', '_']).ends_with('.') && above.chars().count() > SHORT
}

/// Characters of a title that may end in a stop.
const SHORT: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_three_tens_is_no_mark() {
        let is_numeral = |text: &str| is_numeral(text, &(text.find("XXX").map_or(0..0, |at| at..at + 3)), &["Part".to_owned()]);
        assert!(is_numeral("Part XXX of the act") && is_numeral("part XXX") && is_numeral("the XXX Corps") && is_numeral("XXX-rated"));
        assert!(!is_numeral("counted XXX people") && !is_numeral("Minister XXX said") && !is_numeral("XXX"));
    }
}
