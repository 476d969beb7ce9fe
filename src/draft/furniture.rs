//! What a web page adds after a note: an archive listing, a row of years, "Click here". It is set apart so that nothing else speaks of it.

use crate::draft::block::{Line, LineKind};
use crate::draft::{Field, Furniture, ListingEntry, header};
use crate::house::{House, Template};
use crate::source::Span;

/// Letters of the longest line of furniture.
const LONGEST: usize = 200;

/// The furniture at the end of `lines`, and the index of its first line: from the first line of furniture after which nothing else comes.
pub fn find(lines: &[Line], house: &House) -> Option<(usize, Furniture)> {
    // From the end, as far as it goes: most notes have none.
    let mut own = OwnRoles { lines, house, from_end: Vec::new() };
    let roles: Vec<Role> = (0..lines.len()).rev().map(|index| own.role(index)).take_while(|role| *role != Role::Prose).collect();
    let first = lines.len() - roles.len();
    let role_of = |index: usize| roles[lines.len() - 1 - index];
    // A short line before the first entry or year row is the note's own.
    let start = (first..lines.len()).find(|index| role_of(*index) != Role::Title)?;
    let span = lines[start].span.cover(lines.last()?.span);
    let entries = (start..lines.len()).filter(|index| role_of(*index) == Role::Entry);
    let entries = entries.filter_map(|index| {
        let title = lines.get(index + 1).filter(|_| role_of(index + 1) == Role::Title);
        entry(&lines[index], title, house)
    });
    let entries = entries.collect();
    Some((start, Furniture { span, entries }))
}

/// The entries of a listing that is all of `lines`, and the lines that are no part of one: neither furniture nor a heading above entries, such
/// as a year.
pub fn listing(lines: &[Line], house: &House) -> (Vec<ListingEntry>, Vec<Span>) {
    let mut own = OwnRoles { lines, house, from_end: Vec::new() };
    let mut roles: Vec<Role> = (0..lines.len()).rev().map(|index| own.role(index)).collect();
    roles.reverse();
    let is_heading = |line: &Line| {
        let text = line.prose.text();
        let year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        year || line.kind == LineKind::Heading || !text.contains(char::is_alphanumeric) || header::is_banner(line, house)
    };
    let stranger = |(line, role): &(&Line, &Role)| **role == Role::Prose && !is_heading(line);
    let strangers = lines.iter().zip(&roles).filter(stranger).map(|(line, _)| line.prose.whole()).collect();
    let entries = (0..lines.len()).filter(|index| roles[*index] == Role::Entry).filter_map(|index| {
        let title = lines.get(index + 1).filter(|_| roles[index + 1] == Role::Title);
        entry(&lines[index], title, house)
    });
    (entries.collect(), strangers)
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

/// What lines are by themselves, each looked at once; they are asked for from the last to the first.
struct OwnRoles<'a> {
    lines: &'a [Line],
    house: &'a House,
    from_end: Vec<Role>,
}

impl OwnRoles<'_> {
    /// What line `index` is.
    fn role(&mut self, index: usize) -> Role {
        let line = &self.lines[index];
        if line.prose.text().len() > LONGEST {
            return Role::Prose;
        }
        let own = self.own(index);
        let may_be_title = own == Role::Prose && line.kind != LineKind::Opaque && index > 0;
        if may_be_title && self.own(index - 1) == Role::Entry { Role::Title } else { own }
    }

    fn own(&mut self, index: usize) -> Role {
        let from_end = self.lines.len() - 1 - index;
        while self.from_end.len() <= from_end {
            let next = self.lines.len() - 1 - self.from_end.len();
            self.from_end.push(own_role(&self.lines[next], self.house));
        }
        self.from_end[from_end]
    }
}

/// What a line is by itself.
fn own_role(line: &Line, house: &House) -> Role {
    let (format, text) = (&house.furniture, line.prose.text());
    let is_entry = |listing: &Template| text.contains(listing.longest_words()) && listing.matches(text, house.finder()).is_some();
    if text.len() > LONGEST {
        Role::Prose
    } else if format.listing.as_ref().is_some_and(|listing| is_entry(listing)) {
        Role::Entry
    } else if format.lines.iter().any(|pattern| pattern.is_match(text)) {
        Role::Known
    } else {
        Role::Prose
    }
}

fn entry(line: &Line, title: Option<&Line>, house: &House) -> Option<ListingEntry> {
    let read = house.furniture.listing.as_ref()?.matches(line.prose.text(), house.finder())?;
    let (value, range) = read.number?;
    Some(ListingEntry {
        number: Field { value, span: line.prose.span(range) },
        last_number: read.last_number,
        date: read.date.and_then(|mention| Some(Field { value: mention.resolved.date()?, span: line.prose.span(mention.range) })),
        title: title.map(|line| line.prose.clone()),
        span: title.map_or(line.span, |title| line.span.cover(title.span)),
    })
}
