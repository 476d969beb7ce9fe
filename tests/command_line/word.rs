//! Word documents that are checked as they are, and written back with remarks and changes.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

mod odd;
mod places;
mod workspace;

use crate::documents::{self, SPACE, escaped, part, run};
use crate::folder::{Folder, NOTE};

/// A Word document with these paragraphs, and with further parts.
fn document(paragraphs: &[String], more: &[(&str, String)], kinds: &[(&str, &str)]) -> Vec<u8> {
    let body = paragraphs.iter().map(|content| format!("<w:p>{content}</w:p>")).collect::<Vec<_>>().concat();
    documents::document(&body, more, kinds)
}

/// The document that has a paragraph for each line of `text`.
fn of_lines(text: &str) -> Vec<u8> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    document(&lines.map(|line| run("", &escaped(line))).collect::<Vec<_>>(), &[], &[])
}

fn report(folder: &Folder, arguments: &str) -> Value {
    let said = folder.run(arguments);
    serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {said:?}"))
}

/// The note of the tests, with a date written the wrong way round and a day that never was.
fn faulty() -> String {
    NOTE.replacen("On 11 May", "On May 11", 1).replacen("the second week", "31 June 2021", 1)
}

const REVIEW: &str = "check -q --today 2021-05-20 --output docx draft.docx";

#[test]
fn findings_stand_at_paragraphs_and_characters() {
    let folder = Folder::new("word-check");
    folder.write("draft.docx", of_lines(&faulty()));
    folder.write("draft.md", faulty().replace('\n', "\n\n"));
    let report = report(&folder, "check --today 2021-05-20 --format json draft.docx");
    let words: Vec<&Value> = report["findings"].as_array().expect("there are some").iter().map(|finding| &finding["word"]).collect();
    let at = |needle: &str| {
        let lines: Vec<String> = faulty().lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
        let (index, line) = lines.iter().enumerate().find(|(_, line)| line.contains(needle)).expect("it is there");
        let start = line[..line.find(needle).expect("it is there")].chars().count();
        serde_json::json!({ "paragraph": index + 1, "start": start, "end": start + needle.chars().count() })
    };
    assert_eq!(words, [&at("May 11"), &at("31 June 2021")]);
    let said = folder.run("check --today 2021-05-20 draft.docx");
    said.expect(1, &["[draft.docx, paragraph 5]", "On May 11"]);
    assert!(!said.out.contains("draft.docx:"), "{}", said.out);
    folder.run("check --today 2021-05-20 --format concise draft.docx").expect(1, &["of its transcript"]);
    folder.run("outline draft.docx").expect(0, &["What was seen?"]);
}

#[test]
fn what_lies_beside_drafts_is_passed_over() {
    let folder = Folder::new("word-beside");
    folder.write("draft.docx", of_lines(NOTE));
    for name in ["~$draft.docx", ".~lock.draft.docx#", "draft.reviewed.docx"] {
        folder.write(name, "no document");
    }
    folder.write("letter.docx", "no document either");
    let said = folder.run("check --today 2021-05-20 .");
    said.expect(0, &["clean"]);
    assert!(said.err.contains("`draft.docx` is open in a word processor"), "{said:?}");
}

#[test]
fn a_draft_is_written_back_with_remarks_and_changes() {
    let folder = Folder::new("word-review");
    folder.write("draft.docx", of_lines(&faulty()));
    folder.run(&format!("{REVIEW} --author Ines")).expect(1, &[]);
    let written = fs::read(folder.path("draft.reviewed.docx")).expect("it is written");
    let text = part(&written, "word/document.xml");
    for wanted in [
        "<w:delText xml:space=\"preserve\">May 11</w:delText>",
        "<w:t xml:space=\"preserve\">11 May</w:t>",
        "<w:commentRangeStart w:id=\"2\"/><w:r><w:rPr></w:rPr><w:t xml:space=\"preserve\">31 June 2021</w:t></w:r><w:commentRangeEnd w:id=\"2\"/>",
        "w:author=\"Ines\" w:date=\"2021-05-20T00:00:00Z\"",
    ] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    let comments = part(&written, "word/comments.xml");
    for wanted in ["No. 12, 15 May 2021. 1 to correct; 1 change made.", "Correct: There is no such day as “31 June 2021”."] {
        assert!(comments.contains(wanted), "{wanted} in {comments}");
    }
    // What is reviewed twice is as it was after the first time.
    folder.run("check -q --today 2021-05-20 --author Ines --output docx=again.docx draft.reviewed.docx").expect(1, &[]);
    let again = fs::read(folder.path("again.docx")).expect("it is written");
    assert_eq!((part(&again, "word/document.xml"), part(&again, "word/comments.xml")), (text, comments));
}

