//! The least that any program has to do that reads notes, done by a process of its own. What it finds is of no use.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use regex::Regex;

/// Does `what` to every file in `folder` with that many threads.
pub fn run(what: &str, threads: &str, folder: &Path) {
    let files: Vec<PathBuf> =
        fs::read_dir(folder).expect("the archive is there").map(|entry| entry.expect("it can be listed").path()).collect();
    let threads = threads.parse().expect("the number of threads is one");
    match what {
        "bytes" => each(&files, threads, || |bytes: Vec<u8>| drop(black_box(bytes))),
        "comrak" => each(&files, threads, || parse),
        "lines" => each(&files, threads, scan),
        _ => panic!("there is no floor called {what}"),
    }
    println!("{}", files.len());
}

/// Reads each file and hands its bytes to the worker that `worker` makes for each thread.
fn each<W: FnMut(Vec<u8>)>(files: &[PathBuf], threads: usize, worker: impl Fn() -> W + Sync) {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut work = worker();
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    work(fs::read(file).expect("the archive can be read"));
                }
            });
        }
    });
}

/// Parses it as the linter has it parsed.
fn parse(bytes: Vec<u8>) {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    let text = String::from_utf8(bytes).expect("the archive is text");
    let arena = comrak::Arena::new();
    black_box(comrak::parse_document(&arena, &text, &options));
}

/// UTF-8 is checked, lines are split, and one pattern of a linter's kind is looked for in each.
fn scan() -> impl FnMut(Vec<u8>) {
    let dates = "(?-u:\\b)[0-9]{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)(?-u:\\b)";
    let pattern = Regex::new(dates).expect("it is a pattern");
    move |bytes| {
        let text = String::from_utf8(bytes).expect("the archive is text");
        let lines: Vec<&str> = text.lines().collect();
        black_box(lines.iter().map(|line| pattern.find_iter(line).count()).sum::<usize>());
    }
}
