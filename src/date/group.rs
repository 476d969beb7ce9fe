//! The parts of a date as it is written: days that share a month, their figures, a year. How they are found in a text is told elsewhere.

use crate::prose::TextRange;
use crate::prose::words::byte_is;

use super::Written;
use super::form::Order;
use super::weekday::Named;
use super::words::is_figure;

/// Days that share one month: `11 January`, `10-16 November 2022`.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) range: TextRange,
    pub(super) order: Order,
    pub(super) first: Figure,
    pub(super) last: Option<Figure>,
    pub(super) month: u8,
    pub(super) year: Option<Year>,
    pub(super) written: Written,
    pub(super) doubt: Doubt,
}

/// A day's figure.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub(super) value: u8,
    /// Its one or two figures.
    pub(super) bare: TextRange,
    /// With its suffix.
    pub(super) range: TextRange,
    /// The weekday between it and the day that it follows in a range.
    pub(super) weekday: Option<Named>,
}

/// A year as written.
#[derive(Debug, Clone)]
pub(super) struct Year {
    pub(super) value: i16,
    pub(super) range: TextRange,
    /// Whether a comma that is none of the house's stands before it.
    pub(super) comma: bool,
}

/// Why something that looks like a date may be none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// No reason.
    None,
    /// "all 11 may leave": the month's name is a word.
    Word,
    /// "They counted 11. March was worse": a stop between the parts.
    Stop,
    /// "On 14/3,": it may be a fraction.
    Figures,
    /// "5 Marhc": it may be another word.
    Slip,
}

/// One or two groups joined by a dash or a word, with what joins them.
#[derive(Debug, Clone)]
pub(super) struct Dating {
    pub(super) first: Group,
    /// Boxed, since few are ranges of this kind and all are handed on.
    pub(super) joined: Option<Box<(TextRange, Group)>>,
}

impl Group {
    /// Whether it runs over the end of a month and names only the second: "30-2 January".
    pub(super) fn turns_month(&self) -> bool {
        self.last.as_ref().is_some_and(|last| self.first.value >= 25 && last.value <= 7)
    }
}

impl Dating {
    pub(super) fn range(&self) -> TextRange {
        self.first.range.start..self.joined.as_deref().map_or(self.first.range.end, |(_, last)| last.range.end)
    }

    pub(super) fn figures(&self) -> impl Iterator<Item = &Figure> {
        let joined = self.joined.as_deref().into_iter().map(|(_, last)| &last.first);
        [Some(&self.first.first), self.first.last.as_ref()].into_iter().flatten().chain(joined)
    }

    pub(super) fn names_year(&self) -> bool {
        self.first.year.is_some() || self.joined.as_deref().is_some_and(|(_, last)| last.year.is_some())
    }
}

pub(super) fn is_year(value: i16) -> bool {
    (1000..=2999).contains(&value)
}

/// "11.5", "11,000", "11:30", "11%", "11/12": the figures that end at `end` are part of a number.
pub(super) fn goes_on_as_number(text: &str, end: usize) -> bool {
    let inner = byte_is(text, end, |byte| matches!(byte, b'.' | b',' | b':' | b'/')) && byte_is(text, end + 1, is_figure);
    inner || byte_is(text, end, |byte| byte == b'%')
}
