//! Which lint.toml and which houses hold for a file: each is read once. What they mean is for the settings to say.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::finding::{Finding, Label, RuleId};
use crate::house::House;
use crate::house::term::{Pack, Term, Terms};
use crate::roster::Roster;
use crate::rules;
use crate::settings::{self, Settings};
use crate::source::Source;
use crate::table::{Spanned, nearest};
use crate::workspace::request::{Overrides, SettingsFrom};
use crate::workspace::texts::{self, Opened, Texts};
use crate::workspace::{Failure, bounds, paths, repository};

#[cfg(feature = "server")]
pub(crate) use again::Renewal;
use load::{Beside, house_of_command_line, load_pack, open_beside, outside, outside_repository};
pub(crate) use load::{as_fault, load, no_house};

#[cfg(feature = "server")]
mod again;
mod load;

/// One lint.toml with the houses it declares, or the lack of any.
#[derive(Debug)]
pub(crate) struct Configuration {
    /// The folder that its patterns and paths count from: absolute.
    pub(crate) folder: PathBuf,
    /// What it says; `None` where there is no file, or one that cannot be used.
    pub(crate) settings: Option<Settings>,
    /// The houses to hold drafts to: those declared, else all that are shipped. At least one, if there are no faults.
    pub(crate) houses: Vec<Arc<House>>,
    /// Whether somebody declared them.
    pub(crate) declared: bool,
    /// The houses that overrides declare, each with the override's index.
    pub(crate) override_houses: Vec<(usize, Arc<House>)>,
    /// Its file, and every file that it names and that is read for it: absolute, and not always there.
    pub(crate) files: Vec<PathBuf>,
    /// Faults in it or in its houses: then nothing is checked under it.
    pub(crate) faults: Vec<Finding>,
    /// Faults that have come into it while somebody looks on: until they are mended, what was said before holds.
    pub(crate) later_faults: Vec<Finding>,
    /// The largest draft that is read, in bytes, where the command line says it.
    asked_size: Option<u64>,
    texts: Arc<Texts>,
}

/// Every configuration of a run.
#[derive(Debug)]
pub(crate) struct Configurations {
    all: Vec<Configuration>,
    by_folder: HashMap<PathBuf, usize>,
    /// Folders that are there in name only, for drafts that stand by themselves.
    apart: Vec<PathBuf>,
    current: PathBuf,
    choice: Choice,
    /// The house of `--house`.
    house: Option<Result<Arc<House>, Vec<Finding>>>,
    /// The size of `--file-size`.
    size: Option<u64>,
    texts: Arc<Texts>,
}

/// Where settings come from.
#[derive(Debug)]
enum Choice {
    /// The nearest file upwards from the draft.
    Nearest,
    /// This one: `--config`, or none for `--isolated`.
    Fixed(usize),
}

impl Configurations {
    pub(crate) fn new(overrides: &Overrides, texts: Arc<Texts>) -> Result<Self, Failure> {
        let current = paths::current_folder()?;
        let house = overrides.house.as_deref().map(|name| house_of_command_line(name, &current, &texts)).transpose()?;
        let size = overrides.file_size;
        let (by_folder, apart, choice) = (HashMap::new(), Vec::new(), Choice::Nearest);
        let mut all = Configurations { all: Vec::new(), by_folder, apart, current, choice, house, size, texts };
        match &overrides.settings {
            SettingsFrom::Nearest => {}
            SettingsFrom::Nowhere => all.choice = Choice::Fixed(all.add(None)?),
            SettingsFrom::File(path) => {
                let path = paths::absolute(&all.current, path);
                all.choice = Choice::Fixed(all.add(Some(&path))?);
            }
        }
        Ok(all)
    }

    /// What holds in the current folder.
    pub(crate) fn home(&mut self) -> Result<usize, Failure> {
        let current = self.current.clone();
        self.of_folder(&current)
    }

    /// What holds for the file at the absolute `path`.
    pub(crate) fn of(&mut self, path: &Path) -> Result<usize, Failure> {
        let folder = path.parent().unwrap_or(path).to_owned();
        self.of_folder(&folder)
    }

