//! The commands besides `check`.

use crate::folder::{Folder, NOTE};

#[test]
fn outline_shows_what_was_read() {
    let folder = Folder::new("outline");
    folder.write("a.txt", NOTE);
    let said = folder.run("outline a.txt");
    said.expect(
        0,
        &["a.txt: Harbour Notes", "    6 What was seen?", "dated, 13 words", "On 11 May", "   12   Second", "numbered, 25 words"],
    );
    assert!(said.out.lines().all(|line| line.chars().count() <= 80), "{}", said.out);
    let json: serde_json::Value = serde_json::from_str(&folder.run("outline --format json a.txt").out).expect("it is JSON");
    let note = &json["files"][0]["notes"][0];
    assert_eq!((note["number"].as_u64(), note["date"].as_str()), (Some(12), Some("2021-05-15")));
    assert_eq!(note["sections"][1]["paragraphs"][1]["point"], "Second");
    assert_eq!(note["sections"][0]["paragraphs"][0]["opener"]["text"], "On 11 May");
    let field = format!("{}\n[[field]]\nname = 'status'\n", crate::folder::HOUSE);
    folder.write("house.toml", field);
    folder.write("c.md", format!("---\nstatus: final\n---\n\n{NOTE}"));
    folder.run("outline c.md").expect(0, &["    2 status               final"]);
    let json: serde_json::Value = serde_json::from_str(&folder.run("outline --format json c.md").out).expect("it is JSON");
    assert_eq!(json["files"][0]["notes"][0]["fields"][0]["text"], "final");
    folder.write("b.md", "nothing\n");
    folder.run("outline b.md").expect(2, &["unrecognised-draft"]);
}

#[test]
fn every_rule_has_a_page() {
    let folder = Folder::new("explain");
    for rule in copydesk::rules::ALL {
        let said = folder.run(&format!("explain {}", rule.id));
        said.expect(0, &[rule.id, "Level", "Fix"]);
        assert!(!said.out.contains("```"), "{}", said.out);
    }
}

