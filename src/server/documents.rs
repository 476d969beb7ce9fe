//! The texts that are open: what they say, in which version, and what was found in them. What that means is for others.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use lsp_types::{TextDocumentContentChangeEvent, Uri};

use super::place::Encoding;
use crate::lint::FileOutcome;
use crate::source::Source;

/// A text that is open.
pub(super) struct OpenText {
    /// Its address as the editor gave it.
    pub(super) uri: Uri,
    /// Where it lies, or would lie if it were saved.
    pub(super) path: PathBuf,
    pub(super) version: i32,
    pub(super) kind: TextKind,
    /// What it says.
    pub(super) source: Arc<Source>,
    /// What was found in it, until it or what it depends on changes.
    pub(super) found: RefCell<Option<Rc<FileOutcome>>>,
    /// The same with the fixes that were tried out and hold, once somebody has asked for them.
    pub(super) offered: RefCell<Option<Rc<FileOutcome>>>,
}

/// What a text is to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextKind {
    /// It may be a draft.
    Draft,
    /// Settings, a house, a roster, a baseline: what drafts depend on.
    Table,
}

impl OpenText {
    pub(super) fn new(uri: Uri, path: PathBuf, kind: TextKind, version: i32, text: String) -> Self {
        let source = Arc::new(Source::new(name(&path), text));
        OpenText { uri, path, version, kind, source, found: RefCell::default(), offered: RefCell::default() }
    }

    /// Applies the changes of an editor, in order.
    pub(super) fn apply(&mut self, changes: Vec<TextDocumentContentChangeEvent>, version: i32, encoding: Encoding) {
        for change in changes {
            let text = match change.range {
                None => change.text,
                Some(range) => {
                    let span = encoding.span(&self.source, range);
                    let mut text = self.source.text().to_owned();
                    text.replace_range(span.range(), &change.text);
                    text
                }
            };
            self.source = Arc::new(Source::new(self.source.name(), text));
        }
        self.version = version;
        self.forget();
    }

    /// Forgets what was found in it: what it depends on has changed.
    pub(super) fn forget(&self) {
        self.found.replace(None);
        self.offered.replace(None);
    }

    /// Its source under the name that a draft is reported by.
    pub(super) fn source_as(&self, name: &str) -> Arc<Source> {
        if self.source.name() == name { Arc::clone(&self.source) } else { Arc::new(Source::new(name, self.source.text())) }
    }

    /// Gives it the name that a draft is reported by.
    pub(super) fn rename(&mut self, name: &str) {
        self.source = self.source_as(name);
    }
}

fn name(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
