//! Every house, shipped or invented, is without fault and stands by its own examples and drafts.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use copydesk::draft::{Draft, Syntax};
use copydesk::house::House;
use copydesk::lint::{self, Brief, Ignoring};
use copydesk::settings::Asked;
use copydesk::source::Source;

const TODAY: jiff::civil::Date = jiff::civil::date(2025, 1, 31);

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder)
}

fn invented(folder: &str) -> Arc<House> {
    let text = fs::read_to_string(fixtures(folder).join("house.toml")).expect("the house is there");
    let source = Arc::new(Source::new("house.toml", text));
    let (house, faults) = House::read(Arc::clone(&source));
    let told: Vec<_> = faults.iter().map(|fault| (source.position(fault.primary.span.start), &fault.message)).collect();
    assert!(told.is_empty(), "{folder}: {told:?}");
    Arc::new(house.expect("a house without faults is read"))
}

/// What the rules find in `text`, as `line:column: level[rule]`, at the rules' and the house's levels.
fn found(house: &House, name: &str, text: &str) -> Vec<String> {
    let source = Arc::new(Source::new(name, text));
    let is_markdown = Path::new(name).extension().is_some_and(|ending| ending == "md");
    let syntax = if is_markdown { Syntax::Markdown } else { Syntax::Plain };
    let draft = Draft::read(Arc::clone(&source), syntax, house);
    let asked = Asked::default();
    let brief = Brief { settings: None, path: name, asked: &asked, ignores: Ignoring::Obeyed, today: TODAY, series: None };
    let findings = lint::check(&draft, house, &brief).findings;
    let told = findings.iter().map(|reported| {
        let place = source.position(reported.finding.primary.span.start);
        format!("{}:{}: {}[{}]", place.line, place.column, reported.level, reported.finding.rule)
    });
    told.collect()
}

#[test]
fn every_house_stands_by_its_examples() {
    let houses = House::shipped().into_iter().chain([
        invented("harbour-notes"),
        invented("cuaderno"),
        invented("situation-reports"),
        invented("harbour-week"),
        invented("decisions"),
        invented("header-lines"),
        invented("carnet-du-quai"),
    ]);
    houses.for_each(|house| stands_by_its_examples(&house));
}

fn stands_by_its_examples(house: &House) {
    assert!(!house.examples().is_empty(), "{} has no example", house.name.value);
    for example in house.examples() {
        let expected: Vec<_> = example.expect.iter().map(|expected| expected.value.as_str()).collect();
        let found: Vec<_> =
            found(house, example.file.as_deref().unwrap_or("draft"), &example.text).iter().map(|line| as_expectation(line)).collect();
        let line = house.source.position(example.text.span.start).line;
        assert_eq!(found, expected, "{}, the example of line {line}", house.name.value);
    }
}

/// `rule@line:column` of `line:column: level[rule]`.
fn as_expectation(found: &str) -> String {
    let (place, rule) = found.split_once(": ").expect("a place comes first");
    let rule = rule.split_once('[').expect("a level comes before the rule").1;
    format!("{}@{place}", rule.trim_end_matches(']'))
}

#[test]
fn a_house_in_another_language_is_read_like_any_other() {
    let house = invented("cuaderno");
    for name in ["good-1", "bad-1"] {
        let draft = fs::read_to_string(fixtures("cuaderno").join(name).with_extension("txt")).expect("the draft is there");
        let expected = fs::read_to_string(fixtures("cuaderno").join(name).with_extension("expected")).unwrap_or_default();
        assert_eq!(found(&house, "draft", &draft), expected.lines().collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn the_page_of_the_invented_house_is_good() {
    let draft = fs::read_to_string(fixtures("harbour-notes").join("page.txt")).expect("the page is there");
    assert_eq!(found(&invented("harbour-notes"), "draft", &draft), Vec::<String>::new());
}

#[test]
fn the_houses_in_the_guide_are_sound() {
    let guide = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/house-formats.md")).expect("the guide is there");
    let blocks = guide.split("```toml\n").skip(1).filter_map(|rest| rest.split("\n```").next());
    let houses: Vec<&str> = blocks.filter(|block| block.starts_with("[house]")).collect();
    assert_eq!(
        houses.len(),
        5,
        "the guide shows a house, one of dated points, one that changes, one with front matter, and one with lists of words"
    );
    for text in houses {
        let (house, faults) = House::read(Arc::new(Source::new("guide.toml", text)));
        assert!(faults.is_empty(), "{faults:?}");
        stands_by_its_examples(&house.expect("a house without faults is read"));
    }
}
