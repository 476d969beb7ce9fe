//! Whatever it is given, the program says what is wrong and what to do, and ends with the code that the contract gives.

use std::fs;

use crate::folder::{Folder, HOUSE, NOTE};

#[test]
fn an_empty_file() {
    let folder = Folder::new("empty");
    folder.write("a.md", "");
    folder.run("a.md").expect(1, &["unrecognised-draft", "harbour-notes"]);
    folder.run("check").expect(2, &["nothing to check", "--allow-empty"]);
    folder.run("check --allow-empty").expect(0, &["nothing to check"]);
}

#[test]
fn only_a_heading() {
    let folder = Folder::new("heading");
    folder.write("a.md", "# Why now?\n");
    let (findings, code) = folder.findings("a.md");
    assert_eq!(code, Some(1), "{findings:?}");
    assert!(findings.iter().any(|finding| finding.contains("missing-number-line")), "{findings:?}");
}

#[test]
fn only_furniture() {
    let folder = Folder::new("furniture");
    folder.write("a.txt", "2021 | 2020 | 2019\nClick here for old notes\n");
    folder.run("a.txt").expect(1, &["unrecognised-draft"]);
}

#[test]
fn a_line_of_ten_megabytes() {
    let folder = Folder::new("long-line");
    let words = "the fruit does not keep and ".repeat(10 << 20 >> 5);
    folder.write("a.md", NOTE.replace("Fruit from", &format!("{words}fruit from")));
    let said = folder.run("check --file-size 16MiB --format concise a.md");
    assert!(said.code == Some(0) || said.code == Some(1), "{:?} {}", said.code, said.err);
}

#[test]
fn a_hundred_thousand_headings() {
    let folder = Folder::new("headings");
    let note = format!("{NOTE}\n{}", "## Why now?\n\n".repeat(100_000));
    folder.write("a.md", &note);
    let said = folder.run("check --format concise a.md");
    said.expect(2, &["a.md:1:1: error[unreadable-file] this has more than 10000 findings: the rest of them are left out"]);
    assert!(said.out.lines().count() <= 10_002, "{}", said.out.lines().count());
    folder.write("lint.toml", "house = 'house.toml'\n[limits]\nfindings = 200000\n");
    let (findings, code) = folder.findings("a.md");
    assert_eq!(code, Some(1));
    assert!(findings.len() >= 99_999, "{}", findings.len());
}

#[test]
fn more_findings_than_are_wanted() {
    let folder = Folder::new("many-findings");
    folder.write("lint.toml", "house = 'house.toml'\n[limits]\nfindings = 1\n");
    folder.write("a.md", NOTE.replace("First,", "Firstly,").replace("Second,", "Secondly,"));
    let said = ["`Firstly,`", "unreadable-file", "more than 1 finding:", "raise `findings` under `[limits]`"];
    folder.run("check a.md").expect(2, &said);
    folder.run("fix a.md").expect(0, &["2 mended: ordinal-form (2)"]);
    assert_eq!(folder.read("a.md"), NOTE);
}

#[test]
fn bytes_that_are_no_utf_8() {
    let folder = Folder::new("invalid");
    folder.write("a.md", b"Harbour Notes\nca\xf1on\n");
    folder.write("b.txt", NOTE);
    folder.run("check --format concise .").expect(2, &["a.md:2:3: error[unreadable-file]", "Windows-1252"]);
    folder.run("a.md b.txt").expect(2, &["copydesk import a.md"]);
    folder.run("check --diff a.md").expect(2, &["unreadable-file"]);
    folder.run("check --fail-on never a.md").expect(2, &["unreadable-file"]);
    folder.write("c.txt", NOTE.replace("First,", "Third,"));
    folder.run("check --format concise .").expect(2, &["a.md:2:3: error[unreadable-file]", "c.txt:10:1: error[ordinal-sequence]"]);
}

#[test]
fn nul_bytes() {
    let folder = Folder::new("nul");
    folder.write("a.md", b"Harbour\0Notes\n");
    folder.run("check --format concise a.md").expect(2, &["a.md:1:8: error[unreadable-file]", "NUL", "not text"]);
}

