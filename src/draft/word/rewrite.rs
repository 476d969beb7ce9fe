//! A run of a Word document with changes in it: divided where something begins or ends, each part with the properties of the whole.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event as Xml;

use super::FileText;
use super::markup::Marks;
use super::sheet::Atom;
use super::sign;
use super::splice::Splices;

/// What is to be done in a run.
#[derive(Debug, Default)]
pub(super) struct RunEdit {
    /// Characters of the paragraph that are deleted.
    pub(super) deleted: BTreeSet<u32>,
    /// What stands before a character, and what after one.
    pub(super) before: BTreeMap<u32, Vec<Event>>,
    pub(super) after: BTreeMap<u32, Vec<Event>>,
}

/// What is put between characters.
#[derive(Debug)]
pub(super) enum Event {
    Insert(String),
    /// Markup that is none of the run's.
    Mark(String),
}

/// The run of that index with `edit`. `inner` is what is replaced within it already.
pub(super) fn rewritten(file: &FileText, run: usize, edit: &RunEdit, atoms: &[Atom], marks: &mut Marks, inner: &Splices) -> String {
    let place = &file.runs[run];
    let properties = &file.xml[place.properties.clone()];
    let mut writer = Writer {
        out: String::new(),
        tag: &file.xml[place.tag.clone()],
        properties,
        edit,
        marks,
        kind: Kind::Kept,
        content: String::new(),
        in_text: false,
    };
    if writer.stays_whole(atoms) {
        let first = atoms.first().map_or(0, |atom| atom.first);
        let last = atoms.last().map_or(0, |atom| atom.first + atom.count - 1);
        writer.events_before(first);
        writer.out.push_str(&inner.within(&file.xml, place.whole.clone()));
        writer.events_after(last);
        return writer.out;
    }
    for child in children(&file.xml, place.tag.end..place.whole.end) {
        if child.range == place.properties {
            continue;
        }
        let own: Vec<&Atom> = atoms
            .iter()
            .filter(|atom| atom.raw.as_ref().is_some_and(|raw| child.range.start <= raw.bytes.start && raw.bytes.end <= child.range.end))
            .collect();
        match own.as_slice() {
            [] => writer.keep(&inner.within(&file.xml, child.range.clone())),
            [atom] if atom.raw.as_ref().is_some_and(|raw| raw.bytes == child.range) => writer.element(atom.first, &file.xml[child.range]),
            own => writer.text(&file.xml, own),
        }
    }
    writer.flush();
    writer.out
}

/// Whether a part of a run stays or is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Kept,
    Deleted,
}

struct Writer<'a> {
    out: String,
    tag: &'a str,
    properties: &'a str,
    edit: &'a RunEdit,
    marks: &'a mut Marks,
    /// The part that is being written.
    kind: Kind,
    content: String,
    in_text: bool,
}

