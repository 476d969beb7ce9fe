//! Front matter: the fields between `---` (YAML, which `...` ends as well) or `+++` (TOML) at the start of a file. What a field means is for the
//! header.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_saphyr::Spanned;

use crate::draft::FrontField;
use crate::finding::RuleId;
use crate::prose::composed::composed;
use crate::source::{BOM, Source, Span};
use crate::table;

/// Front matter as it stands.
#[derive(Debug, Default)]
pub struct FrontMatter {
    /// Its bytes, fences and the last line end included; a byte-order mark before it too.
    pub span: Span,
    /// Its fields with a plain value, by place.
    pub fields: Vec<FrontField>,
    /// Where it cannot be read, and why: lower case, no final stop.
    pub fault: Option<(Span, String)>,
}

/// Reads the front matter of `source`, if it opens with any.
pub fn read(source: &Source) -> Option<FrontMatter> {
    let mut front = as_written(source)?;
    for field in &mut front.fields {
        if let Cow::Owned(value) = composed(&field.value) {
            field.value = value;
        }
    }
    Some(front)
}

fn as_written(source: &Source) -> Option<FrontMatter> {
    let fence = source.slice(source.line(0)).trim_end();
    if fence != "---" && fence != "+++" {
        return None;
    }
    let ends = |line: &str| line == fence || (fence == "---" && line == "...");
    let close = (1..source.line_count()).find(|line| ends(source.slice(source.line(*line)).trim_end()));
    let Some(close) = close else { return unclosed(source, fence) };
    let body = Span { start: source.line(1).start, end: source.line(close).start };
    let (fields, fault) = if fence == "+++" { toml_fields(source, body) } else { yaml_fields(source, body) };
    if fault.is_some() && holds_text(source, close) {
        return unclosed(source, fence).or(Some(FrontMatter { span: Span::new(0, past(source, close)), fields, fault }));
    }
    Some(FrontMatter { span: Span::new(0, past(source, close)), fields, fault })
}

/// Reads lines `Key: value` from the first line on, up to an empty line or the end, as front matter: two at least, so that a sentence with a colon
/// in it is none. A line that is set in carries on the value above it.
pub fn header_lines(source: &Source) -> Option<FrontMatter> {
    let text = |line: usize| source.slice(source.line(line));
    let is_key = |key: &str| key.starts_with(char::is_alphabetic) && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let mut fields: Vec<FrontField> = Vec::new();
    let end = (0..source.line_count()).find(|line| text(*line).trim().trim_start_matches(BOM).is_empty()).unwrap_or(source.line_count());
    for line in 0..end {
        let written = text(line).trim_start_matches(BOM);
        let from = source.line(line).end as usize - written.len();
        if written.starts_with([' ', '\t']) {
            let last = fields.last_mut()?;
            let more = written.trim();
            let separator = if last.value.is_empty() { "" } else { " " };
            last.value = format!("{}{separator}{}", last.value, composed(more));
            let start = if last.span == last.key { from + (written.len() - written.trim_start().len()) } else { last.span.start as usize };
            last.span = Span::new(start, from + written.trim_end().len());
            continue;
        }
        let (name, value) = written.split_once(':').filter(|(name, _)| is_key(name))?;
        let key = Span::new(from, from + name.len());
        let start = from + name.len() + 1 + (value.len() - value.trim_start().len());
        let value = composed(value.trim()).into_owned();
        let span = if value.is_empty() { key } else { Span::new(start, from + written.trim_end().len()) };
        fields.push(FrontField { name: name.to_owned(), key, value, span });
    }
    let last = end.checked_sub(1)?;
    (fields.len() > 1).then(|| FrontMatter { span: Span::new(0, past(source, last)), fields, fault: None })
}

/// Past the end of a line and its line end.
fn past(source: &Source, line: usize) -> usize {
    if line + 1 < source.line_count() { source.line(line + 1).start as usize } else { source.text().len() }
}

