//! `[front-matter]`: the front matter as a whole. Its fields are declared one by one.

use crate::source::Span;
use crate::table::Table;

/// The front matter as a whole.
#[derive(Debug, Clone, Default)]
pub struct FrontMatterFormat {
    /// Where the house says that it holds no other keys than the declared ones.
    pub closed: Option<Span>,
    /// Where the house says that keys stand in the order in which they are declared.
    pub order: Option<Span>,
    /// How it is written.
    pub style: Style,
}

/// How front matter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// Between fences.
    #[default]
    Fenced,
    /// As lines `Key: value` from the first line on, up to an empty one; or between fences.
    Headers,
}

/// Reads `[front-matter]`.
pub(super) fn front_matter(table: &mut Table<'_>) -> FrontMatterFormat {
    let mut wish = |key| table.boolean(key).filter(|wish| wish.value).map(|wish| wish.span);
    let (closed, order) = (wish("closed"), wish("order"));
    let style = table.choice("style", &[("fenced", Style::Fenced), ("headers", Style::Headers)]);
    FrontMatterFormat { closed, order, style: style.map(|style| style.value).unwrap_or_default() }
}
