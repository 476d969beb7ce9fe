//! Notes that are hard in ways that those of the corpus are not: of the length and the parts of published ones, with and without what their
//! web page adds, and of ordinary words, among which a linter that looks for names and acronyms has more to ask. All of it is made up.

use std::fmt::Write;

use crate::corpus::Seed;

/// A kind of note.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// As it is written: bare headings, long paragraphs, wide lines.
    Written,
    /// The same with the listing of older notes that the web page puts after it.
    Published,
    /// The same with a listing that gives each note another title and date than it has.
    Miscopied,
    /// Ordinary words in Markdown.
    Ordinary,
}

impl Shape {
    pub const ALL: [Shape; 4] = [Shape::Written, Shape::Published, Shape::Miscopied, Shape::Ordinary];

    pub fn name(self) -> &'static str {
        match self {
            Shape::Written => "as published, without the page's listing",
            Shape::Published => "as published, with the page's listing",
            Shape::Miscopied => "as published, with a wrong listing",
            Shape::Ordinary => "ordinary words, Markdown",
        }
    }

    /// Note `number` of this shape.
    pub fn note(self, number: u32, seed: &mut Seed) -> String {
        let marks = if self == Shape::Ordinary { "## " } else { "" };
        let note = note(number, marks, seed);
        match self {
            Shape::Written | Shape::Ordinary => note,
            Shape::Published => note + &listing(number, DATE, title),
            Shape::Miscopied => note + &listing(number, "2 November 2021", |number| title(number + 1)),
        }
    }
}

/// A file of nothing but brackets, of which a parser of Markdown may make a hundred times as much.
pub fn brackets(bytes: usize) -> String {
    let top = "GP Short Notes # 7, 15 January 2022\n\nVarnholm: A harbour\n\nMara Ilves\n\n## What happened?\n\n";
    top.to_owned() + &"[a] ".repeat(bytes.saturating_sub(top.len()) / 4)
}

/// The date of every note.
const DATE: &str = "15 January 2022";

fn note(number: u32, marks: &str, seed: &mut Seed) -> String {
    let mut text = format!("GP Short Notes\n\nGP Short Notes # {number}, {DATE}\n\n{}\nMara Ilves\n\n", title(number));
    writeln!(text, "{marks}What happened?").expect("a string can be written");
    for day in [7, 11, 13] {
        write!(text, "On {day} January, {}\n\n", sentences(4, seed)).expect("a string can be written");
    }
    for heading in ["What is the background?", "What does it mean?"] {
        writeln!(text, "{marks}{heading}").expect("a string can be written");
        for ordinal in ["First", "Second", "Third"] {
            write!(text, "{ordinal}, {}. {}\n\n", seed.pick(LEADS), sentences(4, seed)).expect("a string can be written");
        }
    }
    text
}

/// The title of note `number`, which no other has.
fn title(number: u32) -> String {
    let nth = |words: &[&'static str]| words[number as usize % words.len()];
    format!("{}: {} in case {number}", nth(STATES), nth(LEADS))
}

/// The twenty notes before `number`, or after it where there are none before, two lines each, a row of years and what is to be clicked.
fn listing(number: u32, date: &str, title: impl Fn(u32) -> String) -> String {
    let mut text = String::new();
    let first = if number > 20 { number - 20 } else { number + 1 };
    for number in (first..first + 20).rev() {
        writeln!(text, "{date} | GP Short Notes # {number}\n{}", title(number)).expect("a string can be written");
    }
    text + "\nClick below links for year wise archive\n2021 | 2020 | 2019 | 2018\n\nClick here for old Short Notes\n"
}

/// Some fifty million of them: hardly one comes twice.
fn sentences(count: usize, seed: &mut Seed) -> String {
    let sentence = |seed: &mut Seed| {
        let [who, did, what, how, why] = [ACTORS, DEEDS, THINGS, WAYS, ENDS].map(|words| seed.pick(words));
        format!("{who} {did} {what} {how} {why}.")
    };
    (0..count).map(|_| sentence(seed)).collect::<Vec<_>>().join(" ")
}

const STATES: &[&str] = &["Varnholm", "Korrin and Tessaly", "Lower Maren", "The Osk Republic", "Zábrdí", "The EU and Varnholm"];

const LEADS: &[&str] = &[
    "the price of neutrality",
    "a rivalry over ports and pipelines",
    "pressure on the ruling coalition",
    "the limits of regional organizations",
    "an uneasy return to the negotiating table",
    "the long shadow of the 1994 accord",
    "a new balance in the northern straits",
];

const ACTORS: &[&str] = &[
    "President Tomé Vale",
    "the Ministry of Foreign Affairs",
    "the Korrin Security Council (KSC)",
    "Prime Minister Ilse Brandt",
    "the International Monetary Fund (IMF)",
    "the UNHCR",
    "the KSC’s Secretary-General Anders Holm",
    "the Osk Democratic Party",
    "the Chief of the Defence Staff, General Rui Matos,",
    "a spokesperson for the EU",
    "the OSCE mission in Zábrdí",
    "the largest trade union in the country",
    "the opposition alliance led by Marta Quist",
    "the Varnholm Stock Exchange",
];

const DEEDS: &[&str] = &[
    "announced that it would withdraw",
    "accused the neighbouring government of undermining",
    "praised the decision to postpone",
    "called for an independent inquiry into",
    "agreed in principle to extend",
    "refused to comment on reports about",
    "warned that sanctions might follow",
    "expressed concern over",
    "signed a memorandum that covers",
    "described as \"decisive and effective\"",
    "has gradually expanded",
    "voted by a narrow majority to reject",
    "intends to reconsider",
];

const THINGS: &[&str] = &[
    "the deployment of 2,500 troops along the southern border",
    "the constitutional reform proposed in 2019",
    "nearly USD 4.2 billion of infrastructure loans",
    "the export of liquefied natural gas",
    "a ceasefire brokered by the African Union (AU)",
    "the third round of elections to the lower house",
    "an agreement on fisheries, customs and migration",
    "the detention of eleven journalists in the capital",
    "the suspension of flights to three provincial airports",
    "the Comprehensive Partnership Agreement (CPA)",
    "measures to curb inflation, which reached 14 per cent",
    "the role of private security companies in the region",
];

const WAYS: &[&str] = &[
    "after weeks of demonstrations",
    "despite repeated assurances to the contrary",
    "in a televised address to the nation",
    "according to documents seen by local media",
    "while talks with the creditors were under way",
    "under Article 4 of the founding treaty",
    "without consulting its partners",
    "as fuel prices rose for the fourth month",
    "during an emergency session of parliament",
];

const ENDS: &[&str] = &[
    "which analysts regard as a turning point for the whole neighbourhood",
    "although few observers expect a lasting settlement",
    "and the markets responded with a sharp fall of the currency",
    "because neither side can afford another winter of shortages",
    "leaving thousands of households without heating or electricity",
    "to reassure investors and to contain the political damage",
    "so that the humanitarian corridor could remain open",
    "whereas the previous administration had favoured closer ties with the West",
];
