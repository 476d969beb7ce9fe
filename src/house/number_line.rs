//! Reads the line that carries a series' name, number and date, also where it is not as the house writes it.
//! Where in a draft such a line may stand is not decided here.

use std::cell::OnceCell;

use super::numbers::{Numbers, is_sign, numbers_at};
use super::template::{Field, Piece, Template, TemplateMatch, shifted};
use super::{Fit, HeaderFormat, House, Marks, Timed, period};
use jiff::civil::Date;

use crate::date::{Finder, Mention, Written};
use crate::prose::TextRange;
use crate::prose::words::words_in;

use tokens::{MOST_WORDS, NEAR_LENGTHS, Token};

mod tokens;

/// A title may be as long, a number line is not. In characters.
const LONGEST: usize = 80;

impl House {
    /// Reads `line`, which is trimmed, if it is this house's number line or meant as one.
    pub fn read_number_line(&self, line: &str) -> Option<TemplateMatch> {
        let exact = self.header.number_line.iter().find_map(|template| template.matches(line, self.finder()));
        let free = || match self.header.marks {
            Marks::Exact => None,
            Marks::Free => self.header.number_line.iter().find_map(|template| template.matches_but_for_marks(line, self.finder())),
        };
        exact.or_else(free).or_else(|| self.header.resembling(line, self.finder()))
    }

    /// What a line of the house's that fits a template says of `day` where no template of that day fits it: when the house wrote its number
    /// line so. `None` where it did so on that day, or had no way of writing it then.
    pub fn other_time_of(&self, line: &str, day: Date) -> Option<OtherTime<'_>> {
        let (then, others): (Vec<_>, Vec<_>) = self.header.number_line.iter().partition(|template| template.period.covers(day));
        let reading = |template: &&&Timed<Template>| self.fitting(line, template);
        if others.is_empty() || then.iter().any(|template| reading(&template).is_some()) {
            return None;
        }
        // Of several the one whose time is nearest.
        let fitting = others.iter().filter_map(|template| Some((reading(&template)?, *template)));
        let found = fitting.min_by_key(|(_, template)| template.period.days_from(day));
        let ((reading, fitting), canonical) = (found?, *then.first()?);
        Some(OtherTime { fitting, canonical, mended: canonical.filled_from(&reading, line, self.finder()) })
    }

    fn fitting(&self, line: &str, template: &Template) -> Option<TemplateMatch> {
        let exact = template.matches(line, self.finder());
        exact.or_else(|| match self.header.marks {
            Marks::Exact => None,
            Marks::Free => template.matches_but_for_marks(line, self.finder()),
        })
    }
}

/// A number line as the house wrote it at another time.
#[derive(Debug)]
pub struct OtherTime<'a> {
    /// The template that it fits.
    pub fitting: &'a Timed<Template>,
    /// The one that was asked for.
    pub canonical: &'a Timed<Template>,
    /// The line as that one has it, where it says all that it needs.
    pub mended: Option<String>,
}

impl HeaderFormat {
    fn resembling(&self, line: &str, dates: &Finder) -> Option<TemplateMatch> {
        let may_hold_a_number = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'#' | b'_');
        let has = |byte: u8| memchr::memchr(byte, line.as_bytes()).is_some();
        // Nearly no line has the letter that such a word begins with.
        let holds = |word: &str| word.bytes().next().is_none_or(has) && line.contains(word);
        let listed = || self.placeholders.iter().any(|word| holds(word));
        let canonical: &Timed<Template> = self.number_line.first()?;
        let has_sign = || !line.is_ascii() && line.contains('№');
        if !line.bytes().any(may_hold_a_number) && !has_sign() && !holds("??") && !listed() && !has_run_of_x(line) {
            return None;
        }
        let line = Line { text: line, dates, date: OnceCell::new() };
        let read = |template: &Template, canonical: &Template| template.resembles(&line, canonical, &self.placeholders);
        let (template, found) = self.number_line.iter().find_map(|template| Some((template, read(template, canonical)?)))?;
        // What it should be depends on the day that it gives.
        let day = found.date.as_ref().and_then(|date| date.resolved.date());
        match period::first_on(&self.number_line, day).filter(|then| !std::ptr::eq(*then, canonical)) {
            Some(then) => read(template, then),
            None => Some(found),
        }
    }
}

