//! The `copydesk` program: hands over to the library's command line and ends with its exit code.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Notes are many small texts, made on one thread and freed on another: a sixth of a run's time with the allocator of most systems.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    copydesk::cli::main(std::env::args_os())
}
