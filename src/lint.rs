//! From drafts to findings that count: levels, ignores, order. The only place that knows any of these. It opens no file and prints nothing.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::draft::{Draft, Note, Syntax};
use crate::finding::{Edit, Finding, Findings, Level, RuleId, Safety};
use crate::house::House;
use crate::ignore::{Cover, Ignores};
use crate::rules::{Check, Context};
use crate::series::Seat;
use crate::settings::{FATAL, Ruling, Rulings, SetBy};
use crate::source::{Passage, Span};
use crate::terms::{self, AnyRule, Question};

use fingerprint::Names;
use place::Places;

pub use brief::{Brief, Ignoring, MOST_FINDINGS};
pub use choose::{Choice, alike, choose};
#[cfg(feature = "server")]
pub(crate) use desk::message_of;
pub use desk::{Candidates, faults, guarded, hidden, unrecognised};
pub use place::{NoteSummary, words, words_of};
pub use purpose::Purpose;

mod brief;
mod choose;
mod desk;
mod fingerprint;
mod place;
mod purpose;

/// A finding, settled.
#[derive(Debug, Clone)]
pub struct Reported {
    /// What the rule said.
    pub finding: Finding,
    /// Its level here; never `Off`.
    pub level: Level,
    /// Where it stands, in words a person can find in a word processor.
    pub place: Place,
    /// Where it stands in the Word document that the text was written out of, if it was.
    pub word: Option<Passage>,
    /// Survives edits elsewhere; 32 hexadecimal figures, or nothing where none was asked for: see [`Purpose`].
    pub fingerprint: String,
    /// What copydesk 0.1.0 would have called it, here and at the other place that it may be reported at: baselines that it wrote are read by that.
    pub first_fingerprints: [u128; 2],
}

/// A finding that is not reported, and what holds it back.
#[derive(Debug, Clone)]
pub struct Held {
    /// What would be reported.
    pub reported: Reported,
    /// What holds it back.
    pub by: Holder,
}

/// What holds a finding back.
#[derive(Debug, Clone)]
pub enum Holder {
    /// A comment in the draft or an entry of lint.toml.
    Ignore(Cover),
    /// The baseline.
    Baseline,
}

/// Where a finding stands in a note. Any part may be unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Place {
    /// The note's number; in a digest, the digest's.
    pub note: Option<u64>,
    /// In a digest, which of its notes, from 1; `None` for its masthead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<usize>,
    /// In a digest, the note's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The section's heading as written.
    pub section: Option<String>,
    /// The ordinal of the point as written.
    pub point: Option<String>,
    /// The number of the point, from 1: what its ordinal means, however it is written.
    #[serde(skip)]
    pub point_number: Option<u32>,
    /// The paragraph of the section, from 1.
    pub paragraph: Option<usize>,
    /// Where it stands if in no section.
    #[serde(skip)]
    pub margin: Margin,
}

/// A part of a note that is no section.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Margin {
    /// Before the first section.
    #[default]
    Header,
    /// After the last: what a web page adds.
    Furniture,
}

/// Counts over a run.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// Drafts read and asked for.
    pub files: usize,
    /// Notes in them.
    pub notes: usize,
    /// Files found by walking that are no drafts.
    pub skipped: usize,
    /// Findings reported, by level.
    pub errors: usize,
    /// Warnings reported.
    pub warnings: usize,
    /// Advice reported.
    pub advice: usize,
    /// Findings held back by an ignore comment or entry.
    pub ignored: usize,
    /// Findings held back by the baseline.
    pub baselined: usize,
    /// Findings that `--fix` would mend.
    pub fixable: usize,
    /// Findings that only `--unsafe-fixes` would mend.
    pub fixable_unsafe: usize,
    /// Findings that this run has mended.
    pub fixed: usize,
}

/// Everything a run has to say.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Sorted by file, start, end, rule.
    pub findings: Vec<Reported>,
    /// Counts.
    pub summary: Summary,
    /// What was read, in the order of files.
    pub notes: Vec<NoteSummary>,
    /// What is not reported, in the order of findings.
    pub held: Vec<Held>,
    /// Whether findings were compared with a baseline.
    pub compared: bool,
    /// How many findings of each rule the run has mended.
    pub mended: BTreeMap<RuleId, usize>,
}

