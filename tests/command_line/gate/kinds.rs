//! What a gate must stop, and what it must let through: each a kind of moment at which other gates were no longer trusted.

use std::path::Path;
use std::process::Command;

use crate::folder::{Folder, NOTE, numbered};

const ARCHIVE: &str = "house = 'house.toml'\n\n[series]\narchive = ['notes/**']\nfile-name = '{number}-{slug}'\n";

/// Three notes of an archive.
fn archive(name: &str, more: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("lint.toml", format!("{ARCHIVE}{more}"));
    for (number, date) in [(10, "1 May 2021"), (11, "8 May 2021"), (12, "15 May 2021")] {
        folder.write(
            &format!("notes/{number}-pier.md"),
            numbered(NOTE, number).replace("15 May 2021", date).replace("On 11 May", "On 1 April"),
        );
    }
    folder
}

/// The same with a baseline, which knows what is found.
fn known(folder: &Folder) {
    folder.write("lint.toml", format!("baseline = 'known.json'\n{}", folder.read("lint.toml")));
    folder.run("check --update-baseline").expect(0, &[]);
}

fn git(folder: &Path, arguments: &[&str]) {
    let identity =
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always"];
    let done = Command::new("git").args(identity).args(arguments).current_dir(folder).output().expect("git runs");
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn a_fault_between_two_notes_is_told_on_the_one_that_is_asked_for() {
    let folder = archive("kinds-asked", "");
    let twin = numbered(NOTE, 11).replace("15 May 2021", "8 May 2021").replace("11 dockers", "Pilots").replace("On 11 May", "On 1 April");
    folder.write("notes/11-a-quay.md", twin);
    for file in ["notes/11-a-quay.md", "notes/11-pier.md"] {
        let said = folder.run(&format!("check --format concise {file}"));
        said.expect(1, &[&format!("{file}:1:17: error[duplicate-number] number 11 is taken already")]);
        assert_eq!(said.out.matches("duplicate-number").count(), 1, "{said:#?}");
    }
    assert_eq!(folder.run("check --format concise").out.matches("duplicate-number").count(), 1, "one fault is one finding");
    folder.run("check --format concise notes/10-pier.md").expect(0, &[]);
    // The baseline knows it by either place.
    known(&folder);
    for file in ["notes/11-a-quay.md", "notes/11-pier.md", ""] {
        folder.run(&format!("check {file}")).expect(0, &[]);
    }
}

#[test]
fn order_and_titles_are_told_on_whoever_is_asked_for() {
    let folder = archive("kinds-order", "");
    folder.write("notes/12-pier.md", folder.read("notes/12-pier.md").replace("15 May", "4 May"));
    for file in ["notes/11-pier.md", "notes/12-pier.md"] {
        folder.run(&format!("check --format concise {file}")).expect(1, &[file, "date-number-order"]);
    }
    let folder = archive("kinds-titles", "");
    folder.write("notes/12-pier.md", folder.read("notes/12-pier.md").replace("12 dockers", "10 dockers"));
    for file in ["notes/10-pier.md", "notes/12-pier.md"] {
        folder.run(&format!("check --fail-on warning --format concise {file}")).expect(1, &[file, "duplicate-title"]);
    }
    folder.run("check --fail-on warning notes/11-pier.md").expect(0, &[]);
}

#[test]
fn one_file_is_one_note_under_whatever_names() {
    let folder = archive("kinds-names", "[files]\ninclude = ['notes/**']\n");
    folder.write("notes/12-pier.md", folder.read("notes/12-pier.md").replace("by the second", "by the the second"));
    known(&folder);
    #[cfg(unix)]
    {
        std::fs::create_dir_all(folder.path("today")).expect("it can be made");
        std::os::unix::fs::symlink("../notes/12-pier.md", folder.path("today/note.md")).expect("a link can be made");
        std::os::unix::fs::symlink("notes", folder.path("all")).expect("a link can be made");
    }
    let mut names = vec!["notes/12-pier.md ./notes/12-pier.md", "notes/../notes/12-pier.md notes/12-pier.md"];
    if cfg!(unix) {
        names.extend(["today/note.md", "notes/12-pier.md today/note.md", "all/12-pier.md", "all/12-pier.md all/10-pier.md all/11-pier.md"]);
    }
    for names in names {
        let files = if names.contains("11") { 3 } else { 1 };
        let said = folder.run(&format!("check --fail-on advice --only doubled-word --format json {names}"));
        said.expect(0, &[&format!("\"files\": {files},"), "\"baselined\": 1,"]);
    }
    if cfg!(unix) {
        folder.run("check --fail-on advice --only doubled-word --format json all").expect(0, &["\"files\": 3,", "\"baselined\": 1,"]);
        folder.run("renumber all/12-pier.md 13").expect(0, &["notes/13-pier.md"]);
        folder.run("check --fail-on advice --only doubled-word all").expect(0, &[]);
    }
}

#[test]
fn nothing_to_compare_with_is_an_error() {
    let folder = archive("kinds-base", "");
    let up = folder.path("");
    git(&up, &["init", "-q", "-b", "main"]);
    git(&up, &["add", "."]);
    git(&up, &["commit", "-qm", "one"]);
    git(&up, &["checkout", "-qb", "mine"]);
    git(&up, &["commit", "-q", "--allow-empty", "-m", "two"]);
    let address = format!("file://{}", up.display());
    for (name, arguments, why) in [
        ("shallow", &["--depth=1", "--branch=mine"][..], "a part of the history"),
        ("single", &["--single-branch", "--branch=mine"], "for a single branch"),
    ] {
        let clone = folder.path(name);
        git(&up, &[&["clone", "-q"], arguments, &[&address, name]].concat());
        for quiet in ["", "-q"] {
            let said = folder.run_in(name, &format!("check {quiet} --base origin/*"));
            said.expect(2, &[why, "git remote set-branches origin '*' && git fetch origin"]);
        }
        drop(std::fs::remove_dir_all(clone));
    }
    // A job of GitLab's has a reference of its own, until it fetches more.
    folder.write("lone/lint.toml", folder.read("lint.toml"));
    folder.write("lone/house.toml", folder.read("house.toml"));
    folder.write("lone/notes/10-pier.md", folder.read("notes/10-pier.md"));
    let lone = folder.path("lone");
    git(&lone, &["init", "-q", "-b", "main"]);
    git(&lone, &["add", "."]);
    git(&lone, &["commit", "-qm", "one"]);
    git(&lone, &["update-ref", "refs/pipelines/1", "main"]);
    git(&up, &["init", "-q", "job"]);
    let job = folder.path("job");
    git(&job, &["remote", "add", "origin", &format!("file://{}", lone.display())]);
    git(&job, &["fetch", "-q", "origin", "+refs/pipelines/1:refs/pipelines/1", "+refs/heads/main:refs/remotes/origin/main"]);
    git(&job, &["checkout", "-q", "--detach", "refs/pipelines/1"]);
    folder.run_in("job", "check -q --base origin/*").expect(2, &["for a single job", "git remote set-branches origin '*'"]);
    git(&job, &["fetch", "-q", "origin", "+refs/heads/*:refs/remotes/origin/*"]);
    folder.run_in("job", "check --base origin/*").expect(0, &["there is nothing to compare with"]);
    git(&up, &["clone", "-q", "--branch=mine", &address, "whole"]);
    folder.run_in("whole", "check --base origin/*").expect(0, &[]);
    git(&folder.path("whole"), &["branch", "-rd", "origin/main"]);
    folder.run_in("whole", "check --base origin/*").expect(0, &["there is nothing to compare with"]);
    folder.run_in("whole", "check -q --base nowhere/*").expect(2, &["no branch matches"]);
}

#[test]
fn a_merge_of_two_notes_with_one_number_is_stopped() {
    let folder = archive("kinds-merge", "");
    let root = folder.path("");
    git(&root, &["init", "-q", "-b", "main"]);
    let hook = format!("#!/bin/sh\nexec '{}' check --only duplicate-number\n", env!("CARGO_BIN_EXE_copydesk"));
    let path = root.join(".git/hooks/pre-merge-commit");
    std::fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("it can be made");
    std::fs::write(&path, hook).expect("it can be written");
    #[cfg(unix)]
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("it can be made a program");
    git(&root, &["add", "."]);
    git(&root, &["commit", "-qm", "one"]);
    let draft = |title: &str| {
        numbered(NOTE, 13).replace("15 May 2021", "22 May 2021").replace("13 dockers", title).replace("On 11 May", "On 1 April")
    };
    for (branch, name, title) in [("theirs", "notes/13-a.md", "Pilots"), ("mine", "notes/13-b.md", "Cranes")] {
        git(&root, &["checkout", "-q", "-b", branch, "main"]);
        folder.write(name, draft(title));
        git(&root, &["add", "."]);
        git(&root, &["commit", "-qm", branch]);
    }
    let merged = Command::new("git")
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org", "merge", "-q", "--no-edit", "theirs"])
        .current_dir(&root)
        .output()
        .expect("git runs");
    let said = String::from_utf8_lossy(&merged.stdout).into_owned() + &String::from_utf8_lossy(&merged.stderr);
    assert!(!merged.status.success() && said.contains("number 13 is taken already"), "{said}");
}

#[test]
fn known_findings_stay_known_after_fixes_and_a_new_number() {
    let folder = archive("kinds-known", "");
    let faulty = folder
        .read("notes/12-pier.md")
        .replace("What was seen?", "WHAT WAS SEEN")
        .replace("First, the strike", "Firstly, the strike")
        .replace("by the second week.", "by tbd week, see 31 June 2021.  It it was so.")
        .replace("does not keep.", "does not keep , and 2021-05-11 was the the day.");
    folder.write("notes/12-pier.md", faulty);
    known(&folder);
    folder.run("check --fail-on advice").expect(0, &[]);
    for rule in ["ordinal-form", "section-heading-wording", "glued-word", "double-space", "date-form"] {
        folder.run(&format!("fix --fail-on advice --only {rule}"));
        folder.run("check --fail-on advice").expect(0, &[]);
    }
    folder.run("renumber 12 15").expect(0, &["notes/15-pier.md", "known.json: the known findings of the note go along"]);
    folder.run("check --fail-on advice").expect(0, &[]);
    assert!(!folder.read("known.json").contains("12-pier"), "{}", folder.read("known.json"));
    // What is new is told.
    folder.write("notes/15-pier.md", folder.read("notes/15-pier.md").replace("had run out", "had had run run out"));
    folder.run("check --fail-on advice").expect(1, &["doubled-word"]);
}

/// `tests/identity.rs` asks the same of the names of findings; here the baseline itself goes along.
#[test]
fn an_archive_of_faulty_notes_stays_known_when_notes_get_other_numbers() {
    let folder = Folder::bare("kinds-archive-known");
    let settings = "house = 'gp-short-notes'\nbaseline = 'known.json'\n[files]\ninclude = ['notes/**']\n";
    folder.write("lint.toml", format!("{settings}[series]\narchive = ['notes/**']\nfile-name = '{{number}}-{{slug}}'\n"));
    let shelf = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/gp-short-notes/bad");
    let mut paths: Vec<_> = std::fs::read_dir(shelf).expect("it is there").map(|entry| entry.expect("it can be read").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt" || ending == "md"));
    paths.sort();
    let mut numbers = std::collections::BTreeSet::new();
    for path in paths.iter().step_by(7) {
        let text = std::fs::read_to_string(path).expect("it is UTF-8");
        let number = text.split_once("GP Short Notes # ").and_then(|(_, rest)| rest.split(',').next()?.parse::<u32>().ok());
        if let Some(number) = number.filter(|number| numbers.insert(*number)) {
            folder.write(&format!("notes/{number}-{}", path.file_name().expect("it has one").to_string_lossy()), text);
        }
    }
    assert!(numbers.len() > 10, "{numbers:?}");
    let check = "check --today 2026-03-01 --fail-on advice --format concise";
    folder.run(&format!("{check} --update-baseline"));
    folder.run(check).expect(0, &[]);
    let last = *numbers.last().expect("there are some");
    let some: Vec<u32> = numbers.iter().copied().step_by(3).take(5).collect();
    for (number, to) in some.iter().zip(last + 10..) {
        let said = folder.run(&format!("renumber {number} {to}"));
        // A number line that is malformed is mended first.
        assert!(said.code == Some(0) || said.err.contains("is malformed"), "{said:#?}");
        let said = folder.run(check);
        let is_of_the_place =
            |line: &str| ["[date-number-order]", "[number-gap]", "[volume-issue-offset]"].iter().any(|rule| line.contains(rule));
        let new: Vec<&str> = said.out.lines().filter(|line| !is_of_the_place(line)).collect();
        assert!(new.is_empty(), "No. {number} as {to}: {new:#?}");
    }
}

/// `fixtures/upgrade/from-0.1.0` is an archive with the baseline that the binary of 0.1.0 wrote for it.
#[test]
fn a_baseline_that_0_1_0_wrote_holds_until_it_is_updated() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/upgrade/from-0.1.0");
    let folder = Folder::bare("kinds-upgrade");
    let mut notes = Vec::new();
    for name in ["lint.toml", "house.toml", "known.json"] {
        folder.write(name, std::fs::read(fixture.join(name)).expect("it is there"));
    }
    for entry in std::fs::read_dir(fixture.join("notes")).expect("it is there") {
        let path = entry.expect("it can be read").path();
        let name = format!("notes/{}", path.file_name().expect("it has a name").to_string_lossy());
        folder.write(&name, std::fs::read(&path).expect("it can be read"));
        notes.push(name);
    }
    let entries = folder.read("known.json").matches("\"fingerprint\"").count();
    let said = folder.run("check --today 2021-05-20 --format json");
    said.expect(0, &[&format!("\"baselined\": {entries},")]);
    assert!(!said.err.contains("no longer there"), "{said:#?}");
    // A hook asks for one note, and 0.1.0 may have known the finding by the other.
    for note in &notes {
        folder.run(&format!("check --today 2021-05-20 {note}")).expect(0, &[]);
    }
    folder.write(&notes[0], folder.read(&notes[0]).replace("for it", "for it it").replace("it came", "it TODO came"));
    folder.run("check --update-baseline").expect(0, &["known.json"]);
    assert!(folder.read("known.json").contains("copydesk-baseline/2"), "{}", folder.read("known.json"));
    for note in ["", "notes/10-pier.md", "notes/11-ropes.md"] {
        folder.run(&format!("check --today 2021-05-20 {note}")).expect(0, &[]);
    }
    folder.run("fix --unsafe-fixes --only doubled-word").expect(0, &[]);
    folder.run("check --today 2021-05-20").expect(0, &[]);
}

#[test]
fn a_file_that_is_no_note_is_never_known() {
    let folder = archive("kinds-unknown", "[files]\ninclude = ['notes/**']\n");
    folder.write("notes/README.md", "# How we write\n\nAs we like.\n");
    known(&folder);
    for _ in 0..2 {
        folder.run("check --update-baseline").expect(0, &["unrecognised-draft"]);
        folder.run("check --format concise").expect(1, &["notes/README.md", "unrecognised-draft"]);
    }
}

#[test]
fn links_listings_and_gaps_follow_a_new_number() {
    let folder = archive("kinds-links", "numbers = 'contiguous'\n");
    git(&folder.path(""), &["init", "-q"]);
    folder.write(
        "notes/10-pier.md",
        folder
            .read("notes/10-pier.md")
            .replace("on the the", "")
            .replace("does not keep.", "does not keep, as [we wrote](11-pier.md#top) in `11-pier.md`."),
    );
    folder.write("README.md", "Read [the eleventh](notes/11-pier.md \"a note\").\n\n[old]: ./notes/11-pier.md\n");
    folder.write("docs/list.md", "<!-- copydesk index -->\n<!-- copydesk index ends -->\n");
    folder.run("index --write docs/list.md").expect(0, &[]);
    let said = folder.run("renumber 11 14");
    said.expect(
        0,
        &["README.md: 2 places", "docs/list.md: the listing is written anew", "leaves a gap in the series: the numbers 11", "is no link"],
    );
    assert_eq!(folder.read("README.md"), "Read [the eleventh](notes/14-pier.md \"a note\").\n\n[old]: ./notes/14-pier.md\n");
    let note = folder.read("notes/10-pier.md");
    assert!(note.contains("[we wrote](14-pier.md#top) in `11-pier.md`"), "{note}");
    folder.run("index --check docs/list.md").expect(0, &[]);
    // A listing that was not up to date is somebody's own.
    folder.write("docs/list.md", folder.read("docs/list.md").replace("# 10", "# 9"));
    folder.run("renumber notes/14-pier.md 11").expect(0, &["the listing in `docs/list.md` was not up to date"]);
}

#[test]
fn settings_that_end_at_a_repository_within_are_told() {
    let folder = archive("kinds-inner", "[files]\ninclude = ['sub/notes/**', 'notes/**']\n");
    git(&folder.path(""), &["init", "-q"]);
    git(&folder.path(""), &["init", "-q", "sub"]);
    folder.write("sub/notes/13-pier.md", numbered(NOTE, 13));
    for (inner, arguments) in [("", ""), ("", "sub"), ("", "sub/notes/13-pier.md"), ("notes", "../sub")] {
        let said = folder.run_in(inner, &format!("check --fail-on never {arguments}"));
        assert!(said.err.contains("is a repository of its own, without settings"), "{inner} {arguments}: {said:#?}");
    }
    for (inner, arguments) in [("sub", ""), ("", "--isolated sub"), ("", "--config lint.toml sub"), ("", "notes")] {
        let said = folder.run_in(inner, &format!("check --fail-on never {arguments}"));
        assert!(!said.err.contains("is a repository of its own"), "{inner} {arguments}: {said:#?}");
    }
}

#[test]
fn paths_count_from_the_root_of_the_repository_and_a_failed_run_says_so() {
    let folder = archive("kinds-sarif", "");
    git(&folder.path(""), &["init", "-q"]);
    folder.write("notes/12-pier.md", folder.read("notes/12-pier.md").replace("On 1 April", "On 31 June"));
    let said = folder.run_in("notes", "check --format github 12-pier.md");
    said.expect(1, &["file=notes/12-pier.md,"]);
    let said = folder.run_in("notes", "check --format sarif 12-pier.md");
    said.expect(1, &["\"uri\": \"notes/12-pier.md\"", "\"executionSuccessful\": true"]);
    assert!(!said.out.contains("\"uri\": \"copydesk:"), "{said:#?}");
    for arguments in ["no-such.md", "--base nowhere", "--house nobody"] {
        folder.write("out.sarif", "{}");
        folder
            .run(&format!("check --format concise --output sarif=out.sarif {arguments}"))
            .code
            .filter(|code| *code == 2)
            .expect("it fails");
        assert!(folder.read("out.sarif").contains("\"executionSuccessful\": false"), "{arguments}: {}", folder.read("out.sarif"));
        folder.run(&format!("check --format sarif {arguments}")).expect(2, &["\"executionSuccessful\": false"]);
    }
}

#[test]
fn every_setting_is_shown_with_where_it_is_from_and_none_means_nothing() {
    let more = "complete = true\nreserved = [{ number = 13, reason = 'the annual' }]\nknown-gaps = [{ from = 1, to = 9 }]\n";
    let folder = archive("kinds-config", more);
    folder.run("config").expect(
        0,
        &["series.archive", "[\"notes/**\"]", "lint.toml:4", "series.complete", "\"number\":13", "\"from\":1", "series.file-name"],
    );
    folder.run("config notes/10-pier.md").expect(0, &["series.numbers"]);
    for (pattern, says) in [
        ("!notes/10-pier.md", "takes nothing back"),
        ("notes\\\\old\\\\**", "a backslash"),
        ("/notes/**", "begins with `/`"),
        ("", "means no file"),
        ("../other/**", "leads out"),
        ("notes/** ", "a space at its end"),
        ("~/notes/**", "is no path below"),
        ("${HOME}/notes/**", "is no path below"),
        ("C:/notes/**", "is no path below"),
        ("notes//old/**", "a folder without a name"),
        ("notes/!(old)/**", "a group of another kind"),
    ] {
        folder.write("lint.toml", format!("{ARCHIVE}[files]\nexclude = [\"{pattern}\"]\n"));
        folder.run("check").expect(2, &["invalid-settings", says]);
    }
}

#[test]
fn init_writes_what_an_archive_needs() {
    let folder = archive("kinds-init", "");
    std::fs::remove_file(folder.path("lint.toml")).expect("it is ours");
    folder.write("lint.schema.json", "{}");
    folder.run("init --house house.toml --github --gitlab").expect(0, &[]);
    let settings = folder.read("lint.toml");
    assert!(settings.starts_with("#:schema ./lint.schema.json\n") && settings.contains("\narchive = [\"notes/**\"]\n"), "{settings}");
    for file in [".github/workflows/copydesk.yml", ".gitlab-ci.yml"] {
        assert!(folder.read(file).contains("--base 'origin/*'"), "{file}");
    }
    // Settings that are there already may lack it.
    folder.write("lint.toml", "house = 'house.toml'\n");
    folder.run("init --pre-commit").expect(0, &["declares no archive: write `archive = [\"notes/**\"]` under `[series]`"]);
    // Hooks and services look for their files at the root of the repository.
    let desk = Folder::bare("kinds-init-desk");
    desk.write("desk/notes/12-pier.md", NOTE);
    desk.run_in("desk", "init --pre-commit --github --gitlab").expect(0, &["../.github/workflows/copydesk.yml is written"]);
    assert!(desk.read(".github/workflows/copydesk.yml").contains("- run: copydesk check desk --format github"));
    assert!(desk.read(".gitlab-ci.yml").contains("- copydesk check desk --format concise"));
    assert!(desk.read(".pre-commit-config.yaml").contains("\n        files: (?i)^desk/.*\\.(md|"));
    let bare = Folder::bare("kinds-init-bare");
    bare.run("init --github --gitlab").expect(0, &[]);
    assert!(bare.read("lint.toml").contains("[series]") && bare.read("lint.toml").contains("# archive = "));
    for file in [".github/workflows/copydesk.yml", ".gitlab-ci.yml"] {
        let text = bare.read(file);
        assert!(!text.contains("--base") && !text.contains("depth: 0") && !text.contains("DEPTH"), "{text}");
    }
}

#[test]
fn remarks_for_an_author_name_no_rule_and_no_option() {
    let folder = archive("kinds-markdown", "");
    folder.write("notes/12-pier.md", folder.read("notes/12-pier.md").replace("On 1 April", "On 31 June").replace("was ", "was was "));
    folder.run("check --output markdown=remarks.md").expect(1, &[]);
    let remarks = folder.read("remarks.md");
    assert!(
        remarks.starts_with("# ")
            && remarks.contains(" to correct")
            && remarks.contains("\n## No. 12\n")
            && remarks.contains("\n### What was seen?\n"),
        "{remarks}"
    );
    assert!(remarks.contains("- **Correct** “31 June”: ") && !remarks.contains('`') && !remarks.contains("impossible-date"), "{remarks}");
}

#[test]
fn the_blanks_of_a_new_draft_are_one_finding() {
    let folder = Folder::new("kinds-blanks");
    folder.write("house.toml", format!("{}\n[leftover]\nwords = ['TODO', 'tbd']\n", crate::folder::HOUSE));
    folder.run("new Quay --author Ines --date 2021-05-22 -o new.md");
    let said = folder.run("check --format concise --only leftover-text new.md");
    said.expect(1, &["blanks are to be filled"]);
    assert_eq!(said.out.matches("leftover-text").count(), 1, "{said:#?}");
    folder.write("two.md", NOTE.replace("voted to return to work", "voted tbd to return to work, TODO").replace("Fruit from", "TODO from"));
    assert_eq!(
        folder.run("check --format concise --only leftover-text two.md").out.matches("leftover-text").count(),
        3,
        "marks in sentences are each one"
    );
}
