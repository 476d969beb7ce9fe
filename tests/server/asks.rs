//! What an editor asks beside what is wrong.

use serde_json::{Value, json};

use super::editor::{Editor, edited, pulling, text};
use crate::folder::{Folder, NOTE, numbered};

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write(
        "lint.toml",
        "house = 'house.toml'\nroster = 'authors.toml'\nacronyms = ['SCO']\n\n[series]\narchive = ['notes/**']\ncomplete = true\n",
    );
    folder.write("authors.toml", "[[author]]\nname = \"Ines Okafor\"\n\n[[author]]\nname = \"Tomas Reyes\"\n");
    folder.write("notes/11.txt", numbered(NOTE, 11).replace("15 May", "8 May").replace("11 May", "4 May"));
    folder
}

fn place(editor: &Editor, file: &str, line: usize, character: usize) -> Value {
    json!({ "textDocument": { "uri": editor.address(file) }, "position": { "line": line, "character": character } })
}

fn hover(editor: &mut Editor, file: &str, line: usize, character: usize) -> String {
    let params = place(editor, file, line, character);
    let hover = editor.request("textDocument/hover", &params).expect("it answers");
    text(&hover["contents"]["value"])
}

/// What is offered at a place: each label, and what the text becomes.
fn offered(editor: &mut Editor, file: &str, before: &str, (line, character): (usize, usize)) -> Vec<(String, String)> {
    editor.replace(file, before);
    let params = place(editor, file, line, character);
    let items = editor.request("textDocument/completion", &params).expect("it answers");
    let address = editor.address(file);
    let applied = |item: &Value| {
        let edit = json!({ "changes": { address.as_str(): [item["textEdit"]] } });
        (text(&item["label"]), edited(before, &edit, &address))
    };
    items.as_array().map(|items| items.iter().map(applied).collect()).unwrap_or_default()
}

fn labels(offered: &[(String, String)]) -> Vec<&str> {
    offered.iter().map(|(label, _)| label.as_str()).collect()
}

const RICH: &str = "Harbour Notes # 12, 15 May 2021\n\nPort Ellery: Dockers return to work\nInes Okafor\n\nWhat was seen?\nOn 11 May, the Port Ellery Dockers Union (PEDU) voted to return to work (Harbour Notes # 11). The PEDU called it a victory.\n\nWhy now?\nFirst, the strike fund. The union had run out of money by the second week.\n\nSecond, the season. Fruit from the hinterland does not keep.\n";

#[test]
fn a_pointer_is_told_what_it_points_at() {
    let folder = folder("server-hover");
    let mut editor = Editor::new(&folder);
    editor.open("notes/12.txt", RICH);
    let date = hover(&mut editor, "notes/12.txt", 6, 5);
    assert!(date.contains("Tuesday, 11 May 2021") && date.contains("inferred") && date.contains("4 days before the note's date"), "{date}");
    assert!(hover(&mut editor, "notes/12.txt", 0, 21).contains("Saturday, 15 May 2021"));
    let letters = hover(&mut editor, "notes/12.txt", 6, 99);
    assert!(letters.contains("Port Ellery Dockers Union") && letters.contains("line 7"), "{letters}");
    let other = hover(&mut editor, "notes/12.txt", 6, 78);
    assert!(other.contains("No. 11") && other.contains("8 May 2021") && other.contains("11 dockers"), "{other}");
    assert!(hover(&mut editor, "notes/12.txt", 0, 17).contains("next free number is 13"));
    assert_eq!(hover(&mut editor, "notes/12.txt", 11, 40), "");
    editor.replace("notes/12.txt", &RICH.replace("First,", "Firstly,"));
    let finding = hover(&mut editor, "notes/12.txt", 9, 2);
    assert!(finding.contains("ordinal-form"), "{finding}");
    editor.replace("notes/12.txt", &RICH.split("Why now?").next().expect("a part").replace("On 11", "On 31"));
    let house = hover(&mut editor, "notes/12.txt", 5, 2);
    assert!(house.contains("missing-section") && house.contains("```toml") && house.contains("Why now?"), "{house}");
}

