//! What becomes of one file when a note gets another number: its text, its name, and what is said of it.

use std::path::PathBuf;
use std::sync::Arc;

use crate::cli::streams::complain;
use crate::draft::Run;
use crate::finding::{Edit, Fix, Safety};
use crate::fix;
use crate::series::Entry;
use crate::source::{Source, Span};
use crate::visible::one_line;
use crate::workspace::Failure;

/// What becomes of one file.
#[derive(Debug, Clone)]
pub(super) struct Changed {
    /// As settings know it.
    pub(super) path: String,
    /// As settings will know it.
    pub(super) to: String,
    /// Where it is.
    pub(super) file: PathBuf,
    pub(super) before: Arc<Source>,
    pub(super) after: String,
    pub(super) edits: Vec<Edit>,
    /// How many places are changed.
    pub(super) places: usize,
    /// Places that a person should look at.
    pub(super) doubtful: Vec<Span>,
    /// Places that call the file by the name that it had.
    pub(super) old_names: Vec<Span>,
    /// What it is to the note.
    pub(super) part: Part,
}

/// What a file is to the note that gets another number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// It holds the note.
    Note,
    /// It names it, or leads to it.
    Names,
    /// It holds the listing that `index` writes.
    Index,
    /// It holds the known findings.
    Baseline,
}

impl Changed {
    pub(super) fn new(path: String, file: PathBuf, source: &Arc<Source>, mut edits: Vec<Edit>) -> Result<Changed, Failure> {
        edits.sort_by_key(|edit| edit.span);
        edits.dedup_by_key(|edit| edit.span);
        let places = edits.len();
        if places > 0 && source.transcript().is_some() {
            return Err(Failure::new(
                format!("`{path}` is a Word document: no number is written into one, and nothing was done"),
                "write the new number in your word processor, save the document, and give its file the new name",
            ));
        }
        let fix = Fix::of("write the new number", Safety::Unsafe, edits.clone());
        let applied = fix::apply(source, [&fix], Safety::Unsafe);
        if places > 0 && applied.applied.len() != 1 {
            return Err(cannot(&path));
        }
        let before = Arc::clone(source);
        let (to, after, doubtful, old_names) = (path.clone(), applied.text, Vec::new(), Vec::new());
        Ok(Changed { path, to, file, before, after, edits, places, doubtful, old_names, part: Part::Names })
    }

    /// The same with further edits and places to look at. What lies in `anew`, which is written anew, is left out.
    pub(super) fn with(self, more: Vec<Edit>, old_names: Vec<Span>, anew: Option<&Edit>) -> Result<Changed, Failure> {
        let is_free = |span: Span| anew.is_none_or(|anew| span.end <= anew.span.start || anew.span.end <= span.start);
        let edits = self.edits.into_iter().chain(more).filter(|edit| is_free(edit.span)).chain(anew.cloned()).collect();
        let doubtful = self.doubtful.into_iter().filter(|span| is_free(*span)).collect();
        let old_names = self.old_names.into_iter().chain(old_names).filter(|span| is_free(*span)).collect();
        let changed = Changed::new(self.path, self.file, &self.before, edits)?;
        Ok(Changed { to: self.to, part: self.part, doubtful, old_names, ..changed })
    }

    /// A file with another text.
    pub(super) fn rewritten(path: String, file: PathBuf, before: &Arc<Source>, after: String, part: Part) -> Changed {
        let (to, before) = (path.clone(), Arc::clone(before));
        Changed { path, to, file, before, after, edits: Vec::new(), places: 0, doubtful: Vec::new(), old_names: Vec::new(), part }
    }

    pub(super) fn is_changed(&self) -> bool {
        self.path != self.to || self.before.text() != self.after
    }

    pub(super) fn diff(&self) -> String {
        if self.path == self.to {
            fix::diff(&self.path, self.before.text(), &self.after)
        } else {
            fix::diff_of_move([&self.path, &self.to], self.before.text(), &self.after)
        }
    }

    /// A line for a person; empty where nothing is changed.
    pub(super) fn account(&self, note: &Entry, to: Run) -> String {
        let path = one_line(&self.path);
        if self.part == Part::Baseline && self.is_changed() {
            return format!("{path}: the known findings of the note go along\n");
        }
        if self.part == Part::Index && self.is_changed() {
            return format!("{path}: the listing is written anew\n");
        }
        if self.part == Part::Note {
            let was = note.numbers.map_or_else(|| "the note without a number".to_owned(), |run| format!("No. {run}"));
            let name = if self.path == self.to { String::new() } else { format!(", in `{}`", one_line(&self.to)) };
            return format!("{path}: {was} is No. {to} now{name}\n");
        }
        match self.places {
            0 => String::new(),
            1 => format!("{path}: 1 place that names it\n"),
            places => format!("{path}: {places} places that name it\n"),
        }
    }
}

/// Names the places that were left as they are.
pub(super) fn tell_doubtful(changed: &[Changed], note: &Entry) {
    let number = note.numbers.map(|run| run.to_string()).unwrap_or_default();
    for file in changed {
        for span in &file.doubtful {
            let at = file.before.position(span.start);
            complain(&format!("{}:{}:{}: left as it is: it may mean another note with the number {number}", file.path, at.line, at.column));
        }
        for span in &file.old_names {
            let at = file.before.position(span.start);
            let name = file.before.slice(*span);
            complain(&format!(
                "{}:{}:{}: left as it is: `{name}` has another name now, and this is no link",
                file.path, at.line, at.column
            ));
        }
    }
}

/// What to say of a file that cannot be changed.
pub(super) fn cannot(path: &str) -> Failure {
    let help = "change it by hand: `copydesk outline` shows how the note is read";
    Failure::new(format!("the number of `{path}` cannot be changed safely: it would not be read as it is written"), help)
}
