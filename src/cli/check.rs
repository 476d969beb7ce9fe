//! `check` and `fix`: the run itself, what is printed of it, and the exit code.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::sync::Arc;

use crate::cli::archive::Archive;
use crate::cli::args::{CheckArguments, Drafts};
use crate::cli::baseline::Baselines;
use crate::cli::bounded::Total;
use crate::cli::branches::Branches;
use crate::cli::configure::Configuration;
use crate::cli::find::From;
use crate::cli::nothing::{nothing, tell_skipped};
use crate::cli::open;
use crate::cli::outputs::Reads;
use crate::cli::run::{Content, Job, Plan, Worked};
use crate::cli::streams::{Streams, complain};
use crate::cli::write::{self, Transaction};
use crate::cli::{End, Trouble};
use crate::finding::{Finding, RuleId, Safety};
use crate::fix::{self, Ending, Fixed};
use crate::lint::{self, FileOutcome, Ignoring, Outcome};
use crate::report::{self, Detail, Extent, Format, Options, Style};
use crate::settings::FATAL;
use crate::source::Source;
use crate::visible::Grammar;

use tell::{tell_ending, tell_hidden, tell_untried};

mod tell;

/// `copydesk fix`.
pub(crate) fn fix(mut arguments: CheckArguments, streams: &mut Streams) -> Result<End, Trouble> {
    arguments.fix = true;
    check(&arguments, streams)
}

/// `copydesk check`.
pub(crate) fn check(arguments: &CheckArguments, streams: &mut Streams) -> Result<End, Trouble> {
    if arguments.unsafe_fixes && !arguments.fix && !arguments.diff {
        return Err(Trouble::new(
            "`--unsafe-fixes` says which fixes to apply, and none are",
            "add `--fix` to apply them, or `--diff` to look at them",
        ));
    }
    if arguments.statistics && arguments.format != Format::Full {
        let format = arguments.format.name();
        return Err(Trouble::new(
            format!("`--statistics` prints a table for people, and `--format {format}` asks for another report"),
            format!("leave one of them out, or have both: `--statistics --output {format}=FILE`"),
        ));
    }
    let mut plan = Plan::new(&arguments.drafts, &arguments.settings)?;
    if arguments.fix && !arguments.diff {
        write::tidy(plan.jobs.iter().filter(|job| job.found.from == From::File).map(|job| job.found.path.as_path()));
    }
    arguments.spare(&plan)?;
    let mut baselines = Baselines::open(&mut plan, arguments)?;
    let branches = branches(&mut plan, arguments)?;
    let mut archive = Archive::read(&plan, &branches)?;
    let total = Total::of(plan.jobs.len());
    let mut checked = plan.work_in_place(|place, job| check_one(&plan, (place, job), &archive, arguments, &total))?;
    let touched = archive.renew(&plan, checked.iter().filter_map(|(job, checked)| Some((*job, checked.as_ref().ok()?.text_afterwards()?))));
    check_again(&plan, &mut checked, &touched, &archive, arguments)?;
    let mut run = Run { troubles: plan.troubles.clone(), files: plan.faults(), ..Run::default() };
    let outcomes = checked.iter_mut().filter_map(|(job, checked)| Some((*job, checked.as_mut().ok()?.last_outcome())));
    run.files.extend(total.settle(outcomes.map(|(job, outcome)| (job, plan.jobs[job].found.name.as_str(), outcome))));
    run.write_changes(&plan, &checked, arguments);
    run.hear(&plan, &archive, arguments);
    run.files.reserve_exact(checked.len());
    for (job, checked) in checked {
        run.take(job, checked, &plan, &mut baselines, arguments);
    }
    if !arguments.diff {
        run.troubles.extend(baselines.finish(&plan, arguments));
    }
    run.finish(&plan, arguments, streams)
}