#[test]
fn utf_16() {
    let folder = Folder::new("utf-16");
    let units = |mark: bool| {
        NOTE.encode_utf16().flat_map(u16::to_le_bytes).fold(if mark { vec![0xff, 0xfe] } else { Vec::new() }, |mut bytes, byte| {
            bytes.push(byte);
            bytes
        })
    };
    folder.write("marked.txt", units(true));
    folder.write("bare.txt", units(false));
    folder.run("check --format concise marked.txt").expect(2, &["marked.txt:1:1: error[unreadable-file]", "UTF-16 text"]);
    folder.run("check --format concise bare.txt").expect(2, &["bare.txt:1:2: error[unreadable-file]", "UTF-16 text"]);
}

#[test]
fn a_word_document() {
    let folder = Folder::new("word");
    // The head of a zip entry called word/document.xml.
    let mut zip = b"PK\x03\x04\x14\x00\x00\x00\x08\x00".to_vec();
    zip.extend([0; 16]);
    zip.extend(b"\x11\x00\x00\x00word/document.xml\x8b\xff");
    folder.write("a.docx", &zip);
    folder.write("b.md", &zip);
    folder.write("c.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00");
    for (name, help) in [("a.docx", "save it again as .docx"), ("b.md", "copydesk import b.md"), ("c.doc", "save it as .docx")] {
        folder.run(&format!("check --format concise {name}")).expect(2, &["unreadable-file", "a Word document"]);
        folder.run(name).expect(2, &[help]);
    }
}

#[test]
fn more_than_is_allowed() {
    let folder = Folder::new("large");
    folder.write("lint.toml", "house = 'house.toml'\n[limits]\nfile-size = '1 KiB'\n");
    folder.write("a.md", "x".repeat(1025));
    folder.run("a.md").expect(2, &["unreadable-file", "1 KiB", "file-size"]);
    folder.write("a.md", "x".repeat(1024));
    folder.run("a.md").expect(1, &["unrecognised-draft"]);
}

#[test]
fn a_folder_called_like_a_draft() {
    let folder = Folder::new("folder");
    fs::create_dir(folder.path("x.md")).expect("it can be made");
    folder.run("check x.md").expect(2, &["nothing to check", "`x.md`"]);
    folder.write("x.md/a.txt", NOTE);
    folder.run("x.md").expect(0, &["x.md/a.txt"]);
    folder.run("check").expect(0, &["x.md/a.txt"]);
}

