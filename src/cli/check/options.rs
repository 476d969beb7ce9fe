//! What the writers of a run are told besides its findings: how it was asked for, and what kept it from being done. No finding is looked at.

use std::collections::HashMap;
use std::io;

use crate::cli::args::{CheckArguments, Drafts};
use crate::cli::streams::Streams;
use crate::finding::RuleId;
use crate::lint::Outcome;
use crate::report::{self, Completion, Detail, Format, Options, Style};
use crate::visible::Grammar;
use crate::workspace::configuration::Configuration;
use crate::workspace::from_root::paths_from_root;
use crate::workspace::session::Session;
use crate::workspace::{Failure, write};

/// The options of this run without which `fix` would mend something else.
fn again(arguments: &CheckArguments) -> String {
    let settings = &arguments.settings;
    let mut again = String::new();
    let mut add = |option: &str, value: &str| {
        let value = if value.is_empty() { String::new() } else { format!(" {}", report::quoted(value)) };
        again.extend([" ", option, value.as_str()]);
    };
    if settings.isolated {
        add("--isolated", "");
    }
    if let Some(config) = &settings.config {
        add("--config", &config.to_string_lossy());
    }
    if let Some(house) = &settings.house {
        add("--house", house);
    }
    settings.level.iter().for_each(|(rule, level)| add("--level", &format!("{rule}={}", level.name())));
    if !settings.only.is_empty() {
        let rules: Vec<&str> = settings.only.iter().map(RuleId::as_str).collect();
        add("--only", &rules.join(","));
    }
    if let Some(today) = settings.today {
        add("--today", &today.to_string());
    }
    if let Some(size) = settings.file_size {
        add("--file-size", &format!("{size}B"));
    }
    if arguments.no_ignores {
        add("--no-ignores", "");
    }
    if arguments.changed {
        add("--changed", "");
    }
    arguments.bases.base.iter().for_each(|base| add("--base", base));
    if arguments.drafts.force_exclude {
        add("--force-exclude", "");
    }
    if let Some(name) = &arguments.drafts.stdin_filename {
        add("--stdin-filename", &name.to_string_lossy());
    }
    again
}

/// What the run was told to look at.
fn paths(arguments: &CheckArguments) -> Vec<String> {
    let Drafts { paths, stdin_filename, .. } = &arguments.drafts;
    if paths.is_empty() && stdin_filename.is_some() {
        return vec!["-".to_owned()];
    }
    paths.iter().map(|path| path.to_string_lossy().into_owned()).collect()
}

/// What a run has to tell.
pub(super) struct Told<'a> {
    /// What could not be done.
    pub(super) failures: &'a [Failure],
    pub(super) completion: Completion,
    pub(super) outcome: &'a Outcome,
}

/// What the writers of a run are told.
pub(super) fn options(session: &Session, arguments: &CheckArguments, style: Style, told: &Told<'_>) -> Options {
    let detail = match (arguments.quiet, arguments.verbose) {
        (true, _) => Detail::Quiet,
        (false, false) => Detail::Normal,
        (false, true) => Detail::Verbose,
    };
    let houses = session.configurations.iter().flat_map(Configuration::all_houses).cloned().collect();
    let failures = told.failures.iter().map(|failure| failure.message.clone()).collect();
    let mut formats = arguments.reports().map(|output| output.format).chain([arguments.format]);
    let from_root = formats.any(|format| matches!(format, Format::Sarif | Format::Github | Format::Gitlab));
    let paths_from_root = if from_root { paths_from_root(session, told.outcome) } else { HashMap::new() };
    let rules_page = report::rules_page().map(str::to_owned);
    let (again, paths, completion) = (again(arguments), paths(arguments), told.completion);
    Options { detail, style, again, paths, houses, rules_page, paths_from_root, failures, completion, ..Options::default() }
}

/// Says in the reports for programs that the run was not done, since nobody else will who reads them. An older report is not kept: it would pass
/// for this run's.
pub(super) fn tell_in_reports(failure: &Failure, arguments: &CheckArguments, streams: &mut Streams) {
    let failures = vec![failure.message.clone()];
    let options = Options { failures, completion: Completion::Partial, ..Options::default() };
    for output in arguments.reports().filter(|output| output.format == Format::Sarif) {
        let is_report = output.file.extension().is_some_and(|ending| ending == "sarif" || ending == "json");
        if is_report || output.file.symlink_metadata().is_err() {
            let report = |out: &mut dyn io::Write| report::write_to(out, output.format, &Outcome::default(), &options);
            // Where it cannot be written either, the failure itself is told.
            let _ = write::put_with(&output.file, &output.file.to_string_lossy(), &report);
        }
    }
    // A table for people and a report at once are no run to report of.
    if arguments.format == Format::Sarif && !arguments.statistics {
        let _ = streams.print_with(Grammar::Json, |out| report::write_to(out, Format::Sarif, &Outcome::default(), &options));
    }
}
