//! The proof: one page on which each note stands as its reader sees it, with underlines and remarks in the margin, in an author's words. It loads
//! nothing from elsewhere, and whatever a draft holds is text on it, never markup.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;
use std::ops::Range;

use super::author;
use super::closing::{contents, count};
use super::excerpt::quotation;
use super::{Glyphs, is_house, one_line, place_in_words};
use crate::finding::{Finding, Label, Level};
use crate::lint::{NoteSummary, Outcome, Reported};
use crate::source::{Source, Span};
use crate::visible::is_hidden_after;
use shown::{Shown, ShownLine};

mod shown;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// Words of a finding that the text for a mail quotes, in columns.
const QUOTED: usize = 60;

/// The outcome as a page.
pub(super) fn write(outcome: &Outcome) -> String {
    let mut page = Page { out: String::new(), notes: HashMap::new(), called: HashMap::new(), number: 0 };
    for note in &outcome.notes {
        page.notes.entry(&*note.file).or_default().push(note);
    }
    let files: BTreeSet<&str> = page.notes.keys().copied().chain(outcome.findings.iter().map(name)).collect();
    for file in files {
        *page.called.entry(page.title(file)).or_default() += 1;
    }
    page.head(outcome);
    for findings in outcome.findings.chunk_by(|one, next| name(one) == name(next)) {
        page.file(findings);
    }
    page.clean(outcome);
    let text = page.as_text(outcome);
    let _ = write!(
        page.out,
        "</main>\n<section class=\"mail\"><h2>As text, for a mail</h2>\n<p><button type=\"button\" id=\"copy\">Copy as text</button></p>\n\
         <textarea id=\"text\" readonly rows=\"12\" aria-label=\"The remarks as text\">\n{text}</textarea></section>\n\
         <script>{SCRIPT}</script>\n</body>\n</html>\n"
    );
    page.out
}

/// The page so far.
struct Page<'a> {
    out: String,
    /// The notes of each file; only looked up.
    notes: HashMap<&'a str, Vec<&'a NoteSummary>>,
    /// How many files have notes of one title; only looked up.
    called: HashMap<String, usize>,
    /// How many findings were numbered.
    number: usize,
}

/// Where a finding begins or ends on a line.
struct Mark<'a> {
    range: Range<usize>,
    number: usize,
    reported: &'a Reported,
}

