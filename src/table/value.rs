//! One value of a TOML file, to be taken as the type its reader wants. Says what it should have been, never what it means.

use jiff::civil::Date;
use toml::de::{DeArray, DeValue};

use super::{Faults, Place, Spanned, Table, nearest, span_of};
use crate::source::Span;

/// A list of strings and where it stands.
pub type List = Spanned<Vec<Spanned<String>>>;

impl List {
    /// The strings alone.
    pub fn words(self) -> Vec<String> {
        self.value.into_iter().map(|word| word.value).collect()
    }
}

/// Entries of a list, where its reader does not say how many it may have: more than any house or series has use for, and few enough to be
/// looked through for every word of a draft.
pub(super) const MOST_ENTRIES: usize = 1000;

/// A value whose type is not known yet. Every getter reports another type than its own, and then gives `None`.
#[derive(Debug, Clone, Copy)]
pub struct Value<'a> {
    pub(super) faults: &'a Faults<'a>,
    pub(super) name: &'a str,
    pub(super) raw: &'a DeValue<'a>,
    pub(super) span: Span,
}

impl<'a> Value<'a> {
    /// Its bytes; a table's are its header.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Whether it is a string.
    pub fn is_string(&self) -> bool {
        self.raw.is_str()
    }

    /// Whether it is `true` or `false`.
    pub fn is_boolean(&self) -> bool {
        self.raw.is_bool()
    }

    /// Whether it is a list of anything.
    pub fn is_list(&self) -> bool {
        self.raw.is_array()
    }

    /// Whether it is a table.
    pub fn is_table(&self) -> bool {
        self.raw.is_table()
    }

    /// Reports that it should have been `wanted`, such as "a level or a table".
    pub fn wrong(&self, wanted: &str) {
        self.report(format!("`{}` should be {wanted}, not {}", self.name, self.kind()), None);
    }

    /// A string.
    pub fn string(&self) -> Option<Spanned<String>> {
        let DeValue::String(text) = self.raw else {
            self.report(format!("`{}` should be words in quotes, not {}", self.name, self.kind()), self.quoted());
            return None;
        };
        Some(self.spanned(self.faults.words(text)))
    }

    /// Whatever it is, as the file has it.
    pub fn as_written(&self) -> Spanned<String> {
        self.spanned(self.faults.words(self.faults.source.slice(self.span)))
    }

    /// A string, a number, a day or a truth value, as text; `None` for a list or a table, and nothing is reported.
    pub fn scalar(&self) -> Option<Spanned<String>> {
        match self.raw {
            DeValue::String(text) => Some(self.spanned(self.faults.words(text))),
            DeValue::Array(_) | DeValue::Table(_) => None,
            _ => Some(self.spanned(self.written().to_owned())),
        }
    }

    /// The strings of a list; `None` for anything else, and nothing is reported.
    pub fn strings(&self) -> Option<Spanned<Vec<String>>> {
        let items = self.raw.as_array()?.iter();
        let strings = items.map(|item| item.get_ref().as_str().map(|text| self.faults.words(text)));
        Some(self.spanned(strings.collect::<Option<_>>()?))
    }

    /// A list of strings.
    pub fn list(&self) -> Option<List> {
        self.list_up_to(MOST_ENTRIES)
    }

    /// A list of at most so many strings.
    pub fn list_up_to(&self, most: usize) -> Option<List> {
        let Some(mut items) = self.items() else {
            let example = if self.is_string() { self.written() } else { "\"…\", \"…\"" };
            let help = format!("write `{} = [{example}]`", self.name);
            self.report(format!("`{}` should be a list of words in quotes, not {}", self.name, self.kind()), Some(help));
            return None;
        };
        if let Some(quoted) = self.quoted_items() {
            let help = format!("write `{} = [{quoted}]`", self.name);
            self.report(format!("`{}` should be a list of words in quotes, not of numbers", self.name), Some(help));
            return None;
        }
        // A wrong one is reported and left out: the others can still be looked at.
        let words = items.by_ref().take(most).filter_map(|item| item.word()).collect();
        self.report_beyond(items, most);
        Some(self.spanned(words))
    }

