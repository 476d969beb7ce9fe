use std::collections::BTreeSet;

use jiff::civil::date;

use super::keys::{Key, ROOT, Shape};
use super::*;

/// Every key there is, as the reader takes it.
const ALL: &str = include_str!("../../tests/schema/every-key.toml");

fn source(text: &str) -> Arc<Source> {
    Arc::new(Source::new("lint.toml", text))
}

fn read(text: &str) -> Settings {
    Settings::read(&source(text)).unwrap_or_else(|faults| panic!("{:?}", said(&faults)))
}

fn said(faults: &[crate::finding::Finding]) -> Vec<String> {
    let one = |fault: &crate::finding::Finding| {
        let label = &fault.primary;
        format!("{}: {} ({})", label.source.slice(label.span), fault.message, fault.help.as_deref().unwrap_or_default())
    };
    faults.iter().map(one).collect()
}

fn faults(text: &str) -> Vec<String> {
    said(&Settings::read(&source(text)).err().unwrap_or_default())
}

#[test]
fn every_key_is_read() {
    let settings = read(ALL);
    assert_eq!(settings.house.iter().map(|house| house.as_str()).collect::<Vec<_>>(), ["harbour-notes", "houses/own.toml"]);
    assert_eq!(settings.fail_on.as_ref().map(|fail_on| fail_on.value), Some(FailOn::From(Level::Warning)));
    assert_eq!(settings.file_size.as_ref().map(|size| size.value), Some(2 << 20));
    assert_eq!(settings.most_findings.as_ref().map(|most| most.value), Some(500));
    assert_eq!(settings.ignores[0].file, "notes/601.txt");
    assert_eq!(settings.series.known_gaps[0].to.value, 300);
    assert_eq!(settings.overrides[0].before, Some(date(2020, 6, 1)));
    assert_eq!(read("house = 'harbour-notes'").house.len(), 1);
}

#[test]
fn every_fault_is_told_at_once_and_where() {
    let text = "hous = 'x'\nfail-on = 'eror'\nrequired-version = '9.1'\n[files]\nexclude = ['notes/[a']\n[rules]\nfuture-dat = 'off'\nfuture-date = { day = 3 }\ninternal-error = 'off'\ntitle-shape = 'loud'\n[limits]\nfile-size = 'big'\nfindings = 0\n[[overrides]]\nrules = {}\n[[ignore]]\nrule = 'invalid-house'\nfile = 'x.md'\n";
    let faults = faults(text);
    let starts = [
        "hous: `hous` is no key at the top of the file (did you mean `house`? ",
        "'eror': `fail-on` cannot be `eror` (did you mean `error`? ",
        "'9.1': these settings are for copydesk 9.1, and this is copydesk ",
        "'notes/[a': `notes/[a` is no pattern of paths: ",
        "future-dat: there is no rule `future-dat` (did you mean `future-date`?)",
        "day: `future-date` has no option `day` (did you mean `days`? The keys here are `level`, `days`)",
        "'off': `internal-error` is always an error ()",
        "'loud': `title-shape` cannot be `loud` (it can be `off`, `advice`, `warning`, `error`)",
        "'big': `big` is no size of a file ",
        "0: `0` is no number of findings ",
        "[[overrides]]: this override has no condition ",
        "'invalid-house': `invalid-house` cannot be ignored ()",
    ];
    assert_eq!(faults.len(), starts.len(), "{faults:#?}");
    for (fault, start) in faults.iter().zip(starts) {
        assert!(fault.starts_with(start), "{fault}\nshould begin\n{start}");
    }
}

#[test]
fn patterns_count_from_the_folder_and_cover_what_is_below() {
    let files = read(ALL).files;
    let include = files.include.expect("it is given");
    assert!(include.matches("notes/2021/a.md") && include.matches("notes/a.txt"));
    assert!(!include.matches("a.md") && !include.matches("other/notes/a.md"));
    assert!(files.exclude.matches("notes/templates/deep/a.md"));
    assert!(files.exclude.matches("old/a.md") && files.exclude.matches("notes/old/deep/a.md"), "a name stands for that name in any folder");
    assert!(!files.exclude.matches("notes/older/a.md"));
    assert!(read("[files]\nexclude = ['./drafts/old/']").files.exclude.matches("drafts/old/a.md"));
}

#[test]
fn a_version_is_asked_for_as_in_cargo() {
    for version in ["0", "0.1", "0.1.0"] {
        assert!(faults(&format!("required-version = '{version}'")).is_empty(), "{version}");
    }
    for version in ["0.0", "0.2", "1", "0.1.9", "x", "0.1.0.0"] {
        assert_eq!(faults(&format!("required-version = '{version}'")).len(), 1, "{version}");
    }
}

