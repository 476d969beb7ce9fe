//! What lint.toml says. It is read once and asked for each draft and note; the file itself is found and opened elsewhere.

use std::sync::Arc;

use globset::GlobSet;
use jiff::civil::Date;

use crate::finding::Level;
use crate::house::{FileName, Numbering, RuleSetting};
use crate::roster::Roster;
use crate::series::{KnownGap, KnownNumber, Policy};
use crate::source::{Source, Span};
use crate::table::Spanned;

pub use edit::with_acronym;
pub use levels::{Asked, Ruling, Rulings, SetBy};
#[cfg(feature = "cli")]
pub(crate) use read::bytes_of;
pub use read::house_faults;
pub use schema::{house_schema, schema};

mod edit;
mod extremes;
mod house_keys;
mod keys;
mod levels;
mod read;
mod schema;

/// Ids under which the linter says that it could not do its job. Nobody turns them off and nothing ignores them.
pub const FATAL: [&str; 4] = ["unreadable-file", "invalid-settings", "invalid-house", "internal-error"];

/// What one lint.toml says; what it leaves out is `None` or empty.
#[derive(Debug)]
pub struct Settings {
    /// The file.
    pub source: Arc<Source>,
    /// The houses declared: shipped names or paths from the file's folder.
    pub house: Vec<Spanned<String>>,
    /// The version of the program that it was written for.
    pub required_version: Option<Spanned<String>>,
    /// From which level on a finding fails the run.
    pub fail_on: Option<Spanned<FailOn>>,
    /// The file of known findings.
    pub baseline: Option<Spanned<String>>,
    /// Acronyms that need no introduction, besides the house's.
    pub acronyms: Vec<String>,
    /// The file of authors.
    pub roster: Option<Spanned<String>>,
    /// What that file says, once it has been opened.
    pub authors: Option<Roster>,
    /// Shared word lists.
    pub packs: Vec<Spanned<String>>,
    /// Which files are drafts.
    pub files: Files,
    /// Levels and options of rules.
    pub rules: Vec<RuleSetting>,
    /// The archive and its numbering.
    pub series: SeriesSettings,
    /// The largest file that is read, in bytes.
    pub file_size: Option<Spanned<u64>>,
    /// How many findings of one file are wanted.
    pub most_findings: Option<Spanned<usize>>,
    /// In order: a later one outweighs an earlier.
    pub overrides: Vec<Override>,
    /// Findings to hold back.
    pub ignores: Vec<IgnoreEntry>,
}

impl Settings {
    /// Whether the draft at `path`, counted from the file's folder, is one that it names: by an include, or as one of the archive.
    pub fn names(&self, path: &str) -> bool {
        let included = self.files.include.as_ref().is_some_and(|globs| globs.matches(path));
        self.is_of_archive(path) || (included && !self.files.exclude.matches(path))
    }

    /// Whether the file at `path`, counted from the file's folder, is one of the archive.
    pub fn is_of_archive(&self, path: &str) -> bool {
        let archived = self.series.archive.as_ref().is_some_and(|globs| globs.matches(path));
        archived && !self.files.exclude.matches(path) && !self.is_ledger(path)
    }

    /// Whether the file at `path`, counted from the file's folder, is a listing of numbers that are not in the tree.
    pub fn is_ledger(&self, path: &str) -> bool {
        self.series.ledger.iter().any(|ledger| ledger.trim_start_matches("./") == path)
    }

    /// Whether the draft at `path`, counted from the file's folder, may hold a note: it is one of the archive, or one that a run would find.
    pub fn may_hold_note(&self, path: &str) -> bool {
        let archived = self.series.archive.as_ref().is_some_and(|globs| globs.matches(path));
        let included = self.files.include.as_ref().is_none_or(|globs| globs.matches(path));
        !self.files.exclude.matches(path) && (archived || included)
    }
}

/// Which files are drafts. Patterns count from the folder of lint.toml.
#[derive(Debug, Default)]
pub struct Files {
    /// Where given, nothing else is found by walking.
    pub include: Option<Globs>,
    /// Never found by walking.
    pub exclude: Globs,
}

/// The archive of a series.
#[derive(Debug, Default)]
pub struct SeriesSettings {
    /// Every note of the series.
    pub archive: Option<Globs>,
    /// Listings of numbers that are not in the tree.
    pub ledger: Vec<Spanned<String>>,
    /// How numbers follow each other.
    pub numbers: Option<Spanned<Numbering>>,
    /// Whether every number exists here.
    pub complete: Option<Spanned<bool>>,
    /// How files are named: `{number}-{slug}`.
    pub file_name: Option<Spanned<FileName>>,
    /// Numbers set aside.
    pub reserved: Vec<KnownNumber>,
    /// Numbers taken back.
    pub withdrawn: Vec<KnownNumber>,
    /// Runs of numbers that are known to be absent.
    pub known_gaps: Vec<KnownGap>,
}

