//! Several files changed as one: all of them, or none. It knows texts and names, not why they change.
//!
//! Every new text is written out beside its place first, as `.NAME.ID.new`. Then each original is given a second name, `.NAME.ID.old`, compared
//! with what was read, and the new text put in its place, one after the other and each in one step. If one cannot be put in place, those before
//! it are taken back. What was saved meanwhile is left as it is, or put back. A program that is killed in between can take nothing back: then
//! every file is still whole, either as it was or as it was to be, in the order in which the changes were given, and the [`journal`](super::journal)
//! tells the next run that writes there how far it came.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::journal::{Entry, mark};
use super::signals::{self, Held};
use super::{Refusal, WriteLock, appear, beside, failed, finished, ready, take_after, write_synced};
use crate::workspace::{Failure, bounds};

/// Changes that are made together or not at all.
#[derive(Debug, Default)]
pub(crate) struct Transaction {
    changes: Vec<Change>,
    /// Where the run has had its turn from the beginning.
    lock: Option<WriteLock>,
}

/// One file with another text, or another name, or both.
#[derive(Debug)]
struct Change {
    /// Where the file is.
    from: PathBuf,
    /// Where it is to be; the same where it keeps its name.
    to: PathBuf,
    /// As it is reported.
    name: String,
    before: Vec<u8>,
    after: Vec<u8>,
}

/// A change on its way.
#[derive(Debug)]
struct Staged {
    change: Change,
    /// The new text.
    new: PathBuf,
    /// The original, once it has made room.
    old: PathBuf,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing is done yet.
    Planned,
    /// Only the new text is written.
    Waiting,
    /// The original is kept beside its place, where it still is.
    Kept,
    /// The new text is in its place.
    Placed,
}

impl Transaction {
    /// Changes of a run that nobody else's come between from when it had its turn.
    pub(crate) fn of(lock: WriteLock) -> Transaction {
        Transaction { lock: Some(lock), ..Transaction::default() }
    }

    /// Gives the file at `path`, which held `before`, the text `after`. A link stays a link.
    pub(crate) fn rewrite(&mut self, path: &Path, name: &str, before: impl AsRef<[u8]>, after: impl AsRef<[u8]>) {
        self.changes.push(Change {
            from: path.to_owned(),
            to: path.to_owned(),
            name: name.to_owned(),
            before: before.as_ref().to_owned(),
            after: after.as_ref().to_owned(),
        });
    }

    /// The same, and moves the file to `to`, where there must be none.
    pub(crate) fn relocate(&mut self, path: &Path, to: &Path, name: &str, before: &str, after: &str) {
        self.rewrite(path, name, before, after);
        to.clone_into(&mut self.changes.last_mut().expect("it has just been added").to);
    }

    /// Makes the changes, in the order in which they were given.
    pub(crate) fn commit(self) -> Result<(), Failure> {
        self.commit_with(|_| Ok(()))
    }

    /// The same; `before_each` is asked before each file is put in place.
    fn commit_with(mut self, mut before_each: impl FnMut(&Path) -> io::Result<()>) -> Result<(), Failure> {
        let lock = self.lock.take();
        let changes = self.resolved()?;
        let lock = lock.unwrap_or_else(|| WriteLock::acquire(changes.iter().map(|change| change.from.as_path())));
        let Some(first) = changes.first().map(|change| change.name.clone()) else { return Ok(()) };
        let _held = Held::new();
        let mut staged: Vec<Staged> = changes.into_iter().map(Staged::new).collect();
        let journals = lock.note(&staged.iter().map(Staged::entry).collect::<Vec<_>>()).map_err(|error| failed(&first, &error))?;
        let mut done = staged.iter_mut().try_for_each(|staged| {
            signals::go_on().map_err(|error| failed(&staged.change.name, &error))?;
            staged.stage()
        });
        done = done.and_then(|()| staged.iter().try_for_each(|staged| staged.change.is_still_so()));
        if done.is_ok() {
            done = staged.iter_mut().try_for_each(|staged| {
                before_each(&staged.change.to).map_err(|error| staged.change.cannot(&error))?;
                staged.place()
            });
        }
        match &mut done {
            // First what says that all is not done yet.
            Ok(()) => {
                for left in staged.iter().map(|staged| &staged.new).chain(staged.iter().map(|staged| &staged.old)) {
                    drop(fs::remove_file(left));
                }
            }
            Err(failure) => {
                let lost: Vec<String> = staged.iter_mut().rev().filter_map(Staged::take_back).collect();
                failure.help = if lost.is_empty() {
                    format!("{}; no file was changed", failure.help)
                } else {
                    format!("{}; what could not be taken back stands in {}", failure.help, lost.join(", "))
                };
            }
        }
        drop(journals);
        done
    }

