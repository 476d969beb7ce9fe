//! Diagnostics: how they come, and what they say.

use serde_json::{Value, json};

use super::editor::{Editor, pulling, pushed_to, text};
use crate::folder::{Folder, NOTE, numbered};

const ARCHIVE: &str = "house = 'house.toml'\n\n[series]\narchive = ['notes/**']\n";

fn at_fault() -> String {
    NOTE.replace("On 11 May", "On 31 June")
}

#[test]
fn an_editor_that_asks_is_told_when_it_asks_and_only_then() {
    let folder = Folder::new("server-pull");
    let mut editor = Editor::new(&folder);
    assert!(editor.capabilities["diagnosticProvider"].is_object());
    editor.open("12.txt", &at_fault());
    assert_eq!(editor.findings("12.txt"), ["7:4: impossible-date"]);
    editor.replace("12.txt", NOTE);
    assert_eq!(editor.findings("12.txt"), Vec::<String>::new());
    assert_eq!(editor.pushed("12.txt"), None, "never both");
}

#[test]
fn an_editor_that_does_not_ask_is_told() {
    let folder = Folder::new("server-push");
    let mut editor = Editor::with(&folder, &pushed_to());
    assert!(editor.capabilities.get("diagnosticProvider").is_none_or(Value::is_null));
    editor.open("12.txt", &at_fault());
    assert_eq!(editor.pushed("12.txt"), Some(vec!["7:4: impossible-date".to_owned()]));
    let month = json!({ "start": { "line": 6, "character": 6 }, "end": { "line": 6, "character": 10 } });
    editor.change("12.txt", &json!([{ "range": month, "text": "May" }, { "range": { "start": { "line": 6, "character": 3 }, "end": { "line": 6, "character": 5 } }, "text": "11" }]));
    assert_eq!(editor.pushed("12.txt"), Some(Vec::new()));
    editor.replace("12.txt", &at_fault());
    editor.close("12.txt");
    assert_eq!(editor.pushed("12.txt"), Some(Vec::new()), "what is closed has none");
}

#[test]
fn a_finding_says_what_an_editor_shows() {
    let folder = Folder::new("server-says");
    folder.write("lint.toml", ARCHIVE);
    folder.write("notes/12.txt", NOTE);
    let mut editor = Editor::new(&folder);
    editor.open("notes/13.txt", &format!("{}\nClick here to read more\n", numbered(NOTE, 12).replace("12 dockers", "Crews")));
    let found = editor.diagnostics("notes/13.txt");
    let twin = found.iter().find(|finding| finding["code"] == "duplicate-number").expect("it is told");
    assert_eq!((&twin["severity"], &twin["source"]), (&json!(1), &json!("copydesk")));
    let related = &twin["relatedInformation"][0];
    assert_eq!(related["location"]["uri"], editor.address("notes/12.txt").as_str());
    assert_eq!(related["location"]["range"]["start"], json!({ "line": 0, "character": 16 }));
    assert!(text(&twin["message"]).contains('\n'), "what is wrong, and what to do");
}

#[test]
fn places_are_counted_as_agreed() {
    let folder = Folder::new("server-places");
    let note = NOTE.replace("On 11 May, the dockers", "On 11 May, the 👩‍🔬 dockers e\u{301} of the the pier");
    let mut found = Vec::new();
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut capabilities = pulling();
        capabilities["general"]["positionEncodings"] = json!([encoding]);
        let mut editor = Editor::with(&folder, &capabilities);
        editor.open("12.txt", &note);
        found.extend(editor.findings("12.txt").into_iter().filter(|finding| finding.contains("doubled-word")));
    }
    assert_eq!(found, ["7:43: doubled-word", "7:36: doubled-word", "7:34: doubled-word"]);
}

#[test]
fn the_series_knows_notes_that_are_not_saved() {
    let folder = Folder::new("server-series");
    folder.write("lint.toml", ARCHIVE);
    folder.write("notes/12.txt", NOTE);
    folder.write("notes/13.txt", numbered(NOTE, 13));
    let mut editor = Editor::new(&folder);
    editor.open("notes/12.txt", NOTE);
    editor.open("notes/13.txt", &numbered(NOTE, 13));
    assert_eq!((editor.rules("notes/12.txt"), editor.rules("notes/13.txt")), (Vec::new(), Vec::new()));
    editor.replace("notes/13.txt", &numbered(NOTE, 13).replace("# 13", "# 12"));
    assert_eq!(editor.rules("notes/13.txt"), ["duplicate-number"]);
    assert!(editor.asked.iter().any(|request| request.method == "workspace/diagnostic/refresh"), "the other may be another too");
    editor.open("notes/14.txt", &numbered(NOTE, 13));
    assert_eq!(editor.rules("notes/14.txt"), Vec::<String>::new(), "the file's number is free: what is open says another");
    editor.replace("notes/13.txt", &numbered(NOTE, 13));
    assert_eq!(editor.rules("notes/14.txt"), ["duplicate-number"]);
    editor.close("notes/13.txt");
    assert_eq!(editor.rules("notes/14.txt"), ["duplicate-number"], "the file says so too");
    folder.write("notes/13.txt", numbered(NOTE, 15));
    editor.changed_on_disk("notes/13.txt");
    assert_eq!(editor.rules("notes/14.txt"), Vec::<String>::new());
}

