//! The headings that notes share: which of them are sections, and in which order. What stands under them is not looked at.

use std::collections::BTreeMap;

use crate::derive::count::{count, is_half, is_most};
use crate::derive::order::order;
use crate::derive::sample::{Sample, key_of};
use crate::draft::LineKind;

/// A heading that several notes have.
#[derive(Debug, Clone)]
pub(super) struct Shared {
    /// Its words as most notes write them.
    pub text: String,
    /// The notes that have it, by their places.
    pub notes: Vec<usize>,
}

/// The headings of sections.
#[derive(Debug, Clone, Default)]
pub(super) struct Headings {
    /// The level of their marks, where all have marks and the same.
    pub level: Option<u8>,
    /// In order.
    pub shared: Vec<Shared>,
    /// Headings of that level that only one note has.
    pub single: Vec<String>,
    /// Whether the notes have their headings several times over.
    pub repeat: bool,
}

/// Words of a heading.
const MOST_WORDS: usize = 12;

/// Places of a heading.
#[derive(Debug, Default)]
struct Places {
    /// Note and line.
    at: Vec<(usize, usize)>,
}

impl Places {
    fn notes(&self) -> Vec<usize> {
        let mut notes: Vec<usize> = self.at.iter().map(|(note, _)| *note).collect();
        notes.dedup();
        notes
    }
}

impl Headings {
    /// The headings that the notes share, but for those with one of these keys, which stand in their headers.
    pub fn of(samples: &[Sample], not: &[String]) -> Headings {
        let places = all(samples, not);
        let all_notes = samples.len();
        let is_core = |places: &Places| is_half(places.notes().len(), all_notes.max(3)) && lead(samples, places);
        let core: Vec<&String> = places.iter().filter(|(_, places)| is_core(places)).map(|(key, _)| key).collect();
        let level = level(samples, core.iter().map(|key| &places[*key]));
        let at_level = |places: &Places| match level {
            Some(level) => {
                is_most(places.at.iter().filter(|(note, line)| samples[*note].lines()[*line].level == level).count(), places.at.len())
            }
            None => true,
        };
        let sections = || core.iter().filter(|key| at_level(&places[**key]));
        let repeated = |places: &Places| {
            let notes = places.notes();
            notes.iter().filter(|note| places.at.iter().filter(|(other, _)| other == *note).count() > 1).count()
        };
        // A heading that comes twice in a note tells of a digest where the others do so too.
        let repeat = sections().count() > 0 && sections().all(|key| is_half(repeated(&places[*key]), places[*key].notes().len()));
        let first =
            |note: usize| sections().flat_map(|key| &places[*key].at).filter(|(other, _)| *other == note).map(|(_, line)| *line).min();
        let may_be_left_out = |key: &String, places: &Places| {
            let notes = places.notes().len();
            let below = || places.at.iter().all(|(note, line)| first(*note).is_none_or(|first| first < *line));
            !core.contains(&key)
                && at_level(places)
                && match level {
                    Some(_) => notes >= 2,
                    None => !repeat && notes >= 3 && notes * 5 >= all_notes && below() && places.at.iter().all(|at| leads(samples, *at)),
                }
        };
        let chosen: Vec<(&String, &Places)> =
            places.iter().filter(|(key, places)| core.contains(key) && at_level(places) || may_be_left_out(key, places)).collect();
        let sequences: Vec<Vec<usize>> = (0..samples.len()).map(|note| sequence(&chosen, note)).collect();
        let shared = |place: usize| {
            let (_, places) = chosen[place];
            Shared { text: text(samples, places), notes: places.notes() }
        };
        let ordered = order(chosen.len(), &sequences);
        let is_single = |places: &Places| level.is_some() && places.notes().len() == 1 && at_level(places);
        let single = places.iter().filter(|(_, places)| is_single(places)).map(|(_, places)| text(samples, places));
        Headings { level, shared: ordered.into_iter().map(shared).collect(), single: single.collect(), repeat }
    }
}

fn all(samples: &[Sample], not: &[String]) -> BTreeMap<String, Places> {
    let mut places: BTreeMap<String, Places> = BTreeMap::new();
    for (note, sample) in samples.iter().enumerate() {
        for line in (0..sample.lines().len()).filter(|line| sample.may_be_heading(*line)) {
            let key = key_of(sample.lines()[line].prose.text());
            let is_words = key.contains(char::is_alphabetic) && key.split(' ').count() <= MOST_WORDS;
            if is_words && !not.contains(&key) {
                places.entry(key).or_default().at.push((note, line));
            }
        }
    }
    places
}

/// The level of these headings, where nearly all of them have marks, of one level, in every note.
fn level<'p>(samples: &[Sample], core: impl Iterator<Item = &'p Places>) -> Option<u8> {
    let levels: Vec<u8> = core.flat_map(|places| &places.at).map(|(note, line)| samples[*note].lines()[*line].level).collect();
    let level = count(levels.iter().copied().filter(|level| *level > 0)).first()?.value;
    (!levels.contains(&0)).then_some(level)
}

/// Whether what has no marks leads to text in most places: authors that all notes share do not.
fn lead(samples: &[Sample], places: &Places) -> bool {
    let bare = || places.at.iter().filter(|(note, line)| samples[*note].lines()[*line].level == 0);
    bare().count() == 0 || is_half(bare().filter(|at| leads(samples, **at)).count(), bare().count())
}

/// Whether a heading leads to text: what stands below it is no heading, or longer than one is.
fn leads(samples: &[Sample], (note, line): (usize, usize)) -> bool {
    let Some(below) = samples[note].lines().get(line + 1) else { return false };
    below.kind == LineKind::Opaque
        || below.bulleted
        || !samples[note].may_be_heading(line + 1)
        || below.prose.text().split(' ').count() > MOST_WORDS
}

/// The chosen headings of a note in order of place, each where it stands first.
fn sequence(chosen: &[(&String, &Places)], note: usize) -> Vec<usize> {
    let first = |(index, (_, places)): (usize, &(&String, &Places))| {
        let line = places.at.iter().filter(|(other, _)| *other == note).map(|(_, line)| *line).min()?;
        Some((line, index))
    };
    let mut found: Vec<(usize, usize)> = chosen.iter().enumerate().filter_map(first).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, index)| index).collect()
}

fn text(samples: &[Sample], places: &Places) -> String {
    let written = places.at.iter().map(|(note, line)| samples[*note].lines()[*line].prose.text().trim().to_owned());
    count(written).into_iter().next().map(|counted| counted.value).unwrap_or_default()
}
