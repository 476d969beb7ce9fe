//! A file in lines, before anybody knows which house it was written for: read once, however many houses are asked.

use std::sync::Arc;

use crate::draft::block::{Blocks, Line, LineKind};
use crate::draft::clean::Clean;
use crate::draft::comment::{self, Placement};
use crate::draft::front::FrontMatter;
use crate::draft::header::Stands;
use crate::draft::header::role::LineReading;
use crate::draft::heading::Headings;
use crate::draft::read::Recogniser;
use crate::draft::{Directive, Draft, FrontField, IgnoreComment, Note, Scope, Syntax, Unclosed, fields, front, header, markdown, plain};
use crate::house::{Fit, House, Style};
use crate::source::{BOM, Source, Span};

/// A file in lines.
#[derive(Debug)]
pub struct Manuscript {
    source: Arc<Source>,
    syntax: Syntax,
    fields: Vec<FrontField>,
    front_matter_fault: Option<(Span, String)>,
    unclosed: Option<Unclosed>,
    comments: Vec<(IgnoreComment, Placement)>,
    blocks: Blocks,
    not_prose: Vec<Span>,
}

/// What a file bears of a house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    /// What it bears of the lines at the top.
    pub header: HeaderMatch,
    /// Whether it bears one of the section headings by its very words; two, where the house has neither number line nor banner.
    pub headings: bool,
    /// Whether its front matter has the field of the house's numbers.
    pub front_matter: bool,
}

/// What a file bears of a house's banner and number line. Ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum HeaderMatch {
    /// Nothing; a number line of some other series is nothing.
    #[default]
    Nothing,
    /// A number line as the house writes it, but without the series' name.
    Nameless,
    /// A number line or banner that has the series' name, but is not as it should be.
    NearName,
    /// The banner, or a number line with the series' name, as it should be.
    Name,
}

/// Lines from the top of a file among which banner and number line are looked for.
const TOP: usize = 40;

impl Manuscript {
    /// Reads `source`.
    pub fn read(source: Arc<Source>, syntax: Syntax) -> Manuscript {
        let front = front::read(&source);
        Manuscript::under(front, source, syntax)
    }

    /// The same file for a house whose front matter may be lines at the top of it, where it has such lines. It is read a second time then: what
    /// stands in them is no prose.
    fn with_header_lines(&self, house: &House) -> Option<Manuscript> {
        if house.front_matter.style == Style::Headers { self.under_header_lines() } else { None }
    }

    /// The same file with the lines `Key: value` at its top as front matter, where it has such lines and no other front matter.
    pub fn under_header_lines(&self) -> Option<Manuscript> {
        let front = front::header_lines(&self.source).filter(|_| self.fields.is_empty())?;
        Some(Manuscript::under(Some(front), Arc::clone(&self.source), self.syntax))
    }

    fn under(front: Option<FrontMatter>, source: Arc<Source>, syntax: Syntax) -> Manuscript {
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
        not_prose.extend(comments.found.iter().map(|(comment, _)| comment.span).chain(comments.silent));
        not_prose.append(&mut blocks.not_prose);
        not_prose.sort();
        let (fields, front_matter_fault) = front.map(|front| (front.fields, front.fault)).unwrap_or_default();
        let unclosed = blocks.unclosed.or(comments.unclosed);
        Manuscript { source, syntax, fields, front_matter_fault, unclosed, comments: comments.found, blocks, not_prose }
    }

    /// What a block without an end hides in the file of `draft`, as lines of its own; `None` where there is no such block.
    pub fn hidden_in(draft: &Draft) -> Option<Manuscript> {
        let source = Arc::clone(&draft.source);
        let from = draft.unclosed?.hidden_from(&source);
        let clean = Clean::without(source.text(), &[Span::new(0, from)]);
        let blocks = plain::read(&clean, &source);
        Some(Manuscript {
            source,
            syntax: Syntax::Plain,
            fields: Vec::new(),
            front_matter_fault: None,
            unclosed: None,
            comments: Vec::new(),
            blocks,
            not_prose: Vec::new(),
        })
    }

    /// The fields of its front matter.
    pub fn front_matter(&self) -> &[FrontField] {
        &self.fields
    }

    /// Its lines.
    pub fn lines(&self) -> &[Line] {
        &self.blocks.lines
    }

    /// The draft as `house` sees it.
    pub fn draft(&self, house: &House) -> Draft {
        if let Some(headed) = self.with_header_lines(house) {
            return headed.draft(house);
        }
        let fields = self.fields.clone();
        let recognised = Recogniser { house, source: &self.source, blocks: &self.blocks }.recognise(fields);
        let mut draft = Draft {
            source: Arc::clone(&self.source),
            syntax: self.syntax,
            masthead: recognised.masthead,
            notes: recognised.notes,
            ignores: Vec::new(),
            not_prose: self.not_prose.clone(),
            unclosed: self.unclosed,
            front_matter_fault: self.front_matter_fault.clone(),
        };
        let scope = Scoping { draft: &draft, elements: &recognised.elements, tables: &self.blocks.tables };
        let scoped = self.comments.iter().map(|(comment, placement)| scope.of(comment.clone(), *placement));
        draft.ignores = scoped.collect();
        draft
    }

