//! Writing files so that none is ever left half written. What is written is decided elsewhere.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::cli::Trouble;

pub(crate) use transaction::Transaction;

mod transaction;

/// Puts `text` in the place of what the file at `path` holds. Its permissions stay, and a link stays a link.
pub(crate) fn replace(path: &Path, name: &str, text: &str) -> Result<(), Trouble> {
    replace_file(path, text).map_err(|error| failed(name, &error))
}

/// Writes a file whether or not there is one.
pub(crate) fn put(path: &Path, name: &str, text: &str) -> Result<(), Trouble> {
    if path.symlink_metadata().is_ok() {
        return replace(path, name, text);
    }
    let beside = beside(path, "new");
    let written = write_synced(&beside, text).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        drop(fs::remove_file(&beside));
    }
    written.map_err(|error| failed(name, &error))
}

/// Writes a file that does not exist yet.
pub(crate) fn create(path: &Path, name: &str, text: &str) -> Result<(), Trouble> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Trouble::new(format!("`{name}` exists already, and is left as it is"), "move it away first, or edit it")
        }
        _ => failed(name, &error),
    })?;
    file.write_all(text.as_bytes()).map_err(|error| failed(name, &error))
}

/// What to say of a file that cannot be written.
pub(crate) fn failed(name: &str, error: &io::Error) -> Trouble {
    let (why, help) = match error.kind() {
        ErrorKind::PermissionDenied => ("you have no permission to".to_owned(), "ask its owner for permission to change it"),
        ErrorKind::NotFound => ("its folder does not exist".to_owned(), "make the folder first"),
        _ => (error.to_string(), "check that there is room on the disk"),
    };
    Trouble::new(format!("`{name}` cannot be written: {why}"), help)
}

fn replace_file(path: &Path, text: &str) -> io::Result<()> {
    let target = path.canonicalize()?;
    let permissions = fs::metadata(&target)?.permissions();
    // Renaming over a file asks nobody whether it may be changed.
    OpenOptions::new().write(true).open(&target)?;
    let beside = beside(&target, "new");
    let written =
        write_synced(&beside, text).and_then(|()| fs::set_permissions(&beside, permissions)).and_then(|()| fs::rename(&beside, &target));
    if written.is_err() {
        drop(fs::remove_file(&beside));
    }
    written
}

/// A name for what is not finished, in the same folder: a file can be moved from there in one step. Nothing has that name: a run that was killed
/// may have left something, and the number of its process may be given again.
fn beside(target: &Path, state: &str) -> PathBuf {
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let id = std::process::id();
    let names = (0u32..).map(|again| if again == 0 { format!(".{name}.{id}.{state}") } else { format!(".{name}.{id}-{again}.{state}") });
    names.map(|name| target.with_file_name(name)).find(|path| path.symlink_metadata().is_err()).expect("some number is free")
}

fn write_synced(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
