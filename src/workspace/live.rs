//! A workspace that stays open while texts change, as an editor has it: its settings, and the archive of each, kept up with what is typed and with
//! what changes on the disk. A change to one note reads that note, and no other again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use crate::finding::Finding;
use crate::house::House;
use crate::lint::{self, Choice, FileOutcome, Ignoring, Purpose, Reading};
use crate::series::Series;
use crate::source::Source;
use crate::workspace::archive::Archive;
use crate::workspace::baselines::KnownFindings;
use crate::workspace::check::{Question, check};
use crate::workspace::configuration::{Configuration, Renewal};
use crate::workspace::request::Overrides;
use crate::workspace::session::{Document, Session};
use crate::workspace::texts::{self, Texts};
use crate::workspace::{Failure, bounds, names, paths};

mod elsewhere;

/// A workspace that stays open.
#[derive(Debug)]
pub(crate) struct Live {
    pub(crate) session: Session,
    /// By the index of the configuration; read when the first of its drafts is opened.
    archives: BTreeMap<usize, Archive>,
    /// What is known of the drafts under each configuration, read with the archive.
    known: BTreeMap<usize, KnownFindings>,
    overrides: Overrides,
    texts: Arc<Texts>,
    /// What could not be read, and was not told yet.
    failures: Vec<Failure>,
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
        let session = Session::of_nothing(&overrides, Arc::clone(&texts))?;
        Ok(Live { session, archives: BTreeMap::new(), known: BTreeMap::new(), overrides, texts, failures: Vec::new() })
    }

    /// Opens the draft at the absolute `path` with this text.
    pub(crate) fn open(&mut self, path: &Path, text: &str) -> Result<(), Failure> {
        self.texts.open(path, text);
        self.take_in(path)
    }

    /// The same for a draft that is to stand by itself: no other is of its series.
    pub(crate) fn open_alone(&mut self, path: &Path, text: &str) -> Result<(), Failure> {
        self.session.configurations.set_apart(path.parent().unwrap_or(path))?;
        self.open(path, text)
    }

    fn take_in(&mut self, path: &Path) -> Result<(), Failure> {
        let file = bounds::real(path);
        let index = self.session.take_in(&file)?.configuration;
        if let Some(archive) = self.archives.get_mut(&index).filter(|archive| archive.empty.is_empty()) {
            archive.follow(&self.session, index, std::slice::from_ref(&file));
            archive.ask_for_documents(&self.session, index);
        } else {
            self.archives.remove(&index);
        }
        self.prepare(index)
    }

    /// The draft at the absolute `path` has this text now.
    pub(crate) fn change(&mut self, path: &Path, text: &str, follow: Follow) -> Result<Touched, Failure> {
        self.texts.open(path, text);
        if self.document(path).is_none() {
            // What kept it from being taken in may be mended.
            return self.take_in(path).map(|()| Touched::All);
        }
        Ok(match follow {
            Follow::Now => self.follow(path),
            Follow::Later => Touched::Text,
        })
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
    fn follow(&mut self, path: &Path) -> Touched {
        let file = bounds::real(path);
        let mut touched = Touched::Text;
        for (index, archive) in &mut self.archives {
            if archive.follow(&self.session, *index, std::slice::from_ref(&file)) {
                touched = Touched::All;
            }
        }
        touched
    }

    /// Takes up what these files say now, which have changed on the disk, appeared or gone: drafts, or folders of them.
    pub(crate) fn follow_disk(&mut self, paths: &[PathBuf]) -> Result<Touched, Failure> {
        let files: Vec<PathBuf> = paths.iter().map(|path| bounds::real(path)).collect();
        let (drafts, folders): (Vec<PathBuf>, Vec<PathBuf>) = files.into_iter().partition(|path| paths::is_draft(path) && !path.is_dir());
        let mut touched = Touched::Text;
        for index in self.archives.keys().copied().collect::<Vec<_>>() {
            let configuration = self.session.configurations.get(index);
            let is_within = |path: &PathBuf| path.starts_with(&configuration.folder);
            let Some(archive) = self.archives.get_mut(&index) else { continue };
            let is_of_archive = |path: &PathBuf| archive.has_folder(configuration, path);
            // What could not be read may be there again, and what is gone may have been all.
            let is_anew = folders.iter().any(is_of_archive)
                || drafts.iter().any(is_within)
                    && (!archive.is_whole() || drafts.iter().any(|draft| archive.is_last(&self.session, index, draft)));
            if is_anew {
                self.archives.remove(&index);
                self.prepare(index)?;
                touched = Touched::All;
            } else if archive.follow(&self.session, index, &drafts) {
                touched = Touched::All;
            }
        }
        Ok(touched)
    }

    /// A text that is no draft, such as settings, is this now; `None` where it is closed. What depends on it is read again.
    pub(crate) fn change_table(&mut self, path: &Path, text: Option<&str>) -> Result<Touched, Failure> {
        match text {
            Some(text) => self.texts.open(path, text),
            None => self.texts.close(path),
        }
        self.reread(path)
    }

    /// The file at the absolute `path`, which is no draft, has changed, appeared or gone. What depends on it is read again, and nothing else.
    pub(crate) fn reread(&mut self, path: &Path) -> Result<Touched, Failure> {
        let path = bounds::real(path);
        let is_settings = path.file_name().is_some_and(|name| name == paths::SETTINGS);
        let configurations = &self.session.configurations;
        let names = |index: &usize| configurations.get(*index).files.iter().any(|file| bounds::real(file) == path);
        let indices: Vec<usize> = (0..configurations.iter().count()).filter(names).collect();
        let is_own = |index: &usize| configurations.get(*index).files.first().is_some_and(|file| bounds::real(file) == path);
        if is_settings && (!self.texts.exists(&path) || !indices.iter().any(is_own)) {
            let concerns = path.parent().is_some_and(|folder| configurations.reach_into(folder));
            return if concerns { self.restart().map(|()| Touched::All) } else { Ok(Touched::Text) };
        }
        for index in &indices {
            self.renew(*index, &path)?;
        }
        Ok(if indices.is_empty() { Touched::Text } else { Touched::All })
    }

    /// Reads again what holds under the configuration of that index, where the file at the real `path`, which is read for it, is another.
    fn renew(&mut self, index: usize, path: &Path) -> Result<(), Failure> {
        let is_baseline = |configuration: &Configuration| configuration.baseline().is_some_and(|baseline| bounds::real(&baseline) == path);
        let was_baseline = is_baseline(self.session.configurations.get(index));
        if !was_baseline {
            let renewal = self.session.configurations.renew(index)?;
            let configuration = self.session.configurations.get(index);
            let is_ledger =
                configuration.path_of(path).zip(configuration.settings.as_ref()).is_some_and(|(path, settings)| settings.is_ledger(&path));
            match self.archives.get_mut(&index).filter(|archive| renewal == Renewal::SameArchive && !is_ledger && archive.is_whole()) {
                Some(archive) => archive.renew_terms(&self.session, index),
                None if renewal == Renewal::Refused => {}
                None => drop(self.archives.remove(&index)),
            }
            self.session.ask_anew(index);
        }
        let configuration = self.session.configurations.get(index);
        if let Some(known) = self.known.remove(&index).filter(|_| configuration.faults.is_empty()) {
            let known = if was_baseline || !known.is_of(configuration) {
                known.followed_by(KnownFindings::read(configuration, &self.texts))
            } else {
                known
            };
            self.known.insert(index, known);
        }
        let is_used = self.session.documents.iter().any(|document| document.configuration == index);
        if is_used { self.prepare(index) } else { Ok(()) }
    }

    /// Forgets all that was read but what is open: settings have come or gone.
    pub(crate) fn restart(&mut self) -> Result<(), Failure> {
        let open: Vec<PathBuf> = self.session.documents.iter().map(|document| document.found.path.clone()).collect();
        let apart = self.session.configurations.apart();
        self.session = Session::of_nothing(&self.overrides, Arc::clone(&self.texts))?;
        self.archives.clear();
        self.known.clear();
        for folder in apart {
            self.session.configurations.set_apart(&folder)?;
        }
        for path in &open {
            self.session.take_in(path)?;
        }
        let used: BTreeSet<usize> = self.session.documents.iter().map(|document| document.configuration).collect();
        used.into_iter().try_for_each(|index| self.prepare(index))
    }

    /// Reads the archive and the baseline of the configuration of that index, where they were not read and nothing is in the way.
    fn prepare(&mut self, index: usize) -> Result<(), Failure> {
        let configuration = self.session.configurations.get(index);
        if !configuration.faults.is_empty() {
            return Ok(());
        }
        self.known.entry(index).or_insert_with(|| KnownFindings::read(configuration, &self.texts));
        if !self.archives.contains_key(&index) {
            let archive = Archive::of_one(&self.session, index)?;
            self.failures.extend(archive.failures.iter().chain(&archive.of_run.1).cloned());
            self.archives.insert(index, archive);
        }
        Ok(())
    }

    /// What could not be read since somebody asked last.
    pub(crate) fn take_failures(&mut self) -> Vec<Failure> {
        std::mem::take(&mut self.failures)
    }

    /// The draft at the absolute `path`, if it is open.
    pub(crate) fn document(&self, path: &Path) -> Option<&Document> {
        let is_it = |document: &&Document| document.found.path == path;
        self.session.documents.iter().find(is_it).or_else(|| {
            let file = bounds::real(path);
            self.session.documents.iter().find(|document| document.found.path == file)
        })
    }

    /// What is found in `source`, the text of `document`, with fixes that were not tried out; what is known too.
    pub(crate) fn check(&self, document: &Document, source: &Arc<Source>, purpose: Purpose) -> FileOutcome {
        let configuration = self.session.of(document);
        let skipped = || FileOutcome { reading: Reading::Skipped, ..FileOutcome::default() };
        let is_sound = self.known.get(&document.configuration).is_some_and(KnownFindings::is_sound);
        let Some(archive) = self.archives.get(&document.configuration).filter(|_| is_sound && !is_left_out(configuration, document)) else {
            return skipped();
        };
        match texts::judge(source, configuration.file_size()) {
            Ok(()) => check(&self.session, archive, document, source, Question { ignores: Ignoring::Obeyed, purpose }),
            Err(finding) if document.asked || self.begins_as_note(document, source) => lint::faults(vec![*finding]),
            Err(_) => skipped(),
        }
    }

    /// Whether what `source` begins with is a note: of one that is too large nothing else is read.
    fn begins_as_note(&self, document: &Document, source: &Arc<Source>) -> bool {
        let text = source.text();
        let beginning = &text[..text.floor_char_boundary(BEGINNING)];
        matches!(self.read(document, &Arc::new(Source::new(source.name(), beginning.replace('\0', " ")))), Choice::One(..))
    }

    /// Takes the findings that the baseline knows out of `outcome`, which is what `document` came to.
    pub(crate) fn hold_back(&self, document: &Document, outcome: &mut FileOutcome) {
        if let Some(known) = self.known.get(&document.configuration) {
            known.hold_back(outcome);
        }
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
        self.prepare(index)?;
        Ok(index)
    }

    /// What is wrong with settings, houses, archives and baselines, and under which configuration.
    pub(crate) fn faults(&self) -> Vec<(&Configuration, &Finding)> {
        let mut faults = Vec::new();
        for (index, held) in self.session.configurations.iter().enumerate() {
            let of_archive = self.archives.get(&index).into_iter().flat_map(|archive| archive.empty.iter().chain(&archive.faults));
            let of_baseline = self.known.get(&index).and_then(|known| known.fault.as_ref());
            faults.extend(held.faults.iter().chain(&held.later_faults).chain(of_archive).chain(of_baseline).map(|fault| (held, fault)));
        }
        faults
    }

    /// The first thing that keeps `document` from being checked, or that is wrong with what holds for it.
    pub(crate) fn fault_of(&self, document: &Document) -> Option<&Finding> {
        let configuration = self.session.of(document);
        let of_baseline = self.known.get(&document.configuration).and_then(|known| known.fault.as_ref());
        configuration.faults.first().or(configuration.later_faults.first()).or(of_baseline)
    }
}

/// Bytes that are read of a text that is too large, to see whether it is a note.
const BEGINNING: usize = 64 << 10;

/// Whether settings say that `document` is no draft.
pub(crate) fn is_left_out(configuration: &Configuration, document: &Document) -> bool {
    let settings = configuration.settings.as_ref();
    settings.is_some_and(|settings| settings.files.exclude.matches(&document.path) || settings.is_ledger(&document.path))
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
