//! A check of one new draft against its archive, as a whole process: from start to exit, warm, with no index on disk.
//!
//! `cargo bench --bench series` takes archives of 1,000, 10,000 and 100,000 notes; `NOTES=2000` takes one of that size.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};

#[path = "corpus.rs"]
mod corpus;

const ROUNDS: usize = 7;

fn main() {
    let asked = std::env::var("NOTES").ok().and_then(|number| number.parse().ok());
    let sizes = asked.map_or_else(|| vec![1_000, 10_000, 100_000], |notes| vec![notes]);
    let folder = std::env::temp_dir().join(format!("copydesk-series-{}", std::process::id()));
    println!("one new draft against its archive, median of {ROUNDS} runs");
    for notes in sizes {
        write_archive(&folder, notes);
        let mut walls: Vec<Duration> = (0..=ROUNDS).map(|_| check(&folder)).skip(1).collect();
        walls.sort_unstable();
        let wall = walls[walls.len() / 2];
        let memory = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system counts").max_rss() / 1024;
        println!(
            "{notes:>7} notes  {:8.1} ms  {:6.1} µs a note  at most {memory} MB so far",
            wall.as_secs_f64() * 1e3,
            wall.as_secs_f64() * 1e6 / f64::from(notes)
        );
        std::fs::remove_dir_all(&folder).expect("the archive was ours to remove");
    }
}

fn check(folder: &Path) -> Duration {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.args([
        "check",
        "--today",
        "2026-11-23",
        "--only",
        "duplicate-number,number-not-next,date-number-order,duplicate-title,number-gap",
    ]);
    command.arg("draft.md").current_dir(folder).stdout(Stdio::null());
    let start = Instant::now();
    let status = command.status().expect("the program can be started");
    let took = start.elapsed();
    assert!(status.success(), "the new draft takes the next number");
    took
}

/// The archive, a thousand notes a folder, and a draft with the next number.
fn write_archive(folder: &Path, notes: u32) {
    let mut seed = corpus::Seed(0x5eed);
    for number in 1..=notes {
        let shelf = folder.join(format!("notes/{}", number / 1000));
        std::fs::create_dir_all(&shelf).expect("the temporary folder can be written");
        std::fs::write(shelf.join(format!("{number}.md")), corpus::note(number, &mut seed)).expect("the temporary folder can be written");
    }
    std::fs::write(folder.join("draft.md"), corpus::note(notes + 1, &mut seed)).expect("the temporary folder can be written");
    let settings = "house = \"gp-short-notes\"\n\n[series]\narchive = [\"notes/**\"]\ncomplete = true\n";
    std::fs::write(folder.join("lint.toml"), settings).expect("the temporary folder can be written");
}
