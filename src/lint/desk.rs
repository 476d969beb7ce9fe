//! What the linter says of its own affairs: a file it cannot place, a fault in its settings, a bug of its own.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::Arc;

use crate::draft::Draft;
use crate::finding::{Finding, Findings, Label, Level, RuleId};
use crate::house::House;
use crate::lint::fingerprint::Names;
use crate::lint::{Brief, FileOutcome, Ignoring, Place, Reading, Reported, locate, name, settle, sort};
use crate::prose::Prose;
use crate::source::{Source, Span};

/// The houses by name that a draft may have been written for.
#[derive(Debug, Clone, Copy)]
pub enum Candidates<'a> {
    /// It bears the marks of none of these.
    None(&'a [&'a str]),
    /// It bears the marks of all of these alike.
    Alike(&'a [&'a str]),
}

/// What to say of a file, asked for by hand, that is a note of none of the houses, or not clearly of one.
pub fn unrecognised(draft: &Draft, candidates: Candidates<'_>, brief: &Brief<'_>) -> FileOutcome {
    let say =
        "say which house format it follows with `--house NAME`, or with `house = \"NAME\"` in lint.toml; `copydesk houses` lists them";
    let (message, help) = match candidates {
        // The house is known: the file is to become a note of it, or is none.
        Candidates::None([one]) => (
            format!("this is no note of `{one}`: it has neither its banner, nor its number line, nor any of its headings"),
            "write the line with the series' name and the number at the top; if it is no note, leave it out with `exclude` under `[files]` in lint.toml".to_owned(),
        ),
        Candidates::None(names) => {
            (format!("this is no note of {}: it has no banner, number line or heading of any", listed(names, "or")), say.to_owned())
        }
        Candidates::Alike(names) => (
            format!("it is not clear which house format this draft follows: it bears the marks of {} alike", listed(names, "and")),
            format!("write the line with the series' name and the number at the top, or {say}"),
        ),
    };
    let span = first_words(&draft.source);
    let finding = Finding::new(RuleId::coded("unrecognised-draft"), message, Label::new(&draft.source, span, "")).help(help);
    instead_of_notes(draft, finding, None, brief)
}

/// What to say of a file in which a block that is never closed hides every note. `notes` is what it hides, as `house` reads it.
pub fn hidden(draft: &Draft, notes: &Draft, house: &House, brief: &Brief<'_>) -> Option<FileOutcome> {
    let block = draft.unclosed?;
    let (what, end) = block.kind.words();
    let header = &notes.notes.first()?.header;
    let line = header.number_line.as_ref().map(|line| line.text.whole()).or(header.banner.as_ref().map(Prose::whole));
    let message = format!("this {what} is never closed and hides the whole note: nothing of it is checked");
    let mut finding = Finding::new(RuleId::coded("unclosed-block"), message, Label::new(&draft.source, block.span, ""))
        .help(format!("put {end} where it should end"));
    finding.level = Some(Level::Error);
    finding.related.extend(line.map(|span| Label::new(&draft.source, span, "this is hidden")));
    // A comment that silences it would hide all that the note holds with it.
    let brief = Brief { ignores: Ignoring::Overruled, ..*brief };
    Some(instead_of_notes(draft, finding, Some(house), &brief))
}

/// One finding about a file with no note in it.
fn instead_of_notes(draft: &Draft, finding: Finding, house: Option<&House>, brief: &Brief<'_>) -> FileOutcome {
    let mut rulings = brief.rulings(house, None);
    // Left out by `--only`, a file in which nothing was checked would pass in silence.
    rulings.keep(finding.rule.as_str());
    let mut findings = Findings::with_room(1);
    findings.push(finding);
    let mut outcome = settle(draft, &[Rc::new(rulings)], findings, brief);
    locate(draft, &mut outcome);
    name(draft, house, brief, &mut outcome);
    if outcome.findings.is_empty() && outcome.held.is_empty() {
        outcome.reading = Reading::Skipped;
    }
    outcome
}

/// Runs `work` on one file. A bug met there becomes a finding, and the other files are still looked at.
///
/// # Errors
/// What to report of the bug.
pub fn guarded<T>(source: &Arc<Source>, work: impl FnOnce() -> T) -> Result<T, FileOutcome> {
    // What `work` was changing when it stopped is its own, and goes with it.
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let message = format!("a bug in copydesk kept it from checking this file: {}", message_of(panic.as_ref()));
        let help = "please report it, with the file if you may; the other files were checked";
        let finding = Finding::new(RuleId::coded("internal-error"), message, Label::new(source, first_words(source), "")).help(help);
        FileOutcome { reading: Reading::Read, ..faults(vec![finding]) }
    })
}

/// Faults that nobody turns off: a file that cannot be read, settings or a house that cannot be used.
pub fn faults(findings: Vec<Finding>) -> FileOutcome {
    let report = |finding| Reported {
        finding,
        level: Level::Error,
        place: Place::default(),
        word: None,
        fingerprint: String::new(),
        first_fingerprints: [0; 2],
    };
    let mut findings: Vec<_> = findings.into_iter().map(report).collect();
    for reported in &mut findings {
        super::clip(&mut reported.finding);
    }
    sort(&mut findings);
    Names { draft: None, house: None, path: "" }.stamp(&mut findings);
    FileOutcome { reading: Reading::Unread, findings, ..FileOutcome::default() }
}

/// What to say of a file with more findings than the `most` that are wanted.
pub(super) fn too_many(draft: &Draft, most: usize) -> Finding {
    let noun = if most == 1 { "finding" } else { "findings" };
    let message = format!("this has more than {most} {noun}: the rest of them are left out");
    let help = "mend some of these and check again; raise `findings` under `[limits]` in lint.toml if you want more of one file";
    Finding::new(RuleId::coded("unreadable-file"), message, Label::new(&draft.source, Span::at(0), "")).help(help)
}

/// The first line with anything on it.
fn first_words(source: &Source) -> Span {
    let lines = (0..source.line_count()).map(|line| source.line(line));
    let mut lines = lines.filter(|line| !source.slice(*line).trim().is_empty());
    lines.next().unwrap_or_else(|| source.line(0))
}

/// "`one`, `two` or `three`".
fn listed(names: &[&str], word: &str) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => "none".to_owned(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} {word} {last}", rest.join(", ")),
    }
}

/// What a bug says of itself.
pub(crate) fn message_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("no more is known").lines().next().unwrap_or_default().to_owned()
}
