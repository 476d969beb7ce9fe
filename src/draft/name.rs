//! Whether a line reads like the names of people: it tells a byline from a title. Whether the names are the right ones is for the rules.

use crate::house::BylineFormat;

/// Words of the longest list of names that is still a byline.
const MOST_WORDS: usize = 60;

/// Whether `text` is a list of names: "Ines Okafor", "D Suba Chandran and Ana Šarić", "By M. de la Cruz".
pub fn is_byline(text: &str, format: &BylineFormat) -> bool {
    let text = without_prefix(text, format);
    if text.is_empty() || text.contains([':', '?', '!', ';', '"', '“']) || text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let parts: Vec<&str> = names(text).collect();
    !parts.is_empty() && text.split(' ').count() <= MOST_WORDS && parts.iter().all(|part| is_name(part, format))
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
    text.split([',', '&', '/', '|'])
        .flat_map(|part| part.split(" and "))
        .map(|part| part.trim().trim_start_matches("and ").trim())
        .filter(|part| !part.is_empty())
}

fn is_name(part: &str, format: &BylineFormat) -> bool {
    let words: Vec<&str> = part.split(' ').filter(|word| !word.is_empty()).collect();
    let capital = |word: &&str| {
        let first = word.trim_start_matches(['(', '\'', '’', '-']).chars().next();
        first.is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
    };
    let particle =
        |word: &&str| format.particles.iter().any(|particle| particle.eq_ignore_ascii_case(word)) || word.contains(['\'', '’', '-']);
    words.len() <= 6
        && words.iter().any(capital)
        && words.iter().all(|word| capital(word) || particle(word))
        && !part.ends_with('.') | is_initial(part)
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
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let format = BylineFormat {
            list: Spanned::default(),
            prefixes: words(&["By"]),
            particles: words(&["de", "la", "van"]),
            not_names: Vec::new(),
        };
        for name in [
            "Ines Okafor",
            "D Suba Chandran",
            "Prajwal T V",
            "Ana Šarić and Øystein Å. Berg",
            "By M. de la Cruz",
            "王小明",
            "Jo Li, Ed D’Arcy, and Al-Amin Bo",
            "K. Rao Jr.",
        ] {
            assert!(is_byline(name, &format), "{name}");
        }
        for title in
            ["Port Ellery: Dockers return", "Elections in Mali", "The dockers and the owners", "Talks at 5 Ministers", "Fruit spoils.", ""]
        {
            assert!(!is_byline(title, &format), "{title}");
        }
    }
}
