//! Which files are notes of an archive: those that the patterns of lint.toml mean, and those of the run, each once. None is opened here.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::finding::{Finding, Label, RuleId};
use crate::series::Standing;
use crate::settings::{Globs, SeriesSettings};
use crate::workspace::Texts;
use crate::workspace::configuration::Configuration;
use crate::workspace::found::{Found, Input, Named};
use crate::workspace::session::Document;
use crate::workspace::{Failure, bounds, paths, walk};

/// A file of the archive or of the run.
#[derive(Debug)]
pub(super) struct Member<'j> {
    pub(super) found: Cow<'j, Found>,
    /// How settings know it.
    pub(super) path: Cow<'j, str>,
    pub(super) standing: Standing,
    /// Whether it is looked at for its own sake.
    pub(super) in_run: Asked,
    /// The index of its document, where it is known to be one of the run.
    pub(super) document: Option<usize>,
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
pub(super) struct Members<'j> {
    /// By path.
    pub(super) all: Vec<Member<'j>>,
    /// What could not be looked at.
    pub(super) failures: Vec<Failure>,
    /// What was looked at otherwise than somebody may think.
    pub(super) remarks: Vec<String>,
}

/// The archive of `configuration`, and `documents`, which are those of the run under it, each with its index.
pub(super) fn members<'j>(configuration: &Configuration, documents: Vec<(usize, &'j Document)>, texts: &Texts) -> Members<'j> {
    let real = Real::new(configuration);
    let mut found = Members::default();
    let mut by_file = of_archive(configuration, &real, texts, &mut found);
    if by_file.is_empty() && real.knows_apart(&documents) {
        found.all.reserve_exact(documents.len());
        let of_run = |(index, document)| Member::of_run(index, document, standing_of(configuration, document));
        found.all.extend(documents.into_iter().map(of_run));
        sort(&mut found.all);
        return found;
    }
    for (index, document) in documents {
        let mut standing = standing_of(configuration, document);
        let key = real.named(&document.found.path);
        match by_file.get(&key).filter(|known| *known.path != *document.path) {
            // The note itself is checked already.
            Some(known) if known.in_run == Asked::Yes => continue,
            Some(known) => standing = known.standing,
            None => {}
        }
        by_file.insert(key, Member::of_run(index, document, standing));
    }
    found.all = by_file.into_values().collect();
    sort(&mut found.all);
    found
}

/// The files that the patterns of the archive mean, by where each really is: it is counted once, under whatever names it is met. A path is
/// compared part by part; these have one form, and are compared as they are.
fn of_archive<'j>(configuration: &Configuration, real: &Real<'_>, texts: &Texts, found: &mut Members<'_>) -> HashMap<OsString, Member<'j>> {
    let settings = configuration.settings.as_ref();
    let series = settings.map(|settings| &settings.series);
    let archive = series.and_then(|series| series.archive.as_ref());
    let mut by_file: HashMap<OsString, Member<'j>> = HashMap::new();
    let mut links: Vec<(String, PathBuf)> = Vec::new();
    if let Some(globs) = archive {
        let is_member = |path: &str| settings.is_some_and(|settings| settings.is_of_archive(path));
        walk_all(configuration, globs, found, |path, file, is_link| {
            if !is_member(&path) || texts.is_hidden(&file) {
                return;
            }
            if is_link {
                links.push((path, file));
                return;
            }
            let key = real.named(&file);
            by_file.insert(key, Member::of_archive(path, file));
        });
        // A text that is open may be of a note that was never saved.
        for file in texts.opened_paths() {
            let path = real.settings_path(&file).filter(|path| is_member(path));
            if let Some(path) = path.filter(|_| paths::is_draft(&file)) {
                by_file.entry(file.clone().into_os_string()).or_insert_with(|| Member::of_archive(path, file));
            }
        }
    }
    for (path, file) in links {
        // A link to a note of the archive is that note.
        match bounds::follow(&file, &configuration.folder) {
            Err(beyond) => found.failures.push(beyond.when_read(&file, &path)),
            Ok(key) if !by_file.contains_key(key.as_os_str()) && key.is_file() => {
                by_file.insert(key.into_os_string(), Member::of_archive(path, file));
            }
            Ok(_) => {}
        }
    }
    by_file
}

