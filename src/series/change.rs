//! A series of which some notes say something else now. Where it can be, what is known of the others stays.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use crate::series::facts::{Facts, Told};
use crate::series::{Entry, Place, Policy, Scope, Series, order};

/// So many files are put in their places one by one; with more, all notes are put in order anew.
const ONE_BY_ONE: usize = 16;

/// What of the notes has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Touched {
    /// Titles, and nothing else.
    Titles,
    /// Anything.
    All,
}

impl Series {
    /// The series with these notes in the place of those of each file, which settings know by that name.
    #[must_use]
    pub fn with_changes(mut self, changes: HashMap<String, Vec<Entry>>) -> Series {
        self.change(changes, None);
        self
    }

    /// Puts these notes in the place of those of each file, and has what is wrong told on the files that are `asked` for, or on those that were.
    pub fn change(&mut self, changes: HashMap<String, Vec<Entry>>, asked: Option<HashSet<String>>) {
        if asked.is_some() {
            self.asked = asked;
        }
        if !changes.is_empty() {
            self.put(changes);
        }
        self.told = match &self.asked {
            Some(asked) => self.facts.told_on(&self.entries, |entry| entry.file().is_some_and(|file| asked.contains(file))),
            None => Told::default(),
        };
    }

    /// Puts these notes in the place of those of each file. Gives whether any says something else, and not only stands elsewhere in its file.
    pub fn replace(&mut self, changes: HashMap<String, Vec<Entry>>) -> bool {
        let (same, others): (HashMap<_, _>, HashMap<_, _>) =
            changes.into_iter().partition(|(file, entries)| self.is_unchanged(file, entries));
        for (file, entries) in same {
            for (at, entry) in self.range_of(&file).zip(entries) {
                self.entries[self.by_file[at]] = entry;
            }
        }
        let is_changed = !others.is_empty();
        if is_changed {
            self.change(others, None);
        }
        is_changed
    }

    /// Has settings say something else of its numbers.
    pub fn renew_terms(&mut self, scope: Scope, policy: Policy) {
        if self.scope != scope || self.policy != policy {
            (self.scope, self.policy) = (scope, policy);
            self.facts = Facts::of(&self.entries, self.scope, &self.policy);
            self.change(HashMap::new(), None);
        }
    }

    fn put(&mut self, changes: HashMap<String, Vec<Entry>>) {
        // A ledger's line may be of a note that has changed, or of one that is gone.
        let is_of_tree = self.entries.iter().all(|entry| matches!(entry.place, Place::Tree { .. }));
        if !is_of_tree || changes.len() > ONE_BY_ONE {
            let mut entries = std::mem::take(&mut self.entries);
            entries.retain(|entry| entry.file().is_none_or(|file| !changes.contains_key(file)));
            entries.extend(changes.into_values().flatten());
            let anew = Series::new(self.scope, self.policy.clone(), entries);
            *self = Series { asked: self.asked.take(), ..anew };
            return;
        }
        let mut touched = Touched::Titles;
        for (file, entries) in changes {
            if !self.put_in_place(&file, &entries) {
                touched = Touched::All;
                self.put_elsewhere(&file, entries);
            }
        }
        match touched {
            Touched::Titles => self.facts.find_titles(&self.entries),
            Touched::All => self.facts = Facts::of(&self.entries, self.scope, &self.policy),
        }
    }

    /// Puts `entries` where those of `file` are, if they say nothing else but their titles.
    fn put_in_place(&mut self, file: &str, entries: &[Entry]) -> bool {
        let own = self.of_file(file);
        let is_alike = |(index, entry): (&usize, &Entry)| {
            let known = &self.entries[*index];
            known.counts_the_same(entry) && known.standing == entry.standing && known.place == entry.place
        };
        if own.len() != entries.len() || !own.iter().zip(entries).all(is_alike) {
            return false;
        }
        for (at, entry) in self.range_of(file).zip(entries) {
            self.entries[self.by_file[at]] = entry.clone();
        }
        true
    }

