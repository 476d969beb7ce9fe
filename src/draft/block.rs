//! What a reader hands over: lines of prose in blocks, without marks of any kind. It does not say what a line means.

use std::cell::OnceCell;
use std::sync::{Arc, LazyLock};

use memchr::memmem::Finder;

use crate::draft::Unclosed;
use crate::draft::clean::Clean;
use crate::house::TemplateMatch;
use crate::prose::composed::{composed, is_accent};
use crate::prose::invisible::is_joiner_in_use;
use crate::prose::{OBJECT, Prose, ProseBuilder};
use crate::source::{Source, Span};

/// One line of a file that shows something.
#[derive(Debug)]
pub struct Line {
    /// Its words, trimmed.
    pub prose: Prose,
    /// Which lines were read together: consecutive lines of one block have the same number.
    pub block: u32,
    /// What it is.
    pub kind: LineKind,
    /// The level of its marks as a heading, from 1; 0 where it has none.
    pub level: u8,
    /// Whether a list marker such as `-` opened it.
    pub bulleted: bool,
    /// Whether it is part of a list, a task or a link, which no heading is.
    pub enclosed: bool,
    /// Columns of space before it in the file.
    pub indent: usize,
    /// All its bytes in the file, marks included.
    pub span: Span,
    /// What the first house that asked reads in it as its number line.
    pub reading: NumberLineMemo,
}

/// What a house, known by its file, reads in a line as its number line: a line in many is one, and has room for what was read in it.
pub type NumberLineMemo = OnceCell<(Arc<Source>, Option<Box<TemplateMatch>>)>;

/// What a line is, before anybody knows the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// Running text.
    Text,
    /// All in bold, or otherwise set apart without a heading's marks.
    Bold,
    /// Marked as a heading.
    Heading,
    /// In a block quotation.
    Quote,
    /// In a table, a footnote or the like.
    Aside,
    /// No prose: code, HTML, an image. It stands for content.
    Opaque,
}

/// Columns of space that `line` begins with.
pub fn indent(line: &str) -> usize {
    let spaces = line.chars().take_while(|c| c.is_whitespace());
    spaces.map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// What a reader makes of a file.
#[derive(Debug, Default)]
pub struct Blocks {
    /// In order of place.
    pub lines: Vec<Line>,
    /// Invisible characters, in order of place.
    pub invisible: Vec<Span>,
    /// Code, HTML and other bytes that are no prose, in order of place.
    pub not_prose: Vec<Span>,
    /// What is opened and never closed, if that hides the rest of the file.
    pub unclosed: Option<Unclosed>,
    /// Tables, from the first row to the last, in order of place.
    pub tables: Vec<Span>,
    /// Whether a line of prose may break anywhere (Markdown), or ends its paragraph (plain text).
    pub wraps: bool,
}

/// Writes words of the clean text into prose: spaces of every kind become one, a letter and its accents one character, invisible characters and
/// addresses go.
pub struct Scribe<'a> {
    clean: &'a Clean<'a>,
    /// Whether the text has addresses anywhere: most have none, and then no line is searched for them.
    has_addresses: bool,
    /// Invisible characters met so far.
    pub invisible: Vec<Span>,
}

impl<'a> Scribe<'a> {
    /// A scribe of `clean`.
    pub fn new(clean: &'a Clean<'a>) -> Self {
        Scribe { clean, has_addresses: Ahead::default().next_address(clean.text(), 0).is_some(), invisible: Vec::new() }
    }

    /// Appends the clean text from `start` to `end`.
    pub fn write(&mut self, prose: &mut ProseBuilder, start: usize, end: usize) {
        if !self.has_addresses {
            return self.write_words(prose, start, end);
        }
        let text = &self.clean.text()[start..end];
        let mut from = start;
        for (address_start, address_end) in addresses(text) {
            self.write_words(prose, from, start + address_start);
            self.write_object(prose, start + address_start, start + address_end);
            from = start + address_end;
        }
        self.write_words(prose, from, end);
    }

    /// Appends the mark for something that is no prose.
    pub fn write_object(&mut self, prose: &mut ProseBuilder, start: usize, end: usize) {
        prose.push_for(OBJECT.encode_utf8(&mut [0; 4]), self.clean.span(start, end));
    }

