//! A note's number, or the several that a double issue takes. It does not know whether anybody has them.

use std::fmt;

/// A number, or several in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Run {
    /// The first of them.
    pub first: u64,
    /// The last of them; the same where there is one.
    pub last: u64,
}

impl Run {
    /// One number.
    pub fn one(number: u64) -> Self {
        Run { first: number, last: number }
    }

    /// Whether it holds more than one number.
    pub fn is_range(self) -> bool {
        self.last > self.first
    }

    /// Whether `number` is one of them.
    pub fn contains(self, number: u64) -> bool {
        (self.first..=self.last).contains(&number)
    }

    /// How many numbers after the first it goes on for: 0 for one number.
    pub fn beyond_first(self) -> u64 {
        self.last - self.first
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_range() { write!(f, "{}-{}", self.first, self.last) } else { write!(f, "{}", self.first) }
    }
}
