//! `renumber`: one note under another number, in its file, its file's name, the other notes and the ledgers, all of it or nothing. Where a
//! number stands in a text, the library says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::args::{Drafts, HouseArguments, RenumberArguments};
use crate::cli::shelves::{Empty, Shelves, which};
use crate::cli::streams::{Streams, complain};
use crate::cli::{End, check};
use crate::draft::{Draft, Run};
use crate::finding::{Edit, Fix, Safety};
use crate::fix;
use crate::lint::Choice;
use crate::renumber::{Changes, Refusal, Renumbering, header_of};
use crate::report::archive::Shelf;
use crate::report::quoted;
use crate::series::{Entry, Known, Place, Series, Why};
use crate::source::{Source, Span};
use crate::visible::one_line;
use crate::workspace::configuration::{Configuration, Configurations};
use crate::workspace::found::{Found, Input, Named};
use crate::workspace::session::{Content, Document};
use crate::workspace::write::{Transaction, WriteLock};
use crate::workspace::{Failure, archive, names, paths, unreadable};

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
    let changed = work.changes()?;
    if arguments.diff {
        changed.iter().try_for_each(|file| streams.pass_on(&file.diff()))?;
        tell_doubtful(&changed, entry);
        return Ok(End::Found);
    }
    let folder = &shelves.session.configurations.get(index).folder;
    let mut together = Transaction::of(lock);
    for file in changed.iter().filter(|file| file.is_changed()) {
        let (from, to) = (folder.join(names::meant(&file.path)), folder.join(names::meant(&file.to)));
        if file.path == file.to {
            together.rewrite(&from, &file.path, file.before.text(), &file.after);
        } else {
            together.relocate(&from, &to, &file.path, file.before.text(), &file.after);
        }
    }
    together.commit()?;
    streams.print(&changed.iter().map(|file| file.account(entry, to)).collect::<String>())?;
    tell_doubtful(&changed, entry);
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
            return Ok(Wanted::File(given.to_owned()));
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

/// One note and where it may be named.
struct Work<'s> {
    shelves: &'s Shelves,
    index: usize,
    shelf: Shelf<'s>,
    renumbering: Renumbering<'s>,
}

/// What becomes of one file.
struct Changed {
    /// As settings know it.
    path: String,
    /// As settings will know it.
    to: String,
    before: Arc<Source>,
    after: String,
    /// How many places are changed.
    places: usize,
    /// Places that a person should look at.
    doubtful: Vec<Span>,
    /// Whether it is the file of the note.
    is_note: bool,
}

