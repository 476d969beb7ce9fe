//! Ignore files hide only what git does not track, and are read like drafts.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use super::bounded;
use super::git::{commit, git, repository};
use crate::folder::{Folder, NOTE, numbered};

fn wrong(number: u32) -> String {
    numbered(NOTE, number).replace("First,", "Third,")
}

/// A repository with a bad note 48 that is tracked.
fn with_bad_note(name: &str) -> Folder {
    let folder = repository(name);
    folder.write("notes/48.txt", wrong(48));
    commit(&folder.path(""), "bad");
    folder
}

#[test]
fn what_git_tracks_is_looked_at_whatever_ignore_files_say() {
    for (file, text) in [
        ("notes/.gitignore", "48*\n"),
        ("notes/.gitignore", "*\n"),
        (".gitignore", "notes/\n"),
        (".gitignore", "*\n"),
        (".gitignore", "/notes/*.txt\n!/notes/1.txt\n"),
        ("notes/.ignore", "48*\n"),
        (".ignore", "*\n"),
        (".rgignore", "*\n"),
        (".git/info/exclude", "48*\n"),
    ] {
        let folder = with_bad_note("tracked");
        folder.write(file, text);
        for arguments in [
            "check .",
            "check",
            "check --config lint.toml .",
            "check --base HEAD~1 --changed .",
            "check --format github --allow-empty",
            "check notes",
        ] {
            folder.run(arguments).expect(1, &["notes/48.txt"]);
        }
        let series = folder.run("series --format json");
        assert!(series.out.contains("48"), "{file} {text}: {series:?}");
    }
}

#[test]
fn what_git_does_not_track_is_hidden_as_git_hides_it() {
    let folder = repository("untracked");
    folder.write(".gitignore", "build/\n49*\n!49-kept.txt\n");
    folder.write("notes/.gitignore", "50.txt\r\n");
    for name in ["build/notes/47.txt", "notes/49.txt", "notes/49-kept.txt", "notes/50.txt", "notes/51.txt"] {
        folder.write(name, wrong(60));
    }
    let (findings, _) = folder.findings("--only ordinal-sequence .");
    let files: Vec<&str> = findings.iter().filter_map(|finding| finding.split(':').next()).collect();
    assert_eq!(files, ["notes/49-kept.txt", "notes/51.txt"]);
    // A file of an ignored folder that is tracked is looked at, its neighbours are not.
    git(&folder.path(""), &["add", "--force", "notes/49.txt"]);
    folder.write("build/notes/46.txt", wrong(46));
    git(&folder.path(""), &["add", "--force", "build/notes/46.txt"]);
    let (findings, _) = folder.findings("--only ordinal-sequence .");
    let files: Vec<&str> = findings.iter().filter_map(|finding| finding.split(':').next()).collect();
    assert_eq!(files, ["build/notes/46.txt", "notes/49-kept.txt", "notes/49.txt", "notes/51.txt"]);
}

#[test]
fn every_form_of_the_index_is_read() {
    for form in ["2", "3", "4", "split", "broken"] {
        let folder = with_bad_note("index-forms");
        let root = folder.path("");
        folder.write("notes/.gitignore", "*\n");
        folder.write("notes/deep/er/52.txt", wrong(52));
        git(&root, &["add", "--force", "notes/deep/er/52.txt"]);
        match form {
            "split" => drop(git(&root, &["update-index", "--split-index"])),
            "3" => {
                git(&root, &["update-index", "--index-version", "3"]);
                folder.write("notes/53.txt", wrong(53));
                git(&root, &["add", "--force", "--intent-to-add", "notes/53.txt"]);
            }
            "broken" => {
                fs::write(folder.path(".git/index"), "nonsense").expect("it is ours");
                folder.run("check .").expect(2, &["git could not answer"]);
                continue;
            }
            version => drop(git(&root, &["update-index", "--index-version", version])),
        }
        let said = folder.run("check --format concise .");
        said.expect(1, &["notes/48.txt", "notes/deep/er/52.txt"]);
        assert_eq!(said.out.contains("notes/53.txt"), form == "3", "{form}: {said:?}");
    }
}

#[test]
fn plain_runs_start_no_git() {
    let folder = with_bad_note("no-git");
    folder.write("notes/.gitignore", "48*\n");
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    let output = command.args(["check", "."]).current_dir(folder.path("")).env("PATH", "/nowhere").output().expect("it is built");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
}

#[test]
fn no_ignore_file_above_the_repository_or_of_the_user_is_read() {
    let outer = Folder::bare("above");
    fs::remove_dir_all(outer.path(".git")).expect("it was made for the folder");
    let folder = Folder::new("above/home/repository");
    outer.write("home/.gitignore", "*\n");
    outer.write("home/.ignore", "*\n");
    outer.write("home/.config/git/ignore", "*\n");
    outer.write("home/.gitconfig", format!("[core]\n\texcludesFile = {}\n", outer.path("home/.gitignore").display()));
    folder.write("notes/48.txt", wrong(48));
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.args(["check", "."]).current_dir(folder.path("")).env("HOME", outer.path("home")).env_remove("XDG_CONFIG_HOME");
    let output = command.output().expect("it is built");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let made = Command::new("mkfifo").arg(outer.path("home/pipe")).status().expect("there is a `mkfifo`");
    assert!(made.success());
    fs::rename(outer.path("home/pipe"), outer.path("home/.ignore")).expect("it can be moved");
    assert_eq!(bounded(&folder, "check .").status.code(), Some(1), "a pipe is not waited for");
}

