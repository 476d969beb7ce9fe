//! `misspelt-month`. The date still counts for every other rule: its month is known.

use crate::date::{Written, Years};
use crate::rules::{Context, Findings, Safety, rule};

rule! {
    /// The month of a date is misspelt
    ///
    /// One slip of the pen hides a date from everybody who looks for it, and from programs too.
    ///
    /// ```events bad
    /// On 20 Apirl, the dockers of Port Ellery voted to return to work. The vote ended a strike of nine days.
    /// ```
    ///
    /// ```events fixed
    /// On 20 April, the dockers of Port Ellery voted to return to work. The vote ended a strike of nine days.
    /// ```
    ///
    /// ```points bad
    /// First, the strike fund. It was last filled on 16 Febuary 2020.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// ```points fixed
    /// First, the strike fund. It was last filled on 16 February 2020.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// Words and names that only look like a month are left alone:
    ///
    /// ```points good
    /// First, the strike fund. All 5 Marsh boats and 12 Mays of the registry had paid into it.
    ///
    /// Second, the season. It lasts for 3 Septembers at the most.
    /// ```
    ///
    /// To mend it, correct the month.
    "misspelt-month", Dates, Warning, fix: Unsafe, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    for paragraph in cx.note.paragraphs() {
        let text = paragraph.prose.text();
        for mention in paragraph.dates.iter().filter(|mention| mention.written == Written::Misspelt && !mention.name) {
            let written = &text[mention.range.clone()];
            let months =
                [Some(&mention.first), mention.last.as_ref()].into_iter().flatten().map(|day| cx.house.finder().month_name(day.month));
            let meant = months
                .into_iter()
                .find(|month| !written.contains(month))
                .unwrap_or_else(|| cx.house.finder().month_name(mention.first.month));
            let span = paragraph.span_of(&mention.range);
            let mended = cx.house.finder().rewrite(mention, text, Years::Kept);
            let fix = mended.map(|mended| cx.fix(format!("write `{mended}`"), Safety::Unsafe, span, mended));
            let finding = cx.finding(format!("`{written}` has the month misspelt: `{meant}` is meant"), span);
            findings.push(finding.help("correct the month").fix(fix));
        }
    }
}
