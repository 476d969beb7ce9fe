//! How what is looked for can begin: a text that nothing of it can begin in is not searched. It finds nothing by itself.

use super::Pattern;
use super::needs::{Opening, openings_of};
use crate::prose::Prose;
use crate::prose::trigger::Triggers;
use crate::prose::triggers::TriggerTable;

/// The bytes that words and patterns can begin with. What begins with a letter or figure is only ever looked for where a word begins.
#[derive(Debug, Clone, Default)]
pub struct Openings {
    /// Those that begin with a letter or figure, by their first byte in small letters.
    of_words: Vec<Opening>,
    /// Which of them begin with a byte.
    by_first: Vec<(u16, u16)>,
    /// The first bytes of all others, each with those that begin so, by their second bytes.
    by_mark: Vec<(u8, Vec<Opening>)>,
    /// Whether one of them may begin with anything.
    is_open: bool,
}

impl Openings {
    /// Those of `words`, which are found as they are, and of `patterns`.
    pub fn of<'p>(words: impl Iterator<Item = &'p str>, patterns: impl Iterator<Item = &'p Pattern>) -> Openings {
        let mut openings = Openings::default();
        for word in words.filter(|word| !word.is_empty()) {
            openings.add(Opening::of(word));
        }
        for pattern in patterns {
            match openings_of(pattern.as_str()) {
                Some(own) => own.into_iter().for_each(|opening| openings.add(opening)),
                None => openings.is_open = true,
            }
        }
        openings.of_words.sort_by_key(first_of);
        openings.by_mark.iter_mut().for_each(|(_, group)| group.sort_by_key(second_of));
        openings.is_open |= openings.of_words.len() > MOST || openings.by_mark.iter().any(|(_, group)| group.len() > MOST);
        if !openings.is_open {
            openings.index();
        }
        openings
    }

    fn add(&mut self, opening: Opening) {
        // The end of an opening may lie within a character, its first one is whole.
        let first = opening.bytes().utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next());
        match first {
            Some(first) if first.is_alphanumeric() => self.of_words.push(opening),
            Some(_) => match self.by_mark.iter_mut().find(|(first, _)| *first == opening.bytes()[0]) {
                Some((_, group)) => group.push(opening),
                None => self.by_mark.push((opening.bytes()[0], vec![opening])),
            },
            None => self.is_open = true,
        }
    }

    fn index(&mut self) {
        self.by_first = vec![(0, 0); 256];
        for (opening, at) in self.of_words.iter().zip(0..) {
            let range = &mut self.by_first[usize::from(first_of(opening))];
            *range = if range.1 == 0 { (at, at + 1) } else { (range.0, at + 1) };
        }
    }

    /// Enters them in `table` as what is looked for as `kind`.
    pub fn enter(&self, table: &mut TriggerTable, kind: Triggers) {
        table.add_openings(self.of_words.iter().map(Opening::bytes), kind);
        if self.is_open {
            table.add_any(kind);
        }
    }

    /// Whether one of them may begin in `prose`, if they were entered in `table` as `kind`.
    pub fn may_stand_in(&self, prose: &Prose, table: &TriggerTable, kind: Triggers) -> bool {
        let bytes = prose.text().as_bytes();
        let begins = |at: usize| {
            let (from, to) = self.by_first[usize::from(bytes[at].to_ascii_lowercase())];
            self.of_words[usize::from(from)..usize::from(to)].iter().any(|opening| opening.begins(&bytes[at..]))
        };
        self.is_open || self.may_mark(prose) || !self.of_words.is_empty() && prose.triggered(table).places(kind).any(begins)
    }

    /// Whether one of those that begin with no letter or figure may begin in `prose`.
    fn may_mark(&self, prose: &Prose) -> bool {
        let (bytes, marks) = (prose.text().as_bytes(), prose.landmarks().marks());
        let is_at = |group: &[Opening], at: usize| {
            let second = bytes.get(at + 1).map_or(0, u8::to_ascii_lowercase);
            let begun = &group[group.partition_point(|opening| second_of(opening) < second)..];
            group[0].bytes().len() == 1
                || begun.iter().take_while(|opening| second_of(opening) == second).any(|opening| opening.begins(&bytes[at..]))
        };
        let begun = self.by_mark.iter().filter(|(mark, _)| marks.have(*mark));
        begun.into_iter().any(|(mark, group)| memchr::memchr_iter(*mark, bytes).any(|at| is_at(group, at)))
    }
}

/// Openings that are looked for one by one.
const MOST: usize = 1 << 12;

/// Its first byte, in small letters.
fn first_of(opening: &Opening) -> u8 {
    opening.bytes()[0].to_ascii_lowercase()
}

/// Its second byte, in small letters; zero where it has one byte alone.
fn second_of(opening: &Opening) -> u8 {
    opening.bytes().get(1).map_or(0, u8::to_ascii_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_begin_in_a_text_is_told() {
        let patterns = [r"(?i)\[cite|\[x+", "X{3,}", "(?i)été"].map(|pattern| Pattern::known(pattern.to_owned()));
        let openings = Openings::of(["TODO", "???", "As an"].into_iter(), patterns.iter());
        let stand = |openings: &Openings, text: &str| {
            let mut table = TriggerTable::default();
            openings.enter(&mut table, Triggers::LEFTOVER);
            openings.may_stand_in(&text.into(), &table, Triggers::LEFTOVER)
        };
        let may_stand = |text: &str| stand(&openings, text);
        for text in ["a TODO", "why???", "As an aid", "see [Cite]", "of XXX", "ÉTÉ", "un été"] {
            assert!(may_stand(text), "{text}");
        }
        for text in ["", "a todo", "aTODO", "As a", "XX", "the aXXX", "Été un", "cite"] {
            assert_eq!(may_stand(text), text == "Été un", "{text}");
        }
        let marks = ["%", r"\[[ab]c", r"\[B[0-9]"].map(|pattern| Pattern::known(pattern.to_owned()));
        let marks = Openings::of(["[Z"].into_iter(), marks.iter());
        for (text, may) in [
            ("5%", true),
            ("[", false),
            ("[ac]", true),
            ("[b3", false),
            ("[B3", true),
            ("[b", false),
            ("[z", false),
            ("[Z", true),
            ("[c", false),
        ] {
            assert_eq!(stand(&marks, text), may, "{text}");
        }
        let open = [Pattern::known("a?b*".to_owned())];
        assert!(stand(&Openings::of(std::iter::empty(), open.iter()), "z"));
        assert!(!stand(&Openings::default(), "a"));
    }
}
