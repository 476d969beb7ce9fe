//! One run at a time writes where it writes. Nothing is left lying for it: what is locked is a folder, and the system forgets the lock with the
//! process. It keeps out other runs of copydesk, and nobody else.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::journal::{self, Entry, Journal};
use super::place::{parent, place, place_of};
use crate::workspace::notice::notify;

/// While this lives, no other run writes to the same repositories, or to the same folders where there is no repository.
#[derive(Debug)]
pub(crate) struct WriteLock {
    /// The folders, for as long as their handles are open. Some shares cannot lock a folder, nor can Windows.
    locked: BTreeMap<PathBuf, File>,
}

/// Folders that are locked at most: each takes a file handle, of which a process has some hundred.
const AT_MOST: usize = 128;

impl WriteLock {
    /// Waits for its turn with the repositories and folders of these files, and takes away what runs that were killed left there.
    pub(crate) fn acquire<'p>(files: impl IntoIterator<Item = &'p Path>) -> WriteLock {
        WriteLock::of(files, wait)
    }

    /// The same for what can be had without waiting.
    pub(crate) fn try_acquire<'p>(files: impl IntoIterator<Item = &'p Path>) -> WriteLock {
        WriteLock::of(files, |folder| File::open(folder).ok().filter(|file| file.try_lock().is_ok()))
    }

    fn of<'p>(files: impl IntoIterator<Item = &'p Path>, lock: impl Fn(&Path) -> Option<File>) -> WriteLock {
        let parents: BTreeSet<PathBuf> = files.into_iter().map(|file| parent(file).to_owned()).collect();
        let folders: BTreeSet<PathBuf> = parents.iter().map(|folder| place_of(folder)).collect();
        // All runs go in the same order, so that no two wait for each other.
        let locked: BTreeMap<_, _> =
            folders.into_iter().take(AT_MOST).filter_map(|folder| Some((folder.clone(), lock(&folder)?))).collect();
        for folder in locked.keys() {
            journal::recover(folder);
        }
        WriteLock { locked }
    }

    /// Notes down what will lie beside the files, in the folders that are locked for them.
    pub(super) fn note(&self, entries: &[Entry]) -> io::Result<Vec<Journal>> {
        let mut by_folder: BTreeMap<PathBuf, Vec<Entry>> = BTreeMap::new();
        for entry in entries {
            let folder = place(&entry.from);
            if self.locked.contains_key(&folder) && entry.to.starts_with(&folder) {
                by_folder.entry(folder).or_default().push(entry.clone());
            }
        }
        by_folder.iter().filter_map(|(folder, entries)| journal::begin(folder, entries).transpose()).collect()
    }
}

fn wait(folder: &Path) -> Option<File> {
    let file = File::open(folder).ok()?;
    match file.try_lock() {
        Ok(()) => Some(file),
        Err(TryLockError::WouldBlock) => {
            notify(&format!("waiting for another run of copydesk that writes in `{}`", folder.display()));
            file.lock().ok().map(|()| file)
        }
        Err(TryLockError::Error(_)) => None,
    }
}
