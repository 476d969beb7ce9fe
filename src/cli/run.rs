//! From arguments to a plan, and from the plan to what each file came to. What is printed is for the commands to say.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::ToSpan;
use jiff::civil::{Date, date};
use rayon::prelude::*;

use crate::cli::archive::Archive;
use crate::cli::args::{Drafts, SettingsArguments};
use crate::cli::bounded::Turns;
use crate::cli::configure::{self, Configuration, Configurations};
use crate::cli::find::{self, Found, Named};
use crate::cli::open::{self, Kept, Opened};
use crate::cli::{Trouble, repository};
use crate::draft::{Draft, Manuscript, Syntax};
use crate::house::House;
use crate::lint::{self, Brief, Candidates, Choice, FileOutcome, Ignoring, Reading, choose};
use crate::settings::Asked;
use crate::source::Source;

/// What is to be looked at, and under which settings.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) configurations: Configurations,
    pub(crate) jobs: Vec<Job>,
    /// What could not be looked at.
    pub(crate) troubles: Vec<Trouble>,
    /// Where was looked.
    pub(crate) looked_in: Vec<String>,
    /// The configurations whose `include` or `exclude` says where drafts are: of files met on a walk, and of the walk itself.
    pub(crate) narrowing: BTreeSet<usize>,
    /// What people should know of files that were met, though nothing failed.
    pub(crate) remarks: Vec<String>,
    /// How many files named by hand `--force-exclude` left out.
    pub(crate) excluded: usize,
    pub(crate) today: Date,
    pub(crate) asked: Asked,
    jobs_at_once: usize,
    /// Texts that reading the series left for the check.
    pub(crate) kept: Kept,
    /// Keeps many large texts from being read at once.
    pub(crate) turns: Turns,
}

/// One file and what holds for it.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) found: Found,
    /// Index of its configuration.
    pub(crate) configuration: usize,
    /// How settings know it.
    pub(crate) path: String,
    /// Whether somebody asked for it: by hand or with an include pattern.
    pub(crate) asked: bool,
    /// Whether `--changed` passes it over: it is read for the others' sake.
    pub(crate) unchanged: bool,
}

/// What a file holds.
#[derive(Debug)]
pub(crate) enum Content {
    /// It is text.
    Text(Arc<Source>),
    /// It is none, and what there is to say of that.
    Not(FileOutcome),
}

/// What became of each job, by its index.
pub(crate) type Worked<T> = Vec<(usize, Result<T, Trouble>)>;

impl Plan {
    pub(crate) fn new(drafts: &Drafts, settings: &SettingsArguments) -> Result<Plan, Trouble> {
        let mut configurations = Configurations::new(settings)?;
        let home = if drafts.paths.is_empty() { Some(configurations.home()?) } else { None };
        let narrows = |home: &usize| configurations.get(*home).settings.as_ref().is_some_and(|settings| settings.files.include.is_some());
        let narrowing = home.into_iter().filter(narrows).collect();
        let home = home.map(|home| configurations.get(home));
        let finds = find::find(drafts, home.and_then(|home| Some((home.folder.as_path(), home.settings.as_ref()?))))?;
        let mut plan = Plan {
            configurations,
            jobs: Vec::new(),
            troubles: finds.troubles,
            looked_in: finds.looked_in,
            narrowing,
            remarks: finds.remarks,
            excluded: 0,
            today: settings.today.unwrap_or_else(clock),
            asked: configure::asked(settings),
            jobs_at_once: drafts.jobs.map_or(0, usize::from),
            kept: Kept::default(),
            turns: Turns::default(),
        };
        plan.jobs.reserve_exact(finds.files.len());
        for found in finds.files {
            plan.add(found, drafts.force_exclude);
        }
        plan.tell_inner()?;
        plan.configurations.judge(settings)?;
        Ok(plan)
    }

    /// Remarks that settings end where a repository begins that lies in theirs, such as a submodule.
    fn tell_inner(&mut self) -> Result<(), Trouble> {
        if self.configurations.iter().all(|configuration| configuration.settings.is_none()) {
            return Ok(());
        }
        let current = find::current_folder()?;
        let without = |job: &&Job| job.found.named == Named::No && self.of(job).settings.is_none() && self.of(job).faults.is_empty();
        let folders: BTreeSet<&Path> = self.jobs.iter().filter(without).filter_map(|job| job.found.path.parent()).collect();
        let is_inner = |root: &&Path| *root != current && root.starts_with(&current) && root.parent().and_then(repository::root).is_some();
        let inner: BTreeSet<&Path> = folders.into_iter().filter_map(repository::root).filter(is_inner).collect();
        let told = inner.into_iter().map(|folder| {
            let name = configure::name_of(folder, &current);
            format!("`{name}` is a repository of its own, without settings: those of the one around it do not hold there")
        });
        self.remarks.extend(told.collect::<Vec<_>>());
        Ok(())
    }

