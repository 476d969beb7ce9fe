//! The series as other branches have it: which notes of the work tree are new, and which numbers are taken elsewhere. git is asked elsewhere.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use crate::draft::Run;
use crate::series::{Entry, Place, Standing};
use crate::settings::Globs;
use crate::workspace::archive::{Reader, Shelved};
use crate::workspace::branches::{Branch, View};
use crate::workspace::differences::Differences;
use crate::workspace::{Failure, git, paths, texts};

/// What the branches have.
#[derive(Debug, Default)]
pub(super) struct News {
    /// The folder of settings, from the root of the repository.
    prefix: String,
    forks: Vec<Fork>,
    /// Notes that other branches have added, each with the name of its house.
    pub(super) entries: Vec<(String, Entry)>,
}

/// What was there where a branch and the work tree parted, of the files that differ since.
#[derive(Debug, Default)]
struct Fork {
    work_tree: Arc<Differences>,
    /// Files that were there as something that cannot be read as text, such as what a filter of git keeps of them.
    unread: HashSet<String>,
    by_path: HashSet<(String, Option<Run>)>,
    by_title: HashSet<(Option<Run>, String)>,
}

impl News {
    /// Reads what differs, with `reader`. `is_member` says which files may hold notes, by the paths that settings know.
    pub(super) fn read(view: &View, reader: &Reader<'_>, is_member: impl Fn(&str) -> bool) -> Result<News, Failure> {
        let mut news = News { prefix: view.repository.prefix.clone(), ..News::default() };
        let path_of = |path: &str| path.strip_prefix(&view.repository.prefix).filter(|path| is_member(path)).map(str::to_owned);
        for branch in &view.branches {
            news.forks.push(fork(view, branch, reader, &path_of)?);
            news.entries.extend(taken(view, branch, reader, &path_of)?);
        }
        Ok(news)
    }

    /// Whether the note of the file that settings know as `path` was on none of the branches where they parted.
    pub(super) fn is_new(&self, path: &str, entry: &Entry) -> bool {
        if self.forks.is_empty() {
            return false;
        }
        let title = entry.folded_title();
        self.forks.iter().all(|fork| {
            let moved = !title.is_empty() && fork.by_title.contains(&(entry.numbers, title.to_owned()));
            let is_same = fork.work_tree.same.contains(&format!("{}{path}", self.prefix));
            !is_same && !fork.unread.contains(path) && !moved && !fork.by_path.contains(&(path.to_owned(), entry.numbers))
        })
    }
}

/// What people should know of branches that could tell nothing.
pub(super) fn remarks(view: &View, archive: Option<&Globs>) -> Result<Vec<String>, Failure> {
    let mut remarks = Vec::new();
    if view.branches.is_empty() {
        remarks.push("`--base` matches no branch but the one that is checked out: there is nothing to compare with".to_owned());
    }
    for base in view.branches.iter().map(|branch| &branch.base).filter(|base| !git::is_pattern(&base.rev)) {
        let Some(archive) = archive else { break };
        let is_note = |path: &String| path.strip_prefix(&view.repository.prefix).is_some_and(|path| archive.matches(path));
        if !view.repository.files(&base.commit)?.keys().any(is_note) {
            remarks.push(format!("`{}` has no note of the archive: no number is taken there", base.rev));
        }
    }
    Ok(remarks)
}

fn fork(view: &View, branch: &Branch, reader: &Reader<'_>, path_of: &impl Fn(&str) -> Option<String>) -> Result<Fork, Failure> {
    let mut fork = Fork { work_tree: Arc::clone(&branch.work_tree), ..Fork::default() };
    let before = branch.work_tree.before.iter().filter_map(|(path, name)| Some((path_of(path)?, name.as_str())));
    let Kept { notes, unread } = read(view, reader, before.collect())?;
    fork.unread.extend(unread);
    for (path, shelved) in notes {
        for entry in shelved.entries {
            fork.by_path.insert((path.clone(), entry.numbers));
            fork.by_title.insert((entry.numbers, entry.folded_title().to_owned()));
        }
    }
    Ok(fork)
}

/// The notes whose numbers a branch has taken since it parted: a note that it moved or gave another title took none.
fn taken(
    view: &View,
    branch: &Branch,
    reader: &Reader<'_>,
    path_of: &impl Fn(&str) -> Option<String>,
) -> Result<Vec<(String, Entry)>, Failure> {
    let base = &branch.base;
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let changes = view.repository.between(&base.fork, &base.commit)?;
    for change in &changes {
        let Some(path) = path_of(&change.path) else { continue };
        before.extend(change.before.as_deref().map(|name| (path.clone(), name)));
        after.extend(change.after.as_deref().map(|name| (path.clone(), name)));
    }
    let numbers_of = |shelved: &Shelved| shelved.entries.iter().filter_map(|entry| entry.numbers).collect::<Vec<_>>();
    let had: HashSet<Run> = read(view, reader, before)?.notes.iter().flat_map(|(_, shelved)| numbers_of(shelved)).collect();
    let mut taken = Vec::new();
    for (path, shelved) in read(view, reader, after)?.notes {
        let (rev, branch, commit) = (base.rev.clone(), base.branch.clone(), base.commit.clone());
        let place = Place::Base { rev, branch, commit, path };
        for mut entry in shelved.entries {
            if entry.numbers.is_some_and(|numbers| !had.contains(&numbers)) {
                (entry.place, entry.standing) = (place.clone(), Standing::Base);
                taken.push((shelved.house.clone(), entry));
            }
        }
    }
    Ok(taken)
}

/// What git has of files.
#[derive(Default)]
struct Kept {
    /// Notes, each with the path of its file.
    notes: Vec<(String, Shelved)>,
    /// Files of which it does not have the text.
    unread: Vec<String>,
}

/// The notes of files by their names in git. What is no note is left out.
fn read(view: &View, reader: &Reader<'_>, files: Vec<(String, &str)>) -> Result<Kept, Failure> {
    let names: Vec<&str> = files.iter().map(|(_, name)| *name).collect();
    let contents = view.repository.contents(&names)?;
    let mut kept = Kept::default();
    for ((path, _), content) in files.into_iter().zip(contents) {
        match text_of(&path, content) {
            Some(text) if !text.starts_with(POINTER) => {
                kept.notes.extend(reader.shelve(&path, &path, &text, Standing::Archive).map(|shelved| (path, shelved)));
            }
            _ => kept.unread.push(path),
        }
    }
    Ok(kept)
}

/// The text of a file of that path with that content; of a Word document, its transcript.
fn text_of(path: &str, content: Vec<u8>) -> Option<String> {
    if paths::is_word(Path::new(path)) {
        return texts::word(path, &content, texts::DRAFT).ok().map(|read| read.text);
    }
    String::from_utf8(content).ok()
}

/// What begins a file that git-lfs keeps elsewhere: <https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md>.
const POINTER: &str = "version https://git-lfs.github.com/spec/";
