//! Numbers taken on other branches. Each test builds a history of its own.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::folder::{Folder, NOTE, numbered};

const SETTINGS: &str = "house = 'house.toml'\n[series]\narchive = ['notes/**']\n";

/// A repository whose `main` has the notes 10 and 11.
fn repository(name: &str) -> Folder {
    let folder = Folder::new(name);
    fs::remove_dir_all(folder.path(".git")).expect("it was made for the folder");
    folder.write("lint.toml", SETTINGS);
    folder.write("notes/10.txt", note(10, "12 May 2021"));
    folder.write("notes/11.txt", note(11, "13 May 2021"));
    git(&folder.path(""), "init -q -b main .");
    commit(&folder, "begin");
    folder
}

fn note(number: u32, date: &str) -> String {
    numbered(NOTE, number).replace("15 May 2021", date)
}

fn titled(number: u32, title: &str) -> String {
    note(number, "14 May 2021").replace(&format!("{number} dockers return to work"), title)
}

fn git(folder: &Path, arguments: &str) -> String {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always"]);
    command
        .args(arguments.split(' '))
        .current_dir(folder)
        .env_remove("GIT_DIR")
        .env_remove("GIT_INDEX_FILE")
        .env("GIT_CONFIG_GLOBAL", "/dev/null");
    let output = command.output().expect("git is installed");
    assert!(output.status.success(), "git {arguments}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn commit(folder: &Folder, message: &str) {
    git(&folder.path(""), "add -A");
    git(&folder.path(""), &format!("commit -q -m {message}"));
}

/// Two branches of `main` that each add note 12, one under a name with a space in it.
fn collision(name: &str) -> Folder {
    let folder = repository(name);
    let root = folder.path("");
    git(&root, "checkout -q -b ferry");
    folder.write("notes/12 été.txt", titled(12, "A new ferry"));
    commit(&folder, "ferry");
    git(&root, "checkout -q -b bridge main");
    folder.write("notes/12-bridge.txt", titled(12, "A new bridge"));
    commit(&folder, "bridge");
    folder
}

#[test]
fn two_branches_that_take_one_number_are_told_of_each_other() {
    let folder = collision("collision");
    let root = folder.path("");
    for (branch, file, other, other_file) in
        [("ferry", "notes/12 été.txt", "bridge", "notes/12-bridge.txt"), ("bridge", "notes/12-bridge.txt", "ferry", "notes/12 été.txt")]
    {
        git(&root, &format!("checkout -q {branch}"));
        assert_eq!(folder.findings(""), (Vec::new(), Some(0)), "{branch} alone passes");
        assert_eq!(folder.findings("--base main"), (Vec::new(), Some(0)));
        let (findings, code) = folder.findings(&format!("--base {other}"));
        assert_eq!((findings.len(), code), (1, Some(1)), "{findings:?}");
        assert!(findings[0].starts_with(&format!("{file}:1:17: error[duplicate-number]")), "{findings:?}");
        assert!(findings[0].contains(&format!("`{other_file}` on `{other}`")), "{findings:?}");
        let json = folder.run(&format!("check --today 2021-05-20 --format json --base {other}")).out;
        let report: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
        let related = &report["findings"][0]["related"][0];
        let said = related["message"].as_str().unwrap_or_default();
        assert_eq!(related["file"], other_file);
        assert!(said.contains(other) && said.contains(&git(&root, &format!("rev-parse {other}"))), "{said}");
    }
    git(&root, "merge -q -m merge ferry");
    let (findings, code) = folder.findings("");
    assert_eq!((findings.len(), code), (1, Some(1)), "after a merge of both: {findings:?}");
    assert!(findings[0].contains("error[duplicate-number]"));
}

#[test]
fn a_pattern_means_every_branch_but_ones_own() {
    let folder = collision("collision-pattern");
    let clone = folder.path("clone");
    git(&folder.path(""), "clone -q . clone");
    git(&clone, "checkout -q ferry");
    let run = |arguments: &str| folder.run(&format!("check --today 2021-05-20 --format concise clone {arguments}"));
    assert_eq!(run("").code, Some(0));
    run("--base origin/*").expect(1, &["error[duplicate-number]", "on `origin/bridge`"]);
    git(&clone, "checkout -q --detach origin/ferry");
    run("--base origin/*").expect(1, &["error[duplicate-number]", "on `origin/bridge`"]);
    run("--base origin/ma*").expect(0, &[]);
    run("--base upstream/*").expect(2, &["no branch matches `upstream/*`", "fetch-depth: 0"]);
}

#[test]
fn a_note_that_was_moved_or_retitled_is_no_duplicate_of_itself() {
    let folder = repository("moved");
    let root = folder.path("");
    git(&root, "checkout -q -b tidy");
    fs::rename(folder.path("notes/10.txt"), folder.path("notes/0010.txt")).expect("it can be moved");
    folder.write("notes/11.txt", titled(11, "Another title").replace("14 May", "13 May"));
    commit(&folder, "tidy");
    assert_eq!(folder.findings("--base main"), (Vec::new(), Some(0)));
    git(&root, "checkout -q -b later main");
    folder.write("notes/12.txt", note(12, "15 May 2021"));
    commit(&folder, "later");
    assert_eq!(folder.findings("--base tidy"), (Vec::new(), Some(0)));
    git(&root, "checkout -q tidy");
    assert_eq!(folder.findings("--base later"), (Vec::new(), Some(0)));
}

#[test]
fn new_drafts_share_the_next_numbers_with_other_branches() {
    let folder = repository("next");
    let root = folder.path("");
    git(&root, "checkout -q -b first");
    folder.write("notes/12.txt", note(12, "14 May 2021"));
    commit(&folder, "first");
    git(&root, "checkout -q -b second main");
    folder.write("notes/13.txt", note(13, "15 May 2021"));
    let (findings, _) = folder.findings("--base main");
    assert!(findings.len() == 1 && findings[0].contains("error[number-not-next]"), "12 is free on main: {findings:?}");
    assert_eq!(folder.findings("--base main --base first"), (Vec::new(), Some(0)), "12 is taken on the other branch");
    commit(&folder, "second");
    git(&root, "checkout -q first");
    assert_eq!(folder.findings("--base second"), (Vec::new(), Some(0)), "and 13 on this one");
}

#[test]
fn a_base_without_the_archive_is_said_and_takes_no_number() {
    let folder = repository("no-archive");
    let root = folder.path("");
    git(&root, "checkout -q -b before");
    fs::remove_dir_all(folder.path("notes")).expect("it is there");
    commit(&folder, "before");
    git(&root, "checkout -q main");
    folder.run("check --today 2021-05-20 --base before").expect(0, &["`before` has no note of the archive"]);
    folder.run("check --today 2021-05-20 --base mai*").expect(0, &["no branch but the one that is checked out"]);
}

#[test]
fn only_what_changed_is_reported_and_all_is_read() {
    let folder = repository("changed");
    folder.run("check --changed").expect(0, &["nothing to check: 2 files no different from the base"]);
    folder.write("notes/11.txt", note(11, "11 May 2021"));
    folder.write("draft.txt", note(11, "15 May 2021"));
    let (findings, code) = folder.findings("--changed");
    assert_eq!((findings.len(), code), (2, Some(1)), "{findings:?}");
    assert!(findings[0].starts_with("draft.txt:1:17: error[duplicate-number]"), "{findings:?}");
    assert!(findings[1].starts_with("notes/11.txt:1:21: error[date-number-order]"), "{findings:?}");
    assert_eq!(folder.findings("--changed notes/10.txt"), (Vec::new(), Some(0)));
    git(&folder.path(""), "checkout -q -b other");
    commit(&folder, "other");
    folder.run("check --changed").expect(0, &["nothing to check"]);
    assert_eq!(folder.findings("--changed --base main").0.len(), 2);
}

#[test]
fn where_git_cannot_answer_it_says_what_to_do() {
    let folder = collision("no-answer");
    folder.run("check --base nowhere").expect(2, &["there is no revision `nowhere`", "fetch-depth: 0"]);
    folder.run("check --base=--help").expect(2, &["there is no revision `--help`"]);
    let root = folder.path("");
    let url = format!("file://{}", root.canonicalize().expect("it is there").display());
    git(&root, &format!("clone -q --depth 1 --no-single-branch {url} shallow"));
    folder.run("check shallow --base origin/main").expect(2, &["too shallow", "fetch-depth: 0"]);
    git(&root, &format!("clone -q --bare {url} bare"));
    // What looks like a bare repository is a folder of the one around it.
    folder.write("bare/lint.toml", SETTINGS.replace("house.toml", "../house.toml"));
    folder.write("bare/notes/12.txt", note(12, "14 May 2021"));
    folder.run("check --config bare/lint.toml bare/notes/12.txt --base main").expect(0, &["`main` has no note of the archive"]);
    git(&root, "init -q unborn");
    folder.write("unborn/lint.toml", "house = 'house.toml'\n");
    folder.write("unborn/house.toml", crate::folder::HOUSE);
    folder.write("unborn/a.txt", NOTE);
    // Nothing is there to be the same as: every file is changed.
    folder.run("check unborn --changed").expect(0, &["unborn/a.txt: clean"]);
    folder.run("check unborn --base main").expect(2, &["no commit yet"]);
}
