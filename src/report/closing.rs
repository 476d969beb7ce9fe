//! The last lines of the full report: how much there is, and what to do next; or, clean, what was read. It repeats no finding.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::{Options, one_line};
use crate::finding::{RuleId, Safety};
use crate::lint::{NoteSummary, Outcome, Summary};
use crate::visible::{hides, is_command, is_hidden_after};

/// Clean drafts up to this many get a line each.
const MOST_CLEAN_LINES: usize = 5;

/// Files up to this many are named one by one.
const FEW: usize = 5;

/// The closing lines; each ends its line.
pub(super) fn closing(outcome: &Outcome, options: &Options) -> String {
    let mut out = String::new();
    if outcome.findings.is_empty() {
        write_clean(&mut out, outcome);
    } else {
        out.push_str(&levels(&outcome.summary));
        if outcome.summary.files > 0 {
            let _ = write!(out, " in {}", count(outcome.summary.files, "draft", "drafts"));
        }
        out.push('\n');
        write_next_steps(&mut out, outcome, options);
    }
    write_left_out(&mut out, &outcome.summary);
    out
}

/// "1 file", "4 files".
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// "2 errors, 1 warning, 3 advice".
pub(super) fn levels(summary: &Summary) -> String {
    let mut parts = Vec::new();
    if summary.errors > 0 {
        parts.push(count(summary.errors, "error", "errors"));
    }
    if summary.warnings > 0 {
        parts.push(count(summary.warnings, "warning", "warnings"));
    }
    if summary.advice > 0 {
        parts.push(format!("{} advice", summary.advice));
    }
    parts.join(", ")
}

fn write_next_steps(out: &mut String, outcome: &Outcome, options: &Options) {
    let Summary { fixable, fixable_unsafe, .. } = outcome.summary;
    let again = &options.again;
    write_mended(out, outcome);
    if fixable > 0 {
        let _ = writeln!(out, "{fixable} can be mended: copydesk fix{again}{}", arguments(outcome, Safety::Safe, &options.paths));
    }
    if fixable_unsafe > 0 {
        let more = if fixable > 0 { " more" } else { " can be mended" };
        let command = format!("copydesk fix --unsafe-fixes{again}{}", arguments(outcome, Safety::Unsafe, &options.paths));
        let _ = writeln!(out, "{fixable_unsafe}{more}, with a second look: {command}");
    }
    if let Some(first) = super::gravest_first(&outcome.findings).first() {
        let _ = writeln!(out, "to read about a rule: copydesk explain {}", first.finding.rule);
    }
}

/// What fixes of this safety are to be made in, ready for a shell: the one file they change, else what the run was told to look at.
fn arguments(outcome: &Outcome, safety: Safety, paths: &[String]) -> String {
    let all = outcome.findings.iter().filter_map(|reported| reported.finding.fix.as_ref()).filter(|fix| fix.safety == safety);
    let files: BTreeSet<&str> = all.flat_map(|fix| &fix.edits).map(|edit| edit.source.name()).collect();
    match files.first() {
        // What standard input is called is no file's name.
        _ if paths.iter().any(|path| path == "-") => listed(paths.iter().map(String::as_str)),
        Some(&("-" | "<stdin>")) => " -".to_owned(),
        Some(file) if files.len() == 1 => listed([*file].into_iter()),
        // Of many that were named, those that change, if they are few.
        _ if paths.len() > files.len() && files.len() <= FEW => listed(files.iter().copied()),
        _ if paths.len() > FEW => format!(" (and the {} names that this run was given)", paths.len()),
        _ => listed(paths.iter().map(String::as_str)),
    }
}

fn listed<'a>(files: impl Iterator<Item = &'a str> + Clone) -> String {
    // What begins like an option is one, unless it is said that no more follow.
    let marked = files.clone().any(|file| file.starts_with('-') && file != "-");
    let names: String = files.flat_map(|file| [" ".to_owned(), quoted(file)]).collect();
    if marked { format!(" --{names}") } else { names }
}

