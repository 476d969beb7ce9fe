//! Texts that a careless loop would take too long over, of any size: one family for each thing that a rule or reader walks through.

/// The top of a note, up to its first section.
pub const TOP: &str =
    "GP Short Notes\n\nGP Short Notes # 7, 15 January 2022\n\nPort Ellery: The price of the strait\n\nMara Ilves\n\n## What happened?\n\n";

/// A family: its name, and what is written over and over under the first heading.
pub struct Family {
    /// For the table.
    pub name: &'static str,
    unit: Unit,
}

enum Unit {
    /// The same each time.
    Same(&'static str),
    /// With a number in it.
    Numbered(fn(usize) -> String),
}

/// Every family.
pub const FAMILIES: &[Family] = &[
    same("one line", "the harbour opened and the council met again "),
    same("one word", "a"),
    same("spaces", " "),
    same("lines", "the harbour opened and the council met\n"),
    same("paragraphs", "On 3 January, the council met.\n\n"),
    numbered("notes", |number| TOP.replace("# 7", &format!("# {number}"))),
    same("findings", "They met met at the the quay.\n\n"),
    same("findings on a line", "They met met at the the quay. "),
    same("straight quotes", "\"a "),
    same("curly quotes", "“a "),
    same("single quotes", "‘a "),
    same("apostrophes", "a’ "),
    same("brackets", "["),
    same("links", "[a]("),
    same("stars", "*a **b "),
    same("backticks", "`a ``b "),
    same("headings", "## What happened?\n\n"),
    numbered("near headings", |number| format!("## What happend {}\n\n", number % 7)),
    numbered("unknown headings", |number| format!("## The council {number}\n\n")),
    same("dates", "on 3 January 2021, "),
    same("lists of days", "3, "),
    same("weekdays", "Monday, 3 January (Tuesday), "),
    numbered("acronyms", acronym),
    same("codes", "ABC@"),
    same("names", "Able Board Council ABC "),
    same("commas", " ,"),
    same("figures", "1,"),
    same("amounts", "12345 "),
    same("stops", "."),
    same("glued words", "end.Then "),
    same("doubled marks", "so(so("),
    same("comments", "<!-- copydesk: ignore[doubled-word] why -->\n\nthe the\n\n"),
    same("comments on a line", "<!-- copydesk: ignore[doubled-word] why --> "),
    same("open comments", "<!-- copydesk: ignore[doubled-word]\n\n"),
    same("markup", "<b>a</b> "),
    same("invisible characters", "\u{200b}a "),
    same("references", "&amp;"),
    same("escapes", "\\*"),
    same("addresses", "www.a.org "),
    same("spaces at line ends", "a \n"),
    same("leftovers", "TODO "),
    same("quoted", "> "),
    same("items", "- a\n"),
    same("points", "First, a quay. It fell.\n\n"),
    same("table", "| a | b |\n"),
    same("furniture", "2021 | 2020 | 2019\n\n"),
    same("names of notes", "as in GP Short Notes # 12 said "),
    same("dated paragraphs", "On 12 January, x. Y.\n\n"),
    same("number lines", "GP Short Notes # 7, 15 January 2022\n\n"),
];

const fn same(name: &'static str, text: &'static str) -> Family {
    Family { name, unit: Unit::Same(text) }
}

const fn numbered(name: &'static str, text: fn(usize) -> String) -> Family {
    Family { name, unit: Unit::Numbered(text) }
}

/// A word that a house's pattern may look for, to the end of the text each time.
#[allow(dead_code, reason = "not every program that has this module asks for it")]
pub const PATTERN: Family = Family { name: "matches of a costly pattern", unit: Unit::Same("q ") };

impl Family {
    /// A note of about `bytes` bytes.
    pub fn text(&self, bytes: usize) -> String {
        let mut text = TOP.to_owned();
        let mut number = 0;
        while text.len() < bytes {
            number += 1;
            match self.unit {
                Unit::Same(unit) => text.push_str(unit),
                Unit::Numbered(unit) => text.push_str(&unit(number)),
            }
        }
        text
    }
}

/// Five capitals, other ones each time.
fn acronym(number: usize) -> String {
    let letters = (0..5).scan(number * 7919, |rest, _| {
        let letter = char::from(b'A' + u8::try_from(*rest % 26).expect("there are 26 letters"));
        *rest /= 26;
        Some(letter)
    });
    letters.chain([' ']).collect()
}