impl Writer<'_> {
    /// Whether all that is to be done stands before its first character or after its last.
    fn stays_whole(&self, atoms: &[Atom]) -> bool {
        let (Some(first), Some(last)) = (atoms.first(), atoms.last()) else { return false };
        let last = last.first + last.count - 1;
        let only = |events: &BTreeMap<u32, Vec<Event>>, at: u32| events.keys().all(|key| *key == at);
        self.edit.deleted.is_empty() && only(&self.edit.before, first.first) && only(&self.edit.after, last)
    }

    fn text(&mut self, xml: &str, atoms: &[&Atom]) {
        for atom in atoms {
            let raw = &xml[atom.raw.as_ref().expect("only such are given").bytes.clone()];
            let mut character = atom.first;
            for part in parts(raw) {
                match part {
                    Part::Character(raw) => {
                        self.character(character, raw);
                        character += 1;
                    }
                    Part::Nothing(raw) => self.push_text(raw),
                }
            }
        }
        self.close_text();
    }

    fn character(&mut self, character: u32, raw: &str) {
        self.begin(character);
        self.push_text(raw);
        self.events_after(character);
    }

    fn element(&mut self, character: u32, raw: &str) {
        self.begin(character);
        self.close_text();
        self.content.push_str(raw);
        self.events_after(character);
    }

    /// What has no character stays.
    fn keep(&mut self, raw: &str) {
        if self.kind != Kind::Kept {
            self.flush();
            self.kind = Kind::Kept;
        }
        self.close_text();
        self.content.push_str(raw);
    }

    fn begin(&mut self, character: u32) {
        self.events_before(character);
        let kind = if self.edit.deleted.contains(&character) { Kind::Deleted } else { Kind::Kept };
        if kind != self.kind {
            self.flush();
            self.kind = kind;
        }
    }

    fn events_before(&mut self, character: u32) {
        self.events(self.edit.before.get(&character));
    }

    fn events_after(&mut self, character: u32) {
        self.events(self.edit.after.get(&character));
    }

    fn events(&mut self, events: Option<&Vec<Event>>) {
        let Some(events) = events else { return };
        self.flush();
        for event in events {
            match event {
                Event::Insert(text) => {
                    let inserted = self.marks.inserted(self.tag, self.properties, text);
                    self.out.push_str(&inserted);
                }
                Event::Mark(mark) => self.out.push_str(mark),
            }
        }
    }

    fn push_text(&mut self, raw: &str) {
        if !self.in_text {
            let name = if self.kind == Kind::Deleted { "delText" } else { "t" };
            self.content.push_str(&self.marks.open_text(name));
            self.in_text = true;
        }
        self.content.push_str(raw);
    }

    fn close_text(&mut self) {
        if self.in_text {
            let name = if self.kind == Kind::Deleted { "delText" } else { "t" };
            self.content.push_str(&self.marks.close(name));
            self.in_text = false;
        }
    }

    fn flush(&mut self) {
        self.close_text();
        if self.content.is_empty() {
            return;
        }
        let run = format!("{}{}{}{}", self.tag, self.properties, std::mem::take(&mut self.content), self.marks.close("r"));
        match self.kind {
            Kind::Kept => self.out.push_str(&run),
            Kind::Deleted => {
                let deleted = self.marks.deleted(&run);
                self.out.push_str(&deleted);
            }
        }
    }
}

/// A piece of a text as it stands in its file.
enum Part<'t> {
    /// One character.
    Character(&'t str),
    /// What is no character of the document's text.
    Nothing(&'t str),
}

fn parts(raw: &str) -> Vec<Part<'_>> {
    if raw.starts_with('&') {
        return vec![Part::Character(raw)];
    }
    let mut parts = Vec::new();
    let mut characters = raw.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let end = characters.peek().map_or(raw.len(), |(next, _)| *next);
        let is_half = c == '\r' && characters.peek().is_some_and(|(_, next)| *next == '\n');
        let slice = &raw[at..end];
        parts.push(if is_half || sign::written(c).is_none() { Part::Nothing(slice) } else { Part::Character(slice) });
    }
    parts
}

struct Child {
    range: Range<usize>,
}

/// The elements right under a run; `content` reaches from behind its first tag to behind its last.
fn children(xml: &str, content: Range<usize>) -> Vec<Child> {
    let mut found = Vec::new();
    let mut reader = Reader::from_str(&xml[content.clone()]);
    reader.config_mut().check_end_names = false;
    let at = |reader: &Reader<&[u8]>| content.start + usize::try_from(reader.buffer_position()).expect("it lies in memory");
    let (mut depth, mut start) = (0usize, content.start);
    loop {
        let before = at(&reader);
        match reader.read_event() {
            Ok(Xml::Start(_)) => {
                if depth == 0 {
                    start = before;
                }
                depth += 1;
            }
            Ok(Xml::Empty(_)) if depth == 0 => found.push(Child { range: before..at(&reader) }),
            Ok(Xml::End(_)) if depth <= 1 => {
                if depth == 0 {
                    return found;
                }
                depth = 0;
                found.push(Child { range: start..at(&reader) });
            }
            Ok(Xml::End(_)) => depth -= 1,
            Ok(Xml::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}
