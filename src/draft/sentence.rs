//! Where sentences end: at a stop, a question or exclamation mark or an ellipsis, but not at an abbreviation's stop. Nothing is said about
//! whether a sentence is a good one.

use crate::prose::words::{char_at, past_space};
use crate::prose::{OBJECT, Prose, TextRange};

/// Bytes of the longest of those that are listed here.
const LONGEST_USUAL: usize = 6;

/// Whether the stop of `word`, which lacks it, ends no sentence.
fn is_usual(word: &str) -> bool {
    matches!(
        word,
        "Mr" | "Mrs"
            | "Ms"
            | "Mx"
            | "Dr"
            | "Prof"
            | "Gen"
            | "Lt"
            | "Col"
            | "Maj"
            | "Capt"
            | "Cpt"
            | "Sgt"
            | "Cdr"
            | "Adm"
            | "Brig"
            | "St"
            | "Sen"
            | "Rep"
            | "Gov"
            | "Rev"
            | "Hon"
            | "Pres"
            | "Amb"
            | "Supt"
            | "Sr"
            | "Jr"
            | "Messrs"
            | "Mt"
            | "Ft"
            | "vs"
            | "cf"
            | "viz"
            | "al"
            | "approx"
            | "eg"
            | "ie"
            | "e.g"
            | "i.e"
            | "ca"
    )
}

/// The same, when a figure follows.
fn is_usual_before_figures(word: &str) -> bool {
    matches!(
        word,
        "No" | "Nos"
            | "no"
            | "nos"
            | "Vol"
            | "vol"
            | "Art"
            | "art"
            | "Arts"
            | "Fig"
            | "fig"
            | "p"
            | "pp"
            | "para"
            | "paras"
            | "ch"
            | "Sec"
            | "sec"
            | "s"
            | "c"
            | "Jan"
            | "Feb"
            | "Mar"
            | "Apr"
            | "Jun"
            | "Jul"
            | "Aug"
            | "Sep"
            | "Sept"
            | "Oct"
            | "Nov"
            | "Dec"
    )
}

/// Splits `prose` into sentences; stops before byte `from` (an ordinal's) end none. `further` are the house's own abbreviations.
pub fn split(prose: &Prose, from: usize, further: &[String]) -> Vec<TextRange> {
    let text = prose.text();
    let mut sentences = Vec::new();
    let mut start = past_space(text, 0);
    let mut at = from;
    for mark in prose.landmarks().stops().map(|mark| mark.start) {
        // The marks in a row are one end.
        if mark < at {
            continue;
        }
        let end = past_closing(text, mark);
        at = end;
        if !is_sentence_end(text, mark, end, further) {
            continue;
        }
        sentences.push(start..end);
        start = past_space(text, end);
    }
    let past_last = text.trim_end().len();
    if start < past_last {
        sentences.push(start..past_last);
    }
    sentences
}

/// Whether `text` closes a sentence with its last character, quotation marks, brackets and the marks of notes aside.
pub fn is_finished(text: &str) -> bool {
    // Most lines end in a letter, a stop or a comma.
    match text.as_bytes().last() {
        Some(b'a'..=b'z' | b'A'..=b'Z' | b',') => return false,
        Some(b'.' | b'?' | b'!') => return true,
        _ => {}
    }
    let bare = |text: &str| text.trim_end_matches(|c: char| c.is_whitespace() || is_closing(c)).ends_with(STOPS);
    // Nearly every line ends without the mark of a note.
    bare(text) || (text.trim_end().ends_with(may_end_note) && bare(without_notes(text)))
}

/// Marks that end a sentence.
const STOPS: [char; 6] = ['.', '?', '!', '…', '。', '।'];

/// `text` without the marks of notes at its end: `¹`, `[2]`, `[^2]`, `^2`.
pub fn without_notes(text: &str) -> &str {
    let mut text = text.trim_end();
    loop {
        let raised = text.trim_end_matches(is_raised).trim_end();
        let shorter = [bracketed_note, careted_note].iter().find_map(|note| note(raised)).unwrap_or(raised).trim_end();
        if shorter.len() == text.len() {
            return text;
        }
        text = shorter;
    }
}

/// `text` without a note's figure in brackets at its end.
fn bracketed_note(text: &str) -> Option<&str> {
    let inside = text.strip_suffix(']')?;
    let before = inside.trim_end_matches(|c: char| c.is_ascii_digit());
    if before.len() == inside.len() { None } else { before.trim_end_matches('^').strip_suffix('[') }
}

