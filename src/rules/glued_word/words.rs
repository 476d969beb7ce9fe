//! Words that a lost space glues together, and what only looks like them: units, codes, addresses. Marks are not looked at.

use std::ops::Range;

use crate::draft;
use crate::prose::Prose;

/// Figures with a word of three small letters or more right after them, and where the word begins.
pub fn figures_glued(prose: &Prose) -> Vec<(Range<usize>, usize)> {
    let text = prose.text();
    let (mut found, mut number) = (Vec::new(), 0..0);
    for Range { start: run, end: figures } in prose.landmarks().figures() {
        // `12,000` and `3.5` are one number.
        let goes_on = run == number.end + 1 && text[number.end..].starts_with([',', '.']);
        number = if goes_on { number.start } else { run }..figures;
        let start = number.start;
        let letters: usize = text[figures..].chars().take_while(|c| c.is_lowercase()).map(char::len_utf8).sum();
        let word = &text[figures..figures + letters];
        if word.chars().nth(2).is_some() && !UNITS.contains(&word) && !is_coded(text, start, figures + letters) {
            found.push((start..figures + letters, figures));
        }
    }
    found
}

/// What is written right after its figure, of three letters or more.
const UNITS: [&str; 40] = [
    "kms",
    "kmh",
    "kmph",
    "kph",
    "mph",
    "rpm",
    "bps",
    "kbps",
    "mbps",
    "gbps",
    "tbps",
    "kbit",
    "mbit",
    "gbit",
    "kwh",
    "mwh",
    "gwh",
    "twh",
    "ppm",
    "ppb",
    "hrs",
    "min",
    "mins",
    "sec",
    "secs",
    "lbs",
    "cwt",
    "yrs",
    "mln",
    "bln",
    "fold",
    "bbl",
    "bpd",
    "bcm",
    "mcm",
    "sqm",
    "ers",
    "ish",
    "plus",
    "somethings",
];

/// Whether what stands from `start` to `end` is part of a code, an address or the name of a file.
fn is_coded(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let mut after = text[end..].chars();
    let (next, following) = (after.next(), after.next());
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '@' | '#' | '\\' | '.' | ':' | '’' | '\'');
    before.is_some_and(joins)
        || next.is_some_and(|next| next.is_alphanumeric() || matches!(next, '_' | '/' | '@'))
        || (next == Some('.') && following.is_some_and(char::is_alphanumeric))
}

/// Two words with nothing between them but the mark that ends a sentence, and where the second begins.
pub fn stops_glued(prose: &Prose, abbreviations: &[String]) -> Vec<(Range<usize>, usize)> {
    let text = prose.text();
    let mut found = Vec::new();
    for stop in prose.landmarks().stops().map(|stop| stop.start).filter(|stop| text[*stop..].starts_with(['.', '?', '!'])) {
        let (before, after) = (&text[..stop], &text[stop + 1..]);
        let mut next = after.chars();
        let begins = next.next().is_some_and(char::is_uppercase) && next.next().is_some_and(char::is_lowercase);
        // A bracket or a quotation may be what ends.
        let closed = before.strip_suffix([')', '”']).unwrap_or(before);
        if !begins || !closed.ends_with(char::is_lowercase) {
            continue;
        }
        let first = &before[closed.trim_end_matches(char::is_alphabetic).len()..];
        let second = &after[..after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len())];
        let (start, end) = (stop - first.len(), stop + 1 + second.len());
        let short = first.chars().nth(1).is_none();
        let file = ENDINGS.iter().any(|ending| ending.eq_ignore_ascii_case(second));
        if !short && !file && !draft::is_abbreviation(first, abbreviations) && !is_addressed(text, start, end) {
            found.push((start..end, stop + 1));
        }
    }
    found
}

/// How addresses and names of files end.
pub const ENDINGS: [&str; 22] = [
    "ai", "com", "doc", "docx", "edu", "gov", "html", "info", "io", "jpg", "js", "net", "org", "pdf", "png", "ppt", "pptx", "tv", "txt",
    "xls", "xlsx", "zip",
];

/// Whether what stands from `start` to `end` is part of an address or of the name of a file.
pub fn is_addressed(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let mut after = text[end..].chars();
    let (next, following) = (after.next(), after.next());
    before.is_some_and(|before| before.is_alphanumeric() || matches!(before, '.' | '@' | '/' | '\\' | ':' | '_' | '#'))
        || next.is_some_and(|next| next.is_numeric() || matches!(next, '@' | '/' | '_' | '('))
        || (next == Some('.') && following.is_some_and(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str, found: Vec<(Range<usize>, usize)>) -> Vec<String> {
        found.into_iter().map(|(range, at)| format!("{}|{}", &text[range.start..at], &text[at..range.end])).collect()
    }

    #[test]
    fn figures_and_words_of_one_kind_stay_together() {
        let glued = |text: &str| parts(text, figures_glued(&text.into()));
        assert_eq!(glued("In 2015reduced, 3.5million and (12,000troops)"), ["2015|reduced", "3.5|million", "12,000|troops"]);
        let fine = "5G M23 M23rebels 20th 1990s 10km 3pm COVID19 90mph a-2015made x.2015made 2015made.pdf 10fold 2x4 4x4ers v2beta";
        assert!(glued(fine).is_empty(), "{:?}", glued(fine));
    }

    #[test]
    fn a_stop_inside_a_name_is_none() {
        let glued = |text: &str| parts(text, stops_glued(&text.into(), &["Skpr".to_owned()]));
        assert_eq!(glued("the region.He left the province.Then"), ["region.|He", "province.|Then"]);
        let fine = "U.S. Ph.D i.e.The Dr.Sena Skpr.Ole example.Com a.b.Then me@post.Then x/port.Then Will.I.Am Report.Final.pdf";
        assert!(glued(fine).is_empty(), "{:?}", glued(fine));
    }
}
