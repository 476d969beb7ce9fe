//! Whether a line reads like the names of people: it tells a byline from a title. Whether the names are the right ones is for the rules.

use crate::house::BylineFormat;
use crate::prose::words::Words;

/// Words of the longest list of names that is still a byline.
const MOST_WORDS: usize = 60;

/// How much `text` is like a list of names, from about 0 to 50; `None` where it cannot be one: "Ines Okafor", "D Suba Chandran and Ana Šarić",
/// "By M. de la Cruz". A title in capitals is told by what names do not have: an article, a possessive, many words.
pub fn likeness(text: &str, format: &BylineFormat, articles: &Words) -> Option<i32> {
    let names_of = without_prefix(text, format);
    let is_announced = names_of.len() < text.len();
    let text = names_of;
    let is_of_title = |byte: u8| byte.is_ascii_digit() || matches!(byte, b':' | b'?' | b'!' | b';' | b'"');
    if text.is_empty() || text.bytes().any(is_of_title) || !text.is_ascii() && text.contains('“') {
        return None;
    }
    // A list may break off at a comma, to go on with the next line; a title is no list of names because it does.
    let (mut parts, mut worst, mut people) = (0, 0, 0);
    for part in names(text) {
        parts += 1;
        match part_likeness(part, format, articles)? {
            Part::Person(doubt) => {
                people += 1;
                worst = worst.max(doubt);
            }
            Part::Place => {}
        }
        if parts > MOST_WORDS {
            return None;
        }
    }
    let listed = if people > 1 { LISTED } else { 0 };
    let announced = if is_announced { ANNOUNCED } else { 0 };
    (people > 0).then_some(PERSON + listed + announced - worst)
}

/// How much a line that is a person's name is like a byline.
const PERSON: i32 = 26;

/// How much more a list of several is.
const LISTED: i32 = 4;

/// How much more it is with a word such as "By" before the names.
const ANNOUNCED: i32 = 20;

/// Whether `text` reads like names so clearly that it may be told from a title by that alone.
pub fn is_byline(text: &str, format: &BylineFormat, articles: &Words) -> bool {
    likeness(text, format, articles).is_some_and(|likeness| likeness >= PERSON - 10)
}

/// `text` without a word such as "By" before the names.
pub fn without_prefix<'t>(text: &'t str, format: &BylineFormat) -> &'t str {
    let stripped = format.prefixes.iter().find_map(|prefix| {
        let rest = text.get(..prefix.len()).filter(|opening| opening.eq_ignore_ascii_case(prefix)).map(|_| &text[prefix.len()..])?;
        rest.starts_with([' ', ':']).then(|| rest.trim_start_matches([' ', ':']))
    });
    stripped.unwrap_or(text)
}

/// The parts of a list of names, without what joins them.
pub fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', '&', '/', '|']).flat_map(parted_by_and).map(without_and).filter(|part| !part.is_empty())
}

/// A part of a list without the "and" before it.
fn without_and(part: &str) -> &str {
    let mut part = part.trim();
    while let Some(rest) = part.strip_prefix("and ") {
        part = rest;
    }
    part.trim()
}

/// What stands between spaces: few words, for which a search for spaces that is fast on a long text takes longer than to look at each letter.
pub fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(is_space)
}

fn is_space(c: char) -> bool {
    c == ' '
}

/// What stands between the words "and". Names are short: to prepare a search for it takes longer than to look at each byte.
fn parted_by_and(text: &str) -> impl Iterator<Item = &str> {
    const AND: &[u8] = b" and ";
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        match text.as_bytes().windows(AND.len()).position(|window| window == AND) {
            Some(at) => {
                rest = Some(&text[at + AND.len()..]);
                Some(&text[..at])
            }
            None => rest.take(),
        }
    })
}

/// What a part of a list of names is.
enum Part {
    /// Somebody's name, and how much speaks against it.
    Person(i32),
    /// Where somebody works, or what somebody is.
    Place,
}

