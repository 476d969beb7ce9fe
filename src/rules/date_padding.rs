//! `date-padding`. Dates written in another form than the house's are for `date-form`.

use crate::date::{Mention, Padding, Written};
use crate::draft::Paragraph;
use crate::house::Marks;
use crate::prose::TextRange;
use crate::rules::{Context, Finding, Findings, Fix, Safety, Span, rule};

rule! {
    /// A day below ten has a zero that the house does not write, or lacks one that it does
    ///
    /// `03 May` and `3 May` are one day, but in one series they look like two hands.
    ///
    /// ```events bad
    /// On 03 May, the dockers of Port Ellery walked out. The owners shut the gates.
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
    /// The form of the house decides, however many days are written otherwise. What is quoted stays as it was written:
    ///
    /// ```events good
    /// On 3 May, the dockers of Port Ellery walked out. The owners shut the gates.
    ///
    /// On 13 May, the first ship was unloaded. A letter dated "03 May" was read out.
    /// ```
    ///
    /// To mend it, write the day as the house does.
    "date-padding", Dates, Advice, fix: Safe, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    findings.extend(in_header(cx));
    let figures = cx.note.paragraphs().flat_map(figures);
    let (padded, bare): (Vec<_>, Vec<_>) = figures.partition(|figure| figure.padding == Padding::Padded);
    let form = &cx.house.dates.vocabulary.form;
    // Without a form of the house, the odd ones among the note's own stand out.
    let padded_are_odd = if form.is_empty() { padded.len() <= bare.len() } else { !form.contains("DD") };
    let (odd, others) = if padded_are_odd { (&padded, &bare) } else { (&bare, &padded) };
    if form.is_empty() && others.is_empty() {
        return;
    }
    // Both days of a range are one slip.
    findings.extend(odd.chunk_by(|one, other| std::ptr::eq(one.mention, other.mention)).map(|days| report(cx, days)));
}

/// A date on a line of its own beside the number line, where the house looks at the marks of its header.
fn in_header(cx: &Context<'_>) -> Option<Finding> {
    let form = &cx.house.dates.vocabulary.form;
    let alone = cx.note.header.dates.iter().find(|date| date.line.is_some());
    let date = alone.filter(|_| cx.house.header.marks == Marks::Exact && !form.is_empty() && !cx.is_note_of_digest())?;
    let text = cx.draft.source.slice(date.span);
    let mention = cx.house.finder().read_exact(text).filter(|mention| mention.written == Written::House)?;
    let wanted = if form.contains("DD") { Padding::Padded } else { Padding::Bare };
    let (range, padding) = mention.single_figures(text).find(|(_, padding)| *padding != wanted)?;
    let (mended, fault) = match padding {
        Padding::Padded => {
            (text[range.clone()].trim_start_matches('0').to_owned(), "has a zero before the day that the house does not write")
        }
        Padding::Bare => (format!("0{}", &text[range.clone()]), "lacks the zero that the house writes before the day"),
    };
    let start = date.span.start as usize;
    let span = Span::new(start + range.start, start + range.end);
    let title = format!("write `{mended}`");
    let finding = cx.finding(format!("`{text}` {fault}"), span).help(title.clone()).fix(cx.fix(title, Safety::Safe, span, mended));
    Some(finding.related(cx.house.label_at(cx.house.dates.form_span, "the form of the house")))
}

/// The figure of a day below ten.
struct Figure<'a> {
    paragraph: &'a Paragraph,
    mention: &'a Mention,
    range: TextRange,
    padding: Padding,
}

fn figures(paragraph: &Paragraph) -> impl Iterator<Item = Figure<'_>> {
    // A date in another form is mended as a whole.
    let own = paragraph.own_dates().filter(|mention| mention.written == Written::House && !mention.name && mention.first.day != Some(0));
    own.flat_map(move |mention| {
        let text = paragraph.prose.text();
        // Letters after the figure are the house's own way of writing the first of a month.
        let figures = mention.single_figures(text).filter(|(range, _)| !text[range.end..].starts_with(|c: char| c.is_alphanumeric()));
        figures.map(move |(range, padding)| Figure { paragraph, mention, range, padding })
    })
}

/// On the days of one date.
fn report(cx: &Context<'_>, days: &[Figure<'_>]) -> Finding {
    let Figure { paragraph, mention, range, padding } = &days[0];
    let text = paragraph.prose.text();
    let mended = |figure: &Figure<'_>| {
        let written = &text[figure.range.clone()];
        match figure.padding {
            Padding::Padded => written.trim_start_matches('0').to_owned(),
            Padding::Bare => format!("0{written}"),
        }
    };
    let by_house = !cx.house.dates.vocabulary.form.is_empty();
    let fault = match (padding, by_house) {
        (Padding::Padded, true) => "has a zero before the day that the house does not write",
        (Padding::Padded, false) => "has a zero before the day that other days of the note lack",
        (Padding::Bare, true) => "lacks the zero that the house writes before the day",
        (Padding::Bare, false) => "lacks the zero that other days of the note have",
    };
    let title = format!("write `{}`", mended(&days[0]));
    let edits = days.iter().map(|figure| cx.edit(paragraph.span_of(&figure.range), mended(figure))).collect();
    let finding = cx
        .finding(format!("`{}` {fault}", &text[mention.range.clone()]), paragraph.span_of(range))
        .help(title.clone())
        .fix(Fix::of(title, Safety::Safe, edits));
    if by_house { finding.related(cx.house.label_at(cx.house.dates.form_span, "the form of the house")) } else { finding }
}
