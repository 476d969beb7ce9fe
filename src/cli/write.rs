//! Writing files so that none is ever left half written. What is written is decided elsewhere.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::cli::Trouble;

/// Puts `after` in the place of `before`, which the file at `path` held when it was read. Its permissions stay, and a link stays a link.
pub(crate) fn replace(path: &Path, name: &str, before: &str, after: &str) -> Result<(), Trouble> {
    swap(path, Some(before), after).map_err(|refusal| refusal.told(name))
}

/// Writes a file whether or not there is one. What is no file, such as a pipe, is written to and not replaced.
pub(crate) fn put(path: &Path, name: &str, text: &str) -> Result<(), Trouble> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => swap(path, None, text).map_err(|refusal| refusal.told(name)),
        // A link that leads nowhere yet is one too.
        _ if path.symlink_metadata().is_ok() => fs::write(path, text).map_err(|error| failed(name, &error)),
        _ => {
            let beside = beside(path);
            finished(&beside, write_synced(&beside, text).and_then(|()| fs::rename(&beside, path))).map_err(|error| failed(name, &error))
        }
    }
}

/// Writes a file that does not exist yet.
pub(crate) fn create(path: &Path, name: &str, text: &str) -> Result<(), Trouble> {
    let mut file = File::create_new(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Trouble::new(format!("`{name}` exists already, and is left as it is"), "move it away first, or edit it")
        }
        _ => failed(name, &error),
    })?;
    finished(path, file.write_all(text.as_bytes()).and_then(|()| file.sync_all())).map_err(|error| failed(name, &error))
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

/// Why a file was left as it is.
enum Refusal {
    ReadOnly,
    /// Somebody else wrote to it in the meantime.
    Changed,
    /// It has another name, which would keep the old text.
    Linked,
    Io(io::Error),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Refusal::Io(error)
    }
}

impl Refusal {
    fn told(self, name: &str) -> Trouble {
        let (why, help) = match self {
            Refusal::Io(error) => return failed(name, &error),
            Refusal::ReadOnly => ("is read-only", "make it writable first, if it may be changed"),
            Refusal::Changed => ("has changed since it was read", "run the command again"),
            Refusal::Linked => ("has a second name (a hard link), which would keep the old text", "copy it to a file of its own first"),
        };
        Trouble::new(format!("`{name}` {why}, and is left as it is"), help)
    }
}

/// Puts a new file in the place of one that exists, unless that no longer holds `before`.
fn swap(path: &Path, before: Option<&str>, after: &str) -> Result<(), Refusal> {
    let target = path.canonicalize()?;
    let metadata = fs::metadata(&target)?;
    // Renaming over a file asks nobody whether it may be changed.
    if metadata.permissions().readonly() {
        return Err(Refusal::ReadOnly);
    }
    OpenOptions::new().write(true).open(&target)?;
    if has_second_name(&metadata) {
        return Err(Refusal::Linked);
    }
    let beside = beside(&target);
    let renamed = write_synced(&beside, after).and_then(|()| take_after(&beside, &metadata)).map_err(Refusal::from).and_then(|()| {
        let now = fs::read(&target)?;
        // The same file by another name, mended before.
        let is_done = now == after.as_bytes();
        if before.is_some_and(|before| now != before.as_bytes()) && !is_done {
            return Err(Refusal::Changed);
        }
        Ok(fs::rename(&beside, &target)?)
    });
    finished(&beside, renamed)
}

/// Takes away what a failure left of the file at `path`, so that nothing half written stays.
fn finished<E>(path: &Path, written: Result<(), E>) -> Result<(), E> {
    if written.is_err() {
        drop(fs::remove_file(path));
    }
    written
}

#[cfg(unix)]
fn has_second_name(metadata: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(metadata) > 1
}

#[cfg(not(unix))]
fn has_second_name(_: &Metadata) -> bool {
    false
}

/// Gives the file at `path` the owner and the permissions of another.
fn take_after(path: &Path, other: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, chown};
        let own = fs::metadata(path)?;
        if (own.uid(), own.gid()) != (other.uid(), other.gid()) {
            // Only root may give a file away; whoever else may write it becomes its owner.
            drop(chown(path, Some(other.uid()), Some(other.gid())));
        }
    }
    fs::set_permissions(path, other.permissions())
}

/// A name for what is not finished, in the same folder: a file can be moved from there in one step.
fn beside(target: &Path) -> PathBuf {
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    target.with_file_name(format!(".{name}.{}.new", std::process::id()))
}

fn write_synced(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use std::env;

    use super::*;

    /// A folder of this test run.
    fn folder(name: &str) -> PathBuf {
        let path = env::temp_dir().join(format!("copydesk-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("the folder can be made");
        path
    }

    #[test]
    fn a_file_that_changed_since_it_was_read_is_left_as_it_is() {
        let folder = folder("changed");
        let path = folder.join("a.txt");
        fs::write(&path, "theirs\n").expect("it can be written");
        let trouble = replace(&path, "a.txt", "as read\n", "mended\n").expect_err("it holds something else");
        assert_eq!(trouble.message, "`a.txt` has changed since it was read, and is left as it is");
        assert_eq!(fs::read_to_string(&path).expect("it is there"), "theirs\n");
        assert_eq!(fs::read_dir(&folder).expect("it is a folder").count(), 1, "nothing half written stays");
        replace(&path, "a.txt", "as read\n", "theirs\n").expect("what should stand there stands there already");
        replace(&path, "a.txt", "theirs\n", "mended\n").expect("nobody touched it");
        assert_eq!(fs::read_to_string(&path).expect("it is there"), "mended\n");
        fs::remove_dir_all(folder).expect("it is ours");
    }
}