/// `text` without a note's figure behind a caret, or between two, at its end.
fn careted_note(text: &str) -> Option<&str> {
    let inside = text.strip_suffix('^').unwrap_or(text);
    let before = inside.trim_end_matches(|c: char| c.is_ascii_digit());
    if before.len() == inside.len() { None } else { before.strip_suffix('^') }
}

fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '†' | '‡')
}

fn may_end_note(c: char) -> bool {
    is_raised(c) || c.is_ascii_digit() || matches!(c, ']' | '^')
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | ')' | ']' | '»' | '*' | '_')
}

fn past_closing(text: &str, mark: usize) -> usize {
    // Behind nearly every stop stands the next sentence, or nothing.
    let bytes = text.as_bytes();
    let goes_on = match (bytes.get(mark + 1), bytes.get(mark + 2)) {
        (Some(b' '), Some(next)) => next.is_ascii_alphabetic(),
        (next, _) => next.is_none(),
    };
    if goes_on && bytes[mark].is_ascii() {
        return mark + 1;
    }
    let rest = &text[mark..];
    let marks = rest.find(|c: char| !matches!(c, '.' | '?' | '!' | '…' | '。' | '।')).unwrap_or(rest.len());
    let closing = rest[marks..].find(|c: char| !is_closing(c)).unwrap_or(rest.len() - marks);
    let end = mark + marks + closing;
    past_notes(text, mark, end)
}

/// Past the marks of notes that stand right behind a sentence's end.
fn past_notes(text: &str, stop: usize, end: usize) -> usize {
    let mut at = end;
    loop {
        let rest = text[at..].trim_start_matches(' ');
        let spaces = text.len() - at - rest.len();
        let Some(first) = rest.chars().next() else { return at };
        let note = match first {
            '[' => {
                let inside = rest[1..].trim_start_matches('^');
                let figures = inside.bytes().take_while(u8::is_ascii_digit).count();
                (figures > 0 && inside[figures..].starts_with(']')).then(|| rest.len() - inside.len() + figures + 1)
            }
            '^' => {
                let figures = rest[1..].bytes().take_while(u8::is_ascii_digit).count();
                (figures > 0).then(|| 1 + figures + usize::from(rest[1 + figures..].starts_with('^')))
            }
            '0'..='9' if spaces == 0 => glued_note(text, stop, at),
            first => is_raised(first).then(|| first.len_utf8()),
        };
        let Some(note) = note else { return at };
        at += spaces + note;
    }
}

/// The length of a figure of one or two places behind a stop that ends a word in small letters, as raised figures come out of other programs:
/// `the quay.1 He`. An abbreviation before a number is shorter.
fn glued_note(text: &str, stop: usize, at: usize) -> Option<usize> {
    let figures = text[at..].bytes().take_while(u8::is_ascii_digit).count();
    let word = text[..stop].bytes().rev().take_while(u8::is_ascii_lowercase).count();
    let follows =
        text[at + figures..].strip_prefix(' ').map_or(text[at + figures..].is_empty(), |rest| rest.starts_with(char::is_uppercase));
    (at == stop + 1 && figures <= 2 && word >= 4 && follows).then_some(figures)
}

fn is_sentence_end(text: &str, mark: usize, end: usize, further: &[String]) -> bool {
    let bytes = text.as_bytes();
    match bytes.get(end) {
        None => return true,
        Some(b' ') => {}
        Some(_) => return text[mark..].starts_with('。'),
    }
    let Some(next) = char_at(text, past_space(text, end)) else { return true };
    let opens = !next.is_lowercase()
        && (next.is_alphanumeric() || matches!(next, '"' | '“' | '‘' | '\'' | '(' | '[' | '«' | '„' | '—' | '–' | OBJECT));
    if !opens {
        return false;
    }
    let one_stop = bytes[mark] == b'.' && bytes.get(mark + 1) == Some(&b' ');
    !(one_stop && belongs_to_word(&text[..mark], next, further))
}

/// Whether `word`, which lacks its stop, is an abbreviation whose stop ends no sentence. `further` are the house's own.
pub fn is_abbreviation(word: &str, further: &[String]) -> bool {
    is_usual(word) || further.iter().any(|known| known == word)
}

