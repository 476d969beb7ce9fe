//! The series of a run: every note of the archive, the drafts of the run among them. Whether anything is wrong with it is for the rules.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::draft::{Head, Heads, Manuscript};
use crate::finding::{Finding, RuleId};
use crate::house::House;
use crate::lint;
use crate::report::archive::Shelf;
use crate::rules::{self, Group};
use crate::series::ledger::Ledgers;
use crate::series::{Entry, Place, Policy, Scope, Series, Standing};
use crate::settings::SeriesSettings;
use crate::source::Source;
use crate::workspace::Failure;
use crate::workspace::branches::{Branches, View};
use crate::workspace::configuration::Configuration;
use crate::workspace::session::{Session, syntax_of};
use crate::workspace::texts::Texts;

use base::News;
use files::{Asked, Member, Members};

mod base;
mod files;
mod follow;
mod ledger;

/// The series of a run: one for each configuration and house.
#[derive(Debug, Default)]
pub(crate) struct Archive {
    series: BTreeMap<(usize, String), Series>,
    /// What kept a part of it from being read: findings in lint.toml, in ledgers and in files of the archive that are no text.
    pub(crate) faults: Vec<Finding>,
    /// Files that could not be opened.
    pub(crate) failures: Vec<Failure>,
    /// Archives without a file in them, each told of as a fault of lint.toml.
    pub(crate) empty: Vec<Finding>,
    /// The same as faults and failures, for files that are looked at for their own sake: a check tells of them anyway.
    pub(crate) of_run: (Vec<Finding>, Vec<Failure>),
    /// What people should know, though nothing failed.
    pub(crate) remarks: Vec<String>,
}

/// The notes of one file.
#[derive(Debug)]
pub(crate) struct Shelved {
    /// The name of its house.
    pub(crate) house: String,
    /// In order of place.
    pub(crate) entries: Vec<Entry>,
}

impl Shelved {
    /// The notes, which it has no more.
    pub(crate) fn take(&mut self) -> Shelved {
        Shelved { house: self.house.clone(), entries: std::mem::take(&mut self.entries) }
    }
}

/// What of a document, by its index, is known already. It is asked once of each.
pub(crate) type Known<'k> = &'k mut dyn FnMut(usize) -> Option<Held>;

/// What a draft of the run holds that was read already.
pub(crate) enum Held {
    /// Its notes.
    Notes(Shelved),
    /// It is no draft of one house.
    NoDraft,
}

/// What became of one file of the archive.
enum Opening {
    Read(Option<Shelved>),
    /// It is no text.
    Not(Box<Finding>),
    Failed(Failure),
}

impl Archive {
    /// Reads the archives of every configuration of `session`, and what `branches` have taken.
    pub(crate) fn read(session: &Session, branches: &Branches) -> Result<Archive, Failure> {
        Archive::read_beside(session, branches, &mut |_| None)
    }

    /// The same where some drafts of the run are `known`: those are not opened again.
    pub(crate) fn read_beside(session: &Session, branches: &Branches, known: Known<'_>) -> Result<Archive, Failure> {
        let mut archive = Archive::default();
        let only = &session.asked.only;
        let asks =
            |rule: &RuleId| rules::find(rule.as_str()).is_some_and(|rule| rule.group == Group::Series || rule.id == "unassigned-number");
        if !only.is_empty() && !only.iter().any(asks) {
            return Ok(archive);
        }
        for (index, configuration) in session.configurations.iter().enumerate() {
            if configuration.faults.is_empty() {
                archive.add(session, (index, configuration), branches.of(index), known)?;
            }
        }
        Ok(archive)
    }

    /// The series of `house` under the configuration of that index.
    pub(crate) fn of(&self, configuration: usize, house: &House) -> Option<&Series> {
        self.series.get(&(configuration, house.name.value.clone()))
    }

    /// The series of the house of that name under the configuration of that index.
    pub(crate) fn of_house(&self, configuration: usize, house: &str) -> Option<&Series> {
        self.series.get(&(configuration, house.to_owned()))
    }

    /// The series of a house under the lint.toml of that folder.
    pub(crate) fn of_folder(&self, folder: &Path, house: &House, session: &Session) -> Option<&Series> {
        let index = session.configurations.iter().position(|configuration| configuration.folder == folder)?;
        self.of(index, house)
    }

    /// Every series: the index of its configuration, the name of its house, and itself.
    pub(crate) fn all(&self) -> impl Iterator<Item = (usize, &str, &Series)> {
        self.series.iter().map(|((configuration, house), series)| (*configuration, house.as_str(), series))
    }

