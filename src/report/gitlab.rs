//! A Code Quality report of GitLab. It knows only lines, and drops findings of equal fingerprint: ours never are in one run.

use std::io::{self, Write};

use serde::Serialize;

use super::level_as;
use super::stream::{self, Each};
use crate::lint::{Outcome, Reported};

/// The outcome as GitLab reads it.
pub(super) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    stream::write(&Each(&outcome.findings, issue), out)
}

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

fn issue(reported: &Reported) -> Issue<'_> {
    let primary = &reported.finding.primary;
    let line = |offset| primary.source.position(offset).line;
    Issue {
        description: &reported.finding.message,
        check_name: reported.finding.rule.as_str(),
        fingerprint: &reported.fingerprint,
        severity: level_as(reported.level, ["major", "minor", "info"]),
        location: Location { path: primary.source.name(), lines: Lines { begin: line(primary.span.start), end: line(primary.span.end) } },
    }
}
