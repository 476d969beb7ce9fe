//! Names in prose by their initials. Which letters are an acronym, and whether it is introduced, is not asked.

use crate::prose::TextRange;

/// Letters of the shortest acronym.
pub(super) const SHORTEST: usize = 3;

/// Letters of the longest acronym whose name is looked for.
pub(super) const LONGEST: usize = 10;

/// Small words that may stand within a name; they count as initials or do not.
pub(super) const SMALL: [&str; 16] = ["a", "and", "at", "d", "da", "de", "del", "di", "do", "du", "for", "in", "of", "on", "the", "to"];

/// Stretches of three capitalised words or more whose initials are among `wanted`, each with these. The small words in them count or do not.
pub fn names<'w>(text: &str, wanted: &[&'w str]) -> Vec<(&'w str, TextRange)> {
    let mut names = Vec::new();
    let (mut large, mut all) = (String::new(), String::new());
    for start in words_with_initial(text, wanted) {
        large.clear();
        all.clear();
        for word in run_from(text, start).take(2 * LONGEST) {
            all.push(word.initial);
            if word.small {
                continue;
            }
            large.push(word.initial);
            if !wanted.iter().any(|letters| letters.starts_with(&large) || letters.starts_with(&all)) {
                break;
            }
            if all.len() >= SHORTEST {
                let found = [&large, &all].into_iter().find_map(|initials| wanted.iter().find(|letters| *letters == initials));
                names.extend(found.map(|letters| (*letters, start..word.range.end)));
            }
        }
    }
    names
}

/// Where words begin with the first letter of one of `wanted`, in order: few do.
fn words_with_initial(text: &str, wanted: &[&str]) -> Vec<usize> {
    let mut initials: Vec<u8> = wanted.iter().filter_map(|letters| letters.bytes().next()).collect();
    initials.sort_unstable();
    initials.dedup();
    let begins_word = |at: &usize| {
        let before = text[..*at].chars().rev().take_while(|c| c.is_alphanumeric() || matches!(c, '\'' | '’'));
        !before.into_iter().any(char::is_alphabetic)
    };
    let mut places: Vec<usize> =
        initials.iter().flat_map(|initial| memchr::memchr_iter(*initial, text.as_bytes())).filter(begins_word).collect();
    places.sort_unstable();
    places
}

/// A word of a name.
pub(super) struct Word {
    /// Its first letter, as a capital.
    pub(super) initial: char,
    pub(super) range: TextRange,
    /// Whether it is one of [`SMALL`], which count as initials or do not.
    pub(super) small: bool,
}

impl Word {
    /// The word in `range` within a name, where one may have it.
    fn within_name(text: &str, range: TextRange) -> Option<Word> {
        let initial = text[range.start..].chars().next()?;
        let small = !initial.is_uppercase();
        (!small || SMALL.contains(&&text[range.clone()])).then(|| Word {
            initial: if small { initial.to_ascii_uppercase() } else { initial },
            range,
            small,
        })
    }
}

/// The word with a capital that begins at `start`, and the words that may carry on a name: with one space or hyphen between each two.
fn run_from(text: &str, start: usize) -> impl Iterator<Item = Word> {
    let mut end = start;
    std::iter::from_fn(move || {
        let next = next_word(text, end)?;
        if next.start > start && !is_joint(&text[end..next.start]) {
            return None;
        }
        end = next.end;
        Word::within_name(text, next)
    })
}

/// The next word of `text` from byte `from` on.
fn next_word(text: &str, from: usize) -> Option<TextRange> {
    let start = find_char(text, from, u8::is_ascii_alphabetic, char::is_alphabetic)?;
    let is_past = |byte: &u8| !(byte.is_ascii_alphanumeric() || *byte == b'\'');
    let end = find_char(text, start, is_past, |c| !(c.is_alphanumeric() || c == '’')).unwrap_or(text.len());
    Some(start..end)
}

/// Whether words with `between` between them may be of one name.
fn is_joint(between: &str) -> bool {
    matches!(between, " " | "-" | " & ")
}

/// Words with a capital, two or more of them, and small ones between them, with one space or hyphen between each two.
pub(super) fn capitalised_runs(text: &str) -> Vec<Vec<Word>> {
    let (mut runs, mut rest) = (Vec::new(), 0);
    while let Some(word) = next_word(text, rest) {
        rest = word.end;
        if text[word.start..].starts_with(char::is_uppercase) {
            let run: Vec<Word> = run_from(text, word.start).collect();
            rest = run.last().map_or(rest, |last| last.range.end);
            // No name is made of one word.
            runs.extend((run.len() > 1).then_some(run));
        }
    }
    runs
}

/// Where, from byte `from` on, the first character stands that `is_wanted`, of which ASCII is asked by itself since nearly all is.
fn find_char(text: &str, from: usize, is_wanted: impl Fn(&u8) -> bool, is_wanted_beyond: impl Fn(char) -> bool) -> Option<usize> {
    let mut at = from;
    loop {
        let byte = text.as_bytes().get(at)?;
        if byte.is_ascii() {
            if is_wanted(byte) {
                return Some(at);
            }
            at += 1;
        } else {
            let c = text[at..].chars().next()?;
            if is_wanted_beyond(c) {
                return Some(at);
            }
            at += c.len_utf8();
        }
    }
}
