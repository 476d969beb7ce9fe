//! `[[reference]]`: how a text names a note of the series. Whether there is such a note is not known here.

use crate::house::numbers::figures_at;
use crate::prose::TextRange;
use crate::prose::words::runs_together;
use crate::table::{Spanned, Table};

/// How a text names a note of the series: `HN-{number}`.
#[derive(Debug, Clone)]
pub struct ReferenceFormat {
    /// As the house gives it.
    pub pattern: Spanned<String>,
    before: String,
    after: String,
}

impl ReferenceFormat {
    /// The notes that `text` names so, with the places where it does, in order.
    pub(super) fn found_in<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (u64, TextRange)> + 't {
        memchr::memmem::find_iter(text.as_bytes(), self.before.as_str()).filter_map(move |start| {
            let (number, end) = figures_at(text, start + self.before.len())?;
            let end = end + text[end..].strip_prefix(self.after.as_str()).map(|_| self.after.len())?;
            let is_whole = !runs_together(&text[..start], &self.before) && !runs_together(&text[..end], &text[end..]);
            Some((number.filter(|_| is_whole)?, start..end))
        })
    }
}

/// Reads every `[[reference]]`.
pub(super) fn references(root: &mut Table<'_>) -> Vec<ReferenceFormat> {
    let read: Vec<ReferenceFormat> = root.tables_up_to("reference", "pattern", MOST, reference).into_iter().flatten().collect();
    for (index, reference) in read.iter().enumerate() {
        let sample = format!("{}7{}", reference.before, reference.after);
        let same = |other: &&ReferenceFormat| {
            let theirs = format!("{}7{}", other.before, other.after);
            other.found_in(&sample).next().is_some() || reference.found_in(&theirs).next().is_some()
        };
        if let Some(other) = read[..index].iter().find(same) {
            let message = format!("`{}` and `{}` may both be meant by one text", other.pattern.value, reference.pattern.value);
            let fault = root.fault(reference.pattern.span, message).related(root.label(other.pattern.span, "the first"));
            root.report(fault.help("take one of them out: what the other finds is found already"));
        }
    }
    read
}

/// Every text is searched for each.
const MOST: usize = 32;

fn reference(table: &mut Table<'_>) -> Option<ReferenceFormat> {
    const HELP: &str = "write what stands around the number, and `{number}` in its place: `pattern = \"HN-{number}\"`";
    let pattern = table.need("pattern", HELP).and_then(|value| super::value::text(table, &value));
    table.choice("series", &[("own", ())]);
    let pattern = pattern?;
    let fault = |said: &str| table.report(table.fault(pattern.span, format!("`{}` {said}", pattern.value)).help(HELP));
    let Some((before, after)) = pattern.split_once("{number}") else {
        fault("does not say where the number stands");
        return None;
    };
    if after.contains("{number}") {
        fault("gives the number twice");
    } else if before.contains(['{', '}']) || after.contains(['{', '}']) {
        fault("has a field that is not known: only `{number}` is");
    } else if !before.contains(|c: char| !c.is_whitespace()) {
        fault("would take every number for a note of the series");
    } else if before.ends_with(|c: char| c.is_ascii_digit()) || after.starts_with(|c: char| c.is_ascii_digit()) {
        fault("has a figure beside the number, which would be part of it");
    } else {
        let (before, after) = (before.to_owned(), after.trim_end().to_owned());
        return Some(ReferenceFormat { pattern, before, after });
    }
    None
}