    /// Reports the first of `items` that stands beyond those that a list may have.
    fn report_beyond(&self, mut items: impl Iterator<Item = Value<'a>>, most: usize) {
        if let Some(beyond) = items.next() {
            let help = format!("keep it to {most}: everything in it is compared with everything in every draft");
            beyond.report(format!("`{}` has more than {most} entries", self.name), Some(help));
        }
    }

    /// A list of strings, or one string alone.
    pub fn list_or_string(&self) -> Option<List> {
        if self.is_string() {
            return Some(self.spanned(vec![self.string()?]));
        }
        if self.is_list() {
            return self.list();
        }
        let help = format!("write `{0} = \"…\"`, or `{0} = [\"…\", \"…\"]` for several", self.name);
        self.report(format!("`{}` should be words in quotes or a list of them, not {}", self.name, self.kind()), Some(help));
        None
    }

    /// The members of a list, each to be taken for itself; none where it is no list.
    pub fn values(&self) -> impl Iterator<Item = Value<'a>> + use<'a> {
        self.items().into_iter().flatten()
    }

    /// A string that is one of a list.
    pub fn word(&self) -> Option<Spanned<String>> {
        if self.is_string() {
            return self.string();
        }
        let help = if self.raw.is_array() || self.raw.is_table() {
            format!("write each on its own: `{} = [\"…\", \"…\"]`", self.name)
        } else {
            format!("write `\"{}\"`, or take it out", self.written())
        };
        self.report(format!("`{}` should hold words in quotes, not {}", self.name, self.kind()), Some(help));
        None
    }

    /// A whole number.
    pub fn integer(&self) -> Option<Spanned<i64>> {
        let DeValue::Integer(number) = self.raw else {
            self.report(format!("`{}` should be a whole number, not {}", self.name, self.kind()), None);
            return None;
        };
        let Ok(value) = i64::from_str_radix(number.as_str(), number.radix()) else {
            self.report(format!("`{}` is a number too large to count with", self.name), None);
            return None;
        };
        Some(self.spanned(value))
    }

    /// `true` or `false`.
    pub fn boolean(&self) -> Option<Spanned<bool>> {
        let value = self.raw.as_bool();
        if value.is_none() {
            self.report(format!("`{}` should be true or false, not {}", self.name, self.kind()), None);
        }
        value.map(|value| self.spanned(value))
    }

    /// A day, written without quotes.
    pub fn date(&self) -> Option<Spanned<Date>> {
        let date = self.raw.as_datetime().filter(|written| written.time.is_none()).and_then(|written| written.date);
        let Some(date) = date else {
            let help = "write a day as year, month, day, without quotes: 2020-06-01".to_owned();
            self.report(format!("`{}` should be a day, not {}", self.name, self.kind()), Some(help));
            return None;
        };
        let narrow = |n: u8| i8::try_from(n).ok();
        let day = i16::try_from(date.year).ok().zip(narrow(date.month)).zip(narrow(date.day));
        let Some(day) = day.and_then(|((year, month), day)| Date::new(year, month, day).ok()) else {
            self.report(format!("`{}` is a day that the calendar does not have", self.name), None);
            return None;
        };
        Some(self.spanned(day))
    }

