//! Reads a house format from its file, and tells every fault of it at once. Whether a rule named in it exists is for the settings to say.

use std::sync::{Arc, OnceLock};

use super::heading::Headings;
use super::period::{self, Period};
use super::value::{list, words};
use super::{
    Body, BylineFormat, DigestFormat, Field, FurnitureFormat, HeaderFormat, House, Leave, Leftover, MailFormat, Marks, NoteByline,
    ProseFormat, RuleSetting, Template, Timed, condition, example, field, form, front_matter, headings, naming, section, series,
    term::Terms, title, value,
};
use crate::finding::{Finding, Level, RuleId};
use crate::prose::phrase::Phrases;
use crate::source::{Source, Span};
use crate::table::{self, Spanned, Table};

mod dates;
pub(super) mod pattern;
mod terms;
#[cfg(test)]
mod tests;

#[cfg(test)]
pub(super) use dates::LANGUAGE_LISTS;

/// Terms of a house or pack.
pub(super) const MOST_TERMS: usize = 500;

const INVALID_HOUSE: RuleId = RuleId::coded("invalid-house");

impl House {
    /// Reads a house format. The findings are its faults, in order of place; with any of them the house is not to be used, though there may
    /// be one.
    #[expect(clippy::needless_pass_by_value, reason = "a caller has no use for the source but this")]
    pub fn read(source: Arc<Source>) -> (Option<House>, Vec<Finding>) {
        table::read(&source, &INVALID_HOUSE, |root| house(root, &source))
    }

    /// Reads one that is part of the program, but for its examples.
    pub(super) fn read_shipped(source: &Arc<Source>) -> Option<House> {
        let house = table::read_shipped(source, example::start(source.text()), &INVALID_HOUSE, |root| house(root, source)).0;
        house.map(|house| House { examples: OnceLock::new(), ..house })
    }
}

/// Reads a `[rules]` table, of a house or of settings: levels and options by rule. Whether there is such a rule is not asked.
pub fn rule_settings(table: &mut Table<'_>) -> Vec<RuleSetting> {
    table.each(|rule, value| {
        if value.is_string() {
            return RuleSetting { rule, level: value.choice(&Level::NAMES), options: Vec::new() };
        }
        if !value.is_table() {
            value.wrong("a level, or a table of its level and options");
            return RuleSetting { rule, level: None, options: Vec::new() };
        }
        let read = value.table(|options| {
            let level = options.choice("level", &Level::NAMES);
            let numbers = options.each(|name, value| Some((name, value.integer()?)));
            (level, numbers.into_iter().flatten().collect())
        });
        let (level, options) = read.unwrap_or_default();
        RuleSetting { rule, level, options }
    })
}