/// The branches whose numbers count. With `--changed`, the drafts of `plan` that are no different there are passed over.
fn branches(plan: &mut Plan, arguments: &CheckArguments) -> Result<Branches, Trouble> {
    let revs = &arguments.bases.base;
    if revs.is_empty() && !arguments.changed {
        return Ok(Branches::default());
    }
    let branches = Branches::new(plan, revs)?;
    if arguments.changed {
        branches.pass_over_unchanged(plan);
    }
    // The last commit is no other branch.
    Ok(if revs.is_empty() { Branches::default() } else { branches })
}

impl CheckArguments {
    /// Refuses reports that would be written over something else.
    fn spare(&self, plan: &Plan) -> Result<(), Trouble> {
        if self.output.is_empty() {
            return Ok(());
        }
        let reads = Reads::of(plan, &self.settings, &self.baseline)?;
        self.output.iter().try_for_each(|output| reads.spare(&output.file))
    }

    fn ignoring(&self) -> Ignoring {
        if self.no_ignores { Ignoring::Overruled } else { Ignoring::Obeyed }
    }

    /// How much of a file's text is kept once its findings are settled: as much as its reports show. Fixes keep the texts that they change.
    fn extent(&self) -> Extent {
        let formats = self.output.iter().map(|output| output.format).chain([self.format]);
        formats.map(Format::extent).max().unwrap_or(Extent::Whole)
    }
}

/// What one file came to.
#[derive(Debug)]
struct Checked {
    /// Of the text as it was read.
    outcome: FileOutcome,
    /// Few files have one.
    change: Option<Box<Change>>,
    /// The text afterwards, where it came on standard input.
    piped: Option<String>,
}

impl Checked {
    /// What there is to report: of the text after its fixes, where there are any.
    fn last_outcome(&mut self) -> &mut FileOutcome {
        match &mut self.change {
            Some(change) => &mut change.outcome,
            None => &mut self.outcome,
        }
    }

    /// The text after its fixes, where they changed it.
    fn text_afterwards(&self) -> Option<&str> {
        Some(&self.change.as_ref()?.texts.as_ref()?.after)
    }
}

/// What fixes make of a text.
#[derive(Debug)]
struct Change {
    /// `None` where it stays as it is.
    texts: Option<Texts>,
    /// Of the text afterwards.
    outcome: FileOutcome,
    mended: Vec<RuleId>,
    ending: Ending,
}

/// A text before and after.
#[derive(Debug)]
struct Texts {
    before: Arc<Source>,
    after: String,
}

fn check_one(
    plan: &Plan,
    (place, job): (usize, &Job),
    archive: &Archive,
    arguments: &CheckArguments,
    total: &Total,
) -> Result<Checked, Trouble> {
    let mut checked = check_alone(plan, job, archive, arguments)?;
    total.take(place, checked.last_outcome());
    Ok(checked)
}

fn check_alone(plan: &Plan, job: &Job, archive: &Archive, arguments: &CheckArguments) -> Result<Checked, Trouble> {
    let source = match plan.open(job)? {
        Content::Text(source) => source,
        Content::Not(mut outcome) => {
            let source = outcome.findings.first().map(|reported| Arc::clone(&reported.finding.primary.source));
            if let Some(source) = &source {
                report::abridge(&mut outcome, source, arguments.extent());
            }
            return Ok(Checked { outcome, change: None, piped: None });
        }
    };
    let _turn = plan.turns.wait(source.text().len());
    let piped = |text: &str| (job.found.from == From::Stdin).then(|| text.to_owned());
    let outcome = settled(plan, job, &source, archive, arguments);
    let mends = arguments.fix || arguments.diff;
    if !mends || outcome.findings.iter().all(|reported| reported.finding.fix.is_none()) {
        return Ok(Checked { outcome, change: None, piped: piped(source.text()) });
    }
    let allowed = if arguments.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
    let fixed = fix::to_fixpoint(Arc::clone(&source), allowed, |source| linted(plan, job, source, archive, arguments).findings);
    let piped = piped(&fixed.text);
    let Fixed { text: after, mended, ending, .. } = fixed;
    let again = settled(plan, job, &Arc::new(Source::new(source.name(), after.as_str())), archive, arguments);
    let texts = (after != source.text()).then_some(Texts { before: source, after });
    Ok(Checked { outcome, piped, change: Some(Box::new(Change { texts, outcome: again, mended, ending })) })
}

