//! What is asked for, with the settings that hold for it: the drafts, their configurations and their texts. What is wrong with them is not asked
//! here.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::ToSpan;
use jiff::civil::{Date, date};
use rayon::prelude::*;

use crate::draft::{Draft, Manuscript, Syntax};
use crate::house::House;
use crate::lint::{self, Choice, FileOutcome, Reading, choose};
use crate::settings::{Asked, Globs};
use crate::source::Source;
use crate::workspace::bounded::Turns;
use crate::workspace::configuration::{Configuration, Configurations};
use crate::workspace::found::{Found, Input, Named};
use crate::workspace::request::{Excludes, Overrides, Selection, SettingsFrom};
use crate::workspace::settled::SettledFindings;
use crate::workspace::texts::{Opened, Texts};
use crate::workspace::{Failure, find, names, paths, repository};

/// What is to be looked at, and under which settings.
#[derive(Debug)]
pub struct Session {
    pub(crate) configurations: Configurations,
    pub(crate) documents: Vec<Document>,
    /// What could not be looked at.
    pub(crate) failures: Vec<Failure>,
    /// Where was looked.
    pub(crate) looked_in: Vec<String>,
    /// The configurations whose `include` or `exclude` says where drafts are: of files met on a walk, and of the walk itself.
    pub(crate) narrowing: BTreeSet<usize>,
    /// What people should know of files that were met, though nothing failed.
    pub(crate) remarks: Vec<String>,
    /// How many files named by hand `--force-exclude` left out.
    pub(crate) excluded: usize,
    pub(crate) today: Date,
    pub(crate) asked: Asked,
    threads: usize,
    pub(crate) texts: Arc<Texts>,
    /// What somebody has settled in the margins of drafts.
    pub(crate) settled: SettledFindings,
    /// Keeps many large texts from being read at once.
    pub(crate) turns: Turns,
}

/// One file and what holds for it.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) found: Found,
    /// Index of its configuration.
    pub(crate) configuration: usize,
    /// How settings know it.
    pub(crate) path: Arc<str>,
    /// Whether somebody asked for it: by hand or with an include pattern.
    pub(crate) asked: bool,
    /// Whether `--changed` passes it over: it is read for the others' sake.
    pub(crate) unchanged: bool,
}

/// What a file holds.
#[derive(Debug)]
pub(crate) enum Content {
    /// It is text.
    Text(Arc<Source>),
    /// It is none, and what there is to say of that.
    NotText(FileOutcome),
}

/// What became of each document, by its index.
pub(crate) type Results<T> = Vec<(usize, Result<T, Failure>)>;

impl Session {
    /// What `selection` comes to, under the settings that hold for it but for `overrides`.
    ///
    /// # Errors
    ///
    /// Where nothing can be looked at: the current folder cannot be used, or a house or a rule that is named is not there.
    pub fn new(selection: &Selection, overrides: &Overrides, texts: Texts) -> Result<Session, Failure> {
        let mut session = Session::of_nothing(overrides, Arc::new(texts))?;
        let home = if selection.paths.is_empty() { Some(session.configurations.home()?) } else { None };
        let settings_of = |home: usize| session.configurations.get(home).settings.as_ref();
        session.narrowing =
            home.into_iter().filter(|home| settings_of(*home).is_some_and(|settings| settings.files.include.is_some())).collect();
        let home = home.map(|home| session.configurations.get(home));
        let finds = find::find(selection, &session.texts, home.and_then(|home| Some((home.folder.as_path(), home.settings.as_ref()?))))?;
        session.threads = selection.threads.map_or(0, usize::from);
        (session.failures, session.looked_in, session.remarks) = (finds.failures, finds.looked_in, finds.remarks);
        session.documents.reserve_exact(finds.files.len());
        for found in finds.files {
            session.add(found, selection.excludes);
        }
        session.note_inner_repositories(&overrides.settings)?;
        session.note_idle_ignores();
        session.configurations.check_rules(overrides)?;
        Ok(session)
    }

    /// One without a draft, to which they come one by one.
    pub(crate) fn of_nothing(overrides: &Overrides, texts: Arc<Texts>) -> Result<Session, Failure> {
        Ok(Session {
            configurations: Configurations::new(overrides, Arc::clone(&texts))?,
            documents: Vec::new(),
            failures: Vec::new(),
            looked_in: Vec::new(),
            narrowing: BTreeSet::new(),
            remarks: Vec::new(),
            excluded: 0,
            today: overrides.today.unwrap_or_else(clock),
            asked: overrides.rules.clone(),
            threads: 0,
            texts,
            settled: SettledFindings::default(),
            turns: Turns::default(),
        })
    }

