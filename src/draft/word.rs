//! The reader of Word documents: their text as the reader sees it, as Markdown, with the way back from each character to where it stands. Pictures and
//! fonts are left out.

use std::sync::Arc;

use crate::source::Transcript;

mod anchor;
mod block;
mod body;
mod field;
mod file;
mod inline;
mod label;
mod loss;
mod model;
mod notes;
mod numbering;
mod package;
mod run;
mod sheet;
mod sign;
mod state;
mod styles;
mod transcript;

use file::{Body, Known, Margin};
use loss::Losses;
use model::{Block, Paragraph, Part, paragraphs};
use numbering::Numbering;
use package::{Package, Relations};
use styles::Styles;
use transcript::{NoteFiles, Story};

/// What was read.
#[derive(Debug)]
pub(crate) struct Document {
    /// The text as Markdown.
    pub(crate) text: String,
    /// The way back from it.
    pub(crate) transcript: Arc<Transcript>,
    /// In the order of the document's own list.
    pub(crate) comments: Vec<Comment>,
    pub(crate) losses: Losses,
}

/// A remark in the margin.
#[derive(Debug)]
pub(crate) struct Comment {
    pub(crate) author: String,
    /// The beginning of the words it is about; empty if it names none.
    pub(crate) on: String,
    pub(crate) text: String,
}

/// Reads a document from the bytes of its file; the error is what is wrong with it, to stand after "it cannot be read:".
///
/// Its text has at most `limit` bytes.
pub(crate) fn read(bytes: &[u8], limit: u64) -> Result<Document, String> {
    let mut package = Package::open(bytes)?;
    let files = Files::read(&mut package)?;
    let limit_in_memory = usize::try_from(limit).unwrap_or(usize::MAX);
    let stories = [
        Story {
            file: HEADER,
            blocks: files.header.parts.first().map(|part| &part.blocks[..]).unwrap_or_default(),
            addresses: &files.header.addresses,
        },
        Story {
            file: MAIN,
            blocks: files.main.parts.first().map(|part| &part.blocks[..]).unwrap_or_default(),
            addresses: &files.main.addresses,
        },
    ];
    let notes = NoteFiles { feet: (FOOTNOTES, &files.footnotes), ends: (ENDNOTES, &files.endnotes) };
    let sheet = transcript::write(&stories, &notes, limit_in_memory)
        .ok_or_else(|| format!("as a draft it would be larger than {} MiB", limit >> 20))?;
    let comments = files.comments.parts.iter().filter(|part| !part.id.is_empty()).map(|part| comment(part, &files.main)).collect();
    Ok(Document { text: sheet.text, transcript: Arc::new(sheet.transcript), comments, losses: files.losses() })
}

/// Files of a document by their indices.
const HEADER: usize = 0;
const MAIN: usize = 1;
const FOOTNOTES: usize = 2;
const ENDNOTES: usize = 3;

/// What was read of the files of a document.
struct Files {
    header: Body,
    main: Body,
    footnotes: Body,
    endnotes: Body,
    comments: Body,
    losses: Losses,
}

impl Files {
    fn read(package: &mut Package<'_>) -> Result<Files, String> {
        let root = package.related("")?;
        let main = root.by_kind.get("officeDocument").cloned().unwrap_or_else(|| "word/document.xml".to_owned());
        let xml = package.part(&main)?.ok_or("there is no text in it")?;
        let related = package.related(&main)?;
        let styles = other(package, &related, "styles")?.map_or_else(|| Ok(Styles::default()), |xml| Styles::read(&xml))?;
        let numbering = other(package, &related, "numbering")?.map_or_else(|| Ok(Numbering::default()), |xml| Numbering::read(&xml))?;
        let mut part = |kind: &str| -> Result<Body, String> {
            let Some(xml) = other(package, &related, kind)? else { return Ok(Body::default()) };
            let addresses = package.related(&related.by_kind[kind])?.addresses;
            body::read(&xml, Known { styles: &styles, numbering: &numbering, addresses: &addresses })
        };
        let (footnotes, endnotes, comments) = (part("footnotes")?, part("endnotes")?, part("comments")?);
        let main = body::read(&xml, Known { styles: &styles, numbering: &numbering, addresses: &related.addresses })?;
        let mut files = Files { header: Body::default(), main, footnotes, endnotes, comments, losses: Losses::default() };
        files.read_margins(package, &related, &styles, &numbering)?;
        Ok(files)
    }

    /// Reads the header of the first page, where the banner of a series may stand. What the text says too is left to it.
    fn read_margins(
        &mut self,
        package: &mut Package<'_>,
        related: &Relations,
        styles: &Styles,
        numbering: &Numbering,
    ) -> Result<(), String> {
        let on_first_page = if self.main.has_title_page { "first" } else { "default" };
        let said: Vec<String> = {
            let blocks = self.main.parts.first().map(|part| &part.blocks[..]).unwrap_or_default();
            paragraphs(blocks).iter().take(HEAD).map(|paragraph| paragraph.plain().trim().to_owned()).collect()
        };
        let is_worth_reading = |paragraph: &Paragraph| {
            let text = paragraph.plain();
            !paragraph.has_page_number && text.chars().any(char::is_alphanumeric) && !said.iter().any(|line| line == text.trim())
        };
        for (margin, kind, id) in self.main.margins.clone() {
            let Some(name) = related.by_id.get(&id) else { continue };
            let Some(xml) = package.part(name)? else { continue };
            let addresses = package.related(name)?.addresses;
            let mut body = body::read(&xml, Known { styles, numbering, addresses: &addresses })?;
            let blocks = body.parts.first_mut().map(|part| std::mem::take(&mut part.blocks)).unwrap_or_default();
            if margin == Margin::Header && kind == on_first_page {
                let kept = blocks.into_iter().filter(|block| match block {
                    Block::Paragraph(paragraph) => is_worth_reading(paragraph),
                    Block::Table(_) => true,
                });
                body.parts[0].blocks = kept.collect();
                self.header = body;
            } else if paragraphs(&blocks).into_iter().any(is_worth_reading) {
                match margin {
                    Margin::Header => self.losses.headers += 1,
                    Margin::Footer => self.losses.footers += 1,
                }
            }
        }
        Ok(())
    }

    fn losses(&self) -> Losses {
        let mut losses = self.losses.clone();
        for body in [&self.header, &self.main, &self.footnotes, &self.endnotes] {
            losses.add(&body.losses);
        }
        losses
    }
}

/// Paragraphs at the beginning that a page header may repeat.
const HEAD: usize = 12;

/// The text of the part of that kind.
fn other(package: &mut Package<'_>, related: &Relations, kind: &str) -> Result<Option<String>, String> {
    match related.by_kind.get(kind) {
        Some(name) => package.part(name),
        None => Ok(None),
    }
}

fn comment(part: &Part, body: &Body) -> Comment {
    let text: Vec<String> = paragraphs(&part.blocks).into_iter().map(Paragraph::plain).collect();
    let author = if part.author.is_empty() { "somebody".to_owned() } else { part.author.clone() };
    Comment { author, on: body.anchors.get(&part.id).cloned().unwrap_or_default(), text: text.join(" ") }
}
