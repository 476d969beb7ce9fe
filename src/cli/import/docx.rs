//! A Word document as Markdown: its words in order, with the little markup a draft has. Tables, pictures and fonts are left out.

use super::body::{self, Part};
use super::markdown;
use super::numbering::Numbering;
use super::package::Package;
use super::styles::Styles;
use crate::workspace::texts;

/// What was read.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) markdown: String,
    /// In the order of the document's own list.
    pub(super) comments: Vec<Comment>,
    /// How many signs have no character.
    pub(super) lost_signs: usize,
    /// How many control characters are left out.
    pub(super) lost_controls: usize,
}

/// A remark in the margin.
#[derive(Debug)]
pub(super) struct Comment {
    pub(super) author: String,
    /// The beginning of the words it is about; empty if it names none.
    pub(super) on: String,
    pub(super) text: String,
}

/// Reads a document from the bytes of its file; the error is what is wrong with it, to stand after "it cannot be read:".
///
/// The draft it becomes has at most `limit` bytes.
pub(super) fn read(bytes: Vec<u8>, limit: u64) -> Result<Document, String> {
    let mut package = Package::open(bytes)?;
    let root = package.related("")?;
    let main = root.get("officeDocument").cloned().unwrap_or_else(|| "word/document.xml".to_owned());
    let xml = package.part(&main)?.ok_or("there is no text in it")?;
    let related = package.related(&main)?;
    let mut other = |kind: &str| match related.get(kind) {
        Some(name) => package.part(name),
        None => Ok(None),
    };
    let styles = other("styles")?.map_or_else(|| Ok(Styles::default()), |xml| Styles::read(&xml))?;
    let numbering = other("numbering")?.map_or_else(|| Ok(Numbering::default()), |xml| Numbering::read(&xml))?;
    let mut parts = |kind: &str| match other(kind)? {
        Some(xml) => body::read(&xml, &styles, &numbering),
        None => Ok(body::Body::default()),
    };
    let (footnotes, endnotes, comments) = (parts("footnotes")?, parts("endnotes")?, parts("comments")?);
    let body = body::read(&xml, &styles, &numbering)?;
    let comments = comments.parts.iter().filter(|part| !part.id.is_empty()).map(|part| comment(part, &body)).collect();
    let lost_signs = body.lost_signs + footnotes.lost_signs + endnotes.lost_signs;
    let lost_controls = body.lost_controls + footnotes.lost_controls + endnotes.lost_controls;
    let main = body.parts.first().map(|part| part.paragraphs.as_slice()).unwrap_or_default();
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let markdown = markdown::write(main, &footnotes.parts, &endnotes.parts, limit)
        .ok_or_else(|| format!("as a draft it would be larger than {}", texts::size(limit as u64)))?;
    let (markdown, lost_elsewhere) = without_controls(markdown);
    Ok(Document { markdown, comments, lost_signs, lost_controls: lost_controls + lost_elsewhere })
}

/// The draft without control characters that came with numbers of lists or addresses, and how many there were.
fn without_controls(mut markdown: String) -> (String, usize) {
    let is_control = |c: char| c.is_control() && !matches!(c, '\t' | '\n');
    let count = markdown.chars().filter(|c| is_control(*c)).count();
    if count > 0 {
        markdown.retain(|c| !is_control(c));
    }
    (markdown, count)
}

fn comment(part: &Part, body: &body::Body) -> Comment {
    let text: Vec<String> = part.paragraphs.iter().map(body::Paragraph::plain).collect();
    let author = if part.author.is_empty() { "somebody".to_owned() } else { part.author.clone() };
    Comment { author, on: body.anchors.get(&part.id).cloned().unwrap_or_default(), text: text.join(" ") }
}
