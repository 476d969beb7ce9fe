//! The archive of a document while some of its parts are written anew: the others are copied as they are.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::markup::{Marks, Names, Written};
use super::package::{Package, attribute, damaged};
use super::splice::Splices;
use super::{COMMENTS, Document};

/// An archive, and the parts of it that are written anew.
pub(super) struct Archive<'b> {
    bytes: &'b [u8],
    package: Package<'b>,
    written: BTreeMap<String, String>,
}

impl<'b> Archive<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Archive<'b>, String> {
        Ok(Archive { bytes, package: Package::open(bytes)?, written: BTreeMap::new() })
    }

    pub(super) fn is_signed(&self) -> bool {
        self.package.has("_xmlsignatures/")
    }

    pub(super) fn has_macros(&self) -> bool {
        self.package.has("word/vbaProject")
    }

    /// The part as it will be.
    fn part(&mut self, name: &str) -> Result<Option<String>, String> {
        match self.written.get(name) {
            Some(text) => Ok(Some(text.clone())),
            None => self.package.part(name),
        }
    }

    pub(super) fn replace(&mut self, name: &str, text: String) -> Result<(), String> {
        if self.package.is_wide(name)? {
            return Err("its text is in UTF-16: save it again in your word processor".to_owned());
        }
        self.written.insert(name.to_owned(), text);
        Ok(())
    }

    /// Puts `text` before the end of the first element of a part.
    fn append(&mut self, name: &str, text: &str) -> Result<(), String> {
        let mut xml = self.part(name)?.ok_or_else(|| format!("`{name}` in it is missing"))?;
        if let Some(end) = xml.rfind("</") {
            xml.insert_str(end, text);
        } else {
            let (at, root) = empty_root(&xml)?;
            xml.replace_range(at - 2..at, &format!(">{text}</{root}>"));
        }
        self.replace(name, xml)
    }

    pub(super) fn finish(self) -> Result<Vec<u8>, String> {
        let failed = |_| "its archive cannot be copied".to_owned();
        let mut archive = ZipArchive::new(Cursor::new(self.bytes)).map_err(failed)?;
        let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(self.bytes.len() + 4096)));
        let options = SimpleFileOptions::default();
        let mut left = self.written;
        for index in 0..archive.len() {
            let file = archive.by_index_raw(index).map_err(failed)?;
            let name = String::from_utf8_lossy(file.name_raw()).into_owned();
            let Some(text) = left.remove(&name) else {
                out.raw_copy_file(file).map_err(failed)?;
                continue;
            };
            drop(file);
            out.start_file(name, options).map_err(failed)?;
            out.write_all(text.as_bytes()).map_err(|error| error.to_string())?;
        }
        for (name, text) in left {
            out.start_file(name, options).map_err(failed)?;
            out.write_all(text.as_bytes()).map_err(|error| error.to_string())?;
        }
        Ok(out.finish().map_err(failed)?.into_inner())
    }
}

/// Where a first element without content ends, and its name.
fn empty_root(xml: &str) -> Result<(usize, String), String> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().map_err(|error| damaged(&error))? {
            Event::Empty(tag) => {
                let at = usize::try_from(reader.buffer_position()).expect("it lies in memory");
                return Ok((at, tag.name().as_ref().to_owned()));
            }
            Event::Eof => return Err("a part of it is empty".to_owned()),
            _ => {}
        }
    }
}

/// Writes the comments into their part, which is made where there is none, and takes out those that are to go.
pub(super) fn write_comments(
    archive: &mut Archive<'_>,
    document: &Document,
    comments: &[Written],
    removed: &[String],
    marks: &Marks,
) -> Result<(), String> {
    let file = &document.files[COMMENTS];
    if !removed.is_empty() {
        take_out(archive, document, removed)?;
    }
    if comments.is_empty() {
        return Ok(());
    }
    write_styles(archive, document, marks)?;
    let is_there = archive.part(&file.name)?.is_some();
    let names = if is_there { Names::of(&file.xml)? } else { Names::of(&document.files[super::MAIN].xml)? };
    let text: String = comments.iter().map(|comment| comment.xml(&names, marks)).collect();
    if is_there {
        return archive.append(&file.name, &text);
    }
    let folder = document.files[super::MAIN].name.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let beside = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let is_related = !file.name.is_empty();
    let name = if is_related { file.name.clone() } else { free(archive, &beside("comments")) };
    let (prefix, space) = ("w", &names.space);
    let own = Names::of(&format!("<{prefix}:comments xmlns:{prefix}=\"{space}\"/>"))?;
    let text: String = comments.iter().map(|comment| comment.xml(&own, marks)).collect();
    archive.written.insert(
        name.clone(),
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{space}\">{text}</w:comments>"),
    );
    if !is_related {
        relate(archive, document, &marks.names.relationship("comments"), name.rsplit('/').next().unwrap_or(&name))?;
    }
    declare(archive, &name, "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml")
}

/// A name that no part has.
fn free(archive: &Archive<'_>, stem: &str) -> String {
    let names = std::iter::once(format!("{stem}.xml")).chain((2..).map(|number| format!("{stem}{number}.xml")));
    names.into_iter().find(|name| !archive.package.has(name)).expect("there is always another number")
}

/// Has the document refer to a part beside it.
fn relate(archive: &mut Archive<'_>, document: &Document, kind: &str, target: &str) -> Result<(), String> {
    let main = &document.files[super::MAIN].name;
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let name = format!("{prefix}_rels/{file}.rels");
    let xml = archive.part(&name)?;
    let count = xml.as_ref().map_or(0, |xml| xml.matches("rIdCopydesk").count());
    let mut id = format!("rIdCopydesk{}", count + 1);
    while xml.as_ref().is_some_and(|xml| xml.contains(&id)) {
        id.push('0');
    }
    let relation = format!("Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>");
    let Some(xml) = xml else {
        let space = "http://schemas.openxmlformats.org/package/2006/relationships";
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"{space}\"><{relation}</Relationships>"
        );
        archive.written.insert(name, text);
        return Ok(());
    };
    archive.append(&name, &format!("<{}{relation}", root_prefix(&xml)))
}

