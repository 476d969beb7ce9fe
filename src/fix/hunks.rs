//! What stands for what in two texts that differ little: words that were taken out, and those in their place.

use std::ops::Range;

use similar::{Algorithm, DiffTag};

/// Bytes between two changes of a line that are so near that a reader sees one.
const NEAR: usize = 16;

/// The bytes of `before` that are another in `after`, each with what stands in their place, in order.
pub fn hunks(before: &str, after: &str) -> Vec<(Range<usize>, String)> {
    let (from, same_at_end) = unchanged(before, after);
    let (old, new) = (words(before, from..before.len() - same_at_end), words(after, from..after.len() - same_at_end));
    let start = |words: &[Range<usize>], index: usize, text: &str| words.get(index).map_or(text.len() - same_at_end, |word| word.start);
    let mut found: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for op in similar::capture_diff_slices(Algorithm::Myers, &texts(&old, before), &texts(&new, after)) {
        if op.tag() == DiffTag::Equal {
            continue;
        }
        let (from, to) = (op.old_range(), op.new_range());
        let old = start(&old, from.start, before)..start(&old, from.end, before);
        let new = start(&new, to.start, after)..start(&new, to.end, after);
        match found.last_mut().filter(|(last, _)| is_near(&before[last.end..old.start])) {
            Some((last, last_new)) => (last.end, last_new.end) = (old.end, new.end),
            None => found.push((old, new)),
        }
    }
    found.into_iter().map(|(old, new)| (old, after[new].to_owned())).collect()
}

fn texts<'t>(words: &[Range<usize>], text: &'t str) -> Vec<&'t str> {
    words.iter().map(|word| &text[word.clone()]).collect()
}

/// Bytes at the beginning and at the end that both texts have, up to the edge of a word: most of them, and nothing to be compared by words.
fn unchanged(before: &str, after: &str) -> (usize, usize) {
    let same = |(one, other): &(u8, u8)| one == other;
    let from = before.bytes().zip(after.bytes()).take_while(same).count();
    let from = before[..before.floor_char_boundary(from)].trim_end_matches(char::is_alphanumeric).len();
    let rest = before.len().min(after.len()) - from;
    let at_end = before.bytes().rev().zip(after.bytes().rev()).take(rest).take_while(same).count();
    let tail = &before[before.ceil_char_boundary(before.len() - at_end)..];
    (from, tail.trim_start_matches(char::is_alphanumeric).len())
}

fn is_near(between: &str) -> bool {
    between.len() <= NEAR && !between.contains(['\n', '.'])
}

/// Words in `range`, and each mark between them, as ranges of `text`.
fn words(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut is_open = false;
    for (at, c) in text[range.clone()].char_indices() {
        let at = range.start + at;
        let end = at + c.len_utf8();
        match words.last_mut().filter(|_| is_open && c.is_alphanumeric()) {
            Some(word) => word.end = end,
            None => words.push(at..end),
        }
        is_open = c.is_alphanumeric();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::hunks;

    #[test]
    fn changes_are_whole_words_and_near_ones_are_one() {
        let one = |before: &str, after: &str| {
            let all = hunks(before, after);
            all.into_iter().map(|(range, text)| (before[range].to_owned(), text)).collect::<Vec<_>>()
        };
        let pair = |old: &str, new: &str| (old.to_owned(), new.to_owned());
        assert_eq!(one("On October 6, it", "On 6 October, it"), [pair("October 6", "6 October")]);
        assert_eq!(one("a  b", "a b"), [pair(" ", "")]);
        assert_eq!(one("Firstly, a. Second", "First, a. Second."), [pair("Firstly", "First"), pair("", ".")]);
        assert_eq!(one("same", "same"), []);
        // What stands twice is put in after the first, and letters of two bytes are whole.
        assert_eq!(one("a foo, b", "a foo foo, b"), [pair("", " foo")]);
        assert_eq!(one("x foo", "x foo foo"), [pair("", " foo")]);
        assert_eq!(one("the café – or", "the cafè – or"), [pair("café", "cafè")]);
        assert_eq!(one("", "new"), [pair("", "new")]);
        assert_eq!(one("all gone", ""), [pair("all gone", "")]);
    }
}
