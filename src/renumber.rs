//! What has to change in a draft, or in a listing, for a note to have another number. Which note and which number, it is told; whether the
//! number is free is not asked here.

use std::sync::Arc;

use crate::draft::{Draft, Given, Header, ListingEntry, Note, Run};
use crate::finding::Edit;
use crate::house::{Fit, House, Kind, Role};
use crate::prose::Prose;
use crate::series::{Entry, folded};
use crate::source::{Source, Span};

pub mod links;

/// A note that is to have other numbers: as many as before.
#[derive(Debug, Clone, Copy)]
pub struct Renumbering<'a> {
    /// The note, as the series has it.
    pub note: &'a Entry,
    /// The house it is of.
    pub house: &'a House,
    /// Its new numbers.
    pub to: Run,
    /// Whether another note has one of its numbers: then a number alone does not say which of them is meant.
    pub shared: bool,
}

/// What has to change in one text, and what may have to, but only a person can tell.
#[derive(Debug, Default)]
pub struct Changes {
    /// In order of place.
    pub edits: Vec<Edit>,
    /// Places that name the number and may mean another note, or cannot be written anew.
    pub doubtful: Vec<Span>,
}

/// Why a note cannot be given another number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Its number line is malformed.
    Malformed(Span),
    /// Its number stands where it cannot be changed.
    Fixed,
}

impl Changes {
    /// The changes of both, in order of place.
    #[must_use]
    pub fn and(mut self, other: Changes) -> Changes {
        self.edits.extend(other.edits);
        self.doubtful.extend(other.doubtful);
        self.edits.sort_by_key(|edit| edit.span);
        self.doubtful.sort_unstable();
        self
    }
}

