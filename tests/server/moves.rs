//! What an editor does beyond one text: another number for a note, a new one, what stands at the foot of its window.

use serde_json::{Value, json};

use super::editor::{Editor, edited, pulling, text};
use crate::folder::{Folder, NOTE, numbered};

fn series(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write(
        "lint.toml",
        "house = 'house.toml'\nacronyms = ['SCO']\n\n[series]\narchive = ['notes/**']\nfile-name = '{number}-{slug}'\n",
    );
    folder.write("notes/11-first.txt", numbered(NOTE, 11));
    folder.write("notes/12-second.txt", NOTE);
    folder.write("notes/13-third.txt", numbered(NOTE, 13).replace("return to work.", "return to work (Harbour Notes # 12)."));
    folder
}

/// A series in which much hangs on a number: links, a listing, a ledger, an ignored and a known finding.
fn rich(name: &str) -> Folder {
    let folder = series(name);
    folder.write(
        "lint.toml",
        "house = 'house.toml'\nbaseline = 'known.json'\n\n[series]\narchive = ['notes/**']\nledger = 'ledger.toml'\nfile-name = '{number}-{slug}'\n\n[files]\nexclude = ['list.md']\n",
    );
    folder.write("notes/12-second.txt", NOTE.replace("the season", "the the season"));
    folder.write("README.md", "# Notes\n\nSee [the second](notes/12-second.txt), and `notes/12-second.txt` too.\n");
    folder.write("list.md", "<!-- copydesk index -->\n<!-- copydesk index ends -->\n");
    folder.write("ledger.toml", "[[note]]\nnumber = 12\ndate = 2021-05-15\ntitle = 'Port Ellery: Dockers return to work'\n");
    folder.run("index --write list.md").expect(0, &["is written"]);
    folder.run("check --update-baseline").expect(0, &["known.json"]);
    folder
}

/// Carries out what an edit says, as an editor would.
fn carry_out(folder: &Folder, editor: &Editor, edit: &Value) {
    for change in edit["documentChanges"].as_array().expect("it is a list") {
        let path = |key: &str| text(&change[key]).replace(&editor.address(""), "").trim_start_matches('/').to_owned();
        if change["kind"] == "rename" {
            std::fs::rename(folder.path(&path("oldUri")), folder.path(&path("newUri"))).expect("it is there");
            continue;
        }
        let address = text(&change["textDocument"]["uri"]);
        let file = address.replace(&editor.address(""), "").trim_start_matches('/').to_owned();
        folder.write(&file, edited(&folder.read(&file), edit, &address));
    }
}

#[test]
fn a_note_takes_another_number_as_the_command_would_give_it() {
    let (by_editor, by_command) = (rich("server-renumber"), rich("server-renumbered"));
    let mut capabilities = pulling();
    capabilities["workspace"]["workspaceEdit"]["resourceOperations"] = json!(["create", "rename", "delete"]);
    let mut editor = Editor::with(&by_editor, &capabilities);
    let note = by_editor.read("notes/12-second.txt");
    editor.open("notes/12-second.txt", &note);
    let place = json!({ "line": 0, "character": 17 });
    let to = json!({ "textDocument": { "uri": editor.address("notes/12-second.txt") }, "position": place, "newName": "14" });
    let edit = editor.request("textDocument/rename", &to).expect("it is free");
    carry_out(&by_editor, &editor, &edit);
    by_command.run("renumber 12 14").expect(0, &["No. 14"]);
    assert_eq!(by_editor.files(), by_command.files());
    for file in by_command.files() {
        assert_eq!(by_editor.read(&file), by_command.read(&file), "{file}");
    }
    let readme = by_editor.read("README.md");
    assert!(readme.contains("(notes/14-second.txt)") && by_editor.read("list.md").contains("14"), "{readme}");
    assert!(by_editor.read("known.json").contains("notes/14-second.txt"));
    by_editor.run("check").expect(0, &[]);
}