    /// The changes with links followed, each file once.
    fn resolved(self) -> Result<Vec<Change>, Failure> {
        let mut by_file: BTreeMap<PathBuf, usize> = BTreeMap::new();
        let mut changes: Vec<Change> = Vec::new();
        for mut change in self.changes {
            bounds::keep_in(&change.from, &change.name)?;
            bounds::keep_in(&change.to, &change.name)?;
            let real = change.from.canonicalize().map_err(|error| failed(&change.name, &error))?;
            if change.from == change.to {
                change.to.clone_from(&real);
            }
            change.from.clone_from(&real);
            let Some(known) = by_file.get(&real).map(|known| &changes[*known]) else {
                by_file.insert(real, changes.len());
                changes.push(change);
                continue;
            };
            if (&known.after, &known.to) != (&change.after, &change.to) {
                let message = format!("`{}` and `{}` are one file, which cannot be changed in two ways", known.name, change.name);
                return Err(Failure::new(message, "name the file once; no file was changed"));
            }
        }
        Ok(changes)
    }
}

impl Change {
    fn moves(&self) -> bool {
        self.from != self.to
    }

    fn cannot(&self, error: &io::Error) -> Failure {
        if error.kind() == ErrorKind::AlreadyExists {
            let to = self.to.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let help = "move the other file away first";
            return Failure::new(format!("`{}` cannot be named `{to}`: there is such a file already", self.name), help);
        }
        failed(&self.name, error)
    }

    /// Whether the file holds what was read of it, or what it is to hold.
    fn is_still_so(&self) -> Result<(), Failure> {
        self.is_so(&self.from)
    }

    fn is_so(&self, path: &Path) -> Result<(), Failure> {
        let now = fs::read(path).map_err(|error| failed(&self.name, &error))?;
        let is_so = now == self.before || now == self.after;
        if is_so { Ok(()) } else { Err(Refusal::Changed.told(&self.name)) }
    }
}

impl Staged {
    fn new(change: Change) -> Staged {
        let (new, old) = (beside(&change.to, "new"), beside(&change.from, "old"));
        Staged { change, new, old, state: State::Planned }
    }

    fn entry(&self) -> Entry {
        let Change { from, to, before, after, .. } = &self.change;
        let (before, after) = (mark(before), mark(after));
        Entry { from: from.clone(), to: to.clone(), new: self.new.clone(), old: self.old.clone(), before, after }
    }

    /// Writes the new text beside its place.
    fn stage(&mut self) -> Result<(), Failure> {
        let mut write = || {
            let (_, metadata) = ready(&self.change.from)?;
            write_synced(&self.new, &self.change.after)?;
            self.state = State::Waiting;
            finished(&self.new, take_after(&self.new, &self.change.from, &metadata)).map_err(Refusal::from)
        };
        write().map_err(|refusal| refusal.told(&self.change.name))
    }

    fn place(&mut self) -> Result<(), Failure> {
        let cannot = |change: &Change, error: io::Error| change.cannot(&error);
        keep(&self.change.from, &self.old).map_err(|error| cannot(&self.change, error))?;
        self.state = State::Kept;
        // Others may have been waited for since all were looked at.
        self.change.is_still_so()?;
        if self.change.moves() {
            appear(&self.new, &self.change.to).map_err(|error| cannot(&self.change, error))?;
            self.state = State::Placed;
            fs::remove_file(&self.change.from).map_err(|error| cannot(&self.change, error))?;
        } else {
            fs::rename(&self.new, &self.change.to).map_err(|error| cannot(&self.change, error))?;
            self.state = State::Placed;
        }
        // Whoever wrote to the file at the last moment wrote to what is kept: taking back puts it where it was.
        self.change.is_so(&self.old)
    }

