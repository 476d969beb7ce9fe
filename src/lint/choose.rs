//! Which of several houses a draft was written for. Which houses are asked is for the settings and the command line to say.

use crate::draft::{Draft, HeaderMatch, Manuscript, Marks};
use crate::house::House;

/// What became of a file in the eyes of some houses.
#[derive(Debug)]
pub enum Choice<'a> {
    /// It is a draft of this house, read with it.
    One(&'a House, Draft),
    /// It is not clear of which: those that it bears the marks of. None means that it is no draft of any. The draft is as the first reads it.
    Unclear(Vec<&'a House>, Draft),
}

/// Reads `manuscript` with the one of `houses`, of which there is at least one, whose banner or number line it bears, else whose section
/// headings it bears.
pub fn choose<'a>(manuscript: &Manuscript, houses: &[&'a House]) -> Choice<'a> {
    let alike = alike(manuscript, houses);
    let Some(first) = alike.first() else { return Choice::Unclear(Vec::new(), manuscript.draft(houses[0])) };
    let draft = manuscript.draft(first);
    match alike.as_slice() {
        // A banner with a slip in it, and nothing else.
        [_] if draft.notes.is_empty() => Choice::Unclear(Vec::new(), draft),
        [only] => Choice::One(only, draft),
        _ => Choice::Unclear(alike, draft),
    }
}

/// Those of `houses` that `manuscript` bears the marks of, and none of them more than another.
pub fn alike<'a>(manuscript: &Manuscript, houses: &[&'a House]) -> Vec<&'a House> {
    let marks = houses.iter().map(|house| (likeness(manuscript.marks(house)), *house));
    let marked: Vec<_> = marks.filter(|(likeness, _)| *likeness > NOTHING).collect();
    let best = marked.iter().map(|(likeness, _)| *likeness).max();
    marked.into_iter().filter(|(likeness, _)| Some(*likeness) == best).map(|(_, house)| house).collect()
}

/// Ordered: the lines at the top tell more than headings, which several houses may share, and these more than a key of the front matter.
fn likeness(marks: Marks) -> (HeaderMatch, bool, bool) {
    (marks.header, marks.headings, marks.front_matter)
}

const NOTHING: (HeaderMatch, bool, bool) = (HeaderMatch::Nothing, false, false);
