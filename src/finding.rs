//! What a rule reports: one problem at one place, with what to do about it. Nothing here knows of settings or output.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::source::{Source, Span};

/// Where rules put what they find. It takes so many and only counts the rest, so that a stranger's text cannot fill the memory.
#[derive(Debug)]
pub struct Findings {
    taken: Vec<Finding>,
    room: usize,
    left_out: usize,
}

impl Findings {
    /// Takes `room` findings.
    pub fn with_room(room: usize) -> Self {
        Findings { taken: Vec::new(), room, left_out: 0 }
    }

    /// Takes one, if there is room.
    pub fn push(&mut self, finding: Finding) {
        if self.taken.len() < self.room {
            self.taken.push(finding);
        } else {
            self.left_out += 1;
        }
    }

    /// How many were found beyond those taken.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// How many are taken so far.
    pub fn len(&self) -> usize {
        self.taken.len()
    }

    /// Whether none is taken.
    pub fn is_empty(&self) -> bool {
        self.taken.is_empty()
    }

    /// Lets those go, of all taken after the first `from`, that are not `wanted`; there is room for others then.
    pub fn retain_after(&mut self, from: usize, wanted: impl Fn(&Finding) -> bool) {
        let kept = self.taken.drain(from..).filter(|finding| wanted(finding)).collect::<Vec<_>>();
        self.taken.extend(kept);
    }
}

impl Extend<Finding> for Findings {
    fn extend<I: IntoIterator<Item = Finding>>(&mut self, findings: I) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.taken.into_iter()
    }
}

/// The kebab-case name of a rule or of a house's `[[term]]`; a term's id exists only once its house is read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(Cow<'static, str>);

impl RuleId {
    /// The id of a rule in code.
    pub const fn coded(id: &'static str) -> Self {
        RuleId(Cow::Borrowed(id))
    }

    /// The id of a rule that a house defines.
    pub fn named(id: impl Into<String>) -> Self {
        RuleId(Cow::Owned(id.into()))
    }

    /// The id as written in settings and reports.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How much a finding matters. Ordered: `Off` is least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Not reported.
    Off,
    /// A remark an editor may shrug at.
    Advice,
    /// Should be mended.
    Warning,
    /// The note is not accepted with it.
    Error,
}

impl Level {
    /// Every level by the name settings use.
    pub const NAMES: [(&'static str, Level); 4] =
        [("off", Level::Off), ("advice", Level::Advice), ("warning", Level::Warning), ("error", Level::Error)];

    /// The level of that name.
    pub fn named(name: &str) -> Option<Level> {
        Level::NAMES.iter().find(|(known, _)| *known == name).map(|(_, level)| *level)
    }

    /// Its name in settings and reports.
    pub fn name(self) -> &'static str {
        Level::NAMES.iter().find(|(_, level)| *level == self).expect("every level has a name").0
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A span in some file, with a remark on it. The file may be the draft, another note, settings or a house.
#[derive(Debug, Clone)]
pub struct Label {
    /// The file the span counts in.
    pub source: Arc<Source>,
    /// The bytes meant.
    pub span: Span,
    /// The remark; may be empty on a finding's primary label.
    pub text: String,
}

impl Label {
    /// A remark on `span` of `source`.
    pub fn new(source: &Arc<Source>, span: Span, text: impl Into<String>) -> Self {
        Label { source: Arc::clone(source), span, text: text.into() }
    }
}

/// Whether a reader could read anything else after the fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Safety {
    /// White space, marks, letter case, the form of a date, a spelling the house lists: `--fix` applies it.
    Safe,
    /// Everything else: `--unsafe-fixes` applies it.
    Unsafe,
}

/// Replace the bytes in `span` of `source` by `text`.
#[derive(Debug, Clone)]
pub struct Edit {
    /// The file to change.
    pub source: Arc<Source>,
    /// What goes; empty to insert.
    pub span: Span,
    /// What comes.
    pub text: String,
}

/// Edits that belong together: all are applied or none.
#[derive(Debug, Clone)]
pub struct Fix {
    /// What it does, in the imperative.
    pub title: String,
    /// Who may apply it unasked.
    pub safety: Safety,
    /// In order of place, not overlapping.
    pub edits: Vec<Edit>,
    /// The rule that says what is left to do afterwards: a heading that was inserted wants its text.
    pub leaves: Option<&'static str>,
}

impl Fix {
    /// A fix of one edit.
    pub fn new(title: impl Into<String>, safety: Safety, source: &Arc<Source>, span: Span, text: impl Into<String>) -> Self {
        Fix::of(title, safety, vec![Edit { source: Arc::clone(source), span, text: text.into() }])
    }

    /// A fix of several edits, in order of place.
    pub fn of(title: impl Into<String>, safety: Safety, edits: Vec<Edit>) -> Self {
        Fix { title: title.into(), safety, edits, leaves: None }
    }

    /// The same fix, after which `rule` says what is left to do.
    #[must_use]
    pub fn leaving(mut self, rule: &'static str) -> Self {
        self.leaves = Some(rule);
        self
    }

    /// The same fix with one more edit.
    #[must_use]
    pub fn and(mut self, source: &Arc<Source>, span: Span, text: impl Into<String>) -> Self {
        self.edits.push(Edit { source: Arc::clone(source), span, text: text.into() });
        self
    }
}

/// The places that a finding is between.
#[derive(Debug, Clone)]
pub struct Between {
    /// In order, a line each.
    pub places: String,
    /// The number of the note that the first related place is in.
    pub other: Option<u64>,
}

/// Why a house wants what a finding misses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// A sentence for an author.
    pub because: String,
    /// The half of a sentence that the help ends with.
    pub reason: Option<String>,
}

/// One report of one rule at one place: facts only. Levels, ignores and order come when findings are settled.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Who reports.
    pub rule: RuleId,
    /// What is wrong: lower case, no final stop, readable alone.
    pub message: String,
    /// Where.
    pub primary: Label,
    /// Other places that matter: a second note, the line of the house format that asks for it.
    pub related: Vec<Label>,
    /// What to do.
    pub help: Option<String>,
    /// Why the house wants it, where it says so.
    pub why: Option<Why>,
    /// What `--fix` may apply.
    pub fix: Option<Fix>,
    /// Offered, never applied unasked.
    pub alternatives: Vec<Fix>,
    /// What is missing or expected, when the span does not say it: part of the fingerprint.
    pub expected: Option<String>,
    /// What it is known by in the place of the words it stands on: part of the fingerprint.
    pub known_by: Option<String>,
    /// What it is between, where it may be reported at any of several places: then it is known by that, and not by its place.
    pub between: Option<Between>,
    /// A default level of this finding's own, where it differs from its rule's.
    pub level: Option<Level>,
}

