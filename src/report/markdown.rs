//! Remarks for an author as Markdown, by note and section, in an author's words: for a summary of a job, a mail or a review. Files, lines, rules
//! and options are not named.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use super::author::{self, Remark};
use super::excerpt::quotation;
use super::{Glyphs, one_line};
use crate::lint::{Margin, NoteSummary, Outcome, Reported};

/// Columns of the words that a remark quotes.
const QUOTED: usize = 60;

/// The outcome as Markdown.
pub(super) fn write(outcome: &Outcome) -> String {
    let counts = &outcome.summary;
    let mut out = format!("# {}\n", author::counts(counts.errors, counts.warnings, counts.advice));
    let mut first_notes: HashMap<&str, &NoteSummary> = HashMap::new();
    outcome.notes.iter().rev().for_each(|note| {
        first_notes.insert(&note.file, note);
    });
    for of_file in outcome.findings.chunk_by(|one, next| name(one) == name(next)) {
        let note = first_notes.get(name(&of_file[0])).copied();
        for of_note in of_file.chunk_by(|one, next| note_key(one) == note_key(next)) {
            let _ = write!(out, "\n## {}\n", title(&of_note[0], note));
            for of_section in of_note.chunk_by(|one, next| section(one) == section(next)) {
                let _ = write!(out, "\n### {}\n\n", section(&of_section[0]));
                for reported in of_section {
                    remark(reported, &mut out);
                }
            }
        }
    }
    let found: HashSet<&str> = outcome.findings.iter().map(name).collect();
    let clean = outcome.notes.iter().filter(|note| !found.contains(&*note.file)).count();
    match clean {
        0 => {}
        1 => out.push_str("\n1 note is clean.\n"),
        clean => {
            let _ = write!(out, "\n{clean} notes are clean.\n");
        }
    }
    out
}

fn name(reported: &Reported) -> &str {
    reported.finding.primary.source.name()
}

fn note_key(reported: &Reported) -> (Option<u64>, Option<usize>) {
    (reported.place.note, reported.place.part)
}

/// What an author calls the note; where there is none, the file has to do.
fn title(reported: &Reported, note: Option<&NoteSummary>) -> String {
    let place = &reported.place;
    let number = place.note.or_else(|| note.and_then(|note| note.number)).map(|number| format!("No. {number}"));
    let headline = note.filter(|_| number.is_none()).map(|note| note.headline.as_str()).filter(|headline| !headline.is_empty());
    let title = place.title.as_deref().or(headline).map(|title| escaped(&one_line(title)).into_owned());
    match (number, title) {
        (None, None) => escaped(&one_line(name(reported))).into_owned(),
        (number, title) => number.into_iter().chain(title).collect::<Vec<_>>().join(", "),
    }
}

fn section(reported: &Reported) -> Cow<'_, str> {
    match (&reported.place.section, reported.place.margin) {
        (Some(heading), _) => escaped(heading).into_owned().into(),
        (None, Margin::Header) => "At the top".into(),
        (None, Margin::Furniture) => "After the note".into(),
    }
}

fn remark(reported: &Reported, out: &mut String) {
    let finding = &reported.finding;
    let words = finding.primary.source.slice(finding.primary.span);
    let words = if finding.rule.as_str() == "unreadable-file" { "" } else { words };
    let quoted = quotation(words.trim(), QUOTED, Glyphs::Unicode);
    let quoted = if quoted.is_empty() { quoted } else { format!(" “{}”", escaped(&quoted)) };
    let Remark { what, remedy, because } = author::remark(reported);
    let _ = write!(out, "- **{}**{quoted}: {}", author::level(reported.level), escaped(&what));
    if !remedy.is_empty() {
        let _ = write!(out, " To mend it: {}.", escaped(&remedy));
    }
    if !because.is_empty() {
        let _ = write!(out, " {}", escaped(&because));
    }
    out.push('\n');
}

/// The text without what Markdown would obey.
fn escaped(text: &str) -> Cow<'_, str> {
    let is_mark = |c: char| matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '~' | '$' | '@');
    if !text.contains(is_mark) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            // Nobody is called by a note.
            '@' => out.push_str("&#64;"),
            c if is_mark(c) => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_obeyed() {
        assert_eq!(escaped("*a* <b> @c `d`"), "\\*a\\* &lt;b\\> &#64;c \\`d\\`");
    }
}
