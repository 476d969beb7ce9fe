//! `import`: a draft from a Word document or a text in another encoding.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use zip::write::{SimpleFileOptions, ZipWriter};

use crate::documents::{SPACE, archive, relations, run};
use crate::folder::{Folder, NOTE};

/// A Word document with this body.
fn document(body: &str) -> Vec<u8> {
    document_with(body, "")
}

/// A Word document with this body and these lists.
fn document_with(body: &str, numbering: &str) -> Vec<u8> {
    let part = |element: &str, content: &str| format!("<?xml version='1.0'?><w:{element} xmlns:w='{SPACE}'>{content}</w:{element}>");
    let styles = "<w:style w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style>\
        <w:style w:styleId='Sub'><w:name w:val='My part'/><w:basedOn w:val='H2'/></w:style>\
        <w:style w:styleId='H2'><w:name w:val='Heading 2'/></w:style>\
        <w:style w:styleId='Ghost'><w:name w:val='Ghost'/><w:rPr><w:vanish/></w:rPr></w:style>";
    let footnotes = "<w:footnote w:type='separator' w:id='-1'><w:p/></w:footnote>\
        <w:footnote w:id='2'><w:p><w:r><w:footnoteRef/><w:t xml:space='preserve'> The union&#8217;s own count.</w:t></w:r></w:p></w:footnote>";
    let comments = "<w:comment w:id='0' w:author='Ines Okafor'><w:p><w:r><w:t>Which quay?</w:t></w:r></w:p></w:comment>";
    archive(&[
        ("_rels/.rels", relations(&[("officeDocument", "word/document2.xml")])),
        (
            "word/_rels/document2.xml.rels",
            relations(&[
                ("styles", "styles2.xml"),
                ("footnotes", "footnotes.xml"),
                ("comments", "/word/comments.xml"),
                ("numbering", "numbering.xml"),
            ]),
        ),
        ("word/document2.xml", part("document", &format!("<w:body>{body}<w:sectPr/></w:body>"))),
        ("word/styles2.xml", part("styles", styles)),
        ("word/footnotes.xml", part("footnotes", footnotes)),
        ("word/comments.xml", part("comments", comments)),
        ("word/numbering.xml", part("numbering", numbering)),
    ])
}

fn paragraph(style: &str, content: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val='{style}'/><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>{content}</w:p>")
}

/// The draft that is made of a document with this body.
fn imported(name: &str, body: &str) -> String {
    let folder = Folder::new(name);
    folder.write("draft.docx", document(body));
    folder.run("import draft.docx").expect(0, &["draft.md is written"]);
    folder.read("draft.md")
}

#[test]
fn headings_are_known_by_the_names_of_their_styles() {
    let body = [
        paragraph("Title", &run("", "Harbour")),
        paragraph("berschrift1", &[run("<w:b/>", "Why "), run("", "now?")].concat()),
        paragraph("Sub", &run("", "Part #")),
        paragraph("Other", &run("", "Text.")),
    ];
    assert_eq!(imported("import-headings", &body.concat()), "# Harbour\n\n# Why now?\n\n## Part \\#\n\nText.\n");
}

#[test]
fn words_are_those_of_the_reader() {
    let body = [
        "<w:p><w:r><w:t>Do</w:t></w:r><w:r><w:t>ckers &amp; crew</w:t><w:tab/><w:t>one</w:t><w:br/><w:t>two</w:t></w:r></w:p>",
        "<w:p><w:ins w:id='1'><w:r><w:t xml:space='preserve'>kept </w:t></w:r></w:ins><w:del w:id='2'><w:r><w:delText>gone</w:delText></w:r></w:del>",
        "<w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink></w:p>",
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>",
        "<w:r><w:t>11 May</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:rPr><w:rStyle w:val='Ghost'/></w:rPr><w:t>ghost</w:t></w:r></w:p>",
    ];
    assert_eq!(imported("import-words", &body.concat()), "Dockers & crew one\\\ntwo\n\nkept link\n\n11 May\n");
}

#[test]
fn a_deleted_end_joins_two_paragraphs() {
    let body = "<w:p><w:pPr><w:pStyle w:val='H2'/><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t>Why </w:t></w:r></w:p>\
        <w:p><w:pPr><w:pStyle w:val='H2'/></w:pPr><w:del><w:r><w:delText>then</w:delText></w:r></w:del><w:ins><w:r><w:t>now?</w:t></w:r></w:ins></w:p>";
    assert_eq!(imported("import-joined", body), "## Why now?\n");
}

