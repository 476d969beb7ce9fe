//! What is written, where, and what is left of it when somebody comes in between.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::folder::archive::{NAMED, archive, note};
use crate::folder::{Folder, NOTE, numbered};

#[test]
fn no_pattern_of_file_names_leads_out() {
    for pattern in [
        "../../{number}-{slug}",
        "/elsewhere/x-{number}",
        "a/../../../{number}",
        "./{number}",
        "a//{number}",
        "a\\\\{number}",
        "C:{number}",
        // No walk looks there before git tracks it, so its number would be given twice.
        ".notes/{number}",
        "a/.b/{number}-{slug}",
        ".{number}",
    ] {
        for in_house in [false, true] {
            let folder = archive("leads-out", "");
            let line = format!("file-name = \"{pattern}\"\n");
            if in_house {
                folder.write("house.toml", folder.read("house.toml").replace("[series]\n", &format!("[series]\n{line}")));
            } else {
                folder.write("lint.toml", folder.read("lint.toml") + &line);
            }
            let before = folder.files();
            for arguments in ["new 'x' --author A", "renumber 12 40", "check .", "index", "series"] {
                let said = folder.run(&arguments.replace('\'', ""));
                let fault = if in_house { "invalid-house" } else { "invalid-settings" };
                said.expect(2, &[fault, "file-name ="]);
            }
            assert_eq!(folder.files(), before, "{pattern}");
        }
    }
}

#[test]
fn a_link_on_the_way_to_a_new_draft_is_not_followed_out() {
    let folder = archive("linked-out", "file-name = 'deep/{number}-{slug}'");
    let outside = folder.path("../linked-out-target");
    drop(fs::remove_dir_all(&outside));
    fs::create_dir_all(&outside).expect("it can be made");
    std::os::unix::fs::symlink(&outside, folder.path("notes/deep")).expect("links can be made");
    let said = folder.run_each(&["new", "Mali: A coup", "--author", "A Bee"]);
    said.expect(2, &["lies outside the repository"]);
    assert_eq!(fs::read_dir(&outside).expect("it is there").count(), 0);
    fs::remove_file(folder.path("notes/deep")).expect("it is there");
    folder.run_each(&["new", "Mali: A coup", "--author", "A Bee"]).expect(0, &["notes/deep/13-mali-a-coup"]);
    folder.run_each(&["new", "Mali: Another", "--author", "A Bee"]).expect(0, &["notes/deep/14-mali-another"]);
}

#[test]
fn no_new_draft_stands_where_nobody_looks_for_its_number() {
    for (archive, pattern) in [("notes/*.txt", "deep/{number}"), ("notes/**/1*-*.txt", "{number}"), ("notes/[a-z]*", "{number}")] {
        let folder = Folder::new("new-unseen");
        let series = format!("[series]\narchive = ['{archive}']\nfile-name = '{pattern}'\n");
        folder.write("lint.toml", format!("house = 'house.toml'\n{series}"));
        folder.write("notes/a.txt", NOTE);
        let said = folder.run_each(&["new", "Mali: A coup", "--author", "A Bee"]);
        said.expect(2, &["is no file of the archive: its number would be given again", "`-o FILE`"]);
        assert_eq!(folder.files(), ["house.toml", "lint.toml", "notes/a.txt"], "{archive} {pattern}");
    }
    // What the archive matches is seen again, whatever its folder is called and whatever its names end in.
    for (archive, pattern, name) in [
        (".notes/**", "{number}", ".notes/{}.md"),
        ("notes/*.txt", "{number}-{slug}", "notes/{}-mali-a-coup.txt"),
        ("notes/**", "a.b/{number}", "notes/a.b/{}.md"),
    ] {
        let folder = Folder::new("new-seen");
        let series = format!("[series]\narchive = ['{archive}']\nfile-name = '{pattern}'\n");
        folder.write("lint.toml", format!("house = 'house.toml'\n{series}"));
        std::fs::create_dir_all(folder.path(archive).parent().expect("it has one")).expect("it can be made");
        for number in ["1", "2", "3"] {
            let said = folder.run_each(&["new", "Mali: A coup", "--author", "A Bee"]);
            said.expect(0, &[&name.replace("{}", number), &format!("No. {number}")]);
        }
    }
}

