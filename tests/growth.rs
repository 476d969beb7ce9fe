//! A text four times as long takes about four times the work: nothing walks through the whole of it for each of its parts.
//!
//! A coarse net, for every run of the tests: processor time of this thread, against a limit that only the square of something reaches. `cargo bench --bench growth` counts instructions.

use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use copydesk::draft::{Draft, Heads, Syntax};
use copydesk::house::House;
use copydesk::lint::{Brief, FileOutcome, Ignoring, Outcome, check};
use copydesk::report::{self, Format, Options};
use copydesk::settings::Asked;
use copydesk::source::Source;
use nix::sys::resource::{UsageWho, getrusage};

use crate::shelf;

#[path = "../benches/hostile.rs"]
mod hostile;

/// Bytes of the shorter text, at least and at most: so many that its check takes long enough to be measured.
const SHORT: std::ops::RangeInclusive<usize> = 8 << 10..=128 << 10;

/// Long enough.
const MEASURABLE: Duration = Duration::from_millis(8);

/// The longer text is so many times as long.
const TIMES: usize = 4;

/// Work may grow by so much; with the square it would grow sixteenfold.
const LIMIT: f64 = 7.0;

#[test]
fn work_grows_with_the_text_as_markdown() {
    let texts = hostile::FAMILIES.iter().map(|family| (family.name, |bytes| family.text(bytes)));
    assert_linear(texts, Syntax::Markdown);
}

#[test]
fn work_grows_with_the_text_as_plain_text() {
    let texts = hostile::FAMILIES.iter().map(|family| (family.name, |bytes| family.text(bytes)));
    assert_linear(texts, Syntax::Plain);
}

#[test]
fn work_grows_with_the_front_matter() {
    let texts = hostile::ATOP.iter().map(|family| (family.name, |bytes| family.front_matter(bytes)));
    assert_linear(texts, Syntax::Markdown);
}

fn assert_linear<T: Fn(usize) -> String>(texts: impl Iterator<Item = (&'static str, T)>, syntax: Syntax) {
    let house = House::named("gp-short-notes").expect("it is shipped");
    let mut steep = Vec::new();
    for (name, text) in shelf::asked(texts) {
        // Other work on the machine can spoil a measurement or two, not five in a row.
        let grown: Vec<f64> = (0..5).map(|_| growth(&text, syntax, &house)).take_while(|growth| *growth > LIMIT).collect();
        if let [.., growth] = grown[..]
            && grown.len() == 5
        {
            steep.push(format!("{name} as {syntax:?}: {growth:.1} times the work for {TIMES} times the text"));
        }
    }
    assert!(steep.is_empty(), "{}", steep.join("\n"));
}

/// A pattern that reads on to the end of the text for each match is looked for so often and no oftener.
#[test]
fn work_grows_with_the_text_whatever_a_house_looks_for() {
    let house = include_str!("../fixtures/harbour-notes/house.toml");
    let house = house.replacen("anywhere-patterns = [", "anywhere-patterns = ['(?s)q.*QQQ|q',", 1);
    let house = House::read(Arc::new(Source::new("house.toml", house))).0.expect("it is a house");
    let grown: Vec<f64> =
        (0..5).map(|_| growth(&|bytes| hostile::PATTERN.text(bytes), Syntax::Plain, &house)).take_while(|growth| *growth > LIMIT).collect();
    assert!(grown.len() < 5, "{grown:.1?} times the work for {TIMES} times the text");
}

/// Phrases that hold one another, and one that many terms ask for, would be found at every place of a text that is made of them.
#[test]
fn phrases_of_a_house_are_found_so_often_and_no_oftener() {
    let term = |number: usize, phrase: &str| format!("[[term]]\nid = 't{number}'\navoid = ['{phrase}']\n");
    let nested: String = (0..200).map(|number| term(number, &vec!["a"; number + 1].join(" "))).collect();
    let alike: String = (0..400).map(|number| term(number, "a")).collect();
    for terms in [nested, alike] {
        let house = format!("{}\n{terms}", include_str!("folder/house.toml"));
        let (house, faults) = House::read(Arc::new(Source::new("house.toml", house)));
        let house = house.unwrap_or_else(|| panic!("{faults:?}"));
        let text = "a ".repeat(20_000);
        let hits = house.terms.hits(&text).len();
        assert!((1..2 * text.len()).contains(&hits), "{hits} places in {} bytes", text.len());
    }
}

/// A look at a header costs next to nothing: what is too little to be measured counts as measurable.
#[test]
fn a_look_at_a_header_grows_with_the_text() {
    let house = House::named("gp-short-notes").expect("it is shipped");
    let heads = Heads::new(&house);
    let work = |text: &str, syntax: Syntax| {
        let before = spent();
        std::hint::black_box(heads.read("note", text, syntax));
        spent().saturating_sub(before).max(MEASURABLE).as_secs_f64()
    };
    for family in shelf::asked(hostile::FAMILIES.iter()) {
        let (short, long) = (family.text(64 << 10), family.text(TIMES * (64 << 10)));
        let growth = || work(&long, Syntax::Plain) / work(&short, Syntax::Plain);
        let grown: Vec<f64> = (0..5).map(|_| growth()).take_while(|growth| *growth > LIMIT).collect();
        assert!(grown.len() < 5, "{}: {grown:.1?} times the work for {TIMES} times the text", family.name);
    }
}

/// A line four times as long with four times as many findings: it is not walked through for each of them.
#[test]
fn a_report_grows_with_its_findings() {
    let house = House::named("gp-short-notes").expect("it is shipped");
    let all = Options { most: usize::MAX, ..Options::default() };
    let work = |slips: usize| {
        let words = "the harbour opened and the council met again ".repeat(25);
        let text = [hostile::TOP, &format!("They met met at the quay. {words}").repeat(slips)].concat();
        let outcome = Outcome::gather(vec![checked(&text, Syntax::Markdown, &house)]);
        assert!(outcome.findings.len() >= slips, "there is something to report");
        [Format::Full, Format::Json, Format::Html].map(|format| {
            let before = spent();
            std::hint::black_box(report::write(format, &outcome, &all));
            spent().saturating_sub(before).as_secs_f64()
        })
    };
    let growth = || {
        let (few, many) = (work(250), work(250 * TIMES));
        [0, 1, 2].map(|format| many[format] / few[format].max(0.002))
    };
    let grown: Vec<_> = (0..5).map(|_| growth()).take_while(|growth| growth.iter().any(|growth| *growth > LIMIT)).collect();
    assert!(grown.len() < 5, "full, JSON, HTML: {grown:.1?} times the work for {TIMES} times the findings");
}

/// A Word document with four times as many footnotes.
#[test]
fn an_import_grows_with_the_document() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("growth");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let work = |notes: usize| {
        let (file, made) = (folder.join("draft.docx"), folder.join("draft.md"));
        std::fs::write(&file, with_footnotes(notes)).expect("it can be written");
        drop(std::fs::remove_file(&made));
        // The shell's word for it: other tests run programs at the same time.
        let script = format!("'{}' import draft.docx && times", env!("CARGO_BIN_EXE_copydesk"));
        let output = Command::new("sh").args(["-c", &script]).current_dir(&folder).output().expect("there is a shell");
        assert!(output.status.success(), "{output:?}");
        let draft = std::fs::read_to_string(&made).expect("it has just been made");
        assert_eq!(draft.lines().filter(|line| line.contains("]: ")).count(), notes);
        children(&String::from_utf8_lossy(&output.stdout))
    };
    let growth = || work(5000 * TIMES) / work(5000);
    let grown: Vec<f64> = (0..5).map(|_| growth()).take_while(|growth| *growth > LIMIT).collect();
    assert!(grown.len() < 5, "{grown:.1?} times the work for {TIMES} times the footnotes");
}

