//! A header field beside the lines that every header has. How its value is read is for the fields.

use crate::house::Role;
use crate::prose::Prose;

/// A header field as the draft gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Index into the house's fields; none for a key of the front matter that every house knows.
    pub format: Option<usize>,
    /// What it says of the note.
    pub role: Role,
    /// Its value.
    pub value: Prose,
    /// Where it stands.
    pub origin: Origin,
}

/// Where a header field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// In the front matter.
    FrontMatter,
    /// On a line of its own with a label and a colon.
    Line,
    /// Under a heading.
    Section,
}
