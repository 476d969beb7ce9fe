//! Where a repository ends. What settings name, and what a link leads to, beyond that is neither read nor written: a stranger's change to a
//! repository reaches nothing else. What a person names on the command line is their own affair, links within a repository aside.

use std::path::{Path, PathBuf};

use crate::cli::Trouble;

/// Whether `path` lies in the repository of `folder`, or in `folder` itself where it is in none. A file that is not there is found so later.
pub(crate) fn is_within(path: &Path, folder: &Path) -> bool {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let root = root(&folder).unwrap_or(&folder);
    real(path).starts_with(root)
}

/// The folder, or file, that a pattern of paths from `folder` begins with, before anything that stands for several.
pub(crate) fn beginning(pattern: &str, folder: &Path) -> PathBuf {
    let pattern = pattern.trim_start_matches("./").trim_end_matches('/');
    if !pattern.contains('/') {
        return folder.to_owned();
    }
    let plain = pattern.split('/').take_while(|part| !part.contains(['*', '?', '[', '{', '\\']));
    plain.fold(folder.to_owned(), |path, part| path.join(part))
}

/// Whether the absolute `path` lies in a repository, and is a link, or goes through one, that leads out of it.
pub(crate) fn leads_out(path: &Path) -> bool {
    let Some(root) = path.parent().and_then(root) else { return false };
    let Ok(root) = root.canonicalize() else { return false };
    path.canonicalize().is_ok_and(|target| !target.starts_with(root))
}

/// What to say of a link called `name` that leads out of its repository.
pub(crate) fn led_out(name: &str) -> Trouble {
    Trouble::new(
        format!("`{name}` is a link that leads out of the repository"),
        "put a copy of the file in its place: a draft should be the same on every machine",
    )
}

/// The path without links and `..`; of a file that is not there, that of its nearest folder and the rest.
fn real(path: &Path) -> PathBuf {
    match (path.canonicalize(), path.parent(), path.file_name()) {
        (Ok(real), ..) => real,
        (Err(_), Some(parent), Some(name)) => real(parent).join(name),
        (Err(_), ..) => path.to_owned(),
    }
}

/// The repository that a folder lies in.
pub(crate) fn root(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| folder.join(".git").symlink_metadata().is_ok())
}
