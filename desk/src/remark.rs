//! Findings as remarks to an author, each with its places in the editor. What they say is `copydesk::report::author`'s.

use copydesk::finding::{Fix, Label, Level, Safety};
use copydesk::lint::Reported;
use copydesk::report::author::{self, in_authors_words};
use copydesk::report::place_in_words;
use serde::Serialize;

use crate::place::{Places, Stretch};
use crate::setup::file_ending;

/// A remark on a draft.
#[derive(Debug, Serialize)]
pub struct Remark {
    /// The finding's fingerprint: it survives edits elsewhere.
    pub id: String,
    rule: String,
    level: &'static str,
    /// What the level is called: Correct, Check, Consider.
    call: &'static str,
    what: String,
    remedy: String,
    /// Where it stands, in words.
    place: String,
    #[serde(flatten)]
    at: Stretch,
    /// The words that it is about.
    words: String,
    related: Vec<Related>,
    fix: Option<Change>,
    alternatives: Vec<Change>,
    /// Why the house wants it: a sentence.
    house: Option<String>,
}

#[derive(Debug, Serialize)]
struct Related {
    text: String,
    /// Where it stands in this draft; `None` in another.
    at: Option<Stretch>,
    file: String,
}

/// What mends it.
#[derive(Debug, Serialize)]
pub struct Change {
    title: String,
    is_safe: bool,
    edits: Vec<Edit>,
}

/// A change to the editor's text.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// What it takes the place of.
    #[serde(flatten)]
    pub at: Stretch,
    /// What stands there afterwards.
    pub text: String,
}

/// The remark that a finding is, in a file that holds so many notes.
pub fn remark(reported: &Reported, places: &Places, notes: Option<usize>) -> Remark {
    let finding = &reported.finding;
    let source = &finding.primary.source;
    let said = author::remark(reported);
    let is_house = |label: &&Label| label.source.name().starts_with("copydesk:") || file_ending(label.source.name()) == Some("toml");
    let is_here = |label: &Label| label.source.name() == source.name();
    let related = finding.related.iter().filter(|label| !is_house(label)).map(|label| Related {
        text: in_authors_words(&label.text),
        at: is_here(label).then(|| places.stretch(label.span)),
        file: label.source.name().to_owned(),
    });
    let change = |fix: &Fix| Change {
        title: in_authors_words(&fix.title),
        is_safe: fix.safety == Safety::Safe,
        edits: fix
            .edits
            .iter()
            .filter(|edit| edit.source.name() == source.name())
            .map(|edit| Edit { at: places.stretch(edit.span), text: edit.text.replace("\r\n", "\n") })
            .collect(),
    };
    let words = source.slice(source.first_line_of(finding.primary.span)).trim();
    Remark {
        id: reported.fingerprint.clone(),
        rule: finding.rule.as_str().to_owned(),
        level: reported.level.name(),
        call: author::level(reported.level),
        what: said.what,
        remedy: said.remedy,
        place: notes.map(|notes| place_in_words(reported, Some(notes))).unwrap_or_default(),
        at: places.stretch(finding.primary.span),
        words: words.to_owned(),
        related: related.collect(),
        fix: finding.fix.as_ref().map(change),
        alternatives: finding.alternatives.iter().map(change).collect(),
        house: Some(said.because).filter(|because| !because.is_empty()),
    }
}

/// How many remarks of each level there are.
#[derive(Debug, Default, Serialize)]
pub struct Counts {
    correct: usize,
    check: usize,
    consider: usize,
}

impl Counts {
    /// Of these findings.
    pub fn of(findings: &[Reported]) -> Counts {
        let count = |level: Level| findings.iter().filter(|reported| reported.level == level).count();
        Counts { correct: count(Level::Error), check: count(Level::Warning), consider: count(Level::Advice) }
    }
}
