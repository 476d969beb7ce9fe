//! Every key of a house format, for its JSON Schema: what it is for and what it holds. Reading is in `house`; a test holds the two together.

use crate::house::{Kind, NumberSource, Numbering};
use crate::settings::keys::{Key, Shape, key, levels};

pub(super) static HOUSE_FILE: &[Key] = &[
    key("house", Shape::Table(NAMES, &["name", "title"]), "What the series is called."),
    key("header", Shape::Table(HEADER, &[]), "The lines before the first section."),
    key("title", Shape::Table(TITLE, &[]), "Where a note has its title from, and what it may be."),
    key("front-matter", Shape::Table(FRONT_MATTER, &[]), "The front matter as a whole."),
    key("field", Shape::Tables(FIELD, &["name"]), "Header fields beside the number line."),
    key("digest", Shape::Table(DIGEST, &[]), "With this table, a draft holds several notes under one masthead."),
    key("headings", Shape::Table(HEADINGS, &[]), "How the headings of sections are marked, and how near a heading has to be to be one."),
    key("section", Shape::Tables(SECTION, &["id", "heading"]), "The sections of a note, in order."),
    key("form", Shape::Tables(FORM, &["id"]), "Other forms that a note may have."),
    key("points", Shape::Table(POINTS, &["words", "mark"]), "How points are numbered."),
    key("dates", Shape::Table(DATES, &["form", "months", "weekdays"]), "How dates are written, and the phrases around them."),
    key("series", Shape::Table(HOUSE_SERIES, &[]), "The series as a whole."),
    key("reference", Shape::Tables(REFERENCE, &["pattern"]), "How a text names a note of the series."),
    key("prose", Shape::Table(PROSE, &[]), "Words the rules about prose need."),
    key("term", Shape::Tables(TERM, &["id"]), "Rules about words."),
    key("leftover", Shape::Table(LEFTOVER, &[]), "What must not be left in a note."),
    key("furniture", Shape::Table(FURNITURE, &[]), "What a web page adds after a note."),
    key("mail", Shape::Table(MAIL, &[]), "What a letter leaves around a note."),
    key("rules", Shape::Rules, "Levels and options of rules, where they differ from the rules' own."),
    key("example", Shape::Tables(EXAMPLE, &["text", "expect"]), "Drafts with the findings they must raise."),
];

static NAMES: &[Key] = &[
    key("name", Shape::Text, "What settings call the house: small letters, figures, hyphens."),
    key("title", Shape::Text, "What people call the series."),
];

static HEADER: &[Key] = &[
    key(
        "number-line",
        Shape::AnyOf(&[
            Shape::Text,
            Shape::Table(TIMED, &["text"]),
            Shape::List(&Shape::AnyOf(&[Shape::Text, Shape::Table(TIMED, &["text"])])),
        ]),
        "The line with the number, or a list of its forms: the first is asked for.",
    ),
    key("placeholders", Shape::Texts, "Words that authors put where the number is not known yet."),
    key(
        "banner",
        Shape::AnyOf(&[
            Shape::Text,
            Shape::Table(TIMED, &["text"]),
            Shape::List(&Shape::AnyOf(&[Shape::Text, Shape::Table(TIMED, &["text"])])),
        ]),
        "The line with the series' name alone, or a list: the first is canonical.",
    ),
    key("title", Shape::Table(TITLE_LINES, &[]), "How many lines a title takes, its shape, and titles with the number in them."),
    key("byline", Shape::Table(BYLINE, &["list"]), "The line of authors; without it a note needs none."),
    key("other-lines", Shape::Texts, "Patterns of whole lines that are neither title nor byline."),
    key("marks", Shape::Words(&["exact", "free"]), "Whether spaces, commas and the 0 of a padded day in the number line are told."),
    key("standfirst", Shape::Flag, "Whether a sentence or two may stand between the header and the first section."),
];

static TITLE_LINES: &[Key] = &[
    key("lines", Shape::Count, "How many lines a title may take."),
    key("shape", Shape::Text, "Its shape, for the rule title-shape."),
    key("numbered", Shape::TextOrTexts, "Titles with the number in them: `{number}. {title}`."),
];

