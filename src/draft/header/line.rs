//! What one line of a header is by itself, asked with yes or no. How likely it is to be this or that is for the evidence.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::date::{self, Context, Resolved};
use crate::draft::block::{Line, LineKind};
use crate::draft::{label, name, opener};
use crate::house::{Fit, House, TemplateMatch};
use crate::prose::letter_case::same_word;

/// Bytes of the longest line that may be a number line.
pub const LONGEST_NUMBER_LINE: usize = 160;

/// A longer line is no date.
const LONGEST_DATE: usize = 60;

/// A longer line is no team's with a date beside it.
const LONGEST_TEAM: usize = 100;

/// Bytes of the longest line that may be a banner with a slip in it.
const LONGEST_BANNER: usize = 80;

/// A date in a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateRead {
    /// The day; `None` where the calendar does not have it.
    pub value: Option<Date>,
    /// Where it stands in the line's text.
    pub range: Range<usize>,
}

/// Whether a line shows a reader anything but marks.
pub fn is_shown(line: &Line) -> bool {
    line.prose.text().contains(char::is_alphanumeric) && line.kind != LineKind::Opaque
}

/// Whether the house says that a line is neither title nor byline.
pub fn is_other(text: &str, house: &House) -> bool {
    house.header.other_lines.iter().any(|pattern| pattern.is_match(text))
}

/// Whether a line above a note of a digest is no part of it.
pub fn is_set_aside(line: &Line, house: &House) -> bool {
    let text = line.prose.text();
    let is_of_series = || is_banner(line, house) || date_alone(text, house).is_some() || fits_number_line(line, house);
    let is_dated_other = || date_beside(text, house).is_some_and(|(_, rest)| is_other(&text[rest], house));
    !is_shown(line) || is_other(text, house) || label::is_field(line, house) || is_of_series() || is_dated_other()
}

/// Whether a line reads like the names of people.
pub fn reads_as_names(line: &Line, house: &House) -> bool {
    let text = line.prose.text();
    let format = house.header.byline.as_ref();
    let is_line = line.kind != LineKind::Heading && text.contains(' ');
    is_line && format.is_some_and(|format| name::is_byline(text, format, &house.prose.articles))
}

/// Whether a line says that names follow: it opens with a word such as `By`.
pub fn names_authors(line: &Line, house: &House) -> bool {
    let text = line.prose.text();
    let opens =
        |prefix: &String| text.get(..prefix.len()).is_some_and(|start| same_word(start, prefix)) && text[prefix.len()..].starts_with(' ');
    house.header.byline.iter().flat_map(|format| &format.prefixes).any(opens)
}

/// Whether a line is of a kind and length that a number line can have.
pub fn may_be_number_line(line: &Line) -> bool {
    matches!(line.kind, LineKind::Text | LineKind::Bold | LineKind::Heading) && line.prose.text().len() <= LONGEST_NUMBER_LINE
}

/// What a line holds as the series' number line, if it is one or meant as one.
pub fn number_line(line: &Line, house: &House) -> Option<TemplateMatch> {
    if !may_be_number_line(line) {
        return None;
    }
    let read = || house.read_number_line(line.prose.text());
    let (asked_by, reading) = line.reading.get_or_init(|| (Arc::clone(&house.source), read().map(Box::new)));
    if Arc::ptr_eq(asked_by, &house.source) { reading.as_deref().cloned() } else { read() }
}

/// Whether it is the number line, its marks aside.
pub fn fits(reading: &TemplateMatch) -> bool {
    matches!(reading.fit, Fit::Exact | Fit::Malformed { marks_only: true, .. })
}

/// Whether a line is the series' number line, its marks aside.
pub fn fits_number_line(line: &Line, house: &House) -> bool {
    number_line(line, house).is_some_and(|reading| fits(&reading))
}

/// The date that a line is, if it is nothing else.
pub fn date_alone(text: &str, house: &House) -> Option<DateRead> {
    if text.len() >= LONGEST_DATE || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mention = house.finder().read_exact(text)?;
    let range = mention.range.clone();
    read_date(mention, text, range)
}

/// The date with its year that a short line ends or begins with, and the rest of the line without the marks between.
pub fn date_beside(text: &str, house: &House) -> Option<(DateRead, Range<usize>)> {
    let bytes = text.as_bytes();
    let is_figure = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    if text.len() > LONGEST_TEAM || !is_figure(bytes.first()) && !is_figure(bytes.iter().rev().find(|byte| **byte != b')')) {
        return None;
    }
    let mentions = house.finder().find(text);
    let mention = mentions.into_iter().find(|mention| {
        let stands_at_edge = mention.range.start == 0 || mention.range.end == text.trim_end_matches(')').len();
        mention.first.year.is_some() && mention.last.is_none() && stands_at_edge
    })?;
    let weekday = mention.weekday.as_ref().map_or(mention.range.start, |(_, weekday)| weekday.start);
    let range = mention.range.clone();
    let is_mark = |c: char| !c.is_alphanumeric();
    let rest = if range.start == 0 {
        let rest = text[range.end..].trim_start_matches(is_mark);
        text.len() - rest.len()..text.len()
    } else {
        0..text[..weekday.min(range.start)].trim_end_matches(is_mark).len()
    };
    if rest.is_empty() {
        return None;
    }
    Some((read_date(mention, text, range)?, rest))
}

fn read_date(mention: crate::date::Mention, text: &str, range: Range<usize>) -> Option<DateRead> {
    let mut mentions = [mention];
    date::resolve(&mut mentions, text, None, Context::Elsewhere);
    match mentions[0].resolved {
        Resolved::On { date, .. } => Some(DateRead { value: Some(date), range }),
        Resolved::Impossible => Some(DateRead { value: None, range }),
        Resolved::Open => None,
    }
}

/// Whether one of `lines` is the series' banner.
pub fn bears_banner(lines: &[Line], house: &House) -> bool {
    lines.iter().any(|line| is_banner(line, house))
}

/// Whether a line is the series' banner.
pub fn is_banner(line: &Line, house: &House) -> bool {
    house.header.banner.iter().any(|name| same_word(name, line.prose.text()))
}

/// The number that stands behind the series' name in a banner: `Harbour Notes 12`, `Harbour Notes #12`.
pub fn number_of_banner(text: &str, house: &House) -> Option<(u64, Range<usize>)> {
    if !text.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let start = text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let name = text[..start].trim_end_matches([' ', '#', '№']);
    let is_name = name.len() < start && house.header.banner.iter().any(|banner| same_word(banner, name));
    if is_name { Some((text[start..].parse().ok()?, start..text.len())) } else { None }
}

/// Whether a line is the series' banner but for slips of the pen.
pub fn is_near_banner(line: &Line, house: &House) -> bool {
    let text = line.prose.text();
    if text.len() >= LONGEST_BANNER {
        return false;
    }
    let length = text.chars().count();
    let may_be = |name: &str| {
        let own = name.chars().count();
        own.abs_diff(length) * 4 <= own.max(4)
    };
    if !house.header.banner.iter().any(|name| may_be(name)) {
        return false;
    }
    let text = text.to_lowercase();
    let mut names = house.header.banner.iter().map(|name| name.to_lowercase());
    names.any(|name| strsim::osa_distance(&name, &text) * 4 <= name.chars().count().max(4))
}

/// Whether `text` opens with a date.
pub fn opens_dated(text: &str, house: &House) -> bool {
    let mut end = text.len().min(120);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let start = &text[..end];
    opener::read(start, &house.finder().find(start), &house.dates).is_some()
}