    /// Takes in the draft at the absolute `path` without links. It counts as asked for where an include or the archive means it.
    pub(crate) fn take_in(&mut self, path: &Path) -> Result<&Document, Failure> {
        if let Some(index) = self.documents.iter().position(|document| document.found.path == path) {
            return Ok(&self.documents[index]);
        }
        let configuration = self.configurations.of(path)?;
        let held = self.configurations.get(configuration);
        let name: Arc<str> = held.path_of(path).unwrap_or_else(|| paths::written(path)).into();
        let asked = held.settings.as_ref().is_some_and(|settings| settings.names(&name));
        let found = Found { name: name.clone(), input: Input::File, path: path.to_owned(), named: Named::No, alias: None };
        self.documents.push(Document { found, configuration, path: name, asked, unchanged: false });
        Ok(self.documents.last().expect("it was taken in"))
    }

    /// Asks anew which drafts settings name, of those that were taken in under the configuration of that index.
    #[cfg(feature = "server")]
    pub(crate) fn ask_anew(&mut self, index: usize) {
        let settings = self.configurations.get(index).settings.as_ref();
        for document in self.documents.iter_mut().filter(|document| document.configuration == index) {
            document.asked = settings.is_some_and(|settings| settings.names(&document.path));
        }
    }

    /// Remarks that settings end where a repository begins that lies in theirs, such as a submodule.
    fn note_inner_repositories(&mut self, from: &SettingsFrom) -> Result<(), Failure> {
        if *from != SettingsFrom::Nearest {
            return Ok(());
        }
        let current = paths::current_folder()?;
        let Some(own) = repository::root(&current) else { return Ok(()) };
        let without = |document: &&Document| {
            let configuration = self.of(document);
            document.found.input == Input::File && configuration.settings.is_none() && configuration.faults.is_empty()
        };
        let folders: BTreeSet<&Path> = self.documents.iter().filter(without).filter_map(|document| document.found.path.parent()).collect();
        let roots: BTreeSet<&Path> = folders.into_iter().filter_map(repository::root).filter(|root| *root != own).collect();
        let has_settings_around = |root: &&Path| {
            let outer = root.parent().filter(|outer| repository::root(outer) == Some(own));
            let mut folders = outer.into_iter().flat_map(Path::ancestors).take_while(|folder| folder.starts_with(own));
            folders.any(|folder| self.texts.exists(&folder.join(paths::SETTINGS)))
        };
        let told = roots.into_iter().filter(has_settings_around).map(|root| {
            let name = paths::name_of(root, &current);
            format!("`{name}` is a repository of its own, without settings: those of the one around it do not hold there")
        });
        self.remarks.extend(told.collect::<Vec<_>>());
        Ok(())
    }

    /// Remarks that an entry of `[[ignore]]` names a draft that is not there.
    fn note_idle_ignores(&mut self) {
        let mut told = Vec::new();
        for configuration in self.configurations.iter() {
            let Some(settings) = &configuration.settings else { continue };
            for entry in &settings.ignores {
                if !self.texts.exists(&configuration.folder.join(names::meant(&entry.file))) {
                    let (name, line) = (settings.source.name(), settings.source.position(entry.span.start).line);
                    told.push(format!("{name}:{line}: there is no draft `{}`, and nothing to ignore in it", entry.file));
                }
            }
        }
        self.remarks.extend(told);
    }

    fn add(&mut self, found: Found, named: Excludes) {
        let configuration = match self.configurations.of(&found.path) {
            Ok(configuration) => configuration,
            Err(failure) => {
                if !self.failures.contains(&failure) {
                    self.failures.push(failure);
                }
                return;
            }
        };
        let settled = self.configurations.get(configuration);
        // Most are reported as settings know them.
        let path = settled.path_of(&found.path).filter(|path| **path != *found.name);
        let path = path.map_or_else(|| Arc::clone(&found.name), Arc::from);
        let files = settled.settings.as_ref().map(|settings| &settings.files);
        let by_hand = found.named == Named::ByHand;
        // What is said of a link is said of the file.
        let alias = found.alias.as_ref().and_then(|alias| settled.path_of(alias));
        let is_meant = |globs: &Globs| globs.matches(&path) || alias.as_ref().is_some_and(|alias| globs.matches(alias));
        let excluded = files.is_some_and(|files| is_meant(&files.exclude));
        let included = files.and_then(|files| files.include.as_ref()).map(is_meant);
        // A hook names every file by hand, drafts or not: what lint.toml does not include is none.
        // A listing of notes is none.
        let ledgers = settled.settings.as_ref().map(|settings| &settings.series.ledger[..]).unwrap_or_default();
        let listing = ledgers.iter().any(|ledger| ledger.trim_start_matches("./") == &*path);
        let beside = paths::is_beside_a_draft(&found.path);
        if (!by_hand || named == Excludes::Named) && (excluded || listing || beside || included == Some(false)) {
            self.excluded += usize::from(by_hand);
            self.narrowing.extend((!listing).then_some(configuration));
            return;
        }
        if paths::is_word(&found.path) && paths::locks_of(&found.path).iter().any(|lock| lock.symlink_metadata().is_ok()) {
            self.remarks.push(format!("`{}` is open in a word processor: what is not saved yet is not looked at", found.name));
        }
        self.documents.push(Document { found, configuration, path, asked: by_hand || included == Some(true), unchanged: false });
    }

