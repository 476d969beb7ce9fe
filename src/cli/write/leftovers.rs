//! What a run that was killed left beside the files it wrote: `.NAME.ID.new`, a text that was to be put in place, and `.NAME.ID.old`, an original.
//! Nothing that may be the only copy of a text is removed here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::Alone;
use crate::cli::{Trouble, configure, find};
use crate::report;

/// One of them.
#[derive(Debug)]
struct Left {
    path: PathBuf,
    /// The file that it belongs to.
    of: PathBuf,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    New,
    Old,
}

/// Removes what stands in the way of a new text for these files.
pub(super) fn clear(files: &BTreeSet<&Path>, alone: &Alone) {
    if !alone.is_sure() {
        return;
    }
    let folders: BTreeSet<&Path> = files.iter().filter_map(|file| file.parent()).collect();
    let left = folders.into_iter().flat_map(all).map(|(_, left)| left);
    for left in left.filter(|left| files.contains(left.of.as_path()) && (left.kind == Kind::New || left.is_as_its_file())) {
        drop(fs::remove_file(left.path));
    }
}

/// Looks whether a run was stopped half-way in these folders, with some files changed and others not yet. What other runs left there is removed.
pub(crate) fn none_half_way(folders: &BTreeSet<PathBuf>, alone: &Alone) -> Result<(), Trouble> {
    if !alone.is_sure() {
        return Ok(());
    }
    let mut runs: BTreeMap<String, Vec<Left>> = BTreeMap::new();
    for (run, left) in folders.iter().flat_map(|folder| all(folder)) {
        runs.entry(run).or_default().push(left);
    }
    // A single text that waits may be that of a run which needs no turn to put it in place.
    for run in runs.values().filter(|run| run.iter().any(|left| left.kind == Kind::Old)) {
        let began = run.iter().any(Left::is_done);
        let ended = run.iter().all(Left::is_done);
        if began && !ended {
            let current = find::current_folder()?;
            let changed = run.iter().filter(|left| left.is_done()).map(|left| format!("`{}`", configure::name_of(&left.of, &current)));
            return Err(Trouble::new(
                format!("an earlier run was stopped half-way: it changed {}, and others not yet", changed.collect::<Vec<_>>().join(", ")),
                format!("take back what it did, and run the command again: {}", back(run, &current).join(" && ")),
            ));
        }
        for left in run {
            drop(fs::remove_file(&left.path));
        }
    }
    Ok(())
}

/// The original of a file that is not there, where a run that was stopped left it.
pub(crate) fn original(file: &Path) -> Option<PathBuf> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    all(folder)
        .into_iter()
        .map(|(_, left)| left)
        .find(|left| left.kind == Kind::Old && left.of.file_name() == file.file_name())
        .map(|left| left.path)
}

/// The commands that take back what a run did.
fn back(run: &[Left], current: &Path) -> Vec<String> {
    let mut commands = Vec::new();
    let quoted = |path: &Path| report::quoted(&configure::name_of(path, current));
    for left in run {
        match (left.kind, left.is_as_its_file()) {
            (Kind::New, true) => commands.push(format!("rm {} {}", quoted(&left.of), quoted(&left.path))),
            (Kind::New, false) | (Kind::Old, true) => commands.push(format!("rm {}", quoted(&left.path))),
            (Kind::Old, false) => commands.push(format!("mv {} {}", quoted(&left.path), quoted(&left.of))),
        }
    }
    commands
}

impl Left {
    fn is_as_its_file(&self) -> bool {
        fs::read(&self.path).is_ok_and(|left| fs::read(&self.of).is_ok_and(|file| left == file))
    }

    /// Whether what the run was to do to the file is done: the new text, where it is still waiting, has its place already, or the original is
    /// no longer where it was.
    fn is_done(&self) -> bool {
        (self.kind == Kind::New) == self.is_as_its_file()
    }
}

/// All that is left in a folder, with the runs that left it, in the order of their names.
fn all(folder: &Path) -> Vec<(String, Left)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut all: Vec<_> = entries.filter_map(|entry| left(folder, &entry.file_name().to_string_lossy())).collect();
    all.sort_by(|(_, one), (_, other)| one.path.cmp(&other.path));
    all
}

/// What a file called `.NAME.ID.new` or `.NAME.ID.old` is.
fn left(folder: &Path, name: &str) -> Option<(String, Left)> {
    let (rest, state) = name.strip_prefix('.')?.rsplit_once('.')?;
    let kind = match state {
        "new" => Kind::New,
        "old" => Kind::Old,
        _ => return None,
    };
    let (of, id) = rest.rsplit_once('.').filter(|(of, _)| !of.is_empty())?;
    let (run, again) = id.split_once('-').unwrap_or((id, "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(run) && is_number(again)).then(|| (run.to_owned(), Left { path: folder.join(name), of: folder.join(of), kind }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_were_not_given_by_a_run_are_nobodys() {
        let folder = Path::new("notes");
        let known = |name: &str| left(folder, name).map(|(run, left)| (run, left.of.to_string_lossy().into_owned(), left.kind));
        assert_eq!(known(".a b.md.12.old"), Some(("12".to_owned(), "notes/a b.md".to_owned(), Kind::Old)));
        assert_eq!(known(".a.12-3.new"), Some(("12".to_owned(), "notes/a".to_owned(), Kind::New)));
        for other in ["a.md.12.old", ".a.md.old", ".a.md.x.old", ".a.md.12.bak", ".12.old", ".a.1-.new", ".a.-1.new"] {
            assert_eq!(known(other), None, "{other}");
        }
    }
}
