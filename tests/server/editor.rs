//! An editor that tests drive.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use copydesk::server::{Ending, serve};
use lsp_server::{Connection, Message, Notification, Request, Response};
use serde_json::{Value, json};

use crate::folder::Folder;

/// How long a server may take in a test: far longer than it does.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long a server that has something to say of its own accord may wait with it.
const QUIET: Duration = Duration::from_secs(1);

/// An editor with a workspace of one folder.
pub struct Editor {
    connection: Connection,
    server: Option<JoinHandle<Ending>>,
    next: i32,
    root: PathBuf,
    versions: BTreeMap<String, i32>,
    /// What the server has said of its own accord and was not looked at yet.
    pub told: VecDeque<Notification>,
    /// What it has asked.
    pub asked: Vec<Request>,
    /// What it answered to `initialize`.
    pub capabilities: Value,
    /// Its own settings, for a server that asks for them.
    pub settings: Value,
}

impl Editor {
    /// One that asks for diagnostics, in the folder of a test.
    pub fn new(folder: &Folder) -> Editor {
        Editor::with(folder, &pulling())
    }

    /// One with these capabilities.
    pub fn with(folder: &Folder, capabilities: &Value) -> Editor {
        let mut editor = Editor::connected(folder);
        let root = editor.address("");
        let options = json!({ "today": "2021-05-20" });
        let params = json!({
            "processId": null, "rootUri": root, "capabilities": capabilities, "initializationOptions": options,
            "workspaceFolders": [{ "uri": root, "name": "notes" }],
        });
        editor.capabilities = editor.request("initialize", &params).expect("it begins")["capabilities"].clone();
        editor.notify("initialized", &json!({}));
        editor
    }

    /// One in which no folder is open.
    pub fn without_folder(folder: &Folder, capabilities: &Value) -> Editor {
        let mut editor = Editor::connected(folder);
        let params = json!({ "processId": null, "capabilities": capabilities, "initializationOptions": { "today": "2021-05-20" } });
        editor.capabilities = editor.request("initialize", &params).expect("it begins")["capabilities"].clone();
        editor.notify("initialized", &json!({}));
        editor
    }

    /// One that has said nothing yet.
    pub fn connected(folder: &Folder) -> Editor {
        let (server, connection) = Connection::memory();
        let server = Some(thread::spawn(move || serve(&server)));
        let (versions, told, asked) = Default::default();
        Editor {
            connection,
            server,
            next: 0,
            root: folder.path(""),
            versions,
            told,
            asked,
            capabilities: Value::Null,
            settings: Value::Null,
        }
    }

    /// The address of a file of the folder.
    pub fn address(&self, file: &str) -> String {
        if file.starts_with("untitled:") {
            return file.to_owned();
        }
        let path = self.root.join(file);
        format!("file://{}", copydesk::source::percent_encoded(path.to_str().expect("paths of tests are text").trim_end_matches('/')))
    }

    /// Sends a request and gives the result, or the code of its error.
    pub fn request(&mut self, method: &str, params: &Value) -> Result<Value, i64> {
        let id = self.ask(method, params);
        self.answer(id)
    }

    /// Sends a request.
    pub fn ask(&mut self, method: &str, params: &Value) -> i32 {
        self.next += 1;
        let id = self.next;
        self.send(Request::new(id.into(), method.to_owned(), params));
        id
    }

    /// Waits for the answer to the request of that id.
    pub fn answer(&mut self, id: i32) -> Result<Value, i64> {
        loop {
            match self.connection.receiver.recv_timeout(PATIENCE).expect("the server answers") {
                Message::Response(response) if response.id == id.into() => {
                    return response.response_result.map_err(|error| i64::from(error.code));
                }
                other => self.hear(other),
            }
        }
    }

    pub fn notify(&mut self, method: &str, params: &Value) {
        self.send(Notification::new(method.to_owned(), params));
    }

    pub fn send(&self, message: impl Into<Message>) {
        self.connection.sender.send(message.into()).expect("the server listens");
    }

    fn hear(&mut self, message: Message) {
        match message {
            Message::Notification(told) => self.told.push_back(told),
            Message::Request(request) => {
                let answer = if request.method == "workspace/configuration" { json!([self.settings]) } else { Value::Null };
                self.send(Response::new_ok(request.id.clone(), answer));
                self.asked.push(request);
            }
            Message::Response(response) => panic!("nobody asked for {response:?}"),
        }
    }

