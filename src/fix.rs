//! Choosing and applying fixes, trying them out, and the difference they make. It reads and writes no file: text in, text out.

use std::sync::Arc;

use crate::finding::{Finding, Fix, Level, RuleId, Safety};
use crate::lint::Reported;
use crate::source::Source;

use edits::Edits;

pub use diff::{diff, diff_of_move};
pub use hunks::hunks;
pub use known::Known;
pub use trial::{MOST_READINGS, offered, tried};

mod diff;
mod edits;
mod hunks;
mod known;
mod trial;

/// A fix may make room for another; after so many rounds the rest is left to the next run.
pub const MOST_ROUNDS: usize = 10;

/// What came of one pass over a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The text afterwards.
    pub text: String,
    /// Fixes applied, each with all its edits, by their place among those given; in order of place in the text.
    pub applied: Vec<usize>,
    /// Fixes that may be applied but stood in the way of an earlier one, or change another file.
    pub skipped: usize,
}

/// What came of fixing until nothing changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The text afterwards.
    pub text: String,
    /// The rules whose findings were mended in the rounds that were kept, once for each fix.
    pub mended: Vec<RuleId>,
    /// Rounds that were kept.
    pub rounds: usize,
    /// Why it stopped.
    pub ending: Ending,
}

/// Why fixing stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Nothing is left that may be mended.
    Settled,
    /// The next round left more errors and warnings than it found: it was undone.
    Worse,
    /// Each of [`MOST_ROUNDS`] rounds still changed something.
    Restless,
}

/// Applies to `source` what `allowed` permits; of two fixes that touch the same place the first in the file wins.
///
/// A fix is applied with all its edits or not at all. Two insertions at one place, or an insertion at the edge of a replacement, are the
/// same place: nothing says which should come first.
pub fn apply<'a>(source: &Source, fixes: impl IntoIterator<Item = &'a Fix>, allowed: Safety) -> Applied {
    let mut wanted: Vec<(usize, &Fix)> = fixes.into_iter().enumerate().filter(|(_, fix)| permits(allowed, fix.safety)).collect();
    wanted.sort_by_key(|(_, fix)| fix.edits.iter().map(|edit| edit.span).min());
    let offered = wanted.len();
    let mut edits = Edits::default();
    wanted.retain(|(_, fix)| edits.add(source, fix));
    let applied: Vec<usize> = wanted.into_iter().map(|(index, _)| index).collect();
    Applied { text: edits.apply(source.text()), skipped: offered - applied.len(), applied }
}

/// Lints, mends and lints again until nothing changes. A round that makes the number of errors and warnings grow is undone.
///
/// `lint` is given the text of each round under the name of the first.
pub fn to_fixpoint(source: Arc<Source>, allowed: Safety, mut lint: impl FnMut(&Arc<Source>) -> Vec<Reported>) -> Fixed {
    let mut source = source;
    let mut findings = lint(&source);
    let mut fixed = Fixed { text: String::new(), mended: Vec::new(), rounds: 0, ending: Ending::Restless };
    while fixed.rounds < MOST_ROUNDS {
        let mendable: Vec<&Finding> = findings.iter().map(|reported| &reported.finding).filter(|finding| finding.fix.is_some()).collect();
        let round = apply(&source, mendable.iter().filter_map(|finding| finding.fix.as_ref()), allowed);
        if round.text == source.text() {
            fixed.ending = Ending::Settled;
            break;
        }
        let next = Arc::new(Source::new(source.name(), round.text));
        let after = lint(&next);
        if gravity(&after) > gravity(&findings) {
            fixed.ending = Ending::Worse;
            break;
        }
        fixed.mended.extend(round.applied.iter().map(|index| mendable[*index].rule.clone()));
        (source, findings) = (next, after);
        fixed.rounds += 1;
    }
    Fixed { text: source.text().to_owned(), ..fixed }
}

fn permits(allowed: Safety, safety: Safety) -> bool {
    allowed == Safety::Unsafe || safety == Safety::Safe
}

