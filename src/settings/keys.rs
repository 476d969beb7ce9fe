//! Every key of lint.toml: what it is for and what it holds. From here come the JSON Schema and the file that `init` writes. Reading is in `read`.

use crate::finding::Level;
use crate::house::Numbering;
use crate::settings::FailOn;

/// One key.
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) shape: Shape,
}

/// What a key holds.
pub(super) enum Shape {
    Text,
    Texts,
    TextOrTexts,
    Flag,
    Count,
    Date,
    Choice(fn() -> Vec<&'static str>),
    Integer,
    /// One of these words.
    Words(&'static [&'static str]),
    /// Keys of the user's own, each with a number.
    Numbers,
    /// Keys of the user's own, each with words.
    TextMap,
    List(&'static Shape),
    AnyOf(&'static [Shape]),
    Rules,
    /// The second are the keys that it has to have.
    Table(&'static [Key], &'static [&'static str]),
    /// The second are the keys that each has to have.
    Tables(&'static [Key], &'static [&'static str]),
}

pub(super) const fn key(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, about, shape }
}

pub(super) static ROOT: &[Key] = &[
    key(
        "house",
        Shape::TextOrTexts,
        "The house format the drafts are held to: a shipped name, a path from this file's folder, or a list of them.",
    ),
    key(
        "required-version",
        Shape::Text,
        "The version of copydesk that these settings are for; later ones that keep its promises will do: \"0.1\".",
    ),
    key("fail-on", Shape::Choice(fail_on), "The lowest level of finding that makes `copydesk check` fail."),
    key("baseline", Shape::Text, "The file of known findings that are not reported again."),
    key("acronyms", Shape::Texts, "Acronyms that need no introduction, besides those the house lists."),
    key("roster", Shape::Text, "The file of authors' names, from this file's folder: then a byline that spells one otherwise is told."),
    key("packs", Shape::Texts, "Shared word lists: shipped names, or paths from this file's folder."),
    key("files", Shape::Table(FILES, &[]), "Which files are drafts."),
    key("rules", Shape::Rules, "Levels and options of rules."),
    key("series", Shape::Table(SERIES, &[]), "The archive of the series and its numbering."),
    key("limits", Shape::Table(LIMITS, &[]), "What is too much."),
    key(
        "overrides",
        Shape::Tables(OVERRIDE, &[]),
        "What differs for some drafts or notes. All conditions given must hold; a later override outweighs an earlier one.",
    ),
    key("ignore", Shape::Tables(IGNORE, &["file", "rule"]), "Findings to hold back, for drafts whose text is pasted elsewhere."),
];

static FILES: &[Key] = &[
    key(
        "include",
        Shape::Texts,
        "Patterns of paths from this file's folder: nothing else is found by walking. `*` stays in its folder, `**` goes through any; without `/`, a name in any folder.",
    ),
    key(
        "exclude",
        Shape::Texts,
        "Patterns of paths that are never found by walking. A file named by hand is checked all the same, but for `--force-exclude`.",
    ),
];

static SERIES: &[Key] = &[
    key("archive", Shape::Texts, "Patterns of paths: every note of the series. A draft outside it is new."),
    key("ledger", Shape::TextOrTexts, "Listings as the house prints them, or TOML, for numbers that are not in the tree."),
    key("numbers", Shape::Choice(numbers), "How numbers follow each other."),
    key("complete", Shape::Flag, "Whether every number exists here: then gaps and references are checked."),
    key("file-name", Shape::Text, "How files are named, without the extension: `{number}` and `{slug}`, which is anything."),
    key("reserved", Shape::Tables(NUMBER, &["number"]), "Numbers set aside."),
    key("withdrawn", Shape::Tables(NUMBER, &["number"]), "Numbers taken back."),
    key("known-gaps", Shape::Tables(GAP, &["from", "to"]), "Runs of numbers that are known to be absent."),
];

static NUMBER: &[Key] = &[key("number", Shape::Count, "The number."), key("reason", Shape::Text, "Why.")];

static GAP: &[Key] = &[
    key("from", Shape::Count, "The first number of the gap."),
    key("to", Shape::Count, "The last number of the gap."),
    key("reason", Shape::Text, "Why."),
];

static LIMITS: &[Key] = &[
    key("file-size", Shape::Text, "The largest file that is read, in KiB or MiB: \"4 MiB\" where nothing is said, \"16 MiB\" at the most."),
    key("findings", Shape::Count, "How many findings of one file are told, from 1 to 1000000; 10000 where nothing is said."),
];

static OVERRIDE: &[Key] = &[
    key("include", Shape::Texts, "Patterns of paths from this file's folder."),
    key("before", Shape::Date, "Notes dated before this day."),
    key("after", Shape::Date, "Notes dated after this day."),
    key(
        "house",
        Shape::Text,
        "Notes of this house format; beside another condition, it also declares the house of the drafts that meet it.",
    ),
    key("rules", Shape::Rules, "Levels and options of rules."),
];

static IGNORE: &[Key] = &[
    key("file", Shape::Text, "The draft, from this file's folder."),
    key("rule", Shape::Text, "The rule."),
    key("text", Shape::Text, "Words in the place the finding points at; without them, every finding of the rule in the file."),
    key("reason", Shape::Text, "Why."),
];

fn fail_on() -> Vec<&'static str> {
    FailOn::NAMES.iter().map(|(name, _)| *name).collect()
}

fn numbers() -> Vec<&'static str> {
    Numbering::NAMES.iter().map(|(name, _)| *name).collect()
}

pub(super) fn levels() -> Vec<&'static str> {
    Level::NAMES.iter().map(|(name, _)| *name).collect()
}
