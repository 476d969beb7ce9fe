//! The forms of a note: `[[form]]`. Most houses have one, that of their own sections; a series that changes has several. What a draft holds
//! is read elsewhere.

use std::collections::HashMap;

use jiff::civil::Date;

use super::House;
use super::period::{Period, overlapping};
use super::section::{self, SectionFormat};
use super::value;
use crate::table::{Spanned, Table, suggestion};

/// Forms of a house: every note is compared with each.
const MOST_FORMS: usize = 500;

/// One form of a note.
#[derive(Debug, Clone, Default)]
pub struct FormFormat {
    /// How the file calls it; nothing for the form of the house's own sections.
    pub id: Option<Spanned<String>>,
    /// When notes may have it.
    pub period: Period,
    /// Its sections, in order, by their index into the house's; none for running text.
    pub sections: Vec<usize>,
    /// What stands in the place of sections.
    pub sub_heads: SubHeads,
}

/// What stands in the place of sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SubHeads {
    /// Nothing that the house speaks of.
    #[default]
    Free,
    /// Lines that begin with a figure: `1. The tide`.
    Numbered,
}

/// What was found in a note, to tell which form it has.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The indices of its sections into the house's.
    pub sections: &'a [usize],
    /// Its sub-heads.
    pub sub_heads: SubHeads,
    /// Whether it may be running text: there is some, and no other note beside it.
    pub may_be_text: bool,
}

impl FormFormat {
    /// How many of its sections a note with `present` lacks, and how many it has that the form does not know.
    fn distance(&self, house: &House, present: &[usize]) -> usize {
        let required = self.sections.iter().filter(|section| house.sections[**section].presence.is_required());
        let missing = required.filter(|section| !present.contains(section)).count();
        missing + present.iter().filter(|section| !self.sections.contains(section)).count()
    }
}

impl House {
    /// The form of a note of that day, or of one that nobody knows the day of: the nearest in sections, and of several the one that is listed
    /// first. A form without sections is only for a note that has none.
    pub fn form_of(&self, day: Option<Date>, found: Found<'_>) -> &FormFormat {
        let [own, others @ ..] = self.forms.as_slice() else { unreachable!("a house has the form of its own sections") };
        if others.is_empty() {
            return own;
        }
        let open = || others.iter().filter(|form| form.period.may_cover(day));
        if found.sections.is_empty() {
            let bare = |sub_heads| open().find(|form| form.sections.is_empty() && form.sub_heads == sub_heads);
            let numbered = bare(SubHeads::Numbered).filter(|_| found.sub_heads == SubHeads::Numbered);
            if let Some(form) = numbered.or_else(|| bare(SubHeads::Free).filter(|_| found.may_be_text)) {
                return form;
            }
        }
        let sectioned = open().filter(|form| !form.sections.is_empty());
        // The house's own sections are for the days that no other form with sections is for.
        let own = (day.is_none() || sectioned.clone().next().is_none()).then_some(own);
        let nearest = own.into_iter().chain(sectioned).min_by_key(|form| form.distance(self, found.sections));
        nearest.expect("the house's own sections are there where nothing else is")
    }

    /// The form that a new note of that day begins with: the first with sections.
    pub fn form_on(&self, day: Date) -> &FormFormat {
        self.form_of(Some(day), Found { sections: &[], sub_heads: SubHeads::Free, may_be_text: false })
    }

    /// Whether a note of one of the forms begins with the section of that index.
    pub fn opens_note(&self, section: usize) -> bool {
        self.forms.iter().any(|form| form.sections.first() == Some(&section))
    }

    /// Whether the sections of one of the forms are all among those `taken`, by index.
    pub fn is_complete(&self, taken: &[bool]) -> bool {
        self.forms.iter().any(|form| !form.sections.is_empty() && form.sections.iter().all(|section| taken[*section]))
    }
}

/// Reads every `[[form]]`, puts the sections that only they have behind those of the house, and the form of those before all others.
pub(super) fn forms(root: &mut Table<'_>, sections: &mut Vec<SectionFormat>) -> Vec<FormFormat> {
    let own = FormFormat { sections: (0..sections.len()).collect(), ..FormFormat::default() };
    let written: Vec<Written> = root.tables_up_to("form", "id", MOST_FORMS, form).into_iter().flatten().collect();
    let mut read = Vec::with_capacity(written.len());
    for form in written {
        let first = sections.len();
        let own = first..first + form.own.len();
        sections.extend(form.own);
        read.push((
            form.named,
            own,
            FormFormat { id: Some(form.id), period: form.period, sections: Vec::new(), sub_heads: form.sub_heads },
        ));
    }
    let by_id: HashMap<&str, usize> = sections.iter().enumerate().rev().map(|(index, section)| (section.id.as_str(), index)).collect();
    // A form that names what is not there is left out: it is told already.
    let forms = read.into_iter().filter_map(|(named, own, form)| {
        let indices = |named: Vec<Spanned<String>>| {
            let indices: Vec<_> = named.iter().map(|id| index_of(root, &by_id, id)).collect();
            indices.into_iter().collect::<Option<Vec<usize>>>()
        };
        let sections = named.map_or_else(|| Some(own.collect()), indices)?;
        Some(FormFormat { sections, ..form })
    });
    let forms: Vec<FormFormat> = std::iter::once(own).chain(forms).collect();
    for form in &forms {
        check_last(root, form, sections);
    }
    check(root, &forms);
    forms
}

