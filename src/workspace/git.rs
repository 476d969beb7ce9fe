//! What git knows, asked of the user's own git: the one place that starts it, with a repository that is found here. It reads objects and
//! references: nothing is checked out, fetched or written, no file of the work tree is looked at, and nothing that a repository, its attributes or
//! anybody's settings name is run.

use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use globset::GlobBuilder;

use crate::workspace::repository::{self, Place};
use crate::workspace::{Failure, names};

/// A repository with a work tree.
#[derive(Debug)]
pub(crate) struct Repository {
    place: Place,
    /// The folder it was asked for, from there: empty, or ending in `/`.
    pub(crate) prefix: String,
    is_shallow: bool,
    /// The commit that is checked out; `None` on a branch without any.
    head: Option<String>,
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

/// A file of a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Blob {
    /// Its content, by its name in git.
    pub(crate) name: String,
    pub(crate) kind: Kind,
}

/// What is kept of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    File,
    /// A link, whose content is where it leads to.
    Link,
}

/// A file that differs, with its contents by their names in git; `None` where it does not exist.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    /// From the root of the repository.
    pub(crate) path: String,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

/// What to do where a part of the history was left out of a clone.
const DEEPER: &str = "fetch the history: `git fetch --unshallow`";

/// The same for whoever does not clone by hand.
const IN_CI: &str = "in a CI job, set `fetch-depth: 0` for the checkout step (`GIT_DEPTH: 0` on GitLab)";

/// What to do where branches were left out of a clone. From then on, git fetches them by itself.
const BRANCHES: &str = "fetch them: `git remote set-branches origin '*' && git fetch origin`";

/// Letters of a SHA-1.
const SHA_1: usize = 40;

/// What to do where objects were left out of a clone: git would fetch each when it is asked for, and copydesk has it fetch none.
const WHOLE: &str =
    "fetch them first: `git fetch --refetch --no-filter` gives a clone that was made with `--filter` all of it; nothing is fetched here";

/// The files that git tracks in a work tree whose index nobody else can read.
pub(crate) fn tracked(place: &Place) -> Result<Vec<Vec<u8>>, Failure> {
    let listed = Answer(git(place, &["ls-files", "-z", "--full-name"], b"")?).bytes()?;
    Ok(listed.split(|byte| *byte == 0).filter(|path| !path.is_empty()).map(<[u8]>::to_vec).collect())
}

impl Repository {
    /// The repository of `folder`.
    pub(crate) fn of(folder: &Path) -> Result<Repository, Failure> {
        let none = || {
            let help = "run it in a clone of the repository that the notes are in";
            Failure::new("`--base` and `--changed` compare with git, and this folder is in no repository", help)
        };
        let folder = folder.canonicalize().map_err(|_| none())?;
        let place = repository::root(&folder).and_then(Place::of).ok_or_else(none)?;
        let said = Answer(git(&place, &["rev-parse", "--is-shallow-repository"], b"")?);
        let Ok(shallow) = said.text() else {
            let why = said.complaint();
            return Err(if why.contains("not a git repository") { none() } else { said.failure() });
        };
        let below = folder.strip_prefix(&place.root).map(names::written).unwrap_or_default();
        let prefix = if below.is_empty() { below } else { below + "/" };
        let mut repository = Repository { place, prefix, is_shallow: shallow.trim() == "true", head: None };
        repository.head = repository.commit("HEAD")?;
        Ok(repository)
    }

    /// Where its work tree begins.
    pub(crate) fn root(&self) -> &Path {
        &self.place.root
    }

    /// The commit that is checked out, as a base; `None` on a branch without any.
    pub(crate) fn head(&self) -> Option<Base> {
        let (name, head) = ("HEAD".to_owned(), self.head.clone()?);
        Some(Base { rev: name.clone(), branch: name, commit: head.clone(), fork: head })
    }

    /// How many letters the name of a content has.
    pub(crate) fn length_of_names(&self) -> usize {
        self.head.as_ref().map_or(SHA_1, String::len)
    }

    /// The revisions that `rev` means: one, or for a pattern every branch that it matches but the one that is checked out.
    pub(crate) fn bases(&self, rev: &str) -> Result<Vec<Base>, Failure> {
        if self.head.is_none() {
            return Err(Failure::new("this branch has no commit yet", "commit something first: there is nothing to compare with"));
        }
        if is_pattern(rev) {
            return self.matching(rev);
        }
        let Some(commit) = self.commit(rev)? else {
            let help = format!("check the spelling, or {}", self.how_to_fetch());
            return Err(Failure::new(format!("there is no revision `{rev}` in this repository"), help));
        };
        let fork = self.fork(rev, &commit)?.ok_or_else(|| {
            Failure::new(
                format!("`{rev}` and the branch that is checked out have no commit in common"),
                "name a branch of the same history",
            )
        })?;
        Ok(vec![Base { rev: rev.to_owned(), branch: rev.to_owned(), commit, fork }])
    }