/// Whether the stop of `word`, which lacks it, is its own even at the end of a sentence.
pub fn keeps_its_stop(word: &str, further: &[String]) -> bool {
    matches!(word, "etc" | "Inc" | "Ltd" | "Co" | "Corp" | "Bros") || is_abbreviation(word, further)
}

/// Past the first stop in `text` that seems to end a sentence though no space follows: `truce.It held`.
pub fn glued_stop(text: &str) -> Option<usize> {
    let is_small = |c: Option<char>| c.is_some_and(char::is_lowercase);
    text.match_indices('.').map(|(at, _)| at).find_map(|at| {
        let (mut back, mut ahead) = (text[..at].chars().rev(), text[at + 1..].chars());
        let ends = is_small(back.next()) && is_small(back.next());
        let begins = ahead.next().is_some_and(char::is_uppercase) && is_small(ahead.next());
        (ends && begins).then_some(at + 1)
    })
}

/// Whether the stop after `before` belongs to a word, with `next` the first character of the next word.
fn belongs_to_word(before: &str, next: char, further: &[String]) -> bool {
    let word = &before[last_word_start(before)..];
    if further.iter().any(|known| known == word) {
        return true;
    }
    // Nearly every sentence ends in a longer word.
    if word.len() > LONGEST_USUAL && !word.as_bytes()[word.len() - LONGEST_USUAL..].contains(&b'.') {
        return false;
    }
    let mut last = word[word.bytes().rposition(|byte| byte == b'.').map_or(0, |stop| stop + 1)..].chars();
    let initial = last.next().is_some_and(char::is_uppercase) && last.next().is_none();
    initial || is_usual(word) || (next.is_ascii_digit() && is_usual_before_figures(word))
}

/// Where the letters, figures and stops begin that `text` ends with.
fn last_word_start(text: &str) -> usize {
    // Nearly every word is in ASCII, and so is the space before it.
    let is_part = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_alphanumeric() || *byte == b'.';
    let start = text.len() - text.as_bytes().iter().rev().take_while(|byte| is_part(byte)).count();
    let goes_on = start > 0 && !text.as_bytes()[start - 1].is_ascii();
    if goes_on { text.trim_end_matches(|c: char| c.is_alphanumeric() || c == '.').len() } else { start }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        split(&text.into(), 0, &[]).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn a_sentence_ends_where_a_reader_stops() {
        assert_eq!(sentences("The pier fell. It was old."), ["The pier fell.", "It was old."]);
        assert_eq!(sentences("He said \"leave.\" They left."), ["He said \"leave.\"", "They left."]);
        assert_eq!(
            sentences("Dr. Sena and D. Suba met at 4.5 km. Why? Nobody knows"),
            ["Dr. Sena and D. Suba met at 4.5 km.", "Why?", "Nobody knows"]
        );
        assert_eq!(sentences("Under No. 5 the U.S. envoy left… and came back."), ["Under No. 5 the U.S. envoy left… and came back."]);
        assert_eq!(sentences(" Ärger. Öl. "), ["Ärger.", "Öl."]);
        assert_eq!(sentences(""), Vec::<&str>::new());
    }

    #[test]
    fn the_mark_of_a_note_belongs_to_the_sentence_before_it() {
        for note in ["¹", "²³", "[1]", "[^12]", "^4", "^4^", "[1][2]", "¹ ²", "†", "12", " [3]"] {
            let text = format!("The pier fell.{note} It was old.{note}");
            let found = sentences(&text);
            assert_eq!(found.len(), 2, "{found:?}");
            assert_eq!(found[1], format!("It was old.{note}"));
            let sure = !note.starts_with(|c: char| c.is_ascii_digit());
            assert!(is_finished(&text) == sure, "{text}");
        }
        assert_eq!(sentences("He said \"go.\"³ They went.").len(), 2);
        assert_eq!(sentences("It is 4.5 km² wide and 12.5 m.² It fell.").len(), 2);
        for whole in ["See No.5 Quay", "It took 3.12 Days", "The pier[1] Fell", "In vol.12 He", "On p.3 He"] {
            assert_eq!(sentences(whole).len(), 1, "{whole}");
        }
        assert!(!is_finished("the pier[1]") && !is_finished("the pier 12") && is_finished("the pier.[1]"));
        assert_eq!(without_notes("It rained.[1][^12]² "), "It rained.");
        assert_eq!((without_notes("It rained [so]"), without_notes("[1]"), without_notes("in 2012")), ("It rained [so]", "", "in 2012"));
    }
}