impl Renumbering<'_> {
    /// What has to change in the header of the note, whose draft is `draft`.
    ///
    /// # Errors
    /// Why nothing can be changed.
    pub fn in_header(&self, draft: &Draft, header: &Header) -> Result<Vec<Edit>, Refusal> {
        let source = &draft.source;
        let mut edits: Vec<Edit> = Vec::new();
        if let Some(line) = &header.number_line {
            if matches!(line.fit, Fit::Malformed { .. }) {
                return Err(Refusal::Malformed(line.text.whole()));
            }
            if let Some(open) = line.placeholder {
                edits.push(self.filled(source, open));
            }
        }
        let mut places: Vec<Span> = header.number.filter(|_| !header.number_in_name).map(|number| number.span).into_iter().collect();
        places.extend(header.given.iter().filter(|given| given.role == Role::Number).map(|given| given.value.whole()));
        for line in &header.further_number_lines {
            let number = self.house.read_number_line(line.text()).and_then(|read| read.number);
            places
                .extend(number.filter(|(number, _)| Some(*number) == self.from().map(|run| run.first)).map(|(_, range)| line.span(range)));
        }
        for place in places {
            edits.extend(self.figures(source, place).ok_or(Refusal::Fixed)?);
        }
        edits.extend(header.banner_number.and_then(|number| {
            let figures = source.slice(number.span);
            let text = padded(self.moved(number.value)?, figures);
            let is_own = self.from().is_some_and(|own| own.contains(number.value)) && figures.parse() == Ok(number.value);
            is_own.then(|| Edit { source: Arc::clone(source), span: number.span, text })
        }));
        edits.extend(header.title.first().and_then(|title| self.before_title(source, title)));
        edits.sort_by_key(|edit| edit.span);
        edits.dedup_by_key(|edit| edit.span);
        Ok(edits)
    }

    /// What has to change where the notes of `draft`, which may be of another house, name the note: in prose and in listings.
    pub fn in_text(&self, draft: &Draft) -> Changes {
        let mut changes = Changes::default();
        let masthead = draft.masthead.iter();
        for note in masthead.chain(&draft.notes) {
            for prose in passages(note) {
                self.in_prose(&draft.source, prose, &mut changes);
            }
            for entry in note.furniture.iter().flat_map(|furniture| &furniture.entries) {
                self.in_listing(&draft.source, entry, &mut changes);
            }
        }
        changes.edits.sort_by_key(|edit| edit.span);
        changes.edits.dedup_by_key(|edit| edit.span);
        changes
    }

    /// What has to change in the fields of `draft` that give numbers of notes, where it was read with the house of the note.
    pub fn in_fields(&self, draft: &Draft) -> Changes {
        let mut changes = Changes::default();
        let Some(own) = self.from().filter(|_| !self.house.references.is_empty()) else { return changes };
        let has_numbers = |given: &&Given| {
            let format = given.format.and_then(|format| self.house.fields.get(format));
            format.and_then(|format| format.kind.as_ref()).is_some_and(|kind| kind.value == Kind::Numbers)
        };
        let given = draft.heads().iter().flat_map(|note| note.header.given.iter().filter(has_numbers));
        let named = given.flat_map(|given| given.numbers(&draft.source)).filter(|(number, _)| own.contains(*number));
        for (number, span) in named {
            let text = self.moved(number).map(|to| padded(to, draft.source.slice(span)));
            match text.filter(|_| !self.shared) {
                Some(text) => changes.edits.push(Edit { source: Arc::clone(&draft.source), span, text }),
                None => changes.doubtful.push(span),
            }
        }
        changes
    }

    /// What has to change in the ledger entry `entry`.
    pub fn in_ledger(&self, entry: &Entry) -> Changes {
        let mut changes = Changes::default();
        let Some(own) = self.from() else { return changes };
        let named = entry.numbers.is_some_and(|run| run.first <= own.last && own.first <= run.last);
        if !named {
            return changes;
        }
        let same_title = !entry.folded_title().is_empty() && entry.folded_title() == self.note.folded_title();
        let same_date = entry.date.zip(self.note.date).is_some_and(|(date, own)| date.value == own.value);
        let is_note = entry.numbers == Some(own) && (same_title || (same_date && !self.shared));
        let edits = if is_note { self.figures(&entry.source, entry.number) } else { None };
        match edits {
            Some(edits) => changes.edits = edits,
            None => changes.doubtful.push(entry.number),
        }
        changes
    }

    fn from(&self) -> Option<Run> {
        self.note.numbers
    }

    /// The number in the place of what leaves it open; where that is nothing at all, with room around it.
    fn filled(&self, source: &Arc<Source>, open: Span) -> Edit {
        let number = self.to.to_string();
        if !open.is_empty() {
            return Edit { source: Arc::clone(source), span: open, text: number };
        }
        let text = source.text();
        let before = &text[..open.start as usize];
        let spaces = text[open.end as usize..].len() - text[open.end as usize..].trim_start_matches(' ').len();
        let after = text[open.end as usize + spaces..].chars().next();
        let room = self.house.number_line().is_some_and(|line| line.text().contains(" {number}"));
        let left = if room && !before.ends_with(' ') { " " } else { "" };
        let right = if after.is_some_and(char::is_alphanumeric) { " " } else { "" };
        let span = Span::new(open.start as usize, open.end as usize + spaces);
        Edit { source: Arc::clone(source), span, text: format!("{left}{number}{right}") }
    }

    /// The number that stands before a title, as in `# 7. Title`, where the model no longer has it.
    fn before_title(&self, source: &Arc<Source>, title: &Prose) -> Option<Edit> {
        let own = self.from().filter(|run| !run.is_range() && !self.house.header.numbered_title.is_empty())?;
        let start = title.whole().start;
        let line = source.line(source.line_of(start));
        let before = &source.text()[line.start as usize..start as usize];
        let (at, figures) = runs(before).into_iter().find(|(_, figures)| figures.parse() == Ok(own.first))?;
        let at = line.start as usize + at;
        let span = Span::new(at, at + figures.len());
        Some(Edit { source: Arc::clone(source), span, text: padded(self.to.first, figures) })
    }

    fn in_prose(&self, source: &Arc<Source>, prose: &Prose, changes: &mut Changes) {
        let Some(own) = self.from() else { return };
        for (run, range) in self.house.references(prose.text()) {
            if run.last < own.first || own.last < run.first {
                continue;
            }
            let found = runs(&prose.text()[range.clone()]);
            let count = if run.is_range() { 2 } else { 1 };
            let places = found.len().checked_sub(count).map(|from| &found[from..]).unwrap_or_default();
            let within = own.first <= run.first && run.last <= own.last;
            let edit = |(at, figures): &(usize, &str)| {
                let at = range.start + at;
                let span = prose.span(at..at + figures.len());
                let text = padded(self.moved(figures.parse().ok()?)?, figures);
                (source.slice(span) == *figures).then(|| Edit { source: Arc::clone(source), span, text })
            };
            let edits: Option<Vec<Edit>> = if within && !self.shared { places.iter().map(edit).collect() } else { None };
            match edits {
                Some(edits) => changes.edits.extend(edits),
                None => changes.doubtful.push(prose.span(range)),
            }
        }
    }

    fn in_listing(&self, source: &Arc<Source>, entry: &ListingEntry, changes: &mut Changes) {
        let Some(own) = self.from() else { return };
        let run = entry.numbers();
        if run.last < own.first || own.last < run.first {
            return;
        }
        let same_title = entry.title.as_ref().is_some_and(|title| folded(title.text()) == self.note.folded_title());
        let same_date = entry.date.zip(self.note.date).is_some_and(|(date, own)| date.value == own.value);
        let is_note = run == own && (same_title || (same_date && !self.shared));
        match if is_note { self.figures(source, entry.number.span) } else { None } {
            Some(edits) => changes.edits.extend(edits),
            None => changes.doubtful.push(entry.number.span),
        }
    }

    /// The figures in `place`, which are the note's own numbers, as the new ones.
    fn figures(&self, source: &Arc<Source>, place: Span) -> Option<Vec<Edit>> {
        let found = runs(source.slice(place));
        let own = self.from()?;
        let wanted: &[u64] = if own.is_range() { &[own.first, own.last] } else { &[own.first] };
        let given: Vec<u64> = found.iter().map_while(|(_, figures)| figures.parse().ok()).collect();
        if given != wanted {
            return None;
        }
        let edits = found.into_iter().map(|(at, figures)| {
            let at = place.start as usize + at;
            let text = padded(self.moved(figures.parse().ok()?)?, figures);
            Some(Edit { source: Arc::clone(source), span: Span::new(at, at + figures.len()), text })
        });
        edits.collect()
    }

    /// The new number for one of the old.
    fn moved(&self, number: u64) -> Option<u64> {
        self.to.first.checked_add(number.checked_sub(self.from()?.first)?)
    }
}

/// The words in which a note may name another.
fn passages(note: &Note) -> impl Iterator<Item = &Prose> {
    let header = note.header.title.iter().chain(&note.header.others);
    let headings = note.headings().map(|heading| &heading.text);
    header.chain(headings).chain(note.paragraphs().map(|paragraph| &paragraph.prose))
}

/// Every run of figures with its place.
fn runs(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|start| at + start) {
        let end = text[start..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |end| start + end);
        found.push((start, &text[start..end]));
        at = end;
    }
    found
}

/// A number in as many figures as one that is written with a 0 before it.
fn padded(number: u64, like: &str) -> String {
    let width = if like.starts_with('0') { like.len() } else { 0 };
    format!("{number:0width$}")
}

/// The header in `draft` that `entry` was read from: that of its only note, or the one with its number.
pub fn header_of<'d>(draft: &'d Draft, entry: &Entry) -> Option<&'d Header> {
    let numbered = |header: &&Header| header.numbers() == entry.numbers && header.number.is_some() == entry.numbers.is_some();
    let mut found = draft.heads().iter().map(|note| &note.header).filter(numbered);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
