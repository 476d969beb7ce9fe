//! What the words of a note may begin, as the house has it: one table for all its lists.

use std::ops::Range;

use crate::house::House;
use crate::prose::Prose;
use crate::prose::trigger::Triggers;
use crate::prose::triggers::TriggerTable;
use crate::source::Span;

impl House {
    /// Which of its lists a word may be in, by how it begins. Made when first asked for, so that packs are added before.
    pub fn triggers(&self) -> &TriggerTable {
        self.trigger_table.get_or_init(|| {
            let mut table = TriggerTable::default();
            self.dates.relative.enter(&mut table, Triggers::RELATIVE);
            self.dates.same_day.enter(&mut table, Triggers::SAME_DAY);
            table.add(self.prose.articles.list().iter().map(String::as_str), Triggers::ARTICLE);
            self.leftover.enter(&mut table);
            self.terms.enter(&mut table);
            table
        })
    }

    /// Whether an editing mark may stand in `prose`: a look at all of a text that spares the search through each of its parts.
    pub fn may_have_leftovers(&self, prose: &Prose) -> bool {
        self.leftover.may_stand_in(prose, self.triggers())
    }

    /// Where editing marks stand in `prose`, each with the bytes that ask for it here: whole words, in order of place.
    pub fn leftovers_in(&self, prose: &Prose) -> Vec<(Range<usize>, Span)> {
        self.leftover.found_in(prose, self.triggers())
    }
}
