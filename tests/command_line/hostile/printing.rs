//! Every command, over words of strangers that hold everything a terminal or the log of a build would obey, or that nobody would see: on a
//! terminal, in a pipe, in colour, and in files.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use crate::folder::Folder;
use crate::folder::archive::note;

/// Controls of both kinds, marks of direction, what has no width, fillers, variants of nothing, tags, and the sequences they make.
const SPOOK: &str = "\u{1b}]0;PWN\u{7}\u{1b}[8mx\u{1b}[1mx\u{8}\u{c}\u{7f}\u{85}\u{9b}31m\u{9d}\u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{17b4}\u{180b}\
                     \u{180e}\u{200b}\u{200c}\u{200d}\u{200e}\u{202a}\u{202e}\u{2060}\u{2066}\u{2069}\u{206f}\u{2800}\u{3164}\u{fe0f}\u{feff}\u{ffa0}\u{fff9}\
                     \u{13430}\u{1bca0}\u{1d173}\u{e0001}\u{e0041}\u{e007f}\u{e0100}##[stop-commands]tok";

/// What of it may stand in a file's name with a line end before it.
const COMMAND: &str = "\n::stop-commands::tok\n ::error::x\r::add-mask::e";

/// Whether a reader does not see the character, or a terminal obeys it; written down anew, so that the program is no judge of itself.
fn is_spook(c: char) -> bool {
    SPOOK.chars().any(|spook| spook == c && !spook.is_ascii())
        || (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(u32::from(c), 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0xe0000..=0xe0fff)
}

/// The text without the colours and weights that copydesk sets.
fn unstyled(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let known = |codes: &str| {
            codes
                .split(';')
                .all(|code| matches!(code, "0" | "1" | "2" | "4" | "22" | "24" | "39") || (code.len() == 2 && code.starts_with('3')))
        };
        let end = part.find('m').filter(|end| known(&part[..*end]));
        match end {
            Some(end) => out.push_str(&part[end + 1..]),
            None => out.extend(["\u{1b}[", part]),
        }
    }
    out
}

/// Asserts that nothing in what was printed is hidden or obeyed.
#[track_caller]
fn assert_shown(printed: &[u8], told: &str) {
    let text = String::from_utf8(printed.to_vec()).expect("it speaks UTF-8");
    let text = unstyled(&text.replace("\r\r\n", "\n").replace("\r\n", "\n"));
    if let Some((at, c)) = text.char_indices().find(|(_, c)| is_spook(*c)) {
        let around = &text[text.floor_char_boundary(at.saturating_sub(60))..text.ceil_char_boundary(at + 60)];
        panic!("{told}: {c:?} is printed: {around:?}");
    }
    for line in text.lines() {
        assert!(!line.trim_start().starts_with("::") || told.contains("--format github"), "{told}: a command: {line}");
        assert!(!line.contains("##["), "{told}: a command: {line}");
        assert!(!line.trim_start().starts_with("::stop") && !line.trim_start().starts_with("::add-mask"), "{told}: a command: {line}");
    }
}

/// An archive whose house, settings, notes, titles, authors, branch and file names are a stranger's.
fn haunted(name: &str) -> Folder {
    let folder = Folder::bare(name);
    fs::remove_dir_all(folder.path(".git")).expect("it was made for the folder");
    let house = include_str!("../../../fixtures/harbour-notes/house.toml");
    // TOML takes few controls as they are.
    let toml: String = SPOOK.chars().flat_map(|c| format!("\\U{:08X}", u32::from(c)).chars().collect::<Vec<_>>()).collect();
    let term =
        format!("\n[[term]]\nid = \"quay-word\"\navoid = [\"quay\"]\nuse = \"q{toml}\"\nmessage = \"m{toml}\\n::stop-commands::tok\"\n");
    folder.write("house.toml", house.to_owned() + &term);
    folder.write(
        "lint.toml",
        format!("house = 'house.toml'\nacronyms = [\"A{toml}\"]\n[series]\narchive = ['notes/**']\nfile-name = '{{number}}-{{slug}}'\nreserved = [{{ number = 20, reason = \"r{toml}\\n::stop-commands::tok\" }}]\n"),
    );
    let haunt = |number, title: &str| note(number, "1 May 2021", title).replace("Ines Okafor", &format!("Ines {SPOOK} Okafor"));
    folder.write("notes/0010-a.txt", haunt(10, &format!("::error::Halden: a {SPOOK} quay")));
    folder.write(&format!("notes/0011-{SPOOK}.txt"), haunt(11, &format!("Halden {SPOOK}: b")).replace("First,", "Firstly,"));
    folder.write(&format!("notes/0012-x{COMMAND}.md"), haunt(12, "Halden: c").replace("Nobody", &format!("TODO {SPOOK} No. Nobody")));
    folder.write("notes/::error::13.txt", haunt(12, "Halden: d").replace("Second,", "::error::a\n\nFirst,"));
    folder.write("::error::14.txt", haunt(14, "Halden: e").replace("First,", "Firstly,").replace("Second,", "  ::error::b\n\nSecond,"));
    symlink("nowhere", folder.path(&format!("notes/15-{SPOOK}{COMMAND}.txt"))).expect("links can be made");
    folder.write("list.txt", "<!-- copydesk index -->\nold\n<!-- copydesk index ends -->\n");
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]).args(arguments);
        let output = command.current_dir(folder.path("")).env("GIT_CONFIG_GLOBAL", "/dev/null").output().expect("git is installed");
        assert!(output.status.success(), "{arguments:?}: {output:?}");
    };
    git(&["init", "-q", "-b", "main", "."]);
    git(&["add", "-A"]);
    git(&["commit", "-q", "-m", "begin"]);
    git(&["branch", "wi\u{202e}ld\u{200b}##vso"]);
    folder
}

