//! The baselines of a run: which file each draft's known findings are in, what of them holds, and what an update writes. How a baseline
//! is written and compared is not told here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::baseline::{Baseline, Entry, Matches, Version};
use crate::workspace::Texts;
use crate::workspace::{Failure, bounds, names, paths};

use crate::workspace::configuration::{self, Configuration};
use crate::workspace::session::{Document, Session};
use crate::workspace::texts::{self, Opened};

use crate::finding::{Finding, Label, Level, RuleId};
use crate::lint::{self, FileOutcome, Holder, Reading, Reported};
use crate::settings::{Asked, FATAL, Settings};
use crate::table::Spanned;
use crate::workspace::write::{self, Transaction};

/// The baselines of a run, by their files; empty where nobody names any.
#[derive(Debug)]
pub(crate) struct Baselines {
    by_file: BTreeMap<PathBuf, Held>,
    /// The file for each configuration, by its index.
    files: Vec<Option<PathBuf>>,
    use_as: Use,
}

/// What a run does with its baselines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// It holds back what they name.
    Compare,
    /// It holds back everything, and writes that down.
    Update,
}

/// What is left to say once the baselines are compared or written.
#[derive(Debug, Default)]
pub(crate) struct Finished {
    pub(crate) failures: Vec<Failure>,
    pub(crate) remarks: Vec<String>,
}

/// One baseline, and what the run finds.
#[derive(Debug)]
struct Held {
    /// As people are told it.
    name: String,
    /// The folders that its drafts are counted from.
    folders: BTreeSet<PathBuf>,
    text: Option<String>,
    matches: Matches,
    /// Drafts that were looked at.
    looked_at: BTreeSet<String>,
    /// What is found in them.
    found: Vec<Entry>,
    /// How many of these were not known.
    new: usize,
}

impl Baselines {
    /// Reads the baselines that `session` needs. What is wrong with one becomes a fault of the configuration that names it.
    pub(crate) fn open(session: &mut Session, named: Option<&PathBuf>, use_as: Use) -> Result<Baselines, Failure> {
        let current = paths::current_folder()?;
        let texts = Arc::clone(&session.texts);
        let mut baselines = Baselines { by_file: BTreeMap::new(), files: Vec::new(), use_as };
        for configuration in session.configurations.iter_mut() {
            let path = match named {
                Some(file) => {
                    bounds::keep_in(file, &paths::written(file))?;
                    Some(paths::absolute(&current, file))
                }
                None => configuration.baseline(),
            };
            if let Some(path) = &path {
                baselines.add(path, configuration, &current, &texts)?;
            }
            baselines.files.push(path);
        }
        // Where lint.toml is at fault, nobody can say what it names.
        let unnamed = |document: &Document| baselines.files[document.configuration].is_none() && session.of(document).faults.is_empty();
        if use_as == Use::Update && !session.documents.is_empty() && session.documents.iter().all(unnamed) {
            return Err(Failure::new(
                "there is no baseline to update: nothing names one",
                "write `baseline = \".copydesk-baseline.json\"` at the top of lint.toml, or name a file with `--baseline FILE`",
            ));
        }
        Ok(baselines)
    }

    fn add(&mut self, path: &Path, configuration: &mut Configuration, current: &Path, texts: &Texts) -> Result<(), Failure> {
        if let Some(held) = self.by_file.get_mut(path) {
            held.folders.insert(configuration.folder.clone());
            return Ok(());
        }
        let name = paths::name_of(path, current);
        let mut held = Held::new(name, configuration.folder.clone());
        if texts.exists(path) {
            match read(path, &held.name, texts)? {
                Ok((text, baseline)) => (held.text, held.matches) = (Some(text), Matches::new(baseline)),
                Err(fault) => configuration.faults.push(*fault),
            }
        } else if self.use_as == Use::Compare {
            // Where lint.toml names another, it is the command line that is wrong.
            match named_by(configuration).filter(|_| configuration.baseline().as_deref() == Some(path)) {
                Some((settings, key)) => configuration.faults.push(absent(&held.name, settings, key)),
                None => return Err(Failure::new(format!("there is no baseline `{}`", held.name), ABSENT)),
            }
        }
        self.by_file.insert(path.to_owned(), held);
        Ok(())
    }

