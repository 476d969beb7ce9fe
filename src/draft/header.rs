//! The lines before the first section: banner, number line, date, title, byline and what belongs to nothing. Each may be any of them; which it
//! is, the best sum over all lines says. Whether a note lacks one of them is for the rules.

use jiff::civil::Date;

use crate::draft::block::Line;
use crate::draft::fields;
use crate::draft::header::assign::{Scene, Wish, Wishes};
use crate::draft::header::evidence::{Evidence, Known, Title};
use crate::draft::header::role::{Assigned, Candidate, LineReading, Role, Score};
use crate::draft::label::{self, Labelled};
use crate::draft::{Field, FrontField, Header, Origin};
use crate::house::{House, Leave, Role as Says, TemplateMatch, TitleFrom};
use crate::prose::Prose;

pub use line::{
    LONGEST_NUMBER_LINE, bears_banner, is_banner, is_near_banner, is_set_aside, may_be_number_line, names_authors, number_line,
    opens_dated, reads_as_names,
};
pub use mail::{closes_mail, may_follow_closing};

mod assign;
mod evidence;
mod fill;
mod line;
mod mail;
pub mod role;

/// A header as read from its lines.
pub struct Read {
    /// The header.
    pub header: Header,
    /// Lines before this one are the header's; the rest up to the first section are body text.
    pub end: usize,
    /// Lines of the header, by index, that are marked as headings and are none of its parts.
    pub unknown_headings: Vec<usize>,
}

/// Lines after the number line, or from the top where there is none, among which title and authors are looked for.
const WITHIN: usize = 60;

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

/// The lines of one header, weighed.
struct ScoredLines {
    /// How many lines may be the header's.
    within: usize,
    evidence: Vec<Evidence>,
    scene: Scene,
    wishes: Wishes,
}

/// Reads `lines`, those before a note's first section heading or those of a masthead.
pub fn read(lines: &[Line], part: Part<'_>, house: &House) -> Read {
    let (mut header, scene, masthead) = match part {
        Part::Whole(front) => (fields::of_front_matter(front, house), Scene::Note, None),
        Part::Masthead(front) => (fields::of_front_matter(front, house), Scene::Masthead, None),
        Part::Entry(masthead) => {
            let header = Header { number: masthead.number, date: masthead.date, ..Header::default() };
            (header, Scene::Entry, Some(masthead))
        }
    };
    let ScoredLines { within, evidence, wishes, .. } = score(lines, &header, scene, masthead, house);
    let mut assigned = assign::assign(&evidence, scene, wishes);
    if within < lines.len() && !assigned.iter().any(|line| line.role == Role::Body) {
        // What stands so far down is no header any more.
        assigned.extend((within..lines.len()).map(|_| Assigned { role: Role::Body, of_entry: true }));
    }
    let end = assigned.iter().position(|line| line.role == Role::Body).unwrap_or(within);
    let unknown_headings = fill::Filling { lines, evidence: &evidence, assigned: &assigned[..within], scene, house }.fill(&mut header);
    if scene == Scene::Note {
        read_numbered_title(&mut header, house);
    }
    if scene != Scene::Entry {
        fields::fill(&mut header, house);
    }
    Read { header, end, unknown_headings }
}

/// Scores `lines` under what `header` holds already, from the front matter.
fn score(lines: &[Line], header: &Header, scene: Scene, masthead: Option<&Header>, house: &House) -> ScoredLines {
    let authors = masthead.and_then(|masthead| masthead.byline.as_ref()).map(Prose::text);
    let day = masthead.and_then(|masthead| masthead.day(Date::MAX));
    let within = within(lines, scene, house);
    let declared = Declared::of(header, &lines[..within], house);
    let known = Known { house, title: declared.title(house), authors: authors.or(declared.authors.as_deref()) };
    let evidence = gather(&lines[..within], known);
    let byline = if declared.authors.is_some() { Wish::Open } else { wish_for_authors(scene, day, house) };
    let wishes = Wishes { byline, ..wishes(known.title, &evidence, house) };
    ScoredLines { within, evidence, scene, wishes }
}