#[test]
fn bold_italics_and_lists() {
    let item = |level: u8, text: &str| {
        format!("<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='3'/></w:numPr></w:pPr>{}</w:p>", run("", text))
    };
    let bold = [run("<w:b/>", "First, "), run("", "the "), run("<w:i/>", "fund"), run("<w:b w:val='0'/>", ".")].concat();
    let body = [format!("<w:p>{bold}</w:p>"), item(2, "one"), item(2, "two"), item(0, "three")].concat();
    assert_eq!(imported("import-faces", &body), "**First,** the *fund*.\n\n- one\n  - two\n- three\n");
}

#[test]
fn marks_of_markdown_stay_text() {
    let lines = [
        "# 12 crew",
        "1. one",
        "2021 was it",
        "- dash",
        "a*b snake_case _x_",
        "[x](y) [^1] [cite]",
        "&lt;b&gt; 3 &lt; 4 &amp;amp; AT&amp;T",
        "---",
    ];
    let body: String = lines.iter().map(|line| format!("<w:p>{}</w:p>", run("", line))).collect::<Vec<_>>().concat();
    let expected = "\\# 12 crew\n\n1\\. one\n\n2021 was it\n\n\\- dash\n\na\\*b snake_case \\_x\\_\n\n[x\\](y) \\[^1] [cite]\n\n\\<b> 3 < 4 \\&amp; AT&T\n\n\\---\n";
    assert_eq!(imported("import-escapes", &body), expected);
}

#[test]
fn footnotes_stand_at_the_end_and_comments_are_said() {
    let folder = Folder::new("import-notes");
    let body = "<w:p><w:commentRangeStart w:id='0'/><w:r><w:t>Port Ellery</w:t></w:r><w:commentRangeEnd w:id='0'/>\
        <w:r><w:commentReference w:id='0'/></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t>.</w:t></w:r></w:p>";
    folder.write("a b.docx", document(body));
    folder.write("draft.docx", document(body));
    let said = folder.run("import draft.docx -o notes.md");
    said.expect(0, &["notes.md is written"]);
    assert_eq!(said.err, "comment by Ines Okafor on `Port Ellery`: Which quay?\n");
    assert_eq!(folder.read("notes.md"), "Port Ellery[^1].\n\n[^1]: The union’s own count.\n");
}

#[test]
fn a_whole_note_is_checked_as_if_it_had_been_typed() {
    let folder = Folder::new("import-whole");
    let body: String =
        NOTE.lines().filter(|line| !line.is_empty()).map(|line| format!("<w:p>{}</w:p>", run("", line))).collect::<Vec<_>>().concat();
    folder.write("draft.docx", document(&body));
    folder.run("import draft.docx").expect(0, &[]);
    folder.run("check --today 2021-05-20 draft.md").expect(0, &[]);
}

/// Documents that `LibreOffice` wrote, from the sources beside them: `soffice --headless --convert-to docx note.fodt`. The first has changes
/// tracked in a heading and in the text, a comment, a footnote and lists; the second was a web page, the third text in Windows-1252.
#[test]
fn documents_of_a_word_processor() {
    let shelf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/word");
    let folder = Folder::bare("import-word-processor");
    for name in ["note", "plain", "old"] {
        folder.write(&format!("{name}.docx"), fs::read(shelf.join(format!("{name}.docx"))).expect("it is there"));
        let said = folder.run(&format!("import {name}.docx"));
        said.expect(0, &["is written"]);
        let comment = if name == "note" { "comment by Tomé Vale on `the owners`: Which of the two?\n" } else { "" };
        assert_eq!(said.err, comment);
        let expected = fs::read_to_string(shelf.join(format!("{name}.md"))).expect("it is there");
        assert_eq!(folder.read(&format!("{name}.md")), expected, "{name}");
    }
    // What was written as a numbered list is mended into points.
    let said = folder.run("fix --unsafe-fixes --isolated --house gp-short-notes --format concise note.md");
    assert_eq!((said.code, said.out.as_str()), (Some(0), ""), "{said:?}");
    assert!(folder.read("note.md").contains("\nFirst, a fragile peace."), "{}", folder.read("note.md"));
}

