//! The parts of a house format that speak of dates and ordinals. What such words mean in a text is for `date` and the readers.

use crate::date::{Finder, Vocabulary};
use crate::house::language::Language;
use crate::house::value::{self, list, words};
use crate::house::{DatesFormat, Ordinals, PointsFormat};
use crate::prose::letter_case::same_word;
use crate::prose::phrase::Phrases;
use crate::prose::words::{Forms, Words};
use crate::source::Span;
use crate::table::{List, Spanned, Table};

pub(super) fn points(table: &mut Table<'_>) -> PointsFormat {
    let help = "list the ordinals in order: `words = [\"First\", \"Second\", \"Third\"]`, or write `words = \"figures\"`";
    let given = table.need("words", help);
    let words_span = given.as_ref().map_or(table.place(), crate::table::Value::span);
    let in_figures = given.as_ref().is_some_and(crate::table::Value::is_string);
    let kind = if in_figures { Ordinals::Figures } else { Ordinals::Listed };
    if let Some(given) = given.as_ref().filter(|_| in_figures) {
        given.choice(&[("figures", ())]);
    }
    let ordinals = given.filter(|_| !in_figures).and_then(|value| value.list()).unwrap_or_default();
    report_repeated(table, &ordinals);
    let mark = table.need("mark", "give what follows an ordinal: `mark = \",\"`").and_then(|mark| value::text(table, &mark));
    report_marks(table, &ordinals, mark.as_ref());
    let mark = mark.map(|mark| mark.value).unwrap_or_default();
    let count = if in_figures { MOST_POINTS } else { ordinals.len() };
    let also_seen = numbers(table, "also-seen", count);
    let closing = list(table, "closing");
    for word in closing.value.iter().filter(|word| ordinals.iter().any(|ordinal| same_word(ordinal, word))) {
        table.report(table.fault(word.span, format!("`{}` closes a list and is one of its ordinals", word.value)));
    }
    let words = ordinals.words();
    let openings = Words::new(words.iter().chain(also_seen.iter().map(|(word, _)| word)));
    let fillers = self::words(table, "fillers").into();
    let closing = closing.words().into();
    PointsFormat { words, ordinals: kind, words_span, mark, also_seen, openings, closing, fillers, suffixes: Words::default() }
}

/// The largest number that a variant of an ordinal may stand for, where the ordinals are figures.
const MOST_POINTS: usize = 999;

/// An ordinal that has its mark in it, and a mark with spaces: each is looked for as it is given, and would be found nowhere.
fn report_marks(table: &Table<'_>, ordinals: &[Spanned<String>], mark: Option<&Spanned<String>>) {
    let bare = |word: &str| word.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    if let Some((word, at)) = ordinals.iter().map(|word| (word, bare(word))).find(|(word, at)| (1..word.trim_end().len()).contains(at)) {
        let (bare, own) = (&word[..at], word[at..].trim());
        let help = format!("list the ordinals alone, as in `\"{bare}\"`, and give what follows them once: `mark = \"{own}\"`");
        table.report(table.fault(word.span, format!("`{}` is an ordinal and its mark", word.value)).help(help));
    }
    if let Some(mark) = mark.filter(|mark| mark.trim() != mark.as_str()) {
        let help = format!("write `mark = \"{}\"`: a space is known to follow", mark.trim());
        table.report(table.fault(mark.span, "the mark has spaces around it").help(help));
    }
}

pub(super) fn dates(table: &mut Table<'_>) -> DatesFormat {
    let form = table.need("form", "show how a day and its month are written: `form = \"D Month\"`").and_then(|value| value.string());
    let with_year = table.string("form-with-year");
    let months = counted(table, "months", 12);
    let weekdays = counted(table, "weekdays", 7);
    let months = months.words();
    let language = Language::of_months(&months);
    let short_months = numbers(table, "short-months", 12).into_iter().filter_map(|(name, month)| Some((name, u8::try_from(month).ok()?)));
    let short_weekdays = numbers(table, "short-weekdays", 7).into_iter().filter_map(|(name, day)| Some((name, u8::try_from(day).ok()?)));
    let form_with_year =
        with_year.as_ref().map_or_else(|| form.as_ref().map(|form| format!("{} YYYY", form.value)), |with| Some(with.value.clone()));
    let vocabulary = Vocabulary {
        months,
        short_months: short_months.collect(),
        short_weekdays: short_weekdays.collect(),
        weekdays: weekdays.words(),
        form: form.as_ref().map(|form| form.value.clone()).unwrap_or_default(),
        form_with_year: form_with_year.unwrap_or_default(),
        joiners: words(table, "joiners"),
        suffixes: words(table, "suffixes"),
        range_words: words(table, "range-words"),
        names: words(table, "names")
            .into_iter()
            .chain(language.into_iter().flat_map(|own| own.list("names")).map(|name| (*name).to_owned()))
            .collect(),
        before: words(table, "before"),
        before_month: words(table, "before-month"),
        articles: words(table, "articles"),
        common_words: words(table, "common-words"),
        first_day: first_day(table),
        look_alikes: of_language(table, language, "look-alikes"),
        range_leads: of_language(table, language, "range-leads"),
        things: of_language(table, language, "things"),
    };
    check_form(table, &vocabulary, form.as_ref(), with_year.as_ref());
    let relative = list(table, "relative");
    for phrase in relative.value.iter().filter(|phrase| phrase.replace("{weekday}", "").contains(['{', '}'])) {
        let help = "the one field here is `{weekday}`, which stands for each day of the week";
        table.report(table.fault(phrase.span, format!("`{}` has a field that is not known", phrase.value)).help(help));
    }
    let relative = Phrases::new(relative.words()).with("{weekday}", vocabulary.weekdays.clone());
    DatesFormat {
        finder: Finder::new(&vocabulary),
        vocabulary,
        form_span: form.map_or(table.place(), |form| form.span),
        openers: words(table, "openers").into(),
        excuses: words(table, "excuses").into(),
        fillers: words(table, "fillers").into(),
        same_day: Phrases::new(words(table, "same-day")),
        relative,
        not_relative_after: words(table, "not-relative-after").into(),
        future: Phrases::new(of_language(table, language, "future")).with("{be}", of_language(table, language, "auxiliaries")),
        adverbs: Forms::new(of_language(table, language, "adverbs")),
        not_future_after: of_language(table, language, "not-future-after").into(),
        deadlines: of_language(table, language, "deadlines").into(),
        past: Forms::new(of_language(table, language, "past")),
        not_past: of_language(table, language, "not-past").into(),
        shifts: of_language(table, language, "shifts").into(),
    }
}

