//! Fields with a label before them: on a line of the header, several on one line, or in the cells of a table. What a field means is not known
//! here.

use crate::draft::block::{Line, LineKind};
use crate::draft::{Field, Given, Origin};
use crate::house::{FieldFormat, House};
use crate::prose::TextRange;

/// A field of the house as a line gives it.
#[derive(Debug)]
pub enum Labelled {
    /// With a value.
    Given(Given),
    /// Without one: the index of the field, and where its label stands.
    Blank(Field<usize>),
}

/// Whether a line gives one of the house's fields, or leaves it blank.
pub fn is_field(line: &Line, house: &House) -> bool {
    may_be_labelled(line, house) && first_label(line.prose.text(), &house.fields).is_some()
}

/// Whether line `at` gives a field, by itself or as a cell of a table.
pub fn is_field_at(lines: &[Line], at: usize, house: &House) -> bool {
    is_field(&lines[at], house) || lines[at].kind == LineKind::Aside && house.has_labels() && cell(lines, at, house).is_some()
}

/// The fields that line `at` gives: those whose labels stand on it, or the one whose label it is in a table.
pub fn fields_at(lines: &[Line], at: usize, house: &House) -> Vec<Labelled> {
    let line = &lines[at];
    if line.kind != LineKind::Aside {
        return if may_be_labelled(line, house) { on_line(line, house) } else { Vec::new() };
    }
    match cell(lines, at, house) {
        Some(Cell::Label { field, value: Some(value) }) => vec![given(field, house, lines[value].prose.clone())],
        Some(Cell::Label { field, value: None }) => vec![Labelled::Blank(Field { value: field, span: line.prose.whole() })],
        Some(Cell::Value) | None => Vec::new(),
    }
}

fn may_be_labelled(line: &Line, house: &House) -> bool {
    matches!(line.kind, LineKind::Text | LineKind::Bold) && house.has_labels()
}

fn given(field: usize, house: &House, value: crate::prose::Prose) -> Labelled {
    Labelled::Given(Given { format: Some(field), role: house.fields[field].role, value, origin: Origin::Line })
}

fn on_line(line: &Line, house: &House) -> Vec<Labelled> {
    let text = line.prose.text();
    let Some(first) = first_label(text, &house.fields) else { return Vec::new() };
    let mut labels = vec![first];
    labels.extend(further_labels(text, labels[0].value.start, &house.fields));
    let ends: Vec<usize> = labels.iter().skip(1).map(|label| label.words.start).chain([text.len()]).collect();
    let field = |(label, end): (&Label, usize)| {
        let inner = &text[label.value.start..end];
        let kept = if end < text.len() { inner.trim_end_matches(is_separator) } else { inner.trim_end_matches(['|', ' ']) };
        let value = line.prose.part(label.value.start..label.value.start + kept.len()).trimmed();
        if value.is_blank() {
            return Labelled::Blank(Field { value: label.field, span: line.prose.span(label.words.clone()) });
        }
        given(label.field, house, value)
    };
    labels.iter().zip(ends).map(field).collect()
}

/// A label in a line, and where its value begins.
struct Label {
    field: usize,
    words: TextRange,
    value: std::ops::Range<usize>,
}

/// The label that a line begins with; in plain text a row of a table has its bars around it.
fn first_label(text: &str, fields: &[FieldFormat]) -> Option<Label> {
    let start = text.len() - text.trim_start_matches(['|', ' ']).len();
    let end = start + text[start..].find(if start > 0 && text.starts_with('|') { '|' } else { ':' })?;
    let label = text[start..end].trim_end().trim_end_matches(':');
    let field = named(label, fields)?;
    Some(Label { field, words: start..start + label.len(), value: end + 1..text.len() })
}

/// Labels after the first: each with its own letter case, a colon behind it and a space or a mark before it.
fn further_labels(text: &str, from: usize, fields: &[FieldFormat]) -> Vec<Label> {
    let colons = text[from..].match_indices(':').map(|(at, _)| from + at);
    let at_colon = |colon: usize| {
        let before = &text[from..colon];
        let known = fields.iter().enumerate().flat_map(|(index, field)| field.labels.iter().map(move |label| (index, label)));
        let ends =
            known.filter(|(_, label)| before.ends_with(label.as_str()) && before[..before.len() - label.len()].ends_with(is_separator));
        let (field, label) = ends.max_by_key(|(_, label)| label.len())?;
        Some(Label { field, words: colon - label.len()..colon, value: colon + 1..text.len() })
    };
    colons.filter_map(at_colon).collect()
}

fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '|' | ',' | ';' | '·' | '•' | '–' | '—' | '/')
}

fn named(label: &str, fields: &[FieldFormat]) -> Option<usize> {
    let label = label.trim();
    let is_label = |own: &String| own.len() == label.len() && own == label || own.to_lowercase() == label.to_lowercase();
    fields.iter().position(|field| field.labels.iter().any(is_label))
}

/// What a cell of a table is to the house.
enum Cell {
    /// The label of a field, whose value stands in that line.
    Label { field: usize, value: Option<usize> },
    /// The value of one.
    Value,
}

/// A cell beside its label, or under it in a table whose first row is all labels.
fn cell(lines: &[Line], at: usize, house: &House) -> Option<Cell> {
    let row = row_of(lines, at);
    let label = |at: usize| named(lines[at].prose.text().trim_end_matches(':'), &house.fields);
    let in_row = at - row.start;
    let is_head = |row: &std::ops::Range<usize>| row.len() > 1 && row.clone().all(|cell| label(cell).is_some());
    if is_head(&row) {
        let below = row.end;
        let values = lines.get(below).filter(|line| line.kind == LineKind::Aside).map(|_| row_of(lines, below));
        // An empty cell shows nothing, so that of two rows with other lengths nobody knows what belongs together.
        let value = values.filter(|values| values.len() == row.len()).map(|values| values.start + in_row);
        return Some(Cell::Label { field: label(at)?, value });
    }
    if let Some(before) = row.start.checked_sub(1).filter(|before| lines[*before].kind == LineKind::Aside) {
        let above = row_of(lines, before);
        if is_head(&above) && above.len() == row.len() && label(at).is_none() {
            return Some(Cell::Value);
        }
    }
    match in_row {
        0 => Some(Cell::Label { field: label(at)?, value: (row.len() > 1).then_some(at + 1) }),
        1 => label(row.start).map(|_| Cell::Value),
        _ => None,
    }
}

/// The cells of the row that line `at` is in: those of one line of the file.
fn row_of(lines: &[Line], at: usize) -> std::ops::Range<usize> {
    let same = |other: &&Line| other.kind == LineKind::Aside && other.span == lines[at].span;
    let start = at - lines[..at].iter().rev().take(MOST_CELLS).take_while(same).count();
    start..at + lines[at..].iter().take(MOST_CELLS).take_while(same).count()
}

/// Cells of a row that are looked at: no header has so many fields.
const MOST_CELLS: usize = 64;
