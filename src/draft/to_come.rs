//! Whether the sentence that a date opens tells of what has happened, or of a plan, a duty or a limit. Words are those of the house; the
//! author's own count, and not what is quoted.

use crate::date::Mention;
use crate::draft::{Opener, Paragraph};
use crate::house::DatesFormat;
use crate::prose::TextRange;

/// Words that may stand inside a phrase: "was not yet due".
const MOST_BETWEEN: usize = 3;

/// Whether the sentence that `mention` opens may speak of a day still to come.
pub fn is_to_come(paragraph: &Paragraph, opener: &Opener, mention: &Mention, format: &DatesFormat) -> bool {
    let text = paragraph.prose.text();
    if words_of(text, opener.range.start..mention.range.start).any(|(_, word)| format.deadlines.have(word)) {
        return true;
    }
    let Some(sentence) = paragraph.sentence_at(mention.range.start) else { return false };
    let rest = mention.range.end..sentence.end.max(mention.range.end);
    let words = words_of(text, rest).filter(|(at, word)| !paragraph.is_quoted(&(*at..at + word.len()))).collect::<Vec<_>>();
    let announced = (0..words.len()).any(|at| announces(text, &words[at..], format));
    announced || !format.past.is_empty() && !words.iter().any(|(_, word)| is_past(word, format))
}

/// Whether a phrase of what is to come begins with the first of `words`. A capital makes it a name (`Will`), some words before it a thing
/// ("the king's will").
fn announces(text: &str, words: &[(usize, &str)], format: &DatesFormat) -> bool {
    let Some((at, first)) = words.first() else { return false };
    let before = text[..*at].trim_end();
    let is_thing = before.ends_with("'s") || before.ends_with("’s") || format.not_future_after.stand_before(text, *at);
    !first.starts_with(char::is_uppercase) && !is_thing && format.future.iter().any(|phrase| is_said(phrase, words, format))
}

/// Whether `words` begin with `phrase`, adverbs between its words aside.
fn is_said(phrase: &str, words: &[(usize, &str)], format: &DatesFormat) -> bool {
    let mut words = words.iter().map(|(_, word)| *word);
    let mut wanted = phrase.split(' ');
    let same = |want: &str, word: &str| {
        let is_ascii = want.is_ascii() && word.is_ascii();
        want.eq_ignore_ascii_case(word) || (!is_ascii && want.to_lowercase() == word.to_lowercase().replace('’', "'"))
    };
    if !wanted.next().zip(words.next()).is_some_and(|(want, word)| same(want, word)) {
        return false;
    }
    wanted.all(|want| {
        let next = words.by_ref().take(MOST_BETWEEN + 1).find(|word| same(want, word) || !format.adverbs.have(word));
        next.is_some_and(|word| same(want, word))
    })
}

fn is_past(word: &str, format: &DatesFormat) -> bool {
    let plain = word.replace('’', "'");
    !word.starts_with(char::is_uppercase) && format.past.have(&plain) && !format.not_past.have(&plain)
}

/// The words in `range` of `text`, each with its place. An apostrophe inside a word belongs to it.
fn words_of(text: &str, range: TextRange) -> impl Iterator<Item = (usize, &str)> {
    let of_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    let words = text[range].split(move |c: char| !of_word(c)).map(|word| word.trim_matches(['\'', '’']));
    words.filter(|word| !word.is_empty()).map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}
