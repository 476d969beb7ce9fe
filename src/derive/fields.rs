//! The fields that notes give: in the front matter, and on lines `Label: value` at the top. What a section gives is for its body.

use crate::derive::count::{Counted, count, is_half, is_most};
use crate::derive::page::{Page, list, quoted};
use crate::derive::presence::{Presence, Seen};
use crate::derive::sample::Sample;
use crate::derive::values::Values;
use crate::draft::LineKind;
use crate::prose::OBJECT;

/// Where a field stands, in one note or another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Places {
    /// Under these keys of the front matter.
    pub keys: Vec<String>,
    /// After these labels.
    pub labels: Vec<String>,
    /// In the section with that id.
    pub section: Option<String>,
}

/// A field of the notes.
#[derive(Debug, Clone)]
pub(super) struct Field {
    /// What the house calls it.
    pub name: String,
    /// Where it stands.
    pub places: Places,
    /// What each note says, by the notes' places; empty where the key has no value.
    pub said: Vec<Option<String>>,
    /// What the values have in common.
    pub values: Values,
    /// Which notes have it.
    pub presence: Presence,
}

/// The fields of the front matter, and whether they keep to an order and to themselves.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields {
    /// In order.
    pub all: Vec<Field>,
    /// Whether all notes have the keys in this order.
    pub order: bool,
    /// Whether no key stands in one note alone.
    pub closed: bool,
    /// Whether there is front matter.
    pub has_front_matter: bool,
}

/// Names by which a house knows what a field is, and keys that mean it in many series.
const ROLES: [(&str, &[&str]); 4] = [
    ("date", &["date", "created", "decided", "agreed", "published"]),
    ("title", &["title"]),
    ("author", &["author", "authors"]),
    ("number", &["number", "id"]),
];

/// Lines from the top among which fields stand.
const TOP: usize = 20;

impl Fields {
    /// The fields of the notes; `number_in` gives the number in a file's name, `is_date` knows the dates of the house.
    pub fn of(samples: &[Sample], not: &[String], number_in: impl Fn(&str) -> Option<u64>, is_date: impl Fn(&str) -> bool) -> Fields {
        let with = samples.iter().filter(|sample| !sample.front_matter().is_empty()).count();
        let mut fields = front_matter(samples);
        let (closed, order) = (
            with >= 4 && is_most(with, samples.len()) && keys_recur(samples, &fields),
            is_half(with, samples.len()) && is_ordered(samples, &fields),
        );
        let has_front_matter = with > 1 && with * 5 >= samples.len();
        let more = lines(samples, not, &fields);
        fields.extend(more);
        for field in &mut fields {
            field.values = Values::of(&field.given(), &is_date);
        }
        let mut fields = Fields { all: fields, order: order && has_front_matter, closed, has_front_matter };
        fields.name(samples, number_in);
        fields.add(Vec::new(), &is_date);
        fields
    }

    /// Gives each field the name by which a house knows it.
    fn name(&mut self, samples: &[Sample], number_in: impl Fn(&str) -> Option<u64>) {
        let is_number = |field: &Field| {
            let said =
                |(note, said): (usize, &Option<String>)| Some((number_in(samples[note].name()), said.as_ref()?.parse::<u64>().ok()?));
            let pairs: Vec<(Option<u64>, u64)> = field.said.iter().enumerate().filter_map(said).collect();
            let same = pairs.iter().filter(|(own, said)| *own == Some(*said)).count();
            let distinct = count(pairs.iter().map(|(_, said)| *said)).len();
            is_most(same, samples.len())
                || is_half(distinct, samples.len())
                    && is_most(pairs.len(), samples.len())
                    && field.values.kind == Some("number")
                    && samples.len() > 2
        };
        if let Some(number) = self.all.iter().position(|field| !field.places.keys.is_empty() && is_number(field)) {
            "number".clone_into(&mut self.all[number].name);
        }
        for (role, keys) in ROLES {
            let fits = |field: &Field| match role {
                "date" => field.values.kind == Some("date"),
                "number" => field.values.kind == Some("number"),
                _ => true,
            };
            let others = keys.iter().filter(|key| **key != role).count();
            let is_one = |field: &Field| fits(field) && keys.iter().any(|key| field.name == *key) && (others > 0 || field.name == role);
            for place in 0..self.all.len() {
                if self.all[place].name != role && is_one(&self.all[place]) && !self.shares_a_note(place, role) {
                    role.clone_into(&mut self.all[place].name);
                }
            }
        }
        // A label that ends in the date's own word: `Start Date`.
        if !self.all.iter().any(|field| field.name == "date") {
            let ends_in_date = |field: &&mut Field| field.values.kind == Some("date") && field.name.ends_with("date");
            if let Some(field) = self.all.iter_mut().find(ends_in_date) {
                "date".clone_into(&mut field.name);
            }
        }
        self.merge();
    }

