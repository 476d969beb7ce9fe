//! Names of files are bytes: what differs in bytes that are no text is two files.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use super::git::{commit, git, repository};
use crate::folder::{Folder, NOTE, numbered};

fn path(folder: &Folder, name: &[u8]) -> PathBuf {
    folder.path("notes").join(OsStr::from_bytes(name))
}

fn wrong(number: u32) -> String {
    numbered(NOTE, number).replace("First,", "Third,")
}

#[test]
fn files_that_differ_in_bytes_that_are_no_text_are_two() {
    let folder = Folder::new("two-names");
    folder.write("lint.toml", "house = 'house.toml'\nbaseline = 'known.json'\n[series]\narchive = ['notes/**']\n");
    folder.write("known.json", "{\"schema\": \"copydesk-baseline/1\", \"findings\": []}\n");
    fs::create_dir_all(folder.path("notes")).expect("it can be made");
    fs::write(path(&folder, b"\xfe.txt"), numbered(NOTE, 1)).expect("it can be written");
    fs::write(path(&folder, b"\xff.txt"), wrong(2)).expect("it can be written");
    fs::write(path(&folder, b"\\xff.txt"), numbered(NOTE, 3)).expect("it can be written");
    fs::write(path(&folder, "\u{fffd}.txt".as_bytes()), numbered(NOTE, 4)).expect("it can be written");
    let said = folder.run("check --format json .");
    said.expect(1, &["\"files\": 4", r"notes/\\xff.txt"]);
    let series = folder.run("series --format json").out;
    for name in [r"notes/\\xfe.txt", r"notes/\\xff.txt", r"notes/\\\\xff.txt", "notes/\u{fffd}.txt"] {
        assert!(series.contains(name), "{name} is not in {series}");
    }
    // Known in one is not known in the other.
    folder.run("check --update-baseline .").expect(0, &[]);
    folder.run("check .").expect(0, &[]);
    fs::write(path(&folder, b"\xfe.txt"), wrong(1)).expect("it can be written");
    folder.run("check --format concise .").expect(1, &[r"notes/\xfe.txt:"]);
    fs::write(path(&folder, b"\xfe.txt"), numbered(NOTE, 1)).expect("it can be written");
    // What a fix changes is the file that was meant.
    fs::write(path(&folder, b"\xff.txt"), numbered(NOTE, 2).replace("First,", "Firstly,")).expect("it can be written");
    folder.run("fix .").expect(0, &[]);
    assert_eq!(fs::read_to_string(path(&folder, b"\xff.txt")).expect("it is there"), numbered(NOTE, 2));
    assert_eq!(fs::read_to_string(path(&folder, b"\\xff.txt")).expect("it is there"), numbered(NOTE, 3));
    folder.run("check .").expect(0, &["no longer there"]);
    // Two of them at once, too.
    for (name, number) in [(&b"\xfe.txt"[..], 1), (b"\xff.txt", 2)] {
        fs::write(path(&folder, name), numbered(NOTE, number).replace("First,", "Firstly,")).expect("it can be written");
    }
    folder.run("fix .").expect(0, &[]);
    for (name, number) in [(&b"\xfe.txt"[..], 1), (b"\xff.txt", 2)] {
        assert_eq!(fs::read_to_string(path(&folder, name)).expect("it is there"), numbered(NOTE, number));
    }
}

#[test]
fn two_notes_of_one_number_are_told_whatever_their_names() {
    let folder = Folder::new("two-numbers");
    folder.write("lint.toml", "house = 'house.toml'\n[series]\narchive = ['notes/**']\n");
    fs::create_dir_all(folder.path("notes")).expect("it can be made");
    fs::write(path(&folder, b"\xfe.txt"), numbered(NOTE, 1)).expect("it can be written");
    fs::write(path(&folder, b"\xff.txt"), numbered(NOTE, 1)).expect("it can be written");
    folder.run("check .").expect(1, &["duplicate-number"]);
}

#[test]
fn git_has_the_same_names() {
    let folder = repository("two-names-in-git");
    fs::write(path(&folder, b"\xfe.txt"), numbered(NOTE, 3)).expect("it can be written");
    fs::write(path(&folder, b"\xff.txt"), numbered(NOTE, 4)).expect("it can be written");
    commit(&folder.path(""), "bytes");
    folder.run("check --changed").expect(0, &["nothing to check: 4 files"]);
    fs::write(path(&folder, b"\xff.txt"), wrong(4)).expect("it can be written");
    folder.run("check --changed --format json").expect(1, &["\"files\": 1", r"notes/\\xff.txt"]);
    git(&folder.path(""), &["checkout", "-q", "-f", "."]);
    folder.write("notes/.gitignore", "*\n");
    fs::write(path(&folder, b"\xff.txt"), wrong(4)).expect("it can be written");
    folder.run("check --format concise .").expect(1, &[r"notes/\xff.txt:"]);
}
