//! The program among the other programs it lives with: pre-commit, git, readers of its formats, a browser, pip. They are no part of the
//! toolchain, so these tests are left out unless `.ci/tools` has installed them: `.ci/run` does, and runs what stands in `.ci/real`.

use std::path::Path;
use std::process::Command;

#[cfg(target_os = "linux")]
mod faults;

#[test]
#[ignore = "needs pre-commit: .ci/run installs it and runs this"]
fn a_hook_of_pre_commit_stops_a_bad_note() {
    holds("hook");
}

#[test]
#[ignore = "needs readers of SARIF and JUnit: .ci/run installs them and runs this"]
fn other_programs_read_every_format_as_it_is_meant() {
    holds("formats");
}

#[test]
#[ignore = "needs Chromium: .ci/run installs it and runs this"]
fn a_browser_shows_the_proof() {
    holds("proof");
}

#[test]
#[ignore = "needs maturin: .ci/run installs it and runs this"]
fn a_wheel_installs_the_command() {
    holds("wheel");
}

#[test]
#[ignore = "needs jq and a reader of YAML: .ci/run installs them and runs this"]
fn the_action_runs_as_its_caller_means() {
    holds("action");
}

#[test]
#[ignore = "needs Chromium, npm and a library for wasm32: .ci/run installs them and runs this"]
fn an_author_opens_the_page() {
    holds("desk");
}

#[test]
#[ignore = "needs npm: .ci/run installs it and runs this"]
fn the_extension_for_vs_code_is_packed_and_works() {
    holds("vscode");
}

#[test]
#[ignore = "needs Neovim: .ci/run installs it and runs this"]
fn neovim_shows_mends_completes_and_explains() {
    holds("neovim");
}

/// Runs a script of `.ci/real` with the program; it says itself what it proves.
fn holds(script: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = root.join("target/tools/bin/python");
    assert!(python.exists(), "`.ci/tools` installs what this needs");
    let script = root.join(".ci/real").join(script);
    // Those in Python find their libraries only with the interpreter that has them.
    let text = std::fs::read_to_string(&script).expect("the script is there");
    let mut command = if text.starts_with("#!/usr/bin/env python3") { Command::new(python) } else { Command::new("bash") };
    let status = command.arg(script).arg(env!("CARGO_BIN_EXE_copydesk")).status().expect("it can be started");
    assert!(status.success());
}