    /// Whether some note has both that field and one of that name: then they are two things.
    fn shares_a_note(&self, place: usize, name: &str) -> bool {
        let has = |field: &Field, note: usize| field.said[note].is_some();
        let own = &self.all[place];
        self.all.iter().filter(|field| field.name == name).any(|field| (0..own.said.len()).any(|note| has(own, note) && has(field, note)))
    }

    /// Makes one of the fields that have one name.
    fn merge(&mut self) {
        let mut merged: Vec<Field> = Vec::new();
        for field in self.all.drain(..) {
            match merged.iter_mut().find(|other| other.name == field.name) {
                Some(same) => same.add(field),
                None => merged.push(field),
            }
        }
        self.all = merged;
    }

    /// Leaves out what one note in many has in its front matter: it is no custom of the series.
    pub fn leave_out_rare(&mut self) {
        self.all.retain(|field| {
            let notes = field.given().len();
            let is_rare = notes < 2 || notes * 10 < field.said.len();
            !is_rare || !field.places.labels.is_empty() || field.places.section.is_some()
        });
    }

    /// Adds fields that sections give.
    pub fn add(&mut self, fields: Vec<Field>, is_date: impl Fn(&str) -> bool) {
        self.all.extend(fields);
        self.merge();
        for field in &mut self.all {
            field.values = Values::of(&field.given(), &is_date);
        }
    }

    /// What a field of few values says in each note, for conditions.
    pub fn says(&self, note: usize) -> Vec<(String, String)> {
        let few = self.all.iter().filter(|field| !field.values.few.is_empty());
        few.filter_map(|field| {
            let said = field.said.get(note)?.as_ref()?;
            let value = field.values.few.iter().find(|value| said.starts_with(value.value.as_str()))?;
            Some((field.name.clone(), value.value.clone()))
        })
        .collect()
    }

    /// Has a note say its number in the field of that name, where it says it in another place.
    pub fn find_number(&mut self, note: usize, number: Option<u64>) {
        if let Some(field) = self.all.iter_mut().find(|field| field.name == "number" && !field.places.keys.is_empty()) {
            field.said[note] = field.said[note].take().or_else(|| number.map(|number| number.to_string()));
        }
    }

    /// Tells for each field which notes have it.
    pub fn find_presence(&mut self, days: &[Option<jiff::civil::Date>]) {
        let presences: Vec<Presence> = (0..self.all.len())
            .map(|place| {
                let field = &self.all[place];
                let seen = |note: usize| Seen {
                    day: days[note],
                    has: field.said[note].as_ref().is_some_and(|said| !said.is_empty()),
                    says: self.says(note).into_iter().filter(|(name, _)| *name != field.name).collect(),
                };
                Presence::of(&(0..days.len()).map(seen).collect::<Vec<_>>(), 3)
            })
            .collect();
        for (field, presence) in self.all.iter_mut().zip(presences) {
            field.presence = presence;
        }
    }

