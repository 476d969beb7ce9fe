//! Things with the number of notes that have them. What the things are does not matter here.

use std::collections::BTreeMap;

/// Something that several notes have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counted<T> {
    /// The thing.
    pub value: T,
    /// How many notes have it.
    pub notes: usize,
}

/// Counts equal things, once for each time they are given; the most frequent first, else as they came.
pub(super) fn count<T: Ord + Clone>(things: impl IntoIterator<Item = T>) -> Vec<Counted<T>> {
    let mut places = BTreeMap::new();
    let mut counted: Vec<Counted<T>> = Vec::new();
    for thing in things {
        let place = *places.entry(thing.clone()).or_insert_with(|| {
            counted.push(Counted { value: thing, notes: 0 });
            counted.len() - 1
        });
        counted[place].notes += 1;
    }
    counted.sort_by_key(|counted| std::cmp::Reverse(counted.notes));
    counted
}

/// Whether `part` of `all` is most of them: four in five.
pub(super) fn is_most(part: usize, all: usize) -> bool {
    all > 0 && part * 5 >= all * 4
}

/// Whether `part` of `all` is half of them or more.
pub(super) fn is_half(part: usize, all: usize) -> bool {
    all > 0 && part * 2 >= all
}
