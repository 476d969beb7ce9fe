//! `renumber`: one note under another number, in its file, its file's name, the other notes and the ledgers, all of it or nothing. Where a
//! number stands in a text, the library says.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use afterwards::Afterwards;
use changed::tell_doubtful;
use work::Work;

use crate::cli::End;
use crate::cli::args::{Drafts, HouseArguments, RenumberArguments};
use crate::cli::shelves::{Empty, Shelves, which};
use crate::cli::streams::{Streams, complain};
use crate::draft::Run;
use crate::renumber::Renumbering;
use crate::report::archive::Shelf;
use crate::series::{Entry, Known, Series, Why};
use crate::workspace::configuration::Configurations;
use crate::workspace::write::{Transaction, WriteLock};
use crate::workspace::{Failure, bounds, names, paths, unreadable};

mod afterwards;
mod changed;
mod follow;
mod work;

/// `copydesk renumber`.
pub(crate) fn renumber(arguments: &RenumberArguments, streams: &mut Streams) -> Result<End, Failure> {
    let to = arguments.to.as_deref().map(number).transpose()?;
    let wanted = Wanted::of(&arguments.note)?;
    // From reading to writing: which numbers are free must not change in between.
    let lock = WriteLock::acquire([wanted.place()?.as_path()]);
    let shelves = Shelves::open(&wanted.drafts(&arguments.at)?, &arguments.at, &arguments.bases)?;
    shelves.need_all(Empty::IsFault)?;
    let (index, shelf, entry) = wanted.entry(&shelves)?;
    let to = target(shelf.series, entry, to)?;
    let shared = shelf.series.entries().iter().any(|other| !is_same(other, entry) && overlap(other, entry.numbers));
    let work = Work { shelves: &shelves, index, shelf, renumbering: Renumbering { note: entry, house: shelf.house, to, shared } };
    let changed = follow::links(&work, work.changes()?)?;
    let Afterwards { changed, remarks } = afterwards::of(&work, changed, &wanted, arguments)?;
    if arguments.diff {
        changed.iter().try_for_each(|file| streams.pass_on(&file.diff()))?;
        tell_doubtful(&changed, entry);
        for remark in &remarks {
            complain(remark);
        }
        return Ok(End::Found);
    }
    let folder = &shelves.session.configurations.get(index).folder;
    let mut together = Transaction::of(lock);
    for file in changed.iter().filter(|file| file.is_changed()) {
        if file.path == file.to {
            together.rewrite(&file.file, &file.path, file.before.text(), &file.after);
        } else {
            together.relocate(&file.file, &folder.join(names::meant(&file.to)), &file.path, file.before.text(), &file.after);
        }
    }
    together.commit()?;
    streams.print(&changed.iter().map(|file| file.account(entry, to)).collect::<String>())?;
    tell_doubtful(&changed, entry);
    for remark in &remarks {
        complain(remark);
    }
    Ok(End::Clean)
}

/// Which note is meant.
enum Wanted {
    /// That of this file, as given.
    File(PathBuf),
    /// The one with this number.
    Number(u64),
}

