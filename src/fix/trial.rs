//! Tries fixes out before anybody is offered them: each is applied, and the draft is read again. What is offered then is for others to choose.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::edits::Edits;
use crate::finding::{Fix, Level, Safety};
use crate::lint::{FileOutcome, Purpose, Reported};
use crate::source::Source;

/// How often one file is read for the sake of its fixes.
pub const MOST_READINGS: usize = 64;

/// How many bytes are read for the sake of one file's fixes: what is too long to be a note is not read 64 times.
const MOST_BYTES: usize = 2 << 20;

/// What `source` comes to, as `lint` says for a purpose, with those of its fixes that hold: see [`tried`]. A draft without fixes is read once.
pub fn offered(source: &Arc<Source>, mut lint: impl FnMut(&Arc<Source>, Purpose) -> FileOutcome) -> FileOutcome {
    let outcome = lint(source, Purpose::Report);
    tried(source, outcome, lint)
}

/// Takes away from `outcome`, what `source` comes to, each fix and alternative that is not what it says: afterwards the finding is gone, and no
/// new error or warning has come; after a safe fix, no finding at all. `lint` is asked what fixes make of the text comes to.
///
/// Fixes are tried together; only where something went wrong are they tried apart. What would take more than [`MOST_READINGS`] is not offered
/// and counted in `untried`.
pub fn tried(source: &Arc<Source>, mut outcome: FileOutcome, mut lint: impl FnMut(&Arc<Source>, Purpose) -> FileOutcome) -> FileOutcome {
    let proposals = proposals(source, &outcome.findings);
    if proposals.is_empty() {
        return outcome;
    }
    let (proposals, unwritable): (Vec<_>, Vec<_>) = proposals.into_iter().partition(|proposal| is_writable(source, proposal.fix));
    let budget = (MOST_BYTES / source.text().len().max(1)).clamp(1, MOST_READINGS);
    let mut trial = Trial { source, before: &outcome, proposals: &proposals, budget, refused: Vec::new(), untried: Vec::new() };
    trial.run(&mut lint);
    let slot = |proposal: &usize| (proposals[*proposal].finding, proposals[*proposal].alternative);
    let untried: BTreeSet<_> = trial.untried.iter().map(slot).collect();
    let unwritable = unwritable.iter().map(|proposal| (proposal.finding, proposal.alternative));
    let refused: BTreeSet<_> = trial.refused.iter().map(slot).chain(untried.iter().copied()).chain(unwritable).collect();
    outcome.untried = untried.iter().map(|(finding, _)| finding).collect::<BTreeSet<_>>().len();
    withdraw(&mut outcome.findings, &refused);
    outcome
}

/// Whether the document that a text was written out of, if it was, has a place for each of these edits: a number that Word counts has none, nor has
/// the end of a paragraph.
fn is_writable(source: &Source, fix: &Fix) -> bool {
    let Some(transcript) = source.transcript() else { return true };
    fix.edits.iter().all(|edit| transcript.is_whole(edit.span.start, edit.span.end) && !edit.text.contains(['\n', '\r']))
}

/// With so many findings it may depend on each of them which are kept.
const MANY: usize = 1000;

/// A fix that may be offered.
struct Proposal<'a> {
    /// The index of its finding.
    finding: usize,
    /// Which of the alternatives it is; `None` for the fix itself.
    alternative: Option<usize>,
    fix: &'a Fix,
}

/// The fixes and alternatives that change nothing but `source`.
fn proposals<'a>(source: &Source, findings: &'a [Reported]) -> Vec<Proposal<'a>> {
    let mut proposals = Vec::new();
    for (finding, reported) in findings.iter().enumerate() {
        let fix = reported.finding.fix.iter().map(|fix| (None, fix));
        let alternatives = reported.finding.alternatives.iter().enumerate().map(|(index, fix)| (Some(index), fix));
        proposals.extend(fix.chain(alternatives).map(|(alternative, fix)| Proposal { finding, alternative, fix }));
    }
    proposals.retain(|proposal| proposal.fix.edits.iter().all(|edit| edit.source.name() == source.name()));
    proposals
}

