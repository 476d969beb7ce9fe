//! JSON written as it is made, part by part: a report of any length takes the room of one finding. It knows no format.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::visible::in_json;

/// Writes `report` as JSON, indented by two spaces, with every hidden character spelt out and a final line end.
pub(super) fn write(report: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut visible = Visible(out);
    serde_json::to_writer_pretty(&mut visible, report)?;
    out.write_all(b"\n")
}

/// A list whose items are made one after the other, each when it is its turn.
pub(super) struct Each<'a, T, F>(pub(super) &'a [T], pub(super) F);

impl<'a, T, S: Serialize, F: Fn(&'a T) -> S> Serialize for Each<'a, T, F> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        serializer.collect_seq(self.0.iter().map(&self.1))
    }
}

/// What is written through it has its hidden characters spelt out. It is given whole characters.
struct Visible<'a>(&'a mut dyn Write);

impl Write for Visible<'_> {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        let text = str::from_utf8(part).map_err(|_| io::ErrorKind::InvalidData)?;
        self.0.write_all(in_json(text).as_bytes())?;
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
