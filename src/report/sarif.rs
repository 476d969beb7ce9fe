//! SARIF 2.1.0, for code scanning: the only format that also tells what is held back, as suppressed. Columns count Unicode scalar values and
//! say so; nothing about the machine is told.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::stream::{self, Each};
use super::{Completion, Options, level_as, message, page, rule_url};
use crate::finding::{Edit, Finding, Fix, Label, Level, RuleId};
use crate::ignore::Cover;
use crate::lint::{Holder, Outcome, Reported};
use crate::rules;
use crate::source::{Source, Span, percent_encoded};
use crate::terms::AnyRule;

/// The words SARIF has for our levels.
const LEVELS: [&str; 3] = ["error", "warning", "note"];

/// The outcome as a log of one run.
pub(super) fn write(outcome: &Outcome, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let rules = descriptors(outcome, options);
    let index: BTreeMap<&str, usize> = rules.iter().zip(0..).filter_map(|(rule, index)| Some((rule["id"].as_str()?, index))).collect();
    let all = in_order(outcome);
    let run = Run {
        column_kind: "unicodeCodePoints",
        invocations: json!([invocation(options)]),
        results: Each(&all, |entry: &(_, _)| one(entry.0, entry.1, outcome, &Names { index: &index, options })),
        tool: json!({ "driver": {
            "name": env!("CARGO_PKG_NAME"),
            "version": env!("CARGO_PKG_VERSION"),
            "rules": &rules,
        } }),
    };
    let schema = "https://json.schemastore.org/sarif-2.1.0.json";
    stream::write(&Log { schema, runs: [run], version: "2.1.0" }, out)
}

/// The keys of each object in the order they are printed.
#[derive(Serialize)]
struct Log<R> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    runs: [R; 1],
    version: &'static str,
}

#[derive(Serialize)]
struct Run<F> {
    #[serde(rename = "columnKind")]
    column_kind: &'static str,
    invocations: Value,
    results: F,
    tool: Value,
}

/// What the results call rules and files by.
#[derive(Clone, Copy)]
struct Names<'a> {
    /// The place of each rule in the list of rules.
    index: &'a BTreeMap<&'a str, usize>,
    options: &'a Options,
}

/// Whether the run was done: a service would take what is missing in a report for mended.
fn invocation(options: &Options) -> Value {
    let mut invocation = Map::new();
    invocation.insert("executionSuccessful".into(), (options.completion == Completion::Whole).into());
    if !options.failures.is_empty() {
        let notices = options.failures.iter().map(|failure| json!({ "level": "error", "message": { "text": failure } }));
        invocation.insert("toolExecutionNotifications".into(), notices.collect());
    }
    Value::Object(invocation)
}

/// Every rule, then the houses' own by id, each with its page.
fn descriptors(outcome: &Outcome, options: &Options) -> Vec<Value> {
    let terms = options.houses.iter().flat_map(|house| house.terms.all());
    let terms: BTreeMap<&str, AnyRule<'_>> = terms.map(|term| (term.id.as_str(), AnyRule::Term(term))).collect();
    let all = outcome.findings.iter().chain(outcome.held.iter().map(|held| &held.reported));
    let mut unlisted: Vec<&str> = all.map(|reported| reported.finding.rule.as_str()).collect();
    unlisted.retain(|id| rules::find(id).is_none() && !terms.contains_key(id));
    unlisted.sort_unstable();
    unlisted.dedup();
    let known = rules::ALL.iter().map(|rule| AnyRule::Coded(rule)).chain(terms.into_values());
    known.map(|rule| descriptor(rule, options)).chain(unlisted.into_iter().map(|id| json!({ "id": id, "shortDescription": { "text": id }, "fullDescription": { "text": UNLISTED }, "help": { "text": UNLISTED } }))).collect()
}

const UNLISTED: &str = "A rule of a house format that this run did not read to the end.";

fn descriptor(rule: AnyRule<'_>, options: &Options) -> Value {
    let page = rule.page();
    let mut descriptor = Map::new();
    descriptor.insert("id".into(), rule.id().into());
    descriptor.insert("shortDescription".into(), json!({ "text": rule.summary() }));
    let reason = page::reason(&page);
    let full = if reason.is_empty() { rule.summary().into() } else { reason };
    descriptor.insert("fullDescription".into(), json!({ "text": full }));
    descriptor.insert("help".into(), json!({ "text": page::plain(&page), "markdown": page::markdown(&page) }));
    descriptor.insert("defaultConfiguration".into(), configuration(rule.level()));
    if let Some(url) = rule_url(&RuleId::named(rule.id()), options) {
        descriptor.insert("helpUri".into(), url.into());
    }
    Value::Object(descriptor)
}

fn configuration(level: Level) -> Value {
    match level {
        Level::Off => json!({ "enabled": false, "level": "note" }),
        level => json!({ "level": level_as(level, LEVELS) }),
    }
}

/// What is reported and what is held back, in one order of place.
fn in_order(outcome: &Outcome) -> Vec<(&Reported, Option<&Holder>)> {
    let open = outcome.findings.iter().map(|reported| (reported, None));
    let held = outcome.held.iter().map(|held| (&held.reported, Some(&held.by)));
    let mut all: Vec<(&Reported, Option<&Holder>)> = open.chain(held).collect();
    all.sort_by_key(|(reported, _)| (reported.finding.primary.source.name(), reported.finding.primary.span));
    all
}

/// One result. A fix may have an edit for every line of its file: those are written as they are made.
#[derive(Serialize)]
struct One<'a> {
    #[serde(rename = "baselineState", skip_serializing_if = "Option::is_none")]
    baseline_state: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<OneFix<'a>>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

