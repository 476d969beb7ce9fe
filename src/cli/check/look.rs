//! The first look at a file, before its series is known, and which files are looked at a second time.

use std::sync::Arc;

use super::checked::{Checked, check_one, no_text};
use crate::cli::args::CheckArguments;
use crate::fix;
use crate::lint::Purpose;
use crate::report;
use crate::source::Source;
use crate::workspace::Failure;
use crate::workspace::archive::{Archive, Known};
use crate::workspace::bounded::Total;
use crate::workspace::check::{Claimed, Question, look};
use crate::workspace::found::Input;
use crate::workspace::session::{Content, Document, Results, Session};

/// A first look at a file, before its series is known.
pub(super) struct Look {
    checked: Checked,
    /// Whether it is to be mended.
    is_to_mend: bool,
    found: FoundIn,
}

/// What was found in a file for its series.
enum FoundIn {
    /// Nothing is known: it is no text.
    Unknown,
    /// It is no draft of one house.
    NoDraft,
    Draft(Box<Claimed>),
}

pub(super) fn look_at(
    session: &Session,
    (place, document): (usize, &Document),
    arguments: &CheckArguments,
    total: &Total,
) -> Result<Look, Failure> {
    let source = match session.open(document)? {
        Content::Text(source) => source,
        Content::NotText(outcome) => return Ok(Look { checked: no_text(outcome, arguments), is_to_mend: false, found: FoundIn::Unknown }),
    };
    let _turn = session.turns.wait(source.text().len());
    let mut found = FoundIn::Unknown;
    let mut lint = |text: &Arc<Source>, purpose: Purpose| {
        let (outcome, own) = look(session, document, text, Question { ignores: arguments.ignoring(), purpose });
        if purpose == Purpose::Report {
            found = own.map_or(FoundIn::NoDraft, |claimed| FoundIn::Draft(Box::new(claimed)));
        }
        outcome
    };
    let mends = arguments.fix || arguments.diff;
    // What is mended is looked at again.
    let mut outcome = if mends { lint(&source, Purpose::Report) } else { fix::offered(&source, lint) };
    let is_to_review = arguments.reviews().is_some() && source.transcript().is_some();
    let is_to_mend = is_to_review || mends && outcome.findings.iter().any(|reported| reported.finding.fix.is_some());
    report::abridge(&mut outcome, &source, arguments.extent());
    total.take(place, &mut outcome);
    let piped = (document.found.input == Input::Stdin).then(|| source.text().to_owned());
    Ok(Look { checked: Checked { outcome, change: None, piped, reviewed: None }, is_to_mend, found })
}

/// Takes the notes out of `looks` for the series to be made of.
pub(super) fn for_series(session: &Session, looks: &mut Results<Look>) -> Known {
    let mut known = Known::new();
    for (place, look) in looks {
        let document = &session.documents[*place];
        let notes = match look.as_mut().map(|look| &mut look.found) {
            Ok(FoundIn::Draft(claimed)) => Some(claimed.shelved.take()),
            Ok(FoundIn::NoDraft) => None,
            Ok(FoundIn::Unknown) | Err(_) => continue,
        };
        known.insert((document.configuration, document.path.clone()), notes);
    }
    known
}

/// Looks again at the files of which the series may have something to say, and at those that are to be mended.
pub(super) fn check_within_series(
    session: &Session,
    looks: Results<Look>,
    archive: &Archive,
    arguments: &CheckArguments,
    total: &Total,
) -> Result<Results<Checked>, Failure> {
    let may_be_told = |document: &Document, claimed: &Claimed| {
        let series = archive.of_house(document.configuration, &claimed.shelved.house);
        series.is_some_and(|series| series.may_speak_of(&document.path, &claimed.claims))
    };
    let concerns = |place: usize, look: &Look| match &look.found {
        FoundIn::Draft(claimed) => look.is_to_mend || may_be_told(&session.documents[place], claimed),
        FoundIn::NoDraft | FoundIn::Unknown => look.is_to_mend,
    };
    let again = looks.iter().filter(|(place, look)| look.as_ref().is_ok_and(|look| concerns(*place, look))).map(|(place, _)| *place);
    let again = session.work_on(again.collect(), |place, document| check_one(session, (place, document), archive, arguments, total))?;
    let mut again = again.into_iter().peekable();
    let settle = |(place, look): (usize, Result<Look, Failure>)| match again.next_if(|(other, _)| *other == place) {
        Some(checked) => checked,
        None => (place, look.map(|look| look.checked)),
    };
    Ok(looks.into_iter().map(settle).collect())
}
