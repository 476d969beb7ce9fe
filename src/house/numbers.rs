//! Figures in a line, and the ranges that two of them make: `279-281`, `164 & 165`, `343 and 344`. What they count is not known here.

use crate::date::Finder;
use crate::prose::TextRange;
use crate::prose::letter_case::same_word;

/// A number, or the ends of a range of them, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbers {
    /// The number, or the first of the range.
    pub first: u64,
    /// The last of the range; the number itself where there is none.
    pub last: u64,
    /// All that is written of it.
    pub range: TextRange,
}

/// Whether a word announces a number, as the mark `#` does.
pub fn is_sign(word: &str) -> bool {
    const SIGNS: [&str; 8] = ["no", "nos", "nº", "nr", "nrs", "num", "number", "n"];
    // No case of theirs takes more bytes, and no other letter is an `n` in lower case.
    word.len() <= 7 && word.starts_with(['n', 'N']) && SIGNS.iter().any(|sign| same_word(sign, word))
}

/// The numbers that begin at `at`, as a range if there is one, and then the first alone.
pub fn numbers_at(line: &str, at: usize, dates: &Finder) -> [Option<Numbers>; 2] {
    let Some((first, first_end)) = figures_at(line, at) else { return [None, None] };
    let alone = first.map(|first| Numbers { first, last: first, range: at..first_end });
    let range = joined(line, first_end, dates).and_then(|start| figures_at(line, start)).and_then(|(last, end)| {
        let (first, last) = (first?, last?);
        (first < last).then_some(Numbers { first, last, range: at..end })
    });
    [range, alone]
}

/// The figures at `at`, as a number if there is room for it, and their end.
pub fn figures_at(line: &str, at: usize) -> Option<(Option<u64>, usize)> {
    let len = line[at..].bytes().take_while(u8::is_ascii_digit).count();
    (len > 0).then(|| (line[at..at + len].parse().ok(), at + len))
}

/// Past the mark, spaces around it or not, or past the word, that joins the ends of a range.
fn joined(line: &str, at: usize, dates: &Finder) -> Option<usize> {
    let rest = line[at..].trim_start_matches(' ');
    if let Some(rest) = rest.strip_prefix(['-', '\u{2010}', '\u{2011}', '–', '—', '&', '/']) {
        return Some(line.len() - rest.trim_start_matches(' ').len());
    }
    let word = line.len() - rest.len();
    let end = dates.range_word_end(line, word).filter(|_| word > at)?;
    let next = line[end..].trim_start_matches(' ');
    (line.len() - next.len() > end).then_some(line.len() - next.len())
}
