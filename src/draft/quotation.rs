//! Quotations: from an opening double mark to its closing one, nested ones included. A single mark is an apostrophe unless it is curly and
//! opens a word. Whether the marks are in order is for the rules.

use crate::prose::{Prose, TextRange, mojibake};

/// The quotations of one paragraph, marks included, in order, and where one opens that is never closed: it runs to the paragraph's end.
pub fn find(prose: &Prose) -> (Vec<TextRange>, Option<usize>) {
    let text = prose.text();
    let mut found = Vec::new();
    let mut open: Option<Open> = None;
    let mut ahead = Ahead::default();
    for mark in prose.landmarks().quotes().filter(|mark| !mojibake::is_part(text, mark.start)) {
        let (at, past) = (mark.start, mark.end);
        let c = text[at..].chars().next().expect("a mark is a character");
        let previous = text[..at].chars().next_back().unwrap_or(' ');
        let next = text[past..].chars().next().unwrap_or(' ');
        if let Some(quotation) = &mut open {
            quotation.step(c, previous, next);
            if quotation.depth == 0 {
                found.push(quotation.start..past);
                open = None;
            }
            continue;
        }
        let opens = match c {
            // After a figure it stands for inches or seconds.
            '"' => !previous.is_ascii_digit(),
            '“' | '„' | '«' => true,
            '‘' => !previous.is_alphanumeric() && next.is_alphabetic() && ahead.closes(text, past),
            _ => false,
        };
        if opens {
            open = Some(Open { start: at, mark: c, depth: 1, straight: 0 });
        }
    }
    let unclosed = open.map(|quotation| quotation.start);
    found.extend(unclosed.map(|start| start..text.len()));
    (found, unclosed)
}

struct Open {
    start: usize,
    mark: char,
    depth: u32,
    /// Straight marks that are open within a curly one.
    straight: u32,
}

impl Open {
    /// Whether a straight mark within a curly quotation opens or closes one of its own.
    fn steps_straight(&mut self, c: char, previous: char, next: char) -> bool {
        match c {
            '"' if may_open(previous, next) => self.straight += 1,
            '"' if self.straight > 0 => self.straight -= 1,
            '”' => {
                self.straight = 0;
                return false;
            }
            _ => return false,
        }
        true
    }

    fn step(&mut self, c: char, previous: char, next: char) {
        let (opens, closes) = match self.mark {
            '"' => (c == '"' && may_open(previous, next), c == '”' || (c == '"' && !may_open(previous, next))),
            '“' => {
                if self.steps_straight(c, previous, next) {
                    return;
                }
                (c == '“', c == '”' || c == '"')
            }
            '„' => (c == '„', matches!(c, '“' | '”' | '"')),
            '«' => (c == '«', c == '»'),
            _ => (false, c == '’' && !next.is_alphanumeric()),
        };
        if opens {
            self.depth += 1;
        } else if closes {
            self.depth -= 1;
        }
    }
}

/// Whether a straight mark between these two characters opens a quotation within a quotation.
fn may_open(previous: char, next: char) -> bool {
    (previous.is_whitespace() || matches!(previous, '(' | '[' | '—' | '–'))
        && !next.is_whitespace()
        && !matches!(next, '.' | ',' | ';' | ':' | ')')
}

/// What is known of the curly single marks further on: a text may be full of them.
#[derive(Default)]
struct Ahead {
    closing: Option<usize>,
    opening: Option<usize>,
}

impl Ahead {
    /// Whether a curly single quotation opened right before `past` is closed before another opens; else the mark is an apostrophe.
    fn closes(&mut self, text: &str, past: usize) -> bool {
        let next = |known: &mut Option<usize>, mark: char, fits: &dyn Fn(&str) -> bool| {
            if known.is_none_or(|place| place < past) {
                let mut marks = text[past..].match_indices(mark);
                let found = marks.find(|(at, mark)| fits(&text[past + at + mark.len()..]));
                *known = Some(found.map_or(text.len(), |(at, _)| past + at));
            }
            known.unwrap_or(text.len())
        };
        let closing = next(&mut self.closing, '’', &|rest| !rest.starts_with(char::is_alphanumeric));
        let opening = next(&mut self.opening, '‘', &|_| true);
        closing < text.len() && closing < opening
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quotations(text: &str) -> Vec<&str> {
        find(&text.into()).0.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn quotations_nest_and_apostrophes_are_none() {
        assert_eq!(quotations("He said, \"go\" and \"stay.\" So"), ["\"go\"", "\"stay.\""]);
        assert_eq!(
            quotations("\"They call it \"peace\" there,\" he said, \"for now\""),
            ["\"They call it \"peace\" there,\"", "\"for now\""]
        );
        assert_eq!(quotations("The dockers’ strike of ‘79 and the ‘quiet’ week, “well”"), ["‘quiet’", "“well”"]);
        assert_eq!(quotations("An \"open one"), ["\"open one"]);
        assert!(quotations("It's the people's.").is_empty());
        assert_eq!(quotations("A 6'2\" man of \"some\" height"), ["\"some\""]);
        assert_eq!(quotations("From \"one to” „another\""), ["\"one to”", "„another\""]);
    }

    #[test]
    fn one_that_is_never_closed_is_known() {
        assert_eq!(find(&"An \"open one".into()).1, Some(3));
        assert_eq!(find(&"An \"open \"inner\" one".into()).1, Some(3));
        assert_eq!(find(&"A “curly one, \"inner\" ones".into()).1, Some(2));
        assert_eq!(find(&"A “curly one\" and \"another”".into()).1, None);
        assert_eq!(find(&"A \"closed\" one, 5\" long".into()).1, None);
    }
}
