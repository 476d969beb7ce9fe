//! Headers that a good note may have, made up by a grammar: each line is read as what it was made as, and nothing is said of it.

use std::fmt::Write;
use std::sync::Arc;

use copydesk::draft::{Draft, Syntax};
use copydesk::finding::Level;
use copydesk::house::House;
use copydesk::lint::{self, Brief, Ignoring};
use copydesk::settings::Asked;
use copydesk::source::Source;
use jiff::civil::date;

/// How many headers of each house are made.
const EACH: u32 = 400;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("it has 31 bits") % sides
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len())]
    }

    fn one_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == 0
    }
}

const GIVEN: [&str; 12] =
    ["Signe", "Bo", "Ana Luísa", "D Suba", "Prajwal", "M.", "Øystein", "Chen", "Abena Mary", "J R", "Jean-Luc", "Efua"];
const FAMILY: [&str; 12] = [
    "Halloran",
    "Amundsen",
    "de Brito",
    "Chandran",
    "T V",
    "de la Cruz",
    "D’Arcy",
    "Wei",
    "Mensah-Lindgren",
    "O'Hara",
    "van Dorp",
    "Šarić",
];
const PLACES: [&str; 8] =
    ["Osterby", "Lake Tuzgal", "The Sorrel Islands", "Upper Quessa", "Kolmar-Arvend", "Imrat Basin", "Skarvik", "Myrr"];
const TITLES: [&str; 8] = [
    "The smokehouse closes",
    "A census of wells",
    "Salt for two owners",
    "What the dockers want",
    "Teachers count their pupils, and the state its schools",
    "Why has the radio changed its language?",
    "Four lessons from a strike",
    "The ferry's last winter",
];
const CAPITALS: [&str; 6] = [
    "The Smokehouse, the Herring and a Lease",
    "Osterby’s Herring Plan",
    "Two Wells, Salt for Tuzgal, and the Keepers' Wages",
    "A Strike in Skarvik over Bread",
    "The Long Winter of the Ferry",
    "Herring Boats Leave Osterby Harbour Early",
];

fn person(dice: &mut Dice) -> String {
    format!("{} {}", dice.pick(&GIVEN), dice.pick(&FAMILY))
}

