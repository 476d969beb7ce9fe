//! Where version control keeps what it knows is no part of the repository, under whatever name: nothing there is read or written. Outside a
//! repository the folder of the run is the bound.

use std::fs;
use std::os::unix::fs::symlink;

use super::git::{git, repository};
use crate::folder::{Folder, HOUSE, NOTE, numbered};

/// A repository in whose `.git` lie what a checkout leaves in its settings, and what a stranger would want to be read.
fn kept(name: &str) -> Folder {
    let folder = Folder::new(name);
    for inside in [".git", ".hg", ".jj", ".svn"] {
        folder.write(&format!("{inside}/config"), "[http]\n\textraheader = AUTHORIZATION: basic SECRET\n");
        folder.write(
            &format!("{inside}/48.txt"),
            numbered(NOTE, 48).replace("the dockers", "the SECRET dockers").replace("First,", "Firstly,"),
        );
        folder.write(&format!("{inside}/house.toml"), HOUSE.replace("name = ", "name = 'SECRET' # "));
        folder.write(&format!("{inside}/lint.toml"), "house = 'house.toml'\n");
        folder.write(&format!("{inside}/list.toml"), "authors = ['SECRET']\n");
        folder.write(&format!("{inside}/known.json"), "{\"schema\": \"SECRET\", \"findings\": []}\n");
    }
    folder.write("notes/1.txt", numbered(NOTE, 1));
    folder
}

#[test]
fn no_link_leads_to_what_version_control_keeps() {
    for aim in [
        "../.git/config",
        "../.git/48.txt",
        "../notes/../.git/48.txt",
        "../.jj/48.txt",
        "../.hg/48.txt",
        "../.svn/48.txt",
        "../ways/48.txt",
    ] {
        let folder = kept("kept-links");
        symlink(".git", folder.path("ways")).expect("links can be made");
        symlink(aim, folder.path("notes/48.txt")).expect("links can be made");
        let before = fs::read(folder.path(".git/48.txt")).expect("it is there");
        for arguments in
            ["check .", "check notes/48.txt", "fix .", "fix --unsafe-fixes notes/48.txt", "outline notes/48.txt", "check --format json ."]
        {
            let said = folder.run(arguments);
            said.expect(2, &["`notes/48.txt` lies where version control keeps what it knows"]);
            assert!(!said.out.contains("SECRET") && !said.err.contains("SECRET"), "{aim}, {arguments}: {said:?}");
        }
        folder.write("lint.toml", "house = 'house.toml'\n[series]\narchive = ['notes/**']\n");
        folder.run("series").expect(2, &["where version control keeps"]);
        assert_eq!(fs::read(folder.path(".git/48.txt")).expect("it is there"), before);
    }
}

#[test]
fn nothing_that_version_control_keeps_is_named_by_hand() {
    let folder = kept("kept-by-hand");
    symlink(".git", folder.path("store")).expect("links can be made");
    for path in [
        ".git/48.txt",
        ".git",
        "./notes/../.git/48.txt",
        "store/48.txt",
        "store",
        ".hg/48.txt",
        ".jj",
        ".svn/48.txt",
        ".git/../.git/48.txt",
    ] {
        for command in ["check", "fix", "outline", "series"] {
            let said = folder.run(&format!("{command} {path}"));
            said.expect(2, &["where version control keeps"]);
            assert!(!said.out.contains("SECRET"), "{command} {path}: {said:?}");
        }
    }
    for arguments in [
        "check --house .git/house.toml .",
        "check --config .git/lint.toml .",
        "check --baseline .git/known.json .",
        "import .git/config",
        "index --check .git/48.txt",
        "houses test .git/house.toml",
        "init --house .git/house.toml",
    ] {
        let said = folder.run(arguments);
        said.expect(2, &["where version control keeps"]);
        assert!(!said.out.contains("SECRET"), "{arguments}: {said:?}");
    }
    let inside = folder.run_in(".git", "check");
    assert!(inside.code == Some(2) && !inside.out.contains("SECRET"), "{inside:?}");
    let inside = folder.run_in(".git", "check .");
    assert!(inside.code == Some(2) && !inside.out.contains("SECRET"), "{inside:?}");
}

