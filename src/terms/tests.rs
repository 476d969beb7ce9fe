use std::sync::Arc;

use super::*;
use crate::draft::Syntax;
use crate::source::Source;

const HOUSE: &str = include_str!("../../fixtures/harbour-notes/house.toml");

const HEADER: &str = "Harbour Notes\n\nHarbour Notes # 12, 15 May 2021\n\nPort Ellery: Dockers and 3% return\nIda Boateng\n\n";

fn house(terms: &str) -> House {
    let (house, faults) = House::read(Arc::new(Source::new("house.toml", format!("{HOUSE}\n{terms}"))));
    assert!(faults.is_empty(), "{faults:?}");
    house.expect("a house without a fault is read")
}

fn read(house: &House, text: &str) -> (Draft, Vec<Finding>) {
    let draft = Draft::read(Arc::new(Source::new("note", text)), Syntax::Markdown, house);
    let mut found = Findings::with_room(usize::MAX);
    for note in &draft.notes {
        check(Question { draft: &draft, note, house, day: draft.day_of(note, jiff::civil::Date::MAX) }, |_| true, &mut found);
    }
    (draft, found.into_iter().collect())
}

/// `line:column words -> edit`, for every finding.
fn told(terms: &str, body: &str) -> Vec<String> {
    let house = house(terms);
    let (draft, mut found) = read(&house, &format!("{HEADER}{body}"));
    found.sort_by_key(|finding| finding.primary.span);
    let one = |finding: &Finding| {
        let (span, source) = (finding.primary.span, &draft.source);
        let edits = finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| format!(" -> {:?}", edit.text)).collect::<Vec<_>>().concat();
        format!("{} {:?}{edits}", source.position(span.start).line, source.slice(span))
    };
    found.iter().map(one).collect()
}

const EVENTS: &str =
    "What was seen?\nOn 11 May, the dockers won 41%, or 9 %, or ten percent. PERCENT, Percent and percentage. She said: \"100%.\"\n";

#[test]
fn a_substitution_is_spaced_and_keeps_its_case() {
    let term = "[[term]]\nid = 'per-cent'\navoid = ['%', 'percent']\nuse = 'per cent'\nspelling = true\n";
    let found = told(term, EVENTS);
    assert_eq!(
        found,
        [
            "5 \"%\" -> \" per cent\"",
            "9 \"%\" -> \" per cent\"",
            "9 \"%\" -> \"per cent\"",
            "9 \"percent\" -> \"per cent\"",
            "9 \"PERCENT\" -> \"PER CENT\"",
            "9 \"Percent\" -> \"Per cent\"",
        ]
    );
    let house = house(term);
    let (_, found) = read(&house, &format!("{HEADER}{EVENTS}"));
    assert_eq!(found[0].message, "`%` should be `per cent`");
    assert_eq!(found[0].fix.as_ref().map(|fix| fix.safety), Some(Safety::Safe));
    assert_eq!(found[0].related[0].source.slice(found[0].related[0].span), "'%'");
    assert_eq!(AnyRule::Term(house.terms.find("per-cent").expect("it is there")).summary(), "Write `per cent`, not `%` or `percent`");
}

#[test]
fn a_term_looks_where_it_is_told_to() {
    let of = |place: &str| {
        told(
            &format!("[[term]]\nid = 'x'\navoid = ['dockers', '%', 'May', 'first']\nwhere = {place}\n"),
            &format!("{EVENTS}\nWhy now?\nFirst, dockers.\n"),
        )
    };
    assert_eq!(of("'title'"), ["5 \"Dockers\"", "5 \"%\""]);
    assert_eq!(of("'openers'"), ["9 \"May\""]);
    assert_eq!(of("'points'"), ["12 \"First\"", "12 \"dockers\""]);
    assert_eq!(of("['causes']"), of("'numbered'"));
    assert_eq!(of("'quotations'"), ["9 \"%\""]);
    assert_eq!(of("'dated'").len(), 4);
    assert_eq!(of("'dated'\nquotations = 'in'").len(), 5);
    assert_eq!(of("'dated'\nignore-case = false").len(), 4);
    assert_eq!(of("'numbered'\nignore-case = false"), ["12 \"dockers\""]);
}

#[test]
fn of_overlapping_words_the_longest_is_told_once() {
    let terms = "[[term]]\nid = 'a'\navoid = ['order', 'won to be']\n[[term]]\nid = 'b'\nswap = { 'in order to' = 'to', 'won' = 'got' }\n";
    let found = told(terms, "What was seen?\nThey went in\norder to win. It won to bear, re-won and in **order to** end.\n");
    assert_eq!(found, ["9 \"in\\norder to\" -> \"to\"", "10 \"won\" -> \"got\"", "10 \"in **order to\""], "no fix cuts through marks");
}

#[test]
fn words_are_counted_by_note_or_section() {
    let body = "What was seen?\nOn 11 May, however, it rained. However, it stopped.\n\nWhy now?\nFirst, rain. However.\n";
    let of = |more: &str| told(&format!("[[term]]\nid = 'x'\nof = ['however']\n{more}\n"), body);
    assert_eq!(of("max = 2"), ["12 \"However\""]);
    assert_eq!(of("max = 1\nper = 'section'"), ["9 \"However\""]);
    assert_eq!(of("min = 4"), ["5 \"Port Ellery: Dockers and 3% return\""]);
    assert_eq!(of("min = 2\nper = 'section'"), ["11 \"Why now?\""]);
    assert_eq!(of("min = 2\nper = 'section'\nwhere = 'seen'"), Vec::<String>::new());
}

#[test]
fn a_note_keeps_to_one_way() {
    let term = "[[term]]\nid = 'x'\neither = ['quay']\nor = ['kay']\n";
    assert_eq!(told(term, "What was seen?\nThe kay, the quay and the Quay.\n"), ["9 \"kay\" -> \"quay\""]);
    assert_eq!(told(term, "What was seen?\nThe kay, the Quay.\n"), ["9 \"Quay\" -> \"Kay\""]);
    assert_eq!(told(term, "What was seen?\nThe quay and the quay.\n"), Vec::<String>::new());
}

#[test]
fn faults_of_an_entry_are_told_at_once() {
    let terms = "[[term]]\nid = 'Per Cent'\n[[term]]\nid = 'a'\navoid = ['x']\npatterns = ['[a']\nwhere = 'caused'\nshape = 'occurrence'\n[[term]]\nof = ['x']\navod = 'x'\n";
    let source = Arc::new(Source::new("house.toml", format!("{HOUSE}\n{terms}")));
    let (_, faults) = House::read(Arc::clone(&source));
    let told: Vec<_> =
        faults.iter().map(|fault| format!("{}: {}", source.slice(source.first_line_of(fault.primary.span)), fault.message)).collect();
    assert_eq!(
        told,
        [
            "[[term]]: this term does not say what it looks for",
            "'Per Cent': `Per Cent` cannot be the name of a rule",
            "'[a': `[a` is no pattern: unclosed character class",
            "'caused': `caused` is no place in a note of this house",
            "'occurrence': by its keys this term is of the shape `existence`",
            "[[term]]: `id` is missing in `term`",
            "[[term]]: this term does not say what it looks for",
            "avod: `avod` is no key in `term`",
        ]
    );
}
