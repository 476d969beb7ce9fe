//! `unbalanced-brackets`. Braces and angle brackets are not looked at: prose has none.

use crate::draft::{Kind, Paragraph};
use crate::prose::Prose;
use crate::rules::{Context, Finding, Findings, rule};

use across::unclosed;
use pairs::{Loose, loose};

mod across;
mod looks;
mod pairs;

rule! {
    /// A bracket is opened and not closed, or closed and not opened
    ///
    /// Where one half of a pair is missing, nobody knows where the aside ends and the sentence goes on. Often more than the bracket was
    /// lost.
    ///
    /// ```events bad
    /// On 11 May, the dockers of Port Ellery (four hundred of them voted to return to work. The vote ended a strike of nine days.
    /// ```
    ///
    /// ```events bad
    /// On 11 May, the dockers of Port Ellery voted to return to work. The vote ended a strike of nine days (the longest) since 2009).
    /// ```
    ///
    /// The mark of a list is half a pair, and so are a smile and an interval. An aside may run over several paragraphs:
    ///
    /// ```events good
    /// On 11 May, the dockers of Port Ellery voted a) to return to work and b) to keep the fund, which pays [0, 5) crowns a day.
    ///
    /// (They had voted before, in the rain.
    ///
    /// Nobody had counted the votes then.)
    /// ```
    ///
    /// To mend it, put the other half where the aside ends or begins, or take this half out.
    "unbalanced-brackets", Prose, Warning, fix: None, where: BRACKET, check: Part(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let title: Vec<&Prose> = cx.note.header.title.iter().collect();
    report(cx, &title, findings);
    let sections = cx.note.sections.iter().map(|section| section.paragraphs.as_slice());
    for paragraphs in std::iter::once(cx.note.preamble.as_slice()).chain(sections) {
        let read = |paragraph: &&Paragraph| paragraph.kind == Kind::Body;
        let texts: Vec<&Prose> = paragraphs.iter().filter(read).map(|paragraph| &paragraph.prose).collect();
        report(cx, &texts, findings);
    }
}

/// Tells of the brackets in `texts`, which follow one another, that have no other half.
fn report(cx: &Context<'_>, texts: &[&Prose], findings: &mut Findings) {
    let alone = unclosed(texts, |prose| (loose(prose), prose.text().len()));
    findings.extend(alone.into_iter().map(|(index, half)| finding(cx, texts[index], half)));
}

fn finding(cx: &Context<'_>, prose: &Prose, half: Loose) -> Finding {
    let (message, help) = if half.opens {
        ("a bracket is opened here and not closed in its paragraph", "put the other half where the aside ends, or take this one out")
    } else {
        ("a bracket is closed here and not opened in its paragraph", "put the other half where the aside begins, or take this one out")
    };
    cx.finding(message, prose.span(half.at..half.at + 1)).help(help)
}