#[test]
fn an_editor_that_renames_no_file_has_the_number_changed_all_the_same() {
    let folder = rich("server-renumber-plain");
    let mut editor = Editor::with(&folder, &json!({ "general": { "positionEncodings": ["utf-8"] }, "textDocument": { "diagnostic": {} } }));
    let note = folder.read("notes/12-second.txt");
    editor.open("notes/12-second.txt", &note);
    let place = json!({ "line": 0, "character": 16 });
    let to = json!({ "textDocument": { "uri": editor.address("notes/12-second.txt") }, "position": place, "newName": "14" });
    let edit = editor.request("textDocument/rename", &to).expect("it is free");
    assert_eq!(edited(&note, &edit, &editor.address("notes/12-second.txt")), note.replace("# 12", "# 14"));
    assert!(edit["changes"][editor.address("README.md")].is_null(), "the file keeps its name, and so do links to it");
    for wrong in ["0", "-3", "13", "12", "1e3", "99999999999999999999", ""] {
        let mut params = to.clone();
        params["newName"] = json!(wrong);
        assert_eq!(editor.request("textDocument/rename", &params), Err(-32803), "{wrong}");
    }
}

#[test]
fn a_note_is_named_in_files_that_are_not_open() {
    let folder = series("server-references");
    let mut editor = Editor::new(&folder);
    editor.open("notes/12-second.txt", NOTE);
    let mut own = json!({ "textDocument": { "uri": editor.address("notes/12-second.txt") }, "position": { "line": 0, "character": 17 } });
    own["context"] = json!({ "includeDeclaration": true });
    let found = editor.request("textDocument/references", &own).expect("it answers");
    let places: Vec<String> = found
        .as_array()
        .expect("it is a list")
        .iter()
        .map(|place| format!("{}:{}", text(&place["uri"]), place["range"]["start"]["line"]))
        .collect();
    let at = |file: &str, line: u32| format!("{}:{line}", editor.address(file));
    assert_eq!(places, [at("notes/12-second.txt", 0), at("notes/13-third.txt", 6)]);
}

fn everywhere() -> Value {
    json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 900, "character": 0 } })
}

#[test]
fn a_note_takes_another_number_wherever_it_is_named() {
    let folder = series("server-rename");
    let mut capabilities = pulling();
    capabilities["workspace"]["workspaceEdit"]["resourceOperations"] = json!(["rename"]);
    let mut editor = Editor::with(&folder, &capabilities);
    editor.open("notes/12-second.txt", NOTE);
    let at = json!({ "textDocument": { "uri": editor.address("notes/12-second.txt") }, "position": { "line": 0, "character": 17 } });
    assert_eq!(editor.request("textDocument/prepareRename", &at).expect("it answers")["placeholder"], "12");
    let elsewhere = json!({ "textDocument": { "uri": editor.address("notes/12-second.txt") }, "position": { "line": 2, "character": 3 } });
    assert_eq!(editor.request("textDocument/prepareRename", &elsewhere), Ok(Value::Null));
    let to = |number: &str| {
        let mut params = at.clone();
        params["newName"] = json!(number);
        params
    };
    assert_eq!(editor.request("textDocument/rename", &to("13")), Err(-32803), "it is taken");
    assert_eq!(editor.request("textDocument/rename", &to("a dozen")), Err(-32803));
    let edit = editor.request("textDocument/rename", &to("14")).expect("it is free");
    assert_eq!(edited(NOTE, &edit, &editor.address("notes/12-second.txt")), NOTE.replace("# 12", "# 14"));
    let third = folder.read("notes/13-third.txt");
    assert_eq!(edited(&third, &edit, &editor.address("notes/13-third.txt")), third.replace("# 12", "# 14"));
    let last = edit["documentChanges"].as_array().and_then(|changes| changes.last()).cloned().unwrap_or_default();
    assert_eq!((&last["kind"], &last["newUri"]), (&json!("rename"), &json!(editor.address("notes/14-second.txt"))));
    assert_eq!(folder.read("notes/12-second.txt"), NOTE, "nothing is written");
}

