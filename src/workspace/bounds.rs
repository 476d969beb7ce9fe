//! Where a repository ends. What settings name, and what a link leads to, beyond that is neither read nor written: a stranger's change to a
//! repository reaches nothing else. What a person names on the command line is their own affair, links within a repository aside.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::workspace::repository::{self, Place};
use crate::workspace::{Failure, paths};

/// How a path leads to what is no part of the repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beyond {
    /// A link leads out of the repository that it lies in.
    Repository,
    /// A link leads out of the folder of the run, which is in no repository.
    Folder,
    /// A link that is in no repository, and not in the folder of the run, leads out of the folder that it lies in.
    Beside,
    /// It lies where version control keeps what it knows.
    Bookkeeping,
}

/// Whether `path` lies in the repository of `folder`, or in `folder` itself where it is in none, and not where version control keeps what it
/// knows. A file that is not there is found so later.
pub(crate) fn is_within(path: &Path, folder: &Path) -> bool {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let root = repository::root(&folder).unwrap_or(&folder);
    follow(path, root).is_ok_and(|end| end.starts_with(root))
}

/// Follows the links on the way of the absolute `path`, and gives it without links and `..`, whether or not there is such a file. A link leads
/// out of no repository that it lies in, and not out of `folder` where it lies there and in no repository.
pub(crate) fn follow(path: &Path, folder: &Path) -> Result<PathBuf, Beyond> {
    let Way { end, links } = Way::of(path);
    let own = repository::root(&end);
    let mut bounds: Vec<&Path> = own.into_iter().collect();
    for link in &links {
        let (bound, beyond) = match repository::root(link) {
            Some(root) => (root, Beyond::Repository),
            None if link.starts_with(folder) => (folder, Beyond::Folder),
            None => continue,
        };
        if !end.starts_with(bound) {
            return Err(beyond);
        }
        bounds.push(bound);
    }
    let inner = match own {
        Some(_) => None,
        None => Some(end.strip_prefix(folder).unwrap_or(&end)),
    };
    let below = bounds.iter().filter_map(|bound| end.strip_prefix(bound).ok()).chain(inner);
    let is_bookkeeping = below.flat_map(Path::iter).any(repository::is_bookkeeping)
        || bounds.iter().filter_map(|bound| Place::of(bound)).any(|place| place.keeps(&end));
    if is_bookkeeping { Err(Beyond::Bookkeeping) } else { Ok(end) }
}

/// The same for a draft that a person names from elsewhere: where it is a link that lies in no repository and not in `folder`, it leads no further
/// than the folder that it lies in. The folders on the way to it are the person's own word.
pub(crate) fn follow_named(path: &Path, folder: &Path) -> Result<PathBuf, Beyond> {
    let end = follow(path, folder)?;
    if !path.is_symlink() {
        return Ok(end);
    }
    let own = path.parent().map(real).unwrap_or_default();
    let is_free = own.starts_with(folder) || repository::root(&own).is_some() || SYSTEM.iter().any(|system| own.starts_with(system));
    if is_free || end.starts_with(&own) { Ok(end) } else { Err(Beyond::Beside) }
}

/// Folders whose links the system makes: `/dev/stdin`.
const SYSTEM: [&str; 2] = ["/dev", "/proc"];

/// Refuses to read the absolute `path`, called `name`, where it leads to what is no part of the repository.
pub(crate) fn stay_in(path: &Path, name: &str) -> Result<(), Failure> {
    match follow(path, &paths::current_folder()?) {
        Ok(_) => Ok(()),
        Err(beyond) => Err(beyond.when_read(path, name)),
    }
}

/// Refuses to write to `path`, called `name`, where it leads to what is no part of the repository.
pub(crate) fn keep_in(path: &Path, name: &str) -> Result<(), Failure> {
    let current = paths::current_folder()?;
    let path = current.join(path);
    match follow(&path, &current) {
        Ok(_) => Ok(()),
        Err(beyond @ Beyond::Bookkeeping) => Err(Failure::new(beyond.told(&path, name), "name a file of the repository")),
        Err(beyond) => Err(Failure::new(beyond.told(&path, name), "take the link away, or name the file that is meant by its own path")),
    }
}

impl Beyond {
    /// What to say of the absolute `path`, called `name`, that was to be read.
    pub(crate) fn when_read(self, path: &Path, name: &str) -> Failure {
        let help = match self {
            Beyond::Bookkeeping => {
                "what version control keeps there is no draft and no settings: name a file of the repository, and take away a link that leads there"
            }
            _ => "put a copy of the file in its place: a draft should be the same on every machine",
        };
        Failure::new(self.told(path, name), help)
    }

    fn told(self, path: &Path, name: &str) -> String {
        let what = if path.is_symlink() { "is a link" } else { "lies behind a link" };
        match self {
            Beyond::Repository => format!("`{name}` {what} that leads out of the repository"),
            Beyond::Folder => format!("`{name}` {what} that leads out of the folder of this run"),
            Beyond::Beside => format!("`{name}` {what} that leads out of the folder that it lies in"),
            Beyond::Bookkeeping => format!("`{name}` lies where version control keeps what it knows, which is no part of the repository"),
        }
    }
}

/// The absolute path without links and `..`, whether or not there is such a file.
pub(crate) fn real(path: &Path) -> PathBuf {
    Way::of(path).end
}

/// The folder, or file, that a pattern of paths from `folder` begins with, before anything that stands for several.
pub(crate) fn beginning(pattern: &str, folder: &Path) -> PathBuf {
    let pattern = pattern.trim_start_matches("./").trim_end_matches('/');
    if !pattern.contains('/') {
        return folder.to_owned();
    }
    let plain = pattern.split('/').take_while(|part| !part.contains(['*', '?', '[', '{', '\\']));
    plain.fold(folder.to_owned(), |path, part| path.join(part))
}

/// Links on the way to a file that are followed; more stand in a circle.
const MOST_LINKS: usize = 40;

/// Where a path leads.
struct Way {
    /// Without links and `..`.
    end: PathBuf,
    /// The folders that the links on the way lie in.
    links: Vec<PathBuf>,
}

impl Way {
    fn of(path: &Path) -> Way {
        let mut way = Way { end: PathBuf::new(), links: Vec::new() };
        let mut followed = 0;
        let mut ahead = Vec::new();
        let parts = |path: &Path| path.components().map(|part| part.as_os_str().to_owned()).rev().collect::<Vec<_>>();
        ahead.extend(parts(path));
        while let Some(part) = ahead.pop() {
            match Path::new(&part).components().next() {
                Some(Component::ParentDir) => drop(way.end.pop()),
                Some(Component::Normal(_)) => match fs::read_link(way.end.join(&part)) {
                    Ok(aim) if followed < MOST_LINKS => {
                        followed += 1;
                        way.links.push(way.end.clone());
                        ahead.extend(parts(&aim));
                    }
                    _ => way.end.push(part),
                },
                Some(Component::CurDir) | None => {}
                // The root: a link may begin with it.
                Some(_) => way.end.push(part),
            }
        }
        way
    }
}
