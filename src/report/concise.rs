//! One line a finding: `path:line:column: level[rule] message`, for editors, `grep` and diffs of two runs. It has no closing line.

use std::fmt::Write;

use super::{message, one_line, place_of};
use crate::lint::Outcome;

/// The outcome, one line a finding.
pub(super) fn write(outcome: &Outcome) -> String {
    let mut out = String::new();
    for reported in &outcome.findings {
        let finding = &reported.finding;
        let _ = writeln!(out, "{}: {}[{}] {}", place_of(&finding.primary), reported.level, finding.rule, one_line(&message(reported)));
    }
    out
}