/// Front matter without its second fence: the lines of `key: value` right below the first. Keys begin with a small letter, so that neither a
/// thematic break above a text nor one above a line such as `Status: accepted` is taken for a fence.
fn unclosed(source: &Source, fence: &str) -> Option<FrontMatter> {
    let mark = if fence == "+++" { '=' } else { ':' };
    let is_key =
        |key: &str| key.starts_with(|c: char| c.is_ascii_lowercase()) && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let is_field = |line: &usize| source.slice(source.line(*line)).split_once(mark).is_some_and(|(key, _)| is_key(key.trim_end()));
    let last = (1..source.line_count()).take_while(is_field).last()?;
    let end = past(source, last);
    let fields = lines(source, Span::new(source.line(1).start as usize, end), mark);
    Some(FrontMatter { span: Span::new(0, end), fields, fault: Some((source.line(0), "it is not closed".to_owned())) })
}

/// Whether a text stands before line `close`: an empty line, and then words that are neither a field, nor a part of one, nor a remark.
fn holds_text(source: &Source, close: usize) -> bool {
    let text = |line: usize| source.slice(source.line(line)).trim_end();
    let Some(blank) = (1..close).find(|line| text(*line).is_empty()) else { return false };
    let is_text = |line: &str| !line.is_empty() && !line.starts_with([' ', '\t', '#', '-', '[', ']', '}']) && !line.contains([':', '=']);
    (blank..close).any(|line| is_text(text(line)))
}

/// The fields, and what keeps the front matter from being read.
type Fields = (Vec<FrontField>, Option<(Span, String)>);

fn yaml_fields(source: &Source, body: Span) -> Fields {
    let map = match serde_saphyr::from_str::<Option<BTreeMap<String, Spanned<serde_json::Value>>>>(source.slice(body)) {
        Ok(map) => map.unwrap_or_default(),
        Err(error) => return (without_repeats(lines(source, body, ':')), Some(yaml_fault(source, body, &error))),
    };
    let keys = keys(source, body);
    let key_of = |name: &str| keys.get(name).copied();
    let field = |(name, value): (String, Spanned<serde_json::Value>)| {
        if value.value.is_null() {
            let key = key_of(&name)?;
            return Some(FrontField { name, key, value: String::new(), span: key });
        }
        let (value, span) = yaml_value(source, body, &value)?;
        Some(FrontField { key: key_of(&name).unwrap_or(span), name, value, span })
    };
    let mut fields: Vec<_> = map.into_iter().filter_map(field).collect();
    fields.sort_by_key(|field| field.key);
    (fields, None)
}

/// The line that the reader stumbled over, and its reason.
fn yaml_fault(source: &Source, body: Span, error: &serde_saphyr::Error) -> (Span, String) {
    let first = source.line_of(body.start);
    let last = source.line_of(body.end).saturating_sub(1).max(first);
    let line = error.location().and_then(|place| usize::try_from(place.line()).ok());
    let line = line.map_or(first, |line| (first + line.saturating_sub(1)).min(last));
    let said = error.without_snippet().to_string();
    let said = said.lines().next().unwrap_or_default();
    // Where it stands is told otherwise.
    let said = said.split(" at line ").next().unwrap_or_default().trim_end_matches(['.', ',', ':']);
    let too_large = "it is too large, or refers to itself too often";
    (source.line(line), if said.starts_with("budget") { too_large.to_owned() } else { in_plain_words(said) })
}

/// How what the reader of YAML says begins, and the same for people who do not know YAML.
const KNOWN: [(&str, &str); 9] = [
    ("expected mapping start", "it should be lines of `key: value`"),
    ("mapping values are not allowed", "a value with a colon in it has no quotation marks around it"),
    ("unclosed quote", "a quotation mark is not closed"),
    ("simple key expected", "a line is no `key: value`"),
    ("unclosed bracket", "a bracket is not closed"),
    ("alias references unknown anchor", "a value that begins with `*` has no quotation marks around it"),
    ("unexpected character", "a value that begins with a sign has no quotation marks around it"),
    ("tabs disallowed", "a tab stands before a key: use spaces"),
    ("invalid trailing content", "words stand after a closing quotation mark"),
];

