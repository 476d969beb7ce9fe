//! Reads `[[term]]` entries, of a house format or of a pack. Whether their ids are free is for the settings to say.

use std::sync::Arc;

use crate::finding::Level;
use crate::house::term::{Bounds, Case, Kinship, Pack, Place, Quotations, Shape, Stretch, Term, Word};
use crate::house::{Body, FieldFormat, SectionFormat, value};
use crate::source::Source;
use crate::table::{self, Spanned, Table, Value};

use super::pattern::{self, Extent};

impl Pack {
    /// Reads a pack. The findings are its faults, in order of place; with any of them it is not to be used.
    pub fn read(source: &Arc<Source>) -> (Pack, Vec<crate::finding::Finding>) {
        table::read(source, &super::INVALID_HOUSE, |root| pack(root, source))
    }

    /// Reads one that is part of the program.
    pub(in crate::house) fn read_shipped(source: &Arc<Source>) -> Pack {
        table::read_shipped(source, source.text().len(), &super::INVALID_HOUSE, |root| pack(root, source)).0
    }
}

fn pack(root: &mut Table<'_>, source: &Arc<Source>) -> Pack {
    let terms = root.need("term", "begin each term with a line `[[term]]`, and give its `id` and what to `avoid`");
    let terms = terms.map(|value| value.tables_up_to("id", super::MOST_TERMS, |entry| term(entry, source, None))).unwrap_or_default();
    Pack { terms: terms.into_iter().flatten().map(Arc::new).collect() }
}

const PLACES: [(&str, Place); 10] = [
    ("title", Place::Title),
    ("byline", Place::Byline),
    ("headings", Place::Headings),
    ("text", Place::Text),
    ("dated", Place::Body(Body::Dated)),
    ("numbered", Place::Body(Body::Numbered)),
    ("free", Place::Body(Body::Free)),
    ("points", Place::Points),
    ("openers", Place::Openers),
    ("quotations", Place::Quotations),
];

/// The shapes by the names that they have elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Existence,
    Substitution,
    Occurrence,
    Consistency,
    Together,
}

const KINDS: [(&str, Kind); 5] = [
    ("together", Kind::Together),
    ("existence", Kind::Existence),
    ("substitution", Kind::Substitution),
    ("occurrence", Kind::Occurrence),
    ("consistency", Kind::Consistency),
];

/// What a house's own term may name as a place.
#[derive(Clone, Copy)]
pub(super) struct Named<'h> {
    /// By its id.
    pub(super) sections: &'h [SectionFormat],
    /// By its name.
    pub(super) fields: &'h [FieldFormat],
}

/// One entry; `named` is what the house has, where the entry is a house's own.
pub(super) fn term(table: &mut Table<'_>, source: &Arc<Source>, named: Option<Named<'_>>) -> Option<Term> {
    let id = table.need("id", "give the rule a name that names the problem: `id = \"per-cent\"`").and_then(|value| value.string());
    if let Some(id) = id.as_ref().filter(|id| !is_id(id)) {
        let help = "use small letters, figures and hyphens: `per-cent`";
        table.report(table.fault(id.span, format!("`{}` cannot be the name of a rule", id.value)).help(help));
    }
    let case = match table.boolean("ignore-case") {
        Some(Spanned { value: false, .. }) => Case::AsWritten,
        _ => Case::Any,
    };
    let bounds = match table.boolean("whole-words") {
        Some(Spanned { value: false, .. }) => Bounds::Anywhere,
        _ => Bounds::Words,
    };
    let kinship = match table.boolean("spelling") {
        Some(Spanned { value: true, .. }) => Kinship::Spelling,
        _ => Kinship::Words,
    };
    let quotations = table.choice("quotations", &[("out", Quotations::Out), ("in", Quotations::In)]);
    let (message, help, because) = (text(table, "message"), text(table, "help"), value::sentence(table, "because"));
    let level = table.choice("level", &Level::NAMES).map_or(Level::Warning, |level| level.value);
    let places = places(table, named);
    let scale = list(table, "scale").into_iter().map(|word| word.value).collect();
    let (shape, words) = shape(table, case);
    Some(Term {
        source: Arc::clone(source),
        id: id?,
        shape: shape?,
        words,
        scale,
        message,
        help,
        because,
        level,
        places,
        quotations: quotations.map_or(Quotations::Out, |said| said.value),
        bounds,
        case,
        kinship,
    })
}

