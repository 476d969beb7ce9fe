//! What a stranger may put into a pull request: nothing beyond the repository is read or written for it, and it costs no more than it should.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::symlink;
use std::process::{Command, Output};

use crate::folder::{Folder, HOUSE, NOTE, numbered};

mod bookkeeping;
mod git;
mod hiding;
mod ignore_files;
mod names;
mod printing;
mod writing;

/// A repository with a file beside it that is nobody's business.
fn repository(name: &str) -> Folder {
    let folder = Folder::bare(name);
    folder.write("secret.txt", NOTE.replace("the dockers", "the SECRET dockers"));
    folder.write("secret.toml", "password = 'SECRET'\n");
    folder.write("repository/.git/HEAD", "ref: refs/heads/main\n");
    folder.write("repository/house.toml", HOUSE);
    folder.write("repository/lint.toml", "house = 'house.toml'\n");
    folder.write("repository/notes/a.txt", NOTE);
    folder
}

#[test]
fn settings_name_no_file_outside_the_repository() {
    for key in
        ["house = '../secret.toml'", "house = 'house.toml'\npacks = ['../secret.toml']", "house = 'house.toml'\nroster = '../secret.toml'"]
    {
        let folder = repository("outside");
        folder.write("repository/lint.toml", format!("{key}\n"));
        let said = folder.run_in("repository", "check .");
        said.expect(2, &["lies outside the repository"]);
        assert!(!said.out.contains("SECRET") && !said.err.contains("SECRET"), "{key}: {said:?}");
    }
}

#[test]
fn a_baseline_is_not_written_outside_the_repository() {
    let folder = repository("outside-baseline");
    folder.write("repository/lint.toml", "house = 'house.toml'\nbaseline = '../taken.json'\n");
    folder.run_in("repository", "check --update-baseline .").expect(2, &["lies outside the repository"]);
    assert!(!folder.path("taken.json").exists());
}

#[test]
fn links_out_of_the_repository_are_not_followed() {
    let folder = repository("links");
    symlink("../../secret.txt", folder.path("repository/notes/b.txt")).expect("links can be made");
    for arguments in ["check .", "check notes/b.txt", "fix ."] {
        let said = folder.run_in("repository", arguments);
        said.expect(2, &["`notes/b.txt` is a link that leads out of the repository"]);
        assert!(!said.out.contains("SECRET") && !said.err.contains("SECRET"), "{arguments}: {said:?}");
    }
    symlink("..", folder.path("repository/notes/up")).expect("links can be made");
    let said = folder.run_in("repository", "check notes/up/../../secret.txt notes/up/notes/a.txt");
    assert!(!said.out.contains("SECRET"), "{said:?}");
}

#[test]
fn settings_that_are_a_link_out_of_the_repository_are_not_read() {
    let folder = repository("linked-settings");
    std::fs::remove_file(folder.path("repository/lint.toml")).expect("it is there");
    symlink("../secret.toml", folder.path("repository/lint.toml")).expect("links can be made");
    let said = folder.run_in("repository", "check .");
    said.expect(2, &["`lint.toml` is a link that leads out of the repository"]);
    assert!(!said.out.contains("SECRET") && !said.err.contains("SECRET"), "{said:?}");
}

#[test]
fn links_in_a_circle_end() {
    let folder = repository("circle");
    symlink("round.txt", folder.path("repository/notes/round.txt")).expect("links can be made");
    symlink(".", folder.path("repository/notes/here")).expect("links can be made");
    folder.run_in("repository", "check .").expect(2, &["round.txt"]);
    std::fs::remove_file(folder.path("repository/notes/round.txt")).expect("it is there");
    folder.run_in("repository", "check .").expect(0, &["clean"]);
}

#[test]
fn a_link_within_the_repository_is_the_file() {
    let folder = repository("inner-link");
    symlink("a.txt", folder.path("repository/notes/b.txt")).expect("links can be made");
    folder.run_in("repository", "check notes/b.txt").expect(0, &["clean"]);
}

#[test]
fn patterns_reach_no_further_than_the_repository() {
    for pattern in ["../**", "../*.txt", "**/../../*", "notes/../../*.txt", "/**"] {
        for key in ["[files]\ninclude", "[series]\narchive", "[[overrides]]\nrules = { missing-title = 'off' }\ninclude"] {
            let folder = repository("patterns");
            folder.write("repository/lint.toml", format!("house = 'house.toml'\n{key} = ['notes/**', '{pattern}']\n"));
            for arguments in ["check", "check .", "series", "fix"] {
                let said = folder.run_in("repository", arguments);
                let told = format!("{key} {pattern}: {said:?}");
                assert!(!said.out.contains("SECRET") && !said.err.contains("SECRET") && !said.out.contains("secret.txt"), "{told}");
                if key.contains("archive") && pattern.starts_with("..") {
                    assert!([&said.out, &said.err].iter().any(|stream| stream.contains("lies outside the repository")), "{told}");
                }
            }
        }
    }
}

/// The program with these arguments, given some seconds and some memory.
fn bounded(folder: &Folder, arguments: &str) -> Output {
    let script = format!("ulimit -v 4000000; exec timeout 60 '{}' {arguments}", env!("CARGO_BIN_EXE_copydesk"));
    Command::new("sh").args(["-c", &script]).current_dir(folder.path("")).output().expect("there is a shell")
}

#[test]
fn nobody_waits_for_a_pipe() {
    let settings =
        "house = 'house.toml'\nbaseline = 'known.json'\nroster = 'roster.toml'\npacks = ['pack.toml']\n[series]\nledger = 'printed.txt'\n";
    for name in ["notes/a.md", "lint.toml", "house.toml", "known.json", "roster.toml", "pack.toml", "printed.txt"] {
        let folder = Folder::new("pipes");
        folder.write("lint.toml", settings);
        folder.write("notes/b.txt", NOTE);
        drop(fs::remove_file(folder.path(name)));
        let made = Command::new("mkfifo").arg(folder.path(name)).status().expect("there is a `mkfifo`");
        assert!(made.success());
        for arguments in ["check .", "check --update-baseline .", "fix .", "series", "index"] {
            let code = bounded(&folder, arguments).status.code();
            assert!(code.is_some_and(|code| code <= 2), "{name}, {arguments}: {code:?}");
        }
    }
}

#[test]
fn what_never_ends_is_read_no_further_than_it_may_be() {
    let folder = Folder::new("endless");
    let output = bounded(&folder, "check - < /dev/zero");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.code() == Some(2) && said.contains("this is larger than 4 MiB"), "{output:?}");
}

#[test]
fn a_file_may_grow_while_it_is_read() {
    let folder = Folder::new("growing");
    let wrong = numbered(&NOTE.replace("First,", "Firstly,"), 1);
    folder.write("a.txt", &wrong);
    let path = folder.path("a.txt");
    let more = "And it went on. ".repeat(100);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            // Some hundred kilobytes and no more, whatever becomes of the rest of the test.
            for _ in 0..200 {
                let mut file = OpenOptions::new().append(true).open(&path).expect("it is there all the time");
                file.write_all(more.as_bytes()).expect("there is room");
                std::thread::sleep(std::time::Duration::from_millis(2));
            }
        });
        for _ in 0..10 {
            folder.run("check a.txt").expect(0, &["warning[ordinal-form]"]);
            folder.run("check --diff a.txt").expect(1, &["-Firstly,"]);
        }
    });
    assert_eq!(folder.read("a.txt"), wrong + &more.repeat(200), "nobody changed what was there");
}
