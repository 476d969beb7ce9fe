//! The program killed before each call that changes a file, and each of these calls failing: strace does it to the program as it is.
//!
//! A first run, of which every call is looked at, tells where those points are.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Output};

use crate::folder::archive::{NAMED, archive, note};
use crate::folder::{Folder, NOTE, numbered};

/// A command that writes over files, and the folder it does so in.
struct Scene {
    name: &'static str,
    arguments: &'static [&'static str],
    folder: fn(&str) -> Folder,
}

const SCENES: [Scene; 6] = [
    Scene { name: "fix", arguments: &["check", "--fix", "a.txt", "b.txt"], folder: two_with_slips },
    Scene { name: "renumber", arguments: &["renumber", "notes/0012-fruit.md"], folder: referring },
    Scene { name: "index", arguments: &["index", "--write", "list.txt"], folder: listed },
    Scene { name: "baseline", arguments: &["check", "--update-baseline", "notes"], folder: adopted },
    Scene { name: "first-baseline", arguments: &["check", "--update-baseline", "notes"], folder: unadopted },
    Scene {
        name: "new",
        arguments: &["new", "Halden: A lamp", "--author", "Ines Okafor", "--date", "2021-05-22", "-o", "notes/0013.txt"],
        folder: listed,
    },
];

fn two_with_slips(name: &str) -> Folder {
    let folder = Folder::new(name);
    let slip = |number| numbered(&NOTE.replace("First,", "Firstly,"), number);
    folder.write("a.txt", slip(12));
    folder.write("b.txt", slip(13));
    folder
}

/// The number stands in a ledger, in a note before it and one after it, in a draft, and in the name of its file.
fn referring(name: &str) -> Folder {
    let folder = archive(name, &format!("{NAMED}\nledger = 'printed.txt'"));
    let naming = |number, date| note(number, date, "Halden: The lamp burns").replace("Nobody", "So said Harbour Notes # 12. Nobody");
    folder.write("notes/0009-lamp.txt", naming(9, "24 April 2021"));
    folder.write("notes/0013-lamp.txt", naming(13, "22 May 2021"));
    folder.write("drafts/later.txt", naming(15, "5 June 2021"));
    folder.write("printed.txt", "15 May 2021 | Harbour Notes # 12\nPort Ellery: Fruit rots on the quay\n");
    folder
}

fn listed(name: &str) -> Folder {
    let folder = archive(name, "");
    folder.write("list.txt", "Before\n<!-- copydesk index -->\nold\n<!-- copydesk index ends -->\nAfter\n");
    folder
}

fn unadopted(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("lint.toml", "house = 'house.toml'\nbaseline = 'known.json'\n");
    folder.write("notes/1.txt", NOTE.replace("voted to return", "voted on 31 June 2020 to return"));
    folder
}

fn adopted(name: &str) -> Folder {
    let folder = unadopted(name);
    folder.run("check --update-baseline notes").expect(0, &["1 new"]);
    folder.write("notes/2.txt", numbered(NOTE, 13).replace("voted to return", "voted on 31 June 2020 to return"));
    folder
}

/// A call of the first thread that changes a file of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Point {
    call: String,
    /// Which one of its name, from 1.
    nth: usize,
    /// As strace shows it.
    line: String,
}

/// The files of a folder with their bytes, by their names.
type Files = BTreeMap<String, Vec<u8>>;

#[test]
#[ignore = "needs strace: .ci/run installs it and runs this"]
fn a_run_killed_at_any_write_loses_nothing_and_can_be_run_again() {
    for scene in &SCENES {
        let (before, after, points) = scene.first_run();
        for point in &points {
            let (folder, output) = scene.run_with(point, "signal=SIGKILL");
            let told = format!("{} killed at {}", scene.name, point.line);
            assert_eq!(output.status.signal(), Some(9), "{told}: {output:?}");
            let now = files(&folder);
            let (left, named): (Files, Files) = now.into_iter().partition(|(name, _)| is_left(name));
            for (name, bytes) in &named {
                assert!(before.get(name) == Some(bytes) || after.get(name) == Some(bytes), "{told}: {name} is half of something");
            }
            for name in before.keys().filter(|name| !named.contains_key(*name)) {
                let moved = after.iter().filter(|(name, _)| !before.contains_key(*name)).all(|new| named.get(new.0) == Some(new.1));
                assert!(!after.contains_key(name) && moved, "{told}: {name} is gone");
            }
            let said = folder.run("check . --format json");
            assert!(!left.keys().any(|name| said.out.contains(name.rsplit('/').next().unwrap_or(name))), "{told}: {said:?}");
            scene.again(&folder, &after, &told);
        }
        println!("{}: killed at {} points", scene.name, points.len());
    }
}

#[test]
#[ignore = "needs strace: .ci/run installs it and runs this"]
fn a_write_that_fails_leaves_every_file_as_it_was() {
    for scene in &SCENES {
        let (before, after, points) = scene.first_run();
        for (point, fault) in points.iter().flat_map(|point| [(point, "ENOSPC"), (point, "EIO")]) {
            let (folder, output) = scene.run_with(point, &format!("error={fault}"));
            let told = format!("{}, {fault} at {}: {output:?}", scene.name, point.line);
            let now = files(&folder);
            let said = String::from_utf8_lossy(&output.stderr);
            if output.status.code() == Some(2) {
                assert!(said.contains("cannot be written: ") && said.contains("help: "), "{told}");
                assert_eq!(names(&now), names(&before), "{told}");
                assert!(now == before, "{told}");
            } else {
                // There are other ways to keep an original than a second name, and what cannot be tidied up harms nobody.
                assert!(point.call.starts_with("link") || point.call.starts_with("unlink"), "{told}");
                let named: Files = now.into_iter().filter(|(name, _)| !(point.call.starts_with("unlink") && is_left(name))).collect();
                assert_eq!(names(&named), names(&after), "{told}");
                assert!(named == after, "{told}");
            }
        }
        println!("{}: {} calls failed", scene.name, points.len());
    }
}

