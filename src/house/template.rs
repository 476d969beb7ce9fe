//! Patterns for lines with fields, such as `Harbour Notes # {number}, {date}`: compiled once, matched whole, and filled in again.
//! What is nearly such a line is for `number_line`.

use super::numbers::{Numbers, figures_at, is_sign, numbers_at};
use crate::date::{Context, Finder, Mention, resolve};
use crate::prose::TextRange;
use crate::prose::letter_case::same_word;
use crate::prose::words::words_in;
use crate::table::nearest;

/// A line with fields, compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    text: String,
    pieces: Vec<Piece>,
    /// The words before the first field, in lower case, without those that announce a number.
    name: Vec<String>,
    /// The same line as it looks where the date is left out.
    dateless: Vec<Piece>,
}

/// What a template may leave open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Figures, or a range of them: `279-281`, `164 & 165`.
    Number,
    /// A date as the house writes it, with its year.
    Date,
    /// Figures, or a range of them.
    Volume,
    /// Figures, or a range of them.
    Issue,
    /// Figures of another count, which say nothing of the note.
    Counter,
    /// Any words.
    Title,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Literal(String),
    Field(Field),
}

/// What a line holds. Ranges are of the line's text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TemplateMatch {
    /// How well the line fits.
    pub fit: Fit,
    /// The number, or the first of a range, and all that is written of it.
    pub number: Option<(u64, TextRange)>,
    /// The last number of a range.
    pub last_number: Option<u64>,
    /// Where the number is left open: `XX`, or empty after the sign in `# ,`.
    pub placeholder: Option<TextRange>,
    /// The date, resolved; it may want its year or not be in the calendar.
    pub date: Option<Mention>,
    /// Whether something stands in the date's place, even if it is no date.
    pub has_date: bool,
    /// The volume or volumes.
    pub volume: Option<Numbers>,
    /// The issue or issues.
    pub issue: Option<Numbers>,
    /// The title.
    pub title: Option<TextRange>,
}

/// How a line fits a template.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Fit {
    /// As the template says, but that it may have no date, or leave its number open.
    #[default]
    Exact,
    /// It is meant as one, but fits none.
    Malformed {
        /// The line as the house writes it, where nothing in it would be lost.
        mended: Option<String>,
        /// Only spacing, commas, `#` or the padding of the day differ.
        marks_only: bool,
    },
}

/// Why a text is no template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFault {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// A line longer than this, in bytes, fits no template: it is a paragraph.
const LONGEST: usize = 1000;

/// A longer text is no date.
const LONGEST_DATE: usize = 60;

impl Field {
    /// Every field by the name it has in a template.
    const NAMES: [(&'static str, Field); 6] = [
        ("number", Field::Number),
        ("date", Field::Date),
        ("volume", Field::Volume),
        ("issue", Field::Issue),
        ("counter", Field::Counter),
        ("title", Field::Title),
    ];
}

impl Template {
    /// Compiles a text in which `{number}`, `{date}`, `{volume}`, `{issue}`, `{counter}` and `{title}` stand for themselves.
    ///
    /// # Errors
    /// What is wrong with the text, and what to do.
    pub fn new(text: &str) -> Result<Template, TemplateFault> {
        let pieces = compile(text.trim())?;
        let (name, dateless) = (name(&pieces), without_date(&pieces));
        Ok(Template { text: text.trim().to_owned(), pieces, name, dateless })
    }

