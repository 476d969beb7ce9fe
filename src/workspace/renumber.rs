//! The plan of another number for a note: what becomes of its file, its file's name, the other notes, links, ledgers, listings and the baseline.
//! Whoever asks has it carried out: nothing is written here.

use crate::draft::Run;
use crate::lint::FileOutcome;
use crate::renumber::Renumbering;
use crate::report::archive::Shelf;
use crate::series::Entry;
use crate::workspace::archive::Archive;
use crate::workspace::branches::Branches;
use crate::workspace::request::{Overrides, Selection};
use crate::workspace::session::Session;
use crate::workspace::{Failure, Texts};

use afterwards::Afterwards;
use work::Work;

pub(crate) use changed::Changed;
pub(crate) use target::{overlap, said};

mod afterwards;
mod changed;
mod follow;
mod target;
mod work;

/// What is looked at, and how: the repository as it will be is looked at in the same way.
#[derive(Debug, Clone)]
pub(crate) struct Look {
    pub(crate) selection: Selection,
    pub(crate) overrides: Overrides,
    /// Revisions whose numbers count.
    pub(crate) bases: Vec<String>,
}

impl Look {
    /// What is seen where `texts` are open.
    pub(crate) fn take(&self, texts: Texts) -> Result<(Session, Archive), Failure> {
        let session = Session::new(&self.selection, &self.overrides, texts)?;
        let branches = if self.bases.is_empty() { Branches::default() } else { Branches::new(&session, &self.bases)? };
        let archive = Archive::read(&session, &branches)?;
        Ok((session, archive))
    }
}

/// Whether files are given other names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    /// Where their pattern says that the number stands in them.
    Follow,
    /// None is: whoever asks cannot do it.
    Stay,
}

/// The note that is to have another number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Note<'s> {
    /// The index of its configuration.
    pub(crate) index: usize,
    pub(crate) shelf: Shelf<'s>,
    pub(crate) entry: &'s Entry,
}

/// What is to be done.
#[derive(Debug)]
pub(crate) struct Plan {
    /// What becomes of each file, that of the note last: should the machine stop half-way, the same command does the rest.
    pub(crate) changed: Vec<Changed>,
    /// What is to be said once it is done.
    pub(crate) remarks: Vec<String>,
    /// The numbers that the note has then.
    pub(crate) to: Run,
}

/// Why nothing can be done.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// Something is in the way.
    Failure(Failure),
    /// A file that may name the note is no text.
    NotText(Box<FileOutcome>),
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Refusal::Failure(failure)
    }
}

/// The plan of the number `to`, else the next free one, for `note`, which was found by `look` in `session` and `archive`.
pub(crate) fn plan(
    look: &Look,
    (session, archive): (&Session, &Archive),
    note: Note<'_>,
    to: Option<u64>,
    names: Names,
) -> Result<Plan, Refusal> {
    let Note { index, shelf, entry } = note;
    let to = target::target(shelf.series, entry, to)?;
    let is_twin = |other: &Entry| !target::is_same(other, entry) && overlap(other, entry.numbers);
    let shared = shelf.series.entries().iter().any(is_twin);
    let renumbering = Renumbering { note: entry, house: shelf.house, to, shared };
    let work = Work { session, archive, index, names, shelf, renumbering };
    let changed = follow::links(&work, work.changes()?)?;
    let Afterwards { changed, remarks } = afterwards::of(&work, changed, look)?;
    Ok(Plan { changed, remarks, to })
}
