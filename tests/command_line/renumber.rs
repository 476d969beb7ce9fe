//! `renumber`: another number for one note, and for whatever names it.

use crate::folder::Folder;
use crate::folder::archive::{NAMED, archive, note};

/// The archive with a thirteenth note that names the twelfth, and lists it at its foot.
fn referring(name: &str, settings: &str) -> Folder {
    let folder = archive(name, settings);
    let text = note(13, "22 May 2021", "Halden: The lamp burns again").replace(
        "Nobody had expected it.",
        "As Harbour Notes # 12 had it, and Harbour Notes #12 again, nobody expected it (Harbour Notes # 112).",
    );
    folder.write("notes/0013-lamp.txt", format!("{text}\n15 May 2021 | Harbour Notes # 12\nPort Ellery: Fruit rots on the quay\n"));
    folder
}

#[test]
fn a_note_its_file_and_what_names_it_change_together() {
    let folder = referring("renumber-all", &format!("{NAMED}\nledger = ['printed.txt', 'kept.toml']"));
    folder.write("printed.txt", "15 May 2021 | Harbour Notes # 12\r\nPort Ellery: Fruit rots on the quay\r\n1 May 2021 | Harbour Notes # 10\r\nVarnholm: A harbour master resigns\r\n");
    folder.write("kept.toml", "[[note]]\nnumber = 12 # the fruit\ndate = 2021-05-15\ntitle = \"Port Ellery: Fruit rots on the quay\"\n");
    folder.write("drafts/15 an é.txt", note(15, "5 June 2021", "Halden: Later").replace("Nobody", "Harbour Notes # 12 did. Nobody"));
    folder.run("renumber notes/0012-fruit.md 14").expect(
        0,
        &[
            "notes/0012-fruit.md: No. 12 is No. 14 now, in `notes/0014-fruit.md`",
            "notes/0013-lamp.txt: 3 places that name it",
            "drafts/15 an é.txt: 1 place",
        ],
    );
    assert!(folder.read("notes/0014-fruit.md").contains("\nHarbour Notes # 14, 15 May 2021\n"));
    let lamp = folder.read("notes/0013-lamp.txt");
    assert!(
        lamp.contains("As Harbour Notes # 14 had it, and Harbour Notes #14 again, nobody expected it (Harbour Notes # 112)."),
        "{lamp}"
    );
    assert!(lamp.ends_with("15 May 2021 | Harbour Notes # 14\nPort Ellery: Fruit rots on the quay\n"), "{lamp}");
    assert!(folder.read("printed.txt").starts_with("15 May 2021 | Harbour Notes # 14\r\nPort Ellery"));
    assert!(folder.read("kept.toml").starts_with("[[note]]\nnumber = 14 # the fruit\n"));
    assert!(folder.read("drafts/15 an é.txt").contains("Harbour Notes # 14 did."));
    assert!(
        folder.files().iter().all(|name| !name.contains("0012") && !name.contains(".new") && !name.contains(".old")),
        "{:?}",
        folder.files()
    );
}

#[test]
fn two_notes_with_a_number_are_told_apart_by_their_files() {
    let folder = referring("renumber-twins", NAMED);
    folder.write("notes/0012-twin.txt", note(12, "16 May 2021", "Halden: A twin"));
    let (found, code) = folder.findings("notes");
    assert!(found.iter().any(|finding| finding.contains("duplicate-number")) && code == Some(1), "{found:#?}");
    folder.run("renumber 12").expect(2, &["2 notes have the number 12: `notes/0012-fruit.md` and `notes/0012-twin.txt`"]);
    let said = folder.run("renumber notes/0012-twin.txt");
    said.expect(
        0,
        &[
            "No. 12 is No. 14 now, in `notes/0014-twin.txt`",
            "notes/0013-lamp.txt:11:",
            "left as it is: it may mean another note with the number 12",
        ],
    );
    assert!(folder.read("notes/0013-lamp.txt").contains("As Harbour Notes # 12 had it"));
    let (found, _) = folder.findings("notes");
    assert!(!found.iter().any(|finding| finding.contains("duplicate-number")), "{found:#?}");
}