    /// What each line of the headers of `draft`, which was read from this file, was taken for; by header, a masthead first.
    pub fn header_roles(&self, draft: &Draft, house: &House) -> Vec<Vec<LineReading>> {
        if let Some(headed) = self.with_header_lines(house) {
            return headed.header_roles(draft, house);
        }
        let masthead = draft.masthead.as_ref();
        let stands = |note: &Note| match masthead {
            None => Stands::Alone,
            Some(masthead) if std::ptr::eq(masthead, note) => Stands::AsMasthead,
            Some(masthead) => Stands::Under(&masthead.header),
        };
        let of = |note: &Note| {
            let end = note.sections.first().map_or(note.span.end, |section| section.heading.span.start);
            let from = self.blocks.lines.partition_point(|line| line.span.start < note.span.start);
            let to = self.blocks.lines.partition_point(|line| line.span.start < end);
            header::explain(&self.blocks.lines[from..to.max(from)], &note.header, stands(note), house)
        };
        masthead.into_iter().chain(&draft.notes).map(of).collect()
    }

    /// What the file bears of `house`: a look at the lines that can tell, and not a reading.
    pub fn marks(&self, house: &House) -> Marks {
        if let Some(headed) = self.with_header_lines(house) {
            return headed.marks(house);
        }
        let lines = &self.blocks.lines;
        let headings = Headings::new(house);
        let first_heading = lines.iter().position(|line| headings.is_certain(line.prose.text()));
        let before = &lines[..first_heading.unwrap_or(lines.len()).min(TOP)];
        let header = before.iter().map(|line| header_match(line, house)).max().unwrap_or_default();
        // A heading alone is little to know a house by that has nothing else.
        let others = match (first_heading, house.number_line().is_none() && house.header.banner.is_empty()) {
            (Some(first), true) => lines[first + 1..].iter().any(|line| headings.is_another(line.prose.text(), lines[first].prose.text())),
            (first, _) => first.is_some(),
        };
        Marks { header, headings: others, front_matter: fields::number_themselves(&self.fields, house) }
    }
}

impl Draft {
    /// Reads `source` against `house`. A file that bears nothing of the house has no notes.
    pub fn read(source: Arc<Source>, syntax: Syntax, house: &House) -> Draft {
        Manuscript::read(source, syntax).draft(house)
    }
}

fn header_match(line: &Line, house: &House) -> HeaderMatch {
    if line.kind == LineKind::Opaque {
        return HeaderMatch::Nothing;
    }
    let text = line.prose.text();
    if header::is_banner(line, house) {
        return HeaderMatch::Name;
    }
    let read = header::number_line(line, house);
    match read {
        Some(read) if house.is_named_in(text) => {
            if read.fit == Fit::Exact {
                HeaderMatch::Name
            } else {
                HeaderMatch::NearName
            }
        }
        Some(read) if read.fit == Fit::Exact => HeaderMatch::Nameless,
        Some(_) if house.is_nearly_named_in(text) => HeaderMatch::NearName,
        _ if header::is_near_banner(line, house) => HeaderMatch::NearName,
        _ => HeaderMatch::Nothing,
    }
}

/// What an ignore comment may cover, now that the notes are known.
struct Scoping<'a> {
    draft: &'a Draft,
    /// Every heading and paragraph, in order of place.
    elements: &'a [Span],
    tables: &'a [Span],
}

impl Scoping<'_> {
    /// Gives a comment its scope.
    fn of(&self, mut comment: IgnoreComment, placement: Placement) -> IgnoreComment {
        let Directive::Ignore { scope, .. } = &mut comment.directive else { return comment };
        let (at, draft) = (comment.span, self.draft);
        let next = self.elements.get(self.elements.partition_point(|element| element.end <= at.end));
        match placement {
            Placement::Beside => *scope = Scope::Bytes(draft.source.line(draft.source.line_of(at.start))),
            Placement::Alone => {
                let start = |element: &Span| Span { start: element.start.max(at.end), end: self.end_of(*element) };
                *scope = Scope::Bytes(next.map_or(Span::at(at.end as usize), start));
            }
            Placement::File if draft.masthead.as_ref().is_some_and(|masthead| at.start < masthead.span.end) => *scope = Scope::Draft,
            Placement::File => {
                // Between two notes it stands above the second.
                let place = next.map_or(at.start, |element| element.start);
                let notes = &draft.notes;
                let note = notes.partition_point(|note| note.span.end <= place).min(notes.len().saturating_sub(1));
                let first_section = notes.get(note).and_then(|note| note.sections.first());
                if first_section.is_some_and(|section| section.heading.span.start < at.start) {
                    comment.directive = Directive::Malformed(
                        "`ignore-file` stands after the first section: it speaks for the note only from its header".to_owned(),
                    );
                } else {
                    *scope = Scope::Note(note);
                }
            }
        }
        comment
    }

    /// Where an element ends; a cell ends with its table.
    fn end_of(&self, element: Span) -> u32 {
        let table = self.tables.get(self.tables.partition_point(|table| table.end <= element.start));
        table.filter(|table| table.start < element.end).map_or(element.end, |table| table.end)
    }
}
