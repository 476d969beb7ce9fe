//! How a draft is built: notes, sections, points and what is dated, each with its bytes.

use super::{Context, day};
use crate::draft::{Heading, Note, Paragraph, Section};
use crate::source::Span;

/// A part of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// What it is called.
    pub name: String,
    /// What else there is to say of it; may be empty.
    pub detail: String,
    /// What it is.
    pub kind: SymbolKind,
    /// All its bytes.
    pub span: Span,
    /// Those of its name.
    pub title: Span,
    /// Its parts.
    pub children: Vec<Symbol>,
}

/// What a part of a draft is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SymbolKind {
    /// A note.
    Note,
    /// A section.
    Section,
    /// A numbered point.
    Point,
    /// A paragraph that opens with a date.
    Event,
}

/// The parts of a draft, in order of place.
pub fn symbols(cx: &Context<'_>) -> Vec<Symbol> {
    cx.draft.notes.iter().map(|note| of_note(cx, note)).collect()
}

fn of_note(cx: &Context<'_>, note: &Note) -> Symbol {
    let header = &note.header;
    let title = header.title.iter().map(|line| line.text().trim()).collect::<Vec<_>>().join(" ");
    let number = header.numbers().map(|numbers| format!("No. {numbers}"));
    let name = match (number, title.is_empty()) {
        (Some(number), true) => number,
        (Some(number), false) => format!("{number}: {title}"),
        (None, true) => cx.house.title.value.clone(),
        (None, false) => title,
    };
    let detail = header.date.map(|date| day::with_year(cx.house, date.value)).unwrap_or_default();
    let end = note.furniture.as_ref().map_or(note.span.end, |furniture| furniture.span.start);
    let mut children: Vec<Symbol> = Vec::new();
    for (index, section) in note.sections.iter().enumerate() {
        let next = note.sections.get(index + 1).map_or(end, |next| next.heading.span.start);
        children.push(of_section(cx, section, next));
    }
    let others = note.unknown_headings.iter().filter(|heading| !is_sub_head(note, heading));
    children.extend(others.map(|heading| of_heading(heading, heading.span.end)));
    children.sort_by_key(|child| child.span.start);
    let first = header.number_line.as_ref().map(|line| line.text.whole()).or_else(|| header.title.first().map(crate::prose::Prose::whole));
    let title = first.filter(|first| note.span.contains(first.start)).unwrap_or(Span::at(note.span.start as usize));
    Symbol { name, detail, kind: SymbolKind::Note, span: trimmed(cx, note.span), title, children }
}

/// Whether a heading stands within a section.
fn is_sub_head(note: &Note, heading: &Heading) -> bool {
    note.sections.first().is_some_and(|first| first.heading.span.start < heading.span.start)
}

fn of_heading(heading: &Heading, end: u32) -> Symbol {
    let span = Span { start: heading.span.start, end: end.max(heading.span.end) };
    let name = heading.text.text().trim().to_owned();
    Symbol { name, detail: String::new(), kind: SymbolKind::Section, span, title: heading.text.whole(), children: Vec::new() }
}

fn of_section(cx: &Context<'_>, section: &Section, end: u32) -> Symbol {
    let mut symbol = of_heading(&section.heading, end);
    symbol.span = trimmed(cx, symbol.span);
    let mut parts: Vec<Symbol> = Vec::new();
    for paragraph in &section.paragraphs {
        match part(cx, paragraph) {
            Some(part) => parts.push(part),
            // What follows a point or an event belongs to it.
            None => parts.iter_mut().next_back().into_iter().for_each(|last| last.span = last.span.cover(paragraph.span)),
        }
    }
    symbol.children = parts;
    symbol
}

fn part(cx: &Context<'_>, paragraph: &Paragraph) -> Option<Symbol> {
    let text = paragraph.prose.text();
    let symbol = |range: &std::ops::Range<usize>, detail: String, kind| Symbol {
        name: text[range.clone()].trim().to_owned(),
        detail,
        kind,
        span: paragraph.span,
        title: paragraph.span_of(range),
        children: Vec::new(),
    };
    if let Some(point) = &paragraph.point {
        let lead = paragraph.sentences.first().map_or("", |sentence| &text[point.marked.end.min(sentence.end)..sentence.end]);
        return Some(symbol(&point.word, lead.trim().to_owned(), SymbolKind::Point));
    }
    let opener = paragraph.opener.as_ref()?;
    let date = paragraph.opening_date().and_then(|(_, mention)| mention.resolved.date());
    Some(symbol(&opener.range, date.map(|date| day::in_full(cx.house, date)).unwrap_or_default(), SymbolKind::Event))
}

/// `span` without white space at its end.
fn trimmed(cx: &Context<'_>, span: Span) -> Span {
    let text = cx.draft.source.slice(span);
    Span { start: span.start, end: span.start + Span::at(text.trim_end().len()).start }
}
