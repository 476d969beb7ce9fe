//! The lists of a Word document: what stands before an item, as its reader sees it.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::label::{Format, written};
use super::model::Mark;
use super::package::{damaged, name};
use super::sign;
use super::styles::is_on;

/// The lists by their ids, and how far each has counted.
#[derive(Debug, Default, Clone)]
pub(super) struct Numbering {
    /// Levels of the patterns that lists follow, by the pattern's id and the depth.
    levels: BTreeMap<(String, usize), Level>,
    lists: BTreeMap<String, List>,
    /// Patterns that stand for that of a style, by the style's name, and the pattern that defines it.
    aliases: BTreeMap<String, String>,
    definitions: BTreeMap<String, String>,
    /// The last number, by pattern and depth: lists of one pattern count on from one another.
    counted: BTreeMap<(String, usize), u32>,
    /// Lists that have begun.
    begun: BTreeSet<String>,
}

/// How the items of a depth are marked.
#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: Format,
    /// What stands before an item, with `%1` for the number of the first depth; `None` where nothing is said of it.
    text: Option<String>,
    /// What follows it.
    gap: &'static str,
    /// All its numbers are shown as figures.
    in_figures: bool,
    /// Whether a shallower item begins it anew.
    begins_anew: bool,
}

#[derive(Debug, Default, Clone)]
struct List {
    pattern: String,
    /// Where it begins anew, by depth.
    starts: BTreeMap<usize, u32>,
    /// Levels of its own.
    levels: BTreeMap<usize, Level>,
}

impl Default for Level {
    fn default() -> Self {
        Level { start: 1, format: Format::Decimal, text: None, gap: " ", in_figures: false, begins_anew: true }
    }
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
                Event::End(tag) if tag.local_name().as_ref() == "lvl" => at.in_level = false,
                Event::Eof => break,
                _ => {}
            }
        }
        numbering.resolve();
        Ok(numbering)
    }

    fn take(&mut self, tag: &BytesStart, at: &mut At) {
        let value = |attribute: &str| name(tag, attribute);
        match tag.local_name().as_ref() {
            "abstractNum" => *at = At { pattern: value("abstractNumId"), ..At::default() },
            "num" => *at = At { list: Some(value("numId")), ..At::default() },
            "numStyleLink" => drop(self.aliases.insert(at.pattern.clone(), value("val"))),
            "styleLink" => drop(self.definitions.insert(value("val"), at.pattern.clone())),
            "abstractNumId" => {
                if let Some(list) = &at.list {
                    self.lists.entry(list.clone()).or_default().pattern = value("val");
                }
            }
            "lvlOverride" => at.depth = value("ilvl").parse().unwrap_or_default(),
            "lvl" => {
                at.depth = value("ilvl").parse().unwrap_or_default();
                at.in_level = true;
                *self.level(at) = Level::default();
            }
            "startOverride" => {
                if let (Some(list), Ok(start)) = (&at.list, value("val").parse()) {
                    self.lists.entry(list.clone()).or_default().starts.insert(at.depth, start);
                }
            }
            _ if at.in_level => self.level(at).take(tag),
            _ => {}
        }
    }

    fn level(&mut self, at: &At) -> &mut Level {
        match &at.list {
            Some(list) => self.lists.entry(list.clone()).or_default().levels.entry(at.depth).or_default(),
            None => self.levels.entry((at.pattern.clone(), at.depth)).or_default(),
        }
    }

    /// Has every list follow the pattern that its style defines.
    fn resolve(&mut self) {
        for list in self.lists.values_mut() {
            let defined = self.aliases.get(&list.pattern).and_then(|style| self.definitions.get(style));
            if let Some(pattern) = defined {
                list.pattern.clone_from(pattern);
            }
        }
    }

    /// What stands before the next item of a list.
    pub(super) fn next(&mut self, list: &str, depth: usize) -> Mark {
        let Some(List { pattern, starts, levels }) = self.lists.get(list) else { return Mark::Bullet };
        let shared = self.levels.get(&(pattern.clone(), depth));
        let Some(level) = levels.get(&depth).or(shared).cloned() else { return Mark::Bullet };
        let start = starts.get(&depth).copied().unwrap_or(level.start);
        // An item ends whatever was counted below it.
        let below: Vec<_> =
            self.counted.range((pattern.clone(), depth + 1)..=(pattern.clone(), usize::MAX)).map(|(key, _)| key.clone()).collect();
        let goes_on = |key: &(String, usize)| self.levels.get(key).is_some_and(|level| !level.begins_anew);
        let ended: Vec<_> = below.into_iter().filter(|key| !goes_on(key)).collect();
        for key in ended {
            self.counted.remove(&key);
        }
        let afresh = self.begun.insert(list.to_owned()) && starts.contains_key(&depth);
        let before = self.counted.get(&(pattern.clone(), depth)).filter(|_| !afresh);
        let number = before.map_or(start, |before| before.saturating_add(1));
        self.counted.insert((pattern.clone(), depth), number);
        self.mark(list, depth, number, &level)
    }

    fn mark(&self, list: &str, depth: usize, number: u32, level: &Level) -> Mark {
        let Some(text) = &level.text else {
            return if matches!(level.format, Format::Bullet | Format::Nothing) {
                Mark::Bullet
            } else {
                Mark::Number(format!("{number}."))
            };
        };
        if level.format == Format::Bullet {
            return Mark::Bullet;
        }
        let label = self.label(list, depth, text, level);
        if label.trim().is_empty() {
            return Mark::Nothing;
        }
        // Letters right after a label would be read as one word with it.
        let gap = if level.gap.is_empty() && label.ends_with(|c: char| c.is_ascii()) { " " } else { level.gap };
        let own = |end: &str| label == format!("{number}{end}");
        if own(".") || own(")") { Mark::Number(label) } else { Mark::Label(format!("{label}{gap}"), number) }
    }

    /// `text` with the numbers it asks for.
    fn label(&self, list: &str, depth: usize, text: &str, own: &Level) -> String {
        let List { pattern, levels, .. } = &self.lists[list];
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find('%') {
            out.push_str(&rest[..at]);
            let figure = rest[at + 1..].chars().next().and_then(|c| c.to_digit(10)).filter(|figure| (1..=9).contains(figure));
            let Some(figure) = figure else {
                out.push('%');
                rest = &rest[at + 1..];
                continue;
            };
            rest = &rest[at + 2..];
            let asked = figure as usize - 1;
            let key = (pattern.clone(), asked);
            let level = levels.get(&asked).or_else(|| self.levels.get(&key));
            let start = level.map_or(1, |level| level.start);
            let number = self.counted.get(&key).copied().unwrap_or(start);
            let format = if own.in_figures && asked != depth { Format::Decimal } else { level.map_or(own.format, |level| level.format) };
            out.push_str(&written(number, format));
        }
        out.push_str(rest);
        out
    }
}

impl Level {
    fn take(&mut self, tag: &BytesStart) {
        let value = |attribute: &str| name(tag, attribute);
        match tag.local_name().as_ref() {
            "start" => self.start = value("val").parse().unwrap_or(1),
            "numFmt" => self.format = Format::named(&value("val")),
            "lvlText" => self.text = Some(value("val").chars().filter_map(sign::written).collect()),
            "suff" if value("val") == "nothing" => self.gap = "",
            "isLgl" => self.in_figures = is_on(tag),
            "lvlRestart" => self.begins_anew = value("val") != "0",
            _ => {}
        }
    }
}

/// Where in its file the reader is.
#[derive(Debug, Default)]
struct At {
    pattern: String,
    list: Option<String>,
    depth: usize,
    in_level: bool,
}
