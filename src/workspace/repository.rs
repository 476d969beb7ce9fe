//! Where a repository is, and where git keeps what it knows of it: looked for here and never by git, which takes folders for a repository that
//! a pull request can bring along. It starts no program.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::workspace::names;

/// The name under which git keeps what it knows, in the folder where its work tree begins.
const GIT: &str = ".git";

/// A repository with a work tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// Where its work tree begins.
    pub(crate) root: PathBuf,
    /// Where git keeps what it knows of this work tree, its index among it.
    pub(crate) git: PathBuf,
    /// Where git keeps what all work trees of the repository share: the same folder, unless this one was added to another.
    pub(crate) common: PathBuf,
}

/// The folder where the repository begins that `folder` lies in.
pub(crate) fn root(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| is_root(folder))
}

/// Whether a repository begins in `folder`.
pub(crate) fn is_root(folder: &Path) -> bool {
    folder.join(GIT).symlink_metadata().is_ok()
}

impl Place {
    /// The repository that begins in `root`; `None` where what is called `.git` there leads nowhere.
    pub(crate) fn of(root: &Path) -> Option<Place> {
        let given = root.join(GIT);
        let kind = fs::metadata(&given).ok()?;
        // A work tree that was added to another, and a submodule, have a file there that names the folder.
        let git = if kind.is_dir() { given } else { root.join(named(&given, "gitdir: ")?) };
        let git = git.canonicalize().ok()?;
        let common = named(&git.join("commondir"), "").and_then(|named| git.join(named).canonicalize().ok());
        Some(Place { root: root.to_owned(), common: common.unwrap_or_else(|| git.clone()), git })
    }

    /// Whether the real `path` lies where git keeps what it knows. A work tree that somebody put there does not.
    pub(crate) fn keeps(&self, path: &Path) -> bool {
        let is_in = |folder: &Path| path.starts_with(folder) && !(path.starts_with(&self.root) && self.root.starts_with(folder));
        is_in(&self.git) || is_in(&self.common)
    }
}

/// Whether version control keeps what it knows in a folder, or file, of this name. File systems that fold letters and drop signs take other
/// spellings for it.
pub(crate) fn is_bookkeeping(name: &std::ffi::OsStr) -> bool {
    let is_dropped = |sign: &char| matches!(sign, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{206a}'..='\u{206f}' | '\u{feff}');
    let name = name.to_string_lossy();
    let folded: String = name.chars().filter(|sign| !is_dropped(sign)).flat_map(char::to_lowercase).collect();
    // Windows reads no further than a colon, drops stops and spaces at the end, and gives long names a short one.
    let folded = folded.split(':').next().unwrap_or_default().trim_end_matches(['.', ' ']);
    matches!(folded, ".git" | ".hg" | ".jj" | ".svn" | "git~1")
}

/// The path that the small file at `path` holds after `label`.
fn named(path: &Path, label: &str) -> Option<PathBuf> {
    if !fs::metadata(path).ok()?.is_file() {
        return None;
    }
    let mut text = Vec::new();
    File::open(path).ok()?.take(LONGEST).read_to_end(&mut text).ok()?;
    let named = text.strip_prefix(label.as_bytes())?;
    let end = named.iter().rposition(|byte| !matches!(byte, b'\n' | b'\r')).map_or(0, |last| last + 1);
    Some(names::path_of(&named[..end]))
}

/// A file that holds one path has no more bytes than this.
const LONGEST: u64 = 1 << 14;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_control_is_known_however_its_name_is_written() {
        for name in [".git", ".GIT", ".gIt", ".git.", ".git ", ".git::$INDEX_ALLOCATION", "GIT~1", ".g\u{200c}it", ".hg", ".jj", ".SVN"] {
            assert!(is_bookkeeping(name.as_ref()), "{name:?}");
        }
        for name in [".github", ".gitignore", "git", "a.git", ".gitx", ".hgignore", "svn", "...", ""] {
            assert!(!is_bookkeeping(name.as_ref()), "{name:?}");
        }
    }
}