impl Template {
    /// What `line` holds, where it is meant as this template though it is not so, or leaves its number open. `placeholders` are words that
    /// do; it is mended as `canonical`.
    fn resembles(&self, line: &Line<'_>, canonical: &Template, placeholders: &[String]) -> Option<TemplateMatch> {
        let longest = LONGEST.max(2 * self.text().len());
        if line.text.len() > longest && line.text.chars().nth(longest).is_some() {
            return None;
        }
        Some(Loose::read(line, self, placeholders)?.judged(canonical, line.dates))
    }

    /// The line with what `found` read of `line`; `None` where that does not say everything. Only the date may be wanting.
    fn filled_from(&self, found: &TemplateMatch, line: &str, dates: &Finder) -> Option<String> {
        let number = found.number.as_ref().map(|(_, range)| range);
        let figures = |field| match field {
            Field::Number => number,
            Field::Volume => found.volume.as_ref().map(|numbers| &numbers.range),
            Field::Issue => found.issue.as_ref().map(|numbers| &numbers.range),
            Field::Date | Field::Counter | Field::Title => None,
        };
        let whole = self.figures().all(|field| figures(field).is_some());
        let date = found.date.as_ref().and_then(|date| full_date(date, dates));
        let filled =
            || self.fill(|field| if field == Field::Date { date.as_deref() } else { figures(field).map(|range| &line[range.clone()]) });
        (whole && date.is_some() == found.date.is_some()).then(filled)
    }

    /// What stands before each of its figures: a sign, or a word in lower case.
    fn labels(&self) -> Vec<String> {
        let [pieces, _] = self.pieces();
        let mut before = "";
        let mut labels = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Literal(text) => before = text,
                Piece::Field(Field::Number | Field::Volume | Field::Issue | Field::Counter) => labels.push(label(before)),
                Piece::Field(Field::Date | Field::Title) => {}
            }
        }
        labels
    }
}

/// A line that is compared with several templates.
struct Line<'a> {
    text: &'a str,
    dates: &'a Finder,
    date: OnceCell<Option<Mention>>,
}

impl Line<'_> {
    /// The first date in it that is no name; looked for once.
    fn date(&self) -> Option<&Mention> {
        let found = || self.dates.find(self.text).into_iter().find(|mention| !mention.name);
        self.date.get_or_init(found).as_ref()
    }
}

/// A line taken apart without regard to its marks.
#[derive(Debug)]
struct Loose<'a> {
    line: &'a str,
    template: &'a Template,
    name: Name,
    /// Whether the line has a sign for the number, such as `#`, and where the first ends.
    sign: Option<usize>,
    /// Figures that are no part of the date; `None` for one too long to count with.
    figures: Vec<(Option<Numbers>, usize)>,
    placeholder: Option<TextRange>,
    date: Option<Mention>,
    /// Words after the name that neither template nor date accounts for.
    strays: usize,
    /// Whether such a word stands where the number should.
    stray_for_number: bool,
}

/// How the words before the number compare with the series' name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    /// The same, a slip of the pen or letter case aside.
    Same,
    /// A word more, less or another.
    OneWordOff,
    /// Another.
    Other,
    /// There is none.
    Absent,
}

