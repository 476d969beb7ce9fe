//! The styles of a Word document: what their names and ancestors say of a paragraph or run. Fonts and sizes are left out.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::package::{attribute, damaged, name};

/// How far a style is followed to what it is based on: a damaged document may go round in a circle.
const ANCESTORS: usize = 16;

/// What a style says; `None` is left to the style it is based on.
#[derive(Debug, Default, Clone)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<usize>,
    /// The list that its paragraphs are items of; `0` for none.
    list: Option<String>,
    depth: Option<usize>,
    bold: Option<bool>,
    italic: Option<bool>,
    hidden: Option<bool>,
}

/// All styles by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

impl Styles {
    pub(super) fn read(xml: &str) -> Result<Self, String> {
        let mut styles = BTreeMap::new();
        let mut open: Option<(String, Style)> = None;
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        loop {
            match reader.read_event().map_err(|error| damaged(&error))? {
                Event::Start(tag) if tag.local_name().as_ref() == "style" => {
                    open = attribute(&tag, "styleId").map(|_| (name(&tag, "styleId"), Style::default()));
                }
                Event::Start(tag) => {
                    if let Some((_, style)) = &mut open {
                        style.take(&tag);
                    }
                }
                Event::End(tag) if tag.local_name().as_ref() == "style" => styles.extend(open.take()),
                Event::Eof => return Ok(Styles(styles)),
                _ => {}
            }
        }
    }

    /// The level of a heading, from 1.
    pub(super) fn heading(&self, id: &str) -> Option<usize> {
        let by_name = self.first(id, |style| level(&style.name));
        by_name.or_else(|| if self.0.contains_key(id) { None } else { level(id) }).or_else(|| self.first(id, |style| style.outline))
    }

    /// The id of the list that its paragraphs are items of.
    pub(super) fn list(&self, id: &str) -> Option<String> {
        self.first(id, |style| style.list.clone())
    }

    /// How deep in that list.
    pub(super) fn depth(&self, id: &str) -> Option<usize> {
        self.first(id, |style| style.depth)
    }

    /// The id of the style of that name.
    pub(super) fn id_of(&self, name: &str) -> Option<String> {
        self.0.iter().find(|(_, style)| style.name.eq_ignore_ascii_case(name)).map(|(id, _)| id.clone())
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    pub(super) fn bold(&self, id: &str) -> bool {
        self.first(id, |style| style.bold).unwrap_or(false)
    }

    pub(super) fn italic(&self, id: &str) -> bool {
        self.first(id, |style| style.italic).unwrap_or(false)
    }

    pub(super) fn hidden(&self, id: &str) -> bool {
        self.first(id, |style| style.hidden).unwrap_or(false)
    }

    /// What the style says, or the nearest of those it is based on.
    fn first<T>(&self, id: &str, ask: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let style = self.0.get(id);
        let ancestors = std::iter::successors(style, |style| self.0.get(style.based_on.as_ref()?));
        ancestors.take(ANCESTORS).find_map(ask)
    }
}

impl Style {
    fn take(&mut self, tag: &BytesStart) {
        let value = || name(tag, "val");
        match tag.local_name().as_ref() {
            "name" => self.name = value(),
            "basedOn" => self.based_on = Some(value()),
            "outlineLvl" => self.outline = outline(tag),
            "numId" => self.list = Some(value()),
            "ilvl" => self.depth = value().parse().ok().map(within_list),
            "b" => self.bold = Some(is_on(tag)),
            "i" => self.italic = Some(is_on(tag)),
            "vanish" => self.hidden = Some(is_on(tag)),
            _ => {}
        }
    }
}

/// How deep in its list an item stands: the format knows nine depths, from 0.
pub(super) fn within_list(depth: usize) -> usize {
    depth.min(8)
}

/// Whether a switch is on: it is, unless it says otherwise.
pub(super) fn is_on(tag: &BytesStart) -> bool {
    attribute(tag, "val").is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off"))
}

/// The level of a heading that a paragraph or style names outright, from 1; the ninth is body text.
pub(super) fn outline(tag: &BytesStart) -> Option<usize> {
    let level: usize = attribute(tag, "val")?.parse().ok()?;
    (level < 9).then_some(level + 1)
}

/// The level in the name of a style: `heading 2`, `Heading2`, `Title`.
fn level(name: &str) -> Option<usize> {
    let name = name.to_lowercase();
    if name == "title" {
        return Some(1);
    }
    name.strip_prefix("heading")?.trim().parse().ok().filter(|level| (1..=9).contains(level))
}
