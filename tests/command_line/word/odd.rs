//! Documents that are not as they should be: what can be read is read, what cannot be written is said, and nothing is lost.

use std::fs;

use serde_json::Value;

use super::places::comments;
use super::{REVIEW, document, faulty, report};
use crate::documents::{SPACE, escaped, part, run};
use crate::folder::{Folder, NOTE};

fn lines() -> Vec<String> {
    faulty().lines().filter(|line| !line.trim().is_empty()).map(|line| run("", &escaped(line))).collect()
}

fn reviewed(name: &str, bytes: &[u8]) -> Vec<u8> {
    let folder = Folder::new(name);
    folder.write("draft.docx", bytes);
    folder.run(REVIEW).expect(1, &[]);
    fs::read(folder.path("draft.reviewed.docx")).expect("it is written")
}

fn ids<'t>(xml: &'t str, element: &str) -> Vec<&'t str> {
    let tag = format!("<w:{element} ");
    let all = xml.split(tag.as_str()).skip(1);
    all.filter_map(|tag| tag.split_once("w:id=").map(|(_, rest)| rest[1..].split(['"', '\'']).next().unwrap_or_default())).collect()
}

#[test]
fn a_part_of_comments_without_its_relationship_is_left_and_another_is_made() {
    let stray = format!("<w:comments xmlns:w='{SPACE}'><w:comment w:id='1' w:author='Ann'><w:p/></w:comment></w:comments>");
    let written = reviewed("word-stray-comments", &document(&lines(), &[("word/comments.xml", stray.clone())], &[]));
    assert_eq!(part(&written, "word/comments.xml"), stray);
    assert!(part(&written, "word/comments2.xml").contains("31 June 2021"));
    assert!(part(&written, "word/_rels/document.xml.rels").contains("Target=\"comments2.xml\""));
    assert!(part(&written, "[Content_Types].xml").contains("PartName=\"/word/comments2.xml\""));
}

#[test]
fn a_relationship_without_its_part_of_comments_gets_one() {
    let written = reviewed("word-no-comments", &document(&lines(), &[], &[("comments", "notes/comments7.xml")]));
    assert!(part(&written, "word/notes/comments7.xml").contains("31 June 2021"));
    assert_eq!(part(&written, "word/_rels/document.xml.rels").matches("/comments'").count(), 1);
}

#[test]
fn ids_do_not_clash() {
    let mut lines = lines();
    lines[0] = format!("<w:bookmarkStart w:id='7' w:name='a'/>{}<w:bookmarkEnd w:id='7'/>", lines[0]);
    lines[2] = format!(
        "<w:ins w:id='7' w:author='Ann'>{}</w:ins><w:del w:id='7' w:author='Ann'><w:r><w:delText>x</w:delText></w:r></w:del>",
        lines[2]
    );
    let twice = "<w:comment w:id='3' w:author='Ann'><w:p/></w:comment>".repeat(2);
    let comments_part = format!("<w:comments xmlns:w='{SPACE}'>{twice}</w:comments>");
    let written = reviewed("word-ids", &document(&lines, &[("word/comments.xml", comments_part)], &[("comments", "comments.xml")]));
    let (text, said) = (part(&written, "word/document.xml"), part(&written, "word/comments.xml"));
    let mut own: Vec<&str> = ids(&said, "comment").into_iter().skip(2).collect();
    own.extend(ids(&text, "ins").into_iter().chain(ids(&text, "del")).filter(|id| *id != "7"));
    let count = own.len();
    assert!(count >= 4 && own.iter().all(|id| !["3", "7"].contains(id)), "{own:?}");
    own.sort_unstable();
    own.dedup();
    assert_eq!(own.len(), count);
    assert_eq!(said.matches("w:author='Ann'").count(), 2, "what people wrote stays");
}

