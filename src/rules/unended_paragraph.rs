//! `unended-paragraph`. Whether the stop is the right one is not asked; titles, headings and the items of a list need none.

use crate::draft::{Kind, Paragraph, Section, without_notes};
use crate::prose::{OBJECT, TextRange, mojibake};
use crate::rules::{Context, Findings, rule};

rule! {
    /// A paragraph ends without a full stop
    ///
    /// A paragraph that just stops leaves the reader wondering whether something is missing, and often something is: the last line of a
    /// text is the first to be lost when it is copied.
    ///
    /// ```events bad
    /// On 11 May, the dockers of Port Ellery voted to return to work. The vote ended a strike of nine days
    /// ```
    ///
    /// Closing marks may follow the stop, a colon may lead over to what comes next, and the items of a list need no stop:
    ///
    /// ```events good
    /// On 11 May, the dockers of Port Ellery voted to return to work. The mayor said: "So be it." They had asked for three things:
    ///
    /// - longer breaks
    /// - a new crane
    /// ```
    ///
    /// Of a point that is only its lead phrase, `point-without-elaboration` speaks; of an editing mark, `leftover-text`.
    ///
    /// To mend it, end the sentence, or finish it.
    "unended-paragraph", Prose, Advice, fix: None, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let letter = cx.note.letter_end(cx.house).first().map_or(u32::MAX, |closing| closing.whole().start);
    for section in &cx.note.sections {
        for (index, paragraph) in section.paragraphs.iter().enumerate() {
            let Some(word) = last_word(paragraph) else { continue };
            let source = cx.draft.source.slice(paragraph.span).trim();
            let is_link = source.starts_with('[') && source.ends_with(')') && source.contains("](");
            // The end of a letter is told by `stray-text`.
            if paragraph.span.start >= letter
                || is_link
                || leads_on(section, index)
                || is_bare_lead(section, index)
                || is_left_over(cx, paragraph, &word)
            {
                continue;
            }
            let written = &paragraph.prose.text()[word.clone()];
            findings.push(
                cx.finding(format!("the paragraph ends without a full stop, at `{written}`"), paragraph.span_of(&word))
                    .help("end the sentence, or finish it"),
            );
        }
    }
}

/// The last word of running text that is not ended.
fn last_word(paragraph: &Paragraph) -> Option<TextRange> {
    let text = paragraph.prose.text();
    if paragraph.kind != Kind::Body || paragraph.bulleted || is_item(paragraph) {
        return None;
    }
    let text = without_notes(mojibake::without_tail(text));
    let bare =
        text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '“' | '»' | '«' | ')' | ']' | '*' | '_'));
    if bare.ends_with(['.', '?', '!', '…', '。', '।', OBJECT]) {
        return None;
    }
    let end = text.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    let word = text[..end].rsplit(' ').next().unwrap_or_default();
    let start = end - word.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    (start < end).then_some(start..end)
}

/// An item that figures number: `1. Ice`, where it is no point.
fn is_item(paragraph: &Paragraph) -> bool {
    let rest = paragraph.prose.text().trim_start_matches(|c: char| c.is_ascii_digit());
    paragraph.point.is_none() && rest.len() < paragraph.prose.text().len() && rest.starts_with([')', '.'])
}

/// Whether a colon leads over to what follows in the section.
fn leads_on(section: &Section, index: usize) -> bool {
    section.paragraphs[index].prose.text().trim_end().ends_with(':') && index + 1 < section.paragraphs.len()
}

/// Whether the paragraph is a point of one sentence that nothing follows but the next one.
fn is_bare_lead(section: &Section, index: usize) -> bool {
    let paragraph = &section.paragraphs[index];
    let Some(point) = &paragraph.point else { return false };
    let argued = paragraph.sentences.iter().filter(|sentence| sentence.end > point.marked.end).nth(1).is_some();
    !argued && section.paragraphs.get(index + 1).is_none_or(|next| next.point.is_some())
}

/// Whether an editing mark is what the paragraph ends in.
fn is_left_over(cx: &Context<'_>, paragraph: &Paragraph, word: &TextRange) -> bool {
    let text = paragraph.prose.text();
    let leftover = &cx.house.leftover;
    let alone = leftover.line(text.trim()).is_some();
    let ends = |range: &TextRange| range.end >= word.end;
    // Some marks stand alone on a line of the file, which is joined to others in the text.
    let end = (paragraph.span_of(word).end - paragraph.span.start) as usize;
    let is_residue = || leftover.residue_in(cx.draft.source.slice(paragraph.span)).any(|(_, range)| range.end >= end);
    alone || cx.house.leftovers_in(&paragraph.prose).iter().any(|(range, _)| ends(range)) || is_residue()
}
