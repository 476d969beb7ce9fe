//! The blocks of a part of a Word document as its reader sees them: insertions in, deletions, field codes and hidden text out. How they are
//! written down is none of its business.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

use super::field::Reading;
use super::file::{Body, Known};
use super::package::damaged;
use super::state::State;

/// Reads one file of the document.
pub(super) fn read(xml: &str, known: Known<'_>) -> Result<Body, String> {
    match read_with(Reading::Code, xml, known)? {
        Some(body) => Ok(body),
        None => Ok(read_with(Reading::Text, xml, known)?.unwrap_or_default()),
    }
}

/// `None` where a field never ends, unless that is known.
fn read_with(reading: Reading, xml: &str, known: Known<'_>) -> Result<Option<Body>, String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut state = State::new(known, reading);
    loop {
        let before = offset(&reader);
        let event = reader.read_event().map_err(|error| damaged(&error))?;
        let bytes = before..offset(&reader);
        match event {
            Event::Start(tag) => state.start(&tag, bytes),
            Event::End(tag) => state.end(tag.local_name().as_ref(), bytes.end),
            Event::Text(text) if state.takes_text() => state.text(&text.xml10_content(), Some(bytes)),
            // What is a section of its own is not written into.
            Event::CData(text) if state.takes_text() => state.text(&text.xml10_content(), None),
            Event::GeneralRef(name) if state.takes_text() => state.text(&character(&name), Some(bytes)),
            Event::Eof => break,
            _ => {}
        }
        if let Some(fault) = state.fault() {
            return Err(fault);
        }
    }
    if state.is_cut_short() {
        return Err("a part of it is cut short".to_owned());
    }
    Ok((!state.has_open_field()).then(|| state.finish()))
}

fn offset(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).expect("a part has fewer bytes than memory")
}

/// The text that `&name;` stands for: the reader leaves every one to us.
fn character(name: &BytesRef) -> String {
    if let Ok(Some(character)) = name.resolve_char_ref() {
        return character.to_string();
    }
    let name: &str = name;
    quick_xml::escape::resolve_predefined_entity(name).map_or_else(|| format!("&{name};"), str::to_owned)
}