    /// The field of that name.
    pub fn named(&self, name: &str) -> Option<&Field> {
        self.all.iter().find(|field| field.name == name)
    }

    /// Writes `[front-matter]`.
    pub fn write_front_matter(&self, page: &mut Page, style_is_headers: bool, all: usize) {
        if !self.has_front_matter {
            return;
        }
        page.table("[front-matter]");
        if style_is_headers {
            page.key("style", "\"headers\"", "lines `Key: value` at the top");
        }
        if self.closed {
            page.key("closed", "true", "no key stands in one note alone");
        } else {
            page.doubtful("closed", "true", "other notes may have other keys");
        }
        if self.order {
            page.key("order", "true", &format!("as in {all} of {all} notes"));
        }
    }

    /// Writes each `[[field]]`.
    pub fn write(&self, page: &mut Page) {
        for field in &self.all {
            field.write(page);
        }
    }
}

impl Field {
    fn given(&self) -> Vec<String> {
        self.said.iter().flatten().cloned().collect()
    }

    /// Takes over the places of another field of that name, and what it says where this one says nothing.
    fn add(&mut self, other: Field) {
        self.places.keys.extend(other.places.keys);
        self.places.labels.extend(other.places.labels);
        self.places.section = self.places.section.take().or(other.places.section);
        for (own, said) in self.said.iter_mut().zip(other.said) {
            *own = own.take().or(said);
        }
    }

    fn write(&self, page: &mut Page) {
        let all = self.said.len();
        let notes = self.said.iter().flatten().count();
        let counts = format!("{notes} of {all} notes");
        page.table("[[field]]");
        page.key("name", &quoted(&self.name), "");
        let Places { keys, labels, section } = &self.places;
        if !keys.is_empty() && *keys != [self.name.as_str()] {
            page.key("keys", &list(keys), "");
        }
        match labels.as_slice() {
            [] => {}
            [one] => page.key("line", &quoted(one), ""),
            several => page.key("line", &list(several), ""),
        }
        if let Some(id) = section {
            page.key("section", &quoted(id), "");
        }
        if let Some(kind) = self.values.kind.filter(|_| self.name != "number") {
            page.key("kind", &quoted(kind), "");
        }
        if !self.values.few.is_empty() {
            let seen: Vec<String> = self.values.few.iter().map(|value| format!("{} {}", value.notes, value.value)).collect();
            let values = list(self.values.few.iter().map(|value| &value.value));
            if self.values.is_sure {
                page.key("values", &values, &seen.join(", "));
                if self.values.mixed_case {
                    page.key("ignore-case", "true", "");
                }
                if self.values.continued {
                    page.key("may-continue", "true", "");
                }
            } else {
                page.doubtful("values", &values, &format!("{}: there may be others", seen.join(", ")));
            }
        }
        self.write_length(page);
        self.presence.write(page, false, &counts);
    }

    /// How long the values were. What is twice as long as the longest of several is no custom of theirs.
    fn write_length(&self, page: &mut Page) {
        let is_plain =
            self.places.labels.is_empty() && self.places.section.is_none() && !self.given().iter().any(|said| said.contains(OBJECT));
        if self.name == "title" || self.values.kind.is_some() || !self.values.few.is_empty() || !is_plain {
            return;
        }
        write_length(page, &self.given());
    }
}

/// Notes whose values tell how long others may be.
const ENOUGH: usize = 8;

/// Writes how many characters values may have.
pub(super) fn write_length(page: &mut Page, said: &[String]) {
    let Some(longest) = said.iter().map(|said| said.chars().count()).max().filter(|longest| *longest > 0) else { return };
    let most = (longest * 2).next_multiple_of(10);
    let remark = format!("the longest of {} has {longest} characters", said.len());
    if said.len() >= ENOUGH {
        page.key("max-length", &most.to_string(), &format!("{remark}: twice as many are a slip"));
    } else {
        page.doubtful("max-length", &most.to_string(), &remark);
    }
}

