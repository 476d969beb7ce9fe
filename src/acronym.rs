//! Acronyms in prose, and the names they stand for. Which of them a reader knows is for the house to say.

use std::collections::{BTreeSet, HashMap};

use crate::prose::{Prose, TextRange};

pub use name::names;
use name::{LONGEST, SHORTEST, SMALL, Word, capitalised_runs};

mod name;

/// One use of an acronym.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acronym<'t> {
    /// Its letters and figures, without a plural's `s`: `MNC` of "MNCs".
    pub letters: &'t str,
    /// With the `s`.
    pub range: TextRange,
    text: &'t str,
}

impl<'t> Acronym<'t> {
    /// Without the figures at its end: `COP` of "COP26".
    pub fn stem(&self) -> &'t str {
        self.letters.trim_end_matches(|c: char| c.is_ascii_digit())
    }

    /// Whether this use tells what it stands for: "(CSTO)" after the name, or "CSTO (Collective Security …)".
    pub fn introduces(&self) -> bool {
        introduces(self.text, &self.range, self.letters)
    }

    /// Whether it has letters enough for a slip in them to be told from another acronym.
    pub fn is_long(&self) -> bool {
        (LONG..=MUCH_TOO_LONG).contains(&self.stem().len())
    }
}

/// Letters of a long acronym, and of what is none any more.
const LONG: usize = 5;
const MUCH_TOO_LONG: usize = 20;

/// Whether `prose` may hold a long acronym: few do.
pub fn may_hold_long(prose: &Prose) -> bool {
    let is_capital = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    let goes_on = |at: usize| prose.text().as_bytes().get(at..at + LONG).is_some_and(|word| word.iter().all(is_capital));
    prose.landmarks().capitals().any(goes_on)
}

/// Which of `stems` are twins: one letter is changed, dropped, added or swapped with its neighbour. A plural's letter makes no twin.
/// Pairs of indices, the lower first, in order.
pub fn twins(stems: &[&str]) -> Vec<(usize, usize)> {
    let mut alike: HashMap<String, Vec<usize>> = HashMap::new();
    let mut pairs = BTreeSet::new();
    for (index, stem) in stems.iter().enumerate() {
        let without_one = (0..stem.len()).map(|at| format!("{}{}", &stem[..at], &stem[at + 1..]));
        for key in without_one.chain([(*stem).to_owned()]) {
            let others = alike.entry(key).or_default();
            pairs.extend(others.iter().filter(|other| **other != index).map(|other| (*other, index)));
            others.push(index);
        }
    }
    let are_twins = |(one, other): &(usize, usize)| {
        let (one, other) = (stems[*one], stems[*other]);
        let plural = one.strip_suffix('S') == Some(other) || other.strip_suffix('S') == Some(one);
        !plural && strsim::osa_distance(one, other) == 1
    };
    pairs.into_iter().filter(are_twins).collect()
}

/// Words of three capitals or more, in order of place. Roman numerals, codes such as "SARS-CoV-2" and addresses are none.
pub fn acronyms(prose: &Prose) -> impl Iterator<Item = Acronym<'_>> {
    let text = prose.text();
    words_with_capitals(prose).filter_map(move |word| {
        let letters = letters(&text[word.clone()])?;
        (!is_roman(letters) && !is_code(text, &word)).then_some(Acronym { letters, range: word, text })
    })
}

/// Stretches of letters and figures that begin with three ASCII capitals or figures, a capital first: others cannot be acronyms.
fn words_with_capitals(prose: &Prose) -> impl Iterator<Item = TextRange> {
    let text = prose.text();
    prose
        .landmarks()
        .capitals()
        .map(|start| start..start + text[start..].find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len() - start))
}

/// The word without a plural's `s`, where it is made like an acronym.
fn letters(word: &str) -> Option<&str> {
    let letters = word.strip_suffix('s').unwrap_or(word);
    let made_of = letters.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let capitals = letters.bytes().filter(u8::is_ascii_uppercase).count();
    (made_of && capitals >= SHORTEST).then_some(letters)
}

/// Up to 89, which is as far as kings, popes and congresses go: `CDC` and `DMC` are no numbers.
fn is_roman(letters: &str) -> bool {
    if !letters.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L')) {
        return false;
    }
    let tens = ["LXXX", "LXX", "LX", "XL", "L", "XXX", "XX", "X", ""];
    let units = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    tens.iter().any(|ten| letters.strip_prefix(ten).is_some_and(|rest| units.contains(&rest)))
}

