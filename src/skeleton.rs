//! A draft to begin with: everything that the house says of a note before it is written, and a mark where an author has to write. It knows no
//! series: which number and which issue it is to have, it is told.

use std::sync::Arc;

use jiff::civil::Date;

use crate::draft::{Draft, Run, Syntax, Wording};
use crate::house::{Body, Field, FieldFormat, House, Presence, Role, Template, TitleFrom};
use crate::prose::Prose;
use crate::prose::verbatim::{Beside, markdown_line, write_markdown};
use crate::source::Source;

/// What is known of a note before it is written.
#[derive(Debug, Clone)]
pub struct Wish<'a> {
    /// Its title, on one line.
    pub title: &'a str,
    /// Who writes it; may be empty.
    pub authors: &'a [String],
    /// Its date.
    pub date: Date,
    /// Its number; `None` leaves it open.
    pub number: Option<u64>,
    /// Its volume and issue, where the house counts them.
    pub issue: Option<(u64, u64)>,
    /// How many points a numbered section begins with.
    pub points: usize,
}

/// A draft to begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skeleton {
    /// The draft.
    pub text: String,
    /// What stands where an author has to write.
    pub mark: String,
    /// Whether the house lists that among the marks that must not be left in.
    pub listed: bool,
}

/// What a reader would not find in the draft as it was wished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misread {
    /// The title would be taken for something else.
    Title,
    /// So would the authors.
    Authors,
    /// The house has no place for authors.
    NoAuthors,
    /// The number stands nowhere, or another does.
    Number,
    /// The date stands nowhere.
    Date,
    /// The sections are not all found.
    Sections,
}

impl Skeleton {
    /// Writes a draft of `house` for the file called `name`, and reads it again.
    ///
    /// # Errors
    /// What could not be read of it as it was wished, the title first.
    pub fn new(house: &House, wish: &Wish<'_>, name: &str, syntax: Syntax) -> Result<Skeleton, Misread> {
        let (mark, listed) = mark(house);
        let mut writer = Writer { house, wish, syntax, mark: &mark, front: Vec::new(), blocks: Vec::new() };
        if !wish.authors.is_empty() && !writer.has_authors() {
            return Err(Misread::NoAuthors);
        }
        writer.header();
        for section in &house.form_on(wish.date).sections {
            writer.section(*section);
        }
        let text = writer.finish();
        let draft = Draft::read(Arc::new(Source::new(name, text.as_str())), syntax, house);
        misread(&draft, house, wish).map_or(Ok(Skeleton { text, mark, listed }), Err)
    }
}

/// What stands where something has to be written: a word of the house's list, or one that everybody knows; and whether it is of the list.
pub fn mark(house: &House) -> (String, bool) {
    let words = &house.leftover.words;
    let plain = words.iter().find(|word| word.chars().all(char::is_alphanumeric));
    match plain.or(words.first()) {
        Some(word) => (word.value.clone(), true),
        None => ("TODO".to_owned(), false),
    }
}

struct Writer<'a> {
    house: &'a House,
    wish: &'a Wish<'a>,
    syntax: Syntax,
    mark: &'a str,
    /// Lines of the front matter.
    front: Vec<String>,
    /// Lines that belong together, each without the marks of the syntax escaped.
    blocks: Vec<String>,
}

impl<'a> Writer<'a> {
    fn header(&mut self) {
        let house = self.house;
        self.blocks.extend(house.banner_on(Some(self.wish.date)).map(|banner| self.plain(banner)));
        self.number_line();
        let byline = house.header.byline.as_ref().map(|format| format.written(self.wish.authors)).filter(|byline| !byline.is_empty());
        if house.digest.is_some() {
            self.blocks.extend(byline.as_deref().map(|byline| self.plain(byline)));
        }
        let title = self.has_heading().then(|| self.title());
        let byline = byline.filter(|_| house.asks_for_byline(Some(self.wish.date)).is_some()).map(|byline| self.plain(&byline));
        match (self.syntax, title, byline) {
            (Syntax::Plain, Some(title), Some(byline)) => self.blocks.push(format!("{title}\n{byline}")),
            (_, title, byline) => self.blocks.extend(title.into_iter().chain(byline)),
        }
        for field in house.fields.iter().filter(|field| field.section.is_none()) {
            self.field(field);
        }
    }

