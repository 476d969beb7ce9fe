//! `doubled-word`. Words with a capital are names as often as slips, and are left alone.

use crate::finding::{Finding, Findings, Safety};
use crate::prose::{Prose, TextRange};
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

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let format = &cx.house.prose;
    for passage in cx.passages() {
        let text = passage.text();
        let may_be_article = |at: usize| format.articles.may_start(text, at);
        for [first, second] in neighbours(passage.prose, may_be_article) {
            let (one, other) = (&text[first.clone()], &text[second.clone()]);
            let is_article = |word: &str| format.articles.list().iter().any(|article| article == word);
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

/// Bytes of the longest article, with the spaces after it.
const SHORT: usize = 8;

/// Each two words with nothing but spaces between them that begin alike, or both like one that is asked for. Marks before the first and
/// after the second are not theirs.
fn neighbours<'t>(prose: &'t Prose, asked: impl Fn(usize) -> bool + 't) -> impl Iterator<Item = [TextRange; 2]> + 't {
    let (text, bytes) = (prose.text(), prose.text().as_bytes());
    let words = prose.landmarks().words();
    // The first two letters of a word, taken once.
    let opening = move |at: usize| bytes[at..].first_chunk().map_or_else(|| u16::from(bytes[at]), |two| u16::from_le_bytes(*two));
    let mut last: Option<(usize, u16, bool)> = None;
    let pairs = words.filter_map(move |at| {
        let (own, is_asked) = (opening(at), asked(at));
        let (before, of_before, was_asked) = last.replace((at, own, is_asked))?;
        (of_before == own || is_asked && was_asked && at - before <= SHORT).then_some((before, at))
    });
    pairs.filter_map(move |(first, second)| {
        let lead = text[..first].trim_end_matches(['(', '[', '"', '“', '‘', '—', '–']);
        let word = text[first..second].trim_end_matches(' ');
        if first + word.len() == second || word.contains(' ') || !(lead.is_empty() || lead.ends_with(' ')) {
            return None;
        }
        let rest = &text[second..second + memchr::memchr(b' ', &bytes[second..]).unwrap_or(text.len() - second)];
        let closed = rest.trim_end_matches(['.', ',', ';', ':', '?', '!', ')', ']', '"', '”', '’', '—', '–', '…']).len();
        Some([first..first + word.len(), second..second + closed])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_between_two_words_keep_them_apart() {
        let found = |text: &'static str| neighbours(&text.into(), |_| false).map(|pair| pair.map(|range| &text[range])).collect::<Vec<_>>();
        assert_eq!(found("on the  (the) pier, the  the one"), [["the", "the"]]);
        assert_eq!(found("(so so)."), [["so", "so"]]);
        assert_eq!(found("now, now"), [["now,", "now"]]);
        assert!(found("so-so so, re-so").is_empty());
    }
}
