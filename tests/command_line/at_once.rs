//! Several runs at once on the same files: it is as if they had come one after the other, and whoever came too late is told.

use std::collections::BTreeMap;
use std::process::{Child, Command, Stdio};

use crate::folder::archive::{NAMED, archive, note};
use crate::folder::{Folder, NOTE, Said, numbered};

const ROUNDS: usize = 12;

/// Starts all of them, and gives what each said, in their order.
fn at_once(folder: &Folder, all: &[&str]) -> Vec<Said> {
    let start = |arguments: &&str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(arguments.split(' ')).current_dir(folder.path("")).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("the program is built")
    };
    let started: Vec<Child> = all.iter().map(start).collect();
    let ended = started.into_iter().map(|child| child.wait_with_output().expect("it ends"));
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it speaks UTF-8");
    ended.map(|output| Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }).collect()
}

/// The files with their texts; none of them may be one that a run has only for a while.
fn texts(folder: &Folder) -> BTreeMap<String, String> {
    let files = folder.files();
    assert!(!files.iter().any(|name| [".new", ".old"].iter().any(|state| name.ends_with(state))), "{files:?}");
    files.into_iter().map(|name| (name.clone(), folder.read(&name))).collect()
}

#[test]
fn files_are_mended_in_one_way_or_the_other() {
    let wrong = NOTE.replace("First,", "Firstly,").replace("Second,", "Third,");
    let build = || {
        let folder = Folder::new("at-once-fix");
        for number in 12..20 {
            folder.write(&format!("{number}.txt"), numbered(&wrong, number));
        }
        folder
    };
    let outcome = |arguments: &str| {
        let folder = build();
        folder.run(arguments);
        texts(&folder)
    };
    let wanted = [outcome("fix ."), outcome("fix --unsafe-fixes .")];
    assert_ne!(wanted[0], wanted[1]);
    for _ in 0..ROUNDS {
        let folder = build();
        let said = at_once(&folder, &["fix .", "fix --unsafe-fixes .", "fix .", "fix --unsafe-fixes ."]);
        for said in &said {
            let late = said.code == Some(2) && said.err.contains("has changed since it was read, and is left as it is");
            assert!(late || said.code.is_some_and(|code| code < 2), "{said:#?}");
        }
        assert!(said.iter().any(|said| said.code != Some(2)), "somebody is first: {said:#?}");
        assert!(wanted.contains(&texts(&folder)), "{said:#?}");
    }
}

#[test]
fn notes_are_renumbered_one_after_the_other() {
    let build = || {
        let folder = archive("at-once-renumber", NAMED);
        for number in 20..26 {
            let text = note(number, "22 May 2021", &format!("Halden: {number} lamps"));
            folder.write(
                &format!("notes/00{number}.txt"),
                text.replace("Nobody", "So said Harbour Notes # 12 and Harbour Notes # 10. Nobody"),
            );
        }
        folder
    };
    let all = ["renumber 12 14", "renumber 12 15", "renumber 10 14"];
    let one_by_one = |order: [usize; 3]| {
        let folder = build();
        for index in order {
            folder.run(all[index]);
        }
        texts(&folder)
    };
    let wanted = [[0, 1, 2], [1, 0, 2], [2, 0, 1]].map(one_by_one);
    for _ in 0..ROUNDS {
        let folder = build();
        let said = at_once(&folder, &all);
        for said in &said {
            let late = ["no note here has the number", "is taken, in `notes/"].iter().any(|words| said.err.contains(words));
            assert!(said.code == Some(0) || (said.code == Some(2) && late), "{said:#?}");
        }
        assert!(wanted.contains(&texts(&folder)), "{said:#?}");
    }
}

#[test]
fn no_baseline_loses_what_another_run_wrote() {
    for known in ["", "{\n  \"schema\": \"copydesk-baseline/1\",\n  \"findings\": []\n}\n"] {
        for _ in 0..ROUNDS {
            let folder = Folder::new("at-once-baseline");
            folder.write("lint.toml", "house = 'house.toml'\nbaseline = 'known.json'\n");
            if !known.is_empty() {
                folder.write("known.json", known);
            }
            let names = ["1", "2", "3", "4"];
            for (number, name) in (12..).zip(names) {
                folder.write(&format!("notes/{name}.txt"), numbered(NOTE, number).replace("voted to", "voted on 31 June 2020 to"));
            }
            let runs = names.map(|name| format!("check notes/{name}.txt --update-baseline"));
            let said = at_once(&folder, &runs.each_ref().map(String::as_str));
            let baseline = texts(&folder)["known.json"].clone();
            for (name, said) in names.iter().zip(&said) {
                let late = said.code == Some(2) && said.err.contains("`known.json` has changed since it was read");
                assert!(late || said.code == Some(0), "{said:#?}");
                assert_eq!(baseline.contains(&format!("notes/{name}.txt")), !late, "{baseline}\n{said:#?}");
            }
            folder.run("check notes --update-baseline").expect(0, &["known.json: 4 findings"]);
        }
    }
}
