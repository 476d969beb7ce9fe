//! How often each rule reports: what `--statistics` prints instead of the findings. It names no place.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::finding::{Level, Safety};
use crate::lint::Outcome;

/// Findings and, of these, fixable ones.
#[derive(Default)]
struct Count {
    all: usize,
    safe: usize,
    risky: usize,
}

/// One line a rule and level: how many, which, and how many of them can be mended; most first, then by id.
pub fn statistics(outcome: &Outcome) -> String {
    let mut counts: BTreeMap<(&str, Level), Count> = BTreeMap::new();
    for reported in &outcome.findings {
        let count = counts.entry((reported.finding.rule.as_str(), reported.level)).or_default();
        count.all += 1;
        match reported.finding.fix.as_ref().map(|fix| fix.safety) {
            Some(Safety::Safe) => count.safe += 1,
            Some(Safety::Unsafe) => count.risky += 1,
            None => {}
        }
    }
    let mut rows: Vec<((&str, Level), Count)> = counts.into_iter().collect();
    rows.sort_by(|(a, one), (b, other)| other.all.cmp(&one.all).then(a.0.cmp(b.0)).then(b.1.cmp(&a.1)));
    let figures = rows.iter().map(|(_, count)| count.all.to_string().len()).max().unwrap_or(0);
    let ids = rows.iter().map(|((rule, _), _)| rule.len()).max().unwrap_or(0);
    let mut out = String::new();
    for ((rule, level), count) in rows {
        let row = format!("{:>figures$}  {:7}  {rule:ids$}  {}", count.all, level.name(), mendable(&count));
        let _ = writeln!(out, "{}", row.trim_end());
    }
    out
}

fn mendable(count: &Count) -> String {
    match (count.safe, count.risky) {
        (0, 0) => String::new(),
        (safe, 0) => format!("{safe} fixable"),
        (0, risky) => format!("{risky} fixable with --unsafe-fixes"),
        (safe, risky) => format!("{safe} fixable, {risky} with --unsafe-fixes"),
    }
}