const COMMANDS: [&[&str]; 37] = [
    &["check", "."],
    &["check", "-v", ".", "notes/0012-x\n::stop-commands::tok"],
    &["check", "--format", "concise", "."],
    &["check", "--format", "json", "."],
    &["check", "--format", "sarif", "."],
    &["check", "--format", "github", "."],
    &["check", "--format", "gitlab", "."],
    &["check", "--format", "junit", "."],
    &["check", "--format", "rdjson", "."],
    &["check", "--format", "html", "."],
    &["check", "--statistics", "."],
    &["check", "--base", "wi*", "."],
    &["check", "--base", "no\u{202e}\n::error::such", "."],
    &["check", "--house", "no\u{1b}[8m\n::error::such", "."],
    &["check", "--no-\u{1b}[8m\n::error::such", "."],
    &["check", "--only", "no\u{1b}[8m\n::error::such", "."],
    &["outline", "."],
    &["outline", "--format", "json", "."],
    &["series"],
    &["series", "--format", "json"],
    &["series", "--format", "csv"],
    &["series", "--base", "wi*"],
    &["index"],
    &["index", "--format", "markdown"],
    &["index", "--format", "html"],
    &["index", "--check", "list.txt"],
    &["index", "--check", "R\u{1b}[8m\n::error::x.md"],
    &["rules"],
    &["rules", "--format", "json"],
    &["explain", "quay-word"],
    &["explain", "no\u{1b}[8m\n::error::such"],
    &["config"],
    &["config", "--format", "json"],
    &["houses", "test", "house.toml"],
    &["houses", "no\u{1b}[8m\n::error::such"],
    &["renumber", "20", "20"],
    &["import", "notes/0010-a.txt"],
];

/// Texts for other programs, which a terminal gets shown.
const PASSED_ON: [&[&str]; 4] = [
    &["fix", "--diff", "."],
    &["check", "--diff", "--unsafe-fixes", "."],
    &["renumber", "--diff", "10", "30"],
    &["renumber", "--diff", "14", "31"],
];

#[test]
fn nothing_hidden_or_obeyed_is_printed_in_a_pipe() {
    let folder = haunted("haunted-pipe");
    for color in ["never", "always"] {
        for arguments in COMMANDS {
            let arguments = [arguments, &["--color", color]].concat();
            let output =
                Command::new(env!("CARGO_BIN_EXE_copydesk")).args(&arguments).current_dir(folder.path("")).output().expect("it is built");
            assert!(output.status.code().is_some_and(|code| code < 3), "{arguments:?}: {output:?}");
            let told = arguments.join(" ");
            assert_shown(&output.stdout, &format!("{told}, standard output"));
            assert_shown(&output.stderr, &format!("{told}, standard error").replace("--format github", ""));
            if told.contains("json") || told.contains("sarif") || told.contains("gitlab") {
                serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap_or_else(|error| panic!("{told}: {error}"));
            }
        }
    }
}

/// What the program prints in a pseudo terminal, both streams together.
fn on_a_terminal(folder: &Folder, arguments: &[&str], before: &str) -> Vec<u8> {
    let quoted = |word: &&str| format!("'{}'", word.replace('\'', r"'\''"));
    let command = [&[env!("CARGO_BIN_EXE_copydesk")], arguments].concat().iter().map(quoted).collect::<Vec<_>>().join(" ");
    let mut script = Command::new("script");
    script.args(["-qec", &format!("{before}{command}"), "/dev/null"]).current_dir(folder.path("")).env("TERM", "xterm-256color");
    script.stdin(std::process::Stdio::null()).env_remove("NO_COLOR").output().expect("there is a `script`").stdout
}

#[test]
fn nothing_hidden_or_obeyed_is_printed_on_a_terminal() {
    let folder = haunted("haunted-terminal");
    for arguments in COMMANDS.iter().chain(&PASSED_ON) {
        assert_shown(&on_a_terminal(&folder, arguments, ""), &format!("{} on a terminal", arguments.join(" ")));
    }
    assert_shown(&on_a_terminal(&folder, &["fix", "-", "--stdin-filename", "a.txt"], "cat notes/0010-a.txt | "), "fix -");
}

