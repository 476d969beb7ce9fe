//! The first look at a file, before its series is known, and which files are looked at a second time.

use std::sync::Arc;

use super::checked::{Checked, check_one, no_text};
use crate::cli::args::CheckArguments;
use crate::fix;
use crate::report;
use crate::series::Claims;
use crate::source::Source;
use crate::workspace::Failure;
use crate::workspace::archive::{Archive, Known};
use crate::workspace::bounded::Total;
use crate::workspace::check::{Claimed, look};
use crate::workspace::found::Input;
use crate::workspace::session::{Content, Document, Results, Session};

/// A first look at a file, before its series is known.
pub(super) struct Look {
    pub(super) checked: Checked,
    /// Whether it is to be mended.
    pub(super) is_to_mend: bool,
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
    let lint = |text: &Arc<Source>| {
        let (outcome, own) = look(session, document, text, arguments.ignoring());
        // Of what fixes would make of it the series hears nothing.
        if Arc::ptr_eq(text, &source) {
            found = own.map_or(FoundIn::NoDraft, |claimed| FoundIn::Draft(Box::new(claimed)));
        }
        outcome
    };
    let mut lint = lint;
    let mends = arguments.fix || arguments.diff;
    // What is mended is looked at again.
    let mut outcome = if mends { lint(&source) } else { fix::offered(&source, lint) };
    let is_to_mend = mends && outcome.findings.iter().any(|reported| reported.finding.fix.is_some());
    report::abridge(&mut outcome, &source, arguments.extent());
    total.take(place, &mut outcome);
    let piped = (document.found.input == Input::Stdin).then(|| source.text().to_owned());
    Ok(Look { checked: Checked { outcome, change: None, piped }, is_to_mend, found })
}

/// A look without the notes of the file, which go to the series.
pub(super) struct LookedAt {
    pub(super) checked: Checked,
    pub(super) is_to_mend: bool,
    /// The name of its house, and what the series may have something to say about.
    pub(super) claims: Option<(String, Claims)>,
}

/// Parts what the series has to know from all else.
pub(super) fn for_series(session: &Session, looks: Results<Look>) -> (Results<LookedAt>, Known) {
    let mut known = Known::new();
    let part = |(place, look): (usize, Result<Look, Failure>)| {
        let look = look.map(|Look { checked, is_to_mend, found }| {
            let document = &session.documents[place];
            let key = || (document.configuration, document.path.clone());
            let claims = match found {
                FoundIn::Unknown => None,
                FoundIn::NoDraft => {
                    known.insert(key(), None);
                    None
                }
                FoundIn::Draft(claimed) => {
                    let Claimed { shelved, claims } = *claimed;
                    let house = shelved.house.clone();
                    known.insert(key(), Some(shelved));
                    Some((house, claims))
                }
            };
            LookedAt { checked, is_to_mend, claims }
        });
        (place, look)
    };
    let looks = looks.into_iter().map(part).collect();
    (looks, known)
}

/// Looks again at the files of which the series may have something to say, and at those that are to be mended.
pub(super) fn check_within_series(
    session: &Session,
    looks: Results<LookedAt>,
    archive: &Archive,
    arguments: &CheckArguments,
    total: &Total,
) -> Result<Results<Checked>, Failure> {
    let concerns = |place: usize, look: &LookedAt| {
        let document = &session.documents[place];
        let series = look.claims.as_ref().and_then(|(house, claims)| Some((archive.of_house(document.configuration, house)?, claims)));
        look.is_to_mend || series.is_some_and(|(series, claims)| series.may_speak_of(&document.path, claims))
    };
    let again = looks.iter().filter(|(place, look)| look.as_ref().is_ok_and(|look| concerns(*place, look))).map(|(place, _)| *place);
    let again = session.work_on(again.collect(), |place, document| check_one(session, (place, document), archive, arguments, total))?;
    let mut again = again.into_iter().peekable();
    let settle = |(place, look): (usize, Result<LookedAt, Failure>)| match again.next_if(|(other, _)| *other == place) {
        Some(checked) => checked,
        None => (place, look.map(|look| look.checked)),
    };
    Ok(looks.into_iter().map(settle).collect())
}