impl<'a> Loose<'a> {
    /// The line's parts, if it is meant as a number line.
    fn read(asked: &Line<'a>, template: &'a Template, placeholders: &[String]) -> Option<Self> {
        let Line { text: line, dates, .. } = *asked;
        let mut tokens = tokens::tokens(line, template, placeholders, asked.date(), dates)?;
        let mut date = asked.date().cloned();
        if date.is_none()
            && let Some(found) = date_at_end(line, &tokens, dates)
        {
            tokens = tokens::tokens(line, template, placeholders, Some(&found), dates)?;
            date = Some(found);
        }
        let head = tokens.iter().position(|(token, _)| *token != Token::Word).unwrap_or(tokens.len());
        let words: Vec<_> = tokens[..head].iter().map(|(_, range)| line[range.clone()].to_lowercase()).collect();
        let mut loose = Loose {
            line,
            template,
            name: compare(&words, template.name()),
            sign: None,
            figures: Vec::new(),
            placeholder: None,
            date,
            strays: 0,
            stray_for_number: false,
        };
        loose.sort_out(&tokens[head..], dates);
        let first = tokens.get(head).map(|(token, _)| token);
        (loose.is_meant(&words, first) && loose.ends_like_one()).then_some(loose)
    }

    fn sort_out(&mut self, tokens: &[(Token, TextRange)], dates: &Finder) {
        let mut before = None;
        for (token, range) in tokens {
            match token {
                Token::Sign => self.sign = self.sign.or(Some(range.end)),
                Token::Open if self.figures.is_empty() => self.placeholder = self.placeholder.take().or(Some(range.clone())),
                Token::Open => self.strays += 1,
                Token::Figures => {
                    let limit =
                        self.date.as_ref().filter(|date| date.range.start > range.start).map_or(self.line.len(), |date| date.range.start);
                    let numbers =
                        numbers_at(self.line, range.start, dates).into_iter().flatten().find(|numbers| numbers.range.end <= limit);
                    self.figures.push((numbers, range.start));
                }
                Token::Word if self.template.has_word(&self.line[range.clone()]) => {}
                Token::Word => {
                    self.strays += 1;
                    self.stray_for_number |= before == Some(&Token::Sign);
                }
                Token::Date => {}
            }
            before = Some(token);
        }
        self.number_from_range(dates);
        if self.figures.is_empty() && !self.stray_for_number && self.placeholder.is_none() {
            self.placeholder = self.sign.map(|end| end..end);
        }
    }

    /// In "# 12 - 15 May 2021" the date seems to be a range, in "# 12, 10-16 May 2021" a list, and the number to be absent.
    fn number_from_range(&mut self, dates: &Finder) {
        let Some(date) = self.date.as_ref().filter(|_| self.figures.is_empty() && self.placeholder.is_none()) else { return };
        if date.last.is_none() || date.first.day_range.start != date.range.start {
            return;
        }
        let (number, end) = (date.first.day_range.clone(), date.range.end);
        let Some(from) = self.line[number.end..end].find(|c: char| c.is_ascii_digit()).map(|next| number.end + next) else { return };
        let Some(day) = dates.read_exact(&self.line[from..end]) else { return };
        let [_, alone] = numbers_at(self.line, number.start, dates);
        self.figures.push((alone, number.start));
        self.date = Some(shifted(day, from));
    }

    fn is_meant(&self, words: &[String], first: Option<&Token>) -> bool {
        let numbered = !self.figures.is_empty();
        let signed = self.sign.is_some() && (numbered || self.placeholder.is_some());
        let dated = self.date.is_some();
        match self.name {
            Name::Same => {
                let lone_year =
                    !signed && !dated && self.figures.iter().all(|(numbers, _)| numbers.as_ref().is_some_and(Numbers::is_a_year));
                let strays = if signed && (dated || self.ends_in_a_year()) { 3 } else { 1 };
                (signed || dated || self.placeholder.is_some() || numbered && !lone_year) && self.strays <= strays
            }
            Name::OneWordOff => (signed || numbered && dated) && self.strays <= 1,
            Name::Other => {
                let capital = self.line.starts_with(char::is_uppercase);
                signed && numbered && dated && self.strays == 0 && capital && words.len() <= MOST_WORDS && !self.line.contains([':', '|'])
            }
            Name::Absent => {
                let with_year = self.date.as_ref().is_some_and(|date| date.first.year.is_some());
                let begins = matches!(first, Some(Token::Sign | Token::Figures | Token::Open));
                let together = signed || numbered && self.line.contains(',');
                begins && together && with_year && self.strays == 0 && !self.line.contains('|')
            }
        }
    }