/// What the lines of a header are, and what each of them would be next to that. `header` is that which was read from them, `masthead` that of
/// the digest whose note they stand above.
pub fn explain(lines: &[Line], header: &Header, is_masthead: Stands<'_>, house: &House) -> Vec<LineReading> {
    let (scene, masthead) = match is_masthead {
        Stands::Alone => (Scene::Note, None),
        Stands::AsMasthead => (Scene::Masthead, None),
        Stands::Under(masthead) => (Scene::Entry, Some(masthead)),
    };
    let lines = &lines[..lines.len().min(WITHIN)];
    let front = header.given.iter().filter(|given| given.origin == Origin::FrontMatter).cloned().collect();
    let ScoredLines { evidence, scene, wishes, .. } = score(lines, &Header { given: front, ..Header::default() }, scene, masthead, house);
    let best = assign::assign_without(&evidence, scene, wishes, None);
    let reading = |(index, line): (usize, &Assigned)| {
        let next = assign::assign_without(&evidence, scene, wishes, Some((index, line.role)));
        let runner_up = next.lines.get(index).map(|other| Candidate { role: other.role, score: best.score.saturating_sub(next.score) });
        let runner_up = runner_up.filter(|other| other.role != line.role && other.score < NO_MATCH);
        LineReading { span: lines[index].prose.whole(), role: line.role, runner_up }
    };
    best.lines.iter().enumerate().filter(|(index, _)| evidence[*index].is_shown).map(reading).collect()
}

/// Where the lines of a header stand.
#[derive(Debug, Clone, Copy)]
pub enum Stands<'a> {
    /// Above a note.
    Alone,
    /// Above a digest.
    AsMasthead,
    /// Above a note of a digest with that masthead.
    Under(&'a Header),
}

/// A reading that is so much worse is none.
const NO_MATCH: Score = 1000;

/// Where the first note of a digest begins, of which `lines` are all above its first heading: at its title, or at its authors where it has
/// none; `None` where it has neither.
pub fn first_entry(lines: &[Line], date: Option<Date>, house: &House) -> Option<usize> {
    let from = lines.len().saturating_sub(FURTHEST_OPENING);
    let lines = &lines[from..];
    let known = Known { house, title: Title::OnLine, authors: None };
    let evidence = gather(lines, known);
    let byline = wish(house.asks_for_byline(date).is_some());
    let wishes = Wishes { byline, ..wishes(Title::OnLine, &evidence, house) };
    let assigned = assign::assign(&evidence, Scene::Opening, wishes);
    assigned.iter().position(|line| line.of_entry).map(|index| from + index)
}

/// Past the last of the lines that only a masthead has: banner, number line, date; and the day by which the digest is judged, which is to come
/// where its number is still open. `lines` are those before the first heading.
pub fn top(lines: &[Line], house: &House) -> (usize, Option<Date>) {
    let evidence = gather(lines, Known { house, title: Title::OnLine, authors: None });
    let of_series = |line: &Evidence| {
        let roles = [Role::NumberLine, Role::Banner, Role::Date].into_iter().filter_map(|role| line.score(role));
        roles.max().is_some_and(|score| score >= SURE)
    };
    let last = evidence.iter().rposition(of_series);
    let best = |line: &&Evidence| line.score(Role::NumberLine);
    let number_line = evidence.iter().rev().filter(|line| best(line).is_some()).max_by_key(best);
    let reading = number_line.and_then(|line| line.number_line.as_ref());
    let on_number_line = reading.and_then(|reading| reading.date.as_ref()?.resolved.date());
    let beside = || evidence.iter().filter(|line| line.is_sure_of_date()).find_map(|line| line.date.as_ref()?.value);
    let is_open = reading.is_none_or(|reading| reading.placeholder.is_some());
    (last.map_or(0, |last| last + 1), on_number_line.or_else(beside).or(is_open.then_some(Date::MAX)))
}

