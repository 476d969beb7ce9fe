//! What should not happen to a server, and does: texts too large, folders that cannot be read, archives that come and go, places that are not there.

use std::fs;

use copydesk::server::Ending;
use serde_json::{Value, json};

use super::editor::{Editor, pulling, pushed_to};
use crate::folder::{Folder, NOTE, numbered};

const ARCHIVE: &str = "house = 'house.toml'\n\n[series]\narchive = ['notes/**']\n";

fn insertion(line: usize, character: usize, text: &str) -> Value {
    let place = json!({ "line": line, "character": character });
    json!([{ "range": { "start": place, "end": place }, "text": text }])
}

#[test]
fn a_note_at_the_limit_of_size_can_be_typed_into() {
    let folder = Folder::new("server-limit");
    folder.write("lint.toml", "house = 'house.toml'\n\n[limits]\nfile-size = \"1 KiB\"\n");
    let mut editor = Editor::new(&folder);
    let before = " It was a cold spring.".repeat((1024 - NOTE.len()) / 22);
    let text = NOTE.replace("second week.", &format!("second week.{before}"));
    editor.open("12.txt", &text);
    assert_eq!(editor.rules("12.txt"), Vec::<String>::new());
    let room = 1024 - text.len();
    editor.change("12.txt", &insertion(9, 9, &"e".repeat(room)));
    assert_eq!(editor.rules("12.txt"), Vec::<String>::new(), "just as large as it may be");
    editor.change("12.txt", &insertion(9, 9, "e"));
    assert_eq!(editor.findings("12.txt"), ["1:1: unreadable-file"], "as `check` would say of the file");
    let letter = json!({ "start": { "line": 9, "character": 9 }, "end": { "line": 9, "character": 10 } });
    editor.change("12.txt", &json!([{ "range": letter, "text": "" }]));
    assert_eq!(editor.rules("12.txt"), Vec::<String>::new());
    editor.open("readme.md", &"Nothing of ours.\n".repeat(90));
    assert_eq!(editor.findings("readme.md"), Vec::<String>::new(), "what is no note may be large");
    editor.open("13.txt", &NOTE.replace("week", "we\0ek"));
    assert_eq!(editor.rules("13.txt"), ["unreadable-file"], "nor is a NUL text");
}

#[test]
#[cfg(unix)]
fn what_cannot_be_read_is_logged_and_survived() {
    let folder = Folder::new("server-unreadable");
    folder.write("lint.toml", ARCHIVE);
    folder.write("notes/12.txt", NOTE);
    // A link to itself cannot be read by anybody, whatever rights they have.
    std::os::unix::fs::symlink("loop.txt", folder.path("notes/loop.txt")).expect("a link can be made");
    folder.write("notes/11.txt", [0xff, 0xfe, b'a', 0]);
    fs::create_dir_all(folder.path("notes/10.txt")).expect("a folder can be made");
    let mut editor = Editor::with(&folder, &pushed_to());
    editor.open("notes/13.txt", &numbered(NOTE, 12).replace("12 dockers", "Crews"));
    assert!(editor.pushed("notes/13.txt").is_some_and(|found| found.contains(&"1:17: duplicate-number".to_owned())), "the rest was read");
    assert_eq!(editor.pushed("notes/11.txt").map(|found| found.len()), Some(1), "it is no text");
    folder.write("notes/11.txt", numbered(NOTE, 11));
    editor.changed_on_disk("notes/11.txt");
    assert_eq!(editor.pushed("notes/11.txt"), Some(Vec::new()), "now it is");
    assert_eq!(editor.leave(), Ending::Orderly);
}

#[test]
#[cfg(unix)]
fn settings_that_cannot_be_read_are_told_and_read_when_they_can_be() {
    let folder = Folder::new("server-no-settings");
    fs::remove_file(folder.path("lint.toml")).expect("it is there");
    std::os::unix::fs::symlink("lint.toml", folder.path("lint.toml")).expect("a link can be made");
    let mut editor = Editor::with(&folder, &pushed_to());
    editor.open("12.txt", &NOTE.replace("On 11 May", "On 31 June"));
    assert!(editor.pushed("12.txt").is_none_or(|found| found.is_empty()));
    assert!(editor.told.iter().any(|told| told.method == "window/logMessage"), "somebody can see why");
    fs::remove_file(folder.path("lint.toml")).expect("it is there");
    folder.write("lint.toml", "house = 'house.toml'\n");
    editor.changed_on_disk("lint.toml");
    assert!(editor.pushed("12.txt").is_some_and(|found| found.contains(&"7:4: impossible-date".to_owned())));
}

