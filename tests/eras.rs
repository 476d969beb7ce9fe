//! Number lines in every shape in which the weeklies were published, in every year of it: silent in their time, and told once out of it where
//! the house had another way. Bounded: some hundreds of digests.

use std::sync::Arc;

use copydesk::draft::{Draft, Syntax};
use copydesk::house::House;
use copydesk::lint::{self, Brief, Ignoring};
use copydesk::settings::Asked;
use copydesk::source::Source;
use jiff::civil::{Date, date};

/// A shape of a number line, and the first and the last year in which it is right.
struct Shape {
    house: &'static str,
    line: &'static str,
    years: (i16, i16),
    /// Whether it is told in other years.
    told: bool,
}

const fn shape(house: &'static str, line: &'static str, years: (i16, i16)) -> Shape {
    Shape { house, line, years, told: false }
}

const fn only(house: &'static str, line: &'static str, years: (i16, i16)) -> Shape {
    Shape { house, line, years, told: true }
}

const WEEK: &str = "the-world-this-week";
const CONFLICT: &str = "conflict-weekly";

const SHAPES: [Shape; 22] = [
    shape(WEEK, "The World This Week # {n}, {d}, Vol 2 No 14", (2020, 2026)),
    shape(WEEK, "The World This Week # {n}, {0d}, Vol 2, No 40", (2020, 2026)),
    shape(WEEK, "The World This Week #{n}, {d}, Vol. 4, No. 8", (2020, 2026)),
    only(WEEK, "The World This Week #{n}, Vol. 3, No. 30, {d}", (2022, 2026)),
    only(WEEK, "The World This Week #{n}, Vol. 4, No. 22 {d}", (2022, 2026)),
    shape(WEEK, "The World This Week #{n}, Vol. 4, No. 08\n{d}", (2020, 2026)),
    only(WEEK, "The World This Week #{n} and {m}, Vol. 6 No. 39 and 40, {d}", (2022, 2026)),
    only(WEEK, "The World This Week #{n}-{m} Vol. 6 Nos. 41-42, {d}", (2022, 2026)),
    only(WEEK, "The World This Week #{n} & {m} Vol. 6 Nos. 48 & 49, {d}", (2022, 2026)),
    only(WEEK, "The World This Week #{n}&{m}, Vol 7, No 42 & 43, {d}", (2022, 2026)),
    only(WEEK, "The World This Week #{n} Vol 7, No 21, {d}", (2022, 2026)),
    only(WEEK, "The World This Week #{n}, Vol 8, No 03, {d}", (2022, 2026)),
    shape(WEEK, "TWTW#{n}, {d}, Vol. 4, No. 36", (2020, 2026)),
    shape(WEEK, "#{n}, Vol. 2, No.22 {d}", (2020, 2026)),
    shape(CONFLICT, "Conflict Weekly #{n}, {0d}, Vol.4, No.22", (2020, 2026)),
    shape(CONFLICT, "Conflict Weekly #{n}, {d}, Vol.4, No.22", (2020, 2026)),
    shape(CONFLICT, "Conflict Weekly #{n} & {m}, {d}, Vol.4, No.8 & 9", (2020, 2026)),
    shape(CONFLICT, "Conflict Weekly #{n}&{m}, {d}, Vol. 5, No.50 & 51", (2020, 2026)),
    shape(CONFLICT, "Conflict Weekly #{n} &{m}, {d}, Vol.6, No. 17 &18", (2020, 2026)),
    only(CONFLICT, "IPRI Conflict Weekly, {0d}, Vol.1, No. {n}", (2020, 2020)),
    only(CONFLICT, "IPRI # {n}, {d}", (2020, 2020)),
    only(CONFLICT, "IPRI Conflict Weekly, {d}, Vol. 1, No. {n}\nIPRI # {m}, {d}", (2020, 2020)),
];

