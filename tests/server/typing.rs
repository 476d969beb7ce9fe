//! What is said while one writes.

use std::path::Path;

use serde_json::{Value, json};

use super::editor::{Editor, text};
use crate::folder::{Folder, NOTE};
use crate::shelf;

/// Adds `letters` at the end of an open text that ends at `at`, as line and character.
fn typed(at: &mut (usize, usize), letters: &str) -> Value {
    let place = json!({ "line": at.0, "character": at.1 });
    match letters.rsplit_once('\n') {
        Some((before, last)) => *at = (at.0 + before.matches('\n').count() + 1, last.len()),
        None => at.1 += letters.len(),
    }
    json!([{ "range": { "start": place, "end": place }, "text": letters }])
}

fn insertion(line: usize, character: usize, text: &str) -> Value {
    let place = json!({ "line": line, "character": character });
    json!([{ "range": { "start": place, "end": place }, "text": text }])
}

/// The findings of a file that are no advice, as their rules and places.
fn weighty(editor: &mut Editor, file: &str) -> Vec<String> {
    let found = editor.diagnostics(file).into_iter().filter(|found| found["severity"].as_u64() < Some(3));
    found.map(|found| format!("{} at {}: {}", text(&found["code"]), found["range"]["start"], text(&found["message"]))).collect()
}

/// How many letters are typed between two looks.
const PACE: usize = 13;

/// Of how many notes one is typed: of one in a gate, where there is time.
fn share() -> usize {
    if std::env::var("FORMS").is_ok_and(|forms| forms == "all") { 1 } else { 5 }
}

#[test]
fn a_good_note_typed_letter_by_letter_is_never_said_to_have_what_it_has_not_in_the_end() {
    let folder = Folder::bare("server-typing");
    let shelf = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut noise = Vec::new();
    for house in ["gp-short-notes", "conflict-weekly", "the-world-this-week", "adr"] {
        folder.write("lint.toml", format!("house = \"{house}\"\n"));
        let drafts = shelf::drafts(&shelf.join(house).join("good"));
        assert!(!drafts.is_empty());
        let mut editor = Editor::new(&folder);
        for draft in drafts.iter().step_by(share()).filter(|draft| !draft.text.contains('\r')) {
            let file = draft.path.file_name().expect("a file has a name").to_str().expect("it is text");
            editor.open(file, "");
            let (mut at, mut before) = ((0, 0), Vec::new());
            let letters: Vec<char> = draft.text.chars().collect();
            let mut written = String::new();
            let mut said: Vec<(String, String)> = Vec::new();
            for some in letters.chunks(PACE) {
                // Each letter is a change of its own, though not each is looked at.
                for letter in some {
                    editor.change(file, &typed(&mut at, letter.encode_utf8(&mut [0; 4])));
                    written.push(*letter);
                }
                let now = weighty(&mut editor, file);
                let end: String = written.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
                said.extend(now.iter().filter(|finding| !before.contains(*finding)).map(|finding| (end.clone(), finding.clone())));
                before = now;
            }
            editor.save(file);
            let last: Vec<String> = weighty(&mut editor, file);
            let gone = said.into_iter().filter(|(_, finding)| !last.contains(finding));
            noise.extend(gone.map(|(end, finding)| format!("{house}/{file} {end:?}: {finding}")));
            editor.close(file);
        }
    }
    assert!(noise.is_empty(), "{} times: {:#?}", noise.len(), &noise[..noise.len().min(40)]);
}

#[test]
fn what_has_no_end_waits_until_one_writes_elsewhere() {
    let folder = Folder::new("server-unended");
    let mut editor = Editor::new(&folder);
    editor.open("12.txt", NOTE);
    editor.change("12.txt", &insertion(6, 30, "\"so they said "));
    assert_eq!(editor.rules("12.txt"), Vec::<String>::new(), "the paragraph is being written");
    editor.change("12.txt", &insertion(9, 27, "s"));
    assert_eq!(editor.rules("12.txt"), ["unbalanced-quotes"], "somebody writes in another");
    editor.change("12.txt", &insertion(6, 31, "x"));
    assert_eq!(editor.rules("12.txt"), ["unbalanced-quotes"], "what was said is not taken back");
}

