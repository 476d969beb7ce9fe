//! `[headings]`: how the headings of sections are marked, and how near a heading has to be to one of them.

use crate::table::{Spanned, Table};

/// How headings are marked and compared.
#[derive(Debug, Clone, Default)]
pub struct HeadingsFormat {
    /// The level of the sections' headings where they are marked, from 1: a deeper one is a sub-head.
    pub level: Option<Spanned<u8>>,
    /// How near is near enough.
    pub likeness: Likeness,
}

/// How near a heading has to be to be a section's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Likeness {
    /// Slips of the pen and other wordings are read as the heading that was meant.
    #[default]
    Near,
    /// Only letter case and marks may differ.
    Exact,
}

/// Reads `[headings]`.
pub(super) fn headings(table: &mut Table<'_>) -> HeadingsFormat {
    let level = table.integer("level").and_then(|level| {
        let value = u8::try_from(level.value).ok().filter(|level| (1..=6).contains(level));
        if value.is_none() {
            let help = "give a level from 1, `#`, to 6, `######`";
            table.report(table.fault(level.span, format!("no heading is of level {}", level.value)).help(help));
        }
        Some(Spanned { value: value?, span: level.span })
    });
    let likeness = table.choice("match", &[("near", Likeness::Near), ("exact", Likeness::Exact)]);
    HeadingsFormat { level, likeness: likeness.map(|likeness| likeness.value).unwrap_or_default() }
}