fn is_id(id: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    id.starts_with(|c: char| c.is_ascii_lowercase()) && !id.ends_with('-') && id.chars().all(plain)
}

fn text(table: &mut Table<'_>, key: &'static str) -> Option<String> {
    table.get(key).and_then(|value| value::text(table, &value)).map(|text| text.value)
}

fn places(table: &mut Table<'_>, house: Option<Named<'_>>) -> Vec<Place> {
    let (sections, fields) = house.map_or((&[][..], &[][..]), |house| (house.sections, house.fields));
    let named = table.get("where").and_then(|value| value.list_or_string()).unwrap_or_default().value;
    let mut places = Vec::new();
    for name in named {
        let known = PLACES.iter().find(|(known, _)| *known == *name).map(|(_, place)| place.clone());
        let ids = sections.iter().map(|section| section.id.as_str());
        let section = ids.clone().find(|id| *id == *name).map(|id| Place::Section(id.to_owned()));
        let field = || fields.iter().position(|field| *field.name == *name).map(Place::Field);
        if let Some(place) = known.or(section).or_else(field) {
            places.push(place);
            continue;
        }
        let all: Vec<_> = PLACES.iter().map(|(known, _)| *known).chain(ids).chain(fields.iter().map(|field| field.name.as_str())).collect();
        let meant = table::suggestion(&name, all.iter().copied());
        let listed = all.iter().map(|place| format!("`{place}`")).collect::<Vec<_>>().join(", ");
        let whose = if house.is_some() { "in a note of this house" } else { "that every house has" };
        let fault = table.fault(name.span, format!("`{}` is no place {whose}", *name));
        table.report(fault.help(format!("{meant}It can be {listed}")));
    }
    places
}

/// What the entry wants of which words. The keys tell; `shape` may say it too, and then has to agree.
fn shape(table: &mut Table<'_>, case: Case) -> (Option<Shape>, Vec<Word>) {
    let declared = table.choice("shape", &KINDS);
    let instead = table.get("use").and_then(|value| value::text(table, &value)).map(|instead| instead.value);
    let patterns = list(table, "patterns");
    let mut words = words(table, &patterns, case, instead.as_deref());
    let swap = table.table("swap", |swap| swap.each(|key, value| Some((key, value.string()?)))).unwrap_or_default();
    let swaps = !swap.is_empty();
    words.extend(swap.into_iter().flatten().map(|(key, instead)| Word {
        text: key.value,
        span: key.span,
        pattern: None,
        instead: Some(instead.value),
    }));
    let (of, either, or) = (list(table, "of"), list(table, "either"), list(table, "or"));
    let (min, max) = (count(table, "min"), count(table, "max"));
    let per = table.choice("per", &[("note", Stretch::Note), ("section", Stretch::Section)]).map_or(Stretch::Note, |per| per.value);
    let split = either.len();
    let [first, second] = together(table);
    let (kind, shape) = if !first.is_empty() || !second.is_empty() {
        (Kind::Together, Shape::Together { split: first.len() })
    } else if !of.is_empty() || min.is_some() || max.is_some() {
        (Kind::Occurrence, Shape::Occurrence { min, max, per })
    } else if !either.is_empty() || !or.is_empty() {
        (Kind::Consistency, Shape::Consistency { split })
    } else if instead.is_some() || swaps {
        (Kind::Substitution, Shape::Substitution)
    } else {
        (Kind::Existence, Shape::Existence)
    };
    let avoids = !words.is_empty() || !patterns.is_empty();
    let lacks = match kind {
        Kind::Existence | Kind::Substitution if !avoids => Some("list the words to `avoid`, or `patterns` of them"),
        Kind::Occurrence if of.is_empty() || (min.is_none() && max.is_none()) => {
            Some("list what is counted: `of = [\"however\"]`, and say how often it may stand there: `max = 2`, or has to: `min = 1`")
        }
        Kind::Consistency if either.is_empty() || or.is_empty() => Some("list both: `either = [\"Kyiv\"]` and `or = [\"Kiev\"]`"),
        Kind::Together if first.is_empty() || second.is_empty() => Some("list both: `together = [[\"likely\"], [\"high confidence\"]]`"),
        Kind::Occurrence | Kind::Consistency | Kind::Together if avoids => {
            Some("a term either has words to avoid, or counts words, or compares them: make two of it")
        }
        _ => None,
    };
    if let Some(help) = lacks {
        table.report(table.fault(table.place(), "this term does not say what it looks for").help(help));
        return (None, words);
    }
    if let Some(other) = declared.filter(|declared| declared.value != kind) {
        let name = KINDS.iter().find(|(_, known)| *known == kind).expect("every shape has a name").0;
        let help =
            "existence: `avoid`; substitution: `avoid` and `use`; occurrence: `of` and `max` or `min`; consistency: `either` and `or`";
        table.report(table.fault(other.span, format!("by its keys this term is of the shape `{name}`")).help(help));
    }
    let pairs = either.len() == or.len();
    let stead = |other: &[Spanned<String>], index: usize| pairs.then(|| other[index].value.clone());
    words.extend(of.iter().chain(&first).chain(&second).map(|word| plain(word, None)));
    words.extend(either.iter().enumerate().map(|(index, word)| plain(word, stead(&or, index))));
    words.extend(or.iter().enumerate().map(|(index, word)| plain(word, stead(&either, index))));
    (Some(shape), words)
}

