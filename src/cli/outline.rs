//! `outline`: what was read of each draft, for an author who wonders what the linter sees. It says nothing of right or wrong.

use std::fmt::Write;
use std::sync::Arc;

use jiff::civil::Date;
use serde_json::{Value, json};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::cli::args::{Listing, OutlineArguments};
use crate::cli::check::print_faults;
use crate::cli::explain::bold;
use crate::cli::nothing::{nothing, tell_skipped};
use crate::cli::streams::Streams;
use crate::cli::streams::complain;
use crate::cli::{End, complain_of};
use crate::draft::{Draft, Given, Heading, Kind, LineReading, Manuscript, Note, OpenerKind, Origin, Paragraph, Section};
use crate::house::{Body, FormFormat, House, Role};
use crate::lint::{self, Choice, FileOutcome, Outcome, Reading, words, words_of};
use crate::prose::Prose;
use crate::source::{Source, Span};
use crate::visible::one_line;
use crate::workspace::Failure;
use crate::workspace::Texts;
use crate::workspace::check::without_note;
use crate::workspace::session::{Content, Document, Session};

/// `copydesk outline`.
pub(crate) fn outline(arguments: &OutlineArguments, streams: &mut Streams) -> Result<End, Failure> {
    let session = Session::new(&arguments.drafts.selection()?, &arguments.settings.overrides(), Texts::default())?;
    let detail = if arguments.verbose { Detail::RunnersUp } else { Detail::Plain };
    let shape = Shape { format: arguments.format, width: streams.width.min(WIDEST), detail };
    let mut failures = session.failures.clone();
    let mut faults = session.faults();
    let mut outlines = Vec::new();
    let mut skipped = 0;
    for (_, read) in session.work(|document| outline_one(&session, document, shape))? {
        match read {
            Ok(Outlined::Drawn(outline)) => outlines.push(outline),
            Ok(Outlined::Skipped) => skipped += 1,
            Ok(Outlined::Not(outcome)) => faults.push(outcome),
            Err(failure) => failures.push(failure),
        }
    }
    match arguments.format {
        Listing::Json => streams.print_json(&format!(
            "{}\n",
            json!({ "schema": "copydesk-outline/1", "files": outlines.iter().map(|outline| &outline.json).collect::<Vec<_>>() })
        ))?,
        Listing::Text => streams.print(&outlines.iter().map(|outline| outline.text.as_str()).collect::<Vec<_>>().join("\n"))?,
    }
    let failed = !failures.is_empty() || !faults.is_empty();
    if !faults.is_empty() {
        print_faults(faults);
    }
    session.remarks.iter().for_each(|remark| complain(remark));
    tell_skipped(skipped);
    failures.iter().for_each(complain_of);
    let end = if failed { End::NotDone } else { End::Clean };
    let mut read = Outcome::default();
    (read.summary.files, read.summary.skipped) = (outlines.len(), skipped);
    Ok(end.max(nothing(&read, &session, &arguments.drafts, end)))
}

const WIDEST: usize = 100;

#[derive(Debug, Clone, Copy)]
struct Shape {
    format: Listing,
    width: usize,
    detail: Detail,
}

/// How much is shown of the headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// What their lines are.
    Plain,
    /// What they would be next to that, too.
    RunnersUp,
}

/// One file, drawn in the way that was asked for; the other is empty.
#[derive(Debug, Default)]
struct Outline {
    text: String,
    json: Value,
}

#[derive(Debug)]
enum Outlined {
    Drawn(Outline),
    Skipped,
    Not(FileOutcome),
}

fn outline_one(session: &Session, document: &Document, shape: Shape) -> Result<Outlined, Failure> {
    let source = match session.open(document)? {
        Content::Text(source) => source,
        Content::NotText(outcome) => return Ok(Outlined::Not(outcome)),
    };
    let drawn = lint::guarded(&source, || match session.read(document, &source) {
        Choice::One(house, draft) => Outlined::Drawn(draw(&draft, house, shape, session.today)),
        Choice::Unclear(alike, draft) => match without_note(session, document, &alike, &draft) {
            outcome if outcome.reading == Reading::Skipped => Outlined::Skipped,
            outcome => Outlined::Not(outcome),
        },
    });
    Ok(drawn.unwrap_or_else(Outlined::Not))
}

