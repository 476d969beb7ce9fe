//! Walks folders for drafts, as git sees them: `.gitignore` of the repository and a dot before a name hide what git does not track, and nothing
//! else is hidden. No link to a folder is followed, and where version control keeps what it knows is not looked into.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ffi::OsString;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::vec::IntoIter;

use crate::workspace::gitignore::{Disobeyed, Rules};
use crate::workspace::repository::{self, Place};
use crate::workspace::tracked::Tracked;
use crate::workspace::{Failure, paths, unreadable};

/// What a walk has to tell besides what it met.
#[derive(Debug)]
pub(crate) enum Aside {
    /// A folder cannot be looked into.
    Unreadable(PathBuf, io::Error),
    /// A `.gitignore` is not obeyed: more is looked at.
    Disobeyed(PathBuf, Disobeyed),
    /// Nobody can say what git tracks.
    Untold(Failure),
}

/// Gives every file with the name of a draft at or below the absolute `root`, in the order of their names, and what it is.
pub(crate) fn walk(root: &Path, give: impl FnMut(PathBuf, FileType)) -> Vec<Aside> {
    walk_files(root, paths::is_draft, give)
}

/// The same for every file that is `wanted`.
pub(crate) fn walk_files(root: &Path, wanted: fn(&Path) -> bool, mut give: impl FnMut(PathBuf, FileType)) -> Vec<Aside> {
    let kind = match root.symlink_metadata() {
        // A folder that is named is looked into, link or not.
        Ok(kind) if kind.is_symlink() && root.is_dir() => None,
        Ok(kind) if kind.is_dir() => None,
        Ok(kind) => Some(kind.file_type()),
        Err(error) => return vec![Aside::Unreadable(root.to_owned(), error)],
    };
    if let Some(kind) = kind {
        if wanted(root) {
            give(root.to_owned(), kind);
        }
        return Vec::new();
    }
    let mut walk = Walk::new(root, wanted);
    walk.enter(root.to_owned(), Shown::Yes, Rc::new(Home::of(&walk.real)));
    walk.go(&mut give);
    walk.asides
}

/// Whether rules hide a folder that is looked into for what git tracks there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Yes,
    No,
}

/// A repository that a walk came into, or the lack of one.
struct Home {
    place: Option<Place>,
    tracked: OnceCell<Tracked>,
}

/// A folder that is being looked into.
struct Open {
    path: PathBuf,
    entries: IntoIter<(OsString, FileType)>,
    home: Rc<Home>,
    shown: Shown,
    /// The rules that were in force above it.
    above: usize,
    /// The first of the rules that hold in its repository.
    first: usize,
}

struct Walk {
    root: PathBuf,
    /// The root without links.
    real: PathBuf,
    /// Which files are given.
    wanted: fn(&Path) -> bool,
    rules: Rules,
    open: Vec<Open>,
    asides: Vec<Aside>,
}

impl Home {
    fn of(folder: &Path) -> Home {
        Home { place: repository::root(folder).and_then(Place::of), tracked: OnceCell::new() }
    }
}

impl Walk {
    fn new(root: &Path, wanted: fn(&Path) -> bool) -> Walk {
        let real = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        Walk { root: root.to_owned(), real, wanted, rules: Rules::default(), open: Vec::new(), asides: Vec::new() }
    }

    fn go(&mut self, give: &mut impl FnMut(PathBuf, FileType)) {
        while let Some(open) = self.open.last_mut() {
            let Some((name, kind)) = open.entries.next() else {
                self.rules.truncate(open.above);
                self.open.pop();
                continue;
            };
            let path = open.path.join(&name);
            if !kind.is_dir() {
                if (self.wanted)(&path) && self.is_shown(&path, kind) == Shown::Yes {
                    give(path, kind);
                }
                continue;
            }
            let home = Rc::clone(&open.home);
            let is_kept = || home.place.as_ref().is_some_and(|place| place.keeps(&self.real(&path)));
            if repository::is_bookkeeping(&name) || is_kept() {
                continue;
            }
            match self.is_shown(&path, kind) {
                Shown::Yes => self.enter(path, Shown::Yes, home),
                Shown::No if self.tracks(&home, &path, Tracked::has_below) => self.enter(path, Shown::No, home),
                Shown::No => {}
            }
        }
    }

