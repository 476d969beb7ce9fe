//! The numbers that no note has: for whoever looks at a series, or looks for a free number. Whether one should be there is not said here.

use std::collections::BTreeMap;

use crate::draft::Run;
use crate::series::{Known, Series, Standing};

/// Numbers in a row that no note has, all for the same reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Absence<'s> {
    /// The numbers.
    pub run: Run,
    /// Why.
    pub why: Why<'s>,
}

/// Why no note has a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why<'s> {
    /// Settings say so.
    Known(Known<'s>),
    /// Nobody says.
    Unsaid,
}

impl Series {
    /// The numbers between the first and the last that no note has, and those without a note that settings speak of, in order.
    pub fn absences(&self) -> Vec<Absence<'_>> {
        let taken = self.taken();
        let mut absences: Vec<Absence<'_>> = Vec::new();
        let mut covered: Option<u64> = None;
        let known = self.known_runs();
        for (run, why) in &known {
            for run in free_of(*run, &taken) {
                absences.push(Absence { run, why: Why::Known(*why) });
            }
        }
        let known: Vec<Run> = merged(known.into_iter().map(|(run, _)| run).collect());
        for run in &taken {
            let between = covered.and_then(|covered| between(covered, run.first));
            for run in between.into_iter().flat_map(|run| free_of(run, &known)) {
                absences.push(Absence { run, why: Why::Unsaid });
            }
            covered = Some(run.last);
        }
        absences.sort_by_key(|absence| absence.run);
        absences
    }

    /// The first of `length` numbers in a row that no note has and nobody keeps back, after the last note that is there for good; from 1 on
    /// where the series is empty.
    pub fn next_free_run(&self, length: u64) -> Option<u64> {
        let taken = self.taken();
        let settled = self.entries().iter().filter(|entry| entry.standing == Standing::Archive).filter_map(|entry| entry.numbers);
        let last = settled.map(|run| run.last).max().or_else(|| Some(taken.first()?.first.saturating_sub(1))).unwrap_or_default();
        let kept = merged(taken.into_iter().chain(self.known_runs().into_iter().map(|(run, _)| run)).collect());
        let mut first = last.checked_add(1)?;
        for run in &kept[kept.partition_point(|run| run.last <= last)..] {
            let end = first.checked_add(length.checked_sub(1)?)?;
            if run.first > end {
                break;
            }
            first = run.last.checked_add(1)?;
        }
        first.checked_add(length.checked_sub(1)?)?;
        Some(first)
    }

    /// The numbers that notes have, in order and apart from one another.
    fn taken(&self) -> Vec<Run> {
        merged(self.entries().iter().filter_map(|entry| entry.numbers).collect())
    }

    /// What settings say of numbers: what is said first of one counts, as in [`Series::known`].
    fn known_runs(&self) -> Vec<(Run, Known<'_>)> {
        let policy = &self.policy;
        let reserved = policy.reserved.iter().map(|known| (Run::one(known.number.value), Known::Reserved(&known.reason)));
        let withdrawn = policy.withdrawn.iter().map(|known| (Run::one(known.number.value), Known::Withdrawn(&known.reason)));
        let gaps = policy.known_gaps.iter().map(|gap| (Run { first: gap.from.value, last: gap.to.value }, Known::Gap(&gap.reason)));
        let single: BTreeMap<u64, Known<'_>> = withdrawn.chain(reserved).map(|(run, why)| (run.first, why)).collect();
        let single: Vec<(Run, Known<'_>)> = single.into_iter().map(|(number, why)| (Run::one(number), why)).collect();
        let mut said: Vec<Run> = single.iter().map(|(run, _)| *run).collect();
        let mut runs = single;
        for (run, why) in gaps.filter(|(run, _)| run.first <= run.last) {
            runs.extend(free_of(run, &said).into_iter().map(|run| (run, why)));
            said = merged([said, vec![run]].concat());
        }
        runs
    }
}

