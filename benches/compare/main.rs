//! `copydesk check` against the floor: whole processes over the same made-up notes, in one run, with wall time, processor time and peak memory.
//!
//! `cargo bench --bench compare` prints the tables of `docs/performance.md`. In the environment, `NOTES=1000,20000` and `MEGABYTES=10,100` say
//! how much is read, `ROUNDS=5` of how many runs the median is taken, `PROGRAM=path` which copydesk is meant, and `RUMDL=path` and `TYPOS=path`
//! where those linters are. With `ALL=1` it takes 100,000 notes and 1,000 MB as well: allow it half an hour and 2 GB of disk.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use archive::{Archive, Form};
use measure::{Measured, Measuring};
use shapes::Shape;

mod archive;
#[path = "../corpus.rs"]
mod corpus;
#[path = "../../tests/documents.rs"]
#[allow(dead_code, reason = "tests ask for more of it")]
mod documents;
mod floor;
mod measure;
mod shapes;
mod word;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["measure", ref command @ ..] => return measure::child(command),
        ["floor", what, threads, folder] => return floor::run(what, threads, Path::new(folder)),
        // What `cargo bench` passes on is for other harnesses.
        _ => {}
    }
    let bench = Bench::new();
    println!("Medians of {} runs after one that is not counted, on {} threads where it says all.\n", bench.measuring.rounds, bench.threads);
    bench.against_the_floor();
    bench.start();
    bench.by_shape();
    bench.by_size();
    bench.terms();
    bench.word();
    bench.others();
    fs::remove_dir_all(&bench.folder).expect("the folder was ours to remove");
}

/// One run of all of it.
struct Bench {
    measuring: Measuring,
    program: PathBuf,
    /// Where the notes are written.
    folder: PathBuf,
    /// How many threads all are.
    threads: usize,
    notes: Vec<usize>,
    megabytes: Vec<usize>,
}

