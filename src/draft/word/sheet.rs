//! The transcript while it is written: Markdown, with the way back from each character to its paragraph, and from there to the document's files.

use std::ops::Range;

use crate::prose::verbatim::{Beside, write_markdown_noting};
use crate::source::{Span, Transcript};

use super::model::{Edge, Paragraph, Raw, What};

/// Text that was written, and where its characters come from.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) text: String,
    pub(super) transcript: Transcript,
    /// Paragraphs in reading order.
    pub(super) paragraphs: Vec<Strip>,
    /// The file that is being written down, by its index.
    pub(super) file: usize,
}

/// A paragraph's own characters, one after the other, and where they stand.
#[derive(Debug, Default)]
pub(crate) struct Strip {
    /// The file it stands in, by its index.
    pub(crate) file: usize,
    pub(crate) text: String,
    pub(crate) atoms: Vec<Atom>,
    /// Where the words of comments begin and end in it: a character, and the comment's id.
    pub(super) edges: Vec<(u32, Edge, String)>,
    /// Of a footnote or endnote, where its mark stands.
    pub(crate) mark: Option<(u32, u32)>,
}

/// Characters that stand together in a file.
#[derive(Debug, Clone)]
pub(crate) struct Atom {
    /// The first of them in the paragraph.
    pub(crate) first: u32,
    pub(crate) count: u32,
    /// `None` where nothing can be written.
    pub(crate) raw: Option<Raw>,
}

impl Strip {
    /// The run that a character stands in, where something can be written beside it.
    pub(super) fn run_at(&self, character: u32) -> Option<usize> {
        let index = self.atoms.partition_point(|atom| atom.first + atom.count <= character);
        let atom = self.atoms.get(index).filter(|atom| atom.first <= character)?;
        atom.raw.as_ref().map(|raw| raw.run)
    }

    /// The first and the last character beside which something can be written.
    pub(super) fn writable(&self) -> Option<(u32, u32)> {
        let mut places = self.atoms.iter().filter(|atom| atom.raw.is_some() && atom.count > 0);
        let first = places.next()?;
        let last = places.next_back().unwrap_or(first);
        Some((first.first, last.first + last.count - 1))
    }

    /// The character nearest to one beside which something can be written, up to there or after.
    pub(super) fn before(&self, character: u32) -> Option<u32> {
        let places = || self.atoms.iter().filter(|atom| atom.raw.is_some() && atom.count > 0);
        let before = places().rfind(|atom| atom.first <= character);
        before.map(|atom| (atom.first + atom.count - 1).min(character)).or_else(|| places().next().map(|atom| atom.first))
    }

    /// The character nearest to one beside which something can be written, from there on or before.
    pub(super) fn near(&self, character: u32) -> Option<u32> {
        let places = || self.atoms.iter().filter(|atom| atom.raw.is_some() && atom.count > 0);
        let after = places().find(|atom| atom.first + atom.count > character).map(|atom| atom.first.max(character));
        after.or_else(|| places().next_back().map(|atom| atom.first + atom.count - 1))
    }

    /// The word before a character.
    pub(super) fn word_before(&self, character: u32) -> Range<u32> {
        let before: Vec<char> = self.text.chars().take(character as usize).collect();
        let end = before.iter().rposition(|c| !c.is_whitespace()).map_or(0, |last| last + 1);
        narrow(before[..end].iter().rposition(|c| c.is_whitespace()).map_or(0, |space| space + 1))..narrow(end)
    }

    /// Where the word that begins at a character ends.
    pub(super) fn word_from(&self, character: u32) -> u32 {
        let rest = self.text.chars().skip(character as usize);
        character + narrow(rest.take_while(|c| c.is_alphanumeric()).count())
    }

    fn of(paragraph: &Paragraph, file: usize) -> Strip {
        let mut strip = Strip { file, ..Strip::default() };
        let mut first = 0;
        for run in &paragraph.runs {
            let text = match &run.what {
                What::Text(text) => text.as_str(),
                What::Break => "\n",
                What::Edge(edge, id) => {
                    strip.edges.push((first, *edge, id.clone()));
                    continue;
                }
                What::Aside(_) | What::Footnote(_) | What::Endnote(_) => continue,
            };
            let count = characters(text);
            strip.text.push_str(text);
            strip.atoms.push(Atom { first, count, raw: run.raw.clone() });
            first += count;
        }
        strip
    }
}

/// How many characters a text has.
pub(super) fn characters(text: &str) -> u32 {
    u32::try_from(text.chars().count()).expect("a part of a document is smaller than 4 GiB")
}

fn narrow(at: usize) -> u32 {
    Span::at(at).start
}

impl Sheet {
    /// Begins the next paragraph; gives its number.
    pub(super) fn begin(&mut self, paragraph: &Paragraph) -> u32 {
        self.paragraphs.push(Strip::of(paragraph, self.file));
        narrow(self.paragraphs.len())
    }

    /// Writes what is none of the document's characters.
    pub(super) fn mark(&mut self, mark: &str) {
        self.text.push_str(mark);
    }

    /// Writes characters so that Markdown reads them as they are. `first` is the first of them in paragraph `paragraph`; `None` where they are none of
    /// the paragraph's own.
    pub(super) fn write(&mut self, text: &str, beside: Beside, after: Option<char>, first: Option<(u32, u32)>) {
        let Sheet { text: out, transcript, paragraphs, .. } = self;
        let mut end = out.len();
        let mut places = Vec::new();
        write_markdown_noting(text, beside, after, out, |at| places.push(at));
        let Some((paragraph, first)) = first else { return };
        for (character, (at, c)) in (first..).zip(places.into_iter().zip(text.chars())) {
            let is_free = paragraphs[paragraph as usize - 1].run_at(character).is_some();
            if at > end {
                transcript.add_escape(narrow(end), narrow(at - end), paragraph, character);
            }
            end = at + c.len_utf8();
            let add = if is_free { Transcript::add } else { Transcript::add_fixed };
            add(transcript, narrow(at), narrow(c.len_utf8()), paragraph, character);
        }
    }

    /// Writes characters as they are, which Markdown reads as one, such as a break.
    pub(super) fn write_sign(&mut self, sign: &str, paragraph: u32, character: u32) {
        let at = self.text.len();
        self.text.push_str(sign);
        self.transcript.add_sign(narrow(at), narrow(sign.len()), paragraph, character);
    }

    /// Writes what is said of `count` characters from `first` on, such as the address that they lead to.
    pub(super) fn write_beside(&mut self, text: &str, paragraph: u32, (first, count): (u32, u32)) {
        let at = self.text.len();
        self.text.push_str(text);
        self.transcript.add_beside(narrow(at), narrow(text.len()), paragraph, first, count);
    }

    /// Takes back spaces at the end, down to byte `floor`.
    pub(super) fn trim(&mut self, floor: usize) {
        let kept = floor + self.text[floor..].trim_end_matches(' ').len();
        self.truncate(kept);
    }

    pub(super) fn truncate(&mut self, len: usize) {
        self.text.truncate(len);
        self.transcript.truncate(narrow(len));
    }
}
