//! What differs from other branches, for each configuration of a run. What a difference means for the series is for the archive to say.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use crate::cli::Trouble;
use crate::cli::configure::Configuration;
use crate::cli::find::From;
use crate::cli::git::{Base, Change, Repository};
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
    /// What differs in the work tree from where the two parted, paths from the root of the repository.
    pub(crate) work_tree: Vec<Change>,
}

impl Branches {
    /// Looks at the branches that `revs` mean, each a revision or a pattern; where there is none, at the commit that is checked out.
    pub(crate) fn new(plan: &Plan, revs: &[String]) -> Result<Branches, Trouble> {
        let mut branches = Branches::default();
        let used: HashSet<usize> = plan.jobs.iter().map(|job| job.configuration).collect();
        for (index, configuration) in plan.configurations.iter().enumerate() {
            if used.contains(&index) && configuration.faults.is_empty() {
                branches.views.insert(index, View::new(&configuration.folder, revs)?);
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
        let changed: BTreeMap<usize, Vec<HashSet<&str>>> = self.views.iter().map(|(index, view)| (*index, view.changed())).collect();
        let (configurations, jobs) = (&plan.configurations, &mut plan.jobs);
        for job in jobs.iter_mut().filter(|job| job.found.from == From::File) {
            let (Some(view), Some(changed)) = (self.views.get(&job.configuration), changed.get(&job.configuration)) else { continue };
            let path = view.path_of(configurations.get(job.configuration), job);
            job.unchanged = path.is_some_and(|path| changed.iter().any(|changed| !changed.contains(path.as_str())));
        }
    }
}

impl View {
    fn new(folder: &Path, revs: &[String]) -> Result<View, Trouble> {
        let repository = Repository::of(folder)?;
        let mut bases = Vec::new();
        for rev in revs {
            bases.extend(repository.bases(rev)?);
        }
        if revs.is_empty() {
            bases.push(repository.head());
        }
        let mut work_trees: BTreeMap<String, usize> = BTreeMap::new();
        let mut branches: Vec<Branch> = Vec::new();
        for base in bases {
            // Several branches may have parted from this one at the same commit, and a branch may be named twice.
            if branches.iter().any(|known| known.base.commit == base.commit) {
                continue;
            }
            let work_tree = match work_trees.get(&base.fork) {
                Some(known) => branches[*known].work_tree.clone(),
                None => repository.work_tree(&base.fork)?,
            };
            work_trees.insert(base.fork.clone(), branches.len());
            branches.push(Branch { base, work_tree });
        }
        Ok(View { repository, branches })
    }

    fn changed(&self) -> Vec<HashSet<&str>> {
        self.branches.iter().map(|branch| branch.work_tree.iter().map(|change| change.path.as_str()).collect()).collect()
    }

    /// The file of `job`, from the root of the repository.
    fn path_of(&self, configuration: &Configuration, job: &Job) -> Option<String> {
        if job.found.path.starts_with(&configuration.folder) && !job.path.starts_with("..") {
            return Some(format!("{}{}", self.repository.prefix, job.path));
        }
        self.repository.path_of(&job.found.path)
    }
}
