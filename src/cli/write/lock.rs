//! One run at a time writes where it writes. Nothing is left lying for it: what is locked is a folder, and the system forgets the lock with the
//! process. It keeps out other runs of copydesk, and nobody else.

use std::collections::BTreeSet;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use crate::cli::streams::complain;
use crate::cli::{configure, repository};

/// While this lives, no other run writes to the same repositories, or to the same folders where there is no repository.
#[derive(Debug)]
pub(crate) struct Alone {
    locked: Vec<File>,
    /// Whether every folder could be locked: some shares cannot, nor can Windows.
    is_sure: bool,
}

/// Folders that are locked at most: each takes a file handle, of which a process has some hundred.
const AT_MOST: usize = 128;

impl Alone {
    /// Waits for its turn with the repositories and folders of these files.
    pub(crate) fn with<'p>(files: impl IntoIterator<Item = &'p Path>) -> Alone {
        let folders: BTreeSet<PathBuf> = files.into_iter().map(place).collect();
        let mut alone = Alone { locked: Vec::new(), is_sure: folders.len() <= AT_MOST };
        // All runs go in the same order, so that no two wait for each other.
        for folder in folders.iter().take(AT_MOST) {
            match lock(folder) {
                Some(file) => alone.locked.push(file),
                None => alone.is_sure = false,
            }
        }
        alone
    }

    /// Whether what another run seems to have left is left indeed.
    pub(super) fn is_sure(&self) -> bool {
        self.is_sure
    }
}

/// What is locked for a file.
fn place(file: &Path) -> PathBuf {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let settled = || folder.ancestors().find(|folder| folder.join(configure::FILE).exists());
    repository::root(&folder).or_else(settled).unwrap_or(&folder).to_owned()
}

fn lock(folder: &Path) -> Option<File> {
    let file = File::open(folder).ok()?;
    match file.try_lock() {
        Ok(()) => Some(file),
        Err(TryLockError::WouldBlock) => {
            complain(&format!("waiting for another run of copydesk that writes in `{}`", folder.display()));
            file.lock().ok().map(|()| file)
        }
        Err(TryLockError::Error(_)) => None,
    }
}
