//! Writing files so that none is ever left half written. What is written is decided elsewhere.

use std::ffi::OsString;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use attributes::take_after;
use journal::Entry;
pub(crate) use journal::moved;
pub(crate) use lock::WriteLock;
use signals::Held;

use crate::workspace::{Failure, bounds};
pub(crate) use transaction::Transaction;

mod attributes;
mod journal;
mod lock;
mod place;
mod signals;
mod transaction;

/// Writes a file whether or not there is one. What is no file, such as a pipe, is written to and not replaced.
pub(crate) fn put(path: &Path, name: &str, text: &str) -> Result<(), Failure> {
    put_with(path, name, &|out| out.write_all(text.as_bytes()))
}

/// The same with what `write` writes.
pub(crate) fn put_with(path: &Path, name: &str, write: Writes<'_>) -> Result<(), Failure> {
    bounds::keep_in(path, name)?;
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => swap(path, write).map_err(|refusal| refusal.told(name)),
        // A link that leads nowhere yet is one too.
        _ if path.symlink_metadata().is_ok() => {
            File::create(path).and_then(|file| fill(&file, write)).map_err(|error| failed(name, &error))
        }
        _ => {
            let _held = Held::new();
            let beside = beside(path, "new");
            let written = noted(path, &beside, &WriteLock::try_acquire([path]), || {
                make(&beside, write)?;
                finished(&beside, fs::rename(&beside, path))
            });
            written.map_err(|error| failed(name, &error))
        }
    }
}

/// Writes a text as it is made.
type Writes<'a> = &'a dyn Fn(&mut dyn Write) -> io::Result<()>;

/// Writes a file that does not exist yet.
pub(crate) fn create(path: &Path, name: &str, text: &str) -> Result<(), Failure> {
    create_in_turn(path, name, text, &WriteLock::try_acquire([path]))
}

/// The same by a run that has had its turn already.
pub(crate) fn create_in_turn(path: &Path, name: &str, text: &str, lock: &WriteLock) -> Result<(), Failure> {
    let there = || Failure::new(format!("`{name}` exists already, and is left as it is"), "move it away first, or edit it");
    if path.symlink_metadata().is_ok() {
        return Err(there());
    }
    bounds::keep_in(path, name)?;
    let _held = Held::new();
    let new = beside(path, "new");
    let written = noted(path, &new, lock, || {
        write_synced(&new, text.as_bytes())?;
        let appeared = signals::go_on().and_then(|()| appear(&new, path));
        drop(fs::remove_file(&new));
        appeared
    });
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => there(),
        ErrorKind::NotFound if path.parent().is_none_or(|folder| folder.as_os_str().is_empty() || folder.is_dir()) => {
            Failure::new(format!("`{name}` could not be written: somebody took away what was to become it"), "run the command again")
        }
        _ => failed(name, &error),
    })
}

/// Does `work`, which leaves a file at `new` until it is at `path`, while that is noted down for the case that the program is killed.
fn noted(path: &Path, new: &Path, lock: &WriteLock, work: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    let [at, new, old] = [path, new, &beside(path, "old")].map(place::real_parent);
    let _journals = lock.note(&[Entry { from: at.clone(), to: at, new, old, before: 0, after: 0 }])?;
    work()
}

/// Takes away what runs that were killed left where these files are, unless another run writes there now.
pub(crate) fn tidy<'p>(files: impl IntoIterator<Item = &'p Path>) {
    drop(WriteLock::try_acquire(files));
}

/// What to say of a file that somebody else wrote in the meantime.
pub(crate) fn changed(name: &str) -> Failure {
    Refusal::Changed.told(name)
}

/// What to say of a file that cannot be written.
pub(crate) fn failed(name: &str, error: &io::Error) -> Failure {
    let (why, help) = match error.kind() {
        ErrorKind::PermissionDenied => ("you have no permission to".to_owned(), "ask its owner for permission to change it"),
        ErrorKind::NotFound => ("its folder does not exist".to_owned(), "make the folder first"),
        _ => (error.to_string(), "check that there is room on the disk"),
    };
    Failure::new(format!("`{name}` cannot be written: {why}"), help)
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
    fn told(self, name: &str) -> Failure {
        let (why, help) = match self {
            Refusal::Io(error) => return failed(name, &error),
            Refusal::ReadOnly => ("is read-only", "make it writable first, if it may be changed"),
            Refusal::Changed => ("has changed since it was read", "run the command again"),
            Refusal::Linked => ("has a second name (a hard link), which would keep the old text", "copy it to a file of its own first"),
        };
        Failure::new(format!("`{name}` {why}, and is left as it is"), help)
    }
}

/// Puts a new file in the place of one that exists.
fn swap(path: &Path, write: Writes<'_>) -> Result<(), Refusal> {
    let (target, metadata) = ready(path)?;
    let _held = Held::new();
    let beside = beside(&target, "new");
    let written = noted(&target, &beside, &WriteLock::try_acquire([target.as_path()]), || {
        make(&beside, write)?;
        finished(&beside, take_after(&beside, &target, &metadata).and_then(|()| fs::rename(&beside, &target)))
    });
    Ok(written?)
}

/// Where the file at `path` really is, and whose, if it may be replaced.
fn ready(path: &Path) -> Result<(PathBuf, Metadata), Refusal> {
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
    Ok((target, metadata))
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

/// A name for what is not finished, in the same folder: a file can be moved from there in one step. Nothing has that name: a run that was killed
/// may have left something, and the number of its process may be given again.
fn beside(target: &Path, state: &str) -> PathBuf {
    let id = std::process::id();
    let named = |ending: String| {
        // As it is, byte for byte: two files may differ in nothing but bytes that are no text.
        let mut name = OsString::from(".");
        name.push(target.file_name().unwrap_or_default());
        name.push(ending);
        name
    };
    let candidates = (0u32..).map(|again| named(if again == 0 { format!(".{id}.{state}") } else { format!(".{id}-{again}.{state}") }));
    candidates.map(|name| target.with_file_name(name)).find(|path| path.symlink_metadata().is_err()).expect("some number is free")
}

/// Puts what is at `new` where there must be nothing, all of it at once. It may stay at `new` too.
fn appear(new: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(new, to) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            // A file system without second names.
            File::create_new(to)?;
            fs::rename(new, to).inspect_err(|_| drop(fs::remove_file(to)))
        }
        linked => linked,
    }
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    make(path, &|out| out.write_all(bytes))
}

/// Makes a file and waits until it is on the disk.
fn make(path: &Path, write: Writes<'_>) -> io::Result<()> {
    let file = File::create_new(path)?;
    finished(path, fill(&file, write).and_then(|()| file.sync_all()))
}

fn fill(file: &File, write: Writes<'_>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, Watched(file));
    write(&mut out)?;
    out.flush()
}

/// A file that is written as long as nobody asks the program to end.
struct Watched<'f>(&'f File);

impl Write for Watched<'_> {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        signals::go_on()?;
        self.0.write(part)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
