//! Where a note has its number from: the places that the house lists, or the usual ones. What stands in them was read before.

use crate::draft::{Field, Header};
use crate::house::{House, NumberSource, Role};
use crate::source::Span;

/// Gives the note in the file called `name` its number, where its lines do not settle it. `opening` is what a finding about the name points at.
pub fn settle(header: &mut Header, name: &str, opening: Option<Span>, house: &House) {
    if house.series.number_from.is_empty() {
        let in_name = house.series.file_name.as_ref().filter(|_| house.number_line().is_none() && header.number.is_none());
        if let Some((value, _)) = in_name.and_then(|pattern| pattern.number_in(name)) {
            take_from_name(header, value, opening);
        }
        return;
    }
    let found = house.series.number_from.iter().find_map(|source| of(*source, header, name, house));
    let of_line = header.number.filter(|number| found.is_some_and(|found| found == Found::Written(*number)));
    if of_line.is_none() {
        header.last_number = None;
    }
    match found {
        Some(Found::Written(number)) => header.number = Some(number),
        Some(Found::Named(value)) => take_from_name(header, value, opening),
        None => header.number = None,
    }
}

/// Whether the file called `name` is named as the notes of the house are.
pub fn is_in_name(name: &str, house: &House) -> bool {
    house.series.file_name.as_ref().is_some_and(|pattern| pattern.number_in(name).is_some())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    /// In the note.
    Written(Field<u64>),
    /// In a name.
    Named(u64),
}

fn take_from_name(header: &mut Header, value: u64, opening: Option<Span>) {
    let first = header.lines().map(crate::prose::Prose::whole).min();
    if let Some(span) = first.or(opening) {
        header.number = Some(Field { value, span });
        header.number_in_name = true;
    }
}

fn of(source: NumberSource, header: &Header, name: &str, house: &House) -> Option<Found> {
    let pattern = house.series.file_name.as_ref();
    match source {
        NumberSource::NumberLine => {
            let line = header.number_line.as_ref()?.text.whole();
            header.number.filter(|number| line.contains(number.span.start)).map(Found::Written)
        }
        NumberSource::FrontMatter => {
            let mut given = header.given.iter().filter(|given| given.role == Role::Number);
            given.find_map(|given| Some(Found::Written(Field { value: given.number()?, span: given.value.whole() })))
        }
        NumberSource::Title => header.number_of_title.map(Found::Written),
        NumberSource::FileName => {
            let of_pattern = || pattern.map(|pattern| pattern.number_in(name).map(|(number, _)| number));
            of_pattern().unwrap_or_else(|| first_figures(stem(name))).map(Found::Named)
        }
        NumberSource::FolderName => {
            // Other files in a note's folder are none, where the house says how the note's own is called.
            let number = match pattern.filter(|pattern| pattern.text().contains('/')) {
                Some(pattern) => pattern.number_in(name).map(|(number, _)| number),
                None => leading_figures(folder(name)?),
            };
            number.map(Found::Named)
        }
    }
}

/// The name of a file without its folders and its ending.
fn stem(path: &str) -> &str {
    let name = &path[path.rfind('/').map_or(0, |slash| slash + 1)..];
    name.rfind('.').filter(|dot| *dot > 0).map_or(name, |dot| &name[..dot])
}

/// The name of the folder that a file is in.
fn folder(path: &str) -> Option<&str> {
    let folders = &path[..path.rfind('/')?];
    Some(&folders[folders.rfind('/').map_or(0, |slash| slash + 1)..])
}

fn leading_figures(name: &str) -> Option<u64> {
    let end = name.find(|c: char| !c.is_ascii_digit()).unwrap_or(name.len());
    name[..end].parse().ok()
}

fn first_figures(name: &str) -> Option<u64> {
    leading_figures(&name[name.find(|c: char| c.is_ascii_digit())?..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart() {
        assert_eq!((stem("a/b.c/0007-ropes.v2.md"), stem("0007"), stem(".7")), ("0007-ropes.v2", "0007", ".7"));
        assert_eq!((folder("p/0007-ropes/README.md"), folder("README.md"), folder("a/b")), (Some("0007-ropes"), None, Some("a")));
        assert_eq!((leading_figures("0007-ropes"), leading_figures("ropes-7"), leading_figures("")), (Some(7), None, None));
        assert_eq!((first_figures("hn-012-2021"), first_figures("ropes")), (Some(12), None));
    }
}
