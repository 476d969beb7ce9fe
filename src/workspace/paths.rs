//! Paths as a run knows them: absolute without `.` and `..`, and as they are reported. No file is opened here.

use std::path::{Component, Path, PathBuf};

use crate::workspace::Failure;

pub(crate) use crate::workspace::names::written;

/// The name of the settings file.
pub(crate) const SETTINGS: &str = "lint.toml";

/// Endings of the names of drafts.
const ENDINGS: [&str; 5] = ["md", "markdown", "txt", "text", "docx"];

/// How the name of a draft ends that was written back with remarks.
const REVIEWED: &str = ".reviewed.docx";

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
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str())) && !is_beside_a_draft(path)
}

/// Whether a file is one that a word processor, or copydesk, puts beside a draft.
pub(crate) fn is_beside_a_draft(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    is_word(path) && (name.starts_with("~$") || name.starts_with(".~lock.") || name.ends_with(REVIEWED))
}

/// Whether a file's name is that of a Word document; one with macros is read, but never met on a walk.
pub(crate) fn is_word(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("docx") || ending.eq_ignore_ascii_case("docm"))
}

/// The files that word processors keep beside a document while they hold it open.
pub(crate) fn locks_of(path: &Path) -> Vec<PathBuf> {
    let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else { return Vec::new() };
    // Word takes away the beginning of a long name to make room for its mark.
    let shortened = name.char_indices().nth(2).map(|(at, _)| format!("~${}", &name[at..]));
    let names = [Some(format!("~${name}")), shortened, Some(format!(".~lock.{name}#"))];
    names.into_iter().flatten().map(|name| path.with_file_name(name)).collect()
}
