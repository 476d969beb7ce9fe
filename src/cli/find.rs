//! From arguments to a sorted list of files. No file is opened here, and whether one is excluded is for its settings to say.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::cli::args::Drafts;
use crate::cli::{Trouble, bounds, repository, walk, write};
use crate::settings::Settings;

pub(crate) use crate::cli::names::written;

/// Endings of the names of drafts.
const ENDINGS: [&str; 4] = ["md", "markdown", "txt", "text"];

/// What standard input is called where nobody names it.
pub(crate) const STDIN: &str = "<stdin>";

/// A file to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// As it is reported.
    pub(crate) name: String,
    /// Where it is read from.
    pub(crate) from: From,
    /// Its absolute path, which need not exist for standard input.
    pub(crate) path: PathBuf,
    /// Whether somebody named it.
    pub(crate) named: Named,
    /// Whether it is a link, or lies behind one.
    pub(crate) may_be_link: bool,
}

/// Where a draft is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum From {
    /// The file.
    File,
    /// Standard input.
    Stdin,
}

/// How a file came to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Named {
    /// It was met on a walk.
    No,
    /// By hand, or it came on standard input.
    ByHand,
}

/// What the arguments come to.
#[derive(Debug, Default)]
pub(crate) struct Finds {
    /// Sorted by name, each once.
    pub(crate) files: Vec<Found>,
    /// What could not be looked at.
    pub(crate) troubles: Vec<Trouble>,
    /// Where was looked, for the message that nothing was found.
    pub(crate) looked_in: Vec<String>,
    /// What was passed over on the way, though nothing failed.
    pub(crate) remarks: Vec<String>,
}

/// Finds the drafts that `arguments` ask for. `home` is the settings of the current folder with the folder they are in: they say where to look
/// when no path is given, and from where paths are then counted.
pub(crate) fn find(arguments: &Drafts, home: Option<(&Path, &Settings)>) -> Result<Finds, Trouble> {
    let current = current_folder()?;
    let mut search = Search { current, ..Search::default() };
    let stdin_alone = arguments.paths.is_empty() && arguments.stdin_filename.is_some();
    if arguments.paths.is_empty() && !stdin_alone {
        search.at_home(home);
    }
    if stdin_alone || arguments.paths.iter().any(|path| path == Path::new("-")) {
        search.stdin(arguments.stdin_filename.as_deref());
    } else if arguments.stdin_filename.is_some() {
        return Err(Trouble::new(
            "`--stdin-filename` names what is read from standard input, and nothing is",
            "add `-` to the paths to read standard input",
        ));
    }
    for path in arguments.paths.iter().filter(|path| *path != Path::new("-")) {
        search.given(path);
    }
    let Search { found, troubles, looked_in, remarks, .. } = search;
    Ok(Finds { files: found.into_values().collect(), troubles, looked_in, remarks })
}

/// What to say of a path that does not exist.
pub(crate) fn missing(path: &str) -> Trouble {
    if let Some(now) = write::moved(Path::new(path)) {
        let now = written(&now);
        return Trouble::new(
            format!("there is no file `{path}` any more: a run that was to give it another name was stopped"),
            format!("`copydesk series` shows where its note is now; its text stands in `{now}`"),
        );
    }
    Trouble::new(format!("there is no file or folder `{path}`"), "check the spelling, and the folder that the command is run in")
}

/// What to say of a file that the system does not let us read.
pub(crate) fn unreadable(path: &str, error: &io::Error) -> Trouble {
    let (why, help) = match error.kind() {
        io::ErrorKind::NotFound => return missing(path),
        io::ErrorKind::PermissionDenied => {
            ("you have no permission to".to_owned(), "ask its owner for permission to read it, or leave it out")
        }
        _ => (error.to_string(), "check that the disk or share it is on can be reached"),
    };
    Trouble::new(format!("`{path}` cannot be read: {why}"), help)
}

/// The current folder.
pub(crate) fn current_folder() -> Result<PathBuf, Trouble> {
    std::env::current_dir()
        .map_err(|error| Trouble::new(format!("the current folder cannot be used: {error}"), "change to a folder that exists"))
}

/// `path` from the root of the file system, without `.` and `..`. Links are not followed.
pub(crate) fn absolute(current: &Path, path: &Path) -> PathBuf {
    let mut absolute = PathBuf::new();
    for part in current.join(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(absolute.pop()),
            _ => absolute.push(part),
        }
    }
    absolute
}

#[derive(Default)]
struct Search {
    current: PathBuf,
    found: BTreeMap<String, Found>,
    /// Where the folders of files named by hand really are: a hook names many of one folder.
    folders: HashMap<PathBuf, PathBuf>,
    troubles: Vec<Trouble>,
    looked_in: Vec<String>,
    remarks: Vec<String>,
}

