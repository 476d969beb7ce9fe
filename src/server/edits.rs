//! Changes to files as an editor takes them, to apply or to refuse.

use std::collections::HashMap;
use std::path::PathBuf;

use lsp_types::{DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit};

use super::state::{Server, View};
use crate::finding::Edit;
use crate::fix;
use crate::source::{Source, Span};

/// Edits of one file: its address, its version if it is open, and what becomes of it.
pub(super) type FileEdits = (Uri, Option<i32>, Vec<TextEdit>);

/// What makes `after` of the text of `source`, word by word.
pub(super) fn between(server: &Server<'_>, source: &Source, after: &str) -> Vec<TextEdit> {
    let edit = |(range, text): (std::ops::Range<usize>, String)| {
        TextEdit::new(server.client.encoding.range(source, Span::new(range.start, range.end)), text)
    };
    fix::hunks(source.text(), after).into_iter().map(edit).collect()
}

/// Edits of files, which `path_of` tells by the names they are reported by; `None` where one has no address.
pub(super) fn by_file<'e>(
    server: &Server<'_>,
    edits: impl IntoIterator<Item = &'e Edit>,
    path_of: impl Fn(&str) -> Option<PathBuf>,
) -> Option<Vec<FileEdits>> {
    let mut files: Vec<FileEdits> = Vec::new();
    for edit in edits {
        let uri = server.address_of(&path_of(edit.source.name())?)?;
        let change = TextEdit::new(server.client.encoding.range(&edit.source, edit.span), edit.text.clone());
        if let Some((.., edits)) = files.iter_mut().find(|(known, ..)| *known == uri) {
            edits.push(change);
        } else {
            let version = server.text(&uri).map(|text| text.version);
            files.push((uri, version, vec![change]));
        }
    }
    Some(files)
}

/// Edits of the text of `view` alone.
pub(super) fn in_text(server: &Server<'_>, view: View<'_>, edits: Vec<TextEdit>) -> WorkspaceEdit {
    workspace_edit(server, vec![(view.text.uri.clone(), Some(view.text.version), edits)])
}

/// Edits as the editor takes them: those of a text that has changed since are refused, where it can refuse them.
pub(super) fn workspace_edit(server: &Server<'_>, files: Vec<FileEdits>) -> WorkspaceEdit {
    let workspace = server.client.capabilities.workspace.as_ref();
    let versioned = workspace.and_then(|workspace| workspace.workspace_edit.as_ref()).and_then(|edit| edit.document_changes);
    if versioned != Some(true) {
        #[expect(clippy::mutable_key_type, reason = "an address does not change")]
        let changes: HashMap<Uri, Vec<TextEdit>> = files.into_iter().map(|(uri, _, edits)| (uri, edits)).collect();
        return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let changes = DocumentChanges::Edits(files.into_iter().map(text_document_edit).collect());
    WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
}

/// The same of one file, for a list in which something else stands too.
pub(super) fn text_document_edit((uri, version, edits): FileEdits) -> TextDocumentEdit {
    TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
        edits: edits.into_iter().map(OneOf::Left).collect(),
    }
}
