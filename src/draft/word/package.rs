//! The parts of a Word document in its zip archive. What stands in them is none of its business.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

/// What a document may have unpacked.
const MOST: u64 = 64 << 20;

/// An opened document.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Bytes that may still be unpacked: a small archive can hold any amount.
    left: u64,
}

/// The parts that a part refers to.
#[derive(Debug, Default)]
pub(super) struct Relations {
    /// The first of each kind, by the last word of it: `styles`, `footnotes`. Word numbers its parts at will.
    pub(super) by_kind: BTreeMap<String, String>,
    /// Parts by the ids they are referred to by.
    pub(super) by_id: BTreeMap<String, String>,
    /// Addresses outside the document, by their ids.
    pub(super) addresses: BTreeMap<String, String>,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, String> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| "it is damaged or cut short".to_owned())?;
        Ok(Package { archive, left: MOST })
    }

    /// Whether it has a part with a name that begins so.
    pub(super) fn has(&self, beginning: &str) -> bool {
        self.archive.file_names().flatten().any(|name| name.starts_with(beginning))
    }

    /// Whether a part is text in UTF-16.
    pub(super) fn is_wide(&mut self, name: &str) -> Result<bool, String> {
        let Ok(mut file) = self.archive.by_name(name) else { return Ok(false) };
        let mut start = [0; 2];
        let read = file.read(&mut start).map_err(|_| format!("`{name}` in it is damaged"))?;
        Ok(read == 2 && matches!(start, [0xff, 0xfe] | [0xfe, 0xff]))
    }

    /// The text of a part; `None` if there is none of that name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, String> {
        if self.archive.index_for_name(name).is_none() {
            return Ok(None);
        }
        let file = self.archive.by_name(name).map_err(|error| format!("`{name}` in it cannot be opened: {error}"))?;
        let mut bytes = Vec::new();
        let read = file.take(self.left + 1).read_to_end(&mut bytes);
        let read = read.map_err(|_| format!("`{name}` in it is damaged"))?;
        self.left = self.left.checked_sub(read as u64).ok_or("unpacked, it is larger than 64 MiB")?;
        let text = String::from_utf8(bytes).or_else(|error| wide(error.as_bytes()).ok_or_else(|| format!("`{name}` in it is no text")))?;
        Ok(Some(text.trim_start_matches(crate::source::BOM).to_owned()))
    }

    /// What `part` refers to.
    pub(super) fn related(&mut self, part: &str) -> Result<Relations, String> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let mut found = Relations::default();
        let Some(xml) = self.part(&format!("{prefix}_rels/{file}.rels"))? else { return Ok(found) };
        let mut reader = Reader::from_str(&xml);
        loop {
            match reader.read_event().map_err(|error| damaged(&error))? {
                Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "Relationship" => found.take(&tag, &prefix),
                Event::Eof => return Ok(found),
                _ => {}
            }
        }
    }
}

impl Relations {
    fn take(&mut self, tag: &BytesStart, prefix: &str) {
        let (Some(kind), Some(target)) = (attribute(tag, "Type"), attribute(tag, "Target")) else { return };
        let id = name(tag, "Id");
        if attribute(tag, "TargetMode").is_some_and(|mode| mode == "External") {
            self.addresses.insert(id, target);
            return;
        }
        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
        let path = target.strip_prefix('/').map_or_else(|| format!("{prefix}{target}"), str::to_owned);
        self.by_kind.entry(kind).or_insert_with(|| path.clone());
        self.by_id.insert(id, path);
    }
}

/// Text in UTF-16, as a part may be; it says so in its first two bytes.
fn wide(bytes: &[u8]) -> Option<String> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    String::from_utf16(&units).ok()
}

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let found = attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(quick_xml::XmlVersion::default()).map_or_else(|_| found.value.to_string(), |value| value.to_string()))
}

/// An id or a name: the format has none longer than 253 letters, and one of a megabyte would be copied for every paragraph.
pub(super) fn name(tag: &BytesStart, attribute_name: &str) -> String {
    let mut name = attribute(tag, attribute_name).unwrap_or_default();
    name.truncate(name.floor_char_boundary(LONGEST_NAME));
    name
}

const LONGEST_NAME: usize = 253;

/// What to say of XML that is none.
pub(super) fn damaged(error: &quick_xml::Error) -> String {
    format!("a part of it is damaged ({error})")
}
