//! `unclosed-block`. What such a block hides is not told as missing; front matter without an end is for `malformed-front-matter`. Of a file in
//! which it hides every note `lint::hidden` speaks: no rule is asked there.

use crate::rules::{Context, Findings, rule};

rule! {
    /// A comment or a block of code is opened and never closed
    ///
    /// Whatever opens with `<!--`, with three backticks or with a tag such as `<script>` goes on until it is closed, or to the end of the file.
    /// Readers see nothing of the sections that it swallows, and neither does any check. Where it opens above the number line and so hides the
    /// whole note, that is an error: nothing of the note is checked.
    ///
    /// ```sections-markdown bad
    /// ## What was seen?
    /// On 11 May, the dockers of Port Ellery voted to return to work.
    ///
    /// ## Why now?
    /// First, the strike fund. The union had run out of money by the second week.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    ///
    /// <!-- ask the harbour master for the figures
    ///
    /// ## What follows?
    /// First, a fragile peace. Neither side has signed anything.
    ///
    /// Second, more talks. The owners meet the union in June.
    /// ```
    ///
    /// ```sections-markdown good
    /// ## What was seen?
    /// On 11 May, the dockers of Port Ellery voted to return to work.
    ///
    /// ## Why now?
    /// First, the strike fund. The union had run out of money by the second week.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    ///
    /// <!-- ask the harbour master for the figures -->
    ///
    /// ## What follows?
    /// First, a fragile peace. Neither side has signed anything.
    ///
    /// Second, more talks. The owners meet the union in June.
    /// ```
    ///
    /// To mend it, close it where it should end. Other findings may then show up in the text that was hidden.
    "unclosed-block", Prose, Warning, fix: None, check: Part(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let Some(block) = cx.draft.unclosed.filter(|_| cx.is_cut_off()) else { return };
    let (what, end) = block.kind.words();
    let finding = cx
        .finding(format!("this {what} is never closed and hides what follows"), block.span)
        .help(format!("put {end} where it should end: what it hides is not checked"));
    findings.push(finding);
}
