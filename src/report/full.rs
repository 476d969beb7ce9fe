//! The report for people: where a finding stands in words, the lines it is about, what to do. The only module that knows miette, which
//! draws; what it draws is an [`excerpt`](super::excerpt) of our own, never the file.

use std::collections::HashMap;
use std::fmt::{self, Write};
use std::sync::Arc;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents,
    ThemeCharacters, ThemeStyles,
};

use super::abridge::REACH;
use super::closing::{closing, count};
use super::excerpt::{Excerpt, columns, excerpt, quotation};
use super::{Detail, Glyphs, Options, Setting, Style, asked_by, is_house, one_line, place_for_people, place_in_words, place_of, rule_url};
use crate::finding::{Finding, Fix, Label, Level, Safety};
use crate::lint::{Outcome, Reported};
use crate::source::{Position, Span};

/// Related places drawn in one excerpt.
const MOST_DRAWN: usize = 3;

/// Other related places listed under it.
const MOST_LISTED: usize = 3;

/// Columns of quoted words on a line of advice.
const QUOTED: usize = 40;

/// A remark needs this many columns beside its mark, else it stands below.
const LEAST_ROOM: usize = 22;

/// The outcome for people, closing lines and all.
pub(super) fn write(outcome: &Outcome, options: &Options) -> String {
    let mut page = Page { out: String::new(), options, notes: HashMap::new() };
    for note in &outcome.notes {
        *page.notes.entry(&*note.file).or_default() += 1;
    }
    let shown = gravest(&outcome.findings, options.most);
    let mut last = None;
    for reported in &shown {
        let drawn = reported.level > Level::Advice;
        if last.is_some_and(|last_drawn| last_drawn || drawn) {
            page.out.push('\n');
        }
        if drawn {
            page.diagnostic(reported);
        } else {
            page.advice(reported);
        }
        last = Some(drawn);
    }
    let left = outcome.findings.len() - shown.len();
    if left > 0 {
        let _ = writeln!(page.out, "\n{left} more not shown: --statistics counts them, --update-baseline holds them back");
    }
    if options.detail > Detail::Quiet {
        if !page.out.is_empty() {
            page.out.push('\n');
        }
        page.out.push_str(&closing(outcome, options));
    }
    page.out
}

/// The gravest `most` findings, in the order of the file.
fn gravest(findings: &[Reported], most: usize) -> Vec<&Reported> {
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(findings[*index].level));
    order.truncate(most);
    order.sort_unstable();
    order.into_iter().map(|index| &findings[index]).collect()
}

/// What is printed so far.
struct Page<'a> {
    out: String,
    options: &'a Options,
    /// How many notes each file holds; only looked up.
    notes: HashMap<&'a str, usize>,
}

