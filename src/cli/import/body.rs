//! The paragraphs of a part of a Word document as its reader sees them: insertions in, deletions, field codes and hidden text out. How they
//! are written down is none of its business.

use std::collections::BTreeMap;
use std::mem;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::numbering::Numbering;
use super::package::{attribute, damaged, name};
use super::sign;
use super::styles::{Styles, is_on, outline, within_list};

/// What was read of one file of the document.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// The text itself has one part without an id; footnotes and comments have one each.
    pub(super) parts: Vec<Part>,
    /// The beginning of the words that each comment is about, by its id.
    pub(super) anchors: BTreeMap<String, String>,
    /// How many signs have no character.
    pub(super) lost_signs: usize,
    /// How many characters are orders to a terminal and no text.
    pub(super) lost_controls: usize,
}

#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) id: String,
    pub(super) author: String,
    pub(super) paragraphs: Vec<Paragraph>,
}

#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// Level of the heading, from 1.
    pub(super) heading: Option<usize>,
    /// Where it stands in a list.
    pub(super) list: Option<Item>,
    pub(super) runs: Vec<Run>,
    /// Those of text boxes anchored in it.
    after: Vec<Paragraph>,
    style: String,
    depth: Option<usize>,
    /// The list it says it is an item of; `0` for none.
    list_id: Option<String>,
    /// The mark at its end is deleted: the next paragraph goes on where it ends.
    open_ended: bool,
}

/// An item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    /// From 0.
    pub(super) depth: usize,
    /// Where the list is numbered.
    pub(super) number: Option<u32>,
}

#[derive(Debug)]
pub(super) enum Run {
    Text(String, Face),
    Break,
    Footnote(String),
    Endnote(String),
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Face {
    pub(super) bold: bool,
    pub(super) italic: bool,
}

/// How deep paragraphs may stand in one another: a text box in a text box is rare.
const DEEPEST: usize = 16;

/// Paragraphs, and pieces of text in them, that a document may have.
const MOST_PARTS: usize = 500_000;

/// How much of the words under a comment is kept, in bytes.
const ANCHOR: usize = 60;

/// Elements that nobody reads, with all that is in them.
const UNREAD: &[&str] = &[
    "del",
    "moveFrom",
    "Fallback",
    "instrText",
    "delText",
    "delInstrText",
    "pPrChange",
    "rPrChange",
    "sectPr",
    "sdtPr",
    "tabs",
    "tblPr",
    "rt",
];

/// Whether what stands before the result of a field is its code, or text like any other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fields {
    Closed,
    /// One of them never ends: what seems to be its code may be all the text there is.
    Open,
}

/// Reads one file of the document.
pub(super) fn read(xml: &str, styles: &Styles, numbering: &Numbering) -> Result<Body, String> {
    match read_with(Fields::Closed, xml, styles, numbering)? {
        Some(body) => Ok(body),
        None => Ok(read_with(Fields::Open, xml, styles, numbering)?.unwrap_or_default()),
    }
}

/// `None` where a field never ends, unless that is known.
fn read_with(fields: Fields, xml: &str, styles: &Styles, numbering: &Numbering) -> Result<Option<Body>, String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let body = Body { parts: vec![Part::default()], ..Body::default() };
    let mut state = State { body, open_fields: fields, ..State::new(styles, numbering.clone()) };
    loop {
        match reader.read_event().map_err(|error| damaged(&error))? {
            Event::Start(tag) => state.start(&tag),
            Event::End(tag) => state.end(tag.local_name().as_ref()),
            Event::Text(text) if state.in_text => state.text(&text.xml10_content()),
            Event::CData(text) if state.in_text => state.text(&text.xml10_content()),
            Event::GeneralRef(name) if state.in_text => state.text(&character(&name)),
            Event::Eof => break,
            _ => {}
        }
        if state.open.len() > DEEPEST {
            return Err("its paragraphs stand in one another, too deep".to_owned());
        }
        if state.parts > MOST_PARTS {
            return Err(format!("it has more than {MOST_PARTS} paragraphs and pieces of text"));
        }
    }
    if !state.open.is_empty() || state.unread > 0 {
        return Err("a part of it is cut short".to_owned());
    }
    let is_cut_off = fields == Fields::Closed && state.in_codes > 0;
    Ok((!is_cut_off).then(|| state.finish()))
}

impl Paragraph {
    /// The words lock.
    pub(super) fn plain(&self) -> String {
        let words = self.runs.iter().map(|run| match run {
            Run::Text(text, _) => text.as_str(),
            Run::Break => " ",
            Run::Footnote(_) | Run::Endnote(_) => "",
        });
        words.collect()
    }

    fn push(&mut self, text: &str, face: Face) {
        match self.runs.last_mut() {
            Some(Run::Text(before, same)) if *same == face => before.push_str(text),
            _ => self.runs.push(Run::Text(text.to_owned(), face)),
        }
    }
}

