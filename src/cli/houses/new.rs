//! `houses new`: a house derived from good notes. What the notes have in common is for `derive` to say; no file is overwritten.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::End;
use crate::cli::check::print_faults;
use crate::cli::streams::{Streams, complain};
use crate::derive::{Derived, Refusal, derive};
use crate::draft::Syntax;
use crate::lint;
use crate::source::Source;
use crate::visible::one_line;
use crate::workspace::session::syntax_of;
use crate::workspace::texts::{self, Opened, Texts};
use crate::workspace::{Failure, bounds, paths, unreadable, write};

/// Notes that a house is derived from: more would tell nothing new.
const MOST_NOTES: usize = 5000;

/// Notes from which a house is doubtful in many things.
const FEW_NOTES: usize = 5;

/// `copydesk houses new`.
pub(super) fn new(from: &[PathBuf], output: Option<&Path>, streams: &mut Streams) -> Result<End, Failure> {
    let output = output.filter(|output| *output != Path::new("-"));
    if let Some(output) = output {
        check_target(output)?;
    }
    let current = paths::current_folder()?;
    let mut notes = Vec::new();
    let mut faults = Vec::new();
    for path in files(from, &current)? {
        let name = paths::name_of(&path, &current);
        match Texts::default().table(&path, &name, texts::DRAFT)? {
            Opened::Text(source) => notes.push((source, syntax_of(&name))),
            Opened::NotText(finding) => faults.push(*finding),
        }
    }
    if !faults.is_empty() {
        print_faults(vec![lint::faults(faults)]);
        return Ok(End::NotDone);
    }
    let derived = derive(without_twins(notes), &house_name(output)).map_err(refused)?;
    for (file, why) in &derived.left_out {
        complain(&one_line(&format!("{file} is left out: {why}")));
    }
    let Some(output) = output else {
        streams.print(&derived.text)?;
        return Ok(End::Clean);
    };
    let made = paths::written(output);
    write::create(output, &made, &derived.text)?;
    streams.print(&summary(&made, &derived))?;
    Ok(End::Clean)
}

fn check_target(output: &Path) -> Result<(), Failure> {
    let made = paths::written(output);
    bounds::keep_in(output, &made)?;
    if output.extension().is_none_or(|ending| ending != "toml") {
        return Err(Failure::new(format!("`{made}` is no name for a house format"), "end the name in .toml"));
    }
    if fs::symlink_metadata(output).is_ok() {
        let help = "give the house another name: `-o FILE`";
        return Err(Failure::new(format!("`{made}` exists already, and is left as it is"), help));
    }
    Ok(())
}

/// The files that are asked for, and those in folders that are, in order and each once.
fn files(from: &[PathBuf], current: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in from {
        let absolute = paths::absolute(current, path);
        if absolute.is_dir() {
            drafts_in(&absolute, &mut files)?;
        } else if fs::symlink_metadata(&absolute).is_err() {
            return Err(unreadable::missing(&paths::written(path)));
        } else {
            files.push(absolute);
        }
        if files.len() > MOST_NOTES {
            let help = "ten or twenty good notes say what the others would say";
            return Err(Failure::new(format!("there are more than {MOST_NOTES} notes to derive a house from"), help));
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    files.retain(|file| seen.insert(file.clone()));
    Ok(files)
}

fn drafts_in(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let failed = |error: &std::io::Error| unreadable::cannot_read(&paths::written(folder), error);
    let mut entries: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| failed(&error))? {
        entries.push(entry.map_err(|error| failed(&error))?.path());
    }
    entries.sort();
    for entry in entries {
        let hidden = entry.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let is_link = fs::symlink_metadata(&entry).is_ok_and(|found| found.is_symlink());
        if hidden || is_link {
            continue;
        }
        if entry.is_dir() {
            drafts_in(&entry, files)?;
        } else if paths::is_draft(&entry) {
            files.push(entry);
        }
        if files.len() > MOST_NOTES {
            return Ok(());
        }
    }
    Ok(())
}

/// The notes without copies: two files with the same text tell no more than one.
fn without_twins(notes: Vec<(Arc<Source>, Syntax)>) -> Vec<(Arc<Source>, Syntax)> {
    let mut kept: Vec<(Arc<Source>, Syntax)> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for note in notes {
        if seen.insert(note.0.text().trim().to_owned()) {
            kept.push(note);
        }
    }
    kept
}

/// What settings are to call the house: the name of its file.
fn house_name(output: Option<&Path>) -> String {
    let stem = output.and_then(Path::file_stem).map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    let plain: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let plain = plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    if plain.is_empty() { "ours".to_owned() } else { plain }
}

fn summary(made: &str, derived: &Derived) -> String {
    let few = if derived.notes < FEW_NOTES { ". So few notes leave much in doubt: more of them make a better house" } else { "" };
    let made = one_line(made);
    format!(
        "{made} is written, from {} notes{few}.\nRead it through, and take the `#` away from what is right. Then: copydesk houses test {made}\n",
        derived.notes
    )
}

fn refused(refusal: Refusal) -> Failure {
    match refusal {
        Refusal::TooFew(0) => Failure::new("there is no note to derive a house from", "name good notes of the series: `--from good/*.md`"),
        Refusal::TooFew(_) => {
            let help = "name two at least, and better ten: what they share is the house, what changes is the note";
            Failure::new("one note does not tell what it has in common with others", help)
        }
        Refusal::NothingShared(of) => {
            let told = of.into_iter().map(|(file, headings)| match headings.as_slice() {
                [] => format!("`{file}` has no heading"),
                headings => format!("`{file}` has `{}`", headings.join("`, `")),
            });
            let told = told.collect::<Vec<_>>().join("; ");
            let help = if told.is_empty() { String::new() } else { format!("{told}. ") };
            Failure::new("the notes have no headings in common", format!("{help}Name good notes of one series"))
        }
        Refusal::Unsound(fault) => {
            let help = "this is a mistake in copydesk: please report it, with the notes if you may";
            Failure::new(format!("no house could be written from these notes (line {fault})"), help)
        }
    }
}