#[test]
fn a_finding_is_ignored_an_acronym_listed_and_sections_begun() {
    let folder = series("server-remedies");
    let mut editor = Editor::new(&folder);
    let titled = |actions: &[Value], title: &str| {
        let found = actions.iter().find(|action| text(&action["title"]).contains(title));
        found.unwrap_or_else(|| panic!("{title} is not in {actions:#?}")).clone()
    };
    let file = "notes/12-second.txt";
    let before = NOTE.replace("On 11 May, the dockers", "On 11 May, the PEDU and the the dockers");
    editor.open(file, &before);
    let actions = editor.actions(file, &everywhere(), &["quickfix"]);
    let ignore = titled(&actions, "Ignore `doubled-word`");
    let after = edited(&before, &ignore["edit"], &editor.address(file));
    assert_eq!(after, before.replace("On 11", "<!-- copydesk: ignore[doubled-word]  -->\nOn 11"));
    editor.replace(file, &after.replace("  -->", " so it was said -->"));
    assert!(!editor.rules(file).contains(&"doubled-word".to_owned()));
    let list = titled(&actions, "Add `PEDU`");
    let settings = folder.read("lint.toml");
    let listed = edited(&settings, &list["edit"], &editor.address("lint.toml"));
    assert!(listed.contains("acronyms = ['SCO', \"PEDU\"]"), "{listed}");
    editor.open("lint.toml", &listed);
    assert!(!editor.findings(file).iter().any(|finding| finding.contains("undefined-acronym")));
    let header = NOTE.split("What was seen?").next().expect("a part");
    editor.replace(file, header);
    let sections = titled(&editor.actions(file, &everywhere(), &["quickfix"]), "missing sections");
    let begun = edited(header, &sections["edit"], &editor.address(file));
    assert_eq!(begun, format!("{}\n\nWhat was seen?\n\nWhy now?\n", header.trim_end()));
}

#[test]
fn an_extension_asks_for_more() {
    let folder = series("server-extras");
    let mut editor = Editor::new(&folder);
    editor.open("notes/12-second.txt", &NOTE.replace("On 11 May", "On 31 June"));
    let of_text = json!({ "uri": editor.address("notes/12-second.txt") });
    let status = editor.request("copydesk/status", &of_text).expect("it answers");
    assert_eq!((&status["number"], &status["date"], &status["house"]), (&json!("12"), &json!("2021-05-15"), &json!("Harbour Notes")));
    assert_eq!((&status["errors"], &status["warnings"]), (&json!(1), &json!(0)));
    let wanted = json!({ "uri": editor.address("notes"), "title": "Varnholm: A harbour master resigns" });
    let begun = editor.request("copydesk/newNote", &wanted).expect("it begins");
    assert_eq!(begun["name"], "14-varnholm-a-harbour-master-resigns.txt", "as the others of the series are");
    assert_eq!(begun["uri"], json!(editor.address("notes/14-varnholm-a-harbour-master-resigns.txt")));
    let elsewhere = json!({ "uri": editor.address(""), "title": "Varnholm: A harbour master resigns" });
    assert_eq!(editor.request("copydesk/newNote", &elsewhere).expect("it begins")["uri"], begun["uri"], "it is one of the archive");
    let snippet = text(&begun["snippet"]);
    assert!(snippet.contains("Harbour Notes # 14, 20 May 2021\n") && snippet.contains("${2:"), "{snippet}");
    let house = editor.request("copydesk/house", &json!({ "name": "gp-short-notes" })).expect("it answers");
    assert!(text(&house).contains("[house]"));
    folder.write("lint.toml", "huose = 1\n");
    editor.changed_on_disk("lint.toml");
    let status = editor.request("copydesk/status", &of_text).expect("it answers");
    assert!(text(&status["fault"]).contains("huose") && status["house"] == "Harbour Notes", "what was good holds");
    assert_eq!((&status["at"]["uri"], &status["at"]["range"]["start"]["line"]), (&json!(editor.address("lint.toml")), &json!(0)));
}
