//! Paragraphs as Markdown that is read as the same words. It marks headings, lists, bold, italics and notes, and nothing else.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::body::{Face, Paragraph, Part, Run};
use crate::prose::verbatim::{Beside, write_markdown};

/// The draft. Notes that the text refers to stand at its end, numbered in order. None where it would have more than `limit` bytes.
pub(super) fn write(paragraphs: &[Paragraph], footnotes: &[Part], endnotes: &[Part], limit: usize) -> Option<String> {
    let mut notes = Notes::default();
    let mut out = String::new();
    // How wide the mark of each open item is, outermost first.
    let mut open: Vec<usize> = Vec::new();
    for paragraph in paragraphs {
        if out.len() > limit {
            return None;
        }
        let text = inline(paragraph, &mut notes);
        if text.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push_str(if !open.is_empty() && paragraph.list.is_some() { "\n" } else { "\n\n" });
        }
        if let Some(level) = paragraph.heading {
            out.push_str(&"#".repeat(level.min(6)));
            out.push(' ');
        }
        // An item deeper than the one above it allows would be read as code.
        open.truncate(paragraph.list.map_or(0, |item| item.depth));
        let Some(item) = paragraph.list else {
            out.push_str(&text);
            continue;
        };
        let mark = item.number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
        let margin = " ".repeat(open.iter().sum());
        let inside = " ".repeat(margin.len() + mark.len());
        // Each line of an item stands as far in as the item.
        if out.len() + text.matches('\n').count() * inside.len() + text.len() > limit {
            return None;
        }
        write!(out, "{margin}{mark}{}", text.replace('\n', &format!("\n{inside}"))).expect("a string takes any text");
        open.push(mark.len());
    }
    let by_id = |parts: &'_ [Part]| -> HashMap<String, usize> { parts.iter().zip(0..).map(|(part, at)| (part.id.clone(), at)).collect() };
    let (feet, ends) = (by_id(footnotes), by_id(endnotes));
    // A note may refer to another.
    let mut written = 0;
    while let Some((kind, id)) = notes.in_order.get(written).cloned().filter(|_| out.len() <= limit) {
        written += 1;
        let part = match kind {
            Kind::Foot => feet.get(&id).map(|at| &footnotes[*at]),
            Kind::End => ends.get(&id).map(|at| &endnotes[*at]),
        };
        let paragraphs = part.map(|part| part.paragraphs.as_slice()).unwrap_or_default();
        let text: Vec<String> = paragraphs.iter().map(|paragraph| inline(paragraph, &mut notes)).filter(|text| !text.is_empty()).collect();
        write!(out, "\n\n[^{written}]: {}", text.join("\n\n").replace('\n', "\n    ").replace("\n    \n", "\n\n"))
            .expect("a string takes any text");
    }
    if !out.is_empty() {
        out.push('\n');
    }
    (out.len() <= limit).then_some(out)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Foot,
    End,
}

/// Notes in the order in which the text refers to them.
#[derive(Debug, Default)]
struct Notes {
    in_order: Vec<(Kind, String)>,
    numbers: HashMap<(Kind, String), usize>,
}

impl Notes {
    /// The number of a note, from 1.
    fn number(&mut self, kind: Kind, id: &str) -> usize {
        *self.numbers.entry((kind, id.to_owned())).or_insert_with(|| {
            self.in_order.push((kind, id.to_owned()));
            self.in_order.len()
        })
    }
}

fn inline(paragraph: &Paragraph, notes: &mut Notes) -> String {
    let mut out = String::new();
    for (at, run) in paragraph.runs.iter().enumerate() {
        match run {
            Run::Text(text, face) => {
                let face = Face { bold: face.bold && paragraph.heading.is_none(), ..*face };
                let after = match paragraph.runs.get(at + 1) {
                    Some(Run::Text(text, _)) => text.chars().next(),
                    _ => None,
                };
                marked(text, face, after, &mut out);
            }
            Run::Break if paragraph.heading.is_some() => out.push(' '),
            Run::Break => {
                out.truncate(out.trim_end_matches(' ').len());
                // A break before the first word or after another moves nothing that is read.
                if !out.is_empty() && !out.ends_with('\n') {
                    out.push_str("\\\n");
                }
            }
            Run::Footnote(id) => write!(out, "[^{}]", notes.number(Kind::Foot, id)).expect("a string takes any text"),
            Run::Endnote(id) => write!(out, "[^{}]", notes.number(Kind::End, id)).expect("a string takes any text"),
        }
    }
    let text = out.trim_end_matches(' ');
    let text = text.strip_suffix("\\\n").unwrap_or(text).trim_end_matches(' ');
    match paragraph.heading {
        // It would be taken for the end of the mark before the heading.
        Some(_) if text.ends_with('#') => format!("{}\\#", &text[..text.len() - 1]),
        _ => text.to_owned(),
    }
}

/// Writes a run with its marks, where Markdown can tell them from text; elsewhere without.
fn marked(text: &str, face: Face, after: Option<char>, out: &mut String) {
    let at_start = out.is_empty() || out.ends_with('\n');
    let text = if at_start { text.trim_start_matches(' ') } else { text };
    let core = text.trim();
    let before = out.chars().next_back();
    let marks = match face {
        Face { bold: true, italic: true } => "***",
        Face { bold: true, italic: false } => "**",
        Face { bold: false, italic: true } => "*",
        Face { bold: false, italic: false } => "",
    };
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let spaced_before = text.len() > text.trim_start().len();
    let spaced_after = text.len() > text.trim_end().len();
    let opens = spaced_before || (before != Some('*') && (!is_word(before) || is_word(core.chars().next())));
    let closes = spaced_after || !is_word(after) || is_word(core.chars().next_back());
    if core.is_empty() || marks.is_empty() || !opens || !closes {
        write_markdown(text, if at_start { Beside::LineStart } else { Beside::Text }, after, out);
        return;
    }
    let start = text.len() - text.trim_start().len();
    out.push_str(&text[..start]);
    out.push_str(marks);
    write_markdown(core, Beside::Text, None, out);
    out.push_str(marks);
    out.push_str(&text[start + core.len()..]);
}
