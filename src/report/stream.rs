//! JSON written as it is made, part by part: a report of any length takes the room of one finding. It knows no format.

use std::io::{self, Write};

use crate::visible::{Grammar, Shown, Styling};
use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;

/// Writes `report` as JSON, indented by two spaces, with every hidden character spelt out and a final line end.
pub(super) fn write(report: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut shown = Shown::new(out, Grammar::Json, Styling::Dropped);
    report.serialize(&mut serde_json::Serializer::with_formatter(&mut shown, Indented::default()))?;
    shown.write_all(b"\n")?;
    shown.end()
}

/// Indents by two spaces, as [`serde_json::ser::PrettyFormatter`] does, but writes the end of a line and all spaces of the next in one step.
#[derive(Default)]
struct Indented {
    depth: usize,
    has_value: bool,
}

/// Deeper than a report goes.
const BREAK: &str = "\n                                        ";

impl Indented {
    fn open<W: ?Sized + Write>(&mut self, out: &mut W, mark: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.has_value = false;
        out.write_all(mark)
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, mark: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.has_value {
            self.end_line(out)?;
        }
        out.write_all(mark)
    }

    fn part<W: ?Sized + Write>(&self, out: &mut W, is_first: bool) -> io::Result<()> {
        if !is_first {
            out.write_all(b",")?;
        }
        self.end_line(out)
    }

    fn end_line<W: ?Sized + Write>(&self, out: &mut W) -> io::Result<()> {
        out.write_all(&BREAK.as_bytes()[..BREAK.len().min(1 + 2 * self.depth)])
    }
}

impl Formatter for Indented {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, is_first: bool) -> io::Result<()> {
        self.part(out, is_first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, is_first: bool) -> io::Result<()> {
        self.part(out, is_first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }
}

/// A list whose items are made one after the other, each when it is its turn.
pub(super) struct Each<'a, T, F>(pub(super) &'a [T], pub(super) F);

impl<'a, T, S: Serialize, F: Fn(&'a T) -> S> Serialize for Each<'a, T, F> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        serializer.collect_seq(self.0.iter().map(&self.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_indented_as_anybody_would() {
        let value = serde_json::json!({ "a": [1, [], {}, { "b": null }], "c": { "d": [[2]] }, "e": "f" });
        let mut written = Vec::new();
        write(&value, &mut written).expect("memory takes it");
        let pretty = serde_json::to_string_pretty(&value).expect("it is a value") + "\n";
        assert_eq!(String::from_utf8(written).expect("it is text"), pretty);
    }
}
