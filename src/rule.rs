//! What a rule is: its page, its level, its options and the question it asks, and what it sees when it is asked. Knows no rule by name.

use jiff::civil::Date;

use crate::acronym::Acronym;
use crate::draft::{Draft, Heading, Note, Paragraph, Section};
use crate::finding::{Edit, Finding, Findings, Fix, Label, Level, RuleId, Safety};
use crate::house::{Body, FormFormat, House, Presence, SectionFormat};
use crate::prose::phrase::Phrases;
use crate::prose::trigger::Triggers;
use crate::prose::{Prose, TextRange};
use crate::roster::Roster;
use crate::series::{Scope, Seat, Series};
use crate::source::Span;

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
    /// What has to stand in a note for the rule to have anything to say of it; none where it is asked of every note.
    pub wants: Triggers,
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
    Note(fn(&Context<'_>, &mut Findings)),
    /// What is said once of all notes under one head: a digest's masthead, or a note with a header of its own.
    Head(fn(&Context<'_>, &mut Findings)),
    /// Any stretch of the file: each note, and a digest's masthead.
    Part(fn(&Context<'_>, &mut Findings)),
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

    /// The day by which the note is judged: its date, today for a new draft. `None` where its date could not be read.
    pub fn day(&self) -> Option<Date> {
        self.draft.day_of(self.note, self.today)
    }

    /// Whether the note has to have what the house speaks of so.
    pub fn asks(&self, presence: &Presence) -> bool {
        presence.asks(self.day(), |field, values| {
            let format = &self.house.fields[field];
            let of_masthead = self.draft.masthead.as_ref().filter(|_| self.is_note_of_digest());
            let given = self.note.header.given.iter().chain(of_masthead.iter().flat_map(|masthead| &masthead.header.given));
            given.into_iter().any(|given| given.format == Some(field) && format.says(given.value.text(), values))
        })
    }

    /// The form of the note: which sections it has to have.
    pub fn form(&self) -> &'a FormFormat {
        self.draft.form_of(self.note, self.house, self.today)
    }

    /// The note's sections, each with what the house says of it.
    pub fn sections(&self) -> impl Iterator<Item = (&'a SectionFormat, &'a Section)> + use<'a> {
        let formats = &self.house.sections;
        self.note.sections.iter().map(move |section| (&formats[section.spec], section))
    }

    /// The sections whose body is of that kind, as the house stood on the note's day.
    pub fn sections_of(&self, body: Body) -> impl Iterator<Item = (&'a SectionFormat, &'a Section)> + use<'a> {
        let day = self.day();
        self.sections().filter(move |(format, _)| format.body_on(day).is(body))
    }

    /// The section that closes a note and stands before a heading of the author's own, where that is no sub-head of it: of its level, or of a
    /// higher one. What has no marks may be a sub-head.
    pub fn closed_before(&self, heading: &Heading) -> Option<(&'a SectionFormat, &'a Section)> {
        let before = self.note.sections.partition_point(|section| section.heading.span.start < heading.span.start);
        let section = self.note.sections.get(before.checked_sub(1)?)?;
        let format = self.house.sections.get(section.spec)?;
        let is_of_its_level = heading.level > 0 && heading.level <= section.heading.level && !heading.text.text().trim().is_empty();
        (format.last.is_some() && is_of_its_level).then_some((format, section))
    }

    /// Whether the author put a heading of their own between a section's heading and a paragraph of it.
    pub fn is_under_sub_head(&self, section: &Section, paragraph: &Paragraph) -> bool {
        let between = section.heading.span.start..paragraph.span.start;
        self.note.unknown_headings.iter().any(|heading| between.contains(&heading.span.start))
    }

    /// The note's paragraphs in order of place, each with what the house wants of its section; anything goes before the first.
    pub fn paragraphs(&self) -> impl Iterator<Item = (Body, &'a Paragraph)> + use<'a> {
        let day = self.day();
        let sections = self.sections().flat_map(move |(format, section)| {
            let body = format.body_on(day);
            section.paragraphs.iter().map(move |paragraph| (body, paragraph))
        });
        self.note.preamble.iter().map(|paragraph| (Body::Free, paragraph)).chain(sections)
    }

    /// What rules about words read: the lines of the title and the paragraphs, in order of place.
    pub fn passages(&self) -> impl Iterator<Item = Passage<'a>> + use<'a> {
        let titles = self.note.header.title.iter().map(|prose| Passage { prose, paragraph: None });
        titles.chain(self.note.paragraphs().map(|paragraph| Passage { prose: &paragraph.prose, paragraph: Some(paragraph) }))
    }

    /// First bytes of the words of `prose` that may be one of `kinds`, in order.
    pub fn triggered(&self, prose: &'a Prose, kinds: Triggers) -> impl Iterator<Item = usize> + use<'a> {
        prose.triggered(self.house.triggers()).places(kinds)
    }

    /// Where `phrases`, which are what the rule is asked for, begin before byte `end` of `prose`.
    pub fn phrases(&self, phrases: &'a Phrases, prose: &'a Prose, end: usize) -> impl Iterator<Item = TextRange> + use<'a> {
        phrases.find_in(prose, end, self.house.triggers(), self.rule.wants)
    }

    /// Whether a block that is never closed hides what follows in the note. What is not seen there is not missing.
    pub fn is_cut_off(&self) -> bool {
        self.draft.unclosed.is_some_and(|block| self.note.span.contains(block.span.start))
    }

    /// Whether such a block stands before the first section: the header may go on in it.
    pub fn is_header_cut_off(&self) -> bool {
        self.is_cut_off() && self.note.sections.is_empty()
    }

    /// Whether such a block stands in `section`, which may go on in it.
    pub fn is_section_cut_off(&self, section: &Section) -> bool {
        self.is_cut_off() && self.note.sections.last().is_some_and(|last| std::ptr::eq(last, section))
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
        let (letters, stem) = (acronym.letters, acronym.stem());
        let first = letters.as_bytes().first();
        let listed = |word: &String| word.as_bytes().first() == first && (*word == letters || *word == stem);
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

/// Declares a rule; the doc comment is its page. `where` names the triggers of which one has to stand in a note before the rule is asked.
macro_rules! rule {
    (
        $(#[doc = $page:literal])+
        $id:literal, $group:ident, $level:ident, fix: $fix:ident,
        $(options: [$($option:literal = $default:literal: $about:literal),+ $(,)?],)?
        $(where: $trigger:ident $(| $further:ident)*,)?
        check: $asked:ident $(($check:path))? $(,)?
    ) => {
        $(#[doc = $page])+
        pub static RULE: $crate::rule::Rule = $crate::rule::Rule {
            id: $id,
            group: $crate::rule::Group::$group,
            level: $crate::finding::Level::$level,
            fix: $crate::rule::FixKind::$fix,
            options: &[$($($crate::rule::OptionSpec { name: $option, default: $default, about: $about }),+)?],
            page: concat!($($page, "\n"),+),
            wants: $crate::prose::trigger::Triggers::NONE
                $(.union($crate::prose::trigger::Triggers::$trigger)$(.union($crate::prose::trigger::Triggers::$further))*)?,
            check: $crate::rule::Check::$asked$(($check))?,
        };
    };
}
pub(crate) use rule;
