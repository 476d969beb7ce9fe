//! What may be written at a place: the number line, the headings that are missing, the next ordinal, a date, an author, an acronym, a note of the
//! series. What is half written already is part of what it replaces.

use std::collections::BTreeSet;

use jiff::ToSpan;

use super::{Context, day};
use crate::acronym::acronyms;
use crate::draft::{Note, Section, Syntax};
use crate::house::{Body, Field, Template};
use crate::source::Span;

/// Something that may be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What people choose it by.
    pub label: String,
    /// What else there is to say of it; may be empty.
    pub detail: String,
    /// What it is.
    pub kind: CompletionKind,
    /// What is replaced.
    pub span: Span,
    /// What comes.
    pub text: String,
}

/// What may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompletionKind {
    /// The number line of a new note.
    NumberLine,
    /// A heading of the house.
    Heading,
    /// The ordinal of the next point.
    Ordinal,
    /// The opening of an event.
    Date,
    /// A name of the roster.
    Author,
    /// An acronym of the note, the house or the settings.
    Acronym,
    /// The number of another note.
    Reference,
}

/// Most notes of a series that are offered at once.
const MOST_NOTES: usize = 500;

/// How many days before the note's date are offered.
const DAYS: i64 = 7;

/// What may be written at byte `offset`, the likeliest first.
pub fn completions(cx: &Context<'_>, offset: u32) -> Vec<Completion> {
    let place = Place::of(cx, offset);
    let references = references(cx, &place);
    if !references.is_empty() {
        return references;
    }
    let mut found = Vec::new();
    if place.opens_paragraph(cx) {
        found.extend(number_line(cx, &place));
        found.extend(headings(cx, &place));
        found.extend(ordinal(cx, &place));
        found.extend(dates(cx, &place));
    }
    found.extend(authors(cx, &place));
    found.extend(letters(cx, &place));
    found
}

/// A place in a line.
struct Place<'a> {
    offset: u32,
    /// The line up to it, white space at its start left out.
    before: &'a str,
    /// The note, if there is one.
    note: Option<&'a Note>,
    section: Option<&'a Section>,
}