    fn add(&mut self, found: Found, force_exclude: bool) {
        let configuration = match self.configurations.of(&found.path) {
            Ok(configuration) => configuration,
            Err(trouble) => {
                if !self.troubles.contains(&trouble) {
                    self.troubles.push(trouble);
                }
                return;
            }
        };
        let settled = self.configurations.get(configuration);
        let path = settled.path_of(&found.path).unwrap_or_else(|| found.name.clone());
        let files = settled.settings.as_ref().map(|settings| &settings.files);
        let by_hand = found.named == Named::ByHand;
        let excluded = files.is_some_and(|files| files.exclude.matches(&path));
        let included = files.and_then(|files| files.include.as_ref()).map(|include| include.matches(&path));
        // A hook names every file by hand, drafts or not: what lint.toml does not include is none.
        // A listing of notes is none.
        let ledgers = settled.settings.as_ref().map(|settings| &settings.series.ledger[..]).unwrap_or_default();
        let listing = ledgers.iter().any(|ledger| ledger.trim_start_matches("./") == path);
        if (!by_hand || force_exclude) && (excluded || listing || included == Some(false)) {
            self.excluded += usize::from(by_hand);
            self.narrowing.extend((!listing).then_some(configuration));
            return;
        }
        self.jobs.push(Job { found, configuration, path, asked: by_hand || included == Some(true), unchanged: false });
    }

    /// Does `work` on every job that is not passed over and whose configuration has no fault, several at once, and gives the results with the indices of their jobs, in order.
    pub(crate) fn work<T: Send>(&self, work: impl Fn(&Job) -> Result<T, Trouble> + Sync) -> Result<Worked<T>, Trouble> {
        self.work_in_place(|_, job| work(job))
    }

    /// The same for work that wants to know the index of its job.
    pub(crate) fn work_in_place<T: Send>(&self, work: impl Fn(usize, &Job) -> Result<T, Trouble> + Sync) -> Result<Worked<T>, Trouble> {
        let pool = self.pool()?;
        let sound: Vec<_> =
            (0..self.jobs.len()).filter(|job| !self.jobs[*job].unchanged && self.of(&self.jobs[*job]).faults.is_empty()).collect();
        Ok(pool.install(|| sound.into_par_iter().map(|job| (job, work(job, &self.jobs[job]))).collect()))
    }

