//! A note wrapped at 80 columns has the findings of the same note with a line for each paragraph, whatever its line ends.

use std::sync::Arc;

use copydesk::draft::{Draft, Syntax};
use copydesk::house::House;
use copydesk::lint::{Brief, Ignoring, check};
use copydesk::settings::Asked;
use copydesk::source::Source;

use crate::corpus;

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

/// Lines that begin with an ordinal or a date at one width or another.
const DENSE: &str = "GP Short Notes

GP Short Notes # 434, 16 July 2022

Quessa: The treaty that nobody reads
Tove Achterberg

What happened?

On 11 July, the parliament of Quessa wrote to its neighbour. On 12 July, it had no answer yet. On 13 July, it wrote again. On 14 July, the answer came: “On January 6th, you asked. On January 7th, we laughed. On January 8th, you asked again.” It was a page long.

On 15 July, the minister spoke of the treaty for a whole long hour. On 3 May 1998, he said, it had been read. On 4 May 1998, it was lost. On 5 May 1998, nobody had looked for it.

What is the background?

First, an old treaty. First, there was no money for a war of any kind. Second, there was no will for one. Third, nobody asked the army at all. Finally, it snowed. Second, thirdly and lastly, it was forgotten.

Second, a young minister. First, he knows no fear. Second, he knows no army. Third, he knows no treaty. Fourth, he says so. Second, he says it again. Third, nobody hears it.

What does it mean?

First, the pass stays closed. Second, the snow comes early there. Third, the road is open in August only. Second, no car has been seen on it. First, there are no cars.

Second, the treaty will be read. First, by the minister. Second, by the minister's wife. Third, by nobody else in the country.
";

#[test]
fn where_blank_lines_part_the_paragraphs_no_line_begins_one() {
    let house = House::named("gp-short-notes").expect("it is shipped");
    let expected = findings(DENSE, Syntax::Markdown, &house);
    for width in 58..100 {
        let wrapped = DENSE.lines().map(|line| wrap(line, width)).collect::<String>();
        for syntax in [Syntax::Markdown, Syntax::Plain] {
            assert_eq!(findings(&wrapped, syntax, &house), expected, "{syntax:?}\n{wrapped}");
        }
    }
}

fn wrap(line: &str, width: usize) -> String {
    let (mut text, mut column) = (String::new(), 0);
    for word in line.split(' ') {
        let length = word.chars().count();
        if column > 0 {
            let fits = column + 1 + length <= width;
            text.push(if fits { ' ' } else { '\n' });
            column = if fits { column + 1 } else { 0 };
        }
        text.push_str(word);
        column += length;
    }
    text + "\n"
}

/// Slips of several kinds, none of which reaches over a space where a line may end.
fn with_slips(text: &str) -> String {
    let slips = [("almost", "almost almost"), ("envoy", "envoy TODO"), ("ferries", "ferries,they"), ("Second,", "Secondly,")];
    slips.iter().fold(text.to_owned(), |text, (word, slip)| text.replace(word, slip))
}

/// Words that the first line of a paragraph has at least.
const FIRST_WORDS: usize = 5;

/// The rules with the first of the words that they are about, without line ends.
fn findings(text: &str, syntax: Syntax, house: &House) -> Vec<(String, String)> {
    let draft = Draft::read(Arc::new(Source::new("note", text)), syntax, house);
    let today = jiff::civil::date(2026, 11, 23);
    let brief = Brief { settings: None, path: "note", asked: &Asked::default(), ignores: Ignoring::Obeyed, today, series: None };
    // A finding about a whole paragraph points at its first line.
    let words = |text: &str| text.split_whitespace().take(FIRST_WORDS).collect::<Vec<_>>().join(" ");
    let found = check(&draft, house, &brief).findings.into_iter();
    found.map(|found| (found.finding.rule.to_string(), words(found.finding.primary.source.slice(found.finding.primary.span)))).collect()
}