/// What the check of one file came to.
#[derive(Debug, Clone, Default)]
pub struct FileOutcome {
    /// How far it came.
    pub reading: Reading,
    /// Sorted by file, start, end, rule.
    pub findings: Vec<Reported>,
    /// What was read.
    pub notes: Vec<NoteSummary>,
    /// What is not reported, in no order.
    pub held: Vec<Held>,
    /// Whether the findings were compared with a baseline.
    pub compared: bool,
    /// How many findings have no fix because it was not tried out: see `fix::offered`.
    pub untried: usize,
    /// How many findings were left out because there were as many as are wanted already.
    pub left_out: usize,
}

/// How far a file came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reading {
    /// It is a draft, or was asked for as one.
    #[default]
    Read,
    /// Found by walking, and no draft.
    Skipped,
    /// It is no draft but settings or a house, or it cannot be read.
    Unread,
}

/// Puts every rule to every note of `draft`, which was read with `house`, and settles the answers.
pub fn check(draft: &Draft, house: &House, brief: &Brief<'_>) -> FileOutcome {
    check_for(Purpose::Report, draft, house, brief)
}

/// The same, with no more told of each finding than `purpose` asks for.
pub fn check_for(purpose: Purpose, draft: &Draft, house: &House, brief: &Brief<'_>) -> FileOutcome {
    let rulings = brief.rulings_of_notes(draft, house, brief.least_level(purpose, draft));
    let mut findings = Findings::with_room(brief.most_findings());
    let entries = brief.series.map(|series| series.entries_of(brief.path, draft)).unwrap_or_default();
    let entry = |head: Option<usize>| head.and_then(|head| entries.get(head).copied().flatten());
    let seat = |head| brief.series.map(|series| Seat { series, path: brief.path, entry: entry(head) });
    if let (Some(masthead), Some(rulings)) = (&draft.masthead, rulings.first()) {
        ask(draft, masthead, house, rulings, brief, seat(Some(0)), &mut findings);
    }
    for (index, (note, rulings)) in draft.notes.iter().zip(&rulings).enumerate() {
        // A note of a digest has no entry of its own.
        ask(draft, note, house, rulings, brief, seat(draft.masthead.is_none().then_some(index)), &mut findings);
        ask_of_words(Question { draft, note, house, day: draft.day_of(note, brief.today) }, rulings, &mut findings);
    }
    let mut outcome = settle(draft, &rulings, findings, brief);
    if !purpose.is_trial() {
        locate(draft, &mut outcome);
        outcome.notes = place::summaries(draft, house);
    }
    if purpose == Purpose::Report {
        name(draft, Some(house), brief, &mut outcome);
    }
    outcome
}

/// Every rule's answers for one note, or for a masthead.
fn ask<'a>(
    draft: &'a Draft,
    note: &'a Note,
    house: &'a House,
    rulings: &Rulings<'a>,
    brief: &Brief<'a>,
    seat: Option<Seat<'a>>,
    findings: &mut Findings,
) {
    let before = findings.len();
    let is_masthead = draft.masthead.as_ref().is_some_and(|masthead| std::ptr::eq(masthead, note));
    let kinds = note.triggers(house.triggers());
    for ruling in rulings.iter().filter(|ruling| ruling.runs()) {
        let AnyRule::Coded(rule) = ruling.rule else { break };
        if !rule.wants.is_empty() && !rule.wants.intersects(kinds) {
            continue;
        }
        let question = match rule.check {
            Check::Note(question) if !is_masthead => question,
            Check::Head(question) if is_masthead || draft.masthead.is_none() => question,
            // A digest of no notes has one of which nothing is there.
            Check::Part(question) if !note.span.is_empty() || draft.masthead.is_none() => question,
            Check::Note(_) | Check::Head(_) | Check::Part(_) | Check::Desk => continue,
        };
        let extra_acronyms = brief.settings.map_or(&[][..], |settings| &settings.acronyms);
        let roster = brief.settings.and_then(|settings| settings.authors.as_ref());
        let context = Context { draft, note, house, today: brief.today, rule, options: &ruling.options, extra_acronyms, roster, seat };
        question(&context, findings);
    }
    leave_furniture(findings, before, note);
}

/// The answers of the house's terms for one note.
fn ask_of_words(question: Question<'_>, rulings: &Rulings<'_>, findings: &mut Findings) {
    let before = findings.len();
    let of_terms = rulings.of_terms();
    terms::check(question, |term| of_terms[term].runs(), findings);
    leave_furniture(findings, before, question.note);
}

