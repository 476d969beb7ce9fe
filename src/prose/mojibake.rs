//! Text that was read in another encoding than it was written in: UTF-8 taken for Windows-1252, and characters that were lost. What the
//! words mean is not looked at, so a letter of a real language is never taken for one.

use std::ops::Range;

/// Characters that stand for others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mojibake {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What was written, where that is certain.
    pub meant: Option<String>,
}

/// What stands in place of a character that was lost.
pub const LOST: char = '\u{fffd}';

/// The mojibake in `text`, in order of place; neighbours are one.
pub fn find(text: &str) -> Vec<Mojibake> {
    let places: Vec<Place> = places(text);
    // What could be a letter and a mark is none beside text that cannot be right.
    let certain = places.iter().any(|place| place.trust == Trust::Certain);
    let mut found: Vec<Mojibake> = Vec::new();
    for place in places {
        if place.trust == Trust::Never || (place.trust == Trust::Perhaps && !certain) {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.range.end == place.range.start => {
                last.range.end = place.range.end;
                last.meant = last.meant.take().zip(place.meant).map(|(before, c)| before + c.encode_utf8(&mut [0; 4]));
            }
            _ => found.push(Mojibake { range: place.range, meant: place.meant.map(String::from) }),
        }
    }
    for one in &mut found {
        one.meant = one.meant.take().map(unwound);
    }
    found
}

/// Whether the quotation mark that begins at byte `at` of `text` is the last part of another character: of `â€“` or `â€”`.
pub fn is_part(text: &str, at: usize) -> bool {
    text[..at].ends_with("â€")
}

/// Whether the soft hyphen at byte `at` of `text` is the second part of another character: of `Ã` and what follows.
pub fn is_second(text: &str, at: usize) -> bool {
    text[..at].ends_with(['Ã', 'Â', 'Å', 'Ä'])
}

/// `text` without the mojibake of a quotation mark at its end.
pub fn without_tail(text: &str) -> &str {
    let Some(open) = text.len().checked_sub(8).map(|from| text.ceil_char_boundary(from)) else { return text };
    // Nearly every text ends in plain characters.
    if text.as_bytes()[open..].is_ascii() {
        return text;
    }
    text[open..].rfind("â€").map_or(text, |at| &text[..open + at])
}

struct Place {
    range: Range<usize>,
    meant: Option<char>,
    trust: Trust,
}

/// How sure it is that characters stand for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// They may be what they are: `É’` of "the CAFÉ’s".
    Never,
    /// They may be, but hardly are beside others that are certain.
    Perhaps,
    Certain,
}

fn places(text: &str) -> Vec<Place> {
    let mut places = Vec::new();
    let mut past = 0;
    // First characters begin with the one byte, the mark of what was lost with the other.
    for at in memchr::memchr2_iter(0xc3, 0xef, text.as_bytes()).filter(|at| text.is_char_boundary(*at)) {
        if at < past {
            continue;
        }
        if let Some(place) = if text[at..].starts_with(LOST) { Some(lost(at)) } else { sequence(text, at) } {
            past = place.range.end;
            places.push(place);
        }
    }
    places
}

fn lost(at: usize) -> Place {
    Place { range: at..at + LOST.len_utf8(), meant: None, trust: Trust::Certain }
}

/// The characters from byte `at` on that are the bytes of one.
fn sequence(text: &str, at: usize) -> Option<Place> {
    let mut rest = text[at..].chars();
    let first = rest.next()?;
    let lead = byte_of(first)?;
    let more = match lead {
        0xc2..=0xdf => 1,
        0xe0..=0xef => 2,
        0xf0..=0xf4 => 3,
        _ => return None,
    };
    let (mut bytes, mut end, mut odd, mut symbol) = (vec![lead], at + first.len_utf8(), false, false);
    for c in rest.take(more) {
        let Some(byte) = byte_of(c).filter(|byte| (0x80..0xc0).contains(byte)) else { break };
        bytes.push(byte);
        end += c.len_utf8();
        odd |= !may_follow_a_word(c);
        symbol |= is_symbol(c);
    }
    if bytes.len() == more + 1 {
        let meant = std::str::from_utf8(&bytes).ok()?.chars().next().filter(|c| !c.is_control())?;
        let trust = trust(text, at..end, Shape { first, meant, more, odd, symbol });
        return Some(Place { range: at..end, meant: Some(meant), trust });
    }
    // The last part of a mark such as `â€` may have been lost on the way.
    let begun = more == 2 && bytes.len() == 2 && text[at..].starts_with("â€");
    begun.then_some(Place { range: at..end, meant: None, trust: Trust::Certain })
}

/// What is known of characters that may be the bytes of one.
#[derive(Clone, Copy)]
struct Shape {
    first: char,
    meant: char,
    /// How many follow the first.
    more: usize,
    /// Whether one of these never follows a letter.
    odd: bool,
    /// Whether one of them is a sign that no letter follows.
    symbol: bool,
}

