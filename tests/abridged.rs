//! A run keeps of each file what its reports show, and no more; every report of every fixture is the same as if the whole had been kept.

use std::path::Path;
use std::sync::Arc;

use copydesk::draft::{Draft, Syntax};
use copydesk::house::House;
use copydesk::lint::{Brief, FileOutcome, Holder, Ignoring, Outcome, check};
use copydesk::report::{self, Detail, Extent, Format, Glyphs, Options, Style};
use copydesk::settings::Asked;
use copydesk::source::Source;
use jiff::civil::date;

use crate::shelf;

/// The findings of every draft of a house, with as much of the drafts as a report of that extent shows.
fn outcome(house: &House, extent: Extent) -> Outcome {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(house.name.as_str());
    let mut files = Vec::new();
    for shelf in ["good", "bad", "tempting"] {
        for draft in shelf::drafts(&root.join(shelf)) {
            let (name, text, syntax) = (draft.name(&root), draft.text, draft.syntax);
            // As text in a word processor, on two kinds of line ends, and with an ignore comment that holds something back.
            files.extend([
                checked(house, &name, text.clone(), syntax, extent),
                checked(house, &format!("crlf/{name}"), text.replace('\n', "\r\n"), syntax, extent),
                checked(
                    house,
                    &format!("held/{name}"),
                    format!("{text}\n<!-- copydesk: ignore-file[mixed-quotes, missing-section, unknown-section] a trial -->\n"),
                    syntax,
                    extent,
                ),
            ]);
        }
    }
    Outcome::gather(files)
}

fn checked(house: &House, name: &str, text: String, syntax: Syntax, extent: Extent) -> FileOutcome {
    let source = Arc::new(Source::new(name, text));
    let asked = Asked::default();
    let brief = Brief { settings: None, path: name, asked: &asked, ignores: Ignoring::Obeyed, today: date(2026, 3, 1), series: None };
    let mut outcome = check(&Draft::read(Arc::clone(&source), syntax, house), house, &brief);
    report::abridge(&mut outcome, &source, extent);
    assert!(extent == Extent::Whole || Arc::strong_count(&source) == 1, "{name}: the text is let go of");
    outcome
}

#[test]
fn every_report_of_every_fixture_is_the_same() {
    for (name, least) in [("gp-short-notes", 100), ("adr", 1)] {
        let house = House::named(name).expect("the house is shipped");
        let whole = outcome(&house, Extent::Whole);
        assert!(whole.findings.len() >= least, "{name}: {} findings", whole.findings.len());
        let [places, lines] = [Extent::Places, Extent::Lines].map(|extent| outcome(&house, extent));
        for (format_name, format) in Format::NAMES {
            let kept = match format.extent() {
                Extent::Places => &places,
                Extent::Lines => &lines,
                Extent::Whole => continue,
            };
            for width in if *format == Format::Full { &[40, 80, 160][..] } else { &[80] } {
                let style = Style { width: *width, glyphs: Glyphs::Ascii, ..Style::default() };
                let options = Options { detail: Detail::Verbose, style, most: usize::MAX, ..Options::default() };
                let (expected, got) = (report::write(*format, &whole, &options), report::write(*format, kept, &options));
                assert!(expected == got, "{name} as {format_name}, {width} columns wide, differs");
            }
        }
        assert_eq!(report::statistics(&whole), report::statistics(&places));
        let ignored = whole.held.iter().filter(|held| matches!(held.by, Holder::Ignore(_))).count();
        assert!(name != "gp-short-notes" || ignored > 0, "something is held back");
    }
}
