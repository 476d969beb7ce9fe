//! `index`: the archive listing as the house prints it, and the file that carries it between two markers. What stands in a listing is for the
//! report to say.

use std::fmt::Write as _;
use std::path::Path;

use crate::cli::args::{Bases, Drafts, IndexArguments, IndexFormat};
use crate::cli::shelves::{Empty, Shelves};
use crate::cli::streams::Streams;
use crate::cli::{End, check};
use crate::lint;
use crate::report::archive::{ByYear, Listing, Markup};
use crate::report::quoted;
use crate::visible::one_line;
use crate::workspace::Texts;
use crate::workspace::listing::{BEGIN, END, between_marks, markup_of, place};
use crate::workspace::texts::{self, Opened};
use crate::workspace::write::Transaction;
use crate::workspace::{Failure, bounds, paths};

/// `copydesk index`.
pub(crate) fn index(arguments: &IndexArguments, streams: &mut Streams) -> Result<End, Failure> {
    if let Some(file) = arguments.write.as_deref().or(arguments.check.as_deref()) {
        bounds::keep_in(file, &paths::written(file))?;
    }
    let shelves = Shelves::open(&Drafts::default(), &arguments.at, &Bases::default())?;
    shelves.need_all(Empty::IsFault)?;
    let (_, shelf) = shelves.sole()?;
    let file = arguments.write.as_deref().or(arguments.check.as_deref());
    let markup = match arguments.format {
        Some(IndexFormat::Text) => Markup::Text,
        Some(IndexFormat::Markdown) => Markup::Markdown,
        Some(IndexFormat::Html) => Markup::Html,
        None => file.map_or(Markup::Text, markup_of),
    };
    let listing = Listing::of(shelf, markup, if arguments.by_year { ByYear::Yes } else { ByYear::No });
    let Some(file) = file else {
        streams.print(&listing.text)?;
        return Ok(End::Clean);
    };
    let name = paths::written(file);
    let shown = one_line(&name);
    let Some(text) = read(file, &name)? else { return Ok(End::NotDone) };
    let place = place(&text, &name)?;
    let written = between_marks(&text, &place, &listing);
    let notes = if listing.notes == 1 { "1 note".to_owned() } else { format!("{} notes", listing.notes) };
    if text[place.clone()] == written {
        streams.print(&format!("{shown}: the listing is up to date, with {notes}\n"))?;
        return Ok(End::Clean);
    }
    if arguments.write.is_none() {
        let command = again(arguments, &name);
        streams.print(&format!("{shown}: the listing is stale, {}; to write it anew: {command}\n", differences(&text[place], &written)))?;
        return Ok(End::Found);
    }
    let after = [&text[..place.start], &written, &text[place.end..]].concat();
    let mut change = Transaction::default();
    change.rewrite(file, &name, &text, &after);
    change.commit()?;
    streams.print(&format!("{shown}: the listing is written, with {notes}\n"))?;
    Ok(End::Clean)
}

/// The text of the file; `None` where it is no text, which has been told.
fn read(file: &Path, name: &str) -> Result<Option<String>, Failure> {
    if file.symlink_metadata().is_err() {
        let help = format!("make it, with a line `{BEGIN}` and under it a line `{END}` where the listing is to stand");
        return Err(Failure::new(format!("there is no file `{name}`"), help));
    }
    match Texts::default().table(file, name, texts::LIST)? {
        Opened::Text(source) => Ok(Some(source.text().to_owned())),
        Opened::NotText(finding) => {
            check::print_faults(vec![lint::faults(vec![*finding])]);
            Ok(None)
        }
    }
}

/// How two listings differ, in lines.
fn differences(before: &str, after: &str) -> String {
    let lines = |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let (before, after) = (lines(before), lines(after));
    let known: std::collections::HashSet<&str> = before.iter().map(String::as_str).collect();
    let wanted: std::collections::HashSet<&str> = after.iter().map(String::as_str).collect();
    let missing = after.iter().filter(|line| !known.contains(line.as_str())).count();
    let surplus = before.iter().filter(|line| !wanted.contains(line.as_str())).count();
    let count = |count: usize| if count == 1 { "1 line".to_owned() } else { format!("{count} lines") };
    match (missing, surplus) {
        (0, 0) => "with the same lines in another order or form".to_owned(),
        (missing, 0) => format!("{} missing", count(missing)),
        (0, surplus) => format!("{} too many", count(surplus)),
        (missing, surplus) => format!("{} missing and {} too many", count(missing), count(surplus)),
    }
}

/// The command that writes what this one checked.
fn again(arguments: &IndexArguments, name: &str) -> String {
    let mut again = "copydesk index".to_owned();
    let at = &arguments.at;
    let mut add = |option: &str, value: &str| {
        let _ = write!(again, " {option} {}", quoted(value));
    };
    if let Some(house) = &at.house {
        add("--house", house);
    }
    if let Some(config) = &at.config {
        add("--config", &config.to_string_lossy());
    }
    if let Some(format) = arguments.format {
        add("--format", format.name());
    }
    add("--write", name);
    if at.isolated {
        again.push_str(" --isolated");
    }
    if arguments.by_year {
        again.push_str(" --by-year");
    }
    again
}
