//! `missing-number-line`. A line that is meant as one is never missing: `malformed-number-line` speaks of it.

use crate::house::Role;
use crate::rules::{Context, Findings, rule};

rule! {
    /// The note has no number line
    ///
    /// The number line says which series the note belongs to, which number it bears and when it was written. Without it nobody can cite
    /// the note, and the archive cannot list it. The series' name alone on a line is a banner, not a number line.
    ///
    /// ```header bad
    /// Harbour Notes
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header good
    /// Harbour Notes
    ///
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// To mend it, write the line above the title. Where the number is not assigned yet, leave it open with `# XX`.
    "missing-number-line", Header, Error, fix: None, check: Head(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    if cx.is_header_cut_off() {
        return;
    }
    // A time that the house says nothing of had no number lines.
    let Some(template) = cx.house.number_line_on(cx.day()) else { return };
    // A number that cannot be read is a matter for `field-value`.
    let given = cx.note.header.given.iter().any(|given| given.role == Role::Number);
    if cx.note.header.number_line.is_some() || cx.note.header.number.is_some() || given {
        return;
    }
    let finding = cx
        .finding(format!("the {} has no number line", cx.called()), cx.opening())
        .related(cx.house.label(template, "the house writes it like this"))
        .help(format!("write it above the title: the house writes it like this: `{}`", template.text()));
    findings.push(finding);
}