/// What a text comes to, with no fix but those that hold.
fn linted(plan: &Plan, job: &Job, source: &Arc<Source>, archive: &Archive, arguments: &CheckArguments) -> FileOutcome {
    fix::offered(source, |source| plan.lint(job, source, arguments.ignoring(), archive))
}

/// What a text comes to, with as much of it as the reports will show.
fn settled(plan: &Plan, job: &Job, source: &Arc<Source>, archive: &Archive, arguments: &CheckArguments) -> FileOutcome {
    let mut outcome = linted(plan, job, source, archive, arguments);
    report::abridge(&mut outcome, source, arguments.extent());
    outcome
}

/// Looks again at the drafts under the configurations in `touched`: a note whose number was mended may be in another's way, or out of it.
fn check_again(
    plan: &Plan,
    checked: &mut Worked<Checked>,
    touched: &BTreeSet<usize>,
    archive: &Archive,
    arguments: &CheckArguments,
) -> Result<(), Trouble> {
    if touched.is_empty() {
        return Ok(());
    }
    let texts: HashMap<&str, &str> = checked
        .iter()
        .filter_map(|(job, checked)| Some((plan.jobs[*job].found.name.as_str(), checked.as_ref().ok()?.text_afterwards()?)))
        .collect();
    let again = |job: &Job| {
        if !touched.contains(&job.configuration) {
            return Ok(None);
        }
        let source = match texts.get(job.found.name.as_str()) {
            Some(text) => Arc::new(Source::new(&*job.found.name, *text)),
            None => match plan.open(job)? {
                Content::Text(source) => source,
                Content::Not(_) => return Ok(None),
            },
        };
        Ok(Some(settled(plan, job, &source, archive, arguments)))
    };
    let outcomes = plan.work(again)?;
    for ((_, checked), (_, outcome)) in checked.iter_mut().zip(outcomes) {
        if let (Ok(checked), Some(outcome)) = (checked, outcome?) {
            match &mut checked.change {
                Some(change) => change.outcome = outcome,
                None => checked.outcome = outcome,
            }
        }
    }
    Ok(())
}

/// A run, while its files come in.
#[derive(Debug, Default)]
struct Run {
    troubles: Vec<Trouble>,
    files: Vec<FileOutcome>,
    /// Whether what fixes made of the files could not be written: then all stay as they were.
    unwritten: bool,
    /// The differences that fixes make, one after the other.
    diff: String,
    mended: BTreeMap<RuleId, usize>,
    /// The text afterwards, where it came on standard input.
    piped: Option<String>,
    /// Whether a finding weighs as much as its lint.toml or the command line says a run should fail for.
    failed: bool,
}

impl Run {
    fn take(&mut self, job: usize, checked: Result<Checked, Trouble>, plan: &Plan, baselines: &mut Baselines, arguments: &CheckArguments) {
        let job = &plan.jobs[job];
        let (mut outcome, change) = match checked {
            Ok(checked) => {
                self.piped = self.piped.take().or(checked.piped);
                (checked.outcome, checked.change)
            }
            Err(trouble) => return self.troubles.push(trouble),
        };
        if let Some(change) = change {
            outcome = self.mend(job, outcome, *change, arguments);
        }
        if outcome.untried > 0 && !arguments.quiet {
            tell_untried(&job.found.name, outcome.untried);
        }
        baselines.hold_back(job, &mut outcome);
        let settings = plan.of(job).settings.as_ref();
        let configured = settings.and_then(|settings| settings.fail_on.as_ref()).map(|fail_on| fail_on.value);
        let fail_on = arguments.fail_on.or(configured).unwrap_or_default();
        self.failed |= outcome.findings.iter().any(|reported| fail_on.fails(reported.level));
        self.files.push(outcome);
    }

