//! `duplicate-section`. It does not judge which of the two should go.

use crate::rules::{Context, Findings, rule};

rule! {
    /// A section stands twice in one note
    ///
    /// Two sections under one heading are most often a paste gone wrong, or two drafts of one text of which the older should have gone.
    ///
    /// ```sections bad
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
    ///
    /// Why now?
    /// First, the weather. Nobody pickets in the rain.
    ///
    /// Second, the election. The governor wants a quiet harbour.
    /// ```
    ///
    /// ```sections good
    /// What was seen?
    /// On 11 May, the dockers of Port Ellery voted to return to work.
    ///
    /// Why now?
    /// First, the strike fund. The union had run out of money by the second week.
    ///
    /// Second, the election. The governor wants a quiet harbour.
    ///
    /// What follows?
    /// First, a fragile peace. Neither side has signed anything.
    ///
    /// Second, more talks. The owners meet the union in June.
    /// ```
    ///
    /// To mend it, join the two sections, or take the one out that is left over.
    "duplicate-section", Sections, Error, fix: None, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let mut first = vec![None; cx.house.sections.len()];
    for (format, section) in cx.sections() {
        let span = section.heading.text.whole();
        let earlier = *first[section.spec].get_or_insert(span);
        if earlier == span {
            continue;
        }
        let finding = cx
            .finding(format!("the section `{}` stands twice", format.heading.value), span)
            .related(cx.label(earlier, "it stands here already"))
            .help("join the two sections, or take one of them out");
        findings.push(finding);
    }
}
