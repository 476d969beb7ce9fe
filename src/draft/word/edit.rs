//! Writes comments and tracked changes into a Word document. What is not touched stays as it is, byte for byte: other parts are copied within the
//! archive, and of a part that is written into only the runs concerned are written anew.

use std::collections::BTreeMap;

use super::Document;
use super::markup::{Marks, Names, Signature};
use super::parts::{self, Archive};
use super::revision::{Change, Edits};
use super::rewrite::{Event, RunEdit, rewritten};
use super::sheet::Atom;
use super::splice::Splices;
use crate::source::Passage;

/// The document with `edits` in it; the error is what keeps it from being written.
pub(crate) fn write(bytes: &[u8], document: &Document, edits: &Edits) -> Result<Vec<u8>, String> {
    let mut archive = Archive::open(bytes)?;
    if archive.is_signed() {
        return Err("it is signed, and a change would break the signature".to_owned());
    }
    if archive.has_macros() {
        return Err("it has macros, and such a document is read and never written".to_owned());
    }
    let main = &document.files[super::MAIN];
    let names = Names::of(&main.xml)?;
    let mut marks = Marks::new(names, Signature { author: edits.author.clone(), day: edits.day.clone() }, document);
    let mut runs = Runs::new(document);
    for change in &edits.changes {
        runs.change(change)?;
    }
    let mut comments = Vec::new();
    for comment in &edits.comments {
        let id = marks.next_id();
        if runs.comment(comment.passage, &marks.comment_start(&id), &marks.comment_end(&id)) {
            comments.push(marks.comment(&id, comment));
        }
    }
    let mut splices: Vec<Splices> = document.files.iter().map(|_| Splices::default()).collect();
    for (file, run) in runs.edits.keys().copied().rev().collect::<Vec<_>>() {
        let edit = runs.edits.remove(&(file, run)).expect("its key was just met");
        let text = rewritten(&document.files[file], run, &edit, &runs.atoms_of(file, run), &mut marks, &splices[file]);
        splices[file].replace(document.files[file].runs[run].whole.clone(), text);
    }
    for (file, splices) in document.files.iter().zip(&mut splices) {
        splices.cut(&file.xml, &edits.removed)?;
    }
    for (file, splices) in document.files.iter().zip(splices).filter(|(_, splices)| !splices.is_empty()) {
        archive.replace(&file.name, splices.applied(&file.xml))?;
    }
    parts::write_comments(&mut archive, document, &comments, &edits.removed, &marks)?;
    archive.finish()
}

/// The edits of each run, by the index of its file and its own.
struct Runs<'d> {
    document: &'d Document,
    edits: BTreeMap<(usize, usize), RunEdit>,
    /// The paragraphs of each run.
    paragraph_of: BTreeMap<(usize, usize), usize>,
}

impl<'d> Runs<'d> {
    fn new(document: &'d Document) -> Self {
        let mut paragraph_of = BTreeMap::new();
        for (index, strip) in document.paragraphs.iter().enumerate() {
            for raw in strip.atoms.iter().filter_map(|atom| atom.raw.as_ref()) {
                paragraph_of.insert((strip.file, raw.run), index);
            }
        }
        Runs { document, edits: BTreeMap::new(), paragraph_of }
    }

    fn atoms_of(&self, file: usize, run: usize) -> Vec<Atom> {
        let Some(paragraph) = self.paragraph_of.get(&(file, run)) else { return Vec::new() };
        let own = self.document.paragraphs[*paragraph].atoms.iter();
        own.filter(|atom| atom.raw.as_ref().is_some_and(|raw| raw.run == run)).cloned().collect()
    }

    fn change(&mut self, change: &Change) -> Result<(), String> {
        let Passage { paragraph, start, end } = change.passage;
        let strip = &self.document.paragraphs[paragraph as usize - 1];
        for character in start..end {
            let run = strip.run_at(character).ok_or("a place in it cannot be written to")?;
            self.edits.entry((strip.file, run)).or_default().deleted.insert(character);
        }
        if change.text.is_empty() {
            return Ok(());
        }
        let event = Event::Insert(change.text.clone());
        let before = end.checked_sub(1).and_then(|last| Some((last, strip.run_at(last)?)));
        if let Some((last, run)) = before {
            self.edits.entry((strip.file, run)).or_default().after.entry(last).or_default().push(event);
            return Ok(());
        }
        let run = strip.run_at(end).ok_or("a place in it cannot be written to")?;
        self.edits.entry((strip.file, run)).or_default().before.entry(end).or_default().push(event);
        Ok(())
    }

    /// Puts the marks of a comment around `passage`, or around what stands nearest in the text; says whether there is such a place.
    fn comment(&mut self, passage: Passage, start: &str, end: &str) -> bool {
        let Some(Passage { paragraph, start: first, end: after }) = self.document.place_for_comment(passage) else { return false };
        let (strip, last) = (&self.document.paragraphs[paragraph as usize - 1], after - 1);
        let file = strip.file;
        let (Some(from), Some(to)) = (strip.run_at(first), strip.run_at(last)) else { return false };
        self.edits.entry((file, from)).or_default().before.entry(first).or_default().push(Event::Mark(start.to_owned()));
        self.edits.entry((file, to)).or_default().after.entry(last).or_default().push(Event::Mark(end.to_owned()));
        true
    }
}
