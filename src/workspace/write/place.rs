//! What is locked for a file: the repository that it lies in. Nothing is locked here.

use std::path::{Path, PathBuf};

use crate::workspace::{paths, repository};

/// The folder of a file.
pub(super) fn parent(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The path of a file whose folder is named without links; the file need not be there.
pub(super) fn real_parent(file: &Path) -> PathBuf {
    let folder = parent(file);
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    file.file_name().map_or_else(|| folder.clone(), |name| folder.join(name))
}

/// What is locked for a file.
pub(super) fn place(file: &Path) -> PathBuf {
    place_of(parent(file))
}

/// What is locked for the files of a folder.
pub(super) fn place_of(folder: &Path) -> PathBuf {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let settled = || folder.ancestors().find(|folder| folder.join(paths::SETTINGS).exists());
    repository::root(&folder).or_else(settled).unwrap_or(&folder).to_owned()
}
