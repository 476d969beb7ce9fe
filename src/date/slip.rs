//! Names of months with one slip of the pen in them. What must stand around one for it to be believed is for the finder.

use crate::prose::{TextRange, letter_case};

use super::Finder;

/// Letters of a name that no other word of a language is likely to be a slip of.
pub(super) const LONG: usize = 7;

/// Letters of the shortest name that a slip leaves recognisable.
const SHORT: usize = 4;

/// A word that is one slip away from the name of a month.
#[derive(Debug, Clone)]
pub(super) struct Slip {
    pub(super) month: u8,
    pub(super) range: TextRange,
    /// Whether other words look like the name too: what stands around it has to tell.
    pub(super) needs_cue: bool,
}

/// The name of a month that is long enough for a slip in it to be recognised.
#[derive(Debug, Clone)]
pub(super) struct Name {
    /// In small letters.
    folded: String,
    month: u8,
    /// Whether no other word of a language is likely to be a slip of it.
    is_long: bool,
    is_capitalised: bool,
}

impl Name {
    /// That of a month; `None` where it is too short.
    pub(super) fn of(name: &str, month: u8) -> Option<Name> {
        let letters = name.chars().count();
        let is_capitalised = name.starts_with(char::is_uppercase);
        (letters >= SHORT).then(|| Name { folded: name.to_lowercase(), month, is_long: letters >= LONG, is_capitalised })
    }

    /// The bits of a first byte with which a word may be a slip of it: of a short name, in its own letter case.
    pub(super) fn opening(&self) -> u64 {
        let first = self.folded.as_bytes()[0];
        let (small, capital) = (1 << (first & 63), 1 << (first.to_ascii_uppercase() & 63));
        match (self.is_long, self.is_capitalised) {
            (true, _) => small | capital,
            (false, true) => capital,
            (false, false) => small,
        }
    }
}

impl Finder {
    /// The word at `at` of `text`, if it is meant as a month. It keeps the name's first letter and is no word that the language has.
    pub(super) fn slip_at(&self, text: &str, at: usize) -> Option<Slip> {
        let rest = text.get(at..)?;
        // Nearly every word begins otherwise.
        let byte = rest.bytes().next()?;
        if byte.is_ascii() && self.slip_openings >> (byte & 63) & 1 == 0 {
            return None;
        }
        let first = rest.chars().next().filter(|first| first.is_alphabetic() && self.initials.contains(*first))?;
        let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let word = &rest[..end];
        // A hyphen may hold a longer name together.
        if end > LONGEST || word.contains(|c: char| !c.is_alphabetic()) || rest[end..].starts_with(['-', '\u{2010}', '\u{2011}']) {
            return None;
        }
        if !self.slippery.iter().any(|name| name.folded.len().abs_diff(end) <= MOST_BYTES_APART && may_be_near(&name.folded, word)) {
            return None;
        }
        let small = word.to_lowercase();
        let listed = self.look_alikes.have(word);
        let is_meant = |name: &&Name| {
            let cased = name.is_long || first.is_uppercase() == name.is_capitalised;
            let apart = name.is_long || !listed && !self.look_alikes.list().is_empty();
            cased && apart && is_one_slip(&small, &name.folded)
        };
        let name = self.slippery.iter().find(is_meant)?;
        Some(Slip { month: name.month, range: at..at + end, needs_cue: listed || !name.is_long })
    }
}

/// Bytes by which a word and the name that it is a slip of differ in length, in whichever case.
const MOST_BYTES_APART: usize = 4;

/// Whether `word` may be one slip away from `name`, which is in small letters: since a slip is in one place, what is the same before it and
/// after it is nearly all of both. Nearly every word ends here.
fn may_be_near(name: &str, word: &str) -> bool {
    let same = |(one, other): &(u8, u8)| !letter_case::differ(*one, *other);
    let before = name.bytes().zip(word.bytes()).take_while(same).count();
    let after = || name.bytes().rev().zip(word.bytes().rev()).take_while(same).count();
    // Two letters in each other's place; and of letters beyond ASCII it is not known here whether they are the same.
    before > 0 && before + after() + 2 >= name.len().max(word.len())
}

/// Bytes of the longest word that is looked at.
const LONGEST: usize = 16;

/// Whether one letter more, less or other, or two neighbours in each other's place, makes `word` of `name`, and not only its plural. Both are
/// in small letters.
fn is_one_slip(word: &str, name: &str) -> bool {
    let same_start = word.chars().next() == name.chars().next();
    let is_plural = word.strip_suffix('s') == Some(name);
    same_start && !is_plural && word.len().abs_diff(name.len()) <= 2 && strsim::osa_distance(word, name) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_keeps_the_first_letter() {
        for word in ["febuary", "ferbuary", "februrary", "februaty"] {
            assert!(is_one_slip(word, "february") && may_be_near("february", word), "{word}");
        }
        for word in ["february", "februarys", "ebruary", "febuarry", "febr"] {
            assert!(!is_one_slip(word, "february"), "{word}");
        }
    }
}