fn draw(draft: &Draft, house: &House, shape: Shape, today: Date) -> Outline {
    let form = |note: &Note| draft.form_of(note, house, today);
    match shape.format {
        Listing::Json => {
            let notes: Vec<_> = draft.notes.iter().map(|note| note_json(draft, note, house, form(note))).collect();
            let masthead = draft.masthead.as_ref().map(|masthead| header_json(draft, masthead, house));
            let json = json!({ "file": draft.source.name(), "house": *house.name, "masthead": masthead, "notes": notes });
            Outline { json, ..Outline::default() }
        }
        Listing::Text => {
            let mut readings = match shape.detail {
                Detail::Plain => Vec::new(),
                Detail::RunnersUp => Manuscript::read(Arc::clone(&draft.source), draft.syntax).header_roles(draft, house),
            }
            .into_iter();
            let mut page = Page {
                source: &draft.source,
                out: format!("{}: {}\n", bold(draft.source.name()), one_line(&house.title)),
                width: shape.width,
            };
            if let Some(masthead) = &draft.masthead {
                page.out.push('\n');
                page.masthead(masthead, draft.notes.len(), house);
                page.readings(&readings.next().unwrap_or_default());
            }
            for note in &draft.notes {
                page.out.push('\n');
                page.note(note, house, form(note));
                page.readings(&readings.next().unwrap_or_default());
            }
            Outline { text: page.out, ..Outline::default() }
        }
    }
}

/// Lines of text: the line's number, a label, words, and how many there are.
struct Page<'a> {
    source: &'a Arc<Source>,
    out: String,
    width: usize,
}

const LABEL: usize = 20;

