//! Letters and their accents as one: a word written with accents as signs of their own (NFD) is the same word. Whether a text should be
//! written so is not asked.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// `text` with every letter and its accents in one, in NFC. Nearly no text has accents of their own, and is given back as it is.
pub fn composed(text: &str) -> Cow<'_, str> {
    if has_accents(text) { Cow::Owned(text.nfc().collect()) } else { Cow::Borrowed(text) }
}

/// Whether accents that are signs of their own may stand in `text`.
pub fn has_accents(text: &str) -> bool {
    let [first, second] = LEADING;
    memchr::memchr2(first, second, text.as_bytes()).is_some()
}

/// Whether `c` is an accent that is a sign of its own: one of the combining diacritical marks. The grapheme joiner among them is none.
pub fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}') && c != '\u{34f}'
}

/// The bytes that the accents begin with in UTF-8, and few other characters do.
const LEADING: [u8; 2] = [0xcc, 0xcd];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_go_with_their_letters() {
        assert_eq!(composed("Cre\u{301}ach, 12 fe\u{301}vrier"), "Créach, 12 février");
        assert_eq!(composed("Tie\u{302}\u{301}n"), "Tiến");
        assert!(matches!(composed("Créach"), Cow::Borrowed(_)));
        assert!(is_accent('\u{301}') && !is_accent('é') && !is_accent('\u{34f}'));
    }
}