impl Work<'_> {
    /// What becomes of each file, that of the note last: should the machine stop half-way, the same command does the rest.
    fn changes(&self) -> Result<Vec<Changed>, Failure> {
        let mut files: BTreeMap<String, Found> = BTreeMap::new();
        let configuration = self.configuration();
        for document in self
            .shelves
            .session
            .documents
            .iter()
            .filter(|document| document.configuration == self.index && document.found.input == Input::File)
        {
            files.insert(document.path.clone(), Found { name: document.path.clone(), ..document.found.clone() });
        }
        let shelves = self.shelves.all();
        let of_here = shelves.iter().filter(|(index, _)| *index == self.index);
        for file in of_here.flat_map(|(_, shelf)| shelf.series.entries()).filter_map(Entry::file) {
            let found = || Found {
                name: file.to_owned(),
                input: Input::File,
                path: configuration.folder.join(names::meant(file)),
                named: Named::No,
                may_be_link: true,
            };
            files.entry(file.to_owned()).or_insert_with(found);
        }
        let own = self.renumbering.note.file().expect("only notes of the tree are renumbered").to_owned();
        let note = files.remove(&own).expect("the file of a note of the tree is one of the tree");
        let mut changed = self.ledgers()?;
        for (path, found) in files.into_iter().filter(|(path, _)| !is_link(&configuration.folder.join(names::meant(path)))) {
            changed.extend(self.other(path, found)?);
        }
        changed.push(self.note(own, note)?);
        Ok(changed)
    }

    fn configuration(&self) -> &Configuration {
        self.shelves.session.configurations.get(self.index)
    }

    /// A file that may name the note.
    fn other(&self, path: String, found: Found) -> Result<Option<Changed>, Failure> {
        let Some(draft) = self.read(&path, found)? else { return Ok(None) };
        let changes = self.renumbering.in_text(&draft);
        if changes.edits.is_empty() && changes.doubtful.is_empty() {
            return Ok(None);
        }
        Ok(Some(Changed { doubtful: changes.doubtful, ..Changed::new(path, &draft.source, changes.edits)? }))
    }

    fn note(&self, path: String, found: Found) -> Result<Changed, Failure> {
        let document = self.document(&path, found);
        let draft = self.read_job(&document)?.ok_or_else(|| moved_on(&path))?;
        let header = header_of(&draft, self.renumbering.note).ok_or_else(|| moved_on(&path))?;
        let mut edits = self.renumbering.in_header(&draft, header).map_err(|refusal| refused(&refusal, &path, &draft))?;
        let named = self.renumbering.in_text(&draft);
        edits.extend(named.edits);
        let to = self.renamed(&path, draft.heads().len())?;
        let mut changed = Changed::new(path, &draft.source, edits)?;
        (changed.to, changed.doubtful, changed.is_note) = (to, named.doubtful, true);
        self.is_right(&changed, &document)?;
        Ok(changed)
    }

    /// The name that the file is to have: it changes where the pattern says that a number stands in it.
    fn renamed(&self, path: &str, notes: usize) -> Result<String, Failure> {
        let pattern = self.shelf.series.policy.file_name.as_ref();
        let (own, to) = (self.renumbering.note.numbers, self.renumbering.to);
        let in_name = pattern.and_then(|pattern| pattern.number_in(path)).map(|(number, _)| number);
        // The name of a file with several notes is that of one of them.
        let keeps = notes > 1 && in_name != own.map(|run| run.first);
        let Some(name) = pattern.filter(|_| !keeps).and_then(|pattern| pattern.with_number(path, to.first)) else {
            return Ok(path.to_owned());
        };
        if name != path && self.configuration().folder.join(names::meant(&name)).symlink_metadata().is_ok() {
            let help = "move that file away first, or give another number";
            return Err(Failure::new(format!("`{path}` cannot be named `{name}`: there is such a file already"), help));
        }
        Ok(name)
    }

    /// Reads the note again under its new name: what is written must be what was wanted.
    fn is_right(&self, changed: &Changed, document: &Document) -> Result<(), Failure> {
        let after = Arc::new(Source::new(changed.to.as_str(), changed.after.as_str()));
        let document =
            Document { found: Found { name: changed.to.clone(), ..document.found.clone() }, path: changed.to.clone(), ..*document };
        let Choice::One(_, draft) = self.shelves.session.read(&document, &after) else { return Err(cannot(&changed.path)) };
        let is_there = draft.heads().iter().any(|note| note.header.numbers() == Some(self.renumbering.to));
        if is_there { Ok(()) } else { Err(cannot(&changed.path)) }
    }

    fn ledgers(&self) -> Result<Vec<Changed>, Failure> {
        let ledgers = archive::ledgers(self.configuration())?;
        let own = ledgers.entries.iter().filter(|(house, _)| *house == self.shelf.house.name.value).map(|(_, entry)| entry);
        let mut by_file: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
        for entry in own {
            if let Place::Ledger { file, .. } = &entry.place {
                by_file.entry(file).or_default().push(entry);
            }
        }
        let mut changed = Vec::new();
        for (file, entries) in by_file {
            let found: Vec<Changes> = entries.iter().map(|entry| self.renumbering.in_ledger(entry)).collect();
            let doubtful: Vec<Span> = found.iter().flat_map(|found| found.doubtful.iter().copied()).collect();
            let edits: Vec<Edit> = found.into_iter().flat_map(|found| found.edits).collect();
            if !edits.is_empty() || !doubtful.is_empty() {
                changed.push(Changed { doubtful, ..Changed::new(file.to_owned(), &entries[0].source, edits)? });
            }
        }
        Ok(changed)
    }

    fn read(&self, path: &str, found: Found) -> Result<Option<Draft>, Failure> {
        self.read_job(&self.document(path, found))
    }

    fn document(&self, path: &str, found: Found) -> Document {
        Document { found, configuration: self.index, path: path.to_owned(), asked: true, unchanged: false }
    }

    /// The draft of a file; `None` where it is none, or where it has nothing to do with the number.
    fn read_job(&self, document: &Document) -> Result<Option<Draft>, Failure> {
        let source = match self.shelves.session.open(document)? {
            Content::Text(source) => source,
            Content::NotText(outcome) => {
                check::print_faults(vec![outcome]);
                return Err(Failure::new("a file could not be read, so nothing was done", "mend what is said above first"));
            }
        };
        let is_own = Some(document.path.as_str()) == self.renumbering.note.file();
        let own = self.renumbering.note.numbers;
        let may_name = own.is_some_and(|own| {
            own.is_range() || memchr::memmem::find(source.text().as_bytes(), own.first.to_string().as_bytes()).is_some()
        });
        if !is_own && !may_name {
            return Ok(None);
        }
        Ok(match self.shelves.session.read(document, &source) {
            Choice::One(_, draft) => Some(draft),
            Choice::Unclear(..) => None,
        })
    }
}

