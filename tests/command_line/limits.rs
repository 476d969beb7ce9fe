//! What is too much is told where it stands, with what to do, and ends with exit code 2.

use crate::folder::{Folder, HOUSE, NOTE, Said};

/// What a check says of `a.txt`, with long messages in one line.
fn told(folder: &Folder, arguments: &str) -> String {
    let Said { out, err, code } = folder.run(arguments);
    assert_eq!(code, Some(2), "{arguments}: {out}{err}");
    (out + &err).replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_draft_has_four_mebibytes_at_most_unless_somebody_says_otherwise() {
    let folder = Folder::new("limits-size");
    folder.write("a.txt", format!("{NOTE}\n{}", "the fruit does not keep and ".repeat((5 << 20) / 28)));
    let said = told(&folder, "check a.txt");
    assert!(said.contains("larger than 4 MiB") && said.contains("`--file-size`"), "{said}");
    assert_ne!(folder.run("check --file-size 6MiB a.txt").code, Some(2), "the command line may have it read");
    folder.write("lint.toml", "house = 'house.toml'\n[limits]\nfile-size = '16 MiB'\n");
    assert_ne!(folder.run("check a.txt").code, Some(2), "so may lint.toml");
    let said = told(&folder, "check --file-size 1MiB a.txt");
    assert!(said.contains("larger than 1 MiB"), "the command line outweighs it: {said}");
    for size in ["17 MiB", "1 GiB"] {
        folder.write("lint.toml", format!("house = 'house.toml'\n[limits]\nfile-size = '{size}'\n"));
        let said = told(&folder, "check a.txt");
        assert!(said.contains("is more than lint.toml may ask for") && said.contains("`--file-size`"), "{said}");
    }
    folder.run("check --file-size much a.txt").expect(2, &["is no size of a file"]);
    folder.run("config --file-size 32MiB --isolated").expect(0, &["limits.file-size", "33554432", "command line"]);
}

/// Each takes some hundred bytes of memory for each of its own.
#[test]
fn a_text_of_nothing_but_lines_or_marks_is_refused_and_the_others_are_checked() {
    let folder = Folder::new("limits-parts");
    folder.write("b.txt", NOTE);
    for (name, unit) in [("a.md", "["), ("a.md", "> "), ("a.md", "|"), ("a.md", "a\n"), ("a.txt", "\n"), ("a.txt", "a\r\n")] {
        folder.write(name, NOTE.to_owned() + &unit.repeat((3 << 20) / unit.len()));
        let said = told(&folder, &format!("check {name} b.txt --format json"));
        assert!(said.contains("more lines or marks of Markdown than a draft should have"), "{unit}: {said}");
        assert!(said.contains("\"notes\": 1"), "the other is checked: {said}");
    }
}

#[test]
fn settings_have_limits_of_their_own() {
    let folder = Folder::new("limits-settings");
    folder.write("a.txt", NOTE);
    let many = |count: usize, entry: &dyn Fn(usize) -> String| (0..count).map(entry).collect::<String>();
    let list = |count: usize| format!("[{}]", many(count, &|number| format!("'A{number}',")));
    let section = |number| format!("[[section]]\nid = 's{number}'\nheading = 'Of the matter {number}'\n");
    let term = |number| format!("[[term]]\nid = 't{number}'\navoid = ['w{number}']\n");
    let patterned =
        |count, pattern: &str| format!("{HOUSE}\n[[term]]\nid = 'p'\npatterns = [{}]\n", many(count, &|_| format!("'{pattern}',")));
    let house = "house = 'house.toml'\n";
    for (rule, message, settings, format) in [
        ("invalid-settings", "larger than 1 MiB", format!("{house}#{}\n", "x".repeat(1 << 20)), HOUSE.to_owned()),
        ("invalid-settings", "`acronyms` has more than 1000 entries", format!("{house}acronyms = {}\n", list(1001)), HOUSE.to_owned()),
        ("invalid-settings", "more than 16 files", format!("{house}packs = {}\n", list(17)), HOUSE.to_owned()),
        (
            "invalid-settings",
            "`overrides` has more than 200 entries",
            house.to_owned() + &many(201, &|_| "[[overrides]]\ninclude = ['x']\n".to_owned()),
            HOUSE.to_owned(),
        ),
        (
            "invalid-settings",
            "`ignore` has more than 5000 entries",
            house.to_owned() + &many(5001, &|number| format!("[[ignore]]\nfile = 'x{number}'\nrule = 'doubled-word'\nreason = 'x'\n")),
            HOUSE.to_owned(),
        ),
        ("invalid-house", "larger than 1 MiB", house.to_owned(), format!("{HOUSE}\n#{}\n", "x".repeat(1 << 20))),
        ("invalid-house", "`section` has more than 64 entries", house.to_owned(), format!("{HOUSE}\n{}", many(65, &section))),
        ("invalid-house", "`term` has more than 500 entries", house.to_owned(), format!("{HOUSE}\n{}", many(501, &term))),
        ("invalid-house", "more than 200 patterns", house.to_owned(), patterned(201, "q[0-9]")),
        ("invalid-house", "too large together", house.to_owned(), patterned(20, r"\w{4}q\w")),
        ("invalid-house", "it is too large", house.to_owned(), patterned(1, r"\w{60}q")),
        (
            "invalid-house",
            "more than 32 wordings",
            house.to_owned(),
            format!("{HOUSE}\n[[section]]\nid = 'x'\nheading = 'Of the rest'\nalso-seen = {}\n", list(33)),
        ),
    ] {
        folder.write("lint.toml", settings);
        folder.write("house.toml", format);
        let said = told(&folder, "check a.txt");
        assert!(said.contains(rule) && said.contains(message), "{message}: {}", said.chars().take(2000).collect::<String>());
    }
}

#[test]
fn a_roster_and_a_baseline_have_limits_too() {
    let folder = Folder::new("limits-lists");
    folder.write("a.txt", NOTE);
    folder.write("lint.toml", "house = 'house.toml'\nroster = 'authors.toml'\n");
    let names = (0..5001).map(|number| format!("'Ana B{number}',")).collect::<Vec<_>>().concat();
    folder.write("authors.toml", format!("names = [{names}]\n"));
    let said = told(&folder, "check a.txt");
    assert!(said.contains("invalid-settings") && said.contains("`names` has more than 5000 entries"), "{said}");
    folder.write("lint.toml", "house = 'house.toml'\nbaseline = 'known.json'\n");
    folder.write("known.json", " ".repeat((16 << 20) + 1));
    let said = told(&folder, "check a.txt");
    assert!(said.contains("invalid-settings") && said.contains("larger than 16 MiB"), "{said}");
}
