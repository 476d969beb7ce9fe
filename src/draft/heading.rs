//! Which lines are the house's headings. All candidates are compared with all sections, and the best pairs are taken: a heading written
//! otherwise is found wherever it stands, and one slip never costs a second finding. The order of sections is for the rules.

use crate::draft::block::{Line, LineKind};
use crate::draft::{Wording, fields, header, sentence};
use crate::house::heading::{Folded, Letters, as_f32, fold, is_apostrophe, weight};
use crate::house::{House, SectionFormat};

/// A line that is one of the house's headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// Index of the line.
    pub line: usize,
    /// Index of the section in the house.
    pub section: usize,
    /// How the words compare.
    pub wording: Wording,
}

/// The headings of a house, to compare lines with.
#[derive(Clone, Copy)]
pub struct Headings<'h> {
    house: &'h House,
}

/// Bytes of a line that may still be a heading.
const LONGEST: usize = 110;

/// The same of a bare line: longer ones are lines of wrapped text.
const LONGEST_BARE: usize = 72;

/// Words of a line that may still be a heading written otherwise.
const MOST_WORDS: usize = 14;

/// Lines from the top of a note among which its title stands.
const TITLE_WITHIN: usize = 10;

/// Bytes of a line that does not fill its column: the next one does not carry it on.
const SHORT: usize = 60;

impl<'h> Headings<'h> {
    /// The headings of `house`.
    pub fn new(house: &'h House) -> Self {
        Headings { house }
    }

    /// Whether a line is one of the headings beyond doubt: by its very words, letter case and marks aside.
    pub fn is_certain(self, text: &str) -> bool {
        self.house.headings.may_be(text) && self.section_of(text).is_some()
    }

    /// The section that a line is certain to be the heading of.
    pub fn certain(self, line: &Line) -> Option<usize> {
        let text = line.prose.text();
        let may_be = may_be_heading(line) && self.house.headings.may_be(text);
        if may_be { self.certainly(text).map(|(_, section)| section) } else { None }
    }

    /// The section that a line is the heading of by its words, and how they compare.
    fn certainly(self, text: &str) -> Option<(Wording, usize)> {
        if !self.house.headings.may_begin(text) {
            return None;
        }
        let folded = fold(text);
        self.known().enumerate().filter_map(|(section, known)| Some((known.certain(text, &folded)?, section))).min()
    }

    /// The section that a line may be meant as the heading of, though it is not certain.
    pub fn likely(self, lines: &[Line], at: usize) -> Option<usize> {
        let line = &lines[at];
        if !may_be_heading(line) || (line.kind == LineKind::Text && !stands_apart(lines, at)) {
            return None;
        }
        let doubts = self.doubts(lines, at, doubtful);
        doubts.into_iter().max_by(|a, b| a.nearness.total_cmp(&b.nearness)).map(|doubt| doubt.section)
    }

    /// Whether `text` is one of the headings beyond doubt, and another section's than `first`.
    pub fn is_another(self, text: &str, first: &str) -> bool {
        self.house.headings.may_be(text) && self.section_of(text).is_some_and(|section| Some(section) != self.section_of(first))
    }

    fn section_of(self, text: &str) -> Option<usize> {
        let folded = fold(text);
        self.known().position(|known| known.certain(text, &folded).is_some())
    }

    /// The first heading among `lines`, where that is beyond doubt whatever stands after it: it is certain, and no line before it may be meant
    /// as one.
    pub fn first_certain(self, lines: &[Line]) -> Option<usize> {
        let may_be = |line: &Line| may_be_heading(line) && !fields::is_field(line, &self.house.fields);
        for (index, line) in lines.iter().enumerate().filter(|(_, line)| may_be(line)) {
            if self.certainly(line.prose.text()).is_some() {
                return Some(index);
            }
            let sure = line.kind != LineKind::Text || stands_apart(lines, index);
            if sure && !self.doubts(lines, index, doubtful).is_empty() {
                return None;
            }
        }
        None
    }