fn people(dice: &mut Dice, most: usize) -> String {
    let names: Vec<String> = (0..=dice.roll(most)).map(|_| person(dice)).collect();
    match names.as_slice() {
        [one] => one.clone(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
        [] => String::new(),
    }
}

/// One to two lines.
fn title(dice: &mut Dice) -> Vec<String> {
    match dice.roll(6) {
        0 | 1 => vec![format!("{}: {}", dice.pick(&PLACES), dice.pick(&TITLES))],
        2 => vec![dice.pick(&TITLES).to_owned()],
        3 => vec![dice.pick(&CAPITALS).to_owned()],
        4 => vec![format!("{}:", dice.pick(&PLACES)), dice.pick(&TITLES).to_owned()],
        _ => vec![format!("{}: {}", dice.pick(&PLACES), dice.pick(&TITLES)), "and what the neighbours make of it".to_owned()],
    }
}

/// A header as it is made, with what its lines are.
#[derive(Default)]
struct Made {
    text: String,
    title: Vec<String>,
    byline: Option<String>,
    masthead_title: Vec<String>,
    masthead_byline: Option<String>,
}

impl Made {
    fn line(&mut self, dice: &mut Dice, line: &str) {
        let _ = writeln!(self.text, "{line}");
        if dice.one_in(2) {
            self.text.push('\n');
        }
    }

    fn furniture(&mut self, dice: &mut Dice) {
        for line in ["Photo: Bo Amundsen", "Print | Bookmark"] {
            if dice.one_in(5) {
                self.line(dice, line);
            }
        }
    }

    fn title_and_byline(&mut self, dice: &mut Dice) {
        self.title = title(dice);
        let lines = self.title.clone();
        // The lines of a title stand together.
        let _ = writeln!(self.text, "{}", lines.join("\n"));
        if dice.one_in(3) {
            self.text.push('\n');
        }
        let byline = people(dice, 3);
        let shown = if dice.one_in(8) { format!("By {byline}") } else { byline };
        self.byline = Some(shown.clone());
        self.line(dice, &shown);
    }
}

const SECTIONS: [&str; 3] = [
    "On 9 March, the last smokehouse of the town put out its fires. The brothers who ran it gave back the keys.",
    "First, a catch that moved north. The boats land two thirds of it elsewhere.\n\nSecond, a rent that follows the marina. Sheds are priced as berths are.",
    "First, the town will own a chimney. It has no plan for one.\n\nSecond, the price of fish will rise. The next smokehouse is a ferry away.",
];

fn body(house: &House) -> String {
    let sections = house.sections.iter().take(3).zip(SECTIONS);
    sections.map(|(section, text)| format!("{}\n\n{text}\n\n", section.heading.value)).collect::<Vec<_>>().concat()
}

fn note(dice: &mut Dice, house: &House) -> Made {
    let mut made = Made::default();
    match dice.roll(4) {
        0 => {}
        1 => made.line(dice, "GP Short Notes 503"),
        _ => made.line(dice, "GP Short Notes"),
    }
    made.line(dice, "GP Short Notes # 503, 13 March 2021");
    match dice.roll(6) {
        0 => made.line(dice, "GP Team"),
        1 => made.line(dice, "Global Politics Team 13 March 2021"),
        2 => made.line(dice, "Osterby Institute of Fisheries"),
        _ => {}
    }
    made.title_and_byline(dice);
    made.furniture(dice);
    made.text.push('\n');
    made.text.push_str(&body(house));
    made
}

fn digest(dice: &mut Dice, house: &House) -> Made {
    let mut made = Made::default();
    if dice.one_in(2) {
        for line in [
            "The World This Week",
            "Photo Source: Bo Amundsen",
            "Osterby Institute of Advanced Studies (OIAS)",
            "Institute of Fisheries Campus, Osterby",
        ] {
            made.line(dice, line);
        }
    }
    made.line(dice, "The World This Week");
    if dice.one_in(2) {
        let line = if dice.one_in(2) { dice.pick(&CAPITALS) } else { dice.pick(&TITLES) };
        made.masthead_title = vec![line.to_owned()];
        made.line(dice, line);
    }
    let number_line = "The World This Week #343, Vol. 8, No. 5";
    match dice.roll(4) {
        0 => {
            made.line(dice, "GP Team");
            made.line(dice, "The World This Week #343, 7 February 2026, Vol. 8, No. 5");
        }
        1 => {
            made.line(dice, number_line);
            made.line(dice, "Global Politics Team 7 February 2026");
        }
        2 => {
            made.line(dice, "GP Team, 7 February 2026");
            made.line(dice, "|");
            made.line(dice, number_line);
        }
        _ => {
            made.line(dice, number_line);
            made.line(dice, "7 February 2026");
        }
    }
    if dice.one_in(2) {
        let list = people(dice, 5);
        made.masthead_byline = Some(list.clone());
        made.line(dice, &list);
    }
    made.title_and_byline(dice);
    made.text.push('\n');
    made.text.push_str(&body(house).replace("9 March", "3 February"));
    made
}

fn hold(name: &str, throw: fn(&mut Dice, &House) -> Made) {
    let house = House::named(name).expect("the house is shipped");
    let mut dice = Dice(20_261_126);
    let mut wrong = String::new();
    for turn in 0..EACH {
        let made = throw(&mut dice, &house);
        let syntax = if dice.one_in(2) { Syntax::Markdown } else { Syntax::Plain };
        let draft = Draft::read(Arc::new(Source::new("draft", made.text.as_str())), syntax, &house);
        let texts = |title: &[copydesk::prose::Prose]| title.iter().map(|line| line.text().to_owned()).collect::<Vec<_>>();
        let byline = |header: &copydesk::draft::Header| header.byline.as_ref().map(|line| line.text().to_owned());
        let header = draft.notes.first().map(|note| &note.header);
        let read = header.map(|header| (texts(&header.title), byline(header)));
        let masthead = draft.masthead.as_ref().map(|masthead| (texts(&masthead.header.title), byline(&masthead.header)));
        let asked = Asked::default();
        let brief =
            Brief { settings: None, path: "draft", asked: &asked, ignores: Ignoring::Obeyed, today: date(2026, 3, 1), series: None };
        let findings = lint::check(&draft, &house, &brief).findings;
        let loud: Vec<String> = findings
            .iter()
            .filter(|reported| reported.level > Level::Advice)
            .map(|reported| format!("{}: {}", reported.finding.rule, reported.finding.message))
            .collect();
        let as_made = read == Some((made.title.clone(), made.byline.clone()))
            && masthead.is_none_or(|masthead| masthead == (made.masthead_title.clone(), made.masthead_byline.clone()))
            && draft.notes.len() == 1;
        if !as_made || !loud.is_empty() {
            let _ = writeln!(
                wrong,
                "--- {turn} as {syntax:?}, {} notes: {read:?} {loud:?}\n{}",
                draft.notes.len(),
                &made.text[..made.text.find("\n\nOn ").unwrap_or(200)]
            );
        }
    }
    assert!(wrong.is_empty(), "of {EACH} headers of {name} these are not read as they were made:\n{wrong}");
}

#[test]
fn a_note_s_header_is_read_as_it_was_made() {
    hold("gp-short-notes", note);
}

#[test]
fn a_digest_s_header_is_read_as_it_was_made() {
    hold("the-world-this-week", digest);
}
