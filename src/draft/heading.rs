//! Which lines are the house's headings. All candidates are compared with all sections, and the best pairs are taken: a heading written
//! otherwise is found wherever it stands, and one slip never costs a second finding. The order of sections is for the rules.

use std::cell::OnceCell;

use crate::draft::block::{Line, LineKind};
use crate::draft::standing::{self, Standing};
use crate::draft::{Wording, header, label, sentence};
use crate::house::heading::{Folded, Initials, Letters, as_f32, fold, is_apostrophe, weight};
use crate::house::{House, Likeness, SectionFormat};

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

/// Words of a line that may still be a heading written otherwise.
const MOST_WORDS: usize = 14;

/// Lines from the top of a note among which its title stands.
const TITLE_WITHIN: usize = 10;

impl<'h> Headings<'h> {
    /// The headings of `house`.
    pub fn new(house: &'h House) -> Self {
        Headings { house }
    }

    /// Whether a line is one of the headings beyond doubt: by its very words, letter case and marks aside.
    pub fn is_certain(self, text: &str) -> bool {
        self.house.headings.may_be(text) && self.section_of(text).is_some()
    }

    /// The section that line `at` is certain to be the heading of.
    pub fn certain(self, lines: &[Line], at: usize) -> Option<usize> {
        let text = lines[at].prose.text();
        if !self.house.headings.may_be(text) {
            return None;
        }
        let (wording, section) = self.certainly(text)?;
        let standing = Standing::of(lines, at)?;
        (wording == Wording::Exact || !standing.is_bare() || !standing::has_other_marks(text)).then_some(section)
    }

    /// The section that a line is the heading of by its words, and how they compare.
    fn certainly(self, text: &str) -> Option<(Wording, usize)> {
        if !self.house.headings.may_begin(text) {
            return None;
        }
        let folded = fold(text);
        self.owners(&folded).filter_map(|(section, known)| Some((known.certain(text, &folded)?, section))).min()
    }

    /// The section that a line may be meant as the heading of, though it is not certain.
    pub fn likely(self, lines: &[Line], at: usize) -> Option<usize> {
        let standing = Standing::of(lines, at)?;
        let doubts = self.doubts(lines, Candidate { line: at, standing }, doubtful);
        doubts.into_iter().max_by(|a, b| a.nearness.total_cmp(&b.nearness)).map(|doubt| doubt.section)
    }

    /// Whether `text` is one of the headings beyond doubt, and another section's than `first`.
    pub fn is_another(self, text: &str, first: &str) -> bool {
        self.house.headings.may_be(text) && self.section_of(text).is_some_and(|section| Some(section) != self.section_of(first))
    }

    fn section_of(self, text: &str) -> Option<usize> {
        let folded = fold(text);
        self.owners(&folded).find(|(_, known)| known.certain(text, &folded).is_some()).map(|(section, _)| section)
    }

    /// The first heading among `lines` and how it stands, where that is beyond doubt whatever stands after it: it is certain, and no line before it
    /// may be meant as one.
    pub fn first_certain(self, lines: &[Line]) -> Option<(usize, Standing)> {
        for candidate in self.candidates(lines) {
            if self.certain(lines, candidate.line).is_some() {
                return Some((candidate.line, candidate.standing));
            }
            // What is read in a line as its number line is kept for the header.
            let line = &lines[candidate.line];
            let is_of_series = header::is_banner(line, self.house) || header::number_line(line, self.house).is_some();
            if !is_of_series && !self.doubts(lines, candidate, doubtful).is_empty() {
                return None;
            }
        }
        None
    }

    /// The lines that may be headings by where they stand.
    fn candidates(self, lines: &[Line]) -> impl Iterator<Item = Candidate> {
        let may_be = move |(index, line): (usize, &Line)| {
            let standing = Standing::of(lines, index)?;
            (!self.is_sub_head(standing) && !label::is_field(line, self.house)).then_some(Candidate { line: index, standing })
        };
        lines.iter().enumerate().filter_map(may_be)
    }

    /// Whether a heading is marked deeper than the house marks those of its sections.
    fn is_sub_head(self, standing: Standing) -> bool {
        let level = self.house.headings_format.level.as_ref();
        level.is_some_and(|level| matches!(standing, Standing::Marked(own) if own > level.value))
    }

