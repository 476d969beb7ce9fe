//! The page of every rule, executed: what it calls bad raises that rule alone, what it calls good raises nothing, and its fix does what it
//! says. How pages read is for people to judge.

use std::collections::BTreeSet;

use copydesk::draft::Syntax;
use copydesk::rules::{self, Check, FixKind, Rule};

use desk::Desk;
use example::{Claim, Example, Part};

mod desk;
mod example;

#[test]
fn examples_hold() {
    let failures: Vec<String> = rules::ALL.iter().flat_map(|rule| failures(rule)).collect();
    assert!(failures.is_empty(), "{} examples do not hold\n\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_note_rule_shows_what_it_means() {
    for rule in rules::ALL.iter().filter(|rule| !matches!(rule.check, Check::Desk)) {
        let claims: Vec<Claim> = example::all(rule).iter().map(|example| example.claim).collect();
        assert!(claims.contains(&Claim::Bad), "`{}` has no bad example", rule.id);
        assert!(claims.contains(&Claim::Good), "`{}` has no good example", rule.id);
        let mends = claims.contains(&Claim::Fixed);
        assert!(mends || rule.fix == FixKind::None || rule.id == "missing-section", "`{}` mends, and shows no example of it", rule.id);
        assert!(!mends || rule.fix != FixKind::None, "`{}` shows a fix that it does not declare", rule.id);
    }
}

#[test]
fn every_page_opens_with_a_summary_of_one_line() {
    for rule in rules::ALL {
        let mut lines = rule.page.lines();
        let summary = lines.next().unwrap_or_default().trim();
        assert!(!summary.is_empty() && !summary.starts_with(char::is_lowercase), "`{}`: {summary}", rule.id);
        assert!(!summary.ends_with('.'), "`{}`: no stop ends a summary", rule.id);
        assert_eq!(lines.next().map(str::trim), Some(""), "`{}`: a blank line follows the summary", rule.id);
    }
}

#[test]
fn every_rule_file_is_listed_once() {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules")).expect("the rules have a folder");
    let names = folder.map(|entry| entry.expect("the folder can be read").path());
    let files: BTreeSet<String> =
        names.filter_map(|path| Some(path.file_stem()?.to_str()?.replace('_', "-"))).filter(|name| name != "series").collect();
    let listed: BTreeSet<String> = rules::ALL.iter().map(|rule| rule.id.to_owned()).collect();
    assert_eq!(listed.len(), rules::ALL.len(), "two rules share an id");
    let missing: Vec<_> = files.difference(&listed).collect();
    assert!(missing.is_empty(), "add to src/rules.rs: {missing:?}");
    assert!(rules::ALL.is_sorted_by_key(|rule| rule.group), "rules are listed by group");
}

/// What does not hold on the rule's page, each with its draft.
fn failures(rule: &'static Rule) -> Vec<String> {
    let desk = Desk::for_rule(rule);
    let mut failures = Vec::new();
    let mut broken: Option<Example> = None;
    for example in example::all(rule) {
        if example.part == Part::Settings {
            let faults = desk.faults_of_settings(&example.text);
            let as_claimed = faults.is_empty() != (example.claim == Claim::Bad);
            failures.extend((!as_claimed).then(|| format!("`{}`, {example}: {faults:?}\n{}", rule.id, example.text)));
            continue;
        }
        for syntax in example.syntaxes() {
            let draft = example.draft();
            let found = desk.check(&draft, example.name.as_deref(), syntax);
            let ids: BTreeSet<&str> = found.iter().map(|reported| reported.finding.rule.as_str()).collect();
            let as_claimed = match example.claim {
                Claim::Bad => ids == BTreeSet::from([rule.id]),
                Claim::Good => ids.is_empty(),
                Claim::Fixed => {
                    let broken = broken.as_ref().expect("a bad example stands before a fixed one");
                    let mended = desk.mended(&broken.draft(), broken.name.as_deref(), syntax);
                    failures.extend((mended != draft).then(|| format!("`{}`, {example}, as {syntax:?}, is mended to\n{mended}", rule.id)));
                    ids.is_empty()
                }
            };
            failures.extend((!as_claimed).then(|| format!("`{}`, {example}, as {syntax:?}\n{}{draft}", rule.id, desk::listing(&found))));
        }
        if example.claim == Claim::Bad {
            broken = Some(example);
        }
    }
    failures
}

#[test]
fn markdown_and_plain_text_give_the_same_findings() {
    for rule in rules::ALL {
        let desk = Desk::for_rule(rule);
        for example in example::all(rule).iter().filter(|example| example.part != Part::Settings && example.syntaxes().len() == 2) {
            let found = |syntax| desk::listing(&desk.check(&example.draft(), example.name.as_deref(), syntax));
            assert_eq!(found(Syntax::Markdown), found(Syntax::Plain), "`{}`, {example}", rule.id);
        }
    }
}
