//! Changes to files as an editor takes them, to apply or to refuse.

use std::collections::HashMap;

use lsp_types::{DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit};

use super::state::Server;

/// Edits of one file: its address, its version if it is open, and what becomes of it.
pub(super) type FileEdits = (Uri, Option<i32>, Vec<TextEdit>);

/// Edits as the editor takes them: those of a text that has changed since are refused, where it can refuse them.
pub(super) fn workspace_edit(server: &Server<'_>, files: Vec<FileEdits>) -> WorkspaceEdit {
    let workspace = server.client.capabilities.workspace.as_ref();
    let versioned = workspace.and_then(|workspace| workspace.workspace_edit.as_ref()).and_then(|edit| edit.document_changes);
    if versioned != Some(true) {
        #[expect(clippy::mutable_key_type, reason = "an address does not change")]
        let changes: HashMap<Uri, Vec<TextEdit>> = files.into_iter().map(|(uri, _, edits)| (uri, edits)).collect();
        return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let change = |(uri, version, edits): FileEdits| TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
        edits: edits.into_iter().map(OneOf::Left).collect(),
    };
    let changes = DocumentChanges::Edits(files.into_iter().map(change).collect());
    WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
}