impl Page<'_> {
    /// One line, unless a terminal is narrower: where, what, and the words it is about.
    fn advice(&mut self, reported: &Reported) {
        let finding = &reported.finding;
        let tag = self.paint(Paint::Level(reported.level), &format!("{}[{}]", reported.level, finding.rule));
        let place = self.place(reported);
        let message = one_line(&finding.message);
        let words = finding.primary.source.slice(finding.primary.source.first_line_of(finding.primary.span)).trim();
        let quoted = if words.is_empty() || message.contains(words) { String::new() } else { self.quote(words) };
        let (at, text) = (place_for_people(&finding.primary), format!("{place}: {message}{quoted}"));
        let Style { width, advice, .. } = self.options.style;
        let text = match advice {
            Setting::OneLine => text,
            Setting::Wrapped => {
                let before = columns(&at) + columns(&format!(" {}[{}] ", reported.level, finding.rule));
                wrap(&text, width.saturating_sub(before), width.saturating_sub(4)).join("\n    ")
            }
        };
        let _ = writeln!(self.out, "{at} {tag} {text}");
    }

    fn quote(&self, words: &str) -> String {
        let words = quotation(words, QUOTED, self.options.style.glyphs);
        match self.options.style.glyphs {
            Glyphs::Unicode => format!(" “{words}”"),
            Glyphs::Ascii => format!(" \"{words}\""),
        }
    }

    /// The finding with the lines it is about and everything there is to say of it.
    fn diagnostic(&mut self, reported: &Reported) {
        let finding = &reported.finding;
        let place = self.place(reported);
        let _ = writeln!(self.out, "{}", self.paint(Paint::Bold, &place));
        let Drawn { picture, below, elsewhere } = self.draw(reported);
        for line in picture.lines() {
            let _ = writeln!(self.out, "{}", line.trim_end());
        }
        for text in below {
            self.keyed("here", &text);
        }
        if let Some(help) = &finding.help {
            self.keyed("help", help);
        }
        self.fixes(finding);
        let (house, other): (Vec<&Label>, Vec<&Label>) = elsewhere.into_iter().partition(|label| is_house(label));
        for label in other.iter().take(MOST_LISTED) {
            self.other_place(label);
        }
        if other.len() > MOST_LISTED {
            self.keyed("also", &count(other.len() - MOST_LISTED, "more place", "more places"));
        }
        for label in house {
            self.asked_by(label);
        }
    }

    fn fixes(&mut self, finding: &Finding) {
        let said = |fix: &Fix| finding.help.as_ref().is_some_and(|help| help.eq_ignore_ascii_case(&fix.title));
        if let Some(fix) = finding.fix.as_ref().filter(|fix| !said(fix)) {
            let how = match fix.safety {
                Safety::Safe => "",
                Safety::Unsafe => " (--unsafe-fixes)",
            };
            self.keyed("fix", &format!("{}{how}", fix.title));
        }
        for fix in finding.alternatives.iter().filter(|fix| !said(fix)) {
            self.keyed("or", &fix.title);
        }
    }

    fn other_place(&mut self, label: &Label) {
        let place = place_for_people(label);
        if label.text.is_empty() {
            let words = label.source.slice(label.source.first_line_of(label.span)).trim();
            let quoted = if words.is_empty() { String::new() } else { self.quote(words) };
            self.keyed("also", &format!("{place}{quoted}"));
        } else {
            self.keyed("also", &format!("{place} {}", label.text));
        }
        self.quoted_line(label);
    }

    fn asked_by(&mut self, label: &Label) {
        let rows = wrap(&asked_by(label), self.options.style.width.saturating_sub(2), self.options.style.width.saturating_sub(8));
        for (index, row) in rows.iter().enumerate() {
            let indent = if index == 0 { "  " } else { "        " };
            let _ = writeln!(self.out, "{indent}{}", self.paint(Paint::Dim, row));
        }
        self.quoted_line(label);
    }

    /// The line a label stands on, where the reader asked for all there is.
    fn quoted_line(&mut self, label: &Label) {
        if self.options.detail < Detail::Verbose {
            return;
        }
        let Style { width, glyphs, .. } = self.options.style;
        let shown = excerpt(&label.source, &[Spot::new(label).span], width.saturating_sub(8), glyphs);
        let _ = writeln!(self.out, "        {}", shown.text.trim());
    }

    /// `  help: …`, wrapped, the key set right and the later lines under the text.
    fn keyed(&mut self, key: &str, text: &str) {
        let key = self.paint(Paint::Key, &format!("{key:>6}:"));
        let width = self.options.style.width.saturating_sub(8);
        for (index, row) in wrap(&one_line(text), width, width).iter().enumerate() {
            let _ = writeln!(self.out, "{} {row}", if index == 0 { &key } else { "       " });
        }
    }

    /// Where a finding stands, in words a person can find in a word processor.
    fn place(&self, reported: &Reported) -> String {
        place_in_words(reported, self.notes.get(reported.finding.primary.source.name()).copied())
    }

    fn paint(&self, paint: Paint, text: &str) -> String {
        if !self.options.style.color {
            return text.to_owned();
        }
        let code = match paint {
            Paint::Bold => "1",
            Paint::Dim => "2",
            Paint::Level(Level::Error) => "31",
            Paint::Level(Level::Warning) => "33",
            Paint::Level(_) | Paint::Key => "36",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

/// What a piece of text is painted as.
#[derive(Clone, Copy)]
enum Paint {
    Bold,
    Dim,
    Key,
    Level(Level),
}

/// A finding's picture, and what found no place in it.
struct Drawn<'a> {
    picture: String,
    /// Remarks on the primary place.
    below: Vec<String>,
    /// Related places that are too far away, or in another file.
    elsewhere: Vec<&'a Label>,
}

/// A place to draw: the bytes on one line, and the remark on them.
struct Spot<'a> {
    label: &'a Label,
    span: Span,
}