impl Page<'_> {
    fn head(&mut self, outcome: &Outcome) {
        let said = summary(outcome);
        let _ = write!(
            self.out,
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>Proof: {said}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>Proof</h1>\n<p class=\"sum\">{said}</p>\n"
        );
        let counts = &outcome.summary;
        self.out.push_str("<fieldset class=\"filter\"><legend>Show</legend>\n");
        for (level, number) in [(Level::Error, counts.errors), (Level::Warning, counts.warnings), (Level::Advice, counts.advice)] {
            let called = author::level(level);
            let _ = writeln!(self.out, "<label><input type=\"checkbox\" id=\"show-{level}\" checked> {called} ({number})</label>");
        }
        self.out.push_str("</fieldset>\n</header>\n<main>\n");
    }

    /// One file: every line of it, with the notes on it beside it.
    fn file(&mut self, findings: &[Reported]) {
        let source = &findings[0].finding.primary.source;
        let _ = write!(self.out, "<article>\n<h2>{}</h2>\n", Text(&self.heading(source.name())));
        let shown = Shown::of(source);
        if let Some(notes) = self.notes.get(source.name()) {
            let notes: Vec<NoteSummary> = notes.iter().map(|note| (*note).clone()).collect();
            let _ = writeln!(self.out, "<p class=\"read\">{}</p>", Text(&contents(&notes)));
        }
        let mut next = 0;
        let mut open: Vec<(usize, &Reported)> = Vec::new();
        for number in 0..source.line_count() {
            let bytes = source.line(number);
            open.retain(|(_, reported)| reported.finding.primary.span.end > bytes.start);
            let begun = next;
            while findings.get(next).is_some_and(|reported| source.line_of(start(reported)) <= number) {
                open.push((self.number + next + 1, &findings[next]));
                next += 1;
            }
            let as_read = shown.line(number);
            if as_read.is_some_and(|line| line.is_mark) && begun == next {
                continue;
            }
            self.line(source, (bytes, as_read), &open, &findings[begun..next], begun);
        }
        self.number += findings.len();
        self.out.push_str("</article>\n");
    }

    fn line(
        &mut self,
        source: &Source,
        (bytes, shown): (Span, Option<&ShownLine>),
        open: &[(usize, &Reported)],
        begun: &[Reported],
        before: usize,
    ) {
        let line = source.slice(bytes);
        if line.trim().is_empty() && begun.is_empty() {
            self.out.push_str("<div class=\"gap\"></div>\n");
            return;
        }
        let first = self.number + before;
        self.out.push_str("<div class=\"row\">");
        // Before the line, so that what is beside it takes no room from the text.
        if !begun.is_empty() {
            self.out.push_str("<aside>\n");
            for (index, reported) in begun.iter().enumerate() {
                self.note(reported, first + index + 1);
            }
            self.out.push_str("</aside>");
        }
        let is_heading = shown.is_some_and(|line| line.is_heading);
        self.out.push_str(if is_heading { "<p class=\"line heading\">" } else { "<p class=\"line\">" });
        let marks: Vec<Mark<'_>> = open
            .iter()
            .map(|(number, reported)| Mark { range: within(line, bytes, reported.finding.primary.span), number: *number, reported })
            .collect();
        let hidden = shown.map_or(&[][..], |line| &line.marks);
        self.marked(line, hidden, &marks, first);
        self.out.push_str("</p></div>\n");
    }

    /// The line with what is meant underlined, as gravely as it is; findings numbered above `first` begin on it, and get their number there.
    /// What is `hidden` is a mark of Markdown, which no reader sees.
    fn marked(&mut self, line: &str, hidden: &[Range<usize>], marks: &[Mark<'_>], first: usize) {
        let of_hidden = hidden.iter().flat_map(|range| [range.start, range.end]);
        let edges = marks.iter().flat_map(|mark| [mark.range.start, mark.range.end]).chain([0, line.len()]);
        let mut edges: Vec<usize> = edges.chain(of_hidden).collect();
        edges.sort_unstable();
        edges.dedup();
        let mut by_start: Vec<&Mark<'_>> = marks.iter().collect();
        by_start.sort_by_key(|mark| (mark.range.start, mark.number));
        let mut coming = by_start.into_iter().peekable();
        let mut now: Vec<&Mark<'_>> = Vec::new();
        for (index, edge) in edges.iter().enumerate() {
            now.retain(|mark| mark.range.end > *edge);
            while let Some(mark) = coming.next_if(|mark| mark.range.start == *edge) {
                if mark.number > first {
                    let level = mark.reported.level;
                    let number = mark.number;
                    let _ = write!(self.out, "<a class=\"ref {level}\" id=\"m{number}\" href=\"#n{number}\">{number}</a>");
                }
                if mark.range.is_empty() {
                    let _ = write!(self.out, "<mark class=\"here {}\"></mark>", mark.reported.level);
                } else {
                    now.push(mark);
                }
            }
            let Some(end) = edges.get(index + 1) else { break };
            let around = hidden.get(hidden.partition_point(|range| range.end < *end));
            if around.is_some_and(|range| range.start <= *edge) {
                continue;
            }
            let text = Text(&line[*edge..*end]);
            let levels: Vec<&str> = [Level::Error, Level::Warning, Level::Advice]
                .into_iter()
                .filter(|level| now.iter().any(|mark| mark.reported.level == *level))
                .map(Level::name)
                .collect();
            let _ = match levels.as_slice() {
                [] => write!(self.out, "{text}"),
                levels => write!(self.out, "<mark class=\"{}\">{text}</mark>", levels.join(" ")),
            };
        }
    }

    /// What is said in the margin. Which rule says it is for programs alone.
    fn note(&mut self, reported: &Reported, number: usize) {
        let (level, place) = (reported.level, self.place(reported));
        let _ = write!(
            self.out,
            "<details class=\"note {level}\" id=\"n{number}\" data-rule=\"{}\" open><summary><a href=\"#m{number}\">{number}</a> <span class=\"level\">{}</span> \
             <span class=\"what\">{}</span></summary>\n<p class=\"where\">{}</p>\n",
            Text(reported.finding.rule.as_str()),
            author::level(level),
            Text(&author::remark(reported).what),
            Text(&place),
        );
        for said in advice(reported) {
            let _ = writeln!(self.out, "<p class=\"help\">{}</p>", Text(&said));
        }
        self.out.push_str("</details>\n");
    }

    /// What an author calls the notes of a file; nothing where they have neither number nor title.
    fn title(&self, file: &str) -> String {
        let Some([first, others @ ..]) = self.notes.get(file).map(Vec::as_slice) else { return String::new() };
        let number = first.number.map(|number| format!("No. {number}"));
        let headline = Some(one_line(&first.headline).into_owned()).filter(|title| others.is_empty() && !title.is_empty());
        number.into_iter().chain(headline).collect::<Vec<_>>().join(", ")
    }

    /// The same; the file's name where that has to do, or is needed to tell two apart.
    fn heading(&self, file: &str) -> String {
        let title = self.title(file);
        match self.called.get(&title) {
            _ if title.is_empty() => one_line(file).into_owned(),
            Some(2..) => format!("{title} ({})", one_line(file)),
            _ => title,
        }
    }

    fn place(&self, reported: &Reported) -> String {
        place_in_words(reported, self.notes.get(name(reported)).map(Vec::len))
    }

    /// Files in which nothing was found, in a line each.
    fn clean(&mut self, outcome: &Outcome) {
        let found = |file: &str| outcome.findings.binary_search_by(|reported| name(reported).cmp(file)).is_ok();
        let clean = || outcome.notes.chunk_by(|one, next| one.file == next.file).filter(|notes| !found(&notes[0].file));
        if clean().next().is_none() {
            return;
        }
        self.out.push_str("<article class=\"clean\">\n<h2>Clean</h2>\n<ul>\n");
        for notes in clean() {
            let _ = writeln!(self.out, "<li><b>{}</b>: {}</li>", Text(&self.heading(&notes[0].file)), Text(&contents(notes)));
        }
        self.out.push_str("</ul>\n</article>\n");
    }

    /// The findings as a person would write them into a mail.
    fn as_text(&self, outcome: &Outcome) -> Text<String> {
        let mut out = summary(outcome) + "\n";
        let mut number = 0;
        for findings in outcome.findings.chunk_by(|one, next| name(one) == name(next)) {
            let _ = writeln!(out, "\n{}", self.heading(name(&findings[0])));
            for reported in findings {
                number += 1;
                let finding = &reported.finding;
                let label = &finding.primary;
                let words = label.source.slice(label.source.first_line_of(label.span)).trim();
                let quoted = if words.is_empty() { String::new() } else { format!(" “{}”", quotation(words, QUOTED, Glyphs::Unicode)) };
                let (level, what) = (author::level(reported.level), author::remark(reported).what);
                let _ = writeln!(out, "{number}. {level}, {}{quoted}: {what}", self.place(reported));
                for said in advice(reported) {
                    let _ = writeln!(out, "   {said}");
                }
            }
        }
        Text(out)
    }
}

