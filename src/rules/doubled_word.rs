//! `doubled-word`. Words with a capital are names as often as slips, and are left alone.

use crate::prose::trigger::Triggers;
use crate::prose::words::Words;
use crate::prose::{Prose, TextRange};
use crate::rules::{Context, Finding, Findings, Passage, Safety, Span, rule};

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
    "doubled-word", Prose, Warning, fix: Unsafe, where: REPEAT, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let format = &cx.house.prose;
    for passage in cx.passages() {
        let text = passage.text();
        let repeats = cx.triggered(passage.prose, Triggers::REPEAT).filter(|at| may_repeat(passage.prose, *at, &format.articles));
        for [first, second] in repeats.filter_map(|at| neighbours(passage.prose, at)) {
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

/// Whether the word before `at` may stand there again, or is an article: most begin alike and go on otherwise.
fn may_repeat(prose: &Prose, at: usize, articles: &Words) -> bool {
    let text = prose.text();
    prose.landmarks().word_before(at).is_some_and(|first| {
        let word = text[first..at].trim_end_matches(' ');
        text[at..].starts_with(word) || articles.have(word)
    })
}

/// The word that begins at `at` and the one before it, where nothing but spaces stands between them. Marks before the first and after the
/// second are not theirs.
fn neighbours(prose: &Prose, at: usize) -> Option<[TextRange; 2]> {
    let text = prose.text();
    let first = prose.landmarks().word_before(at)?;
    let lead = text[..first].trim_end_matches(['(', '[', '"', '“', '‘', '—', '–']);
    let word = text[first..at].trim_end_matches(' ');
    if first + word.len() == at || word.contains(' ') || !(lead.is_empty() || lead.ends_with(' ')) {
        return None;
    }
    let rest = &text[at..at + text[at..].find(' ').unwrap_or(text.len() - at)];
    let closed = rest.trim_end_matches(['.', ',', ';', ':', '?', '!', ')', ']', '"', '”', '’', '—', '–', '…']).len();
    Some([first..first + word.len(), at..at + closed])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::triggers::TriggerTable;

    #[test]
    fn marks_between_two_words_keep_them_apart() {
        let found = |text: &'static str| {
            let prose = Prose::from(text);
            let repeats = prose.triggered(&TriggerTable::default()).places(Triggers::REPEAT);
            repeats.filter_map(|at| neighbours(&prose, at)).map(|pair| pair.map(|range| &text[range])).collect::<Vec<_>>()
        };
        assert_eq!(found("on the  (the) pier, the  the one"), [["the", "the"]]);
        assert_eq!(found("(so so)."), [["so", "so"]]);
        assert_eq!(found("now, now"), [["now,", "now"]]);
        assert!(found("so-so so, re-so").is_empty());
    }
}
