//! How notes name their authors, and what their titles look like.

use crate::derive::bodies::ReadNote;
use crate::derive::calendar::Calendar;
use crate::derive::count::{count, is_half};
use crate::derive::page::{Page, quoted};
use crate::derive::presence::{Presence, Seen};
use crate::prose::Prose;

/// How authors are named.
#[derive(Debug, Clone)]
pub(super) struct Byline {
    /// How three of them are listed.
    pub list: String,
    /// How many notes name them.
    pub notes: usize,
    /// Which notes of a digest name their own.
    pub of_notes: Option<Presence>,
}

/// What the titles have in common.
#[derive(Debug, Clone, Default)]
pub(super) struct Titles {
    /// Lines that one takes.
    pub lines: usize,
    /// How many have a colon after their first words, and how many there are.
    pub with_colon: usize,
    /// See `with_colon`.
    pub all: usize,
    /// How many are the same as another, letter case aside.
    pub alike: usize,
}

/// How authors are listed where no note has several.
const USUAL: &str = "A, B and C";

impl Byline {
    /// What a byline is in most series, as long as nothing more is known.
    pub fn usual() -> Byline {
        Byline { list: USUAL.to_owned(), notes: 0, of_notes: None }
    }

    /// How the notes name their authors, where half of them do.
    pub fn of(notes: &[ReadNote<'_>], calendar: Option<&Calendar>) -> Option<Byline> {
        let in_note = |note: &ReadNote<'_>| note.note.header.byline.is_some();
        let in_masthead = |note: &ReadNote<'_>| note.draft.masthead.as_ref().is_some_and(|head| head.header.byline.is_some());
        let with = notes.iter().filter(|note| in_note(note) || in_masthead(note)).count();
        if !is_half(with, notes.len()) {
            return None;
        }
        let is_digest = notes.iter().any(|note| note.draft.masthead.is_some());
        let seen = notes.iter().map(|note| Seen { day: note.day, has: in_note(note), says: Vec::new() });
        let of_notes = is_digest.then(|| Presence::of(&seen.collect::<Vec<_>>(), 2));
        let lines = notes.iter().flat_map(|note| {
            let head = note.draft.masthead.as_ref().and_then(|head| head.header.byline.as_ref());
            note.note.header.byline.iter().chain(head).map(Prose::text)
        });
        let particles = calendar.map(|calendar| calendar.words("header.byline", "particles")).unwrap_or_default();
        let joined = count(lines.filter_map(|line| joint(line, &particles))).into_iter().next();
        let list = joined.map_or_else(|| USUAL.to_owned(), |joint| format!("A, B{}C", joint.value));
        Some(Byline { list, notes: with, of_notes })
    }

    /// Writes `[header.byline]`.
    pub fn write(&self, page: &mut Page, calendar: Option<&Calendar>, all: usize) {
        page.table("[header.byline]");
        page.key("list", &quoted(&self.list), &format!("{} of {all} notes name their authors", self.notes));
        for entry in calendar.into_iter().flat_map(|calendar| &calendar.fragment).filter(|entry| entry.table == "header.byline") {
            page.key(entry.key, entry.value, "");
        }
    }
}

/// What stands before the last of several names: ` and `, `, and `, ` & `.
fn joint(line: &str, particles: &[String]) -> Option<String> {
    let words: Vec<&str> = line.split(' ').collect();
    let is_joint = |word: &str| word == "&" || word.chars().all(char::is_lowercase) && !particles.iter().any(|particle| particle == word);
    let at = words.iter().rposition(|word| is_joint(word)).filter(|at| *at > 0 && at + 1 < words.len())?;
    let comma = if words[at - 1].ends_with(',') { "," } else { "" };
    Some(format!("{comma} {} ", words[at]))
}

impl Titles {
    /// What the titles of the notes have in common.
    pub fn of(notes: &[ReadNote<'_>]) -> Titles {
        let mut titles = Titles::default();
        let mut said = Vec::new();
        for note in notes {
            let lines = &note.note.header.title;
            if lines.is_empty() {
                continue;
            }
            let text = lines.iter().map(Prose::text).collect::<Vec<_>>().join(" ");
            titles.lines = titles.lines.max(lines.len());
            titles.all += 1;
            said.push(text.to_lowercase());
            titles.with_colon +=
                usize::from(text.split_once(": ").is_some_and(|(place, rest)| !rest.is_empty() && place.split(' ').count() <= 5));
        }
        titles.alike = count(said).iter().filter(|title| title.notes > 1).map(|title| title.notes - 1).sum();
        titles
    }

    /// Whether so many have a colon after their first words that the others are exceptions.
    pub fn have_a_shape(&self) -> bool {
        self.all > 2 && self.with_colon * 3 >= self.all * 2
    }
}
