//! The reading of a file of a Word document, event by event: insertions in, deletions, field codes and hidden text out.

use std::mem;
use std::ops::Range;

use quick_xml::events::BytesStart;

use super::anchor::Anchors;
use super::block::{Blocks, Open};
use super::field::{Fields, Kind, Reading, address_in, is_page_number};
use super::file::{Body, Known, Margin};
use super::model::{Cell, Edge, Face, Item, Mark, Paragraph, Part, Raw, Row, Run, What};
use super::numbering::Numbering;
use super::package::{attribute, name};
use super::run::Runs;
use super::sign;
use super::styles::{is_on, outline, within_list};

/// How deep paragraphs and tables may stand in one another: a text box in a text box is rare.
const DEEPEST: usize = 48;

/// Paragraphs, and pieces of text in them, that a document may have.
const MOST_PARTS: usize = 500_000;

/// Elements that nobody reads, with all that is in them.
const UNREAD: &[&str] = &[
    "del",
    "moveFrom",
    "delText",
    "delInstrText",
    "pPrChange",
    "rPrChange",
    "sectPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "sdtPr",
    "tabs",
    "tblPr",
    "tblPrEx",
];

/// What the text is that is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reads {
    Nothing,
    Words,
    /// The code of a field.
    Code,
}

/// Of what the properties are that are being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Paragraph,
    Row,
    Cell,
    Section,
}

pub(super) struct State<'a> {
    known: Known<'a>,
    numbering: Numbering,
    body: Body,
    blocks: Blocks,
    /// How deep inside an element that is not read.
    unread: usize,
    properties: Vec<Of>,
    reads: Reads,
    runs: Runs,
    face: Face,
    hidden: bool,
    fields: Fields,
    /// For each element with alternatives, whether one was read.
    alternatives: Vec<bool>,
    /// What stands above characters, while it is being read.
    above: Option<String>,
    /// The same, once it was read.
    stood_above: Option<String>,
    /// Paragraphs and pieces of text met so far.
    parts: usize,
    /// The first section has ended.
    section_is_known: bool,
    anchors: Anchors,
    /// Edges that were met between paragraphs.
    edges: Vec<Run>,
}

impl<'a> State<'a> {
    pub(super) fn new(known: Known<'a>, reading: Reading) -> Self {
        State {
            known,
            numbering: known.numbering.clone(),
            body: Body::default(),
            blocks: Blocks::default(),
            unread: 0,
            properties: Vec::new(),
            reads: Reads::Nothing,
            runs: Runs::default(),
            face: Face::default(),
            hidden: false,
            fields: Fields::new(reading),
            alternatives: Vec::new(),
            above: None,
            stood_above: None,
            parts: 0,
            section_is_known: false,
            anchors: Anchors::default(),
            edges: Vec::new(),
        }
    }

    /// What makes reading on useless.
    pub(super) fn fault(&self) -> Option<String> {
        if self.blocks.depth() > DEEPEST {
            return Some("its paragraphs stand in one another, too deep".to_owned());
        }
        (self.parts > MOST_PARTS).then(|| format!("it has more than {MOST_PARTS} paragraphs and pieces of text"))
    }

    /// Whether something that was opened is not closed.
    pub(super) fn is_cut_short(&self) -> bool {
        self.blocks.depth() > 0 || self.unread > 0
    }

    /// Whether a field has not come to its result.
    pub(super) fn has_open_field(&self) -> bool {
        self.fields.are_cut_off()
    }

    pub(super) fn takes_text(&self) -> bool {
        self.unread == 0 && self.reads != Reads::Nothing
    }

