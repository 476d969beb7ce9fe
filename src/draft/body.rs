//! Lines into paragraphs: which lines belong together, what opens a paragraph, which bare lines are headings of the author's own.

use jiff::civil::Date;

use crate::date;
use crate::draft::block::{Line, LineKind};
use crate::draft::column::Column;
use crate::draft::heading::Headings;
use crate::draft::{Heading, Kind, Paragraph, form, header, opener, ordinal, quotation, sentence};
use crate::house::{Body, House};
use crate::prose::Prose;

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
    /// Where it was broken by a program, if blank lines part the paragraphs.
    pub column: Option<Column>,
    /// What the house wants of these lines.
    pub body: Body,
}

impl Reading<'_> {
    /// Reads `lines`.
    pub fn read(self, lines: &[Line]) -> Stretch {
        let mut stretch = Stretch::default();
        let (mut indents, mut headed) = (Vec::new(), Vec::new());
        let mut at = 0;
        while at < lines.len() {
            if lines[at].kind == LineKind::Opaque {
                stretch.has_content = true;
                at += 1;
                continue;
            }
            if self.is_own_heading(lines, at) {
                stretch.unknown_headings.push(heading(&lines[at]));
                headed.push(stretch.paragraphs.len());
                at += 1;
                continue;
            }
            let mut end = at + 1;
            while end < lines.len() && self.continues(lines, at, end) {
                end += 1;
            }
            stretch.has_content = true;
            stretch.paragraphs.push(self.paragraph(&lines[at..end]));
            indents.push(lines[at].indent);
            at = end;
        }
        if self.body.is_numbered() {
            ordinal::number(&mut stretch.paragraphs, &indents, &headed, &self.house.points);
        }
        if self.body == Body::DatedPoints {
            date_points(&mut stretch.paragraphs, self.house);
        }
        for paragraph in &mut stretch.paragraphs {
            // An ordinal's own stop ends no sentence.
            let prose = &paragraph.prose;
            let from = paragraph.point.as_ref().map_or_else(|| ordinal::past_figures(prose.text()), |point| point.marked.end);
            paragraph.sentences = sentence::split(prose, from, &self.house.prose.abbreviations);
        }
        stretch
    }

    /// Whether line `at` carries on the paragraph of the line before it, which begins with line `first`.
    fn continues(self, lines: &[Line], first: usize, at: usize) -> bool {
        let (previous, line) = (&lines[at - 1], &lines[at]);
        if previous.block != line.block || line.bulleted || line.kind == LineKind::Opaque {
            return false;
        }
        if matches!(line.kind, LineKind::Quote | LineKind::Aside) {
            return previous.kind == line.kind;
        }
        if line.kind == LineKind::Heading || previous.kind == LineKind::Heading || self.is_own_heading(lines, at) {
            return false;
        }
        let text = line.prose.text();
        let is_point = || ordinal::opens_point(text, &self.house.points);
        let finished = sentence::is_finished(previous.prose.text());
        if self.wraps {
            let goes_on = !finished && !is_point();
            // Asked of many lines: what settles it soonest comes first.
            return goes_on
                || self.column.is_some_and(|column| column.breaks(previous, line))
                || !(is_point() || self.opens_paragraph(text))
                || is_quoted(lines, first, at);
        }
        !is_point() && (text.starts_with(char::is_lowercase) || (!finished && previous.prose.text().chars().count() >= UNBROKEN))
    }

    /// Whether a line that follows a finished sentence opens as a paragraph does.
    fn opens_paragraph(self, text: &str) -> bool {
        let points = &self.house.points;
        ordinal::closes_points(text, points)
            // With a no-break space behind it, a figure makes no list for Markdown.
            || form::number_of(text).is_some()
            || text.len() <= LONGEST_CLOSING && header::closes_mail(text, self.house)
            || header::opens_dated(text, self.house)
            || (self.body.is_numbered() && ordinal::may_open_point(text, points))
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
        if text.len() > 80 || line.bulleted || line.enclosed || !text.starts_with(char::is_uppercase) {
            return false;
        }
        // A block of wrapped text is one paragraph, but for a list that follows.
        let is_list = |near: &Line| near.bulleted || ordinal::past_figures(near.prose.text()) > 0;
        let before = at.checked_sub(1).is_some_and(|before| lines[before].block == line.block);
        let after = || lines.get(at + 1).is_some_and(|next| next.block == line.block && !is_list(next));
        if self.wraps && line.kind == LineKind::Text && (before || after()) {
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
            let lists = next.bulleted || ordinal::past_figures(next_text) > 0;
            if lists && memchr::memchr_iter(b' ', text.as_bytes()).count() < WORDS_OVER_LIST {
                return true;
            }
            matches!(next.kind, LineKind::Text | LineKind::Bold)
                && next_text.starts_with(char::is_uppercase)
                && (next_text.len() > 60 || sentence::is_finished(next_text))
        });
        // A line with the words of a section that is none where it stands is text.
        stands_apart
            && leads
            && !Headings::new(self.house).is_certain(text)
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
        let context = if self.body.is_dated() { date::Context::Dated } else { date::Context::Elsewhere };
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

/// Words of a bare line that heads a list and is no sentence before it.
const WORDS_OVER_LIST: usize = 3;

/// Bytes of the longest line that closes a letter.
const LONGEST_CLOSING: usize = 80;

/// Letters after which a line of plain text that ends no sentence is carried on by the next.
const UNBROKEN: usize = 60;

/// Lines before and after the one in question among which a quotation opens and is closed.
const REACH: usize = 30;

/// Whether a quotation that opens in the paragraph from line `first` on and is closed runs over the end of the line before `at`.
fn is_quoted(lines: &[Line], first: usize, at: usize) -> bool {
    let start = first.max(at.saturating_sub(REACH));
    if !lines[start..at].iter().any(|line| line.prose.text().contains(['"', '“', '„', '«', '‘'])) {
        return false;
    }
    let carried_on = lines[at..].iter().take(REACH).take_while(|line| line.block == lines[at].block && line.kind == lines[at].kind);
    let end = at + carried_on.count();
    let before: usize = lines[start..at].iter().map(|line| line.prose.text().len() + 1).sum();
    let (quotations, unclosed) = quotation::find(&join(&lines[start..end]));
    quotations.iter().any(|quotation| quotation.start < before && before < quotation.end && unclosed != Some(quotation.start))
}

/// A point that is to open with a date has it behind its ordinal: "First, on 3 May".
fn date_points(paragraphs: &mut [Paragraph], house: &House) {
    for paragraph in paragraphs.iter_mut().filter(|paragraph| paragraph.kind == Kind::Body) {
        let Some(point) = &paragraph.point else { continue };
        let text = paragraph.prose.text();
        let start = point.marked.end + (text[point.marked.end..].len() - text[point.marked.end..].trim_start().len());
        paragraph.opener = opener::read_from(text, start, &paragraph.dates, &house.dates);
    }
}

/// A heading in the author's words.
pub fn heading(line: &Line) -> Heading {
    Heading { text: line.prose.clone(), marked: line.kind == LineKind::Heading, level: line.level, span: line.span }
}

/// The words of consecutive lines of one block.
fn join(lines: &[Line]) -> Prose {
    lines[0].prose.on_to(&lines[lines.len() - 1].prose)
}
