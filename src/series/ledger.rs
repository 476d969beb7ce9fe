//! Listings of numbers that are not in the tree: as a house prints them, or as TOML. Which file is a listing, lint.toml says.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use crate::draft::{Field, Listing, ListingEntry, Run, Syntax};
use crate::finding::{Finding, Label, RuleId};
use crate::house::House;
use crate::series::{Entry, Place, Standing};
use crate::source::{Source, Span};
use crate::table::{self, Spanned, Table};

/// Notes of a ledger; its size is bounded as well.
const MOST_NOTES: usize = 100_000;

const RULE: RuleId = RuleId::coded("invalid-settings");

/// How a ledger is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As the house prints its listing.
    Listing(Syntax),
    /// `[[note]]` tables.
    Toml,
}

/// What the ledgers of one lint.toml say.
#[derive(Debug, Default)]
pub struct Ledgers {
    /// The entries, each with the name of its house.
    pub entries: Vec<(String, Entry)>,
    /// What is wrong with them.
    pub faults: Vec<Finding>,
}

impl Ledgers {
    /// Reads one more, which settings know as `file`. `houses` are those that drafts may be held to, of which there is at least one.
    pub fn read(&mut self, source: &Arc<Source>, file: &str, form: Form, houses: &[&House]) {
        match form {
            Form::Listing(syntax) => self.read_listing(source, file, syntax, houses),
            Form::Toml => self.read_toml(source, file, houses),
        }
    }

    /// Compares the entries of all ledgers: two that say different things of one number are a fault.
    pub fn compare(&mut self) {
        let mut first: HashMap<(&str, u64), &Entry> = HashMap::new();
        for (house, entry) in &self.entries {
            let Some(numbers) = entry.numbers else { continue };
            let known = *first.entry((house.as_str(), numbers.first)).or_insert(entry);
            if let Some(difference) = difference(known, entry) {
                let message = format!("two entries give number {numbers} {difference}");
                let fault = Finding::new(RULE, message, entry.label("")).related(known.label("the other entry"));
                self.faults.push(fault.help("correct the one that is wrong, or take it out"));
            }
        }
    }

    fn read_listing(&mut self, source: &Arc<Source>, file: &str, syntax: Syntax, houses: &[&House]) {
        let printing: Vec<&House> = houses.iter().copied().filter(|house| house.furniture.listing.is_some()).collect();
        let listings: Vec<Listing> = printing.iter().map(|house| Listing::read(source, syntax, house)).collect();
        let fault = |message: &str, span: Span| Finding::new(RULE, message, Label::new(source, span, ""));
        if listings.iter().all(|listing| listing.entries.is_empty()) {
            let form = printing.iter().find_map(|house| house.furniture.listing.as_ref()).map(|listing| listing.text().to_owned());
            let help = form.map_or_else(
                || "the house says nothing of how it prints a listing: write the ledger as TOML, with `[[note]]` tables".to_owned(),
                |form| {
                    format!(
                        "an entry is the line `{form}`, with the title on the next; or write the ledger as TOML, with `[[note]]` tables"
                    )
                },
            );
            return self.faults.push(fault("this ledger has no entry", source.line(0)).help(help));
        }
        // What is an entry to one house may well be nothing to another.
        let all = listings.iter().map(|listing| listing.strangers.iter().copied().collect::<BTreeSet<Span>>());
        let strangers = all.reduce(|a, b| &a & &b).unwrap_or_default();
        let mut last = None;
        for line in strangers {
            let place = source.line_of(line.start);
            let follows = last.replace(place).is_some_and(|last| last + 1 == place);
            // What stands under an entry that cannot be read is its title.
            if follows && !source.slice(line).contains(|c: char| c.is_ascii_digit()) {
                continue;
            }
            let too_large = source.slice(line).split(|c: char| !c.is_ascii_digit()).any(|figures| figures.len() > 19);
            let message = if too_large {
                "this number is too large for a note"
            } else {
                "this is neither an entry of the listing nor the title of one"
            };
            let form = printing[0].furniture.listing.as_ref().map(|listing| listing.text()).unwrap_or_default();
            let help = format!("an entry is the line `{form}`, with the title, on one line, on the next");
            self.faults.push(fault(message, line).help(help));
        }
        for (house, listing) in printing.into_iter().zip(listings) {
            for entry in listing.entries {
                if entry.number.value == 0 {
                    self.faults.push(fault("no note has the number 0", entry.number.span).help("write the number that is meant"));
                } else if entry.date.is_none() {
                    let help = "write the day, the month and the year, as the other entries have them";
                    self.faults.push(fault("this entry has no date that the calendar knows", source.first_line_of(entry.span)).help(help));
                } else {
                    self.entries.push((house.name.value.clone(), listed(&entry, source, file)));
                }
            }
        }
    }

