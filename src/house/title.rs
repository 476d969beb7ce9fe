//! `[title]`: where a note has its title from, and what a title may be. How many lines it takes is for the header.

use super::kind::{Bounds, Patterned};
use super::read::pattern;
use crate::table::{Spanned, Table};

/// What the title of a note is.
#[derive(Debug, Clone, Default)]
pub struct TitleFormat {
    /// Where it stands.
    pub from: TitleFrom,
    /// How many characters it may have.
    pub length: Bounds,
    /// What all of it has to match.
    pub pattern: Option<Patterned>,
}

/// Where the title of a note stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TitleFrom {
    /// On a line of the header, or in a field.
    #[default]
    Anywhere,
    /// In the front matter alone: a heading above the sections is none.
    FrontMatter,
    /// On a line of the header alone.
    Heading,
    /// Nowhere: a note has none.
    None,
}

const PLACES: [(&str, TitleFrom); 3] =
    [("front-matter", TitleFrom::FrontMatter), ("heading", TitleFrom::Heading), ("none", TitleFrom::None)];

/// Reads `[title]`.
pub(super) fn title(table: &mut Table<'_>) -> TitleFormat {
    let from = table.choice("from", &PLACES);
    let most = table.integer("max-length");
    if let Some(most) = most.as_ref().filter(|most| most.value < 1) {
        table.report(table.fault(most.span, format!("no title has a length of {}", most.value)).help("give a number of characters"));
    }
    let pattern = table.string("pattern").and_then(|text| {
        let compiled = pattern::pattern(table, &text, pattern::Extent::WholeLine)?;
        Some(Patterned { text: text.value, pattern: compiled })
    });
    let asked = pattern.as_ref().map(|pattern| pattern.pattern.span).or(most.as_ref().map(|most| most.span));
    if let (Some(Spanned { value: TitleFrom::None, .. }), Some(span)) = (&from, asked) {
        let help = "take this out, or say where the title stands";
        table.report(table.fault(span, "a note of this house has no title").help(help));
    }
    TitleFormat { from: from.map(|from| from.value).unwrap_or_default(), length: Bounds { least: None, most }, pattern }
}
