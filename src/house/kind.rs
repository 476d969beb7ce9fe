//! What a value may be: its kind, its length, how large it is. Which field it is of is not asked.

use unicode_normalization::char::is_combining_mark;

use super::{Leave, Pattern};
use crate::table::{Spanned, Table};

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A number.
    Number,
    /// Whole numbers, with commas between them.
    Numbers,
    /// A day.
    Date,
    /// An address on the web.
    Url,
    /// Names of people, with commas between them.
    Names,
}

impl Kind {
    /// Every kind by the name that a house uses.
    pub const NAMES: [(&'static str, Kind); 6] = [
        ("text", Kind::Text),
        ("number", Kind::Number),
        ("numbers", Kind::Numbers),
        ("date", Kind::Date),
        ("url", Kind::Url),
        ("names", Kind::Names),
    ];
}

/// A pattern as the house gives it, and compiled to match all of a value.
#[derive(Debug, Clone)]
pub struct Patterned {
    /// As given.
    pub text: String,
    /// Compiled.
    pub pattern: Spanned<Pattern>,
}

/// From one number to another, both included; open where there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bounds {
    /// The least.
    pub least: Option<Spanned<i64>>,
    /// The most.
    pub most: Option<Spanned<i64>>,
}

impl Bounds {
    /// Whether anything will do.
    pub fn is_open(&self) -> bool {
        self.least.is_none() && self.most.is_none()
    }
}

impl Kind {
    /// Whether `text` is of this kind; whether it is a day is told by `is_day`, since a house's own form will do.
    pub(super) fn holds(self, text: &str, is_day: impl FnOnce() -> bool) -> bool {
        match self {
            Kind::Text => true,
            Kind::Number => is_number(text),
            Kind::Numbers => {
                let mut parts = parts(text).peekable();
                parts.peek().is_some() && parts.all(|part| part.bytes().all(|byte| byte.is_ascii_digit()) && !part.is_empty())
            }
            Kind::Date => is_day(),
            Kind::Url => is_address(text),
            Kind::Names => parts(text).all(|name| name.contains(char::is_alphabetic)),
        }
    }
}

/// The parts of a list: `3, 8`, `3, 4 and 8`, or in YAML's brackets.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    let text = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    text.split(',').flat_map(|part| part.split(" and ")).map(str::trim)
}

/// `12`, `-3`, `1.5`.
fn is_number(text: &str) -> bool {
    let is_figures = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let amount = text.strip_prefix(['-', '−']).unwrap_or(text);
    amount.split_once('.').map_or_else(|| is_figures(amount), |(whole, part)| is_figures(whole) && is_figures(part))
}

/// `https://example.org/x`, in angle brackets or not.
fn is_address(text: &str) -> bool {
    let text = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or(text);
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-'));
    is_scheme && rest.starts_with(|c: char| c.is_alphanumeric() || c == '[') && !rest.contains(|c: char| c.is_whitespace() || c == '<')
}

