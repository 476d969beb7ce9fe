//! What makes up a series: which files are notes of it, what a run without an archive compares, and what cannot be read.

use crate::folder::{Folder, NOTE, numbered};

const ARCHIVE: &str = "house = 'house.toml'\n[series]\narchive = ['notes/**']\n";

fn note(number: u32, date: &str) -> String {
    numbered(NOTE, number).replace("15 May 2021", date)
}

fn archive(name: &str, settings: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("lint.toml", settings);
    folder.write("notes/10.txt", note(10, "12 May 2021"));
    folder.write("notes/11.txt", note(11, "13 May 2021"));
    folder
}

fn rules(findings: &[String]) -> Vec<String> {
    let rule = |line: &String| Some(format!("{} {}", line.split(':').next()?, line.split(['[', ']']).nth(1)?));
    findings.iter().filter_map(rule).collect()
}

#[test]
fn without_an_archive_only_the_drafts_of_the_run_are_compared() {
    let folder = Folder::new("series-of-a-run");
    folder.write("a.txt", note(10, "13 May 2021"));
    folder.write("b.txt", note(10, "14 May 2021"));
    folder.write("c.txt", note(30, "12 May 2021"));
    folder.write("d.txt", note(31, "15 May 2021").replace("31 dockers", "30 Dockers"));
    assert_eq!(rules(&folder.findings("").0), ["b.txt duplicate-number", "c.txt date-number-order", "d.txt duplicate-title"]);
    assert_eq!(folder.findings("a.txt d.txt"), (Vec::new(), Some(0)), "what is not in the run is not in its series");
}

#[test]
fn a_draft_outside_the_archive_is_new() {
    let folder = archive("series-new", ARCHIVE);
    folder.write("draft.txt", note(12, "15 May 2021"));
    assert_eq!(folder.findings("draft.txt"), (Vec::new(), Some(0)));
    folder.write("draft.txt", note(13, "15 May 2021"));
    assert_eq!(rules(&folder.findings("draft.txt").0), ["draft.txt number-not-next"]);
    let said = folder.run_with("check --today 2021-05-20 --format concise --stdin-filename draft.txt -", &note(11, "15 May 2021"));
    said.expect(1, &["draft.txt:1:17: error[duplicate-number] number 11 is taken already by a note in `notes/11.txt`"]);
    folder.write("draft.txt", note(12, "12 May 2021"));
    assert_eq!(rules(&folder.findings("draft.txt").0), ["draft.txt date-number-order"]);
    folder.write("lint.toml", ARCHIVE.replace("[series]\n", "[series]\nnumbers = 'increasing'\n"));
    folder.write("draft.txt", note(20, "15 May 2021"));
    assert_eq!(folder.findings("draft.txt"), (Vec::new(), Some(0)), "any higher number will do");
}

#[test]
fn an_unsafe_fix_gives_each_draft_a_number_of_its_own() {
    let folder = archive("series-fix", ARCHIVE);
    folder.write("a.txt", note(11, "14 May 2021").replace("11 dockers", "Eleven dockers"));
    folder.write("b.txt", note(44, "15 May 2021"));
    folder.write("c.txt", NOTE.replace("# 12,", "# XX,"));
    folder.run("fix --today 2021-05-20 --unsafe-fixes a.txt b.txt c.txt").expect(0, &["3 mended"]);
    let number = |file: &str| folder.read(file).lines().next().map(str::to_owned).unwrap_or_default();
    assert!(number("a.txt").starts_with("Harbour Notes # 12,"), "{}", number("a.txt"));
    assert!(number("b.txt").starts_with("Harbour Notes # 13,"), "{}", number("b.txt"));
    assert!(number("c.txt").starts_with("Harbour Notes # 14,"), "{}", number("c.txt"));
    assert_eq!(folder.findings("."), (Vec::new(), Some(0)));
}

#[test]
fn what_remains_after_a_fix_is_told_of_the_series_as_it_then_is() {
    let folder = archive("series-fix-remains", &format!("{ARCHIVE}complete = true\n"));
    folder.write("notes/12.txt", note(12, "14 May 2021"));
    folder.write("notes/11-b.txt", note(11, "15 May 2021").replace("11 dockers", "Eleven dockers"));
    let said = folder.run("fix --today 2021-05-20 --unsafe-fixes --format concise .");
    assert_eq!((said.code, said.out.as_str()), (Some(0), ""), "{said:?}");
    assert!(folder.read("notes/11-b.txt").starts_with("Harbour Notes # 13,"), "the later of the two");
}

