//! The model of a draft: notes, their headers, sections, paragraphs and points, every part with its bytes.
//!
//! It says what is there, never whether that is right.

use std::sync::Arc;

use jiff::civil::Date;

use crate::date::Mention;
use crate::house::Fit;
use crate::prose::{Prose, TextRange};
use crate::source::{Source, Span};

mod amount;
mod block;
mod body;
mod clean;
mod column;
mod comment;
mod day;
mod digest;
mod fields;
pub mod form;
mod front;
mod furniture;
mod given;
mod head;
mod header;
mod heading;
mod headless;
mod label;
mod letter;
mod listing;
mod manuscript;
mod markdown;
pub mod name;
mod note;
mod number;
mod opener;
pub mod ordinal;
mod paragraph;
mod plain;
pub mod quotation;
mod read;
mod reference;
mod run;
mod sentence;
mod standing;
pub mod to_come;
mod twins;
mod unclosed;
#[cfg(feature = "word")]
#[cfg_attr(not(feature = "cli"), allow(dead_code, unused_imports, reason = "a front end asks for it"))]
pub mod word;

pub use block::{Line, LineKind};
pub use given::{Given, Origin};
pub use head::{Head, Heads};
pub use header::role::{LineReading, Role as LineRole};
pub use headless::Headless;
pub use listing::Listing;
pub use manuscript::{HeaderMatch, Manuscript, Marks};
pub use ordinal::past_figures;
pub use reference::Reference;
pub use run::Run;
pub use sentence::{is_abbreviation, keeps_its_stop, without_notes};
pub use standing::is_other_mark;
pub use twins::Slip;
pub use unclosed::{Unclosed, UnclosedKind};

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// `CommonMark` with tables, footnotes and front matter.
    Markdown,
    /// Lines.
    Plain,
}

/// A file, read.
#[derive(Debug)]
pub struct Draft {
    /// The file.
    pub source: Arc<Source>,
    /// How it was read.
    pub syntax: Syntax,
    /// What stands before the first note of a digest: a header, and no sections.
    pub masthead: Option<Note>,
    /// In order of place; none where the file is no draft of the house.
    pub notes: Vec<Note>,
    /// Every ignore comment, well formed or not, in order of place.
    pub ignores: Vec<IgnoreComment>,
    /// Code, HTML and front matter: bytes that are not prose.
    pub not_prose: Vec<Span>,
    /// What is opened and never closed, if that hides the rest of the file.
    pub unclosed: Option<Unclosed>,
    /// Where the front matter cannot be read, and why: lower case, no final stop.
    pub front_matter_fault: Option<(Span, String)>,
}

/// One piece of analysis.
#[derive(Debug)]
pub struct Note {
    /// All its bytes: the notes of a draft, and a masthead, share the file out among them.
    pub span: Span,
    /// What stands before the first section. A note of a digest has the number and the date of the masthead, with their places there.
    pub header: Header,
    /// Body text before the first section heading, where there is any: the opening section's heading may be missing.
    pub preamble: Vec<Paragraph>,
    /// As they stand.
    pub sections: Vec<Section>,
    /// Headings the house does not know, wherever they stand.
    pub unknown_headings: Vec<Heading>,
    /// Page furniture after the note.
    pub furniture: Option<Furniture>,
    /// Invisible characters in its text, in order of place.
    pub invisible: Vec<Span>,
}

/// The lines before the first section.
#[derive(Debug, Default)]
pub struct Header {
    /// The line with the series' name alone.
    pub banner: Option<Prose>,
    /// The number line; in a note of a digest, one that has no business there.
    pub number_line: Option<NumberLine>,
    /// The note's number, from the number line or the front matter.
    pub number: Option<Field<u64>>,
    /// Whether it is only in the file's name: `number` then points at what stands first in the note, which is not the number.
    pub number_in_name: bool,
    /// The last number where the number line gives a range of them: `279-281`.
    pub last_number: Option<u64>,
    /// The volume or volumes of the number line.
    pub volume: Option<Field<Run>>,
    /// The issue or issues of the number line.
    pub issue: Option<Field<Run>>,
    /// The note's date, from the number line, the line beside it or the front matter.
    pub date: Option<Field<Date>>,
    /// A date that the calendar does not have, where the header gives one.
    pub impossible_date: Option<Span>,
    /// Its lines: one or two, as a rule.
    pub title: Vec<Prose>,
    /// The line of authors.
    pub byline: Option<Prose>,
    /// Number lines besides the first.
    pub further_number_lines: Vec<Prose>,
    /// Lines that are none of these: a sponsor, a photo credit.
    pub others: Vec<Prose>,
    /// Lines that belong to nothing, in order of place.
    pub strays: Vec<Stray>,
    /// Dates beside the number line, in order of place: on lines of their own, beside a team.
    pub dates: Vec<HeaderDate>,
    /// The number that the banner bears.
    pub banner_number: Option<Field<u64>>,
    /// Fields that the house knows, besides those on the lines above: from the front matter, lines with a label, and sections.
    pub given: Vec<Given>,
    /// Fields that the house declares, by index, and that the front matter names without a value: where it names them.
    pub blank: Vec<Field<usize>>,
    /// The keys of the front matter, in order, where the house speaks of them as a whole.
    pub keys: Vec<Field<String>>,
    /// The number that stands before the title, and is not in it any more.
    pub number_of_title: Option<Field<u64>>,
}