/// What the reader of YAML says, in plain words where there are any.
fn in_plain_words(said: &str) -> String {
    if let Some(key) = said.strip_prefix("duplicate mapping key: ") {
        return format!("`{}` stands twice", key.split(',').next().unwrap_or(key));
    }
    KNOWN.iter().find(|(start, _)| said.starts_with(start)).map_or(said, |(_, plain)| plain).to_owned()
}

/// What an author meant by lines of `key: value` that are no YAML, such as a title with a colon in it. `mark` is the colon.
fn lines(source: &Source, body: Span, mark: char) -> Vec<FrontField> {
    let lines = source.line_of(body.start)..source.line_of(body.end);
    let field = |line: usize| {
        let span = source.line(line);
        let (name, value) = source.slice(span).split_once(mark)?;
        let name = name.trim_end();
        let value = value.trim().trim_matches(['"', '\'']);
        if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) {
            return None;
        }
        let key = Span::new(span.start as usize, span.start as usize + name.len());
        if value.is_empty() {
            return listed_below(source, body, line, name).map(|field| FrontField { key, ..field });
        }
        let start = value.as_ptr() as usize - source.text().as_ptr() as usize;
        Some(FrontField { name: name.to_owned(), key, value: value.to_owned(), span: Span::new(start, start + value.len()) })
    };
    lines.filter_map(field).collect()
}

/// The field of a key whose values stand on the lines under it, each after a hyphen.
fn listed_below(source: &Source, body: Span, key: usize, name: &str) -> Option<FrontField> {
    let item = |line: usize| source.slice(source.line(line)).trim().strip_prefix('-').map(|item| item.trim().trim_matches(['"', '\'']));
    let last = source.line_of(body.end);
    let values: Vec<&str> = (key + 1..last).map_while(item).collect();
    let span = Span { start: source.line(key + 1).start, end: source.line(key + values.len()).end };
    Some(FrontField { name: name.to_owned(), key: span, value: joined(&values)?, span })
}

/// The fields, each as it stands first: that a key stands twice is the one fault to be told of.
fn without_repeats(mut fields: Vec<FrontField>) -> Vec<FrontField> {
    let mut seen = BTreeSet::new();
    fields.retain(|field| seen.insert(field.name.clone()));
    fields
}

/// A value as text, and its place.
fn yaml_value(source: &Source, body: Span, value: &Spanned<serde_json::Value>) -> Option<(String, Span)> {
    let place = value.referenced.span();
    let start = body.start as usize + usize::try_from(place.byte_offset()?).ok()?;
    let end = start + usize::try_from(place.byte_len()?).ok()?;
    let is_list = value.value.is_array() || value.value.is_object();
    let end = if is_list { end_of_list(source, body, start).max(end) } else { end };
    let written = source.text().get(start..end)?.trim_end();
    let text = match &value.value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(items) => match items.iter().map(serde_json::Value::as_str).collect::<Option<Vec<_>>>() {
            Some(names) => joined(&names).unwrap_or_default(),
            None => as_a_line(items),
        },
        // As it is written: `0035` is 35 to people, whatever it is to YAML.
        _ => written.to_owned(),
    };
    Some((text, Span::new(start, start + written.len())))
}

/// Where a list ends that begins at byte `start`: at its closing bracket, or before the next key.
fn end_of_list(source: &Source, body: Span, start: usize) -> usize {
    let rest = &source.text()[start..body.end as usize];
    if rest.starts_with(['[', '{']) {
        let mut depth = 0_usize;
        for (at, c) in rest.char_indices() {
            match c {
                '[' | '{' => depth += 1,
                ']' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return start + at + c.len_utf8();
            }
        }
        return start;
    }
    let first = source.line_of(Span::at(start).start);
    let lines = first + 1..source.line_of(body.end);
    let is_inside = |line: &usize| source.slice(source.line(*line)).starts_with([' ', '-', '\t']);
    source.line(lines.take_while(is_inside).last().unwrap_or(first)).end as usize
}

