//! `mojibake`. Quotations are looked at too: nobody ever said `â€™`.

use crate::prose::mojibake::{self, LOST};
use crate::rules::{Context, Finding, Findings, Safety, Span, rule};

rule! {
    /// Characters stand for others: the text was read in the wrong encoding
    ///
    /// A program that takes one encoding for another turns an apostrophe into `â€™` and `é` into `Ã©`, and what it cannot read at all
    /// into `�`. It happens on the way from one program to the next, and readers take it for carelessness.
    ///
    /// ```events bad
    /// On 11 May, the dockers of Port Ellery voted to return to work. It wasnâ€™t a cafÃ© that they met in.
    /// ```
    ///
    /// ```events fixed
    /// On 11 May, the dockers of Port Ellery voted to return to work. It wasn’t a café that they met in.
    /// ```
    ///
    /// Letters that other languages write are what they are:
    ///
    /// ```events good
    /// On 11 May, the dockers of Port Ellery voted to return to work. A ship from São Luís brought câine and pâté.
    /// ```
    ///
    /// To mend it, paste the text anew from the program it was written in, or write what was meant.
    "mojibake", Prose, Error, fix: Unsafe, check: Part(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let note = cx.note;
    let end = note.furniture.as_ref().map_or(note.span.end, |furniture| furniture.span.start);
    let text = Span { start: note.span.start, end };
    for found in mojibake::find(cx.draft.source.slice(text)) {
        let span = Span::new(text.start as usize + found.range.start, text.start as usize + found.range.end);
        if is_read(cx, span) {
            findings.push(report(cx, span, found.meant.as_deref()));
        }
    }
}

/// Whether somebody reads the bytes of `span`: no code, and of the front matter only what the header shows.
fn is_read(cx: &Context<'_>, span: Span) -> bool {
    let header = &cx.note.header;
    let shown = || header.title.iter().chain(&header.byline).any(|prose| prose.whole().contains(span.start));
    !cx.draft.is_not_prose(span) || shown()
}

fn report(cx: &Context<'_>, span: Span, meant: Option<&str>) -> Finding {
    let written = cx.draft.source.slice(span);
    let Some(meant) = meant else {
        let message = if written.starts_with(LOST) {
            "a character was lost when the text was read in the wrong encoding"
        } else {
            "part of a character was lost when the text was read in the wrong encoding"
        };
        return cx.finding(message, span).help("write the character that the author wrote");
    };
    // Of two spaces one is enough.
    let text = if meant == "\u{a0}" && cx.draft.source.text()[span.end as usize..].starts_with(' ') { "" } else { meant };
    let shown = if meant.trim().is_empty() { "a space".to_owned() } else { format!("`{meant}`") };
    cx.finding(format!("`{written}` is what {shown} becomes when it is read in the wrong encoding"), span)
        .help(format!("write {shown}"))
        .fix(cx.fix(format!("write {shown}"), Safety::Unsafe, span, text))
}
