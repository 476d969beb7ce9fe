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
    /// Once the first, then the second over and over.
    Headed(fn() -> String, &'static str),
    /// The first over and over, then the second as often.
    Nested(&'static str, &'static str),
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
    // Headings, points and what is asked of whole notes.
    same("bare headings", "What is the background?\n"),
    same("near bare headings", "What is the backgrund?\n"),
    same("bold headings", "**What is the background?**\n\n"),
    same("near bold headings", "**What is the backgrnd?**\n\n"),
    same("setext headings", "What does it mean?\n---\n\n"),
    same("longer headings", "## And what is the background of it all?\n\n"),
    same("deep headings", "###### What does it mean?\n\nFirst, a. B.\n\n"),
    same("headings and text", "## What is the background?\n\nFirst, a quay. It fell.\n\nSecond, a pier. It stood.\n\n"),
    same(
        "sections in turn",
        "## What happened?\n\nOn 3 January, x. Y.\n\n## What is the background?\n\nFirst, a. B.\n\n## What does it mean?\n\nFirst, a. B.\n\n",
    ),
    numbered("points in turn", |number| format!("{number}. A quay. It fell.\n\n")),
    same("points again", "First, a. B.\n\nSecond, b. C.\n\nFirst, a. B.\n\nSecond, b. C.\n\n"),
    same("closing points", "Finally, a quay. It fell.\n\n"),
    same("points on a line", "First, a quay. Second, a pier. "),
    same("points that say nothing", "First,\n\n"),
    same("same days", "On the same day, x. Y.\n\n"),
    same("impossible days", "On 31 June 2021, x. Y.\n\n"),
    numbered("falling days", |number| format!("On {} January {}, x. Y.\n\n", 28 - number % 28, 9999 - number % 9000)),
    same("short dates", "04/05/2022 2022-05-25 11 Jan, "),
    same("ranges of days", "10-16 November, 10–16 November, "),
    // Quotations, marks and words.
    same("both quotes", "\"a\" “b” "),
    same("quotes never closed", "“a\n\n"),
    same("quotes never opened", "a”\n\n"),
    same("speech", "He said, \"It is so.\" "),
    same("nested quotes", "“‘"),
    nested("quotes in quotes", "“", "”"),
    nested("round brackets in brackets", "(", ")"),
    same("round brackets", "(a "),
    same("paragraphs that brackets open", "(a [b\n\n"),
    same("paragraphs that brackets close", "a) b]\n\n"),
    same("paragraphs that brackets of two kinds open and close", "(a\n\nb]\n\n"),
    nested("brackets opened and others closed", "(", "\n\n]"),
    same("doubled words on lines", "the the\n"),
    same("names and acronyms", "Able Board Council (ABC) met. "),
    numbered("new names", |number| format!("Able {} Council ({}) met. ", word(number), acronym(number).trim_end())),
    numbered("new capitalised words", |number| format!("{} ", capital(number))),
    numbered("sentences", |number| format!("The {} met. ", word(number))),
    same("combining marks", "e\u{301}"),
    same("combining marks on one letter", "\u{301}"),
    same("no-break spaces", "a\u{a0}"),
    same("wide letters", "港"),
    same("control characters", "\u{1}"),
    same("pictures of letters", "\u{1f600}"),
    same("hyphens", "-"),
    same("dashes", "a — b – "),
    same("underscores", "_a __b "),
    same("tildes", "~a ~~b "),
    same("colons", "a: b: "),
    same("labels", "Author: A\n"),
    same("labels of fields", "Date: 3 January 2021\n\n"),
    same("semicolons", ";"),
    same("question marks", "? "),
    same("tabs", "\t"),
    same("line ends", "\n"),
    same("line ends of two characters", "a\r\n"),
    same("carriage returns", "a\r"),
    same("line separators", "a\u{2028}"),
    same("short lines", "a\n"),
    same("lines of three words", "The end came\n"),
    same("lower lines", "and so on, it went on and on to where it was to go\n"),
    same("capital lines", "THE COUNCIL MET AT THE QUAY\n"),
    same("bylines", "Mara Ilves\n\n"),
    same("blanks", "___ "),
    same("insertions", "[insert name] [cite] XXX ??? <insert name> "),
    same("conflict marks", "<<<<<<< a\n=======\n>>>>>>> b\n"),
    same("percentages", "41% 41 per cent $5 Rs 500 "),
    same("long figures", "1234567,12,34,567 "),
    // Markdown.
    same("entities", "&ngE;"),
    same("other entities", "&nGt;&acE;&fjlig;&NotEqualTilde;"),
    same("entities and text", "a &fjlig; b "),
    same("numbered entities", "&#65;&#x42;"),
    same("entities that are none", "&a"),
    same("footnotes", "[^1] "),
    numbered("footnotes of their own", |number| format!("[^{number}] ")),
    numbered("footnotes and texts", |number| format!("a[^{number}]\n\n[^{number}]: b\n\n")),
    same("one footnote and texts", "a[^1]\n\n[^1]: b\n\n"),
    numbered("references of links", |number| format!("[a{number}]: /b\n\n[a{number}]\n\n")),
    same("reference of one link", "[a]: /b\n\n[a]\n\n"),
    same("labels of links", "[a][b]"),
    same("labels without an end", "[a][b"),
    same("pictures", "![a](b) "),
    same("pictures without an end", "![a]("),
    same("stops and brackets", "a.[ "),
    nested("stops and brackets, closed much later", "a.[", "]"),
    same("links with titles", "[a](b \"c\") "),
    same("links over lines", "[a\nb](c) "),
    same("angle links", "<http://a.b> "),
    same("open angles", "<"),
    same("open tags", "<a "),
    same("open comments of HTML", "<!-- "),
    same("open declarations", "<!A "),
    same("open instructions", "<?"),
    same("open CDATA", "<![CDATA["),
    same("blocks of HTML", "<div>\na\n</div>\n\n"),
    same("scripts", "<script>\na\n</script>\n"),
    same("inline code", "`a` "),
    numbered("ticks of all lengths", |number| format!("{}a ", "`".repeat(number % 1000 + 1))),
    same("fences", "```\na\n```\n\n"),
    same("open fences", "```a\n"),
    same("indented code", "    a\n\n"),
    same("hard breaks", "a  \nb\\\n"),
    same("rules across", "---\n\n"),
    same("strikes", "~~a~~ "),
    same("tasks", "- [ ] a\n"),
    same("items in items", "- "),
    same("numbered items in items", "1. "),
    same("items and quotations", "- > "),
    same("items apart", "- a\n\n"),
    same("other items", "- a\n* b\n"),
    numbered("items deeper and deeper", |number| format!("{}- a\n", "  ".repeat(number % 300))),
    numbered("quotations deeper and deeper", |number| format!("{}a\n", "> ".repeat(number % 300))),
    same("quotations", "> a\n\n"),
    same("lazy quotations", "> a\nb\n"),
    same("lines of quotations", ">a\n"),
    nested("brackets in brackets", "[", "]"),
    nested("pictures in pictures", "![", "]"),
    nested("links in links", "[", "](b)"),
    nested("stars in stars", "*a ", "b*"),
    nested("quotation marks of lines", ">", ""),
    same("closing brackets", "]"),
    same("closing links", "](b) "),
    same("stars and underscores", "*_*_a "),
    same("stars of three", "***a** b* "),
    same("wide table", "a|"),
    same("tables", "|a|b|\n|-|-|\n"),
    same("tables apart", "|a|b|\n|-|-|\n|c|d|\n\n"),
    headed("table of many columns", columns, "|\n"),
    headed("table of many columns, filled", columns, "|a\n"),
    headed("table of two columns", || "| a | b |\n|---|---|\n".to_owned(), "| c | d |\n"),
    same("escaped bars", "|a\\|b|\n|-|\n"),
    // Ignore comments, furniture, listings.
    same("comments without a reason", "<!-- copydesk: ignore[doubled-word] -->\n\nthe the\n\n"),
    same("comments for unknown rules", "<!-- copydesk: ignore[doubled-wrd, no-such-rule] why -->\n\nthe the\n\n"),
    numbered("comments for many unknown rules", |number| {
        format!("<!-- copydesk: ignore[{}x{number}] why -->\n\n", "doubled-wrd, a, b, ".repeat(40))
    }),
    same("comments for the note", "<!-- copydesk: ignore-file[doubled-word] why -->\n\n"),
    same("comments that are malformed", "<!-- copydesk: ignore doubled-word -->\n\n"),
    same("comments within comments", "<!-- copydesk: ignore[<!-- "),
    numbered("listing", |number| format!("GP Short Notes # {number}, 15 January 2022\nPort Ellery: The price\n\n")),
    same("years", "2021 | 2020 | 2019 | "),
    same("clicks", "Click here for more\n\n"),
    numbered("notes and headings", |number| {
        format!("{}On 3 January, x. Y.\n\n## What is the background?\n\nFirst, a. B.\n\n", TOP.replace("# 7", &format!("# {number}")))
    }),
    numbered("falling notes", |number| TOP.replace("# 7", &format!("# {}", 9_999_999 - number))),
    same("notes of one number", "GP Short Notes\n\nGP Short Notes # 7, 15 January 2022\n\nPort Ellery: A price\n\nMara Ilves\n\n"),
    same("titles", "Port Ellery: The price of the strait\n\n"),
    numbered("names of other notes", |number| format!("as in GP Short Notes # {number} said ")),
    same("dates alone", "15 January 2022\n\n"),
    same("banners", "GP Short Notes\n\n"),
    same("near banners", "GP Short Note\n\n"),
];

