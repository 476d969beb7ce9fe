//! Header fields that a house declares: in the front matter, on a line `Status: accepted`, or under a heading. Whether a value will do is
//! for the rules.

use jiff::civil::Date;

use crate::date::{self, Resolved};
use crate::draft::block::{Line, LineKind};
use crate::draft::{Field, FrontField, Given, Header, Origin, Section};
use crate::house::{FieldFormat, House, Role};
use crate::prose::Prose;

/// A header with the fields of the front matter that mean something to the house.
pub fn of_front_matter(front: Vec<FrontField>, house: &House) -> Header {
    let mut header = Header::default();
    for field in front {
        let Some((format, role)) = house.field_of_key(&field.name) else { continue };
        if field.value.trim().is_empty() {
            header.blank.extend(format.map(|value| Field { value, span: field.span }));
            continue;
        }
        let mut value = Prose::default();
        value.push_for(&field.value, field.span);
        header.given.push(Given { format, role, value, origin: Origin::FrontMatter });
    }
    header
}

/// A line of the header that is a field of the house.
#[derive(Debug)]
pub enum FieldLine {
    /// With a value.
    Given(Given),
    /// Without one: the index of the field, and where its label stands.
    Blank(Field<usize>),
}

/// Whether a line gives one of the house's fields, or leaves it blank.
pub fn is_line(line: &Line, house: &House) -> bool {
    is_field(line, &house.fields)
}

/// Whether a line is a field of the house: its label, a colon and a value.
pub fn is_field(line: &Line, fields: &[FieldFormat]) -> bool {
    field_of(line, fields).is_some()
}

/// The index of the field that a line gives, and where its colon stands.
fn field_of(line: &Line, fields: &[FieldFormat]) -> Option<(usize, usize)> {
    let labelled = matches!(line.kind, LineKind::Text | LineKind::Bold) && fields.iter().any(|field| field.line.is_some());
    let text = line.prose.text();
    let colon = text.find(':').filter(|_| labelled)?;
    let label = text[..colon].trim();
    let is_label = |field: &FieldFormat| field.line.as_ref().is_some_and(|own| own.to_lowercase() == label.to_lowercase());
    Some((fields.iter().position(is_label)?, colon))
}

/// The field that a line is: its label, a colon and a value, or no value.
pub fn on_line(line: &Line, house: &House) -> Option<FieldLine> {
    let (index, colon) = field_of(line, &house.fields)?;
    let text = line.prose.text();
    let value = line.prose.part(colon + 1..text.len()).trimmed();
    if value.is_blank() {
        return Some(FieldLine::Blank(Field { value: index, span: line.prose.span(0..colon) }));
    }
    Some(FieldLine::Given(Given { format: Some(index), role: house.fields[index].role, value, origin: Origin::Line }))
}

/// The fields that are the first words under a heading.
pub fn of_sections(sections: &[Section], house: &House) -> Vec<Given> {
    let fields = house.fields.iter().enumerate();
    let given = fields.filter_map(|(index, field)| {
        let spec = field.section?;
        let section = sections.iter().find(|section| section.spec == spec)?;
        let value = section.paragraphs.first()?.prose.clone().trimmed();
        Some(Given { format: Some(index), role: field.role, value, origin: Origin::Section })
    });
    given.collect()
}

/// Fills what the header's own lines leave open: number, date, title and authors.
pub fn fill(header: &mut Header, house: &House) {
    for given in &header.given {
        let span = given.value.whole();
        match given.role {
            Role::Number if header.number.is_none() => header.number = given.number().map(|value| Field { value, span }),
            Role::Date if header.date.is_none() && header.impossible_date.is_none() => match given.date(house) {
                Resolved::On { date, .. } => header.date = Some(Field { value: date, span }),
                Resolved::Impossible => header.impossible_date = Some(span),
                Resolved::Open => {}
            },
            Role::Title if header.title.is_empty() => header.title = vec![given.value.clone()],
            Role::Author if header.byline.is_none() => header.byline = Some(given.value.clone()),
            _ => {}
        }
    }
}

/// Takes the number from the file's name, where the house has no other place for it and the note gives none.
pub fn fill_from_name(header: &mut Header, name: &str, house: &House) {
    let pattern = house.series.file_name.as_ref().filter(|_| house.number_line().is_none() && header.number.is_none());
    let number = pattern.and_then(|pattern| pattern.number_in(name));
    let first = header.lines().map(Prose::whole).min();
    if let (Some((value, _)), Some(span)) = (number, first) {
        header.number = Some(Field { value, span });
        header.number_in_name = true;
    }
}

impl Given {
    /// The value as a whole number; letters and what joins them to it may stand before it, as in `ADR-36`, and so may `#`. A sign alone makes
    /// it another number.
    pub fn number(&self) -> Option<u64> {
        let value = self.value.text().trim();
        let after = value.trim_start_matches(|c: char| !c.is_ascii_digit());
        let before = &value[..value.len() - after.len()];
        let is_label = before.is_empty() || before.contains(|c: char| c.is_alphabetic() || matches!(c, '#' | '№'));
        if is_label { after.parse().ok() } else { None }
    }

    /// The value as a day; a time may follow it.
    pub fn date(&self, house: &House) -> Resolved {
        let value = self.value.text().trim();
        let day = value.split(['T', ' ']).next().filter(|day| day.len() == 10 && day.contains('-')).unwrap_or(value);
        if is_year_first(day) {
            return day.parse::<Date>().map_or(Resolved::Impossible, |date| Resolved::On { date, inferred: false });
        }
        // Of another form nobody knows which figure is the month, where the house does not say how it writes dates.
        let Some(mention) = house.finder().read_exact(day).filter(|_| house.knows_dates()) else { return Resolved::Open };
        let mut mentions = [mention];
        date::resolve(&mut mentions, value, None, date::Context::Elsewhere);
        mentions[0].resolved
    }
}

/// `2021-05-15`, whatever its figures say.
fn is_year_first(day: &str) -> bool {
    let shape = |(index, byte): (usize, u8)| if matches!(index, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    day.len() == 10 && day.bytes().enumerate().all(shape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_whole_and_has_no_sign() {
        let number = |text: &str| {
            let mut value = Prose::default();
            value.push_for(text, crate::source::Span::new(0, text.len()));
            Given { format: None, role: Role::Number, value, origin: Origin::FrontMatter }.number()
        };
        for text in ["36", "0036", "ADR-36", "ADR 36", "#36", "No. 36", " 36 ", "adr/36"] {
            assert_eq!(number(text), Some(36), "{text}");
        }
        for text in ["-36", "+36", "−36", "36.0", "3.6", "36a", "1,036", "3e6", "true", "", "36 37", "99999999999999999999"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
