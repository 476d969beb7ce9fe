//! Scales and their ticks. Nothing is drawn here.

use jiff::ToSpan;
use jiff::civil::{Date, date as civil};

/// A stretch of values on a stretch of the picture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    first: f64,
    last: f64,
    from: f64,
    to: f64,
}

/// A mark on the axis of days.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tick {
    pub(super) at: f64,
    pub(super) label: String,
    /// The year, where it is not the label and begins here.
    pub(super) year: Option<i16>,
}

/// Marks on an axis.
pub(super) struct Ticks;

/// More marks than this on one axis cannot be read.
const MOST: usize = 12;

impl Axis {
    /// A stretch of no length is drawn in the middle.
    pub(super) fn new(first: f64, last: f64, from: f64, to: f64) -> Axis {
        if last > first { Axis { first, last, from, to } } else { Axis { first: first - 1.0, last: last + 1.0, from, to } }
    }

    pub(super) fn place(&self, value: f64) -> f64 {
        self.from + (value - self.first) / (self.last - self.first) * (self.to - self.from)
    }
}

impl Ticks {
    /// Round numbers within the axis.
    pub(super) fn of_numbers(axis: &Axis) -> Vec<(f64, String)> {
        let mut step = 1.0;
        let mut factors = [2.0, 2.5, 2.0].into_iter().cycle();
        while (axis.last - axis.first) / step > 9.0 {
            step *= factors.next().expect("a cycle goes on");
        }
        let mut ticks = Vec::new();
        let mut at = (axis.first / step).ceil() * step;
        while at <= axis.last && ticks.len() < MOST {
            ticks.push((at, format!("{at:.0}")));
            at += step;
        }
        ticks.retain(|(at, _)| at.fract() == 0.0);
        ticks
    }

    /// Beginnings of years, months or days, whichever are few enough.
    pub(super) fn of_days(axis: &Axis, months: &[String]) -> Vec<Tick> {
        let (first, last) = (date(axis.first.ceil()), date(axis.last.floor()));
        let span = axis.last - axis.first;
        if span > 3.0 * 366.0 {
            let years = i32::from(last.year()) - i32::from(first.year()) + 1;
            let step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].into_iter().find(|step| years / step < 12).unwrap_or(2000);
            let within = (first.year()..=last.year()).filter(|year| i32::from(*year) % step == 0);
            let begins = within.filter_map(|year| Date::new(year, 1, 1).ok()).filter(|day| *day >= first);
            return begins.map(|begin| Tick { at: day(begin), label: begin.year().to_string(), year: None }).collect();
        }
        let by_month = span > 70.0;
        let starts = if by_month {
            let step = [1, 2, 3, 6].into_iter().find(|step| span / 30.4 / f64::from(*step) < 11.0).unwrap_or(12);
            let month = Date::new(first.year(), 1, 1).unwrap_or(first);
            every(month, first, last, |index| (index * step).months())
        } else {
            let step = [1, 2, 7, 14].into_iter().find(|step| span / f64::from(*step) < 11.0).unwrap_or(28);
            every(first, first, last, |index| (index * step).days())
        };
        let mut year = None;
        let mut tick = |begin: Date| {
            let begins = year != Some(begin.year());
            year = Some(begin.year());
            Tick {
                at: day(begin),
                label: if by_month { month_of(begin, months) } else { day_of(begin, months) },
                year: begins.then(|| begin.year()),
            }
        };
        starts.into_iter().map(&mut tick).collect()
    }
}

/// The days from `start` on in steps, those before `first` left out.
fn every(start: Date, first: Date, last: Date, step: impl Fn(i32) -> jiff::Span) -> Vec<Date> {
    let days = (0..).map_while(|index| start.checked_add(step(index)).ok()).take_while(|day| *day <= last);
    days.filter(|day| *day >= first).take(2 * MOST).collect()
}

fn month_of(day: Date, months: &[String]) -> String {
    const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let index = usize::from(day.month().unsigned_abs()) - 1;
    months.get(index).map_or_else(|| NAMES[index].to_owned(), |name| name.chars().take(3).collect())
}

fn day_of(day: Date, months: &[String]) -> String {
    format!("{} {}", day.day(), month_of(day, months))
}

/// Days since the year 1970.
pub(super) fn day(day: Date) -> f64 {
    f64::from(day.since(civil(1970, 1, 1)).map_or(0, |since| since.get_days()))
}

pub(super) fn date(day: f64) -> Date {
    #[expect(clippy::cast_possible_truncation, reason = "a day of the calendar is a small number")]
    let days = day as i32;
    civil(1970, 1, 1).checked_add(days.days()).unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(from: Date, to: Date) -> Vec<String> {
        let axis = Axis::new(day(from), day(to), 0.0, 100.0);
        Ticks::of_days(&axis, &[])
            .into_iter()
            .map(|tick| tick.year.map_or(tick.label.clone(), |year| format!("{} {year}", tick.label)))
            .collect()
    }

    #[test]
    fn ticks_are_round_and_few() {
        let numbers =
            |first, last| Ticks::of_numbers(&Axis::new(first, last, 0.0, 100.0)).into_iter().map(|(_, label)| label).collect::<Vec<_>>();
        assert_eq!(numbers(12.0, 14.0), ["12", "13", "14"]);
        assert_eq!(numbers(7.0, 7.0), ["6", "7", "8"]);
        assert_eq!(numbers(1.0, 40.0), ["5", "10", "15", "20", "25", "30", "35", "40"]);
        assert_eq!(numbers(1.0, 10_000.0), ["2000", "4000", "6000", "8000", "10000"]);
    }

    #[test]
    fn days_months_and_years_are_marked_as_there_is_room() {
        assert_eq!(labels(civil(2021, 5, 1), civil(2021, 5, 15))[..3], ["1 May 2021", "3 May", "5 May"]);
        assert_eq!(labels(civil(2021, 11, 14), civil(2022, 3, 2)), ["Dec 2021", "Jan 2022", "Feb", "Mar"]);
        assert_eq!(labels(civil(2018, 3, 1), civil(2022, 3, 2)), ["2019", "2020", "2021", "2022"]);
        assert!(labels(civil(1700, 1, 1), civil(2022, 3, 2)).len() <= MOST);
        assert_eq!(labels(civil(2021, 5, 8), civil(2021, 5, 8)).len(), 3, "a day and its neighbours");
    }
}