/// What one part of a list is; `None` where names cannot have it.
fn part_likeness(part: &str, format: &BylineFormat, articles: &Words) -> Option<Part> {
    let starts_with_capital = |word: &str| {
        let first = word.chars().find(|c| !matches!(c, '(' | '\'' | '’' | '-'));
        first.is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
    };
    let (mut all, mut capitals, mut short, mut shouted) = (0, 0, 0, 0);
    let mut is_place = false;
    let mut doubt = 0;
    for (index, word) in words(part).filter(|word| !word.is_empty()).enumerate() {
        all += 1;
        let bare = word.trim_matches(['.', '(', ')']);
        if is_possessive(bare) || bare.chars().nth(1).is_some() && articles.have(bare) {
            return None;
        }
        // "A" is an initial, or an article: it is an article before two words or more.
        if index == 0 && articles.have(bare) {
            doubt += 6;
        }
        is_place |= format.not_names.have(bare);
        if format.particles.have(word) {
            continue;
        }
        let is_capital = starts_with_capital(word);
        if !is_capital && !word.contains(['\'', '’', '-']) {
            return None;
        }
        capitals += i32::from(is_capital);
        let is_short = bare.chars().nth(2).is_none();
        short += i32::from(is_short);
        shouted += i32::from(!is_short && bare.chars().all(char::is_uppercase));
    }
    if is_place {
        return Some(Part::Place);
    }
    if capitals == 0 || all > MOST_WORDS_OF_A_NAME || part.ends_with('.') && !is_initial(part) {
        return None;
    }
    let long = capitals - short;
    doubt += match long {
        0 | 1 if short == 0 && part.chars().all(|c| c.is_ascii() || c.is_lowercase() || c.is_uppercase()) => 10,
        0..=3 => 0,
        4 => 8,
        _ => 24,
    };
    // Somebody who writes a name in capitals writes all of it so.
    if shouted > 0 && shouted < long {
        doubt += 14;
    }
    Some(Part::Person(doubt))
}

/// Words of the longest name.
const MOST_WORDS_OF_A_NAME: i32 = 7;

/// Whether a word says whose something is: "Keepers’", "Tervik's". An apostrophe within a name stands before other letters.
fn is_possessive(word: &str) -> bool {
    // Nearly no word has an apostrophe.
    if word.bytes().all(|byte| byte.is_ascii() && byte != b'\'') {
        return false;
    }
    let word = word.trim_end_matches(',');
    let Some((before, after)) = word.rsplit_once(['\'', '’']) else { return false };
    !before.is_empty() && matches!(after, "" | "s")
}

/// "Prajwal T." ends in a stop and is a name all the same.
fn is_initial(part: &str) -> bool {
    let last = part.trim_end_matches('.').rsplit([' ', '.']).next().unwrap_or_default();
    last.chars().count() <= 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Spanned;

    #[test]
    fn names_are_told_from_titles() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let format = BylineFormat {
            list: Spanned::default(),
            prefixes: words(&["By"]),
            particles: words(&["de", "la", "van"]).into(),
            not_names: words(&["University"]).into(),
        };
        let articles = Words::new(&words(&["the", "a", "an"]));
        for name in [
            "Ines Okafor",
            "D Suba Chandran",
            "Prajwal T V",
            "Ana Šarić and Øystein Å. Berg",
            "By M. de la Cruz",
            "王小明",
            "Jo Li, Ed D’Arcy, and Al-Amin Bo",
            "K. Rao Jr.",
            "A Bell and Ed O'Hara",
            "INES OKAFOR",
            "Ines Okafor, Ellery University",
        ] {
            assert!(is_byline(name, &format, &articles), "{name}");
        }
        for title in [
            "Port Ellery: Dockers return",
            "Elections in Mali",
            "The dockers and the owners",
            "Talks at 5 Ministers",
            "Fruit spoils.",
            "",
            "The Long Pier",
            "A Crane, and the Pier",
            "Keepers’ Wages",
            "Ellery's Pier, Dockers and Fruit",
            "Pier Ellery Dock Crane Plan",
            "Ellery University",
        ] {
            assert!(!is_byline(title, &format, &articles), "{title}");
        }
    }
}
