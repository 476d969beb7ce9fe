//! The blanks of a draft that was begun with `copydesk new`: one mark again and again, each a sentence of its own. They are one thing to do.

use super::Hit;
use crate::source::Source;

/// Parts the blanks from the other hits, where there are two at least: they are in order.
pub(super) fn parted(hits: Vec<Hit>, source: &Source) -> (Vec<Hit>, Vec<Hit>) {
    let first = hits.iter().find(|hit| is_sentence(source, hit)).map(|hit| source.slice(hit.span));
    let is_blank = |hit: &Hit| Some(source.slice(hit.span)) == first && is_sentence(source, hit);
    if hits.iter().filter(|hit| is_blank(hit)).count() < 2 {
        return (Vec::new(), hits);
    }
    hits.into_iter().partition(is_blank)
}

/// Whether the mark is all that a sentence says, but for its ordinal or date.
fn is_sentence(source: &Source, hit: &Hit) -> bool {
    let text = source.text();
    let is_space = |c: char| c.is_whitespace() && !matches!(c, '\n' | '\r');
    let (before, after) = (text[..hit.span.start as usize].trim_end_matches(is_space), &text[hit.span.end as usize..]);
    let line = before.rsplit('\n').next().unwrap_or_default();
    let opens = before.is_empty() || before.ends_with(['\n', '.']) || is_opener(line);
    let ends = after.strip_prefix('.').is_some_and(|after| after.is_empty() || after.starts_with(char::is_whitespace));
    opens && ends
}

/// Whether a line holds no more than an ordinal or a date before its comma: "First,", "On 15 January,".
fn is_opener(line: &str) -> bool {
    const WORDS: usize = 4;
    line.ends_with([',', ':']) && line.split_whitespace().count() <= WORDS
}