/// As one word of a shell.
pub(crate) fn quoted(file: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | '+' | ',' | '=' | '@' | ':');
    if file.chars().all(plain) && !file.is_empty() && !file.starts_with("::") {
        return file.to_owned();
    }
    if !hides(file) && !is_command(file) {
        return format!("'{}'", file.replace('\'', r"'\''"));
    }
    // Shells that know no other way to write such a character know this one.
    let mut word = String::from("$'");
    let mut before = None;
    for c in file.chars() {
        match c {
            '\'' | '\\' => word.extend(['\\', c]),
            '\n' | '\r' | '\t' => word.extend(c.escape_default()),
            '#' => word.push_str("\\x23"),
            ':' if word.len() == 2 => word.push_str("\\x3a"),
            c if !is_hidden_after(c, before) => word.push(c),
            '\0'..='\u{7f}' => drop(write!(word, "\\x{:02x}", u32::from(c))),
            c => drop(write!(word, "\\U{:08x}", u32::from(c))),
        }
        before = Some(c);
    }
    word + "'"
}

fn write_clean(out: &mut String, outcome: &Outcome) {
    let Summary { files, notes, .. } = outcome.summary;
    if files > 0 && files <= MOST_CLEAN_LINES && !outcome.notes.is_empty() {
        for notes in outcome.notes.chunk_by(|one, next| one.file == next.file) {
            let _ = writeln!(out, "{}: clean. {}", one_line(&notes[0].file), contents(notes));
        }
    } else if files > 0 {
        let _ = writeln!(out, "{}, {}: clean.", count(files, "draft", "drafts"), count(notes, "note", "notes"));
    }
    write_mended(out, outcome);
}

/// "3 mended: date-form, ordinal-form (2)".
fn write_mended(out: &mut String, outcome: &Outcome) {
    let one = |(rule, count): (&RuleId, &usize)| if *count > 1 { format!("{rule} ({count})") } else { rule.to_string() };
    let rules: Vec<String> = outcome.mended.iter().map(one).collect();
    if !rules.is_empty() {
        let _ = writeln!(out, "{} mended: {}", outcome.summary.fixed, rules.join(", "));
    }
}

/// What was read in one file: "No. 12, 15 May 2021, 3 sections, 2 + 2 points, 128 words".
pub(super) fn contents(notes: &[NoteSummary]) -> String {
    let mut parts = Vec::new();
    // The notes of a digest share their number and date.
    if let Some(note) = notes.first().filter(|first| notes.iter().all(|note| (note.number, note.date) == (first.number, first.date))) {
        parts.extend(note.number.map(|number| format!("No. {number}")));
        parts.extend(note.date_text.as_deref().map(|date| one_line(date).into_owned()).or(note.date.map(|date| date.to_string())));
    }
    if notes.len() != 1 {
        parts.push(count(notes.len(), "note", "notes"));
    }
    parts.push(count(notes.iter().map(|note| note.sections).sum(), "section", "sections"));
    parts.extend(points(notes));
    parts.push(count(notes.iter().map(|note| note.words).sum(), "word", "words"));
    parts.join(", ")
}

/// "2 + 2 points" of one note; the sum of several.
fn points(notes: &[NoteSummary]) -> Option<String> {
    let all: usize = notes.iter().flat_map(|note| &note.points).sum();
    match notes {
        [note] if note.points.len() > 1 => {
            let each: Vec<String> = note.points.iter().map(ToString::to_string).collect();
            Some(format!("{} points", each.join(" + ")))
        }
        _ => (all > 0).then(|| count(all, "point", "points")),
    }
}

fn write_left_out(out: &mut String, summary: &Summary) {
    if summary.skipped > 0 {
        let whose = if summary.skipped == 1 { "it" } else { "them" };
        let _ = writeln!(out, "{} skipped: no note in {whose}", count(summary.skipped, "file", "files"));
    }
    if summary.ignored > 0 {
        let _ = writeln!(out, "{} ignored, as comments or lint.toml ask", count(summary.ignored, "finding", "findings"));
    }
    if summary.baselined > 0 {
        let _ = writeln!(out, "{} held back by the baseline", count(summary.baselined, "finding", "findings"));
    }
}
