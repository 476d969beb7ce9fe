//! Which file is looked at under which settings.

use crate::folder::{Folder, HOUSE, NOTE, numbered};

fn wrong() -> String {
    NOTE.replace("Second, the season.", "Third, the season.")
}

#[test]
fn the_nearest_settings_hold_and_never_merge() {
    let folder = Folder::new("nearest");
    folder.write("lint.toml", "house = 'house.toml'\n[rules]\nordinal-sequence = 'warning'\n");
    folder.write("a.txt", wrong());
    folder.write("old/b.txt", wrong());
    folder.write("old/house.toml", HOUSE);
    folder.write("old/lint.toml", "house = 'house.toml'\n[rules]\nordinal-sequence = 'advice'\n");
    let (findings, code) = folder.findings(".");
    assert_eq!(code, Some(0));
    assert_eq!(findings.len(), 2, "{findings:#?}");
    assert!(findings[0].starts_with("a.txt:12:1: warning[ordinal-sequence]"), "{findings:#?}");
    assert!(findings[1].starts_with("old/b.txt:12:1: advice[ordinal-sequence]"), "{findings:#?}");
    assert_eq!(folder.findings("--level ordinal-sequence=error .").1, Some(1));
    assert_eq!(folder.findings("--fail-on warning .").1, Some(1));
    assert_eq!(folder.findings("--fail-on advice old").1, Some(1));
    assert!(folder.findings("--isolated --house house.toml .").0[0].contains("error["));
}

#[test]
fn two_houses_of_one_name_are_told() {
    let folder = Folder::new("namesakes");
    folder.write("lint.toml", "house = ['house.toml', 'copy.toml']\n");
    folder.write("copy.toml", HOUSE);
    folder.write("a.txt", NOTE);
    folder.run("check a.txt").expect(2, &["two of the houses are called `", "it stands under `[house]` in `"]);
    folder.write("lint.toml", "house = ['house.toml', 'house.toml']\n");
    folder.run("check a.txt").expect(0, &[]);
}

#[test]
fn a_file_is_held_to_the_name_that_its_house_wants() {
    let folder = Folder::bare("named-by-house");
    folder.write("house.toml", format!("{HOUSE}\n[series]\nfile-name = '{{number}}-{{slug}}'\n"));
    folder.write("0013-dockers.txt", NOTE);
    folder
        .run("check --isolated --house house.toml 0013-dockers.txt")
        .expect(0, &["file-name-mismatch", "the note is number 12, and its file is named 13"]);
}

#[test]
fn settings_end_with_the_repository() {
    let folder = Folder::new("repository");
    folder.write("lint.toml", "hous = 1\n");
    folder.write("inner/.git/HEAD", "x");
    folder.write("inner/a.txt", NOTE);
    folder.run("inner/a.txt").expect(1, &["unrecognised-draft"]);
}

