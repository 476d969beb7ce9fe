//! Where a line stands among its neighbours: what settles, before its words are compared, whether it may be a heading of the house. It does not
//! know the house.

use crate::draft::block::{Line, LineKind};
use crate::draft::sentence;
use crate::prose::OBJECT;

/// How a line stands that may be a heading; of two, the later one says more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A whole line among others of its block, or set in like code: a heading only where the text has no empty lines.
    Inside,
    /// A bare line that is a paragraph of its own, or the first of a block, right above its text.
    Bare,
    /// A line in bold.
    Bold,
    /// Marked as a heading of this level.
    Marked(u8),
}

/// Bytes of a line that may still be a heading.
const LONGEST: usize = 110;

/// The same of a bare line: longer ones are lines of wrapped text.
const LONGEST_BARE: usize = 72;

/// Bytes of a line that does not fill its column: the next one does not carry it on.
const SHORT: usize = 60;

/// Letters of a line that no wrapped text has: the lines of its block are paragraphs.
const WIDEST: usize = 100;

/// Columns by which code is set in.
const CODE: usize = 4;

impl Standing {
    /// That of line `at`; `None` where it is no heading for sure: a line inside a wrapped paragraph, part of a list or a link, a quotation.
    pub fn of(lines: &[Line], at: usize) -> Option<Standing> {
        let line = &lines[at];
        let text = line.prose.text();
        let longest = match line.kind {
            LineKind::Heading => 2 * LONGEST,
            LineKind::Bold => LONGEST,
            LineKind::Text => LONGEST_BARE,
            LineKind::Quote | LineKind::Aside | LineKind::Opaque => return None,
        };
        if line.enclosed || line.bulleted || text.len() > longest {
            return None;
        }
        let is_neighbour = |other: &&Line| other.block == line.block && other.kind != LineKind::Heading;
        let previous = at.checked_sub(1).map(|before| &lines[before]).filter(is_neighbour);
        let next = lines.get(at + 1).filter(is_neighbour);
        let is_unwrapped = |previous: &Line| next.is_some_and(|next| is_too_long_to_wrap(next) || is_too_long_to_wrap(previous));
        let carries_on = |previous: &Line| {
            let text = previous.prose.text();
            text.len() >= SHORT && !sentence::is_finished(text) && !is_unwrapped(previous)
        };
        if line.kind == LineKind::Text && previous.is_some_and(carries_on) {
            return None;
        }
        if line.kind == LineKind::Heading {
            return Some(Standing::Marked(line.level));
        }
        if ends_like_prose(text) || next.is_some_and(|next| next.prose.text().starts_with(char::is_lowercase)) {
            return None;
        }
        let is_set_in =
            || line.indent >= CODE && [at.checked_sub(1), Some(at + 1)].into_iter().flatten().any(|near| is_further_out(lines, near, line));
        Some(match previous {
            _ if line.kind == LineKind::Bold => Standing::Bold,
            Some(_) => Standing::Inside,
            None if is_set_in() => Standing::Inside,
            None => Standing::Bare,
        })
    }

    /// Whether the file marks the line as a heading.
    pub fn is_marked(self) -> bool {
        matches!(self, Standing::Marked(_))
    }

    /// Whether nothing but its words can say that the line is a heading.
    pub fn is_bare(self) -> bool {
        matches!(self, Standing::Inside | Standing::Bare)
    }
}

/// Whether a line is longer than those of wrapped text.
fn is_too_long_to_wrap(line: &Line) -> bool {
    line.prose.text().chars().nth(WIDEST - 1).is_some()
}

/// Whether line `at` is set in so much less than `line` that `line` looks like code.
fn is_further_out(lines: &[Line], at: usize, line: &Line) -> bool {
    lines.get(at).is_some_and(|other| other.indent + CODE <= line.indent)
}

fn ends_like_prose(text: &str) -> bool {
    text.ends_with(['.', ',', ';']) || text.trim_end_matches(['"', '”', ')']).ends_with('.')
}

/// Whether a line has marks that a heading in plain words has none of: brackets, quotation marks, code. An editor would miss them.
pub fn has_other_marks(text: &str) -> bool {
    // Without a branch, so that the processor does many bytes in one step.
    let is_ascii_mark = |byte: u8| byte.is_ascii() & is_other_mark(char::from(byte));
    text.bytes().fold(false, |has, byte| has | is_ascii_mark(byte)) || !text.is_ascii() && text.contains(is_other_mark)
}

/// Whether `c` is a mark that belongs to more than the words of a heading.
pub fn is_other_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '|' | '=' | '`' | '\\' | OBJECT)
}

/// Whether a text has no empty lines between its paragraphs: then any whole line may be a heading.
pub fn is_gapless(lines: &[Line]) -> bool {
    let is_pair = |pair: &&[Line]| {
        pair.iter().all(|line| line.kind == LineKind::Text) && !pair[1].bulleted && sentence::is_finished(pair[0].prose.text())
    };
    let (mut joined, mut parted) = (0, 0);
    for pair in lines.windows(2).filter(is_pair) {
        if pair[0].block == pair[1].block {
            joined += 1;
        } else {
            parted += 1;
        }
    }
    parted * SELDOM <= joined
}

/// A text is without empty lines where they are so many times fewer than ends of paragraphs without one.
const SELDOM: usize = 4;
