//! Header fields beside the number line: `[[field]]`. What a draft gives for them is read elsewhere.

use super::{House, SectionFormat, value};
use crate::source::Span;
use crate::table::{Spanned, Table};

/// A header field that the house declares.
#[derive(Debug, Clone)]
pub struct FieldFormat {
    /// What people call it; its key in the front matter too, where no others are given.
    pub name: Spanned<String>,
    /// What it says of the note.
    pub role: Role,
    /// Its keys in the front matter.
    pub keys: Vec<String>,
    /// The label of a header line that gives it: `Status` for `Status: accepted`.
    pub line: Option<String>,
    /// Index of the section whose first words it is.
    pub section: Option<usize>,
    /// The values it may have, letter case aside; empty where any will do.
    pub values: Vec<Spanned<String>>,
    /// Where the house says that every note has to have it.
    pub required: Option<Span>,
}

/// What a header field says of the note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Its number.
    Number,
    /// Its date.
    Date,
    /// Its title.
    Title,
    /// Who wrote it.
    Author,
    /// Something that only the house knows.
    Other,
}

impl Role {
    /// The keys of the front matter that mean something in every house.
    const KEYS: [(&'static str, Role); 5] =
        [("number", Role::Number), ("date", Role::Date), ("title", Role::Title), ("author", Role::Author), ("authors", Role::Author)];

    fn of(key: &str) -> Role {
        Role::KEYS.iter().find(|(known, _)| known.eq_ignore_ascii_case(key)).map_or(Role::Other, |(_, role)| *role)
    }
}

impl FieldFormat {
    /// The index of the value that `text` begins with, whatever its case, and with which no word goes on. Of two, the longer.
    pub fn value_of(&self, text: &str) -> Option<usize> {
        let opens = |value: &str| {
            let mut rest = text.trim().chars().flat_map(char::to_lowercase);
            value.chars().flat_map(char::to_lowercase).all(|c| rest.next() == Some(c)) && rest.next().is_none_or(|c| !c.is_alphanumeric())
        };
        let known = self.values.iter().enumerate().filter(|(_, value)| opens(value));
        known.max_by_key(|(_, value)| value.len()).map(|(index, _)| index)
    }
}

impl House {
    /// The field that a key of the front matter gives: its index, where the house declares it, and its role. Letter case does not count.
    pub fn field_of_key(&self, key: &str) -> Option<(Option<usize>, Role)> {
        let declared = self.fields.iter().position(|field| field.keys.iter().any(|own| own.to_lowercase() == key.to_lowercase()));
        if let Some(index) = declared {
            return Some((Some(index), self.fields[index].role));
        }
        let role = Role::of(key);
        let renamed = self.fields.iter().any(|field| field.role == role);
        (role != Role::Other && !renamed).then_some((None, role))
    }
}

/// Reads one `[[field]]`.
pub(super) fn field(table: &mut Table<'_>, sections: &[SectionFormat]) -> Option<FieldFormat> {
    let name = table.need("name", "give the field a name: `name = \"status\"`").and_then(|value| value::text(table, &value));
    let keys = value::words(table, "keys");
    let line = table.get("line").and_then(|value| value::text(table, &value));
    let section = table.string("section");
    let values = value::list(table, "values").value;
    let required = table.boolean("required").filter(|required| required.value).map(|required| required.span);
    let index = section.as_ref().and_then(|id| sections.iter().position(|section| section.id.value == id.value));
    if let (Some(id), None) = (&section, index) {
        let known = sections.iter().map(|section| format!("`{}`", section.id.value)).collect::<Vec<_>>().join(", ");
        table.report(table.fault(id.span, format!("no section has the id `{}`", id.value)).help(format!("the sections are {known}")));
    }
    let name = name?;
    let role = Role::of(&name);
    let keys = if keys.is_empty() { vec![name.value.clone()] } else { keys };
    Some(FieldFormat { name, role, keys, line: line.map(|line| line.value), section: index, values, required })
}
