//! Which brackets of a text have no other half, and what only looks like one: the mark of a list, a smile, an interval, an address's end.

use crate::prose::words::char_before;
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
        let frowns = self.is_face(at) && !self.text[at + 1..].starts_with(|c: char| !c.is_whitespace());
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
        if marks_list || self.is_face(at) || self.text[..at].ends_with(OBJECT) {
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

    /// Whether the bracket at `at` is a mouth: `:)`, `;-(`.
    fn is_face(&self, at: usize) -> bool {
        let eyes = self.text[..at].strip_suffix(['-', '\'', '^']).unwrap_or(&self.text[..at]);
        eyes.ends_with([':', ';', '='])
    }
}

/// Whether `before`, which stands before a closing bracket, ends like the mark of a list: `a`, `12`, `iv`, `3.`.
fn is_list_mark(before: &str) -> bool {
    let bare = before.strip_suffix('.').unwrap_or(before);
    let mark = &bare[bare.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len()..];
    let start = bare.len() - mark.len();
    let stands_apart =
        char_before(bare, start).is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '/' | ',' | ';' | '"' | '“' | OBJECT));
    let is_numeral = mark.bytes().all(|byte| matches!(byte.to_ascii_lowercase(), b'i' | b'v' | b'x'));
    let figures = mark.bytes().all(|byte| byte.is_ascii_digit());
    stands_apart && (mark.len() == 1 || (figures && matches!(mark.len(), 1..=3)) || (is_numeral && matches!(mark.len(), 2..=5)))
}

/// Bytes between the brackets of the longest interval.
const INTERVAL: usize = 40;

/// Whether what stands between two brackets of different make are an interval's ends: `0, 1`.
fn is_interval(inner: &str) -> bool {
    if inner.len() > INTERVAL {
        return false;
    }
    let is_end = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | '−' | '-' | '+' | '∞' | '%');
    let is_name = |end: &str| end.trim().chars().count() <= 2;
    let mut ends = inner.split([',', ';']);
    let both = |one: &str, other: &str| [one, other].iter().all(|end| !end.trim().is_empty() && (end.chars().all(is_end) || is_name(end)));
    matches!((ends.next(), ends.next(), ends.next()), (Some(one), Some(other), None) if both(one, other))
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