    /// The headings among `lines`, in order of place, with duplicates.
    pub fn align(self, lines: &[Line]) -> Vec<Match> {
        let (mut sure, mut others) = (Vec::new(), Vec::new());
        for candidate in self.candidates(lines) {
            let text = lines[candidate.line].prose.text();
            match self.certainly(text) {
                Some((wording, section))
                    if wording == Wording::Exact || !candidate.standing.is_bare() || !standing::has_other_marks(text) =>
                {
                    sure.push(Sure { found: Match { line: candidate.line, section, wording }, standing: candidate.standing });
                }
                _ => others.push(candidate),
            }
        }
        self.leave_higher(&mut sure);
        let level = sections_level(sure.iter().map(|sure| (sure.standing, sure.found.section)));
        let is_gapless =
            sure.iter().map(|sure| sure.standing).chain(others.iter().map(|other| other.standing)).any(|s| s == Standing::Inside)
                && standing::is_gapless(lines);
        let mut found = self.settle(sure, level, is_gapless);
        let has_marked = found.iter().any(|found| lines[found.line].kind == LineKind::Heading);
        let may_be_meant = |standing: Standing| match standing {
            Standing::Marked(own) => level.is_none_or(|level| own <= level),
            Standing::Bold | Standing::Bare => !has_marked,
            Standing::Inside => !has_marked && is_gapless,
        };
        others.retain(|other| may_be_meant(other.standing));
        self.add_doubtful(lines, others, &mut found);
        found.sort_by_key(|found| found.line);
        found
    }

    /// Where the house says how its headings are marked, a heading above them is none of a section that has one of its own there: it is a
    /// title of the same words.
    fn leave_higher(self, sure: &mut Vec<Sure>) {
        let Some(level) = &self.house.headings_format.level else { return };
        let mut has_own = vec![false; self.house.sections.len()];
        for sure in sure.iter().filter(|sure| sure.standing == Standing::Marked(level.value)) {
            has_own[sure.found.section] = true;
        }
        sure.retain(|sure| !matches!(sure.standing, Standing::Marked(own) if own < level.value && has_own[sure.found.section]));
    }

    /// Of the lines that have a heading's words, those that stand as one.
    fn settle(self, sure: Vec<Sure>, level: Option<u8>, is_gapless: bool) -> Vec<Match> {
        let is_below = |standing: Standing| matches!((standing, level), (Standing::Marked(own), Some(level)) if own > level);
        let has_marked = sure.iter().any(|sure| sure.standing.is_marked());
        let stands_well = |sure: &Sure| match sure.standing {
            Standing::Marked(_) => !is_below(sure.standing),
            Standing::Bold | Standing::Bare => !has_marked,
            Standing::Inside => {
                !has_marked && is_gapless && (self.has_several_words(sure.found.section) || sure.found.wording == Wording::Exact)
            }
        };
        let (mut well, ill): (Vec<Sure>, Vec<Sure>) = sure.into_iter().partition(stands_well);
        let mut taken = vec![false; self.house.sections.len()];
        for sure in &well {
            taken[sure.found.section] = true;
        }
        for sure in ill {
            let (section, wording) = (sure.found.section, sure.found.wording);
            let will_do = match sure.standing {
                // Some records keep a section under another: it is not missing there.
                Standing::Marked(_) => self.is_required(section) && is_in_turn(&well, &sure),
                Standing::Bold | Standing::Bare => wording == Wording::Exact,
                Standing::Inside => {
                    self.has_several_words(section) && (wording == Wording::Exact || !has_marked && wording == Wording::Marks)
                }
            };
            if will_do && !std::mem::replace(&mut taken[section], true) {
                well.push(sure);
            }
        }
        well.into_iter().map(|sure| sure.found).collect()
    }

    /// Adds the headings that are meant as one of the house's, though they are worded otherwise.
    fn add_doubtful(self, lines: &[Line], others: Vec<Candidate>, found: &mut Vec<Match>) {
        let mut taken = vec![false; self.house.sections.len()];
        let mut is_heading = vec![false; lines.len()];
        for Match { line, section, .. } in found.iter() {
            (taken[*section], is_heading[*line]) = (true, true);
        }
        // Where every section has its heading, only a slip of the pen in a second one is left to be found.
        let compare = if taken.contains(&false) { doubtful } else { slip };
        let mut doubts: Vec<Doubt> = others.into_iter().flat_map(|other| self.doubts(lines, other, compare)).collect();
        let level =
            sections_level(found.iter().map(|found| (found.line, found.section)).map(|(line, section)| (marked(&lines[line]), section)))
                .or_else(|| sections_level(doubts.iter().map(|doubt| (marked(&lines[doubt.line]), doubt.section))));
        doubts.retain(|doubt| level.is_none_or(|level| lines[doubt.line].level <= level));
        doubts.sort_by(|a, b| a.wording.cmp(&b.wording).then(b.nearness.total_cmp(&a.nearness)).then(a.line.cmp(&b.line)));
        for doubt in doubts {
            let open = !taken[doubt.section] || (doubt.is_slip() && self.has_several_words(doubt.section));
            let is_title = || doubt.wording == Wording::Longer && self.may_be_title(lines, doubt.line);
            if open && !is_heading[doubt.line] && !is_title() {
                taken[doubt.section] = true;
                is_heading[doubt.line] = true;
                found.push(Match { line: doubt.line, section: doubt.section, wording: doubt.wording });
            }
        }
    }

