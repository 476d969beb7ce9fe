//! What a repository, its attributes and its settings can make git run is not run, and nothing is fetched.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::folder::{Folder, HOUSE, NOTE, numbered};

const SETTINGS: &str = "house = 'house.toml'\n[series]\narchive = ['notes/**']\n";

/// git in `folder`, with nobody's settings but those of the repository.
pub(super) fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    let settings =
        ["user.name=A", "user.email=a@example.org", "commit.gpgsign=false", "protocol.file.allow=always", "core.hooksPath=/dev/null"];
    command.args(settings.iter().flat_map(|setting| ["-c", setting])).args(arguments).current_dir(folder);
    for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"] {
        command.env_remove(name);
    }
    let output = command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").output().expect("git is installed");
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

pub(super) fn commit(folder: &Path, message: &str) {
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "-m", message]);
}

/// A repository whose `main` has note 1 and whose branch `work` adds note 2.
pub(super) fn repository(name: &str) -> Folder {
    let folder = Folder::new(name);
    fs::remove_dir_all(folder.path(".git")).expect("it was made for the folder");
    folder.write("lint.toml", SETTINGS);
    folder.write("notes/1.txt", numbered(NOTE, 1));
    let root = folder.path("");
    git(&root, &["init", "-q", "-b", "main", "."]);
    commit(&root, "begin");
    git(&root, &["checkout", "-q", "-b", "work"]);
    folder.write("notes/2.txt", numbered(NOTE, 2));
    commit(&root, "more");
    folder
}

/// A program that leaves `ran` behind.
fn program(folder: &Folder) -> (String, PathBuf) {
    let ran = folder.path("ran");
    folder.write("evil.sh", format!("#!/bin/sh\necho \"$0 $*\" >> '{}'\ncat\n", ran.display()));
    let script = folder.path("evil.sh");
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).expect("it is ours");
    (script.to_string_lossy().into_owned(), ran)
}

/// Every key under which git looks for a program to run.
const KEYS: [&str; 34] = [
    "core.fsmonitor",
    "core.pager",
    "core.editor",
    "sequence.editor",
    "core.sshCommand",
    "core.askPass",
    "core.gitProxy",
    "core.alternateRefsCommand",
    "core.hooksPath",
    "diff.external",
    "diff.evil.command",
    "diff.evil.textconv",
    "merge.evil.driver",
    "filter.evil.clean",
    "filter.evil.smudge",
    "filter.evil.process",
    "filter.lfs.clean",
    "filter.lfs.process",
    "credential.helper",
    "gpg.program",
    "gpg.ssh.program",
    "gpg.ssh.defaultKeyCommand",
    "interactive.diffFilter",
    "pager.rev-parse",
    "pager.ls-tree",
    "pager.diff-tree",
    "alias.rev-parse",
    "alias.cat-file",
    "remote.origin.uploadpack",
    "remote.origin.receivepack",
    "uploadpack.packObjectsHook",
    "submodule.inner.update",
    "maintenance.strategy",
    "trailer.evil.command",
];

/// Gives the repository at `git_folder` a configuration in which each key names the program, in a file that it includes too.
fn arm(git_folder: &Path, script: &str) {
    let mut text = fs::read_to_string(git_folder.join("config")).unwrap_or_default();
    for key in KEYS {
        let (section, name) = key.rsplit_once('.').expect("a key has a section");
        let section = section.split_once('.').map_or(section.to_owned(), |(section, name)| format!("{section} \"{name}\""));
        let value = if key == "core.hooksPath" { "hooks" } else { script };
        text.extend(["[", &section, "]\n\t", name, " = ", value, "\n"].map(String::from));
    }
    text.push_str("[filter \"evil\"]\n\trequired = true\n[core]\n\tuntrackedCache = true\n\tworktree = /\n[gc]\n\tauto = 1\n[maintenance]\n\tauto = true\n[include]\n\tpath = more\n");
    fs::write(git_folder.join("config"), text).expect("it is ours");
    fs::write(git_folder.join("more"), format!("[core]\n\tfsmonitor = {script}\n[diff]\n\texternal = {script}\n")).expect("it is ours");
    fs::create_dir_all(git_folder.join("hooks")).expect("it can be made");
    for hook in
        ["post-index-change", "reference-transaction", "post-checkout", "fsmonitor-watchman", "pre-commit", "pre-auto-gc", "post-rewrite"]
    {
        drop(fs::remove_file(git_folder.join("hooks").join(hook)));
        symlink(script, git_folder.join("hooks").join(hook)).expect("links can be made");
    }
}

