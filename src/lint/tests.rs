use std::sync::Arc;

use jiff::civil::date;

use super::*;
use crate::draft::Syntax;
use crate::finding::{Label, RuleId};
use crate::rules;
use crate::settings::Asked;
use crate::source::Source;

const NOTE: &str = "Harbour Notes # 12, 15 May 2021\n\nPort Ellery: Dockers return to work.\nInes Okafor\n\nWhat was seen?\nOn 11 May, the dockers of Port Ellery voted to return to work.\n\nWhy now?\nFirst, the strike fund. The union had run out of money by the second week.\n\nThe owners knew tbd it.\n\nSecond, the season. Fruit from the hinterland does not keep tbd well.\n";

fn house() -> House {
    let text = format!("{}\n[leftover]\nwords = ['tbd']\n", include_str!("../../tests/folder/house.toml"));
    let (house, faults) = House::read(Arc::new(Source::new("house.toml", text)));
    house.unwrap_or_else(|| panic!("{faults:?}"))
}

fn checked(text: &str, path: &str, asked: &Asked, ignores: Ignoring) -> FileOutcome {
    let house = house();
    let draft = Draft::read(Arc::new(Source::new(path, text)), Syntax::Plain, &house);
    check(&draft, &house, &Brief { settings: None, path, asked, ignores, today: date(2021, 5, 20), series: None })
}

fn outcome(text: &str) -> FileOutcome {
    checked(text, "notes/12.txt", &Asked::default(), Ignoring::Obeyed)
}

fn listed(outcome: &FileOutcome) -> Vec<String> {
    let one = |reported: &Reported| {
        let at = reported.finding.primary.source.position(reported.finding.primary.span.start);
        format!("{}:{} {}[{}]", at.line, at.column, reported.level, reported.finding.rule)
    };
    outcome.findings.iter().map(one).collect()
}

#[test]
fn findings_are_in_order_and_know_where_they_stand() {
    let outcome = outcome(NOTE);
    assert_eq!(listed(&outcome), ["3:36 advice[title-final-stop]", "12:17 error[leftover-text]", "14:61 error[leftover-text]"]);
    let places: Vec<_> = outcome.findings.iter().map(|reported| reported.place.clone()).collect();
    assert_eq!(places[0], Place { note: Some(12), ..Place::default() });
    let why = |point: &str, number, paragraph| Place {
        note: Some(12),
        section: Some("Why now?".to_owned()),
        point: Some(point.to_owned()),
        point_number: Some(number),
        paragraph: Some(paragraph),
        ..Place::default()
    };
    assert_eq!(places[1], why("First", 1, 2), "a paragraph that continues a point belongs to it");
    assert_eq!(places[2], why("Second", 2, 3));
}

#[test]
fn a_note_is_summed_up() {
    let outcome = outcome(NOTE);
    let [note] = outcome.notes.as_slice() else { panic!("one note: {:?}", outcome.notes) };
    assert_eq!((note.number, note.date_text.as_deref(), note.sections), (Some(12), Some("15 May 2021"), 2));
    assert_eq!((note.points.as_slice(), note.words), (&[2][..], 56));
}

fn fingerprints(text: &str) -> Vec<String> {
    outcome(text).findings.into_iter().map(|reported| reported.fingerprint).collect()
}

#[test]
fn fingerprints_survive_edits_elsewhere_and_tell_equal_findings_apart() {
    let before = fingerprints(NOTE);
    assert!(before.iter().all(|name| name.len() == 32 && name.bytes().all(|byte| byte.is_ascii_hexdigit())));
    assert_ne!(before[1], before[2]);
    let edited = NOTE.replace("\n\nWhat was", "\n\n\n\nWhat was").replace("the dockers", "on a windy morning the dockers");
    assert_eq!(fingerprints(&edited), before);
    assert_eq!(fingerprints(&NOTE.replace("# 12", "# 13")), before, "a new number makes no other finding of it");
    let otherwise = NOTE.replace("What was seen?", "WHAT WAS SEEN").replace("First,", "Firstly,");
    assert!(before.iter().all(|name| fingerprints(&otherwise).contains(name)), "nor does how a heading or an ordinal is written");
    let elsewhere = checked(NOTE, "notes/13.txt", &Asked::default(), Ignoring::Obeyed);
    assert_ne!(elsewhere.findings[0].fingerprint, before[0]);
    // They are kept in files: a change here is a breach of promise.
    assert_eq!(before[0], FIRST);
    assert_eq!(format!("{:032x}", outcome(NOTE).findings[0].first_fingerprints[0]), FIRST_OF_0_1, "baselines of 0.1.0 are read");
}

const FIRST: &str = "19ff46b40875e72e69411c0e7c3bcaaf";

const FIRST_OF_0_1: &str = "419ce0db00ecc327a2bdaed471165242";

#[test]
fn only_what_is_asked_for_is_reported() {
    let rule = rules::find("title-final-stop").expect("it exists");
    let asked = Asked { levels: vec![(RuleId::coded(rule.id), Level::Error)], only: vec![RuleId::coded(rule.id)] };
    assert_eq!(listed(&checked(NOTE, "a.txt", &asked, Ignoring::Obeyed)), ["3:36 error[title-final-stop]"]);
}

