//! Which lines are the house's headings. All candidates are compared with all sections, and the best pairs are taken: a heading written
//! otherwise is found wherever it stands, and one slip never costs a second finding. The order of sections is for the rules.

use crate::draft::block::{Line, LineKind};
use crate::draft::{Wording, fields, sentence};
use crate::house::{FieldFormat, House, SectionFormat};

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

/// The house's headings, prepared for comparison.
pub struct Headings<'h> {
    fields: &'h [FieldFormat],
    sections: Vec<Known<'h>>,
    /// First letters of all wordings, in lower case, and bytes of the longest.
    initials: Vec<char>,
    longest: usize,
}

struct Known<'h> {
    format: &'h SectionFormat,
    folded: String,
    accepted: Vec<String>,
    also: Vec<String>,
    /// The heading's words, each with its weight: long words that no other heading has tell headings apart.
    words: Vec<(String, f32)>,
}

/// Bytes of a line that may still be a heading.
const LONGEST: usize = 110;

/// The same of a bare line: longer ones are lines of wrapped text.
const LONGEST_BARE: usize = 72;

/// Bytes of marks and figures that may stand around a heading's words.
const MARKS: usize = 24;

/// Words of a line that may still be a heading written otherwise.
const MOST_WORDS: usize = 14;

/// Bytes of a line that does not fill its column: the next one does not carry it on.
const SHORT: usize = 60;

impl<'h> Headings<'h> {
    /// Prepares the headings of `house`.
    pub fn new(house: &'h House) -> Self {
        let folds: Vec<String> = house.sections.iter().map(|section| fold(&section.heading)).collect();
        let shared_by = |word: &str| folds.iter().filter(|fold| fold.split(' ').any(|other| other == word)).count();
        let sections = house.sections.iter().zip(&folds).map(|(format, folded)| Known {
            format,
            folded: folded.clone(),
            accepted: format.accepted.iter().map(|wording| fold(wording)).collect(),
            also: format.also_seen.iter().map(|wording| fold(wording)).collect(),
            words: folded.split(' ').map(|word| (word.to_owned(), weight(word) / as_f32(shared_by(word)))).collect(),
        });
        let sections: Vec<Known<'_>> = sections.collect();
        let wordings = || sections.iter().flat_map(|known| known.also.iter().chain(&known.accepted).chain([&known.folded]));
        let initials = wordings().filter_map(|wording| wording.chars().next()).collect();
        let longest = wordings().map(String::len).max().unwrap_or_default();
        Headings { fields: &house.fields, sections, initials, longest }
    }

    /// Whether a line may be one of the wordings: asked of every line, so it costs next to nothing.
    fn may_be_certain(&self, text: &str) -> bool {
        let first = text.chars().find(|c| c.is_alphabetic()).and_then(|c| c.to_lowercase().next());
        text.len() <= self.longest + MARKS && first.is_some_and(|first| self.initials.contains(&first))
    }

    /// Whether a line is one of the headings beyond doubt: by its very words, letter case and marks aside.
    pub fn is_certain(&self, text: &str) -> bool {
        self.may_be_certain(text) && self.section_of(text).is_some()
    }

    /// The section that a line is certain to be the heading of.
    pub fn certain(&self, line: &Line) -> Option<usize> {
        let text = line.prose.text();
        if !may_be_heading(line) || !self.may_be_certain(text) {
            return None;
        }
        let folded = fold(text);
        let certain = self.sections.iter().enumerate().filter_map(|(section, known)| Some((known.certain(text, &folded)?, section)));
        certain.min().map(|(_, section)| section)
    }

    /// The section that a line may be meant as the heading of, though it is not certain.
    pub fn likely(&self, lines: &[Line], at: usize) -> Option<usize> {
        let line = &lines[at];
        if !may_be_heading(line) || (line.kind == LineKind::Text && !stands_apart(lines, at)) {
            return None;
        }
        let doubts = self.doubts(at, &fold(line.prose.text()), line.kind);
        doubts.into_iter().max_by(|a, b| a.nearness.total_cmp(&b.nearness)).map(|doubt| doubt.section)
    }

    /// Whether `text` is one of the headings beyond doubt, and another section's than `first`.
    pub fn is_another(&self, text: &str, first: &str) -> bool {
        self.may_be_certain(text) && self.section_of(text).is_some_and(|section| Some(section) != self.section_of(first))
    }

    fn section_of(&self, text: &str) -> Option<usize> {
        let folded = fold(text);
        self.sections.iter().position(|known| known.certain(text, &folded).is_some())
    }

    /// The first heading among `lines`, where that is beyond doubt whatever stands after it: it is certain, and no line before it may be meant
    /// as one.
    pub fn first_certain(&self, lines: &[Line]) -> Option<usize> {
        for (index, line) in lines.iter().enumerate().filter(|(_, line)| may_be_heading(line)) {
            if self.is_certain(line.prose.text()) {
                return Some(index);
            }
            let sure = line.kind != LineKind::Text || stands_apart(lines, index);
            if sure && !self.doubts(index, &fold(line.prose.text()), line.kind).is_empty() {
                return None;
            }
        }
        None
    }

