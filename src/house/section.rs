//! One section of a note: `[[section]]`. Which of them a note has to have is for its form.

use std::collections::HashMap;

use jiff::civil::Date;

use super::heading::fold;
use super::period::{self, Period, Timed};
use super::presence::{self, Presence, Wish};
use super::value::{self, report_blank};
use crate::source::Span;
use crate::table::{Spanned, Table, Value};

/// Sections and fields of a house: every line of a draft that may be a heading is compared with each.
pub(super) const MOST_SECTIONS: usize = 64;

/// The same with the sections that only its forms have.
pub(super) const MOST_WITH_FORMS: usize = 600;

/// Other wordings of a section's heading.
const MOST_WORDINGS: usize = 32;

/// One required section.
#[derive(Debug, Clone)]
pub struct SectionFormat {
    /// How the file calls it.
    pub id: Spanned<String>,
    /// The heading as the house writes it.
    pub heading: Spanned<String>,
    /// Headings that will do as well.
    pub accepted: Vec<String>,
    /// Wordings that are recognised and mended; those with a time are right in it.
    pub also_seen: Vec<Timed<String>>,
    /// What stands in it.
    pub body: Body,
    /// Where the house says what stands in it.
    pub body_span: Span,
    /// Notes of other days need not keep to `body`.
    pub body_period: Period,
    /// Whether a note has to have it.
    pub presence: Presence,
    /// Words that have to stand in it, to the letter, white space aside.
    pub must_say: Vec<Spanned<String>>,
    /// How many words it has at least.
    pub min_words: Option<Spanned<usize>>,
    /// Whether it closes a note: where the house says so.
    pub last: Option<Span>,
    /// Why the house wants the section, for the finding's help.
    pub reason: Option<String>,
    /// The same for an author, in a sentence.
    pub because: Option<String>,
}

/// What stands in a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// Anything.
    Free,
    /// Paragraphs that open with a date.
    Dated,
    /// Points numbered in words.
    Numbered,
    /// Points that open with a date behind the ordinal.
    DatedPoints,
}

impl Body {
    /// Whether its paragraphs open with dates.
    pub fn is_dated(self) -> bool {
        matches!(self, Body::Dated | Body::DatedPoints)
    }

    /// Whether its paragraphs are points.
    pub fn is_numbered(self) -> bool {
        matches!(self, Body::Numbered | Body::DatedPoints)
    }

    /// Whether a section of this kind is one of the kind that is asked for: dated points are dated, and points.
    pub fn is(self, asked: Body) -> bool {
        self == asked || self == Body::DatedPoints && asked != Body::Free
    }
}

impl SectionFormat {
    /// Whether the house worded the heading so on that day, or may have: a wording with a time is right in it.
    pub fn was_worded(&self, heading: &str, day: Option<Date>) -> bool {
        let in_time = self.also_seen.iter().filter(|wording| !wording.period.is_always() && wording.period.may_cover(day));
        in_time.into_iter().any(|wording| fold(wording) == fold(heading))
    }

    /// Every heading that is certain to be this section's.
    pub fn wordings(&self) -> impl Iterator<Item = &String> {
        self.also_seen.iter().map(|wording| &wording.value).chain(&self.accepted).chain([&self.heading.value])
    }

    /// What the house wanted in the section on that day; of a day that is not known, what it has always wanted.
    pub fn body_on(&self, day: Option<Date>) -> Body {
        if self.body_period.surely_covers(day) { self.body } else { Body::Free }
    }
}

