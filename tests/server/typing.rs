//! What is said while one writes.

use std::num::NonZero;
use std::path::Path;
use std::thread;

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

/// Types `draft` into an empty file, letter by letter, each as a change of its own, and gives what was said on the way and is gone in the end. It is
/// looked at after each `pace` letters.
fn noise(editor: &mut Editor, draft: &shelf::Shelved, pace: usize) -> Vec<String> {
    let file = draft.path.file_name().expect("a file has a name").to_str().expect("it is text");
    editor.open(file, "");
    let (mut at, mut before, mut written) = ((0, 0), Vec::new(), String::new());
    let mut said: Vec<(String, String)> = Vec::new();
    for some in draft.text.chars().collect::<Vec<_>>().chunks(pace) {
        for letter in some {
            editor.change(file, &typed(&mut at, letter.encode_utf8(&mut [0; 4])));
            written.push(*letter);
        }
        let now = weighty(editor, file);
        let end: String = written.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
        said.extend(now.iter().filter(|finding| !before.contains(*finding)).map(|finding| (end.clone(), finding.clone())));
        before = now;
    }
    editor.save(file);
    let last = weighty(editor, file);
    editor.close(file);
    let gone = said.into_iter().filter(|(_, finding)| !last.contains(finding));
    gone.map(|(end, finding)| format!("{file} {end:?}: {finding}")).collect()
}

/// The good drafts of `house`, the shortest first.
fn good(house: &str) -> Vec<shelf::Shelved> {
    let shelf = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(house).join("good");
    let mut drafts = shelf::drafts(&shelf);
    drafts.retain(|draft| !draft.text.contains('\r'));
    drafts.sort_by_key(|draft| draft.text.len());
    assert!(!drafts.is_empty(), "{house} has good drafts");
    drafts
}

const HOUSES: [&str; 9] = ["gp-short-notes", "conflict-weekly", "the-world-this-week", "adr", "madr", "pep", "kep", "eip", "rust-rfc"];

#[test]
fn a_good_note_typed_letter_by_letter_is_never_said_to_have_what_it_has_not_in_the_end() {
    let folder = Folder::bare("server-typing");
    let mut said = Vec::new();
    for house in HOUSES {
        folder.write("lint.toml", format!("house = \"{house}\"\n"));
        let mut editor = Editor::new(&folder);
        said.extend(noise(&mut editor, &good(house)[0], 1).into_iter().map(|said| format!("{house}/{said}")));
    }
    assert!(said.is_empty(), "{} times: {:#?}", said.len(), &said[..said.len().min(40)]);
}

/// How many letters are typed between two looks at a long note.
const PACE: usize = 13;

/// Of how many notes one is typed: of one in a gate, where there is time.
fn share() -> usize {
    if std::env::var("FORMS").is_ok_and(|forms| forms == "all") { 1 } else { 12 }
}

#[test]
fn other_good_notes_are_typed_as_quietly() {
    // It is the longest of all tests, and the last to begin.
    let hands = thread::available_parallelism().map_or(1, NonZero::get);
    let said: Vec<String> = thread::scope(|scope| {
        let hands = (0..hands).map(|hand| scope.spawn(move || typed_by(hand, hands))).collect::<Vec<_>>();
        hands.into_iter().flat_map(|hand| hand.join().expect("a hand does not panic")).collect()
    });
    assert!(said.is_empty(), "{} times: {:#?}", said.len(), &said[..said.len().min(40)]);
}

/// What is said of the notes that one of so many hands types.
fn typed_by(hand: usize, hands: usize) -> Vec<String> {
    let folder = Folder::bare(&format!("server-typing-all-{hand}"));
    let mut said = Vec::new();
    for house in ["gp-short-notes", "conflict-weekly", "the-world-this-week", "adr"] {
        folder.write("lint.toml", format!("house = \"{house}\"\n"));
        let mut editor = Editor::new(&folder);
        for draft in good(house).iter().step_by(share()).skip(hand).step_by(hands) {
            said.extend(noise(&mut editor, draft, PACE).into_iter().map(|said| format!("{house}/{said}")));
        }
    }
    said
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
fn nothing_is_said_of_a_text_that_is_still_to_be_begun() {
    let folder = Folder::new("server-blank");
    folder.write("lint.toml", "house = 'house.toml'\n\n[series]\narchive = ['notes/**']\n");
    let mut editor = Editor::new(&folder);
    editor.open("notes/12.md", "");
    assert!(editor.diagnostics("notes/12.md").is_empty());
    editor.replace("notes/12.md", "\u{feff}\n \n");
    editor.save("notes/12.md");
    assert!(editor.diagnostics("notes/12.md").is_empty());
    editor.replace("notes/12.md", "Dockers return to work\n");
    editor.save("notes/12.md");
    assert_eq!(editor.rules("notes/12.md"), ["unrecognised-draft"]);
}
