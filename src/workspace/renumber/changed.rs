//! What becomes of one file when a note gets another number: its text, its name, and what is said of it.

use std::path::PathBuf;
use std::sync::Arc;

use crate::draft::Run;
use crate::finding::{Edit, Fix, Safety};
use crate::fix;
use crate::series::Entry;
use crate::source::{Source, Span};
use crate::visible::one_line;
use crate::workspace::Failure;

/// What becomes of one file.
#[derive(Debug, Clone)]
pub(crate) struct Changed {
    /// As settings know it.
    pub(crate) path: String,
    /// As settings will know it.
    pub(crate) to: String,
    /// Where it is.
    pub(crate) file: PathBuf,
    pub(crate) before: Arc<Source>,
    pub(crate) after: String,
    pub(crate) edits: Vec<Edit>,
    /// How many places are changed.
    pub(crate) places: usize,
    /// Places that a person should look at.
    pub(crate) doubtful: Vec<Span>,
    /// Places that call the file by the name that it had.
    pub(crate) old_names: Vec<Span>,
    /// What it is to the note.
    pub(crate) part: Part,
}

/// What a file is to the note that gets another number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
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
    pub(crate) fn new(path: String, file: PathBuf, source: &Arc<Source>, mut edits: Vec<Edit>) -> Result<Changed, Failure> {
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
    pub(crate) fn with(self, more: Vec<Edit>, old_names: Vec<Span>, anew: Option<&Edit>) -> Result<Changed, Failure> {
        let is_free = |span: Span| anew.is_none_or(|anew| span.end <= anew.span.start || anew.span.end <= span.start);
        let edits = self.edits.into_iter().chain(more).filter(|edit| is_free(edit.span)).chain(anew.cloned()).collect();
        let doubtful = self.doubtful.into_iter().filter(|span| is_free(*span)).collect();
        let old_names = self.old_names.into_iter().chain(old_names).filter(|span| is_free(*span)).collect();
        let changed = Changed::new(self.path, self.file, &self.before, edits)?;
        Ok(Changed { to: self.to, part: self.part, doubtful, old_names, ..changed })
    }

    /// A file with another text.
    pub(crate) fn rewritten(path: String, file: PathBuf, before: &Arc<Source>, after: String, part: Part) -> Changed {
        let (to, before) = (path.clone(), Arc::clone(before));
        Changed { path, to, file, before, after, edits: Vec::new(), places: 0, doubtful: Vec::new(), old_names: Vec::new(), part }
    }

    pub(crate) fn is_changed(&self) -> bool {
        self.path != self.to || self.before.text() != self.after
    }

    pub(crate) fn diff(&self) -> String {
        if self.path == self.to {
            fix::diff(&self.path, self.before.text(), &self.after)
        } else {
            fix::diff_of_move([&self.path, &self.to], self.before.text(), &self.after)
        }
    }

    /// What to say of the places that are left as they are, where `number` is the one that the note had.
    pub(crate) fn doubts(&self, number: &str) -> Vec<String> {
        let told = |span: &Span, why: String| {
            let at = self.before.position(span.start);
            format!("{}:{}:{}: left as it is: {why}", self.path, at.line, at.column)
        };
        let doubtful = self.doubtful.iter().map(|span| told(span, format!("it may mean another note with the number {number}")));
        let of_name = |span: &Span| told(span, format!("`{}` has another name now, and this is no link", self.before.slice(*span)));
        doubtful.chain(self.old_names.iter().map(of_name)).collect()
    }

    /// A line for a person; empty where nothing is changed.
    pub(crate) fn account(&self, note: &Entry, to: Run) -> String {
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

/// What to say of a file that cannot be changed.
pub(crate) fn cannot(path: &str) -> Failure {
    let help = "change it by hand: `copydesk outline` shows how the note is read";
    Failure::new(format!("the number of `{path}` cannot be changed safely: it would not be read as it is written"), help)
}
