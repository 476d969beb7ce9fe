//! The examples on a rule's page, each set into the sample note.

use std::fmt;

use copydesk::draft::Syntax;
use copydesk::report::page_lines;
use copydesk::rules::Rule;

/// A note without a fault.
const SAMPLE: &str = include_str!("../../fixtures/harbour-notes/page.txt");
const DATED: &str = "What was seen?\n";
const NUMBERED: &str = "Why now?\n";
const LAST: &str = "What follows?\n";

/// A fenced block of a page, with its info string `PART CLAIM` or `PART-SYNTAX CLAIM`.
#[derive(Debug, Clone)]
pub struct Example {
    /// What of the sample note it replaces.
    pub part: Part,
    /// What the page says of it.
    pub claim: Claim,
    /// The one syntax it is meant in; else it holds in each.
    syntax: Option<Syntax>,
    /// The block, with `{U+XXXX}` read as the character.
    pub text: String,
    /// The file's name, where the page gives one.
    pub name: Option<String>,
    /// Where it stands on the page, from 1.
    line: usize,
}

/// What of the sample note an example replaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All before the first section.
    Header,
    /// The text of the dated section.
    Events,
    /// The text of the first numbered section.
    Points,
    /// All after the header.
    Sections,
    /// All.
    Note,
    /// Nothing: it stands after it.
    Tail,
    /// Nothing: it is a lint.toml.
    Settings,
}

/// What a page says of an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// The rule fires, and no other.
    Bad,
    /// Nothing fires.
    Good,
    /// It is what the fix makes of the bad example before it, and nothing fires.
    Fixed,
}

/// The roster that the rule's page gives, for all its examples.
pub fn roster(rule: &Rule) -> Option<String> {
    blocks(rule).into_iter().find(|(info, ..)| *info == ROSTER).map(|(_, text, _)| text)
}

/// What the rule's page adds to the house, for all its examples.
pub fn house(rule: &Rule) -> Option<String> {
    blocks(rule).into_iter().find(|(info, ..)| *info == HOUSE).map(|(_, text, _)| text)
}

/// The examples on the rule's page, in order.
pub fn all(rule: &Rule) -> Vec<Example> {
    let examples = blocks(rule).into_iter().filter(|(info, ..)| !GIVEN.contains(info));
    let read = |(info, text, number): (&str, String, usize)| Example::read(info, &shown(&text), number);
    let told = |info| move || panic!("`{}`: no such kind of example: `{info}`", rule.id);
    examples.map(|block| (block.0, block)).map(|(info, block)| read(block).unwrap_or_else(told(info))).collect()
}

const ROSTER: &str = "toml roster";
const SETTINGS: &str = "toml given";
const ARCHIVE: &str = "archive given";

/// Blocks that are no examples: what the examples of the page are set in.
const GIVEN: [&str; 4] = [ROSTER, SETTINGS, ARCHIVE, HOUSE];

/// The lint.toml that the rule's page gives, and the headers of the notes of the archive.
pub fn given(rule: &Rule) -> (String, Vec<String>) {
    let block = |wanted| blocks(rule).into_iter().find(|(info, ..)| *info == wanted).map(|(_, text, _)| text).unwrap_or_default();
    let archive = block(ARCHIVE);
    (block(SETTINGS), archive.split("\n\n").filter(|note| !note.trim().is_empty()).map(str::to_owned).collect())
}
const HOUSE: &str = "toml house";

/// The fenced blocks of the rule's page: what stands after the fence, the text, and the line.
fn blocks(rule: &Rule) -> Vec<(&'static str, String, usize)> {
    let mut lines = page_lines(rule.page).zip(1..);
    let mut blocks = Vec::new();
    while let Some((line, number)) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let body = lines.by_ref().map(|(line, _)| line).take_while(|line| *line != "```");
        let text: String = body.flat_map(|line| [line, "\n"]).collect();
        blocks.push((info, text, number));
    }
    blocks
}

impl Example {
    fn read(info: &str, text: &str, line: usize) -> Option<Self> {
        let mut words = info.split(' ');
        let (place, claim, name) = (words.next()?, words.next()?, words.next().map(str::to_owned));
        let (part, syntax) = place.split_once('-').map_or((place, None), |(part, syntax)| (part, Some(syntax)));
        let part = match part {
            "header" => Part::Header,
            "events" => Part::Events,
            "points" => Part::Points,
            "sections" => Part::Sections,
            "note" => Part::Note,
            "tail" => Part::Tail,
            "toml" => Part::Settings,
            _ => return None,
        };
        let claim = match claim {
            "bad" => Claim::Bad,
            "good" => Claim::Good,
            "fixed" => Claim::Fixed,
            _ => return None,
        };
        let syntax = match syntax {
            None => None,
            Some("markdown") => Some(Syntax::Markdown),
            Some("plain") => Some(Syntax::Plain),
            Some(_) => return None,
        };
        Some(Example { part, claim, syntax, text: text.to_owned(), name, line })
    }

    /// The syntaxes it holds in.
    pub fn syntaxes(&self) -> Vec<Syntax> {
        self.syntax.map_or_else(|| vec![Syntax::Plain, Syntax::Markdown], |only| vec![only])
    }

    /// The sample note with the example in its place.
    pub fn draft(&self) -> String {
        let at = |heading: &str| SAMPLE.find(heading).expect("the sample has its headings");
        let text = &self.text;
        match self.part {
            Part::Header => format!("{text}\n{}", &SAMPLE[at(DATED)..]),
            Part::Events => format!("{}{text}\n{}", &SAMPLE[..at(DATED) + DATED.len()], &SAMPLE[at(NUMBERED)..]),
            Part::Points => format!("{}{text}\n{}", &SAMPLE[..at(NUMBERED) + NUMBERED.len()], &SAMPLE[at(LAST)..]),
            Part::Sections => format!("{}{text}", &SAMPLE[..at(DATED)]),
            Part::Tail => format!("{SAMPLE}\n{text}"),
            Part::Note | Part::Settings => text.clone(),
        }
    }
}

impl fmt::Display for Example {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {:?} example in line {} of its page", self.claim, self.line)
    }
}

/// `{U+XXXX}` as the character: a page shows what nobody could see.
fn shown(text: &str) -> String {
    let mut parts = text.split("{U+");
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("a code ends in a brace");
        let code = u32::from_str_radix(code, 16).expect("a code is a hexadecimal number");
        shown.push(char::from_u32(code).expect("a code is a character's"));
        shown.push_str(rest);
    }
    shown
}
