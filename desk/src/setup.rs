//! What holds on the desk: the day, the houses, settings, the archive. Faults are told at their places in what was given.

use std::sync::Arc;

use copydesk::draft::Syntax;
use copydesk::finding::Finding;
use copydesk::house::House;
use copydesk::report::author::in_authors_words;
use copydesk::roster::Roster;
use copydesk::series::Entry;
use copydesk::series::ledger::{Form, Ledgers};
use copydesk::settings::{Settings, house_faults};
use copydesk::source::Source;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A file that was given.
#[derive(Debug, Clone, Deserialize)]
pub struct File {
    /// What it is called.
    pub name: String,
    /// What it says.
    pub text: String,
}

/// What the page says of itself.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    today: String,
    /// The name of the house that was chosen; `None` to recognise it.
    house: Option<String>,
    /// Houses besides those that are shipped.
    houses: Vec<File>,
    settings: Option<File>,
    roster: Option<File>,
    /// Listings of notes that are published.
    ledgers: Vec<File>,
    acronyms: Vec<String>,
}

/// What holds.
pub struct Setup {
    /// The day.
    pub today: Date,
    /// Those that a draft may be of, of which there is at least one.
    pub houses: Vec<Arc<House>>,
    /// Whether the one house was declared.
    pub declared: bool,
    /// What lint.toml says.
    pub settings: Option<Settings>,
    /// Notes that are elsewhere, each with the name of its house.
    pub ledger: Vec<(String, Entry)>,
    /// Whether there is an archive.
    pub has_ledger: bool,
    all: Vec<Arc<House>>,
}

/// What became of what was wanted.
#[derive(Debug, Serialize)]
pub struct SetUp {
    houses: Vec<Known>,
    faults: Vec<Fault>,
    /// How many notes the listings name.
    ledger: usize,
}

#[derive(Debug, Serialize)]
struct Known {
    name: String,
    title: String,
    /// Whether it numbers its notes.
    is_dropped: bool,
}

#[derive(Debug, Serialize)]
struct Fault {
    file: String,
    line: u32,
    what: String,
    remedy: String,
}

impl Default for Setup {
    fn default() -> Self {
        let all = shipped();
        Setup {
            today: Date::constant(2000, 1, 1),
            houses: all.clone(),
            declared: false,
            settings: None,
            ledger: Vec::new(),
            has_ledger: false,
            all,
        }
    }
}

impl Setup {
    /// Sets up what is wanted, and says what is wrong with it. What has a fault does not hold.
    pub fn new(wanted: &Wanted) -> (Setup, SetUp) {
        let mut faults = Vec::new();
        let mut setup = Setup { today: wanted.today.parse().unwrap_or(Date::constant(2000, 1, 1)), ..Setup::default() };
        let mut dropped = Vec::new();
        for file in &wanted.houses {
            let (house, mut wrong) = House::read(Arc::new(Source::new(file.name.as_str(), file.text.as_str())));
            wrong.extend(house.iter().flat_map(house_faults));
            match house.filter(|_| wrong.is_empty()) {
                Some(house) => dropped.push(Arc::new(house)),
                None => faults.extend(wrong.iter().map(fault)),
            }
        }
        setup.all.retain(|known| dropped.iter().all(|house| house.name.value != known.name.value));
        let mut all = dropped.clone();
        all.append(&mut setup.all);
        setup.all = all;
        setup.read_settings(wanted, &mut faults);
        let declared: Vec<String> = match (&wanted.house, &setup.settings) {
            (Some(name), _) => vec![name.clone()],
            (None, Some(settings)) => settings.house.iter().map(|name| name.value.clone()).collect(),
            (None, None) => Vec::new(),
        };
        let is_meant = |house: &&Arc<House>| declared.iter().any(|name| *name == house.name.value || file_stem(name) == house.name.value);
        let meant: Vec<_> = setup.all.iter().filter(is_meant).cloned().collect();
        (setup.houses, setup.declared) = if meant.is_empty() { (setup.all.clone(), false) } else { (meant, true) };
        setup.read_ledgers(&wanted.ledgers, &mut faults);
        let known = |house: &Arc<House>| Known {
            name: house.name.value.clone(),
            title: house.title.value.clone(),
            is_dropped: dropped.iter().any(|own| own.name.value == house.name.value),
        };
        let set_up = SetUp { houses: setup.all.iter().map(known).collect(), faults, ledger: setup.ledger.len() };
        (setup, set_up)
    }

    fn read_settings(&mut self, wanted: &Wanted, faults: &mut Vec<Fault>) {
        // Settings without a word are those that nobody wrote.
        let blank = File { name: "lint.toml".to_owned(), text: String::new() };
        let is_needed = wanted.settings.is_some() || wanted.roster.is_some() || !wanted.acronyms.is_empty();
        if !is_needed {
            return;
        }
        let file = wanted.settings.as_ref().unwrap_or(&blank);
        let source = Arc::new(Source::new(file.name.as_str(), file.text.as_str()));
        let (mut settings, mut wrong) = Settings::read_loosely(&source);
        let terms: Vec<&str> = self.all.iter().flat_map(|house| house.terms.all()).map(|term| term.id.as_str()).collect();
        wrong.extend(settings.rule_faults(&terms));
        if !wrong.is_empty() {
            faults.extend(wrong.iter().map(fault));
            return;
        }
        settings.acronyms.extend(wanted.acronyms.iter().cloned());
        if let Some(file) = &wanted.roster {
            let (roster, wrong) = Roster::read(&Arc::new(Source::new(file.name.as_str(), file.text.as_str())));
            faults.extend(wrong.iter().map(fault));
            settings.authors = Some(roster).filter(|_| wrong.is_empty());
        }
        self.settings = Some(settings);
    }

    fn read_ledgers(&mut self, files: &[File], faults: &mut Vec<Fault>) {
        let houses: Vec<&House> = self.houses.iter().map(AsRef::as_ref).collect();
        let mut ledgers = Ledgers::default();
        for file in files {
            let source = Arc::new(Source::new(file.name.as_str(), file.text.as_str()));
            let is_toml = file_ending(&file.name).is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
            let form = if is_toml { Form::Toml } else { Form::Listing(Syntax::Plain) };
            ledgers.read(&source, &file.name, form, &houses);
        }
        if !files.is_empty() {
            ledgers.compare();
        }
        faults.extend(ledgers.faults.iter().map(fault));
        self.ledger = ledgers.entries;
        self.has_ledger = !self.ledger.is_empty();
    }

    /// The house of that name.
    pub fn house(&self, name: &str) -> Option<&Arc<House>> {
        self.all.iter().find(|house| house.name.value == name)
    }
}

/// The houses that are part of the library, each read once.
fn shipped() -> Vec<Arc<House>> {
    thread_local! {
        static SHIPPED: Vec<Arc<House>> = House::shipped();
    }
    SHIPPED.with(Clone::clone)
}

/// A fault in an author's words.
fn fault(finding: &Finding) -> Fault {
    let at = &finding.primary;
    Fault {
        file: at.source.name().to_owned(),
        line: at.source.position(at.span.start).line,
        what: in_authors_words(&finding.message),
        remedy: finding.help.as_deref().map(in_authors_words).unwrap_or_default(),
    }
}

fn file_stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.strip_suffix(".toml").unwrap_or(file)
}

/// What stands after the last full stop of a file's name.
pub fn file_ending(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, ending)| ending)
}
