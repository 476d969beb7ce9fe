//! The text of a paragraph as Markdown that is read as the same words: bold, italics, links, breaks and notes are marked, and nothing else.

use super::model::{Face, Paragraph, What};
use super::notes::{Kind, Notes};
use super::sheet::{Sheet, characters};
use crate::prose::verbatim::Beside;

/// Where a paragraph is written down.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting<'a> {
    /// Its number.
    pub(super) paragraph: u32,
    /// How a break is written.
    pub(super) breaks: Breaks<'a>,
    /// What stands before it on its line.
    pub(super) beside: Beside,
    pub(super) addresses: &'a [String],
}

/// How a break is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks<'a> {
    /// As a line, with what stands before it.
    Line(&'a str),
    /// As a space: a heading has one line.
    Space,
    /// As HTML: so has a cell.
    Cell,
}

/// Characters of one look.
#[derive(Debug)]
enum Words {
    Text {
        text: String,
        face: Face,
        link: Option<usize>,
        /// The first of them in the paragraph; `None` where they are none of its own.
        first: Option<u32>,
    },
    Break(u32),
    /// A note, and the character before which its mark stands.
    Note(Kind, String, u32),
}

/// Writes the text of `paragraph`.
pub(super) fn write(paragraph: &Paragraph, at: Setting<'_>, notes: &mut Notes, sheet: &mut Sheet) {
    let floor = sheet.text.len();
    let words = gathered(paragraph, matches!(at.breaks, Breaks::Space));
    let mut open: Option<usize> = None;
    // The characters that the link leads from.
    let mut linked: Option<(u32, u32)> = None;
    for (index, word) in words.iter().enumerate() {
        let link = if let Words::Text { link, .. } = word { link.filter(|link| is_shown(*link, at, &words)) } else { open };
        if open != link {
            close(open, linked.take(), at, sheet);
            if link.is_some() {
                sheet.mark("[");
            }
            open = link;
        }
        match word {
            Words::Text { text, face, first, .. } => {
                let after =
                    words.get(index + 1).and_then(|next| if let Words::Text { text, .. } = next { text.chars().next() } else { None });
                let beside = if sheet.text.len() == floor { at.beside } else { Beside::Text };
                let piece = Piece { text, face: *face, first: first.map(|first| (at.paragraph, first)), after, in_link: open.is_some() };
                marked(piece, beside, floor, at, sheet);
                if let Some(own) = *first {
                    linked = Some((linked.map_or(own, |(first, _)| first), own + characters(text)));
                }
            }
            Words::Break(character) => write_break(*character, at, floor, sheet),
            Words::Note(kind, id, character) => {
                sheet.mark(&format!("[^{}]", notes.number(*kind, id, (at.paragraph, *character))));
            }
        }
    }
    close(open, linked, at, sheet);
    sheet.trim(floor);
    if sheet.text[floor..].ends_with("\\\n") {
        let len = sheet.text.len() - 2;
        sheet.truncate(len);
        sheet.trim(floor);
    }
}

fn close(open: Option<usize>, linked: Option<(u32, u32)>, at: Setting<'_>, sheet: &mut Sheet) {
    let Some(link) = open else { return };
    let mark = format!("]({})", target(&at.addresses[link]));
    match linked {
        Some((first, end)) => sheet.write_beside(&mark, at.paragraph, (first, end - first)),
        None => sheet.mark(&mark),
    }
}

/// A link whose words are its address is one without marks.
fn is_shown(link: usize, at: Setting<'_>, words: &[Words]) -> bool {
    let own = words.iter().filter_map(|word| match word {
        Words::Text { text, link: Some(of), .. } if *of == link => Some(text.as_str()),
        _ => None,
    });
    let text: String = own.collect();
    let address = &at.addresses[link];
    let is_bare = text.trim() == address || address.strip_prefix("mailto:") == Some(text.trim());
    !is_bare && !text.trim().is_empty()
}

/// The address as the target of a link.
fn target(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '|' => out.push_str("%7C"),
            c if c.is_control() => {}
            c if c.is_whitespace() => out.push_str("%20"),
            c => out.push(c),
        }
    }
    out
}

