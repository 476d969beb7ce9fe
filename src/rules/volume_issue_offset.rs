//! `volume-issue-offset`. Which volume a date belongs to it does not ask: volumes overlap, and no series keeps to the calendar.

use crate::rules::{Context, Findings, rule};
use crate::series::Shift;

rule! {
    /// Number and issue do not run together
    ///
    /// A series that counts issues within a volume counts every note twice: the number goes on, the issue begins again with each volume. Within
    /// a volume the two stay the same distance apart, so where the distance changes, one of them is wrong.
    ///
    /// ```archive given
    /// Harbour Notes # 10, 1 May 2021, Vol. 3, No. 4
    /// Varnholm: A harbour master resigns
    /// Tomas Reyes
    ///
    /// Harbour Notes # 11, 8 May 2021, Vol. 3, No. 5
    /// Port Ellery: The dockers walk out
    /// Ines Okafor
    /// ```
    ///
    /// ```header bad
    /// Harbour Notes # 12, 15 May 2021, Vol. 3, No. 7
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header good
    /// Harbour Notes # 12, 15 May 2021, Vol. 3, No. 6
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// A double issue takes as many issues as numbers:
    ///
    /// ```header bad
    /// Harbour Notes # 12-13, 15 May 2021, Vol. 3, No. 6-8
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header good
    /// Harbour Notes # 12-13, 15 May 2021, Vol. 3, No. 6-7
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// To mend it, check the number, the volume and the issue against the note before.
    "volume-issue-offset", Series, Warning, fix: None, check: Head(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let (Some(issue), Some(numbers)) = (cx.note.header.issue, cx.note.header.numbers()) else { return };
    // The one line tells, whatever the archive says.
    if numbers.last - numbers.first != issue.value.last.saturating_sub(issue.value.first) {
        let message = format!("No. {numbers} and issue {} are ranges of unequal length", issue.value);
        findings.push(cx.finding(message, issue.span).help("a double issue takes as many issues as numbers"));
        return;
    }
    let Some((series, index)) = cx.archived() else { return };
    let finding = match series.shift(index) {
        None | Some(Shift::Length) => return,
        Some(Shift::Offset { expected, beside }) => {
            let other = &series.entries()[*beside];
            let (Some(other_numbers), Some(other_issue)) = (other.numbers, other.issue) else { return };
            let message = format!(
                "issue {} does not go with No. {numbers}: since No. {other_numbers} is issue {}, this would be issue {expected}",
                issue.value, other_issue.value
            );
            let label = other.label_at(other_issue.span, &format!("the issue of No. {other_numbers}"));
            cx.finding(message, issue.span).related(label).help("check the number, the volume and the issue of both notes")
        }
    };
    findings.push(finding);
}
