//! The series on the desk: every draft on it, and what the listings name. Whether anything is wrong with it is for the rules.

use std::collections::BTreeMap;

use copydesk::series::{Entry, Policy, Scope, Series, Standing};

use crate::setup::Setup;

/// The series of each house, by its name.
#[derive(Default)]
pub struct Shelf {
    series: BTreeMap<String, Series>,
}

/// What one draft says of its series.
#[derive(Debug, Clone, Default)]
pub struct Shelved {
    /// The name of its house.
    pub house: String,
    /// Its notes.
    pub entries: Vec<Entry>,
}

impl Shelf {
    /// Puts the notes of all drafts in order.
    pub fn new<'s>(setup: &Setup, drafts: impl Iterator<Item = &'s Shelved>) -> Shelf {
        let mut by_house: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
        for (house, entry) in &setup.ledger {
            by_house.entry(house.clone()).or_default().push(entry.clone());
        }
        for shelved in drafts {
            let standing = if setup.has_ledger { Standing::New } else { Standing::Archive };
            let entries = shelved.entries.iter().cloned().map(|mut entry| {
                entry.standing = standing;
                entry
            });
            by_house.entry(shelved.house.clone()).or_default().extend(entries);
        }
        let scope = if setup.has_ledger { Scope::Archive } else { Scope::Run };
        let series = by_house.into_iter().map(|(house, entries)| {
            let policy = policy(setup, &house);
            (house, Series::new(scope, policy, entries))
        });
        Shelf { series: series.collect() }
    }

    /// The series of a house.
    pub fn of(&self, house: &str) -> Option<&Series> {
        self.series.get(house)
    }
}

/// What lint.toml, else the house, says of numbers.
fn policy(setup: &Setup, house: &str) -> Policy {
    let mut policy = setup.settings.as_ref().map(|settings| settings.series.policy()).unwrap_or_default();
    let format = setup.house(house).map(|house| &house.series);
    let house_name = || format.and_then(|format| format.file_name.as_ref()).map(|pattern| pattern.value.clone());
    policy.file_name = policy.file_name.or_else(house_name);
    let set = setup.settings.as_ref().and_then(|settings| settings.series.numbers.as_ref()).map(|numbers| numbers.value);
    let wish = format.and_then(|format| format.numbers.as_ref()).map(|numbers| numbers.value);
    policy.numbers = set.or(wish).unwrap_or_default();
    policy
}
