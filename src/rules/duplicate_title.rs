//! `duplicate-title`. Of two notes with one number it says nothing: that is for `duplicate-number`.

use crate::prose::Prose;
use crate::rules::{Context, Findings, rule};

rule! {
    /// Two notes of the series have one title
    ///
    /// A listing with the same title twice looks like a slip, and a reader who was sent to the one opens the other. Most often a draft began as
    /// a copy of an older note. Letter case and marks do not tell two titles apart.
    ///
    /// ```archive given
    /// Harbour Notes # 11, 8 May 2021
    /// Port Ellery: The dockers walk out
    /// Ines Okafor
    /// ```
    ///
    /// ```header bad
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: The Dockers Walk Out
    /// Ines Okafor
    /// ```
    ///
    /// ```header good
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// To mend it, say in the title what is new in this note.
    "duplicate-title", Series, Warning, fix: None, check: Head(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let (Some((series, index)), Some(title)) = (cx.entry(), cx.note.header.title.first()) else { return };
    let Some(other) = series.same_title(index) else { return };
    let (Some(numbers), Some(other_title)) = (other.numbers, &other.title) else { return };
    let message = format!("No. {numbers} has the same title");
    let label = other.label_at(other_title.span, &format!("the title of No. {numbers}"));
    findings.push(
        cx.finding(message, Prose::whole(title))
            .related(label)
            .between(vec![series.entries()[index].key(), other.key()], other.numbers.map(|run| run.first))
            .help("say in the title what is new in this note"),
    );
}