/// What to do, why, and which other places matter, a sentence each.
fn advice(reported: &Reported) -> Vec<String> {
    let finding = &reported.finding;
    let drafts = finding.related.iter().filter(|label| !label.text.is_empty() && !is_house(label));
    author::advice(reported).into_iter().chain(drafts.filter_map(|label| other_place(finding, label))).collect()
}

fn other_place(finding: &Finding, label: &Label) -> Option<String> {
    let said = author::said(&label.text)?;
    // On the page of a draft, words of another would be looked for in vain.
    if label.source.name() != finding.primary.source.name() {
        return Some(author::sentence(&said));
    }
    let words = label.source.slice(label.source.first_line_of(label.span)).trim();
    let shown = if words.is_empty() { space_after(label) } else { format!("“{}”", quotation(words, QUOTED, Glyphs::Unicode)) };
    Some(format!("See {shown}: {said}."))
}

/// White space by the words that it follows: nobody sees it alone.
fn space_after(label: &Label) -> String {
    let line = label.source.line(label.source.line_of(label.span.start));
    let before = label.source.text()[line.start as usize..label.span.start as usize].trim();
    let start = before.char_indices().rev().nth(QUOTED / 2).map_or(0, |(at, _)| at);
    let words = before[start..].trim_start();
    if words.is_empty() {
        "the space at a line's start".to_owned()
    } else {
        format!("the space after “{}”", quotation(words, QUOTED, Glyphs::Unicode))
    }
}

/// "2 to correct, 1 to check in 3 drafts", or that all is well.
fn summary(outcome: &Outcome) -> String {
    let counts = &outcome.summary;
    let drafts = count(counts.files, "draft", "drafts");
    let said = author::counts(counts.errors, counts.warnings, counts.advice);
    let known = counts.baselined;
    let known = if known > 0 { format!("; {} known already", count(known, "remark", "remarks")) } else { String::new() };
    format!("{said} in {drafts}{known}")
}

fn name(reported: &Reported) -> &str {
    reported.finding.primary.source.name()
}

fn start(reported: &Reported) -> u32 {
    reported.finding.primary.span.start
}

/// Where `span` stands in a line whose bytes are `bytes`; what lies outside is cut off.
fn within(line: &str, bytes: Span, span: Span) -> Range<usize> {
    let inside = |offset: u32| line.floor_char_boundary((offset.clamp(bytes.start, bytes.end) - bytes.start) as usize);
    inside(span.start)..inside(span.end)
}

/// Text that is never markup. Characters that a reader would not see are spelt out.
struct Text<T>(T);

impl<T: AsRef<str> + ?Sized> std::fmt::Display for Text<&T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        escape(self.0.as_ref(), f)
    }
}

impl std::fmt::Display for Text<String> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        escape(&self.0, f)
    }
}

fn escape(text: &str, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    let mut before = None;
    for c in text.chars() {
        let is_hidden = is_hidden_after(c, before);
        before = if is_hidden { None } else { Some(c) };
        match c {
            '&' => f.write_str("&amp;")?,
            '<' => f.write_str("&lt;")?,
            '>' => f.write_str("&gt;")?,
            '"' => f.write_str("&quot;")?,
            '\'' => f.write_str("&#39;")?,
            '\t' => f.write_str("&#9;")?,
            '\n' => f.write_str("\n")?,
            c if is_hidden => write!(f, "{}", c.escape_unicode())?,
            c => write!(f, "{c}")?,
        }
    }
    Ok(())
}
