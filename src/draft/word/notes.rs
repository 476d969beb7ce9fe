//! Footnotes and endnotes in the order in which a text refers to them.

use std::collections::HashMap;

/// Where a note stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Foot,
    End,
}

/// Notes in the order in which the text refers to them.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) in_order: Vec<(Kind, String)>,
    numbers: HashMap<(Kind, String), usize>,
}

impl Notes {
    /// The number of a note, from 1.
    pub(super) fn number(&mut self, kind: Kind, id: &str) -> usize {
        *self.numbers.entry((kind, id.to_owned())).or_insert_with(|| {
            self.in_order.push((kind, id.to_owned()));
            self.in_order.len()
        })
    }
}
