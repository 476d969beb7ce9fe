//! The elements that are written into a document, with the prefixes that it has for them.

use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::Document;
use super::package::damaged;
use super::revision::NewComment;
use crate::prose::verbatim::markup;

/// How a document names the elements of its text.
#[derive(Debug, Clone)]
pub(super) struct Names {
    /// Before the name of an element: `w:`, or nothing.
    element: String,
    /// Before that of an attribute.
    attribute: String,
    /// What an element has to say so that its attributes may be named so.
    declaration: String,
    pub(super) space: String,
}

/// Who writes, and when.
#[derive(Debug, Clone)]
pub(super) struct Signature {
    pub(super) author: String,
    pub(super) day: String,
}

/// The namespace of texts that are strictly by the standard.
const STRICT: &str = "http://purl.oclc.org/ooxml/";

impl Names {
    /// Those of a file, by its first element.
    pub(super) fn of(xml: &str) -> Result<Names, String> {
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event().map_err(|error| damaged(&error))? {
                Event::Start(tag) | Event::Empty(tag) => {
                    let name = tag.name();
                    let prefix = name.as_ref().rsplit_once(':').map_or("", |(prefix, _)| prefix);
                    let mut attributes = tag.attributes();
                    let spaces = attributes.with_checks(false).flatten().filter_map(|attribute| {
                        let key = attribute.key.as_ref().to_owned();
                        let bound = if key == "xmlns" { "" } else { key.strip_prefix("xmlns:")? };
                        Some((bound.to_owned(), attribute.value.to_string()))
                    });
                    let spaces: Vec<(String, String)> = spaces.collect();
                    let own = spaces.iter().find(|(bound, _)| bound == prefix).map(|(_, space)| space.clone());
                    let space = own.ok_or("its text is in no namespace")?;
                    if !prefix.is_empty() {
                        let prefix = format!("{prefix}:");
                        return Ok(Names { element: prefix.clone(), attribute: prefix, declaration: String::new(), space });
                    }
                    let other = spaces.iter().find(|(bound, of)| !bound.is_empty() && *of == space);
                    let declaration = if other.is_some() { String::new() } else { format!(" xmlns:w=\"{space}\"") };
                    let attribute = other.map_or_else(|| "w:".to_owned(), |(bound, _)| format!("{bound}:"));
                    return Ok(Names { element: String::new(), attribute, declaration, space });
                }
                Event::Eof => return Err("it is empty".to_owned()),
                _ => {}
            }
        }
    }

    pub(super) fn element_prefix(&self) -> &str {
        &self.element
    }

    /// What an element with attributes has to say of their names.
    pub(super) fn declaration(&self) -> &str {
        &self.declaration
    }

    pub(super) fn attribute_prefix(&self) -> &str {
        &self.attribute
    }

    /// The kind of a relationship to a part.
    pub(super) fn relationship(&self, kind: &str) -> String {
        let base = if self.space.starts_with(STRICT) {
            "http://purl.oclc.org/ooxml/officeDocument/relationships"
        } else {
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        };
        format!("{base}/{kind}")
    }
}

/// Elements with ids of their own.
#[derive(Debug)]
pub(super) struct Marks {
    pub(super) names: Names,
    signature: Signature,
    next: u64,
    /// The style of a mark that leads to a comment.
    pub(super) reference_style: String,
    /// The style of a comment's paragraphs.
    pub(super) text_style: String,
}

impl Marks {
    pub(super) fn new(names: Names, signature: Signature, document: &Document) -> Marks {
        let next = document.files.iter().map(|file| last_id(&file.xml)).max().unwrap_or_default() + 1;
        let style = |name: &str, id: &str| document.style_named(name).unwrap_or_else(|| document.free_style(id));
        Marks {
            names,
            signature,
            next,
            reference_style: style("annotation reference", "CommentReference"),
            text_style: style("annotation text", "CommentText"),
        }
    }

    pub(super) fn next_id(&mut self) -> String {
        self.next += 1;
        (self.next - 1).to_string()
    }

    /// `w:id="7" w:author="…" w:date="…"`, as every change and comment has them.
    fn signed(&self, id: &str) -> String {
        let Names { attribute, declaration, .. } = &self.names;
        let Signature { author, day } = &self.signature;
        format!("{declaration} {attribute}id=\"{id}\" {attribute}author=\"{}\" {attribute}date=\"{day}T00:00:00Z\"", markup(author))
    }

    pub(super) fn open_text(&self, name: &str) -> String {
        format!("<{}{name} xml:space=\"preserve\">", self.names.element)
    }

    pub(super) fn close(&self, name: &str) -> String {
        format!("</{}{name}>", self.names.element)
    }

    pub(super) fn deleted(&mut self, run: &str) -> String {
        let id = self.next_id();
        let element = &self.names.element;
        format!("<{element}del{}>{run}</{element}del>", self.signed(&id))
    }

    /// A run with the look of the one with this tag and these properties, inserted.
    pub(super) fn inserted(&mut self, tag: &str, properties: &str, text: &str) -> String {
        let id = self.next_id();
        let element = &self.names.element;
        let properties = without_changes(properties, element);
        let text = format!("{}{}{}", self.open_text("t"), markup(text), self.close("t"));
        format!("<{element}ins{}>{tag}{properties}{text}{}</{element}ins>", self.signed(&id), self.close("r"))
    }