static BYLINE: &[Key] = &[
    key("list", Shape::Text, "How three authors are listed: `A, B and C`."),
    key("prefixes", Shape::Texts, "Words that may open the line."),
    key("particles", Shape::Texts, "Words within names that have no capital."),
    key("not-names", Shape::Texts, "Words that no name has."),
];

static TIMED: &[Key] = &[
    key("text", Shape::Text, "The words."),
    key("since", Shape::Date, "The first day on which they hold."),
    key("until", Shape::Date, "The last day on which they hold."),
];

static TITLE: &[Key] = &[
    key("from", Shape::Words(&["front-matter", "heading", "none"]), "Where the title stands."),
    key("max-length", Shape::Count, "How many characters it may have."),
    key("pattern", Shape::Text, "What all of it has to match."),
];

static FRONT_MATTER: &[Key] = &[
    key("closed", Shape::Flag, "Whether it holds the declared keys and no others."),
    key("order", Shape::Flag, "Whether keys stand in the order in which they are declared."),
    key("style", Shape::Words(&["fenced", "headers"]), "Whether it stands between fences, or as lines `Key: value` at the top."),
];

static FIELD: &[Key] = &[
    key("name", Shape::Text, "What the field is called; number, date, title and author give the note's own."),
    key("keys", Shape::Texts, "Its keys in the front matter; without them, the name."),
    key("line", Shape::TextOrTexts, "The labels that stand before it on a line of the header."),
    key("section", Shape::Text, "The id of the section whose first words it is."),
    key("kind", Shape::Choice(kinds), "What its value is."),
    key("values", Shape::Texts, "The values it may have."),
    key("ignore-case", Shape::Flag, "Whether letter case does not count in them."),
    key("may-continue", Shape::Flag, "Whether words may follow them."),
    key("pattern", Shape::Text, "What the whole value has to match."),
    key("min-length", Shape::Count, "How many characters it has at least."),
    key("max-length", Shape::Count, "How many characters it has at most."),
    key("min", Shape::Integer, "The least that a number may be."),
    key("max", Shape::Integer, "The most that a number may be."),
    key("level", Shape::Choice(levels), "How much a finding about it weighs."),
    key("required", Shape::AnyOf(&[Shape::Flag, Shape::Table(REQUIRED, &[])]), "Which notes have to have it."),
];

static REQUIRED: &[Key] = &[
    key("since", Shape::Date, "Notes from that day on."),
    key("when", Shape::Table(WHEN, &["field", "is"]), "Notes of which a field says one of these things."),
];

static WHEN: &[Key] = &[key("field", Shape::Text, "The name of the field."), key("is", Shape::Texts, "One of these.")];

static DIGEST: &[Key] = &[key(
    "byline",
    Shape::AnyOf(&[Shape::Words(&["needed", "optional"]), Shape::Table(PERIOD, &[])]),
    "Whether each note names its authors.",
)];

static PERIOD: &[Key] = &[key("since", Shape::Date, "The first day."), key("until", Shape::Date, "The last day.")];

static HEADINGS: &[Key] = &[
    key("level", Shape::Count, "The level of the sections' headings where they are marked; a deeper one is a sub-head."),
    key("match", Shape::Words(&["near", "exact"]), "How near a heading has to be to be a section's."),
];

static SECTION: &[Key] = &[
    key("id", Shape::Text, "A short name of your own."),
    key("heading", Shape::TextOrTexts, "The heading as it should stand, or a list: the first is asked for."),
    key(
        "also-seen",
        Shape::AnyOf(&[
            Shape::Text,
            Shape::Table(TIMED, &["text"]),
            Shape::List(&Shape::AnyOf(&[Shape::Text, Shape::Table(TIMED, &["text"])])),
        ]),
        "Other wordings that are certain to mean this section.",
    ),
    key(
        "body",
        Shape::AnyOf(&[
            Shape::Words(&["free", "dated", "numbered"]),
            Shape::List(&Shape::Words(&["dated", "numbered"])),
            Shape::Table(BODY, &["kind"]),
        ]),
        "What stands in it.",
    ),
    key("last", Shape::Flag, "Whether it closes a note: no other heading of its level follows."),
    key("required", Shape::AnyOf(&[Shape::Flag, Shape::Table(REQUIRED, &[])]), "Which notes have to have it; all, where nothing is said."),
    key("must-say", Shape::TextOrTexts, "Words that have to stand in it."),
    key("min-words", Shape::Count, "How many words it has at least."),
    key("reason", Shape::Text, "Why the house wants it."),
    key("because", Shape::Text, "The same for an author: a sentence."),
];