fn level(settings: &Settings, asked: &Asked, path: &str, day: Option<Date>, rule: &str) -> (Level, SetBy) {
    let rulings = Rulings::new(None, Some(settings), path, day, asked);
    let ruling = rulings.of(rule).expect("the rule exists");
    (ruling.level, ruling.set_by)
}

#[test]
fn the_later_word_outweighs_the_earlier() {
    let text = "[rules]\nmissing-title = 'warning'\nfuture-date = { days = 7 }\n[[overrides]]\ninclude = ['a/**']\nrules = { missing-title = 'advice' }\n[[overrides]]\nbefore = 2020-06-01\nrules = { missing-title = 'off' }\n";
    let settings = read(text);
    let free = Asked::default();
    let (old, new) = (Some(date(2020, 5, 31)), Some(date(2020, 6, 1)));
    let of = |asked: &Asked, path: &str, day| level(&settings, asked, path, day, "missing-title").0;
    assert_eq!(of(&free, "b.md", new), Level::Warning);
    assert_eq!(of(&free, "a/b.md", new), Level::Advice);
    assert_eq!(of(&free, "a/b.md", old), Level::Off);
    assert_eq!(of(&free, "a/b.md", None), Level::Advice, "a note without a date meets no condition of date");
    let rule = crate::finding::RuleId::coded("missing-title");
    let asked = Asked { levels: vec![(rule.clone(), Level::Off), (rule.clone(), Level::Error)], only: Vec::new() };
    assert_eq!(of(&asked, "a/b.md", old), Level::Error);
    assert_eq!(level(&settings, &asked, "b.md", None, "missing-title").1, SetBy::CommandLine);
    let only = Asked { levels: Vec::new(), only: vec![rule] };
    assert_eq!(of(&only, "a/b.md", old), Level::Error, "off, and asked for by name: it runs at its own level");
    assert!(Rulings::new(None, None, "", None, &only).of("missing-byline").is_some_and(|ruling| !ruling.runs()));
    let (level, by) = level(&settings, &free, "b.md", None, "future-date");
    assert_eq!((level, by), (crate::rules::find("future-date").expect("it exists").level, SetBy::Rule), "an option sets no level");
    assert_eq!(Rulings::new(None, Some(&settings), "", None, &free).of("future-date").expect("it exists").options, [7]);
}

/// The keys described under `keys`, table by table.
fn tables(keys: &'static [Key], path: &str, out: &mut Vec<(String, BTreeSet<&'static str>)>) {
    out.push((path.to_owned(), keys.iter().map(|key| key.name).collect()));
    for key in keys {
        let below = if path.is_empty() { key.name.to_owned() } else { format!("{path}.{}", key.name) };
        match &key.shape {
            Shape::Table(keys, _) => tables(keys, &below, out),
            Shape::Tables(keys, _) => tables(keys, &format!("[{below}]"), out),
            _ => {}
        }
    }
}

#[test]
fn the_keys_described_are_the_keys_read() {
    let mut described = Vec::new();
    tables(ROOT, "", &mut described);
    assert!(described.len() > 8, "{described:?}");
    for (path, keys) in described {
        let header = if path.is_empty() { String::new() } else { format!("[{path}]\n") };
        let faults = faults(&format!("{header}zzzzzzzzzzzzzzzzzzzzz = 1\n"));
        let fault = faults.iter().find(|fault| fault.contains("is no key")).unwrap_or_else(|| panic!("{path}: {faults:?}"));
        let (_, known) = fault.split_once("the keys here are ").expect("the known keys are told");
        let known: BTreeSet<_> = known.trim_end_matches(')').split(", ").map(|key| key.trim_matches('`')).collect();
        assert_eq!(known, keys, "{path}");
    }
}

#[test]
fn the_settings_of_this_repository_are_in_order() {
    let faults = faults(include_str!("../../lint.toml"));
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn the_shipped_houses_speak_of_rules_that_exist() {
    for house in crate::house::House::shipped() {
        let faults = house_faults(&house);
        assert!(faults.is_empty(), "{:?}", said(&faults));
    }
}

#[test]
fn an_id_belongs_to_one_rule() {
    let terms = "[[term]]\nid = 'date-form'\navoid = ['x']\n[[term]]\nid = 'x'\navoid = ['x']\n[[term]]\nid = 'x'\navoid = ['y']\n";
    let text = format!("{}\n{terms}", include_str!("../../fixtures/harbour-notes/house.toml"));
    let house = crate::house::House::read(Arc::new(Source::new("house.toml", text))).0.expect("it has all that is needed");
    let faults: Vec<_> = house_faults(&house).into_iter().map(|fault| fault.message).collect();
    assert_eq!(faults, ["`date-form` is a rule already", "two terms have the id `x`"]);
}
