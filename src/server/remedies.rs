//! What can be done about a finding besides its fixes: to ignore it here, to list an acronym, to write all sections that are missing.

use std::sync::Arc;

use lsp_types::{CodeAction, CodeActionKind, Command, TextEdit};
use serde_json::json;

use super::diagnostics;
use super::edits::{between, in_text, workspace_edit};
use super::state::{Server, View};
use crate::assist;
use crate::draft::{Note, Paragraph};
use crate::finding::Safety;
use crate::fix;
use crate::lint::{Purpose, Reported};
use crate::settings;
use crate::source::{Source, Span, line_end};

/// What can be done about `reported`, a finding of `view`.
pub(super) fn remedies(server: &Server<'_>, view: View<'_>, reported: &Reported) -> Vec<CodeAction> {
    let rule = reported.finding.rule.as_str();
    let mut found = Vec::new();
    if rule == "undefined-acronym" {
        found.extend(list_acronym(server, view, reported));
    }
    if rule == "missing-section" {
        found.extend(write_sections(server, view));
    }
    if !settings::FATAL.contains(&rule) && rule != "unrecognised-draft" {
        found.extend(ignore(server, view, reported));
    }
    for action in &mut found {
        action.kind = Some(CodeActionKind::QUICKFIX);
        action.is_preferred = Some(false);
        action.diagnostics = Some(vec![diagnostics::of_reported(server, reported, server.live.session.of(view.document))]);
    }
    found
}

/// A comment above the paragraph, with room for the reason.
fn ignore(server: &Server<'_>, view: View<'_>, reported: &Reported) -> Option<CodeAction> {
    let source = &view.text.source;
    let rule = &reported.finding.rule;
    let at = reported.finding.primary.span.start;
    let (scope, start) = server.ask(view, |cx| {
        let in_body = cx.draft.notes.iter().any(|note| note.sections.first().is_some_and(|first| first.heading.span.start <= at));
        let holds = |paragraph: &&Paragraph| paragraph.span.start <= at && at <= paragraph.span.end;
        let paragraph = cx.draft.notes.iter().flat_map(Note::paragraphs).find(holds);
        (if in_body { "ignore" } else { "ignore-file" }, paragraph.map_or(at, |paragraph| paragraph.span.start))
    })?;
    let line = source.line(source.line_of(start)).start;
    let end = line_end(source.text()).unwrap_or("\n");
    let comment = format!("<!-- copydesk: {scope}[{rule}] ");
    let place = server.client.encoding.position(source, line);
    let range = lsp_types::Range::new(place, place);
    let edit = TextEdit::new(range, format!("{comment} -->{end}"));
    let reason = lsp_types::Position::new(place.line, place.character + u32::try_from(comment.len()).unwrap_or_default());
    let command = server.options.places_cursor.then(|| Command {
        title: "Give the reason".to_owned(),
        command: "copydesk.placeCursor".to_owned(),
        arguments: Some(vec![json!(view.text.uri), json!(reason)]),
    });
    Some(CodeAction {
        title: format!("Ignore `{rule}` here, and say why"),
        edit: Some(in_text(server, view, vec![edit])),
        command,
        ..CodeAction::default()
    })
}

/// The acronym as one that lint.toml lists.
fn list_acronym(server: &Server<'_>, view: View<'_>, reported: &Reported) -> Option<CodeAction> {
    let configuration = server.live.session.of(view.document);
    let settings = configuration.settings.as_ref()?;
    let letters = view.text.source.slice(reported.finding.primary.span).trim_end_matches('s');
    let (range, text) = settings::with_acronym(&settings.source, letters);
    let uri = server.address_of(configuration.files.first()?)?;
    let version = server.text(&uri).map(|text| text.version);
    let edit = TextEdit::new(server.client.encoding.range(&settings.source, Span::new(range.start, range.end)), text);
    Some(CodeAction {
        title: format!("Add `{letters}` to the acronyms in lint.toml"),
        edit: Some(workspace_edit(server, vec![(uri, version, vec![edit])])),
        ..CodeAction::default()
    })
}

/// Every heading that is missing, each in its place.
fn write_sections(server: &Server<'_>, view: View<'_>) -> Option<CodeAction> {
    let source = &view.text.source;
    // Where there is none yet, they stand at the end.
    let begun = server.ask(view, assist::with_sections)?.unwrap_or_else(|| source.text().to_owned());
    let is_missing = |reported: &Reported| reported.finding.rule.as_str() == "missing-section";
    let lint =
        |source: &Arc<Source>| server.live.check(view.document, source, Purpose::Report).findings.into_iter().filter(is_missing).collect();
    let fixed = fix::to_fixpoint(Arc::new(Source::new(source.name(), begun)), Safety::Unsafe, lint);
    let edits = between(server, source, &fixed.text);
    if edits.is_empty() {
        return None;
    }
    Some(CodeAction { title: "Write the missing sections".to_owned(), edit: Some(in_text(server, view, edits)), ..CodeAction::default() })
}
