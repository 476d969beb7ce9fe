//! The headers of a draft and nothing else: what the series has to know of ten thousand notes. It finds the same as a full reading or does
//! one; it never looks at the text of a section.

use std::ops::Range;
use std::sync::Arc;

use crate::draft::clean::Clean;
use crate::draft::digest::Digest;
use crate::draft::header::{LONGEST_NUMBER_LINE, Part};
use crate::draft::heading::Headings;
use crate::draft::standing::Standing;
use crate::draft::{Draft, Header, Syntax, front, header, markdown, number, plain};
use crate::house::{House, Style};
use crate::prose::composed::has_accents;
use crate::prose::words::words_in;
use crate::source::{BOM, Source, Span};

/// The headers of one file.
#[derive(Debug)]
pub struct Head {
    /// The file, or as much of it as the headers stand in: every place in it is the same.
    pub source: Arc<Source>,
    /// A digest's masthead, or one a note, in order of place; none where the file is no draft of the house.
    pub headers: Vec<Header>,
}

impl Draft {
    /// The file that its headers stand in, or as much of it as they need: every place in it is the same.
    pub fn source_of_heads(&self) -> Arc<Source> {
        match self.heads() {
            // One note's header stands at the top; what comes after it need not be kept.
            [note] => shortened(&self.source, &note.header),
            _ => Arc::clone(&self.source),
        }
    }
}

/// Reads the headers of drafts of one house.
pub struct Heads<'h> {
    house: &'h House,
    headings: Headings<'h>,
    /// A word of the number line that every number line has, where there is one.
    word: Option<memchr::memmem::Finder<'static>>,
}

impl<'h> Heads<'h> {
    /// A reader of drafts of `house`.
    pub fn new(house: &'h House) -> Self {
        let templates = &house.header.number_line;
        let words = templates.iter().map(|template| longest_word(template.longest_words()));
        let mut words = words.collect::<Vec<_>>();
        words.sort_unstable();
        words.dedup();
        let word = match words.as_slice() {
            [one] if one.len() > 2 => Some(memchr::memmem::Finder::new(one).into_owned()),
            _ => None,
        };
        Heads { house, headings: Headings::new(house), word }
    }

    /// Reads the file called `name`. Reading never fails.
    pub fn read(&self, name: &str, text: &str, syntax: Syntax) -> Head {
        self.quickly(name, text, syntax).unwrap_or_else(|| self.fully(name, text, syntax))
    }

    fn fully(&self, name: &str, text: &str, syntax: Syntax) -> Head {
        let draft = Draft::read(Arc::new(Source::new(name, text)), syntax, self.house);
        let source = draft.source_of_heads();
        let headers: Vec<_> = match draft.masthead {
            Some(masthead) => vec![masthead.header],
            None => draft.notes.into_iter().map(|note| note.header).collect(),
        };
        Head { source, headers }
    }

    /// The header, read from the text up to the first heading; `None` where anything after that may have a say in it.
    fn quickly(&self, name: &str, text: &str, syntax: Syntax) -> Option<Head> {
        // Words with accents of their own are not found in the text as it is written.
        if self.house.front_matter.style == Style::Headers {
            return None;
        }
        if self.house.fields.iter().any(|field| field.section.is_some()) || has_accents(text) {
            return None;
        }
        let mark = if text.starts_with(BOM) { BOM.len() } else { 0 };
        let fenced = text[mark..].starts_with("---") || text[mark..].starts_with("+++");
        let front = if fenced { front::read(&Source::new(name, text)) } else { None };
        let opening = front.as_ref().map_or(Span::new(0, mark), |front| front.span);
        let heading = self.heading_line(text, opening.end as usize)?;
        let before = &text[opening.end as usize..heading.start];
        // A comment may reach further than the head; in Markdown a bracket may mean something that is said at the end of the file.
        if before.contains("<!--")
            || (syntax == Syntax::Markdown && before.contains('['))
            || (self.house.digest.is_none() && self.may_hold_more(&text[heading.end..]))
        {
            return None;
        }
        let end = past_line(text, heading.end);
        let source = Arc::new(Source::new(name, &text[..end]));
        let cuts: &[Span] = if opening.is_empty() { &[] } else { &[opening] };
        let clean = Clean::without(source.text(), cuts);
        let blocks = match syntax {
            Syntax::Markdown if !is_the_same_in_plain_text(clean.text()) => markdown::read(&clean, &source),
            Syntax::Markdown | Syntax::Plain => plain::read(&clean, &source),
        };
        let (first, standing) = self.headings.first_certain(&blocks.lines)?;
        let other_level = self.house.headings_format.level.as_ref().is_some_and(|level| standing != Standing::Marked(level.value));
        if other_level || !stands_whatever_follows(standing, &text[heading.end..]) {
            return None;
        }
        let fields = front.map(|front| front.fields).unwrap_or_default();
        let mut header = if self.house.digest.is_some() {
            let starts = Digest { lines: &blocks.lines, house: self.house, headings: self.headings }.starts()?;
            header::read(&blocks.lines[..*starts.first()?], Part::Masthead(fields), self.house).header
        } else {
            header::read(&blocks.lines[..first], Part::Whole(fields), self.house).header
        };
        number::settle(&mut header, name, blocks.lines.first().map(|line| line.prose.whole()), self.house);
        Some(Head { source, headers: vec![header] })
    }

