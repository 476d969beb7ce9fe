//! A note that a block without an end hides from the check is told, and does not count as a file that is no note.

use super::git::{commit, repository};
use crate::folder::{Folder, NOTE, numbered};

/// A repository with a bad note 48 below `opening`, which is tracked.
fn with_hidden(name: &str, file: &str, opening: &str) -> Folder {
    let folder = repository(name);
    folder.write(file, format!("{opening}{}", numbered(NOTE, 48).replace("First,", "Third,")));
    commit(&folder.path(""), "hidden");
    folder
}

#[test]
fn a_note_below_a_block_that_is_never_closed_is_told_where_the_block_opens() {
    for (ending, opening, line) in [
        ("txt", "<!--\n", 1),
        ("txt", "<!-- ", 1),
        ("txt", "<!-- draft, do not read\n\n", 1),
        ("txt", "A word before.\n\n<!-- more\n\n", 3),
        ("txt", "\u{feff}<!--\n", 1),
        ("md", "<!--\n", 1),
        ("md", "   <!-- x\n\n", 1),
        ("md", "<!-- closed -->\n\n<!-- open\n", 3),
        ("md", "```\n", 1),
        ("md", "~~~~ text\n\n", 1),
        ("md", "# Rules\n\nA page.\n\n```text\n", 5),
        ("md", "<script>\n", 1),
        ("md", "<pre>\n\n", 1),
        ("md", "<style type=\"x\">\n", 1),
        ("md", "<![CDATA[\n", 1),
        ("md", "<?\n", 1),
        ("md", "---\ntitle: a\n---\n<!--\n", 4),
        ("md", "<!-- copydesk: ignore-file[unclosed-block] it is none -->\n\n<!--\n", 3),
    ] {
        let file = format!("notes/48.{ending}");
        let folder = with_hidden("hidden", &file, opening);
        for arguments in ["check .", "check", "check notes", "check --only doubled-word .", "check --changed --base HEAD~1 .", "fix ."] {
            folder.run(arguments).expect(1, &["unclosed-block"]);
        }
        let (findings, code) = folder.findings(&file);
        let told = format!("{opening:?}: {findings:?}");
        assert_eq!(code, Some(1), "{told}");
        assert!(findings.len() == 1 && findings[0].starts_with(&format!("{file}:{line}:")), "{told}");
        assert!(findings[0].contains(" error[unclosed-block] "), "{told}");
        folder.run(&format!("outline {file}")).expect(2, &["unclosed-block"]);
        folder.run("outline .").expect(2, &["unclosed-block"]);
    }
}

#[test]
fn what_is_closed_or_hides_no_note_is_skipped_as_before() {
    let page = "# The rules\n\nWrite it so:\n\n";
    for (name, text) in [
        ("closed.md", format!("{page}```\n{NOTE}```\n\nThat is all.\n")),
        ("commented.md", format!("{page}<!--\n{NOTE}\n-->\n")),
        ("open.md", format!("{page}```\nmake all\n")),
        ("open-comment.md", format!("{page}<!-- ask the harbour master\n\nand the dockers\n")),
        ("open.txt", "To do\n\n<!-- ask the harbour master\n".to_owned()),
        ("script.md", format!("{page}<script>\nlet a = 1;\n")),
    ] {
        let folder = repository("hides-none");
        folder.write(name, text);
        commit(&folder.path(""), "page");
        let said = folder.run("check .");
        said.expect(0, &["1 file skipped"]);
        folder.run(&format!("check {name}")).expect(1, &["unrecognised-draft"]);
    }
}

/// Who turns the rule off says so in settings; then it is as with any other file in which nothing is recognised.
#[test]
fn a_level_that_somebody_set_holds() {
    let folder = with_hidden("hidden-levels", "notes/48.md", "<!--\n");
    folder.run("check --level unclosed-block=warning .").expect(0, &["warning[unclosed-block]"]);
    folder.run("check --level unclosed-block=off notes/48.md").expect(1, &["unrecognised-draft"]);
}
