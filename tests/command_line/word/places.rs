//! Where remarks and changes stand: within all that a paragraph may be made of, and beside what cannot be written into.

use std::fs;

use super::{REVIEW, document, of_lines};
use crate::documents::{SPACE, escaped, part, run};
use crate::folder::{Folder, NOTE};

/// Each comment of a document: the words that it is on, and what it says.
pub(super) fn comments(bytes: &[u8]) -> Vec<(String, String)> {
    let (text, said) = (part(bytes, "word/document.xml"), part(bytes, "word/comments.xml"));
    let texts = |xml: &str| {
        let pieces = xml.split("<w:t").skip(1).filter(|piece| piece.starts_with(['>', ' ']));
        pieces.filter_map(|piece| Some(piece.split_once('>')?.1.split_once("</w:t>")?.0)).collect::<Vec<_>>().concat()
    };
    let each = said.split("<w:comment ").skip(1).filter_map(|comment| {
        let id = comment.split_once("w:id=\"").or_else(|| comment.split_once("w:id='"))?.1.split(['"', '\'']).next()?;
        let range = text.split_once(&format!("<w:commentRangeStart w:id=\"{id}\"/>"))?.1;
        let range = range.split_once(&format!("<w:commentRangeEnd w:id=\"{id}\"/>"))?.0;
        Some((texts(range), texts(comment)))
    });
    each.collect()
}

/// The lines of the note as paragraphs, with `body` in the place of its second section's first point.
fn with_paragraphs(body: &str, more: &[(&str, String)], kinds: &[(&str, &str)]) -> Vec<u8> {
    let lines = NOTE.lines().filter(|line| !line.trim().is_empty());
    let paragraphs =
        lines.map(
            |line| {
                if line.starts_with("First, the strike") { body.to_owned() } else { format!("<w:p>{}</w:p>", run("", &escaped(line))) }
            },
        );
    crate::documents::document(&paragraphs.collect::<Vec<_>>().concat(), more, kinds)
}

/// A paragraph with a day that never was in it; `{}` in `around` stands for that day.
fn paragraph(around: &str) -> String {
    format!("<w:p>{}{around}{}</w:p>", run("", "First, a tale. It was told on "), run("", " and again."))
}

fn reviewed(name: &str, bytes: &[u8]) -> Vec<u8> {
    let folder = Folder::new(name);
    folder.write("draft.docx", bytes);
    folder.run(REVIEW).expect(1, &[]);
    fs::read(folder.path("draft.reviewed.docx")).expect("it is written")
}

const DAY: &str = "31 June 2021";

#[test]
fn a_remark_stands_on_the_words_it_is_about() {
    let day = run("<w:i/>", DAY);
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let inside = [
        ("runs", run("", "31 Ju") + &run("<w:b/>", "ne 2021")),
        ("proof", format!("{}<w:proofErr w:type='spellStart'/>{}", run("", "31 "), run("", "June 2021"))),
        ("sdt", format!("<w:sdt><w:sdtPr><w:alias w:val='a'/></w:sdtPr><w:sdtContent>{day}</w:sdtContent></w:sdt>")),
        ("smart-tag", format!("<w:smartTag w:uri='a' w:element='date'>{day}</w:smartTag>")),
        ("link", format!("<w:hyperlink w:anchor='a'>{day}</w:hyperlink>")),
        ("inserted", format!("<w:ins w:id='90' w:author='Ann'>{day}</w:ins>")),
        (
            "deleted",
            format!(
                "{}<w:del w:id='90' w:author='Ann'><w:r><w:delText>5 May</w:delText></w:r></w:del>{}",
                run("", "31 "),
                run("", "June 2021")
            ),
        ),
        (
            "bookmark",
            format!("{}<w:bookmarkStart w:id='90' w:name='a'/>{}<w:bookmarkEnd w:id='90'/>", run("", "31 "), run("", "June 2021")),
        ),
        (
            "linking-field",
            format!(
                "{}<w:r><w:instrText> HYPERLINK \"https://a.example\" </w:instrText></w:r>{}{day}{}",
                field("begin"),
                field("separate"),
                field("end")
            ),
        ),
    ];
    for (name, content) in inside {
        let written = reviewed(&format!("word-place-{name}"), &with_paragraphs(&paragraph(&content), &[], &[]));
        let on: Vec<String> = comments(&written).into_iter().filter(|(_, said)| said.contains(DAY)).map(|(words, _)| words).collect();
        assert_eq!(on, [DAY], "{name}");
    }
}