/// Takes out what is said about furniture, of which only two rules may speak, among the findings from the index `before` on.
fn leave_furniture(findings: &mut Findings, before: usize, note: &Note) {
    if let Some(furniture) = &note.furniture {
        let speaks = |finding: &Finding| matches!(finding.rule.as_str(), "furniture" | "listing-mismatch");
        findings.retain_after(before, |finding| speaks(finding) || !furniture.span.contains(finding.primary.span.start));
    }
}

/// Levels, ignores, spans, order: in this order. `rulings` has one entry a note, and at least one.
fn settle(draft: &Draft, rulings: &[Rc<Rulings<'_>>], findings: Findings, brief: &Brief<'_>) -> FileOutcome {
    let mut left_out = findings.left_out();
    let mut desk =
        Desk { draft, rulings, ignores: Ignores::new(draft, brief.settings, brief.path), brief, outcome: FileOutcome::default() };
    for finding in findings {
        desk.add(finding);
    }
    let terms = rulings.first().map(|rulings| rulings.of_terms()).unwrap_or_default();
    let remarks = desk.ignores.remarks(terms.iter().map(|ruling| ruling.rule.id()), brief.most_findings());
    left_out += remarks.left_out();
    for remark in remarks {
        left_out += desk.add_if_room(remark);
    }
    if brief.ignores == Ignoring::Obeyed {
        let ran = |rule: &str, offset| desk.rulings_at(offset).and_then(|rulings| rulings.of(rule)).is_some_and(Ruling::runs);
        for unused in desk.ignores.unused(ran) {
            left_out += desk.add_if_room(unused);
        }
    }
    if left_out > 0 {
        desk.add(desk::too_many(draft, brief.most_findings()));
    }
    let mut outcome = FileOutcome { left_out, ..desk.outcome };
    sort(&mut outcome.findings);
    outcome.held.sort_by(|a, b| key(&a.reported).cmp(&key(&b.reported)));
    outcome
}

/// Says of findings that are in order where they stand.
fn locate(draft: &Draft, outcome: &mut FileOutcome) {
    let places = Places::new(draft);
    places.fill(&mut outcome.findings);
    places.fill(outcome.held.iter_mut().map(|held| &mut held.reported));
}

/// Gives findings that are in order and have their places their fingerprints.
fn name(draft: &Draft, house: Option<&House>, brief: &Brief<'_>, outcome: &mut FileOutcome) {
    // What is held back is named last: an ignore comment renames no other finding.
    let all = outcome.findings.iter_mut().chain(outcome.held.iter_mut().map(|held| &mut held.reported));
    Names { draft: Some(draft), house, path: brief.path }.stamp(all);
}

/// One file's findings while they are settled.
struct Desk<'a> {
    draft: &'a Draft,
    rulings: &'a [Rc<Rulings<'a>>],
    ignores: Ignores<'a>,
    brief: &'a Brief<'a>,
    outcome: FileOutcome,
}

impl Desk<'_> {
    fn add(&mut self, mut finding: Finding) {
        let level = self.rulings_at(finding.primary.span.start).map_or(Level::Error, |rulings| level_of(&finding, rulings));
        if level == Level::Off {
            return;
        }
        let cover = if self.brief.ignores == Ignoring::Obeyed { self.ignores.cover(&finding) } else { None };
        clip(&mut finding);
        withhold_unsound_fix(&mut finding, self.draft);
        let reported =
            Reported { finding, level, place: Place::default(), word: None, fingerprint: String::new(), first_fingerprints: [0; 2] };
        match cover {
            Some(cover) => self.outcome.held.push(Held { reported, by: Holder::Ignore(cover) }),
            None => self.outcome.findings.push(reported),
        }
    }

    /// The same, unless there are as many as are wanted already; gives how many are left out, which is none or one.
    fn add_if_room(&mut self, finding: Finding) -> usize {
        if self.outcome.findings.len() + self.outcome.held.len() >= self.brief.most_findings() {
            return 1;
        }
        self.add(finding);
        0
    }

    fn rulings_at(&self, offset: u32) -> Option<&Rulings<'_>> {
        let next = self.draft.notes.partition_point(|note| note.span.start <= offset);
        self.rulings.get(next.saturating_sub(1)).or(self.rulings.first()).map(AsRef::as_ref)
    }
}

