//! From the bytes of a document's file to its text.

use std::sync::Arc;

use super::body;
use super::comment::{Comment, Threads, comments};
use super::file::{Body, Known, Margin};
use super::loss::Losses;
use super::model::{Block, Paragraph, paragraphs};
use super::numbering::Numbering;
use super::package::{Package, Relations};
use super::styles::Styles;
use super::transcript::{self, NoteFiles, Story};
use super::{COMMENTS, Document, ENDNOTES, FOOTNOTES, FileText, HEADER, MAIN, OWN};

/// Reads a document from the bytes of its file; the error is what is wrong with it, to stand after "it cannot be read:".
///
/// Its text has at most `limit` bytes.
pub(crate) fn read(bytes: &[u8], limit: u64) -> Result<Document, String> {
    let mut package = Package::open(bytes)?;
    let mut files = Files::read(&mut package)?;
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let story = |file: usize| {
        let body = &files.bodies[file];
        Story { file, blocks: blocks(body), addresses: &body.addresses }
    };
    let notes = NoteFiles { feet: (FOOTNOTES, &files.bodies[FOOTNOTES]), ends: (ENDNOTES, &files.bodies[ENDNOTES]) };
    let sheet = transcript::write(&[story(HEADER), story(MAIN)], &notes, most)
        .ok_or_else(|| format!("as a draft it would be larger than {} MiB", limit >> 20))?;
    let comments = comments(&files.bodies[COMMENTS], &files.bodies[MAIN], &files.threads, &sheet.paragraphs);
    let mut transcript = sheet.transcript;
    transcript.settled =
        comments.iter().filter(|comment| comment.initials == OWN && comment.is_resolved).filter_map(Comment::settled).collect();
    let losses = files.losses();
    for (text, body) in files.texts.iter_mut().zip(files.bodies) {
        text.runs = body.places;
    }
    Ok(Document {
        text: sheet.text,
        transcript: Arc::new(transcript),
        comments,
        losses,
        paragraphs: sheet.paragraphs,
        files: files.texts,
        styles: files.styles,
        styles_name: files.styles_name,
        about_comments: files.about_comments,
    })
}

fn blocks(body: &Body) -> &[Block] {
    body.parts.first().map(|part| &part.blocks[..]).unwrap_or_default()
}

/// What was read of the files of a document.
struct Files {
    /// By the indices of the files.
    texts: Vec<FileText>,
    bodies: Vec<Body>,
    styles: Styles,
    styles_name: Option<String>,
    threads: Threads,
    about_comments: Vec<(String, &'static str)>,
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
        let threads = other(package, &related, "commentsExtended")?.map_or_else(|| Ok(Threads::default()), |xml| Threads::read(&xml))?;
        let mut texts: Vec<FileText> = (HEADER..=COMMENTS).map(|_| FileText::default()).collect();
        let mut bodies: Vec<Body> = (HEADER..=COMMENTS).map(|_| Body::default()).collect();
        for (file, kind) in [(FOOTNOTES, "footnotes"), (ENDNOTES, "endnotes"), (COMMENTS, "comments")] {
            let Some(name) = related.by_kind.get(kind) else { continue };
            // A part that is referred to and missing is made when there is something to write into it.
            texts[file].name.clone_from(name);
            let Some(xml) = package.part(name)? else { continue };
            let addresses = package.related(name)?.addresses;
            bodies[file] = body::read(&xml, Known { styles: &styles, numbering: &numbering, addresses: &addresses })?;
            texts[file].xml = xml;
        }
        bodies[MAIN] = body::read(&xml, Known { styles: &styles, numbering: &numbering, addresses: &related.addresses })?;
        texts[MAIN] = FileText { name: main, xml, runs: Vec::new() };
        let about = [("commentsExtended", "commentEx"), ("commentsIds", "commentId")];
        let about_comments = about.into_iter().filter_map(|(kind, element)| Some((related.by_kind.get(kind)?.clone(), element))).collect();
        let styles_name = related.by_kind.get("styles").cloned();
        let mut files = Files { texts, bodies, styles, styles_name, threads, about_comments, losses: Losses::default() };
        files.read_margins(package, &related, &numbering)?;
        Ok(files)
    }

    /// Reads the header of the first page, where the banner of a series may stand. What the text says too is left to it.
    fn read_margins(&mut self, package: &mut Package<'_>, related: &Relations, numbering: &Numbering) -> Result<(), String> {
        let main = &self.bodies[MAIN];
        let on_first_page = if main.has_title_page { "first" } else { "default" };
        let first = paragraphs(blocks(main)).into_iter().take(HEAD);
        let said: Vec<String> = first.map(|paragraph| paragraph.plain().trim().to_owned()).collect();
        let is_worth_reading = |paragraph: &Paragraph| {
            let text = paragraph.plain();
            !paragraph.has_page_number && text.chars().any(char::is_alphanumeric) && !said.iter().any(|line| line == text.trim())
        };
        for (margin, kind, id) in main.margins.clone() {
            let Some(name) = related.by_id.get(&id) else { continue };
            let Some(xml) = package.part(name)? else { continue };
            let addresses = package.related(name)?.addresses;
            let mut body = body::read(&xml, Known { styles: &self.styles, numbering, addresses: &addresses })?;
            let blocks = body.parts.first_mut().map(|part| std::mem::take(&mut part.blocks)).unwrap_or_default();
            if margin == Margin::Header && kind == on_first_page {
                let is_kept = |block: &Block| match block {
                    Block::Paragraph(paragraph) => is_worth_reading(paragraph),
                    Block::Table(_) => true,
                };
                body.parts[0].blocks = blocks.into_iter().filter(is_kept).collect();
                self.bodies[HEADER] = body;
                self.texts[HEADER] = FileText { name: name.clone(), xml, runs: Vec::new() };
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
        self.bodies[..COMMENTS].iter().for_each(|body| losses.add(&body.losses));
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