    fn read_toml(&mut self, source: &Arc<Source>, file: &str, houses: &[&House]) {
        let only = if let [only] = houses { Some(only.name.value.as_str()) } else { None };
        let names: Vec<&str> = houses.iter().map(|house| house.name.as_str()).collect();
        let (notes, faults) = table::read(source, &RULE, |root| {
            let notes = root.tables_up_to("note", "number", MOST_NOTES, |table| note(table, source, file, only, &names));
            if notes.is_empty() {
                let help = "write a table for each note: `[[note]]`, then `number = 12`, `date = 2021-05-15`, `title = \"…\"`";
                root.report(root.fault(source.line(0), "this ledger has no entry").help(help));
            }
            notes
        });
        self.faults.extend(faults);
        self.entries.extend(notes.into_iter().flatten());
    }
}

fn listed(entry: &ListingEntry, source: &Arc<Source>, file: &str) -> Entry {
    let title = entry.title.as_ref().map(|title| Field { value: title.text().to_owned(), span: title.whole() });
    Entry { numbers: Some(entry.numbers()), number: entry.number.span, date: entry.date, title, ..empty(source, file, entry.number.span) }
}

fn note(table: &mut Table<'_>, source: &Arc<Source>, file: &str, only: Option<&str>, houses: &[&str]) -> Option<(String, Entry)> {
    let number = table.need("number", "give the note's number: `number = 12`").and_then(|value| value.integer());
    let last = table.integer("last");
    let date = table.date("date").map(field);
    let title = table.string("title").map(field);
    let author = table.string("author").map(field);
    let volume = run(table, "volume");
    let issue = run(table, "issue");
    let house = table.string("house");
    let number = number?;
    let first = count(table, &number)?;
    let end = match &last {
        Some(last) => count(table, last)?,
        None => first,
    };
    if end < first {
        let span = last.map_or(number.span, |last| last.span);
        table.report(table.fault(span, "the range ends before it begins").help("`number` is the lower number, `last` the higher"));
        return None;
    }
    let name = match (&house, only) {
        (Some(named), _) if houses.contains(&named.as_str()) => named.value.clone(),
        (Some(named), _) => {
            let help = format!("the houses here are {}", houses.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "));
            table.report(table.fault(named.span, format!("no draft here is held to `{}`", named.value)).help(help));
            return None;
        }
        (None, Some(only)) => only.to_owned(),
        (None, None) => {
            table.report(table.fault(number.span, "several houses are declared, and this entry names none").help("add `house = \"NAME\"`"));
            return None;
        }
    };
    let numbers = Some(Run { first, last: end });
    Some((name, Entry { numbers, date, title, author, volume, issue, ..empty(source, file, number.span) }))
}

fn empty(source: &Arc<Source>, file: &str, number: Span) -> Entry {
    Entry {
        source: Arc::clone(source),
        place: Place::Ledger { file: file.into(), line: source.line_of(number.start) + 1 },
        standing: Standing::Archive,
        numbers: None,
        number,
        date: None,
        title: None,
        author: None,
        volume: None,
        issue: None,
        folded: OnceLock::new(),
    }
}

fn field<T>(value: Spanned<T>) -> Field<T> {
    Field { value: value.value, span: value.span }
}

fn run(table: &mut Table<'_>, key: &'static str) -> Option<Field<Run>> {
    let number = table.integer(key)?;
    let value = u64::try_from(number.value).ok()?;
    Some(Field { value: Run::one(value), span: number.span })
}

/// A note's number; what is none is a fault.
fn count(table: &Table<'_>, number: &Spanned<i64>) -> Option<u64> {
    let value = u64::try_from(number.value).ok().filter(|number| *number > 0);
    if value.is_none() {
        table.report(table.fault(number.span, format!("no note has the number {}", number.value)).help("numbers begin at 1"));
    }
    value
}

/// What two entries for one number say differently.
fn difference(a: &Entry, b: &Entry) -> Option<&'static str> {
    fn title(entry: &Entry) -> Option<&str> {
        Some(entry.folded_title()).filter(|title| !title.is_empty())
    }
    let differ = |a: Option<&str>, b: Option<&str>| a.zip(b).is_some_and(|(a, b)| a != b);
    let dates = a.date.zip(b.date).is_some_and(|(a, b)| a.value != b.value);
    match (differ(title(a), title(b)), dates, a.numbers == b.numbers) {
        (true, _, _) => Some("two titles"),
        (false, true, _) => Some("two dates"),
        (false, false, false) => Some("to ranges of two lengths"),
        (false, false, true) => None,
    }
}