/// Whether the word is part of something that is written as one: a code, a web or mail address, a hashtag.
fn is_code(text: &str, word: &TextRange) -> bool {
    let joins = |c: char| c.is_alphanumeric() || "-_@#:/.".contains(c);
    // Most stand between spaces and marks that join nothing.
    let outside = |joined: Option<char>, beyond: Option<char>| match joined {
        Some('.' | ':') => !beyond.is_some_and(joins),
        joined => !joined.is_some_and(joins),
    };
    let (before, after) = around(text, word);
    let (mut back, mut ahead) = (before.chars().rev(), after.chars());
    if !back.next().is_some_and(joins) && outside(ahead.next(), ahead.next()) {
        return false;
    }
    let head = &before[before.trim_end_matches(joins).len()..];
    let tail = &after[..after.len() - after.trim_start_matches(joins).len()];
    if head.contains(['@', '#', '_']) || tail.contains(['@', '_']) || head.contains("://") || head.starts_with("www.") {
        return true;
    }
    // A file's name: `README.txt`.
    if tail.strip_prefix('.').is_some_and(|ending| ending.starts_with(|c: char| c.is_ascii_lowercase())) {
        return true;
    }
    let hyphenated = |c: char| c.is_alphanumeric() || c == '-';
    let head = &head[head.trim_end_matches(hyphenated).len()..];
    let tail = &tail[..tail.len() - tail.trim_start_matches(hyphenated).len()];
    head.split('-').chain(tail.split('-')).any(is_code_part)
}

/// Some text before and after a word: more than any code or name takes, so that a long paragraph of acronyms costs no more than its length.
fn around<'t>(text: &'t str, word: &TextRange) -> (&'t str, &'t str) {
    let start = text.floor_char_boundary(word.start.saturating_sub(NEAR));
    let end = text.ceil_char_boundary((word.end + NEAR).min(text.len()));
    (&text[start..word.start], &text[word.end..end])
}

/// Bytes.
const NEAR: usize = 200;

/// A figure, a lone capital or capitals after small letters: `2`, `N`, `CoV`.
fn is_code_part(part: &str) -> bool {
    let figure = part.contains(|c: char| c.is_ascii_digit());
    let lone = part.chars().count() == 1 && part.chars().all(char::is_uppercase);
    let mixed = part.trim_start_matches(char::is_uppercase).contains(char::is_uppercase);
    figure || lone || mixed
}

fn introduces(text: &str, word: &TextRange, letters: &str) -> bool {
    let (whole_before, whole_after) = around(text, word);
    let (before, after) = (whole_before.trim_end_matches(QUOTES), past_owner(whole_after).trim_start_matches(QUOTES));
    let closes = || after.starts_with([')', ']', ',', ';', '/', ':']) || after.trim_start().starts_with(['–', '—']);
    let opening = || LEADS.iter().find_map(|words| before.strip_suffix(words)).unwrap_or(before);
    let bracketed = || closes() && opening().trim_end_matches(QUOTES).ends_with(['(', '[']);
    bracketed()
        || is_among_letters(before, after)
        || name_in_brackets(before, letters).is_some()
        || after.strip_prefix(" (").is_some_and(|rest| explains(rest.split(')').next().unwrap_or(rest), letters))
        || (is_set_off(whole_before, whole_after) && follows_name(before, letters))
}

/// What leads over to the letters in the brackets after a name.
const LEADS: [&str; 14] = [
    "also known as the ",
    "also known as ",
    "also called ",
    "abbreviated as ",
    "abbreviated ",
    "known as the ",
    "known as ",
    "hereinafter ",
    "hereafter ",
    "henceforth ",
    "in short ",
    "also ",
    "the ",
    "or ",
];

const QUOTES: [char; 6] = ['"', '\'', '“', '”', '‘', '’'];

/// What follows a word and the letter of its owner: `’s`.
fn past_owner(after: &str) -> &str {
    ["'s", "’s"].iter().find_map(|owner| after.strip_prefix(owner)).filter(|rest| !rest.starts_with(char::is_alphanumeric)).unwrap_or(after)
}

