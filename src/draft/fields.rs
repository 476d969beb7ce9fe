//! Header fields that a house declares: in the front matter, on a line `Status: accepted`, or under a heading. Whether a value will do is
//! for the rules.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::date::{self, Resolved};
use crate::draft::{Field, FrontField, Given, Header, Origin, Section};
use crate::house::{House, NumberSource, Role, TitleFrom};
use crate::prose::{OBJECT, ProseBuilder};
use crate::source::{Source, Span};

/// A header with the fields of the front matter that mean something to the house.
pub fn of_front_matter(front: Vec<FrontField>, house: &House) -> Header {
    let mut header = Header::default();
    if house.front_matter.closed.is_some() || house.front_matter.order.is_some() {
        header.keys = front.iter().map(|field| Field { value: field.name.clone(), span: field.key }).collect();
    }
    for field in front {
        let Some((format, role)) = house.field_of_key(&field.name) else { continue };
        let role = if is_elsewhere(role, house) { Role::Other } else { role };
        if field.value.trim().is_empty() {
            header.blank.extend(format.map(|value| Field { value, span: field.key }));
            continue;
        }
        let mut value = ProseBuilder::default();
        value.push_for(&field.value, field.span);
        header.given.push(Given { format, role, value: value.build(), origin: Origin::FrontMatter });
    }
    header
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

/// Whether fields of the front matter say that a file is a note of the house: one of them is the field that the house has for its number.
pub fn number_themselves(front: &[FrontField], house: &House) -> bool {
    let is_number = |field: &FrontField| matches!(house.field_of_key(&field.name), Some((Some(_), Role::Number)));
    house.series.takes(NumberSource::FrontMatter) && front.iter().any(is_number)
}

/// Whether the house says that a note has this from another place than the front matter.
fn is_elsewhere(role: Role, house: &House) -> bool {
    match role {
        Role::Title => matches!(house.title_format.from, TitleFrom::Heading | TitleFrom::None),
        Role::Number => !house.series.takes(NumberSource::FrontMatter),
        Role::Date | Role::Author | Role::Other => false,
    }
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
            Role::Title if header.title.is_empty() && given.origin != Origin::FrontMatter && is_in_front(house) => {}
            Role::Title if header.title.is_empty() => header.title = vec![given.value.clone()],
            Role::Author if header.byline.is_none() => header.byline = Some(given.value.clone()),
            _ => {}
        }
    }
}

fn is_in_front(house: &House) -> bool {
    house.title_format.from == TitleFrom::FrontMatter
}

impl Given {
    /// The value as it is to be judged: what is no prose, such as code or an address, as it is written.
    pub fn text<'a>(&'a self, source: &'a Source) -> Cow<'a, str> {
        let text = self.value.text().trim();
        if !text.contains(OBJECT) {
            return Cow::Borrowed(text);
        }
        let written = source.slice(self.value.whole()).trim();
        Cow::Borrowed(written.trim_matches('`'))
    }

    /// The whole numbers of a list, with their places.
    pub fn numbers(&self, source: &Source) -> Vec<(u64, Span)> {
        let whole = self.value.whole();
        let (text, start) = (source.slice(whole), whole.start as usize);
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(first) = text[at..].find(|c: char| c.is_ascii_digit()).map(|first| at + first) {
            let end = first + text[first..].bytes().take_while(u8::is_ascii_digit).count();
            let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '.'));
            let is_whole = !joined(text[..first].chars().next_back()) && !text[end..].starts_with(char::is_alphanumeric);
            let number = text[first..end].parse().ok().filter(|_| is_whole);
            found.extend(number.map(|number| (number, Span::new(start + first, start + end))));
            at = end;
        }
        found
    }

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
            let mut value = ProseBuilder::default();
            value.push_for(text, crate::source::Span::new(0, text.len()));
            Given { format: None, role: Role::Number, value: value.build(), origin: Origin::FrontMatter }.number()
        };
        for text in ["36", "0036", "ADR-36", "ADR 36", "#36", "No. 36", " 36 ", "adr/36"] {
            assert_eq!(number(text), Some(36), "{text}");
        }
        for text in ["-36", "+36", "−36", "36.0", "3.6", "36a", "1,036", "3e6", "true", "", "36 37", "99999999999999999999"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