/// The items of a list, not all of which are words, on one line.
fn as_a_line(items: &[serde_json::Value]) -> String {
    let item = |item: &serde_json::Value| item.as_str().map_or_else(|| item.to_string(), str::to_owned);
    items.iter().map(item).collect::<Vec<_>>().join(", ")
}

/// The keys that begin a line of the front matter, each with its bytes.
fn keys(source: &Source, body: Span) -> BTreeMap<&str, Span> {
    let lines = source.line_of(body.start)..source.line_of(body.end);
    let key = |line: usize| {
        let key = source.slice(source.line(line)).split_once(':')?.0.trim_end();
        let start = source.line(line).start as usize;
        Some((key, Span::new(start, start + key.len())))
    };
    lines.filter_map(key).collect()
}

/// A list of authors as a byline has it.
fn joined<N: AsRef<str>>(names: &[N]) -> Option<String> {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    let (last, before) = names.split_last()?;
    Some(if before.is_empty() { (*last).to_owned() } else { format!("{} and {last}", before.join(", ")) })
}

fn toml_fields(source: &Source, body: Span) -> Fields {
    let file = Arc::new(Source::new("", source.slice(body)));
    let rule = RuleId::coded("front-matter");
    let (fields, faults) = table::read(&file, &rule, |root| {
        root.each(|key, value| (key, value.scalar().or_else(|| listed(value)).unwrap_or_else(|| value.as_written())))
    });
    let shift = |span: Span| Span { start: span.start + body.start, end: span.end + body.start };
    if let Some(fault) = faults.into_iter().next() {
        return (without_repeats(lines(source, body, '=')), Some((shift(fault.primary.span), fault.message)));
    }
    let field = |(key, value): (table::Spanned<String>, table::Spanned<String>)| FrontField {
        name: key.value,
        key: shift(key.span),
        span: shift(value.span),
        value: value.value,
    };
    (fields.into_iter().map(field).collect(), None)
}

