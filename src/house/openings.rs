//! How what is looked for can begin: a text that nothing of it can begin in is not searched. It finds nothing by itself.

use regex_syntax::hir::literal::{ExtractKind, Extractor, Seq};

use super::Pattern;
use crate::prose::Prose;

/// The bytes that words and patterns can begin with. What begins with a letter or figure is only ever looked for where a word begins.
#[derive(Debug, Clone, Default)]
pub struct Openings {
    /// Those that begin with a letter or figure, sorted.
    of_words: Vec<Box<[u8]>>,
    /// Which of them begin with a byte.
    by_first: Vec<(u16, u16)>,
    /// The first bytes of all others, each with those that begin so.
    by_mark: Vec<(u8, Vec<Box<[u8]>>)>,
    /// Whether one of them may begin with anything.
    is_open: bool,
}

impl Openings {
    /// Those of `words`, which are found as they are, and of `patterns`.
    pub fn of<'p>(words: impl Iterator<Item = &'p str>, patterns: impl Iterator<Item = &'p Pattern>) -> Openings {
        let mut openings = Openings::default();
        for word in words.filter(|word| !word.is_empty()) {
            openings.add(word.as_bytes());
        }
        for pattern in patterns {
            match literals(pattern) {
                Some(literals) => literals.literals().into_iter().flatten().for_each(|literal| openings.add(literal.as_bytes())),
                None => openings.is_open = true,
            }
        }
        openings.of_words.sort_unstable();
        openings.of_words.dedup();
        openings.is_open |= openings.of_words.len() > MOST || openings.by_mark.iter().any(|(_, group)| group.len() > MOST);
        if !openings.is_open {
            openings.index();
        }
        openings
    }

    fn add(&mut self, opening: &[u8]) {
        // The end of a literal may lie within a character, its first one is whole.
        let first = opening.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next());
        match first {
            Some(first) if first.is_alphanumeric() => self.of_words.push(opening.into()),
            Some(_) => match self.by_mark.iter_mut().find(|(first, _)| *first == opening[0]) {
                Some((_, group)) => group.push(opening.into()),
                None => self.by_mark.push((opening[0], vec![opening.into()])),
            },
            None => self.is_open = true,
        }
    }

    fn index(&mut self) {
        self.by_first = vec![(0, 0); 256];
        for (opening, at) in self.of_words.iter().zip(0..) {
            let range = &mut self.by_first[usize::from(opening[0])];
            *range = if range.1 == 0 { (at, at + 1) } else { (range.0, at + 1) };
        }
    }

    /// Whether one of them may begin in `prose`.
    pub fn may_stand_in(&self, prose: &Prose) -> bool {
        let bytes = prose.text().as_bytes();
        let begins = |at: usize| {
            let (from, to) = self.by_first[usize::from(bytes[at])];
            // The second byte tells nearly all apart.
            let may_be = |opening: &[u8]| opening.len() == 1 || opening.get(1) == bytes.get(at + 1);
            let own = &self.of_words[usize::from(from)..usize::from(to)];
            own.iter().any(|opening| may_be(opening) && bytes[at..].starts_with(opening))
        };
        let is_at = |group: &[Box<[u8]>], at: usize| group.iter().any(|opening| bytes[at..].starts_with(opening));
        let holds = |(mark, group): &(u8, Vec<Box<[u8]>>)| memchr::memchr_iter(*mark, bytes).any(|at| is_at(group, at));
        self.is_open || self.by_mark.iter().any(holds) || !self.of_words.is_empty() && prose.landmarks().words().any(begins)
    }
}

/// Openings that are looked for one by one.
const MOST: usize = 1 << 12;

/// What a match of `pattern` begins with; `None` where that may be anything, or where what is found is not the match but a part of it.
fn literals(pattern: &Pattern) -> Option<Seq> {
    let parsed = regex_syntax::parse(pattern.as_str()).ok()?;
    if parsed.properties().explicit_captures_len() > 0 {
        return None;
    }
    let mut literals = Extractor::new().kind(ExtractKind::Prefix).extract(&parsed);
    literals.keep_first_bytes(LONGEST);
    literals.dedup();
    (literals.is_finite() && literals.min_literal_len() > Some(0)).then_some(literals)
}

/// Bytes of an opening that are compared.
const LONGEST: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_begin_in_a_text_is_told() {
        let patterns = [r"(?i)\[cite|\[x+", "X{3,}", "(?i)été"].map(|pattern| Pattern::known(pattern.to_owned()));
        let openings = Openings::of(["TODO", "???", "As an"].into_iter(), patterns.iter());
        let may_stand = |text: &str| openings.may_stand_in(&text.into());
        for text in ["a TODO", "why???", "As an aid", "see [Cite]", "of XXX", "ÉTÉ", "un été"] {
            assert!(may_stand(text), "{text}");
        }
        for text in ["", "a todo", "aTODO", "As a", "XX", "the aXXX", "Été un", "cite"] {
            assert_eq!(may_stand(text), text == "Été un", "{text}");
        }
        let open = [Pattern::known("a?b*".to_owned())];
        assert!(Openings::of(std::iter::empty(), open.iter()).may_stand_in(&"z".into()));
        assert!(!Openings::default().may_stand_in(&"a".into()));
    }
}
