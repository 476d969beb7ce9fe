//! What may not be left in a text: words, patterns, lines.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::openings::Openings;
use super::{Pattern, any_of, matches};
use crate::prose::Prose;
use crate::prose::letter_case::differ;
use crate::prose::trigger::Triggers;
use crate::prose::triggers::TriggerTable;
use crate::prose::words::runs_together;
use crate::table::Spanned;

/// Editing marks that must not be left in.
#[derive(Debug, Clone, Default)]
pub struct Leftover {
    /// Words and phrases in prose, letter case as given.
    pub words: Vec<Spanned<String>>,
    /// Patterns (`regex` syntax) in prose.
    pub patterns: Vec<Spanned<Pattern>>,
    /// Residue anywhere in the file but code, link targets included; of a match, the first group if the pattern has one.
    pub anywhere: Vec<Spanned<Pattern>>,
    /// Whole lines, letter case aside.
    pub lines: Vec<Spanned<String>>,
    pub(super) openings: OnceLock<Openings>,
    /// First bytes of lines, as bits.
    pub(super) line_openings: OnceLock<[u64; 4]>,
    pub(super) residues: OnceLock<Option<Regex>>,
}

impl Leftover {
    /// Enters words and patterns in `table`.
    pub(super) fn enter(&self, table: &mut TriggerTable) {
        self.openings().enter(table, Triggers::LEFTOVER);
    }

    fn openings(&self) -> &Openings {
        let words = || self.words.iter().map(|word| word.as_str());
        self.openings.get_or_init(|| Openings::of(words(), self.patterns.iter().map(|pattern| &pattern.value)))
    }

    /// Whether a word or pattern may begin in `prose`, if they were entered in `table`.
    pub(super) fn may_stand_in(&self, prose: &Prose, table: &TriggerTable) -> bool {
        self.openings().may_stand_in(prose, table, Triggers::LEFTOVER)
    }

    /// Where words and patterns stand in `prose`, each with its bytes in the house format: whole words, in order of place. They were entered
    /// in `table`.
    pub(super) fn found_in(&self, prose: &Prose, table: &TriggerTable) -> Vec<(Range<usize>, crate::source::Span)> {
        if !self.may_stand_in(prose, table) {
            return Vec::new();
        }
        let text = prose.text();
        let words =
            self.words.iter().flat_map(|word| text.match_indices(word.as_str()).map(|(at, found)| (at..at + found.len(), word.span)));
        let count = self.patterns.len();
        let patterns = self.patterns.iter().flat_map(|pattern| matches(pattern, text, count).map(|found| (found, pattern.span)));
        let mut found: Vec<_> = words.chain(patterns).filter(|(range, _)| !range.is_empty() && is_whole(text, range)).collect();
        found.sort_by_key(|(range, _)| range.start);
        found
    }

    /// Whether a line that is a mark may begin with `first`: every line is asked, and nearly all begin otherwise.
    pub fn may_open_line(&self, first: u8) -> bool {
        let openings = self.line_openings.get_or_init(|| {
            let begins = |first| self.lines.iter().filter_map(|mark| mark.bytes().next()).any(|own| !differ(own, first));
            let mut openings = [0; 4];
            (0..=u8::MAX).filter(|first| begins(*first)).for_each(|first| openings[usize::from(first >> 6)] |= 1 << (first & 63));
            openings
        });
        openings[usize::from(first >> 6)] >> (first & 63) & 1 == 1
    }

    /// The mark that a line is, where its words are one of `lines`.
    pub fn line(&self, words: &str) -> Option<&Spanned<String>> {
        if !self.may_open_line(*words.as_bytes().first()?) {
            return None;
        }
        let folded = || words.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect::<String>().to_lowercase();
        let is_folded = |mark: &str| words.len() <= 2 * mark.len() && !words.is_ascii() && folded() == mark.to_lowercase();
        let same = |mark: &str| words.eq_ignore_ascii_case(mark) || is_folded(mark);
        self.lines.iter().find(|mark| same(mark))
    }

    /// Where the residue of `anywhere` stands in `text`, each with its index there.
    pub fn residue_in<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, Range<usize>)> + 't {
        let written = || self.anywhere.iter().map(|pattern| pattern.as_str().to_owned());
        // Of a few it is told apart sooner whether a text has what each of them needs.
        let any = if self.anywhere.len() > MANY { self.residues.get_or_init(|| any_of(written())) } else { &None };
        let patterns = if any.as_ref().is_none_or(|any| any.is_match(text)) { self.anywhere.as_slice() } else { &[] };
        // Several need the same mark, which is looked for once.
        let mut absent: Vec<u8> = Vec::new();
        let searched = patterns.iter().enumerate().filter(move |(_, pattern)| {
            let Some(mark) = pattern.mark() else { return true };
            let stands = !absent.contains(&mark) && memchr::memchr(mark, text.as_bytes()).is_some();
            if !stands {
                absent.push(mark);
            }
            stands
        });
        searched.flat_map(|(index, pattern)| matches(pattern, text, patterns.len()).map(move |found| (index, found)))
    }
}

/// Patterns of residue beyond which one look is taken for all of them first.
const MANY: usize = 32;

/// Whether no letter or figure carries the words on at either end.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let (before, found, after) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
    !runs_together(before, found) && !runs_together(found, after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_whole() {
        assert!(is_whole("a TODO.", &(2..6)));
        assert!(!is_whole("aTODO", &(1..5)));
        assert!(!is_whole("TODOé", &(0..4)));
        assert!(is_whole("what???", &(4..7)), "marks need no space");
    }
}
