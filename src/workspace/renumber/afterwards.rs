//! What a new number means for the rest of the repository: a gap that it leaves, a listing that no longer holds, findings that are known. The
//! repository is looked at as it will be, before anything is written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::Look;
use super::changed::{Changed, Part};
use super::follow;
use super::work::Work;
use crate::baseline::{Baseline, Entry as Known, Version};
use crate::finding::Edit;
use crate::house::Numbering;
use crate::lint::{Ignoring, Purpose, Reported};
use crate::report::archive::{ByYear, Listing, Shelf};
use crate::rules::{self, Group};
use crate::series::{Scope, Series, Why};
use crate::source::Span;
use crate::workspace::archive::Archive;
use crate::workspace::check::{Question, check};
use crate::workspace::found::{Found, Input, Named};
use crate::workspace::session::{Content, Session};
use crate::workspace::texts::{self, Opened};
use crate::workspace::{Failure, listing, names, paths, repository};

/// All changes, and what is to be said once they are made.
pub(super) struct Afterwards {
    pub(super) changed: Vec<Changed>,
    pub(super) remarks: Vec<String>,
}

/// The repository as it will be.
struct Future {
    session: Session,
    archive: Archive,
}

/// Adds to `changed` what else has to change with it.
pub(super) fn of(work: &Work<'_>, changed: Vec<Changed>, look: &Look) -> Result<Afterwards, Failure> {
    let future = Future::of(work, &changed, look)?;
    let series = future.archive.of_folder(&work.configuration().folder, work.shelf.house, &future.session);
    let mut after = Afterwards { changed, remarks: Vec::new() };
    if let Some(series) = series.filter(|series| series.scope == Scope::Archive) {
        after.remarks.extend(gap(work.shelf.series, series));
        after.renew_listings(work, series)?;
    }
    after.carry_known(work, &future)?;
    Ok(after)
}

impl Future {
    fn of(work: &Work<'_>, changed: &[Changed], look: &Look) -> Result<Future, Failure> {
        let mut texts = work.session.texts.fork();
        let folder = &work.configuration().folder;
        for file in changed.iter().filter(|file| file.is_changed()) {
            if file.path != file.to {
                texts.close(&file.file);
                texts.hide(&file.file);
            }
            texts.open(&place_of(file, folder), file.after.as_str());
        }
        let mut look = look.clone();
        let current = paths::current_folder()?;
        for path in &mut look.selection.paths {
            let absolute = paths::absolute(&current, path);
            if let Some(note) = changed.iter().find(|file| file.part == Part::Note && file.file == absolute) {
                *path = place_of(note, folder);
            }
        }
        // What another branch has is no gap.
        let (session, archive) = look.take(texts)?;
        Ok(Future { session, archive })
    }
}

fn place_of(file: &Changed, folder: &Path) -> std::path::PathBuf {
    if file.path == file.to { file.file.clone() } else { folder.join(names::meant(&file.to)) }
}

/// What to say of numbers that belonged to a note and do so no longer.
fn gap(before: &Series, after: &Series) -> Option<String> {
    if after.policy.numbers != Numbering::Contiguous {
        return None;
    }
    let unsaid = |series: &Series| -> Vec<_> {
        series.absences().into_iter().filter(|absence| absence.why == Why::Unsaid).map(|absence| absence.run).collect()
    };
    let known = unsaid(before);
    let new: Vec<String> = unsaid(after).into_iter().filter(|run| !known.contains(run)).map(|run| run.to_string()).collect();
    let (number, belongs) = if new.len() == 1 && !new[0].contains('-') { ("number", "belongs") } else { ("numbers", "belong") };
    (!new.is_empty()).then(|| format!("this leaves a gap in the series: the {number} {} {belongs} to no note now", new.join(", ")))
}

impl Afterwards {
    /// Writes the listings anew that were up to date, and says which were not.
    fn renew_listings(&mut self, work: &Work<'_>, series: &Series) -> Result<(), Failure> {
        let folder = &work.configuration().folder;
        let root = repository::root(folder).unwrap_or(folder);
        for file in follow::files(root) {
            let known = self.changed.iter().position(|changed| changed.file == file);
            let source = known.map(|known| Arc::clone(&self.changed[known].before)).or_else(|| follow::read(work, &file));
            let Some(source) = source.filter(|source| listing::is_marked(source.text())) else { continue };
            let Ok(place) = listing::place(source.text(), source.name()) else { continue };
            let markup = listing::markup_of(&file);
            let written = |series: &Series, by_year| {
                let listing = Listing::of(Shelf { house: work.shelf.house, series }, markup, by_year);
                listing::between_marks(source.text(), &place, &listing)
            };
            let now = &source.text()[place.clone()];
            let form = [ByYear::No, ByYear::Yes].into_iter().find(|by_year| written(work.shelf.series, *by_year) == now);
            let Some(form) = form else {
                let name = crate::report::quoted(source.name());
                self.remarks
                    .push(format!("the listing in `{}` was not up to date: `copydesk index --write {name}` writes it anew", source.name()));
                continue;
            };
            let text = written(series, form);
            if text == now {
                continue;
            }
            let edit = Edit { source: Arc::clone(&source), span: Span::new(place.start, place.end), text };
            let changed = match known {
                Some(known) => self.changed[known].clone(),
                None => Changed::new(source.name().to_owned(), file.clone(), &source, Vec::new())?,
            };
            let mut changed = changed.with(Vec::new(), Vec::new(), Some(&edit))?;
            if changed.part == Part::Names {
                changed.part = Part::Index;
            }
            match known {
                Some(known) => self.changed[known] = changed,
                None => self.changed.insert(0, changed),
            }
        }
        Ok(())
    }

