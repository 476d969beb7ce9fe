//! What is asked of a workspace: which files, and what outweighs their settings. Whoever asks has words of its own for it, such as arguments.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use jiff::civil::Date;

use crate::settings::Asked;

/// Which drafts are asked for.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Files and folders; where there are none and nothing is piped, what lint.toml includes, else the current folder.
    pub paths: Vec<PathBuf>,
    /// A draft on standard input.
    pub piped: Option<Piped>,
    /// Whether lint.toml leaves out files that are named too.
    pub excludes: Excludes,
    /// How many files to work on at once; as many as there are processors, if not given.
    pub threads: Option<NonZeroUsize>,
}

/// A draft on standard input.
#[derive(Debug, Clone, Default)]
pub struct Piped {
    /// What it is called.
    pub name: Option<PathBuf>,
}

/// Which files the `exclude` and `include` of lint.toml are asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Excludes {
    /// Those that are met in folders.
    #[default]
    Met,
    /// Those that are named, too.
    Named,
}

/// What outweighs lint.toml, or replaces it.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// The house to hold the drafts to: a shipped name or a file.
    pub house: Option<String>,
    /// Where settings come from.
    pub settings: SettingsFrom,
    /// What is asked of rules.
    pub rules: Asked,
    /// The day to take for today.
    pub today: Option<Date>,
    /// The largest draft that is read, in bytes.
    pub file_size: Option<u64>,
}

/// Where settings come from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SettingsFrom {
    /// The nearest lint.toml upwards from each draft.
    #[default]
    Nearest,
    /// This file alone.
    File(PathBuf),
    /// No file.
    Nowhere,
}
