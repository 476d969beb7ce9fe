//! Word drafts that are written back, with remarks or with what mends them. What is written into them is decided elsewhere.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::args::{CheckArguments, WrittenBack};
use crate::cli::streams::complain;
use crate::lint::{FileOutcome, NoteSummary, Reported};
use crate::report::review::{self, AUTHOR, Extent, Review};
use crate::source::Source;
use crate::workspace::found::Input;
use crate::workspace::outputs::Reads;
use crate::workspace::session::{Document, Session};
use crate::workspace::{Failure, paths, texts, write};

/// What there is to write into one draft.
#[derive(Debug)]
pub(super) struct Reviewed {
    before: Arc<Source>,
    /// What fixes make of it.
    after: String,
    /// What they leave to be told.
    findings: Vec<Reported>,
    notes: Vec<NoteSummary>,
}

impl Reviewed {
    /// `outcome` is that of the text as it was read, and `again` that of `after`.
    pub(super) fn new(before: &Arc<Source>, after: String, outcome: &FileOutcome, again: &FileOutcome) -> Reviewed {
        let findings = review::told(&outcome.findings, &again.findings);
        Reviewed { before: Arc::clone(before), after, findings, notes: outcome.notes.clone() }
    }

    /// Leaves out what is held back.
    pub(super) fn retain(&mut self, outcome: &FileOutcome) {
        let told = fingerprints(outcome);
        self.findings.retain(|reported| told.contains(reported.fingerprint.as_str()));
    }

    /// Writes the draft back beside itself, or where the command line says.
    pub(super) fn write(&self, session: &Session, document: &Document, arguments: &CheckArguments) -> Result<(), Failure> {
        let target = target(document, arguments);
        let name = paths::written(&target);
        let findings = self.findings.iter().collect();
        let review = Review { findings, notes: &self.notes, ..blank(session, document, &self.before, &self.after, arguments) };
        let bytes = bytes_of(session, document)?;
        let written = review::reviewed(&bytes, &review).map_err(|fault| cannot(&document.found.name, &fault))?;
        write::put_with(&target, &name, &|out| out.write_all(&written))
    }
}

fn fingerprints(outcome: &FileOutcome) -> HashSet<&str> {
    outcome.findings.iter().map(|reported| reported.fingerprint.as_str()).collect()
}

/// The document as it is, and with what mends it.
pub(super) fn mended(
    session: &Session,
    document: &Document,
    (before, after): (&Source, &str),
    arguments: &CheckArguments,
) -> Result<[Vec<u8>; 2], Failure> {
    let bytes = bytes_of(session, document)?;
    let review = blank(session, document, before, after, arguments);
    let written = review::mended(&bytes, &review).map_err(|fault| cannot(&document.found.name, &fault))?;
    Ok([bytes, written])
}

fn blank<'a>(session: &Session, document: &Document, before: &'a Source, after: &'a str, arguments: &'a CheckArguments) -> Review<'a> {
    let author = arguments.author.as_deref().unwrap_or(AUTHOR);
    let limit = session.of(document).file_size();
    Review { before, after, findings: Vec::new(), extent: Extent::Usual, notes: &[], author, today: session.today, limit }
}

fn bytes_of(session: &Session, document: &Document) -> Result<Vec<u8>, Failure> {
    session.texts.small(&document.found.path, texts::DOCUMENT).ok_or_else(|| cannot(&document.found.name, "it can no longer be read"))
}

fn cannot(name: &str, fault: &str) -> Failure {
    Failure::new(format!("nothing is written into `{name}`: {fault}"), "it is left as it is; `--format markdown` prints the remarks")
}

/// `draft.reviewed.docx` for `draft.docx`.
fn target(document: &Document, arguments: &CheckArguments) -> PathBuf {
    match arguments.reviews() {
        Some(WrittenBack::To(file)) => file.to_owned(),
        _ => Path::new(&*document.found.name).with_extension("reviewed.docx"),
    }
}

/// Refuses to mend a Word document that has no file, and says which are left alone.
pub(super) fn refuse_mending(session: &Session, arguments: &CheckArguments) -> Result<(), Failure> {
    if !arguments.fix || arguments.diff {
        return Ok(());
    }
    let mut drafts = session.documents.iter().map(|document| &document.found).filter(|found| paths::is_word(&found.path));
    if drafts.clone().any(|found| found.input == Input::Stdin) {
        let help = "`--diff` shows what would be mended; give the name of the file to have it mended";
        return Err(Failure::new("a Word document on standard input is checked, and not mended", help));
    }
    if arguments.is_hook() && !arguments.quiet && drafts.next().is_some() {
        complain("Word documents are checked and not mended here: `copydesk fix FILE` writes tracked changes into one");
    }
    Ok(())
}

/// Refuses what cannot be written back: a draft that is none of Word's, several to one file, or over what somebody needs.
pub(super) fn refuse_reviews(session: &Session, arguments: &CheckArguments, reads: &Reads) -> Result<(), Failure> {
    let Some(target_of_all) = arguments.reviews() else { return Ok(()) };
    let is_named = matches!(target_of_all, WrittenBack::To(_));
    let drafts: Vec<&Document> = session.documents.iter().filter(|document| paths::is_word(&document.found.path)).collect();
    if drafts.is_empty() {
        let help = "name a .docx file; `--output markdown=FILE` and `--output html=FILE` show the remarks on other drafts";
        return Err(Failure::new("`--output docx` writes a Word document back, and there is none among the drafts", help));
    }
    if is_named && drafts.len() > 1 {
        let help = "write `--output docx` without a name: each is written beside its draft";
        return Err(Failure::new(format!("`--output docx=FILE` names one file, and there are {} Word documents", drafts.len()), help));
    }
    for document in drafts {
        let target = target(document, arguments);
        let name = paths::written(&target);
        if !paths::is_word(&target) {
            return Err(Failure::new(format!("`{name}` is no name for a Word document"), "end the name in .docx"));
        }
        if document.found.name.ends_with(".reviewed.docx") && !is_named {
            let help = "say where it goes: `--output docx=FILE`";
            return Err(Failure::new(format!("`{}` was written back already", document.found.name), help));
        }
        reads.refuse_overwriting(&target)?;
        if paths::locks_of(&target).iter().any(|lock| lock.symlink_metadata().is_ok()) {
            return Err(Failure::new(format!("`{name}` is open in a word processor"), "close it there first"));
        }
    }
    Ok(())
}