/// How many characters a person counts in a text: a letter with its accents is one, and so is a sign that is put together of several.
pub fn character_count(text: &str) -> usize {
    const JOINER: char = '\u{200d}';
    let (mut count, mut joined, mut flag) = (0, false, false);
    for c in text.trim().chars() {
        let is_flag = matches!(c, '\u{1f1e6}'..='\u{1f1ff}');
        let is_part =
            is_combining_mark(c) || matches!(c, JOINER | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{200b}' | '\u{200c}');
        let is_second = is_flag && flag;
        if !(is_part || joined || is_second) {
            count += 1;
        }
        (joined, flag) = (c == JOINER, is_flag && !is_second);
    }
    count
}

/// Reads `min-length` and `max-length`.
pub(super) fn lengths(table: &mut Table<'_>) -> Bounds {
    let bounds = Bounds { least: table.integer("min-length"), most: table.integer("max-length") };
    for bound in bounds.least.iter().chain(&bounds.most).filter(|bound| bound.value < 0) {
        table.report(table.fault(bound.span, format!("no value has a length of {}", bound.value)).help("give a number of characters"));
    }
    if let Some(most) = bounds.most.as_ref().filter(|most| most.value == 0) {
        table.report(table.fault(most.span, "no value has a length of 0").help("give a number of characters: an empty value is none"));
    }
    report_crossed(table, &bounds, ["min-length", "max-length"]);
    bounds
}

/// Reads `min` and `max`, which only numbers have.
pub(super) fn amounts(table: &mut Table<'_>, kind: Option<&Spanned<Kind>>) -> Bounds {
    let bounds = Bounds { least: table.integer("min"), most: table.integer("max") };
    let counts = kind.is_some_and(|kind| matches!(kind.value, Kind::Number | Kind::Numbers));
    if let (Some(bound), false) = (bounds.least.as_ref().or(bounds.most.as_ref()), counts) {
        let help = "add `kind = \"number\"`; a text has `min-length` and `max-length`";
        table.report(table.fault(bound.span, "only a number has a least and a most").help(help));
    }
    report_crossed(table, &bounds, ["min", "max"]);
    bounds
}

fn report_crossed(table: &Table<'_>, bounds: &Bounds, [least, most]: [&str; 2]) {
    if let (Some(low), Some(high)) = (&bounds.least, &bounds.most)
        && low.value > high.value
    {
        let fault = table.fault(high.span, format!("`{most}` is {}, which is less than `{least}`, {}", high.value, low.value));
        table.report(
            fault.related(table.label(low.span, "the least")).help(format!("give the least as `{least}`, and as `{most}` the most")),
        );
    }
}

/// Reports values that are listed twice, and those that are not of the field's kind.
pub(super) fn check_values(table: &Table<'_>, values: &[Spanned<String>], case: Leave, kind: Option<&Spanned<Kind>>) {
    let same = |one: &str, other: &str| one == other || case == Leave::Given && one.to_lowercase() == other.to_lowercase();
    for (index, value) in values.iter().enumerate() {
        if let Some(first) = values[..index].iter().find(|other| same(other, value)) {
            let fault = table.fault(value.span, format!("`{}` is listed twice", value.value));
            table.report(fault.related(table.label(first.span, "the first")).help("list each once"));
        }
        // What a day is, the house's form says, which is not known here.
        if let Some(kind) = kind.filter(|kind| !kind.value.holds(value.trim(), || true)) {
            let fault = table.fault(value.span, format!("`{}` is no value of that kind", value.value));
            table.report(fault.related(table.label(kind.span, "the kind")).help("take the kind out, or write values of it"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_apart() {
        let holds = |kind: Kind, text: &str| kind.holds(text, || false);
        for text in ["12", "-3", "1.5", "0"] {
            assert!(holds(Kind::Number, text), "{text}");
        }
        for text in ["twelve", "12 or so", "1,000", "", "1.", "v2"] {
            assert!(!holds(Kind::Number, text), "{text}");
        }
        for text in ["3", "3, 8", "3,8", "[3, 8]", "3, 4 and 8"] {
            assert!(holds(Kind::Numbers, text), "{text}");
        }
        for text in ["3, four", "3,", ", 3", "three", "-3", "3; 8"] {
            assert!(!holds(Kind::Numbers, text), "{text}");
        }
        for text in ["https://example.org", "http://example.org/a?b=c#d", "<https://example.org>", "ftp://example.org"] {
            assert!(holds(Kind::Url, text), "{text}");
        }
        for text in ["example.org", "the board by the quay", "https://", "https:// example.org", "https://example.org and more", "://x"] {
            assert!(!holds(Kind::Url, text), "{text}");
        }
        assert!(holds(Kind::Names, "Ines Okafor, Bo Lindqvist and T. Reyes"));
        assert!(!holds(Kind::Names, "Ines Okafor, 12"));
    }

    #[test]
    fn characters_are_counted_as_people_count_them() {
        for (text, count) in [("tide", 4), ("Créach", 6), ("Cre\u{301}ach", 6), ("👩‍👩‍👧", 1), ("🇫🇷🇪🇸", 2), ("👍🏽", 1), (" a ", 1), ("", 0)]
        {
            assert_eq!(character_count(text), count, "{text}");
        }
    }
}
