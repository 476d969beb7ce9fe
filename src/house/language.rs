//! Words of the languages that houses are written in: lists that a house's `[dates]` may leave out. Which language a house has, the names of
//! its months tell.

use std::sync::{Arc, OnceLock};

use crate::finding::RuleId;
use crate::source::Source;
use crate::table;

/// Every file in `rules/languages/`: the language's name and its text.
const FILES: [(&str, &str); 1] = [("english", include_str!("../../rules/languages/english.toml"))];

/// The lists of one language.
#[derive(Debug)]
pub struct Language {
    lists: Vec<(String, Vec<String>)>,
}

impl Language {
    /// The language with these names of months, if it is known.
    pub fn of_months(months: &[String]) -> Option<&'static Language> {
        static ALL: OnceLock<Vec<Language>> = OnceLock::new();
        let all = ALL.get_or_init(|| FILES.iter().map(|(name, text)| read(name, text)).collect());
        all.iter().find(|language| language.list("months") == months)
    }

    /// The list under `key`; empty where there is none.
    pub fn list(&self, key: &str) -> &[String] {
        self.lists.iter().find(|(own, _)| own == key).map_or(&[], |(_, list)| list)
    }
}

fn read(name: &str, text: &str) -> Language {
    let source = Arc::new(Source::new(format!("copydesk:languages/{name}.toml"), text));
    let lists =
        table::read(&source, &RuleId::coded("invalid-house"), |root| root.each(|key, value| Some((key.value, value.list()?.words()))));
    Language { lists: lists.0.into_iter().flatten().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_gives_every_list_once() {
        for (name, text) in FILES {
            let language = read(name, text);
            for key in super::super::read::LANGUAGE_LISTS {
                assert!(!language.list(key).is_empty(), "{name} has no `{key}`");
            }
            assert_eq!(language.lists.len(), super::super::read::LANGUAGE_LISTS.len() + 1, "{name} has a list that nobody reads");
            let months = language.list("months").to_vec();
            assert!(Language::of_months(&months).is_some());
        }
    }
}