/// The keys of the front matter, in the order of most notes.
fn front_matter(samples: &[Sample]) -> Vec<Field> {
    let keys = count(samples.iter().flat_map(|sample| sample.front_matter().iter().map(|field| field.name.clone())));
    let names: Vec<String> = keys.into_iter().map(|key| key.value).collect();
    let place = |name: &str| names.iter().position(|known| known == name);
    let sequences: Vec<Vec<usize>> =
        samples.iter().map(|sample| sample.front_matter().iter().filter_map(|field| place(&field.name)).collect()).collect();
    let field = |index: usize| {
        let name = &names[index];
        let said = |sample: &Sample| sample.front_matter().iter().find(|field| field.name == *name).map(|field| field.value.clone());
        Field {
            name: plain_name(name),
            places: Places { keys: vec![name.clone()], ..Places::default() },
            said: samples.iter().map(said).collect(),
            values: Values::default(),
            presence: Presence::Sometimes,
        }
    };
    crate::derive::order::order(names.len(), &sequences).into_iter().map(field).collect()
}

fn is_ordered(samples: &[Sample], fields: &[Field]) -> bool {
    let place = |key: &str| fields.iter().position(|field| field.places.keys.iter().any(|own| own == key));
    let sorted = |sample: &Sample| sample.front_matter().iter().filter_map(|field| place(&field.name)).is_sorted();
    fields.len() > 2 && samples.iter().all(sorted)
}

/// Whether every key stands in two notes at least: there are hardly any others then.
fn keys_recur(samples: &[Sample], fields: &[Field]) -> bool {
    let single = fields.iter().filter(|field| field.said.iter().flatten().count() == 1).count();
    !samples.is_empty() && single * 4 <= fields.len()
}

/// Lines `Label: value` at the top, whose label half of the notes have, or some where others have a key of that name.
fn lines(samples: &[Sample], not: &[String], keys: &[Field]) -> Vec<Field> {
    let of_note = |sample: &Sample| -> Vec<(String, String)> {
        let top = sample.lines().iter().take(TOP);
        let shown = top.filter(|line| matches!(line.kind, LineKind::Text | LineKind::Bold) && line.level == 0);
        shown.filter_map(|line| labelled(line.prose.text())).collect()
    };
    let notes: Vec<Vec<(String, String)>> = samples.iter().map(of_note).collect();
    let labels: Vec<Counted<String>> = count(notes.iter().flat_map(|note| note.iter().map(|(label, _)| label.clone())));
    let is_key = |label: &str| keys.iter().any(|field| field.name == plain_name(label));
    let is_shared = |label: &Counted<String>| is_half(label.notes, samples.len().max(3)) || is_key(&label.value);
    let shared =
        labels.into_iter().filter(|label| is_shared(label) && (is_key(&label.value) || !not.contains(&label.value.to_lowercase())));
    let field = |label: Counted<String>| {
        let said = |note: &Vec<(String, String)>| note.iter().find(|(own, _)| *own == label.value).map(|(_, value)| value.clone());
        Field {
            name: plain_name(&label.value),
            said: notes.iter().map(said).collect(),
            places: Places { labels: vec![label.value], ..Places::default() },
            values: Values::default(),
            presence: Presence::Sometimes,
        }
    };
    shared.map(field).collect()
}

/// A label of one to four words, and what stands after its colon.
fn labelled(line: &str) -> Option<(String, String)> {
    let (label, value) = line.split_once(':')?;
    let words = label.split(' ').count();
    let is_label =
        label.starts_with(char::is_uppercase) && words <= 4 && label.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\''));
    (is_label && !value.starts_with("//") && value.chars().count() < 120).then(|| (label.to_owned(), value.trim().to_owned()))
}

/// A name in small letters, figures and hyphens.
pub(super) fn plain_name(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            name.push(c);
        } else if !name.ends_with('-') && !name.is_empty() {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-').to_owned();
    if name.is_empty() { "field".to_owned() } else { name }
}