/// Every command that reads or writes notes, with and without git.
const COMMANDS: [&str; 18] = [
    "check .",
    "check --changed .",
    "check --base main .",
    "check --base main --changed .",
    "check --base * .",
    "check --base main --format json --output html=r.html .",
    "fix --changed .",
    "fix --diff --base main .",
    "check --update-baseline --baseline known.json --base main .",
    "series --base main",
    "series --plot p.svg",
    "outline notes/1.txt",
    "index",
    "new Ferries --author A --base main",
    "renumber 2 7 --base main",
    "config",
    "rules",
    "explain ordinal-sequence",
];

fn nothing_runs(folder: &Folder, inner: &str, ran: &Path) {
    for arguments in COMMANDS {
        drop(fs::remove_file(ran));
        let said = folder.run_in(inner, arguments);
        assert!(said.code.is_some(), "{arguments}: {said:?}");
        assert!(!ran.exists(), "{arguments}: {}", fs::read_to_string(ran).unwrap_or_default());
    }
}

#[test]
fn git_runs_nothing_of_the_repository() {
    let folder = repository("hooks");
    let (script, ran) = program(&folder);
    arm(&folder.path(".git"), &script);
    folder.write(
        ".gitattributes",
        "* filter=evil diff=evil merge=evil text=auto eol=crlf working-tree-encoding=UTF-8 ident\n*.md filter=lfs\n",
    );
    folder.write("notes/1.txt", numbered(NOTE, 1).replace("First,", "Third,"));
    folder.write("notes/3.txt", numbered(NOTE, 3));
    folder.run("check --changed .").expect(1, &["ordinal-sequence"]);
    folder.run("check --base main .").expect(1, &["ordinal-sequence"]);
    nothing_runs(&folder, ".", &ran);
}

/// A folder of a pull request that looks like a bare repository is a folder like any other.
#[test]
fn a_repository_that_a_pull_request_brings_along_is_none() {
    let folder = repository("embedded");
    let root = folder.path("");
    let (script, ran) = program(&folder);
    folder.write("evil/lint.toml", SETTINGS.replace("house.toml", "../house.toml"));
    folder.write("evil/notes/48.txt", numbered(NOTE, 48));
    folder.write("evil/.gitattributes", "* filter=evil\n");
    let evil = folder.path("evil");
    for name in ["HEAD", "objects", "refs", "index"] {
        let copied = Command::new("cp").arg("-r").arg(folder.path(".git").join(name)).arg(&evil).status().expect("there is a `cp`");
        assert!(copied.success());
    }
    folder.write("evil/config", "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n");
    arm(&evil, &script);
    folder.write("notes/48.git/HEAD", "ref: refs/heads/main\n");
    folder.write("notes/48.git/config", fs::read(evil.join("config")).expect("it is there"));
    git(&root, &["add", "-A", "--force"]);
    git(&root, &["commit", "-q", "-m", "pr"]);
    nothing_runs(&folder, ".", &ran);
    nothing_runs(&folder, "evil", &ran);
    let (findings, _) = folder.findings("--base main --changed --only number-not-next evil");
    assert!(
        findings.iter().all(|finding| finding.starts_with("evil/notes/48.txt")),
        "compared with the branch of the real repository: {findings:?}"
    );
}

/// A program called git in a folder of the checkout is not taken for it, whatever `PATH` says.
#[test]
fn git_is_no_program_of_the_repository() {
    let folder = repository("path");
    let (script, ran) = program(&folder);
    fs::create_dir_all(folder.path("node_modules/.bin")).expect("it can be made");
    for name in ["git", "node_modules/.bin/git"] {
        symlink(&script, folder.path(name)).expect("links can be made");
    }
    let path = std::env::var("PATH").expect("there is one");
    for first in [".", "", "node_modules/.bin", folder.path("node_modules/.bin").to_str().expect("it is text")] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(["check", "--base", "main", "."]).current_dir(folder.path("")).env("PATH", format!("{first}:{path}"));
        let output = command.output().expect("it is built");
        assert!(output.status.code() == Some(0) && !ran.exists(), "{first}: {output:?}");
        let output = command.env("PATH", first).output().expect("it is built");
        assert!(output.status.code() == Some(2) && !ran.exists(), "{first} alone: {output:?}");
    }
}

