//! What a run is about to leave beside the files it writes, noted down in the folder that it has locked. A run that is killed cannot take it away;
//! the next one that writes there does, and takes back what was half done. Names tell nothing: a stranger can put a file of any name into a
//! repository, but not a journal, since git gives no file the mode that a journal is made with, nor knows which inode it will get.

use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};

use siphasher::sip128::{Hasher128, SipHasher13};

use super::place;
use crate::workspace::notice::notify;
use crate::workspace::paths;

/// One file that is written, and what lies beside it meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Where the file is.
    pub(super) from: PathBuf,
    /// Where it is to be; the same where it keeps its name.
    pub(super) to: PathBuf,
    /// The new text, before it is in its place.
    pub(super) new: PathBuf,
    /// The original, until all are in their places.
    pub(super) old: PathBuf,
    /// Of the text that it has.
    pub(super) before: u128,
    /// Of the text that it is to have.
    pub(super) after: u128,
}

/// A journal that lies in a folder until the run is over.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
}

impl Drop for Journal {
    fn drop(&mut self) {
        // What a bug leaves is for the next run, like what is left by one that was killed.
        if !std::thread::panicking() {
            drop(fs::remove_file(&self.path));
        }
    }
}

/// Knows a text again.
pub(super) fn mark(text: &[u8]) -> u128 {
    let mut hasher = SipHasher13::new();
    std::hash::Hasher::write(&mut hasher, text);
    hasher.finish128().as_u128()
}

/// Notes down what will be written below `folder`. None can be kept in a folder that may not be written to.
pub(super) fn begin(folder: &Path, entries: &[Entry]) -> io::Result<Option<Journal>> {
    let path = super::beside(&folder.join(NAME), "new");
    let file = match create(&path) {
        Err(error) if matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem) => return Ok(None),
        file => file?,
    };
    let journal = Journal { path };
    let Some(own) = identity(&file.metadata()?) else { return Ok(None) };
    let mut text = own.into_bytes();
    for Entry { from, to, new, old, before, after } in entries {
        for path in [from, to, new, old] {
            let path = path.strip_prefix(folder).unwrap_or(path);
            text.extend_from_slice(path.as_os_str().as_encoded_bytes());
            text.push(0);
        }
        text.extend_from_slice(format!("{before:x}\0{after:x}\0").as_bytes());
    }
    io::Write::write_all(&mut &file, &text)?;
    file.sync_all()?;
    Ok(Some(journal))
}

const NAME: &str = "copydesk";

/// Clears away what earlier runs left below the locked `folder`, and takes back what they did half of.
pub(super) fn recover(folder: &Path) {
    for (journal, entries) in journals(folder) {
        let done: Vec<bool> = entries.iter().map(Entry::is_done).collect();
        let half = done.contains(&true) && done.contains(&false) && entries.iter().any(Entry::moves);
        if half {
            take_back(&entries);
        }
        entries.iter().for_each(Entry::clear);
        drop(fs::remove_file(journal));
    }
}

/// Where the text of a file is that is not there, if a run that was to give it another name was stopped.
pub(crate) fn moved(file: &Path) -> Option<PathBuf> {
    let current = paths::current_folder().ok()?;
    let file = place::real_parent(&paths::absolute(&current, file));
    let journals = journals(&place::place(&file));
    let entry = journals.iter().flat_map(|(_, entries)| entries).find(|entry| entry.from == file && entry.moves());
    let now = entry.and_then(|entry| [&entry.to, &entry.old].into_iter().find(|path| is_there(path)));
    now.map(|now| now.strip_prefix(&current).unwrap_or(now).to_owned())
}

fn take_back(entries: &[Entry]) {
    let Ok(current) = paths::current_folder() else { return };
    let name = |path: &Path| format!("`{}`", paths::name_of(path, &current));
    let taken_back: Vec<String> = entries.iter().filter(|entry| entry.take_back()).map(|entry| name(&entry.from)).collect();
    if !taken_back.is_empty() {
        notify(&format!("an earlier run was stopped half-way: what it did is taken back, in {}", taken_back.join(", ")));
    }
    for entry in entries.iter().filter(|entry| entry.was_changed_since()) {
        let (file, old) = (name(&entry.to), name(&entry.old));
        notify(&format!("an earlier run was stopped half-way: {file} was changed since, and is left so; as it was, it stands in {old}"));
    }
}

impl Entry {
    fn moves(&self) -> bool {
        self.from != self.to
    }

    /// Whether its new text has its place, and the original is no longer where it was.
    fn is_done(&self) -> bool {
        holds(&self.to, self.after) && !(self.moves() && is_there(&self.from))
    }

