//! `date-number-order`. Whether date or number is wrong it cannot know: it points at the date. A number that is told to be wrong by another rule
//! is left out.

use crate::rules::{Context, Findings, rule};

rule! {
    /// A note with a higher number has an earlier date
    ///
    /// Numbers and dates rise together, though several notes may share a day. Where they do not, a date is most often wrong: last year's year,
    /// or `3 November` for `30 November`. The note is told whose removal puts the order right; where two would do, the one with the higher
    /// number.
    ///
    /// ```archive given
    /// Harbour Notes # 10, 1 May 2021
    /// Varnholm: A harbour master resigns
    /// Tomas Reyes
    ///
    /// Harbour Notes # 11, 8 May 2021
    /// Port Ellery: The dockers walk out
    /// Ines Okafor
    /// ```
    ///
    /// ```note bad
    /// Harbour Notes # 12, 16 May 2020
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    ///
    /// What was seen?
    /// On 11 May, the dockers of Port Ellery voted to return to work.
    ///
    /// Why now?
    /// First, the strike fund. The union had run out of money by the second week.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    ///
    /// What follows?
    /// First, a fragile peace. Neither side has signed anything.
    ///
    /// Second, more talks. The owners meet the union in June.
    /// ```
    ///
    /// ```header good
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// To mend it, check the day, the month and the year of both notes.
    "date-number-order", Series, Error, fix: None, check: Head(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let (Some((series, index)), Some(date)) = (cx.entry(), cx.note.header.date) else { return };
    let Some(other) = series.out_of_order(index) else { return };
    let (Some(numbers), Some(day)) = (other.numbers, other.date) else { return };
    let written =
        |date: jiff::civil::Date| cx.house.finder().write(date.day().unsigned_abs(), date.month().unsigned_abs(), Some(date.year()));
    let (relation, which) = if day.value > date.value { ("earlier", "lower") } else { ("later", "higher") };
    let message = format!(
        "the note is dated {relation} than No. {numbers}, which has the {which} number: {} against {}",
        written(date.value),
        written(day.value)
    );
    let label = other.label_at(day.span, &format!("the date of No. {numbers}"));
    findings.push(
        cx.finding(message, date.span)
            .related(label)
            .between(vec![series.entries()[index].key(), other.key()], other.numbers.map(|run| run.first))
            .help("check the day, the month and the year of both notes, and their numbers"),
    );
}