    /// One of a few words, and what it stands for.
    pub fn choice<T: Copy>(&self, choices: &[(&'static str, T)]) -> Option<Spanned<T>> {
        let word = self.string()?;
        if let Some((_, meant)) = choices.iter().find(|(name, _)| *name == *word) {
            return Some(self.spanned(*meant));
        }
        let names = choices.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let help = match nearest(&word, choices.iter().map(|(name, _)| *name)) {
            Some(meant) => format!("did you mean `{meant}`? It can be {names}"),
            None => format!("it can be {names}"),
        };
        self.report(format!("`{}` cannot be `{}`", self.name, *word), Some(help));
        None
    }

    /// A table: `reader` reads it.
    pub fn table<T>(&self, reader: impl FnOnce(&mut Table<'a>) -> T) -> Option<T> {
        if !self.is_table() {
            let help = format!("begin it with a line `[{}]`", self.name);
            self.report(format!("`{}` should be a table, not {}", self.name, self.kind()), Some(help));
        }
        self.read_table(reader)
    }

    fn read_table<T>(&self, reader: impl FnOnce(&mut Table<'a>) -> T) -> Option<T> {
        let DeValue::Table(table) = self.raw else { return None };
        let place = Place { header: self.span, name: format!("in `{}`", self.name) };
        Some(Table::new(self.faults, table, place).read(reader))
    }

    /// A list of tables: `reader` reads each. `key` is the one that says what an entry is about.
    pub fn tables<T>(&self, key: &str, reader: impl FnMut(&mut Table<'a>) -> T) -> Vec<T> {
        self.tables_up_to(key, MOST_ENTRIES, reader)
    }

    /// The same of at most so many tables.
    pub fn tables_up_to<T>(&self, key: &str, most: usize, mut reader: impl FnMut(&mut Table<'a>) -> T) -> Vec<T> {
        let Some(mut items) = self.items() else {
            let help = format!("begin each with a line `[[{}]]`", self.name);
            self.report(format!("`{}` should be a list of tables, not {}", self.name, self.kind()), Some(help));
            return Vec::new();
        };
        let read = |item: Value<'a>| {
            if !item.is_table() {
                let value = if item.raw.is_array() { "…" } else { item.written() };
                let help = format!("write `{{ {key} = {value} }}` in its place, with the other keys between the braces");
                item.report(format!("`{}` should hold tables, not {}", item.name, item.kind()), Some(help));
            }
            item.read_table(&mut reader)
        };
        let tables = items.by_ref().take(most).filter_map(read).collect();
        self.report_beyond(items, most);
        tables
    }

    /// The members of a list, each a value under the list's name.
    fn items(&self) -> Option<impl Iterator<Item = Value<'a>> + use<'a>> {
        let items: &'a DeArray<'a> = self.raw.as_array()?;
        let list = *self;
        let values = items.iter().map(move |item| Value { raw: item.get_ref(), span: span_of(&item.span()), ..list });
        Some(values.filter(|value| !value.faults.is_broken(value.span)))
    }

    fn spanned<T>(&self, value: T) -> Spanned<T> {
        Spanned { value, span: self.span }
    }

    fn report(&self, message: String, help: Option<String>) {
        let mut fault = self.faults.fault(self.span, message);
        fault.help = help;
        self.faults.found.borrow_mut().push(fault);
    }

    /// As the file has it, if it is on one line.
    fn written(&self) -> &'a str {
        self.faults.source.slice(self.faults.source.first_line_of(self.span))
    }

    /// How to make a string of a number, a day or a truth value.
    fn quoted(&self) -> Option<String> {
        let scalar = !self.raw.is_array() && !self.raw.is_table();
        scalar.then(|| format!("write `{} = \"{}\"`", self.name, self.written()))
    }

    /// The items of a list in quotes, where all of them are numbers.
    fn quoted_items(&self) -> Option<String> {
        let mut items = self.items()?.peekable();
        items.peek()?;
        let quoted = |item: Value<'_>| (item.raw.is_integer() || item.raw.is_float()).then(|| format!("\"{}\"", item.written()));
        Some(items.map(quoted).collect::<Option<Vec<_>>>()?.join(", "))
    }

    fn kind(&self) -> &'static str {
        match self.raw {
            DeValue::String(_) => "words in quotes",
            DeValue::Integer(_) => "a number",
            DeValue::Float(_) => "a number with a fraction",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a day or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        }
    }
}