#[cfg(unix)]
#[test]
fn no_permission() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("permission");
    folder.write("a.md", NOTE);
    fs::set_permissions(folder.path("a.md"), fs::Permissions::from_mode(0o0)).expect("it is ours");
    if fs::read(folder.path("a.md")).is_ok() {
        return; // Nothing is forbidden to the superuser.
    }
    folder.run("a.md").expect(2, &["`a.md` cannot be read", "permission"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing() {
    let folder = Folder::new("link");
    folder.write("good.txt", NOTE);
    std::os::unix::fs::symlink("nowhere.md", folder.path("a.md")).expect("links can be made");
    folder.run("a.md").expect(2, &["`a.md` is a link to `nowhere.md`, which does not exist"]);
    folder.run("check").expect(2, &["`a.md` is a link", "good.txt"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let folder = Folder::new("pipe");
    let made = std::process::Command::new("mkfifo").arg(folder.path("a.md")).status();
    if made.is_ok_and(|status| status.success()) {
        folder.run("a.md").expect(2, &["neither a file nor a folder"]);
    }
}

#[test]
fn a_path_that_is_not_there() {
    let folder = Folder::new("missing");
    folder.run("notes/a.md").expect(2, &["no file or folder `notes/a.md`"]);
    folder.run("check notes").expect(2, &["no file or folder `notes`"]);
    folder.write("b.txt", NOTE.replace("First,", "Third,"));
    folder.run("check --format concise a.md b.txt").expect(2, &["no file or folder `a.md`", "b.txt:10:1: error[ordinal-sequence]"]);
}

#[test]
fn a_wrong_usage() {
    let folder = Folder::new("usage");
    folder.write("a.txt", NOTE);
    folder.run("chekc").expect(2, &["chekc"]);
    folder.run("check --fixx a.txt").expect(2, &["--fix"]);
    folder.run("check --base no-such-revision a.txt").expect(2, &["error: "]);
    folder.run("check --level missing-titel=off a.txt").expect(2, &["did you mean `missing-title`"]);
    folder.run("check --level missing-title=loud a.txt").expect(2, &["`loud` is no level"]);
    folder.run("check --level internal-error=off a.txt").expect(2, &["always an error"]);
    folder.run("check --only nothing-like-it a.txt").expect(2, &["there is no rule `nothing-like-it`"]);
    folder.run("check --format xml a.txt").expect(2, &["xml", "concise"]);
    folder.run("check --output report.json a.txt").expect(2, &["json=report.json"]);
    folder.run("check --today yesterday a.txt").expect(2, &["year, month, day"]);
    folder.run("check --unsafe-fixes a.txt").expect(2, &["--fix"]);
    folder.run("check --house harbor a.txt").expect(2, &["there is no house format `harbor`"]);
    folder.run("check --config nowhere.toml a.txt").expect(2, &["no file or folder `nowhere.toml`"]);
    folder.run("check --stdin-filename b.md a.txt").expect(2, &["standard input"]);
    folder.run("explain missing-titel").expect(2, &["did you mean `missing-title`"]);
}

#[test]
fn settings_with_five_faults() {
    let folder = Folder::new("faults");
    folder.write(
        "lint.toml",
        "hous = 'x'\nfail-on = 'eror'\n[files]\nexclude = ['[a']\n[rules]\nno-such-rule = 'off'\npoints-count = { maxx = 4 }\n",
    );
    folder.write("a.txt", NOTE.replace("First,", "Third,"));
    let (findings, code) = folder.findings("a.txt");
    assert_eq!(code, Some(2));
    let places: Vec<_> = findings.iter().map(|finding| finding.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
    let lines = ["1:1", "2:11", "4:12", "6:1", "7:18"].map(|place| format!("lint.toml:{place}: error[invalid-settings]"));
    assert_eq!(places, lines, "{findings:#?}");
    folder.run("a.txt").expect(2, &["did you mean `house`", "1 file not checked because of the faults above"]);
}

#[test]
fn a_house_with_faults() {
    let folder = Folder::new("house-faults");
    folder.write("a.txt", NOTE);
    folder.write("house.toml", format!("{HOUSE}\n[leftover]\npatterns = ['[a']\n\n[rules]\nmissing-titel = 'off'\n"));
    folder.run("a.txt").expect(2, &["invalid-house", "house.toml:41:13"]);
    folder.write("house.toml", format!("{HOUSE}\n[rules]\nmissing-titel = 'off'\n"));
    folder.run("a.txt").expect(2, &["invalid-house", "there is no rule `missing-titel`", "did you mean `missing-title`"]);
    let without_sections = HOUSE.split("[[section]]").next().expect("there is a first part").to_owned();
    folder.write("house.toml", without_sections);
    folder.run("a.txt").expect(2, &["invalid-house", "section"]);
    folder.write("lint.toml", "house = 'nowhere.toml'\n");
    folder.run("check --format concise a.txt").expect(2, &["lint.toml:1:9: error[invalid-settings]", "nowhere.toml"]);
    folder.write("lint.toml", "house = 'gp-short-note'\n");
    folder.run("a.txt").expect(2, &["there is no house format `gp-short-note`", "did you mean `gp-short-notes`"]);
}

#[test]
fn an_ignore_comment_cut_off_at_the_end() {
    let folder = Folder::new("cut-off");
    for name in ["a.md", "a.txt"] {
        folder.write(name, format!("{NOTE}\n<!-- copydesk: ignore[missing-title"));
        let (findings, code) = folder.findings(name);
        assert_eq!(code, Some(0), "{findings:?}");
        assert!(findings.iter().any(|finding| finding.contains("warning[malformed-ignore]")), "{name}: {findings:?}");
    }
}

#[test]
fn an_ignore_comment_whose_bracket_is_closed_lines_later() {
    let folder = Folder::new("long-name");
    folder.write(
        "a.md",
        NOTE.replace("Port Ellery:", "<!-- copydesk: ignore[doubled-word\n<!-- copydesk: ignore[doubled-word] why -->\n\nPort Ellery:"),
    );
    let (findings, _) = folder.findings("a.md");
    assert!(findings.iter().all(|line| line.starts_with("a.md:")), "one line a finding: {findings:#?}");
    assert!(findings.iter().any(|line| line.contains("[unknown-rule] there is no rule `doubled-word <!-- copydesk")), "{findings:#?}");
}
