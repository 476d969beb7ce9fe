//! Reviewdog's diagnostic format. Its columns count UTF-8 bytes from 1, a byte-order mark among them; it has no word for an
//! alternative, so only `fix` becomes a suggestion.

use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;

use super::stream::{self, Each};
use super::{Options, level_as, message, rule_url};
use crate::finding::{Finding, Label};
use crate::lint::{Outcome, Reported};
use crate::source::{Source, Span};

/// The outcome as a `DiagnosticResult`.
pub(super) fn write(outcome: &Outcome, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let result = DiagnosticResult {
        source: Tool { name: env!("CARGO_PKG_NAME") },
        diagnostics: Each(&outcome.findings, |reported| diagnostic(reported, options)),
    };
    stream::write(&result, out)
}

#[derive(Serialize)]
struct DiagnosticResult<F> {
    source: Tool,
    diagnostics: F,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<RelatedLocation<'a>>,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct RelatedLocation<'a> {
    message: &'a str,
    location: Location<'a>,
}

fn diagnostic<'a>(reported: &'a Reported, options: &Options) -> Diagnostic<'a> {
    let finding = &reported.finding;
    let help = finding.help.as_deref().map(|help| format!("\n{help}")).unwrap_or_default();
    Diagnostic {
        message: format!("{}{help}", message(reported)),
        location: location(&finding.primary),
        severity: level_as(reported.level, ["ERROR", "WARNING", "INFO"]),
        code: Code { value: finding.rule.as_str(), url: rule_url(&finding.rule, options) },
        suggestions: suggestion(finding).filter(|_| reported.word.is_none()).into_iter().collect(),
        related_locations: finding
            .related
            .iter()
            .map(|label| RelatedLocation { message: &label.text, location: location(label) })
            .collect(),
    }
}

/// Suggestions are offered one by one, so a fix of several edits cannot be told.
fn suggestion(finding: &Finding) -> Option<Suggestion<'_>> {
    let [edit] = finding.fix.as_ref()?.edits.as_slice() else { return None };
    let same_file = Arc::ptr_eq(&edit.source, &finding.primary.source);
    same_file.then(|| Suggestion { range: range(&edit.source, edit.span), text: &edit.text })
}

fn location(label: &Label) -> Location<'_> {
    Location { path: label.source.name(), range: range(&label.source, label.span) }
}

fn range(source: &Source, span: Span) -> Range {
    let place = |offset| Place { line: source.position(offset).line, column: offset - source.line_start(offset) + 1 };
    Range { start: place(span.start), end: place(span.end) }
}
