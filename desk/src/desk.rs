//! The drafts on the desk and what is asked of them. Each answer is JSON; what it says is made elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use copydesk::draft::Draft;
use copydesk::draft::word::transcribed;
use copydesk::finding::Safety;
use copydesk::fix;
use copydesk::house::House;
use copydesk::lint::{Choice, FileOutcome, Outcome};
use copydesk::report::{self, Format, Options};
use copydesk::source::{Source, Span};
use serde::Serialize;

use crate::outline::Outline;
use crate::place::Places;
use crate::remark::{Counts, Edit, Remark, remark};
use crate::setup::{Setup, Wanted};
use crate::shelf::{Shelf, Shelved};
use crate::{begin, reading, why, word};

/// Everything on the desk.
#[derive(Default)]
pub struct Desk {
    setup: Setup,
    drafts: BTreeMap<String, Sheet>,
    shelf: Shelf,
}

/// One draft.
struct Sheet {
    source: Arc<Source>,
    /// The Word document that it was written out of.
    document: Option<Vec<u8>>,
    /// The draft as its house reads it.
    read: Option<(Arc<House>, Draft)>,
    shelved: Option<Shelved>,
    /// What is found in it, until something changes.
    outcome: Option<FileOutcome>,
}

/// What there is to say of a draft.
#[derive(Debug, Serialize)]
struct Checked {
    /// The house, by its name; `None` where it is not clear.
    house: Option<String>,
    /// Houses whose marks it bears alike.
    alike: Vec<String>,
    outline: Option<Outline>,
    remarks: Vec<Remark>,
    counts: Counts,
    /// Findings that somebody has settled before.
    settled: usize,
}

/// A draft in the list of the series.
#[derive(Debug, Serialize)]
struct Listed {
    file: String,
    number: Option<u64>,
    date: Option<String>,
    title: String,
    author: String,
    counts: Counts,
    is_note: bool,
}

#[derive(Debug, Serialize)]
struct WordRead {
    text: Option<String>,
    fault: Option<String>,
}

impl Desk {
    /// See `Page::set_up`.
    pub fn set_up(&mut self, setup: &str) -> String {
        let wanted: Wanted = serde_json::from_str(setup).unwrap_or_default();
        let (setup, set_up) = Setup::new(&wanted);
        self.setup = setup;
        let sources: Vec<(String, Arc<Source>)> =
            self.drafts.iter().map(|(name, sheet)| (name.clone(), Arc::clone(&sheet.source))).collect();
        for (name, source) in sources {
            let sheet = self.drafts.get_mut(&name).expect("it was just met");
            (sheet.read, sheet.shelved) = read(&self.setup, &source);
        }
        self.shelve();
        json(&set_up)
    }

    /// See `Page::put`.
    pub fn put(&mut self, name: &str, text: &str) {
        self.put_sheet(name, Source::new(name, text), None);
    }

    /// See `Page::put_word`.
    pub fn put_word(&mut self, name: &str, bytes: Vec<u8>) -> String {
        match transcribed(name, &bytes, word::LIMIT) {
            Ok(source) => {
                let text = Some(source.text().to_owned());
                self.put_sheet(name, source, Some(bytes));
                json(&WordRead { text, fault: None })
            }
            Err(fault) => json(&WordRead { text: None, fault: Some(fault) }),
        }
    }

    fn put_sheet(&mut self, name: &str, source: Source, document: Option<Vec<u8>>) {
        let source = Arc::new(source);
        let (read, shelved) = read(&self.setup, &source);
        let sheet = Sheet { source, document, outcome: None, read, shelved };
        let before = self.drafts.insert(name.to_owned(), sheet);
        let now = self.drafts[name].shelved.as_ref();
        let series = now.and_then(|shelved| self.shelf.of(&shelved.house));
        let same_house =
            before.as_ref().and_then(|sheet| sheet.shelved.as_ref()).map(|shelved| &shelved.house) == now.map(|now| &now.house);
        let is_unchanged = match (series, now) {
            (Some(series), Some(shelved)) => same_house && series.is_unchanged(name, &shelved.entries),
            (_, None) => before.is_some() && same_house,
            (None, Some(_)) => false,
        };
        if !is_unchanged {
            self.shelve();
        }
    }

