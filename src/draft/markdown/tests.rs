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

/// Markdown in which lines nearly always tell: with what looks like marks and is none, and now and then with marks.
fn plain_document() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        12 => "[A-Za-z0-9é“’(\"'][A-Za-z0-9.,“”’é ()#>|:!?$%+=-]{0,16}", 3 => "#{1,6} [A-Za-z0-9é .#]{0,12}", 2 => Just(String::new()), 1 => " {1,5}", 2 => " {1,4}[a-z#é1.-]{1,4}",
        1 => "#{1,8}[a-z]{0,3} {0,2}", 1 => "[0-9]{1,3}[.)]? ?[a-z]{0,3}", 1 => "[•…–\u{a0}\u{200b}\u{feff}]{1,2}[ a#]{0,4}", 1 => "[-=+:|>]{1,4}[ a-z]{0,3}",
        2 => "[a-z \\[\\]!^]{1,9}", 1 => "\\[[a-z^]{0,2}\\][:(]? ?[a-z]{0,2}\\)?", 1 => "[a-z ]{0,3}&(amp|#65|x)?;?[a-z&]{0,3}", 1 => "see https://a\\.b/c[).]? [a-z]{0,3}", 1 => "e\u{301}[\u{ad}\u{202e}a]{0,3}",
        1 => "[a-z ]{0,3}[*_`~<\\\\\t][a-z*_`~>/ ]{0,4}", 1 => Just("a<!--c-->b".to_owned()), 1 => Just("<!--c-->".to_owned()), 1 => "  ?(<!--c-->)? ?(- )?[a-z]{0,2}",
    ];
    let end = prop_oneof![6 => Just("\n"), 4 => Just("\n\n"), 2 => Just("\r\n"), 1 => Just("  \n"), 1 => Just("\r"), 1 => Just("\r\n \r\n"), 1 => Just("\\\n"), 1 => Just("")];
    let opening = prop_oneof![6 => Just(""), 1 => Just("\u{feff}"), 1 => Just("---\nnumber: 7\n---\n")];
    (opening, prop::collection::vec((line, end), 0..9)).prop_map(|(opening, lines)| {
        let text: String = lines.iter().flat_map(|(line, end)| [line.as_str(), end]).collect();
        format!("{opening}{text}")
    })
}

/// What is cut before a reader sees a text: the opening, and comments.
fn cuts(text: &str) -> Vec<Span> {
    let opening = ["\u{feff}", "---\nnumber: 7\n---\n"].into_iter().find(|opening| text.starts_with(opening));
    let comments = text.match_indices("<!--c-->").map(|(at, comment)| Span::new(at, at + comment.len()));
    opening.map(|opening| Span::new(0, opening.len())).into_iter().chain(comments).collect()
}

/// Everything that a reader hands over, by both ways; `None` where lines alone do not tell.
fn both_ways(text: &str) -> Option<[String; 2]> {
    let source = Arc::new(Source::new("x.md", text));
    let clean = Clean::without(source.text(), &cuts(text));
    let bare = super::bare::read(&clean, &source)?;
    Some([bare, super::parsed(&clean, &source)].map(|blocks| format!("{blocks:#?}")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lines_alone_tell_what_the_parser_tells(text in plain_document()) {
        if let Some([bare, parsed]) = both_ways(&text) {
            prop_assert_eq!(bare, parsed, "{:?}", text);
        }
    }
}

#[test]
fn most_drafts_are_read_by_their_lines_alone() {
    let shelves = ["good", "bad", "tempting"].map(|shelf| format!("{}/fixtures/gp-short-notes/{shelf}", env!("CARGO_MANIFEST_DIR")));
    let files = shelves.iter().flat_map(|shelf| std::fs::read_dir(shelf).expect("it is a folder"));
    let texts = files.filter_map(|file| std::fs::read_to_string(file.expect("it can be read").path()).ok());
    let (mut all, mut by_lines) = (0, 0);
    for text in texts {
        all += 1;
        if let Some([bare, parsed]) = both_ways(&text) {
            by_lines += 1;
            assert_eq!(bare, parsed, "{text}");
        }
    }
    assert!(by_lines * 2 > all, "{by_lines} of {all}");
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
