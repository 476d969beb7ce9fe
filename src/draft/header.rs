//! The lines before the first section: banner, number line, date, title and byline, told apart by what they say and where they stand.

use jiff::civil::Date;

use crate::draft::block::{Line, LineKind};
use crate::draft::{Field, FrontField, Header, NumberLine, Run, fields, name, opener, ordinal, sentence};
use crate::house::{Fit, House, Numbers, Role, TemplateMatch};
use crate::prose::phrase::same_word;

/// A header as read from its lines.
pub struct Read {
    /// The header.
    pub header: Header,
    /// Lines before this one are the header's; the rest up to the first section are body text.
    pub end: usize,
    /// Lines of the header, by index, that are marked as headings and are none of its parts.
    pub unknown_headings: Vec<usize>,
}

/// Bytes of the longest line that may be a number line.
pub const LONGEST_NUMBER_LINE: usize = 160;

/// Lines of a title beyond which the rest is something else.
const MOST_TITLE_LINES: usize = 8;

/// A longer line is no date.
const LONGEST_DATE: usize = 60;

/// Which header lines are.
#[derive(Debug)]
pub enum Part<'a> {
    /// All of a note's, with the front matter's fields.
    Whole(Vec<FrontField>),
    /// A digest's, above its first note, with the front matter's fields.
    Masthead(Vec<FrontField>),
    /// A digest's note's, under that masthead.
    Entry(&'a Header),
}

/// Reads `lines`, those before a note's first section heading or those of a masthead.
pub fn read(lines: &[Line], part: Part<'_>, house: &House) -> Read {
    match part {
        Part::Whole(fields) => whole(lines, fields, house),
        Part::Masthead(fields) => masthead(lines, fields, house),
        Part::Entry(masthead) => entry(lines, masthead, house),
    }
}

fn whole(lines: &[Line], front: Vec<FrontField>, house: &House) -> Read {
    let mut header = fields::of_front_matter(front, house);
    let (number_index, date_index) = number_and_date(lines, &mut header, house);
    let banner = banner(lines, number_index, house);
    let taken = |index: usize| [number_index, date_index, banner].contains(&Some(index));
    let mut rest: Vec<usize> = (0..lines.len()).filter(|index| !taken(*index)).collect();
    let mut further = further_number_lines(lines, &mut rest, number_index, house);
    header.given.extend(fields::take_lines(lines, &mut rest, house));
    let end = body_start(lines, &rest, house).unwrap_or(lines.len());
    further.retain(|index| *index < end);
    header.further_number_lines = further.into_iter().map(|index| lines[index].prose.clone()).collect();
    rest.retain(|index| *index < end && is_shown(&lines[*index]));
    let set_aside: Vec<usize> = rest.extract_if(.., |index| is_other(&lines[*index], house)).collect();

    let mut roles = title_and_byline(lines, &rest, &header, house);
    let odd_banner = if banner.is_none() { other_banner(lines, &rest, number_index, &header, house) } else { None };
    if let Some(index) = odd_banner {
        rest.retain(|other| *other != index);
        roles = title_and_byline(lines, &rest, &header, house);
    }
    header.banner = banner.or(odd_banner).map(|index| lines[index].prose.clone());
    let unknown_headings = roles.fill(&mut header, lines, rest, set_aside);
    read_numbered_title(&mut header, house);
    fields::fill(&mut header, house);
    Read { header, end, unknown_headings }
}

