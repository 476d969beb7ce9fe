//! Everything that is known of a house before it is written, and the file that comes of it.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::derive::bodies::{self, Points, ReadNote, SectionPlan};
use crate::derive::byline::{Byline, Titles};
use crate::derive::calendar::Calendar;
use crate::derive::count::{Counted, count, is_most};
use crate::derive::fields::{Fields, plain_name};
use crate::derive::files::Files;
use crate::derive::header::Header;
use crate::derive::headings::Headings;
use crate::derive::presence::Presence;
use crate::derive::sample::{Sample, date_of, key_of};
use crate::derive::{Refusal, fragment};
use crate::draft::Draft;
use crate::house::House;

/// A house in the making.
#[derive(Debug)]
pub(super) struct Plan {
    pub name: String,
    pub title: String,
    pub all: usize,
    pub header_lines: bool,
    pub calendar: Option<Calendar>,
    pub files: Option<Files>,
    pub header: Header,
    pub headings: Headings,
    pub fields: Fields,
    pub sections: Vec<SectionPlan>,
    pub title_from: Option<&'static str>,
    pub titles: Titles,
    pub byline: Option<Byline>,
    pub points: Option<Points>,
    pub openers: Vec<Counted<String>>,
    pub weekdays: Vec<Counted<String>>,
    pub numbers: Option<&'static str>,
    pub group_mark: Option<usize>,
    pub terms: Vec<&'static str>,
    /// Forms of notes without the sections: what stands in their place, and the day of the first.
    pub without_sections: BTreeMap<Instead, Option<Date>>,
    /// Lines of the header that are neither title nor byline.
    pub other_lines: BTreeSet<String>,
    /// Acronyms that the notes do not introduce.
    pub acronyms: BTreeSet<String>,
    /// Rules that tell of the notes, and of how many.
    pub off: BTreeMap<String, usize>,
    /// The note that stands as the example.
    pub example: Option<usize>,
}

/// What stands in the place of sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Instead {
    /// Sub-heads that begin with a figure.
    NumberedHeads,
    /// Nothing.
    RunningText,
}

/// A part of the house that is taken back, since notes do not keep to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Taken {
    /// An acronym needs no introduction.
    Acronym(String),
    /// Lines of the header with that pattern are no fault.
    Line(String),
    /// Spaces, commas and stops of the number line may stand or not.
    Marks,
    /// The section with that heading need not be there.
    Section(String),
    /// Notes may have that in the stead of the sections, from that day on.
    Sections(Instead, Option<Date>),
    /// There is no more to take back than whole rules.
    Everything,
}

/// Files that were left out, each with the reason.
pub(super) type LeftOut = Vec<(String, String)>;

/// What can be seen in the lines of notes, without a house; and the notes that are such.
pub(super) fn first(samples: Vec<Sample>, name: &str) -> Result<(Plan, Vec<Sample>, LeftOut), Refusal> {
    let header_lines = have_header_lines(&samples);
    let samples =
        if header_lines { samples.into_iter().map(|sample| sample.with_header_lines().unwrap_or(sample)).collect() } else { samples };
    let (samples, left_out) = without_others(samples)?;
    let calendar = Calendar::of(&samples);
    let files = Files::of(&samples);
    let number_in = |name: &str| files.as_ref().and_then(|files| files.number_in(name));
    let header = Header::of(&samples, calendar.as_ref(), number_in);
    let in_header: Vec<String> = header.banner.iter().map(|banner| key_of(&banner.value)).collect();
    let headings = Headings::of(&samples, &in_header);
    if headings.shared.is_empty() {
        return Err(nothing_shared(&samples));
    }
    let finder = calendar.as_ref().map(Calendar::finder).unwrap_or_default();
    let is_date = |text: &str| finder.read_exact(text).is_some_and(|mention| mention.first.year.is_some());
    let keys: Vec<String> = headings.shared.iter().map(|heading| key_of(&heading.text)).collect();
    let fields = Fields::of(&samples, &keys, number_in, is_date);
    let title = header.series_name().unwrap_or_else(|| capitalised(name));
    let mut ids: Vec<String> = Vec::new();
    let sections = headings.shared.iter().map(|heading| SectionPlan {
        id: new_id(&mut ids, &heading.text),
        heading: heading.text.clone(),
        notes: heading.notes.len(),
        presence: Presence::Always,
        dated: None,
        numbered: None,
        must_say: None,
    });
    let plan = Plan {
        name: name.to_owned(),
        title,
        all: samples.len(),
        header_lines,
        title_from: title_from(&samples, &fields, &header),
        sections: sections.collect(),
        titles: Titles { lines: 2, ..Titles::default() },
        byline: (fields.named("author").is_none()).then(Byline::usual),
        points: None,
        openers: Vec::new(),
        weekdays: Vec::new(),
        numbers: None,
        group_mark: None,
        terms: Vec::new(),
        without_sections: BTreeMap::new(),
        other_lines: BTreeSet::new(),
        acronyms: BTreeSet::new(),
        off: BTreeMap::new(),
        example: None,
        calendar,
        files,
        header,
        headings,
        fields,
    };
    Ok((plan, samples, left_out))
}

