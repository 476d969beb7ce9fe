//! A draft to begin with: the skeleton of a house, and where its blanks stand.

use copydesk::draft::Syntax;
use copydesk::skeleton::{Skeleton, Wish};
use serde::{Deserialize, Serialize};

use crate::place::{Places, Stretch};
use crate::setup::Setup;
use copydesk::source::Span;

/// What is known of the note.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Begin {
    house: String,
    title: String,
    author: String,
    date: String,
    number: Option<u64>,
}

/// The draft.
#[derive(Debug, Serialize)]
pub struct Begun {
    text: String,
    /// Where something has to be written.
    blanks: Vec<Stretch>,
}

/// The draft that is wished; the error says what is wrong with the wish.
///
/// # Errors
/// Where there is no such house, or its skeleton cannot be read again.
pub fn begin(setup: &Setup, wish: &Begin) -> Result<Begun, String> {
    let house = setup.house(&wish.house).ok_or("there is no such house")?;
    let date = wish.date.parse().unwrap_or(setup.today);
    let authors: Vec<String> = [wish.author.clone()].into_iter().filter(|author| !author.is_empty()).collect();
    let title = if wish.title.trim().is_empty() { "XXX" } else { wish.title.trim() };
    let wish = Wish { title, authors: &authors, date, number: wish.number, issue: None, points: 2 };
    let skeleton = Skeleton::new(house, &wish, "note.md", Syntax::Markdown)
        .or_else(|_| Skeleton::new(house, &Wish { title: "Title of the note", ..wish.clone() }, "note.md", Syntax::Markdown))
        .map_err(|misread| format!("{misread:?}"))?;
    let text = skeleton.text;
    let places = Places::of(&text);
    let mut blanks: Vec<Stretch> = [skeleton.mark.as_str(), "XXX", "Title of the note"]
        .iter()
        .flat_map(|mark| text.match_indices(mark).map(|(at, mark)| places.stretch(Span::new(at, at + mark.len()))))
        .collect();
    blanks.sort_by_key(|blank| (blank.from, std::cmp::Reverse(blank.to)));
    blanks.dedup_by(|next, one| next.from < one.to);
    Ok(Begun { text, blanks })
}