#[test]
fn overrides_go_by_path_and_by_date() {
    let folder = Folder::new("overrides");
    folder.write(
        "lint.toml",
        "house = 'house.toml'\n[[overrides]]\ninclude = ['old/**']\nrules = { ordinal-sequence = 'advice' }\n[[overrides]]\nbefore = 2021-05-01\nrules = { ordinal-sequence = 'off' }\n",
    );
    folder.write("a.txt", wrong());
    folder.write("old/b.txt", wrong());
    folder.write("old/c.txt", wrong().replace("15 May 2021", "15 April 2021").replace("11 May", "11 April"));
    let (findings, _) = folder.findings("--only ordinal-sequence --level ordinal-sequence=off .");
    assert_eq!(findings.len(), 3, "what is asked for by name runs at its own level: {findings:#?}");
    let (findings, _) = folder.findings(".");
    let levels: Vec<_> = findings
        .iter()
        .filter(|finding| finding.contains("ordinal-sequence"))
        .map(|finding| finding.split(' ').take(2).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(levels, ["a.txt:12:1: error[ordinal-sequence]", "old/b.txt:12:1: advice[ordinal-sequence]"]);
}

#[test]
fn walks_take_what_is_included_and_hands_take_anything() {
    let folder = Folder::new("include");
    folder.write("lint.toml", "house = 'house.toml'\n[files]\ninclude = ['notes/**/*.txt']\nexclude = ['notes/templates/**']\n");
    folder.write("notes/a.txt", wrong());
    folder.write("notes/shopping.txt", "Flour and two lemons.\n");
    folder.write("notes/templates/b.txt", wrong());
    folder.write("other/c.txt", numbered(&wrong(), 13));
    let names = |arguments: &str| {
        let (findings, _) = folder.findings(arguments);
        findings.iter().map(|finding| finding.split(':').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(""), ["notes/a.txt", "notes/shopping.txt"], "what a pattern includes is asked for");
    assert_eq!(names("."), ["notes/a.txt", "notes/shopping.txt"]);
    assert_eq!(names("notes/templates/b.txt ./other/c.txt"), ["notes/templates/b.txt", "other/c.txt"]);
    assert_eq!(names("notes/templates/b.txt ./notes//a.txt notes/a.txt --force-exclude"), ["notes/a.txt"]);
    folder.run("check --force-exclude notes/templates/b.txt").expect(0, &["nothing to check"]);
}

#[test]
fn walks_pass_over_what_is_hidden_or_git_ignored() {
    let folder = Folder::new("walk");
    folder.write(".hidden.txt", wrong());
    folder.write(".gitignore", "build/\n");
    folder.write("build/a.txt", wrong());
    folder.write("deep/er/a.markdown", wrong());
    folder.write("readme.md", "# About\n\nNothing.\n");
    folder.write("a.rst", wrong());
    let said = folder.run("check --format concise");
    assert_eq!(said.out.lines().count(), 1, "{said:?}");
    said.expect(1, &["deep/er/a.markdown:12:1", "1 file skipped"]);
}

#[test]
fn the_house_is_the_one_whose_marks_a_draft_bears() {
    let folder = Folder::new("detection");
    let other = HOUSE.replace("Harbour Notes", "Hill Notes").replace("harbour-notes", "hill-notes");
    folder.write("hill.toml", &other);
    folder.write("lint.toml", "house = ['house.toml', 'hill.toml']\n");
    folder.write("a.txt", NOTE);
    folder.write("b.txt", NOTE.replace("Harbour", "Hill"));
    folder.write("c.txt", NOTE.split_once("\n\n").expect("there is a header").1);
    folder.run("outline a.txt b.txt").expect(0, &["a.txt: Harbour Notes", "b.txt: Hill Notes"]);
    folder.run("check c.txt").expect(1, &["unrecognised-draft", "the marks of `harbour-notes` and `hill-notes` alike"]);
    folder.run("check --house hill.toml c.txt").expect(1, &["missing-number-line"]);
    folder.write("lint.toml", "house = 'hill.toml'\n[[overrides]]\ninclude = ['a.txt']\nhouse = 'house.toml'\n");
    folder.run("outline a.txt b.txt").expect(0, &["a.txt: Harbour Notes", "b.txt: Hill Notes"]);
}

#[test]
fn ignore_comments_and_entries_hold_back_and_are_counted() {
    let folder = Folder::new("ignores");
    let ignored = wrong().replace("Third, the", "<!-- copydesk: ignore[ordinal-sequence] as it was printed -->\nThird, the");
    folder.write("a.txt", &ignored);
    folder.write("b.md", numbered(&ignored, 13));
    assert_eq!(folder.findings("a.txt b.md"), (Vec::new(), Some(0)));
    assert_eq!(folder.findings("--no-ignores a.txt b.md").0.len(), 2);
    folder.run("check --format json a.txt").expect(0, &["\"ignored\": 1"]);
    folder.write(
        "lint.toml",
        "house = 'house.toml'\n[[ignore]]\nfile = 'c.txt'\nrule = 'ordinal-sequence'\ntext = 'Third'\nreason = 'as printed'\n",
    );
    folder.write("c.txt", wrong());
    assert_eq!(folder.findings("c.txt"), (Vec::new(), Some(0)));
    folder.write("c.txt", NOTE);
    let (findings, code) = folder.findings("c.txt");
    assert_eq!((findings.len(), code), (1, Some(0)), "{findings:?}");
    assert!(findings[0].starts_with("lint.toml:2:1: warning[unused-ignore]"), "{findings:?}");
    assert!(folder.findings("a.txt").0.is_empty(), "the entry's file was not in this run");
    assert!(folder.findings("--only missing-title c.txt").0.is_empty(), "the entry's rule did not run");
}

#[test]
fn a_roster_tells_names_that_are_spelt_otherwise() {
    let folder = Folder::new("roster");
    folder.write("lint.toml", "house = 'house.toml'\nroster = 'authors.toml'\n");
    folder.write("authors.toml", "names = ['Ines Okafur', 'Tomas Reyes']\n");
    folder.write("a.txt", NOTE);
    folder.write("b.txt", numbered(NOTE, 13).replace("Ines Okafor", "Samir Haddad and Tomas Reyes"));
    assert_eq!(folder.findings(".").0, ["a.txt:4:1: warning[unknown-author] the roster has no `Ines Okafor`, but `Ines Okafur`"]);
    folder.run("fix --unsafe-fixes a.txt").expect(0, &[]);
    assert!(folder.read("a.txt").contains("\nInes Okafur\n"));
}

#[test]
fn a_roster_that_cannot_be_used_is_told_where_it_is_wrong() {
    let folder = Folder::new("bad-roster");
    folder.write("lint.toml", "house = 'house.toml'\nroster = 'authors.toml'\n");
    folder.write("a.txt", NOTE);
    folder.run("check a.txt").expect(2, &["there is no file or folder", "lint.toml"]);
    folder.write("authors.toml", "names = 'Ines Okafor'\n");
    folder.run("check a.txt").expect(2, &["`names`", "authors.toml:1:9"]);
    folder.write("lint.toml", "house = 'house.toml'\nroster = '../../authors.toml'\n");
    folder.run("check a.txt").expect(2, &["lies outside the repository"]);
}