#[test]
fn a_diff_is_what_git_applies() {
    let folder = referring("renumber-diff", NAMED);
    folder.write("notes/0012 é fruit.md", folder.read("notes/0012-fruit.md"));
    std::fs::remove_file(folder.path("notes/0012-fruit.md")).expect("it is there");
    folder.write("lint.toml", folder.read("lint.toml").replace("{number}-{slug}", "{number}{slug}"));
    let said = folder.run("renumber 12 --diff");
    said.expect(1, &["rename from notes/0012 é fruit.md\nrename to notes/0014 é fruit.md\n", "+Harbour Notes # 14, 15 May 2021"]);
    let before = folder.files();
    assert!(before.contains(&"notes/0012 é fruit.md".to_owned()), "nothing is changed");
    folder.write("change.diff", &said.out);
    let apply = std::process::Command::new("git")
        .args(["apply", "change.diff"])
        .env("GIT_CEILING_DIRECTORIES", folder.path(".."))
        .current_dir(folder.path(""))
        .output();
    let apply = apply.expect("git is installed");
    assert!(apply.status.success(), "{apply:?}");
    let applied = (folder.read("notes/0014 é fruit.md"), folder.read("notes/0013-lamp.txt"));
    let other = referring("renumber-diff-other", NAMED);
    other.run("renumber 12").expect(0, &[]);
    assert_eq!(applied, (other.read("notes/0014-fruit.md"), other.read("notes/0013-lamp.txt")));
}

#[test]
fn numbers_are_changed_as_they_are_written() {
    let folder = archive("renumber-forms", "");
    let change = |text: &str, arguments: &str| {
        folder.write("notes/x.md", text);
        folder.run(&format!("renumber notes/x.md {arguments}")).expect(0, &[]);
        folder.read("notes/x.md")
    };
    let head = |line: &str| note(20, "22 May 2021", "Halden: A lamp").replace("Harbour Notes # 20, 22 May 2021", line);
    assert_eq!(change(&head("Harbour Notes # XX, 22 May 2021"), ""), head("Harbour Notes # 13, 22 May 2021"));
    assert_eq!(change(&head("Harbour Notes # ___, 22 May 2021"), "30"), head("Harbour Notes # 30, 22 May 2021"));
    assert_eq!(change(&head("Harbour Notes # , 22 May 2021"), "30"), head("Harbour Notes # 30, 22 May 2021"));
    assert_eq!(change(&head("Harbour Notes # 20-22, 22 May 2021"), "31"), head("Harbour Notes # 31-33, 22 May 2021"));
    assert_eq!(change(&head("Harbour Notes # 20 & 21, 22 May 2021"), ""), head("Harbour Notes # 13 & 14, 22 May 2021"));
    let windows = format!("\u{feff}{}", head("Harbour Notes # 20, 22 May 2021").replace('\n', "\r\n"));
    assert_eq!(change(&windows, "31"), windows.replace("# 20", "# 31"));
    let front = format!("---\nnumber: 20\ntitle: Halden\n---\n\n{}", head("Harbour Notes # 20, 22 May 2021"));
    assert_eq!(change(&front, "31"), front.replace("number: 20", "number: 31").replace("# 20", "# 31"));
}

