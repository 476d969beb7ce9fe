//! A Code Quality report of GitLab. It knows only lines, and drops findings of equal fingerprint: ours never are in one run.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use super::stream::{self, Each};
use super::{Options, level_as, message};
use crate::lint::{Outcome, Reported};

/// The outcome as GitLab reads it.
pub(super) fn write(outcome: &Outcome, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    stream::write(&Each(&outcome.findings, |reported| issue(reported, options)), out)
}

#[derive(Serialize)]
struct Issue<'a> {
    description: Cow<'a, str>,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

fn issue<'a>(reported: &'a Reported, options: &Options) -> Issue<'a> {
    let primary = &reported.finding.primary;
    let line = |offset| primary.source.position(offset).line;
    Issue {
        description: message(reported),
        check_name: reported.finding.rule.as_str(),
        fingerprint: &reported.fingerprint,
        severity: level_as(reported.level, ["major", "minor", "info"]),
        location: Location {
            path: options.path(primary.source.name()).to_owned(),
            lines: Lines { begin: line(primary.span.start), end: line(primary.span.end) },
        },
    }
}
