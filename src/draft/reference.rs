//! Where a note names other notes of its series: in its words, by links to their files, in fields of numbers. Whether there are such notes is not
//! known here.

use crate::draft::{Note, Run};
use crate::house::{House, Kind};
use crate::source::{Source, Span};

/// A place that names notes of the series.
#[derive(Debug, Clone, Copy)]
pub struct Reference {
    /// The numbers that it gives.
    pub numbers: Run,
    /// Where it does.
    pub span: Span,
}

impl Note {
    /// What names notes of the series of `house` in this note, which was read from `source`: of each line of the title, each paragraph and each
    /// field together, in order of place.
    pub fn references(&self, house: &House, source: &Source) -> Vec<Vec<Reference>> {
        let one = |(number, span): (u64, Span)| Reference { numbers: Run::one(number), span };
        // Only a house that says how its notes are named means links and numbers in fields too.
        let is_told = !house.references.is_empty();
        let texts = self.header.title.iter().map(|prose| (prose, None));
        let texts = texts.chain(self.paragraphs().map(|paragraph| (&paragraph.prose, Some(paragraph.span).filter(|_| is_told))));
        let of_text = texts.map(|(prose, links)| {
            let in_words = house.references(prose.text()).into_iter();
            let mut found: Vec<Reference> = in_words.map(|(numbers, range)| Reference { numbers, span: prose.span(range) }).collect();
            found.extend(links.into_iter().flat_map(|span| house.linked(span, source)).map(one));
            found
        });
        let has_numbers = |index: usize| house.fields[index].kind.as_ref().is_some_and(|kind| kind.value == Kind::Numbers);
        let fields = self.header.given.iter().filter(|given| is_told && given.format.is_some_and(has_numbers));
        of_text.chain(fields.map(|given| given.numbers(source).into_iter().map(one).collect())).collect()
    }
}
