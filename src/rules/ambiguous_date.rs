//! `ambiguous-date`. Figures that can be read one way only are for `date-form`.

use crate::date::Written;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A date in figures that half the readers take for another day
    ///
    /// In `04/05/2022` some put the day first and some the month. Both are sure of it.
    ///
    /// ```points bad
    /// First, the strike fund. It was last filled on 04/05/2020.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// A month in letters settles it, and what somebody said in figures stays theirs:
    ///
    /// ```points good
    /// First, the strike fund. It was last filled on 4 May 2020; the receipt says "04/05/2020" and no more.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// To mend it, look the day up and write its month in letters.
    "ambiguous-date", Dates, Warning, fix: None, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    for paragraph in cx.note.paragraphs() {
        for mention in paragraph.own_dates().filter(|mention| mention.written == Written::Ambiguous) {
            let written = &paragraph.prose.text()[mention.range.clone()];
            let Some(day) = mention.first.day else { continue };
            let [one, other] = [(day, mention.first.month), (mention.first.month, day)]
                .map(|(day, month)| cx.house.finder().write(day, month, mention.first.year));
            let message = format!("`{written}` can be read as {one} and as {other}");
            let finding = cx.finding(message, paragraph.span_of(&mention.range));
            findings.push(finding.help("look the day up and write its month in letters"));
        }
    }
}
