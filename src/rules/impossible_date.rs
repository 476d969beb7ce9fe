//! `impossible-date`. A date that can be read two ways is for `ambiguous-date`.

use jiff::civil::Date;

use crate::date::{Day, Mention, Resolved};
use crate::rules::{Context, Findings, rule};

rule! {
    /// A date that no calendar has
    ///
    /// A figure was mistyped, or a month: which of them, only the source can tell. It is wrong in a quotation too, so quotations are
    /// looked at as well.
    ///
    /// ```header bad
    /// Harbour Notes # 12, 31 April 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```events bad
    /// On 11 May, the dockers of Port Ellery voted to return to work. Their leader wrote: "We have waited since 31 April."
    /// ```
    ///
    /// ```points bad
    /// First, the strike fund. It was last filled on 29 February 2019.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// Every fourth year has a 29 February, and where no year is named outside a dated section, the reader may think of one:
    ///
    /// ```points good
    /// First, the strike fund. It was last filled on 29 February 2020.
    ///
    /// Second, the season. Fruit picked after 29 February does not keep.
    /// ```
    ///
    /// A figure after a date is not always its year:
    ///
    /// ```points good
    /// First, the strike fund. By 31 March, 5974 members had left.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// To mend it, look the date up.
    "impossible-date", Dates, Error, fix: None, check: Part(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    if let Some(span) = cx.note.header.impossible_date {
        let message = format!("there is no such day as `{}`", cx.draft.source.slice(span));
        findings.push(cx.finding(message, span).help("look up when the note was published"));
    }
    for paragraph in cx.note.paragraphs() {
        for mention in &paragraph.dates {
            let Some(day) = impossible(mention) else { continue };
            let written = &paragraph.prose.text()[mention.range.clone()];
            let finding = cx.finding(format!("there is no such day as `{written}`"), paragraph.span_of(&mention.range));
            findings.push(finding.help(help(cx, day)));
        }
    }
}

fn impossible(mention: &Mention) -> Option<&Day> {
    match (mention.resolved, mention.resolved_last) {
        (Resolved::Impossible, _) => Some(&mention.first),
        (_, Resolved::Impossible) => mention.last.as_ref(),
        _ => None,
    }
}

/// "look it up: April has 30 days".
fn help(cx: &Context<'_>, day: &Day) -> String {
    let name = usize::from(day.month).checked_sub(1).and_then(|index| cx.house.dates.vocabulary.months.get(index));
    let month = |year| i8::try_from(day.month).ok().and_then(|month| Date::new(year, month, 1).ok());
    match (name, day.year) {
        (Some(name), None) if day.month == 2 => format!("look it up: {name} has 28 days, and 29 in a leap year"),
        (Some(name), year) => match month(year.unwrap_or(2000)) {
            Some(first) if day.month == 2 => format!("look it up: {name} {} has {} days", first.year(), first.days_in_month()),
            Some(first) => format!("look it up: {name} has {} days", first.days_in_month()),
            None => "look it up".to_owned(),
        },
        (None, _) => "look it up".to_owned(),
    }
}