/// The level of a finding: what somebody set for its rule, else what it says of itself, else the rule's own level.
fn level_of(finding: &Finding, rulings: &Rulings<'_>) -> Level {
    let id = finding.rule.as_str();
    if FATAL.contains(&id) {
        return Level::Error;
    }
    let Some(ruling) = rulings.of(id) else { return finding.level.unwrap_or(Level::Warning) };
    match (ruling.runs(), ruling.set_by) {
        (false, _) => Level::Off,
        (true, SetBy::Rule) => {
            debug_assert!(ruling.level > Level::Advice || finding.level.is_none(), "what a rule of advice finds is advice");
            finding.level.unwrap_or(ruling.level)
        }
        (true, _) => ruling.level,
    }
}

/// A fix that would take out half of a pair of marks, or an address, is no fix: what it replaces is more than the words it knows.
fn withhold_unsound_fix(finding: &mut Finding, draft: &Draft) {
    let markup: &[char] = if draft.syntax == Syntax::Markdown { &['*', '_', '`', '[', ']', '~'] } else { &[] };
    let is_unsound = |edit: &Edit| {
        let old = edit.source.slice(edit.span);
        let count = |text: &str, mark: char| text.matches(mark).count();
        let address = old.contains("://") && !edit.text.contains("://");
        !edit.text.is_empty() && !is_blank(edit) && (address || markup.iter().any(|mark| count(old, *mark) > count(&edit.text, *mark)))
    };
    if finding.fix.as_ref().is_some_and(|fix| fix.edits.iter().any(is_unsound)) {
        finding.fix = None;
    }
    finding.alternatives.retain(|fix| !fix.edits.iter().any(is_unsound));
}

/// Whether the edit fills in a blank, `___`: marks around nothing are no pair.
fn is_blank(edit: &Edit) -> bool {
    let (text, span) = (edit.source.text(), edit.span);
    let holds = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '*'));
    let is_joined = holds(text[..span.start as usize].chars().next_back()) || holds(text[span.end as usize..].chars().next());
    !is_joined && edit.source.slice(span).bytes().all(|byte| byte == b'_')
}

/// No span reaches over a line end, but that of furniture.
fn clip(finding: &mut Finding) {
    let only_related = finding.rule.as_str() == "furniture";
    let primary = (!only_related).then_some(&mut finding.primary);
    for label in primary.into_iter().chain(&mut finding.related) {
        label.span = label.source.first_line_of(label.span);
    }
}

fn sort(findings: &mut [Reported]) {
    findings.sort_by(|a, b| key(a).cmp(&key(b)));
}

fn key(reported: &Reported) -> (&str, Span, &str) {
    let Finding { primary, rule, .. } = &reported.finding;
    (primary.source.name(), primary.span, rule.as_str())
}

impl Outcome {
    /// Puts the files of a run together; the order in which they come does not matter, as long as each comes once.
    pub fn gather(files: Vec<FileOutcome>) -> Outcome {
        let count = |of: fn(&FileOutcome) -> usize| files.iter().map(of).sum();
        let mut outcome = Outcome {
            findings: Vec::with_capacity(count(|file| file.findings.len())),
            notes: Vec::with_capacity(count(|file| file.notes.len())),
            ..Outcome::default()
        };
        for file in files {
            match file.reading {
                Reading::Read => outcome.summary.files += 1,
                Reading::Skipped => outcome.summary.skipped += 1,
                Reading::Unread => {}
            }
            outcome.findings.extend(file.findings);
            outcome.notes.extend(file.notes);
            outcome.held.extend(file.held);
            outcome.compared |= file.compared;
        }
        sort(&mut outcome.findings);
        outcome.held.sort_by(|a, b| key(&a.reported).cmp(&key(&b.reported)));
        outcome.notes.sort_by(|a, b| a.file.cmp(&b.file));
        outcome.summary.count(&outcome.findings);
        outcome.summary.baselined = outcome.held.iter().filter(|held| matches!(held.by, Holder::Baseline)).count();
        outcome.summary.ignored = outcome.held.len() - outcome.summary.baselined;
        outcome.summary.notes = outcome.notes.len();
        outcome
    }
}

impl Summary {
    fn count(&mut self, findings: &[Reported]) {
        for reported in findings {
            match reported.level {
                Level::Error => self.errors += 1,
                Level::Warning => self.warnings += 1,
                Level::Advice => self.advice += 1,
                Level::Off => {}
            }
            match reported.finding.fix.as_ref().map(|fix| fix.safety) {
                Some(Safety::Safe) => self.fixable += 1,
                Some(Safety::Unsafe) => self.fixable_unsafe += 1,
                None => {}
            }
        }
    }
}

#[cfg(test)]
mod tests;