    /// The headings among `lines`, in order of place, with duplicates.
    pub fn align(&self, lines: &[Line]) -> Vec<Match> {
        let mut taken = vec![false; self.sections.len()];
        let mut found = Vec::new();
        let mut doubtful = Vec::new();
        for (index, line) in lines.iter().enumerate().filter(|(_, line)| may_be_heading(line) && !fields::is_field(line, self.fields)) {
            let sure = line.kind != LineKind::Text || stands_apart(lines, index);
            if !sure && !self.may_be_certain(line.prose.text()) {
                continue;
            }
            let folded = fold(line.prose.text());
            let certain =
                self.sections.iter().enumerate().filter_map(|(section, known)| Some((known.certain(line.prose.text(), &folded)?, section)));
            match certain.min() {
                Some((wording, section)) => {
                    taken[section] = true;
                    found.push(Match { line: index, section, wording });
                }
                None if sure => doubtful.extend(self.doubts(index, &folded, line.kind)),
                None => {}
            }
        }
        doubtful.sort_by(|a, b| a.wording.cmp(&b.wording).then(b.nearness.total_cmp(&a.nearness)).then(a.line.cmp(&b.line)));
        for doubt in doubtful {
            let open = !taken[doubt.section] || doubt.is_slip();
            if open && found.iter().all(|other| other.line != doubt.line) {
                taken[doubt.section] = true;
                found.push(Match { line: doubt.line, section: doubt.section, wording: doubt.wording });
            }
        }
        found.sort_by_key(|found| found.line);
        found
    }

    fn doubts(&self, line: usize, folded: &str, kind: LineKind) -> Vec<Doubt> {
        let bare = kind == LineKind::Text;
        let doubt = |(section, known): (usize, &Known<'_>)| {
            let (wording, nearness) = known.doubtful(folded)?;
            // A bare line has nothing but its words to say that it is a heading.
            (!bare || nearness >= 0.7).then_some(Doubt { line, section, wording, nearness })
        };
        self.sections.iter().enumerate().filter_map(doubt).collect()
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

impl Known<'_> {
    fn certain(&self, text: &str, folded: &str) -> Option<Wording> {
        if self.format.accepted.iter().chain([&self.format.heading.value]).any(|heading| same_but_for_apostrophes(text, heading)) {
            return Some(Wording::Exact);
        }
        if folded == self.folded || self.accepted.iter().any(|accepted| accepted == folded) {
            return Some(Wording::Marks);
        }
        self.also.iter().any(|also| also == folded).then_some(Wording::Listed)
    }

    fn doubtful(&self, folded: &str) -> Option<(Wording, f32)> {
        let length = self.folded.chars().count();
        let most = 2.max(length / 6).min(length / 3);
        if folded.chars().count().abs_diff(length) <= most {
            let slips = strsim::osa_distance(folded, &self.folded);
            if slips <= most {
                return Some((Wording::Near, 1.0 - as_f32(slips) / as_f32(length.max(1)) / 2.0));
            }
        }
        let words: Vec<&str> = folded.split(' ').collect();
        let heaviest = self.words.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        if words.len() > MOST_WORDS || !words.iter().any(|other| alike(&heaviest.0, other)) {
            return None;
        }
        let kept: f32 = self.words.iter().filter(|(word, _)| words.iter().any(|other| alike(word, other))).map(|(_, weight)| weight).sum();
        let all: f32 = self.words.iter().map(|(_, weight)| weight).sum();
        let known = |word: &str| self.words.iter().find(|(other, _)| alike(other, word)).map(|(_, weight)| *weight);
        let said: f32 = words.iter().map(|word| known(word).unwrap_or_else(|| weight(word))).sum();
        if kept / all >= 0.8 && words.len() > self.words.len() {
            return Some((Wording::Longer, 0.7 + 0.2 * all / said.max(all)));
        }
        let likeness = 2.0 * kept / (all + said);
        (likeness >= 0.6).then_some((Wording::Near, likeness.min(0.89)))
    }
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

/// Lower case, straight apostrophes, no marks but those inside words, no enumeration before it.
fn fold(text: &str) -> String {
    let text = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    let mut folded = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let inner_apostrophe =
            is_apostrophe(c) && folded.ends_with(char::is_alphanumeric) && chars.peek().is_some_and(|next| next.is_alphanumeric());
        if inner_apostrophe {
            folded.push('\'');
        } else if c.is_alphanumeric() {
            folded.extend(c.to_lowercase());
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ')
}

/// A double space is a slip of marks; anything else must be the same character for character.
fn same_but_for_apostrophes(a: &str, b: &str) -> bool {
    let straight = |c: char| if is_apostrophe(c) { '\'' } else { c };
    a.chars().map(straight).eq(b.chars().map(straight))
}

fn weight(word: &str) -> f32 {
    as_f32(word.chars().count())
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

#[expect(clippy::cast_precision_loss, reason = "word lengths and counts are far below 2^23")]
fn as_f32(count: usize) -> f32 {
    count as f32
}
