//! `unknown-section`. A heading near enough to one of the house's is that section, worded otherwise.

use crate::draft::Heading;
use crate::draft::form::number_of;
use crate::house::SubHeads;
use crate::rules::{Context, Findings, Level, rule};

rule! {
    /// A heading is none of the house's
    ///
    /// A note has the sections of its house and no others: what has no place in them has no place in the note. A heading that the file
    /// marks as one is a warning; a bare line that looks like a heading is only remarked upon, since it may be something else.
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
    /// ## A word on the weather
    /// It rained throughout.
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
    /// Third, the weather. It rained throughout.
    ///
    /// ## What follows?
    /// First, a fragile peace. Neither side has signed anything.
    ///
    /// Second, more talks. The owners meet the union in June.
    /// ```
    ///
    /// To mend it, put the text under the heading it belongs to, and take this one out.
    "unknown-section", Sections, Warning, fix: None, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    if cx.note.unknown_headings.is_empty() {
        return;
    }
    let form = cx.form();
    let known = form.sections.iter().map(|index| format!("`{}`", cx.house.sections[*index].heading.value)).collect::<Vec<_>>().join(", ");
    // Sub-heads in the place of sections are the form's.
    let is_sub_head = |heading: &&Heading| form.sub_heads == SubHeads::Numbered && number_of(heading.text.text()).is_some();
    // A heading over all sections is what the document is called, though the house has its title from elsewhere.
    let first = cx.note.sections.first().map(|section| &section.heading);
    let is_above_all = |heading: &&Heading| {
        heading.level > 0 && first.is_some_and(|first| heading.level < first.level && heading.span.start < first.span.start)
    };
    // Below the level that the house gives its sections, headings are the author's own.
    let is_own = |heading: &&Heading| cx.house.headings_format.level.as_ref().is_some_and(|level| heading.level > level.value);
    // Behind the section that closes a note it is out of order, whatever it is.
    let is_free =
        |heading: &&Heading| is_sub_head(heading) || is_above_all(heading) || is_own(heading) || cx.closed_before(heading).is_some();
    let unknown = cx.note.unknown_headings.iter().filter(|heading| !is_free(heading));
    for heading in unknown {
        let level = if heading.marked { Level::Warning } else { Level::Advice };
        let (message, span) = match heading.text.text().trim() {
            "" => ("a heading has no words".to_owned(), heading.span),
            words => (format!("the house has no section `{words}`"), heading.text.whole()),
        };
        let finding =
            cx.finding(message, span).help(format!("put its text into one of the sections the house has: {known}")).at_level(level);
        findings.push(finding);
    }
}
