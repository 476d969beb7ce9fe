//! What a line of a header says, as evidence for what it is: a template that fits, the shape of names, an article, a date beside a team. Where
//! it stands among the others is for the assignment.

use crate::draft::block::{Line, LineKind};
use crate::draft::header::line::{self, DateRead};
use crate::draft::header::mail;
use crate::draft::header::role::{Candidate, Role, Score};
use crate::draft::{label, name, ordinal, sentence};
use crate::house::{Fit, House, TemplateMatch};

/// What is known of one line.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact by itself, and any may go with any other")]
#[derive(Debug, Default)]
pub struct Evidence {
    /// How much its words speak for each role; `None` where it cannot be that.
    scores: [Option<Score>; Role::COUNT],
    /// How much speaks for its carrying on a title that the line before begins.
    pub carries_on: Score,
    /// Whether it carries on a list of names that the line before begins.
    pub carries_on_names: bool,
    /// Whether it shows a reader anything but marks.
    pub is_shown: bool,
    /// Whether it is part of a mail.
    pub is_mail: bool,
    /// Whether it is one sentence or more, with a stop at the end.
    pub is_sentence: bool,
    /// Whether it stands above the last banner.
    pub stands_above_banner: bool,
    /// What it holds as a number line.
    pub number_line: Option<TemplateMatch>,
    /// The date that it is, or has beside a team.
    pub date: Option<DateRead>,
}

/// What is known of the header before its lines are looked at.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// What the notes of the series look like.
    pub house: &'a House,
    /// The title that a field gives: no line overrides it.
    pub title: Title<'a>,
    /// Authors that stand elsewhere: in a digest's masthead, or in a field.
    pub authors: Option<&'a str>,
}

/// Where the title is to be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Title<'a> {
    /// On a line.
    OnLine,
    /// A field gives it.
    Given(&'a str),
    /// Only in a field, which is not there.
    OnlyInField,
}

/// Words of the longest title.
const MOST_TITLE_WORDS: usize = 24;

/// Words of a line beyond which it is a paragraph, whatever it says.
const PARAGRAPH: usize = 40;

/// Words of the shortest finished line under a title that is a paragraph.
const FINISHED_PARAGRAPH: usize = 12;

/// Words of the longest title that may end in a full stop.
const LONGEST_STOPPED: usize = 14;

/// How much speaks for a title where nothing speaks against it.
const TITLE: Score = 14;

impl Evidence {
    /// How much the words speak for `role`; `None` where the line cannot be that.
    pub fn score(&self, role: Role) -> Option<Score> {
        self.scores[role as usize]
    }

    /// Every role that it may have.
    pub fn candidates(&self) -> impl Iterator<Item = Candidate> {
        Role::ALL.into_iter().filter_map(|role| Some(Candidate { role, score: self.score(role)? }))
    }

    /// Whether it is a date, or a team with one, beyond doubt.
    pub fn is_sure_of_date(&self) -> bool {
        self.score(Role::Date).is_some() || self.score(Role::Team).is_some_and(|score| score >= DATED_TEAM)
    }

    fn set(&mut self, role: Role, score: Score) {
        self.scores[role as usize] = Some(score);
    }

    /// Of line `at` among `lines`.
    pub fn of(lines: &[Line], at: usize, known: Known<'_>) -> Evidence {
        let (line, before, house) = (&lines[at], at.checked_sub(1).map(|before| &lines[before]), known.house);
        let text = line.prose.text();
        let mut evidence = Evidence { is_shown: line::is_shown(line), ..Evidence::default() };
        if !evidence.is_shown {
            evidence.set(Role::Furniture, 60);
            return evidence;
        }
        evidence.set(Role::Stray, 0);
        if label::is_field_at(lines, at, house) {
            evidence.set(Role::Field, 200);
            return evidence;
        }
        evidence.of_series(line, house);
        evidence.of_dates(line, house);
        if line.kind == LineKind::Quote || line.kind == LineKind::Aside {
            evidence.set(Role::Body, 4);
            evidence.is_mail = line.kind == LineKind::Quote;
            return evidence;
        }
        evidence.is_mail = mail::opens_mail(text, house);
        evidence.is_sentence = sentence::is_finished(text) && text.contains(' ');
        if evidence.score(Role::NumberLine).is_some_and(|score| score > MALFORMED) || evidence.score(Role::Date).is_some() {
            return evidence;
        }
        if text.contains('@') {
            evidence.set(Role::Furniture, 12.max(evidence.score(Role::Furniture).unwrap_or_default()));
        }
        let words = Words::of(line, house);
        let names = house.header.byline.as_ref().filter(|_| line.kind != LineKind::Heading);
        let names = names.and_then(|format| name::likeness(text, format, &house.prose.articles));
        evidence.of_body(line, &words, house);
        if !evidence.is_mail && line.kind != LineKind::Opaque {
            evidence.of_title(line, &words, names, known);
            evidence.of_authors(line, &words, names, known);
            evidence.carries_on = carries_on(line, before, &words, names);
            evidence.carries_on_names = names.is_some() && before.is_some_and(|before| ends_open(before.prose.text()));
        }
        if line.kind == LineKind::Text {
            evidence.set(Role::Standfirst, 0);
        }
        evidence
    }