    /// Every series that has a note, with its house and the index of its configuration.
    pub(crate) fn shelves<'s>(&'s self, session: &'s Session) -> Vec<(usize, Shelf<'s>)> {
        let with_house = |(index, name, series): (usize, &str, &'s Series)| {
            let house = session.configurations.get(index).all_houses().find(|house| house.name.value == name)?;
            Some((index, Shelf { house: house.as_ref(), series }))
        };
        self.all().filter(|(_, _, series)| !series.entries().is_empty()).filter_map(with_house).collect()
    }

    /// Reads the drafts anew that were changed, each document by its index with its text. Gives the configurations under which a note now says
    /// something else of itself than before.
    pub(crate) fn renew<'t>(&mut self, session: &Session, texts: impl Iterator<Item = (usize, &'t str)>) -> BTreeSet<usize> {
        let mut readers: BTreeMap<usize, Reader<'_>> = BTreeMap::new();
        let mut changes: BTreeMap<(usize, String), HashMap<String, Vec<Entry>>> = BTreeMap::new();
        for (document, text) in texts {
            let document = &session.documents[document];
            let reader = readers.entry(document.configuration).or_insert_with(|| Reader::new(session.of(document)));
            let Some((house, head)) = reader.head(&document.path, &document.found.name, text) else { continue };
            let key = (document.configuration, house.name.value.clone());
            let Some(series) = self.series.get(&key) else { continue };
            let standing = series.standing_of(&document.path).unwrap_or(Standing::New);
            let entries = Entry::all(&head.headers, &head.source, &Place::Tree { file: Arc::clone(&document.path) }, standing);
            if !series.is_unchanged(&document.path, &entries) {
                changes.entry(key).or_default().insert(document.path.to_string(), entries);
            }
        }
        let touched = changes.keys().map(|(configuration, _)| *configuration).collect();
        for (key, changes) in changes {
            let series = self.series.remove(&key).expect("a series that is there is changed");
            self.series.insert(key, series.with_changes(changes));
        }
        touched
    }

    fn add(
        &mut self,
        session: &Session,
        (index, configuration): (usize, &Configuration),
        view: Option<&View>,
        known: Known<'_>,
    ) -> Result<(), Failure> {
        let documents = session.documents.iter().enumerate().filter(|(_, document)| document.configuration == index);
        let Members { all: members, failures, remarks } = files::members(configuration, documents.collect(), &session.texts);
        self.failures.extend(failures);
        self.remarks.extend(remarks.into_iter().filter(|remark| !session.remarks.contains(remark)));
        self.empty.extend(files::idle_patterns(configuration, &members, &mut self.remarks));
        let reader = Reader::new(configuration);
        let known: Vec<_> = members.iter().map(|member| known_as(known, member)).collect();
        let open = |(member, known): (&Member<'_>, Option<Opening>)| known.unwrap_or_else(|| reader.open(member, &session.texts));
        let opened: Vec<Opening> = session.pool()?.install(|| members.par_iter().zip(known).map(open).collect());
        let news = view.map(|view| News::read(view, &reader, |path| configuration.may_hold_note(path))).transpose()?.unwrap_or_default();
        if let Some(view) = view {
            let globs = configuration.settings.as_ref().and_then(|settings| settings.series.archive.as_ref());
            self.remarks.extend(base::remarks(view, globs)?);
        }
        let mut by_house: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
        let mut here: HashSet<&str> = HashSet::new();
        if !news.entries.is_empty() {
            here.extend(members.iter().map(|member| &*member.path));
        }
        for (house, entry) in news.entries.iter().filter(|(_, entry)| !entry.base_path().is_some_and(|path| here.contains(path))) {
            by_house.entry(house.clone()).or_default().push(entry.clone());
        }
        for (member, opening) in members.iter().zip(opened) {
            if let Some(mut shelved) = self.take_up(member, opening) {
                for entry in shelved.entries.iter_mut().filter(|entry| news.is_new(&member.path, entry)) {
                    entry.standing = Standing::New;
                }
                let of_house = by_house.entry(shelved.house);
                of_house.or_insert_with(|| Vec::with_capacity(members.len())).extend(shelved.entries);
            }
        }
        let all_are_asked = members.iter().all(|member| member.in_run == Asked::Yes);
        let asked = members.iter().filter(|member| !all_are_asked && member.in_run == Asked::Yes);
        let asked: HashSet<String> = asked.map(|member| member.path.clone().into_owned()).collect();
        drop(members);
        let ledgers = ledger::read(configuration)?;
        self.faults.extend(ledgers.faults);
        for (house, entry) in ledgers.entries {
            by_house.entry(house).or_default().push(entry);
        }
        for (house, entries) in by_house {
            let (scope, policy) = terms_of(configuration, &house);
            let series = Series::new(scope, policy, entries);
            let series = if all_are_asked { series } else { series.asked_for(asked.clone()) };
            self.series.insert((index, house), series);
        }
        Ok(())
    }

    /// The notes that opening `member` gave; what went wrong is taken up.
    fn take_up(&mut self, member: &Member<'_>, opening: Opening) -> Option<Shelved> {
        match opening {
            Opening::Read(shelved) => return shelved,
            // What is asked for is told of when it is checked.
            Opening::Not(finding) if member.in_run == Asked::No => self.faults.push(*finding),
            Opening::Failed(failure) if member.in_run == Asked::No => self.failures.push(failure),
            Opening::Not(finding) => self.of_run.0.push(*finding),
            Opening::Failed(failure) => self.of_run.1.push(failure),
        }
        None
    }
}

