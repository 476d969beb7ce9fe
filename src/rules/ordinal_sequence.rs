//! `ordinal-sequence`. How an ordinal is written is for `ordinal-form`.

use std::collections::HashMap;
use std::ops::Range;

use crate::draft::{OrdinalForm, Paragraph, Point, Section};
use crate::house::{Body, PointsFormat};
use crate::rules::{Context, Finding, Findings, Fix, Safety, rule};

use count::{Break, breaks};

mod count;

rule! {
    /// The points of a section do not count up from the first
    ///
    /// A gap in the ordinals mostly means that a point was cut or moved and the others were not renumbered. The reader looks for
    /// the missing argument, and whoever quotes "the third point" means another one than you.
    ///
    /// ```points bad
    /// First, the strike fund. The union had run out of money by the second week.
    ///
    /// Third, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// ```points fixed
    /// First, the strike fund. The union had run out of money by the second week.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// A single slip is one finding, at the slip; here the last point is right:
    ///
    /// ```points bad
    /// First, the strike fund. It was empty.
    ///
    /// First, the season. Fruit does not keep.
    ///
    /// Third, the weather. It had been raining for a week.
    /// ```
    ///
    /// Each section counts for itself, and an ordinal inside a paragraph does not count at all:
    ///
    /// ```points good
    /// First, the strike fund. Third parties had paid into it for a week only.
    ///
    /// Second, the season. It is the fourth harvest in a row. Fruit does not keep.
    /// ```
    ///
    /// To mend it, find the missing point or number the section afresh.
    "ordinal-sequence", Points, Error, fix: Unsafe, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    // Where another section has lost its heading, `missing-section` says so.
    let headless = cx.note.headless(cx.house, cx.form(), cx.day()).map(|headless| headless.under.heading.span);
    for (_, section) in cx.sections_of(Body::Numbered).filter(|(_, section)| Some(section.heading.span) != headless) {
        let mut points = section.points().collect::<Vec<_>>();
        // Of a point that was pasted twice `duplicate-paragraph` speaks.
        let mut first = HashMap::new();
        points.retain(|(paragraph, point)| {
            std::ptr::eq(*paragraph, *first.entry(point.value).or_insert(*paragraph)) || !paragraph.repeats(first[&point.value])
        });
        let numbers = points.iter().map(|(_, point)| (point.form != OrdinalForm::Closing).then_some(point.value)).collect::<Vec<_>>();
        findings.extend(breaks(&numbers).iter().map(|found| report(cx, section, &points, *found)));
    }
}

fn report(cx: &Context<'_>, section: &Section, points: &[(&Paragraph, &Point)], found: Break) -> Finding {
    let house = &cx.house.points;
    let (paragraph, point) = points[found.index];
    let word = ordinal(paragraph, point);
    let before = found.index.checked_sub(1).map(|index| points[index]);
    let seen = points[..found.index].iter().any(|(_, earlier)| earlier.value == point.value);
    let message = match before.map(|(paragraph, point)| ordinal(paragraph, point)) {
        None => format!("the points start with `{word}`"),
        _ if seen && point.value == 1 && found.expected > 2 => format!("the points start again with `{word}`"),
        _ if seen => format!("`{word}` stands twice"),
        _ if found.alone => format!("`{word}` stands out of turn"),
        Some(previous) if point.value > found.expected => {
            format!("`{word}` follows `{previous}`: {}", missing(house, found.expected..point.value))
        }
        Some(previous) => format!("`{word}` follows `{previous}`"),
    };
    let expected = house.word(found.expected).map_or_else(|| found.expected.to_string(), std::borrow::Cow::into_owned);
    cx.finding(message, paragraph.span_of(&point.word))
        .help(format!("find the point that is missing, or number the section afresh: this is point {}", found.index + 1))
        .related(before.map(|(paragraph, point)| cx.label(paragraph.span_of(&point.word), "the point before it")))
        .related(cx.house.label_at(house.words_span, "the ordinals of the house"))
        .expecting(expected)
        .fix(renumber(cx, section))
}

/// "the second point is missing", "the second and third points are missing", "point 2 is missing".
fn missing(house: &PointsFormat, numbers: Range<u32>) -> String {
    let count = numbers.len();
    if house.is_in_figures() {
        return match count {
            1 => format!("point {} is missing", numbers.start),
            2 => format!("points {} and {} are missing", numbers.start, numbers.start + 1),
            _ => format!("{count} points are missing"),
        };
    }
    let names = numbers.take(3).map(|number| house.word(number).map(|word| word.to_lowercase())).collect::<Option<Vec<_>>>();
    match names.as_deref() {
        Some([one]) => format!("the {one} point is missing"),
        Some([one, two]) => format!("the {one} and {two} points are missing"),
        _ => format!("{count} points are missing"),
    }
}

/// Numbers every point by its place, where the house has words enough.
fn renumber(cx: &Context<'_>, section: &Section) -> Option<Fix> {
    let house = &cx.house.points;
    let mut edits = Vec::new();
    for ((paragraph, point), number) in section.points().zip(1..) {
        let word = house.word(number)?;
        if point.value == number || point.form == OrdinalForm::Closing {
            continue;
        }
        // another form takes another mark, so that it goes as a whole: "2." must not become "Second."
        if point.form == OrdinalForm::House || point.marked == point.word {
            edits.push(cx.edit(paragraph.span_of(&point.word), word));
            continue;
        }
        edits.push(cx.edit(paragraph.span_of(&point.marked), format!("{word}{}", house.mark)));
        let capital = house.begins_sentence().then(|| paragraph.capitalised_after(point)).flatten();
        edits.extend(capital.map(|(span, text)| cx.edit(span, text)));
    }
    Some(Fix::of("number the points of the section afresh", Safety::Unsafe, edits))
}

fn ordinal<'a>(paragraph: &'a Paragraph, point: &Point) -> &'a str {
    &paragraph.prose.text()[point.word.clone()]
}
