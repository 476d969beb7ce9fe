//! What of a file its reports need once its findings are settled: the places and lines that something points at, not the text. Nothing of a
//! finding changes.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Format;
use crate::finding::{Finding, Label};
use crate::ignore::Cover;
use crate::lint::{FileOutcome, Holder, Reported};
use crate::source::{Source, Span};

/// A related place this many lines away is drawn in the same excerpt, with the lines between.
pub(super) const REACH: usize = 4;

/// How much of a file's text a report shows. Ordered: what is enough for one is enough for those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// None: it says where things are.
    Places,
    /// The lines that findings point at.
    Lines,
    /// All.
    Whole,
}

impl Format {
    /// Whether its report names findings by their fingerprints.
    pub fn names_findings(self) -> bool {
        matches!(self, Format::Json | Format::Sarif | Format::Gitlab)
    }

    /// How much of a file's text its report shows.
    pub fn extent(self) -> Extent {
        match self {
            Format::Concise | Format::Json | Format::Sarif | Format::Github | Format::Gitlab | Format::Junit | Format::Rdjson => {
                Extent::Places
            }
            #[cfg(feature = "cli")]
            Format::Full => Extent::Lines,
            Format::Html => Extent::Whole,
            #[cfg(feature = "cli")]
            Format::Markdown => Extent::Whole,
        }
    }
}

/// Lets go of the text of `source`, in which the findings of `outcome` are, but for what reports of that `extent` show of it. Other files, such
/// as the house, stay as they are.
pub fn abridge(outcome: &mut FileOutcome, source: &Arc<Source>, extent: Extent) {
    // Most files have a finding or two, and room for more would be kept for each.
    outcome.findings.shrink_to_fit();
    outcome.held.shrink_to_fit();
    if extent == Extent::Whole || (outcome.findings.is_empty() && outcome.held.is_empty()) {
        return;
    }
    let mut left = Left { source, extent, lines: BTreeSet::new(), places: BTreeSet::new() };
    for reported in outcome.findings.iter().chain(outcome.held.iter().map(|held| &held.reported)) {
        left.note(&reported.finding);
    }
    outcome.held.iter().filter_map(|held| comment(&held.by)).for_each(|label| left.note_ends(label.span, &label.source));
    let abridged = Arc::new(source.abridged(&left.lines, &left.places));
    let replace = |own: &mut Arc<Source>| {
        if Arc::ptr_eq(own, source) {
            *own = Arc::clone(&abridged);
        }
    };
    let held = outcome.held.iter_mut().map(|held| {
        if let Holder::Ignore(Cover::Comment(label)) = &mut held.by {
            replace(&mut label.source);
        }
        &mut held.reported
    });
    for Reported { finding, .. } in outcome.findings.iter_mut().chain(held) {
        let labels = std::iter::once(&mut finding.primary).chain(&mut finding.related);
        labels.for_each(|label| replace(&mut label.source));
        let fixes = finding.fix.iter_mut().chain(&mut finding.alternatives);
        fixes.flat_map(|fix| &mut fix.edits).for_each(|edit| replace(&mut edit.source));
    }
}

fn comment(holder: &Holder) -> Option<&Label> {
    match holder {
        Holder::Ignore(Cover::Comment(label)) => Some(label),
        Holder::Ignore(Cover::Entry(_)) | Holder::Baseline => None,
    }
}

/// What is to be left of a file.
struct Left<'a> {
    source: &'a Arc<Source>,
    extent: Extent,
    lines: BTreeSet<usize>,
    places: BTreeSet<u32>,
}

impl Left<'_> {
    fn note(&mut self, finding: &Finding) {
        let labels = || std::iter::once(&finding.primary).chain(&finding.related);
        let fixes = finding.fix.iter().chain(&finding.alternatives);
        labels().for_each(|label| self.note_ends(label.span, &label.source));
        fixes.flat_map(|fix| &fix.edits).for_each(|edit| self.note_ends(edit.span, &edit.source));
        if self.extent >= Extent::Lines {
            let home = self.is_own(&finding.primary).then(|| self.line_of(&finding.primary));
            labels().for_each(|label| self.note_lines(label, home));
        }
    }

    fn note_ends(&mut self, span: Span, own: &Arc<Source>) {
        if Arc::ptr_eq(own, self.source) {
            self.places.extend([span.start, span.end]);
        }
    }

    /// The line where `label` begins, and those up to the line `home` of its finding, if that is near.
    fn note_lines(&mut self, label: &Label, home: Option<usize>) {
        if !self.is_own(label) {
            return;
        }
        // What goes on for lines is said to go on to the line of its last byte.
        self.places.insert(label.span.end.saturating_sub(1).max(label.span.start));
        let line = self.line_of(label);
        let home = home.filter(|home| home.abs_diff(line) <= REACH).unwrap_or(line);
        self.lines.extend(home.min(line)..=home.max(line));
    }

    fn is_own(&self, label: &Label) -> bool {
        Arc::ptr_eq(&label.source, self.source)
    }

    fn line_of(&self, label: &Label) -> usize {
        self.source.line_of(label.span.start)
    }
}
