//! `check` and `fix`: the run itself, what is printed of it, and the exit code.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::sync::Arc;

use crate::cli::args::CheckArguments;
use crate::cli::nothing::{emptiness, nothing, tell_skipped};
use crate::cli::streams::{Streams, complain};
use crate::cli::{End, complain_of};
use crate::finding::{Finding, RuleId};
use crate::fix;
use crate::lint::{self, FileOutcome, Ignoring, Outcome};
use crate::report::{self, Completion, Detail, Extent, Format, Options, Style};
use crate::settings::FATAL;
use crate::source::Source;
use crate::visible::Grammar;
use crate::workspace::archive::Archive;
use crate::workspace::baselines::{Baselines, Finished, Use};
use crate::workspace::bounded::Total;
use crate::workspace::branches::Branches;
use crate::workspace::found::Input;
use crate::workspace::outputs::Reads;
use crate::workspace::session::{Content, Document, Results, Session};
use crate::workspace::write::{self, Transaction};
use crate::workspace::{Failure, Texts};

use checked::{Change, Checked, Versions, settled};
use look::{check_within_series, for_series, look_at};
use options::{Told, options, tell_in_reports};
use review::refuse_reviews;
use tell::{tell_ending, tell_hidden, tell_untried};

mod checked;
mod look;
mod options;
mod review;
mod tell;

/// `copydesk fix`.
pub(crate) fn fix(mut arguments: CheckArguments, streams: &mut Streams) -> Result<End, Failure> {
    arguments.fix = true;
    check(&arguments, streams)
}

/// `copydesk check`.
pub(crate) fn check(arguments: &CheckArguments, streams: &mut Streams) -> Result<End, Failure> {
    let end = run(arguments, streams);
    if let Err(failure) = &end {
        tell_in_reports(failure, arguments, streams);
    }
    end
}

fn run(arguments: &CheckArguments, streams: &mut Streams) -> Result<End, Failure> {
    if arguments.unsafe_fixes && !arguments.fix && !arguments.diff && arguments.reviews().is_none() {
        return Err(Failure::new(
            "`--unsafe-fixes` says which fixes to apply, and none are",
            "add `--fix` to apply them, or `--diff` to look at them",
        ));
    }
    if arguments.statistics && arguments.format != Format::Full {
        let format = arguments.format.name();
        return Err(Failure::new(
            format!("`--statistics` prints a table for people, and `--format {format}` asks for another report"),
            format!("leave one of them out, or have both: `--statistics --output {format}=FILE`"),
        ));
    }
    let mut session = Session::new(&arguments.drafts.selection()?, &arguments.settings.overrides(), Texts::default())?;
    if arguments.fix && !arguments.diff {
        write::tidy(
            session.documents.iter().filter(|document| document.found.input == Input::File).map(|document| document.found.path.as_path()),
        );
    }
    arguments.refuse_overwriting(&session)?;
    review::refuse_mending(&session, arguments)?;
    let mut baselines = Baselines::open(&mut session, arguments.baseline.as_ref(), arguments.use_of_baselines())?;
    let branches = branches(&mut session, arguments)?;
    let total = Total::of(session.documents.len());
    let mut looks = session.work_in_place(|place, document| look_at(&session, (place, document), arguments, &total))?;
    let mut archive = Archive::read_beside(&session, &branches, &mut |document| for_series(&mut looks, document))?;
    let mut checked = check_within_series(&session, looks, &archive, arguments, &total)?;
    let touched = archive
        .renew(&session, checked.iter().filter_map(|(document, checked)| Some((*document, checked.as_ref().ok()?.text_afterwards()?))));
    check_again(&session, &mut checked, &touched, &archive, arguments)?;
    let mut run = Run { failures: session.failures.clone(), files: session.faults(), ..Run::default() };
    let outcomes = checked.iter_mut().filter_map(|(document, checked)| Some((*document, checked.as_mut().ok()?.last_outcome())));
    run.files.extend(total.settle(outcomes.map(|(document, outcome)| (document, &*session.documents[document].found.name, outcome))));
    run.write_changes(&session, &checked, arguments);
    run.take_up(&session, &archive, arguments);
    drop(archive);
    run.files.reserve_exact(checked.len());
    for (document, checked) in checked {
        run.take(document, checked, &session, &mut baselines, arguments);
    }
    if !arguments.diff {
        let Finished { failures, remarks } = baselines.finish(&session);
        run.failures.extend(failures);
        remarks.iter().filter(|_| !arguments.quiet).for_each(|remark| complain(remark));
    }
    let end = run.finish(&session, arguments, streams);
    // The program ends: to give back what it holds piece by piece would be for nothing.
    std::mem::forget(session);
    end
}