/// What `to_fixpoint` must never increase.
fn gravity(findings: &[Reported]) -> usize {
    findings.iter().filter(|reported| reported.level >= Level::Warning).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::finding::{Edit, Finding, Label};
    use crate::lint::Place;
    use crate::source::Span;

    fn replace(source: &Arc<Source>, start: usize, end: usize, text: &str) -> Fix {
        Fix::new("change it", Safety::Safe, source, Span::new(start, end), text)
    }

    fn source(text: &str) -> Arc<Source> {
        Arc::new(Source::new("draft.txt", text))
    }

    fn reported(source: &Arc<Source>, level: Level, fix: Option<Fix>) -> Reported {
        let finding = Finding::new(RuleId::coded("x"), "x", Label::new(source, Span::at(0), "")).fix(fix);
        Reported { finding, level, place: Place::default(), word: None, fingerprint: String::new(), first_fingerprints: [0; 2] }
    }

    #[test]
    fn the_first_in_the_file_wins_and_a_fix_is_whole_or_nothing() {
        let text = source("one two three");
        let both_ends = replace(&text, 0, 3, "ONE").and(&text, Span::new(8, 13), "THREE");
        let middle_to_end = replace(&text, 4, 9, "TWO T");
        let applied = apply(&text, [&middle_to_end, &both_ends], Safety::Safe);
        assert_eq!(applied, Applied { text: "ONE two THREE".into(), applied: vec![1], skipped: 1 });
    }

    #[test]
    fn a_second_insertion_at_one_place_waits() {
        let text = source("ab");
        let fixes = [replace(&text, 1, 1, "x"), replace(&text, 1, 1, "y"), replace(&text, 1, 2, "B")];
        let applied = apply(&text, &fixes, Safety::Safe);
        assert_eq!(applied, Applied { text: "axb".into(), applied: vec![0], skipped: 2 });
        let neighbours = [replace(&text, 0, 1, "A"), replace(&text, 1, 2, "B")];
        assert_eq!(apply(&text, &neighbours, Safety::Safe).text, "AB", "replacements that only touch do not collide");
    }

    #[test]
    fn unsafe_fixes_and_other_files_are_left_alone() {
        let text = source("ab");
        let other = Arc::new(Source::new("other.txt", "ab"));
        let daring = Fix { safety: Safety::Unsafe, ..replace(&text, 0, 1, "A") };
        let elsewhere = replace(&text, 1, 2, "B").and(&other, Span::new(0, 1), "A");
        let applied = apply(&text, [&daring, &elsewhere], Safety::Safe);
        assert_eq!(applied, Applied { text: "ab".into(), applied: vec![], skipped: 1 });
        assert_eq!(apply(&text, [&daring, &elsewhere], Safety::Unsafe).text, "Ab");
    }

    #[test]
    fn rounds_go_on_until_nothing_changes() {
        let lint = |source: &Arc<Source>| {
            let wrong = source.text().find('a').map(|at| replace(source, at, at + 1, "b"));
            wrong.map(|fix| reported(source, Level::Warning, Some(fix))).into_iter().collect()
        };
        let fixed = to_fixpoint(source("aaa"), Safety::Safe, lint);
        assert_eq!(fixed, Fixed { text: "bbb".into(), mended: vec![RuleId::coded("x"); 3], rounds: 3, ending: Ending::Settled });
        let fixed = to_fixpoint(source(&"a".repeat(12)), Safety::Safe, lint);
        assert_eq!((fixed.rounds, fixed.ending), (MOST_ROUNDS, Ending::Restless));
    }

    #[test]
    fn a_round_that_makes_it_worse_is_undone() {
        let lint = |source: &Arc<Source>| match source.text() {
            "a" => vec![reported(source, Level::Advice, Some(replace(source, 0, 1, "b")))],
            _ => vec![reported(source, Level::Error, None)],
        };
        let fixed = to_fixpoint(source("a"), Safety::Safe, lint);
        assert_eq!(fixed, Fixed { text: "a".into(), mended: vec![], rounds: 0, ending: Ending::Worse });
    }

    #[test]
    fn a_diff_says_where_the_final_line_end_is_missing() {
        assert_eq!(
            diff("notes/a b.txt", "one\ntwo", "one\nTWO\n"),
            "--- a/notes/a b.txt\t\n+++ b/notes/a b.txt\t\n@@ -1,2 +1,2 @@\n one\n-two\n\\ No newline at end of file\n+TWO\n"
        );
        assert_eq!(diff("x", "", "one\n"), "--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+one\n");
        assert_eq!(diff("x", "same", "same"), "");
        assert!(diff("a\"\u{7}.txt", "1\n", "2\n").starts_with("--- \"a/a\\\"\\007.txt\"\n"));
    }

    #[test]
    fn a_lone_carriage_return_is_part_of_its_line() {
        assert_eq!(diff("x", "a\rb\r\nc\n", "a\rB\r\nc\n"), "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-a\rb\r\n+a\rB\r\n c\n");
    }

    proptest! {
        #[test]
        fn bytes_outside_the_edits_stay(text in "[aé\\n]{0,40}", cuts in prop::collection::vec((0usize..60, 0usize..8), 0..8)) {
            let source = source(&text);
            let boundary = |at: usize| text.floor_char_boundary(at.min(text.len()));
            // each fix writes a letter of its own, so the result tells which were applied
            let letter = |index: usize| "STUVWXYZ"[index..=index].to_owned();
            let fixes: Vec<Fix> = cuts
                .iter()
                .enumerate()
                .map(|(index, (at, len))| replace(&source, boundary(*at), boundary(at + len), &letter(index)))
                .collect();
            let applied = apply(&source, &fixes, Safety::Safe);
            prop_assert_eq!(applied.applied.len() + applied.skipped, fixes.len());
            let mut done: Vec<&Edit> = fixes.iter().map(|fix| &fix.edits[0]).filter(|edit| applied.text.contains(&edit.text)).collect();
            prop_assert_eq!(done.len(), applied.applied.len());
            done.sort_by_key(|edit| edit.span);
            let mut expected = text.clone();
            for edit in done.into_iter().rev() {
                expected.replace_range(edit.span.range(), &edit.text);
            }
            prop_assert_eq!(applied.text, expected);
        }

        #[test]
        fn a_diff_is_empty_only_for_equal_texts(a in "[ab\\r\\n]{0,20}", b in "[ab\\r\\n]{0,20}") {
            prop_assert_eq!(diff("x", &a, &b).is_empty(), a == b);
        }
    }
}
