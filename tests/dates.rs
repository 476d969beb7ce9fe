//! Correct English about dates, made by a grammar: nothing is said of it. And single slips put into it, each told once.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use copydesk::draft::{Manuscript, Syntax};
use copydesk::house::House;
use copydesk::lint::{self, Brief, Choice, Ignoring};
use copydesk::settings::Asked;
use copydesk::source::Source;
use jiff::civil::date;

static HOUSE: LazyLock<Arc<House>> = LazyLock::new(|| House::named("gp-short-notes").expect("the house is shipped"));

const NOTES: usize = 400;

/// Numbers that look random and are the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits fit") % limit
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// Fills `{a}`, `{b}` and `{n}` with days of February 2022, the last being the day after `{a}`, and `{A}` and `{B}` with their weekdays.
    fn fill(&mut self, form: &str, first: usize, last: usize) -> String {
        let a = first + self.below(last - first);
        let b = a + 1 + self.below(last - a);
        let weekday = |day: usize| ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][day % 7];
        let text = form.replace("{a}", &a.to_string()).replace("{b}", &b.to_string()).replace("{n}", &(a + 1).to_string());
        text.replace("{A}", weekday(a)).replace("{B}", weekday(b))
    }
}

/// How an event before the note of 12 February is dated. 7 February was a Monday, so that the day modulo 7 is the weekday.
const OPENERS: &[&str] = &[
    "On {a} February",
    "On {A}, {a} February",
    "On {a} February ({A})",
    "From {A} to {B}, {a}-{b} February",
    "From {a} to {b} February",
    "From {A} {a} to {B} {b} February",
    "From {A}, {a} February, to {B}, {b} February",
    "Between {a} and {b} February",
    "During {a}–{b} February",
    "On the night of {a}/{n} February",
    "On {a}/{n} February",
    "From 30 January to {a} February",
    "During 30 January-{a} February",
    "On {a} and {b} February",
    "On {A} and {B}, {a} and {b} February",
    "Earlier, on {a} February",
    "On {a}-{b} February ({A} to {B})",
    "On the nights of {a} and {b} February",
    "At 3 p.m. on {a} February",
    "On {b} and {a} February",
];

const HAPPENED: &[&str] = &["the crews came back", "the council voted", "a boat sank off the pier", "the yard was shut", "the river rose"];

/// Sentences of what is to come.
const TO_COME: &[&str] = &[
    "On {a} February, the council will vote.",
    "On {a} February, the ferry was not yet due to sail.",
    "Until {a} February, the quay stayed shut.",
    "On {a} February, the court was originally scheduled to meet.",
    "By {a} February, the boats had been called back.",
    "On {a} February, the union plans to strike, as was announced.",
    "On {a} February, the law that was passed in May takes effect.",
    "From {A} to {B}, {a}-{b} February, the road would be closed.",
    "On {a} February, the licence that was granted in 2019 expires.",
    "On {a} February, the mayor has to answer what was asked.",
    "Before {a} February, nobody was let in.",
    "On {a} February, the council meets.",
    "On the night of {a}/{n} February, the gates should open.",
    "On {A}, {a} February, the crews won't sail, they said.",
];

/// Names, words and numbers that look like dates.
const OTHERS: &[&str] = &[
    "The movement M23, or March 23, denied it.",
    "The March 23 movement denied it.",
    "He said: \"We met on January 6th.\"",
    "They may march in March, or in May.",
    "All 11 may leave.",
    "The January 6 Committee met.",
    "The vote was put off from 24 to 20 January.",
    "The tax year runs from 6 April to 5 April.",
    "It had 5 Marsh boats and 12 Mays.",
    "It ended 3-2. March was worse.",
    "The Rue du 4 Septembre was empty.",
    "The clinic works 24/7.",
    "The July 20 Club met in May Street.",
    "The truce of 28 December-3 January held.",
    "A hearing is set for 3 June.",
    "In March 12 soldiers died.",
    "He wrote “On 03 March, I left” and left.",
    "The bill, No. 14/3, was lost.",
];

const BACKGROUND: &[&str] = &[
    "It was passed on Friday, 8 February 2019.",
    "In 2019, it fell on Friday, 8 February.",
    "Members pay on Monday, 11 May.",
    "It was due on 29 February.",
    "It ran from Monday, 4 June, to Friday, 8 June 2018.",
    "By 31 March, 5974 had left.",
    "It was signed between 24 December 2018 and 3 January 2019.",
    "Votes were cast on 12, 13 and 20 May 2018.",
];

fn note(events: &[String], background: &str, syntax: Syntax) -> String {
    let mark = if syntax == Syntax::Markdown { "## " } else { "" };
    format!(
        "GP Short Notes\n\nGP Short Notes # 712, 12 February 2022\n\nOrrin: The long quay\nNora Pekkanen\n\n{mark}What happened?\n\n{}\n\n\
         {mark}What is the background?\n\nFirst, a fleet. {background}\n\nSecond, wages. The last rise was eaten up by rents.\n\n\
         {mark}What does it mean?\n\nFirst, the town will wait. It has time.\n\nSecond, the mayor has lost. He will find few allies.\n",
        events.join("\n\n")
    )
}

