//! `name-variant`. Words that are no names of people are not compared: Iran and Iraq are both right.

use crate::rules::{Context, Findings, Fix, Safety, rule};

mod bylines;
mod capitalised;
mod people;
mod slip;

rule! {
    /// A name is spelt in two ways
    ///
    /// Of two spellings of one person's name that stand in a note, or in a digest's list of authors and under a title, the rarer is
    /// taken for a slip. So is an author who is listed twice.
    ///
    /// ```events bad
    /// On 11 May, Mayor Halloran met the dockers of Port Ellery. Halloran had come alone. Mayor Halleran did not speak.
    /// ```
    ///
    /// ```events fixed
    /// On 11 May, Mayor Halloran met the dockers of Port Ellery. Halloran had come alone. Mayor Halloran did not speak.
    /// ```
    ///
    /// ```header bad
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor, Tomas Reyes and Ines Okafor
    /// ```
    ///
    /// Other names that are nearly alike are other names, and so are those with another ending:
    ///
    /// ```events good
    /// On 11 May, Mayor Halloran met the Nigerian dockers of Port Ellery. Halloran had seen the Nigerien ones before. All Hallorans came.
    /// ```
    ///
    /// To mend it, write the name in one way. Where two people are meant, let the first name say which.
    "name-variant", Prose, Advice, fix: Unsafe, check: Part(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    bylines::check(cx, findings);
    if cx.is_masthead() {
        return;
    }
    for slip in people::slips(cx) {
        let edits = slip.uses.iter().map(|span| cx.edit(*span, slip.meant)).collect();
        let fix = Fix::of(format!("write `{}`", slip.meant), Safety::Unsafe, edits);
        let finding = cx
            .finding(format!("`{}` is nearly `{}`, which stands here more often or first", slip.name, slip.meant), slip.uses[0])
            .related(cx.label(slip.model, format!("`{}`", slip.meant)))
            .of_two(slip.name, slip.meant)
            .help(format!("write `{}`; where two people are meant, let the first name say which", slip.meant))
            .fix(fix);
        findings.push(finding);
    }
}
