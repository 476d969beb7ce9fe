//! `long-title`. It counts lines, and characters where the house says how many there may be.

use crate::house::Misfit;
use crate::prose::Prose;
use crate::rules::{Context, Finding, Findings, rule};

rule! {
    /// The title takes more lines than the house allows
    ///
    /// A title that runs on has become a summary, or a line above the title or below it belongs somewhere else: a picture's caption, a
    /// sub-title. A house says how many lines a title may take.
    ///
    /// ```header bad
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return
    /// to work after nine days of talks
    /// and a night without any
    /// Ines Okafor
    /// ```
    ///
    /// ```header good
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return
    /// to work after nine days of talks
    /// Ines Okafor
    /// ```
    ///
    /// To mend it, shorten the title, or give the line that is none its own place.
    "long-title", Header, Warning, fix: None, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let (title, most) = (&cx.note.header.title, cx.house.header.title_lines);
    let Some(line) = title.get(most) else { return findings.extend(too_many_characters(cx)) };
    let allowed = if most == 1 { "one".to_owned() } else { most.to_string() };
    let finding = cx
        .finding(format!("the title takes {} lines, and the house allows {allowed}", title.len()), line.whole())
        .related(title.first().map(|first| cx.label(first.whole(), "the title begins here")))
        .help("shorten the title, or move the line that is no part of it");
    findings.push(finding);
}

/// A title of more characters than `[title]` allows.
fn too_many_characters(cx: &Context<'_>) -> Option<Finding> {
    let title = &cx.note.header.title;
    let count = || crate::house::character_count(&title.iter().map(Prose::text).collect::<Vec<_>>().join(" "));
    let first = title.first()?;
    let Misfit::TooLong(count, most, place) = cx.house.title_format.length.misfit(count)? else { return None };
    let finding = cx
        .finding(format!("the title has {count} characters, and the house allows {most}"), first.whole())
        .related(cx.house.label_at(place, "the house says so here"))
        .help("shorten the title");
    Some(finding)
}
