//! Whether all notes have something, those since a day, those of which a field says something, or some. What it is does not matter here.

use jiff::civil::Date;

use crate::derive::page::{Page, list};

/// Which notes have something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Presence {
    /// All.
    #[default]
    Always,
    /// All from that day on, and none before.
    Since(Date),
    /// Those of which a field says one of these things, and no others.
    When(String, Vec<String>),
    /// Some.
    Sometimes,
}

/// A note as far as it matters here.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    /// Its date.
    pub day: Option<Date>,
    /// Whether it has the thing.
    pub has: bool,
    /// What its fields of few values say, by the field's name.
    pub says: Vec<(String, String)>,
}

/// Notes on either side of a condition, so that it is believed.
const FEWEST: usize = 2;

/// Notes since a day, so that it is believed.
const FEWEST_SINCE: usize = 3;

impl Presence {
    /// What notes tell of it. A day is believed where at least so many notes before it have not got the thing.
    pub fn of(notes: &[Seen], fewest_before: usize) -> Presence {
        let has = notes.iter().filter(|note| note.has).count();
        if has == notes.len() {
            return Presence::Always;
        }
        since(notes, fewest_before).map(Presence::Since).or_else(|| when(notes)).unwrap_or(Presence::Sometimes)
    }

    /// Writes it as the key `required`, with how many notes have it.
    pub fn write(&self, page: &mut Page, default_is_required: bool, counts: &str) {
        match self {
            Presence::Always if default_is_required => {}
            Presence::Always => page.key("required", "true", counts),
            Presence::Since(day) => page.key("required", &format!("{{ since = {day} }}"), &format!("{counts}: all from that day on")),
            Presence::When(field, values) => {
                let value = format!("{{ when = {{ field = {}, is = {} }} }}", super::page::quoted(field), list(values));
                page.key("required", &value, &format!("{counts}: those, and no others"));
            }
            Presence::Sometimes if default_is_required => page.key("required", "false", counts),
            Presence::Sometimes => page.remark(&format!("required = true   # {counts}")),
        }
    }
}

fn since(notes: &[Seen], fewest_before: usize) -> Option<Date> {
    let dated = |has: bool| notes.iter().filter(move |note| note.has == has);
    if notes.iter().any(|note| note.day.is_none()) || dated(true).count() < FEWEST_SINCE || dated(false).count() < fewest_before {
        return None;
    }
    let first = dated(true).filter_map(|note| note.day).min()?;
    let last = dated(false).filter_map(|note| note.day).max()?;
    (last < first).then_some(first)
}

fn when(notes: &[Seen]) -> Option<Presence> {
    let mut fields: Vec<&String> = notes.iter().flat_map(|note| note.says.iter().map(|(field, _)| field)).collect();
    fields.sort();
    fields.dedup();
    fields.into_iter().find_map(|field| {
        let said = |note: &Seen| note.says.iter().find(|(name, _)| name == field).map(|(_, value)| value.clone());
        let mut with: Vec<String> = notes.iter().filter(|note| note.has).map(said).collect::<Option<_>>()?;
        let without: Vec<String> = notes.iter().filter(|note| !note.has).map(said).collect::<Option<_>>()?;
        if with.len() < FEWEST || without.len() < FEWEST || with.iter().any(|value| without.contains(value)) {
            return None;
        }
        with.sort();
        with.dedup();
        Some(Presence::When(field.clone(), with))
    })
}