    /// What differs between two commits.
    pub(crate) fn between(&self, before: &str, after: &str) -> Result<Vec<Change>, Failure> {
        if before == after {
            return Ok(Vec::new());
        }
        let raw = ["--raw", "-r", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all"];
        let asked = [&["diff-tree"], &raw[..], &[before, after]].concat();
        Ok(changes(&self.ask(&asked)?.bytes()?))
    }

    /// Every file of a commit, from the root of the repository.
    pub(crate) fn files(&self, commit: &str) -> Result<HashMap<String, Blob>, Failure> {
        let listed = self.ask(&["ls-tree", "-r", "-z", "--full-tree", commit])?.bytes()?;
        let entries = listed.split(|byte| *byte == 0).filter(|entry| !entry.is_empty());
        // `100644 blob NAME` and the path, after a tab.
        let files = entries.filter_map(|entry| {
            let tab = memchr::memchr(b'\t', entry)?;
            let said = std::str::from_utf8(&entry[..tab]).ok()?;
            let (mode, name) = (said.get(..6)?, said.rsplit(' ').next()?);
            let kind = match mode {
                "120000" => Kind::Link,
                _ if mode.starts_with("100") => Kind::File,
                // Submodules are no drafts.
                _ => return None,
            };
            Some((names::of_bytes(&entry[tab + 1..]), Blob { name: name.to_owned(), kind }))
        });
        Ok(files.collect())
    }

    /// The contents of those names, in their order.
    pub(crate) fn contents(&self, names: &[&str]) -> Result<Vec<Vec<u8>>, Failure> {
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let asked = names.iter().flat_map(|name| [name, "\n"]).collect::<String>();
        let said = Answer(git(&self.place, &["cat-file", "--batch"], asked.as_bytes())?).bytes()?;
        let broken = || Failure::new("git did not give a file that it named", "check the repository with `git fsck`");
        let mut rest = &said[..];
        let mut contents = Vec::with_capacity(names.len());
        for _ in names {
            let end = memchr::memchr(b'\n', rest).ok_or_else(broken)?;
            if rest[..end].ends_with(b" missing") {
                return Err(Failure::new("this clone lacks files of the commits that are compared", WHOLE));
            }
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
        // The file itself may be a link, which git keeps as one.
        let real = folder.canonicalize().ok()?.join(name);
        real.strip_prefix(&self.place.root).ok().map(names::written)
    }

    fn matching(&self, pattern: &str) -> Result<Vec<Base>, Failure> {
        let glob = GlobBuilder::new(pattern).build().map_err(|error| {
            Failure::new(
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
                None => self.head.as_deref() == Some(commit) || merged.contains(&commit),
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
            let help = format!("`git branch --all` lists the branches; {}", self.how_to_fetch());
            return Err(Failure::new(format!("no branch matches `{pattern}`"), help));
        }
        if bases.is_empty()
            && let Some(why) = self.lacks_branches()?
        {
            let message = format!("`{pattern}` cannot be compared with: {why}, and here is no branch but the one that is checked out");
            return Err(Failure::new(message, self.how_to_fetch()));
        }
        Ok(bases)
    }

    /// The commands that bring what may be missing here.
    fn how_to_fetch(&self) -> String {
        let deeper = if self.is_shallow { format!("; {DEEPER}") } else { String::new() };
        format!("{BRANCHES}{deeper}; {IN_CI}")
    }

    /// Why branches of a remote may be missing here, if they may.
    fn lacks_branches(&self) -> Result<Option<&'static str>, Failure> {
        if self.is_shallow {
            return Ok(Some("this clone has a part of the history alone"));
        }
        let fetched = self.ask(&["config", "--get-regexp", r"^remote\..*\.fetch$"])?.text().unwrap_or_default();
        if !fetched.is_empty() && !fetched.contains("refs/heads/*") {
            return Ok(Some("this clone was made for a single branch"));
        }
        // GitLab's runner gives each job its branch and a reference of its own, until the job itself fetches more.
        let of_job = self.ask(&["for-each-ref", "--count=1", "refs/pipelines"])?.text()?;
        let fetched_last = std::fs::read_to_string(self.place.git.join("FETCH_HEAD"));
        let is_of_job = !of_job.is_empty() && fetched_last.map_or(true, |fetched| fetched.contains("refs/pipelines/"));
        Ok(is_of_job.then_some("this clone was made for a single job"))
    }

    fn commit(&self, rev: &str) -> Result<Option<String>, Failure> {
        let said = self.ask(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{rev}^{{commit}}")])?;
        Ok(said.text().ok().map(|commit| commit.trim().to_owned()).filter(|commit| !commit.is_empty()))
    }

    fn fork(&self, branch: &str, commit: &str) -> Result<Option<String>, Failure> {
        let fork = self.ask(&["merge-base", "HEAD", commit])?.text().ok().map(|fork| fork.trim().to_owned());
        if fork.is_none() && self.is_shallow {
            let message = format!("this clone is too shallow to tell where `{branch}` and the branch that is checked out parted");
            return Err(Failure::new(message, format!("{DEEPER}; {IN_CI}")));
        }
        Ok(fork)
    }

    fn ask(&self, arguments: &[&str]) -> Result<Answer, Failure> {
        git(&self.place, arguments, b"").map(Answer)
    }
}

/// Whether a revision stands for several.
pub(crate) fn is_pattern(rev: &str) -> bool {
    rev.contains(['*', '?', '['])
}

/// What git said.
struct Answer(Output);

impl Answer {
    fn bytes(self) -> Result<Vec<u8>, Failure> {
        if self.0.status.success() { Ok(self.0.stdout) } else { Err(self.failure()) }
    }

    fn text(&self) -> Result<String, Failure> {
        if self.0.status.success() { Ok(String::from_utf8_lossy(&self.0.stdout).into_owned()) } else { Err(self.failure()) }
    }

    fn complaint(&self) -> String {
        let said = String::from_utf8_lossy(&self.0.stderr);
        said.lines().next().unwrap_or("it did not say why").trim_start_matches("fatal: ").to_owned()
    }

    fn failure(&self) -> Failure {
        let help = format!("check the repository with `git fsck`; if it was cloned with `--filter`, {WHOLE}");
        Failure::new(format!("git could not answer: {}", self.complaint()), help)
    }
}

/// Settings that outweigh those of the repository: what git could start of its own accord. The forms that it is asked for start none of it.
const SETTINGS: [&str; 7] = [
    "safe.bareRepository=explicit",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "protocol.allow=never",
    "maintenance.auto=false",
    "gc.auto=0",
    "core.quotePath=false",
];

/// An environment of its own: what git is told by that of the run, it could be told by a stranger, or by a hook about another repository. Its
/// settings for the system and the user are left out too: what a repository holds is the same on every machine.
const ENVIRONMENT: [(&str, &str); 11] = [
    ("LC_ALL", "C"),
    ("GIT_CONFIG_NOSYSTEM", "1"),
    ("GIT_CONFIG_GLOBAL", NOTHING),
    ("GIT_ATTR_NOSYSTEM", "1"),
    ("GIT_NO_LAZY_FETCH", "1"),
    // An older git fetches what a clone left out, unless no way to do so is allowed.
    ("GIT_ALLOW_PROTOCOL", "none"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_ASKPASS", ""),
    ("GIT_PAGER", ""),
    ("GIT_EDITOR", ":"),
];

/// A file with nothing in it.
const NOTHING: &str = if cfg!(windows) { "NUL" } else { "/dev/null" };

/// What of the environment of the run a program needs to be started at all.
const NEEDED: [&str; 3] = ["SystemRoot", "TEMP", "TMP"];

fn git(place: &Place, arguments: &[&str], input: &[u8]) -> Result<Output, Failure> {
    let absent = || Failure::new("`--base` and `--changed` need git, and there is none on this machine", "install git");
    let folders = folders_of_programs(&place.root);
    let mut command = Command::new(program(&folders).ok_or_else(absent)?);
    command.env_clear().envs(ENVIRONMENT).envs(NEEDED.iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
    command.env("PATH", std::env::join_paths(&folders).unwrap_or_default());
    command.arg("--no-pager").arg("--no-optional-locks").args(SETTINGS.iter().flat_map(|setting| ["-c", setting]));
    command.arg("--git-dir").arg(&place.git).arg("--work-tree").arg(&place.root);
    command.args(arguments).current_dir(&place.root);
    let stdin = if input.is_empty() { Stdio::null() } else { Stdio::piped() };
    let failed = |error: std::io::Error| Failure::new(format!("git cannot be run: {error}"), "");
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

/// Where programs are looked for, without what counts from the current folder or lies in the repository: a stranger may have put one there.
fn folders_of_programs(root: &Path) -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_ours = |folder: &PathBuf| folder.is_absolute() && !folder.canonicalize().is_ok_and(|real| real.starts_with(root));
    std::env::split_paths(&path).filter(is_ours).collect()
}

/// The first git there.
fn program(folders: &[PathBuf]) -> Option<PathBuf> {
    let name = format!("git{}", std::env::consts::EXE_SUFFIX);
    folders.iter().map(|folder| folder.join(&name)).find(|file| is_program(file))
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file()
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
        let path = names::of_bytes(path);
        changes.push(Change { path, before: name(before_mode, before), after: name(after_mode, after) });
    }
    changes
}
