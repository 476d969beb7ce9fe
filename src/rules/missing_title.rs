//! `missing-title`. What a title should look like is for `title-shape`; a house that wants it in a field has `missing-field`.

use crate::house::TitleFrom;
use crate::rules::{Context, Findings, rule};

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
    "missing-title", Header, Error, fix: None, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    if cx.is_header_cut_off() {
        return;
    }
    let is_open = cx.house.title_format.from == TitleFrom::None || cx.house.wants_title_as_field();
    if cx.note.header.title.is_empty() && !is_open {
        let help = match cx.house.title_format.from {
            TitleFrom::FrontMatter => "write it as `title:` in the front matter",
            _ => "write one line above the author that says what the note is about",
        };
        findings.push(cx.finding("the note has no title", cx.number_line_or_opening()).help(help));
    }
}