impl Search {
    fn at_home(&mut self, home: Option<(&Path, &Settings)>) {
        let (root, names_from) = match home {
            Some((folder, settings)) if settings.files.include.is_some() => (folder.to_owned(), folder.to_owned()),
            Some((folder, _)) => (self.current.clone(), folder.to_owned()),
            None => (self.current.clone(), self.current.clone()),
        };
        self.looked_in.push("the current folder".to_owned());
        self.walk(&root, |path| written(path.strip_prefix(&names_from).unwrap_or(path)));
    }

    fn stdin(&mut self, name: Option<&Path>) {
        let path = absolute(&self.current, name.unwrap_or(Path::new(STDIN)));
        let name = name.map_or_else(|| STDIN.to_owned(), written);
        self.looked_in.push("standard input".to_owned());
        self.add(Found { name, from: From::Stdin, path, named: Named::ByHand, may_be_link: false });
    }

    fn given(&mut self, path: &Path) {
        let name = written(path);
        let kind = match fs::metadata(path) {
            Ok(metadata) => metadata.file_type(),
            Err(error) => return self.troubles.push(absent(path, &name, &error)),
        };
        self.looked_in.push(format!("`{}`", if name.is_empty() { "." } else { &name }));
        let root = absolute(&self.current, path);
        if kind.is_dir() {
            let below = |found: &Path| written(&path.join(found.strip_prefix(&root).unwrap_or(found)));
            return self.walk(&root, below);
        }
        if !kind.is_file() {
            let help = "give the name of a file, or `-` to read standard input";
            return self.troubles.push(Trouble::new(format!("`{name}` is neither a file nor a folder"), help));
        }
        let may_be_link = match self.follow(&root) {
            Ok(real) => real != root,
            Err(beyond) => return self.troubles.push(beyond.when_read(&root, &name)),
        };
        self.add(Found { path: root, name, from: From::File, named: Named::ByHand, may_be_link });
    }

    /// Where the file at the absolute `path` really is.
    fn follow(&mut self, path: &Path) -> Result<PathBuf, bounds::Beyond> {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return bounds::follow(path, &self.current) };
        if path.is_symlink() || repository::is_bookkeeping(name) {
            return bounds::follow_named(path, &self.current);
        }
        if let Some(real) = self.folders.get(folder) {
            return Ok(real.join(name));
        }
        let real = bounds::follow(folder, &self.current)?;
        self.folders.insert(folder.to_owned(), real.clone());
        Ok(real.join(name))
    }

    fn walk(&mut self, root: &Path, name: impl Fn(&Path) -> String) {
        // Links in a folder that is in no repository lead out of that of the run no more than out of a repository.
        let bound = if root.starts_with(&self.current) { self.current.clone() } else { root.to_owned() };
        if let Err(beyond) = bounds::follow(root, &self.current) {
            let name = Some(name(root)).filter(|name| !name.is_empty()).unwrap_or_else(|| ".".to_owned());
            return self.troubles.push(beyond.when_read(root, &name));
        }
        let asides = walk::walk(root, |path, kind| {
            let is_link = kind.is_symlink();
            if is_link && let Err(beyond) = bounds::follow(&path, &bound) {
                return self.troubles.push(beyond.when_read(&path, &name(&path)));
            }
            let kind = if is_link { fs::metadata(&path).map(|file| file.file_type()) } else { Ok(kind) };
            match kind {
                Ok(kind) if kind.is_file() => {
                    self.add(Found { name: name(&path), from: From::File, path, named: Named::No, may_be_link: is_link });
                }
                Ok(kind) if kind.is_dir() => {}
                Ok(_) => self.remarks.push(format!("`{}` is passed over: it is neither a file nor a folder", name(&path))),
                Err(error) => self.troubles.push(absent(&path, &name(&path), &error)),
            }
        });
        for told in asides.into_iter().map(|aside| aside.told(&name)) {
            match told {
                Ok(remark) => self.remarks.push(remark),
                Err(trouble) => self.troubles.push(trouble),
            }
        }
    }

    fn add(&mut self, found: Found) {
        match self.found.entry(found.name.clone()) {
            Entry::Vacant(place) => drop(place.insert(found)),
            Entry::Occupied(mut known) => {
                let known = known.get_mut();
                known.named = known.named.max(found.named);
                known.may_be_link |= found.may_be_link;
            }
        }
    }
}

/// Whether a file's name is that of a draft.
pub(crate) fn is_draft(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// What to say of a path whose file cannot be asked what it is.
fn absent(path: &Path, name: &str, error: &io::Error) -> Trouble {
    let link = path.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink());
    if !link || error.kind() != io::ErrorKind::NotFound {
        return unreadable(name, error);
    }
    let aim = fs::read_link(path).map(|aim| written(&aim)).unwrap_or_default();
    Trouble::new(format!("`{name}` is a link to `{aim}`, which does not exist"), "mend the link or remove it")
}