fn house(root: &mut Table<'_>, source: &Arc<Source>) -> Option<House> {
    let help = "begin with a line `[house]`, and give `name` and `title` under it";
    let names = root.need("house", help).and_then(|value| value.table(names));
    let header = root.table("header", header).unwrap_or_else(|| HeaderFormat { title_lines: 1, ..HeaderFormat::default() });
    let title_format = root.table("title", title::title).unwrap_or_default();
    let front_matter = root.table("front-matter", front_matter::front_matter).unwrap_or_default();
    let headings_format = root.table("headings", headings::headings).unwrap_or_default();
    let references = naming::references(root);
    let digest = root.table("digest", digest);
    let help = "begin each section with a line `[[section]]`, and give its `id` and `heading`";
    let sections =
        root.need("section", help).map(|value| value.tables_up_to("id", section::MOST_SECTIONS, section::section)).unwrap_or_default();
    let dates = root.table("dates", dates::dates);
    let mut points = root.table("points", dates::points).unwrap_or_default();
    points.suffixes = dates.as_ref().map(|dates| dates.vocabulary.suffixes.clone()).unwrap_or_default().into();
    let weekdays = dates.as_ref().map_or(&[][..], |dates| &dates.vocabulary.weekdays);
    let series = root.table("series", |table| series::series(table, weekdays)).unwrap_or_default();
    let prose = root.table("prose", prose).unwrap_or_default();
    let leftover = root.table("leftover", leftover).unwrap_or_default();
    let furniture = root.table("furniture", furniture).unwrap_or_default();
    let mail = root.table("mail", mail).unwrap_or_default();
    let rules = root.table("rules", rule_settings).unwrap_or_default();
    let examples = example::list(root);
    let mut sections: Vec<_> = sections.into_iter().flatten().collect();
    let forms = form::forms(root, &mut sections);
    if let Some(beyond) = sections.get(section::MOST_WITH_FORMS) {
        let help = "let forms share sections: `sections` lists those that a form has by their ids";
        let message = format!("the house and its forms have more than {} sections", section::MOST_WITH_FORMS);
        root.report(root.fault(beyond.id.span, message).help(help));
    }
    let fields = root.tables_up_to("field", "name", section::MOST_SECTIONS, |entry| field::field(entry, &sections));
    let mut fields: Vec<_> = fields.into_iter().flatten().collect();
    field::check(root, &fields);
    condition::settle(root, &mut fields, &mut sections);
    let terms = root.tables_up_to("term", "id", MOST_TERMS, |entry| {
        terms::term(entry, source, Some(terms::Named { sections: &sections, fields: &fields }))
    });
    let (name, called) = names.unwrap_or_default();
    let house = House {
        source: Arc::clone(source),
        name: name?,
        title: called?,
        header,
        title_format,
        front_matter,
        fields,
        digest,
        headings: Headings::new(&sections),
        headings_format,
        references,
        sections,
        forms,
        points,
        dates: dates.unwrap_or_default(),
        series,
        prose,
        leftover,
        furniture,
        mail,
        terms: Terms::new(terms.into_iter().flatten().map(Arc::new)),
        rules,
        examples,
        trigger_table: OnceLock::new(),
    };
    section::check(root, &house.sections);
    check_needs(root, &house);
    Some(house)
}

fn names(table: &mut Table<'_>) -> (Option<Spanned<String>>, Option<Spanned<String>>) {
    let name = table.need("name", "give the name that settings call the house by, such as `name = \"harbour-notes\"`");
    let name = name.and_then(|value| value.string());
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if let Some(name) = name.as_ref().filter(|name| name.is_empty() || !name.chars().all(plain)) {
        let help = "use small letters, figures and hyphens: `harbour-notes`";
        table.report(table.fault(name.span, format!("`{}` cannot be the name of a house", name.value)).help(help));
    }
    let title = table.need("title", "give the name that people call the series by, such as `title = \"Harbour Notes\"`");
    (name, title.and_then(|value| value::text(table, &value)))
}

fn header(table: &mut Table<'_>) -> HeaderFormat {
    let lines = period::list(table, "number-line").into_iter();
    let compiled = |line: Timed<String>| Some(Timed { entry: number_line(table, &line)?, period: line.period });
    let number_line = lines.filter_map(compiled).collect();
    let placeholders = list(table, "placeholders");
    for word in placeholders.value.iter().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit())) {
        let help = "list words that stand where the number is not known yet, such as `XX`";
        table.report(table.fault(word.span, format!("`{}` is a number, not a word that leaves the number open", word.value)).help(help));
    }
    let banner = period::list(table, "banner");
    let TitleLines { lines, shape, numbered: numbered_title } = table.table("title", title_lines).unwrap_or_default();
    let byline = table.table("byline", byline).flatten();
    let title_lines = lines.unwrap_or(1);
    let marks = table.choice("marks", &[("exact", Marks::Exact), ("free", Marks::Free)]).map_or(Marks::Exact, |marks| marks.value);
    let standfirst = if table.boolean("standfirst").is_some_and(|may| may.value) { Leave::Given } else { Leave::Denied };
    let other_lines = pattern::list(table, "other-lines", pattern::Extent::WholeLine);
    HeaderFormat {
        number_line,
        placeholders: placeholders.words(),
        banner,
        title_shape: shape,
        title_lines,
        numbered_title,
        byline,
        standfirst,
        marks,
        other_lines,
    }
}