    fn number_line_format(&self) -> Option<&'a Template> {
        self.house.number_line_on(Some(self.wish.date)).map(|line| &line.value)
    }

    fn number_line(&mut self) {
        let Some(template) = self.number_line_format() else { return };
        let open = self.house.header.placeholders.first().map_or("XX", String::as_str);
        let number = self.wish.number.map_or_else(|| open.to_owned(), |number| number.to_string());
        let issue = |part: fn((u64, u64)) -> u64| self.wish.issue.map_or_else(|| open.to_owned(), |issue| part(issue).to_string());
        let (volume, issue, date) = (issue(|(volume, _)| volume), issue(|(_, issue)| issue), self.date());
        let line = template.fill(|field| match field {
            Field::Number => Some(&number),
            Field::Date => Some(&date),
            Field::Volume => Some(&volume),
            Field::Issue => Some(&issue),
            Field::Counter => Some(open),
            Field::Title => Some(self.wish.title),
        });
        self.blocks.push(self.plain(&line));
        if !template.has(Field::Date) && self.date_field().is_none() {
            self.blocks.push(self.plain(&date));
        }
    }

    /// Whether the title stands in the text.
    fn has_heading(&self) -> bool {
        matches!(self.house.title_format.from, TitleFrom::Anywhere | TitleFrom::Heading)
    }

    /// The title, with the number in it where the house has no other place for that.
    fn title(&self) -> String {
        let numbered = self.house.header.numbered_title.first().filter(|_| self.number_line_format().is_none());
        let number = self.wish.number.map(|number| number.to_string());
        let title = match (numbered, &number) {
            (Some(template), Some(number)) => template.fill(|field| match field {
                Field::Number => Some(number),
                Field::Title => Some(self.wish.title),
                Field::Date | Field::Volume | Field::Issue | Field::Counter => None,
            }),
            _ => self.wish.title.to_owned(),
        };
        self.heading(1, &title)
    }

    /// A field that the lines above do not give: on a line of its own, or in the front matter.
    fn field(&mut self, field: &FieldFormat) {
        let in_title = !self.house.header.numbered_title.is_empty();
        let value = match field.role {
            Role::Number if self.number_line_format().is_some() || in_title || self.house.series.file_name.is_some() => return,
            Role::Number => match self.wish.number {
                Some(number) => number.to_string(),
                None => self.mark.to_owned(),
            },
            Role::Date if self.number_line_format().is_some_and(|line| line.has(Field::Date)) => return,
            Role::Date => self.wish.date.to_string(),
            Role::Title if self.house.title_format.from != TitleFrom::FrontMatter => return,
            Role::Title => self.wish.title.to_owned(),
            Role::Author if self.house.header.byline.is_some() || self.wish.authors.is_empty() => return,
            Role::Author => self.wish.authors.join(", "),
            Role::Other => match self.value(field) {
                Some(value) => value,
                None => return,
            },
        };
        match (field.labels.first(), field.keys.first()) {
            (Some(label), _) => self.blocks.push(self.plain(&format!("{label}: {value}"))),
            (None, Some(key)) => self.front.push(format!("{key}: {}", scalar(&value))),
            (None, None) => {}
        }
    }

    /// What a field that only the house knows begins with; `None` where a note may do without it.
    fn value(&self, field: &FieldFormat) -> Option<String> {
        if !self.is_wanted(&field.presence) {
            return None;
        }
        Some(field.values.first().map_or_else(|| self.mark.to_owned(), |value| value.value.clone()))
    }

    /// Whether a new note has to have something; what its fields will say is not known.
    fn is_wanted(&self, presence: &Presence) -> bool {
        presence.asks(Some(self.wish.date), |_, _| false)
    }

    fn section(&mut self, index: usize) {
        let format = &self.house.sections[index];
        let field = self.house.fields.iter().find(|field| field.section == Some(index)).and_then(|field| self.value(field));
        if !self.is_wanted(&format.presence) && field.is_none() {
            return;
        }
        self.blocks.push(self.heading(2, &format.heading));
        if let Some(value) = field {
            let mut letters = value.chars();
            let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
            return self.blocks.push(self.plain(&format!("{capital}{}", letters.as_str())));
        }
        let mark = self.mark;
        match format.body_on(Some(self.wish.date)) {
            Body::Free => self.blocks.push(self.plain(&format!("{mark}."))),
            Body::Dated => {
                let opening = self.opening();
                self.blocks.push(self.plain(&format!("{opening}, {mark}.")));
            }
            Body::Numbered => self.points(&format!("{mark}. {mark}.")),
            Body::DatedPoints => {
                let opening = self.opening();
                let mut letters = opening.chars();
                // It stands behind an ordinal.
                let small: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
                self.points(&format!("{small}{}, {mark}. {mark}.", letters.as_str()));
            }
        }
    }

    /// What opens a paragraph with the note's date.
    fn opening(&self) -> String {
        let opener = self.house.dates.openers.list().first().map(|opener| format!("{opener} ")).unwrap_or_default();
        let (day, month) = (self.wish.date.day().unsigned_abs(), self.wish.date.month().unsigned_abs());
        format!("{opener}{}", self.house.finder().write(day, month, None))
    }

    /// Points, each with the same words: a few that say what it is about, then what bears it out.
    fn points(&mut self, words: &str) {
        let points = &self.house.points;
        for word in (1..).take(self.wish.points).map_while(|number| points.word(number)) {
            self.blocks.push(self.plain(&format!("{word}{} {words}", points.mark)));
        }
    }

    fn date(&self) -> String {
        let date = self.wish.date;
        self.house.finder().write(date.day().unsigned_abs(), date.month().unsigned_abs(), Some(date.year()))
    }

    fn date_field(&self) -> Option<&FieldFormat> {
        self.house.fields.iter().find(|field| field.role == Role::Date)
    }

    fn has_authors(&self) -> bool {
        let house = self.house;
        house.header.byline.is_some() || house.fields.iter().any(|field| field.role == Role::Author)
    }

    fn plain(&self, line: &str) -> String {
        match self.syntax {
            Syntax::Markdown => markdown_line(line),
            Syntax::Plain => line.to_owned(),
        }
    }

    fn heading(&self, level: usize, words: &str) -> String {
        match self.syntax {
            Syntax::Markdown => {
                let mut line = format!("{} ", "#".repeat(level));
                write_markdown(words, Beside::Text, None, &mut line);
                // A mark at the end would be taken for the end of the heading's own.
                if line.ends_with('#') {
                    line.insert(line.len() - 1, '\\');
                }
                line
            }
            Syntax::Plain => words.to_owned(),
        }
    }

    fn finish(self) -> String {
        let front = if self.front.is_empty() { String::new() } else { format!("---\n{}\n---\n\n", self.front.join("\n")) };
        format!("{front}{}\n", self.blocks.join("\n\n"))
    }
}

