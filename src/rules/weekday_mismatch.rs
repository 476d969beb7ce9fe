//! `weekday-mismatch`. A day that no calendar has is for `impossible-date`.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::date::{Mention, Resolved};
use crate::draft::Paragraph;
use crate::finding::{Finding, Findings, Fix, Safety};
use crate::house::Body;
use crate::prose::TextRange;
use crate::rules::{Check, Context, rule};

rule! {
    /// A weekday and the date beside it disagree
    ///
    /// One of the two is a slip, and a reader who notices trusts neither. In a quotation it is a slip too, so quotations are looked
    /// at as well.
    ///
    /// ```events bad
    /// On Monday, 11 May, the dockers of Port Ellery voted to return to work. The vote ended a strike of nine days.
    /// ```
    ///
    /// ```points bad
    /// First, the strike fund. It was last filled on 7 May 2020, a Friday.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// A weekday without a date, or beside another word, is fine:
    ///
    /// ```events good
    /// On Tuesday, 11 May, the dockers of Port Ellery voted to return to work. The Friday before 3 May, they had still unloaded ships.
    /// ```
    ///
    /// Outside a dated section a date without a year may be any year's, and nothing is said:
    ///
    /// ```points good
    /// First, the strike fund. Members pay on Monday, 11 May, and never again.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// To mend it, look up which of the two is right; copydesk offers both.
    "weekday-mismatch", Dates, Error, fix: None,
    check: Check::Note(check),
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    for (body, paragraph) in cx.paragraphs() {
        for mention in &paragraph.dates {
            let (Some((weekday, place)), Resolved::On { date, inferred }) = (&mention.weekday, mention.resolved) else { continue };
            let year_is_sure = !inferred || body == Body::Dated;
            if year_is_sure && date.weekday() != *weekday {
                findings.push(report(cx, paragraph, mention, date, (*weekday, place)));
            }
        }
    }
}

fn report(cx: &Context<'_>, paragraph: &Paragraph, mention: &Mention, date: Date, said: (Weekday, &TextRange)) -> Finding {
    let (weekday, place) = said;
    let finder = cx.house.finder();
    let right = finder.weekday_name(date.weekday());
    let message = format!("{} is a {right}, not a {}", written(cx, date, Some(date.year())), finder.weekday_name(weekday));
    let whole = place.start.min(mention.range.start)..place.end.max(mention.range.end);
    let finding = cx
        .finding(message, paragraph.span_of(&whole))
        .help("look up which is right, the weekday or the date")
        .alternative(cx.fix(format!("write `{right}`"), Safety::Unsafe, paragraph.span_of(place), right));
    match other_date(cx, paragraph, mention, nearest(date, weekday)) {
        Some(fix) => finding.alternative(fix),
        None => finding,
    }
}

/// Changes the date to `date`; in a range, only if its first day stays in its month.
fn other_date(cx: &Context<'_>, paragraph: &Paragraph, mention: &Mention, date: Date) -> Option<Fix> {
    let (range, text) = match &mention.last {
        None => (&mention.range, written(cx, date, mention.first.year.map(|_| date.year()))),
        Some(_) if u8::try_from(date.month()) == Ok(mention.first.month) => (&mention.first.day_range, date.day().to_string()),
        Some(_) => return None,
    };
    Some(cx.fix(format!("write `{text}`"), Safety::Unsafe, paragraph.span_of(range), text))
}

fn written(cx: &Context<'_>, date: Date, year: Option<i16>) -> String {
    let figure = |number: i8| u8::try_from(number).expect("days and months of the calendar are positive");
    cx.house.finder().write(figure(date.day()), figure(date.month()), year)
}

/// The day of that weekday nearest to `date`: at most three days away.
fn nearest(date: Date, weekday: Weekday) -> Date {
    let ahead = date.weekday().until(weekday);
    let days = if ahead > 3 { ahead - 7 } else { ahead };
    date.saturating_add(days.days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_day_is_at_most_three_away() {
        let tuesday = jiff::civil::date(2021, 6, 1);
        assert_eq!(nearest(tuesday, Weekday::Monday), jiff::civil::date(2021, 5, 31));
        assert_eq!(nearest(tuesday, Weekday::Friday), jiff::civil::date(2021, 6, 4));
        assert_eq!(nearest(tuesday, Weekday::Saturday), jiff::civil::date(2021, 5, 29));
    }
}
