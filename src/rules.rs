//! Every rule: its page, its level, its options and the question it asks. Rules know a note and its house, nothing of settings or output.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Date;

use crate::acronym::Acronym;
use crate::draft::{Draft, Note, Paragraph, Section};
use crate::finding::{Edit, Finding, Fix, Label, Level, RuleId, Safety};
use crate::house::{Body, House, SectionFormat};
use crate::prose::{Prose, TextRange};
use crate::roster::Roster;
use crate::series::{Scope, Seat, Series};
use crate::source::Span;

// Header
mod banner_mismatch;
mod byline_form;
mod field_value;
mod future_date;
mod header_disagreement;
mod long_title;
mod malformed_front_matter;
mod malformed_number_line;
mod missing_byline;
mod missing_date;
mod missing_field;
mod missing_number_line;
mod missing_title;
mod publishing_weekday;
mod title_final_stop;
mod title_shape;
mod unassigned_number;
mod unknown_author;
// Sections
mod duplicate_section;
mod empty_section;
mod missing_section;
mod section_heading_wording;
mod section_order;
mod unknown_section;
// Points
mod long_lead_phrase;
mod ordinal_form;
mod ordinal_sequence;
mod point_without_elaboration;
mod points_count;
mod unnumbered_section;
// Events and dates
mod ambiguous_date;
mod date_form;
mod date_padding;
mod event_after_publication;
mod impossible_date;
mod mixed_chronology;
mod redundant_year;
mod relative_date;
mod repeated_date;
mod same_day_without_date;
mod stale_event;
mod undated_opening;
mod weekday_mismatch;
// Series
mod date_number_order;
mod duplicate_number;
mod duplicate_title;
mod file_name_mismatch;
mod listing_mismatch;
mod number_gap;
mod number_not_next;
mod unresolved_reference;
mod volume_issue_offset;
// Prose
mod acronym_variant;
mod doubled_word;
mod furniture;
mod glued_word;
mod invisible_character;
mod leftover_text;
mod mixed_quotes;
mod number_grouping;
mod speech_mark;
mod trailing_whitespace;
mod unbalanced_quotes;
mod undefined_acronym;
mod unended_paragraph;
// Desk
mod ignore_without_reason;
mod internal_error;
mod invalid_house;
mod invalid_settings;
mod malformed_ignore;
mod unknown_rule;
mod unreadable_file;
mod unrecognised_draft;
mod unused_ignore;

/// Every rule, in the order they are listed: by group, then as the house format is read.
pub static ALL: &[&Rule] = &[
    // Header
    &missing_number_line::RULE,
    &malformed_number_line::RULE,
    &unassigned_number::RULE,
    &missing_date::RULE,
    &missing_title::RULE,
    &missing_byline::RULE,
    &banner_mismatch::RULE,
    &long_title::RULE,
    &title_shape::RULE,
    &title_final_stop::RULE,
    &byline_form::RULE,
    &unknown_author::RULE,
    &publishing_weekday::RULE,
    &future_date::RULE,
    &missing_field::RULE,
    &field_value::RULE,
    &header_disagreement::RULE,
    &malformed_front_matter::RULE,
    // Sections
    &missing_section::RULE,
    &section_order::RULE,
    &duplicate_section::RULE,
    &empty_section::RULE,
    &section_heading_wording::RULE,
    &unknown_section::RULE,
    // Points
    &unnumbered_section::RULE,
    &ordinal_sequence::RULE,
    &ordinal_form::RULE,
    &points_count::RULE,
    &point_without_elaboration::RULE,
    &long_lead_phrase::RULE,
    // Events and dates
    &undated_opening::RULE,
    &event_after_publication::RULE,
    &stale_event::RULE,
    &mixed_chronology::RULE,
    &same_day_without_date::RULE,
    &repeated_date::RULE,
    &relative_date::RULE,
    &impossible_date::RULE,
    &weekday_mismatch::RULE,
    &ambiguous_date::RULE,
    &date_form::RULE,
    &date_padding::RULE,
    &redundant_year::RULE,
    // Series
    &duplicate_number::RULE,
    &number_gap::RULE,
    &number_not_next::RULE,
    &date_number_order::RULE,
    &volume_issue_offset::RULE,
    &duplicate_title::RULE,
    &file_name_mismatch::RULE,
    &listing_mismatch::RULE,
    &unresolved_reference::RULE,
    // Prose
    &leftover_text::RULE,
    &doubled_word::RULE,
    &glued_word::RULE,
    &unbalanced_quotes::RULE,
    &mixed_quotes::RULE,
    &speech_mark::RULE,
    &undefined_acronym::RULE,
    &acronym_variant::RULE,
    &number_grouping::RULE,
    &unended_paragraph::RULE,
    &invisible_character::RULE,
    &trailing_whitespace::RULE,
    &furniture::RULE,
    // Desk
    &unreadable_file::RULE,
    &invalid_settings::RULE,
    &invalid_house::RULE,
    &internal_error::RULE,
    &unrecognised_draft::RULE,
    &unused_ignore::RULE,
    &ignore_without_reason::RULE,
    &malformed_ignore::RULE,
    &unknown_rule::RULE,
];

