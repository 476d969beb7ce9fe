//! Every house, shipped or invented, is without fault and stands by its own examples and drafts.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use copydesk::draft::{Draft, Syntax};
use copydesk::finding::{Finding, Level};
use copydesk::house::House;
use copydesk::rules::{ALL, Check, Context};
use copydesk::source::Source;
use copydesk::terms::{self, Question};

const TODAY: jiff::civil::Date = jiff::civil::date(2022, 1, 31);

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
fn found(house: &House, text: &str) -> Vec<String> {
    let source = Arc::new(Source::new("draft", text));
    let draft = Draft::read(Arc::clone(&source), Syntax::Plain, house);
    let mut findings = Vec::new();
    for rule in ALL {
        let Check::Note(check) = rule.check else { continue };
        let setting = house.rules.iter().find(|setting| *setting.rule == rule.id);
        let level = setting.and_then(|setting| setting.level.as_ref()).map_or(rule.level, |level| level.value);
        let set = |name: &str| setting?.options.iter().find(|(option, _)| **option == name).map(|(_, value)| value.value);
        let options: Vec<_> = rule.options.iter().map(|option| set(option.name).unwrap_or(option.default)).collect();
        let mut own = Vec::new();
        for note in &draft.notes {
            check(
                &Context {
                    draft: &draft,
                    note,
                    house,
                    today: TODAY,
                    rule,
                    options: &options,
                    extra_acronyms: &[],
                    roster: None,
                    seat: None,
                },
                &mut own,
            );
        }
        let told = own.into_iter().map(|finding| (finding.primary.span, finding.level.unwrap_or(level), rule.id.to_owned()));
        findings.extend(told.filter(|(_, level, _)| *level != Level::Off));
    }
    for note in &draft.notes {
        let mut own = Vec::new();
        terms::check(Question { draft: &draft, note, house }, |_| true, &mut own);
        let level = |finding: &Finding| house.terms.find(finding.rule.as_str()).expect("a term speaks for itself").level;
        findings.extend(own.iter().map(|finding| (finding.primary.span, level(finding), finding.rule.to_string())));
    }
    findings.sort();
    let place = |offset| {
        let position = source.position(offset);
        format!("{}:{}", position.line, position.column)
    };
    findings.into_iter().map(|(span, level, rule)| format!("{}: {level}[{rule}]", place(span.start))).collect()
}

#[test]
fn every_house_stands_by_its_examples() {
    let houses = House::shipped().into_iter().chain([invented("harbour-notes"), invented("cuaderno")]);
    houses.for_each(|house| stands_by_its_examples(&house));
}

fn stands_by_its_examples(house: &House) {
    assert!(!house.examples.is_empty(), "{} has no example", house.name.value);
    for example in &house.examples {
        let expected: Vec<_> = example.expect.iter().map(|expected| expected.value.as_str()).collect();
        let found: Vec<_> = found(house, &example.text).iter().map(|line| as_expectation(line)).collect();
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
        assert_eq!(found(&house, &draft), expected.lines().collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn the_page_of_the_invented_house_is_good() {
    let draft = fs::read_to_string(fixtures("harbour-notes").join("page.txt")).expect("the page is there");
    assert_eq!(found(&invented("harbour-notes"), &draft), Vec::<String>::new());
}

#[test]
fn the_house_in_the_guide_is_sound() {
    let guide = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/house-formats.md")).expect("the guide is there");
    let text = guide.split("```toml\n").nth(1).and_then(|rest| rest.split("\n```").next()).expect("it has a house");
    let (house, faults) = House::read(Arc::new(Source::new("pier-gazette.toml", text)));
    assert!(faults.is_empty(), "{faults:?}");
    stands_by_its_examples(&house.expect("a house without faults is read"));
}
