//! A file that is an archive listing and nothing else. It is read with the eyes that see a listing under a note; whether it is right is not asked.

use std::sync::Arc;

use crate::draft::{ListingEntry, Manuscript, Run, Syntax, furniture};
use crate::house::House;
use crate::source::{Source, Span};

/// A listing.
#[derive(Debug, Default)]
pub struct Listing {
    /// In order of place.
    pub entries: Vec<ListingEntry>,
    /// Lines that are no part of an entry, of the house's furniture, or a heading, in order of place.
    pub strangers: Vec<Span>,
}

impl Listing {
    /// Reads `source` as a listing of `house`.
    pub fn read(source: &Arc<Source>, syntax: Syntax, house: &House) -> Listing {
        let manuscript = Manuscript::read(Arc::clone(source), syntax);
        let (entries, strangers) = furniture::listing(manuscript.lines(), house);
        Listing { entries, strangers }
    }
}

impl ListingEntry {
    /// The numbers it gives.
    pub fn numbers(&self) -> Run {
        Run { first: self.number.value, last: self.last_number.unwrap_or(self.number.value) }
    }
}
