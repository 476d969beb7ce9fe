//! Another number for a note, as an edit of every file that names it. Whether it is applied is for the editor.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use lsp_server::ErrorCode;
use lsp_types::{
    DocumentChangeOperation, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, PrepareRenameResponse, RenameFile,
    RenameParams, ResourceOp, TextDocumentEdit, TextDocumentPositionParams, TextEdit, WorkspaceEdit,
};

use super::edits::workspace_edit;
use super::hover::at;
use super::refusal::Refusal;
use super::state::{Server, View};
use crate::assist::{self, Context, Thing};
use crate::draft::Run;
use crate::finding::Edit;
use crate::lint::Choice;
use crate::renumber::{Renumbering, header_of};
use crate::series::{Entry, Place, Series};
use crate::source::Source;
use crate::workspace::archive;
use crate::workspace::found::{Found, Input, Named};
use crate::workspace::live::path_of;
use crate::workspace::session::{Content, Document};

/// Answers an editor that asks whether what stands at a place has another name to be given: the note's number has.
pub(super) fn prepare(server: &Server<'_>, asked: &TextDocumentPositionParams) -> Option<PrepareRenameResponse> {
    let view = server.view(&asked.text_document.uri)?;
    let source = &view.text.source;
    let offset = at(source, server.client.encoding.offset(source, asked.position));
    let span =
        server.ask(view, |cx| assist::find(cx, offset).filter(|found| matches!(found.thing, Thing::Number)).map(|found| found.span))??;
    let range = server.client.encoding.range(source, span);
    Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder: source.slice(span).to_owned() })
}

/// Answers an editor that gives the note another number.
pub(super) fn rename(server: &Server<'_>, params: &RenameParams) -> Result<Option<WorkspaceEdit>, Refusal> {
    let refused = |message: String| Refusal::new(ErrorCode::RequestFailed, message);
    let asked = &params.text_document_position;
    if prepare(server, asked).is_none() {
        return Err(refused("only the number of a note can be changed so".to_owned()));
    }
    let to: u64 = params.new_name.trim().parse().map_err(|_| refused(format!("`{}` is no number", params.new_name)))?;
    let Some(view) = server.view(&asked.text_document.uri) else { return Ok(None) };
    server.ask(view, |cx| renumbered(server, view, cx, to)).unwrap_or(Ok(None))
}

fn renumbered(server: &Server<'_>, view: View<'_>, cx: &Context<'_>, to: u64) -> Result<Option<WorkspaceEdit>, Refusal> {
    let refused = |message: String| Refusal::new(ErrorCode::RequestFailed, message);
    let Some(series) = cx.series else { return Ok(None) };
    let own = |entry: &&Entry| entry.file() == Some(view.document.path.as_str()) && entry.numbers.is_some();
    let entry = series.entries().iter().find(own).ok_or_else(|| refused("the series does not know the note".to_owned()))?;
    let beyond = entry.numbers.map_or(0, Run::beyond_first);
    let to = Run { first: to, last: to.saturating_add(beyond) };
    let is_other = |other: &&Entry| !std::ptr::eq(*other, entry);
    if let Some(holder) = series.holders(to.first).find(is_other) {
        return Err(refused(format!("the number {} is taken, {}", to.first, holder.whereabouts())));
    }
    let shared = entry.numbers.is_some_and(|own| series.holders(own.first).any(|other| is_other(&other)));
    let work = Work { server, view, renumbering: Renumbering { note: entry, house: cx.house, to, shared } };
    let header = header_of(cx.draft, entry).ok_or_else(|| refused("the note was changed in the meantime".to_owned()))?;
    let in_header = work.renumbering.in_header(cx.draft, header);
    let mut edits = in_header.map_err(|_| refused("its number line is malformed: mend it first".to_owned()))?;
    edits.extend(work.renumbering.in_text(cx.draft).and(work.renumbering.in_fields(cx.draft)).edits);
    edits.extend(work.in_others(series));
    edits.extend(work.in_ledgers());
    let pattern = series.policy.file_name.as_ref();
    let name = pattern.and_then(|pattern| pattern.with_number(&view.document.path, to.first)).filter(|name| *name != view.document.path);
    Ok(Some(work.edit(edits, name)))
}

