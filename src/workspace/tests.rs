//! Texts that are open in an editor: they stand in for their files whoever asks.

use std::fs;
use std::path::{Path, PathBuf};

use crate::lint::{Ignoring, Purpose};
use crate::workspace::archive::Archive;
use crate::workspace::branches::Branches;
use crate::workspace::check::{Question, check};
use crate::workspace::request::{Overrides, Selection};
use crate::workspace::session::Content;
use crate::workspace::{Session, Texts};

/// A folder of a test with these files, which is taken away in the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Folder {
        let folder = std::env::temp_dir().join(format!("copydesk-workspace-{}-{name}", std::process::id()));
        drop(fs::remove_dir_all(&folder));
        for (file, text) in files {
            let path = folder.join(file);
            fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder can be made");
            fs::write(path, text).expect("a file can be written");
        }
        Folder(folder.canonicalize().expect("it is there"))
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.join(file)
    }

    /// What is found in these files, as `file: rule`, with `open` in an editor.
    fn found(&self, files: &[&str], open: &[(&str, &str)]) -> Vec<String> {
        let texts = Texts::default();
        for (file, text) in open {
            texts.open(&self.path(file), *text);
        }
        let selection = Selection { paths: files.iter().map(|file| self.path(file)).collect(), ..Selection::default() };
        let session = Session::new(&selection, &Overrides::default(), texts).expect("it can be looked at");
        assert_eq!(session.failures, []);
        let mut found: Vec<String> =
            session.faults().iter().flat_map(|outcome| &outcome.findings).map(|fault| fault.finding.rule.to_string()).collect();
        let archive = Archive::read(&session, &Branches::default()).expect("it can be read");
        for document in session.documents.iter().filter(|document| session.of(document).faults.is_empty()) {
            let Content::Text(source) = session.open(document).expect("it can be read") else { panic!("it is text") };
            let outcome = check(&session, &archive, document, &source, Question { ignores: Ignoring::Obeyed, purpose: Purpose::Report });
            let name = Path::new(&*document.path).file_stem().expect("it has one").to_string_lossy().into_owned();
            found.extend(outcome.findings.iter().map(|reported| format!("{name}: {}", reported.finding.rule)));
        }
        found
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

const HOUSE: &str = include_str!("../../tests/folder/house.toml");

const SETTINGS: &str = "house = \"logs.toml\"\n\n[series]\narchive = [\"notes/**\"]\n";

fn note(number: u32) -> String {
    let day = number % 20 + 1;
    format!(
        "Harbour Notes # {number}, {day} March 2022\n\nThe crane of pier {number} stands still\n\nInes Okafor\n\nWhat was seen?\n\nOn 1 March, the crane stood still all day. Nobody said why.\n\nWhy now?\n\nFirst, the winter. It was hard on iron.\n\nSecond, the council. It has no money for oil.\n"
    )
}

#[test]
fn an_open_text_stands_in_for_its_file_in_the_series_and_in_the_settings() {
    let (seven, eight) = (note(7), note(8));
    let folder = Folder::new("open", &[("lint.toml", SETTINGS), ("logs.toml", HOUSE), ("notes/7.txt", &seven), ("notes/8.txt", &eight)]);
    let duplicate = |found: &[String]| found.iter().filter(|finding| finding.contains("duplicate-number")).cloned().collect::<Vec<_>>();
    assert_eq!(duplicate(&folder.found(&["notes/8.txt"], &[])), Vec::<String>::new());
    let taken = eight.replace("# 8,", "# 7,");
    assert_eq!(duplicate(&folder.found(&["notes/8.txt"], &[("notes/8.txt", &taken)])), ["8: duplicate-number"]);
    let other = seven.replace("# 7, 8", "# 8, 2");
    assert_eq!(
        duplicate(&folder.found(&["notes/8.txt"], &[("notes/7.txt", &other)])),
        ["8: duplicate-number"],
        "an open note of the archive"
    );
    assert_eq!(
        duplicate(&folder.found(&["notes/8.txt"], &[("notes/9.txt", &eight.replace("9 March", "2 March"))])),
        ["8: duplicate-number"],
        "one that was never saved"
    );
    let off = format!("{SETTINGS}\n[rules]\nduplicate-number = \"off\"\n");
    assert_eq!(duplicate(&folder.found(&["notes/8.txt"], &[("notes/8.txt", &taken), ("lint.toml", &off)])), Vec::<String>::new());
    assert_eq!(folder.found(&["notes/8.txt"], &[("lint.toml", "huose = 1\n")]), ["invalid-settings"]);
    assert_eq!(folder.found(&["notes/8.txt"], &[("logs.toml", "[huose]\n")]).first().map(String::as_str), Some("invalid-house"));
}

#[test]
fn a_text_that_was_never_saved_is_checked_by_its_name() {
    let folder = Folder::new("unsaved", &[("lint.toml", SETTINGS), ("logs.toml", HOUSE), ("notes/7.txt", &note(7))]);
    let found = folder.found(&["notes/8.txt"], &[("notes/8.txt", &note(8).replace("stood still all", "stood  still all"))]);
    assert!(found.contains(&"8: double-space".to_owned()), "{found:?}");
    let texts = Texts::default();
    texts.open(&folder.path("notes/8.txt"), "x");
    assert!(texts.exists(&folder.path("notes/8.txt")));
    texts.close(&folder.path("notes/8.txt"));
    assert!(!texts.exists(&folder.path("notes/8.txt")));
}
