//! What a run says to do next, where it mended nothing or found nothing to check.

use crate::folder::{Folder, NOTE, numbered};

/// The commands that a report ends with.
fn commands(out: &str) -> Vec<&str> {
    out.lines().filter_map(|line| line.split_once(": copydesk fix").map(|(_, command)| command.trim())).collect()
}

#[test]
fn the_command_that_mends_takes_the_options_of_the_run() {
    let folder = Folder::new("next-options");
    folder.write("a.txt", NOTE.replace("First,", "Firstly,").replace("On 11 May,", "On May 11,"));
    let told = |arguments: &str| commands(&folder.run(arguments).out).join("\n");
    assert_eq!(told("check --level date-form=off a.txt"), "--level date-form=off a.txt");
    let options = "--level date-form=off --today 2021-05-20 --no-ignores";
    assert_eq!(told(&format!("check {options} a.txt")), format!("{options} a.txt"));
    folder.run(&format!("fix {options} a.txt")).expect(0, &["1 mended: ordinal-form"]);
    let wrong = NOTE.replace("First,", "Firstly,");
    let said = folder.run_with("check --stdin-filename notes/a.txt", &wrong);
    assert_eq!(commands(&said.out), ["--stdin-filename notes/a.txt -"]);
    folder.write("my house.toml", crate::folder::HOUSE);
    folder.write("b.txt", &wrong);
    let said = folder.run_each(&["check", "--house", "my house.toml", "b.txt"]);
    assert_eq!(commands(&said.out), ["--house 'my house.toml' b.txt"]);
}

#[test]
fn the_command_that_mends_takes_a_name_that_begins_like_an_option() {
    let folder = Folder::new("next-dash");
    folder.write("-x.txt", NOTE.replace("First,", "Firstly,"));
    let said = folder.run("check -- -x.txt");
    assert_eq!(commands(&said.out), ["-- -x.txt"]);
    folder.run("fix -- -x.txt").expect(0, &["1 mended"]);
}

#[test]
fn the_command_that_mends_names_few_files() {
    let folder = Folder::new("next-many");
    let names: Vec<String> = (1..=9).map(|number| format!("{number}.txt")).collect();
    for (number, name) in (1..).zip(&names) {
        folder.write(name, numbered(&NOTE.replace("First,", "Firstly,"), number));
    }
    let said = folder.run(&format!("check --level date-number-order=off {}", names.join(" ")));
    assert_eq!(commands(&said.out), ["--level date-number-order=off (and the 9 names that this run was given)"]);
    let said = folder.run(&format!("check {}", names[..3].join(" ")));
    assert_eq!(commands(&said.out), ["1.txt 2.txt 3.txt"]);
    assert_eq!(commands(&folder.run("check .").out), ["."]);
}

#[test]
fn patterns_that_leave_nothing_are_named() {
    let folder = Folder::new("next-patterns");
    folder.write("notes/a.txt", NOTE);
    for (files, said) in [
        ("include = ['etc/**', 'x/*']", "lint.toml includes `etc/**`, `x/*`, which leaves no draft in"),
        ("include = []", "lint.toml includes nothing (`include = []`), which leaves no draft in"),
        ("exclude = ['**']", "lint.toml excludes `**`, which leaves no draft in"),
        ("include = ['notes/**']\nexclude = ['**']", "lint.toml includes `notes/**` and excludes `**`, which leaves no draft in"),
    ] {
        folder.write("lint.toml", format!("house = 'house.toml'\n[files]\n{files}\n"));
        for arguments in ["check", "check .", "outline notes"] {
            folder.run(arguments).expect(2, &["nothing to check: ", said, "count from the folder of lint.toml"]);
        }
    }
    folder.write("lint.toml", "house = 'house.toml'\n");
    std::fs::remove_file(folder.path("notes/a.txt")).expect("it is there");
    folder.run("check").expect(2, &["there is no draft in the current folder", "drafts end in .md"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_that_is_passed_over_is_told() {
    let folder = Folder::new("next-pipe");
    folder.write("a.txt", NOTE);
    let made = std::process::Command::new("mkfifo").arg(folder.path("x.md")).status().expect("there is a `mkfifo`");
    assert!(made.success());
    for arguments in ["check .", "check --format json .", "outline", "series"] {
        let said = folder.run(arguments);
        assert!(said.err.contains("`x.md` is passed over: it is neither a file nor a folder"), "{arguments}: {said:?}");
        assert_eq!(said.code, Some(0), "{arguments}");
    }
    assert_eq!(folder.run("check -q .").err, "");
}
