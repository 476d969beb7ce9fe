//! Paragraphs and tables as they are opened and closed while a file of a Word document is read.

use std::mem;

use super::model::{Block, Cell, Paragraph, Part, Row, Run};

/// What is open while a file is read.
#[derive(Debug)]
pub(super) enum Open {
    Paragraph(Paragraph),
    Table(Vec<Row>),
    Row(Row),
    Cell(Cell),
}

/// The blocks of a file, those that are closed and those that are open.
#[derive(Debug)]
pub(super) struct Blocks {
    parts: Vec<Part>,
    /// The paragraph being read, inside the tables and the paragraphs whose text boxes it stands in.
    open: Vec<Open>,
    /// Runs of paragraphs whose end is deleted.
    carried: Vec<Run>,
}

impl Default for Blocks {
    fn default() -> Self {
        Blocks { parts: vec![Part::default()], open: Vec::new(), carried: Vec::new() }
    }
}

impl Blocks {
    pub(super) fn begin_part(&mut self, part: Part) {
        self.parts.push(part);
    }

    pub(super) fn push(&mut self, open: Open) {
        self.open.push(open);
    }

    pub(super) fn pop(&mut self) -> Option<Open> {
        self.open.pop()
    }

    pub(super) fn innermost(&mut self) -> Option<&mut Open> {
        self.open.last_mut()
    }

    /// The paragraph that is being read.
    pub(super) fn paragraph(&mut self) -> Option<&mut Paragraph> {
        self.open.iter_mut().rev().find_map(|open| if let Open::Paragraph(paragraph) = open { Some(paragraph) } else { None })
    }

    /// How many are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    pub(super) fn put_paragraph(&mut self, mut paragraph: Paragraph) {
        let after = mem::take(&mut paragraph.after);
        let is_inner = self.open.iter().any(|open| matches!(open, Open::Paragraph(_)));
        if !is_inner {
            if !self.carried.is_empty() {
                let own = mem::replace(&mut paragraph.runs, mem::take(&mut self.carried));
                paragraph.runs.extend(own);
            }
            if paragraph.open_ended {
                // Its text boxes stay where they are.
                self.carried = mem::take(&mut paragraph.runs);
                return after.into_iter().for_each(|block| self.put(block));
            }
        }
        self.put(Block::Paragraph(paragraph));
        for block in after {
            self.put(block);
        }
    }

    pub(super) fn close_part_of_table(&mut self) {
        match (self.open.pop(), self.open.last_mut()) {
            (Some(Open::Cell(cell)), Some(Open::Row(row))) => row.cells.extend((!cell.is_deleted).then_some(cell)),
            (Some(Open::Row(row)), Some(Open::Table(rows))) => rows.extend((!row.is_deleted).then_some(row)),
            (Some(Open::Table(rows)), _) => self.put(Block::Table(rows)),
            // Where a table is no table its text is text.
            (Some(Open::Cell(cell)), _) => cell.blocks.into_iter().for_each(|block| self.put(block)),
            (Some(Open::Row(row)), _) => self.put(Block::Table(vec![row])),
            (Some(open @ Open::Paragraph(_)), _) => self.open.push(open),
            (None, _) => {}
        }
    }

    fn put(&mut self, block: Block) {
        match self.open.iter_mut().rev().find(|open| matches!(open, Open::Paragraph(_) | Open::Cell(_))) {
            Some(Open::Paragraph(outer)) => outer.after.push(block),
            Some(Open::Cell(cell)) => cell.blocks.push(block),
            _ => self.parts.last_mut().expect("there is one from the start").blocks.push(block),
        }
    }

    pub(super) fn finish(mut self) -> Vec<Part> {
        if !self.carried.is_empty() {
            let runs = mem::take(&mut self.carried);
            self.put(Block::Paragraph(Paragraph { runs, ..Paragraph::default() }));
        }
        self.parts
    }
}
