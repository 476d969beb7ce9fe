//! `unnumbered-section`. Whether the points that are there count rightly is for `ordinal-sequence`.

use crate::draft::Section;
use crate::house::{Body, SectionFormat};
use crate::rules::{Context, Findings, rule};

rule! {
    /// A section that should be numbered has no points
    ///
    /// Points let a reader count the arguments, quote one of them and see where it ends. A section that the house numbers, but that runs
    /// on as plain paragraphs, hides how many arguments it makes.
    ///
    /// ```points bad
    /// The union had run out of money by the second week. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// A paragraph that leads up to the first point is fine, and so are paragraphs that carry a point on:
    ///
    /// ```points good
    /// Two things ended the strike.
    ///
    /// First, the strike fund. The union had run out of money by the second week.
    ///
    /// Its bank refused a loan.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// An ordinal makes a point only where it opens a paragraph; inside one it is a word like any other. So this section has none:
    ///
    /// ```points bad
    /// The reasons are two. First, the fund was empty. Second, the fruit was ripe.
    /// ```
    ///
    /// To mend it, give each argument a paragraph of its own and open it with the house's ordinal: `First,` and so on.
    "unnumbered-section", Points, Warning, fix: None, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let unnumbered = |(_, section): &(&SectionFormat, &Section)| {
        section.has_content && section.points().next().is_none() && !cx.is_section_cut_off(section)
    };
    for (format, section) in cx.sections_of(Body::Numbered).filter(unnumbered) {
        let heading = &section.heading.text;
        let finding = cx
            .finding(format!("`{}` has no numbered points", heading.text()), heading.whole())
            .related(cx.house.label_at(format.body_span, "the house numbers this section"));
        let first = cx.house.points.word(1).unwrap_or_default();
        let help = format!("give each argument its own paragraph and number it, from `{first}{}` on", cx.house.points.mark);
        findings.push(finding.help(help).wanted(format.reason.as_deref(), format.because.as_deref()));
    }
}