/// What is said of a draft but for advice, each with the words that it points at.
fn findings(text: &str, syntax: Syntax) -> Vec<(String, String)> {
    let source = Arc::new(Source::new("draft", text));
    let asked = Asked::default();
    let brief =
        Brief { settings: None, path: source.name(), asked: &asked, ignores: Ignoring::Obeyed, today: date(2026, 3, 1), series: None };
    let Choice::One(house, draft) = lint::choose(&Manuscript::read(Arc::clone(&source), syntax), &[&HOUSE]) else {
        panic!("it is a draft of the house:\n{text}")
    };
    let found = lint::check(&draft, house, &brief).findings;
    let loud = found.iter().filter(|reported| reported.level > copydesk::finding::Level::Advice);
    loud.map(|reported| (reported.finding.rule.as_str().to_owned(), source.slice(reported.finding.primary.span).to_owned())).collect()
}

#[test]
fn nothing_is_said_of_correct_english() {
    let mut dice = Dice(7);
    for turn in 0..NOTES {
        let mut events = Vec::new();
        for _ in 0..=dice.below(3) {
            let opener = dice.one(OPENERS);
            let (opener, happened, other) = (dice.fill(opener, 1, 11), dice.one(HAPPENED), dice.one(OTHERS));
            events.push(format!("{opener}, {happened}. {other}"));
        }
        for _ in 0..dice.below(3) {
            let plan = dice.one(TO_COME);
            events.push(dice.fill(plan, 14, 27));
        }
        // A paragraph that stands twice is no correct English.
        let mut written = HashSet::new();
        events.retain(|event| written.insert(event.clone()));
        let background = format!("{} {}", dice.one(BACKGROUND), dice.one(OTHERS));
        let syntax = if turn % 2 == 0 { Syntax::Plain } else { Syntax::Markdown };
        let text = note(&events, &background, syntax);
        assert_eq!(findings(&text, syntax), [], "{text}");
    }
}

#[test]
fn each_slip_is_told_once() {
    let events = [
        ("On 20 February, the crews came back. The mayor had doubled the bonus.", "event-after-publication", "20 February"),
        ("On 20 February, the plans for the pier were lost in a fire.", "event-after-publication", "20 February"),
        ("On 20 February, Will Tarn and May March resigned.", "event-after-publication", "20 February"),
        ("On 20 February, the mayor said: \"We will sail.\"", "event-after-publication", "20 February"),
        ("On 7 Febuary, the yard was shut.", "misspelt-month", "7 Febuary"),
        ("During 3-5 Feburary, the yard was shut.", "misspelt-month", "3-5 Feburary"),
        ("On 15 Janaury, the yard was shut.", "misspelt-month", "15 Janaury"),
        ("During 9-7 February, the yard was shut.", "impossible-range", "9-7 February"),
        ("From 9 to 7 February, the yard was shut.", "impossible-range", "9 to 7 February"),
        ("From 9 February to 5 February, the yard was shut.", "impossible-range", "9 February to 5 February"),
        ("From Tuesday to Friday, 8-10 February, the yard was shut.", "weekday-mismatch", "Friday, 8-10 February"),
        ("From Monday to Thursday, 8-10 February, the yard was shut.", "weekday-mismatch", "Monday to Thursday, 8-10 February"),
        ("On Monday 8 and Wednesday 9 February, the yard was shut.", "weekday-mismatch", "Monday 8 and Wednesday 9 February"),
        ("On 14/1, the yard was shut.", "date-form", "14/1"),
        ("On February 8, the yard was shut.", "date-form", "February 8"),
        ("On 8 Feb, the yard was shut.", "date-form", "8 Feb"),
        ("On 31 June, the yard was shut.", "impossible-date", "31 June"),
    ];
    let background = [
        ("In 2019, it fell on Monday, 8 February.", "weekday-mismatch", "Monday, 8 February"),
        ("It was passed on 3 Septmber 2018.", "misspelt-month", "3 Septmber 2018"),
        ("It ran from 24 to 20 January 2021.", "impossible-range", "24 to 20 January 2021"),
        ("It was passed on March 3, 2018.", "date-form", "March 3, 2018"),
        ("It was passed on 04/05/2018.", "ambiguous-date", "04/05/2018"),
    ];
    let before = "On 8 February, the council voted.".to_owned();
    for syntax in [Syntax::Plain, Syntax::Markdown] {
        for (sentence, rule, words) in events {
            let text = note(&[before.clone(), sentence.to_owned()], BACKGROUND[0], syntax);
            assert_eq!(findings(&text, syntax), [(rule.to_owned(), words.to_owned())], "{sentence}");
        }
        for (sentence, rule, words) in background {
            let text = note(std::slice::from_ref(&before), sentence, syntax);
            assert_eq!(findings(&text, syntax), [(rule.to_owned(), words.to_owned())], "{sentence}");
        }
    }
}
