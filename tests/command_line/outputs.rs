//! Where outputs go: over an older one, never over what is read, and never by a link out of the repository.

use std::fs;
use std::os::unix::fs::symlink;

use crate::folder::{Folder, NOTE, numbered};

/// A folder with one of everything that a run reads.
fn desk(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write(
        "lint.toml",
        "house = 'house.toml'\nbaseline = 'known.json'\nroster = 'people.list'\npacks = ['words/own.pack']\n[series]\nledger = 'printed.list'\n",
    );
    folder.write("people.list", "[[author]]\nname = 'Ines Okafor'\n");
    folder.write("words/own.pack", "[pack]\nname = 'own'\n");
    folder.write("printed.list", "8 May 2021 | Harbour Notes # 11\nPort Ellery: Nothing\n");
    folder.write("notes/a.txt", NOTE);
    folder.write("notes/scan", NOTE);
    folder.write("other.md", "Nothing to do with it.\n");
    folder.write("other.toml", "a = 1\n");
    folder
}

#[test]
fn no_report_is_written_over_what_is_read() {
    let folder = desk("output-over-input");
    folder.write("known.json", "{ \"schema\": \"copydesk-baseline/1\", \"findings\": [] }\n");
    symlink("../notes/scan", folder.path("words/link.json")).expect("links can be made");
    for file in [
        "notes/a.txt",
        "./notes/../notes/a.txt",
        "notes/scan",
        "words/link.json",
        "lint.toml",
        "house.toml",
        "known.json",
        "people.list",
        "words/own.pack",
        "printed.list",
        "other.md",
        "other.toml",
    ] {
        let before = folder.read(file);
        let said = folder.run(&format!("check --output json={file} notes/a.txt notes/scan"));
        said.expect(2, &["nothing else is written over it", "another name"]);
        assert_eq!((said.out.as_str(), folder.read(file)), ("", before.clone()), "{file}");
        if file != "known.json" && !file.ends_with("scan") && !file.ends_with("link.json") {
            let said = folder.run(&format!("series --plot {file} notes/a.txt"));
            said.expect(2, &["nothing else is written over it"]);
            assert_eq!((said.out.as_str(), folder.read(file)), ("", before), "{file}");
        }
    }
}

#[test]
fn what_the_command_line_names_is_read_too() {
    let folder = Folder::new("output-over-named");
    folder.write("a.txt", NOTE.replace("First,", "Third,"));
    for (from, to) in [("house.toml", "house.list"), ("lint.toml", "lint.list")] {
        fs::rename(folder.path(from), folder.path(to)).expect("it is there");
    }
    folder.write("lint.list", "fail-on = 'never'\n");
    folder.run("check --house ./house.list --baseline known.json --update-baseline a.txt").expect(0, &[]);
    let options = "--house ./house.list --config lint.list --baseline known.json";
    for file in ["house.list", "lint.list", "known.json"] {
        let before = folder.read(file);
        folder.run(&format!("check {options} --output json={file} a.txt")).expect(2, &["is read by this run"]);
        assert_eq!(folder.read(file), before);
    }
}

#[test]
fn an_older_report_is_written_over() {
    let folder = Folder::new("output-again");
    folder.write("a.txt", NOTE);
    for name in ["report.json", "report.xml", "report"] {
        folder.write(name, "old\n");
        folder.run(&format!("check --output json={name} a.txt")).expect(0, &["clean"]);
        assert!(folder.read(name).starts_with('{'), "{name}");
    }
    folder.run("check --output concise=report.txt a.txt").expect(0, &["clean"]);
    folder.write("plot.svg", "old\n");
    folder.write("b.txt", numbered(NOTE, 13));
    folder.run("series --plot plot.svg a.txt b.txt").expect(0, &[]);
    assert!(folder.read("plot.svg").contains("<svg"));
}

#[test]
fn no_output_leaves_the_repository_by_a_link() {
    let folder = Folder::bare("output-links");
    folder.write("outside/kept.json", "{}\n");
    folder.write("outside/list.md", "<!-- copydesk index -->\n<!-- copydesk index ends -->\n");
    // Another repository is outside too.
    folder.write("outside/.git/HEAD", "ref: refs/heads/main\n");
    folder.write("inside/.git/HEAD", "ref: refs/heads/main\n");
    folder.write("inside/house.toml", crate::folder::HOUSE);
    folder.write("inside/lint.toml", "house = 'house.toml'\n");
    folder.write("inside/a.txt", NOTE.replace("First,", "Third,"));
    folder.write("inside/docs/here", "");
    let link = |to: &str, name: &str| symlink(to, folder.path(name)).expect("links can be made");
    link("../outside/new.json", "inside/new.json");
    link("../outside/kept.json", "inside/kept.json");
    link("../outside/list.md", "inside/list.md");
    link("../outside", "inside/od");
    link("docs", "inside/linked");
    let (outside, kept, list) = (folder.files(), folder.read("outside/kept.json"), folder.read("outside/list.md"));
    for arguments in [
        "check --output json=new.json a.txt",
        "check --output json=kept.json a.txt",
        "check --output json=od/x.json a.txt",
        "check --output json=docs/../od/x.json a.txt",
        "check --update-baseline --baseline new.json a.txt",
        "check --update-baseline --baseline od/x.json a.txt",
        "series --plot new.json a.txt",
        "series --plot od/x.svg a.txt",
        "new Storm -o od/x.md",
        "index --write list.md",
        "index --write od/list.md",
        "import house.toml -o od/x.md",
    ] {
        let said = folder.run_in("inside", arguments);
        said.expect(2, &["link that leads out of the repository"]);
        assert_eq!(
            (folder.files(), folder.read("outside/kept.json"), folder.read("outside/list.md")),
            (outside.clone(), kept.clone(), list.clone()),
            "{arguments}"
        );
    }
    link("../outside", "inside/.github");
    folder.run_in("inside", "init --github").expect(2, &["link that leads out of the repository"]);
    assert!(!folder.path("outside/workflows").exists());
    // In plain words, or by a link that stays inside, they may go anywhere.
    folder.run_in("inside", "check --output json=../outside/plain.json --output concise=linked/in.json a.txt").expect(1, &[]);
    assert!(folder.path("outside/plain.json").exists() && folder.path("inside/docs/in.json").exists());
}

#[test]
fn a_folder_behind_a_link_out_of_the_repository_is_not_read() {
    let folder = Folder::bare("folder-links");
    folder.write("outside/pw.md", NOTE.replace("the dockers", "the SECRET the dockers"));
    folder.write("outside/.git/HEAD", "ref: refs/heads/main\n");
    folder.write("inside/.git/HEAD", "ref: refs/heads/main\n");
    folder.write("inside/house.toml", crate::folder::HOUSE);
    folder.write("inside/lint.toml", "house = 'house.toml'\n");
    folder.write("inside/notes/a.txt", NOTE);
    symlink("../outside", folder.path("inside/od")).expect("links can be made");
    symlink("notes", folder.path("inside/in")).expect("links can be made");
    for arguments in ["check od", "check od/", "check od/pw.md", "od", "outline od", "series od", "fix od"] {
        let said = folder.run_in("inside", arguments);
        said.expect(2, &["link that leads out of the repository"]);
        assert!(!said.out.contains("SECRET") && !said.err.contains("SECRET") && !said.out.contains("pw.md:"), "{arguments}: {said:?}");
    }
    folder.run_in("inside", "check in").expect(0, &["in/a.txt: clean"]);
}