/// What the environment says of git is not heeded.
#[test]
fn git_has_an_environment_of_its_own() {
    let folder = repository("environment");
    let (script, ran) = program(&folder);
    let other = repository("environment-other");
    folder.write("config", format!("[core]\n\tfsmonitor = {script}\n\tpager = {script}\n[diff]\n\texternal = {script}\n"));
    let (own, others) = (folder.path(""), other.path(""));
    let text = |path: PathBuf| path.to_string_lossy().into_owned();
    let variables = [
        ("GIT_DIR", text(others.join(".git"))),
        ("GIT_WORK_TREE", text(others.clone())),
        ("GIT_INDEX_FILE", text(others.join(".git/index"))),
        ("GIT_OBJECT_DIRECTORY", text(others.join(".git/objects"))),
        ("GIT_CEILING_DIRECTORIES", text(own.clone())),
        ("GIT_EXEC_PATH", text(own.clone())),
        ("GIT_CONFIG_GLOBAL", text(own.join("config"))),
        ("GIT_CONFIG_SYSTEM", text(own.join("config"))),
        ("GIT_CONFIG_COUNT", "1".to_owned()),
        ("GIT_CONFIG_KEY_0", "core.fsmonitor".to_owned()),
        ("GIT_CONFIG_VALUE_0", script.clone()),
        ("GIT_CONFIG_PARAMETERS", format!("'core.fsmonitor={script}'")),
        ("GIT_EXTERNAL_DIFF", script.clone()),
        ("GIT_PAGER", script.clone()),
        ("GIT_SSH_COMMAND", script),
        ("GIT_TRACE", text(own.join("trace"))),
        ("GIT_TRACE2", text(own.join("trace"))),
        ("GIT_ATTR_SOURCE", "work".to_owned()),
    ];
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.args(["check", "--base", "main", "--changed", "--format", "json", "."]).current_dir(&own).envs(variables);
    let output = command.output().expect("it is built");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.code() == Some(0) && said.contains("\"files\": 1"), "note 2 is what differs: {output:?}");
    assert!(!ran.exists() && !own.join("trace").exists());
}

/// Nothing is fetched that a clone left out; it is told what is missing.
#[test]
fn a_partial_clone_fetches_nothing() {
    let folder = repository("partial");
    let root = folder.path("");
    git(&root, &["checkout", "-q", "main"]);
    folder.write("notes/1.txt", numbered(NOTE, 1).replace("the strike fund", "an empty fund"));
    commit(&root, "later");
    git(&root, &["checkout", "-q", "work"]);
    git(&root, &["config", "uploadpack.allowFilter", "true"]);
    let url = format!("file://{}", root.canonicalize().expect("it is there").display());
    for filter in ["blob:none", "tree:0"] {
        let name = filter.replace(':', "-");
        git(&root, &["clone", "-q", &format!("--filter={filter}"), "-b", "work", &url, &name]);
        let clone = folder.path(&name);
        let (script, ran) = program(&folder);
        // One that answers nothing: whoever asked would not wait for it.
        folder.write("evil.sh", folder.read("evil.sh").replace("cat\n", "exit 1\n"));
        git(&clone, &["config", "remote.origin.uploadpack", &script]);
        let kept = || {
            let mut files: Vec<String> = walk(&clone.join(".git"));
            files.sort();
            files
        };
        let before = kept();
        let said = folder.run_in(&name, "check --base origin/main .");
        said.expect(2, &["--refetch"]);
        assert!(!ran.exists(), "{}", fs::read_to_string(ran).unwrap_or_default());
        assert_eq!(kept(), before, "{said:?}");
        folder.run_in(&name, "check --changed .").expect(0, &["nothing to check"]);
        git(&clone, &["config", "--unset", "remote.origin.uploadpack"]);
        git(&clone, &["fetch", "-q", "--refetch", "--no-filter"]);
        folder.run_in(&name, "check --base origin/main .").expect(0, &[]);
    }
}

fn walk(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it can be read").map(|entry| entry.expect("it can be read").path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path.to_string_lossy().into_owned()] }).collect()
}

