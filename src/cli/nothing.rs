//! What to say, and how to end, where nothing was checked. What was checked is not told here.

use crate::cli::args::Drafts;
use crate::cli::streams::complain;
use crate::cli::{End, complain_of};
use crate::lint::{Outcome, Summary};
use crate::settings::{Globs, Settings};
use crate::workspace::Failure;
use crate::workspace::session::Session;

/// What to say, and how to end, where nothing was checked. Whatever else went wrong has been told.
pub(crate) fn nothing(outcome: &Outcome, session: &Session, arguments: &Drafts, end: End) -> End {
    let kept_back = session.kept_back();
    if kept_back > 0 {
        complain(&format!("{} not checked because of the faults above", drafts(kept_back)));
    }
    let Summary { files, skipped, .. } = outcome.summary;
    if files > 0 || end == End::NotDone {
        return End::Clean;
    }
    let unchanged = session.documents.iter().filter(|document| document.unchanged).count();
    if unchanged > 0 && skipped == 0 {
        complain(&format!("nothing to check: {} no different from the base", drafts(unchanged)));
        return End::Clean;
    }
    if session.excluded > 0 && skipped == 0 {
        complain(&format!("nothing to check: {} excluded by lint.toml", drafts(session.excluded)));
        return End::Clean;
    }
    if let Some(failure) = emptiness(outcome, session, arguments) {
        complain_of(&failure);
        return End::NotDone;
    }
    complain(&format!("nothing to check in {}", session.looked_in.join(", ")));
    End::Clean
}

/// What to say of a run that found nothing to check, unless that is as it should be.
pub(crate) fn emptiness(outcome: &Outcome, session: &Session, arguments: &Drafts) -> Option<Failure> {
    let Summary { files, skipped, .. } = outcome.summary;
    let is_unchanged = || session.documents.iter().any(|document| document.unchanged);
    let is_left_out = skipped == 0 && (session.excluded > 0 || is_unchanged());
    if files > 0 || arguments.allow_empty || is_left_out || session.kept_back() > 0 {
        return None;
    }
    Some(failure(skipped, &session.looked_in.join(", "), session))
}

fn failure(skipped: usize, place: &str, session: &Session) -> Failure {
    let help = "drafts end in .md, .markdown, .txt or .text; name a file by hand to have it checked, or pass `--allow-empty` if this is as it should be";
    if skipped > 0 {
        return Failure::new(format!("nothing to check: no file in {place} is a draft"), help);
    }
    let said = session.narrowing.iter().filter_map(|index| session.configurations.get(*index).settings.as_ref());
    let said: Vec<String> = said.map(narrowing).collect();
    if said.is_empty() {
        return Failure::new(format!("nothing to check: there is no draft in {place}"), help);
    }
    Failure::new(
        format!("nothing to check: {} no draft in {place}", said.join("; ")),
        "patterns count from the folder of lint.toml and reach no further: `notes/**` means every file under `notes`; change them under `[files]`, or name a file by hand",
    )
}

/// What a lint.toml says of where drafts are: "lint.toml includes `notes/**` and excludes `*.md`, which leaves".
fn narrowing(settings: &Settings) -> String {
    let patterns = |globs: &Globs| globs.patterns().iter().map(|pattern| format!("`{pattern}`")).collect::<Vec<_>>().join(", ");
    let include = settings.files.include.as_ref().map(|include| match include.patterns() {
        [] => "includes nothing (`include = []`)".to_owned(),
        _ => format!("includes {}", patterns(include)),
    });
    let exclude = (!settings.files.exclude.patterns().is_empty()).then(|| format!("excludes {}", patterns(&settings.files.exclude)));
    let both: Vec<String> = include.into_iter().chain(exclude).collect();
    format!("{} {}, which leaves", settings.source.name(), both.join(" and "))
}

/// What the report for people says of files that were passed over, for whoever reads another.
pub(crate) fn tell_skipped(skipped: usize) {
    if skipped > 0 {
        let whose = if skipped == 1 { "it" } else { "them" };
        complain(&format!("{} skipped: no banner, number line or heading of a house format in {whose}", drafts(skipped)));
    }
}

fn drafts(count: usize) -> String {
    if count == 1 { "1 file".to_owned() } else { format!("{count} files") }
}
