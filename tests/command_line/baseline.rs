//! Known findings: adopted in one command, held back afterwards, and taken out when they are gone.

use std::fs;

use crate::corpus;
use crate::folder::{Folder, NOTE, numbered};

const FILE: &str = ".copydesk-baseline.json";
const SETTINGS: &str = "house = 'house.toml'\nbaseline = '.copydesk-baseline.json'\n";

/// A note with one fault of a rule that reports each copy.
fn bad(number: u32) -> String {
    numbered(NOTE, number).replace("voted to return", "voted on 31 June 2020 to return")
}

fn adopted(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("lint.toml", SETTINGS);
    folder.write("notes/1.txt", bad(1));
    folder.write("notes/2.txt", bad(2));
    folder.run("check --update-baseline").expect(0, &["2 findings, of which 2 new", "2 findings held back by the baseline"]);
    folder
}

#[test]
fn an_archive_adopts_the_gate_in_one_command() {
    let folder = adopted("baseline-adopt");
    let text = folder.read(FILE);
    assert_eq!(text.lines().count(), 7, "{text}");
    assert!(text.contains("\"file\":\"notes/1.txt\",\"rule\":\"impossible-date\""), "{text}");
    folder.run("check").expect(0, &["clean", "2 findings held back"]);
    let report: serde_json::Value = serde_json::from_str(&folder.run("check --format json").out).expect("it is JSON");
    assert_eq!((report["findings"].as_array().map(Vec::len), report["summary"]["baselined"].as_u64()), (Some(0), Some(2)));
    folder.run("check --update-baseline").expect(0, &["of which 0 new; 0 no longer there"]);
    assert_eq!(folder.read(FILE), text);
    assert_eq!(folder.run("check notes --jobs 1").out, folder.run("check notes --jobs 8").out);
}

#[test]
fn only_sarif_tells_of_known_and_ignored_findings() {
    let folder = adopted("baseline-sarif");
    let ignoring = "<!-- copydesk: ignore[impossible-date] the minutes say so -->\n";
    folder.write("notes/3.txt", bad(3).replace("On 11 May", &format!("{ignoring}On 11 May")));
    folder.write("notes/4.txt", bad(4));
    let said = folder.run("check --format sarif");
    let log: serde_json::Value = serde_json::from_str(&said.out).expect("it is JSON");
    let told = |result: &serde_json::Value| {
        let text = |value: &serde_json::Value| value.as_str().unwrap_or("none").to_owned();
        let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        [uri, &result["baselineState"], &result["suppressions"][0]["justification"]].map(text).join(" | ")
    };
    let told: Vec<_> = log["runs"][0]["results"].as_array().into_iter().flatten().map(told).collect();
    let expected = [
        "notes/1.txt | unchanged | it is in the baseline",
        "notes/2.txt | unchanged | it is in the baseline",
        "notes/3.txt | none | the minutes say so",
        "notes/4.txt | new | none",
    ];
    assert_eq!(told, expected);
    let said = folder.run("check --format concise");
    assert_eq!(said.out.lines().count(), 1, "{said:?}");
}

#[test]
fn moved_text_stays_known_and_a_second_copy_is_new() {
    let folder = adopted("baseline-move");
    folder.write("notes/1.txt", format!("\n\n{}", bad(1)));
    folder.run("check").expect(0, &[]);
    folder.write("notes/1.txt", bad(1).replace("to work.\n\n", "to work. So it was on 31 June 2020.\n\n"));
    let (findings, code) = folder.findings("");
    assert_eq!((findings.len(), code), (1, Some(1)), "{findings:?}");
}

#[test]
fn what_is_gone_is_a_remark_and_goes_at_the_next_update() {
    let folder = adopted("baseline-stale");
    folder.write("notes/1.txt", NOTE);
    let said = folder.run("check");
    said.expect(0, &["1 finding no longer there (`impossible-date` in notes/1.txt)"]);
    assert!(!said.out.contains("no longer"), "{said:#?}");
    assert_eq!(folder.run("check -q").err, "");
    assert_eq!(folder.run("check notes/2.txt").err, "", "the other note was not looked at");
    assert_eq!(folder.run("check --only missing-title").err, "", "the rule did not run");
    folder.run("check --only missing-title --update-baseline").expect(0, &["2 findings, of which 0 new; 0 no longer"]);
    folder.run("check notes/2.txt --update-baseline").expect(0, &["2 findings, of which 0 new; 0 no longer"]);
    folder.run("check --update-baseline").expect(0, &["1 finding, of which 0 new; 1 no longer there"]);
    fs::remove_file(folder.path("notes/2.txt")).expect("it is ours");
    folder.run("check --update-baseline").expect(0, &["0 findings, of which 0 new; 1 no longer there"]);
    assert_eq!(folder.read(FILE), "{\n  \"schema\": \"copydesk-baseline/2\",\n  \"findings\": []\n}\n");
}

#[test]
fn the_command_line_names_another() {
    let folder = adopted("baseline-other");
    folder.run("check --baseline other.json").expect(2, &["there is no baseline `other.json`", "--update-baseline"]);
    folder.run("check --baseline other.json notes/1.txt --update-baseline").expect(0, &["other.json: 1 finding"]);
    folder.run("check --baseline other.json").expect(1, &["notes/2.txt"]);
    folder.run("check --isolated --house house.toml").expect(1, &["notes/1.txt", "notes/2.txt"]);
    folder.run("check --isolated --house house.toml --update-baseline").expect(2, &["there is no baseline to update"]);
    // Paths count from the folder of lint.toml, wherever the program is run.
    folder.run("check notes/1.txt --config lint.toml").expect(0, &[]);
}

