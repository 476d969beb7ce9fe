//! The rules about text that does not belong there, held to two things: correct English in many kinds raises none of them, and a single
//! slip at a known place raises one of them, once, in every way a note may be written. Other rules are not asked.

use std::sync::{Arc, LazyLock};

use copydesk::draft::{Manuscript, Syntax};
use copydesk::house::House;
use copydesk::lint::{self, Brief, Choice, Ignoring};
use copydesk::settings::Asked;
use copydesk::source::Source;
use jiff::civil::date;

mod clean;
mod slips;

/// The rules that are asked.
const RULES: [&str; 17] = [
    "leftover-text",
    "mojibake",
    "doubled-word",
    "glued-word",
    "repeated-mark",
    "double-space",
    "duplicate-paragraph",
    "unbalanced-brackets",
    "unbalanced-quotes",
    "mixed-quotes",
    "speech-mark",
    "undefined-acronym",
    "acronym-introduced-twice",
    "acronym-variant",
    "name-variant",
    "number-grouping",
    "invisible-character",
];

/// How a note is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Text, with blank lines between its paragraphs.
    Plain,
    /// Without blank lines.
    Dense,
    /// Plain, with lines broken at some 70 columns.
    Wrapped,
    /// Marked headings.
    Markdown,
    /// Markdown with lines broken.
    Filled,
}

/// Every style.
pub const STYLES: [Style; 5] = [Style::Plain, Style::Dense, Style::Wrapped, Style::Markdown, Style::Filled];

impl Style {
    fn syntax(self) -> Syntax {
        if matches!(self, Style::Markdown | Style::Filled) { Syntax::Markdown } else { Syntax::Plain }
    }

    /// A note with `title` and paragraphs in its three sections.
    pub fn write(self, title: &str, sections: &[Vec<String>; 3]) -> String {
        let is_markdown = self.syntax() == Syntax::Markdown;
        let gap = if self == Style::Dense { "\n" } else { "\n\n" };
        let mut blocks = vec!["GP Short Notes".to_owned(), "GP Short Notes # 812, 16 March 2024".to_owned()];
        blocks.push(if is_markdown { format!("# {title}\n\nMirel Tasker") } else { format!("{title}\nMirel Tasker") });
        for (heading, paragraphs) in ["What happened?", "What is the background?", "What does it mean?"].iter().zip(sections) {
            blocks.push(if is_markdown { format!("## {heading}") } else { (*heading).to_owned() });
            let fill = matches!(self, Style::Wrapped | Style::Filled);
            blocks.extend(paragraphs.iter().map(|paragraph| if fill { filled(paragraph) } else { paragraph.clone() }));
        }
        blocks.join(gap) + "\n"
    }
}

/// `text` in lines of some 70 characters.
fn filled(text: &str) -> String {
    let mut filled = String::new();
    let mut column = 0;
    // Spaces that stand doubled stay together: they are what some tests are about.
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end();
        if column + bare.chars().count() > 70 && !bare.is_empty() && !filled.ends_with("  ") {
            filled.truncate(filled.trim_end().len());
            filled.push('\n');
            column = 0;
        }
        filled += word;
        column += word.chars().count();
    }
    filled
}

static HOUSE: LazyLock<Arc<House>> =
    LazyLock::new(|| House::shipped().into_iter().find(|house| *house.name == "gp-short-notes").expect("it is shipped"));

/// What the rules say of `text`, each with the words of its place and their line.
pub fn found(text: &str, style: Style) -> Vec<String> {
    let source = Arc::new(Source::new("note", text));
    let asked = Asked::default();
    let brief = Brief { settings: None, path: "note", asked: &asked, ignores: Ignoring::Obeyed, today: date(2024, 3, 20), series: None };
    let Choice::One(house, draft) = lint::choose(&Manuscript::read(Arc::clone(&source), style.syntax()), &[&HOUSE]) else {
        panic!("no note of the house:\n{text}")
    };
    let findings = lint::check(&draft, house, &brief).findings;
    let own = findings.iter().map(|reported| &reported.finding).filter(|finding| RULES.contains(&finding.rule.as_str()));
    own.map(|finding| {
        let line = source.line(source.line_of(finding.primary.span.start));
        format!("{} at `{}` in {:?}", finding.rule, source.slice(finding.primary.span), source.slice(line))
    })
    .collect()
}

/// Three sections of correct text, with `further` paragraphs behind each.
pub fn sections(further: [Vec<String>; 3]) -> [Vec<String>; 3] {
    let own = |texts: [&str; 2]| texts.map(str::to_owned).to_vec();
    let mut sections = [
        own([
            "On 14 March, the last tram of Orvale was taken to the depot. A band played, and the mayor shook the driver's hand.",
            "On 12 March, the council had voted to sell the rails. The vote was taken by a show of hands.",
        ]),
        own([
            "First, a line that lost its riders. The new road was opened in 2009, and most of them bought cars.",
            "Second, a depot on good ground. A builder has asked for it every year since then.",
        ]),
        own([
            "First, the centre will be quiet. The shops along the line have begun to close earlier.",
            "Second, the council will need a bus. It has no driver who may drive one.",
        ]),
    ];
    for (section, further) in sections.iter_mut().zip(further) {
        section.extend(further);
    }
    sections
}