#[test]
fn ten_new_drafts_at_once_take_ten_numbers() {
    for round in 0..4 {
        let folder = archive("ten-new", NAMED);
        // With a note after it, the one that renumbers takes another number whenever its turn comes.
        folder.run_each(&["new", "Halden: A pier", "--author", "Ines Okafor", "--date", "2021-05-21"]).expect(0, &["No. 13"]);
        let start = |index: usize| {
            let title = if round % 2 == 0 { "Halden: A lamp".to_owned() } else { format!("Halden: {index} lamps") };
            let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
            command.args(["new", &title, "--author", "Ines Okafor", "--date", "2021-05-22"]).current_dir(folder.path(""));
            if index == 5 {
                command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
                command.args(["renumber", "12"]).current_dir(folder.path(""));
            }
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program is built")
        };
        let started: Vec<_> = (0..10).map(start).collect();
        for child in started {
            let output = child.wait_with_output().expect("it ends");
            assert_eq!(output.status.code(), Some(0), "{output:?}");
        }
        let mut numbers: Vec<String> =
            folder.files().iter().filter_map(|name| name.strip_prefix("notes/")?.split('-').next().map(str::to_owned)).collect();
        numbers.sort();
        let all = numbers.len();
        numbers.dedup();
        assert_eq!((numbers.len(), all), (13, 13), "{:?}", folder.files());
    }
}

/// Many notes with something to mend.
fn many(name: &str, count: u32) -> Folder {
    let folder = Folder::new(name);
    for number in 1..=count {
        folder.write(&format!("notes/{number:04}.txt"), numbered(&NOTE.replace("First,", "Firstly,"), number));
    }
    folder
}

#[test]
fn a_save_while_files_are_put_in_their_places_is_not_lost() {
    for _ in 0..5 {
        let folder = many("saved-meanwhile", 300);
        let (first, last) = (folder.path("notes/0001.txt"), folder.path("notes/0300.txt"));
        let inode = fs::metadata(&first).expect("it is there").ino();
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(["fix", "-q", "notes"]).current_dir(folder.path("")).stdout(Stdio::null()).stderr(Stdio::piped());
        let child = command.spawn().expect("the program is built");
        while fs::metadata(&first).is_ok_and(|metadata| metadata.ino() == inode) {
            std::hint::spin_loop();
        }
        let saved = fs::read_to_string(&last).expect("it is there") + "\nTheirs.\n";
        fs::write(&last, &saved).expect("it can be written");
        let output = child.wait_with_output().expect("it ends");
        assert!(fs::read_to_string(&last).expect("it is there").ends_with("Theirs.\n"), "{output:?}");
        assert!(folder.files().iter().all(|name| !name.contains("/.")), "{:?}", folder.files());
    }
}

#[test]
fn a_run_that_is_asked_to_end_takes_away_what_it_wrote_beside() {
    for signal in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP].into_iter().filter(|signal| !is_ignored(*signal)) {
        let ended_while_writing = |beside: &usize| {
            let folder = many("asked-to-end", 120);
            let mut child = mending(&folder);
            while leftovers(&folder).len() < *beside && child.try_wait().expect("it is ours").is_none() {}
            let id = Pid::from_raw(child.id().try_into().expect("a process has a small number"));
            // It may have ended already.
            let _ = kill(id, signal);
            let status = child.wait().expect("it ends");
            let is_ended = status.signal() == Some(signal as i32);
            assert!(is_ended || status.code().is_some(), "{signal}: {status:?}");
            assert_eq!(leftovers(&folder), Vec::<String>::new(), "{signal} with {beside} files beside");
            is_ended
        };
        // A run may be done before the signal comes, on a machine that is busy with others.
        let is_met = (0..10).any(|_| [1, 20, 100].iter().filter(|beside| ended_while_writing(beside)).count() > 0);
        assert!(is_met, "no run was asked to end while it wrote");
    }
}

/// Whether these tests were started so that their programs do not end of the signal, as `nohup` does.
fn is_ignored(signal: Signal) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (signal as i32 - 1) & 1 == 1)
}

/// A run that mends `notes` and says nothing.
fn mending(folder: &Folder) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.args(["fix", "-q", "notes"]).current_dir(folder.path("")).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("the program is built")
}

#[test]
fn what_a_killed_run_left_is_cleared_by_the_next_that_writes() {
    for next in [
        "fix notes",
        "renumber 12 900",
        "check --update-baseline --baseline known.json notes",
        "new Lamp:_lit --author A",
        "check --output json=report.json notes",
    ] {
        let folder = many("killed", 120);
        let mut child = mending(&folder);
        while leftovers(&folder).len() < 20 && child.try_wait().expect("it is ours").is_none() {}
        child.kill().expect("it is ours");
        child.wait().expect("it ends");
        let left = leftovers(&folder);
        folder.write("lint.toml", "house = 'house.toml'\n[series]\narchive = ['notes/**']\n");
        assert!(!left.is_empty(), "no run was killed while it wrote");
        folder.run(next);
        assert_eq!(leftovers(&folder), Vec::<String>::new(), "{next}");
    }
}

fn leftovers(folder: &Folder) -> Vec<String> {
    let is_left = |name: &str| name.starts_with('.') && [".new", ".old"].iter().any(|state| name.ends_with(state));
    folder.files().into_iter().filter(|name| name.rsplit('/').next().is_some_and(is_left)).collect()
}