/// A line of the header that belongs to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    /// The line.
    pub text: Prose,
    /// Lines with the same number stand together.
    pub block: u32,
    /// Whether it is part of a mail: a greeting, a subject, what is quoted.
    pub is_mail: bool,
    /// Whether it ends as a sentence does.
    pub is_sentence: bool,
    /// Whether it stands above the number line.
    pub is_above_number_line: bool,
}

/// A date in the header, outside the number line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderDate {
    /// The day; `None` where the calendar does not have it.
    pub value: Option<Date>,
    /// Its bytes.
    pub span: Span,
    /// The line, where nothing else stands on it.
    pub line: Option<Prose>,
}

/// A value of the header with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field<T> {
    /// The value.
    pub value: T,
    /// Its bytes.
    pub span: Span,
}

/// One field of the front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontField {
    /// Its key.
    pub name: String,
    /// Where its key stands.
    pub key: Span,
    /// Its value as text; empty where there is none.
    pub value: String,
    /// The value's bytes; the key's where there is none.
    pub span: Span,
}

/// The line that carries the series' name, the number and the date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberLine {
    /// The line.
    pub text: Prose,
    /// How well it fits the house's templates.
    pub fit: Fit,
    /// Where the number is left open: "# XX". Empty for "# ,".
    pub placeholder: Option<Span>,
    /// Whether something stands in the date's place, even if it is no date.
    pub has_date: bool,
}

/// A heading as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its words, without marks of any kind.
    pub text: Prose,
    /// Whether the file marks it as a heading (ATX or setext), rather than by standing alone or in bold.
    pub marked: bool,
    /// The level of its marks, from 1; 0 where it has none.
    pub level: u8,
    /// The whole line or lines it takes, marks and underline included.
    pub span: Span,
}

/// A part of a note under one of the house's headings.
#[derive(Debug)]
pub struct Section {
    /// Index into the house's sections.
    pub spec: usize,
    /// The heading.
    pub heading: Heading,
    /// How its words compare with the house's.
    pub wording: Wording,
    /// Whether anything at all stands under it, prose or not.
    pub has_content: bool,
    /// In order of place. Those of a sub-head's are among them.
    pub paragraphs: Vec<Paragraph>,
}

/// How a heading's words compare with the house's. Spaces and the shape of an apostrophe never count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wording {
    /// The same.
    Exact,
    /// Letter case or marks differ.
    Marks,
    /// A wording that the house lists.
    Listed,
    /// Near enough to be meant.
    Near,
    /// The house's words and more.
    Longer,
}

/// What a paragraph is, in the eyes of the rules of structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Running text.
    Body,
    /// A block quotation.
    Quote,
    /// A table's cell, a footnote, a caption: read for its words only.
    Aside,
}

/// A paragraph, its lines joined.
#[derive(Debug)]
pub struct Paragraph {
    /// Its words.
    pub prose: Prose,
    /// Its bytes, from the first line's start to the last line's end.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Whether a list marker such as `-` opened it; the marker is not in the prose. A number and its mark are.
    pub bulleted: bool,
    /// The ordinal that opens it, in a numbered section.
    pub point: Option<Point>,
    /// The date that opens it.
    pub opener: Option<Opener>,
    /// In order of place.
    pub dates: Vec<Mention>,
    /// In order of place, marks included, not overlapping.
    pub quotations: Vec<TextRange>,
    /// Where the last of them opens, if it is never closed: it runs to the paragraph's end.
    pub unclosed: Option<usize>,
    /// In order of place; together they cover all but the spaces between them.
    pub sentences: Vec<TextRange>,
}

/// The ordinal that makes a paragraph a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The ordinal word or figure.
    pub word: TextRange,
    /// The ordinal and its mark.
    pub marked: TextRange,
    /// From 1. For a closing word ("Finally,") the next number in turn.
    pub value: u32,
    /// How it is written.
    pub form: OrdinalForm,
}

/// The first sentence of a point: it says what the point is about.
#[derive(Debug, Clone)]
pub struct Lead<'a> {
    /// The point's paragraph.
    pub paragraph: &'a Paragraph,
    /// The point.
    pub point: &'a Point,
    /// From the ordinal to the end of the sentence.
    pub sentence: TextRange,
    /// Whether anything follows before the next point: a sentence, or a paragraph of any kind.
    pub elaborated: bool,
}

