//! Every rule: its page, its level, its options and the question it asks. Rules know a note and its house, nothing of settings or output.

use jiff::civil::Date;

use crate::draft::{Draft, Note, Paragraph, Section};
use crate::finding::{Edit, Finding, Fix, Label, Level, RuleId, Safety};
use crate::house::{Body, House, SectionFormat};
use crate::source::Span;

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

/// Every rule, in the order they are listed: by group, then as the house format is read.
pub static ALL: &[&Rule] = &[
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
];

/// The rule of that id.
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.id == id)
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
    /// One note.
    Note(fn(&Context<'_>, &mut Vec<Finding>)),
    /// Nothing: the linter itself reports under this id.
    Desk,
}

/// What a rule sees.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The file.
    pub draft: &'a Draft,
    /// The note to look at.
    pub note: &'a Note,
    /// What it should look like.
    pub house: &'a House,
    /// The day of the run.
    pub today: Date,
    /// The rule that is asked.
    pub rule: &'static Rule,
    /// Values for the rule's options, in the order it declares them.
    pub options: &'a [i64],
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
