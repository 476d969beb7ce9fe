//! Links to the file of a note follow it to its new name, wherever in the repository they stand; what is no link is told. Links from elsewhere
//! nobody knows.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::changed::{Changed, Part};
use super::work::Work;
use crate::finding::Edit;
use crate::renumber::links::{Follow, Links, Page, Renaming};
use crate::source::{Source, Span};
use crate::workspace::found::{Found, Input, Named};
use crate::workspace::texts::Opened;
use crate::workspace::{Failure, names, paths, repository, walk};

/// The same changes with those of links to the note, whose file stays the last.
pub(super) fn links(work: &Work<'_>, mut changed: Vec<Changed>) -> Result<Vec<Changed>, Failure> {
    let Some(note) = changed.iter().find(|file| file.part == Part::Note) else { return Ok(changed) };
    if note.path == note.to {
        return Ok(changed);
    }
    let folder = &work.configuration().folder;
    let root = repository::root(folder).unwrap_or(folder).to_owned();
    let from_root = |path: &Path| path.strip_prefix(&root).ok().map(paths::written);
    let (Some(from), Some(to)) = (from_root(&note.file), from_root(&folder.join(names::meant(&note.to)))) else { return Ok(changed) };
    let renaming = Renaming { from: &from, to: &to };
    let known: HashMap<PathBuf, usize> = changed.iter().enumerate().map(|(index, file)| (file.file.clone(), index)).collect();
    let mut others = Vec::new();
    let baseline = work.configuration().baseline();
    let others_may_name = renaming.is_distinct();
    for file in all_files(&root).into_iter().filter(|file| Some(file) != baseline.as_ref()) {
        let links = if paths::is_draft(&file) || is_page(&file) { Follow::Yes } else { Follow::No };
        if links == Follow::No && !others_may_name {
            continue;
        }
        let Some(path) = from_root(&file) else { continue };
        let index = known.get(&file).copied();
        let Some(source) = index.map(|index| Arc::clone(&changed[index].before)).or_else(|| read(work, &file)) else { continue };
        let page = Page { path: &path, text: source.text(), links };
        let Links { edits, doubtful } = renaming.in_page(page);
        if edits.is_empty() && doubtful.is_empty() {
            continue;
        }
        let edit = |(range, text): (std::ops::Range<usize>, String)| Edit {
            source: Arc::clone(&source),
            span: Span::new(range.start, range.end),
            text,
        };
        let edits: Vec<Edit> = edits.into_iter().map(edit).collect();
        let old_names: Vec<Span> = doubtful.into_iter().map(|range| Span::new(range.start, range.end)).collect();
        match index {
            Some(index) => {
                let whole = changed[index].clone();
                changed[index] = whole.with(edits, old_names, None)?;
            }
            None => others.push(Changed::new(source.name().to_owned(), file, &source, Vec::new())?.with(edits, old_names, None)?),
        }
    }
    others.append(&mut changed);
    Ok(others)
}

/// Files of the repository that may lead to a note: those with the names of drafts that git does not ignore.
pub(super) fn files(root: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    // What cannot be looked into has been told when the drafts were looked for.
    walk::walk(root, |path, kind| files.extend(kind.is_file().then_some(path)));
    files
}

/// Every file of the repository that git does not ignore: settings and data may name a note too.
fn all_files(root: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    walk::walk_files(root, |_| true, |path, kind| files.extend(kind.is_file().then_some(path)));
    files
}

/// Whether a file is a page whose links are written in HTML.
fn is_page(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("html") || ending.eq_ignore_ascii_case("htm"))
}

/// The text of a file; `None` where it is none.
pub(super) fn read(work: &Work<'_>, file: &Path) -> Option<Arc<Source>> {
    let name = file.strip_prefix(&work.configuration().folder).map_or_else(
        |_| {
            let current = paths::current_folder().unwrap_or_default();
            paths::name_of(file, &current)
        },
        paths::written,
    );
    let found = Found { name: name.into(), input: Input::File, path: file.to_owned(), named: Named::No, alias: None };
    match work.session.texts.draft(&found, work.configuration().file_size()) {
        Ok(Opened::Text(source)) => Some(source),
        _ => None,
    }
}