fn plain(word: &Spanned<String>, instead: Option<String>) -> Word {
    Word { text: word.value.clone(), span: word.span, pattern: None, instead }
}

fn words(table: &mut Table<'_>, patterns: &[Spanned<String>], case: Case, instead: Option<&str>) -> Vec<Word> {
    let extent = if case == Case::Any { Extent::PartInAnyCase } else { Extent::Part };
    let instead = || instead.map(str::to_owned);
    let mut words: Vec<_> = list(table, "avoid").iter().map(|word| plain(word, instead())).collect();
    for text in patterns {
        let compiled = pattern::pattern(table, text, extent);
        words.extend(compiled.map(|compiled| Word {
            text: text.value.clone(),
            span: text.span,
            pattern: Some(compiled.value),
            instead: instead(),
        }));
    }
    words
}

/// The two lists of which no words may meet; empty where there are none.
fn together(table: &mut Table<'_>) -> [Vec<Spanned<String>>; 2] {
    let Some(given) = table.get("together") else { return [Vec::new(), Vec::new()] };
    let lists: Vec<_> = given.values().filter_map(|list| list.list_or_string()).map(|list| list.value).collect();
    let Ok([first, second]) = <[_; 2]>::try_from(lists) else {
        let help = "write `together = [[\"likely\", \"unlikely\"], [\"high confidence\"]]`";
        table.report(table.fault(given.span(), "`together` has two lists of words").help(help));
        return [Vec::new(), Vec::new()];
    };
    for word in first.iter().chain(&second) {
        value::report_blank(table, word);
    }
    [first, second]
}

fn list(table: &mut Table<'_>, key: &'static str) -> Vec<Spanned<String>> {
    let mut list = table.get(key).and_then(|value| Value::list_or_string(&value)).unwrap_or_default().value;
    list.retain(|word| !value::report_blank(table, word));
    list
}

fn count(table: &mut Table<'_>, key: &'static str) -> Option<usize> {
    let number = table.integer(key)?;
    let count = usize::try_from(number.value).ok();
    if count.is_none() {
        table.report(table.fault(number.span, format!("`{key}` cannot be below 0")));
    }
    count
}
