//! What can be asked of a note as a whole. Nothing is judged.

use crate::draft::Note;
use crate::prose::Prose;
use crate::prose::trigger::Triggers;
use crate::prose::triggers::TriggerTable;

impl Note {
    /// Every line and paragraph of it, in no order of place.
    pub fn texts(&self) -> impl Iterator<Item = &Prose> {
        let number_line = self.header.number_line.iter().map(|line| &line.text);
        let headings = self.headings().map(|heading| &heading.text);
        let paragraphs = self.paragraphs().map(|paragraph| &paragraph.prose);
        number_line.chain(self.header.lines()).chain(headings).chain(paragraphs)
    }

    /// From its first paragraph to its last, with the headings between them.
    pub fn body(&self) -> Option<Prose> {
        let first = self.paragraphs().next()?;
        let last = self.paragraphs().last()?;
        Some(first.prose.on_to(&last.prose))
    }

    /// What stands in its file, of all that rules look for.
    pub fn triggers(&self, table: &TriggerTable) -> Triggers {
        self.texts().fold(Triggers::NONE, |kinds, prose| kinds.union(prose.triggered(table).kinds_on_sheet()))
    }
}