#[test]
fn a_remark_on_what_cannot_be_written_into_stands_around_or_beside_it() {
    let day = run("", DAY);
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let of_field = format!("{}<w:r><w:instrText> DATE </w:instrText></w:r>{}{day}{}", field("begin"), field("separate"), field("end"));
    let footnotes = format!("<w:footnotes xmlns:w='{SPACE}'><w:footnote w:id='2'><w:p>{day}</w:p></w:footnote></w:footnotes>");
    let boxed = format!("<w:r><w:pict><v:textbox xmlns:v='v'><w:txbxContent><w:p>{day}</w:p></w:txbxContent></v:textbox></w:pict></w:r>");
    let cases = [
        ("field", paragraph(&of_field), " 31 June 2021 "),
        ("simple-field", paragraph(&format!("<w:fldSimple w:instr='DATE'>{day}</w:fldSimple>")), " 31 June 2021 "),
        ("footnote", paragraph("<w:r><w:footnoteReference w:id='2'/></w:r>"), "on"),
        ("box", paragraph(&boxed), "First, a tale. It was told on 31 June 2021and again."),
        ("block-control", format!("<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>", paragraph(&day)), DAY),
        ("cell", format!("{}<w:tbl><w:tr><w:tc><w:p>{day}</w:p></w:tc></w:tr></w:tbl>", paragraph("")), DAY),
    ];
    for (name, body, wanted) in cases {
        let bytes = with_paragraphs(&body, &[("word/footnotes.xml", footnotes.clone())], &[("footnotes", "footnotes.xml")]);
        let written = reviewed(&format!("word-beside-{name}"), &bytes);
        let on: Vec<String> = comments(&written).into_iter().filter(|(_, said)| said.contains(DAY)).map(|(words, _)| words).collect();
        assert_eq!(on, [wanted], "{name}: {:?}", comments(&written));
    }
}

/// What overlaps has one remark, white space none, and of what is to be considered ten are told.
#[test]
fn there_are_as_many_remarks_as_an_editor_reads() {
    let folder = Folder::new("word-many");
    let letters: Vec<String> = ('A'..='N').map(|c| format!("the {c}{c}QX")).collect();
    let text = NOTE
        .replace("The union had", &format!("It asked {}. The  union had", letters.join(", ")))
        .replace("On 11 May, the", "On Monday, 31 June 2021, the the\u{200b}");
    folder.write("draft.docx", of_lines(&text));
    folder.run(REVIEW).expect(1, &[]);
    let written = fs::read(folder.path("draft.reviewed.docx")).expect("it is written");
    let all = comments(&written);
    let considered = all.iter().map(|(_, said)| said.matches("Consider: ").count()).sum::<usize>();
    assert_eq!(considered, 10, "{all:?}");
    assert!(all[0].0.starts_with("Port Ellery") && all[0].1.contains("14 to consider, of which 10 are shown"), "{all:?}");
    assert!(all.iter().all(|(words, said)| !said.contains("U+200B") && !words.trim().is_empty()), "{all:?}");
    let mut words: Vec<&String> = all.iter().map(|(words, _)| words).collect();
    words.sort();
    words.dedup();
    assert_eq!(words.len(), all.len(), "one a place: {all:?}");
}

#[test]
fn a_remark_on_furniture_stands_on_its_first_line() {
    let folder = Folder::bare("word-furniture");
    let shelf = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/gp-short-notes/bad/furniture-1.txt");
    let text = fs::read_to_string(shelf).expect("it is there");
    folder.write("draft.docx", of_lines(&text));
    folder.run("check -q --isolated --house gp-short-notes --today 2023-01-01 --fail-on never --output docx draft.docx").expect(0, &[]);
    let all = comments(&fs::read(folder.path("draft.reviewed.docx")).expect("it is written"));
    let (words, _) = all.iter().find(|(_, said)| said.contains("What a web page adds")).unwrap_or_else(|| panic!("{all:?}"));
    assert!(text.lines().any(|line| line.trim() == words.trim()), "{all:?}");
}

/// A line that is a paragraph in Word, and the next that goes on with it, are two: what is said of either stands in it.
#[test]
fn a_sentence_in_two_paragraphs() {
    let lines = [paragraph(&run("", "31 June 2021,")), format!("<w:p>{}</w:p>", run("", "which was 32 May 2021,, they say."))].concat();
    let written = reviewed("word-two-paragraphs", &with_paragraphs(&lines, &[], &[]));
    let on: Vec<String> = comments(&written).into_iter().skip(1).map(|(words, _)| words).collect();
    assert!(on.contains(&DAY.to_owned()) && on.contains(&"32 May 2021".to_owned()), "{on:?}");
    assert!(part(&written, "word/document.xml").contains("<w:delText xml:space=\"preserve\">,</w:delText>"));
}

#[test]
fn the_document_is_a_paragraph_each() {
    // What the other tests rely on.
    let written =
        reviewed("word-plain", &document(&[run("", "Harbour Notes # 12, 15 May 2021"), run("", &format!("On {DAY}, a tale."))], &[], &[]));
    assert!(comments(&written).iter().any(|(words, _)| words == DAY));
}
