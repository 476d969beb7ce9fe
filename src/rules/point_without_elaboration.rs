//! `point-without-elaboration`. How long the lead phrase is, is for `long-lead-phrase`.

use crate::draft::Lead;
use crate::house::Body;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A point names its argument and does not make it
    ///
    /// A point opens with a few words that say what it is about; what follows says why it is so. A point of one sentence is a heading
    /// without a text, and the reader is left to guess the argument.
    ///
    /// ```points bad
    /// First, the strike fund.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// The elaboration need not stand in the point's own paragraph. A paragraph that continues it will do, and so will a quotation:
    ///
    /// ```points good
    /// First, the strike fund.
    ///
    /// The union had run out of money by the second week.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// One long sentence is still one sentence:
    ///
    /// ```points bad
    /// First, the strike fund. The union had run out of money by the second week.
    ///
    /// Second, the season, because fruit from the hinterland does not keep.
    /// ```
    ///
    /// To mend it, end the lead phrase with a full stop and add a sentence that argues it.
    "point-without-elaboration", Points, Warning, fix: None, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    for (_, section) in cx.sections_of(Body::Numbered) {
        // What elaborates the last point may be hidden.
        let last = section.points().last().filter(|_| cx.is_section_cut_off(section)).map(|(paragraph, _)| paragraph.span);
        for Lead { paragraph, point, sentence, .. } in section.leads().filter(|lead| !lead.elaborated && Some(lead.paragraph.span) != last)
        {
            let ordinal = &paragraph.prose.text()[point.word.clone()];
            findings.push(
                cx.finding(format!("the point `{ordinal}` is only its lead phrase"), paragraph.span_of(&sentence))
                    .help("end the lead phrase with a full stop and add the sentence that argues it"),
            );
        }
    }
}
