//! Paths as a run knows them: absolute without `.` and `..`, and as they are reported. No file is opened here.

use std::path::{Component, Path, PathBuf};

use crate::workspace::Failure;

pub(crate) use crate::workspace::names::written;

/// The name of the settings file.
pub(crate) const SETTINGS: &str = "lint.toml";

/// Endings of the names of drafts.
const ENDINGS: [&str; 4] = ["md", "markdown", "txt", "text"];

/// What standard input is called where nobody names it.
pub(crate) const STDIN: &str = "<stdin>";

/// The current folder.
pub(crate) fn current_folder() -> Result<PathBuf, Failure> {
    std::env::current_dir()
        .map_err(|error| Failure::new(format!("the current folder cannot be used: {error}"), "change to a folder that exists"))
}

/// `path` from the root of the file system, without `.` and `..`. Links are not followed.
pub(crate) fn absolute(current: &Path, path: &Path) -> PathBuf {
    let mut absolute = PathBuf::new();
    for part in current.join(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(absolute.pop()),
            _ => absolute.push(part),
        }
    }
    absolute
}

/// The path by which a file of settings, a house or a baseline is reported.
pub(crate) fn name_of(file: &Path, current: &Path) -> String {
    written(file.strip_prefix(current).unwrap_or(file))
}

/// Whether a file's name is that of a draft.
pub(crate) fn is_draft(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}