impl Page<'_> {
    fn masthead(&mut self, masthead: &Note, notes: usize, house: &House) {
        self.header(masthead, house);
        let _ = writeln!(self.out, "\n      a digest of {}", if notes == 1 { "1 note".to_owned() } else { format!("{notes} notes") });
    }

    fn note(&mut self, note: &Note, house: &House, form: &FormFormat) {
        self.header(note, house);
        if let Some(id) = &form.id {
            let _ = writeln!(self.out, "      {:LABEL$} {}", "form", **id);
        }
        for paragraph in &note.preamble {
            self.paragraph(paragraph, "  before sections");
        }
        let mut unknown = note.unknown_headings.iter().peekable();
        for section in &note.sections {
            while let Some(heading) = unknown.next_if(|heading| heading.span < section.heading.span) {
                self.unknown(heading);
            }
            self.section(section, note, house);
            for paragraph in &section.paragraphs {
                while let Some(heading) = unknown.next_if(|heading| heading.span < paragraph.span) {
                    self.unknown(heading);
                }
                self.paragraph(paragraph, &format!("  {}", label(paragraph)));
            }
        }
        unknown.for_each(|heading| self.unknown(heading));
        if let Some(furniture) = &note.furniture {
            let entries = furniture.entries.len();
            let about = if entries == 0 {
                "not part of the note".to_owned()
            } else {
                format!("not part of the note: a listing with {entries} entries")
            };
            self.row(furniture.span, "page furniture", &about, "");
        }
        let _ = writeln!(self.out, "\n      {} words in all", words(note));
    }

    fn header(&mut self, note: &Note, house: &House) {
        let header = &note.header;
        let mut rows = Vec::new();
        rows.extend(header.banner.iter().map(|banner| (banner.whole(), "banner", banner.text().to_owned())));
        rows.extend(header.number_line.iter().map(|line| (line.text.whole(), "number line", line.text.text().to_owned())));
        let further = header.further_number_lines.iter();
        rows.extend(further.map(|line| (line.whole(), "number line again", line.text().to_owned())));
        rows.extend(header.number.iter().map(|number| (number.span, "number", number.value.to_string())));
        rows.extend(header.date.iter().map(|date| (date.span, "date", date.value.to_string())));
        rows.extend(header.title.iter().map(|title| (title.whole(), "title", title.text().to_owned())));
        rows.extend(header.byline.iter().map(|byline| (byline.whole(), "authors", byline.text().to_owned())));
        rows.extend(header.others.iter().map(|other| (other.whole(), "other", other.text().to_owned())));
        rows.extend(header.strays.iter().map(|stray| (stray.text.whole(), "belongs to nothing", stray.text.text().to_owned())));
        // What stands under a heading is shown there.
        let given = header.given.iter().filter(|given| given.role == Role::Other && given.origin != Origin::Section);
        let name = |given: &Given| given.format.map_or("", |index| house.fields[index].name.as_str());
        rows.extend(given.map(|given| (given.value.whole(), name(given), given.value.text().to_owned())));
        // A note of a digest has its number and date from the masthead, where they are told.
        rows.retain(|(span, ..)| note.span.contains(span.start));
        rows.sort_by_key(|(span, ..)| span.start);
        for (span, label, text) in rows {
            self.row(span, label, text.trim(), "");
        }
    }

    /// What each line of the header was taken for, and what it would be next to that.
    fn readings(&mut self, readings: &[LineReading]) {
        if !readings.is_empty() {
            self.out.push_str("\n      the header, line by line\n");
        }
        for reading in readings {
            let other = reading
                .runner_up
                .map_or_else(|| "nothing else".to_owned(), |other| format!("next to that {}, by {}", other.role.name(), other.score));
            self.row(reading.span, reading.role.name(), &other, "");
        }
    }

    fn section(&mut self, section: &Section, note: &Note, house: &House) {
        let date = note.header.date.map(|date| date.value);
        let body = match house.sections[section.spec].body_on(date) {
            Body::Free => "",
            Body::Dated => "dated, ",
            Body::Numbered => "numbered, ",
            Body::DatedPoints => "dated, numbered, ",
        };
        let words: usize = section.paragraphs.iter().map(|paragraph| words_of(&paragraph.prose)).sum();
        self.out.push('\n');
        self.wide_row(section.heading.span, section.heading.text.text().trim(), &format!("{body}{words} words"));
    }

    fn unknown(&mut self, heading: &Heading) {
        self.wide_row(heading.span, heading.text.text().trim(), "not a heading of the house");
    }

    fn paragraph(&mut self, paragraph: &Paragraph, label: &str) {
        self.row(paragraph.span, label, paragraph.prose.text().trim(), &words_of(&paragraph.prose).to_string());
    }

    fn row(&mut self, span: Span, label: &str, text: &str, end: &str) {
        let label = cut(label, LABEL);
        let label = format!("{label}{}", " ".repeat(LABEL - label.width()));
        self.write_row(span, &label, text, end);
    }

    fn wide_row(&mut self, span: Span, heading: &str, end: &str) {
        let room = self.width.saturating_sub(8 + end.width());
        let heading = cut(heading, room);
        let gap = " ".repeat(room - heading.width());
        let _ = writeln!(self.out, "{:>5} {}{gap} {end}", self.line(span), bold(&heading));
    }

    fn write_row(&mut self, span: Span, label: &str, text: &str, end: &str) {
        let room = self.width.saturating_sub(9 + LABEL + end.width());
        let text = cut(text, room);
        let gap = " ".repeat(room - text.width());
        let row = format!("{:>5} {label} {text}{gap} {end}", self.line(span));
        let _ = writeln!(self.out, "{}", row.trim_end());
    }

    fn line(&self, span: Span) -> u32 {
        self.source.position(span.start).line
    }
}

/// What makes a paragraph what it is: its ordinal, the date it opens with, or its kind.
fn label(paragraph: &Paragraph) -> String {
    let text = paragraph.prose.text();
    match (&paragraph.point, &paragraph.opener, paragraph.kind) {
        (Some(point), ..) => text[point.word.clone()].to_owned(),
        (None, Some(opener), _) => text[opener.range.clone()].to_owned(),
        (None, None, Kind::Quote) => "quotation".to_owned(),
        (None, None, Kind::Aside) => "aside".to_owned(),
        (None, None, Kind::Body) => "\u{b7}".to_owned(),
    }
}

/// At most `columns` of `text`, with a sign that there is more.
fn cut(text: &str, columns: usize) -> String {
    // A paragraph is longer than any row: what lies far beyond it need not be looked at.
    let reached = text.char_indices().nth(8 * columns + 16).map_or(text.len(), |(at, _)| at);
    let shown = one_line(&text[..reached]);
    if reached == text.len() && shown.width() <= columns {
        return shown.into_owned();
    }
    let mut width = 1;
    let mut out: String = shown
        .chars()
        .take_while(|c| {
            width += c.width().unwrap_or(0);
            width <= columns
        })
        .collect();
    out.truncate(out.trim_end().len());
    out.push('\u{2026}');
    out
}

