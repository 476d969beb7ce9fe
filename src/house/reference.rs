//! Where a text names a note of the series: `Harbour Notes # 12`, or as `[[reference]]` says. Whether there is such a note is not known here.

use crate::date::Finder;
use crate::draft::Run;
use crate::house::numbers::{is_sign, numbers_at};
use crate::house::{House, Template};
use crate::prose::TextRange;
use crate::prose::links::destinations;
use crate::source::{Source, Span};

impl House {
    /// The notes of the series that `text` names, with the places where it does, in order. A text that only names the series names no note.
    pub fn references(&self, text: &str) -> Vec<(Run, TextRange)> {
        let mut found: Vec<(Run, TextRange)> = self
            .references
            .iter()
            .flat_map(|reference| reference.found_in(text))
            .map(|(number, range)| (Run::one(number), range))
            .collect();
        for template in &self.header.number_line {
            let Some(lead) = Lead::of(template) else { continue };
            for start in memchr::memmem::find_iter(text.as_bytes(), lead.name) {
                let whole = !text[..start].ends_with(char::is_alphanumeric);
                if let Some((run, end)) = lead.number_at(text, start + lead.name.len(), self.finder()).filter(|_| whole) {
                    found.push((run, start..end));
                }
            }
        }
        found.sort_by_key(|(_, range)| (range.start, std::cmp::Reverse(range.end)));
        found.dedup_by(|later, earlier| later.1.start < earlier.1.end);
        found
    }
}

impl House {
    /// The notes of the series that links between the bytes of `place` lead to, by the names of their files; each with the name's bytes.
    pub fn linked(&self, place: Span, source: &Source) -> Vec<(u64, Span)> {
        let Some(pattern) = &self.series.file_name else { return Vec::new() };
        let text = source.slice(place);
        if !text.contains(['(', '<']) {
            return Vec::new();
        }
        let targets = destinations(text).into_iter().filter_map(|written| {
            let path = text[written.clone()].split(['#', '?']).next().unwrap_or_default();
            // What leads out of the archive is no note of it.
            (!path.contains("://") && !path.starts_with('/')).then_some((written.start, path))
        });
        let named = targets.filter_map(|(start, target)| {
            let (number, range) = pattern.number_in(target)?;
            let at = place.start as usize + start;
            Some((number, Span::new(at + range.start, at + range.end)))
        });
        named.collect()
    }
}

/// What stands before the number of a template.
struct Lead<'t> {
    /// The series' name.
    name: &'t str,
    /// Whether a sign such as `#` announces the number.
    signed: bool,
}

impl<'t> Lead<'t> {
    fn of(template: &'t Template) -> Option<Lead<'t>> {
        let lead = template.text().split('{').next()?.trim_end();
        let name = without_sign(lead);
        let is_name = name.chars().any(char::is_alphabetic);
        is_name.then_some(Lead { name, signed: name.len() < lead.len() })
    }

    /// The number that stands after the name, which ends at `at`, and its end.
    fn number_at(&self, text: &str, at: usize, dates: &Finder) -> Option<(Run, usize)> {
        let rest = text[at..].trim_start_matches([' ', ',']);
        let after_sign = past_sign(rest);
        if self.signed && after_sign.is_none() {
            return None;
        }
        let rest = after_sign.unwrap_or(rest).trim_start_matches(' ');
        let [range, alone] = numbers_at(text, text.len() - rest.len(), dates);
        let numbers = range.or(alone)?;
        Some((Run { first: numbers.first, last: numbers.last }, numbers.range.end))
    }
}

/// `Harbour Notes` of `Harbour Notes #` and `Harbour Notes No.`.
fn without_sign(lead: &str) -> &str {
    let marks = lead.trim_end_matches(['#', '.', ' ', ',', ':']);
    let before = marks.rfind(' ').map_or("", |space| &marks[..space]);
    if is_sign(&marks[before.len()..].trim().to_lowercase()) { before.trim_end() } else { marks }
}

/// What stands after the sign that `text` begins with.
fn past_sign(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix('#') {
        return Some(rest);
    }
    let end = text.find(|c: char| !c.is_alphabetic() && c != 'º' && c != '°').unwrap_or(text.len());
    is_sign(&text[..end]).then(|| text[end..].trim_start_matches('.'))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn a_note_is_named_by_series_and_number() {
        let source = Source::new("house.toml", include_str!("../../fixtures/harbour-notes/house.toml"));
        let house = House::read(Arc::new(source)).0.expect("a house without a fault is read");
        let named = |text: &str| {
            house.references(text).into_iter().map(|(run, range)| (run.to_string(), text[range].to_owned())).collect::<Vec<_>>()
        };
        let one = |number: &str, text: &str| vec![(number.to_owned(), text.to_owned())];
        assert_eq!(named("As Harbour Notes # 12 had it."), one("12", "Harbour Notes # 12"));
        assert_eq!(named("(Harbour Notes #12)"), one("12", "Harbour Notes #12"));
        assert_eq!(named("Harbour Notes, No. 12, said so"), one("12", "Harbour Notes, No. 12"));
        assert_eq!(named("see Harbour Notes # 12-14"), one("12-14", "Harbour Notes # 12-14"));
        assert_eq!(named("Harbour Notes # 1 and Harbour Notes # 2").len(), 2);
        for text in ["Harbour Notes 2021", "Harbour Notes has said so", "Old-Harbour Notes", "harbour notes # 12", "Harbour Notes # XX"] {
            assert_eq!(named(text), [], "{text}");
        }
    }
}
