//! `index`: the archive listing as the house prints it.

use crate::folder::archive::{archive, note};

const LISTING: &str = "15 May 2021 | Harbour Notes # 12\nPort Ellery: Fruit rots on the quay\n8 May 2021 | Harbour Notes # 11\n\
    Port Ellery: The dockers walk out\n1 May 2021 | Harbour Notes # 10\nVarnholm: A harbour master resigns\n";

#[test]
fn the_listing_is_printed_newest_first() {
    let folder = archive("index-text", "");
    folder.write("drafts/new.txt", note(13, "22 May 2021", "Halden: Not in the archive yet"));
    let said = folder.run("index");
    said.expect(0, &[]);
    assert_eq!(said.out, LISTING);
}

#[test]
fn it_is_a_ledger_that_can_be_read_again() {
    let folder = archive("index-ledger", "");
    for (format, file) in [("text", "printed.txt"), ("markdown", "printed.md")] {
        folder.write(file, folder.run(&format!("index --format {format}")).out);
        folder.write("lint.toml", format!("house = 'house.toml'\n\n[series]\nledger = '{file}'\n[files]\nexclude = ['notes/**']\n"));
        let said = folder.run("index");
        said.expect(0, &[]);
        assert_eq!(said.out, LISTING, "{format}");
        folder.write("lint.toml", "house = 'house.toml'\n\n[series]\narchive = ['notes/**']\n");
    }
}

#[test]
fn years_have_headings_and_markup_is_escaped() {
    let folder = archive("index-year", "");
    folder.write("notes/0009-tower.txt", note(9, "26 December 2020", "Halden: <i>Towers</i> & *stars*"));
    let text = folder.run("index --by-year").out;
    assert!(
        text.starts_with("2021\n\n15 May 2021 | Harbour Notes # 12\n") && text.contains("resigns\n\n2020\n\n26 December 2020 |"),
        "{text}"
    );
    let markdown = folder.run("index --by-year --format markdown").out;
    assert!(markdown.starts_with("## 2021\n\n15 May 2021 | Harbour Notes # 12\\\nPort Ellery: Fruit"), "{markdown}");
    assert!(
        markdown.ends_with("## 2020\n\n26 December 2020 | Harbour Notes # 9\\\nHalden: \\<i>Towers\\</i> & \\*stars\\*\n"),
        "{markdown}"
    );
    let html = folder.run("index --by-year --format html").out;
    assert!(html.starts_with("<h2>2021</h2>\n<ul>\n<li>15 May 2021 | Harbour Notes # 12<br>\nPort Ellery: Fruit"), "{html}");
    assert!(html.ends_with("<br>\nHalden: &lt;i&gt;Towers&lt;/i&gt; &amp; *stars*</li>\n</ul>\n"), "{html}");
}

#[test]
fn a_file_is_kept_up_to_date_between_its_marks() {
    let folder = archive("index-write", "");
    let file = "our archive é.txt";
    folder.write(file, "\u{feff}Before\r\n<!-- copydesk index -->\r\nold\r\n<!-- copydesk index ends -->\r\nAfter");
    let run = |option: &str| folder.run_each(&["index", option, file]);
    run("--check").expect(
        1,
        &["our archive é.txt: the listing is stale, 6 lines missing and 1 line too many", "copydesk index --write 'our archive é.txt'"],
    );
    run("--write").expect(0, &["the listing is written, with 3 notes"]);
    let listing = LISTING.replace('\n', "\r\n");
    let expected = format!("\u{feff}Before\r\n<!-- copydesk index -->\r\n\r\n{listing}\r\n<!-- copydesk index ends -->\r\nAfter");
    assert_eq!(folder.read(file), expected);
    run("--check").expect(0, &["up to date, with 3 notes"]);
    run("--write").expect(0, &["up to date"]);
    folder.write("notes/0013-new.txt", note(13, "22 May 2021", "Halden: One more"));
    run("--check").expect(1, &["2 lines missing"]);
    assert_eq!(folder.read(file), expected, "a check changes nothing");
}

