//! The lists of a Word document: which are numbered, and what number an item bears. Letters and roman figures become plain figures.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::package::{damaged, name};

/// The lists by their ids, and how far each has counted.
#[derive(Debug, Default, Clone)]
pub(super) struct Numbering {
    /// Levels of the patterns that lists follow, by the pattern's id and the depth.
    levels: BTreeMap<(String, usize), Level>,
    lists: BTreeMap<String, List>,
    /// The last number, by pattern and depth: lists of one pattern count on from one another.
    counted: BTreeMap<(String, usize), u32>,
    /// Lists that have begun.
    begun: BTreeSet<String>,
}

#[derive(Debug, Clone, Copy)]
struct Level {
    start: u32,
    is_numbered: bool,
}

#[derive(Debug, Default, Clone)]
struct List {
    pattern: String,
    /// Where it begins anew, by depth.
    starts: BTreeMap<usize, u32>,
}

impl Numbering {
    pub(super) fn read(xml: &str) -> Result<Self, String> {
        let mut numbering = Numbering::default();
        let mut at = At::default();
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        loop {
            match reader.read_event().map_err(|error| damaged(&error))? {
                Event::Start(tag) => numbering.take(&tag, &mut at),
                Event::Eof => return Ok(numbering),
                _ => {}
            }
        }
    }

    fn take(&mut self, tag: &BytesStart, at: &mut At) {
        let value = |attribute: &str| name(tag, attribute);
        let number = |attribute: &str| value(attribute).parse().unwrap_or_default();
        match tag.local_name().as_ref() {
            "abstractNum" => *at = At { pattern: value("abstractNumId"), ..At::default() },
            "num" => *at = At { list: Some(value("numId")), ..At::default() },
            "abstractNumId" => {
                if let Some(list) = &at.list {
                    self.lists.entry(list.clone()).or_default().pattern = value("val");
                }
            }
            "lvl" | "lvlOverride" => at.depth = number("ilvl"),
            "start" => at.start = value("val").parse().unwrap_or(1),
            "numFmt" if at.list.is_none() => {
                let is_numbered = !matches!(value("val").as_str(), "bullet" | "none");
                let start = std::mem::replace(&mut at.start, 1);
                self.levels.insert((at.pattern.clone(), at.depth), Level { start, is_numbered });
            }
            "startOverride" => {
                if let (Some(list), Ok(start)) = (&at.list, value("val").parse()) {
                    self.lists.entry(list.clone()).or_default().starts.insert(at.depth, start);
                }
            }
            _ => {}
        }
    }

    /// The number of the next item of a list; `None` where the list has none.
    pub(super) fn next(&mut self, list: &str, depth: usize) -> Option<u32> {
        let List { pattern, starts } = self.lists.get(list)?;
        let level = self.levels.get(&(pattern.clone(), depth))?;
        let start = starts.get(&depth).copied().unwrap_or(level.start);
        // An item ends whatever was counted below it.
        let below: Vec<_> =
            self.counted.range((pattern.clone(), depth + 1)..=(pattern.clone(), usize::MAX)).map(|(key, _)| key.clone()).collect();
        for key in below {
            self.counted.remove(&key);
        }
        let afresh = self.begun.insert(list.to_owned()) && starts.contains_key(&depth);
        let before = self.counted.get(&(pattern.clone(), depth)).filter(|_| !afresh);
        let number = before.map_or(start, |before| before.saturating_add(1));
        self.counted.insert((pattern.clone(), depth), number);
        level.is_numbered.then_some(number)
    }
}

/// Where in its file the reader is.
#[derive(Debug)]
struct At {
    pattern: String,
    list: Option<String>,
    depth: usize,
    start: u32,
}

impl Default for At {
    fn default() -> Self {
        At { pattern: String::new(), list: None, depth: 0, start: 1 }
    }
}
