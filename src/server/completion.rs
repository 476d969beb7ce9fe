//! What an editor offers while one writes.

use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemLabelDetails, CompletionParams, CompletionResponse, CompletionTextEdit,
    InsertTextFormat, TextEdit,
};

use super::new_note;
use super::state::{Server, View};
use crate::assist::{self, CompletionKind};

/// What opens a list of its own accord: a number after the series' name, and a line's beginning.
pub(super) const TRIGGERS: [&str; 2] = ["#", " "];

/// Answers an editor that asks what may be written at a place.
pub(super) fn complete(server: &Server<'_>, params: &CompletionParams) -> Option<CompletionResponse> {
    let asked = &params.text_document_position;
    let view = server.view(&asked.text_document.uri)?;
    let source = &view.text.source;
    let offset = server.client.encoding.offset(source, asked.position);
    let found = server.ask(view, |cx| assist::completions(cx, offset))?;
    let line = found.iter().find(|completion| completion.kind == CompletionKind::NumberLine);
    let whole = line.and_then(|line| whole_note(server, view, line));
    let item = |(index, completion): (usize, assist::Completion)| {
        let written = source.slice(completion.span);
        let kind = match completion.kind {
            CompletionKind::NumberLine | CompletionKind::Ordinal => CompletionItemKind::SNIPPET,
            CompletionKind::Heading => CompletionItemKind::STRUCT,
            CompletionKind::Date => CompletionItemKind::EVENT,
            CompletionKind::Author => CompletionItemKind::VALUE,
            CompletionKind::Acronym => CompletionItemKind::CONSTANT,
            CompletionKind::Reference => CompletionItemKind::REFERENCE,
        };
        // Editors take for a match only what begins as the text that is replaced does.
        let filter = if completion.text.starts_with(written) { completion.text.clone() } else { format!("{written}{}", completion.label) };
        CompletionItem {
            label: completion.label,
            detail: (!completion.detail.is_empty()).then_some(completion.detail),
            kind: Some(kind),
            sort_text: Some(format!("{index:04}")),
            filter_text: Some(filter),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(
                server.client.encoding.range(source, completion.span),
                completion.text,
            ))),
            ..CompletionItem::default()
        }
    };
    Some(CompletionResponse::Array(found.into_iter().enumerate().map(item).chain(whole).collect()))
}

/// The whole note that a number line may be the first of, where nothing else is written and the editor goes from blank to blank.
fn whole_note(server: &Server<'_>, view: View<'_>, line: &assist::Completion) -> Option<CompletionItem> {
    let source = &view.text.source;
    let (before, after) = (source.text().get(..line.span.start as usize)?, source.text().get(line.span.end as usize..)?);
    if !server.client.takes_snippets() || !before.trim().is_empty() || !after.trim().is_empty() {
        return None;
    }
    Some(CompletionItem {
        label: format!("{} …", line.label),
        label_details: Some(CompletionItemLabelDetails { detail: None, description: Some("whole note".to_owned()) }),
        detail: Some("a whole note".to_owned()),
        kind: Some(CompletionItemKind::SNIPPET),
        sort_text: Some("note".to_owned()),
        filter_text: Some(line.text.clone()),
        insert_text_format: Some(InsertTextFormat::SNIPPET),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(
            server.client.encoding.range(source, line.span),
            new_note::whole(server, view)?,
        ))),
        ..CompletionItem::default()
    })
}
