//! How a conversation begins and ends, and what is no part of one.

use copydesk::server::Ending;
use serde_json::{Value, json};

use super::editor::{Editor, pulling, pushed_to};
use crate::folder::{Folder, NOTE};

#[test]
fn it_ends_as_it_was_asked_to() {
    let folder = Folder::new("server-life");
    assert_eq!(Editor::new(&folder).leave(), Ending::Orderly);
    let mut editor = Editor::new(&folder);
    editor.notify("exit", &Value::Null);
    assert_eq!(editor.end(), Ending::Abrupt, "nobody asked to shut down");
    assert_eq!(Editor::new(&folder).end(), Ending::Abrupt, "the editor has gone");
    let mut editor = Editor::new(&folder);
    editor.request("shutdown", &Value::Null).expect("it shuts down");
    assert_eq!(editor.request("textDocument/diagnostic", &json!({ "textDocument": { "uri": "file:///x" } })), Err(-32600));
    assert_eq!(editor.end(), Ending::Orderly, "it was shut down");
}

#[test]
fn nothing_is_answered_before_it_is_initialized() {
    let folder = Folder::new("server-early");
    let mut editor = Editor::connected(&folder);
    assert_eq!(editor.request("textDocument/hover", &json!({})), Err(-32002));
    editor.notify("textDocument/didOpen", &json!({ "textDocument": 1 }));
    assert_eq!(editor.request("shutdown", &Value::Null), Err(-32002));
    assert_eq!(editor.request("initialize", &json!({ "capabilities": 1 })), Err(-32602));
    let answer = editor.request("initialize", &json!({ "capabilities": {} })).expect("it begins");
    assert_eq!(answer["serverInfo"]["name"], "copydesk");
    assert_eq!(editor.request("initialize", &json!({ "capabilities": {} })), Err(-32600), "once is enough");
    editor.notify("exit", &Value::Null);
    assert_eq!(editor.end(), Ending::Abrupt);
}

#[test]
fn the_encoding_is_one_that_both_can_count_in() {
    let folder = Folder::new("server-encodings");
    assert_eq!(Editor::with(&folder, &pulling()).capabilities["positionEncoding"], "utf-8");
    assert_eq!(Editor::with(&folder, &pushed_to()).capabilities["positionEncoding"], "utf-16");
}

#[test]
fn messages_that_mean_nothing_are_survived() {
    let folder = Folder::new("server-nonsense");
    let mut editor = Editor::new(&folder);
    assert_eq!(editor.request("textDocument/unheardOf", &json!({})), Err(-32601));
    assert_eq!(editor.request("textDocument/codeAction", &json!({ "range": "here" })), Err(-32602));
    editor.notify("textDocument/didChange", &json!({ "contentChanges": 1 }));
    let never_opened = json!({ "textDocument": { "uri": editor.address("x.txt"), "version": 3 }, "contentChanges": [{ "text": "x" }] });
    editor.notify("textDocument/didChange", &never_opened);
    editor.notify("textDocument/didClose", &json!({ "textDocument": { "uri": editor.address("x.txt") } }));
    editor.notify("$/unheardOf", &json!({}));
    editor.open("notes/12.txt", NOTE);
    let far = json!([{ "range": { "start": { "line": 900, "character": 9 }, "end": { "line": 901, "character": 0 } }, "text": "" }]);
    editor.change("notes/12.txt", &far);
    let backwards = json!([{ "range": { "start": { "line": 2, "character": 9 }, "end": { "line": 1, "character": 0 } }, "text": "" }]);
    editor.change("notes/12.txt", &backwards);
    assert_eq!(editor.rules("notes/12.txt"), Vec::<String>::new());
    let id = editor.ask("textDocument/diagnostic", &json!({ "textDocument": { "uri": "file:///x" } }));
    editor.notify("$/cancelRequest", &json!({ "id": id }));
    assert!(matches!(editor.answer(id), Err(-32800) | Ok(_)), "it may have been answered before it was cancelled");
    assert_eq!(editor.leave(), Ending::Orderly);
}