/// Where in `before` the name begins that the brackets around the word after it belong to, whatever else they hold: `Union (the old DWU hall`.
fn name_in_brackets(before: &str, letters: &str) -> Option<usize> {
    let open = last_bracket(before)?;
    if before[open..].contains([')', ']', '.', '?', '!']) {
        return None;
    }
    let head = before[..open].trim_end_matches([' ', ',']).trim_end_matches(QUOTES);
    // Only the name that ends right before the bracket is asked for.
    let from = last_other_word(head);
    let head = &head[from..];
    let spelt = names(head, &[letters]).into_iter().rfind(|(_, range)| range.end == head.len());
    let start = spelt.map(|(_, range)| range.start).or_else(|| {
        let run = capitalised_runs(head).pop()?;
        let (first, last) = (run.first()?, run.iter().rfind(|word| !word.small)?);
        (last.range.end == head.len() && stands_for(&run, head, letters)).then_some(first.range.start)
    });
    start.map(|start| from + start)
}

/// Where the last word of `text` begins that a name cannot have: in small letters, and none of those that stand within names.
fn last_other_word(text: &str) -> usize {
    let mut end = text.len();
    while let Some(space) = memchr::memrchr(b' ', &text.as_bytes()[..end]) {
        let word = &text[space + 1..end];
        if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()) && !SMALL.contains(&word) {
            return space + 1;
        }
        end = space;
    }
    0
}

/// Whether letters that are not quite the initials of a name are made of it: `START` of "Strategic Arms Reduction Treaty". All but one
/// begin a word, and all of them stand in it in order.
fn stands_for(run: &[Word], text: &str, letters: &str) -> bool {
    if letters.len() > LONGEST || run.len() > 2 * LONGEST {
        return false;
    }
    let mut name = text[run[0].range.start..].chars().flat_map(char::to_uppercase);
    let in_order = letters.chars().all(|letter| name.any(|c| c == letter));
    // The longest row of initials that the letters hold, in order.
    let mut longest = vec![0; run.len() + 1];
    for letter in letters.chars() {
        let mut diagonal = 0;
        for (index, word) in run.iter().enumerate() {
            let above = longest[index + 1];
            longest[index + 1] = if word.initial == letter { diagonal + 1 } else { above.max(longest[index]) };
            diagonal = above;
        }
    }
    in_order && letters.starts_with(run[0].initial) && longest[run.len()] + 1 >= letters.len()
}

/// The name that a use of an acronym spells out beside it, if it does: the bytes of both.
pub fn spelt_out_beside(acronym: &Acronym<'_>) -> Option<TextRange> {
    let (before, after) = around(acronym.text, &acronym.range);
    let start = acronym.range.start - before.len();
    if let Some(name) = name_in_brackets(before, acronym.letters) {
        return Some(start + name..acronym.range.end);
    }
    let rest = past_owner(after).strip_prefix(" (")?;
    explains(rest.split(')').next().unwrap_or(rest), acronym.letters).then(|| acronym.range.clone())
}

/// Where the last bracket of `before` stands that opens.
fn last_bracket(before: &str) -> Option<usize> {
    memchr::memrchr2(b'(', b'[', before.as_bytes())
}

/// Whether the brackets around a word hold letters only: `(IS or ISIS)`, `(IRGC-QF)`.
fn is_among_letters(before: &str, after: &str) -> bool {
    let Some(open) = last_bracket(before) else { return false };
    let Some(close) = memchr::memchr2(b')', b']', after.as_bytes()) else { return false };
    let parts = [&before[open + 1..], &after[..close]];
    let is_joint = |c: char| matches!(c, ' ' | '-' | '/');
    let is_letters = |part: &str| matches!(part, "" | "or" | "the") || part.bytes().all(|byte| byte.is_ascii_uppercase());
    parts.iter().flat_map(|part| part.split(is_joint)).all(is_letters)
}

/// Whether a word stands between quotation marks or dashes.
fn is_set_off(before: &str, after: &str) -> bool {
    let dash = ['–', '—'];
    before.ends_with(QUOTES) && after.starts_with(QUOTES) || before.trim_end().ends_with(dash) && after.trim_start().starts_with(dash)
}

/// Whether the words right before a word are the name that `letters` stand for.
fn follows_name(before: &str, letters: &str) -> bool {
    let end = before.trim_end_matches([' ', ',', '–', '—']).len();
    names(before, &[letters]).iter().any(|(_, range)| range.end == end)
}