impl Wanted {
    fn of(given: &Path) -> Result<Wanted, Failure> {
        let name = paths::written(given);
        if let Ok(kind) = given.symlink_metadata() {
            if kind.is_symlink() {
                let aim = fs::read_link(given).map(|aim| paths::written(&aim)).unwrap_or_default();
                return Err(Failure::new(format!("`{name}` is a link"), format!("name the file that it leads to: `{aim}`")));
            }
            if !kind.is_file() {
                return Err(Failure::new(format!("`{name}` is no file"), "name the file of a note, or give its number"));
            }
            return Ok(Wanted::File(without_linked_folders(given)));
        }
        if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()) {
            return number(&name).map(Wanted::Number);
        }
        Err(unreadable::missing(&name))
    }

    /// A file, there or not, of the repository that is changed.
    fn place(&self) -> Result<PathBuf, Failure> {
        let current = paths::current_folder()?;
        Ok(match self {
            Self::File(file) => paths::absolute(&current, file),
            Self::Number(_) => current.join("any"),
        })
    }

    /// What has to be read: the archive, and every draft that may name the note.
    fn drafts(&self, at: &HouseArguments) -> Result<Drafts, Failure> {
        let Wanted::File(file) = self else { return Ok(Drafts::default()) };
        let current = paths::current_folder()?;
        let mut configurations = Configurations::new(&at.overrides(), Arc::default())?;
        let path = paths::absolute(&current, file);
        let index = configurations.of(&path)?;
        let configuration = configurations.get(index);
        let beside = path.parent().unwrap_or(&current);
        let root = if configuration.settings.is_some() && path.starts_with(&configuration.folder) { &configuration.folder } else { beside };
        let root = root.strip_prefix(&current).map_or_else(|_| root.to_owned(), |below| Path::new(".").join(below));
        Ok(Drafts { paths: vec![file.clone(), root], ..Drafts::default() })
    }

    /// Whether that is the file that was named.
    fn is_file(&self, path: &Path) -> bool {
        matches!(self, Wanted::File(file) if file == path)
    }

    fn entry<'s>(&self, shelves: &'s Shelves) -> Result<(usize, Shelf<'s>, &'s Entry), Failure> {
        let all = shelves.all();
        let found: Vec<(usize, Shelf<'s>, &'s Entry)> = match self {
            Wanted::File(file) => {
                let path = paths::absolute(&paths::current_folder()?, file);
                let known: BTreeSet<(usize, &str)> = shelves
                    .session
                    .documents
                    .iter()
                    .filter(|document| document.found.path == path)
                    .map(|document| (document.configuration, document.path.as_str()))
                    .collect();
                let of_file = |index: usize, entry: &Entry| entry.file().is_some_and(|file| known.contains(&(index, file)));
                of_shelves(&all, of_file)
            }
            Wanted::Number(number) => of_shelves(&all, |_, entry| entry.file().is_some() && overlap(entry, Some(Run::one(*number)))),
        };
        match found.as_slice() {
            [one] => Ok(*one),
            [] => Err(self.nobody(&all)),
            several => Err(self.several(several)),
        }
    }

    fn nobody(&self, all: &[(usize, Shelf<'_>)]) -> Failure {
        let help = "`copydesk series` shows the notes of the series, `copydesk outline FILE` how a note is read";
        match self {
            Wanted::File(file) => Failure::new(format!("there is no numbered note in `{}`", paths::written(file)), help),
            Wanted::Number(number) => {
                let elsewhere = all.iter().flat_map(|(_, shelf)| shelf.series.holders(*number)).next();
                let known = all.iter().find_map(|(_, shelf)| shelf.series.known(*number));
                let why = match (elsewhere, known) {
                    (Some(entry), _) => format!("; it stands {}, which is not a note here", entry.whereabouts()),
                    (None, Some(known)) => format!("; {}", said(known)),
                    (None, None) => String::new(),
                };
                Failure::new(format!("no note here has the number {number}{why}"), help)
            }
        }
    }

    fn several(&self, found: &[(usize, Shelf<'_>, &Entry)]) -> Failure {
        let mut places: Vec<String> = found.iter().filter_map(|(_, _, entry)| entry.file()).map(|file| format!("`{file}`")).collect();
        places.sort();
        match self {
            Wanted::File(file) => {
                let numbers: Vec<String> = found.iter().filter_map(|(_, _, entry)| entry.numbers).map(|run| run.to_string()).collect();
                let help = format!("give the number of the one you mean: {}", numbers.join(" or "));
                Failure::new(format!("there are several notes in `{}`", paths::written(file)), help)
            }
            Wanted::Number(number) => {
                let houses: BTreeSet<&str> = found.iter().map(|(_, shelf, _)| shelf.house.name.value.as_str()).collect();
                if houses.len() > 1 {
                    return which(&houses.into_iter().collect::<Vec<_>>(), &format!("notes of several series have the number {number}"));
                }
                places.dedup();
                let help = "give the file of the one that is to have another number";
                Failure::new(format!("{} notes have the number {number}: {}", found.len(), places.join(" and ")), help)
            }
        }
    }
}

/// The file at `given` by its own name, where a folder on the way is a link.
fn without_linked_folders(given: &Path) -> PathBuf {
    let Ok(current) = paths::current_folder() else { return given.to_owned() };
    let (plain, real) = (paths::absolute(&current, given), bounds::real(&current.join(given)));
    if plain == real { given.to_owned() } else { real.strip_prefix(&current).map_or(real.clone(), Path::to_owned) }
}

fn of_shelves<'s>(all: &[(usize, Shelf<'s>)], wanted: impl Fn(usize, &Entry) -> bool) -> Vec<(usize, Shelf<'s>, &'s Entry)> {
    let entries = all.iter().flat_map(|(index, shelf)| shelf.series.entries().iter().map(|entry| (*index, *shelf, entry)));
    entries.filter(|(index, _, entry)| wanted(*index, entry)).collect()
}