    /// Carries the findings along that the baseline knows: they are the same under the new number and the new name.
    fn carry_known(&mut self, work: &Work<'_>, future: &Future) -> Result<(), Failure> {
        let configuration = work.configuration();
        let Some(file) = configuration.baseline().filter(|file| file.symlink_metadata().is_ok()) else { return Ok(()) };
        let name = paths::written(file.strip_prefix(&configuration.folder).unwrap_or(&file));
        let Opened::Text(source) = work.session.texts.table(&file, &name, texts::LIST)? else { return Ok(()) };
        // What is wrong with it, a check tells.
        let Ok(baseline) = Baseline::read(&source) else { return Ok(()) };
        let is_of_series = |rule: &str| rules::find(rule).is_some_and(|rule| rule.group == Group::Series);
        let mut files: BTreeMap<&str, &str> = self.changed.iter().map(|file| (file.path.as_str(), file.to.as_str())).collect();
        for entry in baseline.entries().iter().filter(|entry| is_of_series(&entry.rule)) {
            files.entry(&entry.file).or_insert(&entry.file);
        }
        let named: BTreeSet<&str> = baseline.entries().iter().map(|entry| entry.file.as_str()).collect();
        let mut entries = baseline.entries().to_vec();
        let renamed: BTreeMap<&str, &str> = files.iter().map(|(from, to)| (*from, *to)).collect();
        let (mut pairs, mut places) = (Vec::new(), BTreeMap::new());
        for (from, to) in files.into_iter().filter(|(from, to)| named.contains(from) || from != to) {
            let before = found(work, work.session, work.archive, from)?;
            let after = found(work, &future.session, &future.archive, to)?;
            carry(&mut entries, (from, to), &before, &after);
            pairs.extend(before.into_iter().filter(|reported| reported.finding.between.is_some()));
            places
                .extend(after.iter().filter_map(|reported| Some((pair(reported, &BTreeMap::new())?, (to, reported.fingerprint.clone())))));
        }
        // A fault between two notes may be told on the other of them now.
        for reported in &pairs {
            let Some((file, name)) = pair(reported, &renamed).and_then(|pair| places.get(&pair)) else { continue };
            for entry in entries.iter_mut().filter(|entry| is_named(entry, &reported.fingerprint, reported.first_fingerprints)) {
                (*file).clone_into(&mut entry.file);
                name.clone_into(&mut entry.fingerprint);
                entry.names = Version::Current;
            }
        }
        let text = Baseline::new(entries).write();
        if text != source.text() && self.changed.iter().any(|changed| named.contains(changed.path.as_str())) {
            self.changed.insert(0, Changed::rewritten(name, file, &source, text, Part::Baseline));
        }
        Ok(())
    }
}

/// The rule and the places of a finding between two, under the names that files will have.
fn pair(reported: &Reported, renamed: &BTreeMap<&str, &str>) -> Option<(String, Vec<String>)> {
    let between = reported.finding.between.as_ref()?;
    let mut places: Vec<String> = between.places.lines().map(|place| renamed.get(place).copied().unwrap_or(place).to_owned()).collect();
    places.sort();
    Some((reported.finding.rule.to_string(), places))
}

/// Whether a finding of that name, or of one of its `first` names, is what the entry knows.
fn is_named(entry: &Known, name: &str, first: [u128; 2]) -> bool {
    match entry.names {
        Version::Current => *name == entry.fingerprint,
        Version::First => first.iter().any(|first| format!("{first:032x}") == entry.fingerprint),
    }
}

/// What is found in the file that settings know as `path`.
fn found(work: &Work<'_>, session: &Session, archive: &Archive, path: &str) -> Result<Vec<Reported>, Failure> {
    let file = work.configuration().folder.join(names::meant(path));
    if !session.texts.exists(&file) {
        return Ok(Vec::new());
    }
    let found = Found { name: path.into(), input: Input::File, path: file, named: Named::No, alias: None };
    let document = work.document(path, found);
    let Content::Text(source) = session.open(&document)? else { return Ok(Vec::new()) };
    Ok(check(session, archive, &document, &source, Question { ignores: Ignoring::Obeyed, purpose: Purpose::Report }).findings)
}

/// Gives the entries of one file the names that their findings have afterwards: the findings of a rule stay in their order.
fn carry(entries: &mut [Known], (from, to): (&str, &str), before: &[Reported], after: &[Reported]) {
    let by_rule = |found: &[Reported]| {
        let mut by_rule: BTreeMap<String, Vec<(String, [u128; 2])>> = BTreeMap::new();
        for reported in found {
            let names = (reported.fingerprint.clone(), reported.first_fingerprints);
            by_rule.entry(reported.finding.rule.to_string()).or_default().push(names);
        }
        by_rule
    };
    let (before, after) = (by_rule(before), by_rule(after));
    for entry in entries.iter_mut().filter(|entry| entry.file == from) {
        to.clone_into(&mut entry.file);
        let (Some(old), Some(new)) = (before.get(&entry.rule), after.get(&entry.rule)) else { continue };
        if let Some(place) = old.iter().position(|(name, first)| is_named(entry, name, *first)).filter(|_| old.len() == new.len()) {
            entry.fingerprint.clone_from(&new[place].0);
            entry.names = Version::Current;
        }
    }
}