#[test]
fn an_ignore_file_that_is_none_or_too_large_is_told_and_not_obeyed() {
    for name in [".gitignore", "notes/.gitignore"] {
        for aim in ["/dev/zero", "/dev/stdin", "../../secret", "nowhere", "rules"] {
            let folder = Folder::new("linked-rules");
            folder.write("rules", "*\n");
            folder.write("notes/rules", "*\n");
            folder.write("notes/48.txt", wrong(48));
            symlink(aim, folder.path(name)).expect("links can be made");
            let output = bounded(&folder, "check .");
            let told = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.code() == Some(1) && told.contains(&format!("`{name}` is no file of its own")), "{aim}: {output:?}");
        }
    }
    let folder = Folder::new("large-rules");
    folder.write("notes/48.txt", wrong(48));
    let made = Command::new("mkfifo").arg(folder.path(".gitignore")).status().expect("there is a `mkfifo`");
    assert!(made.success());
    assert_eq!(bounded(&folder, "check .").status.code(), Some(1), "a pipe is not waited for");
    fs::remove_file(folder.path(".gitignore")).expect("it is there");
    for text in ["a".repeat(8 << 20), "a\n".repeat(4 << 20), "*\n".repeat(200 << 10)] {
        folder.write(".gitignore", text);
        let output = bounded(&folder, "check .");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(1) && told.contains("`.gitignore` is not obeyed"), "{output:?}");
    }
    // Many that are small together are one that is large.
    fs::remove_file(folder.path(".gitignore")).expect("it is there");
    let mut inner = String::from("notes");
    for _ in 0..40 {
        folder.write(&format!("{inner}/.gitignore"), "x\n".repeat(8 << 10));
        inner.push_str("/in");
    }
    folder.write(&format!("{inner}/49.txt"), wrong(49));
    let output = bounded(&folder, "check .");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(1) && told.matches("is not obeyed").count() == 32, "{output:?}");
}

/// Nobody knows what is tracked where there is no repository, or none that can be found: there no rule hides a note.
#[test]
fn outside_a_repository_nothing_is_hidden() {
    let folder = Folder::elsewhere("rules-without-git");
    folder.write("house.toml", crate::folder::HOUSE);
    folder.write("lint.toml", "house = 'house.toml'\n");
    folder.write("notes/48.txt", wrong(48));
    folder.write(".gitignore", "48*\n");
    folder.run("check .").expect(1, &["notes/48.txt"]);
    folder.write(".git", "gitdir: /nowhere\n");
    folder.run("check .").expect(1, &["notes/48.txt"]);
}

/// The rules of a repository say nothing of one that lies in it, and those of one in it nothing of the outer.
#[test]
fn a_submodule_has_its_own_rules() {
    let inner = repository("rules-inner");
    let outer = Folder::new("rules-outer");
    let root = outer.path("");
    fs::remove_dir_all(outer.path(".git")).expect("it was made for the folder");
    git(&root, &["init", "-q", "."]);
    let url = format!("file://{}", inner.path("").canonicalize().expect("it is there").display());
    git(&root, &["submodule", "--quiet", "add", &url, "sub"]);
    outer.write(".gitignore", "*\n");
    outer.write("sub/notes/48.txt", wrong(48));
    outer.run("check --format concise .").expect(1, &["sub/notes/48.txt"]);
    outer.write("sub/.gitignore", "48*\n");
    outer.run("check --format concise .").expect(0, &[]);
    git(&outer.path("sub"), &["add", "--force", "notes/48.txt"]);
    outer.run("check --format concise .").expect(1, &["sub/notes/48.txt"]);
}

/// Settings end where a repository in theirs begins, and it is said.
#[test]
fn settings_end_at_a_submodule_and_it_is_said() {
    let inner = Folder::bare("settings-inner");
    fs::remove_dir_all(inner.path(".git")).expect("it was made for the folder");
    git(&inner.path(""), &["init", "-q", "-b", "main", "."]);
    inner.write("notes/48.txt", wrong(48));
    commit(&inner.path(""), "begin");
    let outer = Folder::new("settings-outer");
    fs::remove_dir_all(outer.path(".git")).expect("it was made for the folder");
    git(&outer.path(""), &["init", "-q", "."]);
    let url = format!("file://{}", inner.path("").canonicalize().expect("it is there").display());
    git(&outer.path(""), &["submodule", "--quiet", "add", &url, "sub"]);
    outer.write("notes/1.txt", numbered(NOTE, 1));
    outer.run("check .").expect(0, &["`sub` is a repository of its own, without settings"]);
    outer.write("sub/house.toml", crate::folder::HOUSE);
    outer.write("sub/lint.toml", "house = 'house.toml'\n");
    let said = outer.run("check .");
    said.expect(1, &["ordinal-sequence"]);
    assert!(!said.err.contains("of its own"), "{said:?}");
}

/// A dot before a name hides what git does not know, and nothing else: a tracked note is one whatever it is called.
#[test]
fn a_dot_before_a_name_hides_no_tracked_note() {
    let folder = repository("dots");
    folder.write("notes/.48.txt", wrong(48));
    folder.write("notes/.desk/49.txt", wrong(49));
    let said = folder.run("check .");
    assert!(!said.out.contains("48.txt") && !said.out.contains("49.txt"), "git does not know them: {said:?}");
    commit(&folder.path(""), "bad");
    folder.run("check .").expect(1, &["notes/.48.txt", "notes/.desk/49.txt"]);
}