/// Lines above a digest's first heading that are looked at.
const FURTHEST_OPENING: usize = 200;

/// What speaks for a role beyond doubt.
const SURE: Score = 50;

/// How many of the lines may be the header's.
fn within(lines: &[Line], scene: Scene, house: &House) -> usize {
    if lines.len() <= WITHIN || scene != Scene::Note {
        return lines.len();
    }
    let number_line = lines.iter().position(|line| line::fits_number_line(line, house)).unwrap_or_default();
    lines.len().min(number_line + WITHIN)
}

fn gather(lines: &[Line], known: Known<'_>) -> Vec<Evidence> {
    let mut evidence: Vec<Evidence> = (0..lines.len()).map(|at| Evidence::of(lines, at, known)).collect();
    // What stands above the last banner is seldom the note's own: a site's name, the institute's.
    let last = evidence.iter().rposition(|line| line.score(Role::Banner).is_some_and(|score| score >= SURE));
    evidence[..last.unwrap_or_default()].iter_mut().for_each(|line| line.stands_above_banner = true);
    evidence
}

/// What fields say, before any other line is looked at.
#[derive(Debug, Default)]
struct Declared {
    title: Option<String>,
    authors: Option<String>,
}

impl Declared {
    fn of(header: &Header, lines: &[Line], house: &House) -> Declared {
        let mut declared = Declared::default();
        let mut take = |role: Says, value: &Prose| match role {
            Says::Title => declared.title = declared.title.take().or_else(|| Some(value.text().to_owned())),
            Says::Author => declared.authors = declared.authors.take().or_else(|| Some(value.text().to_owned())),
            Says::Number | Says::Date | Says::Other => {}
        };
        header.given.iter().for_each(|given| take(given.role, &given.value));
        if house.has_labels() {
            for field in (0..lines.len()).flat_map(|at| label::fields_at(lines, at, house)) {
                if let Labelled::Given(given) = field {
                    take(given.role, &given.value);
                }
            }
        }
        declared
    }

    fn title(&self, house: &House) -> Title<'_> {
        let only_in_field = || match house.title_format.from {
            TitleFrom::FrontMatter | TitleFrom::None => true,
            TitleFrom::Heading => false,
            TitleFrom::Anywhere => house.wants_title_as_field(),
        };
        match &self.title {
            Some(title) => Title::Given(title),
            None if only_in_field() => Title::OnlyInField,
            None => Title::OnLine,
        }
    }
}

fn wish(is_asked: bool) -> Wish {
    if is_asked { Wish::Asked } else { Wish::Open }
}

/// Whether authors are asked for: of a note, and of a digest's note of that day.
fn wish_for_authors(scene: Scene, day: Option<Date>, house: &House) -> Wish {
    match scene {
        Scene::Note => wish(house.header.byline.is_some()),
        Scene::Masthead | Scene::Opening | Scene::Entry => wish(house.asks_for_byline(day).is_some()),
    }
}

fn wishes(title: Title<'_>, evidence: &[Evidence], house: &House) -> Wishes {
    Wishes {
        title_lines: house.header.title_lines,
        title: wish(title == Title::OnLine),
        byline: Wish::Open,
        standfirst: wish(house.header.standfirst == Leave::Given),
        number_line: wish(evidence.iter().any(|line| line.score(Role::NumberLine).is_some())),
    }
}

/// Takes the number off a title that the house writes with one.
fn read_numbered_title(header: &mut Header, house: &House) {
    let Some(line) = header.title.first() else { return };
    let templates = || house.header.numbered_title.iter();
    let exact = templates().find_map(|template| template.matches(line.text(), house.finder()));
    let found = exact.or_else(|| templates().find_map(|template| template.matches_numbered_title(line.text())));
    let Some(TemplateMatch { number: Some((value, number)), title: Some(title), .. }) = found else { return };
    header.number_of_title = Some(Field { value, span: line.span(number) });
    header.number = header.number.or(header.number_of_title);
    header.title[0] = line.part(title);
}