    pub(super) fn start(&mut self, tag: &BytesStart, bytes: Range<usize>) {
        let name = tag.local_name();
        let name = name.as_ref();
        if self.unread > 0 {
            self.unread += 1;
            return;
        }
        if let Some(of) = self.properties.last().copied() {
            return self.property(of, name, tag);
        }
        if UNREAD.contains(&name) || self.is_other_choice(name) {
            self.unread = 1;
            return;
        }
        let id = || attribute(tag, "id").unwrap_or_default();
        match name {
            "footnote" | "endnote" | "comment" => {
                let author = attribute(tag, "author").unwrap_or_default();
                let initials = attribute(tag, "initials").unwrap_or_default();
                self.blocks.begin_part(Part { id: id(), author, initials, blocks: Vec::new() });
            }
            "p" => {
                self.parts += 1;
                let edges = std::mem::take(&mut self.edges);
                let id = attribute(tag, "paraId").unwrap_or_default();
                self.blocks.push(Open::Paragraph(Paragraph { id, runs: edges, ..Paragraph::default() }));
            }
            "tbl" => self.blocks.push(Open::Table(Vec::new())),
            "tr" => self.blocks.push(Open::Row(Row::default())),
            "tc" => self.blocks.push(Open::Cell(Cell::default())),
            "pPr" => self.properties.push(Of::Paragraph),
            "trPr" => self.properties.push(Of::Row),
            "tcPr" => self.properties.push(Of::Cell),
            "sectPr" => self.properties.push(Of::Section),
            "r" => {
                self.runs.begin(tag, bytes);
                (self.face, self.hidden) = (Face::default(), false);
            }
            "rPr" => self.runs.properties_begin(bytes.start),
            "t" => {
                self.parts += 1;
                self.reads = Reads::Words;
            }
            "commentRangeStart" => {
                self.anchors.begin(id());
                self.edge(Edge::Start, id());
            }
            "commentRangeEnd" => {
                self.anchors.end(&id());
                self.edge(Edge::End, id());
            }
            _ => self.inline(name, tag, bytes),
        }
    }

    /// Elements between and in runs.
    fn inline(&mut self, name: &str, tag: &BytesStart, bytes: Range<usize>) {
        match name {
            "fldChar" => self.field(&attribute(tag, "fldCharType").unwrap_or_default()),
            "fldSimple" => {
                let link = self.code_is_known(&attribute(tag, "instr").unwrap_or_default());
                self.fields.begin_link(Kind::Field, link);
            }
            "instrText" => self.reads = Reads::Code,
            "hyperlink" => {
                let address = attribute(tag, "id").and_then(|id| self.known.addresses.get(&id).cloned());
                let link = address.map(|address| self.address(address));
                self.fields.begin_link(Kind::Link, link);
            }
            "AlternateContent" => self.alternatives.push(false),
            "rt" => self.above = Some(String::new()),
            "sup" | "den" | "sub" | "rad" if tag.name().as_ref() != name => self.aside(match name {
                "sup" => "^",
                "den" => "/",
                "sub" => "_",
                _ => "√",
            }),
            "rStyle" | "b" | "i" | "vanish" => self.look(name, tag),
            _ => self.sign(name, tag, bytes),
        }
    }

    /// The words of a comment begin or end; between paragraphs, with the next one.
    fn edge(&mut self, edge: Edge, id: String) {
        let run = Run { what: What::Edge(edge, id), face: Face::default(), link: None, raw: None };
        match self.blocks.paragraph() {
            Some(paragraph) => paragraph.runs.push(run),
            None => self.edges.push(run),
        }
    }

    /// Whether an alternative is one of two that say the same, of which the first is read.
    fn is_other_choice(&mut self, name: &str) -> bool {
        if !matches!(name, "Choice" | "Fallback") {
            return false;
        }
        self.alternatives.last_mut().is_some_and(|is_read| mem::replace(is_read, true))
    }

