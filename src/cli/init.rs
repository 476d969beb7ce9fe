//! `init`: a lint.toml to begin with, and hook and CI files on request. It never overwrites one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::args::InitArguments;
use crate::cli::streams::{Streams, complain};
use crate::cli::{End, complain_of};
use crate::report;
use crate::series::Series;
use crate::workspace::Texts;
use crate::workspace::archive::Archive;
use crate::workspace::branches::Branches;
use crate::workspace::configuration::Configurations;
use crate::workspace::paths::SETTINGS as FILE;
use crate::workspace::request::{Overrides, Selection, SettingsFrom};
use crate::workspace::session::Session;
use crate::workspace::{Failure, bounds, configuration, paths, repository, write};

/// A file to write on request, where it goes, and what it holds.
struct Asked {
    name: &'static str,
    text: &'static str,
    /// What to do with the text where there is such a file already.
    otherwise: &'static str,
}

const PRE_COMMIT: Asked = Asked {
    name: ".pre-commit-config.yaml",
    text: include_str!("../../ci/pre-commit.yaml"),
    otherwise: "add the hook printed above under its `repos`",
};

const GITHUB: Asked = Asked {
    name: ".github/workflows/copydesk.yml",
    text: include_str!("../../ci/github.yml"),
    otherwise: "compare it with the workflow printed above",
};

const GITLAB: Asked =
    Asked { name: ".gitlab-ci.yml", text: include_str!("../../ci/gitlab.yml"), otherwise: "add the document printed above to it" };

/// `copydesk init`.
pub(crate) fn init(arguments: &InitArguments, streams: &mut Streams) -> Result<End, Failure> {
    let current = paths::current_folder()?;
    let archive = archive(arguments, &current);
    let wanted = [(arguments.pre_commit, PRE_COMMIT), (arguments.github, GITHUB), (arguments.gitlab, GITLAB)];
    let wanted: Vec<Asked> = wanted.into_iter().filter(|(asked, _)| *asked).map(|(_, file)| file).collect();
    let settings = current.join(FILE);
    // Whoever has settings may still want hooks.
    if wanted.is_empty() || arguments.house.is_some() || settings.symlink_metadata().is_err() {
        write::create(&settings, FILE, &template(&house(arguments, &current)?, &archive, &schema(&current)))?;
        streams.print(&format!("{FILE} is written: `copydesk check` uses it from now on\n"))?;
    }
    if wanted.is_empty() {
        return Ok(End::Clean);
    }
    let root = Root::of(&current)?;
    let mut end = End::Clean;
    for file in wanted {
        end = end.max(add(&file, &root.confined(text_of(&file, &archive)), &root, streams)?);
    }
    if !archive.is_empty() && !declares_archive()? {
        let patterns = list(&archive);
        complain(&format!(
            "{FILE} declares no archive: write `archive = [{patterns}]` under `[series]`, so that a check of one note sees all"
        ));
    }
    Ok(end)
}

/// The folder in which services look for their files: the root of the repository.
struct Root {
    folder: PathBuf,
    /// The way there from the current folder: empty, or of `..` and ending in `/`.
    way: String,
    /// The current folder from there; empty where it is the root.
    below: String,
}

impl Root {
    fn of(current: &Path) -> Result<Root, Failure> {
        let folder = repository::root(current).unwrap_or(current);
        let below = paths::written(current.strip_prefix(folder).unwrap_or(Path::new("")));
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '/' | '-');
        if !below.chars().all(is_plain) || below.starts_with('-') {
            let help = "run the command in the root of the repository, or give the folder a plain name";
            return Err(Failure::new(format!("files for hooks and CI cannot name the folder `{below}`"), help));
        }
        let way = if below.is_empty() { String::new() } else { "../".repeat(below.split('/').count()) };
        Ok(Root { folder: folder.to_owned(), way, below })
    }

    /// `text` so that it looks at nothing but the current folder.
    fn confined(&self, text: String) -> String {
        if self.below.is_empty() {
            return text;
        }
        let pattern = self.below.replace('.', "\\.");
        text.replace("copydesk check --", &format!("copydesk check {} --", self.below))
            .replace("files: (?i)\\.", &format!("files: (?i)^{pattern}/.*\\."))
    }
}

fn house(arguments: &InitArguments, current: &Path) -> Result<String, Failure> {
    let Some(name) = &arguments.house else { return Ok(houses()) };
    configuration::load(name, current, current, &Texts::default())?.map_err(|_| {
        Failure::new(format!("the house format `{name}` has faults"), format!("`copydesk houses test {}` tells them", report::quoted(name)))
    })?;
    Ok(format!("house = {}\n", quoted(name)))
}

/// Patterns of the files in which the notes of a series lie, where there are two numbered ones at least.
fn archive(arguments: &InitArguments, current: &Path) -> BTreeSet<String> {
    let settings = if current.join(FILE).is_file() { SettingsFrom::Nearest } else { SettingsFrom::Nowhere };
    let overrides = Overrides { house: arguments.house.clone(), settings, ..Overrides::default() };
    let read = Session::new(&Selection::default(), &overrides, Texts::default())
        .and_then(|session| Archive::read(&session, &Branches::default()).map(|archive| (session, archive)));
    let Ok((session, archive)) = read else { return BTreeSet::new() };
    let files = |series: &Series| {
        let numbered = series.entries().iter().filter(|entry| entry.numbers.is_some());
        numbered.filter_map(|entry| Some(entry.file()?.to_owned())).collect::<BTreeSet<_>>()
    };
    let largest = archive.all().map(|(_, _, series)| files(series)).max_by_key(BTreeSet::len).filter(|files| files.len() > 1);
    let names: BTreeSet<&str> = session.documents.iter().map(|document| &*document.path).collect();
    let pattern = |file: &String| match file.split_once('/') {
        Some((folder, _)) => format!("{}/**", escaped(folder)),
        None => format!("*.{}", file.rsplit('.').next().unwrap_or_default()),
    };
    largest.iter().flatten().filter(|file| names.contains(file.as_str())).map(pattern).collect()
}

