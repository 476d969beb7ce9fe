//! What can be asked of a paragraph: whose words they are, where its sentences and dates stand. Nothing is judged.

use crate::date::Mention;
use crate::draft::{Kind, Opener, OpenerKind, Paragraph, Point};
use crate::prose::TextRange;
use crate::source::Span;

/// Words of a paragraph that is no formula.
const DISTINCT: usize = 8;

impl Paragraph {
    /// The file's bytes for a range of its text.
    pub fn span_of(&self, range: &TextRange) -> Span {
        self.prose.span(range.clone())
    }

    /// The date that opens it, where one with a day does.
    pub fn opening_date(&self) -> Option<(&Opener, &Mention)> {
        let opener = self.opener.as_ref()?;
        let OpenerKind::Date(index) = opener.kind else { return None };
        Some((opener, &self.dates[index]))
    }

    /// Its text without the ordinal that opens it.
    pub fn words(&self) -> &str {
        let past_ordinal = self.point.as_ref().map_or(0, |point| point.marked.end);
        self.prose.text()[past_ordinal..].trim_start()
    }

    /// Whether it says the same as `other`, word by word, and is no formula of a few words; a point may have been given another ordinal.
    pub fn repeats(&self, other: &Paragraph) -> bool {
        self.words() == other.words() && self.is_distinct()
    }

    /// Whether it has words enough that nobody writes them twice.
    pub fn is_distinct(&self) -> bool {
        self.prose.word_count() >= DISTINCT
    }

    /// Its dates outside quotations, in order of place: those that rules of style look at.
    pub fn own_dates(&self) -> impl Iterator<Item = &Mention> {
        self.dates.iter().filter(|mention| !self.is_quoted(&mention.range))
    }

    /// Whether the text at `range` starts inside a quotation.
    pub fn is_quoted(&self, range: &TextRange) -> bool {
        if self.kind == Kind::Quote {
            return true;
        }
        let next = self.quotations.partition_point(|quotation| quotation.end <= range.start);
        self.quotations.get(next).is_some_and(|quotation| quotation.start <= range.start)
    }

    /// The small letter that the words after its point begin with, and what it is as a capital; none where they begin otherwise.
    pub fn capitalised_after(&self, point: &Point) -> Option<(Span, String)> {
        let text = self.prose.text();
        let at = point.marked.end + text[point.marked.end..].len() - text[point.marked.end..].trim_start().len();
        let letter = text[at..].chars().next().filter(|letter| letter.is_lowercase())?;
        Some((self.prose.span(at..at + letter.len_utf8()), letter.to_uppercase().collect()))
    }

    /// The sentence that holds byte `at` of its text.
    pub fn sentence_at(&self, at: usize) -> Option<&TextRange> {
        let next = self.sentences.partition_point(|sentence| sentence.end <= at);
        self.sentences.get(next)
    }
}
