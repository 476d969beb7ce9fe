//! What a web page adds after a note: an archive listing, a row of years, "Click here". It is set apart so that nothing else speaks of it.

use crate::draft::block::{Line, LineKind};
use crate::draft::{Field, Furniture, ListingEntry, header};
use crate::house::{House, TemplateMatch};
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
    let entries = (start..lines.len()).filter_map(|index| {
        let title = lines.get(index + 1).filter(|_| role_of(index + 1) == Role::Title);
        entry(&lines[index], own.taken(index)?, title)
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
    let entries = (0..lines.len()).filter_map(|index| {
        let title = lines.get(index + 1).filter(|_| roles[index + 1] == Role::Title);
        entry(&lines[index], own.taken(index)?, title)
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
    from_end: Vec<Own>,
}

/// What a line is by itself.
enum Own {
    /// The first line of an entry, and what it says, until that is taken.
    Entry(Option<Box<TemplateMatch>>),
    Known,
    Prose,
}

impl OwnRoles<'_> {
    /// What line `index` is.
    fn role(&mut self, index: usize) -> Role {
        let line = &self.lines[index];
        if line.prose.text().len() > LONGEST {
            return Role::Prose;
        }
        let own = match self.own(index) {
            Own::Entry(_) => return Role::Entry,
            Own::Known => return Role::Known,
            Own::Prose => Role::Prose,
        };
        let may_be_title = line.kind != LineKind::Opaque && index > 0;
        if may_be_title && matches!(self.own(index - 1), Own::Entry(_)) { Role::Title } else { own }
    }

    fn own(&mut self, index: usize) -> &mut Own {
        let from_end = self.lines.len() - 1 - index;
        while self.from_end.len() <= from_end {
            let next = self.lines.len() - 1 - self.from_end.len();
            self.from_end.push(Own::of(&self.lines[next], self.house));
        }
        &mut self.from_end[from_end]
    }

    /// What line `index` says as the first of an entry, where it is one; a line is read once.
    fn taken(&mut self, index: usize) -> Option<TemplateMatch> {
        match self.own(index) {
            Own::Entry(read) => read.take().map(|read| *read),
            Own::Known | Own::Prose => None,
        }
    }
}

impl Own {
    fn of(line: &Line, house: &House) -> Own {
        let (format, text) = (&house.furniture, line.prose.text());
        if text.len() > LONGEST {
            return Own::Prose;
        }
        let listing = format.listing.as_ref().filter(|listing| text.contains(listing.longest_words()));
        if let Some(read) = listing.and_then(|listing| listing.matches(text, house.finder())) {
            return Own::Entry(Some(Box::new(read)));
        }
        if format.lines.iter().any(|pattern| pattern.is_match(text)) { Own::Known } else { Own::Prose }
    }
}

fn entry(line: &Line, read: TemplateMatch, title: Option<&Line>) -> Option<ListingEntry> {
    let (value, range) = read.number?;
    Some(ListingEntry {
        number: Field { value, span: line.prose.span(range) },
        last_number: read.last_number,
        date: read.date.and_then(|mention| Some(Field { value: mention.resolved.date()?, span: line.prose.span(mention.range) })),
        title: title.map(|line| line.prose.clone()),
        span: title.map_or(line.span, |title| line.span.cover(title.span)),
    })
}