/// The branches whose numbers count. With `--changed`, the drafts of `session` that are no different there are passed over.
fn branches(session: &mut Session, arguments: &CheckArguments) -> Result<Branches, Failure> {
    let revs = &arguments.bases.base;
    if revs.is_empty() && !arguments.changed {
        return Ok(Branches::default());
    }
    let branches = Branches::new(session, revs)?;
    if arguments.changed {
        branches.pass_over_unchanged(session);
    }
    // The last commit is no other branch.
    Ok(if revs.is_empty() { Branches::default() } else { branches })
}

impl CheckArguments {
    /// Refuses reports that would be written over something else.
    fn refuse_overwriting(&self, session: &Session) -> Result<(), Failure> {
        if self.output.is_empty() {
            return Ok(());
        }
        let reads = Reads::of(session, &self.settings.overrides(), &self.baseline)?;
        refuse_reviews(session, self, &reads)?;
        self.reports().try_for_each(|output| reads.refuse_overwriting(&output.file))
    }

    fn use_of_baselines(&self) -> Use {
        if self.update_baseline { Use::Update } else { Use::Compare }
    }

    fn ignoring(&self) -> Ignoring {
        if self.no_ignores { Ignoring::Overruled } else { Ignoring::Obeyed }
    }

    /// How much of a file's text is kept once its findings are settled: as much as its reports show. Fixes keep the texts that they change.
    fn extent(&self) -> Extent {
        self.formats().map(Format::extent).max().unwrap_or(Extent::Whole)
    }

    /// The formats of all that is written.
    fn formats(&self) -> impl Iterator<Item = Format> {
        self.reports().map(|output| output.format).chain([self.format])
    }
}

