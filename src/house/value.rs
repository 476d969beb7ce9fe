//! Values of a house's file that have to hold something. What they mean is told where they are read.

use crate::table::{List, Spanned, Table, Value};

/// A string with something in it.
pub(super) fn text(table: &Table<'_>, value: &Value<'_>) -> Option<Spanned<String>> {
    let text = value.string()?;
    report_blank(table, &text);
    Some(text)
}

/// What an author is told, with something in it.
pub(super) fn sentence(table: &mut Table<'_>, key: &'static str) -> Option<String> {
    let value = table.get(key)?;
    text(table, &value).map(|said| said.value).filter(|said| !said.trim().is_empty())
}

/// Reports a string without anything in it, and says whether it is one.
pub(super) fn report_blank(table: &Table<'_>, text: &Spanned<String>) -> bool {
    let blank = text.trim().is_empty();
    if blank {
        table.report(table.fault(text.span, "there is nothing between the quotes").help("write the words, or take the entry out"));
    }
    blank
}

/// A list of strings, those without anything in them reported and left out; empty where there is none.
pub(super) fn list(table: &mut Table<'_>, key: &'static str) -> List {
    let mut list = table.list(key).unwrap_or_default();
    list.value.retain(|word| !report_blank(table, word));
    list
}

/// The same, without their places.
pub(super) fn words(table: &mut Table<'_>, key: &'static str) -> Vec<String> {
    list(table, key).words()
}
