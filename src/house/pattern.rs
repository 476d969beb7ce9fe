//! A pattern that a house gives, in `regex` syntax. Whether it is a sound one is asked where the house is read.

use std::sync::OnceLock;

use regex::Regex;

/// A pattern, compiled when a text is first held against it: of those that a house has, most runs ask for a few.
#[derive(Debug, Clone)]
pub struct Pattern {
    written: String,
    compiled: OnceLock<Regex>,
}

impl Pattern {
    /// One that is known to compile: of a shipped file, whose patterns a test compiles.
    pub(super) fn known(written: String) -> Pattern {
        Pattern { written, compiled: OnceLock::new() }
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
        self.regex().is_match(text)
    }
}

impl From<Regex> for Pattern {
    fn from(compiled: Regex) -> Pattern {
        Pattern { written: compiled.as_str().to_owned(), compiled: compiled.into() }
    }
}