    /// Appends one character that the clean text from `start` to `end` stands for.
    pub fn write_decoded(&mut self, prose: &mut ProseBuilder, decoded: &str, start: usize, end: usize) {
        let space = decoded.chars().all(char::is_whitespace);
        prose.push_for(if space { " " } else { decoded }, self.clean.span(start, end));
    }

    fn write_words(&mut self, prose: &mut ProseBuilder, start: usize, end: usize) {
        let text = &self.clean.text()[start..end];
        let mut from = 0;
        let mut at = 0;
        while let Some(found) = next_suspect(&text.as_bytes()[at..]) {
            let place = at + found;
            let c = text[place..].chars().next().expect("a first byte begins a character");
            let past = place + c.len_utf8();
            let previous = text[..place].chars().next_back().unwrap_or('\0');
            at = past;
            let invisible = is_invisible(c) && !is_joiner_in_use(c, previous);
            if invisible || (c.is_whitespace() && c != ' ') {
                self.clean.push(prose, start + from, start + place);
                let span = self.clean.span(start + place, start + past);
                if invisible {
                    self.invisible.push(span);
                } else {
                    prose.push_for(" ", span);
                }
                from = past;
            } else if let Some(letter) = place.checked_sub(previous.len_utf8()).filter(|letter| is_accent(c) && *letter >= from) {
                let accents = text[place..].find(|c| !is_accent(c)).unwrap_or(text.len() - place);
                at = place + accents;
                let written = &text[letter..at];
                let one = composed(written);
                if one != written {
                    self.clean.push(prose, start + from, start + letter);
                    prose.push_for(&one, self.clean.span(start + letter, start + at));
                    from = at;
                }
            }
        }
        self.clean.push(prose, start + from, end);
    }
}

/// The next byte that is of no plain character: beyond ASCII or a control. Eight at a time, since nearly all are plain.
fn next_suspect(bytes: &[u8]) -> Option<usize> {
    const EACH: u64 = u64::from_le_bytes([1; 8]);
    let mut at = 0;
    while let Some(chunk) = bytes[at..].first_chunk() {
        let eight = u64::from_le_bytes(*chunk);
        // The high bit of each byte beyond ASCII or, with a false alarm now and then after another, less than a space.
        let suspects = (eight | eight.wrapping_sub(EACH * 0x20)) & (EACH * 0x80);
        if suspects != 0 {
            break;
        }
        at += 8;
    }
    let is_suspect = |byte: &u8| !byte.is_ascii() || *byte < b' ';
    bytes[at..].iter().position(is_suspect).map(|found| at + found)
}

/// Addresses in a text: they are targets, not words. A mark after an address is the sentence's.
fn addresses(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut ahead = Ahead::default();
    while let Some(start) = ahead.next_address(text, at) {
        let rest = &text[start..];
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '”')).unwrap_or(rest.len());
        let mut end = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’', '*', '_']).len();
        // A bracket that is opened in the address is closed in it: `…/Ellery_(port)`.
        let count = |bracket| memchr::memchr_iter(bracket, &rest.as_bytes()[..end]).count();
        let inner = count(b'(').saturating_sub(count(b')'));
        end += rest[end..].bytes().take(inner).take_while(|byte| *byte == b')').count();
        if end > 0 {
            found.push((start, start + end));
        }
        at = start + end.max(1);
    }
    found
}

static SCHEME: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("://"));
static WWW: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("www."));

/// What is known of the rest of a text, so that it is not searched again for a kind of address that is far away or not there.
#[derive(Default)]
struct Ahead {
    /// Where the next of each kind stands, or the text's length; `None` before anybody looked.
    scheme: Option<usize>,
    www: Option<usize>,
}

impl Ahead {
    /// Where the next address from byte `at` on begins; `at` never falls.
    fn next_address(&mut self, text: &str, at: usize) -> Option<usize> {
        let next = |known: &mut Option<usize>, finder: &Finder<'_>| {
            if known.is_none_or(|place| place < at) {
                *known = Some(finder.find(&text.as_bytes()[at..]).map_or(text.len(), |found| at + found));
            }
            known.filter(|place| *place < text.len())
        };
        let scheme = next(&mut self.scheme, &SCHEME).map(|mark| {
            let letters = text[at..mark].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
            mark - letters
        });
        let www = next(&mut self.www, &WWW);
        scheme.into_iter().chain(www).min()
    }
}

/// Characters that take no room: Unicode's default ignorable code points, save variation selectors, and the bidirectional controls.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{e0000}'..='\u{e0fff}')
}
