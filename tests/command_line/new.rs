//! `new`: a draft to begin with.

use crate::folder::archive::{NAMED, archive, note};
use crate::folder::{Folder, Said};

/// The findings of a check of this file, without the path and with the marks counted as one.
fn rules(folder: &Folder, file: &str, arguments: &str) -> Vec<String> {
    let (lines, _) = folder.findings(&format!("{arguments} {file}"));
    let rule = |line: &String| line.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map(|(rule, _)| rule.to_owned());
    let mut rules: Vec<String> = lines.iter().filter_map(rule).collect();
    rules.dedup();
    rules
}

fn begin(folder: &Folder, more: &[&str]) -> Said {
    folder.run_each(&[&["new", "Halden: The lamp burns again", "--author", "Ines Okafor", "--date", "2021-05-22"], more].concat())
}

/// The draft with text where it has marks.
fn written(draft: &str) -> String {
    let mut out = draft.to_owned();
    for thing in ["lamp", "tower", "stair", "boat", "bell", "chart"] {
        out = out.replacen(", TODO. TODO.", &format!(", the {thing} itself. It had been out of use for a year."), 1);
    }
    out = out.replace(", TODO.", ", the keepers lit the lamp again.").replace("TODO.", "The keepers lit the lamp again.");
    assert!(!out.contains("TODO"), "{out}");
    out
}

#[test]
fn a_draft_has_the_next_number_and_every_part() {
    let folder = archive("new-draft", "reserved = [{ number = 13, reason = 'held' }]");
    let said = begin(&folder, &[]);
    said.expect(0, &[]);
    assert_eq!(
        said.out,
        "Harbour Notes\n\nHarbour Notes # 14, 22 May 2021\n\n# Halden: The lamp burns again\n\nInes Okafor\n\n## What was seen?\n\nOn 22 May, TODO.\n\n\
         ## Why now?\n\nFirst, TODO. TODO.\n\nSecond, TODO. TODO.\n\n## What follows?\n\nFirst, TODO. TODO.\n\nSecond, TODO. TODO.\n"
    );
}

#[test]
fn what_is_to_be_written_is_found_and_nothing_else_is_wrong() {
    let folder = archive("new-clean", "");
    for file in ["drafts/a.md", "drafts/b.txt"] {
        folder.write("drafts/keep", "");
        begin(&folder, &["-o", file]).expect(0, &["is written, No. 13: replace each `TODO`"]);
        assert_eq!(rules(&folder, file, ""), ["leftover-text"], "{file}");
        folder.write(file, written(&folder.read(file)));
        assert_eq!(folder.findings(file).0, Vec::<String>::new(), "{file}");
        std::fs::remove_file(folder.path(file)).expect("it is there");
    }
}

#[test]
fn shipped_houses_begin_drafts_that_become_clean() {
    for (house, authors, file) in [
        ("gp-short-notes", true, "n.md"),
        ("gp-short-notes", true, "n.txt"),
        ("conflict-weekly", true, "n.md"),
        ("conflict-weekly", true, "n.txt"),
        ("the-world-this-week", true, "n.md"),
        ("adr", false, ""),
    ] {
        let folder = Folder::bare(&format!("new-shipped-{house}-{file}"));
        let mut arguments = vec!["new", "Halden: The lamp burns again", "--house", house, "--date", "2021-05-22"];
        if authors {
            arguments.extend(["--author", "Ines Okafor", "--author", "Tomas Reyes", "-o", file]);
        }
        folder.run_each(&arguments).expect(0, &["is written"]);
        let name = folder.files().pop().expect("a draft");
        let found = rules(&folder, &name, &format!("--house {house}"));
        assert!(
            found.iter().all(|rule| ["leftover-text", "unassigned-number", "publishing-weekday"].contains(&rule.as_str())),
            "{house}: {found:?}"
        );
        assert!(found.contains(&"leftover-text".to_owned()), "{house}: {found:?}");
        folder.write(
            &name,
            written(&folder.read(&name)).replace("# XX", "# 7").replace("#XX", "#7").replace(". XX", ". 2").replace(".XX", ".2"),
        );
        let found = rules(&folder, &name, &format!("--house {house}"));
        assert!(found.iter().all(|rule| rule == "publishing-weekday"), "{house}: {found:?} in {}", folder.read(&name));
    }
}

#[test]
fn a_title_stands_where_the_house_has_it() {
    let folder = Folder::bare("new-title");
    let heading = "# Lamps that burn twice";
    for (house, has, has_not) in [
        ("eip", "\ntitle: Lamps that burn twice\n", heading),
        ("pep", "Title: Lamps that burn twice\n", heading),
        ("rust-rfc", "Start Date: 2021-05-22\n", heading),
        ("kep", "# KEP-1: Lamps that burn twice", "title:"),
        ("madr", heading, "title:"),
    ] {
        let said = folder.run_each(&["new", "Lamps that burn twice", "--house", house, "--date", "2021-05-22"]);
        said.expect(0, &["is written"]);
        let draft = folder.read(said.out.split(' ').next().unwrap_or_default());
        assert!(draft.contains(has) && !draft.contains(has_not), "{house}: {draft}");
    }
}

#[test]
fn authors_are_listed_as_the_house_lists_them() {
    let folder = archive("new-authors", "");
    let byline = |authors: &[&str]| {
        let named: Vec<&str> = authors.iter().flat_map(|author| ["--author", *author]).collect();
        let said = folder.run_each(&[&["new", "Halden: A lamp", "--date", "2021-05-22"], named.as_slice()].concat());
        said.out.lines().nth(6).unwrap_or_default().to_owned()
    };
    assert_eq!(byline(&["Ines Okafor"]), "Ines Okafor");
    assert_eq!(byline(&["Ines Okafor", "Tomas Reyes"]), "Ines Okafor and Tomas Reyes");
    assert_eq!(byline(&["Ana Luísa de Brito", "Prajwal T V", "陳 大文"]), "Ana Luísa de Brito, Prajwal T V and 陳 大文");
}