/// The first day from the third of a month on that the series publishes on, one for each quarter.
fn days(house: &House, year: i16) -> impl Iterator<Item = Date> {
    let weekdays = house.series.weekdays.clone();
    (1..=4)
        .map(move |quarter| {
            let from = date(year, quarter * 3 - 1, 5);
            (0..7).filter_map(|days| from.checked_add(jiff::Span::new().days(days)).ok()).find(|day| weekdays.contains(&day.weekday()))
        })
        .map(|day| day.expect("a week has every day"))
}

fn written(house: &House, day: Date) -> String {
    house.finder().write(day.day().unsigned_abs(), day.month().unsigned_abs(), Some(day.year()))
}

/// A digest of one note with that number line.
fn digest(house: &House, line: &str, number: u64, day: Date) -> String {
    let bare = written(house, day);
    let padded = if day.day() < 10 { format!("0{bare}") } else { bare.clone() };
    let next = (number + 1).to_string();
    let number_line = line.replace("{n}", &number.to_string()).replace("{m}", &next).replace("{0d}", &padded).replace("{d}", &bare);
    let before = |days: i64| {
        let day = day.checked_sub(jiff::Span::new().days(days)).expect("there are days before it");
        house.finder().write(day.day().unsigned_abs(), day.month().unsigned_abs(), None)
    };
    let heading = |index: usize| house.sections[index].heading.value.as_str();
    format!(
        "{}\n{number_line}\nGoran Petrossian and Ilse Amankwah\nQuarry Sound: The stone boats stay ashore\nGoran Petrossian\n{}\nOn {}, the stone boats of Quarry Sound stayed ashore. \
         The harbour was full by noon.\nOn {}, the quarry paid for the lost week. It asked for two in return.\n{}\nFirst, a toll by weight. \
         Stone is heavy, and wool is not.\nSecond, a crane that sank. It has not been raised.\n{}\nFirst, the toll will fall. The sound has no \
         other trade.\nSecond, the crane will stay. Gulls nest on it.\n",
        house.title.value,
        heading(0),
        before(2),
        before(3),
        heading(1),
        heading(2),
    )
}

/// The errors and warnings of a digest.
fn told(house: &House, text: &str) -> Vec<String> {
    let draft = Draft::read(Arc::new(Source::new("draft.txt", text)), Syntax::Plain, house);
    let asked = Asked::default();
    let brief =
        Brief { settings: None, path: "draft.txt", asked: &asked, ignores: Ignoring::Obeyed, today: date(2026, 12, 31), series: None };
    let loud = lint::check(&draft, house, &brief).findings.into_iter().filter(|reported| reported.level > copydesk::finding::Level::Advice);
    loud.map(|reported| format!("{}: {}", reported.finding.rule, reported.finding.message)).collect()
}

#[test]
fn every_published_shape_is_silent_in_its_time_and_told_once_out_of_it() {
    let mut wrong = Vec::new();
    let mut silent = 0;
    for shape in &SHAPES {
        let house = House::named(shape.house).expect("the house is shipped");
        for year in 2020..=2026 {
            let in_time = (shape.years.0..=shape.years.1).contains(&year);
            // A shape that began or ended within the year is not asked about in that one.
            if !in_time && (!shape.told || year == 2021) {
                continue;
            }
            for (turn, day) in (0..).zip(days(&house, year)) {
                let text = digest(&house, shape.line, 40 + turn, day);
                let told = told(&house, &text);
                let right = if in_time { told.is_empty() } else { told.len() == 1 && told[0].starts_with("malformed-number-line") };
                silent += usize::from(in_time && right);
                if !right {
                    wrong.push(format!("{} in {year}: {told:?}", shape.line));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong, {silent} silent:\n{}", wrong.len(), wrong.join("\n"));
    assert!(silent > 400, "{silent} were silent");
}

#[test]
fn a_line_with_neither_number_nor_date_is_told_whatever_the_time() {
    for (name, line) in [(WEEK, "The World This Week, Vol.2, No.5"), (CONFLICT, "Conflict Weekly, Vol.1, No. 20")] {
        let house = House::named(name).expect("the house is shipped");
        let told = told(&house, &digest(&house, line, 7, date(2020, 2, 2)));
        assert_eq!(told, ["malformed-number-line: the number line is not written as the house writes it"], "{line}");
    }
}
