//! Word documents as tests make them up.

use std::io::{Cursor, Read, Write};

use zip::ZipArchive;
use zip::write::{SimpleFileOptions, ZipWriter};

pub const SPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A zip archive of these files.
pub fn archive(files: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("the entry can be begun");
        zip.write_all(content.as_bytes()).expect("it is written to memory");
    }
    zip.finish().expect("it is written to memory").into_inner()
}

pub fn relations(kinds: &[(&str, &str)]) -> String {
    let each =
        kinds.iter().enumerate().map(|(at, (kind, target))| format!("<Relationship Id='r{at}' Type='{OFFICE}/{kind}' Target='{target}'/>"));
    let space = "http://schemas.openxmlformats.org/package/2006/relationships";
    format!("<Relationships xmlns='{space}'>{}</Relationships>", each.collect::<String>())
}

/// A run with these properties.
pub fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>")
}

/// A Word document with this body, and with further parts, of which the text refers to those of `kinds`.
pub fn document(body: &str, more: &[(&str, String)], kinds: &[(&str, &str)]) -> Vec<u8> {
    let types = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>\
        <Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>\
        <Default Extension='xml' ContentType='application/xml'/>\
        <Override PartName='/word/document.xml' ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>";
    let mut files = vec![
        ("[Content_Types].xml", types.to_owned()),
        ("_rels/.rels", relations(&[("officeDocument", "word/document.xml")])),
        ("word/document.xml", format!("<w:document xmlns:w='{SPACE}'><w:body>{body}<w:sectPr/></w:body></w:document>")),
        ("word/_rels/document.xml.rels", relations(kinds)),
    ];
    files.extend(more.iter().cloned());
    archive(&files)
}

pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A part of a document.
pub fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("it is an archive");
    let mut text = String::new();
    zip.by_name(name).unwrap_or_else(|_| panic!("it has no part {name}")).read_to_string(&mut text).expect("it is text");
    text
}

/// The document with another text in a part.
pub fn with_part(bytes: &[u8], name: &str, text: &str) -> Vec<u8> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("it is an archive");
    let names: Vec<String> =
        (0..zip.len()).map(|at| zip.by_index(at).expect("it is there").name().expect("it is text").to_string()).collect();
    let files: Vec<(&str, String)> =
        names.iter().map(|own| (own.as_str(), if own == name { text.to_owned() } else { part(bytes, own) })).collect();
    archive(&files)
}