#[test]
fn the_file_is_named_as_the_archive_names_its_files() {
    let folder = archive("new-file", NAMED);
    begin(&folder, &[]).expect(0, &["notes/0013-halden-the-lamp-burns-again.md is written, No. 13"]);
    begin(&folder, &["-o", "-"]).expect(0, &["# 14, 22 May 2021"]);
    // The archive now ends with a plain text note.
    folder.write("notes/0014-x.txt", note(14, "29 May 2021", "Halden: Plain"));
    folder
        .run_each(&["new", "Zábrdí: L’été & \"co\" / ..", "--author", "Ines Okafor", "--date", "2021-06-05"])
        .expect(0, &["notes/0015-zábrdí-lété-co.txt is written"]);
    assert!(folder.read("notes/0015-zábrdí-lété-co.txt").contains("\n\nZábrdí: L’été & \"co\" / ..\nInes Okafor\n\n"));
}

#[test]
fn nothing_is_overwritten_and_no_folder_made() {
    let folder = archive("new-never", NAMED);
    folder.write("mine.md", "mine\n");
    begin(&folder, &["-o", "mine.md"]).expect(2, &["`mine.md` exists already, and is left as it is"]);
    assert_eq!(folder.read("mine.md"), "mine\n");
    begin(&folder, &["-o", "nowhere/a.md"]).expect(2, &["`nowhere/a.md` cannot be written: its folder does not exist"]);
    begin(&folder, &["-o", "a.docx"]).expect(2, &["`a.docx` is no name for a draft"]);
    folder.write("notes/0013-halden-the-lamp-burns-again.md", "no note\n");
    begin(&folder, &[]).expect(2, &["`notes/0013-halden-the-lamp-burns-again.md` exists already"]);
}

#[test]
fn titles_that_cannot_be_read_back_are_refused() {
    let folder = archive("new-titles", "");
    let with = |title: &str| folder.run_each(&["new", title, "--author", "Ines Okafor", "--date", "2021-05-22"]);
    with(" ").expect(2, &["the title is empty"]);
    with("a\nb").expect(2, &["the title holds a line break or another control character"]);
    with(&"a".repeat(201)).expect(2, &["the title is 201 characters long, and may be 200"]);
    with("What was seen?").expect(2, &["`What was seen?` would not be read as the title"]);
    with("*Stars* & <b>marks</b> [x](y) # `code`").expect(0, &["\\*Stars\\* & \\<b>marks\\</b> [x\\](y) # \\`code\\`"]);
    with("# 1").expect(0, &[]);
    let author = |name: &str| folder.run_each(&["new", "Halden: A lamp", "--author", name, "--date", "2021-05-22"]);
    author("").expect(2, &["the author is empty"]);
    author("a\tb").expect(2, &["the author holds a line break"]);
}

#[test]
fn what_the_author_should_know_of_the_date_is_said() {
    let folder = archive("new-date", "");
    let on = |date: &str| folder.run_each(&["new", "Halden: A lamp", "--author", "Ines Okafor", "--date", date]);
    on("2021-05-26").expect(0, &["2021-05-26 is a Wednesday, and Harbour Notes is published on Saturday, Sunday"]);
    on("2021-05-01").expect(0, &["2021-05-01 is earlier than 2021-05-15, the date of No. 12"]);
    on("2021-02-30").expect(2, &["write a day of the calendar"]);
    folder.run_each(&["new", "Halden: A lamp", "--author", "Ines Okafor", "--today", "2021-05-29"]).expect(0, &["# 13, 29 May 2021"]);
}

#[test]
fn a_series_without_notes_begins_and_one_that_nobody_declares_is_left_open() {
    let folder = archive("new-first", "known-gaps = [{ from = 1, to = 300, reason = 'before' }]");
    for name in folder.files().iter().filter(|name| name.starts_with("notes/")) {
        std::fs::remove_file(folder.path(name)).expect("it is there");
    }
    begin(&folder, &[]).expect(0, &["no note of Harbour Notes was found, so this is No. 301", "# 301, 22 May 2021"]);
    folder.write("lint.toml", "house = 'house.toml'\n");
    begin(&folder, &[]).expect(0, &["the number is left open", "Harbour Notes # XX, 22 May 2021"]);
    folder.write("a.txt", note(7, "15 May 2021", "Halden: Seven"));
    begin(&folder, &[]).expect(0, &["the number follows the 1 note found here", "# 8, 22 May 2021"]);
}

#[test]
fn the_house_has_to_be_clear() {
    let folder = Folder::bare("new-house");
    begin(&folder, &[]).expect(2, &["nothing here says which house the draft is for", "--house gp-short-notes"]);
    folder.write("lint.toml", "house = ['gp-short-notes', 'adr']\n");
    begin(&folder, &[]).expect(2, &["lint.toml declares several houses", "`--house adr` or `--house gp-short-notes`"]);
    begin(&folder, &["--house", "adr"]).expect(2, &["name no authors"]);
    begin(&folder, &["--house", "no-such"]).expect(2, &["there is no house format `no-such`"]);
    folder.write("lint.toml", "hous = 'adr'\n");
    begin(&folder, &[]).expect(2, &["invalid-settings"]);
}
