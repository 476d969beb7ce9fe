//! A Word draft written back with the remarks that are wanted. What is written is `copydesk::report::review`'s.

use std::collections::HashSet;
use std::sync::Arc;

use copydesk::finding::{Finding, Fix, Label, Level, RuleId, Safety};
use copydesk::fix::apply;
use copydesk::lint::{FileOutcome, Place, Reported};
use copydesk::report::review::{self, Extent, writable};
use copydesk::source::{Source, Span};
use jiff::civil::Date;
use serde::Deserialize;

use crate::place::Places;

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
    /// Remarks of whoever reviews: words of the editor's text, and what is said of them.
    own: Vec<Own>,
    /// Who signs.
    author: String,
}

#[derive(Debug, Deserialize)]
struct Own {
    from: u32,
    to: u32,
    text: String,
}

/// What somebody says, as a finding would.
fn reported(own: &Own, source: &Arc<Source>, places: &Places) -> Reported {
    let span = Span { start: places.byte_at(own.from), end: places.byte_at(own.to) };
    let finding = Finding::new(RuleId::coded("own-remark"), own.text.as_str(), Label::new(source, span, ""));
    Reported {
        finding,
        level: Level::Warning,
        place: Place::default(),
        word: source.passage(span),
        fingerprint: String::new(),
        first_fingerprints: [0; 2],
    }
}

/// The document with what is wanted in it.
///
/// # Errors
/// What keeps it from being written.
pub fn write(bytes: &[u8], before: &Arc<Source>, outcome: &FileOutcome, review: &Review, today: Date) -> Result<Vec<u8>, String> {
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
    let places = Places::of(before.text());
    let own: Vec<Reported> = review.own.iter().map(|own| reported(own, before, &places)).collect();
    let mut findings: Vec<&Reported> = outcome.findings.iter().filter(|reported| wanted.contains(&reported.fingerprint)).collect();
    findings.extend(&own);
    let author = if review.author.trim().is_empty() { review::AUTHOR } else { review.author.trim() };
    let review =
        review::Review { before, after: &after, findings, extent: Extent::Chosen, notes: &outcome.notes, author, today, limit: LIMIT };
    review::reviewed(bytes, &review)
}