/// Tells of a section that is to close a note and has others after it.
fn check_last(root: &Table<'_>, form: &FormFormat, sections: &[SectionFormat]) {
    for pair in form.sections.windows(2) {
        let (section, next) = (&sections[pair[0]], &sections[pair[1]]);
        if let Some(span) = section.last {
            let message = format!("`{}` is to close a note, and `{}` comes after it", section.id.value, next.id.value);
            let help = "list it behind all others, or take `last` out";
            root.report(root.fault(span, message).related(root.label(next.id.span, "it comes after that section")).help(help));
        }
    }
}

/// A form as the file gives it.
struct Written {
    id: Spanned<String>,
    period: Period,
    /// The ids that `sections` lists.
    named: Option<Vec<Spanned<String>>>,
    /// Sections of its own.
    own: Vec<SectionFormat>,
    sub_heads: SubHeads,
}

fn form(table: &mut Table<'_>) -> Option<Written> {
    let id = table.need("id", "give the form a short name, such as `id = \"narrative\"`").and_then(|value| value::text(table, &value));
    let period = Period::read(table);
    let named = table.list("sections");
    let headings = table.choice("headings", &[("numbered", SubHeads::Numbered)]);
    let own: Vec<SectionFormat> =
        table.tables_up_to("section", "id", section::MOST_SECTIONS, section::section).into_iter().flatten().collect();
    let place = id.as_ref().map_or(table.place(), |id| id.span);
    let has_sections = !own.is_empty() || named.as_ref().is_some_and(|named| !named.is_empty());
    if named.is_none() && own.is_empty() && headings.is_none() {
        let help = "list the `id`s of its sections, `sections = []` for running text, or write `headings = \"numbered\"`";
        table.report(table.fault(place, "the form does not say which sections it has").help(help));
        return None;
    }
    if let Some(headings) = headings.as_ref().filter(|_| has_sections) {
        let help = "take `headings` out, or the sections";
        table.report(table.fault(headings.span, "numbered sub-heads stand in the place of sections, and this form has some").help(help));
    }
    if let Some(named) = &named {
        for left in own.iter().filter(|section| named.iter().all(|id| id.value != section.id.value)) {
            let help = "list it where it should stand, or leave `sections` out";
            table.report(table.fault(left.id.span, format!("`sections` does not list `{}`", left.id.value)).help(help));
        }
    }
    let sub_heads = headings.map_or(SubHeads::Free, |headings| headings.value);
    Some(Written { id: id?, period, named: named.map(|named| named.value), own, sub_heads })
}

fn index_of(root: &Table<'_>, by_id: &HashMap<&str, usize>, id: &Spanned<String>) -> Option<usize> {
    let index = by_id.get(id.as_str()).copied();
    if index.is_none() {
        let mut known: Vec<&str> = by_id.keys().copied().collect();
        known.sort_unstable();
        let meant = suggestion(id, known.iter().copied());
        let all = known.iter().take(SHOWN).map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
        let help = format!("{meant}the sections are {all}");
        root.report(root.fault(id.span, format!("no section has the id `{}`", id.value)).help(help));
    }
    index
}

/// Ids that a help names at most.
pub(super) const SHOWN: usize = 12;

/// Reports forms that cannot be told apart: by their name, or by their sections on some day.
fn check(root: &Table<'_>, forms: &[FormFormat]) {
    let named: Vec<(&Spanned<String>, &FormFormat)> = forms.iter().filter_map(|form| Some((form.id.as_ref()?, form))).collect();
    let mut by_id = HashMap::new();
    let mut alike: HashMap<(&[usize], SubHeads), Vec<usize>> = HashMap::new();
    for (index, (id, form)) in named.iter().enumerate() {
        let first: &Spanned<String> = by_id.entry(id.as_str()).or_insert(id);
        if !std::ptr::eq(first, *id) {
            let fault = root.fault(id.span, format!("two forms have the id `{}`", id.value));
            root.report(fault.related(root.label(first.span, "the first")).help("give each form an id of its own"));
        }
        alike.entry((&form.sections, form.sub_heads)).or_default().push(index);
    }
    for same in alike.values() {
        let periods: Vec<Period> = same.iter().map(|index| named[*index].1.period).collect();
        let Some((one, other)) = overlapping(&periods) else { continue };
        let (first, second): (&Spanned<String>, &Spanned<String>) = (named[same[one]].0, named[same[other]].0);
        let fault =
            root.fault(second.span, format!("the forms `{}` and `{}` have the same sections at the same time", first.value, second.value));
        let help = "give them `since` and `until` so that they share no day, or take one out";
        root.report(fault.related(root.label(first.span, "the first")).help(help));
    }
}
