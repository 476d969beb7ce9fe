//! A note that a house is derived from, before there is a house: its lines and its front matter.

use std::sync::Arc;

use jiff::civil::Date;

use crate::draft::{Draft, FrontField, Line, LineKind, Manuscript, Syntax};
use crate::house::House;
use crate::source::Source;

/// A note in lines.
#[derive(Debug)]
pub(super) struct Sample {
    /// The file.
    pub source: Arc<Source>,
    /// How it is written.
    pub syntax: Syntax,
    manuscript: Manuscript,
}

/// Characters of a line that may be a heading or stand in a header.
const LONGEST_HEADING: usize = 100;

impl Sample {
    /// Reads a note.
    pub fn read(source: Arc<Source>, syntax: Syntax) -> Sample {
        let manuscript = Manuscript::read(Arc::clone(&source), syntax);
        Sample { source, syntax, manuscript }
    }

    /// The same with the lines `Key: value` at its top as front matter, where there are such lines.
    pub fn with_header_lines(&self) -> Option<Sample> {
        let manuscript = self.manuscript.under_header_lines()?;
        Some(Sample { source: Arc::clone(&self.source), syntax: self.syntax, manuscript })
    }

    /// Its file.
    pub fn name(&self) -> &str {
        self.source.name()
    }

    /// Its lines.
    pub fn lines(&self) -> &[Line] {
        self.manuscript.lines()
    }

    /// The fields of its front matter.
    pub fn front_matter(&self) -> &[FrontField] {
        self.manuscript.front_matter()
    }

    /// The note as a house sees it.
    pub fn draft(&self, house: &House) -> Draft {
        self.manuscript.draft(house)
    }

    /// Whether the line of that index may be a section's heading: marked as one, or short, alone or first of its block, and no sentence.
    pub fn may_be_heading(&self, index: usize) -> bool {
        let line = &self.lines()[index];
        let text = line.prose.text();
        match line.kind {
            LineKind::Heading => true,
            LineKind::Quote | LineKind::Aside | LineKind::Opaque => false,
            LineKind::Bold | LineKind::Text => {
                let first = self.syntax == Syntax::Plain || index == 0 || self.lines()[index - 1].block != line.block;
                let ends = text.ends_with(['.', ',', ';']);
                first
                    && !ends
                    && !line.bulleted
                    && !line.enclosed
                    && text.len() <= LONGEST_HEADING
                    && text.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c == '¿')
            }
        }
    }
}

/// The words of a heading, to compare headings with one another.
pub(super) fn key_of(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '&' | '+'));
    words.filter(|word| !word.is_empty()).map(|word| word.replace('’', "'").to_lowercase()).collect::<Vec<_>>().join(" ")
}

/// The date of a note, as a house finds it.
pub(super) fn date_of(draft: &Draft) -> Option<Date> {
    draft.heads().first()?.header.date.map(|date| date.value)
}