#[test]
fn a_number_in_the_title_or_only_in_the_name_is_changed_there() {
    let folder = Folder::bare("renumber-records");
    let record = |title: &str| {
        format!(
            "# {title}\n\nDate: 2021-03-02\n\n## Status\n\nAccepted\n\n## Context\n\nA.\n\n## Decision\n\nB.\n\n## Consequences\n\nC.\n"
        )
    };
    folder.write("lint.toml", "house = 'adr'\n");
    folder.write("0007-tides.md", record("7. Keep tides in one file"));
    folder.write("0008-time.md", record("Answer in local time"));
    folder.run("renumber 7 12").expect(0, &["0007-tides.md: No. 7 is No. 12 now, in `0012-tides.md`"]);
    assert_eq!(folder.read("0012-tides.md"), record("12. Keep tides in one file"));
    let said = folder.run("renumber 0008-time.md 9 --diff");
    said.expect(1, &[]);
    assert_eq!(said.out, "diff --git a/0008-time.md b/0009-time.md\nrename from 0008-time.md\nrename to 0009-time.md\n");
    folder.run("renumber 0008-time.md 9").expect(0, &["No. 8 is No. 9 now"]);
    assert_eq!(folder.files(), ["0009-time.md", "0012-tides.md", "lint.toml"]);
}

#[test]
fn a_digest_is_renumbered_at_its_head() {
    let folder = Folder::bare("renumber-digest");
    folder.write("lint.toml", "house = 'conflict-weekly'\n");
    let arguments = ["new", "Halden: The lamp burns again", "--author", "Ines Okafor", "--date", "2023-06-01", "-o", "a.txt"];
    folder.run_each(&arguments).expect(0, &[]);
    folder.write("a.txt", folder.read("a.txt").replace("#XX", "#178").replace(".XX", ".22"));
    folder.run("renumber 178 180").expect(0, &["a.txt: No. 178 is No. 180 now"]);
    assert!(folder.read("a.txt").contains("#180, 1 June 2023, Vol.22, No.22\n"), "{}", folder.read("a.txt"));
}

#[test]
fn what_cannot_be_is_refused_and_changes_nothing() {
    let folder = referring(
        "renumber-refused",
        &format!("{NAMED}\nreserved = [{{ number = 14, reason = 'held for the review' }}]\nledger = 'printed.txt'"),
    );
    folder.write("printed.txt", "1 April 2021 | Harbour Notes # 5\nHalden: Only listed\n");
    folder.write("notes/0020-x.md", "taken\n");
    folder.write("notes/0030-malformed.txt", note(30, "29 May 2021", "Halden: Malformed").replace("# 30, ", "30 "));
    folder.write("notes/0031-two.txt", [note(31, "29 May 2021", "Halden: One"), note(32, "29 May 2021", "Halden: Two")].join("\n"));
    folder.write("lone.txt", "Not a note.\n");
    let before: Vec<_> = folder.files().into_iter().map(|name| (folder.read(&name), name)).collect();
    for (arguments, said) in [
        ("12 13", "the number 13 is taken, in `notes/0013-lamp.txt`"),
        ("12 5", "the number 5 is taken, in line 1 of `printed.txt`"),
        ("12 14", "the number 14 cannot be taken: it is reserved: held for the review"),
        ("12 12", "the note has the number 12 already"),
        ("12 0", "no note has the number 0"),
        ("12 999999999999999999999999999999", "is too large for the number of a note"),
        ("12 twelve", "`twelve` is no number"),
        ("12 20", "`notes/0012-fruit.md` cannot be named `notes/0020-fruit.md`"),
        ("99", "no note here has the number 99"),
        ("5", "no note here has the number 5; it stands in line 1 of `printed.txt`"),
        ("14", "no note here has the number 14; it is reserved: held for the review"),
        ("notes/0030-malformed.txt", "the number line of `notes/0030-malformed.txt`, line 3, is malformed"),
        ("notes/0031-two.txt", "there are several notes in `notes/0031-two.txt`"),
        ("lone.txt", "there is no numbered note in `lone.txt`"),
        ("nowhere.txt", "there is no file or folder `nowhere.txt`"),
        ("notes", "`notes` is no file"),
    ] {
        if arguments == "12 20" {
            folder.write("notes/0020-fruit.md", "theirs\n");
        }
        folder.run(&format!("renumber {arguments}")).expect(2, &[said]);
        if arguments == "12 20" {
            assert_eq!(folder.read("notes/0020-fruit.md"), "theirs\n");
            std::fs::remove_file(folder.path("notes/0020-fruit.md")).expect("it is there");
        }
    }
    let after: Vec<_> = folder.files().into_iter().map(|name| (folder.read(&name), name)).collect();
    assert_eq!(before, after);
}

