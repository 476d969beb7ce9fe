//! Counts the work of `copydesk check` on texts that a careless loop would take too long over, twice and four times as long: the cost of each
//! further byte must not grow.
//!
//! `cargo bench --bench growth` needs valgrind, which counts instructions, so that it does not matter what else the machine is doing.
//! It ends with 1 where a cost grows. `FAMILY="dates"` looks at one family, `BYTES=1000000` at longer texts.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

mod hostile;

/// Bytes of the shortest text.
const SHORT: usize = 64 << 10;

/// By how much a further byte of the longest text may cost more than one of the middle one. Tables that grow cost a little.
const LIMIT: f64 = 1.3;

fn main() -> ExitCode {
    if Command::new("valgrind").arg("--version").output().is_err() {
        eprintln!("valgrind is not installed: nothing is counted");
        return ExitCode::SUCCESS;
    }
    let only = std::env::var("FAMILY").ok();
    let short = std::env::var("BYTES").ok().and_then(|bytes| bytes.parse().ok()).unwrap_or(SHORT);
    let folder = std::env::temp_dir().join(format!("copydesk-growth-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
    let mut steep = 0;
    println!("{:24} {:>10} {:>16} {:>16} {:>7}", "", "", "instructions", "for each further", "");
    println!("{:24} {:>10} {:>16} {:>16} {:>7}", "family", "read as", "a byte", "byte, doubled", "growth");
    for family in hostile::FAMILIES.iter().filter(|family| only.as_deref().is_none_or(|only| only == family.name)) {
        for ending in ["md", "txt"] {
            let [one, two, four] = [1, 2, 4].map(|times| counted(&folder.join(format!("note.{ending}")), &family.text(short * times)));
            let (near, far) = (cost(one, two), cost(two, four));
            let growth = far / near;
            let mark = if growth > LIMIT { "  grows" } else { "" };
            steep += u32::from(growth > LIMIT);
            println!("{:24} {ending:>10} {near:16.0} {far:16.0} {growth:7.2}{mark}", family.name);
        }
    }
    std::fs::remove_dir_all(&folder).expect("the folder was ours to remove");
    if steep == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Bytes of a text, and the instructions of its check.
type Count = (usize, u64);

/// Instructions for each byte that the second text is longer.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn cost((bytes, work): Count, (more_bytes, more_work): Count) -> f64 {
    more_work.saturating_sub(work) as f64 / (more_bytes - bytes) as f64
}

fn counted(file: &Path, text: &str) -> Count {
    std::fs::write(file, text).expect("the temporary folder can be written");
    let program = std::env::var_os("PROGRAM").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_copydesk")), PathBuf::from);
    let mut command = Command::new("valgrind");
    command.args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]).arg(program);
    command.args(["check", "--isolated", "--house", "gp-short-notes", "--today", "2026-11-23", "--jobs", "1", "--format", "json"]);
    let output = command.arg(file).output().expect("valgrind can be started");
    let told = String::from_utf8_lossy(&output.stderr);
    let line = told.lines().find(|line| line.contains("refs:")).expect("valgrind says how many instructions it saw");
    let figures: String = line.rsplit(':').next().unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
    (text.len(), figures.parse().expect("it is a number"))
}