/// Says of what kind a part is, where nothing does.
fn declare(archive: &mut Archive<'_>, part: &str, kind: &str) -> Result<(), String> {
    let name = "[Content_Types].xml";
    let xml = archive.part(name)?.ok_or("it does not say of what kind its parts are")?;
    if xml.contains(&format!("\"/{part}\"")) {
        return Ok(());
    }
    archive.append(name, &format!("<{}Override PartName=\"/{part}\" ContentType=\"{kind}\"/>", root_prefix(&xml)))
}

/// The prefix of the last element of a part, colon and all.
fn root_prefix(xml: &str) -> String {
    let name = xml.rfind("</").map(|at| &xml[at + 2..]).unwrap_or_default();
    name.split_once(':')
        .filter(|(prefix, _)| prefix.chars().all(char::is_alphanumeric))
        .map(|(prefix, _)| format!("{prefix}:"))
        .unwrap_or_default()
}

/// Defines the styles that comments have, where they are missing.
fn write_styles(archive: &mut Archive<'_>, document: &Document, marks: &Marks) -> Result<(), String> {
    let folder = document.files[super::MAIN].name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = if folder.is_empty() { "styles".to_owned() } else { format!("{folder}/styles") };
    let name = document.styles_name.clone().unwrap_or_else(|| free(archive, &beside));
    let Some(xml) = archive.part(&name)? else {
        let space = &marks.names.space;
        let names = Names::of(&format!("<w:styles xmlns:w=\"{space}\"/>"))?;
        let missing = missing_styles(document, marks, &names);
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
        archive.written.insert(name.clone(), format!("{head}\n<w:styles xmlns:w=\"{space}\">{missing}</w:styles>"));
        if document.styles_name.is_none() {
            relate(archive, document, &marks.names.relationship("styles"), name.rsplit('/').next().unwrap_or(&name))?;
        }
        return declare(archive, &name, "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml");
    };
    let missing = missing_styles(document, marks, &Names::of(&xml)?);
    if missing.is_empty() { Ok(()) } else { archive.append(&name, &missing) }
}

/// The definitions of the styles of comments that the document does not have.
fn missing_styles(document: &Document, marks: &Marks, names: &Names) -> String {
    let (e, a, d) = (names.element_prefix(), names.attribute_prefix(), names.declaration());
    let style = |kind: &str, id: &str, name: &str, hidden: &str, size: u8| {
        format!(
            "<{e}style{d} {a}type=\"{kind}\" {a}styleId=\"{id}\"><{e}name{d} {a}val=\"{name}\"/><{e}uiPriority{d} {a}val=\"99\"/>{hidden}<{e}unhideWhenUsed/><{e}rPr><{e}sz{d} {a}val=\"{size}\"/><{e}szCs{d} {a}val=\"{size}\"/></{e}rPr></{e}style>"
        )
    };
    let mut missing = String::new();
    if document.style_named("annotation reference").is_none() {
        missing += &style("character", &marks.reference_style, "annotation reference", &format!("<{e}semiHidden/>"), 16);
    }
    if document.style_named("annotation text").is_none() {
        missing += &style("paragraph", &marks.text_style, "annotation text", "", 20);
    }
    missing
}

/// Takes comments out of their part, and what other parts say of them.
fn take_out(archive: &mut Archive<'_>, document: &Document, removed: &[String]) -> Result<(), String> {
    let file = &document.files[COMMENTS];
    let paragraphs: Vec<&str> = document
        .comments
        .iter()
        .filter(|comment| removed.contains(&comment.id))
        .map(|comment| comment.paragraph.as_str())
        .filter(|id| !id.is_empty())
        .collect();
    let text = without(&file.xml, "comment", |id| removed.iter().any(|removed| removed == id), "id")?;
    archive.replace(&file.name, text)?;
    for (name, element) in &document.about_comments {
        let Some(xml) = archive.part(name)? else { continue };
        let text = without(&xml, element, |id| paragraphs.contains(&id), "paraId")?;
        if text != xml {
            archive.replace(name, text)?;
        }
    }
    Ok(())
}

/// `xml` without the elements of that name whose `key` is one that `is_meant`.
fn without(xml: &str, element: &str, is_meant: impl Fn(&str) -> bool, key: &str) -> Result<String, String> {
    let mut reader = Reader::from_str(xml);
    let mut splices = Splices::default();
    let mut open: Option<usize> = None;
    let mut depth = 0usize;
    loop {
        let before = usize::try_from(reader.buffer_position()).expect("it lies in memory");
        let event = reader.read_event().map_err(|error| damaged(&error))?;
        let after = usize::try_from(reader.buffer_position()).expect("it lies in memory");
        match event {
            Event::Empty(tag)
                if open.is_none() && tag.local_name().as_ref() == element && attribute(&tag, key).is_some_and(|id| is_meant(&id)) =>
            {
                splices.replace(before..after, String::new());
            }
            Event::Start(_) if open.is_some() => depth += 1,
            Event::Start(tag) if tag.local_name().as_ref() == element && attribute(&tag, key).is_some_and(|id| is_meant(&id)) => {
                (open, depth) = (Some(before), 1);
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                if let (Some(start), 0) = (open, depth) {
                    splices.replace(start..after, String::new());
                    open = None;
                }
            }
            Event::Eof => return Ok(splices.applied(xml)),
            _ => {}
        }
    }
}
