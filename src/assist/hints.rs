//! What an author may want to see beside the dates of a dated section: the weekday, and the year that is not written.

use super::Context;
use crate::date::Resolved;
use crate::source::Span;

/// A remark to show within a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// After which byte.
    pub offset: u32,
    /// What it says.
    pub text: String,
}

/// The remarks on the dates in `span`.
pub fn hints(cx: &Context<'_>, span: Span) -> Vec<Hint> {
    let mut hints = Vec::new();
    for note in &cx.draft.notes {
        let day = note.header.date.map(|date| date.value);
        let dated = note.sections.iter().filter(|section| cx.house.sections[section.spec].body_on(day).is_dated());
        for paragraph in dated.flat_map(|section| &section.paragraphs) {
            for mention in &paragraph.dates {
                let Resolved::On { date, inferred } = mention.resolved else { continue };
                let place = paragraph.span_of(&mention.range);
                if mention.last.is_some() || !span.contains(place.start) {
                    continue;
                }
                let weekday = mention.weekday.is_none().then(|| cx.house.finder().weekday_name(date.weekday()).to_owned());
                let year = inferred.then(|| date.year().to_string());
                let text = [weekday, year].into_iter().flatten().collect::<Vec<_>>().join(" ");
                if !text.is_empty() {
                    hints.push(Hint { offset: place.end, text });
                }
            }
        }
    }
    hints
}
