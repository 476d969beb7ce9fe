//! What must hold for every text, whoever wrote it. The targets differ in the texts they make; none of them knows what a finding should say.

use std::sync::{Arc, LazyLock};

use copydesk::draft::{Draft, Syntax};
use copydesk::finding::{Finding, Fix, Level, Safety};
use copydesk::fix;
use copydesk::house::House;
use copydesk::lint::{self, Brief, FileOutcome, Ignoring, Outcome, Reported};
use copydesk::report::{self, Format, Options};
use copydesk::settings::Asked;
use copydesk::source::{Source, Span};
use jiff::civil::date;

/// A note that keeps to the shipped house it is for, and how it opens: texts begin here and go on as they like.
pub const OPENING: &str = "GP Short Notes\n\nGP Short Notes # 608, 15 January 2022\n\nMyrr: Boats stay in port\nInes Varga\n\n";

static HOUSES: LazyLock<Vec<Arc<House>>> = LazyLock::new(House::shipped);

static ASKED: LazyLock<Asked> = LazyLock::new(Asked::default);

/// One of the shipped houses, whatever `choice` is.
pub fn house(choice: u8) -> &'static House {
    &HOUSES[usize::from(choice) % HOUSES.len()]
}

/// Text of `bytes`; what is no UTF-8 is replaced.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace('\0', " ")
}

/// Reads `text` and holds the model to its places.
pub fn read(text: &str, syntax: Syntax, house: &House) -> Draft {
    let draft = Draft::read(Arc::new(Source::new("draft", text)), syntax, house);
    let source = &draft.source;
    let mut last = 0;
    for note in &draft.notes {
        assert!(note.span.start >= last && note.span.end as usize <= text.len(), "notes share the file out in order");
        last = note.span.end;
        for paragraph in note.paragraphs() {
            inside(source, paragraph.span);
            inside(source, paragraph.prose.whole());
            let words = paragraph.prose.text();
            let ranges = paragraph.sentences.iter().chain(&paragraph.quotations).chain(paragraph.dates.iter().map(|date| &date.range));
            for range in ranges {
                assert!(words.get(range.clone()).is_some(), "{range:?} of {words:?}");
                inside(source, paragraph.span_of(range));
            }
        }
        for heading in note.headings() {
            inside(source, heading.span);
        }
    }
    draft
}

/// Checks `text`, and holds what is found to its promises.
pub fn check(text: &str, syntax: Syntax, house: &House) -> FileOutcome {
    let source = Arc::new(Source::new("draft", text));
    let outcome = found(&source, syntax, house);
    for reported in &outcome.findings {
        sound(&source, &reported.finding);
    }
    let key = |reported: &Reported| {
        let finding = &reported.finding;
        (finding.primary.span.start, finding.primary.span.end, finding.rule.as_str().to_owned())
    };
    assert!(outcome.findings.is_sorted_by_key(key), "findings are sorted");
    let mut prints: Vec<_> = outcome.findings.iter().map(|reported| &reported.fingerprint).collect();
    prints.sort();
    prints.dedup();
    assert_eq!(prints.len(), outcome.findings.len(), "fingerprints are unique");
    outcome
}

/// What is found, without any promise.
pub fn found(source: &Arc<Source>, syntax: Syntax, house: &House) -> FileOutcome {
    let brief = Brief { settings: None, path: "draft", asked: &ASKED, ignores: Ignoring::Obeyed, today: date(2022, 1, 20), series: None };
    let draft = Draft::read(Arc::clone(source), syntax, house);
    lint::check(&draft, house, &brief)
}