    pub(crate) fn get(&self, index: usize) -> &Configuration {
        &self.all[index]
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Configuration> {
        self.all.iter()
    }
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Configuration> {
        self.all.iter_mut()
    }

    /// The terms of every house in force.
    pub(crate) fn terms(&self) -> impl Iterator<Item = &Term> {
        self.all.iter().flat_map(Configuration::terms)
    }

    /// Whether there are the rules that are asked for by name. Nobody can say where a house could not be read.
    pub(crate) fn check_rules(&self, overrides: &Overrides) -> Result<(), Failure> {
        if self.all.iter().any(|configuration| !configuration.faults.is_empty()) {
            return Ok(());
        }
        let named = overrides.rules.levels.iter().map(|(rule, _)| rule).chain(&overrides.rules.only);
        let mut unknown = named.filter(|rule| rules::find(rule.as_str()).is_none() && !self.terms().any(|term| *term.id == rule.as_str()));
        unknown.next().map_or(Ok(()), |rule| Err(self.no_rule(rule.as_str())))
    }

    /// What to say to somebody who names a rule that is not there.
    pub(crate) fn no_rule(&self, name: &str) -> Failure {
        let known = rules::ALL.iter().map(|rule| rule.id).chain(self.terms().map(|term| term.id.as_str()));
        let message = match nearest(name, known) {
            Some(meant) => format!("there is no rule `{name}`; did you mean `{meant}`?"),
            None => format!("there is no rule `{name}`"),
        };
        Failure::new(message, "`copydesk rules` lists every rule")
    }

    fn of_folder(&mut self, folder: &Path) -> Result<usize, Failure> {
        if let Choice::Fixed(index) = self.choice {
            return Ok(index);
        }
        if let Some(index) = self.by_folder.get(folder) {
            return Ok(*index);
        }
        let file = folder.join(paths::SETTINGS);
        let index = match (self.texts.exists(&file), folder.parent()) {
            (true, _) => self.add(Some(&file))?,
            // The root of a repository is as far as settings reach.
            (false, Some(parent)) if !repository::is_root(folder) => self.of_folder(parent)?,
            (false, _) => self.without_settings()?,
        };
        self.by_folder.insert(folder.to_owned(), index);
        Ok(index)
    }

    fn without_settings(&mut self) -> Result<usize, Failure> {
        let is_free = |configuration: &Configuration| {
            configuration.settings.is_none() && configuration.faults.is_empty() && !self.apart.contains(&configuration.folder)
        };
        match self.all.iter().position(is_free) {
            Some(index) => Ok(index),
            None => self.add(None),
        }
    }

    fn add(&mut self, file: Option<&Path>) -> Result<usize, Failure> {
        let configuration = self.read(file)?;
        self.all.push(configuration);
        Ok(self.all.len() - 1)
    }

    fn read(&self, file: Option<&Path>) -> Result<Configuration, Failure> {
        let mut configuration = match file {
            Some(file) => Configuration::read(file, &self.current, &self.texts)?,
            None => Configuration::empty(&self.current, &self.texts),
        };
        configuration.asked_size = self.size;
        match &self.house {
            Some(Ok(house)) => configuration.hold_to(Arc::clone(house)),
            Some(Err(faults)) => configuration.faults.extend(faults.iter().cloned()),
            None => configuration.find_houses(&self.current),
        }
        configuration.add_packs(&self.current);
        configuration.add_roster(&self.current);
        configuration.judge_rules(&self.current);
        configuration.files = file.map(Path::to_owned).into_iter().chain(configuration.named_files()).collect();
        if !configuration.faults.is_empty() {
            configuration.settings = None;
        }
        Ok(configuration)
    }
}

impl Configuration {
    fn empty(folder: &Path, texts: &Arc<Texts>) -> Self {
        Configuration {
            folder: folder.to_owned(),
            settings: None,
            houses: Vec::new(),
            declared: false,
            override_houses: Vec::new(),
            files: Vec::new(),
            faults: Vec::new(),
            later_faults: Vec::new(),
            asked_size: None,
            texts: Arc::clone(texts),
        }
    }

    fn read(file: &Path, current: &Path, texts: &Arc<Texts>) -> Result<Self, Failure> {
        let mut configuration = Configuration::empty(file.parent().unwrap_or(current), texts);
        // Where it is the nearest, and not named by hand, it may lie above the folder of the run.
        let bound = if current.starts_with(&configuration.folder) { &configuration.folder } else { current };
        if let Err(beyond) = bounds::follow(file, bound) {
            return Err(beyond.when_read(file, &paths::name_of(file, current)));
        }
        let source = match texts.table(file, &paths::name_of(file, current), texts::TABLE)? {
            Opened::Text(source) => source,
            Opened::NotText(finding) => {
                configuration.faults.push(as_fault(*finding, "invalid-settings"));
                return Ok(configuration);
            }
        };
        let (settings, mut faults) = Settings::read_loosely(&source);
        if let Some(baseline) = settings.baseline.as_ref() {
            let path = paths::absolute(&configuration.folder, Path::new(baseline.as_str()));
            faults.extend(
                (!bounds::is_within(&path, &configuration.folder))
                    .then(|| outside_repository(baseline, &configuration.folder, &source, baseline.span)),
            );
        }
        for (pattern, span) in settings.series.archive.iter().flat_map(|globs| globs.patterns().iter().zip(globs.spans())) {
            let path = paths::absolute(&configuration.folder, &bounds::beginning(pattern, &configuration.folder));
            faults.extend(
                (!bounds::is_within(&path, &configuration.folder))
                    .then(|| outside_repository(pattern, &configuration.folder, &source, *span)),
            );
        }
        (configuration.settings, configuration.faults) = (Some(settings), faults);
        Ok(configuration)
    }