/// On what terms the notes of the house of that name are a series under `configuration`.
fn terms_of(configuration: &Configuration, house: &str) -> (Scope, Policy) {
    let settings = configuration.settings.as_ref().map(|settings| &settings.series);
    let scope = settings.filter(|series| series.archive.is_some() || !series.ledger.is_empty()).map_or(Scope::Run, |_| Scope::Archive);
    let mut policy = settings.map(SeriesSettings::policy).unwrap_or_default();
    let format = configuration.all_houses().find(|known| known.name.value == house).map(|house| &house.series);
    let house_name = || format.and_then(|format| format.file_name.as_ref()).map(|pattern| pattern.value.clone());
    policy.file_name = policy.file_name.or_else(house_name);
    let wish = format.and_then(|format| format.numbers.as_ref()).map(|numbers| numbers.value);
    policy.numbers = settings.and_then(|settings| settings.numbers.as_ref().map(|numbers| numbers.value)).or(wish).unwrap_or_default();
    (scope, policy)
}

/// Takes what is known of a member; `None` where it has to be opened.
fn known_as(known: Known<'_>, member: &Member<'_>) -> Option<Opening> {
    let document = member.document.filter(|_| member.in_run == Asked::Yes)?;
    Some(Opening::Read(match known(document)? {
        Held::NoDraft => None,
        Held::Notes(mut shelved) => {
            shelved.entries.iter_mut().for_each(|entry| entry.standing = member.standing);
            Some(shelved)
        }
    }))
}

/// What the ledgers of `configuration` say, before anything is made of it.
pub(crate) fn ledgers(configuration: &Configuration) -> Result<Ledgers, Failure> {
    ledger::read(configuration)
}

/// Reads the headers of files under one configuration.
struct Reader<'c> {
    configuration: &'c Configuration,
    heads: Vec<(&'c House, Heads<'c>)>,
    overrides: Vec<(usize, &'c House, Heads<'c>)>,
    limit: u64,
}

impl<'c> Reader<'c> {
    fn new(configuration: &'c Configuration) -> Self {
        let heads = configuration.houses.iter().map(|house| (house.as_ref(), Heads::new(house))).collect();
        let overrides = configuration.override_houses.iter().map(|(index, house)| (*index, house.as_ref(), Heads::new(house))).collect();
        Reader { configuration, heads, overrides, limit: configuration.file_size() }
    }

    fn open(&self, member: &Member<'_>, texts: &Texts) -> Opening {
        match texts.text_of(&member.found, self.limit) {
            Ok(Ok(text)) => {
                let shelved = self.shelve(&member.path, &member.found.name, &text.text, member.standing);
                if member.in_run == Asked::Yes {
                    texts.keep(&member.found, text);
                }
                Opening::Read(shelved)
            }
            Ok(Err(finding)) => Opening::Not(finding),
            Err(failure) => Opening::Failed(failure),
        }
    }

    /// The notes of a file, which settings know as `path` and reports as `name`; `None` where it is no draft of one house.
    fn shelve(&self, path: &str, name: &str, text: &str, standing: Standing) -> Option<Shelved> {
        let (house, head) = self.head(path, name, text)?;
        let place = Place::Tree { file: path.into() };
        let entries = Entry::all(&head.headers, &head.source, &place, standing);
        Some(Shelved { house: house.name.value.clone(), entries })
    }

    /// The headers of a file and the house they are of, chosen as for a draft that is checked.
    fn head(&self, path: &str, name: &str, text: &str) -> Option<(&'c House, Head)> {
        let syntax = syntax_of(name);
        let overrides = self.configuration.settings.as_ref().map(|settings| &settings.overrides[..]).unwrap_or_default();
        for (index, house, heads) in self.overrides.iter().rev() {
            let entry = &overrides[*index];
            if entry.include.as_ref().is_some_and(|globs| !globs.matches(path)) {
                continue;
            }
            let head = heads.read(name, text, syntax);
            let date = head.headers.first().and_then(|header| header.date).map(|date| date.value);
            if entry.covers(path, date) {
                return Some((house, head));
            }
        }
        match self.heads.as_slice() {
            [(house, heads)] if self.configuration.declared => Some((house, heads.read(name, text, syntax))),
            all => {
                let manuscript = Manuscript::read(Arc::new(Source::new(name, text)), syntax);
                let houses: Vec<&House> = all.iter().map(|(house, _)| *house).collect();
                let [house] = lint::alike(&manuscript, &houses)[..] else { return None };
                let (_, heads) = all.iter().find(|(known, _)| std::ptr::eq(*known, house))?;
                Some((house, heads.read(name, text, syntax)))
            }
        }
    }
}
