//! Where the notes of a digest begin. Nothing marks a note's end, so it is the next one's title that tells: a few short lines above a first
//! section's heading. What those lines are, one by one, is for the header.

use jiff::civil::Date;

use crate::draft::block::{Line, LineKind};
use crate::draft::heading::Headings;
use crate::draft::{header, ordinal, sentence};
use crate::house::House;
use crate::prose::Prose;

/// The lines of a file that may be a digest.
pub struct Digest<'a> {
    /// In order of place.
    pub lines: &'a [Line],
    /// The house of the digest.
    pub house: &'a House,
    /// Its headings.
    pub headings: Headings<'a>,
}

/// The lines above a heading, or above a text, that are a note's title and byline.
#[derive(Debug, Clone, Copy)]
struct Head {
    /// The first of them.
    start: usize,
    /// Whether there is a title, and names under it.
    complete: bool,
}

/// Which note a head may be of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// The first, whose text stands without a heading; the lines above it are the masthead's.
    First,
    /// Another.
    Later,
}

/// The note that is being gone through.
#[derive(Debug)]
struct Current {
    start: usize,
    /// Which sections it has so far.
    seen: Vec<bool>,
}

impl Current {
    /// Whether the heading of `section`, under `head`, begins another note.
    fn ends_before(&self, section: usize, head: Option<Head>, house: &House) -> bool {
        let is_bare = !self.seen.contains(&true);
        match head {
            // Its title was found by its byline already.
            Some(head) if is_bare => head.start > self.start,
            Some(head) => house.opens_note(section) || self.seen[section] || head.complete,
            None => house.opens_note(section) && self.seen[section],
        }
    }
}

/// Words of the longest line of a title.
const LONGEST_TITLE: usize = 24;

/// Words of the longest title that may end in a full stop and is no closing sentence.
const LONGEST_STOPPED: usize = 14;

/// Words of the shortest paragraph that a note without a section may open with.
const SHORTEST_TEXT: usize = 8;

/// Lines above a heading that are looked at.
const FURTHEST: usize = 10;

