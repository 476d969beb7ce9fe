//! Where a repository ends. What settings name, and what a link leads to, beyond that is neither read nor written: a stranger's change to a
//! repository reaches nothing else. What a person names on the command line is their own affair, links within a repository aside.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::cli::{Trouble, find};

/// Whether `path` lies in the repository of `folder`, or in `folder` itself where it is in none. A file that is not there is found so later.
pub(crate) fn is_within(path: &Path, folder: &Path) -> bool {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let root = root(&folder).unwrap_or(&folder);
    real(path).starts_with(root)
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

/// Whether the absolute `path` goes through a link that lies in a repository and leads out of it. What it leads to need not be there.
pub(crate) fn leads_out(path: &Path) -> bool {
    let Way { end, roots } = Way::of(path);
    roots.iter().any(|root| !end.starts_with(root))
}

/// What to say of the absolute `path`, called `name`, that leads out of its repository and was to be read.
pub(crate) fn led_out(path: &Path, name: &str) -> Trouble {
    Trouble::new(leading(path, name), "put a copy of the file in its place: a draft should be the same on every machine")
}

/// Refuses to write to `path`, called `name`, where a link in a repository leads out of it on the way there.
pub(crate) fn keep_in(path: &Path, name: &str) -> Result<(), Trouble> {
    let path = find::current_folder()?.join(path);
    if leads_out(&path) {
        return Err(Trouble::new(leading(&path, name), "take the link away, or name the file that is meant by its own path"));
    }
    Ok(())
}

fn leading(path: &Path, name: &str) -> String {
    let what = if path.is_symlink() { "is a link" } else { "lies behind a link" };
    format!("`{name}` {what} that leads out of the repository")
}

/// The absolute path without links and `..`, whether or not there is such a file.
pub(crate) fn real(path: &Path) -> PathBuf {
    Way::of(path).end
}

/// Links on the way to a file that are followed; more stand in a circle.
const MOST_LINKS: usize = 40;

/// Where a path leads.
struct Way {
    /// Without links and `..`.
    end: PathBuf,
    /// The repositories that the links on the way lie in.
    roots: Vec<PathBuf>,
}

impl Way {
    fn of(path: &Path) -> Way {
        let mut way = Way { end: PathBuf::new(), roots: Vec::new() };
        let mut links = 0;
        let mut ahead = Vec::new();
        let parts = |path: &Path| path.components().map(|part| part.as_os_str().to_owned()).rev().collect::<Vec<_>>();
        ahead.extend(parts(path));
        while let Some(part) = ahead.pop() {
            match Path::new(&part).components().next() {
                Some(Component::ParentDir) => drop(way.end.pop()),
                Some(Component::Normal(_)) => match fs::read_link(way.end.join(&part)) {
                    Ok(aim) if links < MOST_LINKS => {
                        links += 1;
                        way.roots.extend(root(&way.end).map(Path::to_owned));
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

/// The repository that a folder lies in.
pub(crate) fn root(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| folder.join(".git").symlink_metadata().is_ok())
}
