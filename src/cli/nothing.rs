//! What to say, and how to end, where nothing was checked. What was checked is not told here.

use crate::cli::args::Drafts;
use crate::cli::run::Plan;
use crate::cli::streams::complain;
use crate::cli::{End, Trouble};
use crate::lint::{Outcome, Summary};
use crate::settings::{Globs, Settings};

/// What to say, and how to end, where nothing was checked. Whatever else went wrong has been told.
pub(crate) fn nothing(outcome: &Outcome, plan: &Plan, arguments: &Drafts, end: End) -> End {
    let kept_back = plan.kept_back();
    if kept_back > 0 {
        complain(&format!("{} not checked because of the faults above", drafts(kept_back)));
    }
    let Summary { files, skipped, .. } = outcome.summary;
    if files > 0 || end == End::NotDone {
        return End::Clean;
    }
    let unchanged = plan.jobs.iter().filter(|job| job.unchanged).count();
    if unchanged > 0 && skipped == 0 {
        complain(&format!("nothing to check: {} no different from the base", drafts(unchanged)));
        return End::Clean;
    }
    if plan.excluded > 0 && skipped == 0 {
        complain(&format!("nothing to check: {} excluded by lint.toml", drafts(plan.excluded)));
        return End::Clean;
    }
    let place = plan.looked_in.join(", ");
    if arguments.allow_empty {
        complain(&format!("nothing to check in {place}"));
        return End::Clean;
    }
    trouble(skipped, &place, plan).tell();
    End::NotDone
}

fn trouble(skipped: usize, place: &str, plan: &Plan) -> Trouble {
    let help = "drafts end in .md, .markdown, .txt or .text; name a file by hand to have it checked, or pass `--allow-empty` if this is as it should be";
    if skipped > 0 {
        return Trouble::new(format!("nothing to check: no file in {place} is a draft"), help);
    }
    let said = plan.narrowing.iter().filter_map(|index| plan.configurations.get(*index).settings.as_ref());
    let said: Vec<String> = said.map(narrowing).collect();
    if said.is_empty() {
        return Trouble::new(format!("nothing to check: there is no draft in {place}"), help);
    }
    Trouble::new(
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
