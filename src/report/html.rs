//! The proof: one page on which each note stands as its author wrote it, with underlines and notes in the margin. It loads nothing from
//! elsewhere, and whatever a draft holds is text on it, never markup.

use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

use super::closing::{contents, count, levels};
use super::excerpt::quotation;
use super::{Glyphs, asked_by, is_house, one_line, place_for_people, place_in_words};
use crate::finding::{Finding, Label, Level};
use crate::lint::{NoteSummary, Outcome, Reported};
use crate::source::{Source, Span};
use crate::visible::is_hidden_after;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// Words of a finding that the text for a mail quotes, in columns.
const QUOTED: usize = 60;

/// The outcome as a page.
pub(super) fn write(outcome: &Outcome) -> String {
    let mut page = Page { out: String::new(), notes: HashMap::new(), number: 0 };
    for note in &outcome.notes {
        page.notes.entry(note.file.as_str()).or_default().push(note);
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
         <textarea id=\"text\" readonly rows=\"12\" aria-label=\"The findings as text\">\n{text}</textarea></section>\n\
         <script>{SCRIPT}</script>\n</body>\n</html>\n"
    );
    page.out
}

/// The page so far.
struct Page<'a> {
    out: String,
    /// The notes of each file; only looked up.
    notes: HashMap<&'a str, Vec<&'a NoteSummary>>,
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
        for (level, plural, number) in [
            (Level::Error, "errors", counts.errors),
            (Level::Warning, "warnings", counts.warnings),
            (Level::Advice, "advice", counts.advice),
        ] {
            let _ = writeln!(self.out, "<label><input type=\"checkbox\" id=\"show-{level}\" checked> {plural} ({number})</label>");
        }
        self.out.push_str("</fieldset>\n</header>\n<main>\n");
    }

    /// One file: every line of it, with the notes on it beside it.
    fn file(&mut self, findings: &[Reported]) {
        let source = &findings[0].finding.primary.source;
        let _ = write!(self.out, "<article>\n<h2>{}</h2>\n", Text(&one_line(source.name())));
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
            self.line(source, bytes, &open, &findings[begun..next], begun);
        }
        self.number += findings.len();
        self.out.push_str("</article>\n");
    }

    fn line(&mut self, source: &Source, bytes: Span, open: &[(usize, &Reported)], begun: &[Reported], before: usize) {
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
        self.out.push_str("<p class=\"line\">");
        let marks: Vec<Mark<'_>> = open
            .iter()
            .map(|(number, reported)| Mark { range: within(line, bytes, reported.finding.primary.span), number: *number, reported })
            .collect();
        self.marked(line, &marks, first);
        self.out.push_str("</p></div>\n");
    }

    /// The line with what is meant underlined, as gravely as it is; findings numbered above `first` begin on it, and get their number there.
    fn marked(&mut self, line: &str, marks: &[Mark<'_>], first: usize) {
        let mut edges: Vec<usize> = marks.iter().flat_map(|mark| [mark.range.start, mark.range.end]).chain([0, line.len()]).collect();
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

    /// What is said in the margin.
    fn note(&mut self, reported: &Reported, number: usize) {
        let finding = &reported.finding;
        let (level, place) = (reported.level, self.place(reported));
        let _ = write!(
            self.out,
            "<div class=\"note {level}\" id=\"n{number}\"><p class=\"where\"><a href=\"#m{number}\">{number}</a> {}</p>\n<p class=\"what\">{}</p>\n",
            Text(&place),
            Named(&one_line(&finding.message))
        );
        for said in advice(finding) {
            let _ = writeln!(self.out, "<p class=\"help\">{}</p>", Named(&said));
        }
        let asked: Vec<String> = finding.related.iter().filter(|label| is_house(label)).map(asked_by).collect();
        let rule = [vec![format!("{level}, {}", finding.rule)], asked].concat().join("; ");
        let _ = writeln!(self.out, "<p class=\"rule\">{}</p></div>", Text(&rule));
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
            let _ = writeln!(self.out, "<li><b>{}</b>: {}</li>", Text(&one_line(&notes[0].file)), Text(&contents(notes)));
        }
        self.out.push_str("</ul>\n</article>\n");
    }

    /// The findings as a person would write them into a mail.
    fn as_text(&self, outcome: &Outcome) -> Text<String> {
        let mut out = summary(outcome) + "\n";
        let mut number = 0;
        for findings in outcome.findings.chunk_by(|one, next| name(one) == name(next)) {
            let _ = writeln!(out, "\n{}", one_line(name(&findings[0])));
            for reported in findings {
                number += 1;
                let finding = &reported.finding;
                let label = &finding.primary;
                let words = label.source.slice(label.source.first_line_of(label.span)).trim();
                let quoted = if words.is_empty() { String::new() } else { format!(" “{}”", quotation(words, QUOTED, Glyphs::Unicode)) };
                let _ = writeln!(out, "{number}. {}: {}{quoted}", self.place(reported), one_line(&finding.message));
                for said in advice(finding) {
                    let _ = writeln!(out, "   {said}");
                }
            }
        }
        Text(out)
    }
}

/// What to do, and which other places matter, a line each.
fn advice(finding: &Finding) -> Vec<String> {
    let help = finding.help.iter().map(|help| one_line(help).into_owned());
    let said = |title: &str| finding.help.as_ref().is_some_and(|help| help.eq_ignore_ascii_case(title));
    let fixes = finding.fix.iter().chain(&finding.alternatives);
    let fixes = fixes.filter(|fix| !said(&fix.title)).map(|fix| format!("→ {}", one_line(&fix.title)));
    let also = finding.related.iter().filter(|label| !label.text.is_empty() && !is_house(label)).map(|label| other_place(finding, label));
    help.chain(fixes).chain(also).collect()
}

fn other_place(finding: &Finding, label: &Label) -> String {
    let words = label.source.slice(label.source.first_line_of(label.span)).trim();
    // On the page of a draft, its own words need no address.
    let here = label.source.name() == finding.primary.source.name();
    let place = if here { String::new() } else { format!(" ({})", place_for_people(label)) };
    let shown = if words.is_empty() { space_after(label) } else { format!("“{}”", quotation(words, QUOTED, Glyphs::Unicode)) };
    format!("see {shown}{place}: {}", one_line(&label.text))
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

/// "2 errors, 1 warning in 3 drafts", or that all is well.
fn summary(outcome: &Outcome) -> String {
    let drafts = count(outcome.summary.files, "draft", "drafts");
    let found = if outcome.findings.is_empty() { "nothing to mend".to_owned() } else { levels(&outcome.summary) };
    let known = outcome.summary.baselined;
    let known = if known > 0 { format!("; {} known already", count(known, "finding", "findings")) } else { String::new() };
    format!("{found} in {drafts}{known}")
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

/// Text in which names stand in backquotes, as a person would set it.
struct Named<'a>(&'a str);

impl std::fmt::Display for Named<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts: Vec<&str> = self.0.split('`').collect();
        if parts.len().is_multiple_of(2) {
            return escape(self.0, f);
        }
        for (index, part) in parts.iter().enumerate() {
            let is_name = index % 2 == 1;
            f.write_str(if is_name { "<b>" } else { "" })?;
            escape(part, f)?;
            f.write_str(if is_name { "</b>" } else { "" })?;
        }
        Ok(())
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