#[test]
fn what_is_no_note_shows_nothing() {
    let folder = Folder::new("server-no-note");
    folder.write("lint.toml", "house = 'house.toml'\n\n[files]\ninclude = ['notes/**']\nexclude = ['notes/old/**']\n");
    let mut editor = Editor::new(&folder);
    editor.open("README.md", "# How we work\n\nWe we write.\n");
    editor.open("notes/x.md", "# How we work\n\nWe we write.\n");
    editor.open("notes/old/y.txt", &at_fault());
    editor.open("untitled:Untitled-1", &at_fault());
    assert_eq!(editor.findings("README.md"), Vec::<String>::new());
    assert_eq!(editor.findings("notes/x.md"), ["1:1: unrecognised-draft"], "an include names it");
    assert_eq!(editor.findings("notes/old/y.txt"), Vec::<String>::new(), "an exclude does");
    assert_eq!(editor.findings("untitled:Untitled-1"), ["7:4: impossible-date"]);
}

#[test]
fn settings_are_told_of_and_the_last_good_ones_hold() {
    let folder = Folder::new("server-settings");
    let mut editor = Editor::new(&folder);
    editor.open("12.txt", &at_fault());
    editor.open("lint.toml", "house = 'house.toml'\n");
    assert_eq!(editor.findings("12.txt"), ["7:4: impossible-date"]);
    editor.replace("lint.toml", "house = 'house.toml'\n\n[rules]\nimpossible-date = 'off'\n");
    assert_eq!(editor.findings("12.txt"), Vec::<String>::new());
    editor.replace("lint.toml", "house = 'house.toml'\n\n[rules]\nimpossible-dat = 'off'\n");
    assert_eq!(editor.findings("lint.toml"), ["4:1: invalid-settings"]);
    assert_eq!(editor.findings("12.txt"), Vec::<String>::new(), "the last good ones");
    editor.replace("lint.toml", "house = 'house.toml'\n");
    assert_eq!(editor.findings("lint.toml"), Vec::<String>::new());
    assert_eq!(editor.findings("12.txt"), ["7:4: impossible-date"]);
    editor.open("house.toml", "[huose]\n");
    assert_eq!(editor.findings("house.toml")[0], "1:1: invalid-house");
    assert_eq!(editor.findings("12.txt"), ["7:4: impossible-date"]);
    editor.close("house.toml");
    folder.write("lint.toml", "house = 'house.toml'\n\n[rules]\nimpossible-date = 'warning'\n");
    editor.close("lint.toml");
    editor.changed_on_disk("lint.toml");
    assert_eq!(editor.diagnostics("12.txt")[0]["severity"], 2);
}

#[test]
fn settings_that_were_never_good_are_told_of() {
    let folder = Folder::new("server-bad-settings");
    folder.write("lint.toml", "huose = 1\n");
    let mut editor = Editor::with(&folder, &pushed_to());
    editor.open("12.txt", &at_fault());
    assert_eq!(editor.pushed("12.txt"), Some(Vec::new()));
    assert_eq!(editor.pushed("lint.toml"), Some(vec!["1:1: invalid-settings".to_owned()]), "it is not open");
    folder.write("lint.toml", "house = 'house.toml'\n");
    editor.changed_on_disk("lint.toml");
    assert_eq!(editor.pushed("lint.toml"), Some(Vec::new()));
    assert_eq!(editor.pushed("12.txt"), Some(vec!["7:4: impossible-date".to_owned()]));
}

#[test]
fn each_folder_has_its_own_settings() {
    let folder = Folder::new("server-folders");
    folder.write("one/lint.toml", "house = 'house.toml'\n");
    folder.write("one/house.toml", crate::folder::HOUSE);
    folder.write("two/lint.toml", "house = 'house.toml'\n\n[rules]\nimpossible-date = 'off'\n");
    folder.write("two/house.toml", crate::folder::HOUSE);
    let mut editor = Editor::new(&folder);
    editor.open("one/12.txt", &at_fault());
    editor.open("two/12.txt", &at_fault());
    assert_eq!(editor.findings("one/12.txt"), ["7:4: impossible-date"], "and the number is nobody else's there");
    assert_eq!(editor.findings("two/12.txt"), Vec::<String>::new());
}

#[test]
fn texts_that_were_never_saved_stand_by_themselves_where_no_folder_is_open() {
    let folder = Folder::bare("server-untitled");
    let note = std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/gp-short-notes/good/105-ostrand-reactor.txt"),
    );
    let note = note.expect("it is there");
    let mut editor = Editor::without_folder(&folder, &pulling());
    editor.open("untitled:Untitled-1", &note);
    editor.open("untitled:Untitled-2", &note);
    assert_eq!((editor.rules("untitled:Untitled-1"), editor.rules("untitled:Untitled-2")), (Vec::new(), Vec::new()));
    editor.replace("untitled:Untitled-2", &note.replace("On 14 September", "On 32 September"));
    assert_eq!(editor.rules("untitled:Untitled-2"), ["impossible-date"]);
    editor.close("untitled:Untitled-1");
    editor.open("untitled:Untitled-1", &note);
    assert_eq!(editor.rules("untitled:Untitled-1"), Vec::<String>::new());
    let root = json!({ "uri": editor.address(""), "name": "notes" });
    editor.notify("workspace/didChangeWorkspaceFolders", &json!({ "event": { "added": [root], "removed": [] } }));
    folder.write("lint.toml", "house = 'gp-short-notes'\n\n[series]\narchive = ['*.txt']\n");
    folder.write("74-twin.txt", note.replace("an ageing reactor", "another reactor"));
    editor.open("untitled:Untitled-3", &note);
    assert_eq!(editor.rules("untitled:Untitled-3"), ["duplicate-number"], "it would be saved in the folder");
}
