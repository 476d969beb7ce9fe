//! The `copydesk` program: hands over to the library's command line and ends with its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    copydesk::cli::main(std::env::args_os())
}