#[test]
fn rules_say_who_set_their_level() {
    let folder = Folder::new("rules");
    folder.write("lint.toml", "house = 'house.toml'\n[rules]\nmissing-title = 'advice'\n");
    let said = folder.run("rules --format json --level missing-byline=off");
    let json: serde_json::Value = serde_json::from_str(&said.out).expect("it is JSON");
    let rules = json["rules"].as_array().expect("they are a list");
    let of = |id: &str| {
        let rule = rules.iter().find(|rule| rule["id"] == id).expect("it is listed");
        (rule["level"].as_str().unwrap_or_default().to_owned(), rule["set_by"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(rules.len(), copydesk::rules::ALL.len());
    assert_eq!(of("missing-title"), ("advice".to_owned(), "lint.toml:3".to_owned()));
    assert_eq!(of("missing-byline"), ("off".to_owned(), "command line".to_owned()));
    assert_eq!(of("empty-section"), ("error".to_owned(), "default".to_owned()));
    folder.run("rules").expect(0, &["missing-title", "lint.toml:3"]);
    folder.run("config").expect(0, &["fail-on = \"error\"", "rules.missing-title = \"advice\"", "lint.toml:1"]);
    folder.run("config --format json").expect(0, &["copydesk-config/1"]);
    assert_eq!(folder.run("config schema").out, copydesk::settings::schema());
}

#[test]
fn houses_are_listed_printed_and_tested() {
    let folder = Folder::new("houses");
    folder.run("houses").expect(0, &["gp-short-notes"]);
    folder.run("houses --format json").expect(0, &["copydesk-houses/1"]);
    folder.run("houses gp-short-notes").expect(0, &["[house]", "name = \"gp-short-notes\""]);
    folder.run("houses gp-short-note").expect(2, &["did you mean `gp-short-notes`"]);
    folder.run("houses test house.toml").expect(2, &["house.toml` is sound, and has no examples"]);
    let example = |expect: &str| {
        format!("{}\n[[example]]\nexpect = [{expect}]\ntext = \"\"\"\n{}\"\"\"\n", crate::folder::HOUSE, NOTE.replace("First,", "Third,"))
    };
    folder.write("house.toml", example("'ordinal-sequence@10:1'"));
    folder.run("houses test house.toml").expect(0, &["1 of 1"]);
    folder.write("house.toml", example("'missing-title@3:1'"));
    folder.run("houses test house.toml").expect(
        1,
        &["expected, not raised: missing-title@3:1", "raised, not expected: ordinal-sequence@10:1: the points start with", "0 of 1"],
    );
    folder.write("house.toml", example("'missing-titel@3:1'"));
    folder.run("houses test house.toml").expect(2, &["there is no rule `missing-titel`", "did you mean `missing-title`?"]);
}

#[test]
fn init_writes_settings_that_can_be_read_and_never_twice() {
    let folder = Folder::bare("init");
    folder.run("init --house gp-short-notes").expect(0, &["lint.toml"]);
    let written = folder.read("lint.toml");
    assert!(written.contains("house = \"gp-short-notes\""), "{written}");
    folder.run("config").expect(0, &["lint.toml"]);
    folder.write("a.md", "nothing\n");
    folder.run("init").expect(2, &["exists already"]);
    assert_eq!(folder.read("lint.toml"), written);
    // What is commented out has to be right as well.
    let open: String = written
        .lines()
        .map(|line| line.strip_prefix("# ").filter(|line| line.contains(" = ") || line.starts_with('[')).unwrap_or(line))
        .collect::<Vec<_>>()
        .join("\n");
    folder.write("lint.toml", open);
    folder.run("config").expect(0, &["acronyms"]);
}

#[test]
fn completions_and_the_manual_are_printed() {
    let folder = Folder::bare("complete");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        folder.run(&format!("completions {shell}")).expect(0, &["copydesk"]);
    }
    let page = folder.run("man");
    page.expect(0, &[".TH copydesk"]);
    // Every page that a page refers to is there.
    let mut pages = vec![page.out];
    let mut seen = 0;
    while let Some(page) = pages.pop() {
        for line in page.lines().filter_map(|line| line.strip_suffix("(1)")) {
            let name = line.replace('\\', "");
            let said = folder.run(&format!("man {}", name.strip_prefix("copydesk-").expect("it is of the program")));
            said.expect(0, &[&format!(".TH {name} 1")]);
            pages.push(said.out);
            seen += 1;
        }
    }
    assert!(seen > 15, "{seen}");
    folder.run("--version").expect(0, &["copydesk 0.1.0"]);
    folder.run("--help").expect(0, &["Usage", "check", "explain"]);
}

/// What a shell is told that asks as the script of `completions` has it ask.
#[test]
fn a_shell_is_told_rules_houses_levels_and_files() {
    let folder = Folder::bare("complete-asked");
    folder.write("notes/12-pier.md", NOTE);
    folder.write("own-house.toml", "");
    let asked = |words: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.env("COPYDESK_COMPLETE", "fish").arg("--").arg("copydesk").args(words).current_dir(folder.path(""));
        let output = command.output().expect("the program is built");
        assert!(output.status.success(), "{words:?}: {output:?}");
        let said = String::from_utf8(output.stdout).expect("it is text");
        said.lines().map(|line| line.split('\t').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(asked(&["explain", "duplicate-n"]), ["duplicate-number"]);
    assert_eq!(asked(&["check", "--only", "date-form,duplicate-n"]), ["date-form,duplicate-number"]);
    assert_eq!(asked(&["check", "--level", "per-c"]), ["per-cent="]);
    assert_eq!(asked(&["check", "--level", "per-cent=o"]), ["per-cent=off"]);
    assert_eq!(asked(&["check", "--house", "gp-"]), ["gp-short-notes"]);
    assert!(asked(&["check", "--house", "o"]).contains(&"own-house.toml".to_owned()));
    assert_eq!(asked(&["check", "notes/1"]), ["notes/12-pier.md"]);
    assert!(asked(&["ren"]).contains(&"renumber".to_owned()));
    // Whoever finds the variable in the environment of a gate is told, and nothing passes.
    for words in [&["check", "--", "notes/12-pier.md"][..], &["check"], &[]] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_copydesk"));
        let output = command.env("COPYDESK_COMPLETE", "bash").args(words).current_dir(folder.path("")).output().expect("it is built");
        assert_eq!(output.status.code(), Some(2), "{words:?}: {output:?}");
        assert!(output.stdout.is_empty() && String::from_utf8_lossy(&output.stderr).contains("no shell asks"), "{output:?}");
    }
}

#[test]
fn outline_and_check_show_a_digest_as_one() {
    let folder = Folder::new("digest");
    folder.write("a.md", include_str!("../../fixtures/the-world-this-week/good/216-atx.md"));
    let clean = "a.md: clean. No. 216, 13 May 2023, 3 notes, 9 sections";
    folder.run("check --isolated a.md").expect(0, &[clean]);
    let outline = ["a digest of 3 notes", "number               216", "title                Orsay Plateau: Teachers count their pupils"];
    let said = folder.run("outline --isolated a.md");
    said.expect(0, &outline);
    assert_eq!(said.out.matches("216").count(), 2, "the number stands with the masthead alone");
    let json: serde_json::Value = serde_json::from_str(&folder.run("outline --isolated --format json a.md").out).expect("it is JSON");
    let file = &json["files"][0];
    assert_eq!((&file["masthead"]["number"], file["notes"].as_array().map(Vec::len)), (&216.into(), Some(3)));
    assert_eq!((&file["notes"][1]["number"], &file["notes"][1]["byline"]["text"]), (&216.into(), &"Dilnoza Rahimova".into()));
    folder.write("b.txt", include_str!("../../fixtures/the-world-this-week/bad/several-1.txt"));
    let placed = "Sorrel Islands: The radio changes its language, What is the background?, third point";
    folder.run("check --isolated b.txt").expect(1, &[placed, "Imrat Basin: A census of wells, header"]);
    let report: serde_json::Value = serde_json::from_str(&folder.run("check --isolated --format json b.txt").out).expect("it is JSON");
    let place = &report["findings"][2]["where"];
    assert_eq!((&place["note"], &place["part"], &report["summary"]["notes"]), (&216.into(), &3.into(), &7.into()));
}
