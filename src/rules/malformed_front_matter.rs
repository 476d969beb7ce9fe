//! `malformed-front-matter`. Fields that can be made out all the same are used.

use crate::rules::{Context, Findings, rule};

rule! {
    /// The front matter cannot be read
    ///
    /// Front matter between lines of `---` is YAML, between lines of `+++` TOML. A slip in it hides its fields from every program that reads
    /// them. The most usual one is a title with a colon in it and no quotation marks around it:
    ///
    /// ```header-markdown bad
    /// ---
    /// number: 12
    /// date: 2021-05-15
    /// title: Port Ellery: Dockers return to work
    /// author: Ines Okafor
    /// ---
    /// ```
    ///
    /// ```header-markdown good
    /// ---
    /// number: 12
    /// date: 2021-05-15
    /// title: "Port Ellery: Dockers return to work"
    /// author: Ines Okafor
    /// ---
    /// ```
    ///
    /// To mend it, look at the line that the finding points at, and the one before it.
    "malformed-front-matter", Header, Warning, fix: None, check: Part(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let Some((span, said)) = &cx.draft.front_matter_fault else { return };
    if cx.note.span.contains(span.start) {
        let is_fence = matches!(cx.draft.source.slice(*span).trim(), "---" | "+++");
        let help = if is_fence { "put the same line under its last line" } else { HELP };
        findings.push(cx.finding(format!("the front matter cannot be read: {said}"), *span).help(help));
    }
}

const HELP: &str = "put values with a colon, a `#` or a quotation mark in them between double quotation marks";
