//! SARIF 2.1.0, for code scanning. Columns count Unicode scalar values and say so; nothing about the machine is told.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::{Options, level_as, rule_url};
use crate::finding::{Finding, Fix, Label, Level, RuleId};
use crate::lint::{Outcome, Reported};
use crate::rules::{self, Rule};
use crate::source::{Source, Span};

/// The words SARIF has for our levels.
const LEVELS: [&str; 3] = ["error", "warning", "note"];

/// The outcome as a log of one run.
pub(super) fn write(outcome: &Outcome, options: &Options) -> String {
    let ids = ids(outcome);
    let results: Vec<Value> = outcome.findings.iter().map(|reported| result(reported, &ids)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "rules": ids.iter().map(|id| descriptor(id, options)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).expect("strings and numbers always serialize") + "\n"
}

/// Every rule, then the houses' own terms that reported, by id.
fn ids(outcome: &Outcome) -> Vec<RuleId> {
    let coded = rules::ALL.iter().map(|rule| RuleId::coded(rule.id));
    let mut terms: Vec<RuleId> =
        outcome.findings.iter().map(|reported| &reported.finding.rule).filter(|id| rules::find(id.as_str()).is_none()).cloned().collect();
    terms.sort();
    terms.dedup();
    coded.chain(terms).collect()
}

fn descriptor(id: &RuleId, options: &Options) -> Value {
    let mut descriptor = Map::new();
    descriptor.insert("id".into(), id.as_str().into());
    if let Some(rule) = rules::find(id.as_str()) {
        descriptor.insert("shortDescription".into(), json!({ "text": rule.summary() }));
        descriptor.insert("help".into(), json!({ "text": rule.page.trim(), "markdown": rule.page.trim() }));
        descriptor.insert("defaultConfiguration".into(), configuration(rule));
    }
    if let Some(url) = rule_url(id, options) {
        descriptor.insert("helpUri".into(), url.into());
    }
    Value::Object(descriptor)
}

fn configuration(rule: &Rule) -> Value {
    match rule.level {
        Level::Off => json!({ "enabled": false, "level": "note" }),
        level => json!({ "level": level_as(level, LEVELS) }),
    }
}

fn result(reported: &Reported, ids: &[RuleId]) -> Value {
    let finding = &reported.finding;
    let help = finding.help.as_deref().map(|help| format!("\n{help}")).unwrap_or_default();
    let mut result = Map::new();
    result.insert("ruleId".into(), finding.rule.as_str().into());
    if let Some(index) = ids.iter().position(|id| *id == finding.rule) {
        result.insert("ruleIndex".into(), index.into());
    }
    result.insert("level".into(), level_as(reported.level, LEVELS).into());
    result.insert("message".into(), json!({ "text": format!("{}{help}", finding.message) }));
    result.insert("locations".into(), json!([{ "physicalLocation": location(&finding.primary) }]));
    result.insert("partialFingerprints".into(), json!({ "copydesk/v1": reported.fingerprint }));
    if !finding.related.is_empty() {
        result.insert("relatedLocations".into(), finding.related.iter().enumerate().map(related).collect());
    }
    let fixes: Vec<Value> = fixes(finding).map(fix).collect();
    if !fixes.is_empty() {
        result.insert("fixes".into(), fixes.into());
    }
    Value::Object(result)
}

fn related((id, label): (usize, &Label)) -> Value {
    json!({ "id": id, "message": { "text": label.text }, "physicalLocation": location(label) })
}

fn fixes(finding: &Finding) -> impl Iterator<Item = &Fix> {
    finding.fix.iter().chain(&finding.alternatives)
}

/// Edits of one file after another make one change.
fn fix(fix: &Fix) -> Value {
    let changes: Vec<Value> = fix
        .edits
        .chunk_by(|one, next| one.source.name() == next.source.name())
        .map(|edits| {
            let replacements = edits
                .iter()
                .map(|edit| json!({ "deletedRegion": region(&edit.source, edit.span), "insertedContent": { "text": edit.text } }));
            json!({
                "artifactLocation": { "uri": uri(edits[0].source.name()) },
                "replacements": replacements.collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({ "description": { "text": fix.title }, "artifactChanges": changes })
}

fn location(label: &Label) -> Value {
    json!({ "artifactLocation": { "uri": uri(label.source.name()) }, "region": region(&label.source, label.span) })
}

fn region(source: &Source, span: Span) -> Value {
    let (start, end) = (source.position(span.start), source.position(span.end));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// A path as a URI: relative where it is, percent-encoded where it must be. A shipped house's name is a URI as it stands.
fn uri(path: &str) -> String {
    let (scheme, rest) = match path.split_once(':') {
        Some(("copydesk", rest)) => ("copydesk:", rest),
        _ if path.starts_with('/') => ("file://", path),
        _ => ("", path),
    };
    let mut out = String::from(scheme);
    for byte in rest.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_uri() {
        assert_eq!(uri("notes/606 åland.txt"), "notes/606%20%C3%A5land.txt");
        assert_eq!(uri("/tmp/a:b.md"), "file:///tmp/a%3Ab.md");
        assert_eq!(uri("copydesk:harbour-notes.toml"), "copydesk:harbour-notes.toml");
    }
}
