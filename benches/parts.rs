//! What the parts of a check take, one by one: `cargo bench --bench parts`, with a word such as `read` to take only those whose names have it.

use std::hint::black_box;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use copydesk::draft::{Draft, Manuscript, Syntax};
use copydesk::house::House;
use copydesk::lint::{Brief, FileOutcome, Ignoring, Outcome, check};
use copydesk::report::{self, Extent, Format, Options};
use copydesk::settings::Asked;
use copydesk::source::Source;

mod corpus;

/// Notes in the report that is written.
const REPORTED: u32 = 1_000;

fn main() {
    let bench = Bench { wanted: std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default() };
    let house = House::named("gp-short-notes").expect("it is shipped");
    let note = corpus::note(1, &mut corpus::Seed(0x5eed));
    of_one_note(&bench, &house, &note);
    houses(&bench, &house);
    writers(&bench, &house);
}

/// Times what it is given, if its name has the word that is wanted.
struct Bench {
    wanted: String,
}

/// How often something is timed.
const SAMPLES: usize = 30;

/// How long one sample takes at least.
const SAMPLE: Duration = Duration::from_millis(10);

impl Bench {
    /// Prints the median of what one run takes, the quickest and the slowest sample, and the median for each of `parts`, such as bytes.
    fn time<T>(&self, name: &str, (parts, of): (usize, &str), run: impl Fn() -> T) {
        if !name.contains(&self.wanted) {
            return;
        }
        let sample = |runs: u32| {
            let start = Instant::now();
            (0..runs).for_each(|_| drop(black_box(run())));
            start.elapsed()
        };
        let mut runs = 1;
        while sample(runs) < SAMPLE {
            runs *= 2;
        }
        let mut taken: Vec<Duration> = (0..SAMPLES).map(|_| sample(runs) / runs).collect();
        taken.sort_unstable();
        let median = taken[SAMPLES / 2];
        let each = median.as_nanos() * 100 / parts as u128;
        let (quickest, slowest) = (taken[0], taken[SAMPLES - 1]);
        println!("{name:28} {median:>10.2?} ({quickest:.2?} to {slowest:.2?}), {}.{:02} ns a {of}", each / 100, each % 100);
    }
}

fn of_one_note(bench: &Bench, house: &House, note: &str) {
    let plain = note.replace("## ", "");
    let bytes = (note.len(), "byte");
    for (name, text, syntax) in [("Markdown", note, Syntax::Markdown), ("plain text", &plain, Syntax::Plain)] {
        let source = Arc::new(Source::new("note", text));
        bench.time(&format!("read, {name}"), bytes, || Manuscript::read(Arc::clone(&source), syntax));
        let manuscript = Manuscript::read(Arc::clone(&source), syntax);
        bench.time(&format!("recognise, {name}"), bytes, || manuscript.draft(house));
        let draft = manuscript.draft(house);
        assert_eq!(draft.notes.len(), 1, "the note is one of the house");
        bench.time(&format!("rules, {name}"), bytes, || of_rules(&draft, house));
        let whole = || of_rules(&Draft::read(Arc::new(Source::new("note", text)), syntax, house), house);
        bench.time(&format!("check, {name}"), bytes, whole);
    }
    bench.time("dates", bytes, || house.finder().find(black_box(note)));
}

fn houses(bench: &Bench, house: &House) {
    let read = || {
        let (house, faults) = House::read(Arc::clone(&house.source));
        assert!(faults.is_empty(), "a shipped house has no fault");
        house
    };
    bench.time("read a house", (house.source.text().len(), "byte"), read);
}

/// Every format over the findings of many notes, as a run keeps them.
fn writers(bench: &Bench, house: &House) {
    let outcome = |extent| {
        let mut seed = corpus::Seed(0x5eed);
        let file = |number| {
            let source = Arc::new(Source::new(format!("notes/{number}.md"), corpus::note(number, &mut seed)));
            let mut outcome = of_rules(&Draft::read(Arc::clone(&source), Syntax::Markdown, house), house);
            report::abridge(&mut outcome, &source, extent);
            outcome
        };
        Outcome::gather((1..=REPORTED).map(file).collect())
    };
    let [places, lines, whole] = [Extent::Places, Extent::Lines, Extent::Whole].map(outcome);
    let findings = (places.findings.len(), "finding");
    for (name, format) in Format::NAMES {
        let outcome = match format.extent() {
            Extent::Places => &places,
            Extent::Lines => &lines,
            Extent::Whole => &whole,
        };
        let options = Options::default();
        let write = || report::write_to(&mut io::sink(), *format, outcome, &options);
        bench.time(&format!("write {name}"), findings, write);
    }
}

fn of_rules(draft: &Draft, house: &House) -> FileOutcome {
    let asked = Asked::default();
    let today = jiff::civil::date(2026, 11, 23);
    let path = draft.source.name();
    check(draft, house, &Brief { settings: None, path, asked: &asked, ignores: Ignoring::Obeyed, today, series: None })
}
