//! The JSON report, `copydesk-report/1`. `docs/report.schema.json` describes it; it leaves out nothing and cuts nothing.

use std::io::{self, Write};

use serde::Serialize;

use super::stream::{self, Each};
use super::{Options, rule_url};
use crate::finding::{Fix, Label, Safety};
use crate::lint::{Outcome, Place, Reported, Summary};
use crate::source::{Passage, Position, Source, Span};

/// The outcome as JSON, indented by two spaces.
pub(super) fn write(outcome: &Outcome, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let report = Report {
        schema: "copydesk-report/1",
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        column_unit: "unicode-scalar",
        findings: Each(&outcome.findings, |reported| finding(reported, options)),
        summary: &outcome.summary,
    };
    stream::write(&report, out)
}

/// The keys of each object in the order they are printed.
#[derive(Serialize)]
struct Report<'a, F> {
    schema: &'static str,
    tool: Tool,
    column_unit: &'static str,
    findings: F,
    summary: &'a Summary,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    rule: &'a str,
    level: &'static str,
    message: &'a str,
    file: &'a str,
    r#where: &'a Place,
    span: JsonSpan,
    #[serde(skip_serializing_if = "Option::is_none")]
    word: Option<Passage>,
    related: Vec<Related<'a>>,
    help: Option<&'a str>,
    url: Option<String>,
    fix: Option<JsonFix<'a>>,
    alternatives: Vec<JsonFix<'a>>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct JsonSpan {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Related<'a> {
    file: &'a str,
    span: JsonSpan,
    message: &'a str,
}

#[derive(Serialize)]
struct JsonFix<'a> {
    title: &'a str,
    safety: &'static str,
    edits: Vec<JsonEdit<'a>>,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    file: &'a str,
    span: JsonSpan,
    text: &'a str,
}

fn finding<'a>(reported: &'a Reported, options: &Options) -> JsonFinding<'a> {
    let finding = &reported.finding;
    JsonFinding {
        rule: finding.rule.as_str(),
        level: reported.level.name(),
        message: &finding.message,
        file: finding.primary.source.name(),
        r#where: &reported.place,
        span: span(&finding.primary.source, finding.primary.span),
        word: reported.word,
        related: finding.related.iter().map(related).collect(),
        help: finding.help.as_deref(),
        url: rule_url(&finding.rule, options),
        fix: finding.fix.as_ref().map(fix),
        alternatives: finding.alternatives.iter().map(fix).collect(),
        fingerprint: &reported.fingerprint,
    }
}

fn related(label: &Label) -> Related<'_> {
    Related { file: label.source.name(), span: span(&label.source, label.span), message: &label.text }
}

fn fix(fix: &Fix) -> JsonFix<'_> {
    let safety = match fix.safety {
        Safety::Safe => "safe",
        Safety::Unsafe => "unsafe",
    };
    let edits = fix.edits.iter().map(|edit| JsonEdit { file: edit.source.name(), span: span(&edit.source, edit.span), text: &edit.text });
    JsonFix { title: &fix.title, safety, edits: edits.collect() }
}

fn span(source: &Source, span: Span) -> JsonSpan {
    JsonSpan { start: source.position(span.start), end: source.position(span.end) }
}
