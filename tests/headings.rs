//! Words of headings in running text: paragraphs of plausible English, made by a seeded grammar, in which a section's words begin lines, stand in
//! links, in lists, in tables and in quotations, and in which no finding may come of it. No fix may change them.

use std::fmt::Write as _;
use std::sync::Arc;

use copydesk::draft::{Draft, Syntax};
use copydesk::finding::Level;
use copydesk::house::House;
use copydesk::lint::{Brief, Ignoring, check};
use copydesk::settings::Asked;
use copydesk::source::Source;

const HOUSE: &str = r#"
[house]
name = "harbour-proposals"
title = "Harbour Proposals"

[[section]]
id = "summary"
heading = "Summary"

[[section]]
id = "motivation"
heading = "Motivation"

[[section]]
id = "design"
heading = "Design details"

[[section]]
id = "risks"
heading = "Risks and costs"

[[section]]
id = "next"
heading = "What comes next?"
"#;

/// Figures that look like chance and are the same every time.
struct Seed(u64);

impl Seed {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most as u64).expect("it is below a small number")
    }

    fn one<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const SUBJECTS: [&str; 8] =
    ["the pier", "a keeper", "the old crane", "the board", "every skipper", "the fog bell", "our ferry", "the mole"];
const VERBS: [&str; 8] = ["needs", "lacks", "has few", "hides", "repeats", "knows all", "asks for its", "outlives the"];
const THINGS: [&str; 10] = [
    "motivation",
    "summary",
    "design details",
    "risks and costs",
    "activation",
    "mitigation",
    "a summary of its risks",
    "details of the design",
    "the costs",
    "what comes next",
];
const ENDS: [&str; 6] = ["of the tide tables", "for the winter", "before the gale", "in the outer harbour", "at dusk", "without a word"];
const HEADINGS: [&str; 5] = ["Summary", "Motivation", "Design details", "Risks and costs", "What comes next?"];

fn sentence(seed: &mut Seed) -> String {
    let subject = seed.one(&SUBJECTS);
    let (first, rest) = subject.split_at(1);
    format!("{}{rest} {} {} {}.", first.to_uppercase(), seed.one(&VERBS), seed.one(&THINGS), seed.one(&ENDS))
}

/// A paragraph that breaks its lines right before and after words of headings.
fn wrapped(seed: &mut Seed) -> String {
    let mut text = String::new();
    for _ in 0..2 + seed.below(3) {
        let (subject, thing) = (seed.one(&SUBJECTS), seed.one(&THINGS));
        writeln!(text, "It is said in every house on the quay that {subject} {}", seed.one(&VERBS)).expect("a string takes it");
        writeln!(text, "{thing}").expect("a string takes it");
        writeln!(text, "{} and that nobody has ever asked why.", seed.one(&ENDS)).expect("a string takes it");
    }
    text
}

fn listed(seed: &mut Seed, mark: &str) -> String {
    let mut text = String::new();
    for _ in 0..2 + seed.below(3) {
        let item = if seed.below(2) == 0 { seed.one(&HEADINGS) } else { seed.one(&THINGS) };
        writeln!(text, "{mark} {item}").expect("a string takes it");
    }
    text
}

/// Something with words of headings in it that is no heading.
fn prose(seed: &mut Seed) -> String {
    let heading = seed.one(&HEADINGS);
    match seed.below(9) {
        0 => format!("{} {}\n", sentence(seed), sentence(seed)),
        1 => wrapped(seed),
        2 => listed(seed, "-"),
        3 => listed(seed, "- [ ]"),
        4 => listed(seed, "1."),
        5 => format!("It is told [in the\n{heading}](https://harbour.example.org/note) of last year.\n"),
        6 => format!("> {heading}\n>\n> {}\n", sentence(seed)),
        7 => format!("| {heading} | {} |\n|---|---|\n| {} | yes |\n", seed.one(&HEADINGS), seed.one(&THINGS)),
        _ => format!("#### {}\n\n{}\n", seed.one(&HEADINGS), sentence(seed)),
    }
}

fn proposal(seed: &mut Seed) -> String {
    let mut text = "# The gate at dusk\n\n".to_owned();
    for heading in HEADINGS {
        write!(text, "## {heading}\n\n{}\n\n", sentence(seed)).expect("a string takes it");
        for _ in 0..4 {
            writeln!(text, "{}", prose(seed)).expect("a string takes it");
        }
    }
    text
}

#[test]
fn words_of_headings_in_running_text_are_no_headings() {
    let house = House::read(Arc::new(Source::new("harbour-proposals.toml", HOUSE))).0.expect("the house has no fault");
    let today = jiff::civil::date(2026, 3, 1);
    let about_headings =
        ["section-heading-wording", "duplicate-section", "section-order", "missing-section", "empty-section", "unclosed-block"];
    for number in 1..=120 {
        let text = proposal(&mut Seed(number * 7919));
        let draft = Draft::read(Arc::new(Source::new("note.md", text.as_str())), Syntax::Markdown, &house);
        let brief = Brief { settings: None, path: "note.md", asked: &Asked::default(), ignores: Ignoring::Obeyed, today, series: None };
        let found = check(&draft, &house, &brief).findings;
        let wrong: Vec<_> = found
            .iter()
            .filter(|found| found.level > Level::Advice || found.finding.fix.is_some())
            .filter(|found| about_headings.contains(&found.finding.rule.as_str()))
            .map(|found| &found.finding.message)
            .collect();
        assert!(wrong.is_empty(), "proposal {number}: {wrong:?}\n{text}");
        assert_eq!(draft.notes[0].sections.len(), HEADINGS.len());
    }
}
