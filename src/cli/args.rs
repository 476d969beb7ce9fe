//! The arguments. What they do is told beside each command.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use jiff::civil::Date;

pub(crate) use check::CheckArguments;

use crate::cli::streams::Color;
use crate::finding::{Level, RuleId};
use crate::report::Format;
use crate::settings::{self, Asked, FailOn};
use crate::workspace::Failure;
use crate::workspace::request::{Excludes, Overrides, Piped, Selection, SettingsFrom};

pub(crate) use houses::HousesCommand;

mod candidates;
mod check;
mod houses;

/// Holds numbered notes to their house format.
#[derive(Debug, Parser)]
#[command(name = "copydesk", version, about, max_term_width = 100, arg_required_else_help = true)]
#[command(
    after_help = "A first argument that is a file or folder means `check`: `copydesk draft.md`.\nExit code: 0 nothing that fails the run (only errors do, unless --fail-on says otherwise), 1 something that does, 2 the job could not be done."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// When to colour the output.
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub(crate) color: Color,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Say what is wrong with drafts, and where.
    Check(CheckArguments),
    /// Mend what can be mended safely: `check --fix`.
    Fix(CheckArguments),
    /// Show what was read of a draft: header, sections, points, openers.
    Outline(OutlineArguments),
    /// Show the archive as the linter sees it: numbers, dates, titles, gaps.
    Series(SeriesArguments),
    /// Begin a draft with the next number, the date and the house's sections.
    New(NewArguments),
    /// Print the archive listing as the house prints it, or keep a file that has it up to date.
    Index(IndexArguments),
    /// Give a note another number, in its file, in the file's name and wherever it is referred to.
    Renumber(RenumberArguments),
    /// Show a rule's page: what, why, and how to mend it.
    Explain(ExplainArguments),
    /// List every rule with its level and who set it.
    Rules(ListArguments),
    /// List the shipped house formats, print one, or run a house's own examples.
    Houses(HousesArguments),
    /// Show the settings in force and where each comes from.
    Config(ConfigArguments),
    /// Make a UTF-8 draft of a Word document, or of text in UTF-16 or Windows-1252.
    Import(ImportArguments),
    /// Write a lint.toml to begin with, and hook and CI files on request.
    Init(InitArguments),
    /// Serve an editor that speaks the Language Server Protocol, on standard input and output.
    #[cfg(feature = "server")]
    Server {
        /// What editors add to say that it is standard input and output.
        #[arg(long, hide = true)]
        stdio: bool,
    },
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or that of a command.
    Man {
        /// The command, as its page is called: `check`, `houses-test`.
        #[arg(value_name = "COMMAND")]
        command: Option<String>,
    },
}

/// Which branches to compare with.
#[derive(Debug, Default, Args)]
pub(crate) struct Bases {
    /// Compare numbers with those of this revision, or of every branch that a pattern such as `origin/*` matches (repeatable).
    #[arg(long, value_name = "REV", help_heading = "What counts")]
    pub(crate) base: Vec<String>,
}

/// Which files.
#[derive(Debug, Default, Args)]
pub(crate) struct Drafts {
    /// Files or folders; `-` is standard input. Without any, what lint.toml includes, else the current folder.
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,
    /// The name of what is read from standard input.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Which files")]
    pub(crate) stdin_filename: Option<PathBuf>,
    /// Leave excluded files out even when they are named by hand.
    #[arg(long, help_heading = "Which files")]
    pub(crate) force_exclude: bool,
    /// Let a run pass in which there was nothing to check.
    #[arg(long, help_heading = "Which files")]
    pub(crate) allow_empty: bool,
    /// How many files to work on at once; as many as there are processors, if not given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024), help_heading = "Which files")]
    pub(crate) jobs: Option<u16>,
}

