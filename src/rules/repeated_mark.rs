//! `repeated-mark`. Marks of different kinds in a row are not looked at: `?!` is as often meant as not.

use crate::draft::{is_abbreviation, keeps_its_stop};
use crate::prose::TextRange;
use crate::prose::words::{char_at, char_before};
use crate::rules::{Context, Findings, Safety, rule};

rule! {
    /// A mark stands twice in a row
    ///
    /// Two stops or commas side by side are left over from a change of wording, or a key that was held too long. Two exclamation marks
    /// are no stronger than one.
    ///
    /// ```events bad
    /// On 11 May, the dockers of Port Ellery voted,, at last, to return to work.. The vote ended a strike of nine days.
    /// ```
    ///
    /// ```events fixed
    /// On 11 May, the dockers of Port Ellery voted, at last, to return to work. The vote ended a strike of nine days.
    /// ```
    ///
    /// Three stops are an ellipsis, and what is quoted keeps its marks:
    ///
    /// ```events good
    /// On 11 May, the dockers of Port Ellery voted to return to work ... after nine days. The banner said: "At last!!" and nothing else.
    /// ```
    ///
    /// To mend it, leave one of the marks.
    "repeated-mark", Prose, Warning, fix: Safe, where: ROW, check: Part(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    for passage in cx.passages() {
        let text = passage.text();
        // Marks behind an ordinal are for `ordinal-form`.
        let from = passage.paragraph.and_then(|paragraph| paragraph.point.as_ref()).map_or(0, |point| point.marked.end);
        for row in passage.prose.landmarks().rows() {
            if row.start < from || passage.is_quoted(&row) || !is_slip(text, &row, &cx.house.prose.abbreviations) {
                continue;
            }
            let span = passage.prose.span(row.clone());
            let written = &text[row.clone()];
            let one = &written[..1];
            let exact = cx.draft.source.slice(span) == written && !may_be_ellipsis(text, &row);
            let instead = if char_at(text, row.end).is_some_and(char::is_alphabetic) { format!("{one} ") } else { one.to_owned() };
            let fix = exact.then(|| cx.fix(format!("write one `{one}`"), Safety::Safe, span, instead));
            findings.push(cx.finding(format!("`{written}` stands where one mark is enough"), span).help(format!("write `{one}`")).fix(fix));
        }
    }
}

/// Whether a row of marks can only be a slip.
fn is_slip(text: &str, row: &TextRange, abbreviations: &[String]) -> bool {
    let mark = text.as_bytes()[row.start];
    let (before, after) = (char_before(text, row.start), char_at(text, row.end));
    let closes = |c: char| matches!(c, ')' | ']' | '"' | '”' | '’' | '\'' | '%');
    let ends = after.is_none_or(|c| c.is_whitespace() || closes(c));
    if !before.is_some_and(|c| c.is_alphanumeric() || closes(c)) {
        return false;
    }
    match mark {
        // Three are an ellipsis; two behind an abbreviation are its own and the sentence's.
        b'.' => {
            row.len() == 2 && (ends || joins_sentences(text, row)) && !is_short(text, row.start, abbreviations) && !is_spaced(text, row)
        }
        // `???` is a mark that an editor left; `e4!!` is a move.
        b'?' => row.len() == 2 && ends && !before.is_some_and(char::is_numeric),
        b'!' => ends && !before.is_some_and(char::is_numeric),
        _ => ends || joins_words(text, row),
    }
}

/// Whether a capital that begins a word follows right after a small letter and the row.
fn joins_sentences(text: &str, row: &TextRange) -> bool {
    let mut next = text[row.end..].chars();
    let begins = next.next().is_some_and(char::is_uppercase) && next.next().is_some_and(char::is_lowercase);
    begins && char_before(text, row.start).is_some_and(char::is_lowercase)
}

/// Whether words of two letters or more stand right before and after the row.
fn joins_words(text: &str, row: &TextRange) -> bool {
    let before = text[..row.start].chars().rev().take(2).filter(|c| c.is_alphabetic()).count();
    let after = text[row.end..].chars().take(2).filter(|c| c.is_alphabetic()).count();
    before == 2 && after == 2
}

/// Whether the word that ends at `end` has a stop of its own.
fn is_short(text: &str, end: usize, abbreviations: &[String]) -> bool {
    let start =
        text[..end].rfind(|c: char| !(c.is_alphanumeric() || c == '.')).map_or(0, |at| at + char_at(text, at).map_or(1, char::len_utf8));
    let word = &text[start..end];
    let is_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    is_letter || word.contains('.') || is_abbreviation(word, abbreviations) || keeps_its_stop(word, abbreviations)
}

/// Whether further stops or a range's second figure stand behind a space: `.. .`, `1.. 5`.
fn is_spaced(text: &str, row: &TextRange) -> bool {
    let next = char_at(text, row.end + (text[row.end..].len() - text[row.end..].trim_start().len()));
    let in_figures = char_before(text, row.start).is_some_and(char::is_numeric) && next.is_some_and(char::is_numeric);
    next == Some('.') || in_figures
}

/// Whether two stops stand in the middle of a sentence: an ellipsis may have been meant.
fn may_be_ellipsis(text: &str, row: &TextRange) -> bool {
    text[row.clone()].starts_with('.') && text[row.end..].trim_start().starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::Prose;

    fn slips(text: &str) -> Vec<&str> {
        let rows = Prose::from(text).landmarks().rows().into_iter().filter(|row| is_slip(text, row, &["Bros".to_owned()]));
        rows.map(|row| &text[row]).collect()
    }

    #[test]
    fn a_mark_too_many_is_a_slip() {
        assert_eq!(slips("They went.. Then,, at last;; home!! Why?? The quay..The end.."), ["..", ",,", ";;", "!!", "??", "..", ".."]);
        assert_eq!(slips("The pier,,the quay (as ever..) and “so”,, 41%.. Yes"), [",,", "..", ",,", ".."]);
    }

    #[test]
    fn ellipses_ranges_paths_and_short_words_are_none() {
        for fine in [
            "They went... home … and .... so on",
            "1..5",
            "1.. 5",
            "../docs and ..",
            "etc.. And",
            "the U.S.. They",
            "at 5 a.m.. Then",
            "Ellery Bros.. They",
            "What?! Why!? No???",
            ",,Tag'' sagte er",
            "1. e4!! and Qd5??",
            "main..next",
            "a,,b",
            "std::fmt",
            ". . .",
            "wait.. . so",
        ] {
            assert_eq!(slips(fine), Vec::<&str>::new(), "{fine}");
        }
    }
}
