//! A Word draft written back as an editor would: remarks in the margin on the words they are about, and what can be mended as tracked changes. It
//! opens no file: bytes in, bytes out.

use std::collections::HashMap;
use std::fmt::Write;

use jiff::civil::Date;

use super::author;
use crate::draft::word::{self, Change, Comment, Document, Edits, NewComment};
use crate::finding::{Level, Safety};
use crate::fix;
use crate::lint::{NoteSummary, Reported};
use crate::source::{Passage, Source, Span};

/// What there is to write into a draft.
#[derive(Debug)]
pub struct Review<'a> {
    /// The transcript of the draft.
    pub before: &'a Source,
    /// What fixes make of it.
    pub after: &'a str,
    /// What they leave to be told, in order of place.
    pub findings: Vec<&'a Reported>,
    /// Which of them are written into it.
    pub extent: Extent,
    /// The notes in it.
    pub notes: &'a [NoteSummary],
    /// Who signs.
    pub author: &'a str,
    /// The day of the run.
    pub today: Date,
    /// Bytes that a transcript may have.
    pub limit: u64,
}

/// Which findings become remarks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// As many as an author can do something with.
    Usual,
    /// All: somebody has chosen them one by one.
    Chosen,
}

/// Who signs where nobody says otherwise.
pub const AUTHOR: &str = "copydesk";

/// What marks the comment of ours that sums up.
const SUMMARY: &str = "cdk";

/// Pieces of advice that an author is given at once.
const MOST_ADVICE: usize = 10;

/// What nobody wants a remark on: a change mends it, or it can stay.
const QUIET: [&str; 5] = ["trailing-whitespace", "double-space", "invisible-character", "unended-paragraph", "title-final-stop"];

/// What is told of a draft in its margin: what is found in it that its fixes leave. `left` is what is found after them, which is said as it is then.
pub fn told(found: &[Reported], left: &[Reported]) -> Vec<Reported> {
    let left: HashMap<&str, &Reported> = left.iter().map(|reported| (reported.fingerprint.as_str(), reported)).collect();
    let told = found.iter().filter_map(|reported| {
        let after = left.get(reported.fingerprint.as_str())?;
        Some(Reported { word: reported.word, ..(*after).clone() })
    });
    told.collect()
}

/// The draft with remarks and changes; the error is what keeps it from being written.
///
/// # Errors
/// Where the bytes are no longer those of the draft, or the document is one that cannot be written into.
pub fn reviewed(bytes: &[u8], review: &Review<'_>) -> Result<Vec<u8>, String> {
    let document = opened(bytes, review.before, review.limit)?;
    let mut edits = Edits { changes: changes(review.before, review.after), ..signed(review.author, review.today) };
    let is_told = |reported: &&Reported| review.extent == Extent::Chosen || !QUIET.contains(&reported.finding.rule.as_str());
    let told: Vec<&Reported> = review.findings.iter().copied().filter(is_told).collect();
    let most = if review.extent == Extent::Chosen { usize::MAX } else { MOST_ADVICE };
    let changed = edits.changes.len() + document.changes_by(review.author);
    let sum = sum(&told, changed, review.notes, most);
    let sum = Line { text: sum.clone(), what: sum };
    take_up(&document, SUMMARY, vec![Group { passage: title(&document, review), lines: vec![sum] }], &mut edits);
    take_up(&document, word::OWN, groups(&document, &told, most), &mut edits);
    word::write(bytes, &document, &edits)
}

/// The draft with what fixes make of it as tracked changes, and nothing else.
///
/// # Errors
/// As for [`reviewed`].
pub fn mended(bytes: &[u8], review: &Review<'_>) -> Result<Vec<u8>, String> {
    let document = opened(bytes, review.before, review.limit)?;
    let edits = Edits { changes: changes(review.before, review.after), ..signed(review.author, review.today) };
    word::write(bytes, &document, &edits)
}

/// What of `after` can be written into the document that `before` is the transcript of: marks of Markdown and numbers that Word counts cannot.
pub fn writable(before: &Source, after: &str) -> String {
    let mut out = String::with_capacity(after.len());
    let mut at = 0;
    for (range, text) in fix::hunks(before.text(), after).into_iter().filter(|(range, text)| can_be_written(before, range, text)) {
        out.push_str(&before.text()[at..range.start]);
        out.push_str(&text);
        at = range.end;
    }
    out.push_str(&before.text()[at..]);
    out
}

/// The findings in `source`, which mending makes of `before`, with those fixes alone that can be written into its document whole.
pub fn with_writable_fixes(before: &Source, source: &Source, mut findings: Vec<Reported>) -> Vec<Reported> {
    if source.text() == before.text() {
        // What was read of a document knows its way back.
        return findings;
    }
    let mendable = findings.iter_mut().map(|reported| &mut reported.finding.fix).filter(|fix| fix.is_some());
    for fix in mendable.take(MOST_LATER_FIXES) {
        let applied = fix::apply(source, fix.as_ref(), Safety::Unsafe);
        let is_writable = |(range, text): &(std::ops::Range<usize>, String)| can_be_written(before, range, text);
        if !fix::hunks(before.text(), &applied.text).iter().all(is_writable) {
            *fix = None;
        }
    }
    findings
}

/// Fixes that mending makes room for and that are tried out in the document, one by one.
const MOST_LATER_FIXES: usize = 32;