#[test]
fn the_form_follows_the_files_name_and_the_marks_are_no_ignore_comments() {
    let folder = archive("index-form", "");
    let marks = "<!-- copydesk index -->\n<!-- copydesk index ends -->\n";
    folder.write("list.html", marks);
    folder.write("README.md", marks);
    folder.run("index --write list.html").expect(0, &[]);
    assert!(folder.read("list.html").contains("<li>15 May 2021"));
    folder.run("index --write README.md --by-year").expect(0, &[]);
    assert!(folder.read("README.md").contains("\n## 2021\n"));
    folder.run("index --check README.md").expect(1, &["copydesk index --write README.md"]);
    folder.run("index --check README.md --by-year").expect(0, &[]);
    // Under a note, where copydesk reads comments.
    folder.write("notes/0012-fruit.md", format!("{}\n{marks}", folder.read("notes/0012-fruit.md")));
    let (found, _) = folder.findings("notes/0012-fruit.md");
    assert!(!found.iter().any(|finding| finding.contains("ignore")), "{found:#?}");
}

#[test]
fn a_file_that_does_not_say_where_is_left_alone() {
    let folder = archive("index-marks", "");
    folder.write("list.md", "Nothing here.\n");
    folder.run("index --write list.md").expect(2, &["`list.md` does not say where the listing stands", "<!-- copydesk index -->"]);
    folder.run("index --check list.md").expect(2, &["does not say where"]);
    folder.write("list.md", "<!-- copydesk index -->\n<!-- copydesk index -->\n<!-- copydesk index ends -->\n");
    folder.run("index --write list.md").expect(2, &["has more than one listing: the marks stand in lines 1, 2, 3"]);
    folder.run("index --write nowhere.md").expect(2, &["there is no file `nowhere.md`"]);
    folder.write("list.md", b"\xff\xfe<\0".as_slice());
    folder.run("index --write list.md").expect(2, &["list.md"]);
    folder.run("index --write a.md --check b.md").expect(2, &["cannot be used with"]);
}

#[test]
fn a_house_that_prints_no_listing_has_its_number_line() {
    let folder = archive("index-plain", "");
    folder.write("house.toml", folder.read("house.toml").replace("listing = ", "# listing = "));
    folder.run("index").expect(0, &["Harbour Notes # 12, 15 May 2021\nPort Ellery: Fruit rots on the quay\n"]);
    folder.write("records/0001-tides.md", "# 1. Keep tides in one file\n\nDate: 2021-03-02\n\n## Status\n\nAccepted\n\n## Context\n\nA.\n\n## Decision\n\nB.\n\n## Consequences\n\nC.\n");
    folder.write("lint.toml", "house = 'adr'\n\n[series]\narchive = ['records/**']\n");
    folder.run("index").expect(0, &["No. 1, 2 March 2021\nKeep tides in one file\n"]);
    folder.write(
        "records/0002-cran.md",
        folder.read("records/0001-tides.md").replace("1. Keep tides in one file", "2. Use `cran` for *fish*"),
    );
    folder.run("index").expect(0, &["No. 2, 2 March 2021\nUse cran for fish\n"]);
    folder.run("series").expect(0, &["Use cran for fish"]);
}

#[test]
fn an_archive_that_is_not_whole_makes_no_listing() {
    let folder = archive("index-part", "");
    folder.write("notes/0013-bad.txt", b"Harbour Notes # 13\xff\xfe".as_slice());
    folder.write("list.md", "<!-- copydesk index -->\n<!-- copydesk index ends -->\n");
    let said = folder.run("index --write list.md");
    said.expect(2, &["notes/0013-bad.txt", "the archive could not be read as a whole, so nothing was done"]);
    assert_eq!(folder.read("list.md"), "<!-- copydesk index -->\n<!-- copydesk index ends -->\n");
    let folder = archive("index-several", "");
    folder.write("lint.toml", "house = ['house.toml', 'adr']\n");
    folder.write("0001-tides.md", "# 1. Keep tides in one file\n\nDate: 2021-03-02\n\n## Status\n\nAccepted\n\n## Context\n\nA.\n\n## Decision\n\nB.\n\n## Consequences\n\nC.\n");
    folder.run("index").expect(2, &["there are notes of several series here", "`--house adr` or `--house harbour-notes`"]);
}
