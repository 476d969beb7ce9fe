//! A file that was asked for or met: what it is called, where it lies, and how it came to be looked at.

use std::path::PathBuf;
use std::sync::Arc;

/// A file to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// As it is reported.
    pub(crate) name: Arc<str>,
    /// Where it is read from.
    pub(crate) input: Input,
    /// Its absolute path without links, which need not exist for standard input.
    pub(crate) path: PathBuf,
    /// Whether somebody named it.
    pub(crate) named: Named,
    /// The absolute path that it was met under, where that is another: a link, or what lies behind one.
    pub(crate) alias: Option<PathBuf>,
}

/// Where a draft is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Input {
    /// The file.
    File,
    /// Standard input.
    Stdin,
}

/// How a file came to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Named {
    /// It was met on a walk.
    No,
    /// By hand, or it came on standard input.
    ByHand,
}
