//! What a shell offers for an argument that is begun: rules, house formats and levels. Files it finds itself.

use std::ffi::OsStr;
use std::path::Path;

use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter};

use crate::finding::Level;
use crate::rules;
use crate::workspace::configuration;

/// For the name of a rule.
pub(super) fn of_rules() -> ArgValueCandidates {
    ArgValueCandidates::new(|| rules().map(CompletionCandidate::new).collect())
}

/// For `RULE=LEVEL`.
pub(super) fn of_levels() -> ArgValueCompleter {
    ArgValueCompleter::new(|begun: &OsStr| {
        let Some(begun) = begun.to_str() else { return Vec::new() };
        let whole: Vec<String> = match begun.split_once('=') {
            Some((rule, _)) => Level::NAMES.iter().map(|(level, _)| format!("{rule}={level}")).collect(),
            None => rules().map(|rule| rule + "=").collect(),
        };
        whole.into_iter().filter(|candidate| candidate.starts_with(begun)).map(CompletionCandidate::new).collect()
    })
}

/// For a house format: a shipped name, or a file.
pub(super) fn of_houses() -> ArgValueCompleter {
    ArgValueCompleter::new(|begun: &OsStr| {
        let names = configuration::shipped().into_iter().map(|house| house.name.value.clone());
        let shipped = names.filter(|name| begun.to_str().is_some_and(|begun| name.starts_with(begun))).map(CompletionCandidate::new);
        let is_table = |path: &Path| path.extension().is_some_and(|ending| ending == "toml");
        shipped.chain(PathCompleter::file().filter(is_table).complete(begun)).collect()
    })
}

/// The name of every rule, those of the shipped houses' terms among them.
fn rules() -> impl Iterator<Item = String> {
    let mut names: Vec<String> = rules::ALL.iter().map(|rule| rule.id.to_owned()).collect();
    names.extend(configuration::shipped_terms().all().iter().map(|term| term.id.value.clone()));
    names.sort();
    names.dedup();
    names.into_iter()
}
