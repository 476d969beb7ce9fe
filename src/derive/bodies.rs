//! What stands in the sections of notes: paragraphs that open with dates, points, the same words everywhere, a value.

use crate::derive::calendar::Calendar;
use crate::derive::count::{Counted, count, is_half, is_most};
use crate::derive::fields::{Field, Places};
use crate::derive::page::{Page, list, quoted};
use crate::derive::presence::{Presence, Seen};
use crate::derive::values::Values;
use crate::draft::{Draft, Note, Paragraph, Section};

/// What a section is, as far as the notes tell.
#[derive(Debug, Clone)]
pub(super) struct SectionPlan {
    /// A short name for it.
    pub id: String,
    /// Its heading.
    pub heading: String,
    /// How many notes have it.
    pub notes: usize,
    /// Which notes have it.
    pub presence: Presence,
    /// Which notes open its paragraphs with dates.
    pub dated: Option<Presence>,
    /// Which notes number its paragraphs.
    pub numbered: Option<Presence>,
    /// What all notes say in it.
    pub must_say: Option<String>,
}

/// How points are numbered.
#[derive(Debug, Clone)]
pub(super) struct Points {
    /// The ordinals that were seen, in order; empty for figures.
    pub words: Vec<String>,
    /// What follows them.
    pub mark: String,
}

/// A note, read with a house that knows its headings, and what is known of it besides.
pub(super) struct ReadNote<'d> {
    /// The file.
    pub draft: &'d Draft,
    /// The note.
    pub note: &'d Note,
    /// Its file's place among the notes.
    pub sample: usize,
    /// Its date.
    pub day: Option<jiff::civil::Date>,
    /// What its fields of few values say.
    pub says: Vec<(String, String)>,
}

/// Words before the date that opens a paragraph.
const MOST_LEADING_WORDS: usize = 5;

/// Words of a section that is a value.
const MOST_VALUE_WORDS: usize = 4;

impl ReadNote<'_> {
    fn section(&self, index: usize) -> Option<&Section> {
        self.note.sections.iter().find(|section| section.spec == index)
    }

    fn seen(&self, has: bool) -> Seen {
        Seen { day: self.day, has, says: self.says.clone() }
    }
}