#[test]
fn what_may_come_next_is_offered() {
    let folder = folder("server-completion");
    let mut editor = Editor::new(&folder);
    editor.open("notes/12.txt", "");
    let line = offered(&mut editor, "notes/12.txt", "", (0, 0));
    assert_eq!(line[0].1, "Harbour Notes # 12, 20 May 2021");
    assert_eq!(offered(&mut editor, "notes/12.txt", "Har", (0, 3))[0].1, "Harbour Notes # 12, 20 May 2021");
    let header = "Harbour Notes # 12, 15 May 2021\n\nPort Ellery: Dockers return to work\n";
    let names = offered(&mut editor, "notes/12.txt", &format!("{header}In"), (3, 2));
    assert_eq!(names[0].1, format!("{header}Ines Okafor"));
    let names = offered(&mut editor, "notes/12.txt", &format!("{header}Ines Okafor and "), (3, 16));
    assert_eq!(labels(&names), ["Tomas Reyes"]);
    let seen = format!("{header}Ines Okafor\n\nWhat was seen?\n");
    let all = offered(&mut editor, "notes/12.txt", &format!("{header}Ines Okafor\n\n"), (5, 0));
    assert_eq!(labels(&all), ["What was seen?", "Why now?"]);
    let days = offered(&mut editor, "notes/12.txt", &format!("{seen}On"), (6, 2));
    assert_eq!(days[0], ("On 15 May".to_owned(), format!("{seen}On 15 May, ")));
    assert_eq!(days.len(), 8);
    let event = format!("{seen}On 11 May, the dockers voted.\n\n");
    let next = offered(&mut editor, "notes/12.txt", &format!("{event}Wh"), (8, 2));
    assert_eq!(next, [("Why now?".to_owned(), format!("{event}Why now?"))]);
    let points = format!("{event}Why now?\nFirst, the strike fund. It is empty.\n\n");
    assert_eq!(offered(&mut editor, "notes/12.txt", &points, (11, 0))[0], ("Second,".to_owned(), format!("{points}Second, ")));
    let sentence = format!("{event}Why now?\nFirst, the strike fund (Harbour Notes # ");
    let notes = offered(&mut editor, "notes/12.txt", &sentence, (9, 40));
    assert!(notes.contains(&("11".to_owned(), format!("{sentence}11"))), "{notes:?}");
    assert_eq!(labels(&offered(&mut editor, "notes/12.txt", &format!("{event}Why now?\nFirst, the SC"), (9, 13))), ["SCO"]);
    let bold = "Harbour Notes # 12, 15 May 2021\n\n# Port Ellery: Dockers return to work\n\nInes Okafor\n\n## What was seen?\n\nOn 11 May, the dockers voted.\n\n## ";
    editor.open("notes/12.md", "");
    assert_eq!(offered(&mut editor, "notes/12.md", bold, (10, 3)), [("Why now?".to_owned(), format!("{bold}Why now?"))]);
}

#[test]
fn a_whole_note_is_offered_where_nothing_is_written() {
    let folder = folder("server-whole-note");
    let mut capabilities = pulling();
    capabilities["textDocument"]["completion"] = json!({ "completionItem": { "snippetSupport": true } });
    let mut editor = Editor::with(&folder, &capabilities);
    editor.open("notes/12.txt", "");
    let line = "Harbour Notes # 12, 20 May 2021";
    let all = offered(&mut editor, "notes/12.txt", "", (0, 0));
    assert_eq!(labels(&all), [line, &format!("{line} …")]);
    let note = &all[1].1;
    assert!(
        note.starts_with("Harbour Notes # 12, 20 May 2021\n\n${1:") || note.starts_with("Harbour Notes\n\nHarbour Notes # 12"),
        "{note}"
    );
    assert!(note.contains("\nWhat was seen?\n") && note.contains("\nWhy now?\n") && note.contains("First, ${"), "{note}");
    // Its title, its author, an event, and two points of two sentences.
    assert_eq!(note.matches("${").count(), 7, "{note}");
    assert_eq!(labels(&offered(&mut editor, "notes/12.txt", "Harb", (0, 4))).len(), 2);
    // Where something is written, it would stand twice.
    let begun = "\n\nPort Ellery: Dockers return to work\n";
    assert_eq!(labels(&offered(&mut editor, "notes/12.txt", begun, (0, 0))), [line]);
}

