//! Which lint.toml and which houses hold for a file: each is read once. What they mean is for the settings to say.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::args::SettingsArguments;
use crate::cli::open::{self, Opened};
use crate::cli::{Trouble, find};
use crate::finding::{Finding, Label, RuleId};
use crate::house::House;
use crate::settings::{self, Asked, Settings};
use crate::source::Source;
use crate::table::{Spanned, nearest};

/// The name of the settings file.
pub(crate) const FILE: &str = "lint.toml";

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
    /// Faults in it or in its houses: then nothing is checked under it.
    pub(crate) faults: Vec<Finding>,
}

/// Every configuration of a run.
#[derive(Debug)]
pub(crate) struct Configurations {
    all: Vec<Configuration>,
    by_folder: HashMap<PathBuf, usize>,
    current: PathBuf,
    choice: Choice,
    /// The house of `--house`.
    house: Option<Result<Arc<House>, Vec<Finding>>>,
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
    pub(crate) fn new(arguments: &SettingsArguments) -> Result<Self, Trouble> {
        let current = find::current_folder()?;
        let house = arguments.house.as_deref().map(|name| house_of_command_line(name, &current)).transpose()?;
        let mut all = Configurations { all: Vec::new(), by_folder: HashMap::new(), current, choice: Choice::Nearest, house };
        if arguments.isolated {
            all.choice = Choice::Fixed(all.add(None)?);
        } else if let Some(path) = &arguments.config {
            let path = find::absolute(&all.current, path);
            all.choice = Choice::Fixed(all.add(Some(&path))?);
        }
        Ok(all)
    }

    /// What holds in the current folder.
    pub(crate) fn home(&mut self) -> Result<usize, Trouble> {
        let current = self.current.clone();
        self.of_folder(&current)
    }

    /// What holds for the file at the absolute `path`.
    pub(crate) fn of(&mut self, path: &Path) -> Result<usize, Trouble> {
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

    fn of_folder(&mut self, folder: &Path) -> Result<usize, Trouble> {
        if let Choice::Fixed(index) = self.choice {
            return Ok(index);
        }
        if let Some(index) = self.by_folder.get(folder) {
            return Ok(*index);
        }
        let file = folder.join(FILE);
        let index = match (file.symlink_metadata(), folder.parent()) {
            (Ok(_), _) => self.add(Some(&file))?,
            // The root of a repository is as far as settings reach.
            (Err(_), Some(parent)) if folder.join(".git").symlink_metadata().is_err() => self.of_folder(parent)?,
            (Err(_), _) => self.without_settings()?,
        };
        self.by_folder.insert(folder.to_owned(), index);
        Ok(index)
    }

    fn without_settings(&mut self) -> Result<usize, Trouble> {
        match self.all.iter().position(|configuration| configuration.settings.is_none() && configuration.faults.is_empty()) {
            Some(index) => Ok(index),
            None => self.add(None),
        }
    }

    fn add(&mut self, file: Option<&Path>) -> Result<usize, Trouble> {
        let mut configuration = match file {
            Some(file) => Configuration::read(file, &self.current)?,
            None => Configuration::empty(&self.current),
        };
        match &self.house {
            Some(Ok(house)) => configuration.hold_to(Arc::clone(house)),
            Some(Err(faults)) => configuration.faults.extend(faults.iter().cloned()),
            None => configuration.find_houses(&self.current),
        }
        self.all.push(configuration);
        Ok(self.all.len() - 1)
    }
}

impl Configuration {
    fn empty(folder: &Path) -> Self {
        Configuration {
            folder: folder.to_owned(),
            settings: None,
            houses: Vec::new(),
            declared: false,
            override_houses: Vec::new(),
            faults: Vec::new(),
        }
    }

    fn read(file: &Path, current: &Path) -> Result<Self, Trouble> {
        let mut configuration = Configuration::empty(file.parent().unwrap_or(current));
        let source = match open::open_table(file, &name_of(file, current))? {
            Opened::Text(source) => source,
            Opened::Not(finding) => {
                configuration.faults.push(as_fault(*finding, "invalid-settings"));
                return Ok(configuration);
            }
        };
        match Settings::read(&source) {
            Ok(settings) => configuration.settings = Some(settings),
            Err(faults) => configuration.faults = faults,
        }
        Ok(configuration)
    }