/// Fills in what the sections are; gives how points are numbered, the words that open dated paragraphs, and fields that a section gives.
pub(super) fn complete(
    sections: &mut [SectionPlan],
    notes: &[ReadNote<'_>],
    calendar: Option<&Calendar>,
) -> (Option<Points>, Vec<Counted<String>>, Vec<Field>) {
    let points = points(sections, notes, calendar);
    let mut fields = Vec::new();
    for (index, plan) in sections.iter_mut().enumerate() {
        let with: Vec<&ReadNote<'_>> = notes.iter().filter(|note| note.section(index).is_some()).collect();
        plan.presence = Presence::of(&notes.iter().map(|note| note.seen(note.section(index).is_some())).collect::<Vec<_>>(), 3);
        let of = |has: &dyn Fn(&Section) -> bool| -> Option<Presence> {
            let seen: Vec<Seen> = with.iter().map(|note| note.seen(note.section(index).is_some_and(has))).collect();
            let count = seen.iter().filter(|seen| seen.has).count();
            match Presence::of(&seen, 1) {
                Presence::Always if count > 0 => Some(Presence::Always),
                Presence::Since(day) => Some(Presence::Since(day)),
                // The few that do not are exceptions: the rule that would tell of them is what has to go.
                _ if is_most(count, seen.len()) => Some(Presence::Always),
                _ if is_half(count, seen.len().max(3)) => Some(Presence::Sometimes),
                _ => None,
            }
        };
        plan.numbered = points.as_ref().and_then(|points| of(&|section| points.open(section)));
        plan.dated = calendar.and_then(|_| of(&is_dated));
        plan.must_say = if plan.presence == Presence::Always { words_of_all(&with, index) } else { None };
        fields.extend(value_of_section(plan, notes, index));
    }
    (points, openers(sections, notes), fields)
}

impl Points {
    fn open(&self, section: &Section) -> bool {
        let first = section.body().find_map(|paragraph| ordinal(paragraph.prose.text()));
        first.is_some_and(|(word, mark)| {
            mark == self.mark && if self.words.is_empty() { word == "1" } else { self.words.first() == Some(&word) }
        }) && section.body().filter(|paragraph| ordinal(paragraph.prose.text()).is_some()).count() > 1
    }

    /// Writes `[points]`, with what the language gives for it.
    pub fn write(&self, page: &mut Page, calendar: Option<&Calendar>) {
        page.table("[points]");
        let known = calendar.map(|calendar| calendar.words("points", "words")).unwrap_or_default();
        let is_known = !self.words.is_empty() && known.first() == self.words.first();
        let seen = self.words.last().map(String::as_str).unwrap_or_default();
        match (self.words.is_empty(), is_known) {
            (true, _) => page.key("words", "\"figures\"", ""),
            (false, true) => page.key("words", &list(&known), &format!("the notes have them as far as {seen}")),
            (false, false) => page.key("words", &list(&self.words), "add those that come after them"),
        }
        page.key("mark", &quoted(&self.mark), "");
        let entries =
            calendar.into_iter().flat_map(|calendar| &calendar.fragment).filter(|entry| entry.table == "points" && entry.key != "words");
        for entry in entries.filter(|entry| is_known || entry.key != "also-seen" && !self.words.is_empty()) {
            page.key(entry.key, entry.value, "");
        }
    }
}

/// The word or figure that a paragraph opens with, where a mark follows it at once, and that mark.
fn ordinal(text: &str) -> Option<(String, String)> {
    let end = text.find(|c: char| !c.is_alphanumeric())?;
    let rest = &text[end..];
    let marks = rest.find(char::is_whitespace)?;
    let is_ordinal = end > 0 && (text.starts_with(char::is_uppercase) || text[..end].bytes().all(|byte| byte.is_ascii_digit()) && end <= 2);
    (is_ordinal && marks > 0 && marks <= 2).then(|| (text[..end].to_owned(), rest[..marks].to_owned()))
}

/// How points are numbered: the word that opens the first paragraph of a section in most notes, and those that follow it.
fn points(sections: &[SectionPlan], notes: &[ReadNote<'_>], calendar: Option<&Calendar>) -> Option<Points> {
    let lists = (0..sections.len()).flat_map(|index| notes.iter().filter_map(move |note| note.section(index)));
    let lists: Vec<Vec<(String, String)>> =
        lists.map(|section| section.body().filter_map(|paragraph| ordinal(paragraph.prose.text())).collect()).collect();
    let firsts = count(lists.iter().filter(|list| list.len() > 1).filter_map(|list| list.first().cloned()));
    let known = calendar.map(|calendar| calendar.words("points", "words")).unwrap_or_default();
    let first = firsts.into_iter().find(|first| {
        let (word, _) = &first.value;
        first.notes > 1 && (word == "1" || known.first() == Some(word) || known.is_empty() && followers(&lists, &first.value).len() > 1)
    })?;
    let (word, mark) = first.value.clone();
    let words = if word == "1" { Vec::new() } else { followers(&lists, &first.value) };
    Some(Points { words, mark })
}

/// The ordinals in order: at each place, the word with that mark which most lists have there, where two have it.
fn followers(lists: &[Vec<(String, String)>], first: &(String, String)) -> Vec<String> {
    let lists: Vec<Vec<&String>> = lists
        .iter()
        .filter(|list| list.first() == Some(first))
        .map(|list| list.iter().filter(|(_, mark)| *mark == first.1).map(|(word, _)| word).collect())
        .collect();
    let mut words: Vec<String> = Vec::new();
    loop {
        let here = count(lists.iter().filter_map(|list| list.get(words.len()).map(|word| (*word).clone())));
        match here.into_iter().next() {
            Some(word) if word.notes > 1 && !words.contains(&word.value) => words.push(word.value),
            _ => return words,
        }
    }
}

/// Whether the first paragraph of a section opens with a date, and most others do.
fn is_dated(section: &Section) -> bool {
    let paragraphs: Vec<&Paragraph> = section.body().collect();
    let dated = paragraphs.iter().filter(|paragraph| opener(paragraph).is_some()).count();
    paragraphs.first().is_some_and(|first| opener(first).is_some()) && is_half(dated, paragraphs.len())
}

/// The word that leads to the date which opens a paragraph; empty where the date stands first.
fn opener(paragraph: &Paragraph) -> Option<String> {
    let text = paragraph.prose.text();
    let date = paragraph.dates.iter().find(|date| !date.name).filter(|_| !paragraph.bulleted)?;
    let before = text[..date.start()].trim_end();
    let words: Vec<&str> = before.split_whitespace().collect();
    let is_lead = words.len() <= MOST_LEADING_WORDS && !before.contains(['.', ':', ';', '(']);
    is_lead.then(|| words.first().map(|word| word.trim_end_matches(',').to_owned()).unwrap_or_default())
}

fn openers(sections: &[SectionPlan], notes: &[ReadNote<'_>]) -> Vec<Counted<String>> {
    let dated = sections.iter().enumerate().filter(|(_, section)| section.dated.is_some());
    let paragraphs = dated.flat_map(|(index, _)| notes.iter().filter_map(move |note| note.section(index)).flat_map(Section::body));
    let found = paragraphs.filter_map(opener).filter(|word| word.starts_with(char::is_uppercase));
    count(found)
}

/// What is to the letter the same paragraph of that section in every note that has it.
fn words_of_all(with: &[&ReadNote<'_>], index: usize) -> Option<String> {
    const FEWEST: usize = 5;
    let paragraphs = |note: &ReadNote<'_>| -> Vec<String> {
        let body = note.section(index).into_iter().flat_map(Section::body);
        body.map(|paragraph| note.draft.source.slice(paragraph.span).trim().to_owned()).collect()
    };
    let first = paragraphs(with.first().filter(|_| with.len() >= FEWEST)?);
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let in_all = |text: &String| with.iter().all(|note| paragraphs(note).iter().any(|own| folded(own) == folded(text)));
    first.into_iter().find(|text| text.split_whitespace().count() > 3 && in_all(text)).map(|text| folded(&text))
}

/// A field that a section is: one short paragraph, and few of them.
fn value_of_section(plan: &SectionPlan, notes: &[ReadNote<'_>], index: usize) -> Option<Field> {
    let samples = notes.iter().map(|note| note.sample).max()? + 1;
    let mut said: Vec<Option<String>> = vec![None; samples];
    let mut others = 0;
    for note in notes {
        let Some(section) = note.section(index) else { continue };
        let text = section.body().next().map(|paragraph| paragraph.prose.text().trim_end_matches('.').to_owned()).unwrap_or_default();
        // `Superseded by 12. Paint the rail`: what the figure belongs to is no part of the value.
        let words = text.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default().split_whitespace().count();
        let is_value = section.body().count() == 1 && words <= MOST_VALUE_WORDS && words > 0;
        if is_value {
            said[note.sample] = Some(text);
        } else {
            others += 1;
        }
    }
    let given: Vec<String> = said.iter().flatten().cloned().collect();
    let values = Values::of(&given, |_| false);
    let is_field = is_half(given.len(), given.len() + others) && given.len() > 2 && values.kind.is_none();
    is_field.then(|| Field {
        name: plan.id.clone(),
        places: Places { section: Some(plan.id.clone()), ..Places::default() },
        said,
        values,
        presence: Presence::Sometimes,
    })
}

impl SectionPlan {
    /// Writes it as a `[[section]]`.
    pub fn write(&self, page: &mut Page, all: usize) {
        page.table("[[section]]");
        page.key("id", &quoted(&self.id), "");
        page.key("heading", &quoted(&self.heading), &format!("{} of {all} notes", self.notes));
        match (&self.numbered, &self.dated) {
            (Some(Presence::Always), _) => page.key("body", "\"numbered\"", ""),
            (_, Some(Presence::Always)) => page.key("body", "\"dated\"", ""),
            (Some(Presence::Since(day)), _) => page.key("body", &format!("{{ kind = \"numbered\", since = {day} }}"), "none before"),
            (_, Some(Presence::Since(day))) => page.key("body", &format!("{{ kind = \"dated\", since = {day} }}"), "none before"),
            (Some(_), _) => page.doubtful("body", "\"numbered\"", "in some notes"),
            (_, Some(_)) => page.doubtful("body", "\"dated\"", "in some notes"),
            (None, None) => {}
        }
        self.presence.write(page, true, &format!("{} of {all} notes", self.notes));
        if let Some(words) = &self.must_say {
            page.key("must-say", &quoted(words), "the same in all of them");
        }
        if self.presence == Presence::Always {
            page.doubtful("because", "\"…\"", "why notes have it, in a sentence for an author");
        }
    }

    /// Whether its paragraphs are points.
    pub fn is_numbered(&self) -> bool {
        matches!(self.numbered, Some(Presence::Always | Presence::Since(_)))
    }
}