/// What outweighs lint.toml, or replaces it.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct SettingsArguments {
    /// The house format to hold the drafts to: a shipped name or a file.
    #[arg(long, value_name = "NAME|PATH", add = candidates::of_houses(), help_heading = "Settings")]
    pub(crate) house: Option<String>,
    /// Use this settings file, and no other.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Settings")]
    pub(crate) config: Option<PathBuf>,
    /// Use no lint.toml.
    #[arg(long, conflicts_with = "config", help_heading = "Settings")]
    pub(crate) isolated: bool,
    /// Set a rule's level: off, advice, warning or error (repeatable).
    #[arg(long, value_name = "RULE=LEVEL", value_parser = rule_level, add = candidates::of_levels(), help_heading = "Settings")]
    pub(crate) level: Vec<(RuleId, Level)>,
    /// Run these rules only, separated by commas.
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = rule_named, add = candidates::of_rules(), help_heading = "Settings")]
    pub(crate) only: Vec<RuleId>,
    /// The day to take for today, as YYYY-MM-DD.
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = "Settings")]
    pub(crate) today: Option<Date>,
    /// The largest draft that is read, in KiB or MiB: `64MiB`; lint.toml allows 16 MiB at the most.
    #[arg(long, value_name = "SIZE", value_parser = file_size, help_heading = "Settings")]
    pub(crate) file_size: Option<u64>,
}

/// The house and the settings, for commands that run no rules.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct HouseArguments {
    /// The house format of the notes: a shipped name or a file.
    #[arg(long, value_name = "NAME|PATH", add = candidates::of_houses())]
    pub(crate) house: Option<String>,
    /// Use this settings file, and no other.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) config: Option<PathBuf>,
    /// Use no lint.toml.
    #[arg(long, conflicts_with = "config")]
    pub(crate) isolated: bool,
}

impl Drafts {
    /// What these arguments ask for: `-` is what stands on standard input.
    pub(crate) fn selection(&self) -> Result<Selection, Failure> {
        let is_dash = |path: &PathBuf| path.as_os_str() == "-";
        let (dashes, paths): (Vec<PathBuf>, Vec<PathBuf>) = self.paths.iter().cloned().partition(is_dash);
        let name = self.stdin_filename.clone();
        if name.is_some() && dashes.is_empty() && !paths.is_empty() {
            return Err(Failure::new(
                "`--stdin-filename` names what is read from standard input, and nothing is",
                "add `-` to the paths to read standard input",
            ));
        }
        let piped = (!dashes.is_empty() || name.is_some()).then_some(Piped { name });
        let excludes = if self.force_exclude { Excludes::Named } else { Excludes::Met };
        let threads = self.jobs.and_then(|jobs| NonZeroUsize::new(usize::from(jobs)));
        Ok(Selection { paths, piped, excludes, threads })
    }
}

impl SettingsArguments {
    /// What these arguments put in the place of settings.
    pub(crate) fn overrides(&self) -> Overrides {
        let rules = Asked { levels: self.level.clone(), only: self.only.clone() };
        let settings = settings_from(self.config.as_ref(), self.isolated);
        Overrides { house: self.house.clone(), settings, rules, today: self.today, file_size: self.file_size }
    }
}

impl HouseArguments {
    /// The same for commands that run no rules.
    pub(crate) fn overrides(&self) -> Overrides {
        let settings = settings_from(self.config.as_ref(), self.isolated);
        Overrides { house: self.house.clone(), settings, ..Overrides::default() }
    }
}

fn settings_from(config: Option<&PathBuf>, isolated: bool) -> SettingsFrom {
    match config {
        _ if isolated => SettingsFrom::Nowhere,
        Some(file) => SettingsFrom::File(file.clone()),
        None => SettingsFrom::Nearest,
    }
}

