//! Which findings an ignore comment or an `[[ignore]]` entry holds back, and what there is to say of those themselves.
//! The comments were found when the draft was read; nothing is parsed here.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::draft::{Directive, Draft, Field, IgnoreComment, Scope};
use crate::finding::{Finding, Findings, Fix, Label, RuleId, Safety};
use crate::prose::composed::composed;
use crate::rules;
use crate::settings::{FATAL, IgnoreEntry, Settings};
use crate::source::{Source, Span};
use crate::table::nearest;

const UNUSED: RuleId = RuleId::coded("unused-ignore");
const UNKNOWN: RuleId = RuleId::coded("unknown-rule");
const UNREASONED: RuleId = RuleId::coded("ignore-without-reason");
const MALFORMED: RuleId = RuleId::coded("malformed-ignore");

/// What is to be ignored in one file, and what of it was put to use.
#[derive(Debug)]
pub struct Ignores<'a> {
    draft: &'a Draft,
    comments: Vec<Comment<'a>>,
    /// In the order of lint.toml.
    entries: Vec<Entry<'a>>,
    /// Comments by the rules they name.
    by_rule: HashMap<&'a str, Covers>,
    /// Indices of entries by the rules they name.
    entries_by_rule: HashMap<&'a str, Vec<usize>>,
}

/// What the comments that name one rule cover.
#[derive(Debug, Default)]
struct Covers {
    /// In order of place, each stretch of bytes once.
    stretches: Vec<Stretch>,
}

#[derive(Debug)]
struct Stretch {
    span: Span,
    /// How far this one and those before it reach.
    reach: u32,
    /// The comments that cover it: an index into `comments` and one into its rules.
    asked_by: Vec<(usize, usize)>,
    used: bool,
}

impl Covers {
    fn new(mut asked: Vec<(Span, (usize, usize))>) -> Covers {
        asked.sort_unstable();
        let mut stretches: Vec<Stretch> = Vec::new();
        for (span, by) in asked {
            match stretches.last_mut() {
                Some(last) if last.span == span => last.asked_by.push(by),
                last => {
                    let reach = last.map_or(span.end, |last| last.reach.max(span.end));
                    stretches.push(Stretch { span, reach, asked_by: vec![by], used: false });
                }
            }
        }
        Covers { stretches }
    }

    /// The stretches that hold byte `at`.
    fn at(&mut self, at: u32) -> impl Iterator<Item = &mut Stretch> {
        let begun = self.stretches.partition_point(|stretch| stretch.span.start <= at);
        let near = self.stretches[..begun].iter_mut().rev().take_while(move |stretch| stretch.reach >= at);
        near.filter(move |stretch| stretch.span.contains(at))
    }
}

/// What holds a finding back: where it stands, with the reason it gives as the label's text.
#[derive(Debug, Clone)]
pub enum Cover {
    /// An ignore comment of the draft.
    Comment(Label),
    /// An entry of lint.toml.
    Entry(Label),
}

/// A comment that can be obeyed.
#[derive(Debug)]
struct Comment<'a> {
    span: Span,
    reason: &'a str,
    rules: &'a [Field<String>],
    covers: Span,
    used: Vec<bool>,
}

#[derive(Debug)]
struct Entry<'a> {
    source: &'a Arc<Source>,
    said: &'a IgnoreEntry,
    /// The words it asks for, white space folded.
    words: Option<String>,
    used: bool,
}

/// Names of rules in one file for which a near one is looked for: no person reads more.
const MOST_SUGGESTIONS: usize = 100;

/// Characters of an unknown rule's name that are said.
const MOST_OF_A_NAME: usize = 60;

impl<'a> Ignores<'a> {
    /// The comments of `draft` and the entries for it, which settings know as `path`.
    pub fn new(draft: &'a Draft, settings: Option<&'a Settings>, path: &str) -> Self {
        let comments: Vec<_> = draft.ignores.iter().filter_map(|comment| Comment::new(comment, draft)).collect();
        let mut by_rule: HashMap<_, Vec<_>> = HashMap::new();
        for (index, comment) in comments.iter().enumerate() {
            for (place, rule) in comment.rules.iter().enumerate() {
                by_rule.entry(rule.value.as_str()).or_default().push((comment.covers, (index, place)));
            }
        }
        let by_rule = by_rule.into_iter().map(|(rule, asked)| (rule, Covers::new(asked))).collect();
        let entries = settings.into_iter().flat_map(|settings| {
            let here = settings.ignores.iter().filter(|entry| entry.file == path);
            here.map(|said| Entry { source: &settings.source, said, words: said.text.as_deref().map(folded), used: false })
        });
        let entries: Vec<_> = entries.collect();
        let mut entries_by_rule: HashMap<_, Vec<_>> = HashMap::new();
        for (index, entry) in entries.iter().enumerate() {
            entries_by_rule.entry(entry.said.rule.as_str()).or_default().push(index);
        }
        Ignores { draft, comments, entries, by_rule, entries_by_rule }
    }