impl Bench {
    fn new() -> Self {
        let all = env::var_os("ALL").is_some();
        let folder = env::temp_dir().join(format!("copydesk-compare-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("the temporary folder can be written");
        Bench {
            measuring: Measuring { rounds: numbers("ROUNDS").map_or(3, |rounds| rounds[0].max(1)) },
            program: env::var_os("PROGRAM").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_copydesk")), PathBuf::from),
            folder,
            threads: thread::available_parallelism().map_or(1, usize::from),
            notes: numbers("NOTES").unwrap_or_else(|| if all { vec![1_000, 20_000, 100_000] } else { vec![1_000, 20_000] }),
            megabytes: numbers("MEGABYTES").unwrap_or_else(|| if all { vec![10, 100, 1_000] } else { vec![10, 100] }),
        }
    }

    /// The processor's time of a check against that of the least that any such program has to do.
    fn against_the_floor(&self) {
        println!(
            "| notes | read as | threads | read all bytes | floor | check | ratio | a note | floor, wall | check, wall | check, memory |"
        );
        println!("|---|---|---|---|---|---|---|---|---|---|---|");
        for notes in &self.notes {
            for form in [Form::Markdown, Form::Plain, Form::Mendable] {
                let archive = Archive::of_notes(&self.folder.join("floor"), *notes, form);
                for threads in if self.threads > 1 { vec![1, self.threads] } else { vec![1] } {
                    let floor = |what: &str| self.measuring.own(&["floor", what, &threads.to_string(), &archive.name()]);
                    let (bytes, floor) = (floor("bytes"), floor(form.floor()));
                    let check = self.check(&archive.folder, threads, &[]);
                    println!(
                        "| {notes} | {} | {threads} | {:.2} s | {:.2} s | {:.2} s | **{:.2}** | {} µs | {:.2} s | {:.2} s | {} MB |",
                        form.name(),
                        bytes.cpu.as_secs_f64(),
                        floor.cpu.as_secs_f64(),
                        check.cpu.as_secs_f64(),
                        check.cpu.as_secs_f64() / floor.cpu.as_secs_f64(),
                        check.cpu.as_micros() / *notes as u128,
                        floor.wall.as_secs_f64(),
                        check.wall.as_secs_f64(),
                        check.memory_mb()
                    );
                }
            }
        }
        println!("\nThe columns without another word are processor time, the system's share with it.\n");
    }

    /// What a single note takes, from start to exit.
    fn start(&self) {
        println!("| from start to exit | wall | processor | memory |");
        println!("|---|---|---|---|");
        let version = self.measuring.other(Command::new(&self.program).arg("--version"));
        println!("| `copydesk --version` | {} |", version.in_short());
        for form in [Form::Markdown, Form::Plain] {
            let archive = Archive::of_notes(&self.folder.join("start"), 1, form);
            println!("| one note, {} | {} |", form.name(), self.check(&archive.folder, 1, &[]).in_short());
        }
        println!();
    }

    /// Notes of other shapes, and a file made to be hard.
    fn by_shape(&self) {
        const NOTES: u32 = 1_000;
        // More has so many marks that it is refused before it is read.
        const BRACKETS: u32 = 1_700_000;
        println!("| {NOTES} notes on one thread | bytes each | floor | check | a note | memory |");
        println!("|---|---|---|---|---|---|");
        let line = |archive: &Archive, name: &str, floor: &str| {
            let floor = self.measuring.own(&["floor", floor, "1", &archive.name()]);
            let check = self.check(&archive.folder, 1, &[]);
            println!(
                "| {name} | {} | {:.3} s | {:.3} s | {} µs | {} MB |",
                archive.bytes / archive.notes,
                floor.cpu.as_secs_f64(),
                check.cpu.as_secs_f64(),
                check.cpu.as_micros() / archive.notes as u128,
                check.memory_mb()
            );
        };
        for shape in Shape::ALL {
            let archive = Archive::of_shape(&self.folder.join("shape"), NOTES, shape);
            line(&archive, shape.name(), if shape == Shape::Ordinary { Form::Markdown.floor() } else { Form::Plain.floor() });
        }
        let archive = Archive::of_text(&self.folder.join("brackets"), &shapes::brackets(BRACKETS as usize));
        line(&archive, &format!("one file of {:.1} MB of `[a] `", f64::from(BRACKETS) / 1e6), Form::Markdown.floor());
        println!();
    }

    /// Whether time and memory grow with the text and not faster.
    fn by_size(&self) {
        println!("| text | in | wall | processor | a MB | memory |");
        println!("|---|---|---|---|---|---|");
        let line = |archive: &Archive| {
            let measured = self.check(&archive.folder, self.threads, &["--file-size", "64MiB"]);
            let megabytes = archive.bytes / 1_000_000;
            println!(
                "| {megabytes} MB | {} | {:.2} s | {:.2} s | {} ms | {} MB |",
                if archive.notes == 1 { "one note".to_owned() } else { format!("{} notes", archive.notes) },
                measured.wall.as_secs_f64(),
                measured.cpu.as_secs_f64(),
                measured.cpu.as_millis() / megabytes as u128,
                measured.memory_mb()
            );
        };
        for megabytes in &self.megabytes {
            line(&Archive::of_bytes(&self.folder.join("size"), megabytes * 1_000_000));
        }
        let largest = self.megabytes.iter().max().map_or(50, |megabytes| (*megabytes).min(50));
        for megabytes in [largest.div_ceil(2), largest] {
            line(&Archive::of_one(&self.folder.join("long"), megabytes * 1_000_000));
        }
        println!();
    }

    /// What two hundred term rules more cost.
    fn terms(&self) {
        let notes = self.notes[0];
        let archive = Archive::of_notes(&self.folder.join("terms"), notes, Form::Markdown);
        let own = archive.settings("own.toml", "house = \"gp-short-notes\"\n");
        let more = archive.settings("more.toml", "house = \"gp-short-notes\"\npacks = [\"words.toml\"]\n");
        archive.settings("words.toml", &archive::pack(200));
        let floor = self.measuring.own(&["floor", "comrak", "1", &archive.name()]);
        println!("| {notes} notes on one thread | wall | processor | memory |");
        println!("|---|---|---|---|");
        println!("| read and comrak | {} |", floor.in_short());
        for (name, settings) in [("the house's own terms", own), ("a pack of 200 more", more)] {
            let mut command = Command::new(&self.program);
            command.args(["check", "--today", TODAY, "--jobs", "1", "--format", "concise", "--config"]).arg(settings).arg(&archive.folder);
            println!("| {name} | {} |", self.measuring.other(&command).in_short());
        }
        println!();
    }

    /// Word documents: what a check of one takes, and its copy with remarks and changes.
    fn word(&self) {
        println!("| a Word document, from start to exit | wall | processor | memory |");
        println!("|---|---|---|---|");
        for pages in [5, 50, 500] {
            let draft = word::write(&self.folder.join("word"), pages);
            println!("| {pages} pages, checked | {} |", self.check(&draft, 1, &[]).in_short());
            let reviewed = format!("docx={}", draft.with_extension("reviewed.docx").display());
            println!("| {pages} pages, with a reviewed copy | {} |", self.check(&draft, 1, &["--output", &reviewed]).in_short());
        }
        println!();
    }

    /// The same notes through other linters, where they are installed. They look for other things: this says what a run costs, not what is better.
    fn others(&self) {
        let notes = self.notes.iter().copied().max().unwrap_or(1_000).min(20_000);
        let archive = Archive::of_notes(&self.folder.join("others"), notes, Form::Markdown);
        println!("| {notes} notes, all threads | wall | processor | memory |");
        println!("|---|---|---|---|");
        println!("| `copydesk check` | {} |", self.check(&archive.folder, self.threads, &[]).in_short());
        let linters =
            [("rumdl", "RUMDL", &["check", "--no-cache", "--isolated"][..]), ("typos", "TYPOS", &["--isolated", "--format", "brief"][..])];
        let mut absent = Vec::new();
        for (name, variable, arguments) in linters {
            let program = env::var_os(variable).map_or_else(|| PathBuf::from(name), PathBuf::from);
            let Ok(version) = Command::new(&program).arg("--version").output() else {
                absent.push(format!("{name} was not found: install it, or name it in {variable}"));
                continue;
            };
            let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
            let measured = self.measuring.other(Command::new(&program).args(arguments).arg(&archive.folder));
            println!("| {version} | {} |", measured.in_short());
        }
        println!("\n{}", absent.join("\n"));
    }

    fn check(&self, folder: &Path, threads: usize, more: &[&str]) -> Measured {
        let mut command = Command::new(&self.program);
        command.args(["check", "--isolated", "--house", "gp-short-notes", "--today", TODAY, "--format", "concise", "--jobs"]);
        self.measuring.other(command.arg(threads.to_string()).args(more).arg(folder))
    }
}

const TODAY: &str = "2026-11-23";

/// The numbers in that variable of the environment, with commas between them.
fn numbers(variable: &str) -> Option<Vec<usize>> {
    let value = env::var(variable).ok()?;
    Some(
        value
            .split(',')
            .map(|number| number.trim().parse().unwrap_or_else(|_| panic!("{variable} is numbers with commas between")))
            .collect(),
    )
}
