//! Which of the house's forms a note has, and the numbered sub-heads that tell some. Whether it has all that the form asks for is for the rules.

use jiff::civil::Date;

use crate::draft::{Draft, Note};
use crate::house::{FormFormat, Found, House, SubHeads};
use crate::prose::Prose;

impl Draft {
    /// The form that `note` has, as the house has them on its day; `today` is that of a new draft.
    pub fn form_of<'h>(&self, note: &Note, house: &'h House, today: Date) -> &'h FormFormat {
        if let [only] = house.forms.as_slice() {
            return only;
        }
        let mut sections: Vec<usize> = note.sections.iter().map(|section| section.spec).collect();
        sections.sort_unstable();
        sections.dedup();
        let bare = sections.is_empty();
        let sub_heads = if bare && note.has_numbered_heads() { SubHeads::Numbered } else { SubHeads::Free };
        let may_be_text = bare && self.notes.len() == 1 && !note.preamble.is_empty();
        house.form_of(self.day_of(note, today), Found { sections: &sections, sub_heads, may_be_text })
    }
}

impl Note {
    /// Whether its text stands under sub-heads that figures number from 1 on: two at least, with text under each but the last.
    fn has_numbered_heads(&self) -> bool {
        let paragraphs = self.preamble.iter().map(|paragraph| (paragraph.span, &paragraph.prose, paragraph.sentences.len()));
        let headings = self.unknown_headings.iter().map(|heading| (heading.span, &heading.text, 1));
        let mut lines: Vec<(_, &Prose, usize)> = paragraphs.chain(headings).collect();
        lines.sort_by_key(|(span, ..)| *span);
        let mut heads = 0;
        let mut has_text = true;
        for (_, prose, sentences) in lines {
            match number_of(prose.text()) {
                Some(number) if number == heads + 1 && has_text => {
                    heads = number;
                    has_text = sentences > 1;
                }
                Some(_) => {}
                None => has_text = true,
            }
        }
        heads >= FEWEST_HEADS
    }
}

/// A lone sub-head is a slip.
const FEWEST_HEADS: u32 = 2;

/// The figure that a sub-head begins with: `1. The tide`, `2) The quay`.
pub fn number_of(text: &str) -> Option<u32> {
    let text = text.trim_start();
    let figures = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = text[figures..].strip_prefix(['.', ')'])?;
    let named = rest.starts_with(char::is_whitespace) && rest.contains(char::is_alphabetic);
    (figures <= LONGEST_FIGURE && named).then(|| text[..figures].parse().ok())?
}

/// Figures of a number that counts sub-heads.
const LONGEST_FIGURE: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_with_its_mark_numbers_a_head() {
        assert_eq!(number_of("1. The tide"), Some(1));
        assert_eq!(number_of(" 12) The quay"), Some(12));
        for text in ["1.5 tonnes", "2026. A year", "The tide", "1.", "3 boats", ". x"] {
            assert_eq!(number_of(text), None, "{text}");
        }
    }
}
