//! What one file comes to: its findings, and what fixes make of it.

use std::sync::Arc;

use super::review::Reviewed;
use crate::cli::args::CheckArguments;
use crate::finding::{RuleId, Safety};
use crate::fix::{self, Ending, Fixed};
use crate::lint::{FileOutcome, Purpose};
use crate::report::review::{with_writable_fixes, writable};
use crate::report::{self, Format};
use crate::source::Source;
use crate::workspace::Failure;
use crate::workspace::archive::Archive;
use crate::workspace::bounded::Total;
use crate::workspace::check::{Question, check as check_document};
use crate::workspace::found::Input;
use crate::workspace::session::{Content, Document, Session};

/// What one file came to.
#[derive(Debug)]
pub(super) struct Checked {
    /// Of the text as it was read.
    pub(super) outcome: FileOutcome,
    /// Few files have one.
    pub(super) change: Option<Box<Change>>,
    /// The text afterwards, where it came on standard input.
    pub(super) piped: Option<String>,
    /// What there is to write into a Word draft.
    pub(super) reviewed: Option<Box<Reviewed>>,
}

impl Checked {
    /// What there is to report: of the text after its fixes, where there are any.
    pub(super) fn last_outcome(&mut self) -> &mut FileOutcome {
        match &mut self.change {
            Some(change) => &mut change.outcome,
            None => &mut self.outcome,
        }
    }

    /// The text after its fixes, where they changed it.
    pub(super) fn text_afterwards(&self) -> Option<&str> {
        Some(&self.change.as_ref()?.texts.as_ref()?.after)
    }
}

/// What fixes make of a text.
#[derive(Debug)]
pub(super) struct Change {
    /// `None` where it stays as it is.
    pub(super) texts: Option<Versions>,
    /// Of the text afterwards.
    pub(super) outcome: FileOutcome,
    pub(super) mended: Vec<RuleId>,
    pub(super) ending: Ending,
}

/// A text before and after.
#[derive(Debug)]
pub(super) struct Versions {
    pub(super) before: Arc<Source>,
    pub(super) after: String,
}

pub(super) fn check_one(
    session: &Session,
    (place, document): (usize, &Document),
    archive: &Archive,
    arguments: &CheckArguments,
    total: &Total,
) -> Result<Checked, Failure> {
    let mut checked = check_alone(session, document, archive, arguments)?;
    total.take(place, checked.last_outcome());
    Ok(checked)
}

fn check_alone(session: &Session, document: &Document, archive: &Archive, arguments: &CheckArguments) -> Result<Checked, Failure> {
    let source = match session.open(document)? {
        Content::Text(source) => source,
        Content::NotText(outcome) => return Ok(no_text(outcome, arguments)),
    };
    let _turn = session.turns.wait(source.text().len());
    let piped = |text: &str| (document.found.input == Input::Stdin).then(|| text.to_owned());
    let is_word = source.transcript().is_some();
    if is_word && arguments.reviews().is_some() && !arguments.fix && !arguments.diff {
        return Ok(reviewed(session, document, &source, archive, arguments));
    }
    if (!arguments.fix || (is_word && arguments.is_hook())) && !arguments.diff {
        let outcome = settled(session, document, &source, archive, arguments);
        return Ok(Checked { outcome, change: None, piped: piped(source.text()), reviewed: None });
    }
    let question = to_tell(session, document, &source, arguments);
    let mut known = fix::Known::new(|source: &Arc<Source>| check_document(session, archive, document, source, question));
    let mut outcome = known.offered(&source);
    if outcome.findings.iter().all(|reported| reported.finding.fix.is_none()) {
        report::abridge(&mut outcome, &source, arguments.extent());
        return Ok(Checked { outcome, change: None, piped: piped(source.text()), reviewed: None });
    }
    let allowed = if arguments.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
    let fixed = fix::to_fixpoint(Arc::clone(&source), allowed, |now| {
        let findings = known.offered(now).findings;
        if is_word { with_writable_fixes(&source, now, findings) } else { findings }
    });
    let piped = piped(&fixed.text);
    let Fixed { text: after, mended, ending, .. } = fixed;
    let after = if is_word { writable(&source, &after) } else { after };
    let mended_source = known.source_of(Source::new(source.name(), after.as_str()));
    let mut again = known.offered(&mended_source);
    report::abridge(&mut again, &mended_source, arguments.extent());
    report::abridge(&mut outcome, &source, arguments.extent());
    let texts = (after != source.text()).then_some(Versions { before: source, after });
    Ok(Checked { outcome, piped, reviewed: None, change: Some(Box::new(Change { texts, outcome: again, mended, ending })) })
}

/// The same for a Word draft that is to be written back: its findings are told of the text as it is.
fn reviewed(session: &Session, document: &Document, source: &Arc<Source>, archive: &Archive, arguments: &CheckArguments) -> Checked {
    let question = to_tell(session, document, source, arguments);
    let mut known = fix::Known::new(|source: &Arc<Source>| check_document(session, archive, document, source, question));
    let mut outcome = known.offered(source);
    let allowed = if arguments.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
    let fixed = fix::to_fixpoint(Arc::clone(source), allowed, |now| with_writable_fixes(source, now, known.offered(now).findings));
    let after = writable(source, &fixed.text);
    // What an author may write by hand has nothing to do with what can be written into the document.
    let again = known.offered(&Arc::new(Source::new(source.name(), after.as_str())));
    let reviewed = Some(Box::new(Reviewed::new(source, after, &outcome, &again)));
    report::abridge(&mut outcome, source, arguments.extent());
    Checked { outcome, change: None, piped: None, reviewed }
}

/// What a text comes to, with no fix but those that hold, and with as much of it as the reports will show.
pub(super) fn settled(
    session: &Session,
    document: &Document,
    source: &Arc<Source>,
    archive: &Archive,
    arguments: &CheckArguments,
) -> FileOutcome {
    let question = to_tell(session, document, source, arguments);
    let outcome = check_document(session, archive, document, source, question);
    let question = |purpose| Question { purpose, ..question };
    let mut outcome = fix::tried(source, outcome, |text, purpose| check_document(session, archive, document, text, question(purpose)));
    report::abridge(&mut outcome, source, arguments.extent());
    outcome
}

/// What there is to say of a file that is no text.
pub(super) fn no_text(mut outcome: FileOutcome, arguments: &CheckArguments) -> Checked {
    let source = outcome.findings.first().map(|reported| Arc::clone(&reported.finding.primary.source));
    if let Some(source) = &source {
        report::abridge(&mut outcome, source, arguments.extent());
    }
    Checked { outcome, change: None, piped: None, reviewed: None }
}

/// A look at a text whose findings are to be told. What reports, baselines and the margin of a Word document know them by is made only for these.
pub(super) fn to_tell(session: &Session, document: &Document, source: &Source, arguments: &CheckArguments) -> Question {
    let is_kept = arguments.formats().any(Format::names_findings)
        || arguments.baseline.is_some()
        || session.of(document).baseline().is_some()
        || source.transcript().is_some();
    let purpose = if is_kept { Purpose::Report } else { Purpose::Show };
    Question { ignores: arguments.ignoring(), purpose }
}
