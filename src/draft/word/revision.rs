//! What is to be written into a Word document. How that is done is none of its business.

use crate::source::Passage;

/// What is to be written into a document.
#[derive(Debug, Default)]
pub(crate) struct Edits {
    pub(crate) changes: Vec<Change>,
    pub(crate) comments: Vec<NewComment>,
    /// The ids of comments to take out.
    pub(crate) removed: Vec<String>,
    pub(crate) author: String,
    /// Day of the edits, as `2022-01-15`.
    pub(crate) day: String,
}

/// Characters that are replaced.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    pub(crate) passage: Passage,
    pub(crate) text: String,
}

/// A comment on characters.
#[derive(Debug, Clone)]
pub(crate) struct NewComment {
    pub(crate) passage: Passage,
    pub(crate) initials: &'static str,
    /// Its paragraphs.
    pub(crate) text: Vec<String>,
}
