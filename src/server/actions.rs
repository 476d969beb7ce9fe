//! What can be done about findings: their fixes, each as an edit that the editor applies.

use lsp_types::{CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse, WorkspaceEdit};

use super::edits::{between, by_file, in_text, workspace_edit};
use super::state::{Server, View};
use super::{diagnostics, remedies};
use crate::finding::{Fix, Safety};
use crate::fix;
use crate::lint::{Purpose, Reported};
use crate::source::Span;
use crate::workspace::configuration::Configuration;
use crate::workspace::live::path_of;

/// Mends all that is safe.
pub(super) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.copydesk");

/// Answers an editor that asks what can be done at a place.
pub(super) fn actions(server: &Server<'_>, params: &CodeActionParams) -> CodeActionResponse {
    let Some(view) = server.view(&params.text_document.uri) else { return Vec::new() };
    let wants = |kind: &CodeActionKind| {
        let only = params.context.only.as_ref();
        only.is_none_or(|only| only.iter().any(|wanted| is_within(kind, wanted)))
    };
    let place = server.client.encoding.span(&view.text.source, params.range);
    let mut found = Vec::new();
    if wants(&CodeActionKind::QUICKFIX) {
        let offered = server.offered(view);
        for reported in offered.findings.iter().filter(|reported| touches(reported.finding.primary.span, place)) {
            found.extend(fixes_of(server, reported, server.live.session.of(view.document)));
            found.extend(remedies::remedies(server, view, reported));
        }
    }
    // In a menu of all that can be done somewhere, what changes everything is asked for by name.
    if params.context.only.is_some() && wants(&FIX_ALL) {
        found.extend(fix_all(server, view));
    }
    found.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

/// Whether `kind` is `wanted`, or one of that kind.
fn is_within(kind: &CodeActionKind, wanted: &CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(wanted.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || wanted.as_str().is_empty())
}

/// Whether a finding stands at the place that is asked about: a cursor right behind it is at it too.
fn touches(span: Span, place: Span) -> bool {
    span.start <= place.end && place.start <= span.end
}

fn fixes_of(server: &Server<'_>, reported: &Reported, configuration: &Configuration) -> Vec<CodeAction> {
    let finding = &reported.finding;
    let fixes = finding.fix.iter().chain(&finding.alternatives);
    let action = |fix: &Fix| {
        let diagnostic = diagnostics::of_reported(server, reported, configuration);
        Some(CodeAction {
            title: capitalised(&fix.title),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![diagnostic]),
            edit: Some(edit_of(server, fix, configuration)?),
            is_preferred: Some(fix.safety == Safety::Safe),
            ..CodeAction::default()
        })
    };
    fixes.filter_map(action).collect()
}

/// All that is safe, round after round, as one edit.
fn fix_all(server: &Server<'_>, view: View<'_>) -> Option<CodeAction> {
    let source = &view.text.source;
    let mut known = fix::Known::new(|source| server.live.check(view.document, source, Purpose::Report));
    let fixed = fix::to_fixpoint(source.clone(), Safety::Safe, |source| known.offered(source).findings);
    let edits = between(server, source, &fixed.text);
    if edits.is_empty() {
        return None;
    }
    Some(CodeAction {
        title: "Mend all that is safe to mend".to_owned(),
        kind: Some(FIX_ALL),
        edit: Some(in_text(server, view, edits)),
        ..CodeAction::default()
    })
}

/// The edit that a fix is; `None` where it changes something that has no address.
fn edit_of(server: &Server<'_>, fix: &Fix, configuration: &Configuration) -> Option<WorkspaceEdit> {
    Some(workspace_edit(server, by_file(server, &fix.edits, |name| path_of(configuration, name))?))
}

fn capitalised(title: &str) -> String {
    let mut chars = title.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
