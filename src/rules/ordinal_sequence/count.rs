//! Where a list of numbers stops counting up from one. It knows nothing of points or words.

/// A number that breaks the count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Break {
    /// Which point, from 0.
    pub index: usize,
    /// The number it should have.
    pub expected: u32,
    /// Whether the point after it goes on as if this one were right or not there: a single slip.
    pub alone: bool,
}

/// Where the numbers of a section's points break the count; `None` for a point that takes whatever number is next.
pub fn breaks(numbers: &[Option<u32>]) -> Vec<Break> {
    let mut breaks = Vec::new();
    let mut count = 0;
    for (index, number) in numbers.iter().enumerate() {
        let expected = count + 1;
        let found = number.unwrap_or(expected);
        let next = numbers.get(index + 1).copied().flatten();
        let was_meant = next == Some(expected + 1);
        let is_stray = next == Some(expected);
        if found != expected {
            breaks.push(Break { index, expected, alone: was_meant || is_stray });
        }
        if found == expected || was_meant {
            count = expected;
        } else if !is_stray {
            count = found;
        }
    }
    breaks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(numbers: &[u32]) -> Vec<usize> {
        let numbers = numbers.iter().map(|number| (*number != 0).then_some(*number)).collect::<Vec<_>>();
        breaks(&numbers).iter().map(|found| found.index).collect()
    }

    #[test]
    fn each_fault_is_one_break_where_it_stands() {
        let none: [usize; 0] = [];
        assert_eq!(broken(&[]), none);
        assert_eq!(broken(&[1, 2, 3]), none);
        assert_eq!(broken(&[1, 3, 4]), [1], "the count goes on from the ordinal found");
        assert_eq!(broken(&[1, 2, 2, 4]), [2], "a wrong one between right ones");
        assert_eq!(broken(&[1, 2, 2, 3]), [2], "one too many");
        assert_eq!(broken(&[2, 3]), [0], "a wrong start");
        assert_eq!(broken(&[1, 2, 1, 2]), [2], "a second start");
        assert_eq!(broken(&[1, 4, 3]), [1]);
        assert_eq!(broken(&[1, 3, 5]), [1, 2], "two gaps");
        assert_eq!(broken(&[1, 1, 3, 3, 5]), [1, 3], "two slips");
        assert_eq!(broken(&[1, 2, 4, 3]), [2], "a stray one before the right one");
    }

    #[test]
    fn a_closing_word_takes_the_number_that_is_next() {
        let none: [usize; 0] = [];
        assert_eq!(broken(&[1, 2, 0]), none);
        assert_eq!(broken(&[1, 3, 0]), [1]);
    }
}
