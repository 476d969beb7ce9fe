//! What differs from other branches, for each configuration of a run. What a difference means for the series is for the archive to say.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::cli::Trouble;
use crate::cli::configure::Configuration;
use crate::cli::differences::{Differences, WorkTree};
use crate::cli::find::From;
use crate::cli::git::{Base, Repository};
use crate::cli::run::{Job, Plan};

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
    pub(crate) fn new(plan: &Plan, revs: &[String]) -> Result<Branches, Trouble> {
        let mut branches = Branches::default();
        let used: HashSet<usize> = plan.jobs.iter().map(|job| job.configuration).collect();
        for (index, configuration) in plan.configurations.iter().enumerate() {
            if used.contains(&index) && configuration.faults.is_empty() {
                branches.views.insert(index, View::new(plan, index, revs)?);
            }
        }
        Ok(branches)
    }

    /// What the configuration of that index sees.
    pub(crate) fn of(&self, configuration: usize) -> Option<&View> {
        self.views.get(&configuration)
    }

    /// Marks the drafts of `plan` that are the same on any of the branches: they are not looked at for their own sake.
    pub(crate) fn pass_over_unchanged(&self, plan: &mut Plan) {
        let (configurations, jobs) = (&plan.configurations, &mut plan.jobs);
        for job in jobs.iter_mut().filter(|job| job.found.from == From::File) {
            let Some(view) = self.views.get(&job.configuration) else { continue };
            let path = path_of(&view.repository, configurations.get(job.configuration), job);
            job.unchanged = path.is_some_and(|path| view.branches.iter().any(|branch| branch.work_tree.same.contains(&path)));
        }
    }
}

impl View {
    fn new(plan: &Plan, index: usize, revs: &[String]) -> Result<View, Trouble> {
        let configuration = plan.configurations.get(index);
        let repository = Repository::of(&configuration.folder)?;
        let mut bases: Vec<Base> = Vec::new();
        for rev in revs {
            bases.extend(repository.bases(rev)?);
        }
        if revs.is_empty() {
            bases.push(repository.head());
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
        let jobs = plan.jobs.iter().filter(|job| job.configuration == index && job.found.from == From::File);
        let asked: HashSet<String> = jobs.filter_map(|job| path_of(&repository, configuration, job)).collect();
        let is_wanted = |path: &str| is_note(path) || asked.contains(path);
        let wanted = forks.values().flat_map(HashMap::keys).filter(|path| is_wanted(path)).cloned().collect();
        let work_tree = plan.pool()?.install(|| WorkTree::read(&repository, configuration.file_size(), wanted));
        let differences: BTreeMap<&String, Arc<Differences>> =
            forks.iter().map(|(fork, files)| (fork, Arc::new(work_tree.against(files, is_wanted)))).collect();
        let branches = bases.into_iter().map(|base| Branch { work_tree: Arc::clone(&differences[&base.fork]), base }).collect();
        Ok(View { repository, branches })
    }
}

/// The file of `job`, from the root of the repository.
fn path_of(repository: &Repository, configuration: &Configuration, job: &Job) -> Option<String> {
    if job.found.path.starts_with(&configuration.folder) && !job.path.starts_with("..") {
        return Some(format!("{}{}", repository.prefix, job.path));
    }
    repository.path_of(&job.found.path)
}
