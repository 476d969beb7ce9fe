//! Every output format over reports built by hand: an ordinary one, a hostile one, a clean one.
//!
//! What they print stands in `tests/report/`; `UPDATE_SNAPSHOTS=1 cargo test --test all report::` writes it anew, to be read before it is committed.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use copydesk::finding::{Finding, Fix, Label, Level, RuleId, Safety};
use copydesk::house::House;
use copydesk::ignore::Cover;
use copydesk::lint::{FileOutcome, Held, Holder, NoteSummary, Outcome, Place, Reported};
use copydesk::report::{self, Detail, Extent, Format, Glyphs, Options, Style};
use copydesk::rules;
use copydesk::source::{Source, Span};
use serde_json::Value;

#[test]
fn an_ordinary_report() {
    let outcome = ordinary();
    for (name, format) in Format::NAMES {
        snapshot(&format!("ordinary.{name}"), &written(*format, &outcome));
    }
    snapshot("ordinary.statistics", &report::statistics(&outcome));
    let verbose = Options { detail: Detail::Verbose, style: ascii(60), ..Options::default() };
    snapshot("ordinary.ascii-verbose", &report::write(Format::Full, &outcome, &verbose));
}

#[test]
fn a_hostile_report() {
    let outcome = hostile();
    for (name, format) in Format::NAMES {
        snapshot(&format!("hostile.{name}"), &written(*format, &outcome));
    }
    snapshot("hostile.ascii", &report::write(Format::Full, &outcome, &Options { style: ascii(80), ..Options::default() }));
}

#[test]
fn a_clean_report() {
    let mut outcome = clean(2);
    outcome.summary.skipped = 4;
    outcome.summary.ignored = 1;
    outcome.summary.baselined = 12;
    for (name, format) in Format::NAMES {
        snapshot(&format!("clean.{name}"), &written(*format, &outcome));
    }
    assert_eq!(report::write(Format::Full, &clean(312), &Options::default()), "312 drafts, 312 notes: clean.\n");
    assert_eq!(
        report::write(Format::Full, &clean(1), &Options::default()),
        "notes/12.txt: clean. No. 12, 15 May 2021, 3 sections, 2 + 2 points, 80 words\n"
    );
}

#[test]
fn the_json_report_keeps_to_its_schema() {
    let schema: Value = serde_json::from_str(include_str!("../docs/report.schema.json")).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    let mut of_digest = ordinary();
    for reported in &mut of_digest.findings {
        (reported.place.part, reported.place.title) = (Some(3), Some("Port Ellery: A crane falls".to_owned()));
    }
    for outcome in [ordinary(), of_digest, hostile(), clean(3), Outcome::default()] {
        let report: Value = serde_json::from_str(&report::write(Format::Json, &outcome, &Options::default())).expect("the report is JSON");
        let faults: Vec<String> = validator.iter_errors(&report).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
        assert!(faults.is_empty(), "{faults:#?}");
        let mut broken = report.clone();
        broken["summary"]["errors"] = Value::from(-1);
        assert!(!validator.is_valid(&broken), "a schema that takes anything tests nothing");
    }
}

#[test]
fn nothing_a_terminal_obeys_gets_through() {
    let outcome = hostile();
    for (name, format) in Format::NAMES {
        let text = report::write(*format, &outcome, &Options::default());
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{name}: {text:?}");
        if matches!(format, Format::Full | Format::Concise | Format::Github | Format::Junit | Format::Html) {
            assert!(!text.contains(['\u{202e}', '\u{200b}', '\u{2028}']), "{name}: {text:?}");
        }
    }
    let concise = report::write(Format::Concise, &outcome, &Options::default());
    assert_eq!(concise.lines().count(), outcome.findings.len());
}

#[test]
fn no_row_is_wider_than_the_terminal() {
    for width in [60, 80, 132] {
        let options = Options { style: Style { width, ..Style::default() }, ..Options::default() };
        for outcome in [ordinary(), hostile()] {
            let text = report::write(Format::Full, &outcome, &options);
            for row in text.lines().filter(|row| !row.contains("advice[") && !row.contains(": copydesk ")) {
                assert!(unicode_width::UnicodeWidthStr::width(row) <= width, "{width}: {row}");
            }
        }
    }
}

