//! TOML with spans: typed values, every fault of a file at once, the known keys and "did you mean".
//! The only module that knows the `toml` crate. What a key means is for its reader.
//!
//! ```
//! # use std::sync::Arc;
//! # use copydesk::{finding::RuleId, source::Source, table};
//! let source = Arc::new(Source::new("lint.toml", "hous = 'harbour-notes'\n[series]\nnumber = 12\n"));
//! let (number, faults) = table::read(&source, &RuleId::coded("invalid-settings"), |root| {
//!     root.string("house");                                       // Option<Spanned<String>>: None where absent or of another type
//!     root.list("packs");                                         // Option<List>: strings, each with its span
//!     root.table("series", |series| series.integer("number"))     // Option<T>; the closure reads the table
//! });
//! assert_eq!(number.flatten().expect("it is there").value, 12);
//! assert_eq!(faults[0].message, "`hous` is no key at the top of the file");
//! ```
//!
//! The keys a closure asks for are the known ones: ask for all of them, whatever the file says. [`Table::need`] reports a key that is absent.
//! A value that may be of several kinds comes from [`Table::get`] and is asked with [`Value::is_string`] and its like. Keys that are not known
//! beforehand, such as rules, come from [`Table::each`]. A reader's own faults go through [`Table::fault`] and [`Table::report`].

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

use crate::finding::{Finding, Label, RuleId};
use crate::prose::composed::{composed, has_accents};
use crate::source::{BOM, Source, Span};

pub use value::{List, Value};

mod value;

/// A value and where the file gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its bytes in the file that gives it; those of a string have the quotes with them.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// The same place with what `f` makes of the value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: f(self.value), span: self.span }
    }
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Reads a TOML file with `reader`, which gets its root table. The findings are all its faults, of `rule`, in order of place. Accents in its
/// strings are one with their letters, so that words can be compared with those of drafts.
pub fn read<T>(source: &Arc<Source>, rule: &RuleId, reader: impl FnOnce(&mut Table<'_>) -> T) -> (T, Vec<Finding>) {
    read_in(Origin::Given, Accents::Composed, source, source.text(), rule, reader)
}

/// The same for a file with paths among its strings, which have to stay as they are written.
pub fn read_as_written<T>(source: &Arc<Source>, rule: &RuleId, reader: impl FnOnce(&mut Table<'_>) -> T) -> (T, Vec<Finding>) {
    read_in(Origin::Given, Accents::AsWritten, source, source.text(), rule, reader)
}

/// The same for the first `end` bytes of a file that is part of the program. A test has read it with [`read`] and found no fault in it, so that
/// its reader need not look for those that take long to find.
pub fn read_shipped<T>(source: &Arc<Source>, end: usize, rule: &RuleId, reader: impl FnOnce(&mut Table<'_>) -> T) -> (T, Vec<Finding>) {
    read_in(Origin::Shipped, Accents::Composed, source, &source.text()[..end], rule, reader)
}

fn read_in<T>(
    origin: Origin,
    accents: Accents,
    source: &Arc<Source>,
    text: &str,
    rule: &RuleId,
    reader: impl FnOnce(&mut Table<'_>) -> T,
) -> (T, Vec<Finding>) {
    // Nearly no file has any, nor a sign by its number, and then none of its strings is looked at for them.
    let accents = if has_accents(text) || text.contains("\\u") || text.contains("\\U") { accents } else { Accents::AsWritten };
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut faults = Faults { source, rule, origin, accents, found: RefCell::default(), broken: Vec::new(), spent: Cell::default() };
    faults.add_syntax(&errors);
    let start = if source.text().starts_with(BOM) { BOM.len() } else { 0 };
    let value =
        Table::new(&faults, root.get_ref(), Place { header: Span::at(start), name: "at the top of the file".to_owned() }).read(reader);
    let mut found = faults.found.into_inner();
    found.sort_by_key(|finding| finding.primary.span.start);
    (value, found)
}

/// The known word nearest to `word`, if one is near enough to be meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    let most = (length / 3).max(1);
    // Words of other lengths are not compared letter by letter: `word` may be as long as its file.
    let letters = letters_of(word);
    let lacks = |candidate: &str| (letters & !letters_of(candidate)).count_ones() as usize;
    let alike = known.into_iter().filter(|candidate| candidate.chars().count().abs_diff(length) <= most && lacks(candidate) <= most);
    let scored = alike.map(|candidate| (strsim::osa_distance(word, candidate), candidate));
    let (distance, best) = scored.min_by_key(|(distance, _)| *distance)?;
    (distance <= most).then_some(best)
}

/// A question before the rest of a help, and a space behind it, where one of the known words may be meant: `` did you mean `house`? ``.
pub fn suggestion<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, known).map(|meant| format!("did you mean `{meant}`? ")).unwrap_or_default()
}

/// Which letters a word has, in a few bits: each that another word lacks is a slip at least.
fn letters_of(word: &str) -> u64 {
    word.chars().fold(0, |letters, letter| letters | 1 << (u32::from(letter) & 63))
}

/// One table of the file while it is read: remembers which keys were asked for.
#[derive(Debug)]
pub struct Table<'a> {
    faults: &'a Faults<'a>,
    entries: Vec<Entry<'a>>,
    place: Place,
    known: Vec<&'static str>,
}