    /// Puts the original back where the new text is as it was written. Says whether it did.
    fn take_back(&self) -> bool {
        if !holds(&self.to, self.after) || !(holds(&self.old, self.before) || (self.moves() && holds(&self.from, self.before))) {
            return false;
        }
        if self.moves() {
            let is_back = is_there(&self.from) || fs::rename(&self.old, &self.from).is_ok();
            return is_back && fs::remove_file(&self.to).is_ok();
        }
        fs::rename(&self.old, &self.from).is_ok()
    }

    /// Whether somebody wrote to the file after it was put in its place.
    fn was_changed_since(&self) -> bool {
        is_there(&self.old) && is_there(&self.to) && !holds(&self.to, self.after) && !holds(&self.from, self.before)
    }

    /// Takes away what lies beside it. The only copy of a text stays.
    fn clear(&self) {
        drop(fs::remove_file(&self.new));
        if !self.was_changed_since() && (is_there(&self.from) || is_there(&self.to)) {
            drop(fs::remove_file(&self.old));
        }
    }
}

fn holds(path: &Path, text: u128) -> bool {
    let is_file = path.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
    is_file && fs::read(path).is_ok_and(|bytes| mark(&bytes) == text)
}

fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// The journals in a folder with what they say, in the order of their names. One whose run was killed before it was written out says nothing.
fn journals(folder: &Path) -> Vec<(PathBuf, Vec<Entry>)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_name = |name: &str| {
        let id = name.strip_prefix(".copydesk.").and_then(|rest| rest.strip_suffix(".new"));
        id.is_some_and(|id| id.starts_with(|c: char| c.is_ascii_digit()) && id.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'))
    };
    let mut paths: Vec<PathBuf> =
        entries.filter(|entry| entry.file_name().to_str().is_some_and(is_name)).map(|entry| entry.path()).collect();
    paths.sort();
    paths.into_iter().filter_map(|path| Some((read(folder, &path)?, path))).map(|(entries, path)| (path, entries)).collect()
}

/// What a journal says; `None` where it is none.
fn read(folder: &Path, path: &Path) -> Option<Vec<Entry>> {
    let metadata = path.symlink_metadata().ok()?;
    let own = identity(&metadata).filter(|_| metadata.is_file() && metadata.len() <= LARGEST)?;
    let text = fs::read(path).ok()?;
    let Some(said) = text.strip_prefix(own.as_bytes()) else { return is_begun(&text, &own).then(Vec::new) };
    let fields: Vec<&[u8]> = said.split(|byte| *byte == 0).collect();
    let entry = |fields: &[&[u8]]| {
        let &[from, to, new, old, before, after] = fields else { return None };
        let path = |bytes| Some(folder.join(inner(bytes)?));
        let mark = |bytes| u128::from_str_radix(str::from_utf8(bytes).ok()?, 16).ok();
        Some(Entry { from: path(from)?, to: path(to)?, new: path(new)?, old: path(old)?, before: mark(before)?, after: mark(after)? })
    };
    // The last may be cut short: then nothing was written yet.
    fields.chunks_exact(6).map(entry).collect()
}

/// Larger than any that a run writes.
const LARGEST: u64 = 256 << 20;

/// Whether it is the beginning of a journal: its run was killed before there was anything else.
fn is_begun(text: &[u8], own: &str) -> bool {
    own.as_bytes().starts_with(text)
}

/// A path below the folder.
fn inner(bytes: &[u8]) -> Option<PathBuf> {
    let path = decoded(bytes);
    path.components().all(|part| matches!(part, Component::Normal(_))).then_some(path)
}

#[cfg(unix)]
fn decoded(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn decoded(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// The mode of a journal: no version control and no editor makes a file that only its owner may read and that is sticky.
#[cfg(unix)]
const MODE: u32 = 0o1600;

#[cfg(unix)]
fn create(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    fs::OpenOptions::new().write(true).create_new(true).mode(MODE).open(path)
}

/// What a journal begins with if it is this file; `None` where it can be none.
#[cfg(unix)]
fn identity(metadata: &fs::Metadata) -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    (metadata.mode() & 0o7777 == MODE).then(|| format!("copydesk journal 1\0{}\0{}\0", metadata.dev(), metadata.ino()))
}

/// Elsewhere folders cannot be locked, so that nobody knows whether a run is over.
#[cfg(not(unix))]
fn create(_: &Path) -> io::Result<File> {
    Err(io::ErrorKind::PermissionDenied.into())
}

#[cfg(not(unix))]
fn identity(_: &fs::Metadata) -> Option<String> {
    None
}