#[test]
fn colour_comes_only_when_asked_for() {
    let plain = report::write(Format::Full, &ordinary(), &Options::default());
    assert!(!plain.contains('\u{1b}'));
    let style = Style { color: true, ..Style::default() };
    let coloured = report::write(Format::Full, &ordinary(), &Options { style, ..Options::default() });
    assert!(coloured.contains("\u{1b}[31merror[ordinal-sequence]:"), "{coloured}");
    assert_eq!(without_codes(&coloured), plain);
}

#[test]
fn a_long_report_is_cut_and_says_so() {
    let mut outcome = ordinary();
    let advice = outcome.findings.iter().find(|reported| reported.level == Level::Advice).expect("there is advice").clone();
    outcome.findings.splice(0..0, vec![advice; 60]);
    let text = report::write(Format::Full, &outcome, &Options::default());
    assert!(text.contains("error[ordinal-sequence]"), "the gravest stay: {text}");
    assert!(text.contains("15 more not shown: --statistics counts them, --update-baseline holds them back"), "{text}");
    assert_eq!(report::write(Format::Concise, &outcome, &Options::default()).lines().count(), 65);
}

#[test]
fn quiet_leaves_out_the_closing_lines() {
    let quiet = Options { detail: Detail::Quiet, ..Options::default() };
    assert_eq!(report::write(Format::Full, &clean(1), &quiet), "");
    assert!(!report::write(Format::Full, &ordinary(), &quiet).contains("in 1 draft"));
}

#[test]
fn a_finding_in_one_of_several_notes_names_it() {
    let mut outcome = ordinary();
    let second = NoteSummary { number: Some(13), ..outcome.notes[0].clone() };
    outcome.notes.push(second);
    let text = report::write(Format::Full, &outcome, &Options::default());
    assert!(text.contains("\nNo. 12, What follows?, third point\n"), "{text}");
}

#[test]
fn every_sarif_result_points_at_its_rule() {
    for outcome in [ordinary(), hostile()] {
        let log: Value = serde_json::from_str(&report::write(Format::Sarif, &outcome, &Options::default())).expect("the log is JSON");
        let run = &log["runs"][0];
        for result in run["results"].as_array().expect("a run has results") {
            let index = result["ruleIndex"].as_u64().expect("a result has a rule");
            assert_eq!(run["tool"]["driver"]["rules"][usize::try_from(index).unwrap_or(usize::MAX)]["id"], result["ruleId"]);
        }
    }
}

#[test]
fn only_sarif_tells_what_is_held_back() {
    let mut outcome = ordinary();
    let draft = Arc::clone(&outcome.findings[0].finding.primary.source);
    let comment = Label::new(&draft, Span::new(0, 7), "it stays");
    let title = outcome.findings.remove(1);
    let weekday = outcome.findings.remove(1);
    outcome.compared = true;
    outcome.held =
        vec![Held { reported: title, by: Holder::Ignore(Cover::Comment(comment)) }, Held { reported: weekday, by: Holder::Baseline }];
    let log: Value = serde_json::from_str(&report::write(Format::Sarif, &outcome, &Options::default())).expect("the log is JSON");
    let results = log["runs"][0]["results"].as_array().expect("a run has results");
    let told = |result: &Value| {
        let text = |value: &Value| value.as_str().unwrap_or("none").to_owned();
        let suppression = &result["suppressions"][0];
        [&result["ruleId"], &result["baselineState"], &suppression["kind"], &suppression["justification"]].map(text).join(" | ")
    };
    let expected = [
        "duplicate-number | new | none | none",
        "title-final-stop | none | inSource | it stays",
        "weekday-mismatch | unchanged | external | it is in the baseline",
        "long-lead-phrase | new | none | none",
        "ordinal-sequence | new | none | none",
    ];
    assert_eq!(results.iter().map(told).collect::<Vec<_>>(), expected);
    for (name, format) in Format::NAMES.iter().filter(|(_, format)| *format != Format::Sarif) {
        let text = report::write(*format, &outcome, &Options::default());
        assert!(!text.contains("title-final-stop") && !text.contains("weekday-mismatch"), "{name}: {text}");
    }
}

