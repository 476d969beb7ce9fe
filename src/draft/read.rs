//! From bytes to notes: comments out, lines in, the house's headings found, and each part handed to its reader. Reading never fails.

use std::sync::Arc;

use crate::draft::block::{Blocks, Line};
use crate::draft::body::{self, Reading};
use crate::draft::clean::Clean;
use crate::draft::comment::{self, Stance};
use crate::draft::heading::{Headings, Match};
use crate::draft::{
    Draft, FrontField, IgnoreComment, Note, Said, Scope, Section, Syntax, fields, front, furniture, header, markdown, plain,
};
use crate::house::{Body, Fit, House};
use crate::source::{BOM, Source, Span};

impl Draft {
    /// Reads `source` against `house`. A file that bears nothing of the house has no notes.
    pub fn read(source: Arc<Source>, syntax: Syntax, house: &House) -> Draft {
        let front = front::read(&source);
        let mark = if source.text().starts_with(BOM) { BOM.len() } else { 0 };
        let opening = front.as_ref().map_or(Span::new(0, mark), |front| front.span);
        let comments = comment::find(&source, opening.end as usize, syntax);
        let cuts: Vec<Span> = std::iter::once(opening).filter(|span| !span.is_empty()).chain(comments.cut.iter().copied()).collect();
        let clean = Clean::without(source.text(), &cuts);
        let mut blocks = match syntax {
            Syntax::Markdown => markdown::read(&clean, &source),
            Syntax::Plain => plain::read(&clean, &source),
        };
        let mut not_prose: Vec<Span> = front.iter().map(|front| front.span).collect();
        not_prose.extend(comments.said.iter().map(|(said, _)| said.span).chain(comments.silent));
        not_prose.append(&mut blocks.not_prose);
        not_prose.sort();
        let (fields, front_matter_fault) = front.map(|front| (front.fields, front.fault)).unwrap_or_default();
        let (notes, elements) = Recogniser { house, source: &source, blocks: &blocks }.notes(fields);
        let ignores = comments.said.into_iter().map(|(said, stance)| scoped(said, stance, &source, &notes, &elements)).collect();
        Draft { source, syntax, notes, ignores, not_prose, front_matter_fault }
    }
}

/// Gives an ignore comment its scope, now that the notes are known.
fn scoped(mut comment: IgnoreComment, stance: Stance, source: &Source, notes: &[Note], elements: &[Span]) -> IgnoreComment {
    let Said::Ignore { scope, .. } = &mut comment.said else { return comment };
    let at = comment.span;
    match stance {
        Stance::Beside => *scope = Scope::Bytes(source.line(source.line_of(at.start))),
        Stance::Alone => {
            let next = elements.partition_point(|element| element.end <= at.end);
            *scope = Scope::Bytes(
                elements.get(next).map_or(Span::at(at.end as usize), |element| Span { start: element.start.max(at.end), end: element.end }),
            );
        }
        Stance::File => {
            let note = notes.partition_point(|note| note.span.end <= at.start).min(notes.len().saturating_sub(1));
            let first_section = notes.get(note).and_then(|note| note.sections.first());
            if first_section.is_some_and(|section| section.heading.span.start < at.start) {
                comment.said =
                    Said::Malformed("`ignore-file` stands after the first section: it speaks for the note only from its header".to_owned());
            } else {
                *scope = Scope::Note(note);
            }
        }
    }
    comment
}

struct Recogniser<'a> {
    house: &'a House,
    source: &'a Arc<Source>,
    blocks: &'a Blocks,
}