    /// Opens a file with this text.
    pub fn open(&mut self, file: &str, text: &str) {
        let language = match file.rsplit('.').next() {
            Some("md") => "markdown",
            Some("toml") => "toml",
            _ => "plaintext",
        };
        self.versions.insert(file.to_owned(), 1);
        let document = json!({ "uri": self.address(file), "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": document }));
    }

    /// Gives a file another text.
    pub fn replace(&mut self, file: &str, text: &str) {
        self.change(file, &json!([{ "text": text }]));
    }

    /// Changes an open file.
    pub fn change(&mut self, file: &str, changes: &Value) {
        let version = self.versions.get_mut(file).expect("it is open");
        *version += 1;
        let document = json!({ "uri": self.address(file), "version": self.versions[file] });
        self.notify("textDocument/didChange", &json!({ "textDocument": document, "contentChanges": changes }));
    }

    pub fn save(&mut self, file: &str) {
        let address = self.address(file);
        self.notify("textDocument/didSave", &json!({ "textDocument": { "uri": address } }));
    }

    pub fn close(&mut self, file: &str) {
        let address = self.address(file);
        self.notify("textDocument/didClose", &json!({ "textDocument": { "uri": address } }));
    }

    /// A file has changed on the disk.
    pub fn changed_on_disk(&mut self, file: &str) {
        let changes = json!([{ "uri": self.address(file), "type": 2 }]);
        self.notify("workspace/didChangeWatchedFiles", &json!({ "changes": changes }));
    }

    /// Asks for the diagnostics of a file.
    pub fn diagnostics(&mut self, file: &str) -> Vec<Value> {
        let params = json!({ "textDocument": { "uri": self.address(file) } });
        let report = self.request("textDocument/diagnostic", &params).expect("it reports");
        report["items"].as_array().expect("it is a full report").clone()
    }

    /// The same, each as `line:character: rule` from 1.
    pub fn findings(&mut self, file: &str) -> Vec<String> {
        self.diagnostics(file).iter().map(brief).collect()
    }

    /// The rules of its findings that are no advice.
    pub fn rules(&mut self, file: &str) -> Vec<String> {
        let weighty = |diagnostic: &&Value| diagnostic["severity"].as_u64() < Some(3);
        self.diagnostics(file).iter().filter(weighty).map(|diagnostic| text(&diagnostic["code"])).collect()
    }

    /// What was sent of a file last, after everything that was told before was taken up.
    pub fn pushed(&mut self, file: &str) -> Option<Vec<String>> {
        assert_eq!(self.request("copydesk/nothing", &Value::Null), Err(-32601));
        // What is sent of its own accord comes when nothing else is to be done.
        while let Ok(message) = self.connection.receiver.recv_timeout(QUIET) {
            self.hear(message);
        }
        let address = self.address(file);
        let of_file = |told: &&Notification| told.method == "textDocument/publishDiagnostics" && told.params["uri"] == address.as_str();
        let told = self.told.iter().rev().find(of_file)?;
        Some(told.params["diagnostics"].as_array().expect("it is a list").iter().map(brief).collect())
    }

    /// What can be done at a place.
    pub fn actions(&mut self, file: &str, range: &Value, only: &[&str]) -> Vec<Value> {
        let mut context = json!({ "diagnostics": [] });
        if !only.is_empty() {
            context["only"] = json!(only);
        }
        let params = json!({ "textDocument": { "uri": self.address(file) }, "range": range, "context": context });
        self.request("textDocument/codeAction", &params).expect("it answers").as_array().expect("it is a list").clone()
    }

    /// Leaves as editors should.
    pub fn leave(mut self) -> Ending {
        self.request("shutdown", &Value::Null).expect("it shuts down");
        self.notify("exit", &Value::Null);
        self.end()
    }

    /// Waits for the server's end.
    pub fn end(mut self) -> Ending {
        let server = self.server.take().expect("it ends once");
        drop(self);
        server.join().expect("it does not panic")
    }
}

/// The capabilities of an editor that asks for diagnostics.
pub fn pulling() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-8", "utf-16"] },
        "textDocument": { "diagnostic": {} },
        "workspace": { "diagnostics": { "refreshSupport": true }, "workspaceEdit": { "documentChanges": true } },
    })
}

/// Those of one that has them sent.
pub fn pushed_to() -> Value {
    json!({ "textDocument": { "publishDiagnostics": { "relatedInformation": true } } })
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn brief(diagnostic: &Value) -> String {
    let start = &diagnostic["range"]["start"];
    let count = |key: &str| start[key].as_u64().expect("it is a number") + 1;
    format!("{}:{}: {}", count("line"), count("character"), text(&diagnostic["code"]))
}

/// `text` after the edits of a workspace edit in the file at `address`, in bytes.
pub fn edited(before: &str, edit: &Value, address: &str) -> String {
    let versioned = edit["documentChanges"].as_array();
    let of_file = versioned.and_then(|changes| changes.iter().find(|change| change["textDocument"]["uri"] == address));
    let edits = of_file.map_or(&edit["changes"][address], |change| &change["edits"]);
    let mut edits: Vec<&Value> = edits.as_array().expect("it changes the file").iter().collect();
    let place = |position: &Value| {
        let line = usize::try_from(position["line"].as_u64().expect("a number")).expect("it is small");
        let character = usize::try_from(position["character"].as_u64().expect("a number")).expect("it is small");
        before.split_inclusive('\n').take(line).map(str::len).sum::<usize>() + character
    };
    edits.sort_by_key(|edit| place(&edit["range"]["start"]));
    let mut after = before.to_owned();
    for edit in edits.into_iter().rev() {
        after.replace_range(place(&edit["range"]["start"])..place(&edit["range"]["end"]), edit["newText"].as_str().expect("text"));
    }
    after
}