/// Most notes begin with lines `Key: value`, and none has another front matter.
fn have_header_lines(samples: &[Sample]) -> bool {
    let with = samples.iter().filter_map(Sample::with_header_lines).count();
    is_most(with, samples.len())
}

/// The samples that share a heading with the others; a file that shares none is no note of the series.
fn without_others(samples: Vec<Sample>) -> Result<(Vec<Sample>, LeftOut), Refusal> {
    let header = Header::of(&samples, Calendar::of(&samples).as_ref(), |_| None);
    let in_header: Vec<String> = header.banner.iter().map(|banner| key_of(&banner.value)).collect();
    let shared = Headings::of(&samples, &in_header).shared;
    if shared.is_empty() {
        return Err(nothing_shared(&samples));
    }
    let has = |note: usize| {
        shared.iter().any(|heading| heading.notes.contains(&note))
            || header
                .banner
                .as_ref()
                .is_some_and(|banner| samples[note].lines().iter().take(2).any(|line| line.prose.text().starts_with(&banner.value)))
    };
    let fits: Vec<bool> = (0..samples.len()).map(has).collect();
    let mut left_out = Vec::new();
    let mut kept = Vec::new();
    for (sample, fits) in samples.into_iter().zip(fits) {
        if fits {
            kept.push(sample);
        } else {
            left_out.push((sample.name().to_owned(), "it has none of the headings that the others share".to_owned()));
        }
    }
    if kept.len() < super::FEWEST { Err(nothing_shared(&kept)) } else { Ok((kept, left_out)) }
}

fn nothing_shared(samples: &[Sample]) -> Refusal {
    let headings = |sample: &Sample| {
        let lines = (0..sample.lines().len()).filter(|line| sample.may_be_heading(*line));
        (sample.name().to_owned(), lines.take(3).map(|line| sample.lines()[line].prose.text().to_owned()).collect())
    };
    Refusal::NothingShared(samples.iter().take(2).map(headings).collect())
}

/// Where the title stands, where that is not as in most series.
fn title_from(samples: &[Sample], fields: &Fields, header: &Header) -> Option<&'static str> {
    let is_key = |name: &str| fields.named(name).is_some_and(|field| !field.places.keys.is_empty());
    let with_heading = samples.iter().filter(|sample| sample.lines().iter().any(|line| line.level == 1)).count();
    if is_key("title") {
        return (with_heading == 0).then_some("front-matter");
    }
    (with_heading == samples.len() && header.banner.is_none()).then_some("heading")
}

fn new_id(ids: &mut Vec<String>, heading: &str) -> String {
    let words: String = plain_name(heading).chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let short = words.split('-').filter(|word| !word.is_empty()).take(4).collect::<Vec<_>>().join("-");
    let base = if short.is_empty() { "section".to_owned() } else { short };
    let mut id = base.clone();
    let mut more = 2;
    while ids.contains(&id) {
        id = format!("{base}-{more}");
        more += 1;
    }
    ids.push(id.clone());
    id
}

