//! `undefined-acronym`. Whether the letters fit the name they are introduced with is not asked.

use std::collections::{HashMap, HashSet};

use crate::acronym::{Acronym, acronyms, names};
use crate::draft::Kind;
use crate::rules::{Context, Finding, Findings, Safety, Span, rule};

use passages::Passages;

mod passages;

rule! {
    /// An acronym is never introduced
    ///
    /// A reader who does not know the letters stops at them, and they are hard to look up: many bodies share them. Three capitals or more
    /// want their name once in the note, with the letters in brackets; those that the house or `acronyms` in lint.toml lists do not. The
    /// finding stands on the first use.
    ///
    /// ```events bad
    /// On 11 May, the dockers of Port Ellery voted to return to work. The PEDU called it a victory. The owners of the PEDU hall did not.
    /// ```
    ///
    /// Where the name is spelt out and only the brackets are missing, the finding points at it:
    ///
    /// ```events bad
    /// On 11 May, the Port Ellery Dockers Union voted to return to work. On the steps of the hall, the PEDU called it a victory.
    /// ```
    ///
    /// ```events fixed
    /// On 11 May, the Port Ellery Dockers Union (PEDU) voted to return to work. On the steps of the hall, the PEDU called it a victory.
    /// ```
    ///
    /// Roman numerals, codes and words in quotations want no introduction:
    ///
    /// ```events good
    /// On 11 May, in the reign of Ferdinand XIV, the dockers of Port Ellery voted to return to work. A banner said: "VIVA PEDU."
    /// ```
    ///
    /// Of two acronyms that differ by one letter, the rarer is a slip, and a matter for `acronym-variant` alone.
    ///
    /// To mend it, write the name out where the letters first stand, and put them after it in brackets.
    "undefined-acronym", Prose, Advice, fix: Unsafe, where: ACRONYM, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let mut introduced = HashSet::new();
    for prose in cx.note.header.lines().chain(cx.note.headings().map(|heading| &heading.text)) {
        introduced.extend(acronyms(prose).filter(Acronym::introduces).map(|acronym| acronym.letters));
    }
    let (mut used, mut seen) = (Vec::new(), HashSet::new());
    for paragraph in cx.note.paragraphs() {
        let mut passages = Passages::of(paragraph, cx.house);
        let past_ordinal = paragraph.point.as_ref().map_or(0, |point| point.word.end);
        for acronym in acronyms(&paragraph.prose).filter(|acronym| acronym.range.start >= past_ordinal) {
            if introduced.contains(acronym.letters) {
                continue;
            }
            if acronym.introduces() {
                introduced.insert(acronym.letters);
            } else if !seen.contains(acronym.letters) && passages.may_use(&acronym.range) {
                seen.insert(acronym.letters);
                if !cx.knows(&acronym) {
                    used.push((paragraph.span_of(&acronym.range), acronym));
                }
            }
        }
    }
    used.retain(|(_, acronym)| !introduced.contains(acronym.letters) && !introduced.contains(acronym.stem()));
    leave_slips(cx, &introduced, &mut used);
    if used.is_empty() {
        return;
    }
    let wanted: Vec<&str> = used.iter().map(|(_, acronym)| acronym.letters).collect();
    let (spelt_out, in_title) = (spelt_out(cx, &wanted), spelt_out_in_title(cx, &wanted));
    for (span, acronym) in &used {
        let letters = acronym.letters;
        let finding = match (spelt_out.get(letters), in_title.get(letters)) {
            (None, Some(name)) => only_in_title(cx, *span, letters, *name),
            (name, _) => undefined(cx, *span, letters, name.copied()),
        };
        findings.push(finding);
    }
}

/// Of a slip, and of an acronym that is introduced by one, `acronym-variant` speaks.
fn leave_slips(cx: &Context<'_>, introduced: &HashSet<&str>, used: &mut Vec<(Span, Acronym<'_>)>) {
    if !used.iter().any(|(_, acronym)| acronym.is_long()) {
        return;
    }
    let slips = cx.note.acronym_slips(|acronym| cx.knows(acronym));
    let spoken_of: HashSet<&str> =
        slips.iter().flat_map(|slip| [Some(slip.letters), introduced.contains(slip.letters).then_some(slip.meant)]).flatten().collect();
    used.retain(|(_, acronym)| !spoken_of.contains(acronym.stem()));
}

fn undefined(cx: &Context<'_>, span: Span, letters: &str, name: Option<Span>) -> Finding {
    let Some(name) = name else {
        let help = format!("write the name out at its first use, followed by `({letters})`");
        return cx.finding(format!("`{letters}` is never introduced"), span).help(help);
    };
    let full = cx.draft.source.slice(name);
    cx.finding(format!("`{letters}` is never introduced, though its name is spelt out"), span)
        .related(cx.label(name, format!("`{letters}` seems to stand for this")))
        .help(format!("write `({letters})` after `{full}`"))
        .fix(cx.fix(format!("write `({letters})` after the name"), Safety::Unsafe, Span::at(name.end as usize), format!(" ({letters})")))
}

fn only_in_title(cx: &Context<'_>, span: Span, letters: &str, name: Span) -> Finding {
    cx.finding(format!("`{letters}` is never introduced, though the title spells its name out"), span)
        .related(cx.label(name, format!("`{letters}` seems to stand for this")))
        .help(format!("write `{}` here too, followed by `({letters})`", cx.draft.source.slice(name)))
}

/// Where the body first spells out the name of each of `wanted`.
fn spelt_out<'a>(cx: &Context<'a>, wanted: &[&'a str]) -> HashMap<&'a str, Span> {
    let mut places = HashMap::new();
    for paragraph in cx.note.paragraphs().filter(|paragraph| paragraph.kind == Kind::Body) {
        for (letters, range) in names(paragraph.prose.text(), wanted) {
            if !paragraph.is_quoted(&range) {
                places.entry(letters).or_insert_with(|| paragraph.span_of(&range));
            }
        }
    }
    places
}

/// Where the title spells out the name of each of `wanted`.
fn spelt_out_in_title<'a>(cx: &Context<'a>, wanted: &[&'a str]) -> HashMap<&'a str, Span> {
    let lines = cx.note.header.title.iter();
    lines.flat_map(|line| names(line.text(), wanted).into_iter().map(|(letters, range)| (letters, line.span(range)))).collect()
}