    fn hold_to(&mut self, house: Arc<House>) {
        self.houses = vec![house];
        self.declared = true;
    }

    fn find_houses(&mut self, current: &Path) {
        if let Some(settings) = self.settings.take() {
            for wanted in &settings.house {
                let Some(house) = self.house(wanted, &settings.source, current) else { continue };
                let twin = self.houses.iter().find(|other| other.name.value == house.name.value);
                match twin.map(|twin| namesakes(twin, &house, wanted, &settings.source)) {
                    // Named twice.
                    Some(None) => {}
                    Some(Some(fault)) => self.faults.push(fault),
                    None => self.houses.push(house),
                }
            }
            self.declared = !settings.house.is_empty();
            for (index, entry) in settings.overrides.iter().enumerate() {
                // A house that is only a condition has to exist as well.
                let Some(wanted) = &entry.house else { continue };
                let house = self.house(wanted, &settings.source, current);
                self.override_houses.extend(house.filter(|_| entry.declared_house().is_some()).map(|house| (index, house)));
            }
            self.settings = Some(settings);
        }
        if !self.declared {
            self.houses = shipped();
        }
    }

    /// Every house it may hold a draft to.
    pub(crate) fn all_houses(&self) -> impl Iterator<Item = &Arc<House>> {
        self.houses.iter().chain(self.override_houses.iter().map(|(_, house)| house))
    }

    /// The terms of those houses.
    fn terms(&self) -> impl Iterator<Item = &Term> {
        self.all_houses().flat_map(|house| house.terms.all()).map(AsRef::as_ref)
    }

    /// Adds the packs that lint.toml names to every house.
    fn add_packs(&mut self, current: &Path) {
        let Some(settings) = &self.settings else { return };
        let mut packs = Vec::new();
        for wanted in &settings.packs {
            match load_pack(wanted, &self.beside(&settings.source, current)) {
                Ok(pack) => packs.push(pack),
                Err(faults) => self.faults.extend(faults),
            }
        }
        if packs.is_empty() {
            return;
        }
        let mut told = Vec::new();
        for house in self.houses.iter_mut().chain(self.override_houses.iter_mut().map(|(_, house)| house)) {
            let house = Arc::make_mut(house);
            for pack in &packs {
                house.terms.add(pack);
            }
            told.extend(settings::house_faults(house));
        }
        let place = |fault: &Finding| (fault.primary.source.name().to_owned(), fault.primary.span);
        told.sort_by_key(place);
        told.dedup_by_key(|fault| place(fault));
        self.faults.extend(told);
    }

    /// Reads the roster that lint.toml names.
    fn add_roster(&mut self, current: &Path) {
        let Some(settings) = &mut self.settings else { return };
        let Some(wanted) = &settings.roster else { return };
        let beside = Beside { source: &settings.source, folder: &self.folder, current, texts: &self.texts };
        let read = open_beside(wanted, &beside, ("invalid-settings", texts::TABLE)).and_then(|source| {
            let (roster, faults) = Roster::read(&source);
            if faults.is_empty() { Ok(roster) } else { Err(faults) }
        });
        match read {
            Ok(roster) => settings.authors = Some(roster),
            Err(faults) => self.faults.extend(faults),
        }
    }

    /// What lint.toml says of rules that are neither in code nor in a house that it, or the command line, names.
    fn judge_rules(&mut self, current: &Path) {
        let Some(settings) = &self.settings else { return };
        // `--house` holds drafts to another house for once: what is said of the terms of those declared still has its sense.
        let declared = settings.house.iter().filter_map(|name| load(name, &self.folder, current, &self.texts).ok()?.ok());
        let declared: Vec<_> = if settings.rule_faults(&[]).is_empty() { Vec::new() } else { declared.collect() };
        let declared_terms = declared.iter().flat_map(|house| house.terms.all()).map(|term| term.id.as_str());
        let known: Vec<_> = self.terms().map(|term| term.id.as_str()).chain(declared_terms).collect();
        let mut faults = settings.rule_faults(&known);
        for fault in self.all_houses().flat_map(|house| settings.contradictions(house)) {
            if faults.iter().all(|told| told.primary.span != fault.primary.span) {
                faults.push(fault);
            }
        }
        self.faults.extend(faults);
    }