#[test]
fn sarif_has_the_page_of_every_rule() {
    let text = include_str!("folder/house.toml");
    let (house, faults) = House::read(Arc::new(Source::new("house.toml", text)));
    let house = Arc::new(house.unwrap_or_else(|| panic!("{faults:?}")));
    let options = Options { houses: vec![Arc::clone(&house), house], ..Options::default() };
    let log: Value = serde_json::from_str(&report::write(Format::Sarif, &clean(1), &options)).expect("the log is JSON");
    let listed = log["runs"][0]["tool"]["driver"]["rules"].as_array().expect("a tool has rules");
    assert_eq!(listed.len(), rules::ALL.len() + options.houses[0].terms.all().len());
    for rule in listed {
        let page = rule["help"]["markdown"].as_str().unwrap_or_default();
        assert!(rule["shortDescription"]["text"].as_str().is_some_and(|summary| page.starts_with(summary)), "{rule}");
    }
}

#[test]
fn the_proof_shows_each_word_once_and_as_text() {
    let draft = Arc::new(Source::new("notes/<b>'\".txt", "a<script>alert(1)</script>&amp; b\r\n\r\n</p></textarea> ]]> c\n"));
    let on = |words: &str| find(&draft, words);
    let finding = |level, n, span| {
        let finding = Finding::new(RuleId::coded("doubled-word"), "say </script><img src=x> once", Label::new(&draft, span, ""));
        settle(finding.help("\"</style>\""), level, place(Some("<h1>"), None, Some(1)), n)
    };
    let findings = vec![
        finding(Level::Error, 1, on("<script>alert")),
        finding(Level::Advice, 2, on("alert(1)")),
        finding(Level::Warning, 3, on("</textarea>")),
    ];
    let page = report::write(Format::Html, &outcome(findings, Vec::new()), &Options::default());
    for markup in ["<script>alert", "</script><img", "</p></textarea>", "<h1>,", "\"</style>\"", "<b>'"] {
        assert!(!page.contains(markup), "{markup} in {page}");
    }
    assert_eq!((page.matches("<script>").count(), page.matches("</textarea>").count()), (1, 1), "its own");
    for shown in [
        "<mark class=\"error\">&lt;script&gt;</mark>",
        "<mark class=\"error advice\">alert</mark>",
        "<mark class=\"advice\">(1)</mark>",
        "href=\"#n3\">3</a><mark class=\"warning\">&lt;/textarea&gt;</mark>",
    ] {
        assert!(page.contains(shown), "{shown} in {page}");
    }
}

#[test]
fn the_proof_loads_nothing_from_elsewhere() {
    for outcome in [ordinary(), hostile(), clean(3), Outcome::default()] {
        let page = report::write(Format::Html, &outcome, &Options::default());
        for from in ["http:", "https:", " src=", "url(", "@import", "<link"] {
            assert!(!page.contains(from), "{from} in {page}");
        }
        assert!(page.contains("default-src 'none'"));
        let opened = |tag: &str| page.matches(&format!("<{tag}")).count();
        for tag in ["div", "aside", "mark", "article", "p>", "h2>"] {
            let closed = page.matches(&format!("</{}", tag.trim_end_matches('>'))).count();
            assert!(closed >= opened(tag), "{tag} is not closed in {page}");
        }
    }
}

#[test]
fn what_is_let_go_of_is_not_missed() {
    for built in [ordinary, hostile] {
        for (name, format) in Format::NAMES {
            let mut outcome = built();
            let source = Arc::clone(&outcome.findings[0].finding.primary.source);
            let mut of_file = FileOutcome { findings: std::mem::take(&mut outcome.findings), ..FileOutcome::default() };
            report::abridge(&mut of_file, &source, format.extent());
            outcome.findings = of_file.findings;
            assert_eq!(Arc::strong_count(&source) > 1, format.extent() == Extent::Whole, "{name}: the text is let go of");
            assert_eq!(written(*format, &outcome), written(*format, &built()), "{name}");
        }
    }
}

#[test]
fn formats_have_names() {
    assert_eq!(Format::named("json"), Some(Format::Json));
    assert_eq!(Format::named("yaml"), None);
    assert_eq!(Format::Sarif.name(), "sarif");
}

const DRAFT: &str = "\
Harbour Notes

Harbour Notes # 12, 15 May 2021

Port Ellery: Dockers return to work.
Ines Okafor

What was seen?
On 11 May, the dockers of Port Ellery voted to return to work. The vote ended a strike of nine days, the longest since the \
second quay was opened, and it was closer than either side had expected: of the 412 who came to the hall that evening, 209 \
raised a hand for the offer, and the rest left without a word. Firstly, nobody cheered. By Wednesday, 13 May, the first ship \
had been unloaded, and the customs house, which had been shut for the whole of the strike, took its seals off the sheds.