    /// See `Page::take`.
    pub fn take(&mut self, name: &str) {
        if self.drafts.remove(name).is_some() {
            self.shelve();
        }
    }

    /// Puts the notes of all drafts in order again.
    fn shelve(&mut self) {
        self.shelf = Shelf::new(&self.setup, self.drafts.values().filter_map(|sheet| sheet.shelved.as_ref()));
        self.drafts.values_mut().for_each(|sheet| sheet.outcome = None);
    }

    /// What is found in a draft.
    fn outcome(&mut self, name: &str) -> Option<&FileOutcome> {
        let Desk { setup, drafts, shelf } = self;
        let Sheet { source, read, outcome, .. } = drafts.get_mut(name)?;
        let look = |text: &Arc<Source>, _| match read {
            Some((house, draft)) if Arc::ptr_eq(text, &draft.source) => reading::check_read(setup, (house, draft), shelf),
            _ => reading::check(setup, text, shelf),
        };
        Some(outcome.get_or_insert_with(|| fix::offered(source, look)))
    }

    /// See `Page::glance`.
    pub fn glance(&self, name: &str) -> String {
        let Some(sheet) = self.drafts.get(name) else { return "null".to_owned() };
        if let Some(outcome) = &sheet.outcome {
            return self.answer(sheet, outcome);
        }
        let mut outcome = match &sheet.read {
            Some((house, draft)) => reading::check_read(&self.setup, (house, draft), &self.shelf),
            None => reading::check(&self.setup, &sheet.source, &self.shelf),
        };
        for reported in &mut outcome.findings {
            // Whether they hold was not tried.
            reported.finding.fix = None;
            reported.finding.alternatives.clear();
        }
        self.answer(sheet, &outcome)
    }

    /// See `Page::check`.
    pub fn checked(&mut self, name: &str) -> String {
        if self.outcome(name).is_none() {
            return "null".to_owned();
        }
        let sheet = &self.drafts[name];
        self.answer(sheet, sheet.outcome.as_ref().expect("it was just made"))
    }

    fn answer(&self, sheet: &Sheet, outcome: &FileOutcome) -> String {
        let places = Places::of(sheet.source.text());
        let (house, alike, outline) = match &sheet.read {
            Some((house, draft)) => (Some(house.name.value.clone()), Vec::new(), Some(Outline::of(draft, house, &places))),
            None => (None, self.alike(&sheet.source), None),
        };
        let notes = Some(outcome.notes.len()).filter(|notes| *notes > 0);
        json(&Checked {
            house,
            alike,
            outline,
            remarks: outcome.findings.iter().map(|reported| remark(reported, &places, notes)).collect(),
            counts: Counts::of(&outcome.findings),
            settled: outcome.held.len(),
        })
    }

    /// The houses whose marks a draft bears alike.
    fn alike(&self, source: &Arc<Source>) -> Vec<String> {
        let Choice::Unclear(alike, _) = reading::read(&self.setup, source) else { return Vec::new() };
        alike.iter().map(|house| house.name.value.clone()).collect()
    }

    /// See `Page::report`.
    pub fn report(&mut self, name: &str) -> String {
        let files = self.outcome(name).cloned().into_iter().collect();
        let rules_page = report::rules_page().map(str::to_owned);
        report::write(Format::Json, &Outcome::gather(files), &Options { rules_page, ..Options::default() })
    }

    /// See `Page::proof`.
    pub fn proof(&mut self, left_out: &str) -> String {
        let left_out: BTreeSet<(String, String)> = serde_json::from_str(left_out).unwrap_or_default();
        let names: Vec<String> = self.drafts.keys().cloned().collect();
        let files = names.iter().filter_map(|name| {
            let mut outcome = self.outcome(name)?.clone();
            outcome.findings.retain(|reported| !left_out.contains(&(name.clone(), reported.fingerprint.clone())));
            Some(outcome)
        });
        let files: Vec<FileOutcome> = files.collect();
        report::write(Format::Html, &Outcome::gather(files), &Options::default())
    }