/// Work trees beside the first and submodules have a file for `.git`, and are repositories like any other.
#[test]
fn linked_work_trees_and_submodules_are_repositories() {
    let folder = repository("linked");
    let root = folder.path("");
    git(&root, &["worktree", "add", "-q", "-b", "third", "beside", "main"]);
    folder.write("beside/notes/2-sailors.txt", numbered(NOTE, 2).replace("dockers return", "sailors return"));
    let said = folder.run_in("beside", "check --base work --only duplicate-number");
    said.expect(1, &["duplicate-number", "`notes/2.txt` on `work`"]);
    folder.run_in("beside", "check --changed .").expect(0, &["notes/2-sailors.txt: clean"]);
    let outer = Folder::bare("linked-outer");
    let top = outer.path("");
    fs::remove_dir_all(outer.path(".git")).expect("it was made for the folder");
    git(&top, &["init", "-q", "."]);
    let url = format!("file://{}", root.canonicalize().expect("it is there").display());
    git(&top, &["submodule", "--quiet", "add", "-b", "work", &url, "inner"]);
    outer.write("inner/notes/3.txt", numbered(NOTE, 3));
    let (findings, code) = (outer.run_in("inner", "check --base origin/main --changed --format json ."), 0);
    findings.expect(code, &["\"files\": 2"]);
}

/// A `.git` that leads nowhere, or to what is no repository, is told; nothing is looked for above it.
#[test]
fn a_broken_git_folder_is_told() {
    let folder = repository("broken");
    let (script, ran) = program(&folder);
    folder.write("inner/lint.toml", SETTINGS);
    folder.write("inner/house.toml", HOUSE);
    folder.write("inner/notes/1.txt", numbered(NOTE, 1));
    for text in ["gitdir: /nowhere\n", "gitdir: ../evil\n", "nonsense", ""] {
        folder.write("inner/.git", text);
        folder.write("evil/config", "");
        arm(&folder.path("evil"), &script);
        folder.run_in("inner", "check .").expect(0, &[]);
        folder.run_in("inner", "check --base main .").expect(2, &["in no repository"]);
    }
    assert!(!ran.exists());
}

/// Line ends that a checkout changes are no change, and what a filter keeps elsewhere is at worst looked at once more.
#[test]
fn what_a_checkout_makes_of_files_is_no_new_note() {
    let folder = repository("filtered");
    let root = folder.path("");
    let crlf = numbered(NOTE, 1).replace('\n', "\r\n");
    folder.write("notes/1.txt", &crlf);
    folder.run("check --changed").expect(0, &["nothing to check"]);
    folder.write("notes/1.txt", crlf.replace("First,", "Third,"));
    folder.run("check --changed").expect(1, &["ordinal-sequence"]);
    // git-lfs keeps a pointer in the place of the text.
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";
    git(&root, &["checkout", "-q", "-f", "main"]);
    folder.write("notes/1.txt", pointer);
    folder.write("notes/5.txt", numbered(NOTE, 5));
    commit(&root, "pointer");
    git(&root, &["checkout", "-q", "-b", "lfs"]);
    folder.write("notes/1.txt", numbered(NOTE, 1));
    folder.run("check --base main .").expect(0, &[]);
    folder.run("check --changed . --format json").expect(0, &["\"files\": 1"]);
    // A file that was text there is what it says.
    folder.write("notes/2.txt", numbered(NOTE, 2));
    folder.run("check --base main .").expect(1, &["number-not-next"]);
}

/// A link is no different only where what it leads to is none either.
#[test]
fn a_link_changes_with_its_file() {
    let folder = repository("changed-link");
    let root = folder.path("");
    folder.write("notes/3.src", numbered(NOTE, 3));
    symlink("3.src", folder.path("notes/3.txt")).expect("links can be made");
    commit(&root, "link");
    folder.run("check --changed").expect(0, &["nothing to check"]);
    folder.write("notes/3.src", numbered(NOTE, 3).replace("First,", "Third,"));
    folder.run("check --changed").expect(1, &["ordinal-sequence"]);
}

/// A repository with names of 32 bytes.
#[test]
fn a_repository_of_sha_256_is_compared_too() {
    let folder = Folder::new("sha-256");
    fs::remove_dir_all(folder.path(".git")).expect("it was made for the folder");
    let root = folder.path("");
    git(&root, &["init", "-q", "-b", "main", "--object-format=sha256", "."]);
    folder.write("lint.toml", SETTINGS);
    folder.write("notes/1.txt", numbered(NOTE, 1));
    folder.write("notes/.gitignore", "2*\n");
    folder.write("notes/2.txt", numbered(NOTE, 2));
    git(&root, &["add", "-A", "--force"]);
    commit(&root, "begin");
    folder.run("check --changed").expect(0, &["nothing to check: 2 files"]);
    folder.write("notes/2.txt", numbered(NOTE, 2).replace("First,", "Third,"));
    folder.run("check --changed").expect(1, &["notes/2.txt"]);
}
