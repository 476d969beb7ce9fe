//! JSON written as it is made, part by part: a report of any length takes the room of one finding. It knows no format.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::visible::in_json;

/// Bytes that are passed on at once.
const PART: usize = 64 << 10;

/// Writes `report` as JSON, indented by two spaces, with every hidden character spelt out and a final line end.
pub(super) fn write(report: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut visible = Visible { out, json: Vec::with_capacity(PART) };
    serde_json::to_writer_pretty(&mut visible, report)?;
    visible.write_all(b"\n")?;
    visible.flush()
}

/// A list whose items are made one after the other, each when it is its turn.
pub(super) struct Each<'a, T, F>(pub(super) &'a [T], pub(super) F);

impl<'a, T, S: Serialize, F: Fn(&'a T) -> S> Serialize for Each<'a, T, F> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        serializer.collect_seq(self.0.iter().map(&self.1))
    }
}

/// What is written through it has its hidden characters spelt out. It is given whole characters.
struct Visible<'a> {
    out: &'a mut dyn Write,
    /// What was not passed on yet.
    json: Vec<u8>,
}

impl Visible<'_> {
    fn pass_on(&mut self) -> io::Result<()> {
        let json = str::from_utf8(&self.json).map_err(|_| io::ErrorKind::InvalidData)?;
        self.out.write_all(in_json(json).as_bytes())?;
        self.json.clear();
        Ok(())
    }
}

impl Write for Visible<'_> {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        self.json.extend_from_slice(part);
        if self.json.len() >= PART {
            self.pass_on()?;
        }
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass_on()?;
        self.out.flush()
    }
}