/// Nobody but a run can make what tells it what a run left.
#[test]
fn files_that_are_called_like_leftovers_are_somebody_elses() {
    let folder = archive("called-like", NAMED);
    let names = ["notes/0010-master.txt", "notes/0010-master.txt", "notes/0011-dockers.txt", "notes/x", "0", "0", ""].join("\u{0}");
    let journal = format!("copydesk journal 1\u{0}1\u{0}1\u{0}{names}");
    let strangers = [
        ("notes/.0010-master.txt.77.old", "evil\n"),
        ("notes/.0011-dockers.txt.77.new", "evil\n"),
        ("notes/.0012-fruit.md.2021.new", "a user's own\n"),
        (".copydesk.77.new", &journal),
        ("notes/.copydesk.77.new", &journal),
        (".copydesk.78.new", &journal),
        ("notes/.copydesk.78.new", &journal),
        (".copydesk.79.new", ""),
        ("notes/.copydesk.79.new", ""),
    ];
    let strangers: Vec<(&str, String)> = strangers
        .into_iter()
        .map(|(name, text)| {
            folder.write(name, text);
            let file = fs::metadata(folder.path(name)).expect("it is there");
            // One that somehow knows its own inode, but has the mode that git gives, and one of a run's mode with another inode.
            let text = if name.ends_with("79.new") {
                format!("copydesk journal 1\u{0}{}\u{0}{}\u{0}{names}", file.dev(), file.ino())
            } else {
                text.to_owned()
            };
            folder.write(name, &text);
            if name.ends_with("78.new") {
                fs::set_permissions(folder.path(name), fs::Permissions::from_mode(0o1600)).expect("it is ours");
            }
            (name, text)
        })
        .collect();
    folder.write("notes/0013-lamp.txt", note(13, "22 May 2021", "Halden: A lamp").replace("First,", "Firstly,"));
    for arguments in [
        "fix notes",
        "renumber 12 40",
        "renumber 40 12",
        "check --update-baseline --baseline known.json notes",
        "renumber notes/0099-none.txt",
    ] {
        let said = folder.run(arguments);
        assert!(!said.err.contains("mv ") && !said.err.contains("half-way") && !said.err.contains(".77."), "{arguments}: {said:?}");
        for (name, text) in &strangers {
            assert_eq!(folder.read(name), *text, "{arguments}: {name}");
        }
        assert!(folder.path("notes/0011-dockers.txt").is_file(), "{arguments}");
    }
}

#[test]
fn access_lists_and_extended_attributes_stay() {
    let folder = many("attributes", 2);
    let path = folder.path("notes/0001.txt");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("it is ours");
    // The owner may read and write, user 65534 too, the group may read, the mask is rw, others nothing.
    let mut list = 2u32.to_le_bytes().to_vec();
    for (tag, permissions, id) in [(1u16, 6u16, u32::MAX), (2, 6, 65534), (4, 4, u32::MAX), (0x10, 6, u32::MAX), (0x20, 0, u32::MAX)] {
        list.extend(tag.to_le_bytes());
        list.extend(permissions.to_le_bytes());
        list.extend(id.to_le_bytes());
    }
    let listed = xattr::set(&path, "system.posix_acl_access", &list).is_ok();
    let marked = xattr::set(&path, "user.origin", b"the desk").is_ok();
    assert!(listed || marked, "this file system knows neither: choose another target folder");
    let mode = fs::metadata(&path).expect("it is there").mode();
    folder.run("fix notes").expect(0, &["2 mended"]);
    assert!(folder.read("notes/0001.txt").contains("First,"));
    assert_eq!(fs::metadata(&path).expect("it is there").mode(), mode);
    if listed {
        assert_eq!(xattr::get(&path, "system.posix_acl_access").expect("it can be read"), Some(list));
    }
    if marked {
        assert_eq!(xattr::get(&path, "user.origin").expect("it can be read").as_deref(), Some(&b"the desk"[..]));
    }
    assert_eq!(xattr::list(folder.path("notes/0002.txt")).expect("it can be read").count(), 0);
}

#[test]
fn a_file_that_may_not_become_so_large_leaves_nothing_beside() {
    let folder = Folder::new("too-large");
    folder.write("a.txt", NOTE.replace("First,", "Firstly,").replace("Second,", &format!("Second, {}", "and on and on ".repeat(2000))));
    let before = folder.read("a.txt");
    let script = format!("ulimit -f 8; '{}' fix a.txt", env!("CARGO_BIN_EXE_copydesk"));
    let output = Command::new("bash").args(["-c", &script]).current_dir(folder.path("")).output().expect("there is a shell");
    assert!(!output.status.success() && !output.stderr.is_empty(), "{output:?}");
    assert_eq!((folder.read("a.txt"), leftovers(&folder)), (before, Vec::new()));
}
