//! Word drafts are drafts like any other: in the series, with a baseline, with the entries of lint.toml, with other branches, in hooks.

use std::fs;
use std::process::Command;

use super::{of_lines, report};
use crate::folder::{Folder, NOTE, numbered};

const FAULT: &str = "voted on 31 June 2020 to return";

fn git(folder: &Folder, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=A", "-c", "user.email=a@example.org"]).args(arguments).current_dir(folder.path(""));
    let done = command.env("GIT_CONFIG_GLOBAL", "/dev/null").output().expect("there is git");
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).into_owned()
}

#[test]
fn a_series_counts_word_drafts() {
    let folder = Folder::new("word-series");
    folder.write("lint.toml", "house = 'house.toml'\n[series]\narchive = ['notes/**']\ncomplete = true\n");
    folder.write("notes/11.txt", numbered(NOTE, 11));
    folder.write("notes/12.docx", of_lines(&numbered(NOTE, 12)));
    folder.write("notes/14.docx", of_lines(&numbered(NOTE, 14)));
    folder.run("series notes").expect(0, &["11", "12", "14", "Port Ellery: 14 dockers"]);
    folder.run("check --today 2021-05-20 notes").expect(0, &["number-gap", "13"]);
    folder.write("draft.docx", of_lines(&numbered(NOTE, 12).replace("12 dockers", "Other dockers")));
    let said = folder.run("check --today 2021-05-20 --format concise draft.docx");
    said.expect(1, &["duplicate-number", "draft.docx"]);
    folder.run("index").expect(0, &["# 12"]);
}

#[test]
fn a_baseline_and_entries_hold_back_what_is_found_in_word_drafts() {
    let folder = Folder::new("word-baseline");
    folder.write("lint.toml", "house = 'house.toml'\nbaseline = '.copydesk-baseline.json'\n");
    let faulty = NOTE.replace("voted to return", FAULT);
    folder.write("draft.docx", of_lines(&faulty));
    folder.run("check --update-baseline").expect(0, &["1 finding, of which 1 new"]);
    folder.run("check").expect(0, &["1 finding held back by the baseline"]);
    // What is known stays known when the document is edited elsewhere, and is not told in the margin.
    folder.write("draft.docx", of_lines(&faulty.replace("Ines Okafor", "Ines Okafor\nA paragraph of its own stands here now.")));
    let known = report(&folder, "check --format json draft.docx");
    assert_eq!(known["summary"]["baselined"], 1, "{known}");
    folder.run("check -q --fail-on never --output docx draft.docx").expect(0, &[]);
    let written = fs::read(folder.path("draft.reviewed.docx")).expect("it is written");
    assert!(!crate::documents::part(&written, "word/comments.xml").contains("31 June"));
    let entry = "[[ignore]]\nfile = 'draft.docx'\nrule = 'impossible-date'\ntext = '31 June 2020'\nreason = 'it is a code'\n";
    folder.write("lint.toml", format!("house = 'house.toml'\n{entry}"));
    let ignored = report(&folder, "check --format json draft.docx");
    assert_eq!(ignored["summary"]["ignored"], 1, "{ignored}");
}

#[test]
fn word_drafts_of_another_branch_take_their_numbers() {
    let folder = Folder::new("word-base");
    fs::remove_dir(folder.path(".git")).expect("it is empty");
    git(&folder, &["init", "-q", "-b", "main", "."]);
    folder.write("lint.toml", "house = 'house.toml'\n[series]\narchive = ['notes/**']\n");
    folder.write("notes/11.docx", of_lines(&numbered(NOTE, 11)));
    git(&folder, &["add", "-A"]);
    git(&folder, &["commit", "-q", "-m", "one"]);
    git(&folder, &["checkout", "-q", "-b", "ferry"]);
    folder.write("notes/12.docx", of_lines(&numbered(NOTE, 12)));
    git(&folder, &["add", "-A"]);
    git(&folder, &["commit", "-q", "-m", "two"]);
    git(&folder, &["checkout", "-q", "main"]);
    folder.write("notes/12.txt", numbered(NOTE, 12).replace("12 dockers", "Other dockers"));
    let said = folder.run("check --today 2021-05-20 --base ferry notes");
    said.expect(1, &["duplicate-number", "ferry"]);
    // Those that were there and did not change are not asked for.
    let said = report(&folder, "check --today 2021-05-20 --changed --base main --format json");
    assert_eq!(said["summary"]["files"], 1, "{said}");
}

#[test]
fn git_shows_what_changed_as_text() {
    let folder = Folder::new("word-textconv");
    fs::remove_dir(folder.path(".git")).expect("it is empty");
    git(&folder, &["init", "-q", "-b", "main", "."]);
    folder.write(".gitattributes", "*.docx diff=word\n");
    git(&folder, &["config", "diff.word.textconv", &format!("'{}' import -o -", env!("CARGO_BIN_EXE_copydesk"))]);
    folder.write("draft.docx", of_lines(NOTE));
    git(&folder, &["add", "-A"]);
    git(&folder, &["commit", "-q", "-m", "one"]);
    folder.write("draft.docx", of_lines(&NOTE.replace("Fruit from", "All fruit from")));
    let said = git(&folder, &["diff"]);
    assert!(said.contains("\n-Second, the season. Fruit from") && said.contains("\n+Second, the season. All fruit from"), "{said}");
}

#[test]
fn a_hook_checks_word_drafts_in_batches() {
    let folder = Folder::new("word-hook");
    folder.write("a.docx", of_lines(NOTE));
    folder.write("b.docx", of_lines(&numbered(NOTE, 13).replace("voted to return", FAULT)));
    folder.write("c.txt", numbered(NOTE, 14));
    folder.run("check --force-exclude --today 2021-05-20 a.docx c.txt").expect(0, &["clean"]);
    folder.run("check --force-exclude --today 2021-05-20 b.docx a.docx").expect(1, &["impossible-date"]);
    folder.run("init --pre-commit").expect(0, &["*.docx"]);
    assert!(folder.read(".pre-commit-config.yaml").contains("docx"), "{}", folder.read(".pre-commit-config.yaml"));
    folder.run("outline a.docx --format json").expect(0, &["copydesk-outline/1", "What was seen?"]);
}