fn sort(members: &mut [Member<'_>]) {
    members.sort_unstable_by(|one, other| one.path.cmp(&other.path).then_with(|| one.found.path.cmp(&other.found.path)));
}

/// What the file at the real path `file` is to the archive of `configuration`; `document` is what it is in the run, if it is.
pub(super) fn member<'j>(
    configuration: &Configuration,
    file: &Path,
    document: Option<(usize, &'j Document)>,
    texts: &Texts,
) -> Option<Member<'j>> {
    if let Some((index, document)) = document {
        return Some(Member::of_run(index, document, standing_of(configuration, document)));
    }
    let path = Real::new(configuration).settings_path(file)?;
    let is_member = configuration.settings.as_ref()?.is_of_archive(&path) && paths::is_draft(file) && texts.exists(file);
    is_member.then(|| Member::of_archive(path, file.to_owned()))
}

/// Whether a draft of the run is there for good, as its own path says.
fn standing_of(configuration: &Configuration, document: &Document) -> Standing {
    let Some(settings) = &configuration.settings else { return Standing::Archive };
    let is_alone = settings.series.archive.is_none() && settings.series.ledger.is_empty();
    let in_archive = settings.series.archive.as_ref().is_some_and(|globs| globs.matches(&document.path));
    if is_alone || in_archive { Standing::Archive } else { Standing::New }
}

impl<'j> Member<'j> {
    fn of_run(index: usize, document: &'j Document, standing: Standing) -> Member<'j> {
        let in_run = if document.unchanged { Asked::No } else { Asked::Yes };
        Member { found: Cow::Borrowed(&document.found), path: Cow::Borrowed(&document.path), standing, in_run, document: Some(index) }
    }

    fn of_archive(path: String, file: PathBuf) -> Member<'j> {
        let found = Found { name: path.as_str().into(), input: Input::File, path: file, named: Named::No, alias: None };
        Member { found: Cow::Owned(found), path: Cow::Owned(path), standing: Standing::Archive, in_run: Asked::No, document: None }
    }
}

/// Patterns of the archive that mean no file. Where none means any, the archive cannot be read at all.
pub(super) fn idle_patterns(configuration: &Configuration, members: &[Member<'_>], remarks: &mut Vec<String>) -> Option<Finding> {
    let settings = configuration.settings.as_ref()?;
    let SeriesSettings { archive: Some(globs), .. } = &settings.series else { return None };
    let met: BTreeSet<usize> = match globs.patterns() {
        [_] => members.iter().any(|member| member.standing == Standing::Archive).then_some(0).into_iter().collect(),
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
fn walk_all(configuration: &Configuration, globs: &Globs, found: &mut Members<'_>, mut give: impl FnMut(String, PathBuf, bool)) {
    let folder = &configuration.folder;
    let name = |path: &Path| paths::written(path.strip_prefix(folder).unwrap_or(path));
    for root in roots(globs, folder) {
        let asides = walk::walk(&root, |file, kind| {
            if kind.is_file() || kind.is_symlink() {
                give(name(&file), file, kind.is_symlink());
            }
        });
        for told in asides.into_iter().map(|aside| aside.told(name)) {
            match told {
                Ok(remark) => found.remarks.push(remark),
                Err(failure) => found.failures.push(failure),
            }
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

    /// Whether the drafts of a run are one file each beyond doubt: their paths are, where no link leads to the folder of settings.
    fn knows_apart(&self, documents: &[(usize, &Document)]) -> bool {
        self.folder.as_ref().is_none_or(|folder| *folder == self.configuration.folder)
            && documents.iter().all(|(_, document)| document.found.input == Input::File)
    }

    /// How settings know the file at the real path `file`.
    fn settings_path(&self, file: &Path) -> Option<String> {
        file.strip_prefix(self.folder.as_ref()?).ok().map(paths::written)
    }

    /// Where `file` is, which no link on the way from the folder of settings leads to.
    fn named(&self, file: &Path) -> OsString {
        let own = &self.configuration.folder;
        match &self.folder {
            Some(folder) if folder.as_os_str() != own.as_os_str() => {
                file.strip_prefix(own).map_or_else(|_| file.to_owned(), |below| folder.join(below)).into()
            }
            _ => file.into(),
        }
    }
}
