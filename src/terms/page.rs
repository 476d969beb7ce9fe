//! The page of a term, made from its entry. It says nothing that the entry does not.

use std::fmt::Write;

use crate::house::Body;
use crate::house::term::{Bounds, Case, Kinship, Place, Quotations, Shape, Stretch, Term, Word};
use crate::rules::FixKind;

/// Whether it can mend what it finds.
pub(super) fn fix(term: &Term) -> FixKind {
    match (term.words.iter().any(|word| word.instead.is_some()), term.kinship) {
        (false, _) => FixKind::None,
        (true, Kinship::Spelling) => FixKind::Safe,
        (true, Kinship::Words) => FixKind::Unsafe,
    }
}

/// One line that says what the term asks for.
pub(super) fn summary(term: &Term) -> String {
    let of = |words: &[Word]| listed_or_other(words);
    let words = of(&term.words);
    match term.shape {
        Shape::Existence => format!("Avoid {words}"),
        Shape::Substitution => match one_instead(&term.words) {
            Some(instead) => format!("Write `{instead}`, not {words}"),
            None => format!("Write other words for {words}"),
        },
        Shape::Occurrence { min, max, per } => {
            let stretch = match per {
                Stretch::Note => "note",
                Stretch::Section => "section",
            };
            let often = match (min, max) {
                (Some(min), Some(max)) => format!("{min} to {max} times"),
                (Some(min), None) => format!("at least {min} times"),
                (None, Some(max)) => format!("at most {max} times"),
                (None, None) => "any number of times".to_owned(),
            };
            format!("Use {words} {often} in a {stretch}")
        }
        Shape::Together { split } => format!("{} in a sentence with {}", of(&term.words[..split]), of(&term.words[split..])),
        Shape::Consistency { split } => {
            format!("Keep to either {} or {} in a note", of(&term.words[..split]), of(&term.words[split..]))
        }
    }
}

/// The page: Markdown, the first line is the summary.
pub(super) fn page(term: &Term) -> String {
    let mut page = format!("{}\n", summary(term));
    if let Some(help) = &term.help {
        let _ = write!(page, "\nTo mend it, {help}.\n");
    }
    if let Some(because) = &term.because {
        let _ = write!(page, "\n{because}\n");
    }
    if one_instead(&term.words).is_none() && term.words.iter().any(|word| word.instead.is_some()) {
        page.push('\n');
        for (text, word) in term.words.iter().filter_map(|word| Some((in_letters(&word.text)?, word))) {
            let _ = writeln!(page, "- `{text}`: `{}`", word.instead.as_deref().unwrap_or_default());
        }
    }
    let places = match term.places.as_slice() {
        [] => "the title and the text".to_owned(),
        places => places.iter().map(called).collect::<Vec<_>>().join(", "),
    };
    let quoted = term.quotations == Quotations::In || term.places.contains(&Place::Quotations);
    let quotations = if quoted { "quotations included" } else { "quotations are left as they are" };
    let _ = write!(page, "\nIt looks at {places}; {quotations}.");
    page.push_str(if term.case == Case::Any { " Letter case does not count." } else { " Letter case counts." });
    if term.bounds == Bounds::Anywhere {
        page.push_str(" The words are found within other words too.");
    }
    let line = term.source.position(term.id.span.start).line;
    let _ = writeln!(page, "\n\nThe rule is a term, defined in {}, line {line}.", term.source.name());
    page
}

/// What stands in the stead of all words, if it is one thing.
fn one_instead(words: &[Word]) -> Option<&str> {
    let first = words.first()?.instead.as_deref()?;
    words.iter().all(|word| word.instead.as_deref() == Some(first)).then_some(first)
}

fn called(place: &Place) -> String {
    match place {
        Place::Title => "the title".to_owned(),
        Place::Byline => "the byline".to_owned(),
        Place::Headings => "headings that the house does not know".to_owned(),
        Place::Text => "the text".to_owned(),
        Place::Body(Body::Dated) => "sections with dated paragraphs".to_owned(),
        Place::Body(Body::Numbered) => "sections with numbered points".to_owned(),
        Place::Body(Body::DatedPoints) => "sections with dated points".to_owned(),
        Place::Body(Body::Free) => "sections without dates or points".to_owned(),
        Place::Section(id) => format!("the section `{id}`"),
        Place::Points => "numbered points".to_owned(),
        Place::Openers => "the dates that open paragraphs".to_owned(),
        Place::Quotations => "quotations".to_owned(),
        Place::Field(_) => "a field of the header".to_owned(),
    }
}

/// A few of the words as a reader meets them. What only a pattern can say is not spelt out.
fn listed_or_other(words: &[Word]) -> String {
    let plain: Vec<&str> = words.iter().filter_map(|word| in_letters(&word.text)).collect();
    match (plain.len() == words.len(), plain.is_empty()) {
        (true, _) => listed(plain.into_iter()),
        (false, true) => "what the house lists".to_owned(),
        (false, false) => format!("{} and the like", plain.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")),
    }
}

/// The letters that a word is found by: itself, or what a pattern marks, where that is no pattern again.
fn in_letters(word: &str) -> Option<&str> {
    let is_plain = |text: &str| regex::escape(text) == *text || text.chars().all(|c| c.is_alphanumeric() || " -'’.%&/".contains(c));
    let marked = || word.split_once('(')?.1.split_once(')').map(|(marked, _)| marked);
    if is_plain(word) { Some(word) } else { marked().filter(|marked| !marked.is_empty() && is_plain(marked)) }
}

/// A few of the words, in backquotes.
pub(super) fn listed<'a>(words: impl Iterator<Item = &'a str>) -> String {
    const MOST: usize = 4;
    let words: Vec<_> = words.map(|word| format!("`{word}`")).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] if words.len() <= MOST => format!("{} or {last}", rest.join(", ")),
        many => format!("{} and {} more", many[..MOST - 1].join(", "), many.len() - (MOST - 1)),
    }
}