#[test]
fn a_baseline_that_cannot_be_read_is_told_with_its_place_and_never_written_over() {
    let folder = adopted("baseline-broken");
    let good = folder.read(FILE);
    let half_merged = good.replacen("    {", "<<<<<<< HEAD\n    {", 1);
    let newer = good.replace("baseline/2", "baseline/3");
    for (broken, words) in [
        (half_merged.as_str(), [".copydesk-baseline.json:4:1", "cannot be read: expected value"]),
        (newer.as_str(), [".copydesk-baseline.json:2:14", "newer copydesk"]),
        (NOTE, [".copydesk-baseline.json:1:1", "cannot be read"]),
        ("", [".copydesk-baseline.json:1:1", "cannot be read"]),
    ] {
        folder.write(FILE, broken);
        for arguments in ["check --format concise", "check --format concise --update-baseline"] {
            let said = folder.run(arguments);
            said.expect(2, &words);
            said.expect(2, &["error[invalid-settings]", "2 files not checked"]);
        }
        assert_eq!(folder.read(FILE), broken);
    }
    folder.write(FILE, [b'{', 0xff]);
    folder.run("check").expect(2, &["invalid-settings"]);
    fs::remove_file(folder.path(FILE)).expect("it is ours");
    folder.run("check --format concise").expect(2, &["lint.toml:2:12", "there is no baseline"]);
}

#[test]
fn what_cannot_be_read_is_never_held_back() {
    let folder = adopted("baseline-fatal");
    folder.write("notes/1.txt", [0xff, 0xfe, b'a']);
    folder.run("check --update-baseline").expect(2, &["unreadable-file", "2 findings, of which 0 new; 0 no longer"]);
    folder.write("notes/1.txt", bad(1));
    folder.run("check").expect(0, &[]);
}

#[test]
fn fixing_mends_what_is_known_too() {
    let folder = adopted("baseline-fix");
    folder.write("notes/2.txt", bad(2).replace("return to work\n", "return to work.\n"));
    folder.run("check --update-baseline").expect(0, &["1 new"]);
    folder.run("fix").expect(0, &["1 mended", "no longer there"]);
    folder.run("check --diff --update-baseline").expect(2, &["cannot be used with"]);
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_nothing_half_written_stays() {
    let folder = adopted("baseline-link");
    fs::rename(folder.path(FILE), folder.path("known.json")).expect("it is ours");
    std::os::unix::fs::symlink("known.json", folder.path(FILE)).expect("links can be made");
    folder.write("notes/3.txt", bad(3));
    folder.run("check --update-baseline").expect(0, &["3 findings, of which 1 new"]);
    assert!(folder.path(FILE).symlink_metadata().expect("it exists").is_symlink());
    assert!(folder.read("known.json").contains("notes/3.txt"));
    let names = fs::read_dir(folder.path("")).expect("it is a folder").filter_map(Result::ok);
    assert!(names.map(|entry| entry.file_name()).all(|name| !name.to_string_lossy().ends_with(".new")));
}

#[test]
fn two_hundred_notes_adopt_the_gate_in_one_command() {
    let folder = Folder::bare("baseline-archive");
    folder.write("lint.toml", "house = 'gp-short-notes'\nbaseline = '.copydesk-baseline.json'\nfail-on = 'advice'\n");
    let mut seed = corpus::Seed(11);
    for number in 1..=200 {
        folder.write(&format!("notes/{number}.md"), corpus::with_fault(&corpus::note(number, &mut seed)));
    }
    let said = folder.run("check --update-baseline");
    said.expect(0, &["200 drafts, 200 notes: clean."]);
    let known = folder.read(FILE).matches("\"fingerprint\"").count();
    assert!(known > 100, "the archive has faults: {known}");
    // One more fault in one of the notes is the only one that is told.
    let worse = folder.read("notes/70.md").replacen("On 5 January", "On 32 January", 1);
    folder.write("notes/70.md", worse);
    let said = folder.run("check");
    said.expect(1, &["error[impossible-date]", "1 error in 200 drafts", &format!("{known} findings held back by the baseline")]);
    assert_eq!(said.out.matches("error[").count(), 1, "{said:?}");
}

/// Somebody may have written its fingerprint there.
#[test]
fn what_cannot_be_read_is_no_known_finding() {
    let folder = adopted("baseline-forged");
    folder.write("notes/1.txt", [0xff, 0xfe, b'a']);
    let report: serde_json::Value = serde_json::from_str(&folder.run("check --format json notes/1.txt").out).expect("it is JSON");
    let fingerprint = report["findings"][0]["fingerprint"].as_str().expect("each finding has one");
    let entry = format!("\"findings\": [{{\"file\":\"notes/1.txt\",\"rule\":\"unreadable-file\",\"fingerprint\":\"{fingerprint}\"}}]");
    folder.write(FILE, format!("{{\n  \"schema\": \"copydesk-baseline/1\",\n  {entry}\n}}\n"));
    folder.run("check notes/1.txt").expect(2, &["error[unreadable-file]"]);
}