/// The rule of that id.
pub fn find(id: &str) -> Option<&'static Rule> {
    place_of(id).map(|place| ALL[place])
}

/// Where in [`ALL`] the rule of that id stands.
pub fn place_of(id: &str) -> Option<usize> {
    static PLACES: LazyLock<HashMap<&str, usize>> = LazyLock::new(|| ALL.iter().zip(0..).map(|(rule, place)| (rule.id, place)).collect());
    PLACES.get(id).copied()
}

/// One check.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case; names the problem.
    pub id: &'static str,
    /// Which part of the house format it holds.
    pub group: Group,
    /// Its level where nobody sets another.
    pub level: Level,
    /// Whether it can mend what it finds.
    pub fix: FixKind,
    /// Numbers a house or a user may set.
    pub options: &'static [OptionSpec],
    /// The page: Markdown; the first line is the summary.
    pub page: &'static str,
    /// The question it asks.
    pub check: Check,
}

/// Parts of a house format, in the order rules are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The lines before the first section.
    Header,
    /// Headings.
    Sections,
    /// Numbered points.
    Points,
    /// Events and dates.
    Dates,
    /// Numbering over the archive.
    Series,
    /// Words.
    Prose,
    /// The linter's own affairs.
    Desk,
}

/// Whether a rule can mend what it finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FixKind {
    /// Never.
    None,
    /// Some or all of its findings, safely.
    Safe,
    /// Some of its findings, by a change a person should look at.
    Unsafe,
    /// Some safely, some not.
    Mixed,
}

