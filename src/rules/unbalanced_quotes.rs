//! `unbalanced-quotes`. Single marks are not counted: most of them are apostrophes.

use crate::draft::{Kind, Paragraph};
use crate::rules::{Context, Findings, rule};

rule! {
    /// A quotation is opened and not closed
    ///
    /// Where the closing mark is missing, nobody knows where the speaker's words end and the author's begin. The rules of style cannot
    /// know it either: they leave the rest of the paragraph alone.
    ///
    /// ```events bad
    /// On 11 May, the dockers of Port Ellery called the vote "a good day. They returned to work.
    /// ```
    ///
    /// A quotation that runs on may open each of its paragraphs, and be closed in the last. Marks that stand for inches are none:
    ///
    /// ```events good
    /// On 11 May, the dockers of Port Ellery voted to return to work. The mayor wrote: "It was a long strike.
    ///
    /// "It was hard on all of us. We have measured it with a 12" rule."
    /// ```
    ///
    /// To mend it, put the closing mark where the quotation ends.
    "unbalanced-quotes", Prose, Warning, fix: None, where: QUOTE, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let sections = cx.note.sections.iter().map(|section| section.paragraphs.as_slice());
    for paragraphs in std::iter::once(cx.note.preamble.as_slice()).chain(sections) {
        let mut open = false;
        for (index, paragraph) in paragraphs.iter().enumerate() {
            let was_open = std::mem::replace(&mut open, false);
            let Some(at) = paragraph.unclosed.filter(|at| is_counted(paragraph, *at)) else { continue };
            let closes = closes_word(paragraph.prose.text(), at);
            open = !closes;
            let runs_on = paragraphs.get(index + 1).is_some_and(opens_with_mark);
            if (closes && was_open) || (!closes && (runs_on || is_reopened(cx, paragraph, at))) {
                continue;
            }
            let length = paragraph.prose.text()[at..].chars().next().map_or(1, char::len_utf8);
            let (message, help) = if closes {
                ("a quotation is closed here and not opened in its paragraph", "put the opening mark where the quotation begins")
            } else {
                ("a quotation is opened here and not closed in its paragraph", "put the closing mark where the quotation ends")
            };
            findings.push(cx.finding(message, paragraph.span_of(&(at..at + length))).help(help));
        }
    }
}

/// Whether the mark at byte `at` is certain to be one. In a table it may be a ditto; where a figure's mark for inches may have been taken
/// for a closing one, and where marks point inwards, nothing is certain.
fn is_counted(paragraph: &Paragraph, at: usize) -> bool {
    let text = paragraph.prose.text();
    let measures = || text.as_bytes().windows(2).any(|pair| pair[0].is_ascii_digit() && pair[1] == b'"');
    match text[at..].chars().next() {
        _ if paragraph.kind == Kind::Aside => false,
        Some('"') => !measures(),
        Some('«') => !text.contains('»'),
        _ => true,
    }
}

/// Whether a straight mark stands right after a word and not before one.
fn closes_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let Some(rest) = text[at..].strip_prefix('"') else { return false };
    let opens = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | ':'));
    !opens && !rest.starts_with(char::is_alphanumeric)
}

/// Whether a later line of the paragraph opens with the mark once more: a running quotation, with no empty line between its paragraphs.
fn is_reopened(cx: &Context<'_>, paragraph: &Paragraph, at: usize) -> bool {
    let (text, source) = (paragraph.prose.text(), &cx.draft.source);
    let Some(mark) = text[at..].chars().next() else { return false };
    text[at..].match_indices(mark).skip(1).any(|(further, _)| {
        let place = paragraph.span_of(&(at + further..at + further + mark.len_utf8())).start;
        let line = source.line(source.line_of(place));
        source.text()[line.start as usize..place as usize].trim().is_empty()
    })
}

fn opens_with_mark(paragraph: &Paragraph) -> bool {
    paragraph.prose.text().starts_with(['"', '“', '„', '«', '»', '”'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_after_a_word_closes() {
        assert!(closes_word("They went\" home", 9));
        assert!(closes_word("They went.\"", 10));
        assert!(!closes_word("They \"went", 5));
        assert!(!closes_word("They said:\"Go", 10));
    }
}
