//! Parts of a file that are written anew; all the rest is as it was.

use std::collections::BTreeMap;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::package::{attribute, damaged};

/// Parts of a file with what takes their place, by where they begin.
#[derive(Debug, Default)]
pub(super) struct Splices(BTreeMap<usize, (usize, String)>);

impl Splices {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts `text` in the place of `range`; what was replaced within it is given up.
    pub(super) fn replace(&mut self, range: Range<usize>, text: String) {
        let inner: Vec<usize> = self.0.range(range.start..range.end).map(|(start, _)| *start).collect();
        for start in inner {
            self.0.remove(&start);
        }
        self.0.insert(range.start, (range.end, text));
    }

    /// The text of `range` of `xml`, with what is replaced within it.
    pub(super) fn within(&self, xml: &str, range: Range<usize>) -> String {
        let mut out = String::new();
        let mut at = range.start;
        for (start, (end, text)) in self.0.range(range.clone()) {
            if *start < at || *end > range.end {
                continue;
            }
            out.push_str(&xml[at..*start]);
            out.push_str(text);
            at = *end;
        }
        out.push_str(&xml[at..range.end]);
        out
    }

    pub(super) fn applied(&self, xml: &str) -> String {
        self.within(xml, 0..xml.len())
    }

    /// Takes the marks of the comments with these ids out of `xml`.
    pub(super) fn cut(&mut self, xml: &str, comments: &[String]) -> Result<(), String> {
        if comments.is_empty() {
            return Ok(());
        }
        let mut reader = Reader::from_str(xml);
        let mut runs: Vec<Run> = Vec::new();
        let is_cut = |tag: &BytesStart| attribute(tag, "id").is_some_and(|id| comments.contains(&id));
        let mut open_mark: Option<usize> = None;
        loop {
            let before = offset(&reader);
            let event = reader.read_event().map_err(|error| damaged(&error))?;
            let after = offset(&reader);
            match event {
                Event::Start(tag) | Event::Empty(tag) if matches!(tag.local_name().as_ref(), "commentRangeStart" | "commentRangeEnd") => {
                    let is_alone = xml[before..after].ends_with("/>");
                    match is_cut(&tag) {
                        true if is_alone => self.replace(before..after, String::new()),
                        true => open_mark = Some(before),
                        false => {}
                    }
                }
                Event::Start(tag) if tag.local_name().as_ref() == "r" => runs.push(Run { start: before, is_cut: false, has_more: false }),
                Event::Start(tag) | Event::Empty(tag) => {
                    let Some(run) = runs.last_mut() else { continue };
                    match tag.local_name().as_ref() {
                        "commentReference" if is_cut(&tag) => run.is_cut = true,
                        "t" | "tab" | "br" | "drawing" | "pict" | "fldChar" | "footnoteReference" => run.has_more = true,
                        _ => {}
                    }
                }
                Event::End(tag) => match (tag.local_name().as_ref(), open_mark) {
                    ("commentRangeStart" | "commentRangeEnd", Some(start)) => {
                        self.replace(start..after, String::new());
                        open_mark = None;
                    }
                    ("r", _) => {
                        if let Some(run) = runs.pop().filter(|run| run.is_cut && !run.has_more) {
                            self.replace(run.start..after, String::new());
                        }
                    }
                    _ => {}
                },
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }
}

/// A run that is being read.
struct Run {
    start: usize,
    is_cut: bool,
    has_more: bool,
}

fn offset(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).expect("a part has fewer bytes than memory")
}
