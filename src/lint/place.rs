//! Where a finding stands, and what a note amounts to, in words that mean something in a word processor. No line numbers here.

use std::sync::Arc;

use jiff::civil::Date;

use crate::draft::{Draft, Kind, Note, Section};
use crate::house::House;
use crate::lint::{Margin, Place, Reported};
use crate::prose::Prose;
use crate::source::Passage;

/// The parts of a draft by where they begin.
pub(super) struct Places<'a> {
    draft: &'a Draft,
}

impl<'a> Places<'a> {
    pub(super) fn new(draft: &'a Draft) -> Self {
        Places { draft }
    }

    /// Says of each finding where it stands. They are in order of place, so each section is walked through once.
    pub(super) fn fill<'r>(&self, findings: impl IntoIterator<Item = &'r mut Reported>) {
        let mut walked = None;
        for reported in findings {
            if reported.finding.primary.source.name() == self.draft.source.name() {
                reported.place = self.place(reported.finding.primary.span.start, &mut walked);
                reported.word = reported.finding.primary.source.passage(reported.finding.primary.span);
            }
        }
    }

    fn place(&self, offset: u32, walked: &mut Option<Walked<'a>>) -> Place {
        let number = |note: &Note| Place { note: note.header.number.map(|number| number.value), ..Place::default() };
        if let Some(masthead) = self.draft.masthead.as_ref().filter(|masthead| offset < masthead.span.end) {
            return number(masthead);
        }
        let next = self.draft.notes.partition_point(|note| note.span.start <= offset);
        let index = next.saturating_sub(1);
        let Some(note) = self.draft.notes.get(index) else { return Place::default() };
        let mut place = number(note);
        if self.draft.masthead.is_some() {
            place.part = Some(index + 1);
            place.title = title(note);
        }
        if note.furniture.as_ref().is_some_and(|furniture| furniture.span.contains(offset)) {
            return Place { margin: Margin::Furniture, ..place };
        }
        let next = note.sections.partition_point(|section| section.heading.span.start <= offset);
        let Some(section) = next.checked_sub(1).map(|last| &note.sections[last]) else {
            return Place { paragraph: preamble_paragraph(note, offset), ..place };
        };
        let place = Place { section: Some(section.heading.text.text().trim().to_owned()), ..place };
        let after = note.unknown_headings.partition_point(|heading| heading.span.start <= offset);
        if note.unknown_headings[..after].last().is_some_and(|heading| heading.span.contains(offset)) {
            return place;
        }
        let walked = match walked {
            Some(walked) if std::ptr::eq(walked.section, section) && walked.offset <= offset => walked,
            _ => walked.insert(Walked { section, offset, next: 0, paragraphs: 0, point: None }),
        };
        walked.on_to(offset);
        let (point, point_number) = walked.point.clone().unzip();
        Place { point, point_number, paragraph: walked.paragraph(), ..place }
    }
}

/// How far one section was walked through.
struct Walked<'a> {
    section: &'a Section,
    offset: u32,
    next: usize,
    paragraphs: usize,
    /// The ordinal as written, and its number.
    point: Option<(String, u32)>,
}

impl Walked<'_> {
    fn on_to(&mut self, offset: u32) {
        self.offset = offset;
        while let Some(paragraph) = self.section.paragraphs.get(self.next).filter(|paragraph| paragraph.span.start <= offset) {
            self.next += 1;
            self.paragraphs += usize::from(paragraph.kind != Kind::Aside);
            if let Some(point) = &paragraph.point {
                self.point = Some((paragraph.prose.text()[point.word.clone()].to_owned(), point.value));
            }
        }
    }

    /// The paragraph that was come to; a table's cell or a footnote is none.
    fn paragraph(&self) -> Option<usize> {
        let last = &self.section.paragraphs[self.next.checked_sub(1)?];
        (last.kind != Kind::Aside).then_some(self.paragraphs)
    }
}

/// The lines of the title in one.
fn title(note: &Note) -> Option<String> {
    let lines: Vec<_> = note.header.title.iter().map(|line| line.text().trim()).collect();
    (!lines.is_empty()).then(|| lines.join(" "))
}

fn preamble_paragraph(note: &Note, offset: u32) -> Option<usize> {
    let before = note.preamble.partition_point(|paragraph| paragraph.span.start <= offset);
    (before > 0).then_some(before)
}

/// What was read of one note, for the closing line of a clean run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSummary {
    /// The file, as reported.
    pub file: Arc<str>,
    /// The note's number.
    pub number: Option<u64>,
    /// The note's date.
    pub date: Option<Date>,
    /// The note's date as the house writes it.
    pub date_text: Option<String>,
    /// How many sections.
    pub sections: usize,
    /// Points of each numbered section, in order.
    pub points: Vec<usize>,
    /// Words of title, headings and body.
    pub words: usize,
    /// Where its title stands in the Word document that the text was written out of, if it was.
    pub title: Option<Passage>,
    /// What its title says; empty where it has none.
    pub headline: String,
}

/// What was read of each note.
pub(super) fn summaries(draft: &Draft, house: &House) -> Vec<NoteSummary> {
    draft.notes.iter().map(|note| summary(draft, note, house)).collect()
}

fn summary(draft: &Draft, note: &Note, house: &House) -> NoteSummary {
    let date = note.header.date.map(|field| field.value);
    // Points are counted wherever the house may want them.
    let day = date.or(Some(Date::MAX));
    let numbered = note.sections.iter().filter(|section| house.sections[section.spec].body_on(day).is_numbered());
    NoteSummary {
        file: draft.source.shared_name(),
        number: note.header.number.map(|number| number.value),
        date,
        date_text: date.map(|date| date_text(date, house)),
        sections: note.sections.len(),
        points: numbered.map(|section| section.points().count()).collect(),
        words: words(note),
        title: note.header.title.first().and_then(|line| draft.source.passage(line.whole())),
        headline: note.header.title.iter().map(Prose::text).collect::<Vec<_>>().join(" "),
    }
}

fn date_text(date: Date, house: &House) -> String {
    let small = |number: i8| u8::try_from(number).expect("days and months count from 1");
    house.finder().write(small(date.day()), small(date.month()), Some(date.year()))
}

/// Words of title, headings and body.
pub fn words(note: &Note) -> usize {
    let headings = note.sections.iter().map(|section| &section.heading).chain(&note.unknown_headings).map(|heading| &heading.text);
    let body = note.paragraphs().map(|paragraph| &paragraph.prose);
    note.header.title.iter().chain(headings).chain(body).map(words_of).sum()
}

/// What stands between spaces and has a letter or figure in it.
pub fn words_of(prose: &Prose) -> usize {
    prose.word_count()
}