    /// Undoes what was done. Gives the name of the original where it could not be put back.
    fn take_back(&mut self) -> Option<String> {
        if self.state == State::Placed && self.change.moves() {
            drop(fs::remove_file(&self.change.to));
        }
        if self.state != State::Planned {
            drop(fs::remove_file(&self.new));
        }
        if !matches!(self.state, State::Kept | State::Placed) {
            return None;
        }
        let old = &self.old;
        if self.state == State::Kept {
            // The file is where it was, and may be another by now.
            drop(fs::remove_file(old));
            return None;
        }
        match fs::rename(old, &self.change.from) {
            // Two names of one file are left as they are by a rename.
            Ok(()) => {
                drop(fs::remove_file(old));
                None
            }
            Err(_) => Some(format!("`{}`", old.display())),
        }
    }
}

/// Gives the file at `path` a second name; where the file system knows no such thing, a copy.
fn keep(path: &Path, second: &Path) -> io::Result<()> {
    match fs::hard_link(path, second) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => finished(second, fs::copy(path, second).map(drop)),
        linked => linked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with these files.
    fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("copydesk-transaction-{}-{name}", std::process::id()));
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).expect("a folder can be made");
        for (file, text) in files {
            fs::write(folder.join(file), text).expect("a file can be written");
        }
        folder
    }

    /// The files of a folder with their texts, and the folder gone.
    fn emptied(folder: &Path) -> Vec<(String, String)> {
        let entries = fs::read_dir(folder).expect("it can be read").map(|entry| entry.expect("it can be read").path());
        let text = |path: &Path| fs::read_to_string(path).unwrap_or_else(|_| "no file".to_owned());
        let name = |path: &Path| path.file_name().expect("it has one").to_string_lossy().into_owned();
        let mut files: Vec<_> = entries.map(|path| (name(&path), text(&path))).collect();
        files.sort();
        fs::remove_dir_all(folder).expect("it can be removed");
        files
    }

    fn held(files: &[(&str, &str)]) -> Vec<(String, String)> {
        files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    const BEFORE: [(&str, &str); 3] = [("a", "1"), ("b", "2"), ("c", "3")];

    fn three(folder: &Path) -> Transaction {
        let mut changes = Transaction::default();
        changes.rewrite(&folder.join("a"), "a", "1", "one");
        changes.relocate(&folder.join("b"), &folder.join("d"), "b", "2", "two");
        changes.rewrite(&folder.join("c"), "c", "3", "three");
        changes
    }

    #[test]
    fn all_are_changed_and_nothing_is_left_lying() {
        let folder = folder("all", &BEFORE);
        three(&folder).commit().expect("nothing stands in the way");
        assert_eq!(emptied(&folder), held(&[("a", "one"), ("c", "three"), ("d", "two")]));
    }

    #[test]
    fn a_file_that_somebody_else_changed_keeps_all_from_being_changed() {
        let folder = folder("changed", &BEFORE);
        fs::write(folder.join("c"), "theirs").expect("it can be written");
        let failure = three(&folder).commit().expect_err("the third is another");
        assert_eq!(failure.message, "`c` has changed since it was read, and is left as it is");
        assert_eq!(emptied(&folder), held(&[("a", "1"), ("b", "2"), ("c", "theirs")]));
    }

    #[test]
    fn a_name_that_is_taken_is_left_to_its_owner() {
        let folder = folder("taken", &[BEFORE.as_slice(), &[("d", "theirs")]].concat());
        let failure = three(&folder).commit().expect_err("the name is taken");
        assert_eq!(failure.message, "`b` cannot be named `d`: there is such a file already");
        assert_eq!(emptied(&folder), held(&[("a", "1"), ("b", "2"), ("c", "3"), ("d", "theirs")]));
    }

    #[test]
    fn what_was_put_in_place_before_a_failure_is_taken_back() {
        for failing in ["a", "d", "c"] {
            let folder = folder(&format!("failing-{failing}"), &BEFORE);
            let fail = |place: &Path| if place.ends_with(failing) { Err(io::Error::other("the disk is on fire")) } else { Ok(()) };
            let failure = three(&folder).commit_with(fail).expect_err("the disk is on fire");
            assert!(failure.help.ends_with("; no file was changed"), "{failure:?}");
            assert_eq!(emptied(&folder), held(&BEFORE), "failing at {failing}");
        }
    }

    #[test]
    fn a_rename_that_the_system_refuses_is_a_failure_like_any_other() {
        let folder = folder("refused", &BEFORE);
        // The text that waits beside the third file is gone when its turn comes.
        let waiting = folder.join(format!(".c.{}.new", std::process::id()));
        let steal = |place: &Path| if place.ends_with("c") { fs::remove_file(&waiting) } else { Ok(()) };
        three(&folder).commit_with(steal).expect_err("there is nothing to rename");
        assert_eq!(emptied(&folder), held(&BEFORE));
    }

    #[test]
    fn a_file_that_appears_at_the_last_moment_is_not_overwritten() {
        let folder = folder("late", &BEFORE);
        let appear = |place: &Path| if place.ends_with("d") { fs::write(place, "theirs") } else { Ok(()) };
        three(&folder).commit_with(appear).expect_err("the name is taken");
        assert_eq!(emptied(&folder), held(&[("a", "1"), ("b", "2"), ("c", "3"), ("d", "theirs")]));
    }

    #[test]
    fn a_program_that_is_killed_leaves_every_file_whole_and_the_originals_beside_them() {
        let folder = folder("killed", &BEFORE);
        // What panics is not taken back, as what is killed is not.
        let kill = |place: &Path| if place.ends_with("c") { panic!("killed") } else { Ok(()) };
        let changes = three(&folder);
        let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| changes.commit_with(kill)));
        assert!(ended.is_err());
        let files = emptied(&folder);
        let named =
            |name: &str| files.iter().filter(|(file, _)| !file.starts_with('.') && file == name).map(|(_, text)| text.as_str()).next();
        assert_eq!(
            (named("a"), named("b"), named("d"), named("c")),
            (Some("one"), None, Some("two"), Some("3")),
            "those before it are done"
        );
        let kept: Vec<&str> = files.iter().filter(|(file, _)| file.contains(".old")).map(|(_, text)| text.as_str()).collect();
        assert_eq!(kept, ["1", "2"]);
    }

    #[test]
    fn what_an_earlier_run_left_lying_is_in_nobodys_way() {
        let folder = folder("stale", &BEFORE);
        for name in ["a", "d", "c"] {
            fs::write(beside(&folder.join(name), "new"), "half").expect("it can be written");
        }
        three(&folder).commit().expect("other names will do");
        let texts: Vec<String> = emptied(&folder).into_iter().filter(|(name, _)| !name.starts_with('.')).map(|(_, text)| text).collect();
        assert_eq!(texts, ["one", "three", "two"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_one_and_two_names_of_a_file_change_it_once() {
        let folder = folder("link", &[("a", "1")]);
        std::os::unix::fs::symlink("a", folder.join("l")).expect("a link can be made");
        let mut changes = Transaction::default();
        changes.rewrite(&folder.join("a"), "a", "1", "one");
        changes.rewrite(&folder.join("l"), "l", "1", "one");
        changes.commit().expect("both are the same change");
        assert!(folder.join("l").is_symlink());
        let mut changes = Transaction::default();
        changes.rewrite(&folder.join("a"), "a", "one", "1");
        changes.rewrite(&folder.join("l"), "l", "one", "2");
        assert_eq!(changes.commit().expect_err("they differ").message, "`a` and `l` are one file, which cannot be changed in two ways");
        assert_eq!(emptied(&folder), held(&[("a", "one"), ("l", "one")]));
    }
}
