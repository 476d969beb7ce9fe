//! What a run may hold in memory at once, whatever is in its files: texts that are being read, and what was found in them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};

use crate::finding::{Finding, Label, RuleId};
use crate::lint::{FileOutcome, Reading, Reported};
use crate::source::{Source, Span};

/// Bytes of large texts that are read at once: reading one takes up to some hundred times its size.
const AT_ONCE: usize = 16 << 20;

/// Texts that are no larger go their way unasked.
const SMALL: usize = 256 << 10;

/// Lets large texts wait for one another.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    taken: Mutex<usize>,
    freed: Condvar,
}

/// A large text's turn, while it lasts.
#[derive(Debug)]
pub(crate) struct Turn<'a> {
    turns: &'a Turns,
    bytes: usize,
}

impl Turns {
    /// Waits until a text of so many bytes may be read beside the others.
    pub(crate) fn wait(&self, bytes: usize) -> Turn<'_> {
        if bytes <= SMALL {
            return Turn { turns: self, bytes: 0 };
        }
        let bytes = bytes.min(AT_ONCE);
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let mut taken = self.freed.wait_while(taken, |taken| *taken + bytes > AT_ONCE).unwrap_or_else(PoisonError::into_inner);
        *taken += bytes;
        Turn { turns: self, bytes }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if self.bytes > 0 {
            *self.turns.taken.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
            self.turns.freed.notify_all();
        }
    }
}

/// What a run keeps of its findings: those of its first files, as many as there is room for, in whatever order the files come in.
#[derive(Debug)]
pub(crate) struct Total {
    /// What the findings of each file weigh, by its place in the run.
    weights: Vec<AtomicUsize>,
    sum: AtomicUsize,
}

/// What all findings of a run may weigh: two hundred thousand of them, or a few with millions of edits.
const ROOM: usize = 2_000_000;

/// What a finding weighs beside its edits and further places.
const FINDING: usize = 10;

impl Total {
    /// A run of so many files.
    pub(crate) fn of(files: usize) -> Total {
        Total { weights: (0..files).map(|_| AtomicUsize::new(0)).collect(), sum: AtomicUsize::new(0) }
    }

    /// Takes in what the file at `place` came to. What the files before it leave no room for is let go of.
    pub(crate) fn take(&self, place: usize, outcome: &mut FileOutcome) {
        let weight = weight(outcome);
        // A file that is looked at again is taken in anew.
        let before = self.weights[place].swap(weight, Ordering::Relaxed);
        self.sum.fetch_sub(before, Ordering::Relaxed);
        if self.sum.fetch_add(weight, Ordering::Relaxed) + weight > ROOM && !self.has_room(place) {
            let_go(outcome);
        }
    }

    /// Whether the files before the one at `place` leave it room, as far as they are known. Once they do not they never will.
    fn has_room(&self, place: usize) -> bool {
        self.weights[..place].iter().map(|weight| weight.load(Ordering::Relaxed)).sum::<usize>() < ROOM
    }

    /// Takes back what a file came to that was taken in too early; gives what there is to say, at the first file that is left out.
    pub(crate) fn settle<'a>(&self, outcomes: impl Iterator<Item = (usize, &'a str, &'a mut FileOutcome)>) -> Option<FileOutcome> {
        if self.sum.load(Ordering::Relaxed) <= ROOM {
            return None;
        }
        let mut before = 0;
        let mut first_left_out = None;
        for (place, name, outcome) in outcomes {
            if before >= ROOM && self.weights[place].load(Ordering::Relaxed) > 0 {
                let_go(outcome);
                first_left_out.get_or_insert(name);
            }
            before += self.weights[place].load(Ordering::Relaxed);
        }
        first_left_out.map(too_many)
    }
}

/// What is kept of one file's findings, by what takes the most memory.
fn weight(outcome: &FileOutcome) -> usize {
    let of = |Reported { finding, .. }: &Reported| {
        let edits: usize = finding.fix.iter().chain(&finding.alternatives).map(|fix| fix.edits.len()).sum();
        FINDING + finding.related.len() + edits
    };
    outcome.findings.iter().map(of).sum::<usize>() + outcome.held.iter().map(|held| of(&held.reported)).sum::<usize>()
}

/// Nobody may take the file for checked.
fn let_go(outcome: &mut FileOutcome) {
    *outcome = FileOutcome { reading: Reading::Unread, ..FileOutcome::default() };
}

fn too_many(name: &str) -> FileOutcome {
    let source = std::sync::Arc::new(Source::new(name, ""));
    let message = "the run has more findings than can be told: those of this file and of the ones after it are left out";
    let help = "mend what is told and check again, or check fewer files at once";
    let finding = Finding::new(RuleId::coded("unreadable-file"), message, Label::new(&source, Span::at(0), "")).help(help);
    crate::lint::faults(vec![finding])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(findings: usize) -> FileOutcome {
        let source = std::sync::Arc::new(Source::new("a.txt", ""));
        let finding = || Finding::new(RuleId::coded("doubled-word"), "", Label::new(&source, Span::at(0), ""));
        let mut outcome = crate::lint::faults((0..findings).map(|_| finding()).collect());
        outcome.reading = Reading::Read;
        outcome
    }

    #[test]
    fn the_same_findings_are_left_out_in_whatever_order_files_come_in() {
        let each = ROOM / FINDING / 4;
        let kept = |order: [usize; 8]| {
            let total = Total::of(8);
            let mut outcomes: Vec<_> = (0..8).map(|_| outcome(each)).collect();
            for place in order {
                total.take(place, &mut outcomes[place]);
            }
            let said = total.settle(outcomes.iter_mut().enumerate().map(|(place, outcome)| (place, "a.txt", outcome)));
            assert!(said.is_some(), "it is told");
            outcomes.iter().map(|outcome| outcome.findings.len()).collect::<Vec<_>>()
        };
        let first_four = vec![each, each, each, each, 0, 0, 0, 0];
        for order in [[0, 1, 2, 3, 4, 5, 6, 7], [7, 6, 5, 4, 3, 2, 1, 0], [4, 0, 5, 1, 6, 2, 7, 3]] {
            assert_eq!(kept(order), first_four, "{order:?}");
        }
        let total = Total::of(1);
        let mut few = outcome(9);
        total.take(0, &mut few);
        assert!(few.findings.len() == 9 && total.settle([(0, "a.txt", &mut few)].into_iter()).is_none());
    }

    #[test]
    fn large_texts_wait_for_one_another_and_small_ones_do_not() {
        let turns = Turns::default();
        let whole = turns.wait(usize::MAX);
        drop(turns.wait(SMALL));
        assert!(*turns.taken.lock().expect("nobody panicked") == AT_ONCE);
        std::thread::scope(|scope| {
            let other = scope.spawn(|| drop(turns.wait(AT_ONCE)));
            std::thread::sleep(std::time::Duration::from_millis(20));
            assert!(!other.is_finished(), "it waits");
            drop(whole);
        });
        assert!(*turns.taken.lock().expect("nobody panicked") == 0);
    }
}
