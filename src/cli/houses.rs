//! `houses`: the shipped house formats, one of them printed, and the examples that a house carries as its own tests.

use std::fmt::Write;
use std::sync::Arc;

use serde_json::json;

use crate::cli::End;
use crate::cli::args::{HousesArguments, HousesCommand, Listing};
use crate::cli::check::print_faults;
use crate::cli::explain::bold;
use crate::cli::rules::place;
use crate::cli::streams::Streams;
use crate::draft::Draft;
use crate::house::{Example, House};
use crate::lint::{self, Brief, Candidates, Ignoring, Reported};
use crate::settings::Asked;
use crate::source::Source;
use crate::visible::one_line;
use crate::workspace::Texts;
use crate::workspace::session::syntax_of;
use crate::workspace::{Failure, configuration, paths};

/// `copydesk houses`.
pub(crate) fn houses(arguments: &HousesArguments, streams: &mut Streams) -> Result<End, Failure> {
    if let Some(HousesCommand::Test { house }) = &arguments.command {
        return test(house, streams);
    }
    let shipped = configuration::shipped();
    let Some(name) = &arguments.name else {
        match arguments.format {
            Listing::Json => streams.print_json(&listed(&shipped))?,
            Listing::Text => streams.print(&list(&shipped))?,
        }
        return Ok(End::Clean);
    };
    let found = shipped.iter().find(|house| *house.name == *name);
    let house = found.ok_or_else(|| configuration::no_house(name))?;
    match arguments.format {
        Listing::Text => streams.print(house.source.text())?,
        Listing::Json => {
            streams.print_json(&format!("{}\n", json!({ "name": *house.name, "title": *house.title, "toml": house.source.text() })))?;
        }
    }
    Ok(End::Clean)
}

fn listed(shipped: &[Arc<House>]) -> String {
    let houses: Vec<_> =
        shipped.iter().map(|house| json!({ "name": *house.name, "title": *house.title, "sections": headings(house) })).collect();
    format!("{}\n", json!({ "schema": "copydesk-houses/1", "houses": houses }))
}

fn list(shipped: &[Arc<House>]) -> String {
    let mut out = String::new();
    for house in shipped {
        let _ = writeln!(out, "{}  {}", bold(&house.name), *house.title);
        let _ = writeln!(out, "  {}", headings(house).join(" / "));
    }
    out.push_str("\n`copydesk houses NAME` prints one: a house of your own begins as a copy of it.\n");
    out
}

fn headings(house: &House) -> Vec<&str> {
    house.sections.iter().map(|section| section.heading.value.as_str()).collect()
}

/// Runs the examples of a house; the day of the run is that on which each note is dated.
fn test(name: &str, streams: &mut Streams) -> Result<End, Failure> {
    let current = paths::current_folder()?;
    let house = match configuration::load(name, &current, &current, &Texts::default())? {
        Ok(house) => house,
        Err(faults) => {
            print_faults(vec![lint::faults(faults)]);
            return Ok(End::NotDone);
        }
    };
    if house.examples.is_empty() {
        let help = "add an `[[example]]` with a `text` and the findings to `expect`, each as `rule@line:column`";
        return Err(Failure::new(format!("`{name}` is sound, and has no examples to run"), help));
    }
    let mut out = String::new();
    let mut failed = 0;
    for example in &house.examples {
        let told = run(&house, example);
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
    let count = house.examples.len();
    let _ = writeln!(out, "{}: {} of {count} examples raise what they should", one_line(name), count - failed);
    streams.print(&out)?;
    Ok(if failed == 0 { End::Clean } else { End::Found })
}

/// What an example raises, each finding as `rule@line:column`, and its message.
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
    sorted(outcome.findings.iter().map(told))
}

fn sorted<T: Ord>(findings: impl Iterator<Item = T>) -> Vec<T> {
    let mut findings: Vec<_> = findings.collect();
    findings.sort();
    findings
}
