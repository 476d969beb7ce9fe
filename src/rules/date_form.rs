//! `date-form`. Figures that can be read two ways are for `ambiguous-date`, a zero before the day for `date-padding`.

use crate::date::{Mention, Resolved, Vocabulary, Written, Years};
use crate::draft::Paragraph;
use crate::house::Body;
use crate::rules::{Context, Finding, Findings, Safety, Span, rule};

rule! {
    /// A date is written in another form than the house's
    ///
    /// One form for all dates lets the eye find them, and a search too.
    ///
    /// ```events bad
    /// On May 11, the dockers of Port Ellery voted to return to work. The vote ended a strike of nine days.
    /// ```
    ///
    /// ```events fixed
    /// On 11 May, the dockers of Port Ellery voted to return to work. The vote ended a strike of nine days.
    /// ```
    ///
    /// A date that opens a paragraph is mended without asking; one in running text may be part of a name that the house does not
    /// know, so that somebody should look:
    ///
    /// ```points bad
    /// First, the strike fund. It was last filled on the 11th of January, 2020.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// ```points fixed
    /// First, the strike fund. It was last filled on 11 January 2020.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// A capitalised word after it makes it a name, a quotation somebody else's, and `may` is mostly no month:
    ///
    /// ```points good
    /// First, the strike fund. The May 11 Fellowship had paid into it. Its head said: "Not since January 6th."
    ///
    /// Second, the season. Of 12 crates 11 may keep until 20 June.
    /// ```
    ///
    /// To mend it, write the date as the house does.
    "date-form", Dates, Warning, fix: Mixed, check: Part(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    // Where the house declares no form, none is another.
    if cx.house.dates.vocabulary.form.is_empty() {
        return;
    }
    findings.extend(in_header(cx));
    for (body, paragraph) in cx.paragraphs() {
        let opening = paragraph.opening_date().filter(|_| body.is_dated()).map(|(_, mention)| &mention.range);
        for mention in paragraph.own_dates().filter(|mention| differs(mention)) {
            let safety = if opening == Some(&mention.range) { Safety::Safe } else { Safety::Unsafe };
            findings.push(report(cx, paragraph, mention, (body, safety)));
        }
    }
}

/// A date on a line of its own beside the number line. One on that line is for `malformed-number-line`, and a field may be written as
/// programs write it.
fn in_header(cx: &Context<'_>) -> Option<Finding> {
    let header = &cx.note.header;
    let span = header.date?.span;
    let within = |line: Span| line.start <= span.start && span.end <= line.end;
    let number_lines = header.number_line.iter().map(|line| &line.text).chain(&header.further_number_lines);
    let is_elsewhere = number_lines.chain(header.given.iter().map(|given| &given.value)).any(|prose| within(prose.whole()));
    if is_elsewhere || cx.is_note_of_digest() {
        return None;
    }
    let text = cx.draft.source.slice(span);
    let mention = cx.house.finder().read_exact(text).filter(differs)?;
    let mended = cx.house.finder().rewrite(&mention, text, Years::Kept).filter(|mended| mended != text)?;
    let title = format!("write `{mended}`");
    let finding = cx.finding(format!("`{text}` {}", fault(&mention, &cx.house.dates.vocabulary)), span).help(title.clone());
    let finding = finding.related(cx.house.label_at(cx.house.dates.form_span, "the form of the house"));
    Some(finding.fix(cx.fix(title, Safety::Unsafe, span, mended)))
}

fn differs(mention: &Mention) -> bool {
    let is_impossible = [mention.resolved, mention.resolved_last].contains(&Resolved::Impossible);
    let is_name = mention.name || mention.before_capital;
    let is_for_others = matches!(mention.written, Written::House | Written::Ambiguous | Written::Misspelt);
    !is_impossible && !is_name && !mention.backwards && !is_for_others
}

/// Where a mended date begins: an article before "19th November" goes with the letters that called for it.
fn without_article(cx: &Context<'_>, text: &str, mention: &Mention) -> usize {
    let start = mention.range.start;
    let before = &text[..start];
    let articles = cx.house.dates.vocabulary.articles.iter().filter(|_| mention.written == Written::Suffix);
    let opens = articles.filter_map(|article| before.strip_suffix(' ')?.strip_suffix(article.as_str()));
    opens.filter(|rest| rest.ends_with(' ')).map(str::len).min().unwrap_or(start)
}

fn fault(mention: &Mention, dates: &Vocabulary) -> &'static str {
    match mention.written {
        Written::Suffix if dates.first_day.is_some() && mention.first.day == Some(1) => "has the first of the month in another way",
        Written::Order => "has day and month the other way round",
        Written::Suffix => "has letters after the day",
        Written::Short => "shortens the month",
        Written::CommaBeforeYear => "has a comma before the year",
        Written::Case => "has the month in other letters, small or capital",
        Written::Iso | Written::Slashes => "has the month in figures",
        Written::Joined | Written::Misspelt | Written::House | Written::Ambiguous => "has something else between its parts",
    }
}

fn report(cx: &Context<'_>, paragraph: &Paragraph, mention: &Mention, (body, safety): (Body, Safety)) -> Finding {
    let text = paragraph.prose.text();
    let written = &text[mention.range.clone()];
    let finding = cx
        .finding(format!("`{written}` {}", fault(mention, &cx.house.dates.vocabulary)), paragraph.span_of(&mention.range))
        .related(cx.house.label_at(cx.house.dates.form_span, "the form of the house"));
    // In a dated section the note's own year would be the next thing to be told.
    let note_date = cx.note.header.date.filter(|_| body.is_dated());
    let goes = note_date.is_some_and(|date| mention.has_year_of_note(date.value));
    let years = if goes { Years::Dropped } else { Years::Kept };
    let Some(mended) = cx.house.finder().rewrite(mention, text, years).filter(|mended| mended != written) else {
        return finding.help("write the date as the house does");
    };
    let start = if mention.article.is_empty() { without_article(cx, text, mention) } else { mention.article.start };
    let span = paragraph.span_of(&(start..mention.range.end));
    finding.help(format!("write `{mended}`")).fix(cx.fix(format!("write `{mended}`"), safety, span, mended))
}