    /// Whether it is banner or number line.
    fn of_series(&mut self, line: &Line, house: &House) {
        let text = line.prose.text();
        if let Some(reading) = line::number_line(line, house) {
            let fits = line::fits(&reading);
            let score = match &reading.fit {
                Fit::Exact => 100,
                Fit::Malformed { .. } if fits => 90,
                Fit::Malformed { .. } => MALFORMED,
            };
            self.set(Role::NumberLine, score);
            // The counter of another series looks like one.
            let (other, score) = if fits { (Role::NumberLineAgain, 60) } else { (Role::Furniture, 25) };
            self.set(other, score);
            self.number_line = Some(reading);
        }
        if line::is_banner(line, house) {
            self.set(Role::Banner, 70);
        } else if line::number_of_banner(text, house).is_some() {
            self.set(Role::Banner, 55);
        } else if line::is_near_banner(line, house) {
            self.set(Role::Banner, 30 + of_mark(line));
        }
        if line::is_other(text, house) {
            self.set(Role::Furniture, 50);
        }
    }

    /// Whether it is a date, or a team's name with a date beside it or without one.
    fn of_dates(&mut self, line: &Line, house: &House) {
        let text = line.prose.text();
        if self.number_line.is_some() {
            return;
        }
        if let Some(date) = line::date_alone(text, house) {
            self.set(Role::Date, 50);
            self.date = Some(date);
            return;
        }
        let beside = line::date_beside(text, house);
        let words = beside.as_ref().map_or(text, |(_, rest)| &text[rest.clone()]);
        if let Some(score) = team(words, beside.is_some(), house) {
            self.set(Role::Team, score);
            self.date = beside.map(|(date, _)| date);
        }
    }

    fn of_body(&mut self, line: &Line, words: &Words, house: &House) {
        let text = line.prose.text();
        let opens = ordinal::opens_point(text, &house.points) || words.count > 5 && line::opens_dated(text, house);
        if opens || words.count > PARAGRAPH {
            self.set(Role::Body, 30);
        } else if words.count > FINISHED_PARAGRAPH && words.is_finished {
            self.set(Role::Body, 20);
        } else if line.bulleted {
            self.set(Role::Body, 18);
        }
    }

    fn of_title(&mut self, line: &Line, words: &Words, names: Option<Score>, known: Known<'_>) {
        let text = line.prose.text();
        if let Title::Given(title) = known.title
            && same_letters(title, text)
        {
            self.set(Role::Furniture, 40);
        }
        if known.title != Title::OnLine {
            return;
        }
        let mut score = TITLE;
        score += of_mark(line);
        if has_colon(text) {
            score += 8;
        } else if text.ends_with(['?', '!', ':']) {
            score += 4;
        }
        if words.is_finished && text.ends_with(['.', '…']) {
            score -= if words.count <= LONGEST_STOPPED && words.sentences <= 1 { 6 } else { 24 };
        } else if words.sentences > 1 && !text.contains(['?', '!', '"', '”']) {
            score -= 16;
        }
        score -= match words.count {
            0..=MOST_TITLE_WORDS => 0,
            25..=PARAGRAPH => 10,
            _ => 40,
        };
        if line.bulleted {
            score -= 20;
        }
        if text.ends_with([',', ';']) {
            score -= 4;
        }
        if text.starts_with(char::is_lowercase) {
            score -= 12;
        }
        if names.is_some_and(|names| names >= 20) {
            score -= 4;
        } else if words.is_no_name {
            score += 4;
        }
        if self.score(Role::Body).is_some() && words.count <= PARAGRAPH {
            score -= 8;
        }
        self.set(Role::Title, score);
    }

    fn of_authors(&mut self, line: &Line, words: &Words, names: Option<Score>, known: Known<'_>) {
        let text = line.prose.text();
        let Some(format) = known.house.header.byline.as_ref().filter(|_| line.kind != LineKind::Heading) else { return };
        if let Some(names) = names.filter(|_| !line.bulleted) {
            let people = || name::names(name::without_prefix(text, format));
            let is_known = known.authors.is_some_and(|authors| people().all(|name| authors.contains(name)));
            return self.set(Role::Byline, if is_known { names + 16 } else { names });
        }
        let is_of_title = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'?' | b'!' | b';' | b':');
        let may_be = words.count <= 8 && !words.is_no_name && !words.is_finished && !line.bulleted;
        let announced = line::names_authors(line, known.house);
        if announced {
            self.set(Role::Byline, 24);
        } else if may_be && !text.bytes().any(is_of_title) {
            self.set(Role::Byline, 4);
        }
    }
}

