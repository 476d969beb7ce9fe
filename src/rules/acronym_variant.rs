//! `acronym-variant`. Short acronyms are left alone: too many real ones are one letter apart.

use crate::rules::{Context, Edit, Finding, Findings, Fix, Safety, rule};

rule! {
    /// An acronym is nearly the same as another
    ///
    /// Nobody's eye spells an acronym out, and so a letter that is left out or swapped stays until a reader looks the letters up. Of two
    /// acronyms of five letters or more that are one letter apart, the rarer is taken for the slip.
    ///
    /// ```events bad
    /// On 11 May, the Port Ellery Dock Hands Union (PEDHU) voted to return to work. The PEDUH hall was full. The PEDHU was glad.
    /// ```
    ///
    /// ```events fixed
    /// On 11 May, the Port Ellery Dock Hands Union (PEDHU) voted to return to work. The PEDHU hall was full. The PEDHU was glad.
    /// ```
    ///
    /// A plural is no other acronym, and two that are both introduced are two:
    ///
    /// ```events good
    /// On 11 May, the Port Ellery Dock Hands Union (PEDHU) met the Port Ellery Dock Women's Union (PEDWU). No PEDHUs had met before.
    /// ```
    ///
    /// Such a slip is not also called an acronym that is never introduced. To mend it, write the letters as they are meant; where both
    /// are right, introduce both.
    "acronym-variant", Prose, Warning, fix: Unsafe, where: ACRONYM, check: Note(check)
}

/// Further places that a finding points at; its fix mends all of them.
const SHOWN: usize = 20;

fn check(cx: &Context<'_>, findings: &mut Findings) {
    for slip in cx.note.acronym_slips(|acronym| cx.knows(acronym)) {
        let edits: Vec<Edit> = slip.uses.iter().map(|span| cx.edit(*span, slip.meant)).collect();
        let fix = Fix::of(format!("write `{}`", slip.meant), Safety::Unsafe, edits);
        let finding = cx
            .finding(format!("`{}` is nearly `{}`, which stands here more often or first", slip.letters, slip.meant), slip.uses[0])
            .help(format!("write `{}`; where both are right, introduce both", slip.meant))
            .related(cx.label(slip.model, format!("`{}`", slip.meant)))
            .of_two(slip.letters, slip.meant)
            .fix(fix);
        let further = slip.uses[1..].iter().take(SHOWN).map(|span| cx.label(*span, "and here"));
        findings.push(further.fold(finding, Finding::related));
    }
}