#[test]
fn a_second_round_says_what_is_still_so() {
    let folder = Folder::new("word-second");
    let settled = "Correct: There is no such day as “31 June 2021”. Look it up: June has 30 days.";
    let marked = |id: u8, text: &str| {
        format!(
            "<w:commentRangeStart w:id='{id}'/>{}<w:commentRangeEnd w:id='{id}'/><w:r><w:commentReference w:id='{id}'/></w:r>",
            run("", text)
        )
    };
    let lines: Vec<String> = faulty()
        .replace("On May 11", "On 11 May")
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| match line.split_once("31 June 2021") {
            Some((before, after)) => [run("", before), marked(7, "31 June 2021"), run("", after)].concat(),
            None if line.starts_with("On 11 May") => [marked(8, "On 11 May"), run("", &line["On 11 May".len()..])].concat(),
            None => run("", line),
        })
        .collect();
    let comment = |id: u8, initials: &str, paragraph: &str, text: &str| {
        format!(
            "<w:comment w:id='{id}' w:author='x' w:initials='{initials}'><w:p w14:paraId='{paragraph}'>{}</w:p></w:comment>",
            run("", text)
        )
    };
    let comments = [
        comment(7, "cd", "A7", settled),
        comment(9, "AN", "A9", "It is a code."),
        comment(8, "cd", "A8", "Check: this was mended long ago."),
        comment(6, "AN", "A6", "Which day?"),
    ];
    let threads = "<w15:commentsEx xmlns:w15='x'><w15:commentEx w15:paraId='A7' w15:done='1'/><w15:commentEx w15:paraId='A9' w15:paraIdParent='A7' w15:done='1'/><w15:commentEx w15:paraId='A8' w15:done='0'/></w15:commentsEx>";
    let more = [
        ("word/comments.xml", format!("<w:comments xmlns:w='{SPACE}' xmlns:w14='y'>{}</w:comments>", comments.concat())),
        ("word/commentsExtended.xml", threads.to_owned()),
    ];
    let kinds = [("comments", "comments.xml"), ("commentsExtended", "commentsExtended.xml")];
    folder.write("draft.docx", document(&lines, &more, &kinds));
    let report = report(&folder, "check --today 2021-05-20 --format json draft.docx");
    assert_eq!((&report["findings"], &report["summary"]["ignored"]), (&serde_json::json!([]), &1.into()), "what was resolved is an ignore");
    folder.run("check --today 2021-05-20 --no-ignores draft.docx").expect(1, &["impossible-date"]);
    folder.run(REVIEW).expect(0, &[]);
    let written = fs::read(folder.path("draft.reviewed.docx")).expect("it is written");
    let said = part(&written, "word/comments.xml");
    for kept in [settled, "It is a code.", "Which day?", "Nothing to correct."] {
        assert!(said.contains(kept), "{kept} in {said}");
    }
    assert!(!said.contains("long ago") && said.matches(settled).count() == 1, "{said}");
    let threads = part(&written, "word/commentsExtended.xml");
    assert!(threads.contains("A7") && !threads.contains("A8"), "{threads}");
    assert!(!part(&written, "word/document.xml").contains("'8'"));
}

