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
    /// Where their marks stand: a paragraph, and the character before which.
    pub(super) places: Vec<(u32, u32)>,
}

impl Notes {
    /// The number of a note, from 1.
    pub(super) fn number(&mut self, kind: Kind, id: &str, place: (u32, u32)) -> usize {
        *self.numbers.entry((kind, id.to_owned())).or_insert_with(|| {
            self.in_order.push((kind, id.to_owned()));
            self.places.push(place);
            self.in_order.len()
        })
    }
}
