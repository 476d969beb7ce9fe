//! What differs from other branches, for each configuration of a run. What a difference means for the series is for the archive to say.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::workspace::Failure;
use crate::workspace::configuration::Configuration;
use crate::workspace::differences::{Differences, WorkTree};
use crate::workspace::found::Input;
use crate::workspace::git::{Base, Repository};
use crate::workspace::session::{Document, Session};

/// The branches to compare with, by index of the configuration.
#[derive(Debug, Default)]
pub(crate) struct Branches {
    views: BTreeMap<usize, View>,
}

/// The branches as one configuration sees them.
#[derive(Debug)]
pub(crate) struct View {
    pub(crate) repository: Repository,
    pub(crate) branches: Vec<Branch>,
}

/// One branch.
#[derive(Debug)]
pub(crate) struct Branch {
    pub(crate) base: Base,
    /// What differs in the work tree from where the two parted.
    pub(crate) work_tree: Arc<Differences>,
}

impl Branches {
    /// Looks at the branches that `revs` mean, each a revision or a pattern; where there is none, at the commit that is checked out.
    pub(crate) fn new(session: &Session, revs: &[String]) -> Result<Branches, Failure> {
        let mut branches = Branches::default();
        let used: HashSet<usize> = session.documents.iter().map(|document| document.configuration).collect();
        for (index, configuration) in session.configurations.iter().enumerate() {
            if used.contains(&index) && configuration.faults.is_empty() {
                branches.views.insert(index, View::new(session, index, revs)?);
            }
        }
        Ok(branches)
    }

    /// What the configuration of that index sees.
    pub(crate) fn of(&self, configuration: usize) -> Option<&View> {
        self.views.get(&configuration)
    }

    /// Marks the drafts of `session` that are the same on any of the branches: they are not looked at for their own sake.
    pub(crate) fn pass_over_unchanged(&self, session: &mut Session) {
        let (configurations, documents) = (&session.configurations, &mut session.documents);
        for document in documents.iter_mut().filter(|document| document.found.input == Input::File) {
            let Some(view) = self.views.get(&document.configuration) else { continue };
            let path = path_of(&view.repository, configurations.get(document.configuration), document);
            document.unchanged = path.is_some_and(|path| view.branches.iter().any(|branch| branch.work_tree.same.contains(&path)));
        }
    }
}

impl View {
    fn new(session: &Session, index: usize, revs: &[String]) -> Result<View, Failure> {
        let configuration = session.configurations.get(index);
        let repository = Repository::of(&configuration.folder)?;
        let mut bases: Vec<Base> = Vec::new();
        for rev in revs {
            bases.extend(repository.bases(rev)?);
        }
        if revs.is_empty() {
            bases.extend(repository.head());
        }
        // Several branches may have parted from this one at the same commit, and a branch may be named twice.
        let mut known = HashSet::new();
        bases.retain(|base| known.insert(base.commit.clone()));
        let mut forks = BTreeMap::new();
        for base in &bases {
            if !forks.contains_key(&base.fork) {
                forks.insert(base.fork.clone(), repository.files(&base.fork)?);
            }
        }
        let is_note = |path: &str| path.strip_prefix(&repository.prefix).is_some_and(|path| configuration.may_hold_note(path));
        let documents = session.documents.iter().filter(|document| document.configuration == index && document.found.input == Input::File);
        let asked: HashSet<String> = documents.filter_map(|document| path_of(&repository, configuration, document)).collect();
        let is_wanted = |path: &str| is_note(path) || asked.contains(path);
        let wanted = forks.values().flat_map(HashMap::keys).filter(|path| is_wanted(path)).cloned().collect();
        let work_tree = session.pool()?.install(|| WorkTree::read(&repository, &session.texts, configuration.file_size(), wanted));
        let differences: BTreeMap<&String, Arc<Differences>> =
            forks.iter().map(|(fork, files)| (fork, Arc::new(work_tree.against(files, is_wanted)))).collect();
        let branches = bases.into_iter().map(|base| Branch { work_tree: Arc::clone(&differences[&base.fork]), base }).collect();
        Ok(View { repository, branches })
    }
}

/// The file of `document`, from the root of the repository.
fn path_of(repository: &Repository, configuration: &Configuration, document: &Document) -> Option<String> {
    if document.found.path.starts_with(&configuration.folder) && !document.path.starts_with("..") {
        return Some(format!("{}{}", repository.prefix, document.path));
    }
    repository.path_of(&document.found.path)
}
