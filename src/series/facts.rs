//! Where the numbering of a series breaks, found once for all its notes, none of it in more than n log n. Nothing here is a finding.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::{Bound, Range};

use crate::draft::Run;
use crate::house::Numbering;
use crate::series::{Entry, KnownGap, KnownNumber, Place, Policy, Scope, Standing};

/// What is wrong, by index of the entry it is wrong with.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// The other holder of its number.
    pub(super) twin: HashMap<usize, usize>,
    /// The numbers before it that nobody has.
    pub(super) gaps: HashMap<usize, Vec<Run>>,
    pub(super) not_next: BTreeSet<usize>,
    pub(super) proposals: HashMap<usize, u64>,
    /// The note it cannot stand beside.
    pub(super) unordered: HashMap<usize, usize>,
    /// The first with its title.
    pub(super) titles: HashMap<usize, usize>,
    pub(super) shifts: HashMap<usize, Shift>,
    /// The last by number that is there for good.
    pub(super) last: Option<usize>,
    /// The highest number up to each entry.
    highest: Vec<u64>,
}

/// What is wrong with an entry that is not asked for, by the index of the one that is: it is told there, where nothing of the kind is told of
/// that one itself.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) twin: HashMap<usize, usize>,
    pub(super) unordered: HashMap<usize, usize>,
    pub(super) titles: HashMap<usize, usize>,
    pub(super) proposals: HashMap<usize, u64>,
}

impl Told {
    /// Whether anything is told on the entry of that index.
    pub(super) fn concerns(&self, index: usize) -> bool {
        [&self.twin, &self.unordered, &self.titles].iter().any(|pairs| pairs.contains_key(&index))
    }
}

/// How number and issue stop running together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// The number would call for this issue, as those of the note at `beside` say.
    Offset {
        /// The issue that the number calls for.
        expected: u64,
        /// The entry that it is compared with.
        beside: usize,
    },
    /// A range of numbers and a range of issues are not equally long.
    Length,
}

/// So many numbers are looked at when new drafts are told their own: a range may claim any number of them.
const MOST_NEW: u64 = 100_000;

impl Facts {
    /// What is wrong with `entries`, which are in order.
    pub(super) fn of(entries: &[Entry], scope: Scope, policy: &Policy) -> Facts {
        let mut facts = Facts { highest: highest(entries), ..Facts::default() };
        let settled = (0..entries.len()).filter(|index| entries[*index].standing == Standing::Archive && entries[*index].numbers.is_some());
        facts.last = settled.max_by_key(|index| entries[*index].numbers.map(|run| run.last));
        facts.find_twins(entries, policy);
        let kept = Kept::of(policy);
        facts.assign(entries, scope, policy, &kept);
        if scope == Scope::Archive && policy.complete && policy.numbers == Numbering::Contiguous {
            facts.find_gaps(entries, &kept);
        }
        if policy.numbers != Numbering::Unique {
            facts.find_unordered(entries);
        }
        facts.find_titles(entries);
        if scope == Scope::Archive {
            facts.find_shifts(entries);
        }
        facts
    }

    /// Whether anything is wrong with the entry of that index.
    pub(super) fn concern(&self, index: usize) -> bool {
        self.twin.contains_key(&index)
            || self.gaps.contains_key(&index)
            || self.not_next.contains(&index)
            || self.proposals.contains_key(&index)
            || self.unordered.contains_key(&index)
            || self.titles.contains_key(&index)
            || self.shifts.contains_key(&index)
    }

    /// What is wrong between two notes and to be told on the one that is asked for, where the note that it is wrong with is not.
    pub(super) fn told_on(&self, entries: &[Entry], is_asked: impl Fn(&Entry) -> bool) -> Told {
        // A note on another branch is that branch's affair.
        let is_told_there = |(culprit, other): &(&usize, &usize)| {
            let (culprit, other) = (&entries[**culprit], &entries[**other]);
            culprit.file().is_some() && !is_asked(culprit) && is_asked(other)
        };
        let mut told = Told::default();
        let pairs = [(&self.twin, &mut told.twin), (&self.unordered, &mut told.unordered), (&self.titles, &mut told.titles)];
        for (pairs, told_pairs) in pairs {
            let mut moved: Vec<(usize, usize)> = pairs.iter().filter(is_told_there).map(|(culprit, other)| (*culprit, *other)).collect();
            moved.sort_unstable();
            for (culprit, other) in moved {
                told_pairs.entry(other).or_insert(culprit);
                if let Some(proposal) = self.proposals.get(&culprit) {
                    told.proposals.entry(other).or_insert(*proposal);
                }
            }
        }
        told
    }