impl<'a> Spot<'a> {
    fn new(label: &'a Label) -> Self {
        Spot { label, span: label.source.first_line_of(label.span) }
    }
}

impl Page<'_> {
    fn draw<'a>(&self, reported: &'a Reported) -> Drawn<'a> {
        let finding = &reported.finding;
        let Style { width, glyphs, .. } = self.options.style;
        let (spots, mut elsewhere) = spots(finding);
        let spans: Vec<Span> = spots.iter().map(|spot| spot.span).collect();
        let last_line = spots.iter().map(|spot| finding.primary.source.line_of(spot.span.start)).max().unwrap_or(0);
        let gutter = (last_line + 1).to_string().len() + 4;
        let mut cut = excerpt(&finding.primary.source, &spans, width.saturating_sub(gutter), glyphs);

        let mut below = Vec::new();
        let mut labels = Vec::new();
        for (index, (spot, mark)) in spots.iter().zip(&cut.marks).enumerate() {
            let text = remark(spot);
            let middle = mark.column + columns(&cut.text[mark.range.clone()]) / 2;
            let room = width.saturating_sub(gutter + middle + 5);
            let fits = columns(&text) <= room || room >= LEAST_ROOM;
            if !fits && index > 0 {
                elsewhere.push(spot.label);
            } else if !fits {
                below.push(text.clone());
            }
            let text = (fits && !text.is_empty()).then(|| wrap(&text, room, room).join("\n"));
            let span = SourceSpan::from(mark.range.clone());
            labels.push(if index == 0 { LabeledSpan::new_primary_with_span(text, span) } else { LabeledSpan::new_with_span(text, span) });
        }
        let at = finding.primary.source.position(finding.primary.span.start);
        if let Some(paragraph) = finding.primary.source.paragraph_at(finding.primary.span.start) {
            cut.first_line = paragraph as usize - 1;
        }
        let excerpt = NamedExcerpt { name: one_line(finding.primary.source.name()).into_owned(), at, excerpt: cut };
        let handler = self.handler(reported, &labels);
        let diagnostic = Picture { message: self.message(reported), labels, excerpt };
        let mut picture = String::new();
        handler.render_report(&mut picture, &diagnostic).expect("writing to a string cannot fail, and every mark lies in the excerpt");
        if reported.word.is_some() {
            picture = picture.replacen(&place_of(&finding.primary), &place_for_people(&finding.primary), 1);
        }
        Drawn { picture, below, elsewhere }
    }

    /// The message, wrapped beside the tag before it.
    fn message(&self, reported: &Reported) -> String {
        let width = self.options.style.width;
        let beside = width.saturating_sub(columns(&tag(reported)) + 3);
        wrap(&one_line(&reported.finding.message), beside, width.saturating_sub(4)).join("\n")
    }

    /// miette's handler for one finding: the level and rule stand where it draws a symbol, and the primary place has the level's colour.
    fn handler(&self, reported: &Reported, labels: &[LabeledSpan]) -> GraphicalReportHandler {
        let style = self.options.style;
        let mut characters = match style.glyphs {
            Glyphs::Unicode => ThemeCharacters::unicode(),
            Glyphs::Ascii => ThemeCharacters::ascii(),
        };
        characters.error = match rule_url(&reported.finding.rule, self.options) {
            Some(url) if style.color && style.links => format!("\u{1b}]8;;{url}\u{1b}\\{}\u{1b}]8;;\u{1b}\\", tag(reported)),
            _ => tag(reported),
        };
        let mut styles = if style.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
        let own = if reported.level == Level::Error { styles.error } else { styles.warning };
        let other = styles.help;
        styles.error = own;
        styles.link = styles.help;
        let mut order: Vec<&LabeledSpan> = labels.iter().collect();
        order.sort_by_key(|label| label.offset());
        styles.highlights = order.iter().map(|label| if label.primary() { own } else { other }).collect();
        GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
            .with_width(style.width)
            .with_wrap_lines(false)
            .with_links(false)
            .without_syntax_highlighting()
    }
}

