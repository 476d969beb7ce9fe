//! A pattern that a house gives, in `regex` syntax. Whether it is a sound one is asked where the house is read.

use std::sync::OnceLock;

use regex::Regex;

use super::needs::Needs;
use crate::prose::Prose;

/// A pattern, compiled when a text first has what any match of it needs: of those that a house has, most runs ask for none.
#[derive(Debug, Clone)]
pub struct Pattern {
    written: String,
    needs: OnceLock<Needs>,
    compiled: OnceLock<Regex>,
}

impl Pattern {
    /// One that is known to compile: of a shipped file, whose patterns a test compiles.
    pub(super) fn known(written: String) -> Pattern {
        Pattern { written, needs: OnceLock::new(), compiled: OnceLock::new() }
    }

    /// As it is written, with what its place in the house adds.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// To look for it.
    pub fn regex(&self) -> &Regex {
        self.compiled.get_or_init(|| Regex::new(&self.written).expect("a pattern is compiled before it is shipped"))
    }

    /// Whether it is anywhere in `text`.
    pub fn is_match(&self, text: &str) -> bool {
        self.may_stand_in(text) && self.regex().is_match(text)
    }

    /// Whether `text` has what every match needs: a look that costs next to nothing.
    pub(super) fn may_stand_in(&self, text: &str) -> bool {
        self.needs().may_stand_in(text)
    }

    /// The same for a prose, of which it is known what marks stand in it.
    pub(super) fn may_stand_in_prose(&self, prose: &Prose) -> bool {
        self.mark().is_none_or(|mark| prose.landmarks().marks().have(mark)) && self.may_stand_in(prose.text())
    }

    /// A mark that every match has, one that few texts have before others.
    pub(super) fn mark(&self) -> Option<u8> {
        let marks = || self.needs().bytes.iter().flat_map(memchr::memmem::Finder::needle).copied().filter(u8::is_ascii_punctuation);
        marks().find(|mark| !b".,:;-'\"()?!/".contains(mark)).or_else(|| marks().next())
    }

    /// What every match has.
    fn needs(&self) -> &Needs {
        self.needs.get_or_init(|| Needs::of(&self.written))
    }
}

impl From<Regex> for Pattern {
    fn from(compiled: Regex) -> Pattern {
        Pattern { written: compiled.as_str().to_owned(), needs: OnceLock::new(), compiled: compiled.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_what_a_match_needs_is_not_searched() {
        let needs = |written: &str| {
            let pattern = Pattern::known(written.to_owned());
            pattern.needs().bytes.as_ref().map(|bytes| String::from_utf8_lossy(bytes.needle()).into_owned())
        };
        for (written, needed) in [
            (r"^(?:(?:(?:19|20)[0-9]{2} ?\| ?)+(?:19|20)[0-9]{2})$", Some("|")),
            (r"(?:cite)?turn[0-9]+(?:search|view)", Some("turn")),
            (r"(?m)^<{7}[ \x{A0}][^\r\n]*", Some("<")),
            (r"a(bc)+d?|e", None),
            (r"x?(bcd)e*", Some("bcd")),
            (r"(?i)todo", None),
        ] {
            assert_eq!(needs(written).as_deref(), needed, "{written}");
        }
        let pattern = Pattern::known("turn[0-9]+".to_owned());
        assert!(!pattern.is_match("tur") && pattern.compiled.get().is_none());
        assert!(!pattern.is_match("return") && pattern.is_match("turn0"));
    }
}
