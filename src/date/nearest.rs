//! Days by their weekdays.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// The day of that weekday nearest to `date`: at most three days away.
pub fn nearest_on(date: Date, weekday: Weekday) -> Date {
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
        assert_eq!(nearest_on(tuesday, Weekday::Monday), jiff::civil::date(2021, 5, 31));
        assert_eq!(nearest_on(tuesday, Weekday::Friday), jiff::civil::date(2021, 6, 4));
        assert_eq!(nearest_on(tuesday, Weekday::Saturday), jiff::civil::date(2021, 5, 29));
    }
}