#[derive(Debug)]
struct Entry<'a> {
    key: &'a str,
    key_span: Span,
    value: &'a DeValue<'a>,
    span: Span,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nobody has asked for it yet.
    New,
    /// Somebody has.
    Taken,
    /// It stands where the file's syntax is at fault: what it says cannot be relied on.
    Broken,
}

/// Where a table stands and how to speak of it.
#[derive(Debug)]
struct Place {
    header: Span,
    name: String,
}

impl<'a> Table<'a> {
    fn new(faults: &'a Faults<'a>, table: &'a DeTable<'a>, place: Place) -> Self {
        let entries = table.iter().map(|(key, value)| {
            let (key_span, span) = (span_of(&key.span()), span_of(&value.span()));
            let state = if faults.is_broken(key_span) || faults.is_broken(span) { State::Broken } else { State::New };
            Entry { key: key.get_ref(), key_span, value: value.get_ref(), span, state }
        });
        let mut entries: Vec<_> = entries.collect();
        entries.sort_by_key(|entry| entry.key_span);
        Table { faults, entries, place, known: Vec::new() }
    }

    fn read<T>(mut self, reader: impl FnOnce(&mut Table<'a>) -> T) -> T {
        let value = reader(&mut self);
        self.report_unknown();
        value
    }

    /// The table's header, or the inline table; the file's start for the root.
    pub fn place(&self) -> Span {
        self.place.header
    }

    /// A fault at `span`, to be completed and then reported.
    pub fn fault(&self, span: Span, message: impl Into<String>) -> Finding {
        self.faults.fault(span, message)
    }

    /// Adds `cost` to what the file has cost so far, in whatever its reader counts, and gives the sum.
    pub fn spend(&self, cost: usize) -> usize {
        let sum = self.faults.spent.get().saturating_add(cost);
        self.faults.spent.set(sum);
        sum
    }

    /// Whether the file is part of the program, and known to have no fault.
    pub fn is_shipped(&self) -> bool {
        self.faults.origin == Origin::Shipped
    }

    /// Adds a fault to those of the file.
    pub fn report(&self, fault: Finding) {
        self.faults.found.borrow_mut().push(fault);
    }

    /// A label in the file, for a fault that points at two places.
    pub fn label(&self, span: Span, text: impl Into<String>) -> Label {
        Label::new(self.faults.source, span, text)
    }

    /// The value of `key`, whatever its type.
    pub fn get(&mut self, key: &'static str) -> Option<Value<'a>> {
        self.known.push(key);
        let entry = self.entries.iter_mut().find(|entry| entry.key == key && entry.state != State::Broken)?;
        entry.state = State::Taken;
        Some(Value { faults: self.faults, name: entry.key, raw: entry.value, span: entry.span })
    }

    /// The value of `key`, which has to be there; `help` says what it is for or what to write.
    pub fn need(&mut self, key: &'static str, help: &str) -> Option<Value<'a>> {
        let value = self.get(key);
        if value.is_none() && self.faults.broken.is_empty() {
            let message = format!("`{key}` is missing {}", self.place.name);
            self.report(self.fault(self.place.header, message).help(help).expecting(key));
        }
        value
    }

    /// A string.
    pub fn string(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.get(key)?.string()
    }

    /// A list of strings.
    pub fn list(&mut self, key: &'static str) -> Option<List> {
        self.get(key)?.list()
    }

    /// A whole number.
    pub fn integer(&mut self, key: &'static str) -> Option<Spanned<i64>> {
        self.get(key)?.integer()
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, key: &'static str) -> Option<Spanned<bool>> {
        self.get(key)?.boolean()
    }

    /// A day, written without quotes.
    pub fn date(&mut self, key: &'static str) -> Option<Spanned<Date>> {
        self.get(key)?.date()
    }

    /// One of a few words, and what it stands for.
    pub fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> Option<Spanned<T>> {
        self.get(key)?.choice(choices)
    }

    /// A table, `[key]` or inline.
    pub fn table<T>(&mut self, key: &'static str, reader: impl FnOnce(&mut Table<'a>) -> T) -> Option<T> {
        self.get(key)?.table(reader)
    }

    /// A list of tables, `[[key]]` or inline; empty where there is none. `about` is the key that says what an entry is about.
    pub fn tables<T>(&mut self, key: &'static str, about: &str, reader: impl FnMut(&mut Table<'a>) -> T) -> Vec<T> {
        self.get(key).map(|value| value.tables(about, reader)).unwrap_or_default()
    }

    /// The same, of at most so many: what stands beyond is reported.
    pub fn tables_up_to<T>(&mut self, name: &'static str, key: &str, most: usize, reader: impl FnMut(&mut Table<'a>) -> T) -> Vec<T> {
        self.get(name).map(|value| value.tables_up_to(key, most, reader)).unwrap_or_default()
    }

