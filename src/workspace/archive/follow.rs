//! An archive that keeps up with its files, one at a time: what an editor changes in one note is not read of the others again.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::{Archive, Opening, Reader, Shelved, files, terms_of};
use crate::series::Series;
use crate::workspace::Failure;
use crate::workspace::archive::Known;
use crate::workspace::session::Session;

impl Archive {
    /// The archive of one configuration of `session`, by its index.
    pub(crate) fn of_one(session: &Session, index: usize) -> Result<Archive, Failure> {
        let mut archive = Archive::default();
        archive.add(session, (index, session.configurations.get(index)), None, &mut Known::new())?;
        Ok(archive)
    }

    /// Takes up what the file at the real path `file` says of itself now. Gives whether a rule may say something else of any note.
    pub(crate) fn follow(&mut self, session: &Session, index: usize, file: &Path) -> bool {
        let configuration = session.configurations.get(index);
        let document = session.documents.iter().find(|document| document.configuration == index && document.found.path == file);
        let member = files::member(configuration, file, document, &session.texts);
        let Some(path) = member.as_ref().map(|member| member.path.clone()).or_else(|| configuration.path_of(file)) else { return false };
        let opened = member.map(|member| Reader::new(configuration).open(&member, &session.texts));
        let shelved = match opened {
            Some(Opening::Read(shelved)) => shelved,
            Some(Opening::Not(_) | Opening::Failed(_)) | None => None,
        };
        let Shelved { house, entries } = shelved.unwrap_or_else(|| Shelved { house: String::new(), entries: Vec::new() });
        let mut is_changed = false;
        let mut entries = Some(entries);
        for ((_, name), series) in &mut self.series {
            let now = if *name == house { entries.take().unwrap_or_default() } else { Vec::new() };
            is_changed |= series.replace(&path, now);
        }
        if let Some(entries) = entries.filter(|entries| !entries.is_empty()) {
            let (scope, policy) = terms_of(configuration, &house);
            self.series.insert((index, house), Series::new(scope, policy, entries));
            is_changed = true;
        }
        is_changed
    }

    /// Has what is wrong between two notes told on the drafts that are in `session` now.
    pub(crate) fn ask_for_documents(&mut self, session: &Session, index: usize) {
        let documents = session.documents.iter().filter(|document| document.configuration == index);
        let asked: HashSet<String> = documents.map(|document| document.path.clone()).collect();
        for series in self.series.values_mut() {
            series.change(HashMap::new(), Some(asked.clone()));
        }
    }
}