/// What stands at the very top of a file, before the note.
#[allow(dead_code, reason = "not every program that has this module asks for it")]
pub const ATOP: &[Family] = &[
    numbered("keys", |number| format!("key{number}: a\n")),
    same("one key", "title: a\n"),
    numbered("authors", |number| format!("- {} {}\n", capital(number), capital(number * 31))),
    same("open brackets of YAML", "a: ["),
    same("levels of YAML", "- "),
    same("anchors", "a: &b *b\n"),
];

const fn same(name: &'static str, text: &'static str) -> Family {
    Family { name, unit: Unit::Same(text) }
}

const fn numbered(name: &'static str, text: fn(usize) -> String) -> Family {
    Family { name, unit: Unit::Numbered(text) }
}

const fn headed(name: &'static str, head: fn() -> String, text: &'static str) -> Family {
    Family { name, unit: Unit::Headed(head, text) }
}

const fn nested(name: &'static str, open: &'static str, close: &'static str) -> Family {
    Family { name, unit: Unit::Nested(open, close) }
}

/// A word that a house's pattern may look for, to the end of the text each time.
#[allow(dead_code, reason = "not every program that has this module asks for it")]
pub const PATTERN: Family = Family { name: "matches of a costly pattern", unit: Unit::Same("q ") };