    /// Everything that was not asked for, in order of place: a table with keys of the user's own.
    pub fn each<T>(&mut self, mut reader: impl FnMut(Spanned<String>, Value<'a>) -> T) -> Vec<T> {
        let faults = self.faults;
        let rest = self.entries.iter_mut().filter(|entry| entry.state == State::New);
        rest.map(|entry| {
            entry.state = State::Taken;
            let key = Spanned { value: faults.words(entry.key), span: entry.key_span };
            reader(key, Value { faults, name: entry.key, raw: entry.value, span: entry.span })
        })
        .collect()
    }

    fn report_unknown(&self) {
        if self.entries.iter().all(|entry| entry.state != State::New) {
            return;
        }
        let mut known = self.known.clone();
        known.sort_unstable();
        known.dedup();
        let keys = known.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
        for entry in self.entries.iter().filter(|entry| entry.state == State::New) {
            let help = match nearest(entry.key, known.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`? The keys here are {keys}"),
                None => format!("the keys here are {keys}"),
            };
            let message = format!("`{}` is no key {}", entry.key, self.place.name);
            self.report(self.fault(entry.key_span, message).help(help));
        }
    }
}

/// Where a file comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// Somebody wrote it: it may have any fault.
    Given,
    /// It is part of the program.
    Shipped,
}

/// What becomes of accents that are signs of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Accents {
    /// They are one with their letters.
    Composed,
    /// They stay.
    AsWritten,
}

/// The faults of one file, while it is read.
#[derive(Debug)]
struct Faults<'a> {
    source: &'a Arc<Source>,
    rule: &'a RuleId,
    origin: Origin,
    accents: Accents,
    found: RefCell<Vec<Finding>>,
    /// Bytes whose syntax is at fault.
    broken: Vec<Span>,
    /// See [`Table::spend`].
    spent: Cell<usize>,
}

impl Faults<'_> {
    /// The file's words `text` as readers get them.
    fn words(&self, text: &str) -> String {
        match self.accents {
            Accents::Composed => composed(text).into_owned(),
            Accents::AsWritten => text.to_owned(),
        }
    }

    fn fault(&self, span: Span, message: impl Into<String>) -> Finding {
        Finding::new(self.rule.clone(), message, Label::new(self.source, span, ""))
    }

    /// One fault a line: what the parser says further on is mostly an echo of the first.
    fn add_syntax(&mut self, errors: &[toml::de::Error]) {
        let mut errors: Vec<_> = errors.iter().map(|error| (span_of(&error.span().unwrap_or_default()), error.message())).collect();
        errors.sort_by_key(|(span, _)| *span);
        errors.dedup_by_key(|(span, _)| self.source.line_of(span.start));
        for (span, said) in errors {
            self.found.borrow_mut().push(self.fault(span, self.in_words(span, said)));
            self.broken.push(self.unreliable(span));
        }
        // In order and apart, so that each value of the file asks for its neighbours alone.
        self.broken.sort_unstable();
        let mut apart: Vec<Span> = Vec::with_capacity(self.broken.len());
        for span in self.broken.drain(..) {
            match apart.last_mut() {
                Some(last) if span.start <= last.end => *last = last.cover(span),
                _ => apart.push(span),
            }
        }
        self.broken = apart;
    }

    fn in_words(&self, span: Span, said: &str) -> String {
        let text = self.source.slice(span);
        // The parser takes `none` for a slip of `nan` and `tru` for one of `true`.
        let bare_word = text.starts_with(char::is_alphabetic) && said != "duplicate key";
        let key = self.bare_key(span);
        match said {
            "duplicate key" => format!("`{text}` stands twice"),
            _ if bare_word && !key.is_ascii() => {
                format!("`{key}` needs quotes, since a key without them is of plain letters, figures, `-` and `_`: write `\"{key}\"`")
            }
            _ if bare_word => format!("`{text}` has no quotes around it"),
            _ => format!("this is not TOML: {}", said.trim_end_matches(", expected nothing")),
        }
    }

