//! `ordinal-form`. Which number a point should bear is for `ordinal-sequence`.

use crate::draft::{OrdinalForm, Paragraph, Point, Syntax, ordinal};
use crate::house::Body;
use crate::rules::{Context, Finding, Findings, Safety, rule};
use crate::source::{Span, line_end};

rule! {
    /// A point is numbered in another way than the house does it
    ///
    /// Readers of a series know its points by their look. `Firstly,`, `First:` and `1.` all count, and copydesk reads them as points,
    /// but beside `First,` they look like somebody else's note.
    ///
    /// ```points bad
    /// Firstly, the strike fund. The union had run out of money by the second week.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// ```points fixed
    /// First, the strike fund. The union had run out of money by the second week.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// A figure, a slip of the pen, an ordinal without a mark and one in more words (`First of all,`) are mended only on request, since that
    /// takes a guess:
    ///
    /// ```points bad
    /// 1. The strike fund. The union had run out of money by the second week.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// `Finally,` and its like on a section's last paragraph make a point that nobody can quote by number:
    ///
    /// ```points bad
    /// First, the strike fund. The union had run out of money by the second week.
    ///
    /// Finally, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// An ordinal that belongs to its noun is no point, and a closing word earlier in the section carries a point on:
    ///
    /// ```points good
    /// First, the strike fund. The union had run out of money by the second week.
    ///
    /// Finally it asked the owners for a loan. They refused.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    ///
    /// First fruits fetch the best price. The second week of May is the time for them.
    /// ```
    ///
    /// Which words count is for the house to say: its ordinals (`words`) and their variants (`also-seen`). Figures are known without it. In a
    /// house that numbers its points `1.`, a paragraph that opens with `First,` is a paragraph like any other, unless the house lists `First`
    /// as a variant.
    ///
    /// To mend it, write the ordinal and its mark as the house does: `First,`.
    "ordinal-form", Points, Warning, fix: Mixed, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    for (_, section) in cx.sections_of(Body::Numbered) {
        findings.extend(section.points().filter_map(|(paragraph, point)| judge(cx, paragraph, point)));
    }
}

fn judge(cx: &Context<'_>, paragraph: &Paragraph, point: &Point) -> Option<Finding> {
    let safety = match point.form {
        OrdinalForm::House => return None,
        OrdinalForm::Marks => Safety::Safe,
        OrdinalForm::Word | OrdinalForm::Closing => Safety::Unsafe,
    };
    let points = &cx.house.points;
    let written = &paragraph.prose.text()[point.marked.clone()];
    let message = match point.form {
        OrdinalForm::Closing => format!("`{written}` gives the point no number"),
        _ if paragraph.prose.text()[point.marked.end..].starts_with(char::is_alphanumeric) => format!("no space follows `{written}`"),
        _ => format!("`{written}` is not how the house numbers a point"),
    };
    // Before an aside between dashes a comma would be one mark too many.
    let opens_aside = point.marked == point.word && paragraph.prose.text()[point.marked.end..].trim_start().starts_with(['-', '–', '—']);
    let span = paragraph.span_of(&point.marked);
    if let Some(said) = ordinal::behind_figure(paragraph.prose.text(), point, points) {
        return Some(said_twice(cx, paragraph, point, &said));
    }
    let finding = cx.finding(message, span).related(cx.house.label_at(points.words_span, "the ordinals of the house"));
    let Some(word) = points.word(point.value) else {
        return Some(finding.help(format!("the house has no ordinal for point {}: make fewer points", point.value)));
    };
    let glued = paragraph.prose.text()[point.marked.end..].starts_with(char::is_alphanumeric);
    let mended = format!("{word}{}{}", points.mark, if glued { " " } else { "" });
    let text =
        if goes_on_a_list(cx, span) { format!("{}{mended}", line_end(cx.draft.source.text()).unwrap_or("\n")) } else { mended.clone() };
    let mut fix = cx.fix(format!("write `{}`", mended.trim_end()), safety, span, text);
    let letter = match (points.begins_sentence(), written.ends_with(',')) {
        (true, _) => paragraph.capitalised_after(point),
        (false, true) => None,
        (false, false) => small_article(cx, paragraph, point),
    };
    fix.edits.extend(letter.map(|(span, text)| cx.edit(span, text)));
    Some(finding.help(format!("write `{}`", mended.trim_end())).fix((!opens_aside).then_some(fix)))
}

/// A figure and an ordinal that both number a point: "1. First,".
fn said_twice(cx: &Context<'_>, paragraph: &Paragraph, figure: &Point, ordinal: &Point) -> Finding {
    let (text, points) = (paragraph.prose.text(), &cx.house.points);
    let (number, said) = (&text[figure.marked.clone()], &text[ordinal.marked.clone()]);
    let span = paragraph.span_of(&figure.marked);
    let finding = cx.finding(format!("`{number}` is not how the house numbers a point: `{said}` follows it"), span);
    let fix = points.word(ordinal.value).map(|word| {
        if ordinal.form == OrdinalForm::House {
            cx.fix(format!("take `{number}` out"), Safety::Unsafe, paragraph.span_of(&(figure.marked.start..ordinal.marked.start)), "")
        } else {
            let span = paragraph.span_of(&(figure.marked.start..ordinal.marked.end));
            cx.fix(format!("write `{word}{}`", points.mark), Safety::Unsafe, span, format!("{word}{}", points.mark))
        }
    });
    finding.related(cx.house.label_at(points.words_span, "the ordinals of the house")).help(format!("take `{number}` out")).fix(fix)
}

/// Whether the line before is one of text too: without its figure an item of a Markdown list would run on from it.
fn goes_on_a_list(cx: &Context<'_>, span: Span) -> bool {
    let source = &cx.draft.source;
    let line = source.line_of(span.start);
    let begins = source.line(line).start == span.start && source.slice(span).starts_with(|c: char| c.is_ascii_digit());
    cx.draft.syntax == Syntax::Markdown && begins && line > 0 && !source.slice(source.line(line - 1)).trim().is_empty()
}

/// The capital of an article that began a sentence until the ordinal did, and what it is as a small letter. Of other words nobody knows
/// whether they are names.
fn small_article(cx: &Context<'_>, paragraph: &Paragraph, point: &Point) -> Option<(Span, String)> {
    let text = paragraph.prose.text();
    let at = text.len() - text[point.marked.end..].trim_start().len();
    let word = text[at..].split(' ').next().filter(|word| cx.house.prose.articles.have(word))?;
    let letter = word.chars().next().filter(|letter| letter.is_uppercase())?;
    Some((paragraph.span_of(&(at..at + letter.len_utf8())), letter.to_lowercase().collect()))
}
