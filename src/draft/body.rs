//! Lines into paragraphs: which lines belong together, what opens a paragraph, which bare lines are headings of the author's own.

use jiff::civil::Date;

use crate::date;
use crate::draft::block::{Line, LineKind};
use crate::draft::{Heading, Kind, Paragraph, header, opener, ordinal, quotation, sentence};
use crate::house::{Body, House};
use crate::prose::Prose;
use crate::source::Span;

/// What a stretch of lines under one heading holds.
#[derive(Debug, Default)]
pub struct Stretch {
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// Headings in it that the house does not know.
    pub unknown_headings: Vec<Heading>,
    /// Whether anything stands in it but headings.
    pub has_content: bool,
}

/// How lines are to be read.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// What the notes of the series look like.
    pub house: &'a House,
    /// The note's date.
    pub date: Option<Date>,
    /// Whether a line of prose may break anywhere in its block.
    pub wraps: bool,
    /// What the house wants of these lines.
    pub body: Body,
}

impl Reading<'_> {
    /// Reads `lines`.
    pub fn read(self, lines: &[Line]) -> Stretch {
        let mut stretch = Stretch::default();
        let mut indents = Vec::new();
        let mut at = 0;
        while at < lines.len() {
            if lines[at].kind == LineKind::Opaque {
                stretch.has_content = true;
                at += 1;
                continue;
            }
            if self.is_own_heading(lines, at) {
                stretch.unknown_headings.push(heading(&lines[at]));
                at += 1;
                continue;
            }
            let mut end = at + 1;
            while end < lines.len() && self.continues(lines, end) {
                end += 1;
            }
            stretch.has_content = true;
            stretch.paragraphs.push(self.paragraph(&lines[at..end]));
            indents.push(lines[at].indent);
            at = end;
        }
        if self.body == Body::Numbered {
            ordinal::number(&mut stretch.paragraphs, &indents, &self.house.points);
        }
        for paragraph in &mut stretch.paragraphs {
            // An ordinal's own stop ends no sentence.
            let prose = &paragraph.prose;
            let from = paragraph.point.as_ref().map_or_else(|| ordinal::past_figures(prose.text()), |point| point.marked.end);
            paragraph.sentences = sentence::split(prose, from, &self.house.prose.abbreviations);
        }
        stretch
    }

    /// Whether line `at` carries on the paragraph of the line before it.
    fn continues(self, lines: &[Line], at: usize) -> bool {
        let (previous, line) = (&lines[at - 1], &lines[at]);
        if previous.block != line.block || line.bulleted || line.kind == LineKind::Opaque {
            return false;
        }
        if matches!(line.kind, LineKind::Quote | LineKind::Aside) {
            return previous.kind == line.kind;
        }
        if line.kind == LineKind::Heading
            || previous.kind == LineKind::Heading
            || self.is_own_heading(lines, at)
            || ordinal::opens_point(line.prose.text(), &self.house.points)
        {
            return false;
        }
        let finished = sentence::is_finished(previous.prose.text());
        if self.wraps {
            let text = line.prose.text();
            return !(finished && (ordinal::closes_points(text, &self.house.points) || header::opens_dated(text, self.house)));
        }
        let lower = line.prose.text().starts_with(char::is_lowercase);
        lower || (!finished && previous.prose.text().chars().count() >= UNBROKEN)
    }

    /// Whether a line is a heading that the house does not know: marked as one, or bare but with everything about it that a heading has.
    fn is_own_heading(self, lines: &[Line], at: usize) -> bool {
        let line = &lines[at];
        match line.kind {
            LineKind::Heading => return !ordinal::opens_point(line.prose.text(), &self.house.points),
            LineKind::Text | LineKind::Bold => {}
            LineKind::Quote | LineKind::Aside | LineKind::Opaque => return false,
        }
        let text = line.prose.text();
        // Asked of every line: what settles it soonest comes first.
        if text.len() > 80 || line.bulleted || !text.starts_with(char::is_uppercase) {
            return false;
        }
        let many_words = memchr::memchr_iter(b' ', text.as_bytes()).count() >= 9;
        if many_words || text.ends_with(['.', ',', ';', ':', '…', '!', '"', '”', ')', '’']) {
            return false;
        }
        let stands_apart = at == 0 || {
            let previous = &lines[at - 1];
            previous.kind == LineKind::Heading || sentence::is_finished(previous.prose.text())
        };
        let leads = lines.get(at + 1).is_some_and(|next| {
            let next_text = next.prose.text();
            matches!(next.kind, LineKind::Text | LineKind::Bold)
                && next_text.starts_with(char::is_uppercase)
                && (next_text.len() > 60 || sentence::is_finished(next_text))
        });
        stands_apart
            && leads
            && !text.contains(". ")
            && !ordinal::opens_point(text, &self.house.points)
            && !header::opens_dated(text, self.house)
    }

    fn paragraph(self, lines: &[Line]) -> Paragraph {
        let prose = join(lines);
        let text = prose.text();
        let kind = match lines[0].kind {
            LineKind::Quote => Kind::Quote,
            LineKind::Aside => Kind::Aside,
            _ => Kind::Body,
        };
        let mut dates = self.house.finder().find_in(&prose);
        let context = if self.body == Body::Dated { date::Context::Dated } else { date::Context::Elsewhere };
        date::resolve(&mut dates, text, self.date, context);
        let (quotations, unclosed) = quotation::find(&prose);
        let opener = if kind == Kind::Body { opener::read(text, &dates, &self.house.dates) } else { None };
        Paragraph {
            span: lines[0].span.cover(lines[lines.len() - 1].span),
            kind,
            bulleted: lines[0].bulleted,
            point: None,
            opener,
            dates,
            quotations,
            unclosed,
            sentences: Vec::new(),
            prose,
        }
    }
}

/// Letters after which a line of plain text that ends no sentence is carried on by the next.
const UNBROKEN: usize = 60;

/// A heading in the author's words.
pub fn heading(line: &Line) -> Heading {
    Heading { text: line.prose.clone(), marked: line.kind == LineKind::Heading, span: line.span }
}

fn join(lines: &[Line]) -> Prose {
    if let [line] = lines {
        return line.prose.clone();
    }
    let mut prose = Prose::with_room_for(lines.iter().map(|line| &line.prose));
    prose.push_prose(&lines[0].prose);
    for pair in lines.windows(2) {
        let (before, after) = (pair[0].prose.whole().end, pair[1].prose.whole().start);
        prose.push_for(" ", Span { start: before, end: after.max(before) });
        prose.push_prose(&pair[1].prose);
    }
    prose
}