/// What stands above the first note of a digest.
fn masthead(lines: &[Line], front: Vec<FrontField>, house: &House) -> Read {
    let mut header = fields::of_front_matter(front, house);
    let (number_index, date_index) = number_and_date(lines, &mut header, house);
    let banner = banner(lines, number_index, house);
    header.banner = banner.map(|index| lines[index].prose.clone());
    let mut rest: Vec<usize> = (0..lines.len()).filter(|index| is_shown(&lines[*index])).collect();
    rest.retain(|index| ![number_index, date_index, banner].contains(&Some(*index)));
    let further = further_number_lines(lines, &mut rest, number_index, house);
    header.further_number_lines = further.into_iter().map(|index| lines[index].prose.clone()).collect();
    header.given.extend(fields::take_lines(lines, &mut rest, house));
    let set_aside: Vec<usize> = rest.extract_if(.., |index| is_other(&lines[*index], house)).collect();
    let byline = rest.iter().copied().find(|index| reads_as_names(&lines[*index], house));
    let may_be_title = |index: &usize| Some(*index) != byline && !sentence::is_finished(lines[*index].prose.text());
    let title = rest.iter().copied().filter(may_be_title).take(house.header.title_lines).collect();
    let headings = Roles { title, byline }.fill(&mut header, lines, rest, set_aside);
    header.others.extend(headings.into_iter().map(|index| lines[index].prose.clone()));
    fields::fill(&mut header, house);
    Read { header, end: lines.len(), unknown_headings: Vec::new() }
}

/// What stands above the first section of a digest's note.
fn entry(lines: &[Line], masthead: &Header, house: &House) -> Read {
    let mut header = Header { number: masthead.number, date: masthead.date, ..Header::default() };
    let all: Vec<usize> = (0..lines.len()).collect();
    let end = body_start(lines, &all, house).unwrap_or(lines.len());
    let mut rest: Vec<usize> = all.into_iter().filter(|index| *index < end && is_shown(&lines[*index])).collect();
    let number_line = rest.iter().copied().find(|index| fits_number_line(&lines[*index], house));
    if let Some(index) = number_line {
        let mut own = Header::default();
        number_and_date(&lines[index..=index], &mut own, house);
        header.number_line = own.number_line;
    }
    let banner = rest.iter().copied().find(|index| is_banner(&lines[*index], house));
    header.banner = banner.map(|index| lines[index].prose.clone());
    rest.retain(|index| ![number_line, banner].contains(&Some(*index)));
    header.given.extend(fields::take_lines(lines, &mut rest, house));
    let set_aside: Vec<usize> = rest.extract_if(.., |index| is_set_aside(&lines[*index], house)).collect();
    let asked = house.asks_for_byline(masthead.day(Date::MAX)).is_some();
    let roles = if asked || rest.len() > 1 { entry_roles(lines, &rest, asked, house) } else { Roles { title: rest.clone(), byline: None } };
    let unknown_headings = roles.fill(&mut header, lines, rest, set_aside);
    Read { header, end, unknown_headings }
}

/// Title and byline of a digest's note. A title may take more lines than the house allows.
fn entry_roles(lines: &[Line], rest: &[usize], asked: bool, house: &House) -> Roles {
    let names = |index: &usize| reads_as_names(&lines[*index], house);
    let text = |index: usize| lines[index].prose.text();
    if let Some(place) = (1..rest.len()).find(|place| names(&rest[*place])) {
        return Roles { title: rest[..place.min(MOST_TITLE_LINES)].to_vec(), byline: Some(rest[place]) };
    }
    match rest {
        [only] if asked && names(only) => Roles { title: Vec::new(), byline: Some(*only) },
        [first, second] if asked && !reads_on(text(*second)) && !text(*second).contains(':') => {
            Roles { title: vec![*first], byline: Some(*second) }
        }
        lines => Roles { title: lines[..lines.len().min(MOST_TITLE_LINES)].to_vec(), byline: None },
    }
}

/// Reads the number line, and the date on it or beside it, into `header`; gives their indices.
fn number_and_date(lines: &[Line], header: &mut Header, house: &House) -> (Option<usize>, Option<usize>) {
    let Some((index, reading)) = number_line(lines, house) else { return (None, None) };
    fill_number_line(header, &lines[index], &reading);
    let date_line = date_line(lines, index, &reading, house);
    if let Some((index, date)) = date_line {
        let span = lines[index].prose.whole();
        header.date = date.map(|value| Field { value, span });
        header.impossible_date = date.is_none().then_some(span);
    }
    (Some(index), date_line.map(|(index, _)| index))
}

fn is_shown(line: &Line) -> bool {
    line.prose.text().contains(char::is_alphanumeric) && line.kind != LineKind::Opaque
}

