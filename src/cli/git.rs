//! What git knows, asked of the user's own git. It reads: nothing is checked out, fetched or written, and no hook, monitor or driver is run.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use globset::GlobBuilder;

use crate::cli::Trouble;

/// A repository with a work tree.
#[derive(Debug)]
pub(crate) struct Repository {
    /// Where its work tree begins.
    root: PathBuf,
    /// The folder it was asked for, from there: empty, or ending in `/`.
    pub(crate) prefix: String,
    is_shallow: bool,
    /// The commit that is checked out.
    head: String,
}

/// A revision to compare with.
#[derive(Debug)]
pub(crate) struct Base {
    /// As it was asked for.
    pub(crate) rev: String,
    /// The branch, or the revision where it is none.
    pub(crate) branch: String,
    /// Its commit.
    pub(crate) commit: String,
    /// Where the work tree's branch and it parted.
    pub(crate) fork: String,
}

/// A file that differs, with its contents by their names in git; `None` where it does not exist, or is not in git yet.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    /// From the root of the repository.
    pub(crate) path: String,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

const DEEPER: &str =
    "fetch the history first: `git fetch --unshallow`, or `fetch-depth: 0` for the checkout step of a CI job (`GIT_DEPTH: 0` on GitLab)";

impl Repository {
    /// The repository of `folder`.
    pub(crate) fn of(folder: &Path) -> Result<Repository, Trouble> {
        let asked = ["rev-parse", "--is-inside-work-tree", "--is-bare-repository", "--is-shallow-repository"];
        let said = Answer(git(folder, &asked, b"")?);
        let help = "run it in a clone of the repository that the notes are in";
        let Ok(said) = said.text() else {
            let why = said.complaint();
            if why.contains("dubious ownership") {
                return Err(Trouble::new(
                    format!("git does not trust the repository of this folder: {why}"),
                    "tell git that it is safe: `git config --global --add safe.directory FOLDER`",
                ));
            }
            return Err(Trouble::new("`--base` and `--changed` compare with git, and this folder is in no repository", help));
        };
        let mut lines = said.lines();
        let (inside, bare, shallow) = (lines.next() == Some("true"), lines.next() == Some("true"), lines.next() == Some("true"));
        if !inside {
            let what = if bare {
                "this repository is bare: it has no work tree to compare"
            } else {
                "this is git's own folder: it has no work tree to compare"
            };
            return Err(Trouble::new(what, help));
        }
        let place = Answer(git(folder, &["rev-parse", "--show-toplevel", "--show-prefix"], b"")?).text()?;
        let (root, prefix) = place.split_once('\n').unwrap_or((&place, ""));
        let mut repository = Repository {
            root: PathBuf::from(root),
            prefix: prefix.trim_end_matches('\n').to_owned(),
            is_shallow: shallow,
            head: String::new(),
        };
        repository.head = repository
            .commit("HEAD")?
            .ok_or_else(|| Trouble::new("this repository has no commit yet", "commit something first: there is nothing to compare with"))?;
        Ok(repository)
    }

    /// The commit that is checked out, as a base.
    pub(crate) fn head(&self) -> Base {
        Base { rev: "HEAD".to_owned(), branch: "HEAD".to_owned(), commit: self.head.clone(), fork: self.head.clone() }
    }

    /// The revisions that `rev` means: one, or for a pattern every branch that it matches but the one that is checked out.
    pub(crate) fn bases(&self, rev: &str) -> Result<Vec<Base>, Trouble> {
        if is_pattern(rev) {
            return self.matching(rev);
        }
        let Some(commit) = self.commit(rev)? else {
            let help = format!("check the spelling, or fetch it; {DEEPER}");
            return Err(Trouble::new(format!("there is no revision `{rev}` in this repository"), help));
        };
        let fork = self.fork(rev, &commit)?.ok_or_else(|| {
            Trouble::new(
                format!("`{rev}` and the branch that is checked out have no commit in common"),
                "name a branch of the same history",
            )
        })?;
        Ok(vec![Base { rev: rev.to_owned(), branch: rev.to_owned(), commit, fork }])
    }

    /// What differs between the files as they are and as they were at `commit`, files that git does not know yet among them.
    pub(crate) fn work_tree(&self, commit: &str) -> Result<Vec<Change>, Trouble> {
        let raw = self.ask(&[
            "diff",
            "--raw",
            "-z",
            "--no-abbrev",
            "--no-renames",
            "--no-ext-diff",
            "--no-textconv",
            "--ignore-submodules",
            commit,
            "--",
        ])?;
        let mut changes = changes(&raw.bytes()?);
        let others = self.ask(&["ls-files", "--others", "--exclude-standard", "-z"])?.bytes()?;
        let others = others.split(|byte| *byte == 0).filter(|path| !path.is_empty());
        changes.extend(others.map(|path| Change { path: String::from_utf8_lossy(path).into_owned(), before: None, after: None }));
        Ok(changes)
    }