#[test]
fn it_waits_until_it_is_saved_or_the_cursor_goes_on() {
    let folder = Folder::new("server-left");
    let mut editor = Editor::new(&folder);
    editor.open("12.txt", NOTE);
    editor.change("12.txt", &insertion(6, 30, "\"so they said "));
    editor.save("12.txt");
    assert_eq!(editor.rules("12.txt"), ["unbalanced-quotes"]);
    editor.replace("12.txt", NOTE);
    assert_eq!(editor.rules("12.txt"), Vec::<String>::new());
    editor.change("12.txt", &insertion(6, 30, "\"so they said "));
    assert_eq!(editor.rules("12.txt"), Vec::<String>::new());
    let elsewhere = json!({ "start": { "line": 9, "character": 0 }, "end": { "line": 9, "character": 0 } });
    editor.actions("12.txt", &elsewhere, &[]);
    assert_eq!(editor.rules("12.txt"), ["unbalanced-quotes"], "an editor asks what can be done where the cursor is");
    editor.replace("12.txt", NOTE);
    assert_eq!(editor.rules("12.txt"), Vec::<String>::new());
    editor.change("12.txt", &insertion(6, 30, "\"so they said "));
    editor.open("13.txt", "");
    assert_eq!(editor.rules("12.txt"), ["unbalanced-quotes"], "another window");
}

#[test]
fn a_section_that_is_not_written_yet_is_told_when_it_is_saved() {
    let folder = Folder::new("server-unwritten");
    let mut editor = Editor::new(&folder);
    let half = NOTE.split("\nWhy now?").next().expect("a part");
    editor.open("12.txt", half);
    assert_eq!(editor.rules("12.txt"), ["missing-section"], "it is not there when the file is opened");
    editor.replace("12.txt", NOTE);
    assert_eq!(editor.rules("12.txt"), Vec::<String>::new());
    let heading = json!([{ "range": { "start": { "line": 8, "character": 0 }, "end": { "line": 12, "character": 0 } }, "text": "" }]);
    editor.change("12.txt", &heading);
    assert_eq!(editor.rules("12.txt"), Vec::<String>::new());
    editor.save("12.txt");
    assert_eq!(editor.rules("12.txt"), ["missing-section"]);
}

#[test]
fn a_mistake_before_the_sentence_that_is_written_is_told_at_once() {
    let folder = Folder::new("server-sentence");
    let mut editor = Editor::new(&folder);
    let half = NOTE.split(" Fruit").next().expect("a part");
    editor.open("12.txt", &half.replace("the season", "the the season"));
    assert!(editor.rules("12.txt").contains(&"doubled-word".to_owned()));
    editor.open("13.txt", &half.replace("# 12", "# 13"));
    let (line, length) = (half.lines().count() - 1, half.lines().last().expect("a line").len());
    editor.change("13.txt", &insertion(line, length, " Fruit fruit fruit of of"));
    assert!(!editor.rules("13.txt").contains(&"doubled-word".to_owned()), "`of of` may become `of office`");
    editor.change("13.txt", &insertion(line, length + 24, " apples. T"));
    assert!(editor.rules("13.txt").contains(&"doubled-word".to_owned()));
}

#[test]
fn foreign_markdown_shows_nothing() {
    let folder = Folder::bare("server-foreign");
    folder.write("lint.toml", "house = \"gp-short-notes\"\n");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut editor = Editor::new(&folder);
    let mut opened = 0;
    let mut folders = vec![root.join("docs"), root.join("fixtures"), root.join("fuzz"), root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let is_foreign = path.extension().is_some_and(|ending| ending == "md")
                && (name.chars().next().is_some_and(char::is_uppercase) || folder.ends_with("docs"));
            if is_foreign {
                let file = format!("foreign/{opened}/{name}");
                editor.open(&file, &std::fs::read_to_string(&path).expect("it is text"));
                assert_eq!(editor.findings(&file), Vec::<String>::new(), "{}", path.display());
                opened += 1;
            } else if path.is_dir() && folder.ends_with("fixtures") {
                folders.push(path);
            }
        }
    }
    assert!(opened >= 15, "{opened}");
}