Why now?
First, the strike fund. The union had run out of money by the second week.

Firstly, the season. Fruit from the hinterland does not keep.

What follows?
First, a fragile peace. Neither side has signed anything.

Third, more talks. The owners meet the union in June.
";

const HOUSE: &str = "\
[house]
name = \"harbour-notes\"

[points]
words = [\"First\", \"Second\", \"Third\", \"Fourth\"]
";

fn ordinary() -> Outcome {
    let draft = Arc::new(Source::new("notes/12.txt", DRAFT));
    let house = Arc::new(Source::new("copydesk:harbour-notes.toml", HOUSE));
    let older = Arc::new(Source::new("notes/11.txt", "Harbour Notes # 12, 8 May 2021\n"));
    let on = |words: &str| find(&draft, words);
    let asked = Label::new(&house, find(&house, "words = [\"First\", \"Second\", \"Third\", \"Fourth\"]"), "the ordinals of a point");
    let end_of_title = on("work.").end as usize;
    let stop = Span::new(end_of_title - 1, end_of_title);
    let duplicate =
        Finding::new(RuleId::coded("duplicate-number"), "number 12 is taken by another note", Label::new(&draft, Span::new(31, 33), ""))
            .related(Label::new(&older, Span::new(16, 18), "the other No. 12, of 8 May 2021"))
            .help("give this note the next free number")
            .fix(Fix::new("write 13 here", Safety::Unsafe, &draft, Span::new(31, 33), "13"));
    let title = Finding::new(RuleId::coded("title-final-stop"), "a full stop ends the title", Label::new(&draft, stop, "")).fix(Fix::new(
        "take the stop away",
        Safety::Safe,
        &draft,
        stop,
        "",
    ));
    let weekday =
        Finding::new(RuleId::coded("weekday-mismatch"), "13 May 2021 was a Thursday", Label::new(&draft, on("Wednesday, 13 May"), ""))
            .related(Label::new(&draft, on("On 11 May"), "the date before it"))
            .help("look up which of the two is meant")
            .alternative(Fix::new("write “Thursday”", Safety::Unsafe, &draft, on("Wednesday"), "Thursday"))
            .alternative(Fix::new("write “12 May”", Safety::Unsafe, &draft, on("13 May"), "12 May"));
    let lead = Finding::new(
        RuleId::coded("long-lead-phrase"),
        "the lead phrase has 24 words, over 20",
        Label::new(&draft, on("The union had run out of money by the second week."), ""),
    );
    let sequence = Finding::new(
        RuleId::coded("ordinal-sequence"),
        "the second point is missing",
        Label::new(&draft, on("Third"), "the second point of this section"),
    )
    .related(Label::new(&draft, find_last(&draft, "First,"), "the first"))
    .related(Label::new(&draft, find(&draft, "Firstly, the season"), ""))
    .related(asked)
    .help("number the points of this section First, Second, Third; if a point was lost on the way, put it back")
    .expecting("Second");
    let findings = vec![
        settle(duplicate, Level::Error, place(None, None, None), 1),
        settle(title, Level::Advice, place(None, None, None), 2),
        settle(weekday, Level::Error, place(Some("What was seen?"), None, Some(1)), 3),
        settle(lead, Level::Advice, place(Some("Why now?"), Some("First"), Some(1)), 4),
        settle(sequence, Level::Error, place(Some("What follows?"), Some("Third"), Some(2)), 5),
    ];
    outcome(findings, vec![note("notes/12.txt")])
}

fn hostile() -> Outcome {
    let name = "notes/a \u{1b}[2J, 100%: b.txt";
    let text = "\u{feff}日本の港では、二人の船員が the the 船を待っていた。\r\n\
                👩\u{200d}👩\u{200d}👧 E\u{301}lan \u{1b}[31mred\u{1b}[0m \u{202e}desrever\u{202c} and\tthe\ta tab\r\n\
                क्षेत्र में दो दो नाव <b>&amp;\u{200b}</b>\r\n\
                no end of line here";
    let draft = Arc::new(Source::new(name, text));
    let on = |words: &str| find(&draft, words);
    let finding = |rule: &'static str, message: &str, span| Finding::new(RuleId::coded(rule), message, Label::new(&draft, span, ""));
    let findings = vec![
        finding("doubled-word", "“the the” stands twice", on("the the")),
        finding("invisible-character", "an invisible character:\n\u{202e}U+202E", on("\u{202e}"))
            .help("take it out; it hides \u{1b}[0m what follows"),
        finding("doubled-word", "“the\ta” reads as two articles", on("the\ta")).related(Label::new(
            &draft,
            on("दो दो"),
            "and \u{200b} here",
        )),
        finding("invisible-character", "an invisible character, U+200B", on("\u{200b}")).fix(Fix::new(
            "take it out",
            Safety::Safe,
            &draft,
            on("\u{200b}"),
            "",
        )),
        finding("furniture", "page furniture after the note", on("क्षेत्र").cover(on("here"))),
        finding("unended-paragraph", "the paragraph has no final stop", Span::at(text.len())),
    ];
    let findings = findings.into_iter().zip(1..).map(|(finding, n)| {
        let at = finding.primary.span.start as usize;
        settle(finding, Level::Warning, place(Some("What was \u{1b}seen?"), None, Some(at / 60 + 1)), n)
    });
    outcome(findings.collect(), vec![note(name)])
}

fn clean(drafts: usize) -> Outcome {
    outcome(Vec::new(), (12..12 + drafts).map(|number| note(&format!("notes/{number}.txt"))).collect())
}

fn outcome(findings: Vec<Reported>, notes: Vec<NoteSummary>) -> Outcome {
    let mut outcome = Outcome { findings, notes, ..Outcome::default() };
    outcome.summary.files = outcome.notes.len();
    outcome.summary.notes = outcome.notes.len();
    for reported in &outcome.findings {
        match reported.level {
            Level::Error => outcome.summary.errors += 1,
            Level::Warning => outcome.summary.warnings += 1,
            Level::Advice | Level::Off => outcome.summary.advice += 1,
        }
        match reported.finding.fix.as_ref().map(|fix| fix.safety) {
            Some(Safety::Safe) => outcome.summary.fixable += 1,
            Some(Safety::Unsafe) => outcome.summary.fixable_unsafe += 1,
            None => {}
        }
    }
    outcome
}

fn settle(finding: Finding, level: Level, place: Place, n: u32) -> Reported {
    Reported { finding, level, place, fingerprint: format!("{n:032x}"), word: None, first_fingerprints: [0; 2] }
}

fn place(section: Option<&str>, point: Option<&str>, paragraph: Option<usize>) -> Place {
    let point_number = point.map(|point| if point == "Third" { 3 } else { 1 });
    Place { note: Some(12), section: section.map(Into::into), point: point.map(Into::into), point_number, paragraph, ..Place::default() }
}

fn note(file: &str) -> NoteSummary {
    let number = file.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok();
    NoteSummary {
        file: file.into(),
        number,
        date: None,
        date_text: Some("15 May 2021".into()),
        sections: 3,
        points: vec![2, 2],
        words: 80,
        title: None,
        headline: String::new(),
    }
}

fn find(source: &Source, words: &str) -> Span {
    let at = source.text().find(words).expect("the words stand in the text");
    Span::new(at, at + words.len())
}

fn find_last(source: &Source, words: &str) -> Span {
    let at = source.text().rfind(words).expect("the words stand in the text");
    Span::new(at, at + words.len())
}

fn ascii(width: usize) -> Style {
    Style { width, glyphs: Glyphs::Ascii, ..Style::default() }
}

fn without_codes(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        out.push_str(&rest[..at]);
        let end = rest[at..].find('m').expect("a colour code ends in m");
        rest = &rest[at + end + 1..];
    }
    out + rest
}

/// What is printed, without the list of rules that SARIF carries: it is the rules' own affair.
fn written(format: Format, outcome: &Outcome) -> String {
    let text = report::write(format, outcome, &Options::default());
    if format != Format::Sarif {
        return text;
    }
    let mut log: Value = serde_json::from_str(&text).expect("the log is JSON");
    log["runs"][0]["tool"]["driver"]["rules"].take();
    for result in log["runs"][0]["results"].as_array_mut().into_iter().flatten() {
        result["ruleIndex"].take();
    }
    serde_json::to_string_pretty(&log).expect("what was JSON still is") + "\n"
}

/// Holds `text` to the file of that name.
fn snapshot(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/report").join(format!("{name}.out"));
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(&path, text).expect("the snapshot can be written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == text, "{name} differs from {}:\n{text}", path.display());
}