/// Whether the settings of the current folder say where the notes of the series are.
fn declares_archive() -> Result<bool, Failure> {
    let mut configurations = Configurations::new(&Overrides::default(), Arc::default())?;
    let home = configurations.home()?;
    let settings = configurations.get(home).settings.as_ref();
    Ok(settings.is_none_or(|settings| settings.series.archive.is_some() || !settings.series.ledger.is_empty()))
}

fn list(patterns: &BTreeSet<String>) -> String {
    patterns.iter().map(|pattern| quoted(pattern)).collect::<Vec<_>>().join(", ")
}

/// A folder's name as a pattern that means it.
fn escaped(name: &str) -> String {
    let special = |c: char| if matches!(c, '*' | '?' | '[' | ']' | '{' | '}' | '!') { format!("[{c}]") } else { c.to_string() };
    name.chars().map(special).collect()
}

/// A line by which editors find the schema of lint.toml, where it lies beside it.
fn schema(current: &Path) -> String {
    let found = ["lint.schema.json", "lint-schema.json"].into_iter().find(|name| current.join(name).is_file());
    found.map(|name| format!("#:schema ./{name}\n")).unwrap_or_default()
}

/// What a file is to hold: only where there is an archive are branches compared, and all of the history fetched for it.
fn text_of(file: &Asked, archive: &BTreeSet<String>) -> String {
    if !archive.is_empty() {
        return file.text.to_owned();
    }
    COMPARING.iter().fold(file.text.to_owned(), |text, part| text.replace(part, ""))
}

/// The parts of the files for CI that compare branches.
const COMPARING: [&str; 5] = [
    "          # All of the history and every branch: numbers that other branches have taken are compared.\n          fetch-depth: 0\n",
    "    # All of the history: numbers that other branches have taken are compared.\n    GIT_DEPTH: \"0\"\n",
    "    # A job is given its own branch alone.\n",
    "    - git fetch --quiet origin '+refs/heads/*:refs/remotes/origin/*'\n",
    " --base 'origin/*'",
];

/// Writes a file, or prints what it would hold where there is one.
fn add(file: &Asked, text: &str, root: &Root, streams: &mut Streams) -> Result<End, Failure> {
    let path = root.folder.join(file.name);
    let name = format!("{}{}", root.way, file.name);
    if path.symlink_metadata().is_ok() {
        streams.print(text)?;
        complain_of(&Failure::new(format!("`{name}` exists already, and is left as it is"), file.otherwise));
        return Ok(End::NotDone);
    }
    bounds::keep_in(&path, &name)?;
    let folder = path.parent().unwrap_or(&root.folder);
    fs::create_dir_all(folder).map_err(|error| write::failed(&name, &error))?;
    write::create(&path, &name, text)?;
    streams.print(&format!("{name} is written: commit it\n"))?;
    Ok(End::Clean)
}

/// Without a house declared, drafts are told apart by their marks.
fn houses() -> String {
    let names: Vec<_> = configuration::shipped().iter().map(|house| quoted(&house.name)).collect();
    format!(
        "# Without it, the house format is the one whose banner, number line or headings a draft bears.\n# house = {}\n",
        names.first().cloned().unwrap_or_default()
    )
}

fn quoted(name: &str) -> String {
    let mut quoted = String::from("\"");
    for c in name.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.extend(["\\u", format!("{:04x}", u32::from(c)).as_str()]),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

fn template(house: &str, archive: &BTreeSet<String>, schema: &str) -> String {
    let archive = if archive.is_empty() { "# archive = [\"notes/**\"]".to_owned() } else { format!("archive = [{}]", list(archive)) };
    let version = concat!(env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR"));
    format!(
        "\
{schema}# Settings of copydesk for the drafts in this folder and below. `copydesk config` shows what is in force.

# The house format: a shipped name (`copydesk houses` lists them) or the path of your own.
{house}
required-version = \"{version}\"

# The lowest level of finding that makes `copydesk check` fail: error, warning, advice or never.
fail-on = \"error\"

# Known findings, which are not reported again: `copydesk check --update-baseline` writes them to this file.
# baseline = \".copydesk-baseline.json\"

# Acronyms that need no introduction, besides those the house lists.
# acronyms = [\"SCO\"]

[files]
# Patterns of paths from this folder. Without `include`, every .md, .markdown, .txt, .text and .docx file that bears the marks of the house.
# include = [\"notes/**/*.md\", \"notes/**/*.txt\"]
# exclude = [\"notes/templates/**\"]

[rules]
# Levels: off, advice, warning, error. `copydesk rules` lists the rules, `copydesk explain RULE` tells what one is for.
# title-final-stop = \"off\"
# points-count = {{ level = \"warning\", max = 4 }}

[series]
# The archive: every note of the series. Its numbers, dates, titles and references are compared, whichever draft is checked.
{archive}
# complete = true                  # every number exists here: gaps and references are checked
# file-name = \"{{number}}-{{slug}}\"  # how files are named

# What differs for some drafts or notes.
# [[overrides]]
# include = [\"notes/2019/**\"]
# rules = {{ unnumbered-section = \"off\" }}
"
    )
}