struct State<'a> {
    styles: &'a Styles,
    numbering: Numbering,
    body: Body,
    /// The paragraph being read, inside those whose text boxes it stands in.
    open: Vec<Paragraph>,
    /// Runs of paragraphs whose end is deleted.
    carried: Vec<Run>,
    /// How deep inside an element that is not read.
    unread: usize,
    /// Whether the properties of a paragraph are being read.
    in_properties: bool,
    in_text: bool,
    face: Face,
    hidden: bool,
    /// For each open field, whether its code is being read, and not yet its result.
    fields: Vec<bool>,
    /// How many of them are in their code.
    in_codes: usize,
    /// Paragraphs and pieces of text met so far.
    parts: usize,
    open_fields: Fields,
    /// Comments whose words are being read, by their ids.
    anchors: BTreeMap<String, String>,
}

impl<'a> State<'a> {
    fn new(styles: &'a Styles, numbering: Numbering) -> Self {
        State {
            styles,
            numbering,
            body: Body::default(),
            open: Vec::new(),
            carried: Vec::new(),
            unread: 0,
            in_properties: false,
            in_text: false,
            face: Face::default(),
            hidden: false,
            fields: Vec::new(),
            in_codes: 0,
            parts: 0,
            open_fields: Fields::Closed,
            anchors: BTreeMap::new(),
        }
    }

    fn start(&mut self, tag: &BytesStart) {
        let name = tag.local_name();
        let name = name.as_ref();
        if self.unread > 0 {
            self.unread += 1;
            return;
        }
        if UNREAD.contains(&name) {
            if let (true, "del" | "moveFrom", Some(paragraph)) = (self.in_properties, name, self.open.last_mut()) {
                paragraph.open_ended = true;
            }
            self.unread = 1;
            return;
        }
        if self.in_properties {
            return self.property(name, tag);
        }
        let id = || attribute(tag, "id").unwrap_or_default();
        match name {
            "footnote" | "endnote" | "comment" => {
                let author = attribute(tag, "author").unwrap_or_default();
                self.body.parts.push(Part { id: id(), author, paragraphs: Vec::new() });
            }
            "p" => {
                self.parts += 1;
                self.open.push(Paragraph::default());
            }
            "pPr" => self.in_properties = true,
            "r" => (self.face, self.hidden) = (Face::default(), false),
            "t" => {
                self.parts += 1;
                self.in_text = true;
            }
            "commentRangeStart" => drop(self.anchors.insert(id(), String::new())),
            "commentRangeEnd" => self.anchored(&id()),
            "fldChar" => self.field(&attribute(tag, "fldCharType").unwrap_or_default()),
            "rStyle" | "b" | "i" | "vanish" => self.look(name, tag),
            _ => self.sign(name, tag),
        }
    }

    fn end(&mut self, name: &str) {
        if self.unread > 0 {
            self.unread -= 1;
            return;
        }
        match name {
            "pPr" => self.in_properties = false,
            "t" => self.in_text = false,
            "p" => self.close(),
            _ => {}
        }
    }

    fn property(&mut self, property: &str, tag: &BytesStart) {
        let Some(paragraph) = self.open.last_mut() else { return };
        let value = || attribute(tag, "val").unwrap_or_default();
        match property {
            "pStyle" => paragraph.style = name(tag, "val"),
            "outlineLvl" => paragraph.heading = outline(tag),
            "numId" => paragraph.list_id = Some(name(tag, "val")),
            "ilvl" => paragraph.depth = value().parse().ok().map(within_list),
            _ => {}
        }
    }

    fn look(&mut self, name: &str, tag: &BytesStart) {
        match name {
            "rStyle" => {
                let style = attribute(tag, "val").unwrap_or_default();
                self.face = Face { bold: self.styles.bold(&style), italic: self.styles.italic(&style) };
                self.hidden = self.styles.hidden(&style);
            }
            "b" => self.face.bold = is_on(tag),
            "i" => self.face.italic = is_on(tag),
            _ => self.hidden = is_on(tag),
        }
    }

    /// What stands between the texts of a run.
    fn sign(&mut self, name: &str, tag: &BytesStart) {
        let run = match name {
            "br" if attribute(tag, "type").is_none_or(|kind| kind == "textWrapping") => Run::Break,
            // Words before and after the end of a page are two words.
            "tab" | "ptab" | "br" => return self.text(" "),
            "sym" => return self.symbol(tag),
            "noBreakHyphen" => return self.text("\u{2011}"),
            "cr" => Run::Break,
            "footnoteReference" => Run::Footnote(attribute(tag, "id").unwrap_or_default()),
            "endnoteReference" => Run::Endnote(attribute(tag, "id").unwrap_or_default()),
            _ => return,
        };
        if self.is_seen()
            && let Some(paragraph) = self.open.last_mut()
        {
            paragraph.runs.push(run);
        }
    }