    /// The house that settings name; a fault is noted.
    fn house(&mut self, wanted: &Spanned<String>, source: &Arc<Source>, current: &Path) -> Option<Arc<House>> {
        let path = paths::absolute(&self.folder, Path::new(wanted.as_str()));
        let is_outside = House::named(wanted).is_none() && !bounds::is_within(&path, &self.folder);
        match if is_outside { Err(outside(wanted, &self.folder)) } else { load(wanted, &self.folder, current, &self.texts) } {
            Ok(Ok(house)) => Some(house),
            Ok(Err(faults)) => {
                self.faults.extend(faults);
                None
            }
            Err(failure) => {
                let label = Label::new(source, wanted.span, "");
                self.faults.push(Finding::new(RuleId::coded("invalid-settings"), failure.message, label).help(failure.help));
                None
            }
        }
    }

    /// Where the files would be that lint.toml names, and what it names otherwise too.
    fn named_files(&self) -> Vec<PathBuf> {
        let Some(settings) = &self.settings else { return Vec::new() };
        let houses = settings.house.iter().chain(settings.overrides.iter().filter_map(|entry| entry.house.as_ref()));
        let others = settings.packs.iter().chain(&settings.series.ledger).chain(&settings.roster).chain(&settings.baseline);
        houses.chain(others).map(|named| self.folder.join(named.as_str())).collect()
    }

    /// The file of known findings that lint.toml names.
    pub(crate) fn baseline(&self) -> Option<PathBuf> {
        let named = self.settings.as_ref()?.baseline.as_ref()?;
        Some(paths::absolute(&self.folder, Path::new(named.as_str())))
    }

    /// A list that lint.toml names; the inner error is what is wrong with it.
    pub(crate) fn open_list(&self, wanted: &Spanned<String>, rule: &'static str) -> Result<Result<Arc<Source>, Vec<Finding>>, Failure> {
        let current = paths::current_folder()?;
        let settings = self.settings.as_ref().expect("what names a file was read");
        Ok(open_beside(wanted, &self.beside(&settings.source, &current), (rule, texts::LIST)))
    }

    /// Where the files lie that lint.toml, which is `source`, names.
    fn beside<'c>(&'c self, source: &'c Arc<Source>, current: &'c Path) -> Beside<'c> {
        Beside { source, folder: &self.folder, current, texts: &self.texts }
    }

    /// The largest file that is read, in bytes.
    pub(crate) fn file_size(&self) -> u64 {
        let configured = self.settings.as_ref().and_then(|settings| settings.file_size.as_ref()).map(|size| size.value);
        self.asked_size.or(configured).unwrap_or(texts::DRAFT)
    }

    /// Whether the file that settings know as `path` may hold a note.
    pub(crate) fn may_hold_note(&self, path: &str) -> bool {
        paths::is_draft(path.as_ref()) && self.settings.as_ref().is_none_or(|settings| settings.may_hold_note(path))
    }

    /// How settings know the file at the absolute `path`.
    pub(crate) fn path_of(&self, path: &Path) -> Option<String> {
        path.strip_prefix(&self.folder).ok().map(paths::written)
    }
}

/// What to say of two houses of one name, `one` and `other`, the second of which lint.toml, which is `source`, names as `wanted`.
fn namesakes(one: &House, other: &House, wanted: &Spanned<String>, source: &Arc<Source>) -> Option<Finding> {
    if one.source.name() == other.source.name() {
        return None;
    }
    let own = [one, other].into_iter().find(|house| !house.source.name().starts_with("copydesk:")).unwrap_or(other);
    let message = format!("two of the houses are called `{}`", other.name.value);
    let help = format!("give one of them another name: it stands under `[house]` in `{}`", own.source.name());
    let label = Label::new(&own.source, own.name.span, "the name");
    Some(Finding::new(RuleId::coded("invalid-settings"), message, Label::new(source, wanted.span, "")).related(label).help(help))
}

/// Every shipped house.
pub(crate) fn shipped() -> Vec<Arc<House>> {
    House::shipped()
}

/// Every term that is part of the program, in force or not.
pub(crate) fn shipped_terms() -> Terms {
    let houses = shipped().into_iter().flat_map(|house| house.terms.all().to_vec());
    let packs = Pack::shipped_names().filter_map(Pack::named).flat_map(|pack| pack.terms);
    Terms::new(houses.chain(packs))
}
