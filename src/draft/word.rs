//! The reader of Word documents: their text as the reader sees it, as Markdown, with the way back from each character to where it stands, and
//! what writes remarks and changes into them. Pictures and fonts are left out.

use std::sync::Arc;

use crate::source::{Source, Transcript};

mod anchor;
mod block;
mod body;
mod comment;
mod edit;
mod field;
mod file;
mod inline;
mod label;
mod loss;
mod markup;
mod model;
mod notes;
mod numbering;
mod package;
mod parts;
mod place;
mod read;
mod revision;
mod rewrite;
mod run;
mod sheet;
mod sign;
mod splice;
mod state;
mod styles;
mod transcript;

pub(crate) use comment::Comment;
pub(crate) use edit::write;
use loss::Losses;
pub(crate) use read::read;
pub(crate) use revision::{Change, Edits, NewComment};
use sheet::Strip;
use styles::Styles;

/// Reads the document that `bytes` are under `name`; its text has at most `limit` bytes.
///
/// # Errors
/// What is wrong with it, to stand after "it cannot be read:".
pub fn transcribed(name: &str, bytes: &[u8], limit: u64) -> Result<Source, String> {
    let document = read(bytes, limit)?;
    Ok(Source::transcribed(name, document.text, document.transcript))
}

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
    /// In reading order.
    paragraphs: Vec<Strip>,
    /// Its files by their indices.
    files: Vec<FileText>,
    styles: Styles,
    /// The part that defines styles, where the text refers to one.
    styles_name: Option<String>,
    /// Parts that say something of comments, and in which elements.
    about_comments: Vec<(String, &'static str)>,
}

/// A file of a document.
#[derive(Debug, Default)]
struct FileText {
    /// The name of its part; empty where there is none.
    name: String,
    xml: String,
    /// Where its runs stand.
    runs: Vec<run::Place>,
}

/// The initials that mark our own remarks, whoever signs them.
pub(crate) const OWN: &str = "cd";

/// Files of a document by their indices.
const HEADER: usize = 0;
const MAIN: usize = 1;
const FOOTNOTES: usize = 2;
const ENDNOTES: usize = 3;
const COMMENTS: usize = 4;

impl Document {
    /// How many changes by that author it has that nobody has accepted or rejected; what is taken out and what is put in its place are one.
    pub(crate) fn changes_by(&self, author: &str) -> usize {
        let signed = format!("author=\"{}\"", crate::prose::verbatim::markup(author));
        self.files[..COMMENTS].iter().map(|file| markup::changes_signed(&file.xml, &signed)).sum()
    }

    fn style_named(&self, name: &str) -> Option<String> {
        self.styles.id_of(name)
    }

    /// `id`, or one like it that no style has.
    fn free_style(&self, id: &str) -> String {
        let mut free = id.to_owned();
        while self.styles.has(&free) {
            free.push('0');
        }
        free
    }
}