    fn symbol(&mut self, tag: &BytesStart) {
        let code = attribute(tag, "char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        match code.and_then(|code| sign::character(&attribute(tag, "font").unwrap_or_default(), code)) {
            Some(character) => self.text(character.encode_utf8(&mut [0; 4])),
            None if self.is_seen() => self.body.lost_signs += 1,
            None => {}
        }
    }

    fn field(&mut self, kind: &str) {
        match kind {
            "begin" => {
                self.fields.push(true);
                self.in_codes += 1;
            }
            "separate" => {
                if let Some(field) = self.fields.last_mut() {
                    self.in_codes -= usize::from(std::mem::take(field));
                }
            }
            _ => self.in_codes -= usize::from(self.fields.pop().unwrap_or(false)),
        }
    }

    fn is_seen(&self) -> bool {
        !self.hidden && (self.open_fields == Fields::Open || !self.in_codes > 0)
    }

    fn text(&mut self, text: &str) {
        if !self.is_seen() {
            return;
        }
        let text: String = text.chars().filter_map(|c| self.written(c)).collect();
        if let Some(paragraph) = self.open.last_mut().filter(|_| !text.is_empty()) {
            paragraph.push(&text, self.face);
            self.under_comments(&text);
        }
    }

    /// The character as a draft has it; `None` if it has none.
    fn written(&mut self, c: char) -> Option<char> {
        match c {
            c if c.is_ascii_whitespace() => Some(' '),
            c if sign::is_sign(c) => {
                let character = sign::character("Symbol", c.into());
                self.body.lost_signs += usize::from(character.is_none());
                character
            }
            c if c.is_control() => {
                self.body.lost_controls += 1;
                None
            }
            c => Some(c),
        }
    }

    fn under_comments(&mut self, text: &str) {
        for words in self.anchors.values_mut() {
            words.push_str(text);
        }
        // What is full is put away, so that a text costs no more than its comments can hold.
        for (id, mut words) in self.anchors.extract_if(.., |_, words| words.len() > ANCHOR) {
            words.truncate(words.floor_char_boundary(ANCHOR));
            words.push('…');
            self.body.anchors.insert(id, words);
        }
    }

    fn anchored(&mut self, id: &str) {
        if let Some((id, words)) = self.anchors.remove_entry(id) {
            self.body.anchors.insert(id, words);
        }
    }

    fn close(&mut self) {
        let Some(mut paragraph) = self.open.pop() else { return };
        paragraph.heading = paragraph.heading.or_else(|| self.styles.heading(&paragraph.style));
        paragraph.list = self.item(&paragraph);
        if let Some(outer) = self.open.last_mut() {
            let inner = mem::take(&mut paragraph.after);
            outer.after.push(paragraph);
            outer.after.extend(inner);
            return;
        }
        if !self.carried.is_empty() {
            let own = mem::replace(&mut paragraph.runs, mem::take(&mut self.carried));
            for run in own {
                match run {
                    Run::Text(text, face) => paragraph.push(&text, face),
                    other => paragraph.runs.push(other),
                }
            }
        }
        if paragraph.open_ended {
            self.carried = mem::take(&mut paragraph.runs);
        }
        self.put(paragraph);
    }

    /// Where a paragraph stands in a list. An empty one takes no number, nor does a heading.
    fn item(&mut self, paragraph: &Paragraph) -> Option<Item> {
        let list = paragraph.list_id.clone().or_else(|| self.styles.list(&paragraph.style)).filter(|list| list != "0")?;
        let depth = paragraph.depth.or_else(|| self.styles.depth(&paragraph.style)).unwrap_or(0);
        if paragraph.heading.is_some() || paragraph.runs.is_empty() {
            return None;
        }
        Some(Item { depth, number: self.numbering.next(&list, depth) })
    }

    fn put(&mut self, mut paragraph: Paragraph) {
        let after = mem::take(&mut paragraph.after);
        let part = self.body.parts.last_mut().expect("there is one from the start");
        part.paragraphs.extend(std::iter::once(paragraph).chain(after).filter(|paragraph| !paragraph.runs.is_empty()));
    }

    fn finish(mut self) -> Body {
        if !self.carried.is_empty() {
            let runs = mem::take(&mut self.carried);
            self.put(Paragraph { runs, ..Paragraph::default() });
        }
        self.body
    }
}

/// The text that `&name;` stands for: the reader leaves every one to us.
fn character(name: &BytesRef) -> String {
    if let Ok(Some(character)) = name.resolve_char_ref() {
        return character.to_string();
    }
    let name: &str = name;
    quick_xml::escape::resolve_predefined_entity(name).map_or_else(|| format!("&{name};"), str::to_owned)
}
