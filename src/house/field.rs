//! Header fields beside the number line: `[[field]]`. What a draft gives for them is read elsewhere.

use super::kind::{self, Bounds, Kind, Patterned};
use super::presence::{self, Presence, Wish};
use super::read::pattern;
use super::{House, Leave, SectionFormat, value};
use crate::finding::Level;
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
    /// The labels of header lines that give it: `Status` for `Status: accepted`.
    pub labels: Vec<String>,
    /// Index of the section whose first words it is.
    pub section: Option<usize>,
    /// What its value is.
    pub kind: Option<Spanned<Kind>>,
    /// The values it may have; empty where any will do.
    pub values: Vec<Spanned<String>>,
    /// Whether letter case counts in them.
    pub case: Leave,
    /// Whether words may follow them.
    pub continuation: Leave,
    /// What the whole value has to match.
    pub pattern: Option<Patterned>,
    /// How many characters it may have.
    pub length: Bounds,
    /// How large a number may be.
    pub amount: Bounds,
    /// How much a finding about it weighs.
    pub level: Option<Level>,
    /// Whether a note has to have it.
    pub presence: Presence,
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

    /// Whether notes give their title in a field, all of them or some.
    pub fn wants_title_as_field(&self) -> bool {
        self.fields.iter().any(|field| field.role == Role::Title && field.presence.may_be_asked())
    }

    /// Whether a line may give a field.
    pub fn has_labels(&self) -> bool {
        self.fields.iter().any(|field| !field.labels.is_empty())
    }
}

/// Reads one `[[field]]`.
pub(super) fn field(table: &mut Table<'_>, sections: &[SectionFormat]) -> Option<FieldFormat> {
    let name = table.need("name", "give the field a name: `name = \"status\"`").and_then(|value| value::text(table, &value));
    let keys = value::words(table, "keys");
    let mut labels = table.get("line").and_then(|value| value.list_or_string()).unwrap_or_default().value;
    labels.retain(|label| !value::report_blank(table, label));
    let section = table.string("section");
    let of_kind = table.choice("kind", &Kind::NAMES);
    let values = value::list(table, "values").value;
    let mut given = |key| if table.boolean(key).is_some_and(|given| given.value) { Leave::Given } else { Leave::Denied };
    let (case, continuation) = (given("ignore-case"), given("may-continue"));
    let pattern = table.string("pattern").and_then(|text| {
        let compiled = pattern::pattern(table, &text, pattern::Extent::WholeLine)?;
        Some(Patterned { text: text.value, pattern: compiled })
    });
    let length = kind::lengths(table);
    let amount = kind::amounts(table, of_kind.as_ref());
    let level = table.choice("level", &Level::NAMES).map(|level| level.value);
    let presence = presence::read(table, Wish::Optional);
    kind::check_values(table, &values, case, of_kind.as_ref());
    let index = section.as_ref().and_then(|id| sections.iter().position(|section| section.id.value == id.value));
    if let (Some(id), None) = (&section, index) {
        let known = sections.iter().map(|section| format!("`{}`", section.id.value)).collect::<Vec<_>>().join(", ");
        table.report(table.fault(id.span, format!("no section has the id `{}`", id.value)).help(format!("the sections are {known}")));
    }
    let name = name?;
    let role = Role::of(&name);
    let keys = if keys.is_empty() { vec![name.value.clone()] } else { keys };
    Some(FieldFormat {
        name,
        role,
        keys,
        labels: labels.into_iter().map(|label| label.value).collect(),
        section: index,
        kind: of_kind,
        values,
        case,
        continuation,
        pattern,
        length,
        amount,
        level,
        presence,
    })
}

/// Reports fields that cannot be told apart: two of one name, two with one key, two with one label.
pub(super) fn check(root: &Table<'_>, fields: &[FieldFormat]) {
    let mut names: std::collections::HashMap<String, &FieldFormat> = std::collections::HashMap::new();
    for field in fields {
        let first = *names.entry(field.name.to_lowercase()).or_insert(field);
        if !std::ptr::eq(first, field) {
            let fault = root.fault(field.name.span, format!("two fields have the name `{}`", field.name.value));
            root.report(fault.related(root.label(first.name.span, "the first")).help("give each field once, with all its keys and lines"));
        }
    }
}