#[test]
fn numbered_lists_count_as_the_document_counts() {
    let item = |list: u8, level: u8, text: &str| {
        format!("<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr></w:pPr>{}</w:p>", run("", text))
    };
    let level = |level: u8, kind: &str| format!("<w:lvl w:ilvl='{level}'><w:start w:val='1'/><w:numFmt w:val='{kind}'/></w:lvl>");
    let numbering = [
        format!("<w:abstractNum w:abstractNumId='7'>{}{}</w:abstractNum>", level(0, "decimal"), level(1, "lowerLetter")),
        format!("<w:abstractNum w:abstractNumId='8'>{}</w:abstractNum>", level(0, "bullet")),
        "<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='8'/></w:num>".to_owned(),
        "<w:num w:numId='3'><w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num>"
            .to_owned(),
    ];
    let body = [
        item(1, 0, "one"),
        item(1, 1, "inner"),
        item(1, 1, "inner too"),
        item(1, 0, "two"),
        item(1, 1, "afresh"),
        item(2, 0, "dot"),
        format!("<w:p>{}</w:p>", run("", "Text.")),
        item(1, 0, "three"),
        item(3, 0, "five"),
        item(3, 0, "six"),
        item(9, 0, "of no list that is known"),
    ];
    let folder = Folder::new("import-numbers");
    folder.write("draft.docx", document_with(&body.concat(), &numbering.concat()));
    folder.run("import draft.docx").expect(0, &[]);
    let expected = "1. one\n   1. inner\n   2. inner too\n2. two\n   1. afresh\n- dot\n\nText.\n\n3. three\n5. five\n6. six\n- of no list that is known\n";
    assert_eq!(folder.read("draft.md"), expected);
}

#[test]
fn signs_and_fields_that_never_end_hide_nothing() {
    let sign = |font: &str, code: &str| format!("<w:r><w:sym w:font='{font}' w:char='{code}'/></w:r>");
    let body = [
        format!("<w:p>{}{}{}</w:p>", sign("Symbol", "F0AE"), run("", " x\u{f0b3}3 "), sign("Wingdings", "F04A")),
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:t>11 May</w:t></w:r></w:p>"
            .to_owned(),
        format!("<w:p>{}</w:p>", run("", "The rest.")),
    ];
    let folder = Folder::new("import-signs");
    folder.write("draft.docx", document(&body.concat()));
    let said = folder.run("import draft.docx");
    assert!(said.err.ends_with("\n1 sign that only its font gives a look is left out\n"), "{said:?}");
    assert_eq!(folder.read("draft.md"), "→ x≥3\n\n11 May\n\nThe rest.\n");
}

#[test]
fn what_a_terminal_would_obey_is_left_out_and_said() {
    let body = [
        format!("<w:p>{}</w:p>", run("", "The quay&#x1b;[31m&#x7;&#x85; is\tdry.")),
        "<w:p><w:r><w:sym w:font='Arial' w:char='001B'/><w:t>Ships wait.</w:t></w:r></w:p>".to_owned(),
    ];
    let folder = Folder::new("import-controls");
    folder.write("draft.docx", document(&body.concat()));
    let said = folder.run("import draft.docx");
    assert!(said.err.ends_with("\n4 control characters, which are no text, are left out\n"), "{said:?}");
    assert_eq!(folder.read("draft.md"), "The quay[31m is dry.\n\nShips wait.\n");
}

/// `tests/growth.rs` counts what they cost.
#[test]
fn many_footnotes_are_numbered_in_their_order() {
    let notes = 40_000;
    let all = (0..notes).map(|id| format!("<w:footnote w:id='{id}'><w:p><w:r><w:t>{id}</w:t></w:r></w:p></w:footnote>"));
    let references: Vec<String> = (0..notes).map(|id| format!("<w:r><w:footnoteReference w:id='{id}'/></w:r>")).collect();
    let part = |element: &str, content: &str| format!("<w:{element} xmlns:w='{SPACE}'>{content}</w:{element}>");
    let folder = Folder::new("import-many-notes");
    let files = [
        ("_rels/.rels", relations(&[("officeDocument", "word/document.xml")])),
        ("word/_rels/document.xml.rels", relations(&[("footnotes", "footnotes.xml")])),
        ("word/document.xml", part("document", &format!("<w:body><w:p>{}</w:p></w:body>", references.concat()))),
        ("word/footnotes.xml", part("footnotes", &all.collect::<String>())),
    ];
    folder.write("draft.docx", archive(&files));
    folder.run("import draft.docx").expect(0, &[]);
    assert!(folder.read("draft.md").ends_with("\n\n[^40000]: 39999\n"));
}

