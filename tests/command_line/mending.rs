//! What `fix` does to files: links, permissions, disks that are full, texts that come on standard input.

use crate::folder::{Folder, NOTE};

/// A note with one fault that is mended safely, and one that is not.
fn wrong() -> String {
    NOTE.replace("First,", "Firstly,").replace("work\nInes", "work.  \nInes").replace("Second,", "Third,")
}

#[test]
fn the_summary_says_what_was_mended_and_what_was_held_back() {
    let folder = Folder::new("mending-said");
    folder.write("a.txt", wrong());
    folder.write("b.txt", NOTE.replace("# 12", "# 13").replace("First,", "Firstly,"));
    let said = folder.run("fix");
    said.expect(1, &["4 mended: ordinal-form (2), title-final-stop, trailing-whitespace", "error[ordinal-sequence]"]);
    said.expect(1, &["1 can be mended, with a second look: copydesk fix --unsafe-fixes a.txt"]);
    folder.run("fix --unsafe-fixes").expect(0, &["1 mended: ordinal-sequence"]);
    assert_eq!(folder.read("a.txt"), NOTE);
}

#[test]
fn an_article_after_a_new_ordinal_is_small() {
    let folder = Folder::new("mending-article");
    folder.write("a.txt", NOTE.replace("First, the strike", "1. The strike").replace("Second, the season", "2. In the season"));
    folder.run("fix --unsafe-fixes").expect(0, &["2 mended: ordinal-form"]);
    assert_eq!(folder.read("a.txt"), NOTE.replace("Second, the season", "Second, In the season"), "other words may be names");
}

#[test]
fn a_short_weekday_opens_a_dated_paragraph() {
    let folder = Folder::new("short-weekday");
    for opening in ["On Tue, 11 May,", "On Tue. 11 May,", "Tuesday, 11 May:"] {
        folder.write("a.txt", NOTE.replace("On 11 May,", opening));
        folder.run("check a.txt").expect(0, &["clean"]);
    }
    folder.write("a.txt", NOTE.replace("On 11 May,", "On Wed, 11 May,"));
    folder.run("check a.txt").expect(1, &["weekday-mismatch"]);
}

#[test]
fn what_was_named_is_named_again() {
    let folder = Folder::new("mending-named");
    for (number, name) in (12..).zip(["a b.txt", "b.txt", "c.txt", "more/d.txt", "more/e.txt"]) {
        folder.write(name, crate::folder::numbered(&NOTE.replace("First,", "Firstly,"), number));
    }
    folder.write("good.txt", crate::folder::numbered(NOTE, 20));
    let next = |arguments: &str| {
        let said = folder.run(&format!("check {arguments}"));
        said.out.lines().find_map(|line| Some(line.split_once("can be mended: ")?.1.to_owned())).expect("there is something to mend")
    };
    assert_eq!(next("b.txt c.txt"), "copydesk fix b.txt c.txt");
    assert_eq!(next("b.txt c.txt good.txt"), "copydesk fix b.txt c.txt", "what is as it should be need not be named");
    assert_eq!(next("more good.txt"), "copydesk fix more good.txt");
    assert_eq!(next("c.txt more"), "copydesk fix c.txt more");
    assert_eq!(next("more/e.txt good.txt"), "copydesk fix more/e.txt");
    assert_eq!(next(""), "copydesk fix");
}

#[test]
fn a_filter_says_findings_aside_in_every_format() {
    let folder = Folder::new("mending-filter");
    for format in ["full", "concise", "json", "sarif", "github", "gitlab", "junit", "rdjson", "html"] {
        let said = folder.run_with(&format!("fix - --stdin-filename a.txt --format {format}"), &wrong());
        assert_eq!((said.out.as_str(), said.code), (NOTE.replace("Second,", "Third,").as_str(), Some(1)), "{format}: {said:?}");
        assert!(said.err.contains("ordinal-sequence"), "{format}: {said:?}");
    }
    let said = folder.run_with("check --fix --format json - --stdin-filename a.txt", &wrong());
    assert!(said.out == NOTE.replace("Second,", "Third,") && said.err.starts_with("{\n  \"schema\""), "{said:?}");
    let said = folder.run_with("check --diff - --stdin-filename a.txt", &wrong());
    assert!(said.out.starts_with("--- a/a.txt\n") && said.err.is_empty(), "{said:?}");
}

/// Without colour, what a terminal would obey is taken out of reports, and must not be taken out of a text.
#[test]
fn a_filter_and_a_diff_keep_every_byte() {
    let folder = Folder::new("mending-escapes");
    let escaped = |text: &str| text.replace("voted to", "voted \u{1b}[31mred\u{1b}[0m \u{7} to");
    let said = folder.run_with("fix - --stdin-filename a.txt", &escaped(&wrong()));
    assert_eq!(said.out, escaped(&NOTE.replace("Second,", "Third,")));
    let said = folder.run_with("check --diff - --stdin-filename a.txt", &escaped(&wrong()));
    assert!(said.out.contains("\u{1b}[31mred\u{1b}[0m"), "{said:?}");
}

