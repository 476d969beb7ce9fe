//! What a web page adds after a note: an archive listing, a row of years, "Click here". It is set apart so that nothing else speaks of it.

use crate::draft::block::{Line, LineKind};
use crate::draft::{Field, Furniture, ListingEntry, header};
use crate::house::House;
use crate::source::Span;

/// Letters of the longest line of furniture.
const LONGEST: usize = 200;

/// The furniture at the end of `lines`, and the index of its first line: from the first line of furniture after which nothing else comes.
pub fn find(lines: &[Line], house: &House) -> Option<(usize, Furniture)> {
    let roles: Vec<Role> = roles(lines, house);
    let mut start = lines.len();
    while start > 0 && roles[start - 1] != Role::Prose {
        start -= 1;
    }
    // A short line before the first entry or year row is the note's own.
    let start = (start..lines.len()).find(|index| roles[*index] != Role::Title)?;
    let span = lines[start].span.cover(lines.last()?.span);
    let entries = (start..lines.len()).filter_map(|index| entry(lines, &roles, index, house)).collect();
    Some((start, Furniture { span, entries }))
}

/// The entries of a listing that is all of `lines`, and the lines that are no part of one: neither furniture nor a heading above entries, such
/// as a year.
pub fn listing(lines: &[Line], house: &House) -> (Vec<ListingEntry>, Vec<Span>) {
    let roles = roles(lines, house);
    let is_heading = |line: &Line| {
        let text = line.prose.text();
        let year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        year || line.kind == LineKind::Heading || !text.contains(char::is_alphanumeric) || header::is_banner(line, house)
    };
    let stranger = |(line, role): &(&Line, &Role)| **role == Role::Prose && !is_heading(line);
    let strangers = lines.iter().zip(&roles).filter(stranger).map(|(line, _)| line.prose.whole()).collect();
    ((0..lines.len()).filter_map(|index| entry(lines, &roles, index, house)).collect(), strangers)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// The first line of an entry of a listing.
    Entry,
    /// A line that a pattern of the house matches.
    Known,
    /// Right after an entry: its title.
    Title,
    Prose,
}

fn roles(lines: &[Line], house: &House) -> Vec<Role> {
    let format = &house.furniture;
    // Every line is asked, so most are dismissed by the longest words that an entry always has.
    let words = format.listing.as_ref().map(|listing| listing.longest_words());
    let entry_words = memchr::memmem::Finder::new(words.unwrap_or_default());
    let mut roles: Vec<Role> = Vec::with_capacity(lines.len());
    for line in lines {
        let text = line.prose.text();
        let previous = roles.last().copied();
        let role = if text.len() > LONGEST {
            Role::Prose
        } else if format
            .listing
            .as_ref()
            .is_some_and(|listing| entry_words.find(text.as_bytes()).is_some() && listing.matches(text, house.finder()).is_some())
        {
            Role::Entry
        } else if format.lines.iter().any(|pattern| pattern.is_match(text)) {
            Role::Known
        } else if previous == Some(Role::Entry) && line.kind != LineKind::Opaque {
            Role::Title
        } else {
            Role::Prose
        };
        roles.push(role);
    }
    roles
}

fn entry(lines: &[Line], roles: &[Role], index: usize, house: &House) -> Option<ListingEntry> {
    let line = lines.get(index).filter(|_| roles[index] == Role::Entry)?;
    let read = house.furniture.listing.as_ref()?.matches(line.prose.text(), house.finder())?;
    let (value, range) = read.number?;
    let title = lines.get(index + 1).filter(|_| roles.get(index + 1) == Some(&Role::Title));
    Some(ListingEntry {
        number: Field { value, span: line.prose.span(range) },
        last_number: read.last_number,
        date: read.date.and_then(|mention| Some(Field { value: mention.resolved.date()?, span: line.prose.span(mention.range) })),
        title: title.map(|line| line.prose.clone()),
        span: title.map_or(line.span, |title| line.span.cover(title.span)),
    })
}