impl Family {
    /// A note of about `bytes` bytes.
    pub fn text(&self, bytes: usize) -> String {
        let mut text = TOP.to_owned();
        self.write(bytes, &mut text);
        text
    }

    /// A note with front matter of about `bytes` bytes.
    #[allow(dead_code, reason = "not every program that has this module asks for it")]
    pub fn front_matter(&self, bytes: usize) -> String {
        let mut text = "---\n".to_owned();
        self.write(bytes, &mut text);
        text + "\n---\n" + TOP
    }

    fn write(&self, bytes: usize, text: &mut String) {
        if let Unit::Headed(head, _) = self.unit {
            text.push_str(&head());
        }
        if let Unit::Nested(open, close) = self.unit {
            let times = bytes.saturating_sub(text.len()) / (open.len() + close.len());
            text.push_str(&open.repeat(times));
            text.push_str(&close.repeat(times));
            return;
        }
        let mut number = 0;
        while text.len() < bytes {
            number += 1;
            match self.unit {
                Unit::Same(unit) | Unit::Headed(_, unit) | Unit::Nested(unit, _) => text.push_str(unit),
                Unit::Numbered(unit) => text.push_str(&unit(number)),
            }
        }
    }
}

/// The head of a table of a thousand columns.
fn columns() -> String {
    format!("{}\n{}\n", "|a".repeat(1000), "|-".repeat(1000))
}

/// Five letters, other ones each time.
fn word(number: usize) -> String {
    acronym(number).trim_end().to_lowercase()
}

/// The same with a capital.
fn capital(number: usize) -> String {
    let word = acronym(number);
    let (first, rest) = word.trim_end().split_at(1);
    first.to_owned() + &rest.to_lowercase()
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