#[test]
fn names_and_spaces_are_the_document_s_own() {
    let strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    let paragraphs: String = lines().iter().map(|line| format!("<w:p>{line}</w:p>")).collect::<Vec<_>>().concat();
    for (name, prefix, space) in [("strict", "w:", strict), ("other", "x:", SPACE), ("none", "", SPACE)] {
        let body = format!("<w:document xmlns:w='{space}'><w:body>{paragraphs}</w:body></w:document>");
        let body = match prefix {
            "" => body.replace("xmlns:w", "xmlns").replace("<w:", "<").replace("</w:", "</"),
            prefix => body
                .replace("xmlns:w", &format!("xmlns:{}", &prefix[..1]))
                .replace("<w:", &format!("<{prefix}"))
                .replace("</w:", &format!("</{prefix}")),
        };
        let bytes = crate::documents::with_part(&document(&lines(), &[], &[]), "word/document.xml", &body);
        let written = reviewed(&format!("word-names-{name}"), &bytes);
        let text = part(&written, "word/document.xml");
        assert!(text.contains(&format!("<{prefix}commentRangeStart")) && text.contains(&format!("<{prefix}del ")), "{text}");
        assert!(part(&written, "word/comments.xml").contains(space), "{name}");
        if name == "strict" {
            assert!(
                part(&written, "word/_rels/document.xml.rels").contains("http://purl.oclc.org/ooxml/officeDocument/relationships/comments")
            );
        }
        // It is read as it was, and as it is mended.
        let folder = Folder::new(&format!("word-again-{name}"));
        folder.write("draft.docx", &written);
        assert!(folder.run("import draft.docx -o -").out.contains("On 11 May, the"), "{name}");
    }
}

#[test]
fn what_is_no_document_is_called_what_it_is() {
    let folder = Folder::new("word-kinds");
    folder.write("note.txt", NOTE);
    folder.write("rtf.docx", "{\\rtf1\\ansi Harbour Notes}");
    folder.write("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00");
    folder.write(
        "locked.docx",
        [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &"EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()]
            .concat(),
    );
    folder.write("page.docx", "<html><body><p>Harbour Notes # 12</p></body></html>");
    folder.write("empty.docx", "");
    let whole = document(&lines(), &[], &[]);
    folder.write("cut.docx", &whole[..whole.len() / 2]);
    folder.write("sheet.docx", crate::documents::archive(&[("[Content_Types].xml", String::new()), ("xl/workbook.xml", String::new())]));
    let each = [
        ("rtf", "RTF"),
        ("old", "of the old kind"),
        ("locked", "an encrypted document"),
        ("page", "page"),
        ("empty", "empty"),
        ("cut", "damaged or cut short"),
        ("sheet", "a spreadsheet"),
    ];
    for (name, words) in each {
        for command in [format!("check {name}.docx"), format!("check -q --output docx {name}.docx"), format!("import {name}.docx")] {
            let said = folder.run(&command);
            assert_eq!(said.code, Some(2), "{command}: {said:?}");
            let said = format!("{}{}", said.out, said.err).replace('│', "");
            assert!(said.split_whitespace().collect::<Vec<_>>().join(" ").contains(words), "{command}: {said}");
        }
        assert!(!folder.path(&format!("{name}.reviewed.docx")).exists());
    }
    // The others are looked at all the same, and in a folder these are passed over and counted.
    let report: Value = report(&folder, "check --today 2021-05-20 --format json .");
    assert_eq!((&report["summary"]["notes"], &report["summary"]["skipped"]), (&1.into(), &7.into()));
}

#[test]
fn macros_are_read_and_never_written() {
    let folder = Folder::new("word-macros");
    folder.write("draft.docm", document(&lines(), &[("word/vbaProject.bin", String::new())], &[]));
    folder.run("check --today 2021-05-20 draft.docm").expect(1, &["31 June 2021"]);
    folder.run("fix draft.docm").expect(2, &["it has macros"]);
    folder.run("check -q --output docx=out.docx draft.docm").expect(2, &["it has macros"]);
    assert!(!folder.path("out.docx").exists());
}

#[test]
fn a_comment_of_ours_that_was_cut_in_two_is_no_trouble() {
    // Its end is missing, its start stands twice, and it names a comment that is not there.
    let mut lines = lines();
    let last = lines.len() - 1;
    lines[0] = format!("<w:commentRangeStart w:id='4'/>{}", lines[0]);
    lines[last] =
        format!("<w:commentRangeStart w:id='4'/>{}<w:r><w:commentReference w:id='5'/></w:r><w:commentRangeEnd w:id='6'/>", lines[last]);
    let comments_part = format!(
        "<w:comments xmlns:w='{SPACE}'><w:comment w:id='4' w:author='copydesk' w:initials='cd'><w:p>{}</w:p></w:comment></w:comments>",
        run("", "Check: It is gone.")
    );
    let written = reviewed("word-torn", &document(&lines, &[("word/comments.xml", comments_part)], &[("comments", "comments.xml")]));
    let said = part(&written, "word/comments.xml");
    assert!(!said.contains("It is gone."), "{said}");
    assert!(comments(&written).iter().any(|(words, _)| words == "31 June 2021"));
}