struct Work<'s, 'c> {
    server: &'s Server<'c>,
    view: View<'s>,
    renumbering: Renumbering<'s>,
}

impl Work<'_, '_> {
    /// What changes in the other notes of the series that name this one.
    fn in_others(&self, series: &Series) -> Vec<Edit> {
        let Some(own) = self.renumbering.note.numbers else { return Vec::new() };
        let live = &self.server.live;
        let configuration = live.session.of(self.view.document);
        let mut edits = Vec::new();
        let mut files: Vec<&str> = series.entries().iter().filter_map(Entry::file).collect();
        files.dedup();
        for file in files.into_iter().filter(|file| *file != self.view.document.path) {
            let Some(path) = path_of(configuration, file) else { continue };
            let found = Found { name: file.to_owned(), input: Input::File, path, named: Named::No, alias: None };
            let document =
                Document { found, path: file.to_owned(), configuration: self.view.document.configuration, asked: false, unchanged: false };
            let Ok(Content::Text(source)) = live.session.open(&document) else { continue };
            if source.transcript().is_some() || !source.text().contains(&own.first.to_string()) {
                continue;
            }
            if let Choice::One(house, draft) = live.read(&document, &source) {
                edits.extend(self.renumbering.in_text(&draft).edits);
                if house.name.value == self.renumbering.house.name.value {
                    edits.extend(self.renumbering.in_fields(&draft).edits);
                }
            }
        }
        edits
    }

    fn in_ledgers(&self) -> Vec<Edit> {
        let Ok(ledgers) = archive::ledgers(self.server.live.session.of(self.view.document)) else { return Vec::new() };
        let is_ledger = |entry: &&(String, Entry)| matches!(entry.1.place, Place::Ledger { .. });
        ledgers.entries.iter().filter(is_ledger).flat_map(|(_, entry)| self.renumbering.in_ledger(entry).edits).collect()
    }

    /// All of it as one, with the file's new name last, for editors that can do that.
    fn edit(&self, edits: Vec<Edit>, name: Option<String>) -> WorkspaceEdit {
        let (server, configuration) = (self.server, self.server.live.session.of(self.view.document));
        let mut files: BTreeMap<PathBuf, Vec<TextEdit>> = BTreeMap::new();
        let of = |source: &Arc<Source>| {
            let is_own = source.name() == self.view.document.found.name;
            if is_own { Some(self.view.text.path.clone()) } else { path_of(configuration, source.name()) }
        };
        for edit in edits {
            let Some(path) = of(&edit.source) else { continue };
            files.entry(path).or_default().push(TextEdit::new(server.client.encoding.range(&edit.source, edit.span), edit.text));
        }
        let mut all = Vec::new();
        for (path, mut edits) in files {
            edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
            edits.dedup();
            let Some(uri) = server.address_of(&path) else { continue };
            let version = server.text(&uri).map(|text| text.version);
            all.push((uri, version, edits));
        }
        let capabilities = server.client.capabilities.workspace.as_ref().and_then(|workspace| workspace.workspace_edit.as_ref());
        let renames = capabilities.and_then(|edit| edit.resource_operations.as_ref());
        let can_rename = renames.is_some_and(|all| all.contains(&lsp_types::ResourceOperationKind::Rename));
        let moved = name.filter(|_| can_rename).and_then(|name| server.address_of(&path_of(configuration, &name)?));
        let Some(new_uri) = moved else { return workspace_edit(server, all) };
        let change = |(uri, version, edits): (lsp_types::Uri, Option<i32>, Vec<TextEdit>)| {
            let text_document = OptionalVersionedTextDocumentIdentifier { uri, version };
            DocumentChangeOperation::Edit(TextDocumentEdit { text_document, edits: edits.into_iter().map(OneOf::Left).collect() })
        };
        let rename = RenameFile { old_uri: self.view.text.uri.clone(), new_uri, options: None, annotation_id: None };
        let operations = all.into_iter().map(change).chain([DocumentChangeOperation::Op(ResourceOp::Rename(rename))]).collect();
        WorkspaceEdit { document_changes: Some(DocumentChanges::Operations(operations)), ..WorkspaceEdit::default() }
    }
}