    /// The letters around a fault, where they are the key of a value; the parser stops at the first that no bare key may have.
    fn bare_key(&self, span: Span) -> &str {
        let line = self.source.line(self.source.line_of(span.start));
        let (before, after) = (self.source.slice(Span { end: span.start, ..line }), self.source.slice(Span { start: span.start, ..line }));
        let is_key = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let start = before.len() - before.trim_end_matches(is_key).len();
        let end = after.find(|c| !is_key(c)).unwrap_or(after.len());
        if !after[end..].trim_start().starts_with(['=', '.', ']']) {
            return "";
        }
        self.source.slice(Span::new(span.start as usize - start, span.start as usize + end))
    }

    /// The line of a syntax fault, and when that is a table's header all the lines that would be the table's.
    fn unreliable(&self, fault: Span) -> Span {
        let is_header = |line: usize| self.source.slice(self.source.line(line)).trim_start().starts_with('[');
        let first = self.source.line_of(fault.start);
        let mut last = first;
        while is_header(first) && last + 1 < self.source.line_count() && !is_header(last + 1) {
            last += 1;
        }
        self.source.line(first).cover(self.source.line(last))
    }

    fn is_broken(&self, span: Span) -> bool {
        // A value that could not be read at all has the empty span at 0.
        !self.broken.is_empty()
            && (span == Span::default() || {
                let next = self.broken.partition_point(|line| line.end < span.start);
                self.broken.get(next).is_some_and(|line| line.start <= span.end)
            })
    }
}

fn span_of(range: &std::ops::Range<usize>) -> Span {
    Span::new(range.start, range.end)
}

#[cfg(test)]
mod tests;
