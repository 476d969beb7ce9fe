//! Digests whole: seven faults in seven notes, notes that are hardly there, and which of the shipped houses a draft is for.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use copydesk::draft::{Draft, Manuscript, Syntax};
use copydesk::house::House;
use copydesk::lint::{self, Brief, Candidates, Choice, Ignoring, Reported};
use copydesk::settings::Asked;
use copydesk::source::Source;
use jiff::civil::date;

const DIGEST: &str = "the-world-this-week";

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
    fs::read_to_string(path).expect("the fixture is there")
}

fn brief(asked: &Asked) -> Brief<'_> {
    Brief { settings: None, path: "draft", asked, ignores: Ignoring::Obeyed, today: date(2026, 3, 1), series: None }
}

fn findings(text: &str) -> Vec<Reported> {
    let house = House::named(DIGEST).expect("the house is shipped");
    let draft = Draft::read(Arc::new(Source::new("draft", text)), Syntax::Plain, &house);
    lint::check(&draft, &house, &brief(&Asked::default())).findings
}

/// Rule, and the number of the note it speaks of.
fn told(text: &str) -> Vec<(String, Option<usize>)> {
    findings(text).iter().map(|reported| (reported.finding.rule.to_string(), reported.place.part)).collect()
}

#[test]
fn seven_notes_with_a_fault_in_each_have_seven_findings() {
    let findings = findings(&fixture("the-world-this-week/bad/several-1.txt"));
    let places: Vec<_> = findings.iter().map(|reported| (reported.finding.rule.as_str(), reported.place.clone())).collect();
    let expected = [
        ("title-final-stop", "Varenna Pass: Lorries wait for a tariff.", None),
        ("byline-form", "Imrat Basin: A census of wells", None),
        ("ordinal-sequence", "Sorrel Islands: The radio changes its language", Some("What is the background?")),
        ("doubled-word", "Kelmet: The bridge opens to one lane", Some("What is the background?")),
        ("event-after-publication", "Orsay Plateau: Teachers count their pupils", Some("What happened?")),
        ("section-heading-wording", "Lake Tuzgal: Salt for two owners", Some("What’s the background?")),
        ("missing-section", "Bellmarch: Apples without pickers", Some("What is the background?")),
    ];
    assert_eq!(places.len(), expected.len(), "{places:?}");
    for (part, ((rule, place), (wanted, title, section))) in (1..).zip(places.iter().zip(expected)) {
        assert_eq!((*rule, place.note, place.part), (wanted, Some(216), Some(part)));
        assert_eq!((place.title.as_deref(), place.section.as_deref()), (Some(title), section));
    }
}

#[test]
fn a_masthead_is_spoken_of_once_and_is_no_note() {
    let text = fixture("the-world-this-week/bad/several-1.txt").replace("13 May 2023", "11 May 2023");
    let weekday = told(&text).into_iter().filter(|(rule, _)| rule == "publishing-weekday").collect::<Vec<_>>();
    assert_eq!(weekday, [("publishing-weekday".to_owned(), None)]);
}

/// A digest of three notes, without a fault.
fn good() -> String {
    fixture("the-world-this-week/good/216-atx.md").replace("# ", "").replace("##", "")
}

#[test]
fn a_note_without_any_section_is_a_note_all_the_same() {
    let text = good();
    let (start, end) =
        (text.find("Dilnoza Rahimova\n\n").expect("the second note is there"), text.find("Port Almeric").expect("and the third"));
    let gone = format!(
        "{}Dilnoza Rahimova\n\nThe plateau has been counted. Nobody knows what came of it, and nobody asks.\n\n{}",
        &text[..start],
        &text[end..]
    );
    assert_eq!(told(&text), []);
    assert_eq!(told(&gone), [("missing-section".to_owned(), Some(2))]);
}