    /// Whether what was met in the innermost folder is to be looked at.
    fn is_shown(&mut self, path: &Path, kind: FileType) -> Shown {
        let Some(open) = self.open.last() else { return Shown::Yes };
        let has_dot = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        let is_hidden = open.shown == Shown::No
            || has_dot
            || (self.rules.len() > open.first && self.rules.hide(open.first, &self.real(path), kind.is_dir()));
        let home = Rc::clone(&open.home);
        if !is_hidden || (!kind.is_dir() && self.tracks(&home, path, Tracked::has)) { Shown::Yes } else { Shown::No }
    }

    fn enter(&mut self, path: PathBuf, shown: Shown, home: Rc<Home>) {
        let above = self.rules.len();
        let entries = match listed(&path) {
            Ok(entries) => entries,
            Err(error) => return self.asides.push(Aside::Unreadable(path, error)),
        };
        let real = self.real(&path).into_owned();
        let is_first = self.open.is_empty();
        let is_root = !is_first && repository::is_root(&real);
        // A repository in another, such as a submodule, has its own rules and tracks its own files.
        let (home, shown) = if is_root { (Rc::new(Home::of(&real)), Shown::Yes) } else { (home, shown) };
        let first = match self.open.last() {
            Some(outer) if !is_root => outer.first,
            _ => above,
        };
        if let Some(place) = &home.place {
            let between =
                if is_first { real.ancestors().skip(1).take_while(|folder| folder.starts_with(&place.root)).collect() } else { Vec::new() };
            for folder in between.into_iter().rev().chain([real.as_path()]) {
                if let Err((file, why)) = self.rules.enter(folder) {
                    self.asides.push(Aside::Disobeyed(self.shown(file), why));
                }
            }
        }
        self.open.push(Open { path, entries, home, shown, above, first });
    }

    /// Whether git tracks what is at `path`, as `asked`.
    fn tracks(&mut self, home: &Home, path: &Path, asked: impl Fn(&Tracked, &[u8]) -> bool) -> bool {
        let Some(place) = &home.place else { return false };
        let real = self.real(path).into_owned();
        let Ok(path) = real.strip_prefix(&place.root) else { return false };
        let tracked = home.tracked.get_or_init(|| {
            Tracked::of(place).unwrap_or_else(|failure| {
                self.asides.push(Aside::Untold(failure));
                Tracked::default()
            })
        });
        let path = path.as_os_str().as_encoded_bytes();
        if std::path::MAIN_SEPARATOR == '/' {
            return asked(tracked, path);
        }
        let path: Vec<u8> = path.iter().map(|byte| if char::from(*byte) == std::path::MAIN_SEPARATOR { b'/' } else { *byte }).collect();
        asked(tracked, &path)
    }

    /// `path` with the links before the root of the walk followed.
    fn real<'p>(&self, path: &'p Path) -> Cow<'p, Path> {
        match path.strip_prefix(&self.root) {
            Ok(below) if self.root != self.real => Cow::Owned(self.real.join(below)),
            _ => Cow::Borrowed(path),
        }
    }

    /// The other way.
    fn shown(&self, real: PathBuf) -> PathBuf {
        real.strip_prefix(&self.real).map(|below| self.root.join(below)).unwrap_or(real)
    }
}

/// What is in a folder, in the order of the names.
fn listed(folder: &Path) -> io::Result<IntoIter<(OsString, FileType)>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        entries.push((entry.file_name(), entry.file_type()?));
    }
    entries.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    Ok(entries.into_iter())
}

impl Aside {
    /// What could not be done, or a remark on what was done otherwise; `name` says how files are called.
    pub(crate) fn told(self, name: impl Fn(&Path) -> String) -> Result<String, Failure> {
        match self {
            Aside::Unreadable(path, error) => Err(unreadable::cannot_read(&name(&path), &error)),
            Aside::Disobeyed(path, why) => Ok(why.told(&name(&path))),
            Aside::Untold(failure) => Err(failure),
        }
    }
}
