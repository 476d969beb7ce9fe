//! Houses derived from good notes: of each shipped house ten of its good drafts, and what the house that is derived from them finds in the bad
//! ones. `cargo test --test all derived:: -- --nocapture` prints how much of what the shipped house finds that is.

use std::path::Path;
use std::sync::Arc;

use copydesk::derive::derive;
use copydesk::draft::{Draft, Syntax};
use copydesk::finding::{Level, RuleId};
use copydesk::house::House;
use copydesk::lint::{self, Brief, Ignoring};
use copydesk::rules;
use copydesk::settings::{Asked, Settings, house_faults};
use copydesk::source::Source;
use jiff::civil::{Date, date};

use crate::shelf::{Shelved, drafts};

const TODAY: Date = date(2026, 3, 1);

/// Notes that each house is derived from.
const TEN: usize = 10;

struct Note {
    source: Arc<Source>,
    syntax: Syntax,
}

fn shelf(house: &str, shelf: &str) -> Vec<Note> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(house).join(shelf);
    let note = |draft: Shelved| Note {
        source: Arc::new(Source::new(draft.path.to_string_lossy().into_owned(), draft.text)),
        syntax: draft.syntax,
    };
    drafts(&folder).into_iter().map(note).collect()
}

/// What `house` finds in a note, each finding as `rule@line:column`.
fn found(house: &House, note: &Note, settings: Option<&Settings>, asked: &Asked) -> Vec<String> {
    let draft = Draft::read(Arc::clone(&note.source), note.syntax, house);
    if draft.notes.is_empty() {
        return vec!["unrecognised-draft@1:1".to_owned()];
    }
    let brief = Brief { settings, path: note.source.name(), asked, ignores: Ignoring::Obeyed, today: TODAY, series: None };
    let findings = lint::check(&draft, house, &brief).findings;
    let told = findings.iter().map(|reported| {
        let place = note.source.position(reported.finding.primary.span.start);
        format!("{}@{}:{}", reported.finding.rule, place.line, place.column)
    });
    told.collect()
}

/// A rule that the shipped house has switched off is asked all the same of a draft that is about it.
fn asked(house: &House, note: &Note) -> Asked {
    let stem = Path::new(note.source.name()).file_stem().expect("it has a name").to_string_lossy().into_owned();
    let subject = stem.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches('-');
    let subject = subject.rsplit_once('-').map_or(subject, |(subject, _)| subject).to_owned();
    let is_off =
        |id: &str| house.rules.iter().any(|set| *set.rule == id && set.level.as_ref().is_some_and(|level| level.value == Level::Off));
    let rule = rules::find(&subject).filter(|rule| is_off(rule.id));
    Asked { levels: rule.map(|rule| (RuleId::coded(rule.id), Level::Warning)).into_iter().collect(), ..Asked::default() }
}

fn read(text: &str) -> House {
    let source = Arc::new(Source::new("derived.toml", text));
    let (house, faults) = House::read(Arc::clone(&source));
    let told: Vec<_> = faults.iter().map(|fault| (source.position(fault.primary.span.start), &fault.message)).collect();
    assert!(told.is_empty(), "{told:?}\n{text}");
    let house = house.expect("a house without faults is read");
    assert!(house_faults(&house).is_empty(), "{:?}", house_faults(&house));
    house
}

/// Notes of a house that are as they should be: the good ones, then those that only seem to break a rule.
fn good(house: &House) -> Vec<Note> {
    let all = shelf(&house.name, "good").into_iter().chain(shelf(&house.name, "tempting"));
    let speaks_to_copydesk = |note: &Note| note.source.text().contains("<!-- copydesk:");
    all.filter(|note| !speaks_to_copydesk(note)).filter(|note| found(house, note, None, &Asked::default()).is_empty()).collect()
}

/// The house derived from notes, and those that were left out.
fn derived(house: &House, notes: &[Note]) -> (House, Vec<String>) {
    let from = notes.iter().map(|note| (Arc::clone(&note.source), note.syntax)).collect();
    let derived = derive(from, "derived").unwrap_or_else(|refusal| panic!("{}: {refusal:?}", house.name.value));
    (read(&derived.text), derived.left_out.into_iter().map(|(name, _)| name).collect())
}

#[test]
fn a_house_from_ten_good_notes_finds_nine_in_ten_of_what_the_shipped_one_finds() {
    let settings = {
        let text = include_str!("../fixtures/gp-short-notes/authors.toml");
        let (roster, _) = copydesk::roster::Roster::read(&Arc::new(Source::new("authors.toml", text)));
        let mut settings = Settings::read(&Arc::new(Source::new("lint.toml", ""))).expect("nothing is no fault");
        settings.authors = Some(roster);
        settings
    };
    let mut short = Vec::new();
    for shipped in House::shipped() {
        let mut notes = good(&shipped);
        notes.truncate(TEN);
        assert_eq!(notes.len(), TEN, "{}", shipped.name.value);
        let (house, _) = derived(&shipped, &notes);
        let settings = (shipped.name.as_str() == "gp-short-notes").then_some(&settings);
        let (mut all, mut same) = (0, 0);
        let mut missed = Vec::new();
        for note in shelf(&shipped.name, "bad") {
            let asked = asked(&shipped, &note);
            let wanted = found(&shipped, &note, settings, &asked);
            let told = found(&house, &note, settings, &asked);
            all += wanted.len();
            same += wanted.iter().filter(|finding| told.contains(finding)).count();
            let name = Path::new(note.source.name()).file_name().expect("it has a name").to_string_lossy().into_owned();
            missed
                .extend(wanted.iter().filter(|finding| !told.contains(finding)).map(|finding| format!("{name}: {finding}, but {told:?}")));
        }
        let share = same * 100 / all.max(1);
        println!("{}: {same} of {all}, {share} per cent", shipped.name.value);
        for missed in missed {
            println!("    {missed}");
        }
        if same * 10 < all * 9 {
            short.push(format!("{}: {same} of {all}", shipped.name.value));
        }
    }
    assert!(short.is_empty(), "{short:?}");
}

#[test]
fn a_derived_house_is_silent_on_what_it_was_derived_from() {
    for shipped in House::shipped() {
        let notes = good(&shipped);
        for notes in [&notes[..TEN.min(notes.len())], &notes[..]] {
            let (house, left_out) = derived(&shipped, notes);
            assert!(left_out.len() * 10 <= notes.len(), "{}: {left_out:?}", shipped.name.value);
            assert_eq!(house.examples().len(), 1, "{}", shipped.name.value);
            for note in notes.iter().filter(|note| !left_out.iter().any(|name| name == note.source.name())) {
                assert_eq!(found(&house, note, None, &Asked::default()), [] as [String; 0], "{}", note.source.name());
            }
        }
    }
}
