//! What stands at a place: a date, an acronym, the name of a note of the series, the note's own number. Where several do, the narrowest.

use crate::acronym::acronyms;
use crate::date::Mention;
use crate::draft::{Note, Paragraph, Run};
use crate::source::Span;

use super::Context;

/// Something that stands in a draft.
#[derive(Debug, Clone, Copy)]
pub enum Thing<'a> {
    /// A date in the text.
    Date(&'a Mention),
    /// The note's date.
    NoteDate,
    /// An acronym, by its letters.
    Acronym(&'a str),
    /// The name of a note, or of several in a row.
    Reference(Run),
    /// The note's own number.
    Number,
}

/// Where something stands.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// What.
    pub thing: Thing<'a>,
    /// Its bytes.
    pub span: Span,
    /// The note it stands in.
    pub note: &'a Note,
}

/// What stands at byte `offset`. A place right behind it is at it too.
pub fn find<'a>(cx: &Context<'a>, offset: u32) -> Option<Found<'a>> {
    let note = cx.note_at(offset)?;
    let at = |span: Span| span.start <= offset && offset <= span.end;
    let found = |thing, span| Some(Found { thing, span, note });
    let header = &note.header;
    if let Some(number) = header.number.filter(|number| at(number.span) && !header.number_in_name) {
        return found(Thing::Number, number.span);
    }
    if let Some(date) = header.date.filter(|date| at(date.span)) {
        return found(Thing::NoteDate, date.span);
    }
    let mut references = note.references(cx.house, &cx.draft.source).into_iter().flatten();
    if let Some(reference) = references.find(|reference| at(reference.span)) {
        return found(Thing::Reference(reference.numbers), reference.span);
    }
    let paragraph = note.paragraphs().find(|paragraph| at(paragraph.span))?;
    let dates = paragraph.dates.iter().map(|mention| (mention, paragraph.span_of(&(mention.start()..end(mention)))));
    if let Some((mention, span)) = dates.into_iter().find(|(_, span)| at(*span)) {
        return found(Thing::Date(mention), span);
    }
    let (letters, span) = acronym_at(paragraph, at)?;
    found(Thing::Acronym(letters), span)
}

fn end(mention: &Mention) -> usize {
    let weekdays = [&mention.weekday, &mention.last_weekday].into_iter().flatten();
    weekdays.map(|(_, place)| place.end).chain([mention.range.end]).max().unwrap_or(mention.range.end)
}

fn acronym_at(paragraph: &Paragraph, at: impl Fn(Span) -> bool) -> Option<(&str, Span)> {
    let all = acronyms(&paragraph.prose).map(|acronym| (acronym.letters, paragraph.span_of(&acronym.range)));
    all.into_iter().find(|(_, span)| at(*span))
}