/// Reads one `[[section]]`.
pub(super) fn section(table: &mut Table<'_>) -> Option<SectionFormat> {
    let id = table.need("id", "give the section a short name, such as `id = \"seen\"`").and_then(|value| value::text(table, &value));
    let heading = table.need("heading", "give the heading as it stands in a note").and_then(|value| value.list_or_string());
    let mut headings = heading.unwrap_or_default().value;
    headings.retain(|heading| !report_blank(table, heading));
    let also_seen = period::list(table, "also-seen");
    if let Some(heading) = headings.first().filter(|_| headings.len().max(also_seen.len()) > MOST_WORDINGS) {
        let help = "keep those that are met most often";
        table.report(table.fault(heading.span, format!("this section has more than {MOST_WORDINGS} wordings of its heading")).help(help));
    }
    let body = table.get("body");
    let body_span = body.as_ref().map_or(table.place(), Value::span);
    let (kind, body_period) = body.and_then(|value| body_format(&value)).unwrap_or((Body::Free, Period::default()));
    let must_say = table.get("must-say").and_then(|value| value.list_or_string()).unwrap_or_default().value;
    for said in &must_say {
        report_blank(table, said);
    }
    let min_words = table.integer("min-words").and_then(|count| {
        let value = usize::try_from(count.value).ok().filter(|value| *value > 0);
        if value.is_none() {
            table.report(table.fault(count.span, "a section has one word or more").help("give a number of words, or take the key out"));
        }
        Some(Spanned { value: value?, span: count.span })
    });
    let last = table.boolean("last").filter(|last| last.value).map(|last| last.span);
    let reason = table.string("reason").map(|reason| reason.value);
    let because = value::sentence(table, "because");
    let presence = presence::read(table, Wish::Required);
    let mut headings = headings.into_iter();
    let heading = headings.next()?;
    let accepted = headings.map(|heading| heading.value).collect();
    Some(SectionFormat {
        id: id?,
        heading,
        accepted,
        also_seen,
        body: kind,
        body_span,
        body_period,
        presence,
        must_say,
        min_words,
        last,
        reason,
        because,
    })
}

fn body_format(value: &Value<'_>) -> Option<(Body, Period)> {
    if value.is_string() || value.is_list() {
        return Some((body_kind(value)?, Period::default()));
    }
    value.table(|body| {
        let help = "say what stands in the section: `free`, `dated` or `numbered`";
        let kind = body.need("kind", help).and_then(|kind| body_kind(&kind)).unwrap_or(Body::Free);
        (kind, Period::read(body))
    })
}

/// One of the kinds, or the list of the two that go together.
fn body_kind(value: &Value<'_>) -> Option<Body> {
    const KINDS: [(&str, Body); 3] = [("free", Body::Free), ("dated", Body::Dated), ("numbered", Body::Numbered)];
    if value.is_string() {
        return Some(value.choice(&KINDS)?.value);
    }
    let kinds: Vec<Body> = value.values().filter_map(|kind| Some(kind.choice(&KINDS)?.value)).collect();
    match kinds.as_slice() {
        [one] => Some(*one),
        [Body::Dated, Body::Numbered] | [Body::Numbered, Body::Dated] => Some(Body::DatedPoints),
        _ => {
            value.wrong("one kind, or the list of two that go together: `[\"dated\", \"numbered\"]`");
            None
        }
    }
}

/// Reports sections that cannot be told apart.
pub(super) fn check(root: &Table<'_>, sections: &[SectionFormat]) {
    let (mut by_id, mut by_wording) = (HashMap::new(), HashMap::new());
    for section in sections {
        let first = *by_id.entry(section.id.as_str()).or_insert(section);
        if !std::ptr::eq(first, section) {
            let fault = root.fault(section.id.span, format!("two sections have the id `{}`", section.id.value));
            root.report(fault.related(root.label(first.id.span, "the first")).help("give each section an id of its own"));
        }
        let owners = section.wordings().map(|wording| *by_wording.entry(bare(wording)).or_insert(section));
        let owners: Vec<&SectionFormat> = owners.filter(|owner| !std::ptr::eq(*owner, section)).collect();
        if let Some(first) = owners.into_iter().min_by_key(|owner| owner.heading.span) {
            let fault =
                root.fault(section.heading.span, format!("the sections `{}` and `{}` share a heading", first.id.value, section.id.value));
            let help = "write headings, and wordings in `also-seen`, so that each belongs to one section";
            root.report(fault.related(root.label(first.heading.span, "the first")).help(help));
        }
    }
}

/// A wording without letter case and marks.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