/// Whether the house says that a line is neither title nor byline.
fn is_other(line: &Line, house: &House) -> bool {
    house.header.other_lines.iter().any(|pattern| pattern.is_match(line.prose.text()))
}

/// Whether a line above a note of a digest is no part of it.
pub fn is_set_aside(line: &Line, house: &House) -> bool {
    let is_of_series = || is_banner(line, house) || is_date(line, house) || fits_number_line(line, house);
    !is_shown(line) || is_other(line, house) || fields::is_line(line, house) || is_of_series()
}

/// Whether a line reads like the names of people.
pub fn reads_as_names(line: &Line, house: &House) -> bool {
    let text = line.prose.text();
    let format = house.header.byline.as_ref();
    line.kind != LineKind::Heading && text.contains(' ') && format.is_some_and(|format| name::is_byline(text, format))
}

/// Whether a line says that names follow: it opens with a word such as `By`.
pub fn names_authors(line: &Line, house: &House) -> bool {
    let text = line.prose.text();
    let opens =
        |prefix: &String| text.get(..prefix.len()).is_some_and(|start| same_word(start, prefix)) && text[prefix.len()..].starts_with(' ');
    house.header.byline.iter().flat_map(|format| &format.prefixes).any(opens)
}

/// Whether a line is the series' number line, its marks aside.
fn fits_number_line(line: &Line, house: &House) -> bool {
    let reading = if may_be_number_line(line) { house.read_number_line(line.prose.text()) } else { None };
    reading.is_some_and(|reading| matches!(reading.fit, Fit::Exact | Fit::Malformed { marks_only: true, .. }))
}

/// Takes the number lines besides the first out of `rest`, and the banners among them.
fn further_number_lines(lines: &[Line], rest: &mut Vec<usize>, first: Option<usize>, house: &House) -> Vec<usize> {
    let further: Vec<usize> = rest.extract_if(.., |index| first.is_some() && fits_number_line(&lines[*index], house)).collect();
    if !further.is_empty() {
        rest.retain(|index| !is_banner(&lines[*index], house));
    }
    further
}

/// Whether a line is a date and nothing else.
fn is_date(line: &Line, house: &House) -> bool {
    let text = line.prose.text();
    text.len() < LONGEST_DATE && text.contains(|c: char| c.is_ascii_digit()) && house.finder().read_exact(text).is_some()
}

/// Past the last of the lines that only a masthead has: banner, number line, date; and what they say. `lines` are those before the first heading.
pub fn top(lines: &[Line], house: &House) -> (usize, Header) {
    let mut header = Header::default();
    let (number, date) = number_and_date(lines, &mut header, house);
    let further = lines.iter().rposition(|line| fits_number_line(line, house));
    let banner = banner(lines, number, house);
    let last = [number, date, banner, further].into_iter().flatten().max();
    (last.map_or(0, |last| last + 1), header)
}

/// Whether one of `lines` is the series' banner.
pub fn bears_banner(lines: &[Line], house: &House) -> bool {
    lines.iter().any(|line| is_banner(line, house))
}

/// The first line that fits a template, else the first that is meant to.
fn number_line(lines: &[Line], house: &House) -> Option<(usize, TemplateMatch)> {
    let readings = lines.iter().enumerate().filter(|(_, line)| may_be_number_line(line));
    let mut readings = readings.filter_map(|(index, line)| Some((index, house.read_number_line(line.prose.text())?)));
    let first = readings.next()?;
    if first.1.fit == Fit::Exact {
        return Some(first);
    }
    readings.find(|(_, reading)| reading.fit == Fit::Exact).or(Some(first))
}

/// Whether a line is of a kind and length that a number line can have.
pub fn may_be_number_line(line: &Line) -> bool {
    matches!(line.kind, LineKind::Text | LineKind::Bold | LineKind::Heading) && line.prose.text().len() <= LONGEST_NUMBER_LINE
}