impl Scene {
    /// A folder before and after, and where it changes.
    fn first_run(&self) -> (Files, Files, Vec<Point>) {
        let folder = (self.folder)(&format!("fault-{}", self.name));
        let before = files(&folder);
        let trace = folder.path(".git/trace");
        let output = self.strace(&folder, &["-f"]);
        assert!(output.status.code().is_some_and(|code| code < 2), "{}: {output:?}", self.name);
        let after = files(&folder);
        assert!(before != after && !after.keys().any(|name| is_left(name)), "{}: {:?}", self.name, names(&after));
        let points = points(&fs::read_to_string(trace).expect("strace wrote it"), &folder.path("").to_string_lossy());
        assert!(points.len() >= 4, "{}: {points:?}", self.name);
        (before, after, points)
    }

    /// The program in a folder of its own, with a fault at that point.
    fn run_with(&self, point: &Point, fault: &str) -> (Folder, Output) {
        let folder = (self.folder)(&format!("fault-{}", self.name));
        let trace = format!("trace={}", point.call);
        let inject = format!("inject={}:{fault}:when={}", point.call, point.nth);
        let output = self.strace(&folder, &["-e", &trace, "-e", &inject]);
        (folder, output)
    }

    fn strace(&self, folder: &Folder, options: &[&str]) -> Output {
        let mut command = Command::new("strace");
        command.args(["-y", "-s", "8", "-o", ".git/trace"]).args(options).arg(env!("CARGO_BIN_EXE_copydesk")).args(self.arguments);
        command.current_dir(folder.path("")).output().expect("`.ci/tools` installs strace")
    }

    /// Runs the command again where a run was killed, and does as it says: the folder has to come out as if nothing had happened.
    fn again(&self, folder: &Folder, after: &Files, told: &str) {
        let mut said = folder.run_each(self.arguments);
        if let Some((_, commands)) = said.err.split_once("take back what it did, and run the command again: ") {
            let done = Command::new("sh").args(["-ec", commands.trim()]).current_dir(folder.path("")).output().expect("there is a shell");
            assert!(done.status.success(), "{told}: {commands}: {done:?}");
            said = folder.run_each(self.arguments);
        }
        let is_done = ["there is no file `notes/0012-fruit.md` any more", "`notes/0013.txt` exists already"];
        let is_done = is_done.iter().any(|words| said.err.contains(words));
        assert!(is_done || said.code.is_some_and(|code| code < 2), "{told}: {said:#?}");
        let named: Files = files(folder).into_iter().filter(|(name, _)| !is_left(name)).collect();
        assert_eq!(names(&named), names(after), "{told}: {said:?}");
        // Whatever writes next clears away what is left, though it has nothing to do with it.
        folder.run("fix .");
        let left: Vec<String> = folder.files().into_iter().filter(|name| is_left(name)).collect();
        assert_eq!(left, Vec::<String>::new(), "{told}: {said:?}");
        assert!(named == *after, "{told}: {said:?}");
    }
}

/// Where the trace shows that a file below `folder` changes. All of it is done by the first thread.
fn points(trace: &str, folder: &str) -> Vec<Point> {
    let folder = folder.trim_end_matches('/');
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut points = Vec::new();
    let mut first = None;
    for line in trace.lines() {
        let (process, line) = line.split_once(' ').expect("each line begins with a process");
        let is_first = process == *first.get_or_insert(process);
        let Some((call, rest)) =
            line.trim_start().split_once('(').filter(|(call, _)| call.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'))
        else {
            continue;
        };
        if is_first {
            *counts.entry(call).or_default() += 1;
        }
        let below = rest.contains(&format!("\"{folder}/")) || rest.contains(&format!("<{folder}/"));
        let relative = rest.contains(&format!("<{folder}>, \"")) && !rest.contains("\"/");
        if (below || relative) && !only_looks(call, rest) {
            assert!(is_first, "another thread than the first writes: {line}");
            points.push(Point { call: call.to_owned(), nth: counts[call], line: line.to_owned() });
        }
    }
    points
}

/// Whether a call leaves files as they are. What is not known here does not.
fn only_looks(call: &str, rest: &str) -> bool {
    const LOOKS: [&str; 18] = [
        "access",
        "chdir",
        "close",
        "execve",
        "faccessat2",
        "fadvise64",
        "fcntl",
        "flock",
        "fstat",
        "getcwd",
        "getdents64",
        "lseek",
        "newfstatat",
        "poll",
        "read",
        "readlink",
        "statx",
        "readlinkat",
    ];
    match call {
        "open" | "openat" => !["O_CREAT", "O_TRUNC"].iter().any(|flag| rest.contains(flag)),
        "mmap" => !(rest.contains("MAP_SHARED") && rest.contains("PROT_WRITE")),
        _ => LOOKS.contains(&call),
    }
}

fn files(folder: &Folder) -> Files {
    folder.files().into_iter().map(|name| (name.clone(), fs::read(folder.path(&name)).expect("it can be read"))).collect()
}

fn names(files: &Files) -> BTreeSet<&str> {
    files.keys().map(String::as_str).collect()
}

/// Whether a name is one that a run gives to what is not finished.
fn is_left(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name);
    name.starts_with('.') && [".new", ".old"].iter().any(|state| name.ends_with(state))
}
