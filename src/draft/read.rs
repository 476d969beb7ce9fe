//! From lines to notes: the house's headings found, and each part handed to its reader. Reading never fails.

use std::ops::Range;
use std::sync::Arc;

use crate::draft::block::{Blocks, Line};
use crate::draft::body::{self, Reading};
use crate::draft::column::Column;
use crate::draft::digest::Digest;
use crate::draft::heading::{Headings, Match};
use crate::draft::{FrontField, Note, Section, fields, furniture, header, number};
use crate::house::{Body, Fit, House};
use crate::source::{Source, Span};

/// The lines of a file, and the house whose notes are looked for in them.
pub struct Recogniser<'a> {
    /// What the notes look like.
    pub house: &'a House,
    /// The file.
    pub source: &'a Arc<Source>,
    /// Its lines.
    pub blocks: &'a Blocks,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Recognised {
    /// What stands before the first note of a digest.
    pub masthead: Option<Note>,
    /// In order of place.
    pub notes: Vec<Note>,
    /// The bytes of every header line, heading, paragraph and furniture, in order of place.
    pub elements: Vec<Span>,
}

impl Recogniser<'_> {
    /// The notes, and the front matter's `fields` put into the first header.
    pub fn recognise(&self, fields: Vec<FrontField>) -> Recognised {
        let headings = Headings::new(self.house);
        if self.house.digest.is_some() { self.digest(fields, headings) } else { self.single(fields, headings) }
    }

    /// Notes that each have a header of their own.
    fn single(&self, fields: Vec<FrontField>, headings: Headings<'_>) -> Recognised {
        let mut starts = self.starts(headings);
        if starts.is_empty() && (fields::number_themselves(&fields, self.house) || number::is_in_name(self.source.name(), self.house)) {
            starts.push(0);
        }
        let mut recognised = Recognised::default();
        if starts.is_empty() {
            return recognised;
        }
        starts[0] = 0;
        let mut fields = Some(fields);
        for (index, start) in starts.iter().enumerate() {
            let end = starts.get(index + 1).copied();
            let part = header::Part::Whole(fields.take().unwrap_or_default());
            let note = self.note(*start..end.unwrap_or(self.blocks.lines.len()), part, headings, &mut recognised.elements);
            recognised.notes.push(note);
        }
        recognised
    }

    /// A masthead, and notes that inherit its number and date.
    fn digest(&self, fields: Vec<FrontField>, headings: Headings<'_>) -> Recognised {
        let lines = &self.blocks.lines;
        let mut recognised = Recognised::default();
        let Some(starts) = Digest { lines, house: self.house, headings }.starts() else { return recognised };
        let elements = &mut recognised.elements;
        let masthead = self.note(0..starts[0], header::Part::Masthead(fields), headings, elements);
        for (index, start) in starts.iter().enumerate() {
            let end = starts.get(index + 1).copied().unwrap_or(lines.len());
            recognised.notes.push(self.note(*start..end, header::Part::Entry(&masthead.header), headings, elements));
        }
        recognised.masthead = Some(masthead);
        recognised
    }

    /// The first line of each note; none where nothing of the house is borne. A second number line begins a second note, its banner before it.
    fn starts(&self, headings: Headings<'_>) -> Vec<usize> {
        let lines = &self.blocks.lines;
        let mut starts: Vec<usize> = Vec::new();
        let mut sections_since = false;
        let mut numbered = false;
        let mut bears = false;
        let initials = self.number_line_initials();
        for (index, line) in lines.iter().enumerate() {
            let text = line.prose.text();
            if headings.is_certain(text) {
                sections_since = true;
                bears = true;
            }
            if !header::may_be_number_line(line) || (sections_since && !initials.may_begin(text)) {
                continue;
            }
            let Some(reading) = header::number_line(line, self.house) else { continue };
            let fits = matches!(reading.fit, Fit::Exact | Fit::Malformed { marks_only: true, .. });
            // A line that has no more of a number line than a number and a date is anybody's: a version in a list of changes.
            bears |= fits || (!sections_since && (self.house.is_named_in(text) || initials.may_begin(text)));
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

    /// What the house's number lines open with.
    fn number_line_initials(&self) -> NumberLineInitials {
        let opening = |text: &str| text.split('{').next().and_then(initial);
        NumberLineInitials(self.house.header.number_line.iter().map(|template| opening(template.text())).collect())
    }

    fn note(&self, range: Range<usize>, part: header::Part<'_>, headings: Headings<'_>, elements: &mut Vec<Span>) -> Note {
        let lines = &self.blocks.lines[range.clone()];
        let end_of_file = self.source.text().len();
        let is_masthead = matches!(part, header::Part::Masthead(_));
        let opens_file = range.start == 0 && !matches!(part, header::Part::Entry(_));
        let first_line = || self.blocks.lines.get(range.start).map_or(Span::at(end_of_file).start, |line| line.span.start);
        let from = if opens_file { 0 } else { first_line() };
        let to = self.blocks.lines.get(range.end).map_or(Span::at(end_of_file).end, |line| line.span.start);
        let span = Span { start: from, end: to };
        let furniture = if is_masthead { None } else { furniture::find(lines, self.house) };
        let body_end = furniture.as_ref().map_or(lines.len(), |(start, _)| *start);
        let own = &lines[..body_end];
        let matches = if is_masthead { Vec::new() } else { headings.align(own) };
        let first = matches.first().map_or(own.len(), |found| found.line);
        let mut read = header::read(&own[..first], part, self.house);
        let date = read.header.date.map(|date| date.value);
        let ends = matches.iter().skip(1).map(|next| next.line).chain([own.len()]);
        let stretches = matches.iter().zip(ends).map(|(found, end)| &own[found.line + 1..end]);
        let column = if self.blocks.wraps { Column::of(&stretches) } else { None };
        let reading = Reading { house: self.house, date, wraps: self.blocks.wraps, column, body: Body::Free };
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
        let opening =
            lines.first().map(|line| line.prose.whole()).or((!is_masthead).then_some(Span { start: span.start, end: span.start }));
        number::settle(&mut read.header, self.source.name(), opening, self.house);
        elements.extend(furniture.iter().map(|(_, furniture)| furniture.span));
        let from = self.blocks.invisible.partition_point(|place| place.start < span.start);
        let to = self.blocks.invisible.partition_point(|place| place.start < span.end);
        let invisible = self.blocks.invisible[from..to].to_vec();
        let furniture = furniture.map(|(_, furniture)| furniture);
        Note { span, header: read.header, preamble: preamble.paragraphs, sections, unknown_headings, furniture, invisible }
    }
}

/// The first letters or figures of number lines; of one that begins with a figure there is none.
struct NumberLineInitials(Vec<Option<char>>);

impl NumberLineInitials {
    /// Whether a line among a note's sections opens like one of them: asked of every line, so it costs next to nothing.
    fn may_begin(&self, text: &str) -> bool {
        let own = initial(text);
        self.0.iter().any(|first| first.map_or_else(|| own.is_some_and(|own| own.is_ascii_digit()), |first| Some(first) == own))
    }
}

/// The first letter or figure of a text, in lower case where it is an ASCII letter.
fn initial(text: &str) -> Option<char> {
    text.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase())
}

/// Lines from the top of a file among which a banner shows whose it is.
const BANNER_WITHIN: usize = 8;

/// The section that `lines` make, heading first, and the headings in it that the house does not know.
fn section(lines: &[Line], found: Match, reading: Reading<'_>) -> (Section, Vec<crate::draft::Heading>) {
    let format = &reading.house.sections[found.section];
    let undated_then = format.body.is_dated() && reading.date.is_some_and(|date| !format.body_on(Some(date)).is_dated());
    let body = if undated_then { Body::Free } else { format.body };
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
