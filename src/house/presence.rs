//! Whether a note has to have something: a field, a section. What the note says is told by whoever asks.

use jiff::civil::Date;

use super::value;
use crate::source::Span;
use crate::table::{Spanned, Table};

/// Whether a note has to have something, and where the house says so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Presence {
    /// Which notes have to have it.
    pub wish: Wish,
    /// Where the house says so; the thing's own table where it says nothing.
    pub span: Span,
}

/// Which notes have to have something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Wish {
    /// None.
    #[default]
    Optional,
    /// All.
    Required,
    /// Those from that day on.
    Since(Date),
    /// Those of which a field says one of a few things.
    When(Condition),
}

/// What a field has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The name of the field.
    pub name: Spanned<String>,
    /// Its index into the house's fields.
    pub field: usize,
    /// One of these.
    pub is: Vec<Spanned<String>>,
}

impl Presence {
    /// Whether a note of that day has to have it; `says` tells whether the field of that index says one of those things. Of a day that is not
    /// known, only what is wanted at all times.
    pub fn asks(&self, day: Option<Date>, says: impl FnOnce(usize, &[Spanned<String>]) -> bool) -> bool {
        match &self.wish {
            Wish::Optional => false,
            Wish::Required => true,
            Wish::Since(since) => day.is_some_and(|day| *since <= day),
            Wish::When(condition) => says(condition.field, &condition.is),
        }
    }

    /// Whether every note has to have it.
    pub fn is_required(&self) -> bool {
        self.wish == Wish::Required
    }

    /// Whether any note has to have it.
    pub fn may_be_asked(&self) -> bool {
        self.wish != Wish::Optional
    }

    /// Why this note has to have it, where not every one has: ` in notes from 2021-03-01 on`. Empty otherwise.
    pub fn reason(&self) -> String {
        match &self.wish {
            Wish::Optional | Wish::Required => String::new(),
            Wish::Since(since) => format!(" in notes from {since} on"),
            Wish::When(condition) => {
                let values = condition.is.iter().map(|value| format!("`{}`", value.value)).collect::<Vec<_>>().join(" or ");
                format!(" where the {} is {values}", condition.name.value)
            }
        }
    }
}

/// Reads `required`; `otherwise` is what holds without it.
pub(super) fn read(table: &mut Table<'_>, otherwise: Wish) -> Presence {
    let place = table.place();
    let Some(value) = table.get("required") else { return Presence { wish: otherwise, span: place } };
    let span = value.span();
    let wish = if value.is_table() {
        value.table(conditional).flatten()
    } else if value.is_boolean() {
        value.boolean().map(|yes| if yes.value { Wish::Required } else { Wish::Optional })
    } else {
        value.wrong("true, false, or a table such as `{ since = 2021-03-01 }`");
        None
    };
    Presence { wish: wish.unwrap_or(Wish::Optional), span }
}

fn conditional(table: &mut Table<'_>) -> Option<Wish> {
    let since = table.date("since");
    let when = table.table("when", condition);
    match (since, when) {
        (Some(since), None) => Some(Wish::Since(since.value)),
        (None, Some(condition)) => condition.map(Wish::When),
        (Some(since), Some(_)) => {
            let help = "give one of them: there are no other conditions than these, and none of two parts";
            table.report(table.fault(since.span, "`required` has two conditions").help(help));
            None
        }
        (None, None) => {
            let help = "write `{ since = 2021-03-01 }` or `{ when = { field = \"status\", is = [\"final\"] } }`";
            table.need("since", help);
            None
        }
    }
}

fn condition(table: &mut Table<'_>) -> Option<Condition> {
    let help = "name the field that tells: `when = { field = \"status\", is = [\"final\"] }`";
    let name = table.need("field", help).and_then(|value| value::text(table, &value));
    let is = table.need("is", "list what the field has to say: `is = [\"final\"]`").and_then(|value| value.list());
    let mut is = is?;
    is.value.retain(|word| !value::report_blank(table, word));
    if is.value.is_empty() {
        table.report(table.fault(is.span, "the list is empty: no note can meet the condition").help("list what the field has to say"));
    }
    Some(Condition { name: name?, field: 0, is: is.value })
}
