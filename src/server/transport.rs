//! Messages in a stream of bytes. What is no message is passed over and told: the next one is looked for. A length is not believed beyond a bound.

use std::io::{self, BufRead, Read, Write};
use std::thread::{self, JoinHandle};

use lsp_server::{Connection, Message, Notification};
use serde_json::{Value, json};

/// The longest message that is taken: a text of the largest size, escaped, and room for more.
const LONGEST: u64 = 256 << 20;

/// The longest line of a header that is taken.
const LONGEST_LINE: u64 = 4 << 10;

/// What carries bytes to and from a connection.
pub(super) struct Pipes {
    writer: JoinHandle<()>,
}

impl Pipes {
    /// Waits until all that was said is written. What is still to be read is nobody's concern any more.
    pub(super) fn finish(self) {
        drop(self.writer.join());
    }
}

/// A connection whose other end is in these streams.
pub(super) fn connect(mut input: impl BufRead + Send + 'static, mut output: impl Write + Send + 'static) -> (Connection, Pipes) {
    let (server, Connection { sender, receiver }) = Connection::memory();
    thread::spawn(move || {
        while let Some(read) = next(&mut input) {
            let message = match read {
                Ok(message) => message,
                Err(fault) => Message::Notification(Notification::new(UNREADABLE.to_owned(), json!({ "fault": fault }))),
            };
            if sender.send(message).is_err() {
                break;
            }
        }
    });
    let writer = thread::spawn(move || {
        // An editor that has gone reads nothing more: then its input ends too.
        for message in receiver {
            if message.write(&mut output).is_err() {
                break;
            }
        }
    });
    (server, Pipes { writer })
}

/// The method by which the reader tells of bytes that are no message. No editor sends it.
pub(super) const UNREADABLE: &str = "$/copydesk/unreadable";

/// The next message, or what is wrong with it; `None` at the end.
fn next(input: &mut impl BufRead) -> Option<Result<Message, String>> {
    let mut length: Option<u64> = None;
    loop {
        let Ok(Some(line)) = line(input) else { return None };
        let line = line.trim_ascii();
        if line.is_empty() {
            match length {
                Some(length) => return body(input, length),
                // Between two messages.
                None => continue,
            }
        }
        // What is no header is what is left of something else.
        if let Some(said) = length_in(line) {
            length = said.parse().ok();
        }
    }
}

/// What `line` says of a length, if it does.
fn length_in(line: &[u8]) -> Option<&str> {
    const NAME: &[u8] = b"content-length:";
    // What is left of a message that was longer than it said stands before the next header.
    let at = line.windows(NAME.len()).rposition(|window| window.eq_ignore_ascii_case(NAME))?;
    Some(std::str::from_utf8(line[at + NAME.len()..].trim_ascii()).unwrap_or_default())
}

fn line(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let read = input.take(LONGEST_LINE).read_until(b'\n', &mut line)?;
    Ok((read > 0).then_some(line))
}

fn body(input: &mut impl BufRead, length: u64) -> Option<Result<Message, String>> {
    if length > LONGEST {
        return Some(Err(format!("a message of {length} bytes is longer than any that is taken")));
    }
    let mut bytes = Vec::new();
    let read = input.take(length).read_to_end(&mut bytes).ok()?;
    if (read as u64) < length {
        return None;
    }
    Some(message(&bytes))
}

fn message(bytes: &[u8]) -> Result<Message, String> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| format!("this is no JSON: {error}"))?;
    serde_json::from_value(value).map_err(|_| "this is JSON, and neither a request, a response nor a notification".to_owned())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn framed(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    fn read(bytes: impl AsRef<[u8]>) -> Vec<String> {
        let mut input = Cursor::new(bytes.as_ref().to_vec());
        let mut said = Vec::new();
        while let Some(read) = next(&mut input) {
            said.push(match read {
                Ok(Message::Request(request)) => request.method,
                Ok(Message::Notification(notification)) => notification.method,
                Ok(Message::Response(response)) => format!("response {}", response.id),
                Err(_) => "unreadable".to_owned(),
            });
        }
        said
    }

    #[test]
    fn what_is_no_message_is_passed_over() {
        let (one, two) = (framed(r#"{"jsonrpc":"2.0","id":1,"method":"one"}"#), framed(r#"{"jsonrpc":"2.0","method":"two"}"#));
        assert_eq!(read(format!("{one}{two}")), ["one", "two"]);
        assert_eq!(read(format!("GET / HTTP/1.1\r\n\r\n{one}")), ["one"], "no headers");
        assert_eq!(read(format!("{}{two}", framed("{ no json"))), ["unreadable", "two"]);
        assert_eq!(read(format!("{}{two}", framed("[1, 2]"))), ["unreadable", "two"]);
        assert_eq!(read(format!("{one}{}", two.replace("Content-Length", "content-type: x\r\nCONTENT-LENGTH"))), ["one", "two"]);
        assert_eq!(read([b"Content-Length: 3\r\n\r\n\xff\xff\xff".as_slice(), two.as_bytes()].concat()), ["unreadable", "two"]);
    }

    #[test]
    fn a_length_that_lies_costs_one_message() {
        let two = framed(r#"{"jsonrpc":"2.0","method":"two"}"#);
        let three = framed(r#"{"jsonrpc":"2.0","method":"three"}"#);
        let short = "Content-Length: 10\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"one\"}";
        assert_eq!(read(format!("{short}{two}")), ["unreadable", "two"]);
        assert_eq!(read(format!("Content-Length: 99999999999999\r\n\r\n{two}")), ["unreadable", "two"]);
        assert_eq!(read(format!("Content-Length: none\r\n\r\n{two}")), ["two"]);
        assert_eq!(read("Content-Length: 400\r\n\r\n{}"), Vec::<String>::new(), "it ends before it is whole");
        assert_eq!(read(format!("Content-Length: 40\r\n\r\n{{}}{two}{three}")).last().map(String::as_str), Some("three"));
    }
}
