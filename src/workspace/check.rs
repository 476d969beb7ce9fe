//! One draft held to its house and to its series. What is made of the findings is for whoever asks.

use std::sync::Arc;

use crate::draft::{Draft, Manuscript};
use crate::house::House;
use crate::lint::{self, Brief, Candidates, Choice, FileOutcome, Ignoring, Reading};
use crate::source::Source;
use crate::workspace::archive::Archive;
use crate::workspace::session::{Document, Session};

/// What is found in the text of `document`, a note of one of the series in `archive`.
pub(crate) fn check(session: &Session, archive: &Archive, document: &Document, source: &Arc<Source>, ignores: Ignoring) -> FileOutcome {
    let brief = brief(session, document, ignores);
    let checked = lint::guarded(source, || match session.read(document, source) {
        Choice::One(house, draft) => {
            let brief = Brief { series: archive.of(document.configuration, house), ..brief };
            lint::check(&draft, house, &brief)
        }
        Choice::Unclear(alike, draft) => without_note(session, document, &alike, &draft),
    });
    checked.unwrap_or_else(|bug| bug)
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
