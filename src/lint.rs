//! From drafts to findings that count: levels, ignores, order. The only place that knows any of these.

use jiff::civil::Date;

use crate::finding::{Finding, Level};

/// A finding, settled.
#[derive(Debug, Clone)]
pub struct Reported {
    /// What the rule said.
    pub finding: Finding,
    /// How much it weighs here; never `Off`.
    pub level: Level,
    /// Where it stands, in words a person can find in a word processor.
    pub place: Place,
    /// Survives edits elsewhere; 32 hexadecimal figures.
    pub fingerprint: String,
}

/// Where a finding stands in a note. Any part may be unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Place {
    /// The note's number.
    pub note: Option<u64>,
    /// The section's heading as written.
    pub section: Option<String>,
    /// The ordinal of the point as written.
    pub point: Option<String>,
    /// The paragraph of the section, from 1.
    pub paragraph: Option<usize>,
}

/// What was read of one note, for the closing line of a clean run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSummary {
    /// The file, as reported.
    pub file: String,
    /// The note's number.
    pub number: Option<u64>,
    /// The note's date.
    pub date: Option<Date>,
    /// The note's date as the house writes it.
    pub date_text: Option<String>,
    /// How many sections.
    pub sections: usize,
    /// Points of each numbered section, in order.
    pub points: Vec<usize>,
    /// Words of title, headings and body.
    pub words: usize,
}

/// Counts over a run.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// Drafts read and asked for.
    pub files: usize,
    /// Notes in them.
    pub notes: usize,
    /// Files found by walking that are no drafts.
    pub skipped: usize,
    /// Findings reported, by level.
    pub errors: usize,
    /// Warnings reported.
    pub warnings: usize,
    /// Advice reported.
    pub advice: usize,
    /// Findings held back by an ignore comment or entry.
    pub ignored: usize,
    /// Findings held back by the baseline.
    pub baselined: usize,
    /// Findings that `--fix` would mend.
    pub fixable: usize,
    /// Findings that only `--unsafe-fixes` would mend.
    pub fixable_unsafe: usize,
    /// Findings that this run has mended.
    pub fixed: usize,
}

/// Everything a run has to say.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Sorted by file, start, end, rule.
    pub findings: Vec<Reported>,
    /// Counts.
    pub summary: Summary,
    /// What was read, in the order of files.
    pub notes: Vec<NoteSummary>,
}