fn trust(text: &str, range: Range<usize>, shape: Shape) -> Trust {
    let (before, after) = (text[..range.start].chars().next_back(), text[range.end..].chars().next());
    if shape.odd || shape.more == 3 {
        return Trust::Certain;
    }
    if shape.more == 2 || !shape.first.is_uppercase() {
        return Trust::Never;
    }
    let in_word = before.is_some_and(char::is_lowercase) || (shape.symbol && after.is_some_and(char::is_lowercase));
    let after_mark = before.is_some_and(|c| c.is_ascii_punctuation());
    match shape.meant {
        _ if in_word => Trust::Certain,
        '\u{a0}' if after_mark => Trust::Certain,
        '\u{a0}' => Trust::Perhaps,
        _ if matches!(shape.first, 'Ã' | 'Ä' | 'Å') && (after.is_some_and(char::is_alphabetic) || text[range].ends_with('\u{a0}')) => {
            Trust::Perhaps
        }
        _ => Trust::Never,
    }
}

/// Whether a word may well end before the character: marks that follow one, and letters.
fn may_follow_a_word(c: char) -> bool {
    c.is_alphabetic() || is_symbol(c) || matches!(c, '‘' | '’' | '“' | '”' | '»' | '›' | '–' | '—' | '…' | '·' | '´' | '\u{a0}' | '\u{ad}')
}

/// Signs that stand behind a word, raised or not, and before a space.
fn is_symbol(c: char) -> bool {
    matches!(c, '•' | '™' | '®' | '©' | '°' | '¹' | '²' | '³' | '†' | '‡')
}

/// What was written, where it was misread more than once: `Ã¢â‚¬â„¢`.
fn unwound(mut meant: String) -> String {
    for _ in 0..MOST_TURNS {
        let found = find(&meant);
        let [Mojibake { range, meant: Some(inner) }] = found.as_slice() else { break };
        if *range != (0..meant.len()) {
            break;
        }
        meant.clone_from(inner);
    }
    meant
}

/// How often a text is taken to have been misread.
const MOST_TURNS: usize = 3;

/// The byte that Windows-1252 reads as `c`; the five that it does not know stay what they are.
fn byte_of(c: char) -> Option<u8> {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•',
        '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    if let Ok(byte) = u8::try_from(u32::from(c)) {
        return (byte >= 0x80).then_some(byte);
    }
    HIGH.iter().zip(0x80..).find(|(known, _)| **known == c).map(|(_, byte)| byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(text: &str) -> Vec<(&str, Option<String>)> {
        find(text).into_iter().map(|found| (&text[found.range], found.meant)).collect()
    }

    fn one(text: &str) -> Option<String> {
        match meant(text).as_slice() {
            [(_, Some(meant))] => Some(meant.clone()),
            _ => None,
        }
    }

    #[test]
    fn what_was_misread_is_read_again() {
        // Each is misread here, character by character, and has to come back.
        for word in [
            "wasn’t",
            "“so",
            "1990–94",
            "so — on",
            "café",
            "canción",
            "Málaga",
            "Erdoğan",
            "Müller’s",
            "naïve",
            "5 €",
            "Việt",
            "→",
            "Almería",
            "à la élan",
            "😀",
        ] {
            let misread: String = word.bytes().map(|byte| if byte < 0x80 { char::from(byte) } else { misread(byte) }).collect();
            let back: String = found_back(&misread);
            assert_eq!(back, word, "{misread:?}");
        }
        assert_eq!(one("itÃ¢â‚¬â„¢s").as_deref(), Some("’"), "misread twice");
        assert_eq!(meant("so.â€ Then"), [("â€", None)]);
        assert_eq!(meant("lost \u{fffd}\u{fffd} here"), [("\u{fffd}\u{fffd}", None)]);
        assert_eq!(one("home.Â\u{a0} The").as_deref(), Some("\u{a0}"));
    }

    fn misread(byte: u8) -> char {
        (0x80..=0x2122).filter_map(char::from_u32).find(|c| byte_of(*c) == Some(byte)).expect("every byte reads as some character")
    }

    fn found_back(text: &str) -> String {
        let (mut back, mut at) = (String::new(), 0);
        for found in find(text) {
            back += &text[at..found.range.start];
            back += &found.meant.expect("what it was is certain");
            at = found.range.end;
        }
        back + &text[at..]
    }

    #[test]
    fn letters_and_the_marks_after_them_are_what_they_are() {
        for fine in [
            "São Paulo, IRMÃ, MÃE, AMANHÃ” e",
            "câine, râu, Târgu Mureș, â”—",
            "Ấn Độ, Ngô Đình Diệm, Hà Nội’s",
            "the CAFÉ’s “CAFÉ” — CAFÉ… CAFÉ™ CAFÉ²",
            "l’été», “été”—so, ‘été’”",
            "Å’s church, Åland, Ängelholm, Øystein",
            "Straße», Straß’",
            "naïve—and",
            "«PANAMÁ»—the",
            "É–Ã–Ô",
            "À·B",
            "Ðe Þing",
            "5 × ² m",
            "François’ élan, “à la”, ñandú",
            "Müller’s Übung° ÄÖÜ’",
        ] {
            assert_eq!(meant(fine), [], "{fine}");
        }
    }

    #[test]
    fn a_tail_is_cut() {
        assert_eq!(without_tail("We go.â€\u{9d}"), "We go.");
        assert_eq!(without_tail("We go."), "We go.");
    }
}
