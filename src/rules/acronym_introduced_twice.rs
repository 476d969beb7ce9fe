//! `acronym-introduced-twice`. A title and a caption are read by themselves, and introduce for themselves.

use std::collections::HashMap;

use crate::acronym::{acronyms, spelt_out_beside};
use crate::draft::Kind;
use crate::rules::{Context, Findings, Span, rule};

rule! {
    /// An acronym is introduced a second time
    ///
    /// Letters are put in brackets after a name so that the letters alone will do from there on. A name that comes with its letters again
    /// was pasted from another text, or the reader was not trusted. The finding stands on the letters of the second.
    ///
    /// ```events bad
    /// On 11 May, the Port Ellery Dockers Union (PEDU) voted to return to work. The mayor thanked the Port Ellery Dockers Union (PEDU).
    /// ```
    ///
    /// The name alone may come back, and other names may have the same letters:
    ///
    /// ```events good
    /// On 11 May, the Port Ellery Dockers Union (PEDU) voted to return to work. The Port Ellery Dockers Union met in the hall of the PEDU.
    /// ```
    ///
    /// To mend it, write the letters alone.
    "acronym-introduced-twice", Prose, Advice, fix: None, where: BRACKET, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let mut first: HashMap<(&str, String), Span> = HashMap::new();
    for paragraph in cx.note.paragraphs().filter(|paragraph| paragraph.kind == Kind::Body) {
        let prose = &paragraph.prose;
        // Letters are introduced by brackets, and few paragraphs have any.
        if prose.landmarks().brackets().next().is_none() {
            continue;
        }
        for acronym in acronyms(prose).filter(|acronym| !paragraph.is_quoted(&acronym.range)) {
            let Some(name) = spelt_out_beside(&acronym).filter(|_| acronym.introduces()) else { continue };
            let words: String = prose.text()[name].split_whitespace().rev().take(LAST).collect();
            let span = paragraph.span_of(&acronym.range);
            match first.get(&(acronym.letters, words.to_lowercase())) {
                Some(before) => {
                    let finding = cx.finding(format!("`{}` is introduced a second time", acronym.letters), span);
                    findings.push(finding.related(cx.label(*before, "the first time")).help(format!("write `{}` alone", acronym.letters)));
                }
                None => {
                    first.insert((acronym.letters, words.to_lowercase()), span);
                }
            }
        }
    }
}

/// Words of a name, from its end, that are compared.
const LAST: usize = 3;