    /// The threads to work with.
    pub(crate) fn pool(&self) -> Result<rayon::ThreadPool, Trouble> {
        // A draft's nesting has no bound, so the stack should be roomy.
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.jobs_at_once).stack_size(STACK).build();
        pool.map_err(|error| Trouble::new(format!("no threads can be had: {error}"), "try `--jobs 1`"))
    }

    /// What holds for `job`.
    pub(crate) fn of(&self, job: &Job) -> &Configuration {
        self.configurations.get(job.configuration)
    }

    /// Faults of settings and houses, each once.
    pub(crate) fn faults(&self) -> Vec<FileOutcome> {
        let mut told = BTreeSet::new();
        let faults = self.configurations.iter().flat_map(|configuration| &configuration.faults);
        let new = faults.filter(|fault| told.insert((fault.primary.source.name().to_owned(), fault.primary.span, fault.message.clone())));
        let faults: Vec<_> = new.cloned().collect();
        if faults.is_empty() { Vec::new() } else { vec![lint::faults(faults)] }
    }

    /// The drafts that faults in settings or a house kept from being looked at.
    pub(crate) fn kept_back(&self) -> usize {
        self.jobs.iter().filter(|job| !self.of(job).faults.is_empty()).count()
    }

    /// Opens the file of `job`.
    pub(crate) fn open(&self, job: &Job) -> Result<Content, Trouble> {
        if let Some(text) = self.kept.take(&job.found.path) {
            return Ok(Content::Text(Arc::new(Source::new(&*job.found.name, text))));
        }
        Ok(match open::open(&job.found, self.of(job).file_size())? {
            Opened::Text(source) => Content::Text(source),
            Opened::Not(finding) => Content::Not(lint::faults(vec![*finding])),
        })
    }

    /// Checks the text of `job`, a note of one of the series in `archive`.
    pub(crate) fn lint(&self, job: &Job, source: &Arc<Source>, ignores: Ignoring, archive: &Archive) -> FileOutcome {
        let brief = self.brief(job, ignores);
        let checked = lint::guarded(source, || match self.read(job, source) {
            Choice::One(house, draft) => {
                let brief = Brief { series: archive.of(job.configuration, house), ..brief };
                lint::check(&draft, house, &brief)
            }
            Choice::Unclear(alike, draft) => self.without_note(job, &alike, &draft),
        });
        checked.unwrap_or_else(|bug| bug)
    }

    /// What to say of a file that is not clearly of one house; `alike` are those that it bears marks of. One that nobody asked for and that bears
    /// none is skipped, unless a block without an end hides a note in it.
    pub(crate) fn without_note(&self, job: &Job, alike: &[&House], draft: &Draft) -> FileOutcome {
        if !alike.is_empty() {
            return self.unrecognised(job, alike, draft);
        }
        let hidden = Manuscript::hidden_in(draft).and_then(|hidden| {
            let (house, notes) = match self.choose(job, &hidden) {
                Choice::One(house, notes) => (house, notes),
                Choice::Unclear(alike, notes) => (*alike.first()?, notes),
            };
            lint::hidden(draft, &notes, house, &self.brief(job, Ignoring::Obeyed))
        });
        let outcome = hidden.filter(|outcome| outcome.reading != Reading::Skipped);
        let skipped = || FileOutcome { reading: Reading::Skipped, ..FileOutcome::default() };
        outcome.unwrap_or_else(|| if job.asked { self.unrecognised(job, alike, draft) } else { skipped() })
    }

    fn unrecognised(&self, job: &Job, alike: &[&House], draft: &Draft) -> FileOutcome {
        let declared: Vec<&str> = self.of(job).houses.iter().map(|house| house.name.as_str()).collect();
        let alike: Vec<&str> = alike.iter().map(|house| house.name.as_str()).collect();
        let candidates = if alike.is_empty() { Candidates::None(&declared) } else { Candidates::Alike(&alike) };
        lint::unrecognised(draft, candidates, &self.brief(job, Ignoring::Obeyed))
    }

    fn brief<'a>(&'a self, job: &'a Job, ignores: Ignoring) -> Brief<'a> {
        Brief { settings: self.of(job).settings.as_ref(), path: &job.path, asked: &self.asked, ignores, today: self.today, series: None }
    }

    /// Reads the text of `job` with the house it is held to.
    pub(crate) fn read(&self, job: &Job, source: &Arc<Source>) -> Choice<'_> {
        let syntax = syntax_of(&job.found.name);
        self.choose(job, &Manuscript::read(Arc::clone(source), syntax))
    }

    /// Reads `manuscript`, which is that of `job` or of a part of it, with the house it is held to.
    fn choose(&self, job: &Job, manuscript: &Manuscript) -> Choice<'_> {
        let configuration = self.of(job);
        let overrides = configuration.settings.as_ref().map(|settings| &settings.overrides[..]).unwrap_or_default();
        for (index, house) in configuration.override_houses.iter().rev() {
            let entry = &overrides[*index];
            if entry.include.as_ref().is_some_and(|globs| !globs.matches(&job.path)) {
                continue;
            }
            let draft = manuscript.draft(house);
            let date = draft.notes.first().and_then(|note| note.header.date).map(|date| date.value);
            if entry.covers(&job.path, date) {
                return only_house(draft, house);
            }
        }
        let houses: Vec<&House> = configuration.houses.iter().map(AsRef::as_ref).collect();
        match houses.as_slice() {
            [only] if configuration.declared => only_house(manuscript.draft(only), only),
            _ => choose(manuscript, &houses),
        }
    }
}

/// Nobody else is asked.
fn only_house(draft: Draft, house: &House) -> Choice<'_> {
    if draft.notes.is_empty() { Choice::Unclear(Vec::new(), draft) } else { Choice::One(house, draft) }
}

const STACK: usize = 16 << 20;

/// Plain text by its ending, else Markdown.
pub(crate) fn syntax_of(name: &str) -> Syntax {
    Syntax::of_file(name)
}

/// Today, in UTC: the only look at the clock.
pub(crate) fn clock() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let days = i64::try_from(seconds / 86_400).unwrap_or_default();
    date(1970, 1, 1).checked_add(days.days()).unwrap_or(Date::MAX)
}
