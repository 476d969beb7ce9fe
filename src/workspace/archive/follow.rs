//! An archive that keeps up with its files, one at a time: what an editor changes in one note is not read of the others again.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::{Archive, Opening, Reader, files, terms_of};
use crate::series::{Entry, Series, Standing};
use crate::settings::Globs;
use crate::workspace::Failure;
use crate::workspace::configuration::Configuration;
use crate::workspace::session::{Document, Session};
use crate::workspace::{bounds, names};

impl Archive {
    /// The archive of one configuration of `session`, by its index.
    pub(crate) fn of_one(session: &Session, index: usize) -> Result<Archive, Failure> {
        let mut archive = Archive::default();
        archive.add(session, (index, session.configurations.get(index)), None, &mut |_| None)?;
        Ok(archive)
    }

    /// Takes up what the files at these real paths say of themselves now. Gives whether a rule may say something else of any note.
    pub(crate) fn follow(&mut self, session: &Session, index: usize, files: &[PathBuf]) -> bool {
        let configuration = session.configurations.get(index);
        let reader = Reader::new(configuration);
        let mut said: BTreeMap<String, HashMap<String, Vec<Entry>>> = BTreeMap::new();
        let mut paths: Vec<String> = Vec::new();
        for file in files {
            let is_it = |document: &Document| document.configuration == index && document.found.path == *file;
            let document = session.documents.iter().enumerate().find(|(_, document)| is_it(document));
            let member = files::member(configuration, file, document, &session.texts);
            let Some(path) = member.as_ref().map(|member| member.path.clone().into_owned()).or_else(|| configuration.path_of(file)) else {
                continue;
            };
            self.faults.retain(|fault| fault.primary.source.name() != path);
            match member.as_ref().map(|member| reader.open(member, &session.texts)) {
                Some(Opening::Read(Some(shelved))) => drop(said.entry(shelved.house).or_default().insert(path.clone(), shelved.entries)),
                Some(Opening::Not(finding)) if document.is_none() => self.faults.push(*finding),
                Some(Opening::Read(None) | Opening::Not(_) | Opening::Failed(_)) | None => {}
            }
            paths.push(path);
        }
        for house in said.keys() {
            let (scope, policy) = terms_of(configuration, house);
            self.series.entry((index, house.clone())).or_insert_with(|| Series::new(scope, policy, Vec::new()));
        }
        let mut is_changed = false;
        for ((_, house), series) in &mut self.series {
            let mut now = said.remove(house).unwrap_or_default();
            let of_path = |path: &String| (path.clone(), now.remove(path).unwrap_or_default());
            is_changed |= series.replace(paths.iter().map(of_path).collect());
        }
        is_changed
    }

    /// Whether nothing kept a part of it from being read.
    pub(crate) fn is_whole(&self) -> bool {
        self.empty.is_empty() && self.faults.is_empty() && self.failures.is_empty()
    }

    /// Whether the file at the real path `file` is gone, and no other is left.
    pub(crate) fn is_last(&self, session: &Session, index: usize, file: &Path) -> bool {
        let path = session.configurations.get(index).path_of(file);
        let is_other =
            |entry: &Entry| entry.standing == Standing::Archive && entry.file().is_some_and(|file| Some(file) != path.as_deref());
        !session.texts.exists(file) && !self.series.values().any(|series| series.entries().iter().any(is_other))
    }

    /// Whether the real path `path` is a folder that the archive of `configuration` may have notes in, or had.
    pub(crate) fn has_folder(&self, configuration: &Configuration, path: &Path) -> bool {
        if path.is_dir() {
            let archive = configuration.settings.as_ref().and_then(|settings| settings.series.archive.as_ref());
            let patterns = archive.into_iter().flat_map(Globs::patterns);
            let mut roots = patterns.map(|pattern| bounds::beginning(pattern, &configuration.folder));
            return roots.any(|root| root.starts_with(path) || path.starts_with(root));
        }
        if path.symlink_metadata().is_ok() {
            return false;
        }
        let is_below = |entry: &Entry| entry.file().is_some_and(|file| configuration.folder.join(names::meant(file)).starts_with(path));
        self.series.values().any(|series| series.entries().iter().any(is_below))
    }

    /// Takes up what settings say of its numbers now.
    pub(crate) fn renew_terms(&mut self, session: &Session, index: usize) {
        for ((_, house), series) in &mut self.series {
            let (scope, policy) = terms_of(session.configurations.get(index), house);
            series.renew_terms(scope, policy);
        }
    }

    /// Has what is wrong between two notes told on the drafts that are in `session` now.
    pub(crate) fn ask_for_documents(&mut self, session: &Session, index: usize) {
        let documents = session.documents.iter().filter(|document| document.configuration == index);
        let asked: HashSet<String> = documents.map(|document| document.path.to_string()).collect();
        for series in self.series.values_mut() {
            series.change(HashMap::new(), Some(asked.clone()));
        }
    }
}
