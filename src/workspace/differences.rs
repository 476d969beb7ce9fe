//! Which files of the work tree are no longer as a commit has them. Their contents are named here, as git names them, so that git looks at no
//! file of the work tree: it would start what attributes and settings name. What filters make of a file is not known here, and it differs then.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::workspace::Texts;
use crate::workspace::git::{Blob, Kind, Repository};
use crate::workspace::names;

/// What differs between a commit and the work tree, by paths from the root of the repository.
#[derive(Debug, Default)]
pub(crate) struct Differences {
    /// Files that are as they were, line ends aside.
    pub(crate) same: HashSet<String>,
    /// Files that are otherwise or are gone, each with the name of its content in git.
    pub(crate) before: Vec<(String, String)>,
}

/// Files of the work tree, by their paths from the root of the repository.
pub(crate) struct WorkTree<'r> {
    repository: &'r Repository,
    texts: &'r Texts,
    /// The largest file that is looked at.
    limit: u64,
    /// What a content is called in git: so many letters.
    length: usize,
    names: HashMap<String, Names>,
}

/// What git may call the content of a file: as it is, and with the line ends that it may have been committed with.
type Names = Vec<String>;

impl<'r> WorkTree<'r> {
    /// Reads the files at `paths`, several at once.
    pub(crate) fn read(repository: &'r Repository, texts: &'r Texts, limit: u64, paths: HashSet<String>) -> WorkTree<'r> {
        let mut work_tree = WorkTree { repository, texts, limit, length: repository.length_of_names(), names: HashMap::new() };
        let folders: HashSet<PathBuf> = paths.iter().filter_map(|path| Some(names::meant(path).parent()?.to_owned())).collect();
        // What lies behind a link to a folder is another file.
        let straight: HashSet<PathBuf> = folders.into_iter().filter(|folder| work_tree.is_straight(folder)).collect();
        let is_there = |path: &Path| path.parent().is_some_and(|folder| straight.contains(folder));
        let read = |path: String| {
            let file = names::meant(&path);
            is_there(&file).then(|| work_tree.names_of(&file)).flatten().map(|names| (path, names))
        };
        work_tree.names = paths.into_par_iter().filter_map(read).collect();
        work_tree
    }

    /// What differs from `files`, which are those of a commit, among those that were read and those that `is_wanted`.
    pub(crate) fn against(&self, files: &HashMap<String, Blob>, is_wanted: impl Fn(&str) -> bool) -> Differences {
        let mut differences = Differences::default();
        for (path, blob) in files.iter().filter(|(path, _)| self.names.contains_key(*path) || is_wanted(path)) {
            let is_same = match blob.kind {
                Kind::File => self.names.get(path).is_some_and(|names| names.contains(&blob.name)),
                Kind::Link => self.is_same_link(path, blob, files),
            };
            if is_same {
                differences.same.insert(path.clone());
            } else if blob.kind == Kind::File {
                differences.before.push((path.clone(), blob.name.clone()));
            }
        }
        differences.before.sort_unstable();
        differences
    }

    /// Whether a link leads where it led, to a file that is the same too.
    fn is_same_link(&self, path: &str, blob: &Blob, files: &HashMap<String, Blob>) -> bool {
        let link = self.repository.root().join(names::meant(path));
        let Ok(aim) = fs::read_link(&link) else { return false };
        if self.named(aim.as_os_str().as_encoded_bytes()) != blob.name {
            return false;
        }
        let Some(target) = link.canonicalize().ok().and_then(|target| self.repository.path_of(&target)) else { return false };
        let names = || self.names_of(&names::meant(&target));
        files.get(&target).is_some_and(|blob| blob.kind == Kind::File && names().is_some_and(|names| names.contains(&blob.name)))
    }

    fn is_straight(&self, folder: &Path) -> bool {
        let folder = self.repository.root().join(folder);
        folder.canonicalize().is_ok_and(|real| real == folder)
    }

    fn names_of(&self, file: &Path) -> Option<Names> {
        let file = self.repository.root().join(file);
        if !file.symlink_metadata().ok()?.is_file() {
            return None;
        }
        let bytes = self.texts.small(&file, self.limit)?;
        let mut names = vec![self.named(&bytes)];
        if memchr::memmem::find(&bytes, b"\r\n").is_some() {
            names.push(self.named(&without_returns(&bytes)));
        }
        Some(names)
    }

    /// The name that git gives to this content: the digest of what it is, its length and itself.
    fn named(&self, bytes: &[u8]) -> String {
        let head = format!("blob {}\0", bytes.len());
        if self.length == 64 {
            names::hex(&Sha256::new().chain_update(head).chain_update(bytes).finalize())
        } else {
            names::hex(&Sha1::new().chain_update(head).chain_update(bytes).finalize())
        }
    }
}

/// With LF for CRLF, as a checkout with `core.autocrlf` may have it the other way round.
fn without_returns(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_suffix(b"\r\n") {
            Some(line) => {
                out.extend_from_slice(line);
                out.push(b'\n');
            }
            None => out.extend_from_slice(line),
        }
    }
    out
}
