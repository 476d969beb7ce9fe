//! The archive listing as a house prints it, newest first. Drafts that are not in the archive yet are not in it.

use std::fmt::Write;

use jiff::civil::Date;

use super::{Shelf, title_of};
use crate::house::Field;
use crate::prose::verbatim::{markdown_line, markup};
use crate::series::{Entry, Standing};
use crate::visible::one_line;

/// How a listing is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Markup {
    /// Lines: an entry is two of them.
    Text,
    /// A paragraph an entry.
    Markdown,
    /// A list.
    Html,
}

/// Whether a listing has headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByYear {
    /// It has none.
    No,
    /// One a year.
    Yes,
}

/// A listing, written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// The lines, each with its end.
    pub text: String,
    /// How many notes are in it.
    pub notes: usize,
}

impl Listing {
    /// Writes the listing of a series.
    pub fn of(shelf: Shelf<'_>, markup: Markup, by_year: ByYear) -> Listing {
        let mut entries = listed(shelf);
        if by_year == ByYear::Yes {
            entries.sort_by_key(|(year, _)| std::cmp::Reverse(*year));
        }
        let mut text = String::new();
        let mut year = None;
        for group in entries.chunk_by(|one, next| by_year == ByYear::No || one.0 == next.0) {
            if by_year == ByYear::Yes && group[0].0 != year {
                year = group[0].0;
                write_year(year, markup, &mut text);
            }
            write_group(shelf, group.iter().map(|(_, entry)| *entry), markup, &mut text);
        }
        Listing { notes: entries.len(), text }
    }
}

/// The notes of the archive, the highest number first, each with its year; one without a date has that of its neighbour.
fn listed(shelf: Shelf<'_>) -> Vec<(Option<i16>, &Entry)> {
    let is_there = |entry: &&Entry| entry.standing == Standing::Archive && entry.numbers.is_some();
    let mut year = None;
    let mut dated: Vec<(Option<i16>, &Entry)> = Vec::new();
    for entry in shelf.series.entries().iter().filter(is_there) {
        year = entry.date.map(|date| date.value.year()).or(year);
        dated.push((year, entry));
    }
    dated.reverse();
    dated
}

fn write_year(year: Option<i16>, markup: Markup, out: &mut String) {
    let Some(year) = year else { return };
    let gap = if out.is_empty() { "" } else { "\n" };
    let heading = match markup {
        Markup::Text => format!("{gap}{year}\n\n"),
        Markup::Markdown => format!("{gap}## {year}\n\n"),
        Markup::Html => format!("<h2>{year}</h2>\n"),
    };
    out.push_str(&heading);
}

fn write_group<'a>(shelf: Shelf<'_>, entries: impl Iterator<Item = &'a Entry>, form: Markup, out: &mut String) {
    if form == Markup::Html {
        out.push_str("<ul>\n");
    }
    let escaped = |text: &str| match form {
        Markup::Text => text.to_owned(),
        Markup::Markdown => markdown_line(text),
        Markup::Html => markup(text).into_owned(),
    };
    for (index, entry) in entries.enumerate() {
        let (line, title) = lines(shelf, entry);
        let line = escaped(&line);
        let title = title.map(|title| escaped(&title));
        match form {
            Markup::Text => {
                let _ = writeln!(out, "{line}");
                out.extend(title.map(|title| format!("{title}\n")));
            }
            Markup::Markdown => {
                let gap = if index > 0 { "\n" } else { "" };
                let title = title.map(|title| format!("\\\n{title}")).unwrap_or_default();
                let _ = writeln!(out, "{gap}{line}{title}");
            }
            Markup::Html => {
                let title = title.map(|title| format!("<br>\n{title}")).unwrap_or_default();
                let _ = writeln!(out, "<li>{line}{title}</li>");
            }
        }
    }
    if form == Markup::Html {
        out.push_str("</ul>\n");
    }
}

/// The lines of an entry: the first as the house's listing has it, else its number line; and the title, where that is not in the first.
fn lines(shelf: Shelf<'_>, entry: &Entry) -> (String, Option<String>) {
    let house = shelf.house;
    let in_a_row = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = title_of(entry).map(|title| one_line(&in_a_row(&title)).into_owned());
    let number = entry.numbers.map(|run| run.to_string()).unwrap_or_default();
    let date = entry.date.map(|date: crate::draft::Field<Date>| shelf.written(date.value));
    let Some(template) = house.furniture.listing.as_ref().or(house.number_line()) else {
        let date = date.map(|date| format!(", {date}")).unwrap_or_default();
        return (format!("No. {number}{date}"), title);
    };
    let volume = entry.volume.map(|volume| volume.value.to_string());
    let issue = entry.issue.map(|issue| issue.value.to_string());
    let line = template.fill(|field| match field {
        Field::Number => Some(&number),
        Field::Date => date.as_deref(),
        Field::Volume => Some(volume.as_deref().unwrap_or("?")),
        Field::Issue => Some(issue.as_deref().unwrap_or("?")),
        Field::Counter => Some("?"),
        Field::Title => Some(title.as_deref().unwrap_or_default()),
    });
    let in_line = template.has(Field::Title);
    (line, title.filter(|_| !in_line))
}
