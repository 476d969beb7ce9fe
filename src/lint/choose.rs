//! Which of several houses a draft was written for. Which houses are asked is for the settings and the command line to say.

use std::sync::Arc;

use crate::draft::{Draft, Head, Header, Syntax};
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
    /// A number line of some other series is no mark of this one.
    None,
    Headings,
    /// A number line that has its name, but is not as it should be.
    NumberLine,
    /// Its banner, or its number line as it should be.
    Name,
}

/// Reads `source` with each of `houses`, of which there is at least one. The one whose banner or number line the draft bears, else the one
/// whose section headings it bears.
pub fn choose<'a>(source: &Arc<Source>, syntax: Syntax, houses: &[&'a House]) -> Choice<'a> {
    let read = |house: &&'a House| {
        let draft = Draft::read(Arc::clone(source), syntax, house);
        (likeness(&draft, house), *house, draft)
    };
    let mut readings: Vec<_> = houses.iter().map(read).collect();
    let best = readings.iter().map(|(likeness, ..)| *likeness).max().expect("at least one house is asked");
    if best == Likeness::None {
        return Choice::Unclear(Vec::new(), readings.swap_remove(0).2);
    }
    readings.retain(|(likeness, ..)| *likeness == best);
    let alike: Vec<_> = readings.iter().map(|(_, house, _)| *house).collect();
    let draft = readings.swap_remove(0).2;
    match alike.as_slice() {
        [only] => Choice::One(only, draft),
        _ => Choice::Unclear(alike, draft),
    }
}

/// Which of `heads`, one file read with as many houses, is of the house that the file was written for; `None` where that is not clear.
pub fn choose_head(heads: Vec<(&House, Head)>) -> Option<(&House, Head)> {
    let likeness = |(house, head): &(&House, Head)| likeness_of(head.headers.iter(), head.has_sections, house);
    let best = heads.iter().map(likeness).max().filter(|best| *best > Likeness::None)?;
    let mut alike = heads.into_iter().filter(|head| likeness(head) == best);
    alike.next().filter(|_| alike.next().is_none())
}

fn likeness(draft: &Draft, house: &House) -> Likeness {
    let has_sections = draft.notes.iter().any(|note| !note.sections.is_empty());
    likeness_of(draft.notes.iter().map(|note| &note.header), has_sections, house)
}

fn likeness_of<'h>(headers: impl Iterator<Item = &'h Header>, has_sections: bool, house: &House) -> Likeness {
    let of_header = |header: &Header| {
        let line = header.number_line.as_ref();
        if header.banner.is_some() || line.is_some_and(|line| line.fit == Fit::Exact) {
            Likeness::Name
        } else if line.is_some_and(|line| begins_with(line.text.text(), &house.title)) {
            Likeness::NumberLine
        } else {
            Likeness::None
        }
    };
    let by_sections = if has_sections { Likeness::Headings } else { Likeness::None };
    headers.map(of_header).max().unwrap_or(Likeness::None).max(by_sections)
}

/// Whether `line` begins with the letters and figures of `name`, whatever their case and whatever stands between them.
fn begins_with(line: &str, name: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    letters(line).starts_with(&letters(name))
}
