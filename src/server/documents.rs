//! The texts that are open: what they say, in which version, and what was found in them. What that means is for others.

use std::cell::RefCell;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use lsp_types::{TextDocumentContentChangeEvent, Uri};

use super::place::Encoding;
use crate::assist::Writing;
use crate::lint::{FileOutcome, Reported};
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
    /// Where it is being written, if it is.
    pub(super) writing: Option<Writing>,
    /// Whether the archive has heard what it says.
    pub(super) is_followed: bool,
    /// What is shown of what was found in it.
    pub(super) shown: RefCell<Shown>,
    /// What was found in it, until it or what it depends on changes.
    pub(super) found: RefCell<Option<Rc<FileOutcome>>>,
    /// The same with the fixes that were tried out and hold, once somebody has asked for them.
    pub(super) offered: RefCell<Option<Rc<FileOutcome>>>,
}

/// What is shown of a text.
#[derive(Default)]
pub(super) struct Shown {
    /// Findings, until the text or what it depends on changes.
    pub(super) now: Option<Rc<Vec<Reported>>>,
    /// The names of those shown last: what was said once is not taken back while one writes.
    pub(super) known: HashSet<String>,
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
        let (shown, found, offered) = Default::default();
        OpenText { uri, path, version, kind, source, writing: None, is_followed: true, shown, found, offered }
    }

    /// Applies the changes of an editor, in order.
    pub(super) fn apply(&mut self, changes: Vec<TextDocumentContentChangeEvent>, version: i32, encoding: Encoding) {
        for change in changes {
            let (text, place) = match change.range {
                None => (change.text, None),
                Some(range) => {
                    let span = encoding.span(&self.source, range);
                    let mut text = self.source.text().to_owned();
                    text.replace_range(span.range(), &change.text);
                    (text, Some(span.start as usize + change.text.len()))
                }
            };
            let writing = place.map(|place| Writing::at(&text, place));
            let goes_on = writing.as_ref().zip(self.writing.as_ref()).is_some_and(|(now, before)| now.goes_on_from(before));
            self.is_followed &= goes_on;
            self.writing = writing;
            self.source = Arc::new(Source::new(self.source.name(), text));
        }
        self.version = version;
        self.forget();
    }

    /// Forgets what was found in it: what it depends on has changed.
    pub(super) fn forget(&self) {
        self.found.replace(None);
        self.offered.replace(None);
        self.shown.borrow_mut().now = None;
    }

    /// Somebody writes elsewhere now, or has saved it. Gives whether that is news.
    pub(super) fn leave(&mut self) -> bool {
        let was_written = self.writing.take().is_some();
        if was_written {
            self.shown.borrow_mut().now = None;
            self.is_followed = false;
        }
        was_written
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
