//! Words compared without regard to letter case. Where words begin and end is not asked.

/// Whether letter case counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// It does not.
    Any,
    /// It does.
    AsWritten,
}

/// Whether two words are the same but for letter case.
#[inline]
pub fn same_word(a: &str, b: &str) -> bool {
    // Nearly all words differ soon, and in ASCII: only others need copies to be compared.
    let is_same = |one: u8, other: u8| one == other || (one ^ other == CASE && one.is_ascii_alphabetic());
    match a.bytes().zip(b.bytes()).find(|(one, other)| !is_same(*one, *other)) {
        Some((one, other)) if differ(one, other) => false,
        None if a.len() == b.len() => true,
        _ => !(a.is_ascii() && b.is_ascii()) && a.to_lowercase() == b.to_lowercase(),
    }
}

/// What a capital and its small letter differ by in ASCII.
const CASE: u8 = b'a' ^ b'A';

/// Whether two bytes cannot stand at one place of words that are the same: nearly every comparison ends here.
#[inline]
pub fn differ(one: u8, other: u8) -> bool {
    one.is_ascii() && other.is_ascii() && !one.eq_ignore_ascii_case(&other)
}
