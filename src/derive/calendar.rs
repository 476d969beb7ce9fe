//! In which language the notes are written, and how they write dates. Where a date stands in a note does not matter here.

use crate::date::{Finder, Mention, Padding, Vocabulary, Written};
use crate::derive::fragment::{Entry, entries};
use crate::derive::sample::Sample;
use crate::draft::LineKind;

/// How the notes write dates.
#[derive(Debug, Clone)]
pub(super) struct Calendar {
    /// What the language gives to every house; nothing for most.
    pub fragment: Vec<Entry>,
    /// The same file, for its terms.
    pub terms: &'static str,
    /// Its form and names.
    pub vocabulary: Vocabulary,
    /// How many dates were seen, and how many of them have that form.
    pub seen: usize,
    /// See `seen`.
    pub in_form: usize,
}

const CALENDARS: &str = include_str!("../../rules/languages/calendars.toml");

/// What a language gives to a house besides the names of its calendar.
const FRAGMENTS: [(&str, &str); 1] = [("english", include_str!("../../rules/languages/houses/english.toml"))];

/// Lines of a note that are looked at for dates.
const LINES: usize = 400;

impl Calendar {
    /// The calendar that most dates of the notes are written in. Where they have no dates, that of a language whose articles they are full of.
    pub fn of(samples: &[Sample]) -> Option<Calendar> {
        let entries = entries(CALENDARS);
        let mut languages: Vec<&str> = entries.iter().map(|entry| entry.table).collect();
        languages.dedup();
        let texts: Vec<&str> = samples.iter().flat_map(texts).collect();
        let mut found: Vec<Calendar> = languages.into_iter().filter_map(|language| seen_in(language, &entries, &texts)).collect();
        found.sort_by_key(|calendar| std::cmp::Reverse(calendar.in_form * 2 + calendar.seen));
        found.into_iter().find(|calendar| calendar.seen > 0 || calendar.is_of(&texts))
    }

    /// Finds dates as the notes write them.
    pub fn finder(&self) -> Finder {
        Finder::new(&self.vocabulary)
    }

    /// The words that the language lists under a key.
    pub fn words(&self, table: &str, key: &str) -> Vec<String> {
        self.fragment.iter().find(|entry| entry.table == table && entry.key == key).map(Entry::words).unwrap_or_default()
    }

    /// Whether one word in thirty is an article of its language.
    fn is_of(&self, texts: &[&str]) -> bool {
        let articles = self.words("prose", "articles");
        let words = || texts.iter().flat_map(|text| text.split_whitespace());
        let said = words().filter(|word| articles.iter().any(|article| article.eq_ignore_ascii_case(word))).count();
        !articles.is_empty() && said * 30 > words().count()
    }
}

fn texts(sample: &Sample) -> impl Iterator<Item = &str> {
    let prose = sample.lines().iter().filter(|line| line.kind != LineKind::Opaque);
    let fields = sample.front_matter().iter().map(|field| field.value.as_str());
    fields.chain(prose.take(LINES).map(|line| line.prose.text()))
}

/// What a language's names find in the texts, in the form that fits most of it. Where it finds nothing, the calendar is that of its first form.
fn seen_in(language: &'static str, entries: &[Entry], texts: &[&str]) -> Option<Calendar> {
    let words = |key| entries.iter().find(|entry| entry.table == language && entry.key == key).map(Entry::words).unwrap_or_default();
    let terms = FRAGMENTS.iter().find(|(name, _)| language.starts_with(name)).map_or("", |(_, text)| *text);
    let fragment = crate::derive::fragment::entries(terms);
    let list = |key: &str| fragment.iter().find(|entry| entry.table == "dates" && entry.key == key).map(Entry::words).unwrap_or_default();
    let base = Vocabulary {
        months: words("months"),
        weekdays: words("weekdays"),
        first_day: words("first-day").into_iter().next(),
        common_words: list("common-words"),
        before: list("before"),
        range_words: list("range-words"),
        ..Vocabulary::default()
    };
    let forms = words("form");
    let plain: Vec<&String> = forms.iter().filter(|form| !form.contains("DD")).collect();
    let mut best: Option<Calendar> = None;
    for form in &plain {
        let joined = match () {
            () if form.contains(" de ") => " de YYYY",
            () if form.contains('-') => "-YYYY",
            () => " YYYY",
        };
        for year in [joined, ", YYYY"] {
            let vocabulary = Vocabulary { form: (*form).clone(), form_with_year: format!("{form}{year}"), ..base.clone() };
            let finder = Finder::new(&vocabulary);
            let mentions = || texts.iter().flat_map(|text| finder.find(text).into_iter().map(move |mention| (*text, mention)));
            let seen = mentions().filter(|(_, mention)| is_in_words(mention)).count();
            let in_form = mentions().filter(|(_, mention)| mention.written == Written::House).count();
            if best.as_ref().is_none_or(|best| best.in_form < in_form) {
                let singles =
                    || mentions().flat_map(|(text, mention)| mention.single_figures(text).map(|(_, padding)| padding).collect::<Vec<_>>());
                let padded = singles().filter(|padding| *padding == Padding::Padded).count() * 2 > singles().count();
                let vocabulary = if padded { with_padding(vocabulary) } else { vocabulary };
                best = Some(Calendar { fragment: fragment.clone(), terms, vocabulary, seen, in_form });
            }
        }
    }
    best
}

fn with_padding(mut vocabulary: Vocabulary) -> Vocabulary {
    for form in [&mut vocabulary.form, &mut vocabulary.form_with_year] {
        *form = form.replacen('D', "DD", 1);
    }
    vocabulary
}

fn is_in_words(mention: &Mention) -> bool {
    !mention.name && !matches!(mention.written, Written::Iso | Written::Slashes | Written::Ambiguous | Written::Misspelt)
}
