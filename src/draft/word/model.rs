//! What was read of a Word document: blocks of text in order, each piece of which knows where in its file it stands.

use std::ops::Range;

/// A paragraph or a table.
#[derive(Debug)]
pub(super) enum Block {
    Paragraph(Paragraph),
    /// Its rows.
    Table(Vec<Row>),
}

/// What was read of the text, or of one note or comment.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// Empty for the text itself.
    pub(super) id: String,
    pub(super) author: String,
    pub(super) initials: String,
    pub(super) blocks: Vec<Block>,
}

/// The cells of a row.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    /// It is deleted, and the change is tracked.
    pub(super) is_deleted: bool,
}

/// A cell of a table.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) blocks: Vec<Block>,
    /// How many columns it takes.
    pub(super) columns: usize,
    pub(super) is_deleted: bool,
}

impl Default for Cell {
    fn default() -> Self {
        Cell { blocks: Vec::new(), columns: 1, is_deleted: false }
    }
}

/// A paragraph as its reader sees it.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// Level of the heading, from 1.
    pub(super) heading: Option<usize>,
    /// Where it stands in a list.
    pub(super) list: Option<Item>,
    pub(super) runs: Vec<Run>,
    /// Those of text boxes anchored in it.
    pub(super) after: Vec<Block>,
    pub(super) style: String,
    pub(super) depth: Option<usize>,
    /// The list it says it is an item of; `0` for none.
    pub(super) list_id: Option<String>,
    /// The mark at its end is deleted: the next paragraph goes on where it ends.
    pub(super) open_ended: bool,
    /// By which other parts of the document refer to it.
    pub(super) id: String,
    /// It shows the number of a page.
    pub(super) has_page_number: bool,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// From 0.
    pub(super) depth: usize,
    pub(super) mark: Mark,
}

/// What stands before an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    Bullet,
    /// `1.` or `1)`, as Markdown has it.
    Number(String),
    /// Anything else, as it is shown, with the space after it; and the number it stands for.
    Label(String, u32),
    Nothing,
}

/// A piece of a paragraph.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) what: What,
    pub(super) face: Face,
    /// The address it leads to, by its index.
    pub(super) link: Option<usize>,
    /// Where it stands; `None` where nothing can be written, such as in an equation.
    pub(super) raw: Option<Raw>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum What {
    Text(String),
    /// What a reader sees that is none of the paragraph's own characters.
    Aside(String),
    Break,
    Footnote(String),
    Endnote(String),
    /// The words of a comment, by its id, begin or end here.
    Edge(Edge, String),
}

/// An end of the words that a comment is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    End,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Face {
    pub(super) bold: bool,
    pub(super) italic: bool,
}

/// A place in a file of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Raw {
    /// Index of its run among those of the file.
    pub(crate) run: usize,
    /// Bytes: characters of a text, or a whole element that stands for one.
    pub(crate) bytes: Range<usize>,
}

impl Paragraph {
    /// The words alone.
    pub(super) fn plain(&self) -> String {
        let words = self.runs.iter().map(|run| match &run.what {
            What::Text(text) | What::Aside(text) => text.as_str(),
            What::Break => " ",
            What::Footnote(_) | What::Endnote(_) | What::Edge(..) => "",
        });
        words.collect()
    }

    /// Whether there is anything to read in it.
    pub(super) fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| match &run.what {
            What::Text(text) | What::Aside(text) => text.chars().all(char::is_whitespace),
            What::Break | What::Edge(..) => true,
            What::Footnote(_) | What::Endnote(_) => false,
        })
    }
}

/// The paragraphs of `blocks` in order, those in tables too.
pub(super) fn paragraphs(blocks: &[Block]) -> Vec<&Paragraph> {
    let mut found = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => found.push(paragraph),
            Block::Table(rows) => {
                found.extend(rows.iter().flat_map(|row| &row.cells).flat_map(|cell| paragraphs(&cell.blocks)));
            }
        }
    }
    found
}
