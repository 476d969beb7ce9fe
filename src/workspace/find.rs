//! From what is asked for to a sorted list of files. No file is opened here, and whether one is excluded is for its settings to say.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::settings::Settings;
use crate::workspace::found::{Found, Input, Named};
use crate::workspace::paths::{STDIN, absolute, current_folder, is_draft, written};
use crate::workspace::request::Selection;
use crate::workspace::spelling::Spelling;
use crate::workspace::texts::Texts;
use crate::workspace::{Failure, bounds, repository, unreadable, walk};

/// What a selection comes to.
#[derive(Debug, Default)]
pub(crate) struct Finds {
    /// Sorted by name, each file once.
    pub(crate) files: Vec<Found>,
    /// What could not be looked at.
    pub(crate) failures: Vec<Failure>,
    /// Where was looked, for the message that nothing was found.
    pub(crate) looked_in: Vec<String>,
    /// What was passed over on the way, though nothing failed.
    pub(crate) remarks: Vec<String>,
}

/// Finds the drafts that `selection` means. `home` is the settings of the current folder with the folder they are in: they say where to look
/// when nothing is named, and from where paths are then counted.
pub(crate) fn find(selection: &Selection, texts: &Texts, home: Option<(&Path, &Settings)>) -> Result<Finds, Failure> {
    let mut search = Search::new(current_folder()?, texts);
    match &selection.piped {
        Some(piped) => search.stdin(piped.name.as_deref()),
        None if selection.paths.is_empty() => search.at_home(home),
        None => {}
    }
    for path in &selection.paths {
        search.given(path);
    }
    let Search { found, failures, looked_in, remarks, .. } = search;
    Ok(Finds { files: each_once(found.into_values()), failures, looked_in, remarks })
}

/// Each file once, under the best of its names: its own before that of a link, and a short one before a long one.
fn each_once(found: impl Iterator<Item = Found>) -> Vec<Found> {
    let mut files: Vec<Found> = Vec::new();
    let mut indices: HashMap<PathBuf, usize> = HashMap::new();
    for file in found {
        let known = if file.input == Input::File { indices.insert(file.path.clone(), files.len()) } else { None };
        let Some(index) = known else {
            files.push(file);
            continue;
        };
        indices.insert(file.path.clone(), index);
        let first = &mut files[index];
        let named = first.named.max(file.named);
        let rank = |found: &Found| (found.alias.is_some(), found.name.len());
        if rank(&file) < rank(first) {
            *first = file;
        }
        first.named = named;
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    files
}

struct Search<'t> {
    current: PathBuf,
    texts: &'t Texts,
    found: BTreeMap<Arc<str>, Found>,
    /// Where the folders of files named by hand really are: a hook names many of one folder.
    folders: HashMap<PathBuf, PathBuf>,
    spelling: Spelling,
    failures: Vec<Failure>,
    looked_in: Vec<String>,
    remarks: Vec<String>,
}

impl<'t> Search<'t> {
    fn new(current: PathBuf, texts: &'t Texts) -> Search<'t> {
        let (found, folders, spelling, failures, looked_in, remarks) = Default::default();
        Search { current, texts, found, folders, spelling, failures, looked_in, remarks }
    }

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
        self.add(Found { name: name.into(), input: Input::Stdin, path, named: Named::ByHand, alias: None });
    }

    fn given(&mut self, path: &Path) {
        let name = written(path);
        let root = self.spelling.of(&absolute(&self.current, path), &self.current);
        let kind = match fs::metadata(path) {
            Ok(metadata) => metadata.file_type(),
            // A text may be open that was never saved.
            Err(_) if self.texts.exists(&root) && !path.is_symlink() => {
                self.looked_in.push(format!("`{name}`"));
                return self.add(Found { path: root, name: name.into(), input: Input::File, named: Named::ByHand, alias: None });
            }
            Err(error) => return self.failures.push(absent(path, &name, &error)),
        };
        self.looked_in.push(format!("`{}`", if name.is_empty() { "." } else { &name }));
        if kind.is_dir() {
            let below = |found: &Path| written(&path.join(found.strip_prefix(&root).unwrap_or(found)));
            return self.walk(&root, below);
        }
        if !kind.is_file() {
            let help = "give the name of a file, or `-` to read standard input";
            return self.failures.push(Failure::new(format!("`{name}` is neither a file nor a folder"), help));
        }
        let path = match self.follow(&root) {
            Ok(real) => real,
            Err(beyond) => return self.failures.push(beyond.when_read(&root, &name)),
        };
        let alias = (path != root).then_some(root);
        self.add(Found { path, name: name.into(), input: Input::File, named: Named::ByHand, alias });
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
        let real_root = match bounds::follow(root, &self.current) {
            Ok(real) => real,
            Err(beyond) => {
                let name = Some(name(root)).filter(|name| !name.is_empty()).unwrap_or_else(|| ".".to_owned());
                return self.failures.push(beyond.when_read(root, &name));
            }
        };
        let texts = self.texts;
        let asides = walk::walk(root, |path, kind| {
            if texts.is_hidden(&path) {
                return;
            }
            let is_link = kind.is_symlink();
            let real = match is_link.then(|| bounds::follow(&path, &bound)) {
                Some(Ok(real)) => Some(real),
                Some(Err(beyond)) => return self.failures.push(beyond.when_read(&path, &name(&path))),
                None if real_root == *root => None,
                // A walk goes through no linked folder.
                None => path.strip_prefix(root).ok().map(|below| real_root.join(below)),
            };
            let kind = if is_link { fs::metadata(&path).map(|file| file.file_type()) } else { Ok(kind) };
            match kind {
                Ok(kind) if kind.is_file() => {
                    let name = name(&path);
                    let (path, alias) = match real {
                        Some(real) => (real, Some(path)),
                        None => (path, None),
                    };
                    self.add(Found { name: name.into(), input: Input::File, path, named: Named::No, alias });
                }
                Ok(kind) if kind.is_dir() => {}
                Ok(_) => self.remarks.push(format!("`{}` is passed over: it is neither a file nor a folder", name(&path))),
                Err(error) => self.failures.push(absent(&path, &name(&path), &error)),
            }
        });
        for path in texts.opened_paths().into_iter().filter(|path| path.starts_with(root) && is_draft(path) && !path.exists()) {
            let name = name(&path);
            self.add(Found { name: name.into(), input: Input::File, path, named: Named::No, alias: None });
        }
        for told in asides.into_iter().map(|aside| aside.told(&name)) {
            match told {
                Ok(remark) => self.remarks.push(remark),
                Err(failure) => self.failures.push(failure),
            }
        }
    }

    fn add(&mut self, found: Found) {
        match self.found.entry(Arc::clone(&found.name)) {
            Entry::Vacant(place) => drop(place.insert(found)),
            Entry::Occupied(mut known) => {
                let known = known.get_mut();
                known.named = known.named.max(found.named);
            }
        }
    }
}

/// What to say of a path whose file cannot be asked what it is.
fn absent(path: &Path, name: &str, error: &io::Error) -> Failure {
    let link = path.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink());
    if !link || error.kind() != io::ErrorKind::NotFound {
        return unreadable::cannot_read(name, error);
    }
    let aim = fs::read_link(path).map(|aim| written(&aim)).unwrap_or_default();
    Failure::new(format!("`{name}` is a link to `{aim}`, which does not exist"), "mend the link or remove it")
}