#[test]
fn a_file_reached_twice_counts_once() {
    let folder = archive("series-twice", "house = 'house.toml'\n[series]\narchive = ['notes/**', 'notes/*.txt', '**/10.txt']\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink("10.txt", folder.path("notes/10-link.txt")).expect("a link can be made");
    assert_eq!(folder.findings("notes/10.txt ./notes/10.txt"), (Vec::new(), Some(0)));
    assert_eq!(folder.findings("."), (Vec::new(), Some(0)));
    #[cfg(unix)]
    assert_eq!(folder.findings("notes/10-link.txt"), (Vec::new(), Some(0)));
}

#[test]
fn a_pattern_that_means_no_file_is_told() {
    let folder = archive("series-idle", "house = 'house.toml'\n[series]\narchive = ['notes/**', 'older/**']\n");
    folder.run("check").expect(0, &["`older/**` under `archive` means no file"]);
    folder.write("lint.toml", "house = 'house.toml'\n[series]\narchive = ['nots/**']\n");
    folder.run("check --format concise").expect(2, &["lint.toml:3:12: error[invalid-settings] the archive's pattern means no file"]);
}

#[test]
fn a_file_of_the_archive_that_is_no_text_is_told_though_nobody_asked() {
    let folder = archive("series-unreadable", ARCHIVE);
    folder.write("notes/12.txt", b"Harbour Notes # 12\xff\xfe");
    folder.run("check --format concise notes/10.txt").expect(2, &["notes/12.txt:1:19: error[unreadable-file]"]);
}

#[test]
fn levels_ignores_and_the_baseline_hold_as_for_any_rule() {
    let folder = archive("series-settled", ARCHIVE);
    folder.write("notes/11-b.txt", note(11, "14 May 2021"));
    assert_eq!(rules(&folder.findings("").0), ["notes/11-b.txt duplicate-number"]);
    assert_eq!(folder.findings("--only number-gap").0, Vec::<String>::new());
    assert_eq!(folder.findings("--level duplicate-number=advice").1, Some(0));
    folder.write("notes/11-b.txt", format!("<!-- copydesk: ignore[duplicate-number] printed so -->\n{}", note(11, "14 May 2021")));
    assert_eq!(folder.findings(""), (Vec::new(), Some(0)));
    folder.write("notes/11-b.txt", note(11, "14 May 2021"));
    folder.run("check --baseline known.json --update-baseline").expect(0, &["1 finding"]);
    folder.write("notes/09.txt", note(9, "11 May 2021"));
    assert_eq!(folder.findings("--baseline known.json"), (Vec::new(), Some(0)), "the name of a finding survives other notes");
    let report: serde_json::Value = serde_json::from_str(&folder.run("check --format json notes").out).expect("it is JSON");
    let related = &report["findings"][0]["related"][0];
    assert_eq!(related["file"], "notes/11.txt");
}

#[test]
fn a_ledger_lists_numbers_that_are_not_in_the_tree() {
    let folder = archive("series-ledger", &format!("{ARCHIVE}ledger = 'old.toml'\ncomplete = true\n"));
    folder.write("old.toml", "[[note]]\nnumber = 7\nlast = 8\ndate = 2021-05-08\ntitle = 'A double issue'\n\n[[note]]\nnumber = 9\n");
    assert_eq!(folder.findings(""), (Vec::new(), Some(0)));
    folder.write("notes/12.txt", note(8, "14 May 2021"));
    assert_eq!(rules(&folder.findings("").0), ["notes/12.txt duplicate-number"]);
    folder.write("notes/12.txt", note(12, "14 May 2021"));
    for (text, said) in [
        ("[[note]]\nnumber = 0\n", "no note has the number 0"),
        ("[[note]]\nnumber = 9\nlast = 8\n", "the range ends before it begins"),
        ("[[note]]\nnumber = 9\nhouse = 'x'\n", "no draft here is held to `x`"),
        ("[[note]]\nnumer = 9\n", "numer"),
        ("[[note]]\nnumber = 999999999999999999999999999999\n", "old.toml:2"),
        ("", "this ledger has no entry"),
        ("[[note]]\nnumber = 9\ntitle = 'A'\n[[note]]\nnumber = 9\ntitle = 'B'\n", "two entries give number 9 two titles"),
    ] {
        folder.write("old.toml", text);
        folder.run("check --format concise").expect(2, &["invalid-settings", said]);
    }
    std::fs::remove_file(folder.path("old.toml")).expect("it is there");
    folder.run("check --format concise").expect(2, &["lint.toml:4:10: error[invalid-settings] there is no file or folder `old.toml`"]);
}
