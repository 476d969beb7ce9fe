//! A note wrapped at 80 columns has the findings of the same note with a line for each paragraph, whatever its line ends.

use std::sync::Arc;

use copydesk::draft::{Draft, Syntax};
use copydesk::house::House;
use copydesk::lint::{Brief, Ignoring, check};
use copydesk::settings::Asked;
use copydesk::source::Source;

#[path = "../benches/corpus.rs"]
mod corpus;

#[test]
fn a_wrapped_note_has_the_findings_of_one_that_is_not() {
    let house = House::named("gp-short-notes").expect("it is shipped");
    let mut all = 0;
    for seed in 1..=40 {
        // Notes with an even number are wrapped.
        let [whole, wrapped] = [7, 8].map(|number| with_slips(&corpus::note(number, &mut corpus::Seed(seed))));
        assert!(wrapped.lines().count() > whole.lines().count() + 10);
        let expected = findings(&whole, Syntax::Markdown, &house);
        all += expected.len();
        for line_end in ["\n", "\r\n", "\r"] {
            for (syntax, text) in [(Syntax::Markdown, &wrapped), (Syntax::Plain, &wrapped), (Syntax::Plain, &whole)] {
                let found = findings(&text.replace('\n', line_end), syntax, &house);
                assert_eq!(found, expected, "note {seed} as {syntax:?} with {line_end:?}\n{text}");
            }
        }
    }
    assert!(all > 100, "there is something to find: {all}");
}

/// Slips of several kinds, none of which reaches over a space where a line may end.
fn with_slips(text: &str) -> String {
    let slips = [("almost", "almost almost"), ("envoy", "envoy TODO"), ("ferries", "ferries,they"), ("Second,", "Secondly,")];
    slips.iter().fold(text.to_owned(), |text, (word, slip)| text.replace(word, slip))
}

/// The rules with the words that they are about, without line ends.
fn findings(text: &str, syntax: Syntax, house: &House) -> Vec<(String, String)> {
    let draft = Draft::read(Arc::new(Source::new("note", text)), syntax, house);
    let today = jiff::civil::date(2026, 11, 23);
    let brief = Brief { settings: None, path: "note", asked: &Asked::default(), ignores: Ignoring::Obeyed, today, series: None };
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let found = check(&draft, house, &brief).findings.into_iter();
    found.map(|found| (found.finding.rule.to_string(), words(found.finding.primary.source.slice(found.finding.primary.span)))).collect()
}