    /// What differs between two commits.
    pub(crate) fn between(&self, before: &str, after: &str) -> Result<Vec<Change>, Trouble> {
        if before == after {
            return Ok(Vec::new());
        }
        Ok(changes(&self.ask(&["diff-tree", "-r", "-z", "--no-renames", before, after])?.bytes()?))
    }

    /// Every file of a commit, from the root of the repository.
    pub(crate) fn files(&self, commit: &str) -> Result<Vec<String>, Trouble> {
        let listed = self.ask(&["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit])?.bytes()?;
        let paths = listed.split(|byte| *byte == 0).filter(|path| !path.is_empty());
        Ok(paths.map(|path| String::from_utf8_lossy(path).into_owned()).collect())
    }

    /// The contents of those names, in their order.
    pub(crate) fn contents(&self, names: &[&str]) -> Result<Vec<Vec<u8>>, Trouble> {
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let asked = names.iter().flat_map(|name| [name, "\n"]).collect::<String>();
        let said = Answer(git(&self.root, &["cat-file", "--batch"], asked.as_bytes())?).bytes()?;
        let broken = || Trouble::new("git did not give a file that it named", "check the repository with `git fsck`");
        let mut rest = &said[..];
        let mut contents = Vec::with_capacity(names.len());
        for _ in names {
            let end = memchr::memchr(b'\n', rest).ok_or_else(broken)?;
            let size = std::str::from_utf8(&rest[..end]).ok().and_then(|line| line.rsplit(' ').next()?.parse::<usize>().ok());
            let start = end + 1;
            let content = size.and_then(|size| rest.get(start..start + size)).ok_or_else(broken)?;
            contents.push(content.to_vec());
            rest = rest.get(start + content.len() + 1..).unwrap_or_default();
        }
        Ok(contents)
    }

    /// The file at the absolute `path`, from the root of the repository.
    pub(crate) fn path_of(&self, path: &Path) -> Option<String> {
        let (folder, name) = (path.parent()?, path.file_name()?);
        let root = self.root.canonicalize().ok()?;
        // The file itself may be a link, which git keeps as one.
        let real = folder.canonicalize().ok()?.join(name);
        real.strip_prefix(root).ok().map(super::find::written)
    }

    fn matching(&self, pattern: &str) -> Result<Vec<Base>, Trouble> {
        let glob = GlobBuilder::new(pattern).build().map_err(|error| {
            Trouble::new(
                format!("`{pattern}` is no pattern of branches: {}", error.kind()),
                "`origin/*` stands for every branch of `origin`",
            )
        })?;
        let glob = glob.compile_matcher();
        let listed = self.ask(&["for-each-ref", "--format=%(objectname) %(symref) %(refname)", "refs/heads", "refs/remotes"])?.text()?;
        let current = self.ask(&["symbolic-ref", "--quiet", "--short", "HEAD"])?.text().ok().map(|name| name.trim().to_owned());
        let parents = self.ask(&["rev-parse", "HEAD^@"])?.text().unwrap_or_default();
        let merged: Vec<&str> = parents.lines().skip(1).collect();
        let (mut bases, mut own) = (Vec::new(), 0);
        for line in listed.lines() {
            let mut parts = line.splitn(3, ' ');
            let (Some(commit), Some(symbolic), Some(name)) = (parts.next(), parts.next(), parts.next()) else { continue };
            let local = name.strip_prefix("refs/heads/");
            let Some(branch) = local.or_else(|| name.strip_prefix("refs/remotes/")).filter(|branch| glob.is_match(branch)) else {
                continue;
            };
            let without_remote = if local.is_some() { Some(branch) } else { branch.split_once('/').map(|(_, branch)| branch) };
            let is_own = match &current {
                Some(current) => without_remote == Some(current.as_str()),
                // Nothing says which branch it is but where it stands.
                None => commit == self.head || merged.contains(&commit),
            };
            if is_own || !symbolic.is_empty() {
                own += 1;
                continue;
            }
            // A branch of another history, such as that of a web site, has no notes in common.
            if let Some(fork) = self.fork(branch, commit)? {
                bases.push(Base { rev: pattern.to_owned(), branch: branch.to_owned(), commit: commit.to_owned(), fork });
            }
        }
        if bases.is_empty() && own == 0 {
            let help =
                format!("`git branch --all` lists the branches; fetch them first, and in a CI job that clones one branch only, {DEEPER}");
            return Err(Trouble::new(format!("no branch matches `{pattern}`"), help));
        }
        Ok(bases)
    }

    fn commit(&self, rev: &str) -> Result<Option<String>, Trouble> {
        let said = self.ask(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{rev}^{{commit}}")])?;
        Ok(said.text().ok().map(|commit| commit.trim().to_owned()).filter(|commit| !commit.is_empty()))
    }

    fn fork(&self, branch: &str, commit: &str) -> Result<Option<String>, Trouble> {
        let fork = self.ask(&["merge-base", "HEAD", commit])?.text().ok().map(|fork| fork.trim().to_owned());
        if fork.is_none() && self.is_shallow {
            let message = format!("this clone is too shallow to tell where `{branch}` and the branch that is checked out parted");
            return Err(Trouble::new(message, format!("fetch the history with `git fetch --unshallow`; {DEEPER}")));
        }
        Ok(fork)
    }

    fn ask(&self, arguments: &[&str]) -> Result<Answer, Trouble> {
        git(&self.root, arguments, b"").map(Answer)
    }
}

/// Whether a revision stands for several.
pub(crate) fn is_pattern(rev: &str) -> bool {
    rev.contains(['*', '?', '['])
}

/// What git said.
struct Answer(Output);

impl Answer {
    fn bytes(self) -> Result<Vec<u8>, Trouble> {
        if self.0.status.success() { Ok(self.0.stdout) } else { Err(self.trouble()) }
    }

    fn text(&self) -> Result<String, Trouble> {
        if self.0.status.success() { Ok(String::from_utf8_lossy(&self.0.stdout).into_owned()) } else { Err(self.trouble()) }
    }

    fn complaint(&self) -> String {
        let said = String::from_utf8_lossy(&self.0.stderr);
        said.lines().next().unwrap_or("it did not say why").trim_start_matches("fatal: ").to_owned()
    }

    fn trouble(&self) -> Trouble {
        Trouble::new(format!("git could not answer: {}", self.complaint()), "check the repository with `git status`")
    }
}

/// Variables with which git, while it runs a hook, tells its children of a repository: ours is the one that the notes are in.
const OF_A_HOOK: [&str; 8] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_EXTERNAL_DIFF",
    "GIT_LITERAL_PATHSPECS",
];

fn git(folder: &Path, arguments: &[&str], input: &[u8]) -> Result<Output, Trouble> {
    let mut command = Command::new("git");
    command.arg("--no-optional-locks").args(["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false"]);
    command.arg("-C").arg(folder).args(arguments);
    for name in OF_A_HOOK {
        command.env_remove(name);
    }
    command.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0").env("GIT_PAGER", "");
    let stdin = if input.is_empty() { Stdio::null() } else { Stdio::piped() };
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Trouble::new("`--base` and `--changed` need git, and there is none on this machine", "install git"),
        _ => Trouble::new(format!("git cannot be run: {error}"), ""),
    };
    let mut child = command.stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(failed)?;
    let writer = child.stdin.take().map(|mut stdin| {
        let input = input.to_vec();
        // Both pipes may fill up: what is asked is written beside what is read. A git that stops early says so itself.
        std::thread::spawn(move || drop(stdin.write_all(&input)))
    });
    let output = child.wait_with_output().map_err(failed)?;
    if let Some(writer) = writer {
        drop(writer.join());
    }
    Ok(output)
}

/// Reads the raw form of a diff: `:100644 100644 OLD NEW M` and the path, each ended by NUL.
fn changes(raw: &[u8]) -> Vec<Change> {
    let mut parts = raw.split(|byte| *byte == 0).filter(|part| !part.is_empty());
    let mut changes = Vec::new();
    while let (Some(what), Some(path)) = (parts.next(), parts.next()) {
        let what = String::from_utf8_lossy(what);
        let words: Vec<&str> = what.trim_start_matches(':').split(' ').collect();
        let [before_mode, after_mode, before, after, _] = words.as_slice() else { continue };
        // Links and submodules are no drafts.
        let name = |mode: &str, name: &str| (mode.starts_with("100") && name.bytes().any(|byte| byte != b'0')).then(|| name.to_owned());
        let path = String::from_utf8_lossy(path).into_owned();
        changes.push(Change { path, before: name(before_mode, before), after: name(after_mode, after) });
    }
    changes
}
