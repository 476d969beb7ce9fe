//! What a mail leaves around a note that was pasted from it. Its words are the house's; the names of a mail's fields are those of RFC 5322.

use crate::house::House;
use crate::prose::words::Words;

/// The fields of a mail that a program writes above it, and what it writes before the subject of an answer.
const FIELDS: [&str; 10] = ["subject", "from", "to", "cc", "bcc", "sent", "reply-to", "fwd", "fw", "re"];

/// Words of the longest greeting.
const LONGEST_GREETING: usize = 8;

/// Words of the longest closing and of the longest line under one.
const LONGEST_CLOSING: usize = 8;

/// Whether a line above a note, or in its header, is a mail's: a greeting, a field, the line above what is quoted.
pub fn opens_mail(text: &str, house: &House) -> bool {
    is_greeting(text, house) || is_field(text, house) || is_lead(text)
}

/// Whether a line under a note is a mail's: a closing, a program's signature, the line above what is quoted.
pub fn closes_mail(text: &str, house: &House) -> bool {
    let few = || text.split(' ').count() <= LONGEST_CLOSING;
    let closing = || {
        let end = opening_of(text, &house.mail.closings)?;
        let rest = &text[end..];
        // A name may follow, after a mark or, under several words of a closing, without one; a sentence does not.
        let marked = rest.trim_start().starts_with([',', '!'])
            || rest.starts_with([' ', '\u{a0}']) && rest.trim_start().starts_with(['-', '–', '—']);
        let named = text[..end].contains(' ') && rest.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
        (rest.trim().is_empty() || marked || named).then_some(())
    };
    let ends_open = || !text.ends_with(['.', '?', ';', ':']);
    few() && ends_open() && (closing().is_some() || opening_of(text, &house.mail.signatures).is_some())
        || is_ruled(text)
        || text.ends_with(':') && text.contains('@')
}

/// Whether a line may stand under a closing: a name, an address, a number to call.
pub fn may_follow_closing(text: &str) -> bool {
    text.split(' ').count() <= LONGEST_CLOSING && !text.ends_with(['.', '?', '!']) || text.contains('@')
}

/// "Dear Lena," but not "Dear Leader: A film is banned".
fn is_greeting(text: &str, house: &House) -> bool {
    let opens = || opening_of(text, &house.mail.greetings).is_some();
    text.ends_with([',', '!', '\u{2013}', '\u{2014}', '-']) && text.split(' ').count() <= LONGEST_GREETING && opens()
        || house.mail.greetings.list().iter().any(|greeting| greeting.eq_ignore_ascii_case(text))
}

/// "Subject: the piece on Tervik".
fn is_field(text: &str, house: &House) -> bool {
    let Some((name, _)) = text.split_once(':').filter(|(name, _)| name.len() <= 24) else { return false };
    FIELDS.iter().any(|field| field.eq_ignore_ascii_case(name)) || house.mail.fields.have(name)
}

/// "On Monday, 7 February 2022 at 10:14, Lena wrote:" and "----- Original message -----".
fn is_lead(text: &str) -> bool {
    is_ruled(text) || text.ends_with(':') && has_time(text)
}

fn is_ruled(text: &str) -> bool {
    text.starts_with("---") && text.ends_with("---") && text.contains(char::is_alphabetic)
}

/// Whether an hour with its minutes stands in a text, or an address.
fn has_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_time = |at: usize| {
        let figures = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
        figures(at.checked_sub(1)) && figures(Some(at + 1)) && figures(Some(at + 2))
    };
    text.contains('@') || memchr::memchr_iter(b':', bytes).any(is_time)
}

fn opening_of(text: &str, words: &Words) -> Option<usize> {
    words.end_at(text, 0)
}
