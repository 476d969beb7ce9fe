//! Which files are notes of an archive: those that the patterns of lint.toml mean, and those of the run, each once. None is opened here.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::cli::configure::Configuration;
use crate::cli::find::{self, Found, From, Named};
use crate::cli::run::Job;
use crate::cli::{Trouble, bounds};
use crate::finding::{Finding, Label, RuleId};
use crate::series::Standing;
use crate::settings::{Globs, SeriesSettings};

/// A file of the archive or of the run.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) found: Found,
    /// How settings know it.
    pub(super) path: String,
    pub(super) standing: Standing,
    /// Whether it is looked at for its own sake.
    pub(super) in_run: Asked,
}

/// Whether a file of the archive is one of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// It is checked.
    Yes,
    /// It is read for the others' sake.
    No,
}

/// The files of an archive.
#[derive(Debug, Default)]
pub(super) struct Members {
    /// By path.
    pub(super) members: Vec<Member>,
    /// What could not be looked at.
    pub(super) troubles: Vec<Trouble>,
}

/// The archive of `configuration`, and `jobs`, which are those of the run under it.
pub(super) fn members<'j>(configuration: &Configuration, jobs: impl Iterator<Item = &'j Job>) -> Members {
    let settings = configuration.settings.as_ref();
    let series = settings.map(|settings| &settings.series);
    let archive = series.and_then(|series| series.archive.as_ref());
    let is_alone = series.is_none_or(|series| series.archive.is_none() && series.ledger.is_empty());
    let mut found = Members::default();
    let mut by_path: BTreeMap<String, Member> = BTreeMap::new();
    let mut links: Vec<(String, PathBuf)> = Vec::new();
    if let Some(globs) = archive {
        let exclude = settings.map(|settings| &settings.files.exclude);
        let ledgers = series.map(|series| &series.ledger[..]).unwrap_or_default();
        let is_ledger = |path: &str| ledgers.iter().any(|ledger| ledger.trim_start_matches("./") == path);
        let is_member = |path: &str| globs.matches(path) && !exclude.is_some_and(|exclude| exclude.matches(path)) && !is_ledger(path);
        walk(configuration, globs, &mut found.troubles, |path, file, is_link| {
            if !is_member(&path) {
                return;
            }
            if is_link {
                links.push((path, file));
                return;
            }
            let found = Found { name: path.clone(), from: From::File, path: file, named: Named::No, may_be_link: false };
            by_path.insert(path.clone(), Member { found, path, standing: Standing::Archive, in_run: Asked::No });
        });
    }
    let real = Real::new(configuration);
    for (path, file) in links {
        // A link to a note of the archive is that note.
        if bounds::leads_out(&file) {
            found.troubles.push(bounds::led_out(&file, &path));
        } else if real.path_of(&file).is_none_or(|target| !by_path.contains_key(&target))
            && fs::metadata(&file).is_ok_and(|file| file.is_file())
        {
            let found = Found { name: path.clone(), from: From::File, path: file, named: Named::No, may_be_link: true };
            by_path.insert(path.clone(), Member { found, path, standing: Standing::Archive, in_run: Asked::No });
        }
    }
    let (links, own): (Vec<&Job>, Vec<&Job>) = jobs.partition(|job| !by_path.contains_key(&job.path) && may_be_link(job));
    // A file is counted under its own name before any link to it is looked at.
    for job in own.into_iter().chain(links) {
        let in_archive = archive.is_some_and(|globs| globs.matches(&job.path));
        let mut standing = if is_alone || in_archive { Standing::Archive } else { Standing::New };
        let known = if by_path.contains_key(&job.path) || !may_be_link(job) { None } else { real.path_of(&job.found.path) };
        let known = known.filter(|target| *target != job.path).and_then(|target| by_path.get(&target));
        match known.map(|member| (member.path.clone(), member.in_run, member.standing)) {
            // The note itself is checked already.
            Some((_, Asked::Yes, _)) => continue,
            Some((target, Asked::No, of_target)) => {
                by_path.remove(&target);
                standing = of_target;
            }
            None => {}
        }
        let in_run = if job.unchanged { Asked::No } else { Asked::Yes };
        by_path.insert(job.path.clone(), Member { found: job.found.clone(), path: job.path.clone(), standing, in_run });
    }
    found.members = by_path.into_values().collect();
    found
}