/// `error[ordinal-sequence]:`
fn tag(reported: &Reported) -> String {
    format!("{}[{}]:", reported.level, reported.finding.rule)
}

/// The primary place first, then what can be drawn beside it; and what cannot.
fn spots(finding: &Finding) -> (Vec<Spot<'_>>, Vec<&Label>) {
    let source = &finding.primary.source;
    let mut spots = vec![Spot::new(&finding.primary)];
    let mut elsewhere = Vec::new();
    let home = source.line_of(finding.primary.span.start);
    for label in &finding.related {
        let next = Spot::new(label);
        // The lines of a transcript are nothing to a reader of the document.
        let reach = if source.transcript().is_some() { 0 } else { REACH };
        let near = Arc::ptr_eq(&label.source, source) && source.line_of(next.span.start).abs_diff(home) <= reach;
        // miette draws marks side by side only
        let apart = spots.iter().all(|other| next.span.end < other.span.start || other.span.end < next.span.start);
        if near && apart && spots.len() <= MOST_DRAWN { spots.push(next) } else { elsewhere.push(label) }
    }
    (spots, elsewhere)
}

/// The remark on a place; one that goes on for lines says how far.
fn remark(spot: &Spot<'_>) -> String {
    let text = one_line(&spot.label.text);
    let source = &spot.label.source;
    let last = spot.label.span.end.saturating_sub(1).max(spot.label.span.start);
    let (first, last) = (source.line_of(spot.span.start), source.line_of(last));
    match (first == last, text.is_empty()) {
        (true, _) => text.into_owned(),
        (false, true) => format!("from here to line {}", last + 1),
        (false, false) => format!("{text}, from here to line {}", last + 1),
    }
}

/// Lines of at most `width` columns, the first of at most `first`; a word that is wider stands alone.
fn wrap(text: &str, first: usize, width: usize) -> Vec<String> {
    let mut rows = vec![String::new()];
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let limit = if rows.len() == 1 { first } else { width };
        let wide = columns(word);
        let row = rows.last_mut().expect("there is a row from the start");
        if used > 0 && used + 1 + wide > limit {
            rows.push(word.to_owned());
            used = wide;
            continue;
        }
        if used > 0 {
            row.push(' ');
            used += 1;
        }
        row.push_str(word);
        used += wide;
    }
    rows
}

/// What miette is given to draw.
#[derive(Debug)]
struct Picture {
    message: String,
    labels: Vec<LabeledSpan>,
    excerpt: NamedExcerpt,
}

impl fmt::Display for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Picture {}

impl miette::Diagnostic for Picture {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

/// An excerpt as a file of its own.
#[derive(Debug)]
struct NamedExcerpt {
    name: String,
    /// Where the primary place starts in the real file.
    at: Position,
    excerpt: Excerpt,
}

impl SourceCode for NamedExcerpt {
    /// Without lines around it, miette asks what to write over the picture: the real line and column. Else it wants all there is.
    fn read_span<'a>(&'a self, span: &SourceSpan, before: usize, after: usize) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let text = self.excerpt.text.as_bytes();
        let name = self.name.clone();
        let contents = if before == 0 && after == 0 {
            let (line, column) = (self.at.line as usize - 1, self.at.column as usize - 1);
            MietteSpanContents::new_named(name, text, *span, line, column, 1)
        } else {
            let lines = memchr::memchr_iter(b'\n', text).count();
            MietteSpanContents::new_named(name, text, SourceSpan::from(0..text.len()), self.excerpt.first_line, 0, lines)
        };
        Ok(Box::new(contents))
    }
}
