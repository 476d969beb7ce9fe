//! A workspace that stays open while texts change, as an editor has it: its settings, and the archive of each, kept up with what is typed and with
//! what changes on the disk. A change to one note reads that note, and no other again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use crate::finding::Finding;
use crate::house::House;
use crate::lint::{Choice, FileOutcome, Ignoring};
use crate::series::Series;
use crate::source::Source;
use crate::workspace::archive::Archive;
use crate::workspace::check::check;
use crate::workspace::configuration::Configuration;
use crate::workspace::request::Overrides;
use crate::workspace::session::{Document, Session};
use crate::workspace::texts::Texts;
use crate::workspace::{Failure, bounds, names, paths};

/// A workspace that stays open.
#[derive(Debug)]
pub(crate) struct Live {
    pub(crate) session: Session,
    /// By the index of the configuration; read when the first of its drafts is opened.
    archives: BTreeMap<usize, Archive>,
    overrides: Overrides,
    texts: Arc<Texts>,
}

/// What has to be checked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Touched {
    /// The text itself.
    Text,
    /// Every draft that is open: the series, or what holds for it, is another.
    All,
}

/// When the archive hears of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Follow {
    /// At once.
    Now,
    /// With a later one.
    Later,
}

impl Live {
    /// One in which nothing is open; `today` is the clock's day where it is not given.
    pub(crate) fn new(today: Option<Date>) -> Result<Live, Failure> {
        let overrides = Overrides { today, ..Overrides::default() };
        let texts = Arc::new(Texts::default());
        Ok(Live { session: Session::of_nothing(&overrides, Arc::clone(&texts))?, archives: BTreeMap::new(), overrides, texts })
    }

    /// Opens the draft at the absolute `path` with this text.
    pub(crate) fn open(&mut self, path: &Path, text: &str) -> Result<(), Failure> {
        self.texts.open(path, text);
        self.take_in(path)
    }

    fn take_in(&mut self, path: &Path) -> Result<(), Failure> {
        let file = bounds::real(path);
        let index = self.session.take_in(&file)?.configuration;
        if let Some(archive) = self.archives.get_mut(&index) {
            archive.follow(&self.session, index, &file);
            archive.ask_for_documents(&self.session, index);
            return Ok(());
        }
        self.read_archive(index)
    }

    /// The draft at the absolute `path` has this text now.
    pub(crate) fn change(&mut self, path: &Path, text: &str, follow: Follow) -> Touched {
        self.texts.open(path, text);
        match follow {
            Follow::Now => self.follow(path),
            Follow::Later => Touched::Text,
        }
    }

    /// Closes the draft at the absolute `path`: its file speaks for itself again.
    pub(crate) fn close(&mut self, path: &Path) -> Touched {
        self.texts.close(path);
        let file = bounds::real(path);
        let document = self.session.documents.iter().position(|document| document.found.path == file);
        let Some(document) = document.map(|document| self.session.documents.remove(document)) else { return Touched::Text };
        let touched = self.follow(path);
        if let Some(archive) = self.archives.get_mut(&document.configuration) {
            archive.ask_for_documents(&self.session, document.configuration);
        }
        touched
    }

    /// Takes up what the file at the absolute `path` says now, whether or not it is open.
    pub(crate) fn follow(&mut self, path: &Path) -> Touched {
        let file = bounds::real(path);
        let mut touched = Touched::Text;
        for (index, archive) in &mut self.archives {
            if archive.follow(&self.session, *index, &file) {
                touched = Touched::All;
            }
        }
        touched
    }

    /// A text that is no draft, such as settings, is this now; `None` where it is closed. What depends on it is read again.
    pub(crate) fn change_table(&mut self, path: &Path, text: Option<&str>) -> Result<Touched, Failure> {
        match text {
            Some(text) => self.texts.open(path, text),
            None => self.texts.close(path),
        }
        self.reread(path)
    }

    /// The file at the absolute `path`, which is no draft, has changed, appeared or gone.
    pub(crate) fn reread(&mut self, path: &Path) -> Result<Touched, Failure> {
        let is_settings = path.file_name().is_some_and(|name| name == paths::SETTINGS);
        let indices: Vec<usize> = (0..self.session.configurations.iter().count())
            .filter(|index| self.session.configurations.get(*index).files.iter().any(|file| file == path))
            .collect();
        let is_known = |index: &usize| self.session.configurations.get(*index).files.first().is_some_and(|file| file == path);
        if is_settings && (!self.texts.exists(path) || !indices.iter().any(is_known)) {
            return self.restart().map(|()| Touched::All);
        }
        for index in &indices {
            if self.session.configurations.renew(*index)? {
                self.archives.remove(index);
            }
        }
        self.read_archives()?;
        Ok(if indices.is_empty() { Touched::Text } else { Touched::All })
    }

