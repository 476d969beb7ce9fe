//! `empty-section`. A table or a picture is content: only a heading with nothing at all under it is reported.

use crate::rules::{Context, Findings, rule};

rule! {
    /// A heading has nothing under it
    ///
    /// An empty section tells the reader that something was meant to be said here and was not.
    ///
    /// ```sections bad
    /// What was seen?
    /// On 11 May, the dockers of Port Ellery voted to return to work.
    ///
    /// Why now?
    ///
    /// What follows?
    /// First, a fragile peace. Neither side has signed anything.
    ///
    /// Second, more talks. The owners meet the union in June.
    /// ```
    ///
    /// ```sections good
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
    /// To mend it, write the section. The house wants all of its sections, so taking the heading out does not help.
    "empty-section", Sections, Error, fix: None, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    // Of a section that stands twice, once with its text, the other heading is a duplicate and no more than that.
    let mut settled = vec![false; cx.house.sections.len()];
    for section in cx.note.sections.iter().filter(|section| section.has_content) {
        settled[section.spec] = true;
    }
    for (format, section) in cx.sections() {
        if std::mem::replace(&mut settled[section.spec], true) || cx.is_section_cut_off(section) {
            continue;
        }
        let message = format!("nothing stands under `{}`", section.heading.text.text());
        let finding = cx.finding(message, section.heading.text.whole()).help("write the section");
        findings.push(finding.wanted(format.reason.as_deref(), format.because.as_deref()));
    }
}