impl<'a> Place<'a> {
    fn of(cx: &Context<'a>, offset: u32) -> Place<'a> {
        let source = &cx.draft.source;
        let line = source.line(source.line_of(offset));
        let before = source.slice(Span { start: line.start.min(offset), end: offset }).trim_start();
        let note = cx.note_at(offset);
        let section = note.and_then(|note| Context::section_at(note, offset));
        Place { offset, before, note, section }
    }

    /// The last `length` bytes before the place.
    fn back(&self, length: usize) -> Span {
        Span { start: self.offset - Span::at(length).start, end: self.offset }
    }

    /// Whether what is written here would open a paragraph: the line before is empty, or lines are paragraphs here.
    fn opens_paragraph(&self, cx: &Context<'_>) -> bool {
        let source = &cx.draft.source;
        let line = source.line_of(self.offset);
        let Some(above) = line.checked_sub(1).map(|above| source.slice(source.line(above)).trim()) else { return true };
        let is_heading = self.section.is_some_and(|section| source.line_of(section.heading.span.start) + 1 == line);
        above.is_empty() || is_heading || (cx.draft.syntax == Syntax::Plain && above.ends_with(['.', '?', '!', ':']))
    }

    /// Whether it stands before the first section.
    fn is_in_header(&self) -> bool {
        self.section.is_none()
            && self.note.is_none_or(|note| note.sections.first().is_none_or(|first| self.offset <= first.heading.span.start))
    }

    fn completion(&self, kind: CompletionKind, label: impl Into<String>, text: impl Into<String>) -> Completion {
        let span = self.back(self.before.len());
        Completion { label: label.into(), detail: String::new(), kind, span, text: text.into() }
    }
}

/// Whether what is half written may become `text`.
fn may_become(written: &str, text: &str) -> bool {
    let mut written = written.chars().flat_map(char::to_lowercase);
    let mut text = text.chars().flat_map(char::to_lowercase);
    written.all(|c| text.next() == Some(c))
}

/// The number of a note of the series, after the series' name.
fn references(cx: &Context<'_>, place: &Place<'_>) -> Vec<Completion> {
    let Some(series) = cx.series.filter(|_| !place.is_in_header()) else { return Vec::new() };
    let figures = place.before.len() - place.before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let named = place.before[..place.before.len() - figures].trim_end();
    let leads = cx.house.header.number_line.iter().filter_map(|template| template.text().split('{').next()).map(str::trim_end);
    if !leads.into_iter().any(|lead| lead.chars().any(char::is_alphabetic) && named.ends_with(lead)) {
        return Vec::new();
    }
    let numbered = series.entries().iter().rev().filter_map(|entry| Some((entry, entry.numbers?)));
    let completion = |(entry, numbers): (&crate::series::Entry, crate::draft::Run)| {
        let title = entry.title.as_ref().map(|title| title.value.clone()).unwrap_or_default();
        let date = entry.date.map(|date| format!(", {}", day::with_year(cx.house, date.value))).unwrap_or_default();
        let detail = format!("{title}{date}");
        Completion {
            detail,
            span: place.back(figures),
            ..place.completion(CompletionKind::Reference, numbers.to_string(), numbers.to_string())
        }
    };
    numbered.map(completion).take(MOST_NOTES).collect()
}

/// The number line of a note that has none: the next free number, and today's date.
fn number_line(cx: &Context<'_>, place: &Place<'_>) -> Option<Completion> {
    let has_one = place.note.is_some_and(|note| note.header.number_line.is_some());
    let above = cx.draft.source.slice(Span { start: 0, end: place.offset - Span::at(place.before.len()).start });
    let is_first = above.trim_start_matches(crate::source::BOM).trim().lines().all(|line| cx.house.is_named_in(line));
    if has_one || !is_first || cx.house.header.number_line.is_empty() {
        return None;
    }
    let template: &Template = &cx.house.number_line_on(Some(cx.today))?.value;
    let open = cx.house.header.placeholders.first().map_or("XX", String::as_str);
    let next = cx.series.and_then(|series| series.next_free_run(1)).map_or_else(|| open.to_owned(), |next| next.to_string());
    let date = day::with_year(cx.house, cx.today);
    let line = template.fill(|field| match field {
        Field::Number => Some(&next),
        Field::Date => Some(&date),
        Field::Volume | Field::Issue | Field::Counter | Field::Title => Some(open),
    });
    may_become(place.before, &line).then(|| place.completion(CompletionKind::NumberLine, line.clone(), line))
}

/// The headings that the note lacks: those that come after the section here first.
fn headings(cx: &Context<'_>, place: &Place<'_>) -> Vec<Completion> {
    let Some(note) = place.note.filter(|note| note.header.number_line.is_some() || !note.header.title.is_empty()) else {
        return Vec::new();
    };
    let form = cx.draft.form_of(note, cx.house, cx.today);
    let is_here = |spec: &usize| note.sections.iter().any(|section| section.spec == *spec);
    let reached = place.section.and_then(|section| form.sections.iter().position(|spec| *spec == section.spec));
    let (passed, ahead) = form.sections.split_at(reached.map_or(0, |reached| reached + 1));
    let missing = ahead.iter().chain(passed).filter(|spec| !is_here(spec)).map(|spec| &cx.house.sections[*spec].heading.value);
    let marks = place.before.len() - place.before.trim_start_matches(['#', '*', '_', ' ']).len();
    let written = &place.before[marks..];
    let completion = |heading: &String| {
        let line = like_others(cx, note, heading);
        Completion { label: heading.clone(), ..place.completion(CompletionKind::Heading, heading, line) }
    };
    missing.filter(|heading| may_become(written, heading)).map(completion).collect()
}

/// The draft's text with every heading at its end, where its note, the only one, has none of them; `None` where it has.
pub fn with_sections(cx: &Context<'_>) -> Option<String> {
    let [note] = cx.draft.notes.as_slice() else { return None };
    if !note.sections.is_empty() {
        return None;
    }
    let form = cx.draft.form_of(note, cx.house, cx.today);
    let lines = form.sections.iter().map(|spec| like_others(cx, note, &cx.house.sections[*spec].heading.value));
    let text = cx.draft.source.text().trim_end();
    Some(lines.fold(text.to_owned(), |text, line| format!("{text}\n\n{line}")) + "\n")
}

/// A heading as the others of the note are marked.
fn like_others(cx: &Context<'_>, note: &Note, words: &str) -> String {
    let source = &cx.draft.source;
    let Some(other) = note.sections.first() else {
        let marks = if cx.draft.syntax == Syntax::Markdown { "## " } else { "" };
        return format!("{marks}{words}");
    };
    let (whole, text) = (source.first_line_of(other.heading.span), other.heading.text.whole());
    let after = source.text().get(text.end as usize..whole.end as usize).unwrap_or_default().trim_end();
    format!("{}{words}{after}", source.slice(Span { start: whole.start, end: text.start }))
}

/// The ordinal of the next point of a numbered section.
fn ordinal(cx: &Context<'_>, place: &Place<'_>) -> Option<Completion> {
    let (note, section) = (place.note?, place.section?);
    let body = cx.house.sections[section.spec].body_on(note.header.date.map(|date| date.value));
    if !body.is_numbered() {
        return None;
    }
    let line = place.back(place.before.len()).start;
    let points = section.paragraphs.iter().filter(|paragraph| paragraph.span.start < line);
    let last = points.filter_map(|paragraph| paragraph.point.as_ref()).map(|point| point.value).max().unwrap_or_default();
    let word = cx.house.points.word(last + 1)?;
    let text = format!("{word}{} ", cx.house.points.mark);
    may_become(place.before, &text).then(|| place.completion(CompletionKind::Ordinal, text.trim_end(), text.clone()))
}

/// The days up to the note's date, the newest first.
fn dates(cx: &Context<'_>, place: &Place<'_>) -> Vec<Completion> {
    let Some((note, section)) = place.note.zip(place.section) else { return Vec::new() };
    let body = cx.house.sections[section.spec].body_on(note.header.date.map(|date| date.value));
    let Some(opener) = cx.house.dates.openers.list().first().filter(|_| body == Body::Dated) else { return Vec::new() };
    let last = note.header.date.map_or(cx.today, |date| date.value);
    let days = (0..=DAYS).filter_map(|days| last.checked_sub(days.days()).ok());
    let mut letters = opener.chars();
    let opener: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let opening = |date| (date, format!("{opener} {}, ", day::without_year(cx.house, date)));
    let fitting = days.map(opening).filter(|(_, text)| may_become(place.before, text));
    let completion = |(date, text): (_, String)| Completion {
        detail: format!("{}, {}", cx.house.finder().weekday_name(jiff::civil::Date::weekday(date)), day::beside(date, last)),
        ..place.completion(CompletionKind::Date, text.trim_end_matches([' ', ',']), text.clone())
    };
    fitting.map(completion).collect()
}

/// Names of the roster, where authors are named.
fn authors(cx: &Context<'_>, place: &Place<'_>) -> Vec<Completion> {
    let Some(roster) = cx.settings.and_then(|settings| settings.authors.as_ref()) else { return Vec::new() };
    let Some(note) = place.note.filter(|_| place.is_in_header()) else { return Vec::new() };
    let line_of = |offset: u32| cx.draft.source.line_of(offset);
    let is_here = |span: Span| line_of(span.start) == line_of(place.offset);
    let title = note.header.title.last().map(|title| title.whole().end);
    let is_under_title = || title.is_some_and(|title| title < place.offset && note.header.byline.is_none());
    if !note.header.byline.as_ref().is_some_and(|byline| is_here(byline.whole())) && !is_under_title() {
        return Vec::new();
    }
    let start =
        [", ", " and ", " & "].iter().filter_map(|mark| place.before.rfind(mark).map(|at| at + mark.len())).max().unwrap_or_default();
    let others = &place.before[..start];
    let written = &place.before[start..];
    let names = roster.names().filter(|name| may_become(written, name) && !others.contains(*name));
    let span = place.back(written.len());
    names.map(|name| Completion { span, ..place.completion(CompletionKind::Author, name, name) }).collect()
}

/// Acronyms that begin with the capitals before the place.
fn letters(cx: &Context<'_>, place: &Place<'_>) -> Vec<Completion> {
    let is_letter = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    let written = &place.before[place.before.trim_end_matches(is_letter).len()..];
    let is_within = place.before[..place.before.len() - written.len()].ends_with(char::is_alphanumeric);
    if written.is_empty() || is_within || !written.starts_with(|c: char| c.is_ascii_uppercase()) {
        return Vec::new();
    }
    let of_note = place.note.into_iter().flat_map(Note::paragraphs).flat_map(|paragraph| acronyms(&paragraph.prose));
    let of_settings = cx.settings.iter().flat_map(|settings| &settings.acronyms);
    let listed = cx.house.prose.acronyms.iter().chain(of_settings).map(String::as_str);
    let all: BTreeSet<&str> = of_note.map(|acronym| acronym.letters).chain(listed).collect();
    let fitting = all.into_iter().filter(|letters| letters.starts_with(written) && *letters != written);
    let span = place.back(written.len());
    fitting.map(|letters| Completion { span, ..place.completion(CompletionKind::Acronym, letters, letters) }).collect()
}