/// The lists that a house may leave to its language, besides `names`, to which it adds its own.
#[cfg(test)]
pub const LANGUAGE_LISTS: [&str; 12] = [
    "look-alikes",
    "range-leads",
    "things",
    "names",
    "future",
    "auxiliaries",
    "adverbs",
    "not-future-after",
    "deadlines",
    "past",
    "not-past",
    "shifts",
];

/// The house's own list, else that of its language.
fn of_language(table: &mut Table<'_>, language: Option<&Language>, key: &'static str) -> Vec<String> {
    let own = table.list(key);
    let Some(mut own) = own else { return language.map(|language| language.words(key)).unwrap_or_default() };
    own.value.retain(|word| !value::report_blank(table, word));
    own.words()
}

/// How the first of a month is written, where it is not as the other days are: `1er`.
fn first_day(table: &mut Table<'_>) -> Option<String> {
    let text = table.string("first-day")?;
    let letters = text.trim().strip_prefix('1');
    if text.trim() != text.as_str()
        || !letters.is_some_and(|letters| !letters.is_empty() && !letters.starts_with(|c: char| c.is_ascii_digit()))
    {
        let help = "write the figure 1 and what follows it, as in `first-day = \"1er\"`; leave the key out where the first is written as other days are";
        table.report(table.fault(text.span, format!("`{}` is not how a house may write the first of a month", text.value)).help(help));
        return None;
    }
    Some(text.value)
}

/// A list that must have exactly `count` words.
fn counted(table: &mut Table<'_>, key: &'static str, count: usize) -> List {
    let list = table.need(key, &format!("list all {count}, in order")).and_then(|value| value.list());
    let Some(list) = list else { return List::default() };
    if list.len() != count {
        table.report(table.fault(list.span, format!("`{key}` lists {}, not {count}", list.len())).help("list each once, in order"));
    }
    report_repeated(table, &list);
    list
}

fn report_repeated(table: &Table<'_>, list: &[Spanned<String>]) {
    for (index, word) in list.iter().enumerate() {
        value::report_blank(table, word);
        if let Some(first) = list[..index].iter().find(|other| same_word(other, word)) {
            let fault = table.fault(word.span, format!("`{}` is listed twice", word.value));
            table.report(fault.related(table.label(first.span, "the first")).help("list each once"));
        }
    }
}

/// A table of words, each with its number from 1 to `last`, in order of place.
fn numbers(table: &mut Table<'_>, key: &'static str, last: usize) -> Vec<(String, u32)> {
    let read = table.table(key, |words| {
        let place = words.place();
        let all = words.each(|word, number| Some((word, number.integer()?)));
        all.into_iter().flatten().map(|(word, number)| (word, number, place)).collect::<Vec<_>>()
    });
    let in_range = |(word, number, _): (Spanned<String>, Spanned<i64>, Span)| {
        let value = u32::try_from(number.value).ok().filter(|value| *value > 0 && *value as usize <= last);
        if value.is_none() {
            table.report(table.fault(number.span, format!("`{}` cannot be number {} of {last}", word.value, number.value)));
        }
        Some((word.value, value?))
    };
    read.unwrap_or_default().into_iter().filter_map(in_range).collect()
}

fn check_form(table: &Table<'_>, vocabulary: &Vocabulary, form: Option<&Spanned<String>>, with_year: Option<&Spanned<String>>) {
    let Some(form) = form.filter(|form| !vocabulary.has_readable_forms() || has_other_words(form)) else { return };
    let alone = Vocabulary { form: form.value.clone(), ..Vocabulary::default() };
    let (span, said, help) = match with_year {
        Some(with_year) if alone.has_readable_forms() && !has_other_words(form) => {
            (with_year.span, &with_year.value, format!("write the same as in `form`, and then `YYYY`: `{} YYYY`", form.value))
        }
        _ => (
            form.span,
            &form.value,
            "write `D` (`DD` for `03`), `Month` and what stands between: `D Month`, `Month D`, `D. Month`".to_owned(),
        ),
    };
    table.report(table.fault(span, format!("`{said}` is no form of a date")).help(help));
}

/// Whether a piece is part of a longer word, as in `Day Month`.
fn has_other_words(form: &str) -> bool {
    let letters = form.split(|c: char| !c.is_ascii_alphabetic());
    letters.into_iter().any(|word| !matches!(word, "D" | "DD" | "Month") && (word.contains('D') || word.contains("Month")))
}