#[test]
fn front_matter_is_the_masthead_s() {
    let text = good();
    let notes = &text[text.find("Sorrel").expect("the first note is there")..];
    assert_eq!(told(&format!("---\nnumber: 216\ndate: 2023-05-13\n---\n\n{notes}")), []);
    let disagreement = ("header-disagreement".to_owned(), None);
    assert_eq!(told(&format!("---\nnumber: 217\ndate: 2023-05-13\n---\n\n{text}")), [disagreement]);
    let other = notes.replace("On 9 May", "On 19 May");
    let late = ("event-after-publication".to_owned(), Some(1));
    assert_eq!(told(&format!("---\nnumber: 216\ndate: 2023-05-13\n---\n\n{other}")), [late], "the date is theirs");
}

#[test]
fn nothing_but_a_masthead_lacks_its_note() {
    let text = good();
    let masthead = &text[..text.find("Sorrel").expect("the first note is there")];
    let told: Vec<_> = told(masthead).into_iter().map(|(rule, _)| rule).collect();
    assert_eq!(told, ["missing-byline", "missing-section", "missing-title"]);
}

/// The shipped house that `text` is for, or those that it may be for.
fn house_of(text: &str) -> Result<String, Vec<String>> {
    let houses = House::shipped();
    let all: Vec<&House> = houses.iter().map(AsRef::as_ref).collect();
    let manuscript = Manuscript::read(Arc::new(Source::new("draft", text)), Syntax::Plain);
    match lint::choose(&manuscript, &all) {
        Choice::One(house, _) => Ok(house.name.value.clone()),
        Choice::Unclear(alike, _) => Err(alike.iter().map(|house| house.name.value.clone()).collect()),
    }
}

const TRIAD: &str = "\n\nLake Imbra: Fishing by lottery\nDaniel Rautio\n\nWhat happened?\n\nOn 6 May, boats drew lots. Ninety took part.\n\nWhat is the background?\n\nFirst, fish. There are few.\n\nWhat does it mean?\n\nFirst, luck. It is thought fair.\n";

#[test]
fn headings_that_two_houses_share_do_not_tell() {
    let (one, other) = ("gp-short-notes".to_owned(), "the-world-this-week".to_owned());
    assert_eq!(house_of(TRIAD), Err(vec![one, other]));
    let draft = Draft::read(Arc::new(Source::new("draft", TRIAD)), Syntax::Plain, &House::named(DIGEST).expect("it is shipped"));
    let outcome = lint::unrecognised(&draft, Candidates::Alike(&["gp-short-notes", DIGEST]), &brief(&Asked::default()));
    let message = &outcome.findings[0].finding.message;
    assert!(message.contains("`gp-short-notes` and `the-world-this-week` alike"), "{message}");
    assert_eq!(house_of("Shopping list\n\nApples and wells.\n"), Err(Vec::new()));
}

#[test]
fn a_number_line_of_one_series_is_not_taken_for_another_s() {
    for (line, house) in [
        ("GP Short Notes 12 8 May 2021", "gp-short-notes"),
        ("GP Short Notes # 12, 8 May 2021", "gp-short-notes"),
        ("The World This Week 12, May 8 2021", DIGEST),
        ("TWTW#183, 25 September 2022, Vol. 4, No. 32", DIGEST),
        ("#67, Vol. 2, No.22 13 May 2023", DIGEST),
        ("The World This Week", DIGEST),
        ("Conflict Weekly # 12 (8 May 2021)", "conflict-weekly"),
    ] {
        let text = if house == "conflict-weekly" {
            TRIAD
                .replace("What happened?", "In the news")
                .replace("What is the background?", "Issues at large")
                .replace("What does it mean?", "In perspective")
        } else {
            TRIAD.to_owned()
        };
        assert_eq!(house_of(&format!("{line}{text}")), Ok(house.to_owned()), "{line}");
    }
    // Headings tell whose a number line without a name is.
    let text = TRIAD.replace("What happened?", "In the news");
    let text = text.replace("What is the background?", "Issues at large").replace("What does it mean?", "In perspective");
    assert_eq!(house_of(&format!("#67, Vol. 2, No.22 13 May 2023{text}")), Ok("conflict-weekly".to_owned()));
}