    /// The headings among `lines`, in order of place, with duplicates.
    pub fn align(self, lines: &[Line]) -> Vec<Match> {
        let mut taken = vec![false; self.house.sections.len()];
        let mut found: Vec<Match> = Vec::new();
        let mut others = Vec::new();
        for (index, line) in
            lines.iter().enumerate().filter(|(_, line)| may_be_heading(line) && !fields::is_field(line, &self.house.fields))
        {
            let sure = line.kind != LineKind::Text || stands_apart(lines, index);
            if !sure && !self.house.headings.may_be(line.prose.text()) {
                continue;
            }
            match self.certainly(line.prose.text()) {
                Some((wording, section)) => {
                    taken[section] = true;
                    found.push(Match { line: index, section, wording });
                }
                None if sure => others.push(index),
                None => {}
            }
        }
        // Where every section has its heading, only a slip of the pen in a second one is left to be found.
        let complete = self.house.is_complete(&taken);
        let compare = if complete { slip } else { doubtful };
        let mut doubtful: Vec<Doubt> = others.iter().flat_map(|index| self.doubts(lines, *index, compare)).collect();
        let mut is_heading = vec![false; lines.len()];
        for Match { line, .. } in &found {
            is_heading[*line] = true;
        }
        doubtful.sort_by(|a, b| a.wording.cmp(&b.wording).then(b.nearness.total_cmp(&a.nearness)).then(a.line.cmp(&b.line)));
        for doubt in doubtful {
            let open = !taken[doubt.section] || doubt.is_slip();
            let is_title = || doubt.wording == Wording::Longer && self.may_be_title(lines, doubt.line);
            if open && !is_heading[doubt.line] && !is_title() {
                taken[doubt.section] = true;
                is_heading[doubt.line] = true;
                found.push(Match { line: doubt.line, section: doubt.section, wording: doubt.wording });
            }
        }
        found.sort_by_key(|found| found.line);
        found
    }

    fn doubts(self, lines: &[Line], at: usize, compare: Comparison) -> Vec<Doubt> {
        let line = &lines[at];
        let folded = fold(line.prose.text());
        let doubt = |(section, known): (usize, Known<'_>)| {
            let (wording, nearness) = compare(known.folded, &folded)?;
            // A bare line has nothing but its words to say that it is a heading.
            let is_bare = line.kind == LineKind::Text;
            let speaks_on = || wording == Wording::Longer && speaks_on(line.prose.text());
            (!is_bare || nearness >= 0.7 && !speaks_on()).then_some(Doubt { line: at, section, wording, nearness })
        };
        let doubts: Vec<Doubt> = self.known().enumerate().filter_map(doubt).collect();
        // The series' name may have a heading's words in it.
        if doubts.is_empty() || self.is_of_series(line, &doubts) { Vec::new() } else { doubts }
    }

    /// Whether a line stands where a title does: first but for the series' own lines, and with no text under it.
    fn may_be_title(self, lines: &[Line], at: usize) -> bool {
        let leads_text = |next: &Line| sentence::is_finished(next.prose.text()) && self.certain(next).is_none();
        at < TITLE_WITHIN
            && lines[..at].iter().all(|line| header::is_set_aside(line, self.house))
            && !lines.get(at + 1).is_some_and(leads_text)
    }

    /// Whether a line that shares words with headings is the series' number line or banner.
    fn is_of_series(self, line: &Line, doubts: &[Doubt]) -> bool {
        let only_longer = || doubts.iter().all(|doubt| doubt.wording == Wording::Longer);
        let is_number_line = || header::may_be_number_line(line) && self.house.read_number_line(line.prose.text()).is_some();
        header::is_banner(line, self.house) || is_number_line() || (only_longer() && header::is_near_banner(line, self.house))
    }

    fn known(self) -> impl Iterator<Item = Known<'h>> + use<'h> {
        let formats = self.house.sections.iter();
        formats.zip(&self.house.headings.sections).map(|(format, folded)| Known { format, folded })
    }
}

/// A line that may be meant as a section's heading.
struct Doubt {
    line: usize,
    section: usize,
    wording: Wording,
    /// From 0 to 1.
    nearness: f32,
}

impl Doubt {
    /// So near that it is the heading with a slip of the pen, even where the section is there already.
    fn is_slip(&self) -> bool {
        self.wording == Wording::Near && self.nearness >= 0.9
    }
}

/// One of the house's headings.
#[derive(Clone, Copy)]
struct Known<'h> {
    format: &'h SectionFormat,
    folded: &'h Folded,
}