    /// What holds `finding` back. All that does counts as used; the first is given.
    pub fn cover(&mut self, finding: &Finding) -> Option<Cover> {
        let (rule, label) = (finding.rule.as_str(), &finding.primary);
        if FATAL.contains(&rule) || label.source.name() != self.draft.source.name() {
            return None;
        }
        let mut first = None;
        for stretch in self.by_rule.get_mut(rule).into_iter().flat_map(|covers| covers.at(label.span.start)) {
            first = stretch.asked_by.first().map(|(index, _)| *index).into_iter().chain(first).min();
            if !std::mem::replace(&mut stretch.used, true) {
                for (index, place) in &stretch.asked_by {
                    self.comments[*index].used[*place] = true;
                }
            }
        }
        let comment = first.map(|index| &self.comments[index]);
        let mut cover = comment.map(|comment| Cover::Comment(Label::new(&self.draft.source, comment.span, comment.reason)));
        let Some(entries) = self.entries_by_rule.get(rule) else { return cover };
        // White space counts as one space.
        let words = folded(label.source.slice(label.span));
        for index in entries {
            let entry = &mut self.entries[*index];
            if entry.words.as_ref().is_none_or(|wanted| words.contains(wanted)) {
                entry.used = true;
                cover.get_or_insert_with(|| Cover::Entry(Label::new(entry.source, entry.said.span, entry.said.reason.as_str())));
            }
        }
        cover
    }

    /// Comments that cannot be obeyed, rules that nobody knows, reasons that are not given. `terms` are rules besides those in code.
    pub fn remarks<'t>(&self, terms: impl Iterator<Item = &'t str>, room: usize) -> Findings {
        let mut findings = Findings::with_room(room);
        // Few drafts have a comment that asks for them.
        let mut known: Vec<&str> = Vec::new();
        if !self.draft.ignores.is_empty() {
            known.extend(rules::ALL.iter().map(|rule| rule.id).chain(terms));
        }
        let names: HashSet<&str> = known.iter().copied().collect();
        let mut suggestions = MOST_SUGGESTIONS;
        for comment in &self.draft.ignores {
            match &comment.directive {
                Directive::Malformed(why) => findings.push(self.malformed(comment, why)),
                Directive::Ignore { rules, reason, .. } => {
                    if reason.trim().is_empty() {
                        findings.push(self.unreasoned(comment));
                    }
                    for rule in rules.iter().filter(|rule| !names.contains(rule.value.as_str())) {
                        let near = if suggestions > 0 { &known[..] } else { &[] };
                        suggestions = suggestions.saturating_sub(1);
                        findings.push(self.unknown(rule, near));
                    }
                }
            }
        }
        let bare = self.entries.iter().filter(|entry| entry.said.reason.trim().is_empty());
        findings.extend(bare.map(Entry::unreasoned));
        findings
    }

    /// What held nothing back, of the rules that `ran` on the note at an offset.
    pub fn unused(&self, ran: impl Fn(&str, u32) -> bool) -> Vec<Finding> {
        let mut findings = Vec::new();
        for comment in &self.comments {
            // A comment against this very remark is judged by nobody: it would be used as soon as it is not.
            let idle = |place: &usize| {
                let rule = comment.rules[*place].value.as_str();
                !comment.used[*place] && rule != UNUSED.as_str() && (FATAL.contains(&rule) || ran(rule, comment.covers.start))
            };
            let idle: Vec<_> = (0..comment.rules.len()).filter(idle).collect();
            if !idle.is_empty() {
                findings.push(self.idle_comment(comment, &idle));
            }
        }
        let idle = self.entries.iter().filter(|entry| !entry.used && ran(&entry.said.rule, 0));
        findings.extend(idle.map(Entry::idle));
        findings
    }

    fn idle_comment(&self, comment: &Comment<'_>, idle: &[usize]) -> Finding {
        let names: Vec<_> = idle.iter().map(|place| format!("`{}`", comment.rules[*place].value)).collect();
        let message = format!("this comment ignores nothing: it covers no {}", names.join(", "));
        let whole = idle.len() == comment.rules.len();
        let (title, cut) = if whole {
            ("remove the comment".to_owned(), vec![self.with_its_line(comment.span)])
        } else {
            (format!("remove {} from the comment", names.join(", ")), with_commas(comment.rules, idle))
        };
        let source = &self.draft.source;
        let mut fix = Fix::of(title, Safety::Safe, Vec::new());
        for span in merged(cut) {
            fix = fix.and(source, span, "");
        }
        self.finding(UNUSED, message, comment.span)
            .help("remove it, or name the rule that it is meant for")
            .expecting(names.join(" "))
            .fix(fix)
    }

    /// The comment, with the spaces before it; with its whole line where nothing else stands on it.
    fn with_its_line(&self, span: Span) -> Span {
        let source = &self.draft.source;
        let (first, last) = (source.line_of(span.start), source.line_of(span.end));
        let (line, last_line) = (source.line(first), source.line(last));
        let before = source.slice(Span { start: line.start, end: span.start });
        let after = source.slice(Span { start: span.end, end: last_line.end });
        if !before.trim().is_empty() || !after.trim().is_empty() {
            let spaces = if after.trim().is_empty() { before.len() - before.trim_end().len() } else { 0 };
            return Span::new(span.start as usize - spaces, span.end as usize);
        }
        let end = if last + 1 < source.line_count() { next_line_start(source, last) } else { last_line.end };
        Span { start: line.start, end }
    }

    fn malformed(&self, comment: &IgnoreComment, why: &str) -> Finding {
        let help = "write `<!-- copydesk: ignore[RULE] REASON -->`, with the rule's name as the report gives it";
        self.finding(MALFORMED, format!("this ignore comment ignores nothing: {why}"), comment.span).help(help)
    }

    fn unreasoned(&self, comment: &IgnoreComment) -> Finding {
        let help = "write the reason after the brackets, for whoever reads the draft next";
        self.finding(UNREASONED, "this ignore comment does not say why", comment.span).help(help)
    }

    /// What to say of a name that no rule has; one of `near` may be meant.
    fn unknown(&self, rule: &Field<String>, near: &[&str]) -> Finding {
        let help = match nearest(&rule.value, near.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "`copydesk rules` lists the rules".to_owned(),
        };
        // A bracket that is closed much later makes a name of whole lines.
        let name: String = rule.value.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MOST_OF_A_NAME).collect();
        self.finding(UNKNOWN, format!("there is no rule `{name}`"), rule.span).help(help)
    }

    fn finding(&self, rule: RuleId, message: impl Into<String>, span: Span) -> Finding {
        Finding::new(rule, message, Label::new(&self.draft.source, span, ""))
    }
}

