//! One draft read and held to its house, as the command line does it without a lint.toml of a folder. What is shown of it is not asked here.

use std::sync::Arc;

use copydesk::draft::{Draft, Manuscript, Syntax};
use copydesk::house::House;
use copydesk::lint::{self, Brief, Candidates, Choice, FileOutcome, Ignoring};
use copydesk::series::{Entry, Place, Standing};
use copydesk::settings::Asked;
use copydesk::source::Source;

use crate::setup::Setup;
use crate::shelf::{Shelf, Shelved};

/// What is asked of rules: nothing besides what settings and houses say.
static NOTHING: Asked = Asked { levels: Vec::new(), only: Vec::new() };

/// The house of a draft, and the draft as it reads it.
pub fn read<'s>(setup: &'s Setup, source: &Arc<Source>) -> Choice<'s> {
    choose(setup, &Manuscript::read(Arc::clone(source), Syntax::of_file(source.name())))
}

fn choose<'s>(setup: &'s Setup, manuscript: &Manuscript) -> Choice<'s> {
    let houses: Vec<&House> = setup.houses.iter().map(AsRef::as_ref).collect();
    match houses.as_slice() {
        [only] if setup.declared => {
            let draft = manuscript.draft(only);
            if draft.notes.is_empty() { Choice::Unclear(Vec::new(), draft) } else { Choice::One(only, draft) }
        }
        _ => lint::choose(manuscript, &houses),
    }
}

/// A draft as its house reads it; `None` where it is not clear which that is.
pub fn clearly(setup: &Setup, source: &Arc<Source>) -> Option<(Arc<House>, Draft)> {
    let Choice::One(house, draft) = read(setup, source) else { return None };
    Some((Arc::clone(setup.house(&house.name.value)?), draft))
}

/// What is found in a draft that was read already.
pub fn check_read(setup: &Setup, (house, draft): (&House, &Draft), shelf: &Shelf) -> FileOutcome {
    let brief = Brief { series: shelf.of(&house.name.value), ..brief(setup, &draft.source) };
    lint::guarded(&draft.source, || lint::check(draft, house, &brief)).unwrap_or_else(|bug| bug)
}

fn brief<'s>(setup: &'s Setup, source: &'s Source) -> Brief<'s> {
    Brief {
        settings: setup.settings.as_ref(),
        path: source.name(),
        asked: &NOTHING,
        ignores: Ignoring::Obeyed,
        today: setup.today,
        series: None,
    }
}

/// What is found in a draft.
pub fn check(setup: &Setup, source: &Arc<Source>, shelf: &Shelf) -> FileOutcome {
    let brief = brief(setup, source);
    let checked = lint::guarded(source, || match read(setup, source) {
        Choice::One(house, draft) => lint::check(&draft, house, &Brief { series: shelf.of(&house.name.value), ..brief }),
        Choice::Unclear(alike, draft) => without_note(setup, &alike, &draft, &brief),
    });
    checked.unwrap_or_else(|bug| bug)
}

/// What to say of a draft that is not clearly of one house.
fn without_note(setup: &Setup, alike: &[&House], draft: &Draft, brief: &Brief<'_>) -> FileOutcome {
    let name = |house: &House| house.name.value.clone();
    if alike.is_empty() {
        let hidden = Manuscript::hidden_in(draft).and_then(|hidden| {
            let (house, notes) = match choose(setup, &hidden) {
                Choice::One(house, notes) => (house, notes),
                Choice::Unclear(alike, notes) => (*alike.first()?, notes),
            };
            lint::hidden(draft, &notes, house, brief)
        });
        if let Some(outcome) = hidden.filter(|outcome| outcome.reading != lint::Reading::Skipped) {
            return outcome;
        }
        let all: Vec<String> = setup.houses.iter().map(|house| name(house)).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        return lint::unrecognised(draft, Candidates::None(&all), brief);
    }
    let alike: Vec<String> = alike.iter().map(|house| name(house)).collect();
    let alike: Vec<&str> = alike.iter().map(String::as_str).collect();
    lint::unrecognised(draft, Candidates::Alike(&alike), brief)
}

/// What a draft says of its series.
pub fn shelved(house: &House, draft: &Draft) -> Shelved {
    let source = draft.source_of_heads();
    let place = || Place::Tree { file: draft.source.shared_name() };
    let entries = draft.heads().iter().filter_map(|note| Entry::new(&note.header, &source, place(), Standing::Archive));
    Shelved { house: house.name.value.clone(), entries: entries.collect() }
}
