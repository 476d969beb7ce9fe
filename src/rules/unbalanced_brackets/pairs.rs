//! Which brackets of a text have no other half.

use super::looks::{is_face, is_interval, is_list_mark};
use crate::prose::{OBJECT, Prose};

/// A bracket without its other half.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loose {
    /// Its byte in the text.
    pub at: usize,
    /// Whether it is the first half of a pair.
    pub opens: bool,
    /// Round or square.
    pub kind: Kind,
}

/// The shape of a bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `(` and `)`.
    Round,
    /// `[` and `]`.
    Square,
}

/// The brackets in `prose` that have no other half and should have one, in order of place.
pub fn loose(prose: &Prose) -> Vec<Loose> {
    let mut brackets = prose.landmarks().brackets().peekable();
    // Most texts have none, and nearly all of the others only pairs.
    if brackets.peek().is_none() {
        return Vec::new();
    }
    let mut pairing = Pairing { text: prose.text(), open: Vec::new(), squares: 0, loose: Vec::new(), doubtful: 0 };
    for at in brackets {
        match prose.text().as_bytes()[at] {
            b'(' => pairing.opens(at, Kind::Round),
            b'[' => pairing.opens(at, Kind::Square),
            b')' => pairing.closes(at, Kind::Round),
            _ => pairing.closes(at, Kind::Square),
        }
    }
    let mut loose = pairing.loose;
    loose.extend(pairing.open);
    loose.sort_unstable_by_key(|half| half.at);
    loose
}

struct Pairing<'t> {
    text: &'t str,
    /// Not closed so far.
    open: Vec<Loose>,
    /// How many of them are square.
    squares: usize,
    loose: Vec<Loose>,
    /// Pairs whose second half may have been a list's mark: `(see point a) below)`.
    doubtful: usize,
}

impl Pairing<'_> {
    fn opens(&mut self, at: usize, kind: Kind) {
        let frowns = is_face(&self.text[..at]) && !self.text[at + 1..].starts_with(|c: char| !c.is_whitespace());
        if !frowns {
            self.squares += usize::from(kind == Kind::Square);
            self.open.push(Loose { at, opens: true, kind });
        }
    }

    fn closes(&mut self, at: usize, kind: Kind) {
        let (marks_list, last) = (is_list_mark(&self.text[..at]), self.open.last().copied());
        if let Some(first) = last.filter(|last| last.kind == kind) {
            let of_its_own = self.text[first.at + 1..at].chars().all(char::is_alphanumeric);
            self.doubtful += usize::from(marks_list && !of_its_own);
            self.pop();
            return;
        }
        if last.is_some_and(|first| is_interval(&self.text[first.at + 1..at])) {
            self.pop();
            return;
        }
        if marks_list || is_face(&self.text[..at]) || self.text[..at].ends_with(OBJECT) {
            return;
        }
        let same = if kind == Kind::Square { self.squares } else { self.open.len() - self.squares };
        if same > 0 {
            // Those opened since then are never closed.
            while let Some(inner) = self.pop() {
                if inner.kind == kind {
                    break;
                }
                self.loose.push(inner);
            }
        } else if let Some(first) = last {
            // One pair of two makes: a slip, told once.
            self.pop();
            self.loose.push(first);
        } else if self.doubtful > 0 {
            self.doubtful -= 1;
        } else {
            self.loose.push(Loose { at, opens: false, kind });
        }
    }

    fn pop(&mut self) -> Option<Loose> {
        let half = self.open.pop()?;
        self.squares -= usize::from(half.kind == Kind::Square);
        Some(half)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Vec<(usize, bool)> {
        loose(&text.into()).into_iter().map(|half| (half.at, half.opens)).collect()
    }

    #[test]
    fn a_half_without_its_other_is_loose() {
        assert_eq!(places("The pier (of stone is old."), [(9, true)]);
        assert_eq!(places("The pier of stone) is old."), [(17, false)]);
        assert_eq!(places("The ((old) pier"), [(4, true)]);
        assert_eq!(places("The (old [grey) pier"), [(9, true)]);
        assert_eq!(places("The [old pier)"), [(4, true)]);
        assert_eq!(places("The (one) and two) and (three"), [(17, false), (23, true)]);
        assert_eq!(places("“We (all of us sail.”"), [(6, true)]);
        assert_eq!(places("in the year 2015) it"), [(16, false)]);
    }

    #[test]
    fn lists_faces_intervals_and_pairs_are_fine() {
        for fine in [
            "a) one, b) two; (c) three",
            "1) one 2) two 12) twelve",
            "i) one ii) two iv) four",
            "1.) one",
            "It rained :) and ;-) and :(",
            "on [0, 1) and (0; ∞]",
            "a (see point b) below) pier",
            "(one (two [three]) four)",
            "[t]he ship(s)",
            "at \u{fffc}) and",
            "(1)(a) of Article 5(2)",
            "",
        ] {
            assert_eq!(places(fine), [], "{fine}");
        }
    }
}
