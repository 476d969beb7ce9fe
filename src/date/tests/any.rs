//! Whatever the text, nothing panics and every range can be used.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

/// Pieces that dates and near-dates are made of, in any order.
fn soup() -> impl Strategy<Value = String> {
    let pieces = [
        " ",
        " ",
        " ",
        ",",
        ".",
        "-",
        "\u{2013}",
        "/",
        "(",
        ")",
        "the",
        "of",
        "to",
        "and",
        "on",
        "in",
        "11",
        "3",
        "03",
        "0",
        "35",
        "99",
        "2022",
        "1999",
        "January",
        "January",
        "Jan",
        "may",
        "May",
        "MARCH",
        "März",
        "MÄRZ",
        "Tuesday",
        "th",
        "1st",
        "º",
        "é",
        "\u{2019}",
        "Bridge",
        "6 January Committee",
        "\u{fffc}",
        "\u{130}",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..24).prop_map(|pieces| pieces.concat())
}

fn holds(vocabulary: &Vocabulary, text: &str) {
    let finder = Finder::new(vocabulary);
    let mut mentions = finder.find(text);
    resolve(&mut mentions, text, Some(date(2022, 1, 15)), Context::Elsewhere);
    let mut floor = 0;
    for mention in &mentions {
        assert!(mention.range.start >= floor && !mention.range.is_empty(), "in order: {text:?}");
        floor = mention.range.end;
        let days = [Some(&mention.first), mention.last.as_ref()].into_iter().flatten();
        let inner = days.flat_map(|day| [day.day_range.clone(), day.year_range.clone()]);
        for part in inner.filter(|part| !part.is_empty()) {
            assert!(mention.range.start <= part.start && part.end <= mention.range.end, "inside: {text:?}");
        }
        let beside = mention.weekday.iter().map(|(_, range)| range.clone());
        for range in beside.chain([mention.range.clone(), mention.article.clone()]) {
            assert!(text.get(range).is_some(), "on character boundaries: {text:?}");
        }
        let _ = mention.single_figures(text).count();
        let rewritten = finder.rewrite(mention, text, Years::Kept);
        assert_eq!(rewritten.is_none(), mention.written == Written::Ambiguous, "{text:?}");
        if mention.written == Written::House && !text.contains("  ") && !text.contains('0') {
            assert_eq!(rewritten.as_deref(), Some(&text[mention.range.clone()]), "the house's form stays: {text:?}");
        }
    }
    let _ = finder.read_exact(text);
    for from in 0..=text.len() {
        if let Some((range, _)) = finder.dayless(text, from) {
            assert!(text.get(range).is_some(), "{text:?}");
        }
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_stumble(text in soup(), any in any::<String>()) {
        for vocabulary in [english(), german(), spanish(), american(), Vocabulary::default()] {
            holds(&vocabulary, &text);
            holds(&vocabulary, &any);
        }
    }
}