/// A number that a note may have.
fn number(given: &str) -> Result<u64, Failure> {
    let help = "give a number from 1 on, in figures";
    if given.is_empty() || !given.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Failure::new(format!("`{given}` is no number"), help));
    }
    match given.parse() {
        Ok(0) => Err(Failure::new("no note has the number 0", help)),
        Ok(number) => Ok(number),
        Err(_) => Err(Failure::new(format!("`{given}` is too large for the number of a note"), help)),
    }
}

fn is_same(one: &Entry, other: &Entry) -> bool {
    std::ptr::eq(one, other)
}

fn overlap(entry: &Entry, run: Option<Run>) -> bool {
    entry.numbers.zip(run).is_some_and(|(own, run)| own.first <= run.last && run.first <= own.last)
}

fn said(known: Known<'_>) -> String {
    let (what, reason) = match known {
        Known::Reserved(reason) => ("is reserved", reason),
        Known::Withdrawn(reason) => ("was withdrawn", reason),
        Known::Gap(reason) => ("lies in a known gap", reason),
    };
    if reason.is_empty() { format!("it {what}") } else { format!("it {what}: {reason}") }
}

/// The numbers that the note is to have, all of them free.
fn target(series: &Series, note: &Entry, to: Option<u64>) -> Result<Run, Failure> {
    let beyond = note.numbers.map_or(0, Run::beyond_first);
    let Some(first) = to else {
        let others = series.entries().iter().filter(|entry| !is_same(entry, note)).cloned().collect();
        let others = Series::new(series.scope, series.policy.clone(), others);
        let help = "give a number: `copydesk renumber PATH NUMBER`";
        let free =
            others.next_free_run(beyond.saturating_add(1)).ok_or_else(|| Failure::new("there is no free number after the last", help))?;
        if note.numbers.is_some_and(|own| own.first == free) {
            return Err(Failure::new(format!("the note has the next free number already, {free}"), help));
        }
        return Ok(Run { first: free, last: free + beyond });
    };
    let last =
        first.checked_add(beyond).ok_or_else(|| Failure::new(format!("the numbers from {first} on are too large"), "give a lower one"))?;
    let run = Run { first, last };
    if note.numbers == Some(run) {
        return Err(Failure::new(format!("the note has the number {run} already"), "give the number that it is to have"));
    }
    if let Some(holder) = series.entries().iter().find(|entry| !is_same(entry, note) && overlap(entry, Some(run))) {
        let taken = holder.numbers.map_or_else(String::new, |numbers| numbers.to_string());
        let help = "leave the number out to take the next free one; `copydesk series` shows which are taken";
        return Err(Failure::new(format!("the number {taken} is taken, {}", holder.whereabouts()), help));
    }
    let kept = series
        .absences()
        .into_iter()
        .find(|absence| absence.run.first <= run.last && run.first <= absence.run.last && matches!(absence.why, Why::Known(_)));
    if let Some(absence) = kept {
        let number = absence.run.first.max(run.first);
        let why = series.known(number).map(said).unwrap_or_default();
        return Err(Failure::new(
            format!("the number {number} cannot be taken: {why}"),
            "give another, or change `[series]` in lint.toml first",
        ));
    }
    Ok(run)
}