impl Digest<'_> {
    /// The first line of each note, of which there is at least one; `None` where nothing of the house is borne.
    pub fn starts(&self) -> Option<Vec<usize>> {
        let first = (0..self.lines.len()).position(|at| self.headings.certain(self.lines, at).is_some());
        let before = &self.lines[..first.unwrap_or(self.lines.len()).min(MASTHEAD_WITHIN)];
        let (top, date) = header::top(before, self.house);
        if first.is_none() && top == 0 {
            return None;
        }
        let starts = self.from(top, date);
        Some(if starts.is_empty() { vec![self.only_start(top, date)] } else { starts })
    }

    /// The first lines of the notes, from line `top` on, of a digest of that day.
    fn from(&self, top: usize, date: Option<Date>) -> Vec<usize> {
        let mut starts = Vec::new();
        let mut current: Option<Current> = None;
        // Above this line nothing belongs to a note that is yet to come.
        let mut floor = top;
        for at in top..self.lines.len() {
            let Some((section, sure)) = self.section(at) else {
                if let Some(head) = self.head_of_text(at, floor, current.as_ref()) {
                    starts.push(head.start);
                    current = Some(self.note(head.start));
                    floor = at;
                }
                continue;
            };
            let start = match &current {
                None => match header::first_entry(&self.lines[..at], date, self.house) {
                    None if !sure => continue,
                    start => Some(start.unwrap_or(at)),
                },
                Some(current) => {
                    let head = self.head(at, floor, Stand::Later);
                    if !sure && head.is_none() {
                        continue;
                    }
                    current.ends_before(section, head, self.house).then(|| head.map_or(at, |head| head.start))
                }
            };
            if let Some(start) = start {
                starts.push(start);
                current = Some(self.note(start));
            }
            if let Some(current) = &mut current {
                current.seen[section] = true;
            }
            floor = at + 1;
        }
        starts
    }

    fn note(&self, start: usize) -> Current {
        Current { start, seen: vec![false; self.house.sections.len()] }
    }

    /// The section that line `at` is the heading of, and whether that is certain; one that is not counts only for the first section.
    fn section(&self, at: usize) -> Option<(usize, bool)> {
        if let Some(section) = self.headings.certain(self.lines, at) {
            return Some((section, true));
        }
        let short = self.lines[at].prose.text().len() <= 110;
        let section = if short { self.headings.likely(self.lines, at) } else { None }?;
        self.house.opens_note(section).then_some((section, false))
    }

    /// The title and byline right above line `at`, not above line `floor`. Lines that the house sets aside stand between and above them.
    fn head(&self, at: usize, floor: usize, stand: Stand) -> Option<Head> {
        let (mut start, mut titles, mut byline) = (None, 0, false);
        let mut is_marked = false;
        let mut place = at;
        while place > floor.max(at.saturating_sub(FURTHEST)) {
            place -= 1;
            let line = &self.lines[place];
            if header::is_set_aside(line, self.house) {
                continue;
            }
            let names = header::reads_as_names(line, self.house);
            let goes_on = self.lines.get(place + 1).is_some_and(|below| below.prose.text().starts_with(char::is_lowercase));
            // A bare line above a marked one ends the text before it.
            if names && titles > 0 && !goes_on || is_marked && line.kind == LineKind::Text {
                break;
            }
            if names && !byline && titles == 0 {
                byline = true;
            } else if self.may_be_title(place, titles) {
                titles += 1;
            } else if titles == 0 && self.is_stopped_title(line, byline) {
                start = Some(place);
                titles = 1;
                break;
            } else {
                break;
            }
            start = Some(place);
            is_marked = titles > 0 && line.kind != LineKind::Text;
            if titles > 0 && (titles > self.house.header.title_lines || line.prose.text().contains(": ")) {
                break;
            }
        }
        let start = start?;
        Some(Head {
            start: if stand == Stand::Later { self.with_lines_set_aside(start, floor) } else { start },
            complete: titles > 0 && byline,
        })
    }

    /// Past the lines above `start` that the house sets aside.
    fn with_lines_set_aside(&self, start: usize, floor: usize) -> usize {
        let above = self.lines[floor..start].iter().rev().take(FURTHEST);
        start - above.take_while(|line| header::is_set_aside(line, self.house)).count()
    }

    /// A title and a byline that end at line `at`, under which the text stands without a heading.
    fn head_of_text(&self, at: usize, floor: usize, current: Option<&Current>) -> Option<Head> {
        let is_inside = current.is_none_or(|current| current.seen.contains(&true));
        if !is_inside || at == floor || !header::reads_as_names(&self.lines[at], self.house) || !self.may_be_title(at - 1, 0) {
            return None;
        }
        // A title that is marked as one, or a byline that says so, can be no end of the text before.
        let says_so = header::names_authors(&self.lines[at], self.house);
        let is_told = says_so || self.lines[at - 1].kind != LineKind::Text;
        let leads = match self.lines.get(at + 1) {
            None => says_so,
            Some(_) if self.section(at + 1).is_some() => false,
            Some(next) => {
                let text = next.prose.text();
                let is_text = next.kind != LineKind::Heading && sentence::is_finished(text);
                is_text && (is_told || text.split(' ').count() > SHORTEST_TEXT) || says_so && self.may_be_title(at + 1, 0)
            }
        };
        let stand = if current.is_some() { Stand::Later } else { Stand::First };
        self.head(at + 1, floor, stand).filter(|head| leads && head.complete)
    }

    /// Whether a line can be one of a title, above `below` further lines of it.
    fn may_be_title(&self, place: usize, below: usize) -> bool {
        let line = &self.lines[place];
        let text = line.prose.text();
        let words = text.split(' ').count();
        let is_title = is_line(line) && words <= LONGEST_TITLE && self.is_one_phrase(&line.prose);
        let ends_well = if below == 0 { !text.ends_with(['.', '…', ',', ';']) } else { !text.ends_with(['.', '…', '?', '!']) };
        is_title && ends_well
    }

    /// Whether a line that ends in a full stop is a title all the same, and no closing sentence.
    fn is_stopped_title(&self, line: &Line, byline: bool) -> bool {
        let text = line.prose.text();
        let words = text.split(' ').count();
        let looks_like_one = text.contains(": ") || byline || line.kind != LineKind::Text;
        is_line(line) && text.ends_with('.') && words <= LONGEST_STOPPED && looks_like_one && self.is_one_phrase(&line.prose)
    }

    fn is_one_phrase(&self, prose: &Prose) -> bool {
        sentence::split(prose, 0, &self.house.prose.abbreviations).len() == 1
            && !ordinal::opens_point(prose.text(), &self.house.points)
            && !header::opens_dated(prose.text(), self.house)
    }

    /// Where the one note begins that has neither a heading nor a byline.
    fn only_start(&self, top: usize, date: Option<Date>) -> usize {
        let above = &self.lines[..self.lines.len().min(top + MASTHEAD_WITHIN)];
        header::first_entry(above, date, self.house).unwrap_or(self.lines.len())
    }
}

/// Lines from the top of a file that a masthead takes at most.
const MASTHEAD_WITHIN: usize = 40;

fn is_line(line: &Line) -> bool {
    matches!(line.kind, LineKind::Text | LineKind::Bold | LineKind::Heading) && !line.bulleted
}