#[derive(Serialize)]
struct OneFix<'a> {
    #[serde(rename = "artifactChanges")]
    changes: Vec<Change<'a>>,
    description: Value,
}

#[derive(Serialize)]
struct Change<'a> {
    #[serde(rename = "artifactLocation")]
    location: Value,
    replacements: Each<'a, Edit, fn(&Edit) -> Value>,
}

fn one<'a>(reported: &'a Reported, holder: Option<&Holder>, outcome: &Outcome, names: &Names<'a>) -> One<'a> {
    let mut result = result(reported, *names);
    result.extend(holder.map(|holder| ("suppressions".into(), json!([suppression(holder, *names)]))));
    let state = match holder {
        _ if !outcome.compared => None,
        None => Some("new"),
        Some(Holder::Baseline) => Some("unchanged"),
        // Nobody asked the baseline about it.
        Some(Holder::Ignore(_)) => None,
    };
    One {
        baseline_state: state,
        fixes: fixes(&reported.finding).filter(|_| reported.word.is_none()).map(|offered| fix(offered, *names)).collect(),
        rest: result,
    }
}

fn suppression(holder: &Holder, names: Names<'_>) -> Value {
    let (kind, label) = match holder {
        Holder::Ignore(Cover::Comment(label)) => ("inSource", label),
        Holder::Ignore(Cover::Entry(label)) => ("external", label),
        Holder::Baseline => return json!({ "kind": "external", "status": "accepted", "justification": "it is in the baseline" }),
    };
    let mut suppression = Map::new();
    suppression.insert("kind".into(), kind.into());
    suppression.insert("status".into(), "accepted".into());
    suppression.extend(location(label, names).map(|place| ("location".into(), json!({ "physicalLocation": place }))));
    if !label.text.is_empty() {
        suppression.insert("justification".into(), label.text.as_str().into());
    }
    Value::Object(suppression)
}

fn result(reported: &Reported, names: Names<'_>) -> Map<String, Value> {
    let finding = &reported.finding;
    let help = finding.help.as_deref().map(|help| format!("\n{help}")).unwrap_or_default();
    let mut result = Map::new();
    result.insert("ruleId".into(), finding.rule.as_str().into());
    if let Some(index) = names.index.get(finding.rule.as_str()) {
        result.insert("ruleIndex".into(), (*index).into());
    }
    result.insert("level".into(), level_as(reported.level, LEVELS).into());
    result.insert("message".into(), json!({ "text": format!("{}{help}", message(reported)) }));
    let places: Vec<Value> = location(&finding.primary, names).map(|place| json!({ "physicalLocation": place })).into_iter().collect();
    result.insert("locations".into(), places.into());
    result.insert("partialFingerprints".into(), json!({ "copydesk/v2": reported.fingerprint }));
    let related: Vec<Value> = finding.related.iter().filter_map(|label| related(label, names)).enumerate().map(with_id).collect();
    if !related.is_empty() {
        result.insert("relatedLocations".into(), related.into());
    }
    result
}

fn related(label: &Label, names: Names<'_>) -> Option<Map<String, Value>> {
    let place = location(label, names)?;
    // A location without words is shown as an empty line.
    let text = if label.text.is_empty() { "the other place" } else { &label.text };
    Some(Map::from_iter([("message".into(), json!({ "text": text })), ("physicalLocation".into(), place)]))
}

fn with_id((id, mut place): (usize, Map<String, Value>)) -> Value {
    place.insert("id".into(), id.into());
    Value::Object(place)
}

fn fixes(finding: &Finding) -> impl Iterator<Item = &Fix> {
    finding.fix.iter().chain(&finding.alternatives)
}

/// Edits of one file after another make one change.
fn fix<'a>(fix: &'a Fix, names: Names<'_>) -> OneFix<'a> {
    let changes = fix.edits.chunk_by(|one, next| one.source.name() == next.source.name());
    let changes = changes.map(|edits| {
        let location = json!({ "uri": uri(names.options.path(edits[0].source.name())) });
        Change { location, replacements: Each(edits, replacement) }
    });
    OneFix { changes: changes.collect(), description: json!({ "text": fix.title }) }
}

fn replacement(edit: &Edit) -> Value {
    json!({ "deletedRegion": region(&edit.source, edit.span), "insertedContent": { "text": edit.text } })
}

/// Where a label points; `None` for a line of a shipped house, which is in no file.
fn location(label: &Label, names: Names<'_>) -> Option<Value> {
    let name = label.source.name();
    let file = json!({ "uri": uri(names.options.path(name)) });
    (!name.starts_with(SHIPPED)).then(|| json!({ "artifactLocation": file, "region": region(&label.source, label.span) }))
}

/// What the name of a shipped house's file begins with: no scheme that a reader of SARIF knows.
const SHIPPED: &str = "copydesk:";

fn region(source: &Source, span: Span) -> Value {
    let (start, end) = (source.position(span.start), source.position(span.end));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// A path as a URI: relative where it is, percent-encoded where it must be.
fn uri(path: &str) -> String {
    let scheme = if path.starts_with('/') { "file://" } else { "" };
    scheme.to_owned() + &percent_encoded(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_uri() {
        assert_eq!(uri("notes/606 åland.txt"), "notes/606%20%C3%A5land.txt");
        assert_eq!(uri("/tmp/a:b.md"), "file:///tmp/a%3Ab.md");
        assert_eq!(uri("a:b.md"), "a%3Ab.md", "no scheme");
    }
}