    /// Puts `entries` in order, and takes away those of `file`.
    fn put_elsewhere(&mut self, file: &str, entries: Vec<Entry>) {
        let own = self.range_of(file);
        let place = own.start;
        let mut gone: Vec<usize> = self.by_file.drain(own).collect();
        gone.sort_unstable();
        for index in gone.iter().rev() {
            self.entries.remove(*index);
        }
        for index in &mut self.by_file {
            *index -= gone.partition_point(|gone| gone < index);
        }
        let mut own: Vec<usize> = Vec::new();
        for entry in entries {
            let at = self.entries.partition_point(|other| order::compare(other, &entry) != Ordering::Greater);
            self.entries.insert(at, entry);
            let moved = self.by_file.iter_mut().chain(&mut own).filter(|index| **index >= at);
            moved.for_each(|index| *index += 1);
            own.push(at);
        }
        own.sort_by_key(|index| self.entries[*index].number);
        self.by_file.splice(place..place, own);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::draft::{Field, Header};
    use crate::series::Standing;
    use crate::source::{Source, Span};

    /// What one note says: its number, how many further it has, its day, its title and whether it is new.
    type Note = (u64, u64, i8, u8, bool);

    fn entries(file: u8, notes: &[Note]) -> Vec<Entry> {
        let entry = |(place, (number, beyond, day, title, is_new)): (usize, &Note)| {
            let field = |value| Field { value, span: Span::at(place) };
            let header = Header {
                number: Some(field(*number)),
                last_number: (*beyond > 0).then_some(number + beyond),
                date: Some(Field { value: date(2021, 5, *day), span: Span::default() }),
                ..Header::default()
            };
            let standing = if *is_new { Standing::New } else { Standing::Archive };
            let source = Arc::new(Source::new(name(file), "a text"));
            let entry = Entry::new(&header, &source, Place::Tree { file: name(file).into() }, standing);
            Entry { title: Some(Field { value: format!("title {title}"), span: Span::default() }), ..entry.expect("it has a number") }
        };
        notes.iter().enumerate().map(entry).collect()
    }

    fn name(file: u8) -> String {
        format!("{file}.txt")
    }

    /// All that a rule can ask of a series.
    fn told(series: &Series) -> Vec<String> {
        let whereabouts = |entry: Option<&Entry>| entry.map(|entry| (entry.whereabouts(), entry.number));
        let told = |index: usize| {
            let entry = &series.entries()[index];
            format!(
                "{} {:?} {:?} {:?} {:?} {:?} {:?} {} {:?} {:?}",
                entry.whereabouts(),
                entry.number,
                entry.folded_title(),
                whereabouts(series.twin(index)),
                whereabouts(series.out_of_order(index)),
                whereabouts(series.same_title(index)),
                series.gap_before(index),
                series.is_not_next(index),
                series.proposal(index),
                series.shift(index),
            )
        };
        let by_file = (0..FILES).map(|file| format!("{:?}", series.of_file(&name(file))));
        (0..series.entries().len()).map(told).chain(by_file).collect()
    }

    const FILES: u8 = 6;

    fn notes() -> impl Strategy<Value = Vec<Note>> {
        prop::collection::vec((1u64..9, 0u64..2, 1i8..9, 0u8..3, any::<bool>()), 0..3)
    }

    proptest! {
        #[test]
        fn a_series_that_changes_is_what_one_made_anew_is(
            first in prop::collection::vec(notes(), FILES as usize),
            changes in prop::collection::vec((0..FILES, notes()), 1..6),
            asked in prop::option::of(prop::collection::hash_set(0..FILES, 0..4)),
        ) {
            let policy = Policy { complete: true, ..Policy::default() };
            let mut now: BTreeMap<u8, Vec<Note>> = (0..FILES).zip(first).collect();
            let asked: Option<HashSet<String>> = asked.map(|asked| asked.into_iter().map(name).collect());
            let anew = |now: &BTreeMap<u8, Vec<Note>>| {
                let all = now.iter().flat_map(|(file, notes)| entries(*file, notes)).collect();
                let series = Series::new(Scope::Archive, policy.clone(), all);
                match &asked {
                    Some(asked) => series.asked_for(asked.clone()),
                    None => series,
                }
            };
            let mut series = anew(&now);
            for (file, notes) in changes {
                series.replace(HashMap::from([(name(file), entries(file, &notes))]));
                now.insert(file, notes);
                prop_assert_eq!(told(&series), told(&anew(&now)));
            }
        }
    }
}