static BODY: &[Key] = &[
    key(
        "kind",
        Shape::AnyOf(&[Shape::Words(&["free", "dated", "numbered"]), Shape::List(&Shape::Words(&["dated", "numbered"]))]),
        "What stands in it.",
    ),
    key("since", Shape::Date, "The first day."),
    key("until", Shape::Date, "The last day."),
];

static FORM: &[Key] = &[
    key("id", Shape::Text, "A short name of your own."),
    key("since", Shape::Date, "The first day of notes of this form."),
    key("until", Shape::Date, "The last day of notes of this form."),
    key("sections", Shape::Texts, "The ids of its sections, in order; an empty list is running text."),
    key("headings", Shape::Words(&["numbered"]), "Sub-heads that begin with a figure, in the place of sections."),
    key("section", Shape::Tables(SECTION, &["id", "heading"]), "Sections that only this form has."),
];

static POINTS: &[Key] = &[
    key("words", Shape::AnyOf(&[Shape::Words(&["figures"]), Shape::Texts]), "The ordinals in order, or figures."),
    key("mark", Shape::Text, "What follows them."),
    key("also-seen", Shape::Numbers, "Variants, each with its number."),
    key("closing", Shape::Texts, "Words that close a list without numbering it."),
    key("fillers", Shape::Texts, "Words that may stand between an ordinal and its mark."),
];

static DATES: &[Key] = &[
    key("form", Shape::Text, "How day and month are written: `D Month`."),
    key("form-with-year", Shape::Text, "The same with the year as YYYY."),
    key("months", Shape::Texts, "Twelve names."),
    key("weekdays", Shape::Texts, "Seven names, Monday first."),
    key("short-months", Shape::Numbers, "Short names, each with its month."),
    key("short-weekdays", Shape::Numbers, "Short names, each with its day."),
    key("first-day", Shape::Text, "How the first of a month is written, where it is not as other days are: `1er`."),
    key("joiners", Shape::Texts, "Words that may stand between day and month."),
    key("suffixes", Shape::Texts, "What may follow a day's figure."),
    key("range-words", Shape::Texts, "Words between the two ends of a range."),
    key("articles", Shape::Texts, "`the`, `a`."),
    key("common-words", Shape::Texts, "Months that are words like any other in small letters."),
    key("before", Shape::Texts, "Words that lead in a date."),
    key("before-month", Shape::Texts, "Words that lead in a month alone."),
    key("names", Shape::Texts, "Names with a date in them that are no dates."),
    key("openers", Shape::Texts, "Words that lead to the date of a dated paragraph."),
    key("fillers", Shape::Texts, "Words that may stand between opener and date."),
    key("excuses", Shape::Texts, "Words before the opener that excuse it from the order of events."),
    key("same-day", Shape::Texts, "Phrases that date a paragraph by the one before."),
    key("relative", Shape::Texts, "Phrases that mean nothing without today's date."),
    key("not-relative-after", Shape::Texts, "Words before such a phrase that make it another."),
    key("future", Shape::Texts, "Words that speak of what is to come."),
    key("auxiliaries", Shape::Texts, "What `{be}` stands for."),
    key("adverbs", Shape::Texts, "Words that may stand inside such a phrase."),
    key("not-future-after", Shape::Texts, "Words before such a phrase that make it a thing."),
    key("deadlines", Shape::Texts, "Words that make a limit of the date they lead."),
    key("past", Shape::Texts, "Words that tell what has happened."),
    key("not-past", Shape::Texts, "Words that only look so."),
    key("look-alikes", Shape::Texts, "Words one slip from a month's name that are none."),
    key("range-leads", Shape::Texts, "Words that lead in a range."),
    key("shifts", Shape::Texts, "Words that tell that one date takes another's place."),
    key("things", Shape::Texts, "Words that make a name of a date beside them."),
];

static HOUSE_SERIES: &[Key] = &[
    key("weekdays", Shape::Texts, "The days on which notes are published."),
    key("numbers", Shape::Choice(numbers), "How numbers follow each other."),
    key(
        "number-from",
        Shape::AnyOf(&[Shape::Choice(places), Shape::List(&Shape::Choice(places))]),
        "Where a note has its number from, the first that gives one.",
    ),
    key("file-name", Shape::Text, "How files are named, without the extension."),
];