/// What differs for some drafts or notes. All conditions given must hold.
#[derive(Debug)]
pub struct Override {
    /// Where the file begins it.
    pub span: Span,
    /// Which files, as counted from the folder of lint.toml.
    pub include: Option<Globs>,
    /// Notes dated before this day.
    pub before: Option<Date>,
    /// Notes dated after this day.
    pub after: Option<Date>,
    /// Notes of this house. Beside another condition it also declares the house of the files that meet it.
    pub house: Option<Spanned<String>>,
    /// Levels and options of rules.
    pub rules: Vec<RuleSetting>,
}

/// Findings to hold back in one file, for drafts whose text is pasted elsewhere.
#[derive(Debug, Clone)]
pub struct IgnoreEntry {
    /// Where the file begins it.
    pub span: Span,
    /// The draft, from the folder of lint.toml.
    pub file: String,
    /// The rule.
    pub rule: Spanned<String>,
    /// Words in the span of the finding; without them every finding of the rule in the file.
    pub text: Option<String>,
    /// Why; empty where no reason is given.
    pub reason: String,
}

/// From which level on a finding fails the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailOn {
    /// No finding does.
    Never,
    /// Findings of this level and above do.
    From(Level),
}

impl SeriesSettings {
    /// What it says of numbers.
    pub fn policy(&self) -> Policy {
        Policy {
            numbers: self.numbers.as_ref().map(|numbers| numbers.value).unwrap_or_default(),
            complete: self.complete.as_ref().is_some_and(|complete| complete.value),
            file_name: self.file_name.as_ref().map(|pattern| pattern.value.clone()),
            reserved: self.reserved.clone(),
            withdrawn: self.withdrawn.clone(),
            known_gaps: self.known_gaps.clone(),
        }
    }
}

/// Patterns of paths, `/` between folders. One without `/` is matched against the name of the file or of any folder above it.
#[derive(Debug, Clone, Default)]
pub struct Globs {
    set: GlobSet,
    patterns: Vec<String>,
    spans: Vec<Span>,
}

impl Globs {
    /// As they are written.
    pub fn patterns(&self) -> &[String] {
        &self.patterns
    }

    /// Where lint.toml gives each of them.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Whether `path`, relative to the folder the patterns count from, or a folder above it, is meant.
    pub fn matches(&self, path: &str) -> bool {
        !self.set.is_empty() && parts(path).any(|part| self.set.is_match(part))
    }

    /// Which of the patterns mean `path`, by index.
    pub fn matching(&self, path: &str) -> Vec<usize> {
        parts(path).flat_map(|part| self.set.matches(part)).collect()
    }
}

/// A path and the folders above it.
fn parts(path: &str) -> impl Iterator<Item = &str> {
    let folders = path.char_indices().filter(|(_, c)| *c == '/').map(|(at, _)| &path[..at]);
    folders.chain([path])
}

impl FailOn {
    /// Every choice by the name settings use.
    pub const NAMES: [(&'static str, FailOn); 4] = [
        ("error", FailOn::From(Level::Error)),
        ("warning", FailOn::From(Level::Warning)),
        ("advice", FailOn::From(Level::Advice)),
        ("never", FailOn::Never),
    ];

    /// Whether a finding of `level` fails the run.
    pub fn fails(self, level: Level) -> bool {
        match self {
            FailOn::Never => false,
            FailOn::From(least) => level >= least,
        }
    }

    /// Its name in settings.
    pub fn name(self) -> &'static str {
        FailOn::NAMES.iter().find(|(_, known)| *known == self).expect("every choice has a name").0
    }
}

impl Default for FailOn {
    fn default() -> Self {
        FailOn::From(Level::Error)
    }
}

impl Override {
    /// Whether it speaks of a note of that date in the file at `path`, which counts from the folder of lint.toml. The house is not asked.
    pub fn covers(&self, path: &str, date: Option<Date>) -> bool {
        let included = self.include.as_ref().is_none_or(|globs| globs.matches(path));
        let early = self.before.is_none_or(|day| date.is_some_and(|date| date < day));
        let late = self.after.is_none_or(|day| date.is_some_and(|date| date > day));
        included && early && late
    }

    /// The house it declares for files, where it declares one.
    pub fn declared_house(&self) -> Option<&Spanned<String>> {
        let conditional = self.include.is_some() || self.before.is_some() || self.after.is_some();
        self.house.as_ref().filter(|_| conditional)
    }
}

#[cfg(test)]
mod tests;
