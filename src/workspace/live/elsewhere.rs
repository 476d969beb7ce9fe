//! What a live workspace answers about files that are not open.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use super::Live;
use crate::draft::{Draft, Run};
use crate::house::House;
use crate::lint::Choice;
use crate::series::Entry;
use crate::source::Source;
use crate::workspace::found::{Found, Input, Named};
use crate::workspace::renumber::{self, Look, Names, Note, Plan, Refusal};
use crate::workspace::request::Selection;
use crate::workspace::session::{Content, Document};
use crate::workspace::{Failure, names};

/// What was asked of files: the path of each, its text, and the answer.
pub(crate) type Answers<T> = Vec<(PathBuf, Arc<Source>, T)>;

impl Live {
    /// Asks `question` of every note of the series of `house` that is not open and may name one of `numbers`, in order of their files.
    pub(crate) fn in_archive<T: Send>(
        &self,
        index: usize,
        house: &str,
        numbers: Run,
        question: impl Fn(&House, &Draft, Run) -> T + Sync,
    ) -> Result<Answers<T>, Failure> {
        let Some(series) = self.archives.get(&index).and_then(|archive| archive.of_house(index, house)) else { return Ok(Vec::new()) };
        let folder = &self.session.configurations.get(index).folder;
        let open: BTreeSet<&str> = self.session.documents.iter().map(|document| &*document.path).collect();
        let files: BTreeSet<&str> = series.entries().iter().filter_map(Entry::file).filter(|file| !open.contains(file)).collect();
        let files: Vec<&str> = files.into_iter().collect();
        let figures = numbers.first.to_string();
        let ask = |file: &&str| {
            let path = folder.join(names::meant(file));
            let found = Found { name: (*file).into(), input: Input::File, path: path.clone(), named: Named::No, alias: None };
            let document = Document { found, configuration: index, path: (*file).into(), asked: false, unchanged: false };
            let Ok(Content::Text(source)) = self.session.open(&document) else { return None };
            let is_named = |house: &House| house.references(source.text()).iter().any(|(run, _)| run.contains(numbers.first));
            let may_name = |house: &House| source.text().contains(&figures) || is_named(house);
            if source.transcript().is_some() || !self.session.of(&document).all_houses().any(|house| may_name(house)) {
                return None;
            }
            match self.session.read(&document, &source) {
                Choice::One(read, draft) if read.name.value == house => Some((path, source, question(read, &draft, numbers))),
                _ => None,
            }
        };
        Ok(self.session.pool()?.install(|| files.par_iter().filter_map(ask).collect()))
    }

    /// The plan of the number `to` for the note of `document` that has `numbers`: what the command would do, with the texts as they are open.
    pub(crate) fn renumber(&self, document: &Document, numbers: Option<Run>, to: u64, names: Names) -> Result<Plan, Refusal> {
        let configuration = self.session.of(document);
        let path = &document.found.path;
        let is_within = configuration.settings.is_some() && path.starts_with(&configuration.folder);
        let root = if is_within { Some(configuration.folder.as_path()) } else { path.parent() };
        let paths = [Some(path.as_path()), root.filter(|root| root.is_dir())].into_iter().flatten().map(PathBuf::from).collect();
        let selection = Selection { paths, ..Selection::default() };
        let look = Look { selection, overrides: self.overrides.clone(), bases: Vec::new() };
        let (session, archive) = look.take(self.texts.fork())?;
        let failure = session.failures.iter().chain(&archive.failures).chain(&archive.of_run.1).next().cloned();
        let fault = archive.empty.iter().chain(&archive.faults).chain(&archive.of_run.0).next();
        if let Some(failure) =
            failure.or_else(|| fault.map(|fault| Failure::new(fault.message.clone(), fault.help.clone().unwrap_or_default())))
        {
            return Err(failure.into());
        }
        let own = session.documents.iter().find(|own| own.found.path == *path);
        let is_note = |index: usize, entry: &Entry| {
            own.is_some_and(|own| own.configuration == index && entry.file() == Some(&*own.path)) && entry.numbers == numbers
        };
        let notes = archive.shelves(&session).into_iter().flat_map(|(index, shelf)| {
            shelf.series.entries().iter().filter(move |entry| is_note(index, entry)).map(move |entry| Note { index, shelf, entry })
        });
        let notes: Vec<Note<'_>> = notes.collect();
        let [note] = notes.as_slice() else {
            return Err(Failure::new(
                "the series does not know which note that is",
                "mend its header first, and give each note a number of its own",
            )
            .into());
        };
        renumber::plan(&look, (&session, &archive), *note, Some(to), names)
    }
}