/// A number that settings may give a rule.
#[derive(Debug)]
pub struct OptionSpec {
    /// Its key.
    pub name: &'static str,
    /// Its value where nobody sets another.
    pub default: i64,
    /// One line for people.
    pub about: &'static str,
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// One note: asked of each.
    Note(fn(&Context<'_>, &mut Vec<Finding>)),
    /// What is said once of all notes under one head: a digest's masthead, or a note with a header of its own.
    Head(fn(&Context<'_>, &mut Vec<Finding>)),
    /// Any stretch of the file: each note, and a digest's masthead.
    Part(fn(&Context<'_>, &mut Vec<Finding>)),
    /// Nothing: the linter itself reports under this id.
    Desk,
}

/// What a rule sees.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The file.
    pub draft: &'a Draft,
    /// The note to look at, or a digest's masthead.
    pub note: &'a Note,
    /// What it should look like.
    pub house: &'a House,
    /// The day of the run.
    pub today: Date,
    /// The rule that is asked.
    pub rule: &'static Rule,
    /// Values for the rule's options, in the order it declares them.
    pub options: &'a [i64],
    /// Acronyms that the settings add to those the house knows.
    pub extra_acronyms: &'a [String],
    /// The authors of the series, where the settings name a roster.
    pub roster: Option<&'a Roster>,
    /// The note's place in its series, where that was read.
    pub seat: Option<Seat<'a>>,
}

impl Rule {
    /// The page's first line.
    pub fn summary(&self) -> &'static str {
        self.page.lines().next().unwrap_or_default().trim()
    }
}

impl<'a> Context<'a> {
    /// A finding of this rule at `span` of the draft.
    pub fn finding(&self, message: impl Into<String>, span: Span) -> Finding {
        Finding::new(RuleId::coded(self.rule.id), message, self.label(span, ""))
    }

    /// A remark on a place in the draft.
    pub fn label(&self, span: Span, text: impl Into<String>) -> Label {
        Label::new(&self.draft.source, span, text)
    }

    /// A fix of one edit in the draft.
    pub fn fix(&self, title: impl Into<String>, safety: Safety, span: Span, text: impl Into<String>) -> Fix {
        Fix::new(title, safety, &self.draft.source, span, text)
    }

    /// An edit in the draft, for a fix of several.
    pub fn edit(&self, span: Span, text: impl Into<String>) -> Edit {
        Edit { source: self.draft.source.clone(), span, text: text.into() }
    }

    /// The value of the rule's option `name`.
    pub fn option(&self, name: &str) -> i64 {
        let index = self.rule.options.iter().position(|option| option.name == name);
        self.options[index.expect("a rule asks only for options it declares")]
    }

    /// The note's first words, for a finding about something that is nowhere.
    pub fn opening(&self) -> Span {
        let note = self.note;
        let number_line = note.header.number_line.iter().map(|line| &line.text);
        let headings = note.headings().map(|heading| &heading.text);
        let paragraphs = note.preamble.iter().map(|paragraph| &paragraph.prose);
        let first = note
            .header
            .lines()
            .chain(number_line)
            .chain(headings)
            .chain(paragraphs)
            .filter(|words| !words.is_blank())
            .map(Prose::whole)
            .min();
        let first = first.or_else(|| {
            // A note of which there is nothing: what a reader sees is the masthead above it.
            let masthead = self.draft.masthead.as_ref().filter(|masthead| !std::ptr::eq(*masthead, note))?;
            Some(Context { note: masthead, ..*self }.number_line_or_opening())
        });
        first.unwrap_or_else(|| {
            let text = self.draft.source.slice(note.span);
            let start = note.span.start as usize + (text.len() - text.trim_start().len());
            self.draft.source.first_line_of(Span::new(start, note.span.end as usize))
        })
    }

    /// The number line, for a finding about what it or its neighbours lack; without one, the note's first words.
    pub fn number_line_or_opening(&self) -> Span {
        self.note.header.number_line.as_ref().map_or_else(|| self.opening(), |line| line.text.whole())
    }

    /// The title's first line, for a finding about what follows it; without one, what stands before it.
    pub fn title_or_opening(&self) -> Span {
        self.note.header.title.first().map_or_else(|| self.number_line_or_opening(), Prose::whole)
    }

    /// The notes under this header: all of a digest's, else the note itself.
    pub fn notes(&self) -> impl Iterator<Item = Context<'a>> + use<'a> {
        let context = *self;
        let is_masthead = self.is_masthead();
        let all = if is_masthead { &self.draft.notes[..] } else { &[] };
        let own = (!is_masthead).then_some(self.note);
        all.iter().chain(own).map(move |note| Context { note, ..context })
    }

    /// Whether a digest's masthead is looked at, and no note.
    pub fn is_masthead(&self) -> bool {
        self.draft.masthead.as_ref().is_some_and(|masthead| std::ptr::eq(masthead, self.note))
    }

    /// Whether a note is looked at that has its number and date from a masthead.
    pub fn is_note_of_digest(&self) -> bool {
        self.draft.masthead.is_some() && !self.is_masthead()
    }

    /// What people call what is looked at: `note` or `digest`.
    pub fn called(&self) -> &'static str {
        if self.is_masthead() { "digest" } else { "note" }
    }

    /// The note's sections, each with what the house says of it.
    pub fn sections(&self) -> impl Iterator<Item = (&'a SectionFormat, &'a Section)> + use<'a> {
        let formats = &self.house.sections;
        self.note.sections.iter().map(move |section| (&formats[section.spec], section))
    }

    /// The sections whose body is of that kind, as the house stood on the note's day.
    pub fn sections_of(&self, body: Body) -> impl Iterator<Item = (&'a SectionFormat, &'a Section)> + use<'a> {
        let date = self.note.header.date.map(|field| field.value);
        self.sections().filter(move |(format, _)| format.body_on(date) == body)
    }

    /// The note's paragraphs in order of place, each with what the house wants of its section; anything goes before the first.
    pub fn paragraphs(&self) -> impl Iterator<Item = (Body, &'a Paragraph)> + use<'a> {
        let date = self.note.header.date.map(|field| field.value);
        let sections = self.sections().flat_map(move |(format, section)| {
            let body = format.body_on(date);
            section.paragraphs.iter().map(move |paragraph| (body, paragraph))
        });
        self.note.preamble.iter().map(|paragraph| (Body::Free, paragraph)).chain(sections)
    }

    /// What rules about words read: the lines of the title and the paragraphs, in order of place.
    pub fn passages(&self) -> impl Iterator<Item = Passage<'a>> + use<'a> {
        let titles = self.note.header.title.iter().map(|prose| Passage { prose, paragraph: None });
        titles.chain(self.note.paragraphs().map(|paragraph| Passage { prose: &paragraph.prose, paragraph: Some(paragraph) }))
    }

    /// The series and the index of the note in it, where the note is one of it.
    pub fn entry(&self) -> Option<(&'a Series, usize)> {
        let seat = self.seat?;
        Some((seat.series, seat.entry?))
    }

    /// The same for rules that mean nothing among the drafts of a run alone.
    pub fn archived(&self) -> Option<(&'a Series, usize)> {
        self.entry().filter(|(series, _)| series.scope == Scope::Archive)
    }

    /// Writes the number that the series has free for the note in the place of its own; `None` where it has none for it.
    pub fn renumber(&self, span: Span) -> Option<Fix> {
        let (series, index) = self.entry()?;
        let number = series.proposal(index).filter(|_| !self.note.header.number_in_name)?;
        Some(self.fix(format!("give the note number {number}, the next that is free"), Safety::Unsafe, span, number.to_string()))
    }

    /// Whether a reader knows the acronym without an introduction.
    pub fn knows(&self, acronym: &Acronym<'_>) -> bool {
        let listed = |word: &String| *word == acronym.letters || *word == acronym.stem();
        self.house.prose.acronyms.iter().chain(self.extra_acronyms).any(listed)
    }
}

/// Words that belong together: a line of the title or a paragraph.
#[derive(Debug, Clone, Copy)]
pub struct Passage<'a> {
    /// The words.
    pub prose: &'a Prose,
    /// The paragraph they are, if they are one.
    pub paragraph: Option<&'a Paragraph>,
}

impl<'a> Passage<'a> {
    /// What a reader sees.
    pub fn text(&self) -> &'a str {
        self.prose.text()
    }

    /// Whether the text at `range` is somebody else's: it starts inside a quotation.
    pub fn is_quoted(&self, range: &TextRange) -> bool {
        self.paragraph.is_some_and(|paragraph| paragraph.is_quoted(range))
    }
}

/// Declares a rule; the doc comment is its page.
macro_rules! rule {
    (
        $(#[doc = $page:literal])+
        $id:literal, $group:ident, $level:ident, fix: $fix:ident,
        $(options: [$($option:literal = $default:literal: $about:literal),+ $(,)?],)?
        check: $check:expr $(,)?
    ) => {
        $(#[doc = $page])+
        pub static RULE: $crate::rules::Rule = $crate::rules::Rule {
            id: $id,
            group: $crate::rules::Group::$group,
            level: $crate::finding::Level::$level,
            fix: $crate::rules::FixKind::$fix,
            options: &[$($($crate::rules::OptionSpec { name: $option, default: $default, about: $about }),+)?],
            page: concat!($($page, "\n"),+),
            check: $check,
        };
    };
}
pub(crate) use rule;
