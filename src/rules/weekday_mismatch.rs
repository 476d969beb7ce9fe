//! `weekday-mismatch`. A day that no calendar has is for `impossible-date`.

use jiff::civil::{Date, Weekday};

use crate::date::{Day, Mention, Resolved, nearest_on, years_in};
use crate::draft::Paragraph;
use crate::house::Body;
use crate::prose::TextRange;
use crate::rules::{Context, Finding, Findings, Fix, Safety, rule};

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
    /// Of a range, the first weekday belongs with the first day, and the last with the last:
    ///
    /// ```events good
    /// From Tuesday to Thursday, 11-13 May, the dockers of Port Ellery voted on their return to work. Few stayed away.
    /// ```
    ///
    /// Outside a dated section a date without a year may be any year's, and nothing is said unless the paragraph names one:
    ///
    /// ```points good
    /// First, the strike fund. Members pay on Monday, 11 May, and never again.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// To mend it, look up which of the two is right; copydesk offers both.
    "weekday-mismatch", Dates, Error, fix: None, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    for (body, paragraph) in cx.paragraphs() {
        for mention in paragraph.dates.iter().filter(|mention| !mention.backwards) {
            findings.extend(ends(mention).filter(|end| is_wrong(cx, body, paragraph, end)).map(|end| report(cx, paragraph, &end)));
        }
    }
}

/// A weekday, and the day that it stands for.
struct End<'a> {
    mention: &'a Mention,
    weekday: Weekday,
    place: &'a TextRange,
    day: &'a Day,
    resolved: Resolved,
}

/// The ends of a range, or a date by itself, that have a weekday.
fn ends(mention: &Mention) -> impl Iterator<Item = End<'_>> {
    let (first, last) = (mention.weekday.as_ref(), mention.last_weekday.as_ref());
    let day = (&mention.first, mention.resolved);
    let pairs = match &mention.last {
        Some(own) => [first.zip(Some(day)), last.zip(Some((own, mention.resolved_last)))],
        // "From Tuesday to Thursday, 10 February": the date may be either's, or one between them.
        None => [first.filter(|_| last.is_none()).zip(Some(day)), None],
    };
    pairs.into_iter().flatten().map(move |((weekday, place), (day, resolved))| End { mention, weekday: *weekday, place, day, resolved })
}

/// Whether the two disagree in every year that may be meant.
fn is_wrong(cx: &Context<'_>, body: Body, paragraph: &Paragraph, end: &End<'_>) -> bool {
    let Resolved::On { date, inferred } = end.resolved else { return false };
    if date.weekday() == end.weekday {
        return false;
    }
    if !inferred {
        return true;
    }
    let start = end.mention.start();
    let far = paragraph.sentences.partition_point(|sentence| sentence.start + REACH < start);
    let from = paragraph.sentences.get(far).map_or(start, |sentence| sentence.start.min(start));
    let fits = |year: i16| Date::new(year, date.month(), date.day()).is_ok_and(|date| date.weekday() == end.weekday);
    let mut named = years_in(paragraph.prose.text(), from..start);
    if body.is_dated() {
        return !named.any(|(year, _)| fits(year));
    }
    // A year named in the same sentence is meant; one in the sentence before may be, unless the note's own fits.
    let Some((_, place)) = named.last() else { return false };
    let sentences = &paragraph.sentences[..paragraph.sentences.partition_point(|sentence| sentence.start <= start)];
    let is_in = |sentence: Option<&TextRange>| sentence.is_some_and(|sentence| sentence.start <= place);
    let fits_note = || cx.note.header.date.is_some_and(|note| fits(note.value.year()));
    is_in(sentences.last()) || is_in(sentences.iter().nth_back(1)) && !fits_note()
}

fn report(cx: &Context<'_>, paragraph: &Paragraph, end: &End<'_>) -> Finding {
    let End { mention, weekday, place, day, resolved } = end;
    let date = resolved.date().expect("a wrong weekday is one of a day of the calendar");
    let finder = cx.house.finder();
    let right = finder.weekday_name(date.weekday());
    let message = format!("{} is a {right}, not a {}", written(cx, date, Some(date.year())), finder.weekday_name(*weekday));
    let is_inside = mention.range.start < place.start && place.end < mention.range.end;
    let start = if is_inside { place.start } else { place.start.min(mention.range.start) };
    let whole = start..place.end.max(mention.range.end);
    let finding = cx
        .finding(message, paragraph.span_of(&whole))
        .help("look up which is right, the weekday or the date")
        .alternative(cx.fix(format!("write `{right}`"), Safety::Unsafe, paragraph.span_of(place), right));
    match other_date(cx, paragraph, (mention, day), nearest_on(date, *weekday)) {
        Some(fix) => finding.alternative(fix),
        None => finding,
    }
}

/// Changes the date to `date`; in a range, only if that day of it stays in its month.
fn other_date(cx: &Context<'_>, paragraph: &Paragraph, (mention, day): (&Mention, &Day), date: Date) -> Option<Fix> {
    let (range, text) = match &mention.last {
        None => (&mention.range, written(cx, date, day.year.map(|_| date.year()))),
        Some(_) if u8::try_from(date.month()) == Ok(day.month) => (&day.day_range, cx.house.finder().padded(date.day().unsigned_abs())),
        Some(_) => return None,
    };
    Some(cx.fix(format!("write `{text}`"), Safety::Unsafe, paragraph.span_of(range), text))
}

fn written(cx: &Context<'_>, date: Date, year: Option<i16>) -> String {
    let figure = |number: i8| u8::try_from(number).expect("days and months of the calendar are positive");
    cx.house.finder().write(figure(date.day()), figure(date.month()), year)
}

/// Bytes before a date in which a year may be named.
const REACH: usize = 2000;