#[test]
fn one_of_several_notes_in_a_file_leaves_its_name() {
    let folder = archive("renumber-several", NAMED);
    folder.write("notes/0031-two.txt", [note(31, "29 May 2021", "Halden: One"), note(32, "29 May 2021", "Halden: Two")].join("\n"));
    folder.run("renumber 32 40").expect(0, &["notes/0031-two.txt: No. 32 is No. 40 now\n"]);
    let text = folder.read("notes/0031-two.txt");
    assert!(text.contains("# 31, 29 May") && text.contains("# 40, 29 May"), "{text}");
}

#[cfg(unix)]
#[test]
fn a_link_is_not_renamed() {
    let folder = archive("renumber-link", NAMED);
    std::os::unix::fs::symlink("0012-fruit.md", folder.path("notes/link.md")).expect("a link can be made");
    folder.run("renumber notes/link.md").expect(2, &["`notes/link.md` is a link", "`0012-fruit.md`"]);
    folder.run("renumber 12 20").expect(0, &["No. 12 is No. 20 now"]);
}

#[test]
fn references_in_words_in_links_and_in_fields_of_numbers_follow() {
    const HOUSE: &str = r#"
[house]
name = "pacts"
title = "Pacts"
[title]
from = "front-matter"
[[field]]
name = "number"
keys = ["pact"]
required = true
[[field]]
name = "needs"
kind = "numbers"
[[field]]
name = "votes"
kind = "number"
[[section]]
id = "terms"
heading = "Terms"
[[section]]
id = "risks"
heading = "Risks"
[series]
numbers = "unique"
number-from = ["front-matter", "file-name"]
file-name = "{number}-{slug}"
[[reference]]
pattern = "PACT-{number}"
"#;
    let folder = Folder::new("renumber-fields");
    folder.write("house.toml", HOUSE);
    folder
        .write("lint.toml", "house = \"house.toml\"\n[series]\narchive = [\"pacts/*\"]\ncomplete = true\n[rules]\nnumber-gap = \"off\"\n");
    let pact = |number: u32, fields: &str, words: &str| {
        format!("---\npact: {number}\ntitle: Pact of the pier\n{fields}---\n\n## Terms\n\n{words}\n\n## Risks\n\nNone are known.\n")
    };
    folder.write("pacts/0003-bells.md", pact(3, "", "A bell is rung, as it always was."));
    folder.write("pacts/0013-oars.md", pact(13, "", "Oars are kept dry."));
    folder.write(
        "pacts/0005-ropes.md",
        pact(5, "needs: [3, 13]\nvotes: 3\n", "As PACT-3 and PACT-13 say, ropes hold. See [it](0003-bells.md#terms) and `PACT-3`."),
    );
    folder.write("pacts/0006-sails.md", pact(6, "needs: 13, 3\n", "Sails are furled by 3 people."));
    folder.write("pacts/0007-masts.md", pact(7, "needs:\n  - 3\n", "Masts stand."));
    folder.run("renumber 3 9").expect(0, &["No. 3 is No. 9 now, in `pacts/0009-bells.md`"]);
    let says = |file: &str, words: &[&str]| {
        let text = folder.read(file);
        for words in words {
            assert!(text.contains(words), "{words}: {text}");
        }
    };
    says("pacts/0005-ropes.md", &["needs: [9, 13]\nvotes: 3\n", "As PACT-9 and PACT-13 say", "[it](0009-bells.md#terms)", "`PACT-3`"]);
    says("pacts/0006-sails.md", &["needs: 13, 9\n", "by 3 people"]);
    says("pacts/0007-masts.md", &["needs:\n  - 9\n"]);
    assert_eq!(folder.findings("--only unresolved-reference pacts").0, [""; 0]);
}
