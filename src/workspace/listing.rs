//! The listing of a series in a file that carries it between two markers: where it stands, and how it is written there. What stands in it is for
//! the report to say.

use std::ops::Range;
use std::path::Path;

use crate::report::archive::{Listing, Markup};
use crate::workspace::Failure;

/// A listing stands after the line with the first of these and before that with the second. They are no ignore comments, which have a colon.
pub(crate) const BEGIN: &str = "<!-- copydesk index -->";
/// The second of them.
pub(crate) const END: &str = "<!-- copydesk index ends -->";

/// Whether a listing stands in the text, or should.
pub(crate) fn is_marked(text: &str) -> bool {
    text.contains(BEGIN)
}

/// What is to stand at `place` of the text, between the marks.
pub(crate) fn between_marks(text: &str, place: &Range<usize>, listing: &Listing) -> String {
    let line_end = if text[..place.start].ends_with("\r\n") { "\r\n" } else { "\n" };
    format!("\n{}\n", listing.text).replace('\n', line_end)
}

/// How a listing is written in a file of that name.
pub(crate) fn markup_of(file: &Path) -> Markup {
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("md" | "markdown") => Markup::Markdown,
        Some("html" | "htm" | "xhtml") => Markup::Html,
        _ => Markup::Text,
    }
}

/// The bytes between the lines of the two markers.
pub(crate) fn place(text: &str, name: &str) -> Result<Range<usize>, Failure> {
    let mut begins: Vec<(usize, usize)> = Vec::new();
    let mut ends: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        match line.trim_start_matches('\u{feff}').trim() {
            BEGIN => begins.push((index + 1, at + line.len())),
            END => ends.push((index + 1, at)),
            _ => {}
        }
        at += line.len();
    }
    let marked = |what: String| {
        let help =
            format!("write a line `{BEGIN}` and under it a line `{END}` where the listing is to stand, each once and alone on its line");
        Failure::new(format!("`{name}` {what}"), help)
    };
    match (begins.as_slice(), ends.as_slice()) {
        ([], []) => Err(marked("does not say where the listing stands".to_owned())),
        ([(line, _)], []) => Err(marked(format!("does not say where the listing that begins in line {line} ends"))),
        ([], [(line, _)]) => Err(marked(format!("does not say where the listing that ends in line {line} begins"))),
        ([(first, from)], [(last, to)]) if first < last => Ok(*from..*to),
        ([(first, _)], [(last, _)]) => {
            Err(marked(format!("has the end of the listing in line {last}, before its beginning in line {first}")))
        }
        (begins, ends) => {
            let lines: Vec<String> = begins.iter().chain(ends).map(|(line, _)| line.to_string()).collect();
            Err(marked(format!("has more than one listing: the marks stand in lines {}", lines.join(", "))))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(text: &str) -> Result<&str, String> {
        place(text, "list.md").map(|place| &text[place]).map_err(|failure| failure.message)
    }

    #[test]
    fn the_listing_stands_between_the_marks() {
        assert_eq!(between(&format!("\u{feff}{BEGIN}\r\nold\r\n  {END}\r\nafter")), Ok("old\r\n"));
        assert_eq!(between(&format!("{BEGIN}\n{END}")), Ok(""));
    }

    #[test]
    fn marks_that_do_not_say_where_are_told() {
        let told = |text: String| between(&text).expect_err("it is not clear").clone();
        assert_eq!(told("a\n".to_owned()), "`list.md` does not say where the listing stands");
        assert_eq!(told(format!("a\n{BEGIN}\n")), "`list.md` does not say where the listing that begins in line 2 ends");
        assert_eq!(told(format!("{END}\n{BEGIN}\n")), "`list.md` has the end of the listing in line 1, before its beginning in line 2");
        assert!(told(format!("{BEGIN}\n{END}\n{BEGIN}\n{END}\n")).ends_with("the marks stand in lines 1, 3, 2, 4"));
    }
}