#[test]
fn an_archive_may_go_away_and_come_back() {
    let folder = Folder::new("server-away");
    folder.write("lint.toml", ARCHIVE);
    folder.write("notes/11.txt", numbered(NOTE, 11));
    folder.write("notes/12.txt", NOTE);
    let mut editor = Editor::with(&folder, &pushed_to());
    let twin = numbered(NOTE, 12).replace("12 dockers", "Crews");
    editor.open("draft.txt", &twin);
    let is_told = |found: Option<Vec<String>>| found.is_some_and(|found| found.contains(&"1:17: duplicate-number".to_owned()));
    assert!(is_told(editor.pushed("draft.txt")));
    fs::rename(folder.path("notes"), folder.path("away")).expect("it is there");
    editor.changed_on_disk("notes/11.txt");
    editor.changed_on_disk("notes/12.txt");
    assert!(!is_told(editor.pushed("draft.txt")));
    assert_eq!(editor.pushed("lint.toml"), Some(vec!["4:12: invalid-settings".to_owned()]), "its pattern means no file now");
    editor.change("draft.txt", &insertion(6, 61, " Nobody spoke."));
    fs::rename(folder.path("away"), folder.path("notes")).expect("it is there");
    editor.changed_on_disk("notes/12.txt");
    assert!(is_told(editor.pushed("draft.txt")));
    assert_eq!(editor.pushed("lint.toml"), Some(Vec::new()));
    fs::rename(folder.path("notes"), folder.path("away")).expect("it is there");
    editor.changed_on_disk("notes");
    assert!(!is_told(editor.pushed("draft.txt")), "a folder goes at once");
    fs::rename(folder.path("away"), folder.path("notes")).expect("it is there");
    editor.changed_on_disk("notes");
    assert!(is_told(editor.pushed("draft.txt")));
    assert_eq!(editor.leave(), Ending::Orderly);
}

#[test]
fn places_within_characters_and_beyond_the_end_are_the_nearest() {
    let folder = Folder::new("server-pairs");
    let mut capabilities = pulling();
    capabilities["general"]["positionEncodings"] = json!(["utf-16"]);
    let mut editor = Editor::with(&folder, &capabilities);
    let note = NOTE.replace("On 11 May, the dockers", "On 11 May, the 👩 dockers");
    editor.open("12.txt", &note);
    // Between the two halves of the woman, where nothing can stand.
    editor.change("12.txt", &insertion(6, 16, "the the "));
    assert!(editor.rules("12.txt").contains(&"doubled-word".to_owned()));
    let hover = json!({ "textDocument": { "uri": editor.address("12.txt") }, "position": { "line": 6, "character": 24 } });
    assert!(editor.request("textDocument/hover", &hover).is_ok());
    let beyond = json!({ "start": { "line": 4_000_000_000_u32, "character": 4_000_000_000_u32 }, "end": { "line": u32::MAX, "character": u32::MAX } });
    editor.change("12.txt", &json!([{ "range": beyond, "text": "\nThe sea was was cold.\n" }]));
    editor.save("12.txt");
    assert_eq!(editor.rules("12.txt"), ["doubled-word"; 3]);
    assert!(
        editor
            .request(
                "textDocument/codeAction",
                &json!({ "textDocument": { "uri": editor.address("12.txt") }, "range": beyond, "context": { "diagnostics": [] } })
            )
            .is_ok()
    );
}

#[test]
fn settings_may_be_typed_letter_by_letter() {
    let folder = Folder::new("server-settings-typed");
    let mut editor = Editor::new(&folder);
    editor.open("12.txt", &NOTE.replace("On 11 May", "On 31 June"));
    let start = "house = 'house.toml'\n";
    editor.open("lint.toml", start);
    let mut faults = 0;
    for (at, letter) in "[rules]\nimpossible-date = 'off'".char_indices() {
        let (line, character) = if at < 8 { (1, at) } else { (2, at - 8) };
        editor.change("lint.toml", &insertion(line, character, &letter.to_string()));
        faults += usize::from(!editor.findings("lint.toml").is_empty());
        let wanted: &[&str] = if letter == '\'' && at >= 30 { &[] } else { &["impossible-date"] };
        assert_eq!(editor.rules("12.txt"), wanted, "after {at} letters");
    }
    assert!(faults > 10, "while it is broken its fault is shown: {faults}");
    assert_eq!(editor.findings("lint.toml"), Vec::<String>::new());
}

#[test]
fn a_request_that_waits_can_be_taken_back() {
    let folder = Folder::new("server-cancel");
    let mut editor = Editor::new(&folder);
    let long = NOTE.replace("voted to", &"voted  to ".repeat(300));
    editor.open("12.txt", &long);
    let everywhere = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 900, "character": 0 } });
    let mend = json!({ "textDocument": { "uri": editor.address("12.txt") }, "range": everywhere, "context": { "diagnostics": [], "only": ["source.fixAll"] } });
    let busy = editor.ask("textDocument/codeAction", &mend);
    let of_text = json!({ "textDocument": { "uri": editor.address("12.txt") } });
    let (taken_back, wanted) = (editor.ask("textDocument/documentSymbol", &of_text), editor.ask("textDocument/foldingRange", &of_text));
    editor.notify("$/cancelRequest", &json!({ "id": taken_back }));
    editor.notify("$/cancelRequest", &json!({ "id": "never asked" }));
    assert!(editor.answer(busy).is_ok());
    assert_eq!(editor.answer(taken_back), Err(-32800));
    assert!(editor.answer(wanted).is_ok(), "another is answered");
}

#[test]
fn a_text_of_deep_nesting_ends_no_server() {
    let folder = Folder::new("server-deep");
    let mut editor = Editor::new(&folder);
    for (at, deep) in [">".repeat(3000), "[".repeat(9000), "* ".repeat(3000), "(".repeat(9000), "<!--".repeat(3000)].iter().enumerate() {
        let file = format!("{at}.md");
        editor.open(&file, &format!("{}\n{deep}\n", NOTE.replace("Why now?", "## Why now?")));
        editor.findings(&file);
    }
    assert_eq!(editor.leave(), Ending::Orderly);
}