/// A template that says where the number stands; one of another counter has the date at least.
fn number_line(table: &Table<'_>, line: &Spanned<String>) -> Option<Spanned<Template>> {
    let is_counter = Template::new(line).is_ok_and(|read| read.has(Field::Counter) && read.has(Field::Date));
    template(table, line, "number-line", if is_counter { &[] } else { &[Field::Number] })
}

fn digest(table: &mut Table<'_>) -> DigestFormat {
    const WISHES: [(&str, bool); 2] = [("needed", true), ("optional", false)];
    let byline = table.get("byline").and_then(|value| {
        let span = value.span();
        if value.is_string() {
            return value.choice(&WISHES)?.value.then_some(NoteByline { period: Period::default(), span });
        }
        let period = value.table(|wish| {
            let period = Period::read(wish);
            let without = period.is_always();
            without.then(|| wish.need("since", "give the day: `byline = { since = 2021-03-01 }`"));
            period
        })?;
        Some(NoteByline { period, span })
    });
    DigestFormat { byline }
}

#[derive(Default)]
struct TitleLines {
    lines: Option<usize>,
    shape: Option<Spanned<String>>,
    numbered: Vec<Spanned<Template>>,
}

fn title_lines(table: &mut Table<'_>) -> TitleLines {
    let lines = table.integer("lines");
    let count = lines.as_ref().and_then(|lines| usize::try_from(lines.value).ok()).filter(|lines| *lines > 0);
    if let (Some(lines), None) = (lines, count) {
        table.report(table.fault(lines.span, "a title takes one line or more"));
    }
    let shape = table.get("shape").and_then(|value| value::text(table, &value));
    let numbered = table.get("numbered").and_then(|value| value.list_or_string()).unwrap_or_default().value;
    let numbered = numbered.into_iter().filter_map(|line| template(table, &line, "numbered", &[Field::Number, Field::Title]));
    TitleLines { lines: count, shape, numbered: numbered.collect() }
}

fn byline(table: &mut Table<'_>) -> Option<BylineFormat> {
    let help = "show how three authors are listed: `list = \"A, B and C\"`";
    let list_form = table.need("list", help).and_then(|value| value.string());
    if let Some(form) = &list_form {
        let places: Vec<_> = ["A", "B", "C"].into_iter().map(|name| form.find(name)).collect();
        if !places.iter().all(Option::is_some) || !places.is_sorted() {
            table.report(table.fault(form.span, format!("`{}` does not list `A`, `B` and `C`", form.value)).help(help));
        }
    }
    let (prefixes, particles, not_names) = (words(table, "prefixes"), words(table, "particles").into(), words(table, "not-names").into());
    Some(BylineFormat { list: list_form?, prefixes, particles, not_names })
}

fn prose(table: &mut Table<'_>) -> ProseFormat {
    ProseFormat {
        acronyms: words(table, "acronyms"),
        abbreviations: words(table, "abbreviations"),
        articles: words(table, "articles").into(),
        may_repeat: Phrases::new(words(table, "may-repeat")),
        speech_mark: table.get("speech-mark").and_then(|value| value::text(table, &value)),
        speech_words: words(table, "speech-words"),
        group_mark: group_mark(table),
        before_identifiers: words(table, "before-identifiers"),
    }
}

