//! Days in words.

use jiff::civil::Date;

use crate::house::House;

/// "Tuesday, 11 May 2021", as the house writes it.
pub(super) fn in_full(house: &House, day: Date) -> String {
    format!("{}, {}", house.finder().weekday_name(day.weekday()), with_year(house, day))
}

/// "11 May 2021".
pub(super) fn with_year(house: &House, day: Date) -> String {
    let (figure, month) = figures(day);
    house.finder().write(figure, month, Some(day.year()))
}

/// "11 May".
pub(super) fn without_year(house: &House, day: Date) -> String {
    let (figure, month) = figures(day);
    house.finder().write(figure, month, None)
}

fn figures(day: Date) -> (u8, u8) {
    let figure = |number: i8| u8::try_from(number).expect("days and months of the calendar are positive");
    (figure(day.day()), figure(day.month()))
}

/// How far `day` is from the note's date, in words.
pub(super) fn beside(day: Date, note: Date) -> String {
    let days = (note - day).get_days();
    match days {
        0 => "the note's date".to_owned(),
        1 => "the day before the note's date".to_owned(),
        -1 => "the day after the note's date".to_owned(),
        2.. => format!("{days} days before the note's date"),
        _ => format!("{} days after the note's date", -days),
    }
}