static REFERENCE: &[Key] = &[
    key("pattern", Shape::Text, "What stands around the number, and `{number}` in its place."),
    key("series", Shape::Words(&["own"]), "Whose notes are named."),
];

static PROSE: &[Key] = &[
    key("acronyms", Shape::Texts, "Those that need no introduction."),
    key("abbreviations", Shape::Texts, "Abbreviations whose stop ends no sentence."),
    key("articles", Shape::Texts, "Words of which two in a row are one too many."),
    key("may-repeat", Shape::Texts, "Words that may stand twice in a row."),
    key("speech-words", Shape::Texts, "Words that tell that somebody speaks."),
    key("before-identifiers", Shape::Texts, "Words before a number that is a name."),
    key("speech-mark", Shape::Text, "What leads in a quotation that is a whole sentence."),
    key("group-mark", Shape::Text, "What stands between the groups of a large number."),
];

static TERM: &[Key] = &[
    key("id", Shape::Text, "Names the problem."),
    key("avoid", Shape::TextOrTexts, "Words or phrases to look for."),
    key("patterns", Shape::TextOrTexts, "Patterns to look for."),
    key("use", Shape::Text, "What to write in their stead."),
    key("swap", Shape::TextMap, "Pairs, each with words of its own."),
    key("spelling", Shape::Flag, "Whether both are spellings of one word."),
    key("of", Shape::TextOrTexts, "Words to count."),
    key("max", Shape::Count, "How often they may stand there."),
    key("min", Shape::Count, "How often they have to stand there."),
    key("per", Shape::Words(&["note", "section"]), "Where they are counted."),
    key("either", Shape::TextOrTexts, "Words of which a note should keep to one kind."),
    key("or", Shape::TextOrTexts, "The other kind."),
    key("together", Shape::List(&Shape::TextOrTexts), "Two lists of which no words may meet in a sentence."),
    key("scale", Shape::Texts, "Words that may be used in the stead of those to avoid, from one end to the other."),
    key("shape", Shape::Words(&["existence", "substitution", "occurrence", "consistency", "together"]), "What the keys tell already."),
    key("message", Shape::Text, "What is wrong."),
    key("help", Shape::Text, "What to do."),
    key("because", Shape::Text, "Why, for an author: a sentence."),
    key("level", Shape::Choice(levels), "How much it weighs."),
    key("where", Shape::TextOrTexts, "Places in a note."),
    key("quotations", Shape::Words(&["out", "in"]), "Whether quotations are looked into."),
    key("ignore-case", Shape::Flag, "false where letter case counts."),
    key("whole-words", Shape::Flag, "false to find the words within words."),
];

static LEFTOVER: &[Key] = &[
    key("words", Shape::Texts, "Words in the text."),
    key("patterns", Shape::Texts, "Patterns in the text."),
    key("anywhere", Shape::Texts, "Words anywhere but in code."),
    key("anywhere-patterns", Shape::Texts, "Patterns anywhere but in code."),
    key("lines", Shape::Texts, "Words that must not stand alone on a line."),
];

static FURNITURE: &[Key] = &[
    key("listing", Shape::Text, "The first line of an entry in the archive listing."),
    key("lines", Shape::Texts, "Patterns of whole lines."),
];

static MAIL: &[Key] = &[
    key("greetings", Shape::Texts, "Words that open a greeting."),
    key("closings", Shape::Texts, "Words that close a letter."),
    key("signatures", Shape::Texts, "Words that open a program's signature."),
    key("fields", Shape::Texts, "Names of a letter's fields in other languages."),
];

static EXAMPLE: &[Key] = &[
    key("file", Shape::Text, "The name of its file, where that says something of it."),
    key("text", Shape::Text, "The draft."),
    key("expect", Shape::Texts, "The findings, each `rule@line:column`."),
];

fn kinds() -> Vec<&'static str> {
    Kind::NAMES.iter().map(|(name, _)| *name).collect()
}

fn numbers() -> Vec<&'static str> {
    Numbering::NAMES.iter().map(|(name, _)| *name).collect()
}

fn places() -> Vec<&'static str> {
    NumberSource::NAMES.iter().map(|(name, _)| *name).collect()
}