/// What speaks for a number line that fits no template.
const MALFORMED: Score = 60;

/// What speaks for a team's name with a date beside it.
const DATED_TEAM: Score = 45;

/// How much its mark speaks for a line's being a title, or the banner.
fn of_mark(line: &Line) -> Score {
    match line.kind {
        LineKind::Heading => 16,
        LineKind::Bold => 4,
        _ => 0,
    }
}

/// A line's words, counted.
struct Words {
    count: usize,
    sentences: usize,
    is_finished: bool,
    /// Whether a word stands in it that no name has: a long one in lower case, an article.
    is_no_name: bool,
}

impl Words {
    fn of(line: &Line, house: &House) -> Words {
        let text = line.prose.text();
        let is_finished = sentence::is_finished(text);
        let may_hold_several = text.contains(['.', '?', '!', '…']);
        let sentences = if may_hold_several { sentence::split(&line.prose, 0, &house.prose.abbreviations).len() } else { 1 };
        let long_and_small = |word: &str| word.len() >= 4 && word.chars().all(char::is_lowercase) && word.chars().nth(3).is_some();
        let article = |word: &str| word.len() > 1 && house.prose.articles.have(word);
        let (mut count, mut is_no_name) = (0, false);
        for word in name::words(text) {
            is_no_name = is_no_name || count > 0 && long_and_small(word) || article(word);
            count += 1;
        }
        Words { count, sentences, is_finished, is_no_name }
    }
}

/// How much a line is like a team's or an institute's name; `is_dated` says that a date stands beside it.
fn team(text: &str, is_dated: bool, house: &House) -> Option<Score> {
    let is_of_title = |byte: u8| byte.is_ascii_digit() || matches!(byte, b':' | b'?' | b'!' | b';' | b'"');
    if text.bytes().any(is_of_title) || !text.is_ascii() && text.contains('”') {
        return None;
    }
    if is_dated && line::is_other(text, house) {
        return Some(55);
    }
    let is_capital = |word: &str| word.starts_with(|c: char| !c.is_lowercase());
    let (mut count, mut capitals, mut small) = (0, 0, 0);
    let mut is_place = false;
    let not_names = house.header.byline.as_ref().map(|format| &format.not_names);
    for word in name::words(text) {
        count += 1;
        capitals += i32::from(is_capital(word));
        small += i32::from(!is_capital(word) && word.chars().nth(3).is_none());
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        is_place |= not_names.is_some_and(|words| words.have(bare));
    }
    if is_place && count <= 10 && capitals > 0 && capitals + small == count {
        return Some(if is_dated { DATED_TEAM } else { 13 });
    }
    (is_dated && count <= 4 && capitals == count).then_some(22)
}

/// How much speaks for a line's carrying on the title above it.
fn carries_on(line: &Line, before: Option<&Line>, words: &Words, names: Option<Score>) -> Score {
    let Some(before) = before else { return 0 };
    let text = line.prose.text();
    let mut score = 6;
    if text.starts_with(char::is_lowercase) || ends_open(before.prose.text()) {
        score += 12;
    }
    if words.is_no_name {
        score += 6;
    }
    if before.block != line.block {
        score -= 6;
    }
    if before.kind != line.kind {
        score -= 8;
    }
    if has_colon(text) {
        score -= 4;
    }
    if words.is_finished && text.ends_with(['.', '…']) {
        score -= if words.count <= LONGEST_STOPPED && text.starts_with(char::is_lowercase) { 6 } else { 24 };
    }
    if line.bulleted || words.count > MOST_TITLE_WORDS {
        score -= 24;
    }
    score - names.map_or(0, |names| names / 2)
}

/// Whether a colon stands in a line, and more words after it.
fn has_colon(text: &str) -> bool {
    memchr::memchr(b':', text.as_bytes()).is_some() && text.contains(": ")
}

/// Whether a line breaks off, so that the next has to carry it on.
fn ends_open(text: &str) -> bool {
    if text.ends_with([':', ',', '–', '—', '-', '&']) {
        return true;
    }
    // A word in lower case of three letters at the most leads on: "and", "of", "y", "de".
    let last = text.rsplit(' ').next().unwrap_or(text);
    last.len() < text.len() && last.chars().count() <= 3 && last.chars().all(char::is_lowercase)
}

/// Whether two titles are the same but for marks and letter case.
pub fn same_letters(one: &str, other: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    letters(one) == letters(other)
}
