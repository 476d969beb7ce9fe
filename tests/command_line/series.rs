//! `series`: the archive as the linter sees it.

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::folder::Folder;
use crate::folder::archive::{archive, note};

const KNOWN: &str = "complete = true\nreserved = [{ number = 13, reason = 'held for the review' }]\n\
    known-gaps = [{ from = 1, to = 7, reason = 'before the archive' }]\nwithdrawn = [{ number = 8, reason = 'merged into 10' }]";

fn json(folder: &Folder, arguments: &str) -> Value {
    let said = folder.run(&format!("series --format json {arguments}"));
    serde_json::from_str(&said.out).unwrap_or_else(|_| panic!("it is JSON: {said:?}"))
}

#[test]
fn the_table_shows_notes_gaps_and_what_is_wrong() {
    let folder = archive("series-table", KNOWN);
    folder.write("notes/0014-twin.txt", note(12, "22 May 2021", "Halden: A twin"));
    folder.write("notes/0015-early.txt", note(15, "2 January 2021", "Halden: Too early"));
    folder.write("drafts/new.txt", note(16, "29 May 2021", "Halden: A draft"));
    let said = folder.run("series");
    said.expect(
        0,
        &[
            "  10  2021-05-01 Sat  Varnholm: A harbour ma",
            "- 1-7  known gap: before the archive",
            "-   8  withdrawn: merged into 10",
            "-  13  reserved: held for the review",
            "!  14  no note has this number",
            "the number is taken already, in `notes/0012-fruit.md`",
            "dated earlier than a lower number, No. 12 in `notes/0012-fruit.md`",
            "+  16  2021-05-29 Sat",
            "6 notes, 2 January 2021 to 29 May 2021, 1 gap, 1 number taken twice, 1 date out\nof order",
            "next free number: 17",
        ],
    );
    assert!(said.out.lines().all(|line| line.width() <= 80), "{}", said.out);
    let rows: Vec<&str> = said.out.lines().filter(|line| line.contains("2021-")).collect();
    assert_eq!(rows.len(), 6, "{rows:#?}");
}

#[test]
fn names_of_other_letters_keep_the_columns() {
    let folder = archive("series-wide", "");
    folder.write("notes/0013 harbour - 港.txt", note(13, "22 May 2021", "港口：工人们在码头上罢工并且等待着消息从城市来到这里"));
    folder.write(
        "notes/0014-\u{441}.md",
        note(14, "29 May 2021", "Zábrdí: Ein sehr langer Titel, der nirgends hineinpasst, und noch einer").replace('\n', "\r\n"),
    );
    let said = folder.run("series");
    said.expect(0, &["港口：工人", "harbour - 港.txt", "…"]);
    assert!(said.out.lines().all(|line| line.width() <= 80), "{}", said.out);
    assert!(!said.out.contains('\r'));
}

#[test]
fn programs_get_every_field() {
    let folder = archive("series-json", KNOWN);
    folder.write("notes/0014-twin.txt", format!("\u{feff}{}", note(12, "22 May 2021", "Halden: A twin")));
    let report = json(&folder, "");
    assert_eq!(report["schema"], "copydesk-series/1");
    let series = &report["series"][0];
    assert_eq!((&series["house"], &series["scope"], &series["next_free"]), (&"harbour-notes".into(), &"archive".into(), &14.into()));
    assert_eq!(
        series["notes"][0],
        serde_json::json!({
            "number": 10, "last_number": 10, "date": "2021-05-01", "weekday": "Saturday", "title": "Varnholm: A harbour master resigns",
            "author": "Ines Okafor", "volume": null, "issue": null, "standing": "archive",
            "place": { "file": "notes/0010-master.txt", "line": 3, "branch": null, "commit": null }, "remarks": [],
        })
    );
    let twin = &series["notes"][3];
    assert_eq!((&twin["place"]["file"], &twin["remarks"][0]["kind"]), (&"notes/0014-twin.txt".into(), &"duplicate-number".into()));
    assert_eq!(twin["remarks"][0]["beside"]["place"]["file"], "notes/0012-fruit.md");
    let absent = series["absent"].as_array().expect("a list").iter().map(|run| format!("{}-{} {}", run["first"], run["last"], run["why"]));
    assert_eq!(absent.collect::<Vec<_>>(), ["1-7 \"known-gap\"", "8-8 \"withdrawn\"", "13-13 \"reserved\""]);
}

#[test]
fn a_spreadsheet_gets_text_and_no_formulas() {
    let folder = archive("series-csv", "");
    folder.write("notes/0013-a, \"b\".txt", note(13, "22 May 2021", "=HYPERLINK(\"x\"): A, b"));
    let said = folder.run("series --format csv");
    said.expect(0, &[]);
    let rows: Vec<&str> = said.out.split_terminator("\r\n").collect();
    assert_eq!(rows[0], "series,kind,number,last number,date,weekday,title,author,volume,issue,file,line,remarks");
    assert_eq!(
        rows[1],
        "harbour-notes,archive,10,10,2021-05-01,Saturday,Varnholm: A harbour master resigns,Ines Okafor,,,notes/0010-master.txt,3,"
    );
    assert_eq!(
        rows[4],
        "harbour-notes,archive,13,13,2021-05-22,Saturday,\"'=HYPERLINK(\"\"x\"\"): A, b\",Ines Okafor,,,\"notes/0013-a, \"\"b\"\".txt\",3,"
    );
}