fn capitalised(name: &str) -> String {
    let words = name.split('-').filter(|word| !word.is_empty()).map(|word| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

impl Plan {
    /// Fills in what only shows when the notes are read with the house that their lines make.
    pub fn complete(&mut self, samples: &[Sample], house: &House) {
        let drafts: Vec<Draft> = samples.iter().map(|sample| sample.draft(house)).collect();
        let days: Vec<Option<Date>> = drafts.iter().map(date_of).collect();
        let mut notes = Vec::new();
        for (sample, draft) in drafts.iter().enumerate() {
            let says = self.fields.says(sample);
            let of_draft = draft.notes.iter().filter(|note| !note.sections.is_empty());
            notes.extend(of_draft.map(|note| ReadNote { draft, note, sample, day: days[sample], says: says.clone() }));
        }
        self.titles = Titles::of(&notes);
        let alike = self.titles.alike;
        if alike > 0 {
            self.off.insert("duplicate-title".to_owned(), alike);
        }
        let untitled = self.titles.all * 5 <= notes.len();
        if untitled && self.fields.named("title").is_none() {
            self.title_from = Some("none");
        }
        self.byline =
            Byline::of(&notes, self.calendar.as_ref()).filter(|_| self.title_from != Some("none") && self.fields.named("author").is_none());
        let (points, openers, mut fields) = bodies::complete(&mut self.sections, &notes, self.calendar.as_ref());
        (self.points, self.openers) = (points, openers);
        fields.retain(|field| field.values.few.len() > 1 || self.fields.named(&field.name).is_some());
        for field in &mut fields {
            field.said.resize(samples.len(), None);
        }
        let finder = house.finder();
        self.fields.add(fields, |text| finder.read_exact(text).is_some_and(|mention| mention.first.year.is_some()));
        self.fields.leave_out_rare();
        for (sample, draft) in drafts.iter().enumerate() {
            // Wherever it stands, the note has its number.
            self.fields.find_number(sample, draft.heads().first().and_then(|head| head.header.number).map(|number| number.value));
        }
        self.fields.find_presence(&days);
        self.find_series(&drafts);
        self.find_words(samples);
    }

    fn find_series(&mut self, drafts: &[Draft]) {
        let mut heads: Vec<(u64, Date)> = Vec::new();
        for draft in drafts {
            let Some(head) = draft.heads().first() else { continue };
            if let (Some(number), Some(date)) = (head.header.number, head.header.date) {
                heads.push((number.value, date.value));
            }
        }
        heads.sort_unstable();
        let in_order = heads.is_sorted_by_key(|(_, date)| *date);
        self.numbers = (!in_order || heads.is_empty()).then_some("unique");
        let Some(calendar) = &self.calendar else { return };
        let names = &calendar.vocabulary.weekdays;
        let day = |(_, date): &(u64, Date)| names.get(usize::from(date.weekday().to_monday_zero_offset().unsigned_abs())).cloned();
        self.weekdays = count(heads.iter().filter_map(day));
    }

    /// Words of the language that the notes keep to.
    fn find_words(&mut self, samples: &[Sample]) {
        let Some(calendar) = &self.calendar else { return };
        let texts = || samples.iter().flat_map(Sample::lines).map(|line| line.prose.text());
        let uses = |term: &&'static str| {
            let word = fragment::entries(term).iter().find(|entry| entry.key == "use").map(|entry| entry.value.trim_matches('"'));
            word.is_some_and(|word| texts().any(|text| text.contains(word)))
        };
        self.terms = fragment::terms(calendar.terms).filter(uses).collect();
        let grouped = texts().map(grouped_numbers).sum::<usize>();
        self.group_mark = (grouped > 1 && !calendar.fragment.is_empty()).then_some(grouped);
    }

    /// Takes back a part of the house.
    pub fn take_back(&mut self, part: &Taken) {
        match part {
            Taken::Acronym(acronym) => {
                self.acronyms.insert(acronym.clone());
            }
            Taken::Line(pattern) => {
                self.other_lines.insert(pattern.clone());
            }
            Taken::Marks => self.header.free_marks = true,
            Taken::Section(heading) => {
                self.sections
                    .iter_mut()
                    .filter(|section| section.heading == *heading)
                    .for_each(|section| section.presence = Presence::Sometimes);
            }
            Taken::Sections(instead, day) => {
                let since = self.without_sections.get(instead).map_or(*day, |known| (*known).min(*day));
                self.without_sections.insert(*instead, since);
            }
            Taken::Everything => {}
        }
    }
}

/// Numbers of five or more figures with commas between the groups.
fn grouped_numbers(text: &str) -> usize {
    let groups = text.split(|c: char| !c.is_ascii_digit() && c != ',').map(|number| number.trim_matches(','));
    let is_grouped = |number: &str| {
        let mut parts = number.split(',');
        parts.next().is_some_and(|first| (1..=3).contains(&first.len())) && number.contains(',') && parts.all(|part| part.len() == 3)
    };
    groups.filter(|number| is_grouped(number)).count()
}
