//! Drafts of invented houses, each in a folder of `fixtures/` with its `house.toml`: what is found in them, and what fixes make of them. Beside
//! a draft stand its findings (`.expected`), the text after the safe fixes (`.fixed`) and after all of them (`.mended`), where they change it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use copydesk::draft::{Draft, Syntax};
use copydesk::finding::Safety;
use copydesk::fix;
use copydesk::house::House;
use copydesk::lint::{self, Brief, Ignoring, Reported};
use copydesk::settings::Asked;
use copydesk::source::Source;

const TODAY: jiff::civil::Date = jiff::civil::date(2024, 6, 1);

fn folder(house: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(house)
}

fn house(name: &str) -> House {
    let text = fs::read_to_string(folder(name).join("house.toml")).expect("the house is there");
    let (house, faults) = House::read(Arc::new(Source::new("house.toml", text)));
    assert!(faults.is_empty(), "{faults:?}");
    house.expect("a house without faults is read")
}

fn findings(house: &House, source: &Arc<Source>) -> Vec<Reported> {
    let path = source.name();
    let syntax = if Path::new(path).extension().is_some_and(|ending| ending == "txt") { Syntax::Plain } else { Syntax::Markdown };
    let asked = Asked::default();
    let brief = Brief { settings: None, path, asked: &asked, ignores: Ignoring::Obeyed, today: TODAY, series: None };
    lint::check(&Draft::read(Arc::clone(source), syntax, house), house, &brief).findings
}

fn told(reported: &Reported) -> String {
    let finding = &reported.finding;
    let place = finding.primary.source.position(finding.primary.span.start);
    format!("{}:{}: {}[{}] {}", place.line, place.column, reported.level, finding.rule, finding.message)
}

/// What is wrong with one draft; with `UPDATE` set, the files beside it are written anew.
fn wrong_with(house: &House, draft: &Path) -> Option<String> {
    let text = fs::read_to_string(draft).expect("a fixture is UTF-8");
    let name = draft.file_name().expect("a draft has a name").to_string_lossy();
    let source = Arc::new(Source::new(&*name, text.as_str()));
    let found: String = findings(house, &source).iter().map(|reported| told(reported) + "\n").collect();
    let fixed = |safety| fix::to_fixpoint(Arc::clone(&source), safety, |source| findings(house, source)).text.clone();
    let (safely, wholly) = (fixed(Safety::Safe), fixed(Safety::Unsafe));
    let beside = |ending: &str, otherwise: &str| fs::read_to_string(draft.with_extension(ending)).unwrap_or_else(|_| otherwise.to_owned());
    let results = [("expected", &found, String::new()), ("fixed", &safely, text.clone()), ("mended", &wholly, safely.clone())];
    let mut wrong = String::new();
    for (ending, now, otherwise) in results {
        if std::env::var_os("UPDATE").is_some() {
            let path = draft.with_extension(ending);
            let _ = if *now == otherwise { fs::remove_file(path) } else { fs::write(path, now) };
        } else if beside(ending, &otherwise) != *now {
            wrong += &fix::diff(&format!("{name} ({ending})"), &beside(ending, &otherwise), now);
        }
    }
    (!wrong.is_empty()).then_some(wrong)
}

fn hold(name: &str) {
    let house = house(name);
    let mut drafts: Vec<PathBuf> =
        fs::read_dir(folder(name)).expect("the folder is there").map(|entry| entry.expect("an entry").path()).collect();
    drafts.retain(|path| path.extension().is_some_and(|ending| ending == "md" || ending == "txt"));
    drafts.sort();
    assert!(!drafts.is_empty());
    let wrong: String = drafts.iter().filter_map(|draft| wrong_with(&house, draft)).collect();
    assert!(wrong.is_empty(), "{name}\n{wrong}");
}

#[test]
fn points_in_figures() {
    hold("situation-reports");
}

#[test]
fn a_digest_of_signed_notes() {
    hold("harbour-week");
}

#[test]
fn records_with_declared_fields() {
    hold("decisions");
}

#[test]
fn header_lines_as_front_matter() {
    hold("header-lines");
}

#[test]
fn the_first_of_a_month_groups_and_points_of_a_french_house() {
    hold("carnet-du-quai");
}
