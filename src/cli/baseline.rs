//! The baselines of a run: which file each draft's known findings are in, what of them holds, and what an update writes. How a baseline
//! is written and compared is not told here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::baseline::{Baseline, Entry, Matches};
use crate::cli::args::CheckArguments;
use crate::cli::configure::{self, Configuration};
use crate::cli::open::{self, Opened};
use crate::cli::run::{Job, Plan};
use crate::cli::streams::complain;
use crate::cli::write::{self, Transaction};
use crate::cli::{Trouble, bounds, find, names};
use crate::finding::{Finding, Label, Level, RuleId};
use crate::lint::{self, FileOutcome, Holder, Reading, Reported};
use crate::settings::{Asked, FATAL, Settings};
use crate::table::Spanned;

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
enum Use {
    /// It holds back what they name.
    Compare,
    /// It holds back everything, and writes that down.
    Update,
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
    /// Reads the baselines that `plan` needs. What is wrong with one becomes a fault of the configuration that names it.
    pub(crate) fn open(plan: &mut Plan, arguments: &CheckArguments) -> Result<Baselines, Trouble> {
        let use_as = if arguments.update_baseline { Use::Update } else { Use::Compare };
        let current = find::current_folder()?;
        let mut baselines = Baselines { by_file: BTreeMap::new(), files: Vec::new(), use_as };
        for configuration in plan.configurations.iter_mut() {
            let path = match &arguments.baseline {
                Some(file) => {
                    bounds::keep_in(file, &find::written(file))?;
                    Some(find::absolute(&current, file))
                }
                None => configuration.baseline(),
            };
            if let Some(path) = &path {
                baselines.add(path, configuration, &current)?;
            }
            baselines.files.push(path);
        }
        // Where lint.toml is at fault, nobody can say what it names.
        let unnamed = |job: &Job| baselines.files[job.configuration].is_none() && plan.of(job).faults.is_empty();
        if use_as == Use::Update && !plan.jobs.is_empty() && plan.jobs.iter().all(unnamed) {
            return Err(Trouble::new(
                "there is no baseline to update: nothing names one",
                "write `baseline = \".copydesk-baseline.json\"` at the top of lint.toml, or name a file with `--baseline FILE`",
            ));
        }
        Ok(baselines)
    }

    fn add(&mut self, path: &Path, configuration: &mut Configuration, current: &Path) -> Result<(), Trouble> {
        if let Some(held) = self.by_file.get_mut(path) {
            held.folders.insert(configuration.folder.clone());
            return Ok(());
        }
        let name = configure::name_of(path, current);
        let mut held = Held::new(name, configuration.folder.clone());
        if path.symlink_metadata().is_ok() {
            let read = match open::open_table(path, &held.name, open::LIST)? {
                Opened::Text(source) => Baseline::read(&source).map(|baseline| (source.text().to_owned(), baseline)),
                Opened::Not(finding) => Err(Box::new(configure::as_fault(*finding, "invalid-settings"))),
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
                None => return Err(Trouble::new(format!("there is no baseline `{}`", held.name), ABSENT)),
            }
        }
        self.by_file.insert(path.to_owned(), held);
        Ok(())
    }

    /// Takes out of `outcome`, which is what `job` came to, the findings that are known.
    pub(crate) fn hold_back(&mut self, job: &Job, outcome: &mut FileOutcome) {
        let Some(held) = self.files[job.configuration].as_ref().and_then(|path| self.by_file.get_mut(path)) else { return };
        let whole = outcome.reading != Reading::Unread && !outcome.findings.iter().any(is_fatal);
        if whole {
            held.looked_at.insert(job.path.clone());
        }
        let use_as = self.use_as;
        let held_back = outcome.findings.extract_if(.., |reported| {
            if is_fatal(reported) {
                return false;
            }
            let known = held.matches.meet(&reported.fingerprint);
            // Of a draft that could not be looked at as a whole, nothing new is taken for known.
            let held_back = known || (use_as == Use::Update && whole);
            if held_back {
                held.new += usize::from(!known);
                held.found.push(entry(&job.path, reported));
            }
            held_back
        });
        outcome.held.extend(held_back.map(|reported| lint::Held { reported, by: Holder::Baseline }));
        outcome.compared = true;
    }

    /// Writes the baselines, or says what of them no longer holds.
    pub(crate) fn finish(self, plan: &Plan, arguments: &CheckArguments) -> Vec<Trouble> {
        let mut troubles = Vec::new();
        for (path, held) in &self.by_file {
            let used = self.files.iter().zip(plan.configurations.iter()).find(|(file, _)| file.as_ref() == Some(path));
            if used.is_some_and(|(_, configuration)| !configuration.faults.is_empty()) {
                continue;
            }
            let (stale, kept): (Vec<&Entry>, Vec<&Entry>) = held.matches.unmet().partition(|entry| held.is_stale(entry, &plan.asked));
            match self.use_as {
                Use::Update => {
                    let tell = !arguments.quiet;
                    troubles.extend(held.update(path, &kept, stale.len()).map(|said| tell.then(|| complain(&said))).err());
                }
                Use::Compare if !stale.is_empty() && !arguments.quiet => complain(&held.remark(&stale)),
                Use::Compare => {}
            }
        }
        troubles
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
    fn update(&self, path: &Path, kept: &[&Entry], stale: usize) -> Result<String, Trouble> {
        let baseline = Baseline::new(self.found.iter().chain(kept.iter().copied()).cloned().collect());
        let text = baseline.write();
        match &self.text {
            Some(before) if *before == text => {}
            Some(before) => {
                let mut change = Transaction::default();
                change.rewrite(path, &self.name, before, &text);
                change.commit()?;
            }
            None => write::create(path, &self.name, &text).map_err(|trouble| {
                let is_there = path.symlink_metadata().is_ok();
                if is_there { write::changed(&self.name) } else { trouble }
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
    Entry { file: path.to_owned(), rule, fingerprint: reported.fingerprint.clone() }
}

/// What nobody may hold back.
fn is_fatal(reported: &Reported) -> bool {
    FATAL.contains(&reported.finding.rule.as_str())
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
