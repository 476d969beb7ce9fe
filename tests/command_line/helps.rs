//! What is said of values that cannot be used: what is wrong with them, and a help that leads somewhere.

use crate::folder::{Folder, HOUSE, NOTE};

/// What a check says of lint.toml with `text` after the house.
fn told(folder: &Folder, text: &str) -> String {
    folder.write("lint.toml", text);
    folder.write("a.txt", NOTE);
    let said = folder.run("check a.txt");
    assert_eq!(said.code, Some(2), "{text}: {said:?}");
    // Long messages are wrapped.
    said.out.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_help_can_be_followed() {
    let folder = Folder::new("helps");
    for (text, wanted, unwanted) in [
        ("house = 'house.toml'\n[limits]\nfile-size = -1\n", "write a number and `KiB` or `MiB`", "\"-1\""),
        ("house = 'house.toml'\n[limits]\nfile-size = 100\n", "file-size = \"4 MiB\"", "\"100\""),
        ("house = 3\n", "`house` should be words in quotes or a list of them, not a number", "`house = \"3\"`"),
        ("house = 3\n", "write `house = \"…\"`", "\"3\""),
        ("house = 'house.toml'\nacronyms = 3\n", "write `acronyms = [\"…\", \"…\"]`", "\"3\""),
        ("house = 'house.toml'\nacronyms = [1, 'SCO']\n", "write `\"1\"`, or take it out", "acronyms = \"1\""),
        ("house = 'house.toml'\nacronyms = [['SCO']]\n", "should hold words in quotes, not a list", "acronyms = \"["),
        ("house = 'house.toml'\nacronyms = [1, 2]\n", "write `acronyms = [\"1\", \"2\"]`", "…"),
        ("house = 'house.toml'\nacronyms = 'SCO'\n", "write `acronyms = ['SCO']`", "…"),
    ] {
        let said = told(&folder, text);
        assert!(said.contains(wanted) && !said.contains(unwanted), "{text}: {said}");
    }
    let folder = Folder::new("helps-patterns");
    for (pattern, wanted) in
        [("(a{1,1000}){1,1000}", "write a shorter one"), ("a*", "one character at least"), ("[a", "stand for themselves only after a `\\`")]
    {
        folder.write("house.toml", format!("{HOUSE}\n[leftover]\npatterns = ['{pattern}']\n"));
        let said = told(&folder, "house = 'house.toml'\n");
        assert!(said.contains("is no pattern") && said.contains(wanted), "{pattern}: {said}");
        assert_eq!(said.contains("stand for themselves"), pattern == "[a", "{pattern}: {said}");
    }
    let folder = Folder::new("helps-nul");
    folder.write("b.md", b"Harbour\0Notes\n");
    folder.run("b.md").expect(2, &["file that is not text, with NUL bytes in it"]);
}

#[test]
fn a_least_above_the_most_is_refused() {
    let folder = Folder::new("extremes");
    let rules = |rules: &str| format!("house = 'house.toml'\n[rules]\npoints-count = {{ {rules} }}\n");
    for (said, message, place) in [
        ("min = 5, max = 2", "`points-count` asks for at least 5 and at most 2, which is never so", "3:33"),
        ("max = 2, min = 5", "`points-count` asks for at least 5 and at most 2, which is never so", "3:33"),
        ("min = 9", "at least 9 and at most 5 where nothing is said", "3:24"),
        ("max = 1", "at least 2 where nothing is said and at most 1", "3:24"),
    ] {
        folder.write("a.txt", NOTE);
        folder.write("lint.toml", rules(said));
        let (findings, code) = folder.findings("a.txt");
        assert_eq!(code, Some(2), "{said}");
        let [finding] = findings.as_slice() else { panic!("{said}: {findings:#?}") };
        assert!(finding.starts_with(&format!("lint.toml:{place}: error[invalid-settings]")) && finding.contains(message), "{finding}");
    }
    for sound in ["min = 2, max = 2", "min = 9, max = 9", "max = 9", "min = 1, max = 1", "level = 'off'"] {
        folder.write("lint.toml", rules(sound));
        assert_ne!(folder.findings("a.txt").1, Some(2), "{sound}");
    }
    let invalid = |name: &str, message: &str| folder.run("check a.txt").expect(2, &[name, message]).out.matches("never so").count();
    folder.write("house.toml", format!("{HOUSE}\n[rules]\npoints-count = {{ min = 4 }}\n"));
    folder.write("lint.toml", rules("max = 3"));
    assert_eq!(invalid("invalid-settings", "at least 4 and at most 3"), 1);
    folder.write("house.toml", format!("{HOUSE}\n[rules]\npoints-count = {{ min = 4, max = 3 }}\n"));
    folder.write("lint.toml", "house = 'house.toml'\n");
    assert_eq!(invalid("invalid-house", "at least 4 and at most 3"), 1);
    folder.write("house.toml", HOUSE);
    let entry = "[[overrides]]\ninclude = ['*.txt']\nrules = { points-count =";
    folder.write("lint.toml", format!("{}{entry} {{ min = 4 }} }}\n", rules("min = 1, max = 3")));
    assert_eq!(invalid("invalid-settings", "at least 4 and at most 3"), 1);
    folder.write("lint.toml", format!("house = 'house.toml'\n{entry} {{ max = 1 }} }}\n"));
    assert_ne!(folder.findings("a.txt").1, Some(2), "its house may say more");
}
