//! Another number for a note, as an edit of every file that names it: what `renumber` would do. Whether it is applied is for the editor.

use lsp_server::ErrorCode;
use lsp_types::{
    DocumentChangeOperation, DocumentChanges, PrepareRenameResponse, RenameFile, RenameParams, ResourceOp, ResourceOperationKind,
    TextDocumentPositionParams, WorkspaceEdit,
};

use super::edits::{FileEdits, between, text_document_edit, workspace_edit};
use super::refusal::Refusal;
use super::state::Server;
use crate::assist::{self, Thing};
use crate::draft::Run;
use crate::source::Span;
use crate::workspace::names;
use crate::workspace::renumber::{Changed, Names, Plan};

/// Answers an editor that asks whether what stands at a place has another name to be given: the note's number has.
pub(super) fn prepare(server: &Server<'_>, asked: &TextDocumentPositionParams) -> Option<PrepareRenameResponse> {
    let (span, _) = number_at(server, asked)?;
    let source = &server.text(&asked.text_document.uri)?.source;
    let range = server.client.encoding.range(source, span);
    Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder: source.slice(span).to_owned() })
}

/// The number of a note that stands at a place, and where.
fn number_at(server: &Server<'_>, asked: &TextDocumentPositionParams) -> Option<(Span, Option<Run>)> {
    let view = server.view(&asked.text_document.uri)?;
    let offset = server.client.encoding.offset(&view.text.source, asked.position);
    server.ask(view, |cx| {
        let found = assist::find(cx, offset).filter(|found| matches!(found.thing, Thing::Number))?;
        Some((found.span, found.note.header.numbers()))
    })?
}

/// Answers an editor that gives the note another number.
pub(super) fn rename(server: &Server<'_>, params: &RenameParams) -> Result<Option<WorkspaceEdit>, Refusal> {
    let refused = |message: String| Refusal::new(ErrorCode::RequestFailed, message);
    let asked = &params.text_document_position;
    let Some((_, numbers)) = number_at(server, asked) else {
        return Err(refused("only the number of a note can be changed so".to_owned()));
    };
    let given = params.new_name.trim();
    let to: Option<u64> = given.parse().ok().filter(|to| *to > 0 && given.bytes().all(|byte| byte.is_ascii_digit()));
    let to = to.ok_or_else(|| refused(format!("`{given}` is no number of a note: give one from 1 on, in figures")))?;
    let Some(view) = server.view(&asked.text_document.uri) else { return Ok(None) };
    let names = if renames_files(server) { Names::Follow } else { Names::Stay };
    let plan = server.live.renumber(view.document, numbers, to, names)?;
    let number = numbers.map(|run| run.to_string()).unwrap_or_default();
    for remark in plan.changed.iter().flat_map(|file| file.doubts(&number)).chain(plan.remarks.iter().cloned()) {
        server.client.log(remark);
    }
    let folder = &server.live.session.of(view.document).folder;
    let renamed = |file: &Changed| {
        let to = folder.join(names::meant(&file.to));
        let (old_uri, new_uri) = (server.address_of(&file.file)?, server.address_of(&to)?);
        (file.path != file.to).then_some(RenameFile { old_uri, new_uri, options: None, annotation_id: None })
    };
    let renamed: Vec<RenameFile> = plan.changed.iter().filter_map(renamed).collect();
    let edits = edits(server, &plan);
    if renamed.is_empty() {
        return Ok(Some(workspace_edit(server, edits)));
    }
    // Files take their new names last: until then the edits find them by the old.
    let edits = edits.into_iter().map(|edits| DocumentChangeOperation::Edit(text_document_edit(edits)));
    let renamed = renamed.into_iter().map(|rename| DocumentChangeOperation::Op(ResourceOp::Rename(rename)));
    let changes = DocumentChanges::Operations(edits.chain(renamed).collect());
    Ok(Some(WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }))
}

/// Whether the editor gives a file another name where an edit says so.
fn renames_files(server: &Server<'_>) -> bool {
    let workspace = server.client.capabilities.workspace.as_ref();
    let edit = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
    let operations = edit.filter(|edit| edit.document_changes == Some(true)).and_then(|edit| edit.resource_operations.as_ref());
    operations.is_some_and(|operations| operations.contains(&ResourceOperationKind::Rename))
}

fn edits(server: &Server<'_>, plan: &Plan) -> Vec<FileEdits> {
    let of_file = |file: &Changed| {
        let uri = server.address_of(&file.file)?;
        let version = server.text(&uri).map(|text| text.version);
        let edits = between(server, &file.before, &file.after);
        (!edits.is_empty()).then_some((uri, version, edits))
    };
    plan.changed.iter().filter_map(of_file).collect()
}