/// A value of YAML that is read as these words.
fn scalar(value: &str) -> String {
    let is_plain = value.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.')) && value.starts_with(char::is_alphanumeric);
    if is_plain { value.to_owned() } else { format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")) }
}

/// What of the wish is not in the draft.
fn misread(draft: &Draft, house: &House, wish: &Wish<'_>) -> Option<Misread> {
    let same = |one: &str, other: &str| one.split_whitespace().eq(other.split_whitespace());
    let ([note], Some(head)) = (draft.notes.as_slice(), draft.heads().first()) else { return Some(Misread::Title) };
    let title = note.header.title.iter().map(Prose::text).collect::<Vec<_>>().join(" ");
    if house.title_format.from != TitleFrom::None && !same(&title, wish.title) {
        return Some(Misread::Title);
    }
    let byline = head.header.byline.as_ref().map(|byline| byline.text().to_owned()).unwrap_or_default();
    let wanted = house.header.byline.as_ref().map_or_else(|| wish.authors.join(", "), |format| format.written(wish.authors));
    if !same(&byline, &wanted) {
        return Some(Misread::Authors);
    }
    if head.header.numbers() != wish.number.map(Run::one) {
        return Some(Misread::Number);
    }
    let is_dated = house.number_line_on(Some(wish.date)).is_some() || house.fields.iter().any(|field| field.role == Role::Date);
    if is_dated && head.header.date.map(|date| date.value) != Some(wish.date) {
        return Some(Misread::Date);
    }
    let found = note.sections.iter().filter(|section| section.wording == Wording::Exact).map(|section| section.spec);
    let form = house.form_on(wish.date);
    let required = form.sections.iter().copied().filter(|index| house.sections[*index].presence.asks(Some(wish.date), |_, _| false));
    let found: Vec<usize> = found.collect();
    (!required.into_iter().all(|index| found.contains(&index))).then_some(Misread::Sections)
}