    /// See `Page::mend`.
    pub fn mend(&mut self, name: &str) -> String {
        let Desk { setup, drafts, shelf } = self;
        let Some(sheet) = drafts.get(name) else { return "[]".to_owned() };
        let mut known = fix::Known::new(|source: &Arc<Source>| reading::check(setup, source, shelf));
        let fixed = fix::to_fixpoint(Arc::clone(&sheet.source), Safety::Safe, |source| known.offered(source).findings);
        let places = Places::of(sheet.source.text());
        let edits = fix::hunks(sheet.source.text(), &fixed.text)
            .into_iter()
            .map(|(range, text)| Edit { at: places.stretch(Span::new(range.start, range.end)), text: text.replace("\r\n", "\n") });
        json(&edits.collect::<Vec<_>>())
    }

    /// See `Page::list`.
    pub fn list(&mut self) -> String {
        let names: Vec<String> = self.drafts.keys().cloned().collect();
        let mut listed: Vec<Listed> = names.iter().filter_map(|name| self.listed(name)).collect();
        listed.sort_by(|a, b| (a.number.is_none(), a.number, &a.file).cmp(&(b.number.is_none(), b.number, &b.file)));
        json(&listed)
    }

    fn listed(&mut self, name: &str) -> Option<Listed> {
        let counts = Counts::of(&self.outcome(name)?.findings);
        let date = self.drafts[name].outcome.as_ref().and_then(|outcome| outcome.notes.first()).and_then(|note| note.date_text.clone());
        let entry = self.drafts[name].shelved.as_ref().and_then(|shelved| shelved.entries.first());
        Some(Listed {
            file: name.to_owned(),
            number: entry.and_then(|entry| entry.numbers).map(|numbers| numbers.first),
            date,
            title: entry.and_then(|entry| entry.title.as_ref()).map(|title| title.value.clone()).unwrap_or_default(),
            author: entry.and_then(|entry| entry.author.as_ref()).map(|author| author.value.clone()).unwrap_or_default(),
            counts,
            is_note: self.drafts[name].shelved.is_some(),
        })
    }

    /// See `Page::why`.
    pub fn why(&self, rule: &str) -> String {
        json(&why::why(&self.setup, rule))
    }

    /// See `Page::begin`.
    pub fn begin(&self, wish: &str) -> String {
        let wish: begin::Begin = serde_json::from_str(wish).unwrap_or_default();
        match begin::begin(&self.setup, &self.shelf, &wish) {
            Ok(begun) => json(&begun),
            Err(fault) => json(&Fault { fault }),
        }
    }

    /// See `Page::review`.
    ///
    /// # Errors
    /// What keeps it from being written.
    pub fn review(&mut self, name: &str, review: &str) -> Result<Vec<u8>, String> {
        let review: word::Review = serde_json::from_str(review).map_err(|error| error.to_string())?;
        self.outcome(name);
        let sheet = self.drafts.get(name).ok_or("there is no such draft")?;
        let bytes = sheet.document.as_ref().ok_or("it is no Word document")?;
        let outcome = sheet.outcome.as_ref().ok_or("it was not checked")?;
        word::write(bytes, &sheet.source, outcome, &review, self.setup.today)
    }
}

#[derive(Serialize)]
struct Fault {
    fault: String,
}

/// A draft as its house reads it, and what it says of its series.
fn read(setup: &Setup, source: &Arc<Source>) -> (Option<(Arc<House>, Draft)>, Option<Shelved>) {
    let read = reading::clearly(setup, source);
    let shelved = read.as_ref().map(|(house, draft)| reading::shelved(house, draft));
    (read, shelved)
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("what is answered can be written as JSON")
}
