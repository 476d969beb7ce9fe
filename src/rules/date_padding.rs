//! `date-padding`. Dates written in another form than the house's are for `date-form`.

use crate::date::{Mention, Padding, Written};
use crate::draft::Paragraph;
use crate::finding::{Finding, Findings, Safety};
use crate::prose::TextRange;
use crate::rules::{Check, Context, rule};

rule! {
    /// Days below ten are written with a zero here and without one there
    ///
    /// `03 May` and `3 May` are one day, but in one note they look like two hands.
    ///
    /// ```events bad
    /// On 3 May, the dockers of Port Ellery walked out. The owners shut the gates.
    ///
    /// On 05 May, the mayor called for talks. Nobody came.
    ///
    /// On 9 May, the fund was empty. The union told its members so.
    /// ```
    ///
    /// ```events fixed
    /// On 3 May, the dockers of Port Ellery walked out. The owners shut the gates.
    ///
    /// On 5 May, the mayor called for talks. Nobody came.
    ///
    /// On 9 May, the fund was empty. The union told its members so.
    /// ```
    ///
    /// Where the two ways are level, the house's own wins. One way throughout is fine:
    ///
    /// ```events good
    /// On 03 May, the dockers of Port Ellery walked out. The owners shut the gates.
    ///
    /// On 13 May, the first ship was unloaded. A letter dated "3 May" was read out.
    /// ```
    ///
    /// To mend it, write all of them alike.
    "date-padding", Dates, Advice, fix: Safe,
    check: Check::Note(check),
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let figures = cx.note.paragraphs().flat_map(figures);
    let (padded, bare): (Vec<_>, Vec<_>) = figures.partition(|figure| figure.padding == Padding::Padded);
    let (Some(first_padded), Some(first_bare)) = (padded.first(), bare.first()) else { return };
    let house_pads = cx.house.dates.vocabulary.form.contains("DD");
    let padded_are_odd = padded.len() < bare.len() || (padded.len() == bare.len() && !house_pads);
    let (odd, model) = if padded_are_odd { (&padded, first_bare) } else { (&bare, first_padded) };
    findings.extend(odd.iter().map(|figure| report(cx, figure, model)));
}

/// The figure of a day below ten, or of such a day that begins a range.
struct Figure<'a> {
    paragraph: &'a Paragraph,
    mention: &'a Mention,
    range: TextRange,
    padding: Padding,
}

fn figures(paragraph: &Paragraph) -> impl Iterator<Item = Figure<'_>> {
    // In a date that is written otherwise, the zero is a fault of its own, which the mending of the form would leave.
    let is_worded = |written| !matches!(written, Written::Iso | Written::Slashes | Written::Ambiguous);
    let is_own = move |mention: &&Mention| is_worded(mention.written) && !mention.name && mention.first.day != Some(0);
    paragraph.own_dates().filter(is_own).filter_map(|mention| {
        let first = mention.single_figures(paragraph.prose.text()).next();
        let (range, padding) = first.filter(|(range, _)| range.start == mention.first.day_range.start)?;
        Some(Figure { paragraph, mention, range, padding })
    })
}

fn report(cx: &Context<'_>, figure: &Figure<'_>, model: &Figure<'_>) -> Finding {
    let Figure { paragraph, mention, range, padding } = figure;
    let written = &paragraph.prose.text()[range.clone()];
    let (fault, mended) = match padding {
        Padding::Padded => ("has a zero that other days of the note lack", written.trim_start_matches('0').to_owned()),
        Padding::Bare => ("lacks the zero that other days of the note have", format!("0{written}")),
    };
    let date = &paragraph.prose.text()[mention.range.clone()];
    cx.finding(format!("`{date}` {fault}"), paragraph.span_of(&mention.range))
        .help(format!("write the day as `{mended}`"))
        .related(cx.label(model.paragraph.span_of(&model.mention.range), "a day written the other way"))
        .fix(cx.fix(format!("write `{mended}`"), Safety::Safe, paragraph.span_of(range), mended.clone()))
}