impl Changed {
    fn new(path: String, source: &Arc<Source>, mut edits: Vec<Edit>) -> Result<Changed, Failure> {
        edits.sort_by_key(|edit| edit.span);
        edits.dedup_by_key(|edit| edit.span);
        let places = edits.len();
        let fix = Fix::of("write the new number", Safety::Unsafe, edits);
        let applied = fix::apply(source, [&fix], Safety::Unsafe);
        if places > 0 && applied.applied.len() != 1 {
            return Err(cannot(&path));
        }
        let before = Arc::clone(source);
        Ok(Changed { to: path.clone(), path, before, after: applied.text, places, doubtful: Vec::new(), is_note: false })
    }

    fn is_changed(&self) -> bool {
        self.path != self.to || self.before.text() != self.after
    }

    fn diff(&self) -> String {
        if self.path == self.to {
            fix::diff(&self.path, self.before.text(), &self.after)
        } else {
            fix::diff_of_move([&self.path, &self.to], self.before.text(), &self.after)
        }
    }

    /// A line for a person; empty where nothing is changed.
    fn account(&self, note: &Entry, to: Run) -> String {
        let path = one_line(&self.path);
        if self.is_note {
            let was = note.numbers.map_or_else(|| "the note without a number".to_owned(), |run| format!("No. {run}"));
            let name = if self.path == self.to { String::new() } else { format!(", in `{}`", one_line(&self.to)) };
            return format!("{path}: {was} is No. {to} now{name}\n");
        }
        match self.places {
            0 => String::new(),
            1 => format!("{path}: 1 place that names it\n"),
            places => format!("{path}: {places} places that name it\n"),
        }
    }
}

fn is_link(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|kind| kind.is_symlink())
}

/// Names the places that were left as they are.
fn tell_doubtful(changed: &[Changed], note: &Entry) {
    let number = note.numbers.map(|run| run.to_string()).unwrap_or_default();
    for file in changed {
        for span in &file.doubtful {
            let at = file.before.position(span.start);
            complain(&format!("{}:{}:{}: left as it is: it may mean another note with the number {number}", file.path, at.line, at.column));
        }
    }
}

fn refused(refusal: &Refusal, path: &str, draft: &Draft) -> Failure {
    match refusal {
        Refusal::Malformed(span) => {
            let line = draft.source.position(span.start).line;
            let help = format!("mend it first: `copydesk fix {}`", quoted(path));
            Failure::new(format!("the number line of `{path}`, line {line}, is malformed"), help)
        }
        Refusal::Fixed => cannot(path),
    }
}

fn moved_on(path: &str) -> Failure {
    Failure::new(format!("`{path}` was changed in the meantime"), "run the command again")
}

fn cannot(path: &str) -> Failure {
    let help = "change it by hand: `copydesk outline` shows how the note is read";
    Failure::new(format!("the number of `{path}` cannot be changed safely: it would not be read as it is written"), help)
}