/// The trial of one file's fixes.
struct Trial<'a> {
    source: &'a Arc<Source>,
    before: &'a FileOutcome,
    proposals: &'a [Proposal<'a>],
    /// How many readings are left.
    budget: usize,
    /// Proposals that do not hold.
    refused: Vec<usize>,
    /// Proposals for which no reading was left.
    untried: Vec<usize>,
}

/// What came of one reading.
#[derive(Default)]
struct Verdict {
    /// Proposals whose finding is still there.
    in_vain: Vec<usize>,
    /// Lines, in the text afterwards, of findings that were not there before.
    new_on: BTreeSet<usize>,
    /// Proposals that change one of these lines.
    suspects: Vec<usize>,
}

impl Trial<'_> {
    fn run(&mut self, lint: &mut impl FnMut(&Arc<Source>, Purpose) -> FileOutcome) {
        let mut batches = self.batches();
        while let Some(batch) = batches.pop() {
            if self.budget == 0 {
                self.untried.extend(batch);
                continue;
            }
            self.budget -= 1;
            let verdict = self.read(&batch, lint);
            let failed = !verdict.in_vain.is_empty() || !verdict.new_on.is_empty();
            match batch.len() {
                _ if !failed => {}
                1 => self.refused.extend(batch),
                _ => batches.extend(self.divide(batch, verdict)),
            }
        }
    }

    /// Proposals that can be applied together, safe ones apart from the others, the batch to read first at the end.
    fn batches(&mut self) -> Vec<Vec<usize>> {
        let mut batches: Vec<(Safety, Edits<'_>, Vec<usize>)> = Vec::new();
        for (index, proposal) in self.proposals.iter().enumerate() {
            let safety = if proposal.alternative.is_some() { Safety::Unsafe } else { proposal.fix.safety };
            let fits = batches.iter_mut().position(|(of, edits, _)| *of == safety && edits.add(self.source, proposal.fix));
            let mut edits = Edits::default();
            match fits {
                Some(fits) => batches[fits].2.push(index),
                None if batches.len() == MOST_READINGS => self.untried.push(index),
                None if edits.add(self.source, proposal.fix) => batches.push((safety, edits, vec![index])),
                None => self.refused.push(index),
            }
        }
        batches.sort_by_key(|(safety, _, _)| *safety == Safety::Safe);
        batches.into_iter().map(|(_, _, batch)| batch).collect()
    }

    /// Applies a batch and looks what the draft says then.
    fn read(&self, batch: &[usize], lint: &mut impl FnMut(&Arc<Source>, Purpose) -> FileOutcome) -> Verdict {
        let mut edits = Edits::default();
        for proposal in batch {
            edits.add(self.source, self.proposals[*proposal].fix);
        }
        let after = Arc::new(Source::new(self.source.name(), edits.apply(self.source.text())));
        if after.text() == self.source.text() {
            return Verdict { in_vain: batch.to_vec(), ..Verdict::default() };
        }
        let shifts = edits.shifts();
        let safe = batch.iter().all(|proposal| self.is_safe(*proposal));
        let least = if safe { Level::Advice } else { Level::Warning };
        let FileOutcome { findings: found, left_out, .. } = lint(&after, Purpose::Trial(self.wanted(batch, least)));
        // Where not all findings are kept, one that is mended makes room for another that was there before.
        let came_into_view = self.before.left_out.saturating_sub(left_out);
        let mended: HashMap<usize, usize> = batch.iter().map(|proposal| (self.proposals[*proposal].finding, *proposal)).collect();
        let before = &self.before.findings;
        let mut pairs = Pairs::new(before, &found, |at| shifts.moved(at), |finding| mended.contains_key(&finding));
        if came_into_view == 0 {
            pairs.pair_moved(before, &found);
        }
        let mut left: Vec<&str> = batch.iter().filter_map(|proposal| self.proposals[*proposal].fix.leaves).collect();
        let mut verdict = Verdict { in_vain: pairs.still_there(&mended), ..Verdict::default() };
        let mut new: Vec<&Reported> = pairs.new.iter().map(|new| &found[*new]).collect();
        new.retain(|reported| match left.iter().position(|rule| *rule == reported.finding.rule.as_str()) {
            Some(expected) => left.swap_remove(expected).is_empty(),
            None => true,
        });
        if new.len() > came_into_view {
            let grave = new.iter().filter(|reported| reported.level >= least);
            verdict.new_on = grave.map(|reported| after.line_of(reported.finding.primary.span.start)).collect();
        }
        let changes = |proposal: &usize| {
            let lines = self.proposals[*proposal].fix.edits.iter().map(|edit| after.line_of(shifts.moved(edit.span.start)));
            lines.into_iter().any(|line| verdict.new_on.contains(&line))
        };
        verdict.suspects = batch.iter().copied().filter(changes).collect();
        verdict
    }

    /// The level of findings from which on a reading of `batch` has to tell, where new ones of `least` refuse it: what is mended has to be told
    /// in any case, and everything where not all findings are kept.
    fn wanted(&self, batch: &[usize], least: Level) -> Level {
        let levels = batch.iter().map(|proposal| self.before.findings[self.proposals[*proposal].finding].level);
        let is_whole = self.before.left_out == 0 && self.before.findings.len() < MANY;
        levels.chain([least]).min().filter(|_| is_whole).unwrap_or(Level::Advice)
    }

    fn is_safe(&self, proposal: usize) -> bool {
        let Proposal { alternative, fix, .. } = &self.proposals[proposal];
        alternative.is_none() && fix.safety == Safety::Safe
    }

    /// What to try next of a batch that failed: without those in vain, else those in question apart from the others, else by halves.
    fn divide(&mut self, mut batch: Vec<usize>, verdict: Verdict) -> Vec<Vec<usize>> {
        let Verdict { in_vain, suspects, .. } = verdict;
        let out = if in_vain.is_empty() { suspects } else { in_vain.clone() };
        let count = batch.len();
        batch.retain(|proposal| !out.contains(proposal));
        self.refused.extend(in_vain.iter().copied());
        let mut next = match (in_vain.is_empty(), out.len()) {
            (false, _) => vec![batch],
            (true, 0) => vec![batch.split_off(count / 2), batch],
            (true, all) if all == count => {
                let mut first = out;
                vec![first.split_off(count / 2), first]
            }
            (true, _) => vec![out, batch],
        };
        next.retain(|batch| !batch.is_empty());
        next
    }
}

