//! The lines before the first section: banner, number line, date, title and byline, told apart by what they say and where they stand.

use jiff::civil::Date;

use crate::draft::block::{Line, LineKind};
use crate::draft::{Field, FrontField, Header, NumberLine, Run, name, opener, ordinal, sentence};
use crate::house::{Fit, House, Numbers, TemplateMatch as NumberLineReading};
use crate::prose::Prose;
use crate::prose::phrase::same_word;
use crate::source::Span;

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

/// Reads `lines`, those before a note's first section heading, and the front matter's fields.
pub fn read(lines: &[Line], front: Vec<FrontField>, house: &House) -> Read {
    let mut header = Header { front_matter: front, ..Header::default() };
    let number_line = number_line(lines, house);
    let date_line = number_line.as_ref().and_then(|(index, reading)| date_line(lines, *index, reading, house));
    if let Some((index, reading)) = &number_line {
        fill_number_line(&mut header, &lines[*index], reading);
    }
    if let Some((index, date)) = date_line {
        header.date = Some(Field { value: date, span: lines[index].prose.whole() });
    }
    let number_index = number_line.as_ref().map(|(index, _)| *index);
    let banner = banner(lines, number_index, house);
    let taken = |index: usize| Some(index) == number_index || Some(index) == date_line.map(|(index, _)| index) || Some(index) == banner;
    let shown = |index: &usize| lines[*index].prose.text().contains(char::is_alphanumeric) && lines[*index].kind != LineKind::Opaque;
    let mut rest: Vec<usize> = (0..lines.len()).filter(|index| !taken(*index)).collect();
    let end = body_start(lines, &rest, house).unwrap_or(lines.len());
    rest.retain(|index| *index < end && shown(index));

    let mut roles = title_and_byline(lines, &rest, &header, house);
    let odd_banner = if banner.is_none() { other_banner(lines, &rest, number_index, &header, house) } else { None };
    if let Some(index) = odd_banner {
        rest.retain(|other| *other != index);
        roles = title_and_byline(lines, &rest, &header, house);
    }
    header.banner = banner.or(odd_banner).map(|index| lines[index].prose.clone());
    header.title = roles.title.iter().map(|index| lines[*index].prose.clone()).collect();
    header.byline = roles.byline.map(|index| lines[index].prose.clone());
    rest.retain(|index| !roles.title.contains(index) && roles.byline != Some(*index));
    let (unknown_headings, others): (Vec<usize>, Vec<usize>) = rest.into_iter().partition(|index| lines[*index].kind == LineKind::Heading);
    header.others = others.into_iter().map(|index| lines[index].prose.clone()).collect();
    fill_from_front_matter(&mut header, house);
    Read { header, end, unknown_headings }
}

/// Whether one of `lines` is the series' banner.
pub fn bears_banner(lines: &[Line], house: &House) -> bool {
    lines.iter().any(|line| is_banner(line, house))
}

/// The first line that fits a template, else the first that is meant to.
fn number_line(lines: &[Line], house: &House) -> Option<(usize, NumberLineReading)> {
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

fn fill_number_line(header: &mut Header, line: &Line, reading: &NumberLineReading) {
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

/// A line beside the number line that is a date and nothing else, where the number line gives none.
fn date_line(lines: &[Line], number_line: usize, reading: &NumberLineReading, house: &House) -> Option<(usize, Date)> {
    if reading.has_date {
        return None;
    }
    let beside = [number_line.checked_add(1), number_line.checked_sub(1)];
    beside.into_iter().flatten().filter(|index| *index < lines.len()).find_map(|index| {
        let mut mentions = vec![house.finder().read_exact(lines[index].prose.text())?];
        crate::date::resolve(&mut mentions, lines[index].prose.text(), None, crate::date::Context::Elsewhere);
        Some((index, mentions[0].resolved.date()?))
    })
}

fn is_banner(line: &Line, house: &House) -> bool {
    house.header.banner.iter().any(|name| same_word(name, line.prose.text()))
}

fn banner(lines: &[Line], number_line: Option<usize>, house: &House) -> Option<usize> {
    let before = number_line.unwrap_or(lines.len().min(3));
    (0..lines.len()).find(|index| is_banner(&lines[*index], house)).or_else(|| {
        let near = |line: &Line| {
            let text = line.prose.text().to_lowercase();
            let names = house.header.banner.iter().map(|name| name.to_lowercase());
            names.into_iter().any(|name| strsim::osa_distance(&name, &text) * 4 <= name.chars().count().max(4))
        };
        (0..before).find(|index| lines[*index].prose.text().len() < 80 && near(&lines[*index]))
    })
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

fn title_and_byline(lines: &[Line], rest: &[usize], header: &Header, house: &House) -> Roles {
    let front_title = header.front_matter.iter().any(|field| field.name.eq_ignore_ascii_case("title"));
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
        [first, second, third, ..] if house.header.title_lines > 1 && names(third) => {
            Roles { title: vec![*first, *second], byline: Some(*third) }
        }
        [first, second, ..] if house.header.title_lines > 1 && reads_on(text(*second)) => {
            Roles { title: vec![*first, *second], byline: None }
        }
        [first, second, ..] => Roles { title: vec![*first], byline: Some(*second).filter(|index| !text(*index).contains(':')) },
    }
}

/// Whether a line under the title has words that no name has: it carries the title on.
fn reads_on(text: &str) -> bool {
    text.split(' ').skip(1).any(|word| word.chars().count() >= 4 && word.chars().all(char::is_lowercase))
}

fn fill_from_front_matter(header: &mut Header, house: &House) {
    for field in std::mem::take(&mut header.front_matter) {
        let prose = || written(&field.value, field.span);
        match field.name.to_ascii_lowercase().as_str() {
            "number" if header.number.is_none() => {
                header.number =
                    field.value.trim().trim_start_matches(['#', ' ']).parse().ok().map(|value| Field { value, span: field.span });
            }
            "date" if header.date.is_none() && header.impossible_date.is_none() => match front_date(&field.value, house) {
                crate::date::Resolved::On { date, .. } => header.date = Some(Field { value: date, span: field.span }),
                crate::date::Resolved::Impossible => header.impossible_date = Some(field.span),
                crate::date::Resolved::Open => {}
            },
            "title" if header.title.is_empty() => header.title = vec![prose()],
            "author" | "authors" if header.byline.is_none() => header.byline = Some(prose()),
            _ => {}
        }
        header.front_matter.push(field);
    }
}

fn front_date(value: &str, house: &House) -> crate::date::Resolved {
    // A time of day may follow the date.
    let day = value.trim().split(['T', ' ']).next().filter(|day| day.len() == 10 && day.contains('-')).unwrap_or(value.trim());
    let Some(mention) = house.finder().read_exact(day) else { return crate::date::Resolved::Open };
    let mut mentions = [mention];
    crate::date::resolve(&mut mentions, value, None, crate::date::Context::Elsewhere);
    mentions[0].resolved
}

fn written(value: &str, span: Span) -> Prose {
    let mut prose = Prose::default();
    prose.push_for(value, span);
    prose
}
