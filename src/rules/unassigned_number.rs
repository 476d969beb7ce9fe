//! `unassigned-number`. Which number is free, the series knows; without one it has no fix.

use crate::rules::{Context, Findings, rule};

rule! {
    /// The note's number is left open
    ///
    /// A draft may be written before its number is known. A note may not be published so: nobody could cite it, and two notes might end
    /// up with one number.
    ///
    /// ```archive given
    /// Harbour Notes # 11, 8 May 2021
    /// Port Ellery: The dockers walk out
    /// Ines Okafor
    /// ```
    ///
    /// ```header bad
    /// Harbour Notes # XX, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header fixed
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header bad
    /// Harbour Notes # ___, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header fixed
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
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
    /// To mend it, write the next free number of the series. Until then, nothing else is said about the number line.
    "unassigned-number", Header, Warning, fix: Unsafe, check: Head(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let Some(line) = &cx.note.header.number_line else { return };
    let Some(placeholder) = line.placeholder else { return };
    let span = if placeholder.is_empty() { line.text.whole() } else { placeholder };
    let help = "write the next free number of the series before publication";
    // Between the sign and what follows, room may have to be made.
    let fix = if placeholder.is_empty() { None } else { cx.renumber(placeholder) };
    findings.push(cx.finding(format!("the {}'s number is left open", cx.called()), span).help(help).fix(fix));
}
