//! `renumber`: one note under another number, in its file, its file's name, the other notes and the ledgers, all of it or nothing. Where a
//! number stands in a text, the library says.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::args::{Drafts, HouseArguments, RenumberArguments};
use crate::cli::shelves::{Empty, Shelves, which};
use crate::cli::streams::{Streams, complain};
use crate::cli::{End, check};
use crate::draft::Run;
use crate::report::archive::Shelf;
use crate::series::Entry;
use crate::workspace::configuration::Configurations;
use crate::workspace::renumber::{Look, Names, Note, Refusal, overlap, plan, said};
use crate::workspace::write::{Transaction, WriteLock};
use crate::workspace::{Failure, bounds, names, paths, unreadable};

/// `copydesk renumber`.
pub(crate) fn renumber(arguments: &RenumberArguments, streams: &mut Streams) -> Result<End, Failure> {
    let to = arguments.to.as_deref().map(number).transpose()?;
    let wanted = Wanted::of(&arguments.note)?;
    // From reading to writing: which numbers are free must not change in between.
    let lock = WriteLock::acquire([wanted.place()?.as_path()]);
    let drafts = wanted.drafts(&arguments.at)?;
    let shelves = Shelves::open(&drafts, &arguments.at, &arguments.bases)?;
    shelves.need_all(Empty::IsFault)?;
    let (index, shelf, entry) = wanted.entry(&shelves)?;
    let view = Look { selection: drafts.selection()?, overrides: arguments.at.overrides(), bases: arguments.bases.base.clone() };
    let note = Note { index, shelf, entry };
    let plan = plan(&view, (&shelves.session, shelves.archive()), note, to, Names::Follow).map_err(told)?;
    let number = entry.numbers.map(|run| run.to_string()).unwrap_or_default();
    let doubts = plan.changed.iter().flat_map(|file| file.doubts(&number));
    let remarks: Vec<String> = doubts.chain(plan.remarks.iter().cloned()).collect();
    if arguments.diff {
        plan.changed.iter().try_for_each(|file| streams.pass_on(&file.diff()))?;
        tell(&remarks);
        return Ok(End::Found);
    }
    let folder = &shelves.session.configurations.get(index).folder;
    let mut together = Transaction::of(lock);
    for file in plan.changed.iter().filter(|file| file.is_changed()) {
        if file.path == file.to {
            together.rewrite(&file.file, &file.path, file.before.text(), &file.after);
        } else {
            together.relocate(&file.file, &folder.join(names::meant(&file.to)), &file.path, file.before.text(), &file.after);
        }
    }
    together.commit()?;
    streams.print(&plan.changed.iter().map(|file| file.account(entry, plan.to)).collect::<String>())?;
    tell(&remarks);
    Ok(End::Clean)
}

fn tell(remarks: &[String]) {
    for remark in remarks {
        complain(remark);
    }
}

/// What to say where nothing can be done; what is wrong with a file is told before.
fn told(refusal: Refusal) -> Failure {
    match refusal {
        Refusal::Failure(failure) => failure,
        Refusal::NotText(outcome) => {
            check::print_faults(vec![*outcome]);
            Failure::new("a file could not be read, so nothing was done", "mend what is said above first")
        }
    }
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
                    .map(|document| (document.configuration, &*document.path))
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
