//! A rule's page for readers other than the terminal. What a page says is not decided here.

use std::fmt::Write;

/// The page as Markdown that any reader sets: what an example shows is said before it, and not in its fence.
pub(super) fn markdown(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut in_example = false;
    for line in page_lines(page) {
        match line.strip_prefix("```") {
            Some(_) if in_example => out.push_str("```\n"),
            Some(fence) => {
                let _ = write!(out, "**{}**\n\n```text\n", example(fence));
            }
            None => {
                let _ = writeln!(out, "{line}");
            }
        }
        in_example ^= line.starts_with("```");
    }
    out.trim().to_owned()
}

/// The page as plain text: examples stand under what they show.
pub(super) fn plain(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut in_example = false;
    for line in page_lines(page) {
        let fence = line.strip_prefix("```");
        match fence {
            Some(_) if in_example => {}
            Some(fence) => {
                let _ = writeln!(out, "{}:", example(fence));
            }
            None if in_example => {
                let _ = writeln!(out, "{}", line.trim_start());
            }
            None => {
                let _ = writeln!(out, "{}", line.trim_start_matches('#').trim_start());
            }
        }
        in_example ^= fence.is_some();
    }
    out.trim().to_owned()
}

/// Why the rule is there: what stands between the summary and the first example.
pub(super) fn reason(page: &str) -> String {
    let body = page_lines(page).skip(1).take_while(|line| !line.starts_with("```") && !line.starts_with('#'));
    let text = body.collect::<Vec<_>>().join("\n");
    let paragraphs = text.split("\n\n").map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
    paragraphs.filter(|paragraph| !paragraph.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// What an example shows, by the words of its fence: a part of a note, what the page says of it, and the file's name where that matters.
pub fn example(fence: &str) -> String {
    let mut words = fence.split_whitespace();
    let (part, claim, name) = (words.next().unwrap_or_default(), words.next(), words.next());
    let kind = match claim {
        Some("bad") => "Bad",
        Some("good") => "Good",
        Some("fixed") => "Mended",
        Some("given") if part.ends_with("archive") => "In the archive",
        Some("given") => "In lint.toml",
        _ => "Example",
    };
    name.map_or_else(|| kind.to_owned(), |name| format!("{kind}, as {name}"))
}

/// The lines of a rule's page, as `Rule::page` has it; a doc comment has a space before its words.
pub fn page_lines(page: &str) -> impl Iterator<Item = &str> {
    page.lines().map(|line| line.strip_prefix(' ').unwrap_or(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = " A word stands twice\n\n It reads as a slip\n of the pen.\n\n ```events bad\n The the quay.\n\n So.\n ```\n\n To mend it, write it once.\n";

    #[test]
    fn what_is_bad_is_named_where_a_reader_sees_it() {
        assert_eq!(
            markdown(PAGE),
            "A word stands twice\n\nIt reads as a slip\nof the pen.\n\n**Bad**\n\n```text\nThe the quay.\n\nSo.\n```\n\nTo mend it, write it once."
        );
        assert_eq!(
            plain(PAGE),
            "A word stands twice\n\nIt reads as a slip\nof the pen.\n\nBad:\nThe the quay.\n\nSo.\n\nTo mend it, write it once."
        );
        assert_eq!(reason(PAGE), "It reads as a slip of the pen.");
    }
}