fn listed(value: table::Value<'_>) -> Option<table::Spanned<String>> {
    let names = value.strings()?;
    Some(table::Spanned { value: joined(&names.value)?, span: names.span })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> (Vec<(String, String)>, Option<String>) {
        let source = Source::new("a.md", text);
        let front = read(&source).expect("there is front matter");
        let of = |field: &FrontField| {
            assert!(source.slice(field.span).contains(field.value.trim()) || field.value.contains(" and "), "{field:?}");
            (field.name.clone(), field.value.clone())
        };
        (front.fields.iter().map(of).collect(), front.fault.map(|(span, said)| format!("{}: {said}", source.slice(span))))
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_number_is_read_as_it_is_written() {
        let (found, fault) = fields("---\nid: 0035\ndate: 2021-05-10\nauthors: [Ines, Bo]\n---\n");
        assert_eq!(found, pairs(&[("id", "0035"), ("date", "2021-05-10"), ("authors", "Ines and Bo")]));
        assert_eq!(fault, None);
        assert_eq!(fields("---\n---\n"), (Vec::new(), None), "nothing is no fault");
    }

    #[test]
    fn what_is_no_yaml_is_told_and_its_lines_are_used() {
        let (found, fault) = fields("---\nnumber: 12\ntitle: Port Ellery: Dockers return\n---\n");
        assert_eq!(found, pairs(&[("number", "12"), ("title", "Port Ellery: Dockers return")]));
        assert!(fault.is_some_and(|fault| fault.starts_with("title: Port Ellery: Dockers return: ")));
    }

    #[test]
    fn what_is_wrong_is_told_in_plain_words() {
        for (body, told) in [
            ("status: a\nstatus: b", "`status` stands twice"),
            ("just words", "it should be lines of `key: value`"),
            ("- a\n- b", "it should be lines of `key: value`"),
            ("title: Ferry: shut", "a value with a colon in it has no quotation marks around it"),
            ("title: \"Ferry", "a quotation mark is not closed"),
            ("title: 'Ferry", "a quotation mark is not closed"),
            ("title: [a, b", "a bracket is not closed"),
            ("title: *x", "a value that begins with `*` has no quotation marks around it"),
            ("title: @x", "a value that begins with a sign has no quotation marks around it"),
            ("a: b\nwords", "a line is no `key: value`"),
            ("a:\n\tb: c", "a tab stands before a key: use spaces"),
            ("a: \"b\" c", "words stand after a closing quotation mark"),
        ] {
            let (_, fault) = fields(&format!("---\n{body}\n---\n"));
            assert!(fault.as_deref().is_some_and(|fault| fault.ends_with(&format!(": {told}"))), "{body}: {fault:?}");
        }
    }

    #[test]
    fn a_key_that_stands_twice_counts_once() {
        let (found, fault) = fields("---\nnumber: 12\nnumber: 13\nauthors:\n  - Ines\n  - Bo\n---\n");
        assert_eq!(found, pairs(&[("number", "12"), ("authors", "Ines and Bo")]));
        assert!(fault.is_some_and(|fault| fault.ends_with("`number` stands twice")));
        let (found, fault) = fields("+++\nnumber = 12\nnumber = 13\ntitle = \"Ferry\"\n+++\n");
        assert_eq!(found, pairs(&[("number", "12"), ("title", "Ferry")]));
        assert!(fault.is_some());
    }

    #[test]
    fn what_is_not_closed_ends_with_its_last_key() {
        let unclosed = |text: &str| read(&Source::new("a.md", text)).map(|front| (front.span.end, front.fields.len(), front.fault));
        let told = |end, count| Some((end, count, Some((Span::new(0, 3), "it is not closed".to_owned()))));
        assert_eq!(unclosed("---\nnumber: 12\ndate: 2021-05-10\n\n# Ferry\n"), told(32, 2));
        assert_eq!(unclosed("---\nnumber: 12\n\n# Ferry\n\nIt is shut.\n\n---\n\nMore.\n"), told(15, 1));
        assert_eq!(unclosed("+++\nnumber = 12\n\n# Ferry\n"), told(16, 1));
        for text in ["---\n\nnumber: 12\n", "---\nThe ferry\n", "---\nStatus: accepted\n", "---\n", "--- a\nnumber: 12\n"] {
            assert_eq!(unclosed(text), None, "{text}");
        }
    }

    #[test]
    fn dots_end_yaml_and_no_other() {
        let (found, fault) = fields("---\nnumber: 12\n...\n\nWords.\n\n---\n");
        assert_eq!((found, fault), (pairs(&[("number", "12")]), None));
        let (_, fault) = fields("+++\nnumber = 12\n...\n\nIt is shut.\n\n+++\n");
        assert!(fault.is_some());
    }

    #[test]
    fn a_list_of_authors_is_a_byline() {
        let (found, fault) = fields("+++\nauthors = [\"Ines\", \"Bo\", \"Jo\"]\ntags = [1, 2]\n+++\n");
        assert_eq!((found, fault), (pairs(&[("authors", "Ines, Bo and Jo"), ("tags", "[1, 2]")]), None), "numbers are as they are written");
    }

    #[test]
    fn what_is_no_toml_is_told() {
        let (found, fault) = fields("+++\nnumber = 12\nstatus = final\n+++\n");
        assert_eq!(found, pairs(&[("number", "12"), ("status", "final")]), "they are used all the same");
        assert_eq!(fault.as_deref(), Some("final: `final` has no quotes around it"));
    }

    #[test]
    fn aliases_that_multiply_are_told_before_they_do() {
        let mut text = "---\na: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for (next, last) in ('b'..='j').zip('a'..) {
            let line = format!("{next}: &{next} [{}]\n", vec![format!("*{last}"); 9].join(", "));
            text.push_str(&line);
        }
        let (_, fault) = fields(&format!("{text}---\n"));
        assert!(fault.is_some_and(|fault| fault.ends_with("it is too large, or refers to itself too often")));
    }
}
