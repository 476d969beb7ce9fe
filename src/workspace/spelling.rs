//! Names as their folder has them: where letter case means nothing, as on many disks of macOS and Windows, a file may be named in several ways,
//! and is one file.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};

/// What is known of folders on the way to files.
#[derive(Debug, Default)]
pub(crate) struct Spelling {
    /// The names in a folder where letter case means nothing; `None` where it does.
    folders: HashMap<PathBuf, Option<Vec<OsString>>>,
}

impl Spelling {
    /// The absolute `path` with the names below `root` as their folders have them. What is not there stays as it is given.
    pub(crate) fn of(&mut self, path: &Path, root: &Path) -> PathBuf {
        let Ok(below) = path.strip_prefix(root) else { return path.to_owned() };
        let mut spelt = root.to_owned();
        for name in below {
            let names = self.folders.entry(spelt.clone()).or_insert_with(|| names_in(&spelt, name));
            let name = names.as_deref().and_then(|names| listed(names, name)).unwrap_or(name);
            spelt.push(name);
        }
        spelt
    }
}

/// The names in a folder where letter case means nothing, as far as `name` tells.
fn names_in(folder: &Path, name: &OsStr) -> Option<Vec<OsString>> {
    let other = swapped(name.to_str()?)?;
    folder.join(other).symlink_metadata().ok()?;
    Some(fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.file_name())).collect())
}

/// `name` with its letters in the other case; `None` where it has none.
fn swapped(name: &str) -> Option<String> {
    let swap = |c: char| if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() };
    let other: String = name.chars().map(swap).collect();
    (other != name).then_some(other)
}

/// The name among `names` by which `name` is meant: itself, else the one that differs in letter case alone.
fn listed<'n>(names: &'n [OsString], name: &OsStr) -> Option<&'n OsStr> {
    let folded = |name: &OsStr| name.to_str().map(str::to_lowercase);
    let is_meant = |known: &&OsString| folded(known).is_some_and(|known| Some(known) == folded(name));
    names.iter().find(|known| *known == name).or_else(|| names.iter().find(is_meant)).map(OsString::as_os_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_that_of_the_folder() {
        let names = ["700-Ferry.md", "701-Öl.md", "a.md", "A.md"].map(OsString::from);
        let said = |name: &str| listed(&names, OsStr::new(name)).map(|name| name.to_str().expect("it is text").to_owned());
        assert_eq!(said("700-ferry.MD").as_deref(), Some("700-Ferry.md"));
        assert_eq!(said("701-öl.md").as_deref(), Some("701-Öl.md"));
        assert_eq!(said("A.md").as_deref(), Some("A.md"), "where there are both, each is itself");
        assert_eq!(said("702.md"), None);
        assert_eq!((swapped("a1.Md").as_deref(), swapped("12")), (Some("A1.mD"), None));
    }

    /// Whether letter case means something depends on the disk that the tests are run on.
    #[test]
    fn a_file_has_one_name_on_every_disk() {
        let folder = std::env::temp_dir().canonicalize().expect("there is one").join(format!("copydesk-spelling-{}", std::process::id()));
        fs::create_dir_all(folder.join("Notes")).expect("it can be made");
        fs::write(folder.join("Notes/Ferry.md"), "").expect("it can be written");
        let given = folder.join("notes/ferry.md");
        let spelt = Spelling::default().of(&given, &folder);
        let is_there = given.exists();
        fs::remove_dir_all(&folder).expect("it is ours");
        assert_eq!(spelt, if is_there { folder.join("Notes/Ferry.md") } else { given });
    }
}