/// Whether the words in brackets after an acronym are its name, in whatever language.
fn explains(bracket: &str, letters: &str) -> bool {
    let bracket = bracket.strip_prefix("the ").unwrap_or(bracket);
    let mut capitalised = bracket.split([' ', '-']).filter(|word| word.starts_with(char::is_uppercase));
    let starts_alike = bracket.chars().next().is_some_and(|first| letters.starts_with(first.to_ascii_uppercase()));
    let words = bracket.split(' ').count();
    let is_name = capitalised.nth(1).is_some() && bracket.starts_with(char::is_uppercase) && !bracket.contains([',', '.', ';']);
    words > 1 && (is_name || (starts_alike && words + 1 >= letters.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, bool)> {
        acronyms(&text.into()).map(|acronym| (acronym.letters.to_owned(), acronym.introduces())).collect()
    }

    fn wanted<const N: usize>(letters: [(&str, bool); N]) -> Vec<(String, bool)> {
        letters.map(|(letters, introduces)| (letters.to_owned(), introduces)).into()
    }

    #[test]
    fn words_of_three_capitals_are_acronyms() {
        assert_eq!(found("The DWU and MNCs met at COP26 in UN rooms."), wanted([("DWU", false), ("MNC", false), ("COP26", false)]));
        assert_eq!(acronyms(&"of COP26".into()).next().map(|acronym| acronym.stem()), Some("COP"));
        assert_eq!(found("the DWU's hall, a DWU-led march, pro-DWU"), wanted([("DWU", false); 3]));
    }

    #[test]
    fn numerals_codes_and_addresses_are_none() {
        assert_eq!(found("Ferdinand XIV and Clement VIII of Part III"), wanted([]));
        assert_eq!(found("SARS-CoV-2, HMS-7, PML-N, #DWU, ABC.txt, www.x.org/ABC, https://x.org/ABC, DWU@x.org, MiG, iDWU"), wanted([]));
        assert_eq!(found("the CDC, the VIX"), wanted([("CDC", false), ("VIX", false)]));
    }

    #[test]
    fn twins_are_one_letter_apart() {
        assert_eq!(twins(&["MINUSMA", "MIUSMA", "MINSUMA", "MONUSCO"]), [(0, 1), (0, 2)]);
        assert_eq!(twins(&["ABCDE", "BCDEF", "ABCDES"]), []);
        assert_eq!(twins(&["UNMIL", "UNMIS", "UNMIT"]), [(0, 1), (0, 2), (1, 2)]);
    }

    #[test]
    fn brackets_introduce() {
        for text in [
            "Union (DWU)",
            "Union (the DWU)",
            "Union (DWU, formerly the Lodge)",
            "Union (“DWU”)",
            "DWU (Dock Workers' Union)",
            "DWU (Sindicato de Estibadores)",
            "DWU’s (Dock Workers’ Union)",
            "Union’s (DWU’s)",
            "Union (DU or DWU)",
            "Union-Ellery Branch (DWU-EB)",
            "DWU (the Dock Workers’ Union in Ellery)",
            "Dock Workers Union – DWU – has",
            "the Dock Workers Union, “DWU”, has",
            "Union (hereafter DWU)",
            "Union (also known as the DWU)",
            "Union (DWU – the old one)",
            "Dock Workers’ Union (since 1902 the DWU of Ellery)",
            "Dock and Wharf Workers Union (New DWU hall)",
        ] {
            assert_eq!(found(text), wanted([("DWU", true)]), "{text}");
        }
        assert_eq!(found("multinationals (MNCs)"), wanted([("MNC", true)]));
        for text in [
            "the DWU (founded in 1902)",
            "(DWU leaders)",
            "the Guild of Pilots (old DWU members)",
            "Ellery Quay (backed by the DWU)",
            "the DWU (in brackets)",
            "the union – DWU – has",
            "said “DWU” twice",
        ] {
            assert_eq!(found(text), wanted([("DWU", false)]), "{text}");
        }
    }

    #[test]
    fn a_name_is_known_by_its_initials() {
        let text = "The Port Ellery Dock Workers' Union and the Board of Harbours for Ellery.";
        let name = |initials| names(text, &[initials]).pop().map(|(_, range)| &text[range]);
        assert_eq!(name("DWU"), Some("Dock Workers' Union"));
        assert_eq!(name("BHE"), Some("Board of Harbours for Ellery"));
        assert_eq!(name("BOH"), Some("Board of Harbours"));
        assert_eq!(names("Asia-Pacific Shipping Club", &["APSC"]), [("APSC", 0..26)]);
        assert_eq!(names("First. Second. Third.", &["FST"]), []);
    }
}