#[test]
fn the_outline_is_that_of_the_note() {
    let folder = folder("server-outline");
    let mut editor = Editor::new(&folder);
    editor.open("notes/12.txt", RICH);
    let params = json!({ "textDocument": { "uri": editor.address("notes/12.txt") } });
    let symbols = editor.request("textDocument/documentSymbol", &params).expect("it answers");
    assert_eq!(
        (text(&symbols[0]["name"]), text(&symbols[0]["detail"])),
        ("No. 12: Port Ellery: Dockers return to work".into(), "15 May 2021".into())
    );
    let sections: Vec<String> = symbols[0]["children"].as_array().expect("it has parts").iter().map(|part| text(&part["name"])).collect();
    assert_eq!(sections, ["What was seen?", "Why now?"]);
    let event = &symbols[0]["children"][0]["children"][0];
    assert_eq!((text(&event["name"]), text(&event["detail"])), ("On 11 May".into(), "Tuesday, 11 May 2021".into()));
    let point = &symbols[0]["children"][1]["children"][1];
    assert_eq!((text(&point["name"]), text(&point["detail"])), ("Second".into(), "the season.".into()));
    let folds = editor.request("textDocument/foldingRange", &params).expect("it answers");
    let lines: Vec<(u64, u64)> = folds
        .as_array()
        .expect("it is a list")
        .iter()
        .map(|fold| (fold["startLine"].as_u64().expect("a number"), fold["endLine"].as_u64().expect("a number")))
        .collect();
    assert_eq!(lines, [(5, 6), (8, 11)]);
}

#[test]
fn one_goes_from_note_to_note() {
    let folder = folder("server-links");
    let mut editor = Editor::new(&folder);
    editor.open("notes/12.txt", RICH);
    let there = place(&editor, "notes/12.txt", 6, 78);
    let found = editor.request("textDocument/definition", &there).expect("it answers");
    assert_eq!(found[0]["uri"], editor.address("notes/11.txt").as_str());
    assert_eq!(found[0]["range"]["start"], json!({ "line": 0, "character": 16 }));
    let heading = place(&editor, "notes/12.txt", 5, 3);
    let house = editor.request("textDocument/definition", &heading).expect("it answers");
    assert_eq!(house[0]["uri"], editor.address("house.toml").as_str());
    editor.open("notes/11.txt", &folder.read("notes/11.txt"));
    let mut own = place(&editor, "notes/11.txt", 0, 17);
    own["context"] = json!({ "includeDeclaration": false });
    let named = editor.request("textDocument/references", &own).expect("it answers");
    assert_eq!((named.as_array().map(Vec::len), &named[0]["uri"]), (Some(1), &json!(editor.address("notes/12.txt"))));
    let params = json!({ "textDocument": { "uri": editor.address("notes/12.txt") } });
    let links = editor.request("textDocument/documentLink", &params).expect("it answers");
    assert_eq!(links[0]["target"], editor.address("notes/11.txt").as_str());
}

#[test]
fn weekdays_are_shown_where_somebody_asked_for_them() {
    let folder = folder("server-hints");
    let mut editor = Editor::with(&folder, &pulling());
    editor.open("notes/12.txt", RICH);
    let all = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let params = json!({ "textDocument": { "uri": editor.address("notes/12.txt") }, "range": all });
    assert_eq!(editor.request("textDocument/inlayHint", &params), Ok(Value::Null), "off until asked for");
    editor.notify("workspace/didChangeConfiguration", &json!({ "settings": { "copydesk": { "inlayHints": true } } }));
    let hints = editor.request("textDocument/inlayHint", &params).expect("it answers");
    assert_eq!((hints.as_array().map(Vec::len), &hints[0]["label"]), (Some(1), &json!("Tuesday 2021")));
    assert_eq!(hints[0]["position"], json!({ "line": 6, "character": 9 }));
}

#[test]
fn an_editor_that_can_be_asked_for_its_settings_is() {
    let folder = folder("server-configuration");
    let mut capabilities = pulling();
    capabilities["workspace"]["configuration"] = json!(true);
    capabilities["workspace"]["inlayHint"] = json!({ "refreshSupport": true });
    let mut editor = Editor::with(&folder, &capabilities);
    editor.open("notes/12.txt", RICH);
    let all = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let params = json!({ "textDocument": { "uri": editor.address("notes/12.txt") }, "range": all });
    editor.settings = json!({ "inlayHints": true });
    editor.notify("workspace/didChangeConfiguration", &json!({ "settings": null }));
    assert_eq!(editor.pushed("notes/12.txt"), None);
    let hints = editor.request("textDocument/inlayHint", &params).expect("it answers");
    assert_eq!(hints.as_array().map(Vec::len), Some(1));
    let asked: Vec<&str> = editor.asked.iter().map(|request| request.method.as_str()).collect();
    assert!(asked.contains(&"workspace/configuration") && asked.contains(&"workspace/inlayHint/refresh"), "{asked:?}");
    editor.settings = Value::Null;
    editor.notify("workspace/didChangeConfiguration", &json!({ "settings": {} }));
    assert_eq!(editor.pushed("notes/12.txt"), None);
    let hints = editor.request("textDocument/inlayHint", &params).expect("it answers");
    assert_eq!(hints.as_array().map(Vec::len), Some(1), "what it does not say stays");
}