/// Which findings of one reading are those of another.
struct Pairs {
    /// By the index of a finding before: whether it is there afterwards.
    matched: Vec<bool>,
    /// Findings afterwards that were not there before.
    new: Vec<usize>,
}

impl Pairs {
    /// Pairs by what is said and where; then, but for findings that were to be mended, by place, since a message may count something; then by
    /// what is said, since what it is said of may have moved.
    fn new(before: &[Reported], after: &[Reported], moved: impl Fn(u32) -> u32, is_mended: impl Fn(usize) -> bool) -> Self {
        let mut pairs = Pairs { matched: vec![false; before.len()], new: (0..after.len()).collect() };
        let said = |reported: &Reported| reported.finding.message.clone();
        let place_before = |reported: &Reported| moved(reported.finding.primary.span.start);
        let place_after = |reported: &Reported| reported.finding.primary.span.start;
        let said_before = |reported: &Reported| (said(reported), place_before(reported));
        let said_after = |reported: &Reported| (said(reported), place_after(reported));
        pairs.pair(before, after, said_before, said_after, |_| true);
        pairs.pair(before, after, place_before, place_after, |finding| !is_mended(finding));
        pairs.pair(before, after, said, said, |finding| !is_mended(finding));
        pairs
    }

    /// Pairs what was to be mended and is only somewhere else now.
    fn pair_moved(&mut self, before: &[Reported], after: &[Reported]) {
        let said = |reported: &Reported| reported.finding.message.clone();
        self.pair(before, after, said, said, |_| true);
    }