/// The runs, those of one look put together.
fn gathered(paragraph: &Paragraph, is_heading: bool) -> Vec<Words> {
    let mut words: Vec<Words> = Vec::new();
    let mut at = 0;
    for run in &paragraph.runs {
        let mut face = run.face;
        face.bold &= !is_heading;
        let (text, own) = match &run.what {
            What::Text(text) => (text, Some(at)),
            What::Aside(text) => (text, None),
            What::Break => {
                words.push(Words::Break(at));
                at += 1;
                continue;
            }
            What::Footnote(id) => {
                words.push(Words::Note(Kind::Foot, id.clone(), at));
                continue;
            }
            What::Endnote(id) => {
                words.push(Words::Note(Kind::End, id.clone(), at));
                continue;
            }
            What::Edge(..) => continue,
        };
        if own.is_some() {
            at += characters(text);
        }
        match words.last_mut() {
            Some(Words::Text { text: before, face: same, link, first })
                if (*same, *link, first.is_some()) == (face, run.link, own.is_some()) =>
            {
                before.push_str(text);
            }
            _ => words.push(Words::Text { text: text.clone(), face, link: run.link, first: own }),
        }
    }
    words
}

fn write_break(character: u32, at: Setting<'_>, floor: usize, sheet: &mut Sheet) {
    let sign = match at.breaks {
        Breaks::Space => return sheet.write_sign(" ", at.paragraph, character),
        Breaks::Cell => "<br>",
        Breaks::Line(_) => "\\\n",
    };
    sheet.trim(floor);
    // A break before the first word or after another moves nothing that is read.
    if sheet.text.len() == floor || sheet.text.ends_with('\n') || sheet.text.ends_with("<br>") {
        return;
    }
    sheet.write_sign(sign, at.paragraph, character);
    if let Breaks::Line(margin) = at.breaks {
        sheet.mark(margin);
    }
}

/// Characters of one look that are written down.
#[derive(Debug, Clone, Copy)]
struct Piece<'t> {
    text: &'t str,
    face: Face,
    /// The paragraph, and the first of them in it.
    first: Option<(u32, u32)>,
    /// What comes next.
    after: Option<char>,
    in_link: bool,
}

impl<'t> Piece<'t> {
    /// The part of it that begins at byte `at`.
    fn from(self, at: usize) -> Piece<'t> {
        let skipped = characters(&self.text[..at]);
        Piece { text: &self.text[at..], first: self.first.map(|(paragraph, first)| (paragraph, first + skipped)), ..self }
    }

    fn write(self, beside: Beside, at: Setting<'_>, sheet: &mut Sheet) {
        let is_special = |c: char| (self.in_link && matches!(c, '[' | ']')) || (at.breaks == Breaks::Cell && c == '|');
        let mut piece = self;
        let mut beside = beside;
        while let Some(special) = piece.text.find(is_special) {
            let own = Piece { text: &piece.text[..special], ..piece };
            sheet.write(own.text, beside, piece.text[special..].chars().next(), own.first);
            sheet.mark("\\");
            let rest = piece.from(special);
            sheet.write(&rest.text[..1], Beside::Text, Some(' '), rest.first);
            piece = rest.from(1);
            beside = Beside::Text;
        }
        sheet.write(piece.text, beside, piece.after, piece.first);
    }
}

/// Writes a piece with its marks, where Markdown can tell them from text; elsewhere without.
fn marked(piece: Piece<'_>, beside: Beside, floor: usize, at: Setting<'_>, sheet: &mut Sheet) {
    let line = sheet.text[floor..].rfind('\n').map_or(floor, |end| floor + end + 1);
    let at_start = sheet.text[line..].trim_matches(' ').is_empty();
    let beside = if at_start && sheet.text.len() > floor { Beside::LineStart } else { beside };
    let piece = if at_start { piece.from(piece.text.len() - piece.text.trim_start_matches(' ').len()) } else { piece };
    let (text, face) = (piece.text, piece.face);
    let core = text.trim();
    let before = sheet.text[floor..].chars().next_back();
    let marks = match face {
        Face { bold: true, italic: true } => "***",
        Face { bold: true, italic: false } => "**",
        Face { bold: false, italic: true } => "*",
        Face { bold: false, italic: false } => "",
    };
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let spaced_before = text.len() > text.trim_start().len();
    let spaced_after = text.len() > text.trim_end().len();
    let opens = spaced_before || (before != Some('*') && (!is_word(before) || is_word(core.chars().next())));
    let closes = spaced_after || !is_word(piece.after) || is_word(core.chars().next_back());
    if core.is_empty() || marks.is_empty() || !opens || !closes {
        return piece.write(beside, at, sheet);
    }
    let start = text.len() - text.trim_start().len();
    sheet.write(&text[..start], Beside::Text, None, piece.first);
    sheet.mark(marks);
    let inner = piece.from(start);
    Piece { text: core, after: None, ..inner }.write(Beside::Text, at, sheet);
    sheet.mark(marks);
    let rest = inner.from(core.len());
    sheet.write(rest.text, Beside::Text, None, rest.first);
}
