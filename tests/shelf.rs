//! Drafts as they stand in the folders of `fixtures`.

use std::fs;
use std::path::{Path, PathBuf};

use copydesk::draft::Syntax;

/// A draft, and how it is written.
pub struct Shelved {
    pub path: PathBuf,
    pub text: String,
    pub syntax: Syntax,
}

impl Shelved {
    /// Its path from `root` on.
    pub fn name(&self, root: &Path) -> String {
        self.path.strip_prefix(root).expect("it is there").to_string_lossy().into_owned()
    }
}

/// The drafts of a folder, in order of their paths; none where the folder is not there.
pub fn drafts(folder: &Path) -> Vec<Shelved> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("its entries can be read").path()).collect();
    paths.sort();
    let draft = |path: PathBuf| {
        let syntax = match path.extension().and_then(|ending| ending.to_str()) {
            Some("md") => Syntax::Markdown,
            Some("txt") => Syntax::Plain,
            _ => return None,
        };
        let text = fs::read_to_string(&path).expect("a fixture is UTF-8");
        Some(Shelved { path, text, syntax })
    };
    paths.into_iter().filter_map(draft).collect()
}

/// What is asked of all of them: with `FORMS=all` in the environment, as `.ci/run` sets it, each; at a desk one in four, others in each run.
pub fn asked<T>(all: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
    let every = std::env::var_os("FORMS").is_some_and(|forms| forms == "all");
    let seed = std::env::var("PROPTEST_RNG_SEED").ok().and_then(|seed| seed.parse().ok());
    let offset = seed.unwrap_or_else(|| std::process::id() as usize) % 4;
    let (first, step) = if every { (0, 1) } else { (offset, 4) };
    all.skip(first).step_by(step)
}
