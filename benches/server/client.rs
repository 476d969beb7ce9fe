//! A client of the language server, as small as can be.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use copydesk::source::percent_encoded;
use serde_json::{Value, json};

pub struct Client {
    server: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    next: i64,
    version: i64,
}

impl Client {
    /// Starts the server in `folder`.
    pub fn start(folder: &Path) -> Client {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.arg("server").current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut server = command.spawn().expect("the program can be started");
        let input = server.stdin.take().expect("it is piped");
        let output = BufReader::new(server.stdout.take().expect("it is piped"));
        Client { server, input, output, next: 0, version: 0 }
    }

    pub fn initialize(&mut self, folder: &Path) {
        let capabilities = json!({ "general": { "positionEncodings": ["utf-8"] }, "textDocument": { "diagnostic": {} } });
        let params = json!({ "processId": null, "rootUri": address(folder), "capabilities": capabilities });
        self.request("initialize", &params);
        self.notify("initialized", &json!({}));
    }

    pub fn open(&mut self, file: &Path, text: &str) {
        let document = json!({ "uri": address(file), "languageId": "markdown", "version": 0, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": document }));
    }

    pub fn replace(&mut self, file: &Path, text: &str) {
        self.change(file, &json!({ "text": text }));
    }

    pub fn insert(&mut self, file: &Path, (line, character): (usize, usize), letter: char) {
        let place = json!({ "line": line, "character": character });
        self.change(file, &json!({ "range": { "start": place, "end": place }, "text": letter.to_string() }));
    }

    fn change(&mut self, file: &Path, change: &Value) {
        self.version += 1;
        let document = json!({ "uri": address(file), "version": self.version });
        self.notify("textDocument/didChange", &json!({ "textDocument": document, "contentChanges": [change] }));
    }

    /// Asks for the diagnostics of a file, and gives how many there are.
    pub fn diagnostics(&mut self, file: &Path) -> usize {
        let answer = self.request("textDocument/diagnostic", &json!({ "textDocument": { "uri": address(file) } }));
        answer["result"]["items"].as_array().expect("it reports").len()
    }

    /// Milliseconds of the processor that the server's threads have taken.
    pub fn processor_time(&self) -> f64 {
        let tasks = self.proc("task");
        let of_task = |task: PathBuf| -> u64 {
            let said = std::fs::read_to_string(task.join("schedstat")).unwrap_or_default();
            said.split(' ').next().and_then(|time| time.parse().ok()).unwrap_or_default()
        };
        let entries = std::fs::read_dir(tasks).expect("it is running").flatten();
        Duration::from_nanos(entries.map(|entry| of_task(entry.path())).sum()).as_secs_f64() * 1e3
    }

    /// Milliseconds of the processor that the server has taken, those of threads that have ended too; counted in hundredths of a second.
    pub fn whole_time(&self) -> f64 {
        let said = std::fs::read_to_string(self.proc("stat")).expect("it is running");
        let fields = said.rsplit(')').next().expect("its name stands in brackets").split_whitespace().skip(11).take(2);
        fields.map(|ticks| ticks.parse::<f64>().expect("it is a number") * 10.0).sum()
    }

    /// Megabytes of memory that it has had at the most.
    pub fn peak_memory(&self) -> f64 {
        let status = std::fs::read_to_string(self.proc("status")).expect("it is running");
        let line = status.lines().find(|line| line.starts_with("VmHWM")).expect("the system says so");
        line.split_whitespace().nth(1).and_then(|size| size.parse::<f64>().ok()).expect("it is a number") / 1024.0
    }

    fn proc(&self, what: &str) -> PathBuf {
        Path::new("/proc").join(self.server.id().to_string()).join(what)
    }

    pub fn leave(mut self) {
        self.request("shutdown", &Value::Null);
        self.notify("exit", &Value::Null);
        assert!(self.server.wait().expect("it ends").success());
    }

    fn request(&mut self, method: &str, params: &Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.read();
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
        }
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("it listens");
        self.input.flush().expect("it listens");
    }

    fn read(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).expect("it answers") > 0, "it is running");
            match line.trim().split_once(": ") {
                Some(("Content-Length", value)) => length = value.parse().expect("it is a number"),
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).expect("it answers");
        serde_json::from_slice(&body).expect("it is JSON")
    }
}

fn address(path: &Path) -> String {
    format!("file://{}", percent_encoded(path.to_str().expect("temporary paths are text")))
}