    /// Whether the line ends in a year beside its number: the rest of its date cannot be read.
    fn ends_in_a_year(&self) -> bool {
        let last = self.figures.iter().skip(1).filter_map(|(numbers, _)| numbers.as_ref()).next_back();
        last.is_some_and(|last| last.is_a_year() && last.range.end == self.line.len())
    }

    /// A sentence is no number line; "# ??" and "# 12, 15 May 2021." are.
    fn ends_like_one(&self) -> bool {
        let open_end = self.placeholder.as_ref().is_some_and(|open| !open.is_empty() && open.end == self.line.len());
        match self.line.chars().next_back() {
            Some('.') => open_end || self.strays == 0,
            Some('!' | '?') => open_end,
            _ => true,
        }
    }

    fn judged(mut self, canonical: &Template, dates: &Finder) -> TemplateMatch {
        let template = if self.figures.len() == canonical.figures().count() { canonical } else { self.template };
        let more = self.strays > 0 || self.figures.len() > template.figures().count();
        let mut found = TemplateMatch { has_date: more && !self.stray_for_number, ..TemplateMatch::default() };
        if self.placeholder.is_none() {
            let places = self.by_label(template);
            for (field, place) in template.figures().zip(places.iter().flatten()) {
                if let Some((Some(numbers), _)) = self.figures.get(*place) {
                    found.set(field, numbers);
                }
            }
            let mended = if more || places.is_none() { None } else { self.mended(template, &found, dates) };
            let marks_only = mended.as_ref().is_some_and(|mended| self.differs_in_marks(mended, dates));
            found.fit = Fit::Malformed { mended, marks_only };
        }
        if let Some(date) = self.date.take() {
            found.set_date(date, self.line);
        }
        found.placeholder = self.placeholder;
        found
    }

    /// Which of the line's figures each figure of `template` is: its turn's, unless the labels before them have changed places. `None` where
    /// labels tell of another order, and do not say which.
    fn by_label(&self, template: &Template) -> Option<Vec<usize>> {
        let (labels, count) = (template.labels(), template.figures().count());
        let mut from = 0;
        let own: Vec<String> = self
            .figures
            .iter()
            .map(|(numbers, start)| {
                let said = label(&self.line[from..*start]);
                from = numbers.as_ref().map_or(*start, |numbers| numbers.range.end);
                said
            })
            .collect();
        let mut places: Vec<usize> = (0..count).collect();
        let mut elsewhere = Vec::new();
        for (turn, meant) in labels.iter().enumerate().filter(|(_, meant)| !meant.is_empty()) {
            let is_one = |labels: &[String]| labels.iter().filter(|label| *label == meant).count() == 1;
            let found = own.iter().position(|label| label == meant).filter(|_| is_one(&labels) && is_one(&own));
            if let Some(place) = found.filter(|place| *place != turn) {
                places[turn] = place;
                elsewhere.push((turn, place));
            }
        }
        let moved_to = |turn: usize| elsewhere.iter().any(|(_, place)| *place == turn);
        if elsewhere.iter().all(|(turn, _)| moved_to(*turn)) {
            return Some(places);
        }
        // `No.` may stand for any sign.
        elsewhere.iter().all(|(turn, _)| is_sign(&labels[*turn])).then(|| (0..count).collect())
    }