#[test]
fn settings_name_nothing_that_version_control_keeps() {
    for key in [
        "house = '.git/house.toml'",
        "house = '.GIT/house.toml'",
        "house = 'store/house.toml'",
        "house = 'house.toml'\npacks = ['.git/list.toml']",
        "house = 'house.toml'\nroster = '.git/list.toml'",
        "house = 'house.toml'\nroster = './notes/../.jj/list.toml'",
        "house = 'house.toml'\nbaseline = '.git/known.json'",
        "house = 'house.toml'\nbaseline = '.git/new.json'",
        "house = 'house.toml'\n[series]\nledger = '.git/48.txt'",
        "house = 'house.toml'\n[series]\narchive = ['.git/**']",
        "house = 'house.toml'\n[series]\narchive = ['notes/**', 'store/**']",
        "house = 'house.toml'\n[series]\narchive = ['notes/**', '.hg/*.txt']",
        "house = 'house.toml'\n[[overrides]]\ninclude = ['**']\nhouse = '.git/house.toml'",
    ] {
        let folder = kept("kept-settings");
        symlink(".git", folder.path("store")).expect("links can be made");
        folder.write("lint.toml", format!("{key}\n"));
        let before = folder.path(".git").read_dir().expect("it is there").count();
        for arguments in ["check .", "series", "check --update-baseline .", "index", "config"] {
            let said = folder.run(arguments);
            assert!(!said.out.contains("SECRET") && !said.err.contains("SECRET"), "{key}, {arguments}: {said:?}");
            if arguments == "check ." {
                said.expect(2, &["lies outside the"]);
            }
        }
        assert_eq!(folder.path(".git").read_dir().expect("it is there").count(), before, "{key}");
    }
}

#[test]
fn patterns_do_not_reach_what_version_control_keeps() {
    for pattern in ["{.git,notes}/**", "**/*.txt", "[.]git/**", ".*/**", "*/../.git/*", "?git/*"] {
        for key in ["[files]\ninclude", "[series]\narchive"] {
            let folder = kept("kept-patterns");
            folder.write("lint.toml", format!("house = 'house.toml'\n{key} = ['{pattern}']\n"));
            for arguments in ["check", "check .", "series"] {
                let said = folder.run(arguments);
                assert!(!said.out.contains("SECRET") && !said.out.contains("48"), "{key} {pattern}, {arguments}: {said:?}");
            }
        }
    }
}

#[test]
fn nothing_is_written_where_version_control_keeps_what_it_knows() {
    let folder = kept("kept-writes");
    symlink("../.git/config", folder.path("notes/report.json")).expect("links can be made");
    symlink(".git", folder.path("store")).expect("links can be made");
    folder.write("notes/2.txt", numbered(NOTE, 2).replace("First,", "Firstly,"));
    folder.write("wide.txt", [0xff, 0xfe, b'a', 0]);
    let before = fs::read(folder.path(".git/config")).expect("it is there");
    for target in [
        ".git/new.json",
        "notes/report.json",
        "store/new.json",
        ".GIT/new.json",
        ".git",
        ".jj/new.json",
        ".hg/hgrc",
        "notes/../.svn/new.json",
    ] {
        for arguments in [
            format!("check --output gitlab={target} ."),
            format!("check --output json={target} ."),
            format!("check --update-baseline --baseline {target} ."),
            format!("new Ferries --author A -o {target}"),
            format!("import wide.txt -o {target}"),
            format!("index --write {target}"),
            format!("series --plot {target}"),
        ] {
            let said = folder.run(&arguments);
            assert_eq!(said.code, Some(2), "{arguments}: {said:?}");
            assert!(!folder.path(".git/new.json").exists() && !folder.path(".GIT").exists(), "{arguments}");
        }
    }
    assert_eq!(fs::read(folder.path(".git/config")).expect("it is there"), before);
    assert_eq!(folder.path(".jj").read_dir().expect("it is there").count(), 6);
}

/// Where git keeps what it knows of a work tree elsewhere, that place is meant.
#[test]
fn the_real_folder_of_git_is_meant_whatever_its_name() {
    let folder = Folder::new("real-folder");
    fs::remove_dir_all(folder.path(".git")).expect("it was made for the folder");
    let root = folder.path("");
    git(&root, &["init", "-q", "--separate-git-dir", "store", "."]);
    folder.write("notes/1.txt", numbered(NOTE, 1));
    folder.write("store/48.txt", numbered(NOTE, 48).replace("First,", "Third,"));
    symlink("../store/48.txt", folder.path("notes/49.txt")).expect("links can be made");
    folder.run("check store").expect(2, &["where version control keeps"]);
    folder.run("check .").expect(2, &["`notes/49.txt` lies where version control keeps"]);
    fs::remove_file(folder.path("notes/49.txt")).expect("it is there");
    let said = folder.run("check --format json .");
    said.expect(0, &["\"files\": 1"]);
    folder.write("lint.toml", "house = 'store/house.toml'\n");
    folder.write("store/house.toml", HOUSE);
    folder.run("check .").expect(2, &["lies outside the repository"]);
    let linked = repository("real-folder-linked");
    git(&linked.path(""), &["worktree", "add", "-q", "-b", "third", "beside", "main"]);
    symlink("../../.git/worktrees/beside/HEAD", linked.path("beside/notes/3.txt")).expect("links can be made");
    linked.run_in("beside", "check .").expect(2, &["`notes/3.txt` is a link that leads out of the repository"]);
    linked.run_in("beside", "check ../.git/worktrees/beside/HEAD").expect(2, &["where version control keeps"]);
}

/// A work tree that somebody put into `.git` is a repository of its own.
#[test]
fn a_work_tree_inside_is_one() {
    let folder = repository("inside");
    git(&folder.path(""), &["worktree", "add", "-q", "-b", "third", ".git/trees/third", "main"]);
    folder.run_in(".git/trees/third", "check .").expect(0, &["clean"]);
}

