//! Comments in the margin of a Word document: whose they are, what they are about, and what became of them.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::file::Body;
use super::model::{Edge, Paragraph, Part, paragraphs};
use super::package::{attribute, damaged};
use super::sheet::Strip;
use crate::source::{Passage, Settled};

/// A remark in the margin.
#[derive(Debug)]
pub(crate) struct Comment {
    pub(crate) id: String,
    pub(crate) author: String,
    pub(crate) initials: String,
    /// The beginning of the words it is about; empty if it names none.
    pub(crate) on: String,
    /// The characters it is about, where they are known.
    pub(crate) passage: Option<Passage>,
    /// Its paragraphs.
    pub(crate) lines: Vec<String>,
    /// What others wrote under it.
    pub(crate) answers: Vec<String>,
    /// Somebody has settled it.
    pub(crate) is_resolved: bool,
    /// Its last paragraph, as other parts refer to it.
    pub(super) paragraph: String,
}

impl Comment {
    pub(super) fn settled(&self) -> Option<Settled> {
        Some(Settled { passage: self.passage?, lines: self.lines.clone(), reason: self.answers.join(" ") })
    }

    pub(crate) fn text(&self) -> String {
        self.lines.join(" ")
    }
}

/// What is known of comments besides their words: by the paragraph, whose answer each is, and whether it is settled.
#[derive(Debug, Default)]
pub(super) struct Threads(BTreeMap<String, (Option<String>, bool)>);

impl Threads {
    pub(super) fn read(xml: &str) -> Result<Threads, String> {
        let mut threads = Threads::default();
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event().map_err(|error| damaged(&error))? {
                Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "commentEx" => {
                    let Some(id) = attribute(&tag, "paraId") else { continue };
                    let is_done = attribute(&tag, "done").is_some_and(|done| matches!(done.as_str(), "1" | "true" | "on"));
                    threads.0.insert(id, (attribute(&tag, "paraIdParent"), is_done));
                }
                Event::Eof => return Ok(threads),
                _ => {}
            }
        }
    }
}

/// The comments of the part that `body` is, with their places in the text.
pub(super) fn comments(body: &Body, main: &Body, threads: &Threads, strips: &[Strip]) -> Vec<Comment> {
    let passages = passages(strips);
    let comment = |part: &Part| {
        let all = paragraphs(&part.blocks);
        let lines: Vec<String> = all.iter().map(|paragraph| paragraph.plain()).filter(|line| !line.is_empty()).collect();
        let paragraph = all.last().map(|paragraph: &&Paragraph| paragraph.id.clone()).unwrap_or_default();
        Comment {
            id: part.id.clone(),
            author: if part.author.is_empty() { "somebody".to_owned() } else { part.author.clone() },
            initials: part.initials.clone(),
            on: main.anchors.get(&part.id).cloned().unwrap_or_default(),
            passage: passages.get(&part.id).copied(),
            lines,
            answers: Vec::new(),
            is_resolved: threads.0.get(&paragraph).is_some_and(|(_, is_done)| *is_done),
            paragraph,
        }
    };
    let mut all: Vec<Comment> = body.parts.iter().filter(|part| !part.id.is_empty()).map(comment).collect();
    let by_paragraph: BTreeMap<String, usize> = all.iter().zip(0..).map(|(comment, index)| (comment.paragraph.clone(), index)).collect();
    for index in 0..all.len() {
        let parent = threads.0.get(&all[index].paragraph).and_then(|(parent, _)| by_paragraph.get(parent.as_ref()?));
        if let Some(parent) = parent.copied().filter(|parent| *parent != index) {
            let answer = all[index].text();
            all[parent].answers.push(answer);
        }
    }
    all
}

/// The characters that each comment is about, by its id.
fn passages(strips: &[Strip]) -> BTreeMap<String, Passage> {
    let mut found: BTreeMap<String, Passage> = BTreeMap::new();
    for (strip, paragraph) in strips.iter().zip(1..) {
        for (character, edge, id) in &strip.edges {
            match edge {
                Edge::Start => drop(found.insert(id.clone(), Passage { paragraph, start: *character, end: u32::MAX })),
                Edge::End => {
                    if let Some(passage) = found.get_mut(id).filter(|passage| passage.paragraph == paragraph) {
                        passage.end = *character;
                    }
                }
            }
        }
    }
    found
}
