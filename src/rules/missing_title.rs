//! `missing-title`. What a title should look like is for `title-shape`; a house that wants it in a field has `missing-field`.

use crate::finding::Findings;
use crate::house::Role;
use crate::rules::{Check, Context, rule};

rule! {
    /// The note has no title
    ///
    /// The title is what a reader of the listing sees, and often all of it.
    ///
    /// ```header bad
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// By Ines Okafor
    /// ```
    ///
    /// ```header good
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// To mend it, write one line between the number line and the author that says what the note is about.
    "missing-title", Header, Error, fix: None,
    check: Check::Note(check),
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    if cx.is_header_cut_off() {
        return;
    }
    let wanted_as_field = cx.house.fields.iter().any(|field| field.role == Role::Title && field.required.is_some());
    if cx.note.header.title.is_empty() && !wanted_as_field {
        let help = "write one line above the author that says what the note is about";
        findings.push(cx.finding("the note has no title", cx.number_line_or_opening()).help(help));
    }
}
