//! The arguments of `check` and `fix`, in the groups that their help shows.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::{Bases, Drafts, Output, ReportFile, SettingsArguments, WrittenBack, fail_on, formats, output};
use crate::report::Format;
use crate::settings::FailOn;

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct CheckArguments {
    #[command(flatten)]
    pub(crate) drafts: Drafts,
    #[command(flatten)]
    pub(crate) settings: SettingsArguments,
    /// Mend what can be mended safely.
    #[arg(long, help_heading = "Mending")]
    pub(crate) fix: bool,
    /// With --fix, --diff or `fix`: also apply fixes that a person should look at.
    #[arg(long, help_heading = "Mending")]
    pub(crate) unsafe_fixes: bool,
    /// Print what the fixes would change, and change nothing.
    #[arg(long, help_heading = "Mending")]
    pub(crate) diff: bool,
    /// How findings are printed.
    #[arg(long, value_name = "FORMAT", default_value = "full", value_parser = formats(), help_heading = "What is shown")]
    pub(crate) format: Format,
    /// Sign the remarks and changes in a Word document with this name (without it: copydesk).
    #[arg(long, value_name = "NAME", help_heading = "Mending")]
    pub(crate) author: Option<String>,
    /// Write the findings to a file as well, in that format (repeatable); `docx` writes a Word draft back with remarks and changes.
    #[arg(long, value_name = "FORMAT=FILE", value_parser = output, help_heading = "What is shown")]
    pub(crate) output: Vec<Output>,
    /// The lowest level of finding that makes the run fail: error, warning, advice or never.
    #[arg(long, value_name = "LEVEL", value_parser = fail_on, help_heading = "What counts")]
    pub(crate) fail_on: Option<FailOn>,
    #[command(flatten)]
    pub(crate) bases: Bases,
    /// Report only drafts that differ from the base, or from the last commit where no base is given; all are read.
    #[arg(long, help_heading = "What counts")]
    pub(crate) changed: bool,
    /// Count the findings of each rule instead of listing them.
    #[arg(long, help_heading = "What is shown")]
    pub(crate) statistics: bool,
    /// Report what ignore comments and entries hold back.
    #[arg(long, help_heading = "What counts")]
    pub(crate) no_ignores: bool,
    /// Do not report the findings that this file names; it outweighs the `baseline` of lint.toml.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "What counts")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write what is found to the baseline, so that it is not reported again, and take out what is gone.
    #[arg(long, conflicts_with_all = ["diff", "no_ignores"], help_heading = "What counts")]
    pub(crate) update_baseline: bool,
    /// Say nothing but findings.
    #[arg(short, long, conflicts_with = "verbose", help_heading = "What is shown")]
    pub(crate) quiet: bool,
    /// Quote the house's own line with each finding.
    #[arg(short, long, help_heading = "What is shown")]
    pub(crate) verbose: bool,
}

impl CheckArguments {
    /// The reports that are written to files.
    pub(crate) fn reports(&self) -> impl Iterator<Item = &ReportFile> {
        self.output.iter().filter_map(|output| if let Output::Report(report) = output { Some(report) } else { None })
    }

    /// Where Word drafts are written back, if they are.
    pub(crate) fn reviews(&self) -> Option<&WrittenBack> {
        self.output.iter().find_map(|output| if let Output::Word(target) = output { Some(target) } else { None })
    }

    /// Whether the name of a file was put in by a hook, which commits what it finds: no Word draft is changed there.
    pub(crate) fn is_hook(&self) -> bool {
        self.drafts.force_exclude
    }
}
