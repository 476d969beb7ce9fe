//! Findings as an editor shows them. Whether they hold was decided before.

use std::collections::{BTreeMap, HashMap};

use lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, DocumentDiagnosticParams,
    DocumentDiagnosticReport, DocumentDiagnosticReportKind, DocumentDiagnosticReportResult, FullDocumentDiagnosticReport, Location,
    NumberOrString, RelatedFullDocumentDiagnosticReport, Uri,
};
use serde_json::json;

use super::documents::{OpenText, TextKind};
use super::state::{Server, View};
use crate::finding::{Finding, Level};
use crate::lint::Reported;
use crate::report;
use crate::source::Span;
use crate::workspace::configuration::Configuration;
use crate::workspace::live::is_left_out;

/// What editors call the program.
const SOURCE: &str = "copydesk";

/// Answers an editor that asks for the diagnostics of a document.
pub(super) fn pull(server: &Server<'_>, params: &DocumentDiagnosticParams) -> DocumentDiagnosticReportResult {
    let items = server.text(&params.text_document.uri).map(|text| of_text(server, text)).unwrap_or_default();
    let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id: None, items };
    let related_documents = related(server, &params.text_document.uri);
    let report = RelatedFullDocumentDiagnosticReport { related_documents, full_document_diagnostic_report };
    DocumentDiagnosticReportResult::Report(DocumentDiagnosticReport::Full(report))
}

/// What is wrong with files that are not open and that the text at `uri` depends on, where the editor takes that along.
fn related(server: &Server<'_>, uri: &Uri) -> Option<HashMap<Uri, DocumentDiagnosticReportKind>> {
    let view = server.view(uri).filter(|_| server.client.takes_related)?;
    let configuration = server.live.session.of(view.document);
    let files = configuration.files.iter().filter_map(|file| server.address_of(file));
    let report = |uri: Uri| {
        let items = faults_at(server, &uri);
        (uri, DocumentDiagnosticReportKind::Full(FullDocumentDiagnosticReport { result_id: None, items }))
    };
    Some(files.filter(|file| server.text(file).is_none()).map(report).collect())
}

/// The diagnostics of every text that is open, and of those that are not but keep others from being checked.
pub(super) fn of_all(server: &Server<'_>) -> BTreeMap<String, (Uri, Option<i32>, Vec<Diagnostic>)> {
    let mut all = BTreeMap::new();
    for text in server.texts.values() {
        all.insert(text.uri.as_str().to_owned(), (text.uri.clone(), Some(text.version), of_text(server, text)));
    }
    for (configuration, fault) in server.live.faults() {
        let Some(uri) = server.address(&fault.primary, configuration) else { continue };
        all.entry(uri.as_str().to_owned()).or_insert_with(|| (uri.clone(), None, faults_at(server, &uri)));
    }
    all
}

/// The diagnostics of one text.
pub(super) fn of_text(server: &Server<'_>, text: &OpenText) -> Vec<Diagnostic> {
    match (text.kind, server.view(&text.uri)) {
        (TextKind::Draft, Some(view)) if !is_left_out(server.live.session.of(view.document), view.document) => of_draft(server, view),
        _ => faults_at(server, &text.uri),
    }
}

fn of_draft(server: &Server<'_>, view: View<'_>) -> Vec<Diagnostic> {
    let configuration = server.live.session.of(view.document);
    server.shown(view).iter().map(|reported| of_reported(server, reported, configuration)).collect()
}

/// One finding of a draft under `configuration`.
pub(super) fn of_reported(server: &Server<'_>, reported: &Reported, configuration: &Configuration) -> Diagnostic {
    let mut diagnostic = of_finding(server, &reported.finding, configuration);
    diagnostic.severity = Some(severity(reported.level));
    diagnostic.data = Some(json!({ "fingerprint": reported.fingerprint }));
    diagnostic
}

/// What is wrong with the settings, the house or the listing at `uri`; each once, however many drafts it is in the way of.
fn faults_at(server: &Server<'_>, uri: &Uri) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (configuration, fault) in server.live.faults() {
        if server.address(&fault.primary, configuration).as_ref() == Some(uri) {
            let diagnostic = of_finding(server, fault, configuration);
            if !found.contains(&diagnostic) {
                found.push(diagnostic);
            }
        }
    }
    found
}

fn of_finding(server: &Server<'_>, finding: &Finding, configuration: &Configuration) -> Diagnostic {
    let encoding = server.client.encoding;
    let primary = &finding.primary;
    let range = encoding.range(&primary.source, shown(finding));
    let message = match &finding.help {
        Some(help) => format!("{}\n{help}", finding.message),
        None => finding.message.clone(),
    };
    let related = finding.related.iter().filter_map(|label| {
        let location = Location::new(server.address(label, configuration)?, encoding.range(&label.source, label.span));
        Some(DiagnosticRelatedInformation { location, message: label.text.clone() })
    });
    let related: Vec<_> = related.collect();
    Diagnostic {
        range,
        severity: Some(DiagnosticSeverity::ERROR),
        code: Some(NumberOrString::String(finding.rule.to_string())),
        code_description: page_of(finding).and_then(|page| page.parse().ok()).map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message,
        related_information: (!related.is_empty()).then_some(related),
        tags: (finding.rule.as_str() == "furniture").then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: None,
    }
}

/// Where the page of its rule is, if anywhere.
fn page_of(finding: &Finding) -> Option<String> {
    report::page_of(&finding.rule, report::rules_page()?)
}

fn severity(level: Level) -> DiagnosticSeverity {
    match level {
        Level::Error => DiagnosticSeverity::ERROR,
        Level::Warning => DiagnosticSeverity::WARNING,
        Level::Advice | Level::Off => DiagnosticSeverity::HINT,
    }
}

/// What is marked of a finding: of what is missing, the first word that it stands on.
fn shown(finding: &Finding) -> Span {
    let span = finding.primary.span;
    if !finding.rule.as_str().starts_with("missing-") {
        return span;
    }
    let text = finding.primary.source.slice(span);
    let start = text.len() - text.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let end = text[start..].find(char::is_whitespace).map_or(text.len(), |end| start + end);
    if start == end { span } else { Span { start: span.start + Span::at(start).start, end: span.start + Span::at(end).start } }
}