    pub(super) fn comment_start(&self, id: &str) -> String {
        let Names { element, attribute, declaration, .. } = &self.names;
        format!("<{element}commentRangeStart{declaration} {attribute}id=\"{id}\"/>")
    }

    /// The end of a comment's words, and the mark that leads to it.
    pub(super) fn comment_end(&self, id: &str) -> String {
        let Names { element, attribute, declaration, .. } = &self.names;
        let style = markup(&self.reference_style);
        format!(
            "<{element}commentRangeEnd{declaration} {attribute}id=\"{id}\"/><{element}r><{element}rPr><{element}rStyle{declaration} {attribute}val=\"{style}\"/></{element}rPr><{element}commentReference{declaration} {attribute}id=\"{id}\"/></{element}r>"
        )
    }

    /// The comment itself, as its part has it, under the names that part has.
    pub(super) fn comment(&self, id: &str, comment: &NewComment) -> Written {
        Written { id: id.to_owned(), initials: comment.initials, text: comment.text.clone(), signature: self.signature.clone() }
    }
}

/// A comment that is to stand in the part of comments.
#[derive(Debug)]
pub(super) struct Written {
    id: String,
    initials: &'static str,
    text: Vec<String>,
    signature: Signature,
}

impl Written {
    pub(super) fn xml(&self, names: &Names, marks: &Marks) -> String {
        let Names { element, attribute, declaration, .. } = names;
        let style = |kind: &str, of: &str| format!("<{element}{kind}{declaration} {attribute}val=\"{}\"/>", markup(of));
        let paragraph_style = format!("<{element}pPr>{}</{element}pPr>", style("pStyle", &marks.text_style));
        let reference = format!("<{element}rPr>{}</{element}rPr>", style("rStyle", &marks.reference_style));
        let mut paragraphs = String::new();
        for (at, text) in self.text.iter().enumerate() {
            let reference = if at == 0 { format!("<{element}r>{reference}<{element}annotationRef/></{element}r>") } else { String::new() };
            let _ = write!(
                paragraphs,
                "<{element}p>{paragraph_style}{reference}<{element}r><{element}t xml:space=\"preserve\">{}</{element}t></{element}r></{element}p>",
                markup(text)
            );
        }
        let Signature { author, day } = &self.signature;
        format!(
            "<{element}comment{declaration} {attribute}id=\"{}\" {attribute}author=\"{}\" {attribute}date=\"{day}T00:00:00Z\" {attribute}initials=\"{}\">{paragraphs}</{element}comment>",
            self.id,
            markup(author),
            self.initials
        )
    }
}

/// The properties of a run without the account of how they were changed, which is the first run's alone.
fn without_changes(properties: &str, prefix: &str) -> String {
    let (open, close) = (format!("<{prefix}rPrChange"), format!("</{prefix}rPrChange>"));
    match (properties.find(&open), properties.rfind(&close)) {
        (Some(start), Some(end)) if start < end => format!("{}{}", &properties[..start], &properties[end + close.len()..]),
        _ => properties.to_owned(),
    }
}

/// How many tracked changes `xml` has that are signed so. What is put in the place of what is taken out is the same change, and so is what is taken
/// out of two runs side by side.
pub(super) fn changes_signed(xml: &str, signed: &str) -> usize {
    let mut count = 0;
    let mut deletion: Option<usize> = None;
    for at in memchr::memmem::find_iter(xml.as_bytes(), signed.as_bytes()) {
        let Some(start) = xml[..at].rfind('<') else { continue };
        let name = xml[start + 1..at].split([' ', '\n', '\t']).next().unwrap_or_default();
        let (prefix, kind) = name.split_at(name.rfind(':').map_or(0, |colon| colon + 1));
        if !matches!(kind, "del" | "ins") {
            continue;
        }
        let goes_on = deletion.is_some_and(|end| end <= start && !shows_text(&xml[end..start], prefix));
        count += usize::from(!goes_on);
        deletion = (kind == "del").then(|| xml[at..].find(&format!("</{name}>")).map(|end| at + end + name.len() + 3)).flatten();
    }
    count
}

/// Whether markup has a character that a reader sees, or the end of a paragraph.
fn shows_text(xml: &str, prefix: &str) -> bool {
    let shows = ["t", "tab", "br", "cr", "sym", "noBreakHyphen", "p", "footnoteReference", "endnoteReference"];
    shows.iter().any(|name| [">", " ", "/"].iter().any(|end| xml.contains(&format!("<{prefix}{name}{end}"))))
}

/// The largest number that is an id in `xml`.
fn last_id(xml: &str) -> u64 {
    let mut last = 0;
    for at in memchr::memmem::find_iter(xml.as_bytes(), b"id=") {
        let figures = xml[at + 3..].trim_start_matches(['"', '\'']);
        let end = figures.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
        last = figures[..end].parse().unwrap_or(0).max(last);
    }
    // Word counts ids in 31 bits.
    if last > 1 << 30 { 1 << 20 } else { last }
}