#[test]
fn what_is_written_into_files_is_shown_too() {
    let folder = haunted("haunted-files");
    for (output, file) in [
        ("json", "a.json"),
        ("sarif", "a.sarif"),
        ("html", "a.html"),
        ("junit", "a.xml"),
        ("gitlab", "b.json"),
        ("concise", "a.out"),
        ("full", "b.out"),
    ] {
        folder.run_each(&[
            "check",
            "--output",
            &format!("{output}={file}"),
            "notes/0010-a.txt",
            "notes/::error::13.txt",
            "::error::14.txt",
        ]);
        assert_shown(&fs::read(folder.path(file)).expect("it was written"), file);
    }
    folder.run("series --plot a.svg");
    assert_shown(&fs::read(folder.path("a.svg")).expect("it was written"), "a.svg");
    folder.run("index --write list.txt");
    assert_shown(folder.read("list.txt").replace("::error", "").as_bytes(), "list.txt");
}

#[test]
fn a_patch_gives_no_command_and_can_be_applied() {
    let folder = haunted("haunted-patch");
    for arguments in PASSED_ON {
        let said = folder.run_each(arguments);
        for line in said.out.lines() {
            assert!(!line.trim_start().starts_with("::") && !line.contains("##["), "{arguments:?}: {line}");
        }
    }
    let text = note(12, "15 May 2021", "Halden: A lamp")
        .replace("First,", "  ::error::a\n\nFirstly,")
        .replace("Nobody", "No\u{200b}body\u{1b}[8m");
    folder.write("notes/plain.txt", &text);
    folder.run("check --fix -q notes/plain.txt");
    let mended = folder.read("notes/plain.txt");
    folder.write("notes/plain.txt", &text);
    let diff = folder.run("fix --diff notes/plain.txt").out;
    assert!(diff.contains("-  ::error::a\n+  ::error::a\n") && diff.contains('\u{1b}'), "{diff}");
    folder.write("a.patch", &diff);
    let applied = Command::new("git").args(["apply", "a.patch"]).current_dir(folder.path("")).output().expect("git is installed");
    assert!(applied.status.success(), "{diff}\n{applied:?}");
    assert_eq!(folder.read("notes/plain.txt"), mended);
    assert!(mended != text, "there was something to mend");
}

#[test]
fn a_filter_passes_on_every_byte_in_a_pipe() {
    let folder = Folder::new("haunted-filter");
    let text = note(12, "15 May 2021", &format!("Halden: a {SPOOK} lamp"));
    let said = folder.run_with("fix - --only title-final-stop", &text);
    assert_eq!(said.out, text);
}

#[test]
fn emoji_and_joiners_of_scripts_stay_as_they_are() {
    let folder = Folder::new("joiners");
    let title = "Port Ellery: ❤\u{fe0f} 👩\u{200d}👧 क्\u{200d}ष می\u{200c}خواهم";
    folder.write("notes/12.txt", note(12, "15 May 2021", title));
    folder.run("series --format csv notes").expect(0, &[title]);
    folder.run("outline notes").expect(0, &[title]);
}

#[test]
fn a_command_that_is_proposed_is_for_a_shell_as_it_is() {
    let folder = crate::folder::archive::archive("proposed", "");
    let listing = "<!-- copydesk index -->\nold\n<!-- copydesk index ends -->\n";
    for name in ["R';touch PWN5;'.md", "a\nb.md", "a\u{202e} b.md", "$(touch PWN5).md", "`touch PWN5`.md"] {
        folder.write(name, listing);
        let said = folder.run_each(&["index", "--check", name]);
        let (_, proposed) = said.out.split_once("to write it anew: copydesk").unwrap_or_else(|| panic!("{said:?}"));
        let script = format!("'{}' {}", env!("CARGO_BIN_EXE_copydesk"), proposed.trim());
        let done = Command::new("bash").args(["-c", &script]).current_dir(folder.path("")).output().expect("there is a shell");
        assert!(done.status.success() && !folder.path("PWN5").exists(), "{script}: {done:?}");
        assert_ne!(folder.read(name), listing, "{script}");
    }
}

#[test]
fn help_that_cannot_be_written_is_told_by_the_exit_code() {
    let folder = Folder::new("full-help");
    for arguments in ["--help", "--version", "check --help", "help fix"] {
        let script = format!("'{}' {arguments} > /dev/full", env!("CARGO_BIN_EXE_copydesk"));
        let output = Command::new("sh").args(["-c", &script]).current_dir(folder.path("")).output().expect("there is a shell");
        assert_eq!(output.status.code(), Some(2), "{arguments}: {output:?}");
        folder.run(arguments).expect(0, &[]);
    }
}
