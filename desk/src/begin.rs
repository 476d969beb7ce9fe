//! A draft to begin with: the skeleton of a house, and where its blanks stand.

use copydesk::draft::Syntax;
use copydesk::series::Series;
use copydesk::skeleton::{Misread, Skeleton, Wish};
use serde::{Deserialize, Serialize};

use crate::place::{Places, Stretch};
use crate::setup::Setup;
use crate::shelf::Shelf;
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

/// The draft that is wished, with the next free number where a series is known. The error says what is wrong with the wish.
///
/// # Errors
/// Where there is no such house, or its skeleton cannot be read again.
pub fn begin(setup: &Setup, shelf: &Shelf, wish: &Begin) -> Result<Begun, String> {
    let house = setup.house(&wish.house).ok_or("there is no such house")?;
    let date = wish.date.parse().unwrap_or(setup.today);
    let title = if wish.title.trim().is_empty() { NO_TITLE[0] } else { wish.title.trim() };
    let author = if wish.author.trim().is_empty() { NO_AUTHOR } else { wish.author.trim() };
    let authors = [author.to_owned()];
    let number = wish.number.or_else(|| next_number(shelf.of(&house.name.value)?));
    let wish = Wish { title, authors: &authors, date, number, issue: None, points: 2 };
    let write = |wish: &Wish<'_>| Skeleton::new(house, wish, "note.md", Syntax::Markdown);
    // Not every house has a place for authors, and some take a mark for no title.
    let skeleton = write(&wish).or_else(|misread| match misread {
        Misread::NoAuthors | Misread::Authors => write(&Wish { authors: &[], ..wish.clone() }),
        _ => Err(misread),
    });
    let skeleton = skeleton
        .or_else(|_| write(&Wish { title: NO_TITLE[1], ..wish.clone() }))
        .or_else(|_| write(&Wish { title: NO_TITLE[1], authors: &[], ..wish.clone() }))
        .map_err(|misread| format!("{misread:?}"))?;
    let text = skeleton.text;
    let places = Places::of(&text);
    let mut blanks: Vec<Stretch> = [skeleton.mark.as_str(), NO_AUTHOR, NO_TITLE[0], NO_TITLE[1]]
        .iter()
        .flat_map(|mark| text.match_indices(mark).map(|(at, mark)| places.stretch(Span::new(at, at + mark.len()))))
        .collect();
    blanks.sort_by_key(|blank| (blank.from, std::cmp::Reverse(blank.to)));
    blanks.dedup_by(|next, one| next.from < one.to);
    Ok(Begun { text, blanks })
}

/// What stands where an author is to be named.
const NO_AUTHOR: &str = "XXX";

/// What stands where a title is to be written.
const NO_TITLE: [&str; 2] = ["XXX", "Title of the note"];

/// The first number that no note has, where any is known to have one.
fn next_number(series: &Series) -> Option<u64> {
    let is_numbered = series.entries().iter().any(|entry| entry.numbers.is_some());
    if is_numbered { series.next_free_run(1) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(house: &str) -> Begin {
        Begin { house: house.to_owned(), date: "2022-10-08".to_owned(), ..Begin::default() }
    }

    #[test]
    fn a_note_of_every_house_can_be_begun() {
        let setup = Setup::default();
        for house in &setup.houses {
            let begun = begin(&setup, &Shelf::default(), &wish(&house.name.value));
            let blanks = begun.map(|begun| begun.blanks.len());
            assert!(blanks.as_ref().is_ok_and(|blanks| *blanks > 0), "{}: {blanks:?}", house.name.value);
        }
    }

    #[test]
    fn it_has_the_next_number_of_the_archive() {
        let listing =
            "3 October 2022 | GP Short Notes # 612\nThe last press\n\n1 October 2022 | GP Short Notes # 611\nA bell for the valley\n";
        let wanted = serde_json::json!({ "ledgers": [{ "name": "archive.txt", "text": listing }] });
        let (setup, _) = Setup::new(&serde_json::from_value(wanted).expect("it is what the page sends"));
        let shelf = Shelf::new(&setup, std::iter::empty());
        let begun = begin(&setup, &shelf, &wish("gp-short-notes")).expect("it can be begun");
        assert!(begun.text.contains("# 613, 8 October 2022"), "{}", begun.text);
    }
}