fn note_json(draft: &Draft, note: &Note, house: &House, form: &FormFormat) -> Value {
    let mut json = header_json(draft, note, house);
    let more = json!({
        "form": form.id.as_deref(),
        "words": words(note),
        "preamble": note.preamble.iter().map(|paragraph| paragraph_json(draft, paragraph)).collect::<Vec<_>>(),
        "sections": note.sections.iter().map(|section| section_json(draft, note, section, house)).collect::<Vec<_>>(),
        "unknown_headings": note.unknown_headings.iter().map(|heading| prose_json(draft, &heading.text)).collect::<Vec<_>>(),
        "furniture": note.furniture.as_ref().map(|furniture| json!({ "line": line(draft, furniture.span), "entries": furniture.entries.len() })),
    });
    if let (Value::Object(json), Value::Object(more)) = (&mut json, more) {
        json.extend(more);
    }
    json
}

/// The header of a note or a digest.
fn header_json(draft: &Draft, note: &Note, house: &House) -> Value {
    let header = &note.header;
    let field = |given: &Given| {
        let index = given.format.filter(|_| given.role == Role::Other)?;
        Some(json!({ "name": *house.fields[index].name, "text": given.value.text().trim(), "line": line(draft, given.value.whole()) }))
    };
    let prose = |prose: &Prose| prose_json(draft, prose);
    json!({
        "line": line(draft, note.span),
        "banner": header.banner.as_ref().map(prose),
        "number_line": header.number_line.as_ref().map(|number_line| prose(&number_line.text)),
        "number": header.number.map(|number| number.value),
        "date": header.date.map(|date| date.value.to_string()),
        "title": header.title.iter().map(prose).collect::<Vec<_>>(),
        "byline": header.byline.as_ref().map(prose),
        "fields": header.given.iter().filter_map(field).collect::<Vec<_>>(),
        "others": header.further_number_lines.iter().chain(&header.others).chain(header.strays.iter().map(|stray| &stray.text)).map(prose).collect::<Vec<_>>(),
    })
}

fn prose_json(draft: &Draft, prose: &Prose) -> Value {
    json!({ "text": prose.text().trim(), "line": line(draft, prose.whole()) })
}

fn line(draft: &Draft, span: Span) -> u32 {
    draft.source.position(span.start).line
}

fn section_json(draft: &Draft, note: &Note, section: &Section, house: &House) -> Value {
    let format = &house.sections[section.spec];
    let body = match format.body_on(note.header.date.map(|date| date.value)) {
        Body::Free => "free",
        Body::Dated => "dated",
        Body::Numbered => "numbered",
        Body::DatedPoints => "dated and numbered",
    };
    json!({
        "id": *format.id,
        "heading": section.heading.text.text().trim(),
        "line": draft.source.position(section.heading.span.start).line,
        "body": body,
        "words": section.paragraphs.iter().map(|paragraph| words_of(&paragraph.prose)).sum::<usize>(),
        "paragraphs": section.paragraphs.iter().map(|paragraph| paragraph_json(draft, paragraph)).collect::<Vec<_>>(),
    })
}

fn paragraph_json(draft: &Draft, paragraph: &Paragraph) -> Value {
    let text = paragraph.prose.text();
    let opener = paragraph.opener.as_ref().map(|opener| {
        let (kind, date) = match opener.kind {
            OpenerKind::Date(index) => ("date", paragraph.dates[index].resolved.date()),
            OpenerKind::Dayless => ("dayless", None),
            OpenerKind::SameDay => ("same-day", None),
        };
        json!({ "text": &text[opener.range.clone()], "kind": kind, "date": date.map(|date| date.to_string()) })
    });
    let kind = match paragraph.kind {
        Kind::Body => "body",
        Kind::Quote => "quote",
        Kind::Aside => "aside",
    };
    json!({
        "line": draft.source.position(paragraph.span.start).line,
        "words": words_of(&paragraph.prose),
        "kind": kind,
        "point": paragraph.point.as_ref().map(|point| &text[point.word.clone()]),
        "number": paragraph.point.as_ref().map(|point| point.value),
        "opener": opener,
    })
}
