//! Where capitals make no acronym: quotations, sentences that are all capitals, editing marks. Which words are acronyms is not asked.

use crate::draft::{Kind, Paragraph};
use crate::house::House;
use crate::prose::TextRange;

/// The passages of a paragraph in which capitals make no acronym, each looked at once.
pub struct Passages<'a> {
    paragraph: &'a Paragraph,
    house: &'a House,
    /// Editing marks, looked for at the first word in question.
    marks: Option<Vec<TextRange>>,
    /// The last sentence asked for, and whether it is all capitals.
    sentence: (TextRange, bool),
}

impl<'a> Passages<'a> {
    /// Those of `paragraph`.
    pub fn of(paragraph: &'a Paragraph, house: &'a House) -> Self {
        Passages { paragraph, house, marks: None, sentence: (0..0, false) }
    }

    /// Whether the author uses the word at `range` in running text, as a word.
    pub fn may_use(&mut self, range: &TextRange) -> bool {
        self.paragraph.kind == Kind::Body && !self.paragraph.is_quoted(range) && !self.is_loud(range.start) && !self.is_marked(range)
    }

    fn is_loud(&mut self, at: usize) -> bool {
        if !self.sentence.0.contains(&at) {
            let text = self.paragraph.prose.text();
            let sentence = self.paragraph.sentence_at(at).cloned().unwrap_or(0..text.len());
            let loud = !text[sentence.clone()].contains(char::is_lowercase);
            self.sentence = (sentence, loud);
        }
        self.sentence.1
    }

    fn is_marked(&mut self, range: &TextRange) -> bool {
        let find = || {
            let prose = &self.paragraph.prose;
            let open = self.house.leftovers_in(prose).into_iter().map(|(range, _)| range);
            let mut marks: Vec<TextRange> = open.chain(self.house.leftover.residue_in(prose.text()).map(|(_, range)| range)).collect();
            marks.sort_by_key(|mark| mark.start);
            marks
        };
        let marks = self.marks.get_or_insert_with(find);
        let next = marks.partition_point(|mark| mark.end <= range.start);
        marks.get(next).is_some_and(|mark| mark.start < range.end)
    }
}