/// A folder with a note in it, in no repository: nothing above the folder of these tests is one.
fn outside(name: &str) -> Folder {
    let folder = Folder::elsewhere(name);
    folder.write("secret.txt", numbered(NOTE, 9).replace("the dockers", "the SECRET dockers").replace("First,", "Firstly,"));
    folder.write("press/house.toml", HOUSE);
    folder.write("press/lint.toml", "house = 'house.toml'\n");
    folder.write("press/notes/a.txt", numbered(NOTE, 1));
    folder
}

#[test]
fn outside_a_repository_links_lead_no_further_than_the_folder_of_the_run() {
    let folder = outside("links-without-git");
    let secret = folder.read("secret.txt");
    symlink("../../secret.txt", folder.path("press/notes/48.txt")).expect("links can be made");
    for arguments in ["check .", "check", "check notes/48.txt", "fix .", "fix notes/48.txt", "outline notes"] {
        let said = folder.run_in("press", arguments);
        said.expect(2, &["`notes/48.txt` is a link that leads out of the folder of this run"]);
        assert!(!said.out.contains("SECRET") && !said.err.contains("SECRET"), "{arguments}: {said:?}");
    }
    assert_eq!(folder.read("secret.txt"), secret);
    // From elsewhere it is the folder that is named.
    folder.write("other/x.txt", "");
    let said = folder.run_in("other", "check ../press");
    said.expect(2, &["leads out of the folder of this run"]);
    fs::remove_file(folder.path("press/notes/48.txt")).expect("it is there");
    symlink("a.txt", folder.path("press/notes/b.txt")).expect("links can be made");
    folder.run_in("press", "check --format json .").expect(0, &["\"errors\": 0"]);
    symlink("..", folder.path("press/up")).expect("links can be made");
    folder.run_in("press", "check up/secret.txt").expect(2, &["leads out of the folder of this run"]);
    folder.run_in("press", "check --output json=up/r.json notes/a.txt").expect(2, &["leads out of the folder of this run"]);
    folder.run_in("press", "check ../secret.txt").expect(1, &["unrecognised-draft"]);
    symlink("../secret.txt", folder.path("press/lint.toml.d")).expect("links can be made");
    fs::rename(folder.path("press/lint.toml.d"), folder.path("press/lint.toml")).expect("it can be moved");
    folder.run_in("press", "check notes").expect(2, &["`lint.toml` is a link that leads out of the folder of this run"]);
    let said = folder.run_in("press/notes", "check a.txt");
    assert!(said.code == Some(2) && !said.out.contains("SECRET"), "settings above the folder of the run: {said:?}");
}

/// Named by hand from elsewhere, a link of a folder that is no repository leads no further than that folder; what the system links, and the way
/// that a person writes out, are their own affair.
#[test]
fn outside_a_repository_a_link_named_from_elsewhere_stays_in_its_folder() {
    let folder = outside("links-from-elsewhere");
    let secret = folder.read("secret.txt");
    folder.write("other/x.txt", "");
    for (link, aim) in [("48.txt", "../../secret.txt"), ("49.txt", "48.txt"), ("50.docx", "../../secret.txt"), ("51.txt", "../a.txt")] {
        symlink(aim, folder.path("press/notes").join(link)).expect("links can be made");
    }
    folder.write("press/a.txt", numbered(NOTE, 3));
    for name in ["48.txt", "49.txt", "50.docx", "51.txt"] {
        for command in ["check", "fix", "outline", "import"] {
            for path in [format!("../press/notes/{name}"), folder.path("press/notes").join(name).to_string_lossy().into_owned()] {
                let said = folder.run_in("other", &format!("{command} {path}"));
                said.expect(2, &[&format!("{name}` is a link that leads out of the folder that it lies in")]);
                assert!(!said.out.contains("SECRET") && !said.err.contains("SECRET"), "{command} {path}: {said:?}");
            }
        }
    }
    assert_eq!(folder.read("secret.txt"), secret);
    // Within its folder a link is the file; so is a link of the system.
    symlink("a.txt", folder.path("press/notes/b.txt")).expect("links can be made");
    let house = "--house ../press/house.toml";
    folder.run_in("other", &format!("check {house} ../press/notes/b.txt")).expect(0, &["clean"]);
    let script = format!("'{}' check {house} /dev/stdin < ../press/notes/a.txt", env!("CARGO_BIN_EXE_copydesk"));
    let said = std::process::Command::new("sh").args(["-c", &script]).current_dir(folder.path("other")).output().expect("there is a shell");
    assert_eq!(said.status.code(), Some(0), "{said:?}");
    // A folder on the way is what the person wrote.
    symlink("press/notes", folder.path("short")).expect("links can be made");
    folder.run_in("other", &format!("check {house} ../short/a.txt")).expect(0, &["clean"]);
}