    /// Takes out of `outcome`, which is what `document` came to, the findings that are known.
    pub(crate) fn hold_back(&mut self, document: &Document, outcome: &mut FileOutcome) {
        let Some(held) = self.files[document.configuration].as_ref().and_then(|path| self.by_file.get_mut(path)) else { return };
        let whole = outcome.reading != Reading::Unread && !outcome.findings.iter().any(is_never_known);
        if whole {
            held.looked_at.insert(document.path.to_string());
        }
        let use_as = self.use_as;
        hold_back(outcome, |reported| {
            let known = held.matches.meet(&reported.fingerprint, reported.first_fingerprints);
            // Of a draft that could not be looked at as a whole, nothing new is taken for known.
            let held_back = known || (use_as == Use::Update && whole);
            if held_back {
                held.new += usize::from(!known);
                held.found.push(entry(&document.path, reported));
            }
            held_back
        });
        outcome.compared = true;
    }

    /// Writes the baselines, or says what of them no longer holds.
    pub(crate) fn finish(self, session: &Session) -> Finished {
        let Finished { mut failures, mut remarks } = Finished::default();
        for (path, held) in &self.by_file {
            let used = self.files.iter().zip(session.configurations.iter()).find(|(file, _)| file.as_ref() == Some(path));
            if used.is_some_and(|(_, configuration)| !configuration.faults.is_empty()) {
                continue;
            }
            let (stale, kept): (Vec<&Entry>, Vec<&Entry>) = held.matches.unmet().partition(|entry| held.is_stale(entry, &session.asked));
            match self.use_as {
                Use::Update => match held.update(path, &kept, stale.len()) {
                    Ok(remark) => remarks.push(remark),
                    Err(failure) => failures.push(failure),
                },
                Use::Compare if !stale.is_empty() => remarks.push(held.remark(&stale)),
                Use::Compare => {}
            }
        }
        Finished { failures, remarks }
    }
}

/// The findings that are known under one configuration, for whoever looks on while texts change.
#[cfg(feature = "server")]
#[derive(Debug, Default)]
pub(crate) struct KnownFindings {
    /// `None` where nothing was read, or names a baseline.
    matches: Option<Matches>,
    /// The file.
    path: Option<PathBuf>,
    /// What is wrong with the baseline. What was read before holds until it is mended; where that is nothing, no draft is checked.
    pub(crate) fault: Option<Finding>,
}

#[cfg(feature = "server")]
impl KnownFindings {
    /// Reads the baseline that `configuration` names.
    pub(crate) fn read(configuration: &Configuration, texts: &Texts) -> KnownFindings {
        let (Some(path), Some((settings, key))) = (configuration.baseline(), named_by(configuration)) else {
            return KnownFindings::default();
        };
        let name = paths::current_folder().map_or_else(|_| paths::written(&path), |current| paths::name_of(&path, &current));
        let fault = if texts.exists(&path) {
            match read(&path, &name, texts) {
                Ok(Ok((_, baseline))) => {
                    return KnownFindings { matches: Some(Matches::new(baseline)), path: Some(path), fault: None };
                }
                Ok(Err(fault)) => *fault,
                Err(Failure { message, help }) => at_key(message, settings, key).help(help),
            }
        } else {
            absent(&name, settings, key)
        };
        KnownFindings { matches: None, path: Some(path), fault: Some(fault) }
    }

    /// What was read now, or what was read before where that cannot be used.
    #[must_use]
    pub(crate) fn followed_by(self, now: KnownFindings) -> KnownFindings {
        let matches = if now.fault.is_some() { self.matches } else { now.matches };
        KnownFindings { matches, ..now }
    }

    /// Whether it is what `configuration` names, without a fault whose place may be another by now.
    pub(crate) fn is_of(&self, configuration: &Configuration) -> bool {
        self.fault.is_none() && self.path == configuration.baseline()
    }

    /// Whether drafts can be compared with it, or need not be.
    pub(crate) fn is_sound(&self) -> bool {
        self.fault.is_none() || self.matches.is_some()
    }

    /// Takes out of `outcome` the findings that are known.
    pub(crate) fn hold_back(&self, outcome: &mut FileOutcome) {
        let Some(matches) = &self.matches else { return };
        let mut matches = matches.anew();
        hold_back(outcome, |reported| matches.meet(&reported.fingerprint, reported.first_fingerprints));
    }
}