#[test]
fn line_ends_and_the_byte_order_mark_stay() {
    let folder = Folder::new("mending-bytes");
    for (name, mark, end) in [("crlf.txt", "", "\r\n"), ("bom.md", "\u{feff}", "\n"), ("both.txt", "\u{feff}", "\r\n")] {
        let text = |note: &str| mark.to_owned() + &note.replace('\n', end);
        folder.write(name, text(&NOTE.replace("First,", "Firstly,")));
        folder.run(&format!("fix {name}")).expect(0, &["1 mended"]);
        assert_eq!(folder.read(name), text(NOTE), "{name}");
    }
}

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    use std::process::Command;

    use super::*;

    #[test]
    fn permissions_and_links_stay() {
        let folder = Folder::new("mending-links");
        folder.write("drafts/a.txt", wrong());
        fs::set_permissions(folder.path("drafts/a.txt"), fs::Permissions::from_mode(0o640)).expect("it is ours");
        symlink("drafts/a.txt", folder.path("today.txt")).expect("links can be made");
        folder.run("fix today.txt").expect(1, &["3 mended"]);
        assert!(folder.path("today.txt").symlink_metadata().expect("it exists").is_symlink());
        assert_eq!(folder.read("drafts/a.txt"), NOTE.replace("Second,", "Third,"));
        let mode = fs::metadata(folder.path("drafts/a.txt")).expect("it exists").mode();
        assert_eq!(mode & 0o777, 0o640);
        folder.write("drafts/a.txt", wrong());
        folder.run("fix today.txt drafts/a.txt --jobs 2").expect(1, &["mended"]);
        assert_eq!(folder.read("drafts/a.txt"), NOTE.replace("Second,", "Third,"));
    }

    #[test]
    fn what_may_not_be_changed_is_left_as_it_is_and_told_as_it_is() {
        let folder = Folder::new("mending-refused");
        folder.write("a.txt", wrong());
        fs::set_permissions(folder.path("a.txt"), fs::Permissions::from_mode(0o444)).expect("it is ours");
        let said = folder.run("fix a.txt");
        said.expect(2, &["`a.txt` is read-only, and is left as it is", "warning[ordinal-form]"]);
        assert!(!said.out.contains("3 mended:"), "nothing was: {said:?}");
        assert_eq!(folder.read("a.txt"), wrong());
        folder.write("b.txt", wrong());
        fs::hard_link(folder.path("b.txt"), folder.path("c.txt")).expect("links can be made");
        folder.run("fix b.txt").expect(2, &["`b.txt` has a second name (a hard link)"]);
        assert_eq!(folder.read("b.txt"), wrong());
        // All files are mended, or none.
        folder.write("d.txt", wrong());
        let said = folder.run("fix a.txt d.txt");
        said.expect(2, &["`a.txt` is read-only", "no file was changed", "d.txt:"]);
        assert!(!said.out.contains("3 mended:") && !said.out.contains("6 mended:"), "nothing was: {said:?}");
        assert_eq!(folder.read("d.txt"), wrong());
        folder.run("fix d.txt").expect(1, &["3 mended"]);
    }

    /// Runs the program where no file can grow, as on a full disk: a write fails, and kills nobody.
    fn on_a_full_disk(folder: &Folder, arguments: &str) -> (Option<i32>, String) {
        let script = format!("trap '' XFSZ; ulimit -f 0; exec '{}' {arguments}", env!("CARGO_BIN_EXE_copydesk"));
        let output = Command::new("sh").args(["-c", &script]).current_dir(folder.path("")).output().expect("there is a shell");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    #[test]
    fn a_full_disk_leaves_every_file_as_it_was() {
        let folder = Folder::new("mending-full-disk");
        folder.write("a.txt", wrong());
        folder.write("b.txt", wrong());
        folder.write("old.json", "{}\n");
        folder.write("wide.txt", NOTE.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
        let names = |folder: &Folder| {
            let entries = fs::read_dir(folder.path("")).expect("it is a folder").filter_map(Result::ok);
            let mut names: Vec<_> = entries.map(|entry| entry.file_name()).collect();
            names.sort();
            names
        };
        let before = names(&folder);
        for arguments in [
            "fix a.txt",
            "fix a.txt b.txt",
            "check a.txt --output json=old.json",
            "check a.txt --output json=new.json",
            "check a.txt --update-baseline --baseline known.json",
            "import wide.txt",
        ] {
            let (code, said) = on_a_full_disk(&folder, arguments);
            assert!(code == Some(2) && said.contains("cannot be written"), "{arguments}: {code:?} {said}");
            assert_eq!(names(&folder), before, "{arguments}");
        }
        assert_eq!((folder.read("a.txt"), folder.read("old.json")), (wrong(), "{}\n".to_owned()));
    }

    #[test]
    fn what_is_no_file_is_written_to() {
        let folder = Folder::new("mending-device");
        folder.write("a.txt", wrong());
        let said = folder.run("check -q a.txt --format concise --output concise=/dev/stdout");
        assert_eq!(said.out.matches("ordinal-sequence").count(), 2, "{said:?}");
        let script = format!("exec '{}' check a.txt > /dev/full", env!("CARGO_BIN_EXE_copydesk"));
        if fs::metadata("/dev/full").is_ok() {
            let output = Command::new("sh").args(["-c", &script]).current_dir(folder.path("")).output().expect("there is a shell");
            assert!(output.status.code() == Some(2) && String::from_utf8_lossy(&output.stderr).contains("cannot be written"), "{output:?}");
        }
    }
}
