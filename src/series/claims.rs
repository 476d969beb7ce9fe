//! What a draft says of its series: the numbers it has and those it speaks of. It tells whether the rules of the series could have something to
//! say of the draft, so that only such a draft is looked at with its series in view. It judges nothing.

use jiff::civil::Date;

use super::{Entry, Series, folded};
use crate::draft::{Draft, Run};

/// What one draft says of the series of its house.
#[derive(Debug, Clone, Default)]
pub struct Claims {
    /// The numbers of each of its notes; `None` where they are left open.
    numbers: Vec<Option<Run>>,
    /// Numbers that its text refers to.
    references: Vec<u64>,
    listed: Vec<Listed>,
    /// Whether its listing names a note twice, or out of order.
    is_listing_odd: bool,
}

/// A note as a listing in the draft has it.
#[derive(Debug, Clone)]
struct Listed {
    numbers: Run,
    title: Option<String>,
    date: Option<Date>,
}

impl Claims {
    /// Those of `draft`, whose notes are `entries`.
    pub fn of(draft: &Draft, entries: &[Entry], references: Vec<u64>) -> Claims {
        let furniture = draft.notes.iter().filter_map(|note| note.furniture.as_ref());
        let numbers = entries.iter().map(|entry| entry.numbers).collect();
        let mut claims = Claims { numbers, references, ..Claims::default() };
        for furniture in furniture {
            let numbers: Vec<u64> = furniture.entries.iter().map(|entry| entry.number.value).collect();
            let rises = || numbers.windows(2).all(|pair| pair[0] < pair[1]);
            let falls = || numbers.windows(2).all(|pair| pair[0] > pair[1]);
            claims.is_listing_odd |= !rises() && !falls();
            claims.listed.extend(furniture.entries.iter().map(|entry| Listed {
                numbers: entry.numbers(),
                title: entry.title.as_ref().map(|title| folded(title.text())),
                date: entry.date.map(|date| date.value),
            }));
        }
        claims
    }
}

impl Series {
    /// Whether anything that is said of the series could be said of the draft that settings know as `path` and that says `claims`; in doubt it
    /// could.
    pub fn may_speak_of(&self, path: &str, claims: &Claims) -> bool {
        let own = self.of_file(path);
        let is_misnamed = || {
            let named = self.policy.file_name.as_ref().and_then(|pattern| pattern.number_in(path));
            named.is_some_and(|(number, _)| !claims.numbers.iter().flatten().any(|run| run.contains(number)))
        };
        let is_unresolved = |number: &u64| self.is_complete() && self.holders(*number).next().is_none();
        own.len() != claims.numbers.len()
            || claims.numbers.contains(&None)
            || own.iter().any(|index| self.facts.concern(*index) || self.told.concerns(*index))
            || is_misnamed()
            || claims.references.iter().any(is_unresolved)
            || claims.is_listing_odd
            || claims.listed.iter().any(|listed| self.is_listed_otherwise(listed))
    }

    /// Whether a note is other than a listing has it.
    fn is_listed_otherwise(&self, listed: &Listed) -> bool {
        let differs = |note: &Entry| {
            listed.title.as_ref().is_some_and(|title| note.has_other_title(title))
                || listed.date.is_some_and(|date| note.other_date(date).is_some())
        };
        self.here(listed.numbers).any(differs)
    }
}