    pub(super) fn end(&mut self, name: &str, end: usize) {
        if self.unread > 0 {
            self.unread -= 1;
            return;
        }
        match name {
            "pPr" | "trPr" | "tcPr" => drop(self.properties.pop()),
            "sectPr" => {
                self.properties.pop();
                self.section_is_known = true;
            }
            _ if !self.properties.is_empty() => {}
            "r" => self.runs.end(end),
            "rPr" => self.runs.properties_end(end),
            "t" | "instrText" => self.reads = Reads::Nothing,
            "fldSimple" | "hyperlink" => self.fields.end_link(),
            "AlternateContent" => drop(self.alternatives.pop()),
            "rt" => self.stood_above = self.above.take(),
            "ruby" => {
                let above = self.stood_above.take().filter(|above| !above.is_empty());
                if let Some(above) = above {
                    self.aside(&format!(" ({above})"));
                }
            }
            "p" => self.close_paragraph(),
            "tc" | "tr" | "tbl" => self.blocks.close_part_of_table(),
            _ => {}
        }
    }

    fn property(&mut self, of: Of, property: &str, tag: &BytesStart) {
        let value = || attribute(tag, "val").unwrap_or_default();
        match (of, property) {
            (_, "sectPr") => self.properties.push(Of::Section),
            (Of::Paragraph, "del" | "moveFrom") => {
                if let Some(paragraph) = self.blocks.paragraph() {
                    paragraph.open_ended = true;
                }
                self.unread = 1;
            }
            (Of::Section, "headerReference" | "footerReference") if !self.section_is_known => {
                let margin = if property == "headerReference" { Margin::Header } else { Margin::Footer };
                let kind = attribute(tag, "type").unwrap_or_else(|| "default".to_owned());
                self.body.margins.push((margin, kind, attribute(tag, "id").unwrap_or_default()));
            }
            (Of::Section, "titlePg") if !self.section_is_known => self.body.has_title_page = is_on(tag),
            (Of::Row, "del") => {
                if let Some(Open::Row(row)) = self.blocks.innermost() {
                    row.is_deleted = true;
                }
            }
            (Of::Cell, "cellDel" | "gridSpan") => {
                if let Some(Open::Cell(cell)) = self.blocks.innermost() {
                    cell.is_deleted |= property == "cellDel";
                    cell.columns = value().parse::<usize>().unwrap_or(1).clamp(1, 64).max(cell.columns);
                }
            }
            (Of::Paragraph, _) if UNREAD.contains(&property) => self.unread = 1,
            (Of::Paragraph, _) => self.paragraph_property(property, tag),
            _ if property.ends_with("Change") => self.unread = 1,
            _ => {}
        }
    }

    fn paragraph_property(&mut self, property: &str, tag: &BytesStart) {
        let value = || attribute(tag, "val").unwrap_or_default();
        let Some(paragraph) = self.blocks.paragraph() else { return };
        match property {
            "pStyle" => paragraph.style = name(tag, "val"),
            "outlineLvl" => paragraph.heading = outline(tag),
            "numId" => paragraph.list_id = Some(name(tag, "val")),
            "ilvl" => paragraph.depth = value().parse().ok().map(within_list),
            _ => {}
        }
    }

    fn look(&mut self, name: &str, tag: &BytesStart) {
        let styles = self.known.styles;
        match name {
            "rStyle" => {
                let style = attribute(tag, "val").unwrap_or_default();
                self.face = Face { bold: styles.bold(&style), italic: styles.italic(&style) };
                self.hidden = styles.hidden(&style);
            }
            "b" => self.face.bold = is_on(tag),
            "i" => self.face.italic = is_on(tag),
            _ => self.hidden = is_on(tag),
        }
    }

    /// What stands between the texts of a run.
    fn sign(&mut self, name: &str, tag: &BytesStart, bytes: Range<usize>) {
        let id = || attribute(tag, "id").unwrap_or_default();
        let what = match name {
            "br" if attribute(tag, "type").is_none_or(|kind| kind == "textWrapping") => What::Break,
            // Words before and after the end of a page are two words.
            "tab" | "ptab" | "br" => return self.text(" ", Some(bytes)),
            "sym" => return self.symbol(tag, bytes),
            "noBreakHyphen" => return self.text("\u{2011}", Some(bytes)),
            "cr" => What::Break,
            "footnoteReference" => What::Footnote(id()),
            "endnoteReference" => What::Endnote(id()),
            _ => return self.body.losses.meet(name),
        };
        if self.is_seen() {
            self.push(what, Some(bytes));
        }
    }

