//! JSON written as it is made, part by part: a report of any length takes the room of one finding. It knows no format.

use std::io::{self, Write};

use crate::visible::{Grammar, Shown, Styling};
use serde::{Serialize, Serializer};

/// Writes `report` as JSON, indented by two spaces, with every hidden character spelt out and a final line end.
pub(super) fn write(report: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut shown = Shown::new(out, Grammar::Json, Styling::Dropped);
    serde_json::to_writer_pretty(&mut shown, report)?;
    shown.write_all(b"\n")?;
    shown.end()
}

/// A list whose items are made one after the other, each when it is its turn.
pub(super) struct Each<'a, T, F>(pub(super) &'a [T], pub(super) F);

impl<'a, T, S: Serialize, F: Fn(&'a T) -> S> Serialize for Each<'a, T, F> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        serializer.collect_seq(self.0.iter().map(&self.1))
    }
}
