//! `missing-byline`. Whether the author is a known one is not asked here.

use crate::rules::{Context, Findings, rule};

rule! {
    /// The note names no author
    ///
    /// An analysis is somebody's judgement. Readers want to know whose.
    ///
    /// ```header bad
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// ```
    ///
    /// ```header good
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// To mend it, write the author's name on the line under the title, and nothing else on that line.
    "missing-byline", Header, Error, fix: None, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    if cx.is_header_cut_off() {
        return;
    }
    let Some(asked) = cx.house.asks_for_byline(cx.day()) else { return };
    if cx.note.header.byline.is_none() {
        let finding = cx
            .finding("the note names no author", cx.title_or_opening())
            .related(cx.house.label_at(asked, "the house asks for it here"))
            .help("write the author's name on the line under the title");
        findings.push(finding);
    }
}