/// Looks again at the drafts under the configurations in `touched`: a note whose number was mended may be in another's way, or out of it.
fn check_again(
    session: &Session,
    checked: &mut Results<Checked>,
    touched: &BTreeSet<usize>,
    archive: &Archive,
    arguments: &CheckArguments,
) -> Result<(), Failure> {
    if touched.is_empty() {
        return Ok(());
    }
    let texts: HashMap<&str, &str> = checked
        .iter()
        .filter_map(|(document, checked)| Some((&*session.documents[*document].found.name, checked.as_ref().ok()?.text_afterwards()?)))
        .collect();
    let again = |document: &Document| {
        if !touched.contains(&document.configuration) {
            return Ok(None);
        }
        let source = match texts.get(&*document.found.name) {
            Some(text) => Arc::new(Source::new(&*document.found.name, *text)),
            None => match session.open(document)? {
                Content::Text(source) => source,
                Content::NotText(_) => return Ok(None),
            },
        };
        Ok(Some(settled(session, document, &source, archive, arguments)))
    };
    let outcomes = session.work(again)?;
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
    failures: Vec<Failure>,
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
    fn take(
        &mut self,
        document: usize,
        checked: Result<Checked, Failure>,
        session: &Session,
        baselines: &mut Baselines,
        arguments: &CheckArguments,
    ) {
        let document = &session.documents[document];
        let (mut outcome, change, reviewed) = match checked {
            Ok(checked) => {
                self.piped = self.piped.take().or(checked.piped);
                (checked.outcome, checked.change, checked.reviewed)
            }
            Err(failure) => return self.failures.push(failure),
        };
        if let Some(change) = change {
            outcome = self.mend(document, outcome, *change, arguments);
        }
        if outcome.untried > 0 && !arguments.quiet {
            tell_untried(&document.found.name, outcome.untried);
        }
        baselines.hold_back(document, &mut outcome);
        if let Some(mut reviewed) = reviewed {
            reviewed.retain(&outcome);
            self.failures.extend(reviewed.write(session, document, arguments).err());
        }
        let settings = session.of(document).settings.as_ref();
        let configured = settings.and_then(|settings| settings.fail_on.as_ref()).map(|fail_on| fail_on.value);
        let fail_on = arguments.fail_on.or(configured).unwrap_or_default();
        self.failed |= outcome.findings.iter().any(|reported| fail_on.fails(reported.level));
        self.files.push(outcome);
    }

    /// Writes what fixes made of the files: all of it, or nothing.
    fn write_changes(&mut self, session: &Session, checked: &Results<Checked>, arguments: &CheckArguments) {
        if arguments.diff || !arguments.fix {
            return;
        }
        let mut together = Transaction::default();
        for (document, checked) in checked {
            let found = &session.documents[*document].found;
            let change = checked.as_ref().ok().and_then(|checked| checked.change.as_ref());
            if let Some(Versions { before, after }) = change.and_then(|change| change.texts.as_ref()).filter(|_| found.input == Input::File)
            {
                if before.transcript().is_none() {
                    together.rewrite(&found.path, &found.name, before.text(), after);
                    continue;
                }
                match review::mended(session, &session.documents[*document], (before, after), arguments) {
                    Ok([before, after]) => together.rewrite(&found.path, &found.name, before, after),
                    // All of them are changed, or none.
                    Err(failure) => {
                        self.failures.push(failure);
                        self.unwritten = true;
                        return;
                    }
                }
            }
        }
        let written = together.commit();
        self.unwritten = written.is_err();
        self.failures.extend(written.err());
    }

    /// Takes up what kept a part of the archive from being read.
    fn take_up(&mut self, session: &Session, archive: &Archive, arguments: &CheckArguments) {
        for failure in &archive.failures {
            if !self.failures.contains(failure) {
                self.failures.push(failure.clone());
            }
        }
        let faults = [archive.empty.as_slice(), &archive.faults].concat();
        if !faults.is_empty() {
            self.files.push(lint::faults(faults));
        }
        if !arguments.quiet {
            session.remarks.iter().chain(&archive.remarks).for_each(|remark| complain(remark));
        }
    }

    /// Takes up what fixes made of a file, or the difference they make; gives what then holds of the file. One that was not written stays as it
    /// was, with what was found in it.
    fn mend(&mut self, document: &Document, outcome: FileOutcome, change: Change, arguments: &CheckArguments) -> FileOutcome {
        let name = &document.found.name;
        tell_ending(name, change.ending);
        match change.texts {
            Some(Versions { before, after }) if arguments.diff => self.diff.push_str(&fix::diff(name, before.text(), &after)),
            Some(_) if document.found.input == Input::File && self.unwritten => return outcome,
            _ => {}
        }
        for rule in change.mended {
            *self.mended.entry(rule).or_default() += 1;
        }
        change.outcome
    }

    fn finish(mut self, session: &Session, arguments: &CheckArguments, streams: &mut Streams) -> Result<End, Failure> {
        let mut outcome = Outcome::gather(self.files);
        // A diff prints no findings, but what it could not look at has to be told.
        let (faults, found) =
            if arguments.diff { (fatal(&outcome), !self.diff.is_empty()) } else { (Vec::new(), self.failed && !arguments.update_baseline) };
        outcome.mended = if arguments.diff { BTreeMap::new() } else { self.mended };
        outcome.summary.fixed = outcome.mended.values().sum();
        let empty = emptiness(&outcome, session, &arguments.drafts);
        let failures: Vec<Failure> = self.failures.iter().cloned().chain(empty).collect();
        let is_whole = failures.is_empty() && session.kept_back() == 0 && fatal(&outcome).is_empty();
        let completion = if is_whole { Completion::Whole } else { Completion::Partial };
        let told = Told { failures: &failures, completion, outcome: &outcome };
        for output in arguments.reports() {
            let options = options(session, arguments, Style::default(), &told);
            let report = |out: &mut dyn io::Write| report::write_to(out, output.format, &outcome, &options);
            self.failures.extend(write::put_with(&output.file, &output.file.to_string_lossy(), &report).err());
        }
        if arguments.diff {
            streams.pass_on(&self.diff)?;
        } else {
            // A filter prints the text, changed or not, and nothing where there is none; its findings go the other way.
            let is_filter = arguments.fix && session.documents.iter().any(|document| document.found.input == Input::Stdin);
            if is_filter && let Some(text) = self.piped.or_else(|| session.texts.piped_text()) {
                streams.pass_on(&text)?;
            }
            print(&told, session, arguments, if is_filter { None } else { Some(streams) })?;
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
        self.failures.iter().for_each(complain_of);
        let not_done = !self.failures.is_empty() || !fatal(&outcome).is_empty();
        let end = if not_done {
            End::NotDone
        } else if found {
            End::Found
        } else {
            End::Clean
        };
        Ok(end.max(nothing(&outcome, session, &arguments.drafts, end)))
    }
}

/// Findings that say that the job was not done.
fn fatal(outcome: &Outcome) -> Vec<Finding> {
    let fatal = outcome.findings.iter().filter(|reported| FATAL.contains(&reported.finding.rule.as_str()));
    fatal.map(|reported| reported.finding.clone()).collect()
}

/// Prints the report; to standard error where standard output carries a text.
fn print(told: &Told<'_>, session: &Session, arguments: &CheckArguments, streams: Option<&mut Streams>) -> Result<(), Failure> {
    let outcome = told.outcome;
    let style = streams.as_ref().map_or_else(Style::default, |streams| streams.style());
    let options = options(session, arguments, style, told);
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

/// Says on standard error what a command whose output is no report cannot do without.
pub(crate) fn print_faults(faults: Vec<FileOutcome>) {
    let options = Options { detail: Detail::Quiet, ..Options::default() };
    report::write(Format::Full, &Outcome::gather(faults), &options).lines().for_each(complain);
}
