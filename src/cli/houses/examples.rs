//! `houses test`: the examples that a house carries as its own tests, run, and what they raise written into its file.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use crate::cli::End;
use crate::cli::check::print_faults;
use crate::cli::rules::place;
use crate::cli::streams::Streams;
use crate::draft::Draft;
use crate::finding::Finding;
use crate::fix;
use crate::house::{Example, House};
use crate::lint::{self, Brief, Candidates, Ignoring, Reported};
use crate::settings::Asked;
use crate::source::{Source, Span, line_end};
use crate::visible::one_line;
use crate::workspace::session::syntax_of;
use crate::workspace::texts::{self, Opened, Texts};
use crate::workspace::write::Transaction;
use crate::workspace::{Failure, configuration, paths};

/// Runs the examples of a house; the day of the run is that on which each note is dated.
pub(super) fn test(name: &str, streams: &mut Streams) -> Result<End, Failure> {
    let current = paths::current_folder()?;
    let house = match configuration::load(name, &current, &current, &Texts::default())? {
        Ok(house) => house,
        Err(faults) => {
            print_faults(vec![lint::faults(faults)]);
            return Ok(End::NotDone);
        }
    };
    if house.examples().is_empty() {
        return Err(none_to_run(name));
    }
    let mut out = String::new();
    let mut failed = 0;
    for example in house.examples() {
        let told = sorted(run(&house, example).into_iter());
        let wanted = sorted(example.expect.iter().map(|expect| expect.value.clone()));
        let raised: Vec<_> = told.iter().map(|(finding, _)| finding.clone()).collect();
        if wanted == raised {
            continue;
        }
        failed += 1;
        let _ = writeln!(out, "{}: this example does not raise what it should", one_line(&place(&house.source, example.text.span)));
        for missing in wanted.iter().filter(|finding| !raised.contains(finding)) {
            let _ = writeln!(out, "  expected, not raised: {}", one_line(missing));
        }
        for (extra, message) in told.iter().filter(|(finding, _)| !wanted.contains(finding)) {
            let _ = writeln!(out, "  raised, not expected: {}", one_line(&format!("{extra}: {message}")));
        }
    }
    let count = house.examples().len();
    let _ = writeln!(out, "{}: {} of {count} examples raise what they should", one_line(name), count - failed);
    streams.print(&out)?;
    Ok(if failed == 0 { End::Clean } else { End::Found })
}

fn none_to_run(name: &str) -> Failure {
    let help = "add an `[[example]]` with a `text` and the findings to `expect`, each as `rule@line:column`";
    Failure::new(format!("`{name}` is sound, and has no examples to run"), help)
}

/// Writes what the examples of a house raise into the lists of what they are expected to raise, and shows the difference. All else in the file stays.
pub(super) fn write(name: &str, streams: &mut Streams) -> Result<End, Failure> {
    let current = paths::current_folder()?;
    let path = paths::absolute(&current, Path::new(name));
    if House::named(name).is_some() && !path.is_file() {
        let help = format!("print it into a file of your own: copydesk houses {name} > houses/ours.toml");
        return Err(Failure::new(format!("`{name}` is part of the program, and no file that can be written"), help));
    }
    let written = paths::name_of(&path, &current);
    let source = match Texts::default().table(&path, &written, texts::TABLE)? {
        Opened::Text(source) => source,
        Opened::NotText(finding) => {
            print_faults(vec![lint::faults(vec![*finding])]);
            return Ok(End::NotDone);
        }
    };
    let (house, faults) = House::read(Arc::clone(&source));
    // An example without its list is what this is for.
    let (lists, mut faults): (Vec<Finding>, Vec<Finding>) =
        faults.into_iter().partition(|fault| fault.expected.as_deref() == Some("expect"));
    let completed = Arc::new(Source::new(source.name(), with_lists(&source, &lists)));
    let house = if lists.is_empty() || !faults.is_empty() { house } else { House::read(Arc::clone(&completed)).0 };
    faults.extend(house.iter().flat_map(crate::settings::house_faults));
    let Some(house) = house.filter(|_| faults.is_empty()) else {
        print_faults(vec![lint::faults(faults)]);
        return Ok(End::NotDone);
    };
    if house.examples().is_empty() {
        return Err(none_to_run(name));
    }
    let after = with_findings(&house);
    if after == source.text() {
        streams.print(&format!("{}: every example raises what it should\n", one_line(name)))?;
        return Ok(End::Clean);
    }
    streams.print(&fix::diff(&written, source.text(), &after))?;
    let mut change = Transaction::default();
    change.rewrite(&path, &written, source.text(), &after);
    change.commit()?;
    Ok(End::Clean)
}

/// The text of a house with an empty list in each example that has none, as `faults` say, right under its first line.
fn with_lists(source: &Source, faults: &[Finding]) -> String {
    let mut text = source.text().to_owned();
    let line_end = line_end(&text).unwrap_or("\n").to_owned();
    for fault in faults.iter().rev() {
        let line = source.line(source.line_of(fault.primary.span.start));
        text.insert_str(line.end as usize, &format!("{line_end}expect = []"));
    }
    text
}

/// The text of a house with what its examples raise in their lists; a list that says so already stays as it is.
fn with_findings(house: &House) -> String {
    let mut text = house.source.text().to_owned();
    let mut changes: Vec<(Span, String)> = Vec::new();
    for example in house.examples() {
        let raised: Vec<String> = run(house, example).into_iter().map(|(finding, _)| finding).collect();
        let wanted = sorted(example.expect.iter().map(|expect| expect.value.clone()));
        if wanted != sorted(raised.iter().cloned()) {
            changes.push((example.expect_span, listed(&raised, line_end(&text).unwrap_or("\n"))));
        }
    }
    changes.sort_by_key(|(span, _)| *span);
    for (span, list) in changes.into_iter().rev() {
        text.replace_range(span.range(), &list);
    }
    text
}

/// Bytes of a list that stands on one line.
const LINE: usize = 120;

fn listed(findings: &[String], line_end: &str) -> String {
    let quoted: Vec<String> = findings.iter().map(|finding| format!("\"{finding}\"")).collect();
    let line = format!("[{}]", quoted.join(", "));
    if line.len() <= LINE {
        return line;
    }
    let between = format!(",{line_end}    ");
    format!("[{line_end}    {},{line_end}]", quoted.join(&between))
}

/// What an example raises, each finding as `rule@line:column`, and its message, in order of place.
fn run(house: &House, example: &Example) -> Vec<(String, String)> {
    let name = example.file.as_deref().unwrap_or("example");
    let source = Arc::new(Source::new(name, example.text.as_str()));
    let draft = Draft::read(Arc::clone(&source), syntax_of(name), house);
    let today = draft.notes.iter().find_map(|note| note.header.date).map_or(jiff::civil::Date::MAX, |date| date.value);
    let asked = Asked::default();
    let brief = Brief { settings: None, path: name, asked: &asked, ignores: Ignoring::Obeyed, today, series: None };
    let outcome = if draft.notes.is_empty() {
        lint::unrecognised(&draft, Candidates::None(&[house.name.as_str()]), &brief)
    } else {
        lint::check(&draft, house, &brief)
    };
    let told = |reported: &Reported| {
        let place = source.position(reported.finding.primary.span.start);
        (format!("{}@{}:{}", reported.finding.rule, place.line, place.column), reported.finding.message.clone())
    };
    outcome.findings.iter().map(told).collect()
}

fn sorted<T: Ord>(findings: impl Iterator<Item = T>) -> Vec<T> {
    let mut findings: Vec<_> = findings.collect();
    findings.sort();
    findings
}
