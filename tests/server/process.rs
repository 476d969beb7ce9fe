//! The server as a program: bytes in, bytes out, and how it ends.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

/// A server that is running.
struct Program {
    server: Child,
}

impl Program {
    fn start() -> Program {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.arg("server").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Program { server: command.spawn().expect("the program can be started") }
    }

    fn send(mut self, bytes: impl AsRef<[u8]>) -> Program {
        let input = self.server.stdin.as_mut().expect("it is piped");
        input.write_all(bytes.as_ref()).and_then(|()| input.flush()).expect("it listens");
        self
    }

    fn say(self, message: &Value) -> Program {
        let text = message.to_string();
        self.send(format!("Content-Length: {}\r\n\r\n{text}", text.len()))
    }

    fn begin(self) -> Program {
        self.say(&json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "capabilities": {} } }))
    }

    /// Ends its input, and gives the code that it ends with, and what it has said.
    fn end(mut self) -> (Option<i32>, String, String) {
        drop(self.server.stdin.take());
        let (mut out, mut err) = (String::new(), String::new());
        self.server.stdout.take().expect("it is piped").read_to_string(&mut out).expect("it is text");
        self.server.stderr.take().expect("it is piped").read_to_string(&mut err).expect("it is text");
        (self.server.wait().expect("it ends").code(), out, err)
    }
}

fn shutdown() -> Value {
    json!({ "jsonrpc": "2.0", "id": 2, "method": "shutdown" })
}

fn exit() -> Value {
    json!({ "jsonrpc": "2.0", "method": "exit" })
}

#[test]
fn its_code_says_how_it_ended() {
    let (code, out, err) = Program::start().begin().say(&shutdown()).say(&exit()).end();
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    assert!(out.contains("\"copydesk\"") && out.matches("Content-Length").count() == 2, "{out}");
    assert_eq!(Program::start().begin().say(&exit()).end().0, Some(1), "nobody asked it to shut down");
    assert_eq!(Program::start().begin().end().0, Some(1), "the editor has died");
    assert_eq!(Program::start().end().0, Some(1));
    assert_eq!(Program::start().say(&exit()).end().0, Some(1));
    assert_eq!(Program::start().begin().say(&shutdown()).end().0, Some(0), "it was about to go");
}

#[test]
fn bytes_that_are_no_message_are_passed_over() {
    let nonsense: [&[u8]; 6] = [
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"Content-Length: 3\r\n\r\n\xff\xfe\xfd",
        b"Content-Length: 99999999999999\r\n\r\n",
        b"Content-Length: -1\r\n\r\n",
        b"Content-Length: 4\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\nnull",
        b"\r\n\r\n\r\n",
    ];
    for bytes in nonsense {
        let (code, out, err) = Program::start().send(bytes).begin().send(bytes).say(&shutdown()).say(&exit()).end();
        let said = String::from_utf8_lossy(bytes);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{said:?}: {out}");
        assert!(out.contains("serverInfo"), "{said:?}: {out}");
    }
}

#[test]
fn a_length_that_lies_costs_no_more_than_its_message() {
    let hover = r#"{"jsonrpc":"2.0","id":7,"method":"textDocument/hover"}"#;
    let short = format!("Content-Length: {}\r\n\r\n{hover}", hover.len() - 20);
    let (code, out, _) = Program::start().begin().send(short).say(&shutdown()).say(&exit()).end();
    assert_eq!(code, Some(0), "{out}");
    let long = format!("Content-Length: {}\r\n\r\n{hover}", hover.len() + 400);
    let (code, out, _) = Program::start().begin().send(long).end();
    assert_eq!(code, Some(1), "it ends in the middle of a message: {out}");
}
