//! The archives in `fixtures/archive`: one without a fault, and one for each fault, with what is found in it. What is written there is checked by
//! eye.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use copydesk::rules::{ALL, Group};

fn archives() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/archive");
    let folders = fs::read_dir(root).expect("the folder can be read").map(|entry| entry.expect("its entries can be read").path());
    let mut archives: Vec<_> = folders.filter(|path| path.is_dir()).map(|path| (name(&path), path)).collect();
    archives.sort();
    archives
}

fn name(path: &Path) -> String {
    path.file_name().expect("it has a name").to_string_lossy().into_owned()
}

/// The findings in an archive, one a line, and the exit code.
fn check(folder: &Path, arguments: &[&str]) -> (String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.args(["check", "--today", "2023-06-01", "--format", "concise"]).args(arguments).current_dir(folder);
    let output = command.output().expect("the program is built");
    (String::from_utf8(output.stdout).expect("it speaks UTF-8"), output.status.code())
}

#[test]
fn every_archive_has_the_findings_beside_it_and_no_other() {
    for (name, path) in archives() {
        let expected = fs::read_to_string(path.join("expected")).expect("what is found stands beside the archive");
        let (found, code) = check(&path, &[]);
        assert_eq!(found, expected, "{name}");
        let fatal = expected.contains("[invalid-settings]");
        let failing = expected.contains(" error[");
        assert_eq!(code, Some(if fatal { 2 } else { i32::from(failing) }), "{name}");
        assert_eq!(check(&path, &["--jobs", "1"]).0, check(&path, &["--jobs", "8"]).0, "{name}");
    }
}

#[test]
fn each_rule_of_the_series_has_an_archive_that_breaks_it_and_it_alone() {
    for rule in ALL.iter().filter(|rule| rule.group == Group::Series) {
        let (_, path) = archives().into_iter().find(|(name, _)| name == rule.id).unwrap_or_else(|| panic!("no archive for `{}`", rule.id));
        let expected = fs::read_to_string(path.join("expected")).expect("what is found stands beside the archive");
        let told: BTreeSet<&str> = expected.lines().filter_map(|line| line.split(['[', ']']).nth(1)).collect();
        let besides: Vec<&&str> = told.iter().filter(|id| !["furniture", "unassigned-number", rule.id].contains(*id)).collect();
        assert!(told.contains(rule.id) && besides.is_empty(), "`{}`: {told:?}", rule.id);
        let files = fs::read_dir(path.join("notes")).expect("it has notes").count();
        let named = expected.lines().filter_map(|line| line.split(':').next()).collect::<BTreeSet<_>>().len();
        assert!(named < files + 3, "`{}`: not every note is broken", rule.id);
    }
}

#[test]
fn only_what_is_asked_for_is_reported_and_all_is_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/archive");
    let told = |archive: &str, file: &str| check(&root.join(archive), &[file]);
    assert_eq!(told("duplicate-number", "notes/010-well.txt"), (String::new(), Some(0)));
    let (found, code) = told("duplicate-number", "notes/011-vote.md");
    assert!(found.starts_with("notes/011-vote.md:3:18: error[duplicate-number]") && found.lines().count() == 1, "{found}");
    assert_eq!(code, Some(1));
    assert_eq!(told("number-gap", "notes/014-vote.txt").0.lines().count(), 1);
}

#[test]
fn the_archive_without_a_fault_is_large_and_spans_new_year() {
    let notes = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/archive/clean/notes");
    let years: Vec<_> = fs::read_dir(notes).expect("it has years").map(|year| year.expect("it can be read").path()).collect();
    let count: usize = years.iter().map(|year| fs::read_dir(year).expect("a year has notes").count()).sum();
    assert!(years.len() >= 3 && count >= 30, "{count} notes in {} years", years.len());
}
