//! Findings that a baseline knows.

use serde_json::{Value, json};

use super::editor::{Editor, pulling, pushed_to, text};
use crate::folder::{Folder, NOTE};

fn at_fault() -> String {
    NOTE.replace("On 11 May", "On 31 June").replace("the season", "the the season")
}

/// A baseline that knows these diagnostics.
fn baseline(file: &str, known: &[&Value]) -> String {
    let entry = |known: &&Value| json!({ "file": file, "rule": known["code"], "fingerprint": known["data"]["fingerprint"] });
    json!({ "schema": "copydesk-baseline/2", "findings": known.iter().map(entry).collect::<Vec<_>>() }).to_string()
}

/// A folder whose baseline knows the first finding of `12.txt`, and both findings.
fn folder(name: &str) -> (Folder, Vec<Value>) {
    let folder = Folder::new(name);
    let mut editor = Editor::new(&folder);
    editor.open("12.txt", &at_fault());
    let found = editor.diagnostics("12.txt");
    assert_eq!(editor.rules("12.txt"), ["impossible-date", "doubled-word"]);
    folder.write("known.json", baseline("12.txt", &[&found[0]]));
    folder.write("lint.toml", "house = 'house.toml'\nbaseline = 'known.json'\n");
    (folder, found)
}

#[test]
fn what_is_known_is_held_back_and_what_is_new_is_told() {
    let (folder, _) = folder("server-known");
    let mut editor = Editor::new(&folder);
    editor.open("12.txt", &at_fault());
    assert_eq!(editor.rules("12.txt"), ["doubled-word"]);
    editor.replace("12.txt", &at_fault().replace("hinterland", "hinterland since 30 February"));
    assert_eq!(editor.rules("12.txt"), ["doubled-word", "impossible-date"], "an entry answers for one finding");
    let status = editor.request("copydesk/status", &json!({ "uri": editor.address("12.txt") })).expect("it answers");
    assert_eq!(status["errors"], 1);
    let at = json!({ "start": { "line": 6, "character": 4 }, "end": { "line": 6, "character": 4 } });
    assert_eq!(editor.actions("12.txt", &at, &["quickfix"]), Vec::<Value>::new(), "nothing is to be done about it");
    folder.write("12.txt", at_fault());
    let said = folder.run("check --format concise 12.txt");
    assert!(said.out.contains("doubled-word") && !said.out.contains("impossible-date"), "as `check` has it: {said:?}");
}

#[test]
fn a_baseline_is_followed_on_the_disk_and_in_the_editor() {
    let (folder, found) = folder("server-known-follow");
    let mut editor = Editor::new(&folder);
    editor.open("12.txt", &at_fault());
    folder.write("known.json", baseline("12.txt", &found.iter().collect::<Vec<_>>()));
    editor.changed_on_disk("known.json");
    assert_eq!(editor.rules("12.txt"), Vec::<String>::new());
    editor.open("known.json", &baseline("12.txt", &[]));
    assert_eq!(editor.rules("12.txt"), ["impossible-date", "doubled-word"]);
    editor.replace("known.json", "{ \"schema\": ");
    assert_eq!(editor.findings("known.json")[0], "1:12: invalid-settings");
    assert_eq!(editor.rules("12.txt"), ["impossible-date", "doubled-word"], "the last good one holds");
    editor.close("known.json");
    assert_eq!(editor.rules("12.txt"), Vec::<String>::new(), "the file speaks for itself");
    editor.open("lint.toml", "house = 'house.toml'\n");
    assert_eq!(editor.rules("12.txt"), ["impossible-date", "doubled-word"], "nothing names it any more");
}

#[test]
fn a_baseline_that_is_not_there_is_told_where_it_is_named() {
    let (folder, _) = folder("server-known-absent");
    let known = folder.read("known.json");
    std::fs::remove_file(folder.path("known.json")).expect("it is there");
    let mut editor = Editor::with(&folder, &pushed_to());
    editor.open("12.txt", &at_fault());
    assert_eq!(editor.pushed("lint.toml"), Some(vec!["2:12: invalid-settings".to_owned()]));
    assert_eq!(editor.pushed("12.txt"), Some(Vec::new()), "as in `check`, nothing is looked at");
    let status = editor.request("copydesk/status", &json!({ "uri": editor.address("12.txt") })).expect("it answers");
    assert!(text(&status["fault"]).contains("known.json"), "{status}");
    folder.write("known.json", known);
    editor.changed_on_disk("known.json");
    assert_eq!(editor.pushed("lint.toml"), Some(Vec::new()));
    assert!(editor.pushed("12.txt").is_some_and(|found| found.iter().any(|finding| finding.contains("doubled-word"))));
}

#[test]
fn an_editor_that_takes_related_files_is_told_of_settings_that_are_not_open() {
    let folder = Folder::new("server-related");
    folder.write("lint.toml", "huose = 1\n");
    let mut capabilities = pulling();
    capabilities["textDocument"]["diagnostic"]["relatedDocumentSupport"] = json!(true);
    let mut editor = Editor::with(&folder, &capabilities);
    editor.open("12.txt", &at_fault());
    let params = json!({ "textDocument": { "uri": editor.address("12.txt") } });
    let report = editor.request("textDocument/diagnostic", &params).expect("it reports");
    assert_eq!(report["relatedDocuments"][editor.address("lint.toml")]["items"][0]["code"], "invalid-settings");
    folder.write("lint.toml", "house = 'house.toml'\n");
    editor.changed_on_disk("lint.toml");
    let report = editor.request("textDocument/diagnostic", &params).expect("it reports");
    assert_eq!(report["relatedDocuments"][editor.address("lint.toml")]["items"], json!([]));
}