    /// The entries among which those are that have `number`.
    pub(super) fn reaching<'e>(&self, entries: &'e [Entry], number: u64) -> impl Iterator<Item = &'e Entry> + use<'e> {
        let from = self.highest.partition_point(|highest| *highest < number);
        entries[from..].iter().take_while(move |entry| entry.numbers.is_some_and(|run| run.first <= number))
    }

    /// The one to change is the one whose file is named otherwise, else the one that is not there for good, else the later by date, else by place.
    fn find_twins(&mut self, entries: &[Entry], policy: &Policy) {
        let is_misnamed = |entry: &Entry| {
            let named = policy.file_name.as_ref().zip(entry.file()).and_then(|(pattern, file)| pattern.number_in(file));
            named.is_some_and(|(number, _)| entry.numbers.is_some_and(|run| !run.contains(number)))
        };
        let rank = |entry: &Entry| match (&entry.place, entry.standing) {
            (Place::Ledger { .. }, _) => 0,
            (_, Standing::Archive) => 1,
            (_, Standing::Base) => 2,
            (_, Standing::New) => 3,
        };
        let date = |index: &usize| entries[*index].date.map(|date| date.value);
        let sorted_by = |index: &usize| {
            let entry = &entries[*index];
            (is_misnamed(entry), rank(entry), date(index).is_none(), date(index), &entry.place, *index)
        };
        for crowd in crowds(entries) {
            let mut order: Vec<usize> = crowd.collect();
            order.sort_by_cached_key(sorted_by);
            let mut taken: BTreeMap<u64, (u64, usize)> = BTreeMap::new();
            for index in order {
                let run = entries[index].numbers.expect("only entries with numbers are asked");
                match overlapping(&taken, run) {
                    Some(other) => drop(self.twin.insert(index, other)),
                    None => drop(taken.insert(run.first, (run.last, index))),
                }
            }
        }
    }

    /// Which new drafts take one of the next free numbers, and which number everybody should take who has none of his own.
    fn assign(&mut self, entries: &[Entry], scope: Scope, policy: &Policy, kept: &Kept) {
        let is_new = |index: usize| entries[index].standing == Standing::New && entries[index].file().is_some();
        let is_sound = |index: usize| entries[index].numbers.is_some() && !self.twin.contains_key(&index);
        let last = self.last.and_then(|last| entries[last].numbers).map(|run| run.last);
        let theirs = entries.iter().filter(|entry| entry.standing == Standing::Base).filter_map(|entry| entry.numbers);
        let Some(last) = last.or_else(|| theirs.clone().map(|run| run.first.saturating_sub(1)).min()) else { return };
        let mut free = kept.and(theirs).free_numbers(last);
        let new: Vec<usize> = (0..entries.len()).filter(|index| is_new(*index) && is_sound(*index)).collect();
        let length = |index: &usize| entries[*index].numbers.map_or(0, |run| run.beyond_first().saturating_add(1));
        let wanted = new.iter().map(length).fold(0, u64::saturating_add).min(MOST_NEW);
        let next: BTreeSet<u64> = free.by_ref().take(usize::try_from(wanted).unwrap_or(usize::MAX)).collect();
        let is_next = |run: Run| match policy.numbers {
            Numbering::Contiguous => next.range(run.first..=run.last).count() as u64 == run.beyond_first().saturating_add(1),
            Numbering::Increasing => run.first > last,
            Numbering::Unique => true,
        };
        if scope == Scope::Archive {
            self.not_next = new.iter().copied().filter(|index| entries[*index].numbers.is_some_and(|run| !is_next(run))).collect();
        }
        let held = new.iter().filter(|index| !self.not_next.contains(index)).filter_map(|index| entries[*index].numbers);
        let mut open = kept.and(held).and_all(entries.iter().filter(|entry| entry.standing == Standing::Base)).free_numbers(last);
        let in_need = |index: &usize| {
            let entry = &entries[*index];
            let one = entry.numbers.is_none_or(|run| !run.is_range());
            let need = entry.numbers.is_none() || self.twin.contains_key(index) || self.not_next.contains(index);
            entry.file().is_some() && one && need
        };
        let mut in_need: Vec<usize> = (0..entries.len()).filter(in_need).collect();
        let date = |index: &usize| entries[*index].date.map(|date| date.value);
        in_need.sort_by_key(|index| (date(index).is_none(), date(index), *index));
        self.proposals = in_need.into_iter().zip(open.by_ref()).collect();
    }

    fn find_gaps(&mut self, entries: &[Entry], kept: &Kept) {
        let mut covered: Option<u64> = None;
        let mut known = kept.runs.iter().copied().peekable();
        let mut missing: Vec<Run> = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            let Some(run) = entry.numbers else { break };
            let Some(mut up_to) = covered else {
                covered = Some(run.last);
                continue;
            };
            while let Some(known) = known.next_if(|known| known.first <= run.first) {
                missing.extend(between(up_to, known.first));
                up_to = up_to.max(known.last);
            }
            missing.extend(between(up_to, run.first));
            covered = Some(up_to.max(run.last));
            // A new draft past the next number is told so, and is no end of a gap.
            if !missing.is_empty() && !self.not_next.contains(&index) {
                self.gaps.insert(index, std::mem::take(&mut missing));
            }
            missing.clear();
        }
    }

    /// All but the longest run of notes whose dates rise with their numbers; of two that are equally long, the one with the lower numbers.
    fn find_unordered(&mut self, entries: &[Entry]) {
        let numbered = |index: &usize| {
            let entry = &entries[*index];
            let wrongly = self.twin.contains_key(index) || self.not_next.contains(index) || entry.standing == Standing::Base;
            entry.numbers.is_some() && entry.date.is_some() && !wrongly
        };
        let indices: Vec<usize> = (0..entries.len()).filter(numbered).collect();
        let dates: Vec<_> = indices.iter().filter_map(|index| entries[*index].date).map(|date| date.value).collect();
        let kept = longest_rise(&dates);
        let mut last_kept: Option<usize> = None;
        let mut next_kept = (0..dates.len()).filter(|at| kept[*at]).peekable();
        for at in 0..dates.len() {
            if kept[at] {
                last_kept = Some(at);
                next_kept.next();
                continue;
            }
            let before = last_kept.filter(|before| dates[*before] > dates[at]);
            let beside = before.or_else(|| next_kept.peek().copied()).expect("what is left out cannot stand beside something that is kept");
            self.unordered.insert(indices[at], indices[beside]);
        }
    }

    pub(super) fn find_titles(&mut self, entries: &[Entry]) {
        self.titles.clear();
        let mut first: HashMap<&str, usize> = HashMap::with_capacity(entries.len());
        for (index, entry) in entries.iter().enumerate() {
            if entry.numbers.is_none() || entry.standing == Standing::Base || self.twin.contains_key(&index) {
                continue;
            }
            let title = entry.folded_title();
            if !title.is_empty() {
                let first = *first.entry(title).or_insert(index);
                if first != index {
                    self.titles.insert(index, first);
                }
            }
        }
    }

    fn find_shifts(&mut self, entries: &[Entry]) {
        let mut volumes: BTreeMap<u64, Vec<(usize, Run, Run)>> = BTreeMap::new();
        for (index, entry) in entries.iter().enumerate() {
            let (Some(numbers), Some(issue)) = (entry.numbers, entry.issue) else { continue };
            if self.twin.contains_key(&index) || self.not_next.contains(&index) {
                continue;
            }
            if numbers.beyond_first() != issue.value.beyond_first() {
                self.shifts.insert(index, Shift::Length);
            }
            let volume = entry.volume.map_or(0, |volume| volume.value.first);
            volumes.entry(volume).or_default().push((index, numbers, issue.value));
        }
        for volume in volumes.into_values() {
            self.find_shifts_in(&volume);
        }
    }

    /// A single wrong issue between right ones is one fault, at it; otherwise the count goes on from what was found.
    fn find_shifts_in(&mut self, volume: &[(usize, Run, Run)]) {
        let offset = |at: usize| volume.get(at).map(|(_, numbers, issue)| i128::from(numbers.first) - i128::from(issue.first));
        let mut beside = 0;
        let first_is_odd = volume.len() > 2 && offset(0) != offset(1) && offset(1) == offset(2);
        if first_is_odd {
            beside = 1;
            self.shift(volume, 0, 1);
        }
        for at in beside + 1..volume.len() {
            if offset(at) == offset(beside) {
                beside = at;
                continue;
            }
            self.shift(volume, at, beside);
            if offset(at + 1) != offset(beside) {
                beside = at;
            }
        }
    }

    fn shift(&mut self, volume: &[(usize, Run, Run)], at: usize, beside: usize) {
        let (index, numbers, _) = volume[at];
        let (other, other_numbers, other_issue) = volume[beside];
        let expected = i128::from(numbers.first) - (i128::from(other_numbers.first) - i128::from(other_issue.first));
        let expected = u64::try_from(expected).unwrap_or_default();
        self.shifts.entry(index).or_insert(Shift::Offset { expected, beside: other });
    }
}