    fn has_several_words(self, section: usize) -> bool {
        self.house.headings.sections[section].words.len() > 1
    }

    fn is_required(self, section: usize) -> bool {
        self.house.sections[section].presence.may_be_asked()
    }

    fn doubts(self, lines: &[Line], candidate: Candidate, compare: Comparison) -> Vec<Doubt> {
        if self.house.headings_format.likeness == Likeness::Exact {
            return Vec::new();
        }
        let line = &lines[candidate.line];
        let text = line.prose.text();
        // A bare line has nothing but its words to say that it is a heading.
        let is_bare = candidate.standing.is_bare();
        if is_bare && standing::has_other_marks(text) {
            return Vec::new();
        }
        let folded = fold(text);
        let words = Words::of(&folded);
        let doubt = |(section, known): (usize, Known<'_>)| {
            let (wording, nearness) = compare(known.folded, &words)?;
            let will_do = if self.has_several_words(section) {
                !is_bare || (nearness >= 0.7 && wording != Wording::Longer)
            } else {
                self.may_be_one_word(section, wording, &folded, candidate.standing)
            };
            will_do.then_some(Doubt { line: candidate.line, section, wording, nearness })
        };
        let doubts: Vec<Doubt> = self.known().enumerate().filter_map(doubt).collect();
        // The series' name may have a heading's words in it.
        if doubts.is_empty() || self.is_of_series(line, &doubts) { Vec::new() } else { doubts }
    }

    /// Whether a line may be meant as a heading of one word: words are too near one another for that to rest on their letters alone.
    fn may_be_one_word(self, section: usize, wording: Wording, folded: &str, standing: Standing) -> bool {
        let word = &self.house.headings.sections[section].heading;
        match wording {
            Wording::Longer => !standing.is_bare() && self.is_required(section) && folded.split(' ').any(|other| other == word),
            _ => standing.is_marked() && strsim::osa_distance(folded, word) == 1,
        }
    }

    /// Whether a line stands where a title does: first but for the series' own lines, and with no text under it.
    fn may_be_title(self, lines: &[Line], at: usize) -> bool {
        let leads_text = |next: usize| sentence::is_finished(lines[next].prose.text()) && self.certain(lines, next).is_none();
        at < TITLE_WITHIN
            && lines[..at].iter().all(|line| header::is_set_aside(line, self.house))
            && !(at + 1 < lines.len() && leads_text(at + 1))
    }

    /// Whether a line that shares words with headings is the series' number line or banner.
    fn is_of_series(self, line: &Line, doubts: &[Doubt]) -> bool {
        let only_longer = || doubts.iter().all(|doubt| doubt.wording == Wording::Longer);
        let is_number_line = || header::number_line(line, self.house).is_some();
        header::is_banner(line, self.house) || is_number_line() || (only_longer() && header::is_near_banner(line, self.house))
    }

    /// The headings that have the wording `folded`, each with its section.
    fn owners(self, folded: &str) -> impl Iterator<Item = (usize, Known<'h>)> + use<'h> {
        let of = move |section: &usize| {
            (*section, Known { format: &self.house.sections[*section], folded: &self.house.headings.sections[*section] })
        };
        self.house.headings.owners(folded).iter().map(of)
    }

    fn known(self) -> impl Iterator<Item = Known<'h>> + use<'h> {
        let formats = self.house.sections.iter();
        formats.zip(&self.house.headings.sections).map(|(format, folded)| Known { format, folded })
    }
}

/// A line that may be a heading by where it stands.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    line: usize,
    standing: Standing,
}

/// A line that has the words of a heading, and how it stands.
struct Sure {
    found: Match,
    standing: Standing,
}

/// The level at which most of the house's sections have a marked heading; of two, the higher in the tree.
fn sections_level(headings: impl Iterator<Item = (Standing, usize)>) -> Option<u8> {
    let mut marked: Vec<(u8, usize)> = headings
        .filter_map(|(standing, section)| match standing {
            Standing::Marked(level) => Some((level, section)),
            _ => None,
        })
        .collect();
    marked.sort_unstable();
    marked.dedup();
    let count = |level: u8| marked.iter().filter(|(other, _)| *other == level).count();
    (1..=6).rev().max_by_key(|level| count(*level)).filter(|level| count(*level) > 0)
}

/// How a line is marked; a bare one stands for all that are not.
fn marked(line: &Line) -> Standing {
    if line.kind == LineKind::Heading { Standing::Marked(line.level) } else { Standing::Bare }
}

