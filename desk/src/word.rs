//! A Word draft written back with the remarks that are wanted. What is written is `copydesk::report::review`'s.

use std::collections::HashSet;

use copydesk::finding::{Fix, Safety};
use copydesk::fix::apply;
use copydesk::lint::{FileOutcome, Reported};
use copydesk::report::review::{self, writable};
use copydesk::source::Source;
use jiff::civil::Date;
use serde::Deserialize;

/// Bytes that a transcript may have.
pub const LIMIT: u64 = 4 << 20;

/// What is wanted in the document, by the fingerprints of remarks.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Review {
    /// Remarks that become comments.
    comments: Vec<String>,
    /// Remarks that become tracked changes, each with the choice that was made: `None` for its fix, else one of its alternatives.
    changes: Vec<(String, Option<usize>)>,
    /// Who signs.
    author: String,
}

/// The document with what is wanted in it.
///
/// # Errors
/// What keeps it from being written.
pub fn write(bytes: &[u8], before: &Source, outcome: &FileOutcome, review: &Review, today: Date) -> Result<Vec<u8>, String> {
    let find = |id: &String| outcome.findings.iter().find(|reported| reported.fingerprint == *id);
    let fixes: Vec<Fix> = review
        .changes
        .iter()
        .filter_map(|(id, choice)| {
            let finding = &find(id)?.finding;
            choice.map_or(finding.fix.clone(), |choice| finding.alternatives.get(choice).cloned())
        })
        .collect();
    let after = writable(before, &apply(before, &fixes, Safety::Unsafe).text);
    let wanted: HashSet<&String> = review.comments.iter().collect();
    let findings: Vec<&Reported> = outcome.findings.iter().filter(|reported| wanted.contains(&reported.fingerprint)).collect();
    let author = if review.author.trim().is_empty() { review::AUTHOR } else { review.author.trim() };
    let review = review::Review { before, after: &after, findings, notes: &outcome.notes, author, today, limit: LIMIT };
    review::reviewed(bytes, &review)
}