/// The highest number of all entries up to each.
fn highest(entries: &[Entry]) -> Vec<u64> {
    let mut so_far = 0;
    let numbers = entries.iter().map_while(|entry| entry.numbers);
    numbers
        .map(|run| {
            so_far = so_far.max(run.last);
            so_far
        })
        .collect()
}

/// The entries in a row, two or more, that have numbers in common one with another; `entries` are in order.
fn crowds(entries: &[Entry]) -> Vec<Range<usize>> {
    let mut crowds: Vec<Range<usize>> = Vec::new();
    let mut current = 0..0;
    let mut highest = 0;
    for (index, run) in entries.iter().map_while(|entry| entry.numbers).enumerate() {
        if index > 0 && run.first <= highest {
            current.end = index + 1;
        } else {
            crowds.extend(Some(current).filter(|crowd| crowd.len() > 1));
            current = index..index + 1;
        }
        highest = highest.max(run.last);
    }
    crowds.extend(Some(current).filter(|crowd| crowd.len() > 1));
    crowds
}

/// Who has one of the numbers already.
fn overlapping(taken: &BTreeMap<u64, (u64, usize)>, run: Run) -> Option<usize> {
    // Those taken do not overlap, so only the last that begins before the end of the run can reach it.
    let (_, (last, index)) = taken.range((Bound::Unbounded, Bound::Included(run.last))).next_back()?;
    (*last >= run.first).then_some(*index)
}

