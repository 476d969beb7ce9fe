//! What goes to which stream.

use std::process::{Command, Stdio};

use crate::folder::{Folder, NOTE};

#[test]
fn standard_input_is_a_draft_of_the_name_it_is_given() {
    let folder = Folder::new("stdin");
    let wrong = NOTE.replace("First,", "Third,");
    let said = folder.run_with("check --format concise -", &wrong);
    assert!(said.out.starts_with("<stdin>:10:1: error[ordinal-sequence]"), "{said:?}");
    let said = folder.run_with("check --format concise - --stdin-filename ./notes/a.txt", &wrong);
    assert!(said.out.starts_with("notes/a.txt:10:1: error[ordinal-sequence]"), "{said:?}");
    folder.run_with("-", "Flour and two lemons.\n").expect(1, &["unrecognised-draft"]);
}

#[test]
fn a_filter_prints_the_text_and_says_the_rest_aside() {
    let folder = Folder::new("filter");
    let said = folder.run_with("fix - --stdin-filename a.txt", &NOTE.replace("First,", "Firstly,"));
    assert_eq!(said.out, NOTE, "{said:?}");
    assert_eq!(said.code, Some(0));
    assert!(said.err.contains("1 mended"), "{said:?}");
}

#[cfg(unix)]
#[test]
fn a_filter_keeps_its_findings_aside_whatever_it_is_given() {
    let folder = Folder::new("filter-fault");
    let piped = |input: &str| format!("printf '{input}' | '{}' fix -", env!("CARGO_BIN_EXE_copydesk"));
    let run = |script: String| Command::new("sh").args(["-c", &script]).current_dir(folder.path("")).output().expect("there is a shell");
    for input in [r"\377\376h\000", r"ab\000c", r"caf\351 au lait"] {
        let output = run(piped(input));
        assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &b""[..]), "{input}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("unreadable-file"), "{input}: {output:?}");
    }
    // A text that could not be looked at is not lost either.
    folder.write("lint.toml", "hous = 'x'\n");
    let said = folder.run_with("fix -", NOTE);
    assert_eq!((said.code, said.out.as_str()), (Some(2), NOTE), "{said:?}");
    assert!(said.err.contains("invalid-settings"), "{said:?}");
}

#[test]
fn a_table_for_people_is_no_machine_format() {
    let folder = Folder::new("statistics");
    folder.write("a.txt", NOTE.replace("First,", "Third,"));
    for format in ["concise", "json", "sarif", "github", "gitlab", "junit", "rdjson", "html"] {
        let said = folder.run(&format!("check --statistics --format {format} a.txt"));
        said.expect(2, &["`--statistics`", &format!("`--format {format}`"), &format!("--output {format}=FILE")]);
        assert_eq!(said.out, "");
    }
    folder.run("check --statistics --output json=report.json a.txt").expect(1, &["1  error    ordinal-sequence"]);
    assert!(folder.read("report.json").starts_with('{'));
}

#[test]
fn machine_formats_are_alone_on_standard_output() {
    let folder = Folder::new("machine");
    folder.write("a.txt", NOTE);
    folder.write("b.md", "nothing\n");
    let said = folder.run("check --format json . missing.txt");
    assert!(said.out.starts_with('{') && said.out.ends_with("}\n"), "{said:?}");
    said.expect(2, &["no file or folder `missing.txt`"]);
    let again = folder.run("check --format json --jobs 1 . missing.txt");
    assert_eq!(said.out, again.out);
}

#[test]
fn what_github_will_not_show_is_told() {
    let folder = Folder::new("github-limit");
    let wrong = NOTE.replace("voted to return", &["on 31 June"; 11].join(" "));
    let said = folder.run_with("check --format github - --stdin-filename a.txt", &wrong);
    assert_eq!((said.out.matches("::error").count(), said.code), (11, Some(1)), "{said:?}");
    assert!(said.err.contains("GitHub shows 10 errors, 10 warnings") && said.err.contains("this one has 11, 0 and 0"), "{said:?}");
    assert_eq!(folder.run_with("check --format github -q - --stdin-filename a.txt", &wrong).err, "");
    assert_eq!(folder.run_with("check --format github - --stdin-filename a.txt", NOTE).err, "");
}

#[test]
fn reports_go_to_files_too() {
    let folder = Folder::new("output");
    folder.write("a.txt", NOTE.replace("First,", "Third,"));
    folder.run("check --output json=report.json --output concise=report.txt a.txt").expect(1, &["ordinal-sequence"]);
    assert!(folder.read("report.json").contains("\"ordinal-sequence\""));
    assert!(folder.read("report.txt").starts_with("a.txt:10:1: error[ordinal-sequence]"));
    folder.run("check --output json=no/such/report.json a.txt").expect(2, &["cannot be written"]);
}

#[test]
fn colour_is_as_asked() {
    let folder = Folder::new("colour");
    folder.write("a.txt", NOTE.replace("First,", "Third,"));
    let colored = |arguments: &str| folder.run(arguments).out.contains('\u{1b}');
    assert!(!colored("check a.txt"));
    assert!(colored("check --color always a.txt"));
    assert!(!colored("check --color never a.txt"));
    let with = |name: &str, value: &str, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.env_remove("NO_COLOR").env_remove("FORCE_COLOR").current_dir(folder.path("")).env(name, value).args(arguments);
        command.output().expect("it ends").stdout.contains(&0x1b)
    };
    assert!(with("FORCE_COLOR", "1", &["check", "a.txt"]));
    assert!(!with("FORCE_COLOR", "1", &["check", "--color", "never", "a.txt"]));
    assert!(with("NO_COLOR", "1", &["check", "--color", "always", "a.txt"]));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = Folder::new("closed");
    folder.write("a.txt", NOTE.replace("First,", "Third,"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    let mut child = command
        .args(["check", "a.txt"])
        .current_dir(folder.path(""))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it is built");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn fixes_change_the_file_and_a_diff_does_not() {
    let folder = Folder::new("fixes");
    let wrong = NOTE.replace("First,", "Firstly,");
    folder.write("a.txt", &wrong);
    let said = folder.run("check --diff a.txt");
    assert!(said.out.starts_with("--- ") && said.out.contains("-Firstly,") && said.out.contains("+First,"), "{said:?}");
    assert_eq!((said.code, folder.read("a.txt")), (Some(1), wrong));
    folder.run("fix a.txt").expect(0, &["1 mended"]);
    assert_eq!(folder.read("a.txt"), NOTE);
    let said = folder.run("check --diff a.txt");
    assert_eq!((said.out.as_str(), said.code), ("", Some(0)));
}
