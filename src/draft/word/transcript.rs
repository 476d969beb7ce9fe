//! Blocks of a Word document as Markdown that is read as the same words. It marks headings, lists, tables and notes, and nothing else.

use std::collections::HashMap;

use super::file::Body;
use super::inline::{self, Breaks, Setting};
use super::model::{Block, Item, Mark, Paragraph, Part, Row, paragraphs};
use super::notes::{Kind, Notes};
use super::sheet::Sheet;
use crate::prose::verbatim::Beside;

/// A file of the document, and the blocks of it that are read.
pub(super) struct Story<'a> {
    /// The file, by its index.
    pub(super) file: usize,
    pub(super) blocks: &'a [Block],
    pub(super) addresses: &'a [String],
}

/// Footnotes and endnotes, each with the index of its file.
pub(super) struct NoteFiles<'a> {
    pub(super) feet: (usize, &'a Body),
    pub(super) ends: (usize, &'a Body),
}

/// The transcript. Notes that the text refers to stand at its end, numbered in order. None where it would have more than `limit` bytes.
pub(super) fn write(stories: &[Story<'_>], files: &NoteFiles<'_>, limit: usize) -> Option<Sheet> {
    let mut writer = Writer { sheet: Sheet::default(), notes: Notes::default(), items: Vec::new(), addresses: &[], limit };
    for story in stories {
        (writer.sheet.file, writer.addresses) = (story.file, story.addresses);
        writer.blocks(story.blocks)?;
    }
    writer.write_notes(files)?;
    let mut sheet = writer.sheet;
    if !sheet.text.is_empty() {
        sheet.mark("\n");
    }
    (sheet.text.len() <= limit).then_some(sheet)
}

struct Writer<'a> {
    sheet: Sheet,
    notes: Notes,
    /// How wide the mark of each open item is, outermost first.
    items: Vec<usize>,
    addresses: &'a [String],
    limit: usize,
}

/// Cells of a table that is one in the draft too; more text than that was only laid out in a table.
const MOST_IN_CELL: usize = 3;

impl Writer<'_> {
    fn blocks(&mut self, blocks: &[Block]) -> Option<()> {
        for block in blocks {
            if self.sheet.text.len() > self.limit {
                return None;
            }
            match block {
                Block::Paragraph(paragraph) => self.paragraph(paragraph)?,
                Block::Table(rows) if is_table(rows) => self.table(rows),
                Block::Table(rows) => {
                    for cell in rows.iter().flat_map(|row| &row.cells) {
                        self.blocks(&cell.blocks)?;
                    }
                }
            }
        }
        Some(())
    }

    fn paragraph(&mut self, paragraph: &Paragraph) -> Option<()> {
        let number = self.sheet.begin(paragraph);
        if paragraph.is_blank() {
            return Some(());
        }
        let item = paragraph.list.as_ref().filter(|_| paragraph.heading.is_none());
        let in_list = item.is_some_and(|item| item.depth > 0 || matches!(item.mark, Mark::Bullet | Mark::Number(_)));
        if !self.sheet.text.is_empty() {
            self.sheet.mark(if !self.items.is_empty() && in_list { "\n" } else { "\n\n" });
        }
        let mut setting = Setting { paragraph: number, breaks: Breaks::Line(""), beside: Beside::LineStart, addresses: self.addresses };
        // An item deeper than the one above it allows would be read as code.
        self.items.truncate(item.map_or(0, |item| item.depth));
        let margin = " ".repeat(self.items.iter().sum());
        if let Some(level) = paragraph.heading {
            self.sheet.mark(&"#".repeat(level.min(6)));
            self.sheet.mark(" ");
            setting = Setting { breaks: Breaks::Space, beside: Beside::Text, ..setting };
        }
        let label = paragraph.list.as_ref().map(|item| &item.mark);
        let width = self.write_label(paragraph, &margin);
        let inside = match item {
            Some(_) => " ".repeat(margin.len() + width),
            None => String::new(),
        };
        if self.sheet.text.len() > self.limit {
            return None;
        }
        let breaks = if setting.breaks == Breaks::Space { Breaks::Space } else { Breaks::Line(&inside) };
        let beside = if matches!(label, Some(Mark::Label(..))) { Beside::Text } else { setting.beside };
        let floor = self.sheet.text.len();
        inline::write(paragraph, Setting { breaks, beside, ..setting }, &mut self.notes, &mut self.sheet);
        if paragraph.heading.is_some() {
            self.end_heading(number, floor);
        }
        if in_list {
            self.items.push(width);
        }
        Some(())
    }

    /// Writes what stands before an item; gives how far in its text stands.
    fn write_label(&mut self, paragraph: &Paragraph, margin: &str) -> usize {
        let Some(Item { depth, mark }) = &paragraph.list else { return 0 };
        let is_heading = paragraph.heading.is_some();
        match mark {
            Mark::Bullet if !is_heading => {
                self.sheet.mark(margin);
                self.sheet.mark("- ");
                2
            }
            Mark::Number(number) => {
                self.sheet.mark(margin);
                self.sheet.mark(number);
                self.sheet.mark(" ");
                number.len() + 1
            }
            Mark::Label(label, number) => {
                self.sheet.mark(margin);
                // Within a list it is an item; Markdown counts its own in figures.
                let item = if *depth > 0 && !is_heading { format!("{number}. ") } else { String::new() };
                self.sheet.mark(&item);
                let beside = if is_heading { Beside::Text } else { Beside::LineStart };
                self.sheet.write(label, beside, None, None);
                item.len()
            }
            Mark::Bullet | Mark::Nothing => 0,
        }
    }

    /// A `#` at the end would be taken for the end of the mark before the heading.
    fn end_heading(&mut self, paragraph: u32, floor: usize) {
        let Sheet { text, paragraphs, .. } = &mut self.sheet;
        if !text[floor..].ends_with('#') || text[floor..].ends_with("\\#") {
            return;
        }
        let own = &paragraphs[paragraph as usize - 1].text;
        let before = own.trim_end().strip_suffix('#').map(super::sheet::characters);
        let len = text.len() - 1;
        self.sheet.truncate(len);
        self.sheet.mark("\\");
        match before {
            Some(character) => self.sheet.write_sign("#", paragraph, character),
            None => self.sheet.mark("#"),
        }
    }

    fn table(&mut self, rows: &[Row]) {
        self.items.clear();
        if !self.sheet.text.is_empty() {
            self.sheet.mark("\n\n");
        }
        let columns = rows.iter().map(width).max().unwrap_or_default();
        for (at, row) in rows.iter().enumerate() {
            self.sheet.mark(if at == 0 { "|" } else { "\n|" });
            for cell in &row.cells {
                self.sheet.mark(" ");
                let floor = self.sheet.text.len();
                for paragraph in paragraphs(&cell.blocks) {
                    let number = self.sheet.begin(paragraph);
                    if paragraph.is_blank() {
                        continue;
                    }
                    if self.sheet.text.len() > floor {
                        self.sheet.mark("<br>");
                    }
                    let setting = Setting { paragraph: number, breaks: Breaks::Cell, beside: Beside::Text, addresses: self.addresses };
                    inline::write(paragraph, setting, &mut self.notes, &mut self.sheet);
                }
                self.sheet.mark(" |");
                self.sheet.mark(&"  |".repeat(cell.columns - 1));
            }
            self.sheet.mark(&"  |".repeat(columns - width(row)));
            if at == 0 {
                self.sheet.mark("\n|");
                self.sheet.mark(&" --- |".repeat(columns));
            }
        }
    }

    fn write_notes(&mut self, files: &NoteFiles<'_>) -> Option<()> {
        let by_id =
            |body: &Body| -> HashMap<String, usize> { body.parts.iter().zip(0..).map(|(part, at)| (part.id.clone(), at)).collect() };
        let (feet, ends) = (by_id(files.feet.1), by_id(files.ends.1));
        // A note may refer to another.
        let mut written = 0;
        while let Some((kind, id)) = self.notes.in_order.get(written).cloned() {
            if self.sheet.text.len() > self.limit {
                return None;
            }
            written += 1;
            let (file, body, index) = match kind {
                Kind::Foot => (files.feet.0, files.feet.1, feet.get(&id)),
                Kind::End => (files.ends.0, files.ends.1, ends.get(&id)),
            };
            self.sheet.file = file;
            self.sheet.mark(&format!("\n\n[^{written}]: "));
            if let Some(index) = index {
                let mark = self.notes.places[written - 1];
                self.note(&body.parts[*index], &body.addresses, mark);
            }
        }
        Some(())
    }

    fn note(&mut self, part: &Part, addresses: &[String], mark: (u32, u32)) {
        let floor = self.sheet.text.len();
        for paragraph in paragraphs(&part.blocks) {
            let number = self.sheet.begin(paragraph);
            if let Some(strip) = self.sheet.paragraphs.last_mut() {
                strip.mark = Some(mark);
            }
            if paragraph.is_blank() {
                continue;
            }
            if self.sheet.text.len() > floor {
                self.sheet.mark("\n\n    ");
            }
            let setting = Setting { paragraph: number, breaks: Breaks::Line("    "), beside: Beside::LineStart, addresses };
            inline::write(paragraph, setting, &mut self.notes, &mut self.sheet);
        }
    }
}

fn width(row: &Row) -> usize {
    row.cells.iter().map(|cell| cell.columns).sum()
}

/// Whether it holds figures and words side by side, and is not only the way a text was laid out.
fn is_table(rows: &[Row]) -> bool {
    let is_short = |block: &Block| matches!(block, Block::Paragraph(paragraph) if paragraph.heading.is_none() && paragraph.list.is_none());
    let mut cells = rows.iter().flat_map(|row| &row.cells);
    rows.len() > 1
        && rows.iter().any(|row| width(row) > 1)
        && cells.all(|cell| cell.blocks.len() <= MOST_IN_CELL && cell.blocks.iter().all(is_short))
}