/// The numbers between two, both left out.
fn between(before: u64, after: u64) -> Option<Run> {
    let first = before.checked_add(1)?;
    let last = after.checked_sub(1)?;
    (first <= last).then_some(Run { first, last })
}

/// Which elements a longest run keeps that never falls; of several the one that keeps the earlier elements.
pub fn longest_rise<T: Ord + Copy>(values: &[T]) -> Vec<bool> {
    // From the end: the greatest first element of a run of each length, which falls as runs grow longer.
    let mut greatest: Vec<T> = Vec::new();
    let mut length = vec![0; values.len()];
    for (at, value) in values.iter().enumerate().rev() {
        let fitting = greatest.partition_point(|first| first >= value);
        length[at] = fitting + 1;
        if fitting == greatest.len() {
            greatest.push(*value);
        } else {
            greatest[fitting] = *value;
        }
    }
    let mut needed = greatest.len();
    let mut last: Option<T> = None;
    let keep = |at: usize| {
        let kept = length[at] == needed && last.is_none_or(|last| last <= values[at]);
        if kept {
            needed -= 1;
            last = Some(values[at]);
        }
        kept
    };
    (0..values.len()).map(keep).collect()
}

/// Numbers that nobody may take: in order, apart from one another.
struct Kept {
    runs: Vec<Run>,
}

impl Kept {
    fn of(policy: &Policy) -> Kept {
        let known = policy.reserved.iter().chain(&policy.withdrawn).map(|KnownNumber { number, .. }| Run::one(number.value));
        let gaps = policy.known_gaps.iter().map(|KnownGap { from, to, .. }| Run { first: from.value, last: to.value });
        Kept::new(known.chain(gaps).collect())
    }

    fn new(mut runs: Vec<Run>) -> Kept {
        runs.sort_unstable();
        let mut merged: Vec<Run> = Vec::new();
        for run in runs {
            match merged.last_mut().filter(|last| run.first <= last.last.saturating_add(1)) {
                Some(last) => last.last = last.last.max(run.last),
                None => merged.push(run),
            }
        }
        Kept { runs: merged }
    }

    fn and(&self, more: impl Iterator<Item = Run>) -> Kept {
        Kept::new(self.runs.iter().copied().chain(more).collect())
    }

    fn and_all<'e>(&self, more: impl Iterator<Item = &'e Entry>) -> Kept {
        self.and(more.filter_map(|entry| entry.numbers))
    }

    /// The numbers after `last` that are not kept.
    fn free_numbers(self, last: u64) -> impl Iterator<Item = u64> {
        let mut last = Some(last);
        std::iter::from_fn(move || {
            last = self.free_after(last?);
            last
        })
    }

    fn free_after(&self, last: u64) -> Option<u64> {
        let next = last.checked_add(1)?;
        let at = self.runs.partition_point(|run| run.last < next);
        match self.runs.get(at).filter(|run| run.contains(next)) {
            Some(run) => run.last.checked_add(1),
            None => Some(next),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_that_cannot_stand_together_the_later_goes() {
        assert_eq!(longest_rise(&[2, 1]), [true, false]);
        assert_eq!(longest_rise(&[1, 9, 3, 4]), [true, false, true, true]);
        assert_eq!(longest_rise(&[1, 2, 2, 0, 3]), [true, true, true, false, true]);
        assert_eq!(longest_rise(&[5, 1, 2, 3]), [false, true, true, true]);
        assert!(longest_rise::<u8>(&[]).is_empty());
    }

    #[test]
    fn free_numbers_step_over_what_is_kept() {
        let kept = Kept::new(vec![Run { first: 4, last: 6 }, Run::one(7), Run::one(9)]);
        assert_eq!(kept.free_numbers(2).take(4).collect::<Vec<_>>(), [3, 8, 10, 11]);
        assert_eq!(Kept::new(vec![]).free_numbers(u64::MAX).next(), None);
    }
}