    /// As the house gives it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The longest of the words between its fields: a line without them does not fit.
    pub fn longest_words(&self) -> &str {
        let words = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Literal(words) => Some(words.as_str()),
            Piece::Field(_) => None,
        });
        words.max_by_key(|words| words.len()).unwrap_or_default()
    }

    /// Whether it has that field.
    pub fn has(&self, field: Field) -> bool {
        self.pieces.contains(&Piece::Field(field))
    }

    /// What `line` holds, where it is this template filled in, byte for byte. A line without its date fits too, if a number makes up for it.
    pub fn matches(&self, line: &str, dates: &Finder) -> Option<TemplateMatch> {
        if line.len() > LONGEST {
            return None;
        }
        let exact = fit(&self.pieces, line, 0, dates);
        exact.or_else(|| fit(&self.dateless, line.trim_end_matches([' ', ',']), 0, dates).filter(|found| found.number.is_some()))
    }

    /// The number and the title that `line` holds, where it is this template, whose fields are just these two in that order, but for the marks
    /// around the number. A mark has to stand between the two, and a space before the title; what may be a year or a sum is no number.
    pub fn matches_numbered_title(&self, line: &str) -> Option<TemplateMatch> {
        let (before, between) = match self.pieces.as_slice() {
            [Piece::Field(Field::Number), Piece::Literal(between), Piece::Field(Field::Title)] => ("", between),
            [Piece::Literal(before), Piece::Field(Field::Number), Piece::Literal(between), Piece::Field(Field::Title)] => {
                (before.as_str(), between)
            }
            _ => return None,
        };
        if between.contains(char::is_alphanumeric) {
            return None;
        }
        let start = line.find(|c: char| c.is_ascii_digit())?;
        let (_, end) = figures_at(line, start)?;
        let title = end + line[end..].find(char::is_alphanumeric)?;
        let marks = &line[end..title];
        let is_mark = |c: char| c.is_whitespace() || matches!(c, '.' | ':' | '-' | '–' | '—' | ')' | ']' | '|' | '·');
        let parted = marks.ends_with(char::is_whitespace) && !marks.trim().is_empty() && marks.chars().all(is_mark);
        let same_words = words_in(&line[..start]).map(str::to_lowercase).eq(words_in(before).map(str::to_lowercase));
        let bare = words_in(before).next().is_none();
        let figures = &line[start..end];
        let may_be_else =
            bare && (line[title..].starts_with(|c: char| c.is_ascii_digit()) || figures.len() == 4 && !figures.starts_with('0'));
        let value = figures.parse().ok().filter(|_| parted && same_words && !may_be_else)?;
        Some(TemplateMatch { number: Some((value, start..end)), title: Some(title..line.len()), ..TemplateMatch::default() })
    }

    /// The line with that number and date, each as it is to stand there. A field that is neither is left as it is.
    pub fn write(&self, number: &str, date: Option<&str>) -> String {
        self.fill(|field| match field {
            Field::Number => Some(number),
            Field::Date => date,
            Field::Volume | Field::Issue | Field::Counter | Field::Title => None,
        })
    }

    /// The line with what `value` gives for each field; without the date, and what sets it off, where there is none.
    pub fn fill<'a>(&self, value: impl Fn(Field) -> Option<&'a str>) -> String {
        let pieces = if value(Field::Date).is_some() { &self.pieces } else { &self.dateless };
        let mut line = String::new();
        for piece in pieces {
            match piece {
                Piece::Literal(text) => line.push_str(text),
                Piece::Field(field) => match value(*field) {
                    Some(text) => line.push_str(text),
                    None => line.extend(["{", field.name(), "}"]),
                },
            }
        }
        line
    }

    /// What it is made of, and the same where the date is left out.
    pub(super) fn pieces(&self) -> [&[Piece]; 2] {
        [&self.pieces, &self.dateless]
    }

    /// The series' name in it, by words in lower case.
    pub(super) fn name(&self) -> &[String] {
        &self.name
    }

    /// Whether `word` stands in it after the series' name.
    pub(super) fn has_word(&self, word: &str) -> bool {
        let literals = self.pieces.iter().skip(1).filter_map(|piece| match piece {
            Piece::Literal(text) => Some(text.as_str()),
            Piece::Field(_) => None,
        });
        literals.flat_map(words_in).any(|known| same_word(known, word))
    }

    /// Its fields that are figures, in order of place.
    pub(super) fn figures(&self) -> impl Iterator<Item = Field> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Field(field @ (Field::Number | Field::Volume | Field::Issue | Field::Counter)) => Some(*field),
            Piece::Field(Field::Date | Field::Title) | Piece::Literal(_) => None,
        })
    }
}

impl Field {
    /// Its name in a template.
    pub fn name(self) -> &'static str {
        Field::NAMES.iter().find(|(_, field)| *field == self).expect("every field has a name").0
    }
}

impl TemplateMatch {
    pub(super) fn set(&mut self, field: Field, numbers: &Numbers) {
        match field {
            Field::Number => {
                self.number = Some((numbers.first, numbers.range.clone()));
                self.last_number = (numbers.last > numbers.first).then_some(numbers.last);
            }
            Field::Volume => self.volume = Some(numbers.clone()),
            Field::Issue => self.issue = Some(numbers.clone()),
            Field::Date | Field::Counter | Field::Title => {}
        }
    }

    pub(super) fn set_date(&mut self, mut date: Mention, line: &str) {
        resolve(std::slice::from_mut(&mut date), line, None, Context::Elsewhere);
        self.date = Some(date);
        self.has_date = true;
    }
}

fn compile(text: &str) -> Result<Vec<Piece>, TemplateFault> {
    let fault = |message: String, help: &str| TemplateFault { message, help: help.to_owned() };
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let Some(len) = rest[open..].find('}') else {
            return Err(fault("a `{` has no `}`".to_owned(), "write a field as `{number}`"));
        };
        let name = &rest[open + 1..open + len];
        let Some((_, field)) = Field::NAMES.iter().find(|(known, _)| *known == name) else {
            let help = match nearest(name, Field::NAMES.iter().map(|(known, _)| *known)) {
                Some(meant) => format!("did you mean `{{{meant}}}`?"),
                None => "the fields are `{number}`, `{date}`, `{volume}`, `{issue}`, `{counter}` and `{title}`".to_owned(),
            };
            return Err(TemplateFault { message: format!("there is no field `{{{name}}}`"), help });
        };
        if pieces.contains(&Piece::Field(*field)) {
            return Err(fault(format!("`{{{name}}}` stands twice"), "use each field once"));
        }
        if open > 0 {
            pieces.push(Piece::Literal(rest[..open].to_owned()));
        } else if !pieces.is_empty() {
            return Err(fault(
                format!("nothing stands before `{{{name}}}`"),
                "put something between two fields, so that they can be told apart",
            ));
        }
        pieces.push(Piece::Field(*field));
        rest = &rest[open + len + 1..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Literal(rest.to_owned()));
    }
    Ok(pieces)
}