#[test]
fn what_cannot_be_written_is_said_and_left() {
    let folder = Folder::new("word-refused");
    let lines: Vec<String> = faulty().lines().filter(|line| !line.trim().is_empty()).map(|line| run("", line)).collect();
    folder.write("signed.docx", document(&lines, &[("_xmlsignatures/sig1.xml", String::new())], &[]));
    folder.write("macros.docm", document(&lines, &[("word/vbaProject.bin", String::new())], &[]));
    folder.write("draft.txt", NOTE);
    folder.run("check -q --output docx signed.docx").expect(2, &["it is signed"]);
    folder.run("check -q --output docx macros.docm").expect(2, &["it has macros"]);
    folder.run("fix signed.docx").expect(2, &["it is signed"]);
    folder.run("check --output docx draft.txt").expect(2, &["there is none among the drafts"]);
    folder.run("check --output docx=a.docx signed.docx macros.docm").expect(2, &["names one file"]);
    folder.run("check --output docx=a.txt signed.docx").expect(2, &["is no name for a Word document"]);
    assert!(!folder.path("signed.reviewed.docx").exists());
    let before = fs::read(folder.path("signed.docx")).expect("it is there");
    folder.run("fix --force-exclude signed.docx").expect(1, &["are checked and not mended here"]);
    assert_eq!(fs::read(folder.path("signed.docx")).expect("it is there"), before);
    folder.run("renumber signed.docx 13").expect(2, &["is a Word document", "in your word processor"]);
}

/// Some drafts of the shelf as Word documents, by the program; `tests/fixtures/word.rs` asks the same of all of them: what is found in one is what is found in its transcript, what is written into it is what mends its
/// transcript, and nothing that is said in its margin is a machine's.
#[test]
fn drafts_of_the_shelf_as_word_documents() {
    let folder = Folder::bare("word-shelf");
    let shelf = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/gp-short-notes/bad");
    let mut drafts: Vec<_> = fs::read_dir(shelf).expect("it is there").map(|entry| entry.expect("it can be read").path()).collect();
    drafts.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    drafts.sort();
    let mut names = String::new();
    for draft in drafts.iter().step_by(12) {
        let name = draft.file_stem().expect("it has a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(draft).expect("it is text").replace('\u{feff}', "");
        folder.write(&format!("word/{name}.docx"), of_lines(&text));
        names.extend([" word/", &name, ".docx"]);
    }
    folder.run(&format!("import{names}")).expect(0, &[]);
    fs::create_dir(folder.path("text")).expect("it can be made");
    let stems: Vec<String> = names.split_whitespace().map(|name| name["word/".len()..name.len() - ".docx".len()].to_owned()).collect();
    for stem in &stems {
        fs::rename(folder.path(&format!("word/{stem}.md")), folder.path(&format!("text/{stem}.md"))).expect("it was imported");
    }
    let found = |of: &str| {
        let report = report(&folder, &format!("check --isolated --house gp-short-notes --today 2023-01-01 --format json {of}"));
        let findings = report["findings"].as_array().expect("there are some").clone();
        let place = |finding: &Value| {
            let file =
                Path::new(finding["file"].as_str().expect("it has one")).file_stem().expect("it has a name").to_string_lossy().into_owned();
            (file, finding["rule"].to_string(), finding["span"].to_string())
        };
        findings.iter().map(place).collect::<Vec<_>>()
    };
    assert_eq!(found("word"), found("text"));
    folder.run("check -q --isolated --house gp-short-notes --today 2023-01-01 --output docx word").expect(1, &[]);
    let rules = folder.run("rules").out;
    let ids: BTreeSet<&str> = rules.lines().filter_map(|line| line.split_whitespace().next()).filter(|id| id.contains('-')).collect();
    for stem in &stems {
        let written = fs::read(folder.path(&format!("word/{stem}.reviewed.docx"))).expect("it is written");
        let comments = part(&written, "word/comments.xml");
        for word in ["`", "copydesk:", "copydesk fix", "lint.toml", " --", ".toml", ".docx", "house format", "error:", "warning:"] {
            assert!(!comments.contains(word), "{word} in the margin of {stem}: {comments}");
        }
        let told = ids.iter().find(|id| comments.contains(&format!(" {id}")) || comments.contains(&format!("“{id}")));
        assert_eq!(told, None, "in the margin of {stem}: {comments}");
    }
    folder.run("fix -q --isolated --house gp-short-notes --today 2023-01-01 word").expect(1, &[]);
    folder.run("fix -q --isolated --house gp-short-notes --today 2023-01-01 text").expect(1, &[]);
    folder.run(&format!("import{names}")).expect(0, &[]);
    for stem in &stems {
        assert_eq!(folder.read(&format!("word/{stem}.md")), folder.read(&format!("text/{stem}.md")), "{stem}");
    }
}
