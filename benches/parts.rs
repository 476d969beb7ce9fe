//! What the parts of a check take, one by one: `cargo bench --bench parts`, with a word such as `read` to take only those whose names have it.

use std::hint::black_box;
use std::io;
use std::sync::Arc;

use copydesk::draft::{Draft, Manuscript, Syntax};
use copydesk::house::House;
use copydesk::lint::{Brief, FileOutcome, Ignoring, Outcome, check};
use copydesk::report::{self, Extent, Format, Options};
use copydesk::settings::Asked;
use copydesk::source::Source;
use criterion::{BenchmarkId, Criterion, Throughput};

mod corpus;

/// Notes in the report that is written.
const REPORTED: u32 = 1_000;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let house = House::named("gp-short-notes").expect("it is shipped");
    let note = corpus::note(1, &mut corpus::Seed(0x5eed));
    of_one_note(&mut criterion, &house, &note);
    houses(&mut criterion, &house);
    writers(&mut criterion, &house);
    criterion.final_summary();
}

fn of_one_note(criterion: &mut Criterion, house: &House, note: &str) {
    let plain = note.replace("## ", "");
    let mut group = criterion.benchmark_group("note");
    group.throughput(Throughput::Bytes(note.len() as u64));
    for (name, text, syntax) in [("Markdown", note, Syntax::Markdown), ("plain text", &plain, Syntax::Plain)] {
        let source = Arc::new(Source::new("note", text));
        group.bench_function(BenchmarkId::new("read", name), |bencher| bencher.iter(|| Manuscript::read(Arc::clone(&source), syntax)));
        let manuscript = Manuscript::read(Arc::clone(&source), syntax);
        group.bench_function(BenchmarkId::new("recognise", name), |bencher| bencher.iter(|| manuscript.draft(house)));
        let draft = manuscript.draft(house);
        assert_eq!(draft.notes.len(), 1, "the note is one of the house");
        group.bench_function(BenchmarkId::new("rules", name), |bencher| bencher.iter(|| of_rules(&draft, house)));
        let whole = || of_rules(&Draft::read(Arc::new(Source::new("note", text)), syntax, house), house);
        group.bench_function(BenchmarkId::new("check", name), |bencher| bencher.iter(whole));
    }
    group.bench_function("dates", |bencher| bencher.iter(|| house.finder().find(black_box(note))));
    group.finish();
}

fn houses(criterion: &mut Criterion, house: &House) {
    let read = || {
        let (house, faults) = House::read(Arc::clone(&house.source));
        assert!(faults.is_empty(), "a shipped house has no fault");
        house
    };
    criterion.bench_function("house/read", |bencher| bencher.iter(read));
}

/// Every format over the findings of many notes, as a run keeps them.
fn writers(criterion: &mut Criterion, house: &House) {
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
    let mut group = criterion.benchmark_group("write");
    group.sample_size(10);
    let [places, lines, whole] = [Extent::Places, Extent::Lines, Extent::Whole].map(outcome);
    group.throughput(Throughput::Elements(places.findings.len() as u64));
    for (name, format) in Format::NAMES {
        let outcome = match format.extent() {
            Extent::Places => &places,
            Extent::Lines => &lines,
            Extent::Whole => &whole,
        };
        let options = Options::default();
        let write = || report::write_to(&mut io::sink(), *format, outcome, &options);
        group.bench_function(*name, |bencher| bencher.iter(write));
    }
    group.finish();
}

fn of_rules(draft: &Draft, house: &House) -> FileOutcome {
    let asked = Asked::default();
    let today = jiff::civil::date(2026, 11, 23);
    let path = draft.source.name();
    check(draft, house, &Brief { settings: None, path, asked: &asked, ignores: Ignoring::Obeyed, today, series: None })
}
