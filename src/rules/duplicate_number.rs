//! `duplicate-number`. Which of two notes should keep the number, only their authors know: it points at the one that came later.

use crate::rules::{Context, Findings, rule};

rule! {
    /// Two notes of the series have one number
    ///
    /// A number names a note. Two authors who write at the same time take the same number easily, each on a branch of their own, and no
    /// merge tells them: the files have different names. With `--base`, the numbers of other branches are looked at too.
    ///
    /// One of the two is told: the one that is not in the archive yet or not on the other branch, else the one with the later date, else
    /// the one whose path comes later.
    ///
    /// ```archive given
    /// Harbour Notes # 11, 8 May 2021
    /// Port Ellery: The dockers walk out
    /// Ines Okafor
    ///
    /// Harbour Notes # 12, 9 May 2021
    /// Varnholm: A harbour master resigns
    /// Tomas Reyes
    /// ```
    ///
    /// ```header bad
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header fixed
    /// Harbour Notes # 13, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header good
    /// Harbour Notes # 13, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// To mend it, agree on who keeps the number; the other takes the next free one. `copydesk renumber` also changes the file's name and
    /// what refers to the note.
    "duplicate-number", Series, Error, fix: Unsafe, check: Head(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let Some((series, index)) = cx.entry() else { return };
    let (Some(other), Some(number), Some(numbers)) = (series.twin(index), cx.note.header.number, cx.note.header.numbers()) else { return };
    let title = other.title.as_ref().map(|title| format!(": “{}”", title.value)).unwrap_or_default();
    let message = match other.numbers {
        Some(others) if numbers.is_range() || others.is_range() => {
            let (number, are) = if numbers.is_range() { ("numbers", "are not all") } else { ("number", "is not") };
            format!("{number} {numbers} {are} free: a note {} has {others}{title}", other.whereabouts())
        }
        _ => format!("number {numbers} is taken already by a note {}{title}", other.whereabouts()),
    };
    let free = series.proposal(index).map(|free| format!(": {free} is free")).unwrap_or_default();
    let help = format!("agree on who keeps the number, and give the other note the next free one{free}");
    let fix = if numbers.is_range() { None } else { cx.renumber(number.span) };
    findings.push(
        cx.finding(message, number.span)
            .related(other.label("the other note"))
            .between(vec![series.entries()[index].key(), other.key()], other.numbers.map(|run| run.first))
            .help(help)
            .fix(fix),
    );
}