#[test]
fn a_draft_in_which_nothing_is_checked_never_passes_in_silence() {
    let house = house();
    let draft = Draft::read(Arc::new(Source::new("a.txt", "\n\nFlour.\nLemons.\n")), Syntax::Plain, &house);
    let asked = Asked { levels: Vec::new(), only: vec![RuleId::coded("missing-title")] };
    let brief = Brief { settings: None, path: "a.txt", asked: &asked, ignores: Ignoring::Obeyed, today: date(2021, 5, 20), series: None };
    let outcome = unrecognised(&draft, Candidates::None(&["harbour-notes"]), &brief);
    assert_eq!((listed(&outcome), outcome.reading), (vec!["3:1 error[unrecognised-draft]".to_owned()], Reading::Read));
    let off = Asked { levels: vec![(RuleId::coded("unrecognised-draft"), Level::Off)], only: Vec::new() };
    let outcome = unrecognised(&draft, Candidates::None(&["harbour-notes"]), &Brief { asked: &off, ..brief });
    assert_eq!((listed(&outcome), outcome.reading), (Vec::new(), Reading::Skipped), "it does not count as read");
}

#[test]
fn an_ignore_comment_holds_back_unless_it_is_overruled() {
    let text = NOTE.replace("The owners", "<!-- copydesk: ignore[leftover-text, missing-title] it stays -->\nThe owners");
    let obeyed = outcome(&text);
    assert_eq!(obeyed.held.len(), 1);
    let held = &obeyed.held[0];
    let Holder::Ignore(Cover::Comment(comment)) = &held.by else { panic!("{held:?}") };
    assert_eq!((comment.text.as_str(), held.reported.finding.rule.as_str()), ("it stays", "leftover-text"));
    assert_eq!(held.reported.place.section.as_deref(), Some("Why now?"));
    assert_eq!(held.reported.fingerprint.len(), 32);
    assert_eq!(listed(&obeyed), ["3:36 advice[title-final-stop]", "12:1 warning[unused-ignore]", "15:61 error[leftover-text]"]);
    let overruled = checked(&text, "a.txt", &Asked::default(), Ignoring::Overruled);
    assert_eq!((overruled.findings.len(), overruled.held.len()), (3, 0));
}

#[test]
fn no_span_reaches_over_a_line_end_but_that_of_furniture() {
    let source = Arc::new(Source::new("a.txt", "one\ntwo\n"));
    let long = |rule| Finding::new(RuleId::coded(rule), "x", Label::new(&source, Span::new(0, 7), ""));
    let clipped = |rule| faults(vec![long(rule)]).findings[0].finding.primary.span;
    assert_eq!(clipped("invalid-settings"), Span::new(0, 3));
    assert_eq!(clipped("furniture"), Span::new(0, 7));
}

#[test]
fn a_bug_in_one_file_is_a_finding() {
    let source = Arc::new(Source::new("a.txt", "\nHarbour Notes\n"));
    let outcome: FileOutcome = guarded(&source, || panic!("a point without a number")).expect_err("it panics");
    assert_eq!(listed(&outcome), ["2:1 error[internal-error]"]);
    assert!(outcome.findings[0].finding.message.contains("a point without a number"));
    assert_eq!(guarded(&source, || 7).ok(), Some(7));
}

#[test]
fn files_are_put_together_in_one_order_and_counted() {
    let file = |path: &str| checked(NOTE, path, &Asked::default(), Ignoring::Obeyed);
    let skipped = FileOutcome { reading: Reading::Skipped, ..FileOutcome::default() };
    let outcome = Outcome::gather(vec![file("b.txt"), skipped, file("a.txt")]);
    let files: Vec<_> = outcome.findings.iter().map(|reported| reported.finding.primary.source.name()).collect();
    assert_eq!(files, ["a.txt", "a.txt", "a.txt", "b.txt", "b.txt", "b.txt"]);
    assert_eq!(outcome.notes.iter().map(|note| &*note.file).collect::<Vec<_>>(), ["a.txt", "b.txt"]);
    let Summary { files, notes, skipped, errors, warnings, advice, fixable, .. } = outcome.summary;
    assert_eq!((files, notes, skipped, errors, warnings, advice, fixable), (2, 2, 1, 4, 0, 2, 2));
}

#[test]
fn a_fix_that_would_take_half_of_a_pair_of_marks_is_withheld() {
    let house = house();
    let fixable = |opening: &str| {
        let text = NOTE.replace("On 11 May,", opening);
        let draft = Draft::read(Arc::new(Source::new("a.md", text)), Syntax::Markdown, &house);
        let asked = Asked::default();
        let brief =
            Brief { settings: None, path: "a.md", asked: &asked, ignores: Ignoring::Obeyed, today: date(2021, 5, 20), series: None };
        let mut findings = check(&draft, &house, &brief).findings.into_iter();
        let form = findings.find(|reported| reported.finding.rule.as_str() == "date-form");
        form.expect("month and day are the other way round").finding.fix.is_some()
    };
    assert!(fixable("On May 11,"));
    assert!(!fixable("On **May** 11,"), "one of the marks would go");
}
