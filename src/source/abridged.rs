//! What is left of a text once its findings are settled: some lines and some places, each where it was. It answers for these alone, and never guesses.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Position, Source, Span, first_line_end};

/// What is left of a text.
#[derive(Debug)]
pub(super) struct Abridged {
    /// Lines, one after the other, line ends and all.
    text: Box<str>,
    /// Where these stand; in order.
    lines: Box<[Line]>,
    /// Places; in order.
    places: Box<[Known]>,
}

/// A line that is left.
#[derive(Debug, Clone, Copy)]
struct Line {
    /// Counted from 0.
    number: u32,
    /// Its first byte in the file.
    start: u32,
    /// Its first byte in what is left.
    at: u32,
}

/// A place that is known.
#[derive(Debug)]
struct Known {
    position: Position,
    /// Where its line starts.
    line_start: u32,
}

impl Abridged {
    /// The text of `lines`, and where `places` are, as `source` has them.
    pub(super) fn new(source: &Source, lines: &BTreeSet<usize>, places: &BTreeSet<u32>) -> Self {
        let mut text = String::with_capacity(lines.iter().map(|line| source.whole_line(*line).len()).sum());
        let mut kept = Vec::with_capacity(lines.len());
        for number in lines {
            let span = source.whole_line(*number);
            kept.push(Line { number: Span::at(*number).start, start: span.start, at: Span::at(text.len()).start });
            text.push_str(source.slice(span));
        }
        let known = |place: &u32| Known { position: source.position(*place), line_start: source.line_start(*place) };
        Abridged { text: text.into(), lines: kept.into(), places: places.iter().map(known).collect() }
    }

    pub(super) fn position(&self, offset: u32) -> Option<Position> {
        self.known(offset).map(|known| known.position)
    }

    pub(super) fn line_start(&self, offset: u32) -> Option<u32> {
        self.known(offset).map(|known| known.line_start)
    }

    /// The bytes of line `line`, its line end and a byte-order mark with it.
    pub(super) fn whole_line(&self, line: usize) -> Option<Span> {
        let index = self.lines.binary_search_by_key(&line, |line| line.number as usize).ok()?;
        let Line { start, .. } = self.lines[index];
        Some(Span { start, end: start + Span::at(self.bytes_of(index).len()).start })
    }

    /// The text in `span`, which reaches over no line.
    pub(super) fn slice(&self, span: Span) -> Option<&str> {
        let index = self.lines.partition_point(|line| line.start <= span.start).checked_sub(1)?;
        let start = self.lines[index].start;
        self.text[self.bytes_of(index)].get((span.start - start) as usize..(span.end - start) as usize)
    }

    /// `span` as far as its first line goes.
    pub(super) fn first_line_of(&self, span: Span) -> Option<Span> {
        let index = self.lines.partition_point(|line| line.start <= span.start).checked_sub(1)?;
        let rest = self.text[self.bytes_of(index)].get((span.start - self.lines[index].start) as usize..)?;
        let within = &rest[..rest.floor_char_boundary(span.len())];
        first_line_end(span, within).or((within.len() == span.len()).then_some(span))
    }

    fn known(&self, offset: u32) -> Option<&Known> {
        let index = self.places.binary_search_by_key(&offset, |known| known.position.byte).ok()?;
        Some(&self.places[index])
    }

    /// The bytes of the line of that index in what is left.
    fn bytes_of(&self, index: usize) -> Range<usize> {
        let end = self.lines.get(index + 1).map_or(self.text.len(), |next| next.at as usize);
        self.lines[index].at as usize..end
    }
}

#[cfg(test)]
mod tests {
    use super::super::BOM;
    use super::*;

    const TEXT: &str = "\u{feff}né\r\nb\rc\n\nééé and more\nlast";

    /// Every line and place kept.
    fn all() -> (Source, Source) {
        let source = Source::new("x", TEXT);
        let lines = (0..source.line_count()).collect();
        let places = TEXT.char_indices().map(|(at, _)| at).chain([TEXT.len()]).map(|at| Span::at(at).start).collect();
        let abridged = source.abridged(&lines, &places);
        (source, abridged)
    }

    #[test]
    fn what_is_left_is_where_it_was() {
        let (source, abridged) = all();
        assert_eq!(abridged.name(), "x");
        for line in 0..source.line_count() {
            assert_eq!(abridged.line(line), source.line(line));
            assert_eq!(abridged.slice(abridged.line(line)), source.slice(source.line(line)));
        }
        let places: Vec<usize> = TEXT.char_indices().map(|(at, _)| at).chain([TEXT.len()]).collect();
        for (index, start) in places.iter().enumerate() {
            let offset = Span::at(*start).start;
            assert_eq!(abridged.position(offset), source.position(offset));
            assert_eq!((abridged.line_of(offset), abridged.line_start(offset)), (source.line_of(offset), source.line_start(offset)));
            for end in &places[index..] {
                let span = Span::new(*start, *end);
                assert_eq!(abridged.first_line_of(span), source.first_line_of(span));
                assert_eq!(abridged.slice(abridged.first_line_of(span)), source.slice(source.first_line_of(span)));
            }
        }
        assert!(abridged.slice(Span::at(0)).is_empty() && TEXT.starts_with(BOM));
    }

    #[test]
    fn what_is_not_left_is_never_made_up() {
        let source = Source::new("x", TEXT);
        let second_last = source.line_count() - 2;
        let line = source.line(second_last);
        let abridged = source.abridged(&BTreeSet::from([second_last]), &BTreeSet::from([line.start]));
        assert_eq!(abridged.slice(line), "ééé and more");
        assert_eq!(abridged.position(line.start), source.position(line.start));
        let questions: [&(dyn Fn() -> usize + std::panic::RefUnwindSafe); 7] = [
            &|| abridged.text().len(),
            &|| abridged.line_count(),
            &|| abridged.line(0).len(),
            &|| abridged.line_of(line.end),
            &|| abridged.slice(Span::at(3)).len(),
            &|| abridged.slice(Span::new(line.start as usize, TEXT.len())).len(),
            &|| abridged.first_line_of(Span::new(0, 2)).len(),
        ];
        for (index, question) in questions.iter().enumerate() {
            assert!(std::panic::catch_unwind(question).is_err(), "question {index}");
        }
    }
}
