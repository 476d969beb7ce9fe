//! Where reports and pictures may be written: over an older one, never over what a run reads or what looks like it. It writes nothing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::workspace::found::{Input, Named};
use crate::workspace::request::{Overrides, SettingsFrom};
use crate::workspace::session::Session;
use crate::workspace::{Failure, bounds, paths};

/// The files that a run reads, links followed.
#[derive(Debug)]
pub(crate) struct Reads {
    current: PathBuf,
    files: BTreeSet<PathBuf>,
}

impl Reads {
    /// What `session` reads, and what the command line names: its settings and `others`.
    pub(crate) fn of<'a>(
        session: &Session,
        overrides: &'a Overrides,
        others: impl IntoIterator<Item = &'a PathBuf>,
    ) -> Result<Reads, Failure> {
        let current = paths::current_folder()?;
        // What is called like a draft is refused for its name: of links, and of what was named by hand, nobody knows.
        let drafts = session
            .documents
            .iter()
            .map(|document| &document.found)
            .filter(|found| found.input == Input::File && (found.alias.is_some() || found.named == Named::ByHand));
        let config = if let SettingsFrom::File(file) = &overrides.settings { Some(file) } else { None };
        let named = config.into_iter().chain(others).map(PathBuf::as_path).chain(overrides.house.as_deref().map(Path::new));
        let files = drafts
            .map(|found| found.path.clone())
            .chain(session.configurations.iter().flat_map(|configuration| &configuration.files).cloned())
            .chain(named.map(|file| current.join(file)))
            .map(|file| bounds::real(&file))
            .collect();
        Ok(Reads { current, files })
    }

    /// Refuses to write to `file` what would take the place of something else.
    pub(crate) fn refuse_overwriting(&self, file: &Path) -> Result<(), Failure> {
        let name = paths::written(file);
        bounds::keep_in(file, &name)?;
        let real = bounds::real(&self.current.join(file));
        if !real.is_file() {
            return Ok(());
        }
        let is_settings = real.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
        let what = if self.files.contains(&real) {
            "is read by this run"
        } else if is_settings {
            "exists, and is called like settings or a house"
        } else if paths::is_draft(&real) {
            "exists, and is called like a draft"
        } else {
            return Ok(());
        };
        Err(Failure::new(
            format!("`{name}` {what}: nothing else is written over it"),
            "nothing was checked or written; give the output another name, such as `report.json`, or move the file away first",
        ))
    }
}
