//! What `.gitignore` files hide. A stranger may have written them: only files are read, no links, and only so much of them at once. Whether
//! git tracks what they would hide is asked elsewhere.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Their name.
pub(crate) const FILE: &str = ".gitignore";

/// Bytes that are in force at one place at most, of all its folders together: matching them takes some hundred times as much memory.
const LIMIT: u64 = 128 << 10;

/// The rules in force in a folder, outermost first.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    files: Vec<Rule>,
}

#[derive(Debug)]
struct Rule {
    matcher: Gitignore,
    bytes: u64,
}

/// Why a file of rules is not obeyed.
#[derive(Debug)]
pub(crate) enum Disobeyed {
    /// It is a link, a folder or a pipe.
    NoFile,
    /// With those above it, it is larger than it may be.
    TooLarge,
    Unreadable(io::Error),
}

impl Rules {
    /// How many files are in force.
    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }

    /// Leaves folders again: only so many files stay in force.
    pub(crate) fn truncate(&mut self, len: usize) {
        self.files.truncate(len);
    }

    /// Takes up those of the real `folder`, if it has any.
    pub(crate) fn enter(&mut self, folder: &Path) -> Result<(), (PathBuf, Disobeyed)> {
        let file = folder.join(FILE);
        let Ok(kind) = file.symlink_metadata() else { return Ok(()) };
        if !kind.is_file() {
            return Err((file, Disobeyed::NoFile));
        }
        let room = LIMIT - self.files.iter().map(|rule| rule.bytes).sum::<u64>();
        let mut text = Vec::new();
        let read = File::open(&file).and_then(|opened| opened.take(room + 1).read_to_end(&mut text));
        let bytes = match read {
            Ok(bytes) => bytes as u64,
            Err(error) => return Err((file, Disobeyed::Unreadable(error))),
        };
        if bytes > room {
            return Err((file, Disobeyed::TooLarge));
        }
        let mut builder = GitignoreBuilder::new(folder);
        let text = String::from_utf8_lossy(&text);
        for line in text.trim_start_matches('\u{feff}').lines() {
            // git passes over what is no pattern, and so is it here: then more is looked at.
            drop(builder.add_line(None, line));
        }
        match builder.build() {
            Ok(matcher) if matcher.is_empty() => {}
            Ok(matcher) => self.files.push(Rule { matcher, bytes }),
            // Few patterns may make a large machine.
            Err(_) => return Err((file, Disobeyed::TooLarge)),
        }
        Ok(())
    }

    /// Whether the files from number `first` on hide the real `path`. The innermost that speaks of it decides.
    pub(crate) fn hide(&self, first: usize, path: &Path, is_folder: bool) -> bool {
        for rule in self.files[first..].iter().rev() {
            match rule.matcher.matched(path, is_folder) {
                Match::None => {}
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
            }
        }
        false
    }
}

impl Disobeyed {
    /// What to say of the file called `name`.
    pub(crate) fn told(&self, name: &str) -> String {
        match self {
            Disobeyed::NoFile => format!("`{name}` is no file of its own, and is not obeyed: git does not obey it either"),
            Disobeyed::TooLarge => format!(
                "`{name}` is not obeyed: there may be {} KiB of such rules at one place, and fewer where they are intricate",
                LIMIT >> 10
            ),
            Disobeyed::Unreadable(error) => format!("`{name}` is not obeyed: it cannot be read ({error})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_innermost_rule_decides_and_the_last_in_it() {
        let folder = std::env::temp_dir().join(format!("copydesk-rules-{}", std::process::id()));
        fs::create_dir_all(folder.join("in")).expect("it can be made");
        fs::write(folder.join(FILE), "\u{feff}*.txt\r\n!b.txt\r\nbuild/\n# no rule\n[\n").expect("it can be written");
        fs::write(folder.join("in").join(FILE), "!a.txt\nb.txt\n").expect("it can be written");
        let mut rules = Rules::default();
        rules.enter(&folder).expect("it is read");
        let hidden = |rules: &Rules, path: &str, is_folder| rules.hide(0, &folder.join(path), is_folder);
        assert!(hidden(&rules, "a.txt", false) && !hidden(&rules, "b.txt", false) && !hidden(&rules, "c.md", false));
        assert!(hidden(&rules, "build", true) && !hidden(&rules, "build", false));
        rules.enter(&folder.join("in")).expect("it is read");
        assert!(!hidden(&rules, "in/a.txt", false) && hidden(&rules, "in/b.txt", false) && hidden(&rules, "in/c.txt", false));
        assert!(!rules.hide(2, &folder.join("in/b.txt"), false), "none of those");
        rules.truncate(1);
        assert!(!hidden(&rules, "in/b.txt", false));
        fs::remove_dir_all(&folder).expect("it is ours");
    }
}
