//! Output: one writer, one file, each a pure function of the outcome and its options.
//!
//! To add a format, write its file, name it in [`Format`] and give it an arm in [`write`]. Nothing here opens a file or asks the terminal.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;

use crate::finding::{Label, Level, RuleId};
use crate::house::House;
use crate::lint::{Outcome, Reported};
use crate::rules;
use crate::visible::{Grammar, Shown, Styling};

mod abridge;
pub mod archive;
#[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "a front end asks for it"))]
pub mod author;
#[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "a front end asks for it"))]
mod closing;
mod concise;
#[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "a front end asks for it"))]
mod excerpt;
#[cfg(feature = "cli")]
mod full;
mod github;
mod gitlab;
mod html;
mod json;
mod junit;
#[cfg(feature = "cli")]
mod markdown;
mod page;
mod rdjson;
#[cfg(feature = "word")]
pub mod review;
mod sarif;
mod statistics;
mod stream;

pub use crate::visible::one_line;
pub use abridge::{Extent, abridge};
#[cfg(feature = "cli")]
pub(crate) use closing::quoted;
pub use page::{example, page_lines};
pub use statistics::statistics;

/// An output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people: every finding with the words it is about.
    #[cfg(feature = "cli")]
    Full,
    /// One line a finding.
    Concise,
    /// The report of `docs/report.schema.json`.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
    /// A Code Quality report of GitLab.
    Gitlab,
    /// XML for test dashboards.
    Junit,
    /// Reviewdog's diagnostics.
    Rdjson,
    /// One page for a person: each note as its author wrote it, with marks and margin notes.
    Html,
    /// Remarks for an author, by note and section.
    #[cfg(feature = "cli")]
    Markdown,
}

impl Format {
    /// Every format by the name the command line uses.
    pub const NAMES: &'static [(&'static str, Format)] = &[
        #[cfg(feature = "cli")]
        ("full", Format::Full),
        ("concise", Format::Concise),
        ("json", Format::Json),
        ("sarif", Format::Sarif),
        ("github", Format::Github),
        ("gitlab", Format::Gitlab),
        ("junit", Format::Junit),
        ("rdjson", Format::Rdjson),
        ("html", Format::Html),
        #[cfg(feature = "cli")]
        ("markdown", Format::Markdown),
    ];

    /// The format of that name.
    pub fn named(name: &str) -> Option<Format> {
        Format::NAMES.iter().find(|(known, _)| *known == name).map(|(_, format)| *format)
    }

    /// By whose rules it is written.
    pub(crate) fn grammar(self) -> Grammar {
        match self {
            Format::Json | Format::Sarif | Format::Gitlab | Format::Rdjson => Grammar::Json,
            Format::Github => Grammar::Commands,
            _ => Grammar::Text,
        }
    }

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        Format::NAMES.iter().find(|(_, format)| *format == self).expect("every format has a name").0
    }
}

/// What a writer may be told.
#[derive(Debug, Clone)]
pub struct Options {
    /// How much the full report says.
    pub detail: Detail,
    /// How the full report looks.
    pub style: Style,
    /// How many findings the full report prints; the gravest stay.
    pub most: usize,
    /// The options of the run that a `copydesk fix` must repeat to mend the same findings, each after a space.
    pub again: String,
    /// What the run was told to look at, as given; nothing where it was told nothing. A `copydesk fix` must repeat them.
    pub paths: Vec<String>,
    /// The houses of the run, whose own rules SARIF lists.
    pub houses: Vec<Arc<House>>,
    /// The address of the page that describes all rules, where there is one: a rule's own is this with `#RULE`.
    pub rules_page: Option<String>,
    /// The paths from the root of the repository of those files that are reported under other names.
    pub paths_from_root: HashMap<String, String>,
    /// What kept the run from being done as a whole, each a sentence.
    pub failures: Vec<String>,
    /// Whether the run was done as a whole.
    pub completion: Completion,
}

/// Whether a run was done as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Completion {
    /// Everything that was asked for was looked at.
    #[default]
    Whole,
    /// Something was not, so that nobody may take what is not reported for mended.
    Partial,
}

impl Options {
    /// The path of a file from the root of the repository, where it is in one, else its name: what a service shows that knows no folder of a run.
    fn path<'n>(&'n self, name: &'n str) -> &'n str {
        self.paths_from_root.get(name).map_or(name, String::as_str)
    }
}

impl Default for Options {
    fn default() -> Self {
        Options {
            detail: Detail::Normal,
            style: Style::default(),
            most: 50,
            again: String::new(),
            paths: Vec::new(),
            houses: Vec::new(),
            rules_page: None,
            paths_from_root: HashMap::new(),
            failures: Vec::new(),
            completion: Completion::Whole,
        }
    }
}

/// How much the full report says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Findings, and no closing lines.
    Quiet,
    /// Findings, and what to do next.
    Normal,
    /// The same, with the house's own lines quoted.
    Verbose,
}

/// How the full report looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether escape codes colour it.
    pub color: bool,
    /// Whether rule names are links; only where `color` is on.
    pub links: bool,
    /// What lines are drawn with.
    pub glyphs: Glyphs,
    /// How a line of advice is set.
    pub advice: Setting,
}

/// How a line is set that may be wider than the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// On one line, for whoever searches or counts them.
    OneLine,
    /// On as many as it takes, for whoever reads them on a terminal.
    Wrapped,
}

impl Default for Style {
    fn default() -> Self {
        Style { width: 80, color: false, links: false, glyphs: Glyphs::Unicode, advice: Setting::OneLine }
    }
}

/// What lines are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyphs {
    /// Box drawing, curly quotes, `…`.
    Unicode,
    /// What every terminal has.
    Ascii,
}

