//! The first of a month, where a house writes it in its own way: `1er mars`. The other days are figures.

use super::Finder;
use super::group::Figure;

impl Finder {
    /// Past a first of the month that is written as the house writes it.
    pub(super) fn first_day_end(&self, text: &str, at: usize) -> Option<usize> {
        let own = self.first_day.as_ref()?;
        text[at..].starts_with(own.as_str()).then(|| at + own.len())
    }

    /// Whether a day is its figure alone, or the first of the month in the house's own way.
    pub(super) fn is_as_the_house_writes_days(&self, text: &str, figure: &Figure) -> bool {
        match self.first_day.as_ref().filter(|_| figure.value == 1) {
            Some(own) => text[figure.range.clone()] == **own,
            None => figure.range == figure.bare,
        }
    }
}