/// What stands between the groups of a large number: a mark, or a space of any kind, which prose has as a plain one.
fn group_mark(table: &mut Table<'_>) -> Option<Spanned<String>> {
    let mark = table.string("group-mark")?;
    if mark.chars().count() == 1 && mark.chars().all(char::is_whitespace) {
        return Some(Spanned { value: " ".to_owned(), span: mark.span });
    }
    let is_mark = !mark.is_empty() && !mark.contains(|c: char| c.is_whitespace() || c.is_alphanumeric());
    if !is_mark {
        let help = "write the mark alone, such as `\",\"`, or one space";
        table.report(table.fault(mark.span, format!("`{}` cannot stand between the groups of a number", mark.value)).help(help));
    }
    is_mark.then_some(mark)
}

fn leftover(table: &mut Table<'_>) -> Leftover {
    let residue = list(table, "anywhere").value.into_iter().filter_map(|word| {
        let escaped = Spanned { value: regex::escape(&word), span: word.span };
        pattern::pattern(table, &escaped, pattern::Extent::Part)
    });
    let mut anywhere: Vec<_> = residue.collect();
    anywhere.extend(pattern::list(table, "anywhere-patterns", pattern::Extent::Part));
    let (words, lines) = (list(table, "words").value, list(table, "lines").value);
    Leftover { words, patterns: pattern::list(table, "patterns", pattern::Extent::Part), anywhere, lines, ..Leftover::default() }
}

fn furniture(table: &mut Table<'_>) -> FurnitureFormat {
    let listing = table.string("listing");
    let listing = listing.and_then(|line| template(table, &line, "listing", &[Field::Number]));
    FurnitureFormat { listing, lines: pattern::list(table, "lines", pattern::Extent::WholeLine) }
}

fn mail(table: &mut Table<'_>) -> MailFormat {
    let mut list = |key| words(table, key).into();
    MailFormat { greetings: list("greetings"), fields: list("fields"), closings: list("closings"), signatures: list("signatures") }
}

/// What some part of the file needs another part for.
fn check_needs(root: &mut Table<'_>, house: &House) {
    let of = |body| house.sections.iter().find(move |section| section.body.is(body));
    let dated = of(Body::Dated).map(|section| (section.body_span, "a section with dated paragraphs"));
    let lines = house.header.number_line.iter().map(|line| &line.entry).chain(&house.furniture.listing);
    let filled = lines.filter(|line| line.has(Field::Date)).map(|line| (line.span, "a line with a date"));
    if let (true, Some((span, what))) =
        (house.dates.vocabulary.months.is_empty() && house.dates.form_span == Span::default(), filled.chain(dated).next())
    {
        let help = "add `[dates]` with `months`, `weekdays` and `form`";
        root.report(root.fault(span, format!("{what} needs to know how the house writes dates")).help(help));
    }
    let wish = house.digest.as_ref().and_then(|digest| digest.byline);
    if let (None, Some(wish)) = (&house.header.byline, wish) {
        let help = "add `[header.byline]` with `list = \"A, B and C\"`";
        root.report(root.fault(wish.span, "notes that name their authors need to know how authors are listed").help(help));
    }
    if let (true, Some(section)) = (house.points.words_span == Span::default(), of(Body::Numbered)) {
        let help = "add `[points]` with `words = [\"First\", \"Second\", …]` and `mark = \",\"`";
        root.report(root.fault(section.body_span, "a section with numbered points needs to know the ordinals").help(help));
    }
}

fn template(table: &Table<'_>, text: &Spanned<String>, key: &str, needed: &[Field]) -> Option<Spanned<Template>> {
    match Template::new(text) {
        Ok(template) => {
            for field in needed.iter().filter(|field| !template.has(**field)) {
                let help = format!("write `{{{}}}` in its place", field.name());
                table.report(table.fault(text.span, format!("`{key}` does not say where the {} stands", field.name())).help(help));
            }
            Some(Spanned { value: template, span: text.span })
        }
        Err(fault) => {
            table.report(table.fault(text.span, format!("`{}` is no line with fields: {}", text.value, fault.message)).help(fault.help));
            None
        }
    }
}
