//! `section-heading-wording`. A heading too far from any of the house's is for `unknown-section`.

use crate::draft::{Wording, is_other_mark};
use crate::rules::{Context, Finding, Findings, Safety, rule};

rule! {
    /// A heading is worded otherwise than the house words it
    ///
    /// Readers, and the programs that take a note apart, know the sections by their headings. A note that words one of them otherwise
    /// falls out of the series for both.
    ///
    /// ```sections bad
    /// What was seen?
    /// On 11 May, the dockers of Port Ellery voted to return to work.
    ///
    /// Why now
    /// First, the strike fund. The union had run out of money by the second week.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    ///
    /// What follows?
    /// First, a fragile peace. Neither side has signed anything.
    ///
    /// Second, more talks. The owners meet the union in June.
    /// ```
    ///
    /// ```sections fixed
    /// What was seen?
    /// On 11 May, the dockers of Port Ellery voted to return to work.
    ///
    /// Why now?
    /// First, the strike fund. The union had run out of money by the second week.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    ///
    /// What follows?
    /// First, a fragile peace. Neither side has signed anything.
    ///
    /// Second, more talks. The owners meet the union in June.
    /// ```
    ///
    /// A heading may be marked in any way, or not at all:
    ///
    /// ```sections-markdown good
    /// ## What was seen?
    /// On 11 May, the dockers of Port Ellery voted to return to work.
    ///
    /// **Why now?**
    ///
    /// First, the strike fund. The union had run out of money by the second week.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    ///
    /// What follows?
    /// -------------
    /// First, a fragile peace. Neither side has signed anything.
    ///
    /// Second, more talks. The owners meet the union in June.
    /// ```
    ///
    /// To mend it, write the heading as the house does. `copydesk fix` does so for capitals, marks and wordings that the house lists;
    /// for any other wording, on request. Words that an author has added to a heading are never taken out by it.
    "section-heading-wording", Sections, Warning, fix: Mixed, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let mut seen = vec![false; cx.house.sections.len()];
    for (format, section) in cx.sections() {
        let duplicate = std::mem::replace(&mut seen[section.spec], true);
        let safety = match section.wording {
            Wording::Exact => continue,
            Wording::Listed if format.was_worded(section.heading.text.text(), cx.day()) => continue,
            Wording::Marks | Wording::Listed => Safety::Safe,
            Wording::Near | Wording::Longer => Safety::Unsafe,
        };
        if duplicate {
            continue;
        }
        let (span, heading) = (section.heading.text.whole(), &format.heading.value);
        // Marks that open inside the heading would be left without their other half.
        // Brackets, quotation marks and links are the author's: none is taken away.
        let foreign = |c: char| matches!(c, '*' | '_') || (is_other_mark(c) && !heading.contains(c));
        let plain = !cx.draft.source.slice(span).contains(foreign);
        let fix = plain.then(|| cx.fix(format!("write `{heading}`"), safety, span, heading));
        // Words that the author has added may be of use: nobody takes them out unasked.
        let (fix, offered) = if section.wording == Wording::Longer { (None, fix) } else { (fix, None) };
        let finding = cx
            .finding(format!("the heading says `{}`, the house says `{heading}`", section.heading.text.text()), span)
            .related(cx.house.label(&format.heading, "the house gives the heading here"))
            .help(format!("write `{heading}`"))
            .fix(fix);
        findings.push(Finding { alternatives: offered.into_iter().collect(), ..finding });
    }
}
