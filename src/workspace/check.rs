//! One draft held to its house and to its series. What is made of the findings is for whoever asks.

use std::sync::Arc;

use crate::draft::{Draft, Manuscript};
use crate::finding::Label;
use crate::house::House;
use crate::ignore::Cover;
use crate::lint::{self, Brief, Candidates, Choice, FileOutcome, Held, Holder, Ignoring, Purpose, Reading};
use crate::report::author;
use crate::series::{Claims, Entry, Place, Standing};
use crate::source::Source;
use crate::workspace::archive::{Archive, Shelved};
use crate::workspace::session::{Document, Session};

/// How a text is to be looked at.
#[derive(Clone, Copy)]
pub(crate) struct Question {
    /// Whether ignore comments and entries are obeyed.
    pub(crate) ignores: Ignoring,
    /// What it is looked at for.
    pub(crate) purpose: Purpose,
}

/// What is found in the text of `document`, a note of one of the series in `archive`.
pub(crate) fn check(session: &Session, archive: &Archive, document: &Document, source: &Arc<Source>, question: Question) -> FileOutcome {
    read(session, document, source, |house, draft| {
        let series = archive.of(document.configuration, house);
        open_findings(session, source, house, draft, &Brief { series, ..brief(session, document, question.ignores) }, question)
    })
}

/// What is found in the text of `document` before its series is known, and what it says of that.
pub(crate) fn look(session: &Session, document: &Document, source: &Arc<Source>, question: Question) -> (FileOutcome, Option<Claimed>) {
    let mut said = None;
    let outcome = read(session, document, source, |house, draft| {
        // Of what fixes would make of it the series hears nothing.
        said = (!question.purpose.is_trial()).then(|| claimed(session, document, house, draft));
        open_findings(session, source, house, draft, &brief(session, document, question.ignores), question)
    });
    (outcome, said)
}

/// What is found in `draft`, but for what somebody has settled in the margin of a Word document; of what fixes make of it too, which has no margin.
fn open_findings(
    session: &Session,
    source: &Source,
    house: &House,
    draft: &Draft,
    brief: &Brief<'_>,
    Question { ignores, purpose }: Question,
) -> FileOutcome {
    let has_margin = source.transcript().is_some_and(|transcript| !transcript.settled.is_empty());
    if ignores == Ignoring::Overruled || (!has_margin && !session.settled.knows(source.name())) {
        return lint::check_for(purpose, draft, house, brief);
    }
    // What is settled is known by its fingerprint.
    without_settled(session, source, lint::check(draft, house, brief))
}

fn without_settled(session: &Session, source: &Source, mut outcome: FileOutcome) -> FileOutcome {
    let mut open = Vec::with_capacity(outcome.findings.len());
    for reported in outcome.findings {
        let reason = author::settled(&reported).or_else(|| session.settled.reason(source.name(), &reported.fingerprint));
        let Some(reason) = reason else {
            open.push(reported);
            continue;
        };
        session.settled.note(source.name(), &reported.fingerprint, &reason);
        let primary = &reported.finding.primary;
        let label = Label::new(&primary.source, primary.span, reason);
        outcome.held.push(Held { by: Holder::Ignore(Cover::Comment(label)), reported });
    }
    outcome.findings = open;
    outcome
}

/// What `check` makes of the draft that `source` is, or what there is to say of one that is none; a bug in it is a finding.
fn read(session: &Session, document: &Document, source: &Arc<Source>, check: impl FnOnce(&House, &Draft) -> FileOutcome) -> FileOutcome {
    let checked = lint::guarded(source, || match session.read(document, source) {
        Choice::One(house, draft) => check(house, &draft),
        Choice::Unclear(alike, draft) => without_note(session, document, &alike, &draft),
    });
    checked.unwrap_or_else(|bug| bug)
}

/// What a draft says of its series.
#[derive(Debug)]
pub(crate) struct Claimed {
    /// Its notes, for the series.
    pub(crate) shelved: Shelved,
    /// What the series may have something to say about.
    pub(crate) claims: Claims,
}

fn claimed(session: &Session, document: &Document, house: &House, draft: &Draft) -> Claimed {
    let source = draft.source_of_heads();
    let place = || Place::Tree { file: Arc::clone(&document.path) };
    let entry = |header| Entry::new(header, &source, place(), Standing::Archive);
    // One to most files: no room for more.
    let mut entries: Vec<Entry> = Vec::with_capacity(draft.heads().len());
    entries.extend(draft.heads().iter().filter_map(|note| entry(&note.header)));
    let is_complete = session.of(document).settings.as_ref().is_some_and(|settings| settings.series.policy().complete);
    let of_series = draft.masthead.iter().chain(&draft.notes).filter(|_| is_complete);
    let references = of_series.flat_map(|note| note.references(house, &draft.source)).flatten();
    let references = references.flat_map(|reference| [reference.numbers.first, reference.numbers.last]).collect();
    let claims = Claims::of(draft, &entries, references);
    Claimed { shelved: Shelved { house: house.name.value.clone(), entries }, claims }
}

/// What to say of a file that is not clearly of one house; `alike` are those that it bears marks of. One that nobody asked for and that bears
/// none is skipped, unless a block without an end hides a note in it.
pub(crate) fn without_note(session: &Session, document: &Document, alike: &[&House], draft: &Draft) -> FileOutcome {
    if !alike.is_empty() {
        return unrecognised(session, document, alike, draft);
    }
    let hidden = Manuscript::hidden_in(draft).and_then(|hidden| {
        let (house, notes) = match session.choose(document, &hidden) {
            Choice::One(house, notes) => (house, notes),
            Choice::Unclear(alike, notes) => (*alike.first()?, notes),
        };
        lint::hidden(draft, &notes, house, &brief(session, document, Ignoring::Obeyed))
    });
    let outcome = hidden.filter(|outcome| outcome.reading != Reading::Skipped);
    let skipped = || FileOutcome { reading: Reading::Skipped, ..FileOutcome::default() };
    outcome.unwrap_or_else(|| if document.asked { unrecognised(session, document, alike, draft) } else { skipped() })
}

fn unrecognised(session: &Session, document: &Document, alike: &[&House], draft: &Draft) -> FileOutcome {
    let declared: Vec<&str> = session.of(document).houses.iter().map(|house| house.name.as_str()).collect();
    let alike: Vec<&str> = alike.iter().map(|house| house.name.as_str()).collect();
    let candidates = if alike.is_empty() { Candidates::None(&declared) } else { Candidates::Alike(&alike) };
    lint::unrecognised(draft, candidates, &brief(session, document, Ignoring::Obeyed))
}

fn brief<'a>(session: &'a Session, document: &'a Document, ignores: Ignoring) -> Brief<'a> {
    Brief {
        settings: session.of(document).settings.as_ref(),
        path: &document.path,
        asked: &session.asked,
        ignores,
        today: session.today,
        series: None,
    }
}