/// Whether a draft may lie elsewhere than its path says: walks go through no linked folder.
fn may_be_link(job: &Job) -> bool {
    job.found.from == From::File && job.found.may_be_link
}

/// Whether a file that another branch has may hold a note: one of the archive, or a draft that this run would find.
pub(super) fn may_hold_note(configuration: &Configuration, path: &str) -> bool {
    let Some(settings) = &configuration.settings else { return true };
    let archived = settings.series.archive.as_ref().is_some_and(|globs| globs.matches(path));
    let included = settings.files.include.as_ref().is_none_or(|globs| globs.matches(path));
    !settings.files.exclude.matches(path) && (archived || included)
}

/// Patterns of the archive that mean no file. Where none means any, the archive cannot be read at all.
pub(super) fn idle_patterns(configuration: &Configuration, members: &[Member], remarks: &mut Vec<String>) -> Option<Finding> {
    let settings = configuration.settings.as_ref()?;
    let SeriesSettings { archive: Some(globs), .. } = &settings.series else { return None };
    let met: BTreeSet<usize> = match globs.patterns() {
        [_] => members.iter().any(|member| globs.matches(&member.path)).then_some(0).into_iter().collect(),
        _ => members.iter().flat_map(|member| globs.matching(&member.path)).collect(),
    };
    if met.is_empty() {
        let span = globs.spans().first().copied()?;
        let said = if globs.patterns().len() == 1 { "the archive's pattern means no file" } else { "the archive's patterns mean no file" };
        let help = "patterns count from the folder of lint.toml: `notes/**` means every file under `notes`; without `archive`, only the drafts of a run are compared";
        return Some(Finding::new(RuleId::coded("invalid-settings"), said, Label::new(&settings.source, span, "")).help(help));
    }
    let idle = globs.patterns().iter().enumerate().filter(|(index, _)| !met.contains(index));
    remarks.extend(idle.map(|(_, pattern)| format!("{}: `{pattern}` under `archive` means no file", settings.source.name())));
    None
}

/// Gives each draft below the folders that the patterns name: its path, the file, and whether it is a link.
fn walk(configuration: &Configuration, globs: &Globs, troubles: &mut Vec<Trouble>, mut give: impl FnMut(String, PathBuf, bool)) {
    let folder = &configuration.folder;
    let roots = roots(globs, folder);
    let Some((first, others)) = roots.split_first() else { return };
    let mut builder = WalkBuilder::new(first);
    for root in others {
        builder.add(root);
    }
    for entry in builder.require_git(false).build() {
        match entry {
            Ok(entry) => {
                let kind = entry.file_type();
                let is_file = kind.is_some_and(|kind| kind.is_file() || kind.is_symlink());
                if is_file && find::is_draft(entry.path()) {
                    let path = find::written(entry.path().strip_prefix(folder).unwrap_or(entry.path()));
                    give(path, entry.path().to_owned(), entry.path_is_symlink());
                }
            }
            Err(error) => troubles.push(find::unwalkable(&error, |path| find::written(path.strip_prefix(folder).unwrap_or(path)))),
        }
    }
}

/// The folders, or files, that the patterns begin with and that exist; none inside another.
fn roots(globs: &Globs, folder: &Path) -> Vec<PathBuf> {
    let mut roots: Vec<PathBuf> =
        globs.patterns().iter().map(|pattern| bounds::beginning(pattern, folder)).filter(|root| root.symlink_metadata().is_ok()).collect();
    roots.sort();
    roots.dedup_by(|later, earlier| later.starts_with(earlier));
    roots
}

/// Where files really are.
struct Real<'c> {
    configuration: &'c Configuration,
    folder: Option<PathBuf>,
}

impl<'c> Real<'c> {
    fn new(configuration: &'c Configuration) -> Self {
        Real { configuration, folder: configuration.folder.canonicalize().ok() }
    }

    /// How settings know the file that `path` leads to, where that is in their folder.
    fn path_of(&self, path: &Path) -> Option<String> {
        let target = path.canonicalize().ok()?;
        let folder = self.folder.as_ref().unwrap_or(&self.configuration.folder);
        target.strip_prefix(folder).ok().map(find::written)
    }
}