fn opened(bytes: &[u8], before: &Source, limit: u64) -> Result<Document, String> {
    let document = word::read(bytes, limit)?;
    if document.text != before.text() {
        return Err("it has changed since it was read".to_owned());
    }
    Ok(document)
}

fn signed(author: &str, today: Date) -> Edits {
    Edits { author: author.to_owned(), day: today.to_string(), ..Edits::default() }
}

fn can_be_written(before: &Source, range: &std::ops::Range<usize>, text: &str) -> bool {
    let span = Span::new(range.start, range.end);
    before.transcript().is_some_and(|transcript| transcript.is_whole(span.start, span.end)) && !text.contains(['\n', '\r'])
}

fn changes(before: &Source, after: &str) -> Vec<Change> {
    let hunks = fix::hunks(before.text(), after).into_iter().filter(|(range, text)| can_be_written(before, range, text));
    let change = |(range, text): (std::ops::Range<usize>, String)| {
        let span = Span::new(range.start, range.end);
        let passage = if range.is_empty() { before.gap(span.start) } else { before.passage(span) }?;
        Some(Change { passage, text: plain(&text) })
    };
    hunks.filter_map(change).collect()
}

/// The text without the backslashes that keep Markdown from reading marks.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if c != '\\' || !characters.peek().is_some_and(char::is_ascii_punctuation) {
            out.push(c);
        }
    }
    out
}

/// What is said of one place.
#[derive(Debug)]
struct Group {
    passage: Passage,
    lines: Vec<Line>,
}

/// What is said of one finding.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    text: String,
    /// What is wrong alone: what there is to do about it may change with the rest of the draft.
    what: String,
}

/// Findings that overlap have one remark; of advice there are as many as anybody reads.
fn groups(document: &Document, findings: &[&Reported], most: usize) -> Vec<Group> {
    let mut placed: Vec<(Passage, &Reported)> =
        findings.iter().filter_map(|reported| Some((document.place_for_comment(reported.word?)?, *reported))).collect();
    placed.sort_by_key(|(passage, _)| *passage);
    let mut groups: Vec<Group> = Vec::new();
    let mut advice = 0;
    for (passage, reported) in placed {
        if reported.level < Level::Warning {
            advice += 1;
            if advice > most {
                continue;
            }
        }
        let line = Line { text: author::line(reported), what: author::remark(reported).what };
        match groups.last_mut().filter(|last| last.passage.touches(passage)) {
            Some(last) => {
                last.passage.end = last.passage.end.max(passage.end);
                if !last.lines.contains(&line) {
                    last.lines.push(line);
                }
            }
            None => groups.push(Group { passage, lines: vec![line] }),
        }
    }
    groups
}

/// Writes `groups` where no remark of ours says the same already, and takes those out whose fault is gone and that nobody answered.
fn take_up(document: &Document, initials: &'static str, groups: Vec<Group>, edits: &mut Edits) {
    let own: Vec<&Comment> = document.comments.iter().filter(|comment| comment.initials == initials).collect();
    let mut kept: Vec<&str> = Vec::new();
    for mut group in groups {
        let near = |comment: &&&Comment| comment.passage.is_none_or(|passage| passage.touches(group.passage));
        let near: Vec<&&Comment> = own.iter().filter(near).collect();
        if let Some(same) = near.iter().find(|comment| comment.lines.iter().eq(group.lines.iter().map(|line| &line.text))) {
            kept.push(&same.id);
            continue;
        }
        // What somebody has answered or settled is not said again.
        let says = |comment: &Comment, line: &Line| comment.lines.iter().any(|said| said.contains(&line.what));
        group.lines.retain(|line| !near.iter().any(|comment| is_answered(comment) && says(comment, line)));
        if !group.lines.is_empty() {
            let text = group.lines.into_iter().map(|line| line.text).collect();
            edits.comments.push(NewComment { passage: group.passage, initials, text });
        }
    }
    let gone = own.iter().filter(|comment| !is_answered(comment) && !kept.contains(&comment.id.as_str()));
    edits.removed.extend(gone.map(|comment| comment.id.clone()));
}

fn is_answered(comment: &Comment) -> bool {
    comment.is_resolved || !comment.answers.is_empty()
}

/// Where the title stands, else the beginning.
fn title(document: &Document, review: &Review<'_>) -> Passage {
    let title = review.notes.iter().find_map(|note| note.title);
    let title = title.unwrap_or(Passage { paragraph: 1, start: 0, end: u32::MAX });
    document.place_for_comment(title).unwrap_or(title)
}

/// "No. 609, 15 January 2022. 2 to correct, 3 to check, 4 to consider; 5 changes made."
fn sum(findings: &[&Reported], changed: usize, notes: &[NoteSummary], most: usize) -> String {
    let count = |level: Level| findings.iter().filter(|reported| reported.level == level).count();
    let advice = count(Level::Advice);
    let mut said = author::counts(count(Level::Error), count(Level::Warning), advice);
    if advice > most {
        let _ = write!(said, ", of which {most} are shown");
    }
    match changed {
        0 => {}
        1 => said.push_str("; 1 change made"),
        changed => {
            let _ = write!(said, "; {changed} changes made");
        }
    }
    let note = notes.first();
    let number = note.and_then(|note| note.number).map(|number| format!("No. {number}"));
    let date = note.and_then(|note| note.date_text.clone());
    let head: Vec<String> = number.into_iter().chain(date).collect();
    if head.is_empty() { format!("{said}.") } else { format!("{}. {said}.", head.join(", ")) }
}
