//! What a stranger may put into a pull request: nothing beyond the repository is read or written for it, and it costs no more than it should.

use std::os::unix::fs::symlink;

use crate::folder::{Folder, HOUSE, NOTE};

/// A repository with a file beside it that is nobody's business.
fn repository(name: &str) -> Folder {
    let folder = Folder::bare(name);
    folder.write("secret.txt", NOTE.replace("the dockers", "the SECRET dockers"));
    folder.write("secret.toml", "password = 'SECRET'\n");
    folder.write("repository/.git/HEAD", "ref: refs/heads/main\n");
    folder.write("repository/house.toml", HOUSE);
    folder.write("repository/lint.toml", "house = 'house.toml'\n");
    folder.write("repository/notes/a.txt", NOTE);
    folder
}

#[test]
fn settings_name_no_file_outside_the_repository() {
    for key in
        ["house = '../secret.toml'", "house = 'house.toml'\npacks = ['../secret.toml']", "house = 'house.toml'\nroster = '../secret.toml'"]
    {
        let folder = repository("outside");
        folder.write("repository/lint.toml", format!("{key}\n"));
        let said = folder.run_in("repository", "check .");
        said.expect(2, &["lies outside the repository"]);
        assert!(!said.out.contains("SECRET") && !said.err.contains("SECRET"), "{key}: {said:?}");
    }
}

#[test]
fn a_baseline_is_not_written_outside_the_repository() {
    let folder = repository("outside-baseline");
    folder.write("repository/lint.toml", "house = 'house.toml'\nbaseline = '../taken.json'\n");
    folder.run_in("repository", "check --update-baseline .").expect(2, &["lies outside the repository"]);
    assert!(!folder.path("taken.json").exists());
}

#[test]
fn links_out_of_the_repository_are_not_followed() {
    let folder = repository("links");
    symlink("../../secret.txt", folder.path("repository/notes/b.txt")).expect("links can be made");
    for arguments in ["check .", "check notes/b.txt", "fix ."] {
        let said = folder.run_in("repository", arguments);
        said.expect(2, &["`notes/b.txt` is a link that leads out of the repository"]);
        assert!(!said.out.contains("SECRET") && !said.err.contains("SECRET"), "{arguments}: {said:?}");
    }
    symlink("..", folder.path("repository/notes/up")).expect("links can be made");
    let said = folder.run_in("repository", "check notes/up/../../secret.txt notes/up/notes/a.txt");
    assert!(!said.out.contains("SECRET"), "{said:?}");
}

#[test]
fn settings_that_are_a_link_out_of_the_repository_are_not_read() {
    let folder = repository("linked-settings");
    std::fs::remove_file(folder.path("repository/lint.toml")).expect("it is there");
    symlink("../secret.toml", folder.path("repository/lint.toml")).expect("links can be made");
    let said = folder.run_in("repository", "check .");
    said.expect(2, &["`lint.toml` is a link that leads out of the repository"]);
    assert!(!said.out.contains("SECRET") && !said.err.contains("SECRET"), "{said:?}");
}

#[test]
fn links_in_a_circle_end() {
    let folder = repository("circle");
    symlink("round.txt", folder.path("repository/notes/round.txt")).expect("links can be made");
    symlink(".", folder.path("repository/notes/here")).expect("links can be made");
    folder.run_in("repository", "check .").expect(2, &["round.txt"]);
    std::fs::remove_file(folder.path("repository/notes/round.txt")).expect("it is there");
    folder.run_in("repository", "check .").expect(0, &["clean"]);
}

#[test]
fn a_link_within_the_repository_is_the_file() {
    let folder = repository("inner-link");
    symlink("a.txt", folder.path("repository/notes/b.txt")).expect("links can be made");
    folder.run_in("repository", "check notes/b.txt").expect(0, &["clean"]);
}