/// The text of a baseline, and what it says. The inner error is what is wrong with it.
fn read(path: &Path, name: &str, texts: &Texts) -> Result<Result<(String, Baseline), Box<Finding>>, Failure> {
    Ok(match texts.table(path, name, texts::LIST)? {
        Opened::Text(source) => Baseline::read(&source).map(|baseline| (source.text().to_owned(), baseline)),
        Opened::NotText(finding) => Err(Box::new(configuration::as_fault(*finding, "invalid-settings"))),
    })
}

/// Takes out of `outcome` the findings that `is_known`, but for those that nobody may hold back.
fn hold_back(outcome: &mut FileOutcome, mut is_known: impl FnMut(&Reported) -> bool) {
    let held_back = outcome.findings.extract_if(.., |reported| !is_never_known(reported) && is_known(reported));
    outcome.held.extend(held_back.map(|reported| lint::Held { reported, by: Holder::Baseline }));
}

/// Where lint.toml names a baseline.
fn named_by(configuration: &Configuration) -> Option<(&Settings, &Spanned<String>)> {
    let settings = configuration.settings.as_ref()?;
    Some((settings, settings.baseline.as_ref()?))
}

impl Held {
    fn new(name: String, folder: PathBuf) -> Self {
        Held {
            name,
            folders: BTreeSet::from([folder]),
            text: None,
            matches: Matches::new(Baseline::default()),
            looked_at: BTreeSet::new(),
            found: Vec::new(),
            new: 0,
        }
    }

    /// Whether an entry that answered for nothing would have, if its finding were still there.
    fn is_stale(&self, entry: &Entry, asked: &Asked) -> bool {
        let left_out = !asked.only.is_empty() && asked.only.iter().all(|rule| rule.as_str() != entry.rule);
        let turned_off =
            asked.levels.iter().rev().find(|(rule, _)| rule.as_str() == entry.rule).is_some_and(|(_, level)| *level == Level::Off);
        if left_out || turned_off {
            return false;
        }
        let gone = || self.folders.iter().all(|folder| folder.join(names::meant(&entry.file)).symlink_metadata().is_err());
        self.looked_at.contains(&entry.file) || gone()
    }

    /// Writes what is found now and what was not looked at; says what has changed.
    fn update(&self, path: &Path, kept: &[&Entry], stale: usize) -> Result<String, Failure> {
        let baseline = Baseline::new(self.found.iter().chain(kept.iter().copied()).cloned().collect());
        let text = baseline.write();
        match &self.text {
            Some(before) if *before == text => {}
            Some(before) => {
                let mut change = Transaction::default();
                change.rewrite(path, &self.name, before, &text);
                change.commit()?;
            }
            None => write::create(path, &self.name, &text).map_err(|failure| {
                let is_there = path.symlink_metadata().is_ok();
                if is_there { write::changed(&self.name) } else { failure }
            })?,
        }
        let known = findings(baseline.entries().len());
        Ok(format!("{}: {known}, of which {} new; {stale} no longer there and taken out", self.name, self.new))
    }

    fn remark(&self, stale: &[&Entry]) -> String {
        let first = stale[0];
        let more = if stale.len() > 1 { " and others" } else { "" };
        format!(
            "{}: {} no longer there (`{}` in {}{more}); `--update-baseline` takes what is gone out of it",
            self.name,
            findings(stale.len()),
            first.rule,
            first.file
        )
    }
}

fn entry(path: &str, reported: &Reported) -> Entry {
    let rule = reported.finding.rule.as_str().to_owned();
    Entry { file: path.to_owned(), rule, fingerprint: reported.fingerprint.clone(), names: Version::Current }
}

/// What nobody may hold back: that a file cannot be read, and that it is no note.
fn is_never_known(reported: &Reported) -> bool {
    let rule = reported.finding.rule.as_str();
    FATAL.contains(&rule) || rule == "unrecognised-draft"
}

const ABSENT: &str = "`copydesk check --update-baseline` writes it, with what is found today";

/// What to say of a baseline that does not exist, at the `key` of lint.toml that names it.
fn absent(name: &str, settings: &Settings, key: &Spanned<String>) -> Finding {
    at_key(format!("there is no baseline `{name}`"), settings, key).help(ABSENT)
}

fn at_key(message: String, settings: &Settings, key: &Spanned<String>) -> Finding {
    Finding::new(RuleId::coded("invalid-settings"), message, Label::new(&settings.source, key.span, ""))
}

fn findings(count: usize) -> String {
    if count == 1 { "1 finding".to_owned() } else { format!("{count} findings") }
}
