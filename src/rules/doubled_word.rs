//! `doubled-word`. Words with a capital are names as often as slips, and are left alone.

use crate::finding::{Finding, Safety};
use crate::prose::TextRange;
use crate::rules::{Check, Context, Passage, rule};
use crate::source::Span;

rule! {
    /// A word stands twice in a row
    ///
    /// The eye jumps over a doubled word, above all at the end of a line, and no spell checker minds it. Of two articles in a row, one is
    /// left over from another wording.
    ///
    /// ```events bad
    /// On 11 May, the dockers of of Port Ellery voted to return to work.
    /// ```
    ///
    /// ```events fixed
    /// On 11 May, the dockers of Port Ellery voted to return to work.
    /// ```
    ///
    /// ```events bad
    /// On 11 May, the dockers of Port Ellery put an end to the a strike of nine days.
    /// ```
    ///
    /// Words that may well stand twice are listed in the house format, as `may-repeat` under `[prose]`. Quotations are left alone, and so
    /// are words with a capital:
    ///
    /// ```events good
    /// On 11 May, the dockers of Port Ellery had had enough. The mayor of Baden Baden said that that was "good good news".
    /// ```
    ///
    /// To mend it, take one of the two words out.
    "doubled-word", Prose, Warning, fix: Unsafe,
    check: Check::Note(check),
}

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let format = &cx.house.prose;
    for passage in cx.passages() {
        let text = passage.text();
        for [first, second] in neighbours(text) {
            let (one, other) = (&text[first.clone()], &text[second.clone()]);
            let is_article = |word: &str| format.articles.iter().any(|article| article == word);
            let articles = is_article(one) && is_article(other);
            let twice = one == other && (articles || one.chars().nth(1).is_some()) && one.chars().all(char::is_lowercase);
            if !(twice || articles) || passage.is_quoted(&first) {
                continue;
            }
            let near = &text[second.start..text.ceil_char_boundary((second.end + NEAR).min(text.len()))];
            if format.may_repeat.find(near).next().is_none_or(|phrase| phrase.start > 0) {
                findings.push(report(cx, passage, &first, &second));
            }
        }
    }
}

/// Bytes after a word in which the rest of a phrase is looked for.
const NEAR: usize = 40;

fn report(cx: &Context<'_>, passage: Passage<'_>, first: &TextRange, second: &TextRange) -> Finding {
    let (one, other) = (&passage.text()[first.clone()], &passage.text()[second.clone()]);
    let place = |range: TextRange| passage.prose.span(range);
    let span = place(first.start..second.end);
    let without_first = Span { start: span.start, end: place(second.clone()).start };
    let without_second = Span { start: place(first.clone()).end, end: span.end };
    // Marks of the file between the two words belong to one of them.
    let bare = cx.draft.source.slice(Span { start: without_second.start, end: without_first.end }).trim().is_empty();
    let take_out = |word: &str, span| cx.fix(format!("take `{word}` out"), Safety::Unsafe, span, "");
    let finding = cx
        .finding(if one == other { format!("`{one}` stands twice") } else { format!("`{one} {other}`: one of the two is too many") }, span);
    let finding = finding.help("take one of the two words out");
    match (bare, one == other) {
        (false, _) => finding,
        (true, true) => finding.fix(take_out(one, without_first)),
        (true, false) => finding.alternative(take_out(one, without_first)).alternative(take_out(other, without_second)),
    }
}

/// Bytes of the longest word, with its marks, that may be an article.
const SHORT: usize = 5;

/// Each two words with nothing but spaces between them that begin alike or are short. Marks before the first and after the second are not
/// theirs.
fn neighbours(text: &str) -> impl Iterator<Item = [TextRange; 2]> + '_ {
    let mut start = 0;
    let mut previous = 0..0;
    memchr::memchr_iter(b' ', text.as_bytes()).chain([text.len()]).filter_map(move |end| {
        let word = start..end;
        start = end + 1;
        if word.is_empty() {
            return None;
        }
        let first = std::mem::replace(&mut previous, word.clone());
        let begins = |range: &TextRange| text.as_bytes().get(range.start).copied().unwrap_or(b' ');
        let alike = begins(&first) == begins(&word) || !begins(&first).is_ascii_alphanumeric();
        if !alike && (first.len() > SHORT || word.len() > SHORT) {
            return None;
        }
        let opened = first.end - text[first.clone()].trim_start_matches(['(', '[', '"', '“', '‘', '—', '–']).len();
        let closed = text[word.clone()].trim_end_matches(['.', ',', ';', ':', '?', '!', ')', ']', '"', '”', '’', '—', '–', '…']).len();
        let (first, second) = (opened..first.end, word.start..word.start + closed);
        (!first.is_empty() && !second.is_empty()).then_some([first, second])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_between_two_words_keep_them_apart() {
        let found = |text| neighbours(text).map(|pair| pair.map(|range| &text[range])).collect::<Vec<_>>();
        assert_eq!(found("on the  (the) pier."), [["on", "the"], ["the", "(the"], ["the)", "pier"]]);
        assert_eq!(found("(so so)."), [["so", "so"]]);
        assert_eq!(found("now, now"), [["now,", "now"]]);
    }
}
