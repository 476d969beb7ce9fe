//! XML as `JUnit` writes it: a suite a file, a case a finding. A dashboard knows only passed and failed, so advice passes and says so in its output.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{message as message_of, one_line};
use crate::finding::Level;
use crate::lint::{Outcome, Reported};

/// The outcome as XML; a clean draft is one case that passed.
pub(super) fn write(outcome: &Outcome) -> String {
    let mut suites: BTreeMap<&str, Vec<&Reported>> = BTreeMap::new();
    for note in &outcome.notes {
        suites.entry(&note.file).or_default();
    }
    for reported in &outcome.findings {
        suites.entry(reported.finding.primary.source.name()).or_default().push(reported);
    }
    let tests: usize = suites.values().map(|found| found.len().max(1)).sum();
    let failures = outcome.findings.iter().filter(|reported| fails(reported)).count();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(out, "<testsuites name=\"copydesk\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">");
    for (file, found) in suites {
        write_suite(&mut out, file, &found);
    }
    out + "</testsuites>\n"
}

fn fails(reported: &Reported) -> bool {
    reported.level >= Level::Warning
}

fn write_suite(out: &mut String, file: &str, found: &[&Reported]) {
    let failures = found.iter().filter(|reported| fails(reported)).count();
    let (file, tests) = (xml(file), found.len().max(1));
    let _ = writeln!(out, "  <testsuite name=\"{file}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">");
    if found.is_empty() {
        let _ = writeln!(out, "    <testcase name=\"copydesk\" classname=\"{file}\" file=\"{file}\"/>");
    }
    for reported in found {
        write_case(out, &file, reported);
    }
    out.push_str("  </testsuite>\n");
}

fn write_case(out: &mut String, file: &str, reported: &Reported) {
    let finding = &reported.finding;
    let at = finding.primary.source.position(finding.primary.span.start);
    let (rule, message) = (xml(finding.rule.as_str()), xml(&message_of(reported)));
    let text = format!("{}:{}:{}: {}[{rule}] {message}", file, at.line, at.column, reported.level);
    let help = finding.help.as_deref().map(|help| format!("\n{}", xml(help))).unwrap_or_default();
    let name = format!("{rule} at {}:{}", at.line, at.column);
    let _ = writeln!(out, "    <testcase name=\"{name}\" classname=\"{file}\" file=\"{file}\" line=\"{}\">", at.line);
    let _ = if fails(reported) {
        writeln!(out, "      <failure type=\"{}\" message=\"{message}\">{text}{help}</failure>", reported.level)
    } else {
        writeln!(out, "      <system-out>{text}{help}</system-out>")
    };
    out.push_str("    </testcase>\n");
}

/// Escapes for text and attributes. XML has no way to write most control characters: they are spelt out.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}
