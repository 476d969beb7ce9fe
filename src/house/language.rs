//! Words of the languages that houses are written in: lists that a house's `[dates]` may leave out. Which language a house has, the names of
//! its months tell.

use std::sync::OnceLock;

/// Every file in `rules/languages/`: the language's name and its text.
const FILES: [(&str, &str); 1] = [("english", include_str!("../../rules/languages/english.toml"))];

/// The lists of one language.
#[derive(Debug)]
pub struct Language {
    lists: Vec<(&'static str, Vec<&'static str>)>,
}

impl Language {
    /// The language with these names of months, if it is known.
    pub fn of_months(months: &[String]) -> Option<&'static Language> {
        static ALL: OnceLock<Vec<Language>> = OnceLock::new();
        let all = ALL.get_or_init(|| FILES.iter().map(|(_, text)| read(text)).collect());
        all.iter().find(|language| language.list("months") == months)
    }

    /// The list under `key`; empty where there is none.
    pub fn list(&self, key: &str) -> &[&'static str] {
        self.lists.iter().find(|(own, _)| *own == key).map_or(&[], |(_, list)| list)
    }

    /// The same for a house of its own.
    pub fn words(&self, key: &str) -> Vec<String> {
        self.list(key).iter().map(|word| (*word).to_owned()).collect()
    }
}

/// Reads a file that has comments and lists of words in quotes, and nothing else of TOML: to read it as TOML took a tenth of a run over one note.
fn read(text: &'static str) -> Language {
    let mut lists: Vec<(&'static str, Vec<&'static str>)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        for (index, part) in line.split('"').enumerate() {
            if let Some(key) = part.strip_suffix('[').filter(|_| index == 0) {
                lists.push((key.trim_end().trim_end_matches('=').trim_end(), Vec::new()));
            } else if let Some((_, words)) = lists.last_mut().filter(|_| index % 2 == 1) {
                words.push(part);
            }
        }
    }
    Language { lists }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::finding::RuleId;
    use crate::source::Source;
    use crate::table;

    #[test]
    fn every_language_is_read_as_toml_is() {
        for (name, text) in FILES {
            let source = Arc::new(Source::new(name, text));
            let (lists, faults) = table::read(&source, &RuleId::coded("invalid-house"), |root| {
                root.each(|key, value| (key.value, value.list().expect("there is nothing but lists").words()))
            });
            assert!(faults.is_empty(), "{name}: {faults:?}");
            let own = read(text);
            let own: Vec<_> = own.lists.iter().map(|(key, _)| ((*key).to_owned(), own.words(key))).collect();
            assert_eq!(own, lists, "{name}");
        }
    }

    #[test]
    fn every_language_gives_every_list_once() {
        for (name, text) in FILES {
            let language = read(text);
            for key in super::super::read::LANGUAGE_LISTS {
                assert!(!language.list(key).is_empty(), "{name} has no `{key}`");
            }
            assert_eq!(language.lists.len(), super::super::read::LANGUAGE_LISTS.len() + 1, "{name} has a list that nobody reads");
            let months = language.words("months");
            assert!(Language::of_months(&months).is_some());
        }
    }
}