#[test]
fn a_plot_is_one_file_that_shows_gaps_and_escapes_titles() {
    let folder = archive("series-plot", KNOWN);
    folder.write("notes/0014-twin.txt", note(12, "22 May 2021", "Halden: <b>bold</b> & \"co\""));
    folder.write("notes/0017-late.txt", note(17, "5 June 2021", "Halden: Late"));
    folder.run("series --plot plot.svg").expect(0, &["next free number"]);
    let plot = folder.read("plot.svg");
    for part in [
        "<svg xmlns=\"http://www.w3.org/2000/svg\"",
        "role=\"img\" aria-labelledby=\"copydesk-title copydesk-desc\"",
        "<title id=\"copydesk-title\">Harbour Notes: No. 10 to 17, 1 May 2021 to 5 June 2021</title>",
        "No note has the numbers 14-16",
        "2 notes whose number is taken twice",
        "&lt;b&gt;bold&lt;/b&gt; &amp; &quot;co&quot;",
        "prefers-color-scheme:dark",
        ">2021</text>",
    ] {
        assert!(plot.contains(part), "`{part}` is not in {plot}");
    }
    assert!(!plot.contains("<b>") && !plot.contains("href"), "it is text, and nothing is loaded");
    let mut reader = quick_xml::Reader::from_str(&plot);
    while !matches!(reader.read_event().expect("it is well-formed XML"), quick_xml::events::Event::Eof) {}
    assert_eq!(folder.files().iter().filter(|name| name.contains("plot")).count(), 1);
}

#[test]
fn a_plot_of_very_many_notes_stays_small() {
    let folder = archive("series-many", "");
    for number in 13..1_800 {
        let date = jiff::civil::date(2021, 5, 22).checked_add(jiff::Span::new().days(i64::from(number - 13))).expect("it is a day");
        let months =
            ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
        let month = months[usize::try_from(date.month() - 1).expect("months begin with 1")];
        let written = format!("{} {month} {}", date.day(), date.year());
        folder.write(&format!("notes/{number:04}-n.txt"), note(number, &written, &format!("Halden: Day {number}")));
    }
    folder.run("series --plot plot.svg").expect(0, &["1790 notes"]);
    let plot = folder.read("plot.svg");
    assert!(plot.len() < 40_000 && plot.contains("1790 notes"), "{} bytes", plot.len());
}

#[test]
fn what_cannot_be_plotted_is_told() {
    let folder = archive("series-no-plot", "");
    for name in ["0010-master.txt", "0011-dockers.txt", "0012-fruit.md"] {
        let text = folder.read(&format!("notes/{name}"));
        let undated: String = text.lines().map(|line| line.split(", 1 May 2021").next().unwrap_or(line).to_owned() + "\n").collect();
        folder.write(&format!("notes/{name}"), undated.replace(", 8 May 2021", "").replace(", 15 May 2021", ""));
    }
    folder.run("series --plot plot.svg").expect(2, &["there is nothing to plot"]);
    folder.run("series --plot nowhere/plot.svg").expect(2, &[]);
}

#[test]
fn nothing_to_show_and_what_cannot_be_read_are_told() {
    let folder = archive("series-nothing", "");
    folder.write("elsewhere/readme.md", "Nothing here.\n");
    folder.write("empty/lint.toml", "house = '../house.toml'\n");
    folder.write("empty/readme.md", "Nothing here.\n");
    folder.run("series empty --config empty/lint.toml").expect(2, &["there is no numbered note in `empty`"]);
    folder.run("series empty --config empty/lint.toml --allow-empty").expect(0, &[]);
    folder.run("series empty --config empty/lint.toml --format json").expect(2, &["there is no numbered note"]);
    folder.run("series nowhere").expect(2, &["there is no file or folder `nowhere`"]);
    folder.write("notes/0013-bad.txt", b"Harbour Notes # 13\xff\xfe".as_slice());
    folder.run("series").expect(2, &["notes/0013-bad.txt", "10  2021-05-01"]);
}

#[test]
fn a_number_on_another_branch_is_shown() {
    let folder = archive("series-branch", "");
    let git = |arguments: &str| {
        let mut command = std::process::Command::new("git");
        command.args(["-c", "user.name=Ines", "-c", "user.email=ines@example.org", "-c", "init.defaultBranch=main"]);
        let done = command.args(arguments.split(' ')).current_dir(folder.path("")).output().expect("git is installed");
        assert!(done.status.success(), "{done:?}");
    };
    git("init -q");
    git("add -A");
    git("commit -q -m Begin");
    git("checkout -q -b theirs");
    folder.write("notes/0013-theirs.txt", note(13, "22 May 2021", "Halden: Theirs"));
    git("add -A");
    git("commit -q -m Theirs");
    git("checkout -q main");
    folder.run("series --base theirs").expect(0, &["^  13  2021-05-22 Sat  Halden: Theirs", "^ on another branch", "next free number: 14"]);
    folder.run("series").expect(0, &["next free number: 13"]);
    folder
        .run_each(&["new", "Halden: Ours", "--author", "Ines Okafor", "--date", "2021-05-23", "--base", "theirs"])
        .expect(0, &["# 14, 23 May 2021"]);
}
