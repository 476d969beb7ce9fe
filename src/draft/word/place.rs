//! Where a comment can stand in a Word document: on words of its text. Word has none in notes, page headers and text boxes.

use super::sheet::{Atom, Strip};
use super::{Document, MAIN};
use crate::source::Passage;

impl Document {
    /// The characters that a comment on `passage` stands on: those of the text that are nearest to it.
    pub(crate) fn place_for_comment(&self, passage: Passage) -> Option<Passage> {
        let index = passage.paragraph as usize - 1;
        let strip = self.paragraphs.get(index)?;
        if let Some((paragraph, character)) = strip.mark {
            let word = self.paragraphs.get(paragraph as usize - 1)?.word_before(character);
            return self.place_for_comment(Passage { paragraph, start: word.start, end: word.end.max(word.start + 1) });
        }
        if !self.takes_comments(strip) {
            let mut near = (0..index).rev().chain(index..self.paragraphs.len());
            let near = near.find(|near| self.takes_comments(&self.paragraphs[*near]))?;
            let (first, last) = self.paragraphs[near].writable()?;
            return Some(Passage { paragraph: u32::try_from(near).ok()? + 1, start: first, end: last + 1 });
        }
        let (from, to) = strip.writable()?;
        let start = strip.before(passage.start).unwrap_or(from).clamp(from, to);
        // What has no characters of its own, such as a number that Word counts, is told of the word beside it.
        let end = if passage.end > passage.start { passage.end } else { strip.word_from(passage.start) };
        let last = strip.near(end.max(passage.start + 1) - 1).unwrap_or(to).clamp(start, to);
        Some(Passage { start, end: last + 1, ..passage })
    }

    fn takes_comments(&self, strip: &Strip) -> bool {
        let runs = &self.files[strip.file].runs;
        let in_text = |atom: &Atom| atom.raw.as_ref().is_some_and(|raw| runs[raw.run].around.is_none());
        strip.file == MAIN && strip.mark.is_none() && strip.atoms.iter().any(in_text)
    }
}