/// Runs in order, those that touch or overlap made one.
fn merged(mut runs: Vec<Run>) -> Vec<Run> {
    runs.sort_unstable();
    let mut merged: Vec<Run> = Vec::new();
    for run in runs {
        match merged.last_mut().filter(|last| run.first <= last.last.saturating_add(1)) {
            Some(last) => last.last = last.last.max(run.last),
            None => merged.push(run),
        }
    }
    merged
}

/// The parts of `run` that are in none of `taken`, which are in order and apart.
fn free_of(run: Run, taken: &[Run]) -> Vec<Run> {
    let from = taken.partition_point(|taken| taken.last < run.first);
    let mut free = Vec::new();
    let mut next = Some(run.first);
    for taken in taken[from..].iter().take_while(|taken| taken.first <= run.last) {
        if let Some(first) = next.filter(|first| *first < taken.first) {
            free.push(Run { first, last: taken.first - 1 });
        }
        next = taken.last.checked_add(1);
    }
    free.extend(next.filter(|first| *first <= run.last).map(|first| Run { first, last: run.last }));
    free
}

/// The numbers between two, both left out.
fn between(before: u64, after: u64) -> Option<Run> {
    let first = before.checked_add(1)?;
    let last = after.checked_sub(1)?;
    (first <= last).then_some(Run { first, last })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::draft::{Field, Header};
    use crate::series::{Entry, KnownGap, KnownNumber, Place, Policy, Scope};
    use crate::source::{Source, Span};
    use crate::table::Spanned;

    fn series(numbers: &[(u64, u64)]) -> Series {
        let entry = |&(first, last): &(u64, u64)| {
            let number = Some(Field { value: first, span: Span::default() });
            let header = Header { number, last_number: (last > first).then_some(last), ..Header::default() };
            let source = Arc::new(Source::new(format!("{first}.txt"), ""));
            Entry::new(&header, &source, Place::Tree { file: format!("{first}.txt").into() }, Standing::Archive).expect("it has a number")
        };
        let at = |value: u64| Spanned { value, ..Spanned::default() };
        let known = |number, reason: &str| KnownNumber { number: at(number), reason: reason.to_owned() };
        let policy = Policy {
            reserved: vec![known(6, "review"), known(21, "later")],
            withdrawn: vec![known(6, "never mind"), known(3, "merged")],
            known_gaps: vec![KnownGap { from: at(1), to: at(7), reason: "before".to_owned() }],
            ..Policy::default()
        };
        Series::new(Scope::Archive, policy, numbers.iter().map(entry).collect())
    }

    #[test]
    fn every_absent_number_is_told_once_with_its_reason() {
        let series = series(&[(5, 5), (10, 12), (20, 20)]);
        let absences = series.absences();
        let told: Vec<(String, Why<'_>)> = absences.iter().map(|absence| (absence.run.to_string(), absence.why)).collect();
        let gap = Why::Known(Known::Gap("before"));
        assert_eq!(
            told,
            [
                ("1-2".to_owned(), gap),
                ("3".to_owned(), Why::Known(Known::Withdrawn("merged"))),
                ("4".to_owned(), gap),
                ("6".to_owned(), Why::Known(Known::Reserved("review"))),
                ("7".to_owned(), gap),
                ("8-9".to_owned(), Why::Unsaid),
                ("13-19".to_owned(), Why::Unsaid),
                ("21".to_owned(), Why::Known(Known::Reserved("later"))),
            ]
        );
    }

    #[test]
    fn a_run_of_free_numbers_steps_over_what_is_kept() {
        assert_eq!(series(&[(19, 19)]).next_free_run(1), Some(20));
        assert_eq!(series(&[(19, 19)]).next_free_run(2), Some(22), "21 is reserved");
        assert_eq!(series(&[]).next_free_run(1), Some(8), "1 to 7 are a known gap");
        assert_eq!(series(&[(u64::MAX, u64::MAX)]).next_free_run(1), None);
        assert_eq!(series(&[(u64::MAX - 1, u64::MAX - 1)]).next_free_run(2), None);
    }
}