/// Every place lies in its file, and a fix can be carried out.
fn sound(source: &Source, finding: &Finding) {
    inside(source, finding.primary.span);
    let words = source.slice(finding.primary.span);
    assert!(finding.rule.as_str() == "furniture" || !words.contains(['\n', '\r']), "no line end in {words:?} of {}", finding.rule);
    assert!(!finding.message.contains(['\n', '\r']), "{:?}", finding.message);
    for label in finding.related.iter().filter(|label| label.source.name() == source.name()) {
        inside(source, label.span);
    }
    for fix in finding.fix.iter().chain(&finding.alternatives) {
        possible(source, fix);
    }
}

fn possible(source: &Source, fix: &Fix) {
    let mut edits: Vec<_> = fix.edits.iter().map(|edit| edit.span).collect();
    edits.iter().for_each(|span| inside(source, *span));
    edits.sort();
    assert!(edits.windows(2).all(|pair| pair[0].end <= pair[1].start), "edits of one fix do not overlap: {edits:?}");
}

/// A span is of the file, and on character boundaries.
pub fn inside(source: &Source, span: Span) {
    assert!(source.text().get(span.range()).is_some(), "{span:?} is no place in {:?}", source.text());
}

/// A report of `outcome` in the format that `choice` falls on is what its readers take, has no raw control character in it, and is the same
/// where nothing is kept of the draft but what it needs.
pub fn report(outcome: FileOutcome, choice: u8, text: &str, syntax: Syntax, house: &House) {
    const FORMATS: [&str; 9] = ["json", "sarif", "gitlab", "rdjson", "full", "concise", "github", "junit", "html"];
    let format = FORMATS[usize::from(choice) % FORMATS.len()];
    let outcome = Outcome::gather(vec![outcome]);
    let source = Arc::new(Source::new("draft", text));
    let mut again = found(&source, syntax, house);
    report::abridge(&mut again, &source, Format::named(format).expect("it is a format").extent());
    let text = write(format, &outcome);
    assert_eq!(write(format, &Outcome::gather(vec![again])), text, "{format} from what was kept");
    if ["json", "sarif", "gitlab", "rdjson"].contains(&format) {
        serde_json::from_str::<serde_json::Value>(&text).unwrap_or_else(|error| panic!("{format}: {error}: {text}"));
    }
    let raw = |c: char| c.is_control() && c != '\n';
    assert!(!text.contains(raw), "{format} has a control character: {:?}", text.find(raw));
    if format == "concise" {
        assert_eq!(text.lines().count(), outcome.findings.len(), "one line a finding");
    }
}

fn write(format: &str, outcome: &Outcome) -> String {
    report::write(Format::named(format).expect("it is a format"), outcome, &Options::default())
}

/// Fixing twice is fixing once, and a fixed text is found no worse than it was.
pub fn fixes(text: &str, syntax: Syntax, house: &House, allowed: Safety) {
    let mend = |text: &str| {
        let source = Arc::new(Source::new("draft", text));
        fix::to_fixpoint(source, allowed, |source| found(source, syntax, house).findings).text
    };
    let once = mend(text);
    assert_eq!(mend(&once), once, "fixing twice is fixing once");
    let weight = |text: &str| {
        let findings = found(&Arc::new(Source::new("draft", text)), syntax, house).findings;
        findings.iter().filter(|reported| allowed == Safety::Safe || reported.level >= Level::Warning).count()
    };
    assert!(weight(&once) <= weight(text), "a fixed text reads no worse:\n{text:?}\n{once:?}");
}

/// The same is found whatever ends the lines.
pub fn line_ends(text: &str, syntax: Syntax, house: &House) {
    let unix = text.replace(['\r'], "");
    let places = |text: &str| {
        let source = Arc::new(Source::new("draft", text));
        let place = |reported: &Reported| {
            let start = source.position(reported.finding.primary.span.start);
            format!("{}:{} {}", start.line, start.column, reported.finding.rule)
        };
        let mut places: Vec<_> = found(&source, syntax, house).findings.iter().map(place).collect();
        places.sort();
        places
    };
    assert_eq!(places(&unix), places(&unix.replace('\n', "\r\n")), "{unix:?}");
}
