//! What a process takes: wall time, processor time and peak memory, the median of several runs.
//!
//! The system tells the peak memory of children only as a maximum over all of them, so each run is started by a process of its own, which has
//! no other child.

use std::env;
use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};

/// How it is measured.
pub struct Measuring {
    pub rounds: usize,
}

/// What a process took.
#[derive(Clone, Copy)]
pub struct Measured {
    pub wall: Duration,
    /// The system's share with it.
    pub cpu: Duration,
    /// Bytes it had in memory at most.
    pub memory: u64,
}

impl Measured {
    pub fn memory_mb(self) -> u64 {
        self.memory.div_ceil(1_000_000)
    }

    /// Three cells of a table.
    pub fn in_short(self) -> String {
        let time = |time: Duration| match time.as_secs_f64() {
            seconds if seconds < 0.1 => format!("{:.1} ms", seconds * 1e3),
            seconds => format!("{seconds:.2} s"),
        };
        format!("{} | {} | {} MB", time(self.wall), time(self.cpu), self.memory_mb())
    }
}

impl Measuring {
    /// This program, with those arguments.
    pub fn own(&self, arguments: &[&str]) -> Measured {
        self.other(Command::new(env::current_exe().expect("a running program has a path")).args(arguments))
    }

    /// Another program. How it ends does not matter: most notes have a finding.
    pub fn other(&self, command: &Command) -> Measured {
        once(command); // it fills the disk's cache
        let runs: Vec<Measured> = (0..self.rounds).map(|_| once(command)).collect();
        let middle = runs.len() / 2;
        let of = |one: fn(&Measured) -> Duration| {
            let mut all: Vec<Duration> = runs.iter().map(one).collect();
            all.sort_unstable();
            all[middle]
        };
        let mut memory: Vec<u64> = runs.iter().map(|run| run.memory).collect();
        memory.sort_unstable();
        Measured { wall: of(|run| run.wall), cpu: of(|run| run.cpu), memory: memory[middle] }
    }
}

fn once(command: &Command) -> Measured {
    let own = env::current_exe().expect("a running program has a path");
    let output = Command::new(own).arg("measure").arg(command.get_program()).args(command.get_args()).output().expect("this program runs");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let figures: Vec<u64> = told.split_whitespace().filter_map(|figure| figure.parse().ok()).collect();
    let [wall, cpu, memory] = figures[..] else { panic!("nothing was measured: {told}{}", String::from_utf8_lossy(&output.stderr)) };
    Measured { wall: Duration::from_micros(wall), cpu: Duration::from_micros(cpu), memory }
}

/// Runs one command, and prints what it took: microseconds by the clock and of the processor, and bytes.
pub fn child(command: &[impl AsRef<OsStr>]) {
    let [program, arguments @ ..] = command else { panic!("there is nothing to measure") };
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let status = command.status().expect("the program can be started");
    let wall = start.elapsed();
    assert!(status.code().is_some_and(|code| code < 2), "the program did not do its work: {status}");
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system counts");
    let time = |value: nix::sys::time::TimeVal| {
        Duration::from_secs(value.tv_sec().unsigned_abs()) + Duration::from_micros(value.tv_usec().unsigned_abs())
    };
    let cpu = time(usage.user_time()) + time(usage.system_time());
    println!("{} {} {}", wall.as_micros(), cpu.as_micros(), usage.max_rss().unsigned_abs() * 1024);
}
