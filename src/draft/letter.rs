//! The end of a letter under a note: a closing, a name, what a program writes below it. Whether it should stand there is for a rule.

use crate::draft::header::{closes_mail, may_follow_closing};
use crate::draft::{Kind, Note, Paragraph};
use crate::house::House;
use crate::prose::Prose;

/// Paragraphs from the end of a note among which a closing is looked for.
const FURTHEST: usize = 6;

impl Note {
    /// The paragraphs of its last section that are the end of a letter, in order of place.
    pub fn letter_end(&self, house: &House) -> Vec<&Prose> {
        let Some(section) = self.sections.last() else { return Vec::new() };
        // Of a section something is left when the letter is gone.
        let last: Vec<&Paragraph> = section.paragraphs.iter().skip(1).collect();
        let last = &last[last.len().saturating_sub(FURTHEST)..];
        let is_line = |paragraph: &&Paragraph| paragraph.point.is_none() && paragraph.opener.is_none();
        let closing = last
            .iter()
            .position(|paragraph| paragraph.kind == Kind::Body && is_line(paragraph) && closes_mail(paragraph.prose.text(), house));
        let Some(closing) = closing else { return Vec::new() };
        let follows = |paragraph: &&Paragraph| {
            let text = paragraph.prose.text();
            paragraph.kind == Kind::Quote || closes_mail(text, house) || may_follow_closing(text)
        };
        if last[closing + 1..].iter().all(follows) {
            last[closing..].iter().map(|paragraph| &paragraph.prose).collect()
        } else {
            Vec::new()
        }
    }
}
