use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::draft::block::LineKind;
use crate::draft::clean::Clean;
use crate::source::{Source, Span};

/// Every word that we read, with the byte it starts at.
fn ours(text: &str) -> BTreeMap<String, usize> {
    let source = Arc::new(Source::new("x.md", text));
    let blocks = super::read(&Clean::without(source.text(), &[]), &source);
    let mut words = BTreeMap::new();
    for line in &blocks.lines {
        for (start, word) in words_of(line.prose.text()) {
            let span = line.prose.span(start..start + word.len());
            assert_eq!(source.slice(span), word, "the bytes of {word} in {text:?}");
            words.insert(word.to_owned(), span.start as usize);
        }
    }
    words
}

/// The same from another parser, whose text is always a slice of its source.
fn theirs(text: &str) -> BTreeMap<String, usize> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let (mut words, mut hidden) = (BTreeMap::new(), 0);
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. } | Tag::HtmlBlock) => hidden += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image | TagEnd::HtmlBlock) => hidden -= 1,
            Event::Text(shown) if hidden == 0 => {
                words.extend(words_of(&shown).map(|(start, word)| (word.to_owned(), range.start + start)));
            }
            _ => {}
        }
    }
    words
}

fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices("word").map(|(start, _)| {
        let end = text[start..].find('q').map_or(text.len(), |end| start + end);
        (start, &text[start..end])
    })
}

/// Markdown made of words that each stand once, so that a place tells a word and a word a place.
fn document() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => Just("@ "), 2 => Just("@\n"), 2 => Just("\n\n"), 1 => Just("*@* "), 1 => Just("**@ @**"), 1 => Just("é“@” "), 1 => Just("@ &amp; @ "),
        1 => Just("\\*@\\_ "), 1 => Just("[@](/u) "), 1 => Just("[@](/u\n\"t\") *@* "), 1 => Just("\n\n# @ @ #\n\n"), 1 => Just("\n> @\n"), 1 => Just("\n- @\n- @\n"),
        1 => Just("\n1. @\n   @\n"), 1 => Just("`x`"), 1 => Just("&hellip;@ "), 1 => Just("@\r\n"), 1 => Just("\n\n| @ | @ |\n|---|---|\n| @ \\| @ | *@* |\n\n"),
        1 => Just("![@](i) "), 1 => Just("\n\n[r]: /u\n@ *@*\n"), 1 => Just("\n>\t- @\n>\t  *@*\n"), 1 => Just("\u{a0}@ "), 1 => Just("@  \n"), 1 => Just("~~@~~ "),
        1 => Just("\n\n@\n===\n\n"), 1 => Just("[^n] @\n\n[^n]: @ @\n\n"), 1 => Just("<b>@</b> "),
    ];
    prop::collection::vec(piece, 1..24).prop_map(|pieces| {
        let mut number = 0;
        let numbered = |c: char| {
            if c == '@' {
                number += 1;
                format!("word{number}q")
            } else {
                c.to_string()
            }
        };
        pieces.concat().chars().map(numbered).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_word_stands_where_another_parser_finds_it(text in document()) {
        prop_assert_eq!(ours(&text), theirs(&text), "{:?}", text);
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}|([ \\t\\r\\n#>*_`\\[\\]()!&;|\\\\-]|[a-z]){0,120}") {
        let source = Arc::new(Source::new("x.md", text.as_str()));
        for line in super::read(&Clean::without(source.text(), &[]), &source).lines {
            let span = line.prose.whole();
            prop_assert!(source.text().get(span.range()).is_some());
        }
    }
}

#[test]
fn lines_are_told_by_their_marks() {
    let text = "# One\n\nTwo\n---\n\n**Three**\nfour\n\n> five\n\n- six\n\n```\nseven\n```\n\nEight is a sentence.\n---\n";
    let source = Arc::new(Source::new("x.md", text));
    let blocks = super::read(&Clean::without(text, &[]), &source);
    let kinds: Vec<_> = blocks.lines.iter().map(|line| (line.prose.text(), line.kind, line.bulleted)).collect();
    assert_eq!(
        kinds,
        [
            ("One", LineKind::Heading, false),
            ("Two", LineKind::Heading, false),
            ("Three", LineKind::Bold, false),
            ("four", LineKind::Text, false),
            ("five", LineKind::Quote, false),
            ("six", LineKind::Text, true),
            ("\u{fffc}", LineKind::Opaque, false),
            ("Eight is a sentence.", LineKind::Text, false),
        ]
    );
    assert_eq!(blocks.not_prose, [Span::new(text.find("```").expect("it is there"), text.rfind("```").expect("it is there") + 3)]);
}