    fn hold_to(&mut self, house: Arc<House>) {
        self.houses = vec![house];
        self.declared = true;
    }

    fn find_houses(&mut self, current: &Path) {
        if let Some(settings) = self.settings.take() {
            for wanted in &settings.house {
                let house = self.house(wanted, &settings.source, current);
                self.houses.extend(house);
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
        if !self.declared && self.faults.is_empty() {
            self.houses = shipped();
        }
    }

    /// The house that settings name; a fault is noted.
    fn house(&mut self, wanted: &Spanned<String>, source: &Arc<Source>, current: &Path) -> Option<Arc<House>> {
        match load(wanted, &self.folder, current) {
            Ok(Ok(house)) => Some(house),
            Ok(Err(faults)) => {
                self.faults.extend(faults);
                None
            }
            Err(trouble) => {
                let label = Label::new(source, wanted.span, "");
                self.faults.push(Finding::new(RuleId::coded("invalid-settings"), trouble.message, label).help(trouble.help));
                None
            }
        }
    }

    /// The file of known findings that lint.toml names.
    pub(crate) fn baseline(&self) -> Option<PathBuf> {
        let named = self.settings.as_ref()?.baseline.as_ref()?;
        Some(find::absolute(&self.folder, Path::new(named.as_str())))
    }

    /// How settings know the file at the absolute `path`.
    pub(crate) fn path_of(&self, path: &Path) -> Option<String> {
        path.strip_prefix(&self.folder).ok().map(find::written)
    }
}

/// What the command line asks of rules.
pub(crate) fn asked(arguments: &SettingsArguments) -> Asked {
    Asked { levels: arguments.level.clone(), only: arguments.only.clone() }
}

/// Every shipped house.
pub(crate) fn shipped() -> Vec<Arc<House>> {
    House::shipped()
}

/// A house by its shipped name or its file, counted from `folder`. The inner error is its faults.
pub(crate) fn load(name: &str, folder: &Path, current: &Path) -> Result<Result<Arc<House>, Vec<Finding>>, Trouble> {
    if let Some(house) = House::named(name) {
        return Ok(Ok(house));
    }
    let path = find::absolute(folder, Path::new(name));
    let is_path = name.contains(['/', '\\']) || path.extension().is_some_and(|ending| ending == "toml") || path.is_file();
    if !is_path {
        return Err(no_house(name));
    }
    let source = match open::open_table(&path, &name_of(&path, current))? {
        Opened::Text(source) => source,
        Opened::Not(finding) => return Ok(Err(vec![as_fault(*finding, "invalid-house")])),
    };
    let (house, mut faults) = House::read(source);
    faults.extend(house.iter().flat_map(settings::house_faults));
    Ok(match house {
        Some(house) if faults.is_empty() => Ok(Arc::new(house)),
        _ => Err(faults),
    })
}

/// What to say to somebody who names a house that is not shipped.
pub(crate) fn no_house(name: &str) -> Trouble {
    let shipped = shipped();
    let names: Vec<_> = shipped.iter().map(|house| house.name.value.as_str()).collect();
    let meant = nearest(name, names.iter().copied()).map(|meant| format!("did you mean `{meant}`? ")).unwrap_or_default();
    let known = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    Trouble::new(
        format!("there is no house format `{name}`"),
        format!("{meant}The shipped ones are {known}; name your own by its file: `houses/mine.toml`"),
    )
}

fn house_of_command_line(name: &str, current: &Path) -> Result<Result<Arc<House>, Vec<Finding>>, Trouble> {
    load(name, current, current)
}

/// The path by which a file of settings, a house or a baseline is reported.
pub(crate) fn name_of(file: &Path, current: &Path) -> String {
    find::written(file.strip_prefix(current).unwrap_or(file))
}

/// A file that is no text, as a fault of what was to be read from it.
pub(crate) fn as_fault(mut finding: Finding, rule: &'static str) -> Finding {
    finding.rule = RuleId::coded(rule);
    finding.help = Some("save it as UTF-8 text".to_owned());
    finding
}