    /// Writes what fixes made of the files: all of it, or nothing.
    fn write_changes(&mut self, plan: &Plan, checked: &Worked<Checked>, arguments: &CheckArguments) {
        if arguments.diff || !arguments.fix {
            return;
        }
        let mut together = Transaction::default();
        for (job, checked) in checked {
            let found = &plan.jobs[*job].found;
            let change = checked.as_ref().ok().and_then(|checked| checked.change.as_ref());
            if let Some(Texts { before, after }) = change.and_then(|change| change.texts.as_ref()).filter(|_| found.from == From::File) {
                together.rewrite(&found.path, &found.name, before.text(), after);
            }
        }
        let written = together.commit();
        self.unwritten = written.is_err();
        self.troubles.extend(written.err());
    }

    /// Takes up what kept a part of the archive from being read.
    fn hear(&mut self, plan: &Plan, archive: &Archive, arguments: &CheckArguments) {
        for trouble in &archive.troubles {
            if !self.troubles.contains(trouble) {
                self.troubles.push(trouble.clone());
            }
        }
        let faults = [archive.empty.as_slice(), &archive.faults].concat();
        if !faults.is_empty() {
            self.files.push(lint::faults(faults));
        }
        if !arguments.quiet {
            plan.remarks.iter().chain(&archive.remarks).for_each(|remark| complain(remark));
        }
    }

    /// Takes up what fixes made of a file, or the difference they make; gives what then holds of the file. One that was not written stays as it
    /// was, with what was found in it.
    fn mend(&mut self, job: &Job, outcome: FileOutcome, change: Change, arguments: &CheckArguments) -> FileOutcome {
        let name = &job.found.name;
        tell_ending(name, change.ending);
        match change.texts {
            Some(Texts { before, after }) if arguments.diff => self.diff.push_str(&fix::diff(name, before.text(), &after)),
            Some(_) if job.found.from == From::File && self.unwritten => return outcome,
            _ => {}
        }
        for rule in change.mended {
            *self.mended.entry(rule).or_default() += 1;
        }
        change.outcome
    }

    fn finish(mut self, plan: &Plan, arguments: &CheckArguments, streams: &mut Streams) -> Result<End, Trouble> {
        let mut outcome = Outcome::gather(self.files);
        // A diff prints no findings, but what it could not look at has to be told.
        let (faults, found) = if arguments.diff { (fatal(&outcome), !self.diff.is_empty()) } else { (Vec::new(), self.failed) };
        outcome.mended = if arguments.diff { BTreeMap::new() } else { self.mended };
        outcome.summary.fixed = outcome.mended.values().sum();
        for output in &arguments.output {
            let options = options(plan, arguments, Style::default());
            let report = |out: &mut dyn io::Write| report::write_to(out, output.format, &outcome, &options);
            self.troubles.extend(write::put_with(&output.file, &output.file.to_string_lossy(), &report).err());
        }
        if arguments.diff {
            streams.pass_on(&self.diff)?;
        } else {
            // A filter prints the text, changed or not, and nothing where there is none; its findings go the other way.
            let is_filter = arguments.fix && plan.jobs.iter().any(|job| job.found.from == From::Stdin);
            if is_filter && let Some(text) = self.piped.or_else(open::piped_text) {
                streams.pass_on(&text)?;
            }
            print(&outcome, plan, arguments, if is_filter { None } else { Some(streams) })?;
        }
        if !faults.is_empty() {
            print_faults(vec![lint::faults(faults)]);
        }
        if arguments.format != Format::Full && !arguments.quiet {
            tell_skipped(outcome.summary.skipped);
        }
        if arguments.format == Format::Github && !arguments.quiet {
            tell_hidden(&outcome.summary);
        }
        self.troubles.iter().for_each(Trouble::tell);
        let not_done = !self.troubles.is_empty() || !fatal(&outcome).is_empty();
        let end = if not_done {
            End::NotDone
        } else if found {
            End::Found
        } else {
            End::Clean
        };
        Ok(end.max(nothing(&outcome, plan, &arguments.drafts, end)))
    }
}

