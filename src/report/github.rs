//! Workflow commands of GitHub Actions: each finding becomes an annotation on its line. GitHub shows ten of a kind a step, so the
//! gravest come first; nothing is cut here.

use std::fmt::Write;

use super::{Options, gravest_first, level_as, message, one_line};
use crate::lint::Outcome;

/// The outcome, one workflow command a finding.
pub(super) fn write(outcome: &Outcome, options: &Options) -> String {
    let mut out = String::new();
    for reported in gravest_first(&outcome.findings) {
        let finding = &reported.finding;
        let source = &finding.primary.source;
        let (start, end) = (source.position(finding.primary.span.start), source.position(finding.primary.span.end));
        let command = level_as(reported.level, ["error", "warning", "notice"]);
        let _ = write!(out, "::{command} file={},line={},endLine={}", property(options.path(source.name())), start.line, end.line);
        if start.line == end.line {
            // columns over several lines are refused
            let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
        }
        let help = finding.help.as_deref().map(|help| format!("%0A{}", data(help))).unwrap_or_default();
        let _ = writeln!(out, ",title={}::{}{help}", property(finding.rule.as_str()), data(&message(reported)));
    }
    out
}

/// Escapes a text as the runner reads it back; its line ends are already spelt out, like everything else a log would obey.
fn data(text: &str) -> String {
    one_line(text).replace('%', "%25")
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