impl Finding {
    /// A finding of `rule` at `primary`.
    pub fn new(rule: RuleId, message: impl Into<String>, primary: Label) -> Self {
        Finding {
            rule,
            message: message.into(),
            primary,
            related: Vec::new(),
            help: None,
            why: None,
            fix: None,
            alternatives: Vec::new(),
            expected: None,
            known_by: None,
            between: None,
            level: None,
        }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says why the house wants it: half a sentence after what to do, and for an author a whole one.
    #[must_use]
    pub fn wanted(mut self, reason: Option<&str>, because: Option<&str>) -> Self {
        if let (Some(reason), Some(help)) = (reason, &mut self.help) {
            help.push_str(": ");
            help.push_str(reason);
        }
        self.why = because.map(|because| Why { because: because.to_owned(), reason: reason.map(str::to_owned) });
        self
    }

    /// Points at another place; `None` is passed over, so that an optional label reads as one line.
    #[must_use]
    pub fn related(mut self, label: impl Into<Option<Label>>) -> Self {
        self.related.extend(label.into());
        self
    }

    /// Attaches the fix; `None` leaves it without.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<Option<Fix>>) -> Self {
        self.fix = fix.into();
        self
    }

    /// Offers a change that only a person can choose.
    #[must_use]
    pub fn alternative(mut self, fix: Fix) -> Self {
        self.alternatives.push(fix);
        self
    }

    /// Names what is missing or expected, so that two findings at one place differ.
    #[must_use]
    pub fn expecting(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// Names two words, of which either may be the one that it stands on: it is one finding at whichever.
    #[must_use]
    pub fn of_two(mut self, one: &str, other: &str) -> Self {
        let (first, second) = if one <= other { (one, other) } else { (other, one) };
        self.known_by = Some(format!("{first} {second}"));
        self
    }

    /// Names the places that it is between, in whatever order: it is one finding at whichever of them it is reported. `other` is the number of the
    /// note that the first related place is in.
    #[must_use]
    pub fn between(mut self, mut places: Vec<String>, other: Option<u64>) -> Self {
        places.sort();
        self.between = Some(Between { places: places.join("\n"), other });
        self
    }

    /// Gives this finding a default level of its own.
    #[must_use]
    pub fn at_level(mut self, level: Level) -> Self {
        self.level = Some(level);
        self
    }
}