/// The seconds of the processor that a shell's `times` says its children took: `0m0.35s 0m0.02s`, on its second line.
fn children(times: &str) -> f64 {
    let seconds = |time: &str| {
        let (minutes, seconds) = time.trim_end_matches('s').split_once('m')?;
        Some(minutes.parse::<f64>().ok()? * 60.0 + seconds.parse::<f64>().ok()?)
    };
    times.lines().last().expect("the shell says it").split(' ').map(|time| seconds(time).expect("a time is minutes and seconds")).sum()
}

fn with_footnotes(notes: usize) -> Vec<u8> {
    const SPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |kind: &str, target: &str| {
        format!("<Relationships><Relationship Id='r' Type='{OFFICE}/{kind}' Target='{target}'/></Relationships>")
    };
    let note = |id| format!("<w:footnote w:id='{id}'><w:p><w:r><w:t>{id}</w:t></w:r></w:p></w:footnote>");
    let reference = |id| format!("<w:r><w:footnoteReference w:id='{id}'/></w:r>");
    let references: String = (0..notes).map(reference).collect();
    let files = [
        ("_rels/.rels", relation("officeDocument", "word/document.xml")),
        ("word/_rels/document.xml.rels", relation("footnotes", "footnotes.xml")),
        ("word/document.xml", format!("<w:document xmlns:w='{SPACE}'><w:body><w:p>{references}</w:p></w:body></w:document>")),
        ("word/footnotes.xml", format!("<w:footnotes xmlns:w='{SPACE}'>{}</w:footnotes>", (0..notes).map(note).collect::<String>())),
    ];
    let mut document = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        document.start_file(name, zip::write::SimpleFileOptions::default()).expect("the entry can be begun");
        document.write_all(content.as_bytes()).expect("it is written to memory");
    }
    document.finish().expect("it is written to memory").into_inner()
}

/// How much more work the longer text is than the shorter.
fn growth(text: &impl Fn(usize) -> String, syntax: Syntax, house: &House) -> f64 {
    let work = |bytes| work(&text(bytes), syntax, house);
    let (mut short, mut before) = (*SHORT.start(), Duration::ZERO);
    while before < MEASURABLE && short <= *SHORT.end() {
        before = work(short);
        short *= 2;
    }
    work(short / 2 * TIMES).as_secs_f64() / before.as_secs_f64()
}

/// The processor's time for one check.
fn work(text: &str, syntax: Syntax, house: &House) -> Duration {
    let before = spent();
    std::hint::black_box(checked(text, syntax, house));
    spent().saturating_sub(before)
}

fn checked(text: &str, syntax: Syntax, house: &House) -> FileOutcome {
    let draft = Draft::read(Arc::new(Source::new("note", text)), syntax, house);
    let today = jiff::civil::date(2026, 11, 23);
    let brief = Brief { settings: None, path: "note", asked: &Asked::default(), ignores: Ignoring::Obeyed, today, series: None };
    check(&draft, house, &brief)
}

/// The processor's time that this thread has taken.
fn spent() -> Duration {
    let usage = getrusage(UsageWho::RUSAGE_THREAD).expect("the system counts it");
    let time = |value: nix::sys::time::TimeVal| {
        Duration::from_secs(value.tv_sec().unsigned_abs()) + Duration::from_micros(value.tv_usec().unsigned_abs())
    };
    time(usage.user_time()) + time(usage.system_time())
}