    /// The line as the house writes it, where every part of it could be read.
    fn mended(&self, template: &Template, found: &TemplateMatch, dates: &Finder) -> Option<String> {
        let date = match &self.date {
            Some(date) if template.has(Field::Date) => Some(full_date(date, dates)?),
            Some(_) => return None,
            None => None,
        };
        let readable = self.figures.iter().all(|(numbers, _)| numbers.is_some());
        if !readable || self.figures.len() < template.figures().count() {
            return None;
        }
        let text = |range: Option<&TextRange>| range.map(|range| &self.line[range.clone()]);
        Some(template.fill(|field| match field {
            Field::Number => text(found.number.as_ref().map(|(_, range)| range)),
            Field::Volume => text(found.volume.as_ref().map(|numbers| &numbers.range)),
            Field::Issue => text(found.issue.as_ref().map(|numbers| &numbers.range)),
            Field::Date => date.as_deref(),
            Field::Counter | Field::Title => None,
        }))
    }

    fn differs_in_marks(&self, mended: &str, dates: &Finder) -> bool {
        let Some(date) = &self.date else { return bare(self.line).eq(bare(mended)) };
        let same = matches!(date.written, Written::House | Written::CommaBeforeYear) && date.weekday.is_none();
        let Some(written) = full_date(date, dates).filter(|_| same) else { return false };
        let line = [&self.line[..date.range.start], &written, &self.line[date.range.end..]].concat();
        bare(&line).eq(bare(mended))
    }
}

impl Numbers {
    fn is_a_year(&self) -> bool {
        self.first == self.last && (1900..2100).contains(&self.first)
    }
}

/// What is left of a line without the marks that may be mended unasked.
fn bare(line: &str) -> impl Iterator<Item = char> {
    line.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '#'))
}

/// The date as the house writes it, where it has all its parts and only one meaning.
fn full_date(date: &Mention, dates: &Finder) -> Option<String> {
    let clear = date.last.is_none() && date.written != Written::Ambiguous && (1..=12).contains(&date.first.month);
    clear.then(|| Some(dates.write(date.first.day?, date.first.month, Some(date.first.year?))))?
}

/// A date that running text would not be believed to have, such as 35 June: from one of the figures to the line's end.
fn date_at_end(line: &str, tokens: &[(Token, TextRange)], dates: &Finder) -> Option<Mention> {
    let figures = tokens.iter().filter(|(token, _)| *token == Token::Figures).map(|(_, range)| range.start);
    figures.take(4).find_map(|at| Some(shifted(dates.read_exact(line[at..].trim_end_matches(['.', ' ']))?, at)))
}

fn compare(words: &[String], name: &[String]) -> Name {
    if words.is_empty() {
        return Name::Absent;
    }
    if name.is_empty() {
        return Name::Other;
    }
    let (said, meant) = (words.join(" "), name.join(" "));
    let near = (meant.chars().count() / 4).min(2);
    let lengths_allow = said.len().abs_diff(meant.len()) <= NEAR_LENGTHS;
    if said == meant || lengths_allow && strsim::damerau_levenshtein(&said, &meant) <= near {
        return Name::Same;
    }
    let same_at_start = words.iter().zip(name).take_while(|(one, other)| one == other).count();
    let same_at_end = words.iter().rev().zip(name.iter().rev()).take_while(|(one, other)| one == other).count();
    let longer = words.len().max(name.len());
    let one_off = words.len().abs_diff(name.len()) <= 1 && longer > 1 && same_at_start + same_at_end + 1 >= longer;
    if one_off { Name::OneWordOff } else { Name::Other }
}

/// What is said of the figures after `text`: a sign such as `#`, or the last word.
fn label(text: &str) -> String {
    let text = text.trim_end_matches([' ', '.', ':']);
    if text.ends_with(['#', '№']) {
        return "#".to_owned();
    }
    if text.ends_with(char::is_alphanumeric) { words_in(text).last().map(str::to_lowercase).unwrap_or_default() } else { String::new() }
}

fn has_run_of_x(line: &str) -> bool {
    memchr::memchr2(b'x', b'X', line.as_bytes()).is_some()
        && words_in(line).any(|word| word.bytes().all(|byte| byte.eq_ignore_ascii_case(&b'x')))
}

#[cfg(test)]
pub(super) mod tests;