fn fill_number_line(header: &mut Header, line: &Line, reading: &TemplateMatch) {
    let span = |range: &std::ops::Range<usize>| line.prose.span(range.clone());
    header.number = reading.number.as_ref().map(|(value, range)| Field { value: *value, span: span(range) });
    header.last_number = reading.last_number;
    let run = |numbers: &Numbers| Field { value: Run { first: numbers.first, last: numbers.last }, span: span(&numbers.range) };
    header.volume = reading.volume.as_ref().map(run);
    header.issue = reading.issue.as_ref().map(run);
    if let Some(mention) = &reading.date {
        match mention.resolved {
            crate::date::Resolved::On { date, .. } => header.date = Some(Field { value: date, span: span(&mention.range) }),
            crate::date::Resolved::Impossible => header.impossible_date = Some(span(&mention.range)),
            crate::date::Resolved::Open => {}
        }
    }
    header.number_line = Some(NumberLine {
        text: line.prose.clone(),
        fit: reading.fit.clone(),
        placeholder: reading.placeholder.as_ref().map(span),
        has_date: reading.has_date,
    });
}

/// A line beside the number line that is a date and nothing else, where the number line gives none. The date is `None` where no calendar has it.
fn date_line(lines: &[Line], number_line: usize, reading: &TemplateMatch, house: &House) -> Option<(usize, Option<Date>)> {
    if reading.has_date {
        return None;
    }
    let is_beside = |index: &usize| is_shown(&lines[*index]) && !is_other(&lines[*index], house);
    let beside = [(number_line + 1..lines.len()).find(is_beside), (0..number_line).rev().find(is_beside)];
    beside.into_iter().flatten().find_map(|index| {
        let text = lines[index].prose.text();
        let mut mentions = vec![house.finder().read_exact(text)?];
        crate::date::resolve(&mut mentions, text, None, crate::date::Context::Elsewhere);
        match mentions[0].resolved {
            crate::date::Resolved::On { date, .. } => Some((index, Some(date))),
            crate::date::Resolved::Impossible => Some((index, None)),
            crate::date::Resolved::Open => None,
        }
    })
}

/// Whether a line is the series' banner.
pub fn is_banner(line: &Line, house: &House) -> bool {
    house.header.banner.iter().any(|name| same_word(name, line.prose.text()))
}

/// Whether a line is the series' banner but for slips of the pen.
pub fn is_near_banner(line: &Line, house: &House) -> bool {
    if line.prose.text().len() >= 80 {
        return false;
    }
    let text = line.prose.text().to_lowercase();
    let mut names = house.header.banner.iter().map(|name| name.to_lowercase());
    names.any(|name| strsim::osa_distance(&name, &text) * 4 <= name.chars().count().max(4))
}

fn banner(lines: &[Line], number_line: Option<usize>, house: &House) -> Option<usize> {
    let before = number_line.unwrap_or(lines.len().min(3));
    let exact = (0..lines.len()).find(|index| is_banner(&lines[*index], house));
    exact.or_else(|| (0..before).find(|index| is_near_banner(&lines[*index], house)))
}

/// A short line at the top, before the number line, where title and byline both stand after it: it is in the banner's place.
fn other_banner(lines: &[Line], rest: &[usize], number_line: Option<usize>, header: &Header, house: &House) -> Option<usize> {
    let number_line = number_line?;
    let first = *rest.first().filter(|first| **first < number_line)?;
    let after: Vec<usize> = rest.iter().copied().filter(|index| *index > number_line).collect();
    let roles = title_and_byline(lines, &after, header, house);
    let complete = roles.byline.is_some() && roles.title.first() == after.first() && !after.is_empty();
    let text = lines[first].prose.text();
    let capitals = text.split(' ').all(|word| !word.starts_with(char::is_lowercase) || word.len() <= 3);
    (complete && capitals && text.split(' ').count() <= 6 && !text.contains([':', '.', '?'])).then_some(first)
}

