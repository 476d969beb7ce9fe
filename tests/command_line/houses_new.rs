//! `houses new`: a house derived from good notes, and what is answered where none can be.

use std::fmt::Write;

use crate::folder::Folder;

/// A note of an invented bulletin.
fn note(number: u32, day: u32) -> String {
    let (place, thing) = [("Aske", "ferry"), ("Bellmarch", "orchard"), ("Hallam", "weir"), ("Orlan", "crane")][number as usize % 4];
    format!(
        "Mole Bulletin\n\nMole Bulletin No. {number}, {day} May 2021\n\n{place}: The {thing} stands still\nInes Okafor, Bo Lindqvist and Tomas Reyes\n\n\
         What was seen\n\nOn {} May, the {thing} stopped at noon. Nobody had touched it.\n\nWhat comes of it\n\n1) The {thing} is mended first. A smith has been sent for.\n\n\
         2) The bill comes later. The town will pay a third of it.\n",
        day - 1
    )
}

fn folder_of_notes(name: &str, count: u32) -> Folder {
    let folder = Folder::new(name);
    for number in 1..=count {
        folder.write(&format!("good/{number:02}-note.txt"), note(number, number * 7 % 28 + 2));
    }
    folder
}

#[test]
fn a_house_is_what_good_notes_have_in_common() {
    let folder = folder_of_notes("houses-new", 4);
    folder.run("houses new --from good -o mole.toml").expect(0, &["mole.toml is written, from 4 notes", "houses test mole.toml"]);
    let house = folder.read("mole.toml");
    for line in [
        "name = \"mole\"",
        "title = \"Mole Bulletin\"",
        "number-line = \"Mole Bulletin No. {number}, {date}\" # 4 of 4 notes",
        "list = \"A, B and C\"",
        "heading = \"What was seen\"",
        "body = \"dated\"",
        "body = \"numbered\"",
        "words = \"figures\"",
        "mark = \")\"",
        "file-name = \"{number}-{slug}\"",
        "form = \"D Month\"",
    ] {
        assert!(house.contains(line), "{line}\n{house}");
    }
    folder.run("houses test mole.toml").expect(0, &["1 of 1 examples raise what they should"]);
    folder.run("check --house mole.toml good").expect(0, &[]);
    folder.write("05-bad.txt", note(5, 8).replace("2) ", "3) ").replace("What was seen", "What was sen"));
    folder.run("check --house mole.toml 05-bad.txt --format concise").expect(1, &["[ordinal-sequence]", "[section-heading-wording]"]);
}

#[test]
fn it_goes_to_standard_output_and_never_over_a_file() {
    let folder = folder_of_notes("houses-new-output", 3);
    folder.run("houses new --from good/01-note.txt good/02-note.txt good/03-note.txt").expect(0, &["[house]", "name = \"ours\""]);
    folder.write("mole.toml", "mine");
    folder.run("houses new --from good -o mole.toml").expect(2, &["`mole.toml` exists already, and is left as it is"]);
    assert_eq!(folder.read("mole.toml"), "mine");
    folder.run("houses new --from good -o mole.txt").expect(2, &["`mole.txt` is no name for a house format", "end the name in .toml"]);
}

#[test]
fn notes_that_tell_nothing_are_answered() {
    let folder = folder_of_notes("houses-new-bad", 4);
    folder.run("houses new --from good/01-note.txt").expect(2, &["one note does not tell what it has in common with others"]);
    folder.write("copy.txt", note(1, 9));
    folder.run("houses new --from good/01-note.txt copy.txt").expect(2, &["one note does not tell"]);
    folder.write("empty/keep", "");
    folder.run("houses new --from empty").expect(2, &["there is no note to derive a house from"]);
    folder.run("houses new --from nowhere.md").expect(2, &["there is no file or folder `nowhere.md`"]);
    folder.write("one.md", "# Tides\n\n## High water\n\nAt noon.\n");
    folder.write("two.md", "# Winds\n\n## Gales\n\nAt night.\n");
    folder
        .run("houses new --from one.md two.md")
        .expect(2, &["the notes have no headings in common", "`one.md` has `Tides`, `High water`"]);
    folder.write("blank.md", "");
    folder.write("words.md", "nothing but words.\n");
    folder.run("houses new --from blank.md words.md").expect(2, &["the notes have no headings in common", "`blank.md` has no heading"]);
    std::fs::write(folder.path("bytes.md"), [0, 159, 146, 150]).expect("it can be written");
    folder.run("houses new --from good bytes.md -o new.toml").expect(2, &["unreadable-file"]);
    assert!(!folder.path("new.toml").exists());
    // One that is no note among several that are is left out.
    folder.run("houses new --from good one.md -o new.toml").expect(0, &["from 4 notes", "one.md is left out: it has none of the headings"]);
}

#[test]
fn notes_that_differ_in_part_leave_that_open() {
    let folder = Folder::new("houses-new-differ");
    for number in 1..=6 {
        let mut note =
            format!("---\nlog: {number}\nstate: {}\n---\n\n# Log of the lock\n\n", if number % 2 == 0 { "open" } else { "shut" });
        note.push_str("## Water\n\nIt rose.\n\n");
        if number > 3 {
            note.push_str("## Ice\n\nThere was some.\n\n");
        }
        let _ = writeln!(note, "## Boats\n\n{number} passed.");
        folder.write(&format!("log-{number}.md"), note);
    }
    folder.run("houses new --from log-1.md log-2.md log-3.md log-4.md log-5.md log-6.md -o log.toml").expect(0, &["from 6 notes"]);
    let house = folder.read("log.toml");
    for line in [
        "heading = \"Ice\"                       # 3 of 6 notes",
        "required = false",
        "values = [\"shut\", \"open\"]",
        "file-name = \"{slug}-{number}\"",
    ] {
        assert!(house.contains(line), "{line}\n{house}");
    }
    folder.run("check --house log.toml log-1.md log-4.md").expect(0, &[]);
}
