//! How the files of notes are named, and the number in their names.

use crate::derive::count::{Counted, count, is_most};
use crate::derive::sample::Sample;
use crate::house::FileName;

/// How the files are named.
#[derive(Debug, Clone)]
pub(super) struct Files {
    /// The pattern, and how many notes are named so.
    pub pattern: Counted<String>,
}

/// Ways of naming files.
const PATTERNS: [&str; 5] = ["{number}", "{number}-{slug}", "{slug}-{number}", "{number}-{slug}/README", "{number}/README"];

impl Files {
    /// The way in which most files are named, each with a number of its own.
    pub fn of(samples: &[Sample]) -> Option<Files> {
        let fitting = |pattern: &&str| {
            let name = FileName::new(pattern).ok()?;
            let numbers: Vec<u64> = samples.iter().filter_map(|sample| name.number_in(sample.name()).map(|(number, _)| number)).collect();
            let distinct = count(numbers.iter().copied()).len();
            let is_own = is_most(distinct, samples.len());
            is_own.then(|| Files { pattern: Counted { value: (*pattern).to_owned(), notes: numbers.len() } })
        };
        PATTERNS.iter().find_map(fitting)
    }

    /// The number in a file's name.
    pub fn number_in(&self, name: &str) -> Option<u64> {
        FileName::new(&self.pattern.value).ok()?.number_in(name).map(|(number, _)| number)
    }

    /// Whether the number stands in a folder's name.
    pub fn in_folder(&self) -> bool {
        self.pattern.value.contains('/')
    }
}

/// The last parts of a file's name, as many as the pattern has.
pub(super) fn short(name: &str, pattern: Option<&str>) -> String {
    let parts = 1 + pattern.map_or(0, |pattern| pattern.matches('/').count());
    let from = name.rmatch_indices('/').nth(parts - 1).map_or(0, |(at, _)| at + 1);
    name[from..].to_owned()
}