impl Recogniser<'_> {
    /// The notes, and the bytes of every header line, heading, paragraph and furniture in order of place.
    fn notes(&self, fields: Vec<FrontField>) -> (Vec<Note>, Vec<Span>) {
        let lines = &self.blocks.lines;
        let headings = Headings::new(self.house);
        let mut starts = self.starts(&headings);
        if starts.is_empty() {
            return (Vec::new(), Vec::new());
        }
        starts[0] = 0;
        let (mut notes, mut elements) = (Vec::new(), Vec::new());
        let mut fields = Some(fields);
        for (index, start) in starts.iter().enumerate() {
            let end = starts.get(index + 1).copied().unwrap_or(lines.len());
            let from = if index == 0 { 0 } else { lines[*start].span.start };
            let to = lines.get(end).map_or(Span::at(self.source.text().len()).end, |line| line.span.start);
            let note_lines = &lines[*start..end];
            notes.push(self.note(note_lines, Span { start: from, end: to }, fields.take().unwrap_or_default(), &headings, &mut elements));
        }
        (notes, elements)
    }

    /// The first line of each note; none where nothing of the house is borne. A second number line begins a second note, its banner before it.
    fn starts(&self, headings: &Headings<'_>) -> Vec<usize> {
        let lines = &self.blocks.lines;
        let mut starts: Vec<usize> = Vec::new();
        let mut sections_since = false;
        let mut numbered = false;
        let mut bears = false;
        for (index, line) in lines.iter().enumerate() {
            let text = line.prose.text();
            if headings.is_certain(text) {
                sections_since = true;
                bears = true;
            }
            if !header::may_be_number_line(line) || (sections_since && !self.may_begin_note(text)) {
                continue;
            }
            let Some(reading) = self.house.read_number_line(text) else { continue };
            let fits = matches!(reading.fit, Fit::Exact | Fit::Malformed { marks_only: true, .. });
            bears |= !sections_since || fits;
            if fits && numbered && sections_since {
                let banner = index.checked_sub(1).filter(|before| header::bears_banner(&lines[*before..index], self.house));
                starts.push(banner.unwrap_or(index));
                sections_since = false;
            }
            numbered |= fits || !sections_since;
        }
        bears |= header::bears_banner(&lines[..lines.len().min(BANNER_WITHIN)], self.house);
        if bears {
            starts.insert(0, 0);
        }
        starts
    }

    /// Whether a line among a note's sections opens like one of the house's number lines: asked of every line, so it costs next to nothing.
    fn may_begin_note(&self, text: &str) -> bool {
        let letter = |text: &str| text.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase());
        let own = letter(text);
        self.house.header.number_line.iter().any(|template| {
            let words = template.text().split('{').next().unwrap_or_default();
            letter(words).map_or_else(|| own.is_some_and(|own| own.is_ascii_digit()), |first| Some(first) == own)
        })
    }

    fn note(&self, lines: &[Line], span: Span, fields: Vec<FrontField>, headings: &Headings<'_>, elements: &mut Vec<Span>) -> Note {
        let furniture = furniture::find(lines, self.house);
        let body_end = furniture.as_ref().map_or(lines.len(), |(start, _)| *start);
        let own = &lines[..body_end];
        let matches = headings.align(own);
        let first = matches.first().map_or(own.len(), |found| found.line);
        let mut read = header::read(&own[..first], fields, self.house);
        let date = read.header.date.map(|date| date.value);
        let reading = Reading { house: self.house, date, wraps: self.blocks.wraps, body: Body::Free };
        let preamble = reading.read(&own[read.end..first]);
        elements.extend(own[..read.end].iter().map(|line| line.span));
        elements.extend(preamble.paragraphs.iter().map(|paragraph| paragraph.span));
        let mut unknown_headings: Vec<_> = read.unknown_headings.iter().map(|index| body::heading(&own[*index])).collect();
        unknown_headings.extend(preamble.unknown_headings);
        let mut sections = Vec::with_capacity(matches.len());
        for (index, found) in matches.iter().enumerate() {
            let end = matches.get(index + 1).map_or(own.len(), |next| next.line);
            let (section, unknown) = section(&own[found.line..end], *found, reading);
            elements.push(section.heading.span);
            let mut inner: Vec<Span> =
                section.paragraphs.iter().map(|paragraph| paragraph.span).chain(unknown.iter().map(|heading| heading.span)).collect();
            inner.sort();
            elements.append(&mut inner);
            unknown_headings.extend(unknown);
            sections.push(section);
        }
        read.header.given.extend(fields::of_sections(&sections, self.house));
        fields::fill(&mut read.header, self.house);
        fields::fill_from_name(&mut read.header, self.source.name(), self.house);
        elements.extend(furniture.iter().map(|(_, furniture)| furniture.span));
        let from = self.blocks.invisible.partition_point(|place| place.start < span.start);
        let to = self.blocks.invisible.partition_point(|place| place.start < span.end);
        let invisible = self.blocks.invisible[from..to].to_vec();
        let furniture = furniture.map(|(_, furniture)| furniture);
        Note { span, header: read.header, preamble: preamble.paragraphs, sections, unknown_headings, furniture, invisible }
    }
}

/// Lines from the top of a file among which a banner shows whose it is.
const BANNER_WITHIN: usize = 8;

/// The section that `lines` make, heading first, and the headings in it that the house does not know.
fn section(lines: &[Line], found: Match, reading: Reading<'_>) -> (Section, Vec<crate::draft::Heading>) {
    let format = &reading.house.sections[found.section];
    let dated_then = format.body == Body::Dated && format.body_on(reading.date) != Body::Dated;
    let body = if dated_then { Body::Free } else { format.body };
    let stretch = Reading { body, ..reading }.read(&lines[1..]);
    let section = Section {
        spec: found.section,
        heading: body::heading(&lines[0]),
        wording: found.wording,
        has_content: stretch.has_content,
        paragraphs: stretch.paragraphs,
    };
    (section, stretch.unknown_headings)
}
