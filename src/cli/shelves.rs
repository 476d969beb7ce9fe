//! The series that the commands of the archive work on: opened once, with everything told that kept a part of it from being read. What is
//! shown or changed of it is for the commands.

use crate::cli::args::{Bases, Drafts, HouseArguments};
use crate::cli::check::print_faults;
use crate::cli::streams::complain;
use crate::cli::{End, complain_of};
use crate::finding::Finding;
use crate::house::House;
use crate::lint;
use crate::report::archive::Shelf;
use crate::series::Series;
use crate::workspace::Failure;
use crate::workspace::Texts;
use crate::workspace::archive::Archive;
use crate::workspace::branches::Branches;
use crate::workspace::session::Session;

/// The series of a run, opened.
pub(crate) struct Shelves {
    pub(crate) session: Session,
    archive: Archive,
}

/// What a missing archive means to a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Empty {
    /// Somebody wrote a pattern that means nothing.
    IsFault,
    /// The first note may be about to be written.
    IsFine,
}

impl Shelves {
    /// Reads the headers of the archive and of the drafts that `drafts` mean.
    pub(crate) fn open(drafts: &Drafts, at: &HouseArguments, bases: &Bases) -> Result<Shelves, Failure> {
        let session = Session::new(&drafts.selection()?, &at.overrides(), Texts::default())?;
        let branches = if bases.base.is_empty() { Branches::default() } else { Branches::new(&session, &bases.base)? };
        let archive = Archive::read(&session, &branches)?;
        Ok(Shelves { session, archive })
    }

    /// What was read.
    pub(crate) fn archive(&self) -> &Archive {
        &self.archive
    }

    /// Tells what could not be read; clean where nothing is wanting.
    pub(crate) fn tell(&self, empty: Empty) -> End {
        let mut faults = self.session.faults();
        let none: &[Finding] = &[];
        let empty = if empty == Empty::IsFault { self.archive.empty.as_slice() } else { none };
        let found = [empty, &self.archive.faults, &self.archive.of_run.0].concat();
        if !found.is_empty() {
            faults.push(lint::faults(found));
        }
        let mut failures: Vec<&Failure> = Vec::new();
        for failure in self.session.failures.iter().chain(&self.archive.failures).chain(&self.archive.of_run.1) {
            if !failures.contains(&failure) {
                failures.push(failure);
            }
        }
        let end = if faults.is_empty() && failures.is_empty() { End::Clean } else { End::NotDone };
        if !faults.is_empty() {
            print_faults(faults);
        }
        failures.into_iter().for_each(complain_of);
        self.session.remarks.iter().chain(&self.archive.remarks).for_each(|remark| complain(remark));
        end
    }

    /// The same for a command that must not work on a part: the error says that what is told above has to be mended first.
    pub(crate) fn need_all(&self, empty: Empty) -> Result<(), Failure> {
        match self.tell(empty) {
            End::Clean => Ok(()),
            End::Found | End::NotDone => {
                Err(Failure::new("the archive could not be read as a whole, so nothing was done", "mend what is said above first"))
            }
        }
    }

    /// Every series that has a note, by lint.toml and house, with the index of its configuration.
    pub(crate) fn all(&self) -> Vec<(usize, Shelf<'_>)> {
        self.archive.shelves(&self.session)
    }

    /// The series of the current folder; of several, somebody has to name the house.
    pub(crate) fn sole(&self) -> Result<(usize, Shelf<'_>), Failure> {
        let all = self.all();
        match all.as_slice() {
            [] => Err(Failure::new("there is no numbered note here", NO_NOTE)),
            [sole] => Ok(*sole),
            several => {
                let names: Vec<&str> = several.iter().map(|(_, shelf)| shelf.house.name.value.as_str()).collect();
                Err(which(&names, "there are notes of several series here"))
            }
        }
    }

    /// The series of `house` under the configuration of that index.
    pub(crate) fn of(&self, configuration: usize, house: &House) -> Option<&Series> {
        self.archive.of(configuration, house)
    }
}

pub(crate) const NO_NOTE: &str = "change to the folder of the series, name one (`copydesk series notes`), or say in lint.toml where the archive is: `[series]`, `archive = [\"notes/**\"]`";

/// What to say where one of several houses has to be named.
pub(crate) fn which(names: &[&str], said: &str) -> Failure {
    let mut names: Vec<String> = names.iter().map(|name| format!("`--house {name}`")).collect();
    names.sort();
    names.dedup();
    let help = match names.as_slice() {
        [only] => {
            format!("they lie under several lint.toml; change to the folder of the one you mean, or name it: {only}, `--config FILE`")
        }
        several => format!("say which: {}", several.join(" or ")),
    };
    Failure::new(said, help)
}