#[test]
fn text_in_other_encodings() {
    let folder = Folder::new("import-text");
    let text = NOTE.replace("The union", "The “union”").replace('\n', "\r\n");
    let low: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let high: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let windows: Vec<u8> = text
        .chars()
        .map(|c| match c {
            '“' => 0x93,
            '”' => 0x94,
            c => u8::try_from(c).expect("it is ASCII"),
        })
        .collect();
    for (name, bytes) in [("a", [&[0xff, 0xfe], &low[..]].concat()), ("b", [&[0xfe, 0xff], &high[..]].concat()), ("c", low), ("d", windows)]
    {
        folder.write(&format!("{name}.txt"), &bytes);
        folder.run(&format!("import {name}.txt")).expect(0, &[&format!("{name}.utf-8.txt is written")]);
        assert_eq!(folder.read(&format!("{name}.utf-8.txt")), text, "{name}");
    }
}

#[test]
fn it_never_overwrites() {
    let folder = Folder::new("import-existing");
    folder.write("draft.docx", document("<w:p/>"));
    folder.write("draft.md", "mine");
    folder.run("import draft.docx").expect(2, &["`draft.md` exists already", "-o FILE"]);
    folder.run("import draft.docx -o draft.docx").expect(2, &["`draft.docx` exists already"]);
    assert_eq!(folder.read("draft.md"), "mine");
    folder.run("import draft.docx -o none/draft.md").expect(2, &["its folder does not exist"]);
    folder.run("import draft.md").expect(2, &["UTF-8 text already"]);
    folder.run("import gone.docx").expect(2, &["there is no file or folder"]);
}

/// However deep a document says that its items are, they stand no further in than the format allows.
#[test]
fn items_stand_no_deeper_than_the_format_knows() {
    let item = |depth: usize| {
        format!("<w:p><w:pPr><w:numPr><w:ilvl w:val='{depth}'/><w:numId w:val='7'/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>")
    };
    let rising = imported("import-rising", &(0..3000).map(item).collect::<String>());
    assert!(rising.len() < 3000 * 30, "{}", rising.len());
    assert_eq!(rising.lines().last().map(|line| line.len() - line.trim_start().len()), Some(16));
    let falling = imported("import-falling", &(0..3000).rev().map(item).collect::<String>());
    assert!(falling.len() < 3000 * 30, "{}", falling.len());
}

#[test]
fn what_is_no_document_is_said_and_nothing_is_written() {
    let folder = Folder::new("import-broken");
    let whole = document("<w:p/>");
    folder.write("cut.docx", &whole[..whole.len() / 2]);
    folder.write("xml.docx", document("<w:p><w:r></w:p>"));
    folder.write("none.docx", archive(&[("word/other.xml", String::new())]));
    folder.write("zip.docx", archive(&[("a.txt", String::new())]));
    folder.write("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00");
    folder.write("bomb.docx", document(&"<w:p/>      ".repeat((65 << 20) / 12)));
    folder.write("deep.docx", document(&("<w:p>".repeat(100_000) + &"</w:p>".repeat(100_000))));
    folder.write("parts.docx", document(&"<w:p><w:r><w:t>a</w:t></w:r></w:p>".repeat(300_000)));
    folder.write("long.docx", document(&paragraph("", &run("", &"the fruit does not keep ".repeat(200_000)))));
    let each = [
        ("cut", "damaged or cut short"),
        ("xml", "damaged"),
        ("none", "no text in it"),
        ("zip", "a zip archive"),
        ("old", "of the old kind"),
        ("bomb", "larger than 64 MiB"),
        ("deep", "its paragraphs stand in one another, too deep"),
        ("parts", "more than 500000 paragraphs and pieces of text"),
        ("long", "as a draft it would be larger than 4 MiB"),
    ];
    for (name, words) in each {
        folder.run(&format!("import {name}.docx")).expect(2, &[words]);
        assert!(!folder.path(&format!("{name}.md")).exists());
    }
    folder.run("check zip.docx").expect(2, &["this is no text; name the draft instead"]);
}

/// A megabyte that unpacks to half a gigabyte is refused before there is so much of it in memory.
#[cfg(target_os = "linux")]
#[test]
fn no_more_is_unpacked_than_is_allowed() {
    let folder = Folder::new("import-bomb");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["word/document.xml", "_rels/.rels"] {
        zip.start_file(name, SimpleFileOptions::default()).expect("the entry can be begun");
    }
    let spaces = vec![b' '; 1 << 20];
    for _ in 0..512 {
        zip.write_all(&spaces).expect("it is written to memory");
    }
    folder.write("draft.docx", zip.finish().expect("it is written to memory").into_inner());
    let script = format!("ulimit -v 393216; exec '{}' import draft.docx", env!("CARGO_BIN_EXE_copydesk"));
    let output = std::process::Command::new("sh").args(["-c", &script]).current_dir(folder.path("")).output().expect("there is a shell");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(2) && said.contains("unpacked, it is larger than 64 MiB"), "{output:?}");
}
