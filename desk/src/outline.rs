//! What was read of a draft: its facts, its headings and where they stand. It says nothing of right or wrong.

use copydesk::draft::{Draft, Note};
use copydesk::house::House;
use copydesk::lint::words_of;
use copydesk::prose::Prose;
use serde::Serialize;

use crate::place::{Places, Stretch};

/// What was read of a draft.
#[derive(Debug, Serialize)]
pub struct Outline {
    notes: Vec<OutlinedNote>,
    /// Lines that are headings, titles included, each with what kind it is.
    headings: Vec<HeadingLine>,
    /// Paragraphs of text, in order of place.
    paragraphs: Vec<Stretch>,
}

#[derive(Debug, Serialize)]
struct OutlinedNote {
    number: Option<u64>,
    date: Option<String>,
    title: String,
    author: String,
    words: usize,
    at: Stretch,
    sections: Vec<OutlinedSection>,
    /// Headings of required sections that are not there.
    to_write: Vec<String>,
}

#[derive(Debug, Serialize)]
struct OutlinedSection {
    heading: String,
    at: Stretch,
    words: usize,
    points: usize,
}

#[derive(Debug, Serialize)]
struct HeadingLine {
    kind: Kind,
    #[serde(flatten)]
    at: Stretch,
    /// The words without marks.
    text: Stretch,
}

#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Banner,
    Number,
    Title,
    Byline,
    Section,
    Unknown,
}

impl Outline {
    /// Of a draft as its house reads it.
    pub fn of(draft: &Draft, house: &House, places: &Places) -> Outline {
        let mut headings = Vec::new();
        for note in draft.masthead.iter().chain(&draft.notes) {
            let mut line = |kind: Kind, prose: &Prose| {
                let at = places.stretch(prose.whole());
                headings.push(HeadingLine { kind, at, text: at });
            };
            note.header.banner.iter().for_each(|banner| line(Kind::Banner, banner));
            note.header.number_line.iter().for_each(|number| line(Kind::Number, &number.text));
            note.header.title.iter().for_each(|title| line(Kind::Title, title));
            note.header.byline.iter().for_each(|byline| line(Kind::Byline, byline));
            let marked = |(kind, heading): (Kind, &copydesk::draft::Heading)| HeadingLine {
                kind,
                at: places.stretch(heading.span),
                text: places.stretch(heading.text.whole()),
            };
            let known = note.sections.iter().map(|section| (Kind::Section, &section.heading));
            headings.extend(known.chain(note.unknown_headings.iter().map(|heading| (Kind::Unknown, heading))).map(marked));
        }
        headings.sort_by_key(|line| line.at.from);
        let paragraphs = draft.notes.iter().flat_map(Note::paragraphs).map(|paragraph| places.stretch(paragraph.span));
        let paragraphs = paragraphs.collect();
        Outline { paragraphs, notes: draft.notes.iter().map(|note| outlined(note, house, places)).collect(), headings }
    }
}

fn outlined(note: &Note, house: &House, places: &Places) -> OutlinedNote {
    let header = &note.header;
    let date = header.date.map(|date| date.value);
    let small = |number: i8| u8::try_from(number).unwrap_or(1);
    let sections = note.sections.iter().map(|section| OutlinedSection {
        heading: section.heading.text.text().trim().to_owned(),
        at: places.stretch(section.heading.span),
        words: section.paragraphs.iter().map(|paragraph| words_of(&paragraph.prose)).sum(),
        points: section.paragraphs.iter().filter(|paragraph| paragraph.point.is_some()).count(),
    });
    let wanted = house
        .sections
        .iter()
        .enumerate()
        .filter(|(index, format)| format.presence.is_required() && note.sections.iter().all(|section| section.spec != *index));
    OutlinedNote {
        number: header.number.map(|number| number.value),
        date: date.map(|date| house.finder().write(small(date.day()), small(date.month()), Some(date.year()))),
        title: header.title.iter().map(|line| line.text().trim()).collect::<Vec<_>>().join(" "),
        author: header.byline.as_ref().map(|byline| byline.text().trim().to_owned()).unwrap_or_default(),
        words: copydesk::lint::words(note),
        at: places.stretch(note.span),
        sections: sections.collect(),
        to_write: wanted.map(|(_, format)| format.heading.value.clone()).collect(),
    }
}
