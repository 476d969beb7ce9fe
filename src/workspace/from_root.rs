//! The paths of files from the root of their repository, as services show them that know no folder of a run. How a run calls a file is told
//! elsewhere.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::lint::Outcome;
use crate::workspace::session::Session;
use crate::workspace::{bounds, names, paths, repository};

/// For each file that `outcome` names and that lies in the repository of the current folder, its path from the root of that, where it is
/// reported under another name.
pub(crate) fn paths_from_root(session: &Session, outcome: &Outcome) -> HashMap<String, String> {
    let Ok(current) = paths::current_folder() else { return HashMap::new() };
    let here = bounds::real(&current);
    let Some(root) = repository::root(&here) else { return HashMap::new() };
    let documents: HashMap<&str, &Path> =
        session.documents.iter().map(|document| (&*document.found.name, document.found.path.as_path())).collect();
    let mut from_root = HashMap::new();
    for name in names_in(outcome) {
        if from_root.contains_key(name) {
            continue;
        }
        let path = documents.get(name).map(|path| (*path).to_owned()).or_else(|| file_called(name, &current, session));
        let real = path.as_deref().map(bounds::real);
        let path = real.as_deref().and_then(|real| real.strip_prefix(root).ok()).map_or_else(|| name.to_owned(), paths::written);
        from_root.insert(name.to_owned(), path);
    }
    from_root
}

/// The file that a report calls so and that is no draft of the run: settings, a house, another note of the archive.
fn file_called(name: &str, current: &Path, session: &Session) -> Option<PathBuf> {
    let path = names::meant(name);
    let folders = session.configurations.iter().map(|configuration| configuration.folder.as_path());
    [current].into_iter().chain(folders).map(|folder| paths::absolute(folder, &path)).find(|path| path.symlink_metadata().is_ok())
}

fn names_in(outcome: &Outcome) -> impl Iterator<Item = &str> {
    let all = outcome.findings.iter().chain(outcome.held.iter().map(|held| &held.reported));
    all.flat_map(|reported| {
        let finding = &reported.finding;
        let edits = finding.fix.iter().chain(&finding.alternatives).flat_map(|fix| &fix.edits).map(|edit| &edit.source);
        let labels = [&finding.primary].into_iter().chain(&finding.related).map(|label| &label.source);
        labels.chain(edits).map(|source| source.name())
    })
}