#[derive(Debug, Args)]
pub(crate) struct SeriesArguments {
    #[command(flatten)]
    pub(crate) drafts: Drafts,
    #[command(flatten)]
    pub(crate) at: HouseArguments,
    #[command(flatten)]
    pub(crate) bases: Bases,
    /// For people, for programs or for a spreadsheet.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: SeriesFormat,
    /// Also write a picture to this file: numbers over dates, as SVG.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) plot: Option<PathBuf>,
}

/// How a series is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SeriesFormat {
    /// A table.
    Text,
    /// For programs.
    Json,
    /// For a spreadsheet.
    Csv,
}

#[derive(Debug, Args)]
pub(crate) struct NewArguments {
    /// The title.
    #[arg(value_name = "TITLE")]
    pub(crate) title: String,
    /// Who writes it (repeatable).
    #[arg(long, value_name = "NAME")]
    pub(crate) author: Vec<String>,
    /// The day it is dated, as YYYY-MM-DD; today, if not given.
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) date: Option<Date>,
    #[command(flatten)]
    pub(crate) at: HouseArguments,
    #[command(flatten)]
    pub(crate) bases: Bases,
    /// The draft to write, which must not exist yet; `-` is standard output. Without it, the file that the house or lint.toml would name so, else
    /// standard output.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// The day to take for today, as YYYY-MM-DD.
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) today: Option<Date>,
}

#[derive(Debug, Args)]
pub(crate) struct IndexArguments {
    #[command(flatten)]
    pub(crate) at: HouseArguments,
    /// How it is written; without it, as the file's name ends, else as text.
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<IndexFormat>,
    /// Put a heading over the notes of each year.
    #[arg(long)]
    pub(crate) by_year: bool,
    /// Write it into this file, between the lines `<!-- copydesk index -->` and `<!-- copydesk index ends -->`.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) write: Option<PathBuf>,
    /// Say whether the listing in this file is as it would be written; it is an exit code of 1 if not.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "write")]
    pub(crate) check: Option<PathBuf>,
}

/// How a listing is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum IndexFormat {
    /// Two lines a note.
    Text,
    /// A paragraph a note.
    Markdown,
    /// A list.
    Html,
}

impl IndexFormat {
    /// Its name on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            IndexFormat::Text => "text",
            IndexFormat::Markdown => "markdown",
            IndexFormat::Html => "html",
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct RenumberArguments {
    /// The note: its file, or its number.
    #[arg(value_name = "PATH|NUMBER", value_hint = ValueHint::FilePath)]
    pub(crate) note: PathBuf,
    /// The number it is to have; without it, the next free one.
    #[arg(value_name = "TO")]
    pub(crate) to: Option<String>,
    #[command(flatten)]
    pub(crate) at: HouseArguments,
    #[command(flatten)]
    pub(crate) bases: Bases,
    /// Print what would change, and change nothing.
    #[arg(long)]
    pub(crate) diff: bool,
}

#[derive(Debug, Args)]
pub(crate) struct OutlineArguments {
    #[command(flatten)]
    pub(crate) drafts: Drafts,
    #[command(flatten)]
    pub(crate) settings: SettingsArguments,
    /// For people or for programs.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Listing,
    /// Show for each line of a header what it would be next to what it was taken for.
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The rule.
    #[arg(value_name = "RULE", add = candidates::of_rules())]
    pub(crate) rule: String,
}

#[derive(Debug, Args)]
pub(crate) struct ListArguments {
    #[command(flatten)]
    pub(crate) settings: SettingsArguments,
    /// For people or for programs.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Listing,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct HousesArguments {
    #[command(subcommand)]
    pub(crate) command: Option<HousesCommand>,
    /// Print this one.
    #[arg(value_name = "NAME", add = candidates::of_houses())]
    pub(crate) name: Option<String>,
    /// For people or for programs.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Listing,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct ConfigArguments {
    #[command(subcommand)]
    pub(crate) command: Option<ConfigCommand>,
    /// The draft to show the settings for; without it, those of the current folder.
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) list: ListArguments,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Print the JSON Schema of lint.toml.
    Schema,
}

