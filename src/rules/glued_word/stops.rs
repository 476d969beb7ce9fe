//! Full stops that are set off from their word.

use super::marks::word_after;
use super::words::ENDINGS;
use crate::prose::{Prose, TextRange};

/// Spaces, and a full stop after them that should stand right behind the word.
pub fn loose_stops(prose: &Prose) -> Vec<TextRange> {
    let text = prose.text();
    let is_loose = |stop: &TextRange| {
        let word = text[..stop.start].trim_end_matches(' ');
        let rest = &text[stop.end..];
        let is_closed = |c: char| c.is_alphanumeric() || matches!(c, ')' | ']' | '”' | '"' | '’');
        // `.NET`, `.5` and `. . .` stand where they should.
        let begins = || starts_sentence(rest) && !is_ending(rest);
        let ends =
            rest.is_empty() || rest.starts_with(['”', '’', ')', ']']) || (rest.starts_with(' ') && !rest.trim_start().starts_with('.'));
        word.len() < stop.start && word.ends_with(is_closed) && (ends || begins())
    };
    let stops = prose
        .landmarks()
        .stops()
        .filter(|stop| stop.start > 0 && text.as_bytes()[stop.start] == b'.' && text.as_bytes()[stop.start - 1] == b' ');
    stops.filter(is_loose).map(|stop| text[..stop.start].trim_end_matches(' ').len()..stop.end).collect()
}

/// Whether a capital and a small letter open `rest`.
fn starts_sentence(rest: &str) -> bool {
    let mut next = rest.chars();
    next.next().is_some_and(char::is_uppercase) && next.next().is_some_and(char::is_lowercase)
}

fn is_ending(rest: &str) -> bool {
    let word = word_after(rest, 0);
    ENDINGS.iter().any(|ending| ending.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stop_stands_behind_its_word() {
        let loose = |text: &'static str| loose_stops(&text.into()).into_iter().map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(loose("the quay .He left . They (so) ."), [" .", " .", " ."]);
        assert_eq!(loose("the .NET and .Net code, .5 of it . . . a .com, .. and ... so"), Vec::<&str>::new());
    }
}
