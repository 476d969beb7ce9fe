//! The files in which a note is named, read and changed: its own, other drafts and ledgers. What has to change in a text, the library says.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::changed::{Changed, Part, cannot};
use super::{Names, Refusal};
use crate::draft::Draft;
use crate::finding::Edit;
use crate::house::House;
use crate::lint::Choice;
use crate::renumber::{self, Changes, Renumbering, header_of};
use crate::report::archive::Shelf;
use crate::report::quoted;
use crate::series::{Entry, Place};
use crate::source::{Source, Span};
use crate::workspace::archive::Archive;
use crate::workspace::configuration::Configuration;
use crate::workspace::found::{Found, Input, Named};
use crate::workspace::session::{Content, Document, Session};
use crate::workspace::{Failure, archive, names, paths};

/// One note and where it may be named.
pub(super) struct Work<'s> {
    pub(super) session: &'s Session,
    pub(super) archive: &'s Archive,
    pub(super) index: usize,
    pub(super) names: Names,
    pub(super) shelf: Shelf<'s>,
    pub(super) renumbering: Renumbering<'s>,
}

impl Work<'_> {
    /// What becomes of each file, that of the note last: should the machine stop half-way, the same command does the rest.
    pub(super) fn changes(&self) -> Result<Vec<Changed>, Refusal> {
        let mut files: BTreeMap<String, Found> = BTreeMap::new();
        let configuration = self.configuration();
        for document in
            self.session.documents.iter().filter(|document| document.configuration == self.index && document.found.input == Input::File)
        {
            files.insert(document.path.to_string(), Found { name: Arc::clone(&document.path), ..document.found.clone() });
        }
        let shelves = self.archive.shelves(self.session);
        let of_here = shelves.iter().filter(|(index, _)| *index == self.index);
        for file in of_here.flat_map(|(_, shelf)| shelf.series.entries()).filter_map(Entry::file) {
            let found = || Found {
                name: file.into(),
                input: Input::File,
                path: configuration.folder.join(names::meant(file)),
                named: Named::No,
                alias: None,
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

    pub(super) fn configuration(&self) -> &Configuration {
        self.session.configurations.get(self.index)
    }

    /// A file that may name the note.
    fn other(&self, path: String, found: Found) -> Result<Option<Changed>, Refusal> {
        let file = found.path.clone();
        let Some((house, draft)) = self.read_draft(&self.document(&path, found))? else { return Ok(None) };
        let changes = self.named_in(house, &draft);
        if changes.edits.is_empty() && changes.doubtful.is_empty() {
            return Ok(None);
        }
        Ok(Some(Changed { doubtful: changes.doubtful, ..Changed::new(path, file, &draft.source, changes.edits)? }))
    }

    /// What has to change where a draft of `house` names the note: in prose and listings, in fields where it is of the note's own house.
    fn named_in(&self, house: &House, draft: &Draft) -> Changes {
        let in_text = self.renumbering.in_text(draft);
        let is_own = house.name.value == self.renumbering.house.name.value;
        if is_own { in_text.and(self.renumbering.in_fields(draft)) } else { in_text }
    }

    fn note(&self, path: String, found: Found) -> Result<Changed, Refusal> {
        let document = self.document(&path, found);
        let (house, draft) = self.read_draft(&document)?.ok_or_else(|| moved_on(&path))?;
        let header = header_of(&draft, self.renumbering.note).ok_or_else(|| moved_on(&path))?;
        let mut edits = self.renumbering.in_header(&draft, header).map_err(|refusal| refused(&refusal, &path, &draft))?;
        let named = self.named_in(house, &draft);
        edits.extend(named.edits);
        let to = self.renamed(&path, draft.heads().len())?;
        let mut changed = Changed::new(path, document.found.path.clone(), &draft.source, edits)?;
        (changed.to, changed.doubtful, changed.part) = (to, named.doubtful, Part::Note);
        self.is_right(&changed, &document)?;
        Ok(changed)
    }

    /// The name that the file is to have: it changes where the pattern says that a number stands in it.
    fn renamed(&self, path: &str, notes: usize) -> Result<String, Failure> {
        let pattern = self.shelf.series.policy.file_name.as_ref();
        let (own, to) = (self.renumbering.note.numbers, self.renumbering.to);
        let in_name = pattern.and_then(|pattern| pattern.number_in(path)).map(|(number, _)| number);
        // The name of a file with several notes is that of one of them.
        let keeps = self.names == Names::Stay || (notes > 1 && in_name != own.map(|run| run.first));
        let Some(name) = pattern.filter(|_| !keeps).and_then(|pattern| pattern.with_number(path, to.first)) else {
            return Ok(path.to_owned());
        };
        if name != path && self.session.texts.exists(&self.configuration().folder.join(names::meant(&name))) {
            let help = "move that file away first, or give another number";
            return Err(Failure::new(format!("`{path}` cannot be named `{name}`: there is such a file already"), help));
        }
        Ok(name)
    }

    /// Reads the note again under its new name: what is written must be what was wanted.
    fn is_right(&self, changed: &Changed, document: &Document) -> Result<(), Failure> {
        let after = Arc::new(Source::new(changed.to.as_str(), changed.after.as_str()));
        let document = Document {
            found: Found { name: changed.to.as_str().into(), ..document.found.clone() },
            path: changed.to.as_str().into(),
            ..*document
        };
        let Choice::One(_, draft) = self.session.read(&document, &after) else { return Err(cannot(&changed.path)) };
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
                let path = paths::absolute(&self.configuration().folder, &names::meant(file));
                changed.push(Changed { doubtful, ..Changed::new(file.to_owned(), path, &entries[0].source, edits)? });
            }
        }
        Ok(changed)
    }

    pub(super) fn document(&self, path: &str, found: Found) -> Document {
        Document { found, configuration: self.index, path: path.into(), asked: true, unchanged: false }
    }

    /// The draft of a file, and the house it was read with; `None` where it is none, or where it has nothing to do with the number.
    fn read_draft(&self, document: &Document) -> Result<Option<(&House, Draft)>, Refusal> {
        let source = match self.session.open(document)? {
            Content::Text(source) => source,
            Content::NotText(outcome) => return Err(Refusal::NotText(Box::new(outcome))),
        };
        let is_own = Some(&*document.path) == self.renumbering.note.file();
        let own = self.renumbering.note.numbers;
        let may_name = own.is_some_and(|own| {
            own.is_range() || memchr::memmem::find(source.text().as_bytes(), own.first.to_string().as_bytes()).is_some()
        });
        if !is_own && !may_name {
            return Ok(None);
        }
        Ok(match self.session.read(document, &source) {
            Choice::One(house, draft) => Some((house, draft)),
            Choice::Unclear(..) => None,
        })
    }
}

fn is_link(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|kind| kind.is_symlink())
}

fn refused(refusal: &renumber::Refusal, path: &str, draft: &Draft) -> Failure {
    match refusal {
        renumber::Refusal::Malformed(span) => {
            let line = draft.source.position(span.start).line;
            let help = format!("mend it first: `copydesk fix {}`", quoted(path));
            Failure::new(format!("the number line of `{path}`, line {line}, is malformed"), help)
        }
        renumber::Refusal::Fixed => cannot(path),
    }
}

fn moved_on(path: &str) -> Failure {
    Failure::new(format!("`{path}` was changed in the meantime"), "run the command again")
}