/// The first line that is body text: dated or numbered at its opening, or as long as a paragraph. A title is never taken for one, however
/// long, unless it is dated.
fn body_start(lines: &[Line], rest: &[usize], house: &House) -> Option<usize> {
    let mut shown = 0;
    rest.iter().copied().find(|index| {
        let line = &lines[*index];
        let text = line.prose.text();
        if line.kind == LineKind::Opaque {
            return false;
        }
        shown += 1;
        let words = text.split(' ').count();
        let opens = ordinal::opens_point(text, &house.points) || (words > 5 && opens_dated(text, house));
        let paragraph = if shown == 1 { words > 40 } else { words > 12 && sentence::is_finished(text) || words > 40 };
        // A title may open like a paragraph; it does not end like one.
        let may_be_title = shown == 1 && words <= 14 && !sentence::is_finished(text);
        (opens && !may_be_title) || paragraph || line.bulleted
    })
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

#[derive(Debug, Default)]
struct Roles {
    title: Vec<usize>,
    byline: Option<usize>,
}

impl Roles {
    /// Puts the lines into `header`: `rest` are those that may have a role, `set_aside` those that have none. Gives those that are marked as
    /// headings and have none.
    fn fill(self, header: &mut Header, lines: &[Line], mut rest: Vec<usize>, set_aside: Vec<usize>) -> Vec<usize> {
        header.title = self.title.iter().map(|index| lines[*index].prose.clone()).collect();
        header.byline = self.byline.map(|index| lines[index].prose.clone());
        rest.retain(|index| !self.title.contains(index) && self.byline != Some(*index));
        let (unknown_headings, mut others): (Vec<usize>, Vec<usize>) =
            rest.into_iter().partition(|index| lines[*index].kind == LineKind::Heading);
        others.extend(set_aside);
        others.sort_unstable();
        header.others = others.into_iter().map(|index| lines[index].prose.clone()).collect();
        unknown_headings
    }
}

fn title_and_byline(lines: &[Line], rest: &[usize], header: &Header, house: &House) -> Roles {
    let front_title = header.given.iter().any(|given| given.role == Role::Title);
    let Some(format) = &house.header.byline else {
        return Roles { title: rest.iter().take(1).copied().collect(), byline: None };
    };
    let text = |index: usize| lines[index].prose.text();
    let names =
        |index: &usize| lines[*index].kind != LineKind::Heading && text(*index).contains(' ') && name::is_byline(text(*index), format);
    match rest {
        [] => Roles::default(),
        [only] if names(only) || front_title => Roles { title: Vec::new(), byline: Some(*only) },
        [only] => Roles { title: vec![*only], byline: None },
        [first, second, ..] if names(second) => Roles { title: vec![*first], byline: Some(*second) },
        [first, second, ..] if names(first) => Roles { title: vec![*second], byline: Some(*first) },
        [first, second, third, fourth, ..] if house.header.title_lines > 1 && reads_on(text(*second)) && !names(third) && names(fourth) => {
            Roles { title: vec![*first, *second, *third], byline: Some(*fourth) }
        }
        [first, second, third, ..] if house.header.title_lines > 1 && names(third) => {
            Roles { title: vec![*first, *second], byline: Some(*third) }
        }
        [first, second, ..] if house.header.title_lines > 1 && reads_on(text(*second)) => {
            Roles { title: vec![*first, *second], byline: None }
        }
        [first, second, ..] => Roles { title: vec![*first], byline: Some(*second).filter(|index| !text(*index).contains(':')) },
    }
}

/// Takes the number off a title that the house writes with one.
fn read_numbered_title(header: &mut Header, house: &House) {
    let Some(line) = header.title.first() else { return };
    let templates = || house.header.numbered_title.iter();
    let exact = templates().find_map(|template| template.matches(line.text(), house.finder()));
    let found = exact.or_else(|| templates().find_map(|template| template.matches_numbered_title(line.text())));
    let Some(TemplateMatch { number: Some((value, number)), title: Some(title), .. }) = found else { return };
    header.number = header.number.or(Some(Field { value, span: line.span(number) }));
    header.title[0] = line.part(title);
}

/// Whether a line under the title has words that no name has: it carries the title on.
fn reads_on(text: &str) -> bool {
    text.split(' ').skip(1).any(|word| word.chars().count() >= 4 && word.chars().all(char::is_lowercase))
}