    /// Forgets all that was read but what is open: settings have come or gone.
    pub(crate) fn restart(&mut self) -> Result<(), Failure> {
        let open: Vec<PathBuf> = self.session.documents.iter().map(|document| document.found.path.clone()).collect();
        self.session = Session::of_nothing(&self.overrides, Arc::clone(&self.texts))?;
        self.archives.clear();
        for path in &open {
            self.session.take_in(path)?;
        }
        self.read_archives()
    }

    /// Reads the archives of the drafts that are open, where they were not read.
    fn read_archives(&mut self) -> Result<(), Failure> {
        let used: BTreeSet<usize> = self.session.documents.iter().map(|document| document.configuration).collect();
        for index in used {
            self.read_archive(index)?;
        }
        Ok(())
    }

    /// Reads the archive of the configuration of that index, where it was not read and nothing is in the way.
    fn read_archive(&mut self, index: usize) -> Result<(), Failure> {
        if !self.archives.contains_key(&index) && self.session.configurations.get(index).faults.is_empty() {
            self.archives.insert(index, Archive::of_one(&self.session, index)?);
        }
        Ok(())
    }

    /// The draft at the absolute `path`, if it is open.
    pub(crate) fn document(&self, path: &Path) -> Option<&Document> {
        let is_it = |document: &&Document| document.found.path == path;
        self.session.documents.iter().find(is_it).or_else(|| {
            let file = bounds::real(path);
            self.session.documents.iter().find(|document| document.found.path == file)
        })
    }

    /// What is found in `source`, the text of `document`, with fixes that were not tried out.
    pub(crate) fn check(&self, document: &Document, source: &Arc<Source>) -> FileOutcome {
        let configuration = self.session.of(document);
        let is_excluded = configuration.settings.as_ref().is_some_and(|settings| settings.files.exclude.matches(&document.path));
        let Some(archive) = self.archives.get(&document.configuration).filter(|_| !is_excluded) else { return FileOutcome::default() };
        check(&self.session, archive, document, source, Ignoring::Obeyed)
    }

    /// Reads `source`, the text of `document`, with the house it is held to.
    pub(crate) fn read(&self, document: &Document, source: &Arc<Source>) -> Choice<'_> {
        self.session.read(document, source)
    }

    /// The series of `house` that `document` is a note of.
    pub(crate) fn series(&self, document: &Document, house: &House) -> Option<&Series> {
        self.archives.get(&document.configuration)?.of(document.configuration, house)
    }

    /// The series of `house` under the configuration of that index.
    pub(crate) fn series_of(&self, index: usize, house: &House) -> Option<&Series> {
        self.archives.get(&index)?.of(index, house)
    }

    /// The index of what holds for the file at the absolute `path`, whose archive is read then.
    pub(crate) fn configuration_for(&mut self, path: &Path) -> Result<usize, Failure> {
        let index = self.session.configurations.of(path)?;
        self.read_archive(index)?;
        Ok(index)
    }

    /// What is wrong with settings, houses and archives, and under which configuration.
    pub(crate) fn faults(&self) -> Vec<(&Configuration, &Finding)> {
        let mut faults = Vec::new();
        for (index, held) in self.session.configurations.iter().enumerate() {
            let of_archive = self.archives.get(&index).into_iter().flat_map(|archive| archive.empty.iter().chain(&archive.faults));
            faults.extend(held.faults.iter().chain(&held.later_faults).chain(of_archive).map(|fault| (held, fault)));
        }
        faults
    }
}

/// The file that is reported as `name` where `configuration` holds.
pub(crate) fn path_of(configuration: &Configuration, name: &str) -> Option<PathBuf> {
    if name.starts_with("copydesk:") {
        return None;
    }
    let current = paths::current_folder().ok()?;
    let named = configuration.files.iter().find(|file| paths::name_of(file, &current) == name);
    Some(named.cloned().unwrap_or_else(|| paths::absolute(&configuration.folder, &names::meant(name))))
}
