//! What can be done about findings.

use serde_json::{Value, json};

use super::editor::{Editor, edited, text};
use crate::folder::{Folder, NOTE};

fn everywhere() -> Value {
    json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 900, "character": 0 } })
}

#[test]
fn a_quick_fix_mends_and_its_finding_is_gone() {
    let folder = Folder::new("server-fix");
    let mut editor = Editor::new(&folder);
    let before = NOTE.replace("First,", "Firstly,");
    editor.open("12.txt", &before);
    assert_eq!(editor.findings("12.txt"), ["10:1: ordinal-form"]);
    let at = json!({ "start": { "line": 9, "character": 3 }, "end": { "line": 9, "character": 3 } });
    let actions = editor.actions("12.txt", &at, &[]);
    let fix = actions.iter().find(|action| action["isPreferred"] == true).expect("a safe one is preferred");
    assert_eq!((&fix["kind"], &fix["diagnostics"][0]["code"]), (&json!("quickfix"), &json!("ordinal-form")));
    let after = edited(&before, &fix["edit"], &editor.address("12.txt"));
    assert_eq!(after, NOTE);
    editor.replace("12.txt", &after);
    assert_eq!(editor.findings("12.txt"), Vec::<String>::new());
    let elsewhere = json!({ "start": { "line": 6, "character": 3 }, "end": { "line": 6, "character": 3 } });
    editor.replace("12.txt", &before);
    assert_eq!(editor.actions("12.txt", &elsewhere, &["quickfix"]), Vec::<Value>::new());
}

#[test]
fn every_alternative_is_offered_and_none_preferred() {
    let folder = Folder::new("server-alternatives");
    let mut editor = Editor::new(&folder);
    editor.open("12.txt", &NOTE.replace("On 11 May", "On Monday, 11 May"));
    let actions = editor.actions("12.txt", &everywhere(), &["quickfix"]);
    let mends: Vec<&Value> = actions.iter().filter(|action| action["diagnostics"][0]["code"] == "weekday-mismatch").collect();
    assert!(mends.len() >= 2, "{actions:#?}");
    assert!(mends.iter().all(|action| action["isPreferred"] == false));
}

#[test]
fn all_that_is_safe_is_mended_at_once() {
    let folder = Folder::new("server-fix-all");
    let mut editor = Editor::new(&folder);
    let before = NOTE.replace("First,", "Firstly,").replace("voted to", "voted  to").replace("season.", "season..");
    editor.open("12.txt", &before);
    let actions = editor.actions("12.txt", &everywhere(), &["source.fixAll"]);
    assert_eq!(text(&actions[0]["kind"]), "source.fixAll.copydesk");
    assert_eq!(edited(&before, &actions[0]["edit"], &editor.address("12.txt")), NOTE);
    editor.replace("12.txt", NOTE);
    assert_eq!(editor.actions("12.txt", &everywhere(), &["source.fixAll.copydesk"]), Vec::<Value>::new());
}