    /// Does `work` on every document that is not passed over and whose configuration has no fault, several at once, and gives the results with the indices of their documents, in order.
    pub(crate) fn work<T: Send>(&self, work: impl Fn(&Document) -> Result<T, Failure> + Sync) -> Result<Results<T>, Failure> {
        self.work_in_place(|_, document| work(document))
    }

    /// The same for work that wants to know the index of its document.
    pub(crate) fn work_in_place<T: Send>(
        &self,
        work: impl Fn(usize, &Document) -> Result<T, Failure> + Sync,
    ) -> Result<Results<T>, Failure> {
        let sound: Vec<_> = (0..self.documents.len())
            .filter(|document| !self.documents[*document].unchanged && self.of(&self.documents[*document]).faults.is_empty())
            .collect();
        self.work_on(sound, work)
    }

    /// The same for the documents of these indices.
    pub(crate) fn work_on<T: Send>(
        &self,
        documents: Vec<usize>,
        work: impl Fn(usize, &Document) -> Result<T, Failure> + Sync,
    ) -> Result<Results<T>, Failure> {
        let of = |document| (document, work(document, &self.documents[document]));
        Ok(self.pool()?.install(|| documents.into_par_iter().map(of).collect()))
    }

    /// The threads to work with.
    pub(crate) fn pool(&self) -> Result<rayon::ThreadPool, Failure> {
        // A draft's nesting has no bound, so the stack should be roomy.
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads).stack_size(STACK).build();
        pool.map_err(|error| Failure::new(format!("no threads can be had: {error}"), "try `--jobs 1`"))
    }

    /// What holds for `document`.
    pub(crate) fn of(&self, document: &Document) -> &Configuration {
        self.configurations.get(document.configuration)
    }

    /// Faults of settings and houses, each once.
    pub(crate) fn faults(&self) -> Vec<FileOutcome> {
        let mut told = BTreeSet::new();
        let faults = self.configurations.iter().flat_map(|configuration| &configuration.faults);
        let new = faults.filter(|fault| told.insert((fault.primary.source.name().to_owned(), fault.primary.span, fault.message.clone())));
        let faults: Vec<_> = new.cloned().collect();
        if faults.is_empty() { Vec::new() } else { vec![lint::faults(faults)] }
    }

    /// The drafts that faults in settings or a house kept from being looked at.
    pub(crate) fn kept_back(&self) -> usize {
        self.documents.iter().filter(|document| !self.of(document).faults.is_empty()).count()
    }

    /// Opens the file of `document`.
    pub(crate) fn open(&self, document: &Document) -> Result<Content, Failure> {
        Ok(match self.texts.draft(&document.found, self.of(document).file_size())? {
            Opened::Text(source) => Content::Text(source),
            // Folders have documents that are no drafts, and some of those cannot be read.
            Opened::NotText(_) if paths::is_word(&document.found.path) && !document.asked => {
                Content::NotText(FileOutcome { reading: Reading::Skipped, ..FileOutcome::default() })
            }
            Opened::NotText(finding) => Content::NotText(lint::faults(vec![*finding])),
        })
    }

    /// Reads the text of `document` with the house it is held to.
    pub(crate) fn read(&self, document: &Document, source: &Arc<Source>) -> Choice<'_> {
        let syntax = syntax_of(&document.found.name);
        self.choose(document, &Manuscript::read(Arc::clone(source), syntax))
    }

    /// Reads `manuscript`, which is that of `document` or of a part of it, with the house it is held to.
    pub(crate) fn choose(&self, document: &Document, manuscript: &Manuscript) -> Choice<'_> {
        let configuration = self.of(document);
        let overrides = configuration.settings.as_ref().map(|settings| &settings.overrides[..]).unwrap_or_default();
        for (index, house) in configuration.override_houses.iter().rev() {
            let entry = &overrides[*index];
            if entry.include.as_ref().is_some_and(|globs| !globs.matches(&document.path)) {
                continue;
            }
            let draft = manuscript.draft(house);
            let date = draft.notes.first().and_then(|note| note.header.date).map(|date| date.value);
            if entry.covers(&document.path, date) {
                return only_house(draft, house);
            }
        }
        let houses: Vec<&House> = configuration.houses.iter().map(AsRef::as_ref).collect();
        match houses.as_slice() {
            [only] if configuration.declared => only_house(manuscript.draft(only), only),
            _ => choose(manuscript, &houses),
        }
    }
}

/// Nobody else is asked.
fn only_house(draft: Draft, house: &House) -> Choice<'_> {
    if draft.notes.is_empty() { Choice::Unclear(Vec::new(), draft) } else { Choice::One(house, draft) }
}

const STACK: usize = 16 << 20;

/// Plain text by its ending, else Markdown.
pub(crate) fn syntax_of(name: &str) -> Syntax {
    Syntax::of_file(name)
}

/// Today, in UTC: the only look at the clock.
pub(crate) fn clock() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let days = i64::try_from(seconds / 86_400).unwrap_or_default();
    date(1970, 1, 1).checked_add(days.days()).unwrap_or(Date::MAX)
}
