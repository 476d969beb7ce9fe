//! A pattern that a house gives, in `regex` syntax. Whether it is a sound one is asked where the house is read.

use std::sync::OnceLock;

use memchr::memmem::Finder;
use regex::Regex;
use regex_syntax::hir::{Hir, HirKind};

use crate::prose::Prose;

/// A pattern, compiled when a text first has what any match of it needs: of those that a house has, most runs ask for none.
#[derive(Debug, Clone)]
pub struct Pattern {
    written: String,
    /// Bytes that every match has in it; `None` where there may be none.
    needed: OnceLock<Option<Finder<'static>>>,
    compiled: OnceLock<Regex>,
}

impl Pattern {
    /// One that is known to compile: of a shipped file, whose patterns a test compiles.
    pub(super) fn known(written: String) -> Pattern {
        Pattern { written, needed: OnceLock::new(), compiled: OnceLock::new() }
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
        self.needed().is_none_or(|needed| needed.find(text.as_bytes()).is_some())
    }

    /// The same for a prose, of which it is known what marks stand in it.
    pub(super) fn may_stand_in_prose(&self, prose: &Prose) -> bool {
        let mark = self.needed().and_then(|needed| needed.needle().iter().find(|byte| byte.is_ascii_punctuation()));
        mark.is_none_or(|mark| prose.landmarks().marks().have(*mark)) && self.may_stand_in(prose.text())
    }

    fn needed(&self) -> Option<&Finder<'static>> {
        let find = || {
            let parsed = regex_syntax::parse(&self.written).ok()?;
            Some(Finder::new(longest_needed(&parsed)?).into_owned())
        };
        self.needed.get_or_init(find).as_ref()
    }
}

impl From<Regex> for Pattern {
    fn from(compiled: Regex) -> Pattern {
        Pattern { written: compiled.as_str().to_owned(), needed: OnceLock::new(), compiled: compiled.into() }
    }
}

/// The longest run of bytes that every match has in it as it is, one with a mark before all others.
fn longest_needed(hir: &Hir) -> Option<&[u8]> {
    match hir.kind() {
        HirKind::Literal(literal) => Some(&literal.0),
        HirKind::Repetition(repetition) if repetition.min > 0 => longest_needed(&repetition.sub),
        HirKind::Capture(capture) => longest_needed(&capture.sub),
        // Of which marks stand in a text it is known already.
        HirKind::Concat(parts) => {
            parts.iter().filter_map(longest_needed).max_by_key(|bytes| (bytes.iter().any(u8::is_ascii_punctuation), bytes.len()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_what_a_match_needs_is_not_searched() {
        let needs = |written: &str| {
            let parsed = regex_syntax::parse(written).expect("it is a pattern");
            longest_needed(&parsed).map(|bytes| String::from_utf8_lossy(bytes).into_owned())
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
