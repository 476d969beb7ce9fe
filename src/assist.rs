//! What one asks of a place in a draft while writing: what stands here, what may be written here, how the note is built. It judges nothing, and
//! knows no editor.

use jiff::civil::Date;

use crate::draft::{Draft, Note, Section};
use crate::house::House;
use crate::series::Series;
use crate::settings::Settings;

pub use completion::{Completion, CompletionKind, completions, with_sections};
pub use hints::{Hint, hints};
pub use hover::{explain, hover};
pub use symbols::{Symbol, SymbolKind, symbols};
pub use thing::{Found, Thing, find};
pub use writing::Writing;

mod completion;
mod day;
mod hints;
mod hover;
mod symbols;
mod thing;
mod writing;

/// A draft, and what is known around it.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The draft.
    pub draft: &'a Draft,
    /// The house it is held to.
    pub house: &'a House,
    /// The series it is a note of, where that was read.
    pub series: Option<&'a Series>,
    /// The lint.toml in force.
    pub settings: Option<&'a Settings>,
    /// The day to take for today.
    pub today: Date,
}

impl<'a> Context<'a> {
    /// The note in which byte `offset` stands, if there is one.
    fn note_at(&self, offset: u32) -> Option<&'a Note> {
        let next = self.draft.notes.partition_point(|note| note.span.start <= offset);
        self.draft.notes.get(next.saturating_sub(1))
    }

    /// The section of `note` in which byte `offset` stands, its heading's line left out.
    fn section_at(note: &'a Note, offset: u32) -> Option<&'a Section> {
        note.sections.iter().rev().find(|section| section.heading.span.end <= offset)
    }
}
