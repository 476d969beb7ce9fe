//! The houses that are part of the program. The list of their files is here and nowhere else.

use std::sync::Arc;

use super::House;
use super::term::Pack;
use crate::source::Source;

/// The names of files in `rules/`, each with its text.
macro_rules! files {
    ($($name:literal),+ $(,)?) => { &[$(($name, include_str!(concat!("../../rules/", $name, ".toml")))),+] };
}

/// Every shipped file in `rules/`: the house's name and its text.
const FILES: &[(&str, &str)] =
    files!["gp-short-notes", "the-world-this-week", "conflict-weekly", "adr", "madr", "eip", "rust-rfc", "kep", "pep"];

/// Every shipped file in `rules/packs/`: the pack's name and its text.
const PACKS: [(&str, &str); 2] = [
    ("plain-english", include_str!("../../rules/packs/plain-english.toml")),
    ("estimative-language", include_str!("../../rules/packs/estimative-language.toml")),
];

impl Pack {
    /// The names of the shipped packs, in the order they are listed.
    pub fn shipped_names() -> impl Iterator<Item = &'static str> {
        PACKS.iter().map(|(name, _)| *name)
    }

    /// The shipped pack of that name.
    pub fn named(name: &str) -> Option<Pack> {
        let (name, text) = PACKS.iter().find(|(known, _)| *known == name)?;
        Some(Pack::read_shipped(&Arc::new(Source::new(format!("copydesk:packs/{name}.toml"), *text))))
    }
}

impl House {
    /// Every shipped house, in the order they are listed.
    pub fn shipped() -> Vec<Arc<House>> {
        FILES.iter().map(|(name, text)| read(name, text)).collect()
    }

    /// The names of the shipped houses, in the same order.
    pub fn shipped_names() -> impl Iterator<Item = &'static str> {
        FILES.iter().map(|(name, _)| *name)
    }

    /// The shipped house of that name.
    pub fn named(name: &str) -> Option<Arc<House>> {
        FILES.iter().find(|(known, _)| *known == name).map(|(name, text)| read(name, text))
    }
}

fn read(name: &str, text: &str) -> Arc<House> {
    let source = Arc::new(Source::new(format!("copydesk:{name}.toml"), text));
    Arc::new(House::read_shipped(&source).expect("a shipped house has no faults: a test reads them all"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_house_is_without_fault_under_its_own_name() {
        for &(name, text) in FILES {
            let source = Arc::new(Source::new(name, text));
            let (house, faults) = House::read(Arc::clone(&source));
            let told: Vec<_> = faults.iter().map(|fault| (source.position(fault.primary.span.start).line, &fault.message)).collect();
            assert!(told.is_empty(), "{told:?}");
            assert_eq!(house.expect("it was read").name.value, name);
        }
        assert!(House::named("nobody").is_none());
    }

    #[test]
    fn every_shipped_house_has_its_examples_last() {
        for &(name, text) in FILES {
            let examples = Arc::new(Source::new(name, &text[super::super::example::start(text)..]));
            let (count, faults) = crate::table::read(&examples, &crate::finding::RuleId::coded("invalid-house"), |root| {
                root.tables("example", "text", |example| ["file", "text", "expect"].map(|key| example.get(key).is_some())).len()
            });
            assert!(faults.is_empty() && count > 0, "{name}: {faults:?}");
            let house = House::named(name).expect("it is shipped");
            assert_eq!(house.examples().len(), count, "{name}");
            assert!(house.examples().iter().all(|example| house.source.slice(example.text.span).starts_with(['"', '\''])), "{name}");
        }
    }

    #[test]
    fn every_file_in_the_folder_is_shipped() {
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/rules")).expect("the houses have a folder");
        let paths = folder.map(|entry| entry.expect("the folder can be read").path());
        let files = paths.filter(|path| path.extension().is_some_and(|ending| ending == "toml"));
        let mut names: Vec<_> = files.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect();
        names.sort();
        let mut listed: Vec<_> = House::shipped_names().collect();
        listed.sort_unstable();
        assert_eq!(names, listed);
    }

    #[test]
    fn every_shipped_pack_is_without_fault() {
        for (name, text) in PACKS {
            let source = Arc::new(Source::new(name, text));
            let (pack, faults) = Pack::read(&source);
            let told: Vec<_> = faults.iter().map(|fault| (source.position(fault.primary.span.start).line, &fault.message)).collect();
            assert!(told.is_empty() && !pack.terms.is_empty(), "{told:?}");
        }
        assert!(Pack::named("nothing").is_none());
    }
}
