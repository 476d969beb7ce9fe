//! `copydesk check` against the floor: reading the same files and running comrak alone over them, each as a whole process on one thread.
//!
//! `cargo bench --bench floor` prints the ratio of the CPU times. `NOTES=2000` makes a smaller archive than the 20,000 notes of about 100 MB.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use nix::sys::resource::{UsageWho, getrusage};

mod corpus;

const ROUNDS: usize = 3;

fn main() {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some("floor") {
        let folder = arguments.next().expect("the floor is given a folder");
        println!("{}", floor(Path::new(&folder)));
        return;
    }
    let notes = std::env::var("NOTES").ok().and_then(|number| number.parse().ok()).unwrap_or(20_000);
    let folder = std::env::temp_dir().join(format!("copydesk-floor-{}", std::process::id()));
    let bytes = write_archive(&folder, notes);
    let own = std::env::current_exe().expect("a running program has a path");
    let floors = times(|| Command::new(&own).arg("floor").arg(&folder).stdout(Stdio::null()).status());
    let check = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(["check", "--isolated", "--house", "gp-short-notes", "--today", "2026-11-23", "--jobs", "1", "--format", "concise"]);
        command.arg(&folder).stdout(Stdio::null()).status()
    };
    let checks = times(check);
    std::fs::remove_dir_all(&folder).expect("the archive was ours to remove");
    let (floor, check) = (median(floors), median(checks));
    let per_note = |time: Duration| time.as_secs_f64() * 1e6 / f64::from(notes);
    println!("{notes} notes, {} MB, median CPU time of {ROUNDS} runs on one thread", bytes / 1_000_000);
    println!("read and comrak   {:6.2} s   {:6.1} µs a note", floor.as_secs_f64(), per_note(floor));
    println!("copydesk check    {:6.2} s   {:6.1} µs a note", check.as_secs_f64(), per_note(check));
    println!("ratio             {:6.2}", check.as_secs_f64() / floor.as_secs_f64());
}

/// Reads every file and parses it as the linter has it parsed; gives the bytes read, so that nothing is left out.
fn floor(folder: &Path) -> usize {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    let files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("the archive is there").map(|entry| entry.expect("it can be listed").path()).collect();
    let read = files.iter().map(|file| {
        let text = std::fs::read_to_string(file).expect("the archive is text");
        let arena = comrak::Arena::new();
        std::hint::black_box(comrak::parse_document(&arena, &text, &options));
        text.len()
    });
    read.sum()
}

fn write_archive(folder: &Path, notes: u32) -> usize {
    std::fs::create_dir_all(folder).expect("the temporary folder can be written");
    let mut seed = corpus::Seed(0x5eed);
    let mut bytes = 0;
    for number in 1..=notes {
        let text = corpus::note(number, &mut seed);
        bytes += text.len();
        std::fs::write(folder.join(format!("{number}.md")), text).expect("the temporary folder can be written");
    }
    bytes
}

fn times(mut run: impl FnMut() -> std::io::Result<std::process::ExitStatus>) -> Vec<Duration> {
    let mut measured = Vec::with_capacity(ROUNDS);
    for round in 0..=ROUNDS {
        let before = children();
        run().expect("the program can be started");
        // The first run warms the disk's cache.
        if round > 0 {
            measured.push(children() - before);
        }
    }
    measured
}

/// CPU time of all child processes that have ended, the system's share with it.
fn children() -> Duration {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system counts its processes' time");
    let time = |value: nix::sys::time::TimeVal| {
        Duration::from_secs(value.tv_sec().unsigned_abs()) + Duration::from_micros(value.tv_usec().unsigned_abs())
    };
    time(usage.user_time()) + time(usage.system_time())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
