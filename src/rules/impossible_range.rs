//! `impossible-range`. A day of the range that no calendar has is for `impossible-date`.

use crate::date::Resolved;
use crate::draft::Paragraph;
use crate::prose::TextRange;
use crate::prose::words::words_in;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A range of days ends before it begins
    ///
    /// One of its two days was mistyped, or the month of the first is missing. Which, only the source can tell.
    ///
    /// ```events bad
    /// During 11-9 May, the cranes of Port Ellery stood still. Nobody was paid.
    /// ```
    ///
    /// ```points bad
    /// First, the strike fund. It paid from 24 to 20 January 2021.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// A range may run into another month or year:
    ///
    /// ```events good
    /// On 11 May, the dockers of Port Ellery voted to return to work. They had gone without pay from 30 April to 4 May.
    /// ```
    ///
    /// ```points good
    /// First, the strike fund. Its year runs from 6 April to 5 April, and the doors were shut from 28 December to 3 January.
    ///
    /// Second, the season. It has been brought forward from 24 to 20 May.
    /// ```
    ///
    /// To mend it, look both days up.
    "impossible-range", Dates, Error, fix: None, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    for paragraph in cx.note.paragraphs() {
        for mention in paragraph.dates.iter().filter(|mention| mention.backwards && !mention.name) {
            let is_impossible = [mention.resolved, mention.resolved_last].contains(&Resolved::Impossible);
            if is_impossible || may_be_moved(cx, paragraph, &mention.range) {
                continue;
            }
            let written = &paragraph.prose.text()[mention.range.clone()];
            let finding = cx.finding(format!("`{written}` ends before it begins"), paragraph.span_of(&mention.range));
            findings.push(finding.help("look both days up: one of them, or a month that is missing, is wrong"));
        }
    }
}

/// Whether the sentence may tell that the first day was given up for the last.
fn may_be_moved(cx: &Context<'_>, paragraph: &Paragraph, range: &TextRange) -> bool {
    let sentence = paragraph.sentence_at(range.start).map_or("", |sentence| &paragraph.prose.text()[sentence.clone()]);
    words_in(sentence).any(|word| cx.house.dates.shifts.have(word))
}