/// The outcome in that format, final line end and all.
pub fn write(format: Format, outcome: &Outcome, options: &Options) -> String {
    let mut out = Vec::new();
    write_to(&mut out, format, outcome, options).expect("memory takes all that is written to it");
    String::from_utf8(out).expect("a report is made of strings")
}

/// Writes the outcome in that format, final line end and all. What may be long is written as it is made.
///
/// # Errors
/// What `out` says.
pub fn write_to(out: &mut dyn io::Write, format: Format, outcome: &Outcome, options: &Options) -> io::Result<()> {
    let text = match format {
        #[cfg(feature = "cli")]
        Format::Full => full::write(outcome, options),
        Format::Concise => concise::write(outcome),
        Format::Json => return json::write(outcome, options, out),
        Format::Sarif => return sarif::write(outcome, options, out),
        Format::Github => github::write(outcome, options),
        Format::Gitlab => return gitlab::write(outcome, options, out),
        Format::Junit => junit::write(outcome),
        Format::Rdjson => return rdjson::write(outcome, options, out),
        Format::Html => html::write(outcome),
        #[cfg(feature = "cli")]
        Format::Markdown => markdown::write(outcome),
    };
    let styling = if options.style.color { Styling::Kept } else { Styling::Dropped };
    let mut out = Shown::new(out, format.grammar(), styling);
    out.write_all(text.as_bytes())?;
    out.end()
}

/// The address of a rule's page; a house's own terms have none.
fn rule_url(rule: &RuleId, options: &Options) -> Option<String> {
    page_of(rule, options.rules_page.as_deref()?)
}

/// The address of a rule on the page of all rules at `page`; a house's own terms have none.
pub fn page_of(rule: &RuleId, page: &str) -> Option<String> {
    rules::find(rule.as_str()).map(|rule| format!("{page}#{}", rule.id))
}

/// Where the page of all rules of this build is, if anywhere.
pub fn rules_page() -> Option<&'static str> {
    option_env!("COPYDESK_RULES_PAGE").filter(|page| !page.is_empty())
}

/// What a finding says, for a reader who knows no more of its place than a line: of a Word document, that is one of its transcript.
fn message(reported: &Reported) -> Cow<'_, str> {
    let message = &reported.finding.message;
    reported.word.map_or(Cow::Borrowed(message), |word| {
        format!("{message} (paragraph {} of the document; the line is one of its transcript)", word.paragraph).into()
    })
}

/// `path:line:column` of a label's start.
fn place_of(label: &Label) -> String {
    let at = label.source.position(label.span.start);
    format!("{}:{}:{}", one_line(label.source.name()), at.line, at.column)
}

/// Where a label starts, for people: in a Word document, in which paragraph.
#[cfg(feature = "cli")]
fn place_for_people(label: &Label) -> String {
    match label.source.paragraph_at(label.span.start) {
        Some(paragraph) => format!("{}, paragraph {paragraph}", one_line(label.source.name())),
        None => place_of(label),
    }
}

/// Whether it points into settings or a house, not into a draft.
fn is_house(label: &Label) -> bool {
    let name = label.source.name();
    name.starts_with("copydesk:") || Path::new(name).extension().is_some_and(|extension| extension == "toml")
}

/// "asked by house.toml:12 (the ordinals of the house)".
#[cfg(feature = "cli")]
fn asked_by(label: &Label) -> String {
    let remark = if label.text.is_empty() { String::new() } else { format!(" ({})", one_line(&label.text)) };
    format!("asked by {}:{}{remark}", one_line(label.source.name()), label.source.position(label.span.start).line)
}

/// "first", "second", "11th".
fn ordinal(number: u32) -> String {
    const WORDS: [&str; 10] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let word = (number as usize).checked_sub(1).and_then(|index| WORDS.get(index));
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    word.map_or_else(|| format!("{number}{ending}"), |word| (*word).to_owned())
}

/// Where a finding stands, in words that an author can find in a word processor: "What follows?, third point". `notes` says how many notes its
/// file holds; `None` where it holds none, and then the file is named.
pub fn place_in_words(reported: &Reported, notes: Option<usize>) -> String {
    let (file, place) = (reported.finding.primary.source.name(), &reported.place);
    let Some(notes) = notes else { return one_line(file).into_owned() };
    let number = || place.note.map(|number| format!("No. {number}"));
    let title = place.title.as_deref().map(|title| one_line(title).into_owned());
    let title = title.or_else(|| place.part.map(|part| format!("note {part}")));
    let note = if notes > 1 { title.or_else(number) } else { None };
    let margin = match place.margin {
        crate::lint::Margin::Header => "header",
        crate::lint::Margin::Furniture => "after the note",
    };
    let section = place.section.as_deref().map_or(margin.into(), |heading| one_line(heading.trim()));
    let within = match (place.point_number, place.paragraph) {
        (Some(number), _) => Some(format!("{} point", ordinal(number))),
        (None, Some(paragraph)) => Some(format!("paragraph {paragraph}")),
        (None, None) => None,
    };
    let parts: Vec<String> = note.into_iter().chain([section.into_owned()]).chain(within).collect();
    parts.join(", ")
}

/// Findings with the gravest first, otherwise in their order: for readers that stop after a few.
fn gravest_first(findings: &[Reported]) -> Vec<&Reported> {
    let mut sorted: Vec<&Reported> = findings.iter().collect();
    sorted.sort_by_key(|reported| std::cmp::Reverse(reported.level));
    sorted
}

/// The level by the three words a format has for error, warning and advice.
fn level_as(level: Level, [error, warning, advice]: [&'static str; 3]) -> &'static str {
    match level {
        Level::Error => error,
        Level::Warning => warning,
        Level::Advice | Level::Off => advice,
    }
}
