//! `duplicate-paragraph`. Paragraphs that are nearly the same are not looked for, nor those of other notes.

use std::collections::HashMap;

use crate::draft::{Kind, Paragraph};
use crate::rules::{Context, Finding, Findings, Fix, Safety, Span, rule};

rule! {
    /// A paragraph stands twice in a note
    ///
    /// A paragraph that was moved by copying is left behind where it was, and nobody who knows the text sees it. The finding stands on
    /// the second.
    ///
    /// ```events bad
    /// On 11 May, the dockers of Port Ellery voted to return to work. The vote ended a strike of nine days.
    ///
    /// The mayor thanked both sides for their patience in a letter from the town hall.
    ///
    /// The mayor thanked both sides for their patience in a letter from the town hall.
    /// ```
    ///
    /// ```events fixed
    /// On 11 May, the dockers of Port Ellery voted to return to work. The vote ended a strike of nine days.
    ///
    /// The mayor thanked both sides for their patience in a letter from the town hall.
    /// ```
    ///
    /// A short formula may come back, and so may what is quoted:
    ///
    /// ```events good
    /// On 11 May, the dockers of Port Ellery voted to return to work. The vote ended a strike of nine days.
    ///
    /// The talks were put off.
    ///
    /// On 13 May, the owners came to the table again.
    ///
    /// The talks were put off.
    /// ```
    ///
    /// In a section that stands twice, `duplicate-section` speaks of all of it. To mend it, take one of the two out.
    "duplicate-paragraph", Prose, Warning, fix: Unsafe, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let mut paragraphs: Vec<(Outline, &Paragraph)> = paragraphs(cx).map(|paragraph| (Outline::of(paragraph.words()), paragraph)).collect();
    // Those of one outline side by side, in order of place: texts are only compared where there is more than one.
    paragraphs.sort_by_key(|(outline, _)| *outline);
    let alike = paragraphs.chunk_by(|one, other| one.0 == other.0).filter(|alike| alike.len() > 1);
    for alike in alike {
        let mut first: HashMap<&str, &Paragraph> = HashMap::new();
        for (_, paragraph) in alike.iter().filter(|(_, paragraph)| paragraph.is_distinct()) {
            match first.get(paragraph.words()) {
                Some(first) => findings.push(report(cx, first, paragraph)),
                None => {
                    first.insert(paragraph.words(), paragraph);
                }
            }
        }
    }
}

/// The author's running text, but for sections that stand twice.
fn paragraphs<'a>(cx: &Context<'a>) -> impl Iterator<Item = &'a Paragraph> {
    let sections = &cx.note.sections;
    let twice = |index: usize| sections[..index].iter().any(|before| before.spec == sections[index].spec);
    let own = sections.iter().enumerate().filter(move |(index, _)| !twice(*index)).flat_map(|(_, section)| &section.paragraphs);
    cx.note.preamble.iter().chain(own).filter(|paragraph| paragraph.kind == Kind::Body)
}

/// What tells nearly all texts apart without reading them: their length, and how they begin and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Outline(usize, [u8; 16], [u8; 16]);

impl Outline {
    fn of(text: &str) -> Outline {
        let bytes = text.as_bytes();
        let (first, last) = (bytes.first_chunk().copied(), bytes.last_chunk().copied());
        Outline(bytes.len(), first.unwrap_or_default(), last.unwrap_or_default())
    }
}

fn report(cx: &Context<'_>, first: &Paragraph, second: &Paragraph) -> Finding {
    let title = "take the second of the two paragraphs out";
    let fix = Fix::new(title, Safety::Unsafe, &cx.draft.source, whole_lines(cx, second.span), "");
    cx.finding("this paragraph stands here a second time", second.prose.whole())
        .related(cx.label(first.prose.whole(), "the first time"))
        .help("take one of the two out")
        .fix(fix)
}

/// The lines of a paragraph, and the empty ones after it: those before the next then part its neighbours.
fn whole_lines(cx: &Context<'_>, paragraph: Span) -> Span {
    let source = &cx.draft.source;
    let mut next = source.line_of(paragraph.end) + 1;
    while next < source.line_count() && source.slice(source.line(next)).trim().is_empty() {
        next += 1;
    }
    let text = source.text();
    let start = source.line(source.line_of(paragraph.start)).start;
    if next < source.line_count() {
        return Span { start, end: source.line(next).start };
    }
    // The last of the file: the empty lines before it go.
    let kept = text[..start as usize].trim_end().len();
    let end = text[..paragraph.end as usize].trim_end().len();
    Span::new(kept, end)
}