/// Whether a heading stands after those of the sections before its own, and before those of the sections after.
fn is_in_turn(others: &[Sure], heading: &Sure) -> bool {
    let agrees = |other: &Sure| other.found.line.cmp(&heading.found.line) == other.found.section.cmp(&heading.found.section);
    others.iter().all(agrees)
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
type Comparison = fn(&Folded, &Words<'_>) -> Option<(Wording, f32)>;

/// The words of a line, prepared for comparison with every heading.
struct Words<'t> {
    folded: &'t str,
    length: usize,
    letters: Letters,
    /// What they begin with.
    initials: Initials,
    each: OnceCell<Vec<&'t str>>,
}

impl<'t> Words<'t> {
    fn of(folded: &'t str) -> Words<'t> {
        let length = folded.chars().count();
        Words { folded, length, letters: Letters::of(folded), initials: Initials::of(folded), each: OnceCell::new() }
    }

    /// Each of them, where they are not too many to be a heading.
    fn each(&self) -> &[&'t str] {
        self.each.get_or_init(|| self.folded.split(' ').take(MOST_WORDS + 1).collect())
    }
}

/// By all its letters.
fn slip(known: &Folded, said: &Words<'_>) -> Option<(Wording, f32)> {
    let length = known.length;
    let most = 2.max(length / 6).min(length / 3);
    if said.length.abs_diff(length) > most || known.letters.slips(said.letters) > most {
        return None;
    }
    let slips = strsim::osa_distance(said.folded, &known.heading);
    (slips <= most).then(|| (Wording::Near, 1.0 - as_f32(slips) / as_f32(length.max(1)) / 2.0))
}

/// How much of a heading of two words one of them is where the other only leads to it: `In perspective`.
const ONE_OF_TWO: f32 = 0.8;

/// By all its letters, or by the words it has of the heading.
fn doubtful(known: &Folded, said: &Words<'_>) -> Option<(Wording, f32)> {
    if let Some(slip) = slip(known, said) {
        return Some(slip);
    }
    // Most lines have no word that begins with the same letter.
    if !said.initials.may_have(known.heaviest_initial) {
        return None;
    }
    let words = said.each();
    if words.len() > MOST_WORDS {
        return None;
    }
    let heaviest = known.words.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    if !words.iter().any(|other| alike(&heaviest.0, other)) {
        return None;
    }
    let kept: f32 = known.words.iter().filter(|(word, _)| words.iter().any(|other| alike(word, other))).map(|(_, weight)| weight).sum();
    let all: f32 = known.words.iter().map(|(_, weight)| weight).sum();
    let weight_of = |word: &str| known.words.iter().find(|(other, _)| alike(other, word)).map(|(_, weight)| *weight);
    let said: f32 = words.iter().map(|word| weight_of(word).unwrap_or_else(|| weight(word))).sum();
    if kept / all >= 0.8 && words.len() > known.words.len() {
        return Some((Wording::Longer, 0.7 + 0.2 * all / said.max(all)));
    }
    // Words of the author's own in the place of the heading's weightiest make another heading of it.
    let only_its_words = words.iter().all(|word| known.words.iter().any(|(own, _)| alike(own, word)));
    // So does another word in the place of one of two: `Release plan` is no slip of `Release history`.
    if known.words.len() == 2 && words.len() == 2 && !only_its_words && kept / all < ONE_OF_TWO {
        return None;
    }
    let likeness = 2.0 * kept / (all + said);
    (likeness >= 0.6 && (only_its_words || kept / all >= 0.65)).then_some((Wording::Near, likeness.min(0.89)))
}

/// A double space is a slip of marks; anything else must be the same character for character.
fn same_but_for_apostrophes(a: &str, b: &str) -> bool {
    let straight = |c: char| if is_apostrophe(c) { '\'' } else { c };
    a == b || a.chars().map(straight).eq(b.chars().map(straight))
}

/// The same word, or one a slip or an ending away from it.
fn alike(a: &str, b: &str) -> bool {
    // A slip of the pen seldom hits a word's first letter, and an ending never does: nearly every pair differs there.
    if a.as_bytes().first() != b.as_bytes().first() {
        return false;
    }
    if a == b {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.chars().count() < 4 {
        return false;
    }
    let ending = long.len() - short.len() <= 3 && long.starts_with(short);
    // Nothing is compared that cannot be alike.
    let most = short.chars().count() / 4;
    let may_be_slip = long.len() - short.len() <= 2 && a.chars().next() == b.chars().next() && Letters::of(a).slips(Letters::of(b)) <= most;
    ending || (may_be_slip && strsim::osa_distance(a, b) <= most)
}
