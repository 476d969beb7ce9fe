//! What findings are settled by: settings, what was asked for, the day. It says which rules are asked of a note, and how much of what they find
//! is wanted.

use std::collections::BTreeMap;
use std::rc::Rc;

use jiff::civil::Date;

use crate::draft::{Draft, Note};
use crate::finding::Level;
use crate::house::House;
use crate::series::Series;
use crate::settings::{Asked, Rulings, Settings};

use super::purpose::Purpose;

/// Findings of one file that are kept where settings say nothing: no person reads so many.
pub const MOST_FINDINGS: usize = 10_000;

/// What bears on the check of one file.
#[derive(Debug, Clone, Copy)]
pub struct Brief<'a> {
    /// The lint.toml in force.
    pub settings: Option<&'a Settings>,
    /// The file, from the folder of lint.toml: what overrides, ignore entries and fingerprints know it by.
    pub path: &'a str,
    /// What the command line asks of rules.
    pub asked: &'a Asked,
    /// Whether ignore comments and entries are obeyed.
    pub ignores: Ignoring,
    /// The day of the run.
    pub today: Date,
    /// The series of the house that the file is held to, where it was read.
    pub series: Option<&'a Series>,
}

/// Whether ignore comments and entries are obeyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ignoring {
    /// They are.
    Obeyed,
    /// They are not: `--no-ignores`.
    Overruled,
}

impl Brief<'_> {
    /// How many findings of one file are wanted.
    pub(super) fn most_findings(&self) -> usize {
        self.settings.and_then(|settings| settings.most_findings.as_ref()).map_or(MOST_FINDINGS, |most| most.value)
    }

    /// The level below which no finding is wanted. Whether an ignore comment or entry is of use is known only when its rule is asked, and which
    /// findings are kept, where few are, only when all are known.
    pub(super) fn least_level(&self, purpose: Purpose, draft: &Draft) -> Level {
        let asks_all = |settings: &Settings| !settings.ignores.is_empty() || settings.most_findings.is_some();
        let wants_all = !draft.ignores.is_empty() || self.settings.is_some_and(asks_all);
        match purpose {
            Purpose::Trial(least) if !wants_all => least,
            Purpose::Trial(_) | Purpose::Report | Purpose::Show => Level::Advice,
        }
    }

    /// What is in force for each note, without rules that find nothing of the level `least` or above. A digest may have thousands of notes: those
    /// for which the same overrides hold share it.
    pub(super) fn rulings_of_notes<'h>(&self, draft: &Draft, house: &'h House, least: Level) -> Vec<Rc<Rulings<'h>>> {
        let overrides = self.settings.map(|settings| &settings.overrides[..]).unwrap_or_default();
        let is_dated = overrides.iter().any(|entry| entry.before.is_some() || entry.after.is_some());
        let mut known: BTreeMap<Vec<bool>, Rc<Rulings<'h>>> = BTreeMap::new();
        let of = |note: &Note| {
            let date = note.header.date.map(|date| date.value);
            let covering = overrides.iter().filter(|_| is_dated).map(|entry| entry.covers(self.path, date)).collect();
            Rc::clone(known.entry(covering).or_insert_with(|| Rc::new(self.rulings(Some(house), date).of_level(least))))
        };
        draft.notes.iter().map(of).collect()
    }

    pub(super) fn rulings<'h>(&self, house: Option<&'h House>, date: Option<Date>) -> Rulings<'h> {
        Rulings::new(house, self.settings, self.path, date, self.asked)
    }
}