    /// The first line from byte `from` on that is one of the house's headings beyond doubt, marks of Markdown aside: from its start to past
    /// its end.
    fn heading_line(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let mut at = from;
        while at < text.len() {
            let end = past_line(text, at);
            let line = text[at..end].trim();
            if self.headings.is_certain(line.trim_matches(['#', '*', '_', ' '])) {
                return Some(at..end);
            }
            at = end;
        }
        None
    }

    /// Whether a second number line may stand in `text`. It is a question about lines as they are written, so the answer errs on that side.
    fn may_hold_more(&self, text: &str) -> bool {
        match &self.word {
            Some(word) => {
                let bytes = text.as_bytes();
                let mut from = 0;
                while let Some(at) = word.find(&bytes[from..]).map(|found| from + found) {
                    let line = line_around(text, from, at);
                    if line.len() <= 2 * LONGEST_NUMBER_LINE {
                        return true;
                    }
                    // A line is as long for each of its words.
                    from = line.end;
                }
                false
            }
            None if self.house.header.number_line.is_empty() => false,
            None => text.lines().any(|line| line.len() <= 2 * LONGEST_NUMBER_LINE && line.bytes().any(|byte| byte.is_ascii_digit())),
        }
    }
}

/// Whether a heading that stands so is one whatever headings and text follow in `rest`.
fn stands_whatever_follows(standing: Standing, rest: &str) -> bool {
    let has = |mark: &str| memchr::memmem::find(rest.as_bytes(), mark.as_bytes()).is_some();
    let is_higher = |level: u8| {
        let marks = memchr::memmem::find_iter(rest.as_bytes(), "\n#");
        marks.into_iter().any(|at| rest[at + 1..].bytes().take_while(|byte| *byte == b'#').count() < usize::from(level))
    };
    match standing {
        Standing::Marked(level) => level == 1 || !(is_higher(level) || has("\n==")),
        Standing::Bold | Standing::Bare => {
            let carries_on = rest.trim_start_matches(['\r', '\n']).starts_with(char::is_lowercase);
            !(carries_on || has("\n#") || has("\n==") || has("\n--"))
        }
        Standing::Inside => false,
    }
}

/// Whether all lines of a text in Markdown are words, or `#` and words: both readers make the same of them, whatever stands around them.
fn is_the_same_in_plain_text(text: &str) -> bool {
    let is_mark = |byte: u8| matches!(byte, b'*' | b'_' | b'`' | b'[' | b']' | b'<' | b'>' | b'&' | b'\\' | b'~' | b'|' | b'\t');
    // Without a branch, so that the processor does many bytes in one step.
    let has_mark = text.bytes().fold(false, |has, byte| has | is_mark(byte));
    !has_mark && text.lines().all(opens_as_in_plain_text)
}

/// Whether a line without marks of Markdown within it has none before its words but `#`.
fn opens_as_in_plain_text(line: &str) -> bool {
    let words = line.trim_start_matches(' ');
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let opens = match words.as_bytes().get(digits) {
        None => true,
        Some(b'#') => words.trim_start_matches('#').starts_with(' ') && !words.trim_end().ends_with('#'),
        Some(b'.' | b')') => false,
        Some(_) => words.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '“' | '‘')),
    };
    opens && line.len() - words.len() < 4
}

fn longest_word(words: &str) -> &str {
    words_in(words).max_by_key(|word| word.len()).unwrap_or_default()
}

/// Past the end of the line that holds byte `at`, its line end included.
fn past_line(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let Some(end) = memchr::memchr2(b'\n', b'\r', &bytes[at..]).map(|end| at + end) else { return text.len() };
    end + if bytes[end..].starts_with(b"\r\n") { 2 } else { 1 }
}

/// The line that holds byte `at`, which begins no sooner than byte `from`.
fn line_around(text: &str, from: usize, at: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let start = memchr::memrchr2(b'\n', b'\r', &bytes[from..at]).map_or(from, |end| from + end + 1);
    start..memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(text.len(), |end| at + end)
}

/// The file up to the last line that `header` speaks of.
fn shortened(source: &Arc<Source>, header: &Header) -> Arc<Source> {
    let lines = header.lines().map(|line| line.whole().end);
    let number_line = header.number_line.iter().map(|line| line.text.whole().end);
    let front = header.given.iter().map(|given| given.value.whole().end);
    let date = header.date.iter().map(|date| date.span.end);
    let last = lines.chain(number_line).chain(front).chain(date).max().unwrap_or_default();
    let end = past_line(source.text(), last as usize);
    if end == source.text().len() { Arc::clone(source) } else { Arc::new(Source::new(source.name(), &source.text()[..end])) }
}