impl<'a> Comment<'a> {
    fn new(comment: &'a IgnoreComment, draft: &Draft) -> Option<Self> {
        let Directive::Ignore { rules, reason, scope } = &comment.directive else { return None };
        let covers = match scope {
            Scope::Bytes(span) => *span,
            Scope::Note(index) => draft.notes.get(*index).map_or_else(|| whole(draft), |note| note.span),
            Scope::Draft => whole(draft),
        };
        Some(Comment { span: comment.span, reason: reason.trim(), rules, covers, used: vec![false; rules.len()] })
    }
}

impl Entry<'_> {
    fn idle(&self) -> Finding {
        let IgnoreEntry { rule, file, .. } = self.said;
        let message = format!("this entry ignores nothing: there is no such `{}` in `{file}`", rule.value);
        Finding::new(UNUSED, message, Label::new(self.source, self.said.span, "")).help("remove the entry")
    }

    fn unreasoned(&self) -> Finding {
        let label = Label::new(self.source, self.said.span, "");
        Finding::new(UNREASONED, "this entry does not say why", label).help("add `reason = \"…\"`, for whoever reads the settings next")
    }
}

fn whole(draft: &Draft) -> Span {
    Span::new(0, draft.source.text().len())
}

fn folded(text: &str) -> String {
    composed(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Some of the names in the brackets, but not all of them, each with the comma that goes with it.
fn with_commas(rules: &[Field<String>], places: &[usize]) -> Vec<Span> {
    let goes = |place: usize| places.binary_search(&place).is_ok();
    let last_kept = (0..rules.len()).rev().find(|place| !goes(*place)).expect("one name at least is kept");
    let cut = |place: &usize| {
        if *place < last_kept {
            Span { start: rules[*place].span.start, end: rules[place + 1].span.start }
        } else {
            Span { start: rules[place - 1].span.end, end: rules[*place].span.end }
        }
    };
    places.iter().map(cut).collect()
}

/// The same bytes without overlaps; `spans` are in order of place.
fn merged(spans: Vec<Span>) -> Vec<Span> {
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => *last = last.cover(span),
            _ => merged.push(span),
        }
    }
    merged
}

fn next_line_start(source: &Source, line: usize) -> u32 {
    source.line(line + 1).start
}

#[cfg(test)]
mod tests;