#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    /// Word documents or texts. They are left as they are.
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// The draft to write, which must not exist yet, or `-` for standard output; without it, one of nearly the same name beside the file.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct InitArguments {
    /// The house format to declare.
    #[arg(long, value_name = "NAME|PATH", add = candidates::of_houses())]
    pub(crate) house: Option<String>,
    /// Write .pre-commit-config.yaml, so that a bad note stops a commit.
    #[arg(long)]
    pub(crate) pre_commit: bool,
    /// Write a workflow for GitHub.
    #[arg(long)]
    pub(crate) github: bool,
    /// Write .gitlab-ci.yml.
    #[arg(long)]
    pub(crate) gitlab: bool,
}

/// How a list is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Listing {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// A file to write findings to.
#[derive(Debug, Clone)]
pub(crate) enum Output {
    Report(ReportFile),
    /// The Word draft itself with remarks in it.
    Word(WrittenBack),
}

/// Where a draft is written back.
#[derive(Debug, Clone)]
pub(crate) enum WrittenBack {
    Beside,
    To(PathBuf),
}

/// A report, and where it goes.
#[derive(Debug, Clone)]
pub(crate) struct ReportFile {
    pub(crate) format: Format,
    pub(crate) file: PathBuf,
}

fn format_names() -> Vec<&'static str> {
    Format::NAMES.iter().map(|(name, _)| *name).collect()
}

fn formats() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(format_names()).map(|name| Format::named(&name).expect("only names of formats are possible"))
}

fn file_size(given: &str) -> Result<u64, String> {
    let size = settings::bytes_of(given).filter(|bytes| (1..=MOST_BYTES).contains(bytes));
    size.ok_or_else(|| format!("`{given}` is no size of a file: write a number and `KiB` or `MiB`, at most 2048 MiB: `16MiB`"))
}

/// The bytes that places in a file can count.
const MOST_BYTES: u64 = 2 << 30;

fn output(given: &str) -> Result<Output, String> {
    if given == "docx" {
        return Ok(Output::Word(WrittenBack::Beside));
    }
    let (format, file) = given.split_once('=').ok_or("write the format, `=` and the file: `json=report.json`")?;
    if file.is_empty() {
        return Err("the name of the file is missing after `=`".to_owned());
    }
    let file = PathBuf::from(file);
    if format == "docx" {
        return Ok(Output::Word(WrittenBack::To(file)));
    }
    let format =
        Format::named(format).ok_or_else(|| format!("`{format}` is no format; it can be {} or docx", format_names().join(", ")))?;
    Ok(Output::Report(ReportFile { format, file }))
}

fn fail_on(given: &str) -> Result<FailOn, String> {
    let known = FailOn::NAMES.iter().find(|(name, _)| *name == given);
    known.map(|(_, fail_on)| *fail_on).ok_or_else(|| "it can be error, warning, advice or never".to_owned())
}

/// Whether there is such a rule is asked when the houses are read, which have rules of their own.
fn rule_level(given: &str) -> Result<(RuleId, Level), String> {
    let (name, level) = given.split_once('=').ok_or("write the rule, `=` and the level: `date-form=off`")?;
    let rule = rule_named(name)?;
    let level = Level::named(level).ok_or_else(|| format!("`{level}` is no level; it can be off, advice, warning or error"))?;
    if crate::settings::FATAL.contains(&rule.as_str()) && level != Level::Error {
        return Err(format!("`{rule}` is always an error"));
    }
    Ok((rule, level))
}

fn rule_named(given: &str) -> Result<RuleId, String> {
    match given.trim() {
        "" => Err("write the name of a rule".to_owned()),
        name => Ok(RuleId::named(name)),
    }
}

fn date(given: &str) -> Result<Date, String> {
    given.parse().map_err(|_| "write a day of the calendar as year, month, day: 2021-05-15".to_owned())
}
