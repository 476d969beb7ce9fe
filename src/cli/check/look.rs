//! The first look at a file, before its series is known, and which files are looked at a second time.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use super::checked::{Checked, check_one, no_text, to_tell};
use crate::cli::args::CheckArguments;
use crate::fix;
use crate::lint::{FileOutcome, Purpose, Reported};
use crate::report;
use crate::source::Source;
use crate::workspace::Failure;
use crate::workspace::archive::{Archive, Held};
use crate::workspace::bounded::Total;
use crate::workspace::check::{Claimed, Question, look};
use crate::workspace::found::Input;
use crate::workspace::session::{Content, Document, Results, Session};

/// A first look at a file, before its series is known.
pub(super) struct Look {
    /// Until the file is looked at again, or its fixes are tried out.
    checked: Mutex<Checked>,
    left: Left,
    found: FoundIn,
}

/// What is left to do with a file once its series is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Left {
    Nothing,
    /// Its fixes are to be tried out; if it is looked at again, with what is found then.
    Trial,
    /// It is to be mended.
    Mending,
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
        Content::NotText(outcome) => {
            return Ok(Look { checked: no_text(outcome, arguments).into(), left: Left::Nothing, found: FoundIn::Unknown });
        }
    };
    let _turn = session.turns.wait(source.text().len());
    let mut found = FoundIn::Unknown;
    let mut lint = |text: &Arc<Source>, purpose: Purpose| {
        let (outcome, own) = look(session, document, text, Question { ignores: arguments.ignoring(), purpose });
        if !purpose.is_trial() {
            found = own.map_or(FoundIn::NoDraft, |claimed| FoundIn::Draft(Box::new(claimed)));
        }
        outcome
    };
    let mut outcome = lint(&source, to_tell(session, document, &source, arguments).purpose);
    let mends = arguments.fix || arguments.diff;
    let is_to_review = arguments.reviews().is_some() && source.transcript().is_some();
    let left = if is_to_review || mends && outcome.findings.iter().any(|reported| reported.finding.fix.is_some()) {
        Left::Mending
    } else if mends {
        Left::Nothing
    } else if has_fixes(&outcome) && session.texts.keep_read(&document.found, &source) {
        Left::Trial
    } else {
        outcome = fix::tried(&source, outcome, lint);
        Left::Nothing
    };
    report::abridge(&mut outcome, &source, arguments.extent());
    total.take(place, &mut outcome);
    let piped = (document.found.input == Input::Stdin).then(|| source.text().to_owned());
    Ok(Look { checked: Checked { outcome, change: None, piped, reviewed: None }.into(), left, found })
}

fn has_fixes(outcome: &FileOutcome) -> bool {
    outcome.findings.iter().any(|Reported { finding, .. }| finding.fix.is_some() || !finding.alternatives.is_empty())
}

/// Takes the notes of the document of that index out of `looks`, for the series to be made of; `None` where it is not known what it holds.
pub(super) fn for_series(looks: &mut Results<Look>, document: usize) -> Option<Held> {
    let at = looks.binary_search_by_key(&document, |(place, _)| *place).ok()?;
    match &mut looks[at].1.as_mut().ok()?.found {
        FoundIn::Draft(claimed) => Some(Held::Notes(claimed.shelved.take())),
        FoundIn::NoDraft => Some(Held::NoDraft),
        FoundIn::Unknown => None,
    }
}

/// Tries out the fixes of a file that is not looked at again.
fn try_out(
    session: &Session,
    (place, document): (usize, &Document),
    first: &Look,
    arguments: &CheckArguments,
    total: &Total,
) -> Result<Checked, Failure> {
    let source = match session.open(document)? {
        Content::Text(source) => source,
        Content::NotText(outcome) => return Ok(no_text(outcome, arguments)),
    };
    let _turn = session.turns.wait(source.text().len());
    let question = |purpose| Question { ignores: arguments.ignoring(), purpose };
    let outcome = std::mem::take(&mut first.checked.lock().unwrap_or_else(PoisonError::into_inner).outcome);
    let mut outcome = fix::tried(&source, outcome, |text, purpose| look(session, document, text, question(purpose)).0);
    total.take(place, &mut outcome);
    Ok(Checked { outcome, change: None, piped: None, reviewed: None })
}

/// Looks again at the files of which the series may have something to say, and at those that are to be mended; of the others the fixes are tried
/// out that are not yet.
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
    let is_looked_at_again = |document: &Document, look: &Look| match &look.found {
        FoundIn::Draft(claimed) => look.left == Left::Mending || may_be_told(document, claimed),
        FoundIn::NoDraft | FoundIn::Unknown => look.left == Left::Mending,
    };
    let sound = || looks.iter().filter_map(|(place, look)| Some((*place, look.as_ref().ok()?)));
    let concerned = sound().filter(|(place, look)| is_looked_at_again(&session.documents[*place], look));
    let concerned: BTreeSet<usize> = concerned.map(|(place, _)| place).collect();
    let left = sound().filter(|(place, look)| look.left == Left::Trial || concerned.contains(place)).map(|(place, _)| place);
    let again = session.work_on(left.collect(), |place, document| {
        if concerned.contains(&place) {
            return check_one(session, (place, document), archive, arguments, total);
        }
        let index = looks.binary_search_by_key(&place, |(place, _)| *place).expect("it is of a file that was looked at");
        let first = looks[index].1.as_ref().expect("the first look failed at no file that is left");
        try_out(session, (place, document), first, arguments, total)
    })?;
    let mut again = again.into_iter().peekable();
    let settle = |(place, look): (usize, Result<Look, Failure>)| match again.next_if(|(other, _)| *other == place) {
        Some(checked) => checked,
        None => (place, look.map(|look| look.checked.into_inner().unwrap_or_else(PoisonError::into_inner))),
    };
    Ok(looks.into_iter().map(settle).collect())
}