fn name(pieces: &[Piece]) -> Vec<String> {
    let Some(Piece::Literal(text)) = pieces.first() else { return Vec::new() };
    let mut name: Vec<_> = words_in(text).map(str::to_lowercase).collect();
    name.pop_if(|last| is_sign(last));
    name
}

/// The pieces without the date, and without the marks that set it off.
fn without_date(pieces: &[Piece]) -> Vec<Piece> {
    let Some(date) = pieces.iter().position(|piece| *piece == Piece::Field(Field::Date)) else { return pieces.to_vec() };
    let literal = |index: Option<usize>| match index.and_then(|index| pieces.get(index)) {
        Some(Piece::Literal(text)) => text.as_str(),
        Some(Piece::Field(_)) | None => "",
    };
    let is_mark = |c: char| !c.is_alphanumeric();
    let before = literal(date.checked_sub(1)).trim_end_matches(is_mark);
    let mut after = literal(Some(date + 1));
    if before.is_empty() && date < 2 || after.chars().all(is_mark) {
        after = after.trim_start_matches(is_mark);
    }
    let joined = [before, after].concat();
    let mut left = pieces[..date.saturating_sub(1)].to_vec();
    left.extend((!joined.is_empty()).then_some(Piece::Literal(joined)));
    left.extend_from_slice(pieces.get(date + 2..).unwrap_or_default());
    left
}

/// Fits `pieces` to `line` from byte `at` to its end.
fn fit(pieces: &[Piece], line: &str, at: usize, dates: &Finder) -> Option<TemplateMatch> {
    let Some((piece, rest)) = pieces.split_first() else { return (at == line.len()).then(TemplateMatch::default) };
    let field = match piece {
        Piece::Literal(text) => return line[at..].starts_with(text.as_str()).then(|| fit(rest, line, at + text.len(), dates))?,
        Piece::Field(field) => *field,
    };
    match field {
        Field::Number | Field::Volume | Field::Issue | Field::Counter => {
            let numbers = numbers_at(line, at, dates);
            let fitting = |numbers: Numbers| {
                let mut found = fit(rest, line, numbers.range.end, dates)?;
                found.set(field, &numbers);
                Some(found)
            };
            numbers.into_iter().flatten().find_map(fitting)
        }
        Field::Date => ends(rest, line, at).take_while(|end| end - at <= LONGEST_DATE).find_map(|end| {
            let date = exact_date(&line[at..end], dates)?;
            let mut found = fit(rest, line, end, dates)?;
            found.set_date(shifted(date, at), line);
            Some(found)
        }),
        Field::Title => ends(rest, line, at).filter(|end| *end > at).find_map(|end| {
            let mut found = fit(rest, line, end, dates)?;
            found.title = Some(at..end);
            Some(found)
        }),
    }
}

/// Where a field that begins at `at` may end: wherever what follows it in the template stands.
fn ends<'a>(rest: &'a [Piece], line: &'a str, at: usize) -> Box<dyn Iterator<Item = usize> + 'a> {
    match rest.first() {
        Some(Piece::Literal(next)) => Box::new(line[at..].match_indices(next.as_str()).map(move |(found, _)| at + found)),
        Some(Piece::Field(_)) | None => Box::new(std::iter::once(line.len())),
    }
}

/// A date with its year and nothing else, as the house writes it.
fn exact_date(text: &str, dates: &Finder) -> Option<Mention> {
    let mention = dates.read_exact(text)?;
    let (day, year) = (mention.first.day?, mention.first.year?);
    let is_plain = mention.last.is_none() && dates.write(day, mention.first.month, Some(year)) == text;
    is_plain.then_some(mention)
}

/// The same mention in a text that has `by` bytes before it.
pub(super) fn shifted(mut mention: Mention, by: usize) -> Mention {
    let shift = |range: &mut TextRange| *range = range.start + by..range.end + by;
    shift(&mut mention.range);
    shift(&mut mention.article);
    for day in [Some(&mut mention.first), mention.last.as_mut()].into_iter().flatten() {
        shift(&mut day.day_range);
        shift(&mut day.year_range);
    }
    mention.weekday.iter_mut().chain(&mut mention.last_weekday).for_each(|(_, range)| shift(range));
    mention
}

#[cfg(test)]
mod tests;
