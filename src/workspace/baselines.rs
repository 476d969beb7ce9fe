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
        if path.symlink_metadata().is_ok() {
            let read = match texts.table(path, &held.name, texts::LIST)? {
                Opened::Text(source) => Baseline::read(&source).map(|baseline| (source.text().to_owned(), baseline)),
                Opened::NotText(finding) => Err(Box::new(configuration::as_fault(*finding, "invalid-settings"))),
            };
            match read {
                Ok((text, baseline)) => (held.text, held.matches) = (Some(text), Matches::new(baseline)),
                Err(fault) => configuration.faults.push(*fault),
            }
        } else if self.use_as == Use::Compare {
            let settings = configuration.settings.as_ref();
            // Where lint.toml names another, it is the command line that is wrong.
            let named = settings.and_then(|settings| Some((settings, settings.baseline.as_ref()?)));
            match named.filter(|_| configuration.baseline().as_deref() == Some(path)) {
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
            held.looked_at.insert(document.path.clone());
        }
        let use_as = self.use_as;
        let held_back = outcome.findings.extract_if(.., |reported| {
            if is_never_known(reported) {
                return false;
            }
            let known = held.matches.meet(&reported.fingerprint, reported.first_fingerprints);
            // Of a draft that could not be looked at as a whole, nothing new is taken for known.
            let held_back = known || (use_as == Use::Update && whole);
            if held_back {
                held.new += usize::from(!known);
                held.found.push(entry(&document.path, reported));
            }
            held_back
        });
        outcome.held.extend(held_back.map(|reported| lint::Held { reported, by: Holder::Baseline }));
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
    let label = Label::new(&settings.source, key.span, "");
    Finding::new(RuleId::coded("invalid-settings"), format!("there is no baseline `{name}`"), label).help(ABSENT)
}

fn findings(count: usize) -> String {
    if count == 1 { "1 finding".to_owned() } else { format!("{count} findings") }
}