    fn symbol(&mut self, tag: &BytesStart, bytes: Range<usize>) {
        let code = attribute(tag, "char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        match code.and_then(|code| sign::character(&attribute(tag, "font").unwrap_or_default(), code)) {
            Some(character) => self.text(character.encode_utf8(&mut [0; 4]), Some(bytes)),
            None if self.is_seen() => self.body.losses.signs += 1,
            None => {}
        }
    }

    fn field(&mut self, kind: &str) {
        match kind {
            "begin" => self.fields.begin(),
            "separate" => {
                if let Some(code) = self.fields.separate() {
                    let link = self.code_is_known(&code);
                    self.fields.lead_to(link);
                }
            }
            _ => self.fields.end(),
        }
    }

    /// The code of a field was read; gives the address it leads to.
    fn code_is_known(&mut self, code: &str) -> Option<usize> {
        if let (true, Some(paragraph)) = (is_page_number(code), self.blocks.paragraph()) {
            paragraph.has_page_number = true;
        }
        address_in(code).map(|address| self.address(address))
    }

    fn address(&mut self, address: String) -> usize {
        if self.body.addresses.last() != Some(&address) {
            self.body.addresses.push(address);
        }
        self.body.addresses.len() - 1
    }

    fn is_seen(&self) -> bool {
        !self.hidden && self.fields.are_seen()
    }

    pub(super) fn text(&mut self, text: &str, bytes: Option<Range<usize>>) {
        if self.reads == Reads::Code {
            return self.fields.code(text);
        }
        if !self.is_seen() {
            return;
        }
        let text: String = text.chars().filter_map(|c| self.written(c)).collect();
        if text.is_empty() {
            return;
        }
        if let Some(above) = &mut self.above {
            return above.push_str(&text);
        }
        self.anchors.take(&text);
        self.push(What::Text(text), bytes);
    }

    fn aside(&mut self, text: &str) {
        if self.is_seen() {
            self.push(What::Aside(text.to_owned()), None);
        }
    }

    fn push(&mut self, what: What, bytes: Option<Range<usize>>) {
        // What is reckoned anew would lose what is written into it.
        let bytes = bytes.filter(|_| !self.fields.is_result());
        let raw = bytes.and_then(|bytes| Some(Raw { run: self.runs.current()?, bytes }));
        let run = Run { what, face: self.face, link: self.fields.link(), raw };
        if let Some(paragraph) = self.blocks.paragraph() {
            paragraph.runs.push(run);
        }
    }

    /// The character as a draft has it; `None` if it has none.
    fn written(&mut self, c: char) -> Option<char> {
        let written = sign::written(c);
        match c {
            _ if written.is_some() => {}
            c if sign::is_sign(c) => self.body.losses.signs += 1,
            _ => self.body.losses.controls += 1,
        }
        written
    }

    fn close_paragraph(&mut self) {
        let Some(Open::Paragraph(mut paragraph)) = self.blocks.pop() else { return };
        paragraph.heading = paragraph.heading.or_else(|| self.known.styles.heading(&paragraph.style));
        paragraph.list = self.item(&paragraph);
        self.blocks.put_paragraph(paragraph);
    }

    /// Where a paragraph stands in a list. An empty one takes no number.
    fn item(&mut self, paragraph: &Paragraph) -> Option<Item> {
        let styles = self.known.styles;
        let list = paragraph.list_id.clone().or_else(|| styles.list(&paragraph.style)).filter(|list| list != "0")?;
        let depth = paragraph.depth.or_else(|| styles.depth(&paragraph.style)).unwrap_or(0);
        if paragraph.is_blank() {
            return None;
        }
        let mark = self.numbering.next(&list, depth);
        (mark != Mark::Nothing).then_some(Item { depth, mark })
    }

    pub(super) fn finish(mut self) -> Body {
        self.body.parts = self.blocks.finish();
        self.body.places = self.runs.finish();
        self.body.anchors = self.anchors.finish();
        self.body
    }
}