/// How an ordinal is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrdinalForm {
    /// As the house writes it.
    House,
    /// The house's word, or a variant the house lists as one ("Firstly"), with another mark or case.
    Marks,
    /// Another word or figure, or no mark: "1.", "Frist,", "First of all,", "First the".
    Word,
    /// A closing word such as "Finally," on a section's last paragraph.
    Closing,
}

/// How a paragraph is dated at its opening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opener {
    /// From the paragraph's first word to the end of the date or phrase.
    pub range: TextRange,
    /// What dates it.
    pub kind: OpenerKind,
    /// Opened by a word that excuses it from the order of events: "Earlier", "Meanwhile".
    pub excused: bool,
}

/// What dates a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenerKind {
    /// The date of this index in the paragraph's `dates`; a range counts by its first day.
    Date(usize),
    /// A date without a day: "In mid-April".
    Dayless,
    /// "On the same day".
    SameDay,
}

/// What a web page adds after a note.
#[derive(Debug)]
pub struct Furniture {
    /// First line to last.
    pub span: Span,
    /// Entries of an archive listing in it.
    pub entries: Vec<ListingEntry>,
}

/// One entry of an archive listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingEntry {
    /// The number it gives.
    pub number: Field<u64>,
    /// The last number where it gives a range of them.
    pub last_number: Option<u64>,
    /// The date it gives.
    pub date: Option<Field<Date>>,
    /// The title it gives.
    pub title: Option<Prose>,
    /// The entry's lines.
    pub span: Span,
}

/// An ignore comment as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IgnoreComment {
    /// The whole comment, `<!--` to `-->`.
    pub span: Span,
    /// What it says.
    pub directive: Directive,
}

/// What an ignore comment says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Directive {
    /// It can be obeyed.
    Ignore {
        /// The rules named, each with its bytes.
        rules: Vec<Field<String>>,
        /// Why; empty where no reason is given.
        reason: String,
        /// What it covers.
        scope: Scope,
    },
    /// It cannot, and why: lower case, no final stop.
    Malformed(String),
}

/// What an ignore comment covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Findings that start in these bytes: the heading or paragraph that follows, or the comment's own line.
    Bytes(Span),
    /// The note.
    Note(usize),
    /// A digest, from its masthead.
    Draft,
}

impl Draft {
    /// What has a header of its own: a digest's masthead, else the notes.
    pub fn heads(&self) -> &[Note] {
        self.masthead.as_ref().map_or(&self.notes[..], std::slice::from_ref)
    }

    /// Whether any of `span` is code, HTML or front matter.
    pub fn is_not_prose(&self, span: Span) -> bool {
        let next = self.not_prose.partition_point(|other| other.end <= span.start);
        self.not_prose.get(next).is_some_and(|other| other.overlaps(span))
    }
}

impl Note {
    /// Every paragraph, in order of place.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.preamble.iter().chain(self.sections.iter().flat_map(|section| &section.paragraphs))
    }

    /// Every heading: those of the house, then the others.
    pub fn headings(&self) -> impl Iterator<Item = &Heading> {
        self.sections.iter().map(|section| &section.heading).chain(&self.unknown_headings)
    }
}

impl Header {
    /// The numbers that the note takes.
    pub fn numbers(&self) -> Option<Run> {
        let first = self.number?.value;
        Some(Run { first, last: self.last_number.unwrap_or(first) })
    }

    /// Every line but the number line: banner, title, byline, others. In no order of place.
    pub fn lines(&self) -> impl Iterator<Item = &Prose> {
        let strays = self.strays.iter().map(|stray| &stray.text);
        self.banner.iter().chain(&self.title).chain(&self.byline).chain(&self.further_number_lines).chain(&self.others).chain(strays)
    }
}

impl Section {
    /// Its running text: what the rules of structure look at.
    pub fn body(&self) -> impl Iterator<Item = &Paragraph> {
        self.paragraphs.iter().filter(|paragraph| paragraph.kind == Kind::Body)
    }

    /// The paragraphs that are points, in order of place.
    pub fn points(&self) -> impl Iterator<Item = (&Paragraph, &Point)> {
        self.paragraphs.iter().filter_map(|paragraph| Some((paragraph, paragraph.point.as_ref()?)))
    }

    /// The first sentence of each point, in order of place.
    pub fn leads(&self) -> impl Iterator<Item = Lead<'_>> {
        self.paragraphs.iter().enumerate().filter_map(|(index, paragraph)| {
            let point = paragraph.point.as_ref()?;
            let mut sentences = paragraph.sentences.iter().skip_while(|sentence| sentence.end <= point.marked.end);
            let end = sentences.next().map_or(point.marked.end, |sentence| sentence.end);
            let glued = sentence::glued_stop(&paragraph.prose.text()[point.marked.end..end]).map(|stop| point.marked.end + stop);
            let carried_on = self.paragraphs.get(index + 1).is_some_and(|next| next.point.is_none());
            let elaborated = carried_on || glued.is_some() || sentences.next().is_some();
            Some(Lead { paragraph, point, sentence: point.word.start..glued.unwrap_or(end), elaborated })
        })
    }
}