impl Known<'_> {
    fn certain(self, text: &str, folded: &str) -> Option<Wording> {
        if self.format.accepted.iter().chain([&self.format.heading.value]).any(|heading| same_but_for_apostrophes(text, heading)) {
            return Some(Wording::Exact);
        }
        if folded == self.folded.heading || self.folded.accepted.iter().any(|accepted| accepted == folded) {
            return Some(Wording::Marks);
        }
        self.folded.also.iter().any(|also| also == folded).then_some(Wording::Listed)
    }
}

/// How a line that is no heading for certain may be meant as one, and how near it comes, from 0 to 1.
type Comparison = fn(&Folded, &str) -> Option<(Wording, f32)>;

/// By all its letters.
fn slip(known: &Folded, folded: &str) -> Option<(Wording, f32)> {
    let length = known.heading.chars().count();
    let most = 2.max(length / 6).min(length / 3);
    if folded.chars().count().abs_diff(length) > most || known.letters.slips(Letters::of(folded)) > most {
        return None;
    }
    let slips = strsim::osa_distance(folded, &known.heading);
    (slips <= most).then(|| (Wording::Near, 1.0 - as_f32(slips) / as_f32(length.max(1)) / 2.0))
}

/// By all its letters, or by the words it has of the heading.
fn doubtful(known: &Folded, folded: &str) -> Option<(Wording, f32)> {
    if let Some(slip) = slip(known, folded) {
        return Some(slip);
    }
    let heaviest = known.words.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    if !folded.split(' ').any(|other| alike(&heaviest.0, other)) {
        return None;
    }
    let words: Vec<&str> = folded.split(' ').collect();
    if words.len() > MOST_WORDS {
        return None;
    }
    let kept: f32 = known.words.iter().filter(|(word, _)| words.iter().any(|other| alike(word, other))).map(|(_, weight)| weight).sum();
    let all: f32 = known.words.iter().map(|(_, weight)| weight).sum();
    let weight_of = |word: &str| known.words.iter().find(|(other, _)| alike(other, word)).map(|(_, weight)| *weight);
    let said: f32 = words.iter().map(|word| weight_of(word).unwrap_or_else(|| weight(word))).sum();
    if kept / all >= 0.8 && words.len() > known.words.len() {
        return Some((Wording::Longer, 0.7 + 0.2 * all / said.max(all)));
    }
    let likeness = 2.0 * kept / (all + said);
    (likeness >= 0.6).then_some((Wording::Near, likeness.min(0.89)))
}

/// Whether a dash stands between the words of a line: those after it are said of those before.
fn speaks_on(text: &str) -> bool {
    [" - ", " – ", " — "].iter().any(|dash| text.contains(dash))
}

fn may_be_heading(line: &Line) -> bool {
    let text = line.prose.text();
    match line.kind {
        LineKind::Heading => text.len() <= 2 * LONGEST,
        LineKind::Text => text.len() <= LONGEST_BARE && !line.bulleted && !ends_like_prose(text),
        LineKind::Bold => text.len() <= LONGEST && !line.bulleted && !ends_like_prose(text),
        LineKind::Quote | LineKind::Aside | LineKind::Opaque => false,
    }
}

/// Whether a bare line does not carry on the line before it.
fn stands_apart(lines: &[Line], at: usize) -> bool {
    let Some(previous) = at.checked_sub(1).map(|before| &lines[before]) else { return true };
    let text = previous.prose.text();
    previous.block != lines[at].block || previous.kind == LineKind::Heading || text.len() < SHORT || sentence::is_finished(text)
}

fn ends_like_prose(text: &str) -> bool {
    text.ends_with(['.', ',', ';']) || text.trim_end_matches(['"', '”', ')']).ends_with('.')
}

/// A double space is a slip of marks; anything else must be the same character for character.
fn same_but_for_apostrophes(a: &str, b: &str) -> bool {
    let straight = |c: char| if is_apostrophe(c) { '\'' } else { c };
    a.chars().map(straight).eq(b.chars().map(straight))
}

/// The same word, or one a slip or an ending away from it.
fn alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.chars().count() < 4 {
        return false;
    }
    let ending = long.len() - short.len() <= 3 && long.starts_with(short);
    // A slip of the pen seldom hits a word's first letter, and nothing is compared that cannot be alike.
    let may_be_slip = long.len() - short.len() <= 2 && a.chars().next() == b.chars().next();
    ending || (may_be_slip && strsim::osa_distance(a, b) <= short.chars().count() / 4)
}