/// Findings that say that the job was not done.
fn fatal(outcome: &Outcome) -> Vec<Finding> {
    let fatal = outcome.findings.iter().filter(|reported| FATAL.contains(&reported.finding.rule.as_str()));
    fatal.map(|reported| reported.finding.clone()).collect()
}

/// Prints the report; to standard error where standard output carries a text.
fn print(outcome: &Outcome, plan: &Plan, arguments: &CheckArguments, streams: Option<&mut Streams>) -> Result<(), Trouble> {
    let style = streams.as_ref().map_or_else(Style::default, |streams| streams.style());
    let options = options(plan, arguments, style);
    let report = |out: &mut dyn io::Write| {
        if arguments.statistics {
            return out.write_all(report::statistics(outcome).as_bytes());
        }
        report::write_to(out, arguments.format, outcome, &options)
    };
    let Some(streams) = streams else {
        let mut text = Vec::new();
        report(&mut text).expect("memory takes all that is written to it");
        String::from_utf8_lossy(&text).lines().for_each(complain);
        return Ok(());
    };
    let grammar = if arguments.statistics { Grammar::Text } else { arguments.format.grammar() };
    streams.print_with(grammar, report)
}

/// The options of this run without which `fix` would mend something else.
fn again(arguments: &CheckArguments) -> String {
    let settings = &arguments.settings;
    let mut again = String::new();
    let mut add = |option: &str, value: &str| {
        let value = if value.is_empty() { String::new() } else { format!(" {}", report::quoted(value)) };
        again.extend([" ", option, value.as_str()]);
    };
    if settings.isolated {
        add("--isolated", "");
    }
    if let Some(config) = &settings.config {
        add("--config", &config.to_string_lossy());
    }
    if let Some(house) = &settings.house {
        add("--house", house);
    }
    settings.level.iter().for_each(|(rule, level)| add("--level", &format!("{rule}={}", level.name())));
    if !settings.only.is_empty() {
        let rules: Vec<&str> = settings.only.iter().map(RuleId::as_str).collect();
        add("--only", &rules.join(","));
    }
    if let Some(today) = settings.today {
        add("--today", &today.to_string());
    }
    if let Some(size) = settings.file_size {
        add("--file-size", &format!("{size}B"));
    }
    if arguments.no_ignores {
        add("--no-ignores", "");
    }
    if arguments.changed {
        add("--changed", "");
    }
    arguments.bases.base.iter().for_each(|base| add("--base", base));
    if arguments.drafts.force_exclude {
        add("--force-exclude", "");
    }
    if let Some(name) = &arguments.drafts.stdin_filename {
        add("--stdin-filename", &name.to_string_lossy());
    }
    again
}

/// What the run was told to look at.
fn paths(arguments: &CheckArguments) -> Vec<String> {
    let Drafts { paths, stdin_filename, .. } = &arguments.drafts;
    if paths.is_empty() && stdin_filename.is_some() {
        return vec!["-".to_owned()];
    }
    paths.iter().map(|path| path.to_string_lossy().into_owned()).collect()
}

fn options(plan: &Plan, arguments: &CheckArguments, style: Style) -> Options {
    let detail = match (arguments.quiet, arguments.verbose) {
        (true, _) => Detail::Quiet,
        (false, false) => Detail::Normal,
        (false, true) => Detail::Verbose,
    };
    let houses = plan.configurations.iter().flat_map(Configuration::all_houses).cloned().collect();
    Options { detail, style, again: again(arguments), paths: paths(arguments), houses, ..Options::default() }
}

/// Says on standard error what a command whose output is no report cannot do without.
pub(crate) fn print_faults(faults: Vec<FileOutcome>) {
    let options = Options { detail: Detail::Quiet, ..Options::default() };
    report::write(Format::Full, &Outcome::gather(faults), &options).lines().for_each(complain);
}