    fn pair<K: std::hash::Hash + Eq>(
        &mut self,
        before: &[Reported],
        after: &[Reported],
        key_before: impl Fn(&Reported) -> K,
        key_after: impl Fn(&Reported) -> K,
        may: impl Fn(usize) -> bool,
    ) {
        if self.new.is_empty() {
            return;
        }
        let mut known: HashMap<(&str, K), Vec<usize>> = HashMap::new();
        for (index, reported) in before.iter().enumerate().rev().filter(|(index, _)| !self.matched[*index] && may(*index)) {
            known.entry((reported.finding.rule.as_str(), key_before(reported))).or_default().push(index);
        }
        self.new.retain(|index| {
            let reported = &after[*index];
            let partner = known.get_mut(&(reported.finding.rule.as_str(), key_after(reported))).and_then(Vec::pop);
            partner.map(|partner| self.matched[partner] = true).is_none()
        });
    }

    /// The proposals whose finding is still there; `mended` leads from findings to proposals.
    fn still_there(&self, mended: &HashMap<usize, usize>) -> Vec<usize> {
        let mut still: Vec<usize> = mended.iter().filter(|(finding, _)| self.matched[**finding]).map(|(_, proposal)| *proposal).collect();
        still.sort_unstable();
        still
    }
}

/// Takes the fixes and alternatives at `refused` away.
fn withdraw(findings: &mut [Reported], refused: &BTreeSet<(usize, Option<usize>)>) {
    for (finding, alternative) in refused.iter().rev() {
        let finding = &mut findings[*finding].finding;
        match alternative {
            Some(index) => drop(finding.alternatives.remove(*index)),
            None => finding.fix = None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Finding, Label, RuleId};
    use crate::lint::Place;
    use crate::source::Span;

    /// Finds each `a` and writes `b` for it, or what `fix` says; each `!` is another rule's, without a fix.
    fn lint(source: &Arc<Source>, level: Level, fix: impl Fn(usize) -> (Safety, &'static str)) -> FileOutcome {
        let found = source.text().char_indices().filter(|(_, c)| matches!(c, 'a' | '!'));
        let findings = found.map(|(at, c)| {
            let span = Span::new(at, at + 1);
            let fix = (c == 'a').then(|| fix(at)).map(|(safety, text)| Fix::new("write another", safety, source, span, text));
            let rule = RuleId::coded(if c == 'a' { "letter" } else { "mark" });
            let level = if c == 'a' { Level::Error } else { level };
            Reported {
                finding: Finding::new(rule, "wrong", Label::new(source, span, "")).fix(fix),
                level,
                place: Place::default(),
                word: None,
                fingerprint: String::new(),
                first_fingerprints: [0; 2],
            }
        });
        FileOutcome { findings: findings.collect(), ..FileOutcome::default() }
    }

    /// The bytes whose fix is offered, how many findings had none tried, and how often the text was read.
    fn offers(text: &str, level: Level, fix: impl Fn(usize) -> (Safety, &'static str) + Copy) -> (Vec<u32>, usize, usize) {
        let source = Arc::new(Source::new("draft.txt", text));
        let mut readings = 0;
        let outcome = offered(&source, |source, _| {
            readings += 1;
            lint(source, level, fix)
        });
        let fixes = outcome.findings.iter().filter_map(|reported| reported.finding.fix.as_ref());
        (fixes.map(|fix| fix.edits[0].span.start).collect(), outcome.untried, readings)
    }

    #[test]
    fn what_needs_no_mending_is_read_once_and_what_holds_twice() {
        assert_eq!(offers("! b", Level::Error, |_| (Safety::Safe, "b")), (vec![], 0, 1));
        assert_eq!(offers("a a a a", Level::Error, |_| (Safety::Safe, "bb")), (vec![0, 2, 4, 6], 0, 2));
        assert_eq!(offers("a ! a", Level::Error, |_| (Safety::Unsafe, "")), (vec![0, 4], 0, 2), "what was there before is nothing new");
    }

    #[test]
    fn a_fix_whose_finding_stays_is_not_offered() {
        let in_vain = |at| (Safety::Unsafe, if at == 2 { "a" } else { "b" });
        assert_eq!(offers("a a a", Level::Error, in_vain).0, vec![0, 4]);
        assert_eq!(offers("a", Level::Error, |_| (Safety::Safe, "a")).0, [0u32; 0]);
        assert_eq!(offers("a", Level::Error, |_| (Safety::Safe, " a")).0, [0u32; 0], "it has only moved");
    }

    #[test]
    fn a_fix_that_brings_another_finding_is_not_offered() {
        let brings = |at| (Safety::Unsafe, if at == 2 { "!" } else { "b" });
        assert_eq!(offers("a\na\na\na\n", Level::Warning, brings).0, vec![0, 4, 6]);
        assert_eq!(offers("a a a a", Level::Warning, brings).0, vec![0, 4, 6], "on one line, by halves");
        assert_eq!(offers("a a a a", Level::Advice, brings).0, vec![0, 2, 4, 6], "advice may come of an unsafe one");
        let safely = |at| (Safety::Safe, if at == 2 { "!" } else { "b" });
        assert_eq!(offers("a a a a", Level::Advice, safely).0, vec![0, 4, 6], "and of no safe one");
    }

    #[test]
    fn no_more_is_asked_of_a_trial_than_it_needs_to_know() {
        let least_asked = |text: &str, level: Level, safety: Safety| {
            let source = Arc::new(Source::new("draft.txt", text));
            let mut asked = Vec::new();
            offered(&source, |source, purpose| {
                asked.extend(if let Purpose::Trial(least) = purpose { Some(least) } else { None });
                let mut outcome = lint(source, Level::Advice, |_| (safety, "b"));
                outcome.findings.iter_mut().filter(|reported| reported.finding.fix.is_some()).for_each(|reported| reported.level = level);
                outcome
            });
            asked
        };
        assert_eq!(least_asked("a !", Level::Error, Safety::Unsafe), [Level::Warning]);
        assert_eq!(least_asked("a !", Level::Error, Safety::Safe), [Level::Advice], "a safe fix brings no advice");
        assert_eq!(least_asked("a !", Level::Advice, Safety::Unsafe), [Level::Advice], "what is mended has to be gone");
        assert_eq!(least_asked(&"a ".repeat(MANY), Level::Error, Safety::Unsafe), [Level::Advice]);
    }

    #[test]
    fn what_comes_into_view_is_nothing_new() {
        // No more than one finding is kept.
        let offers = |text: &str, fix: &dyn Fn(usize) -> (Safety, &'static str)| {
            let source = Arc::new(Source::new("draft.txt", text));
            let outcome = offered(&source, |source, _| {
                let mut outcome = lint(source, Level::Error, fix);
                outcome.left_out = outcome.findings.len().saturating_sub(1);
                outcome.findings.truncate(1);
                outcome
            });
            outcome.findings[0].finding.fix.is_some()
        };
        for text in ["a a", "a a a", "a !", "a ! a"] {
            assert!(offers(text, &|_| (Safety::Safe, "b")), "{text}");
            for in_vain in ["a", " a", "!", "b!"] {
                assert!(!offers(text, &|at| (Safety::Safe, if at == 0 { in_vain } else { "b" })), "{text} {in_vain}");
            }
        }
    }

    #[test]
    fn there_is_an_end_to_trying() {
        let brings = |at: usize| (Safety::Unsafe, if at.is_multiple_of(2) { "!" } else { "b" });
        let (offered, untried, readings) = offers(&"a".repeat(300), Level::Error, brings);
        assert!(readings <= MOST_READINGS + 1 && untried > 0, "{readings} readings, {untried} untried");
        assert!(offered.iter().all(|at| !at.is_multiple_of(2)), "{offered:?}");
        let long = format!("a a {}", " ".repeat(MOST_BYTES));
        assert_eq!(offers(&long, Level::Error, |at| (Safety::Unsafe, if at == 0 { "!" } else { "b" })), (vec![], 2, 2));
    }
}
