//! Which of several houses a draft was written for. Which houses are asked is for the settings and the command line to say.

use std::sync::Arc;

use crate::draft::{Draft, Syntax};
use crate::house::{Fit, House};
use crate::source::Source;

/// What became of a file in the eyes of some houses.
#[derive(Debug)]
pub enum Choice<'a> {
    /// It is a draft of this house, read with it.
    One(&'a House, Draft),
    /// It is not clear of which: those that it bears the marks of. None means that it is no draft of any. The draft is as the first reads it.
    Unclear(Vec<&'a House>, Draft),
}

/// How surely a draft is of a house. Ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    None,
    Headings,
    NumberLine,
}

/// Reads `source` with each of `houses`, of which there is at least one. The one whose banner or number line the draft bears, else the one
/// whose section headings it bears.
pub fn choose<'a>(source: &Arc<Source>, syntax: Syntax, houses: &[&'a House]) -> Choice<'a> {
    let read = |house: &&'a House| {
        let draft = Draft::read(Arc::clone(source), syntax, house);
        (likeness(&draft), *house, draft)
    };
    let mut readings: Vec<_> = houses.iter().map(read).collect();
    let best = readings.iter().map(|(likeness, ..)| *likeness).max().expect("at least one house is asked");
    let liked: Vec<_> = readings.iter().filter(|(likeness, ..)| *likeness == best).map(|(_, house, _)| *house).collect();
    match liked.as_slice() {
        [only] if best > Likeness::None => {
            let found = readings.iter().position(|(likeness, ..)| *likeness == best).expect("the best is among them");
            Choice::One(only, readings.swap_remove(found).2)
        }
        _ => Choice::Unclear(if best > Likeness::None { liked } else { Vec::new() }, readings.swap_remove(0).2),
    }
}

fn likeness(draft: &Draft) -> Likeness {
    if draft.notes.is_empty() {
        return Likeness::None;
    }
    let mut headers = draft.notes.iter().map(|note| &note.header);
    let named = headers.any(|header| header.banner.is_some() || header.number_line.as_ref().is_some_and(|line| line.fit == Fit::Exact));
    let meant = || draft.notes.iter().any(|note| note.header.number_line.is_some());
    if named || meant() { Likeness::NumberLine } else { Likeness::Headings }
}
