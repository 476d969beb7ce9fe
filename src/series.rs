//! The notes of one series over its whole archive: who has which number, and where the numbering breaks. Whether a break is reported, and on
//! which file, is for the rules; files and revisions are read elsewhere.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::draft::{Draft, Field, Header, Note, Run};
use crate::finding::Label;
use crate::house::{FileName, Numbering};
use crate::prose::Prose;
use crate::prose::words::push_small;
use crate::source::{Source, Span};
use crate::table::Spanned;

use facts::{Facts, Told};

pub use absence::{Absence, Why};
pub use claims::Claims;
pub use facts::{Shift, longest_rise};

mod absence;
mod change;
mod claims;
mod facts;
pub mod ledger;
mod order;

/// The notes of one house under one lint.toml.
#[derive(Debug)]
pub struct Series {
    /// What it was filled from.
    pub scope: Scope,
    /// What lint.toml says of its numbers.
    pub policy: Policy,
    /// By number, then date, then place; those without a number come last.
    entries: Vec<Entry>,
    /// Those of files of the tree, by how settings know the file and then by place.
    by_file: Vec<usize>,
    facts: Facts,
    /// What is wrong between two notes and told on the other of them.
    told: Told,
    /// The files that are asked for, by how settings know them; `None` for all.
    asked: Option<HashSet<String>>,
}

/// What a series was filled from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// The drafts of the run: nobody said where the others are.
    #[default]
    Run,
    /// An archive, a ledger or both.
    Archive,
}

/// What lint.toml says of the numbers of a series.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// How numbers follow each other.
    pub numbers: Numbering,
    /// Whether every number exists here.
    pub complete: bool,
    /// How files are named.
    pub file_name: Option<FileName>,
    /// Numbers set aside.
    pub reserved: Vec<KnownNumber>,
    /// Numbers taken back.
    pub withdrawn: Vec<KnownNumber>,
    /// Runs of numbers that are known to be absent.
    pub known_gaps: Vec<KnownGap>,
}

/// A number that belongs to no note here, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownNumber {
    /// The number.
    pub number: Spanned<u64>,
    /// Why; may be empty.
    pub reason: String,
}

/// Numbers that belong to no note here, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownGap {
    /// The first of them.
    pub from: Spanned<u64>,
    /// The last of them.
    pub to: Spanned<u64>,
    /// Why; may be empty.
    pub reason: String,
}

/// One note of the series: a digest is one, whatever it holds.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The file, or as much of it as the places here count in.
    pub source: Arc<Source>,
    /// Where it was read.
    pub place: Place,
    /// Whether it is there for good.
    pub standing: Standing,
    /// Its numbers; `None` where they are left open.
    pub numbers: Option<Run>,
    /// The number as written, or what stands in its place.
    pub number: Span,
    /// Its date.
    pub date: Option<Field<Date>>,
    /// Its title, the lines of it joined.
    pub title: Option<Field<String>>,
    /// Its line of authors.
    pub author: Option<Field<String>>,
    /// Its volume.
    pub volume: Option<Field<Run>>,
    /// Its issue.
    pub issue: Option<Field<Run>>,
    /// Its title without what two spellings of one title may differ in, once somebody has asked for it.
    folded: OnceLock<String>,
}

/// Where an entry was read. Ordered as entries of one number and date are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A line of a listing.
    Ledger {
        /// The listing, from the folder of lint.toml.
        file: Arc<str>,
        /// From 1.
        line: usize,
    },
    /// A file of the work tree.
    Tree {
        /// As settings know it.
        file: Arc<str>,
    },
    /// A file as a revision has it.
    Base {
        /// What was asked for: `--base`.
        rev: String,
        /// The branch, as git calls it; the revision where it is none.
        branch: String,
        /// Its commit, in full.
        commit: String,
        /// The file, from the folder of lint.toml.
        path: String,
    },
}

/// Whether a note is there for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It is one of the archive.
    Archive,
    /// It is on another branch, and will come.
    Base,
    /// It lies outside the archive, or was not there where the branches parted.
    New,
}

/// The series as one note of a draft meets it.
#[derive(Debug, Clone, Copy)]
pub struct Seat<'a> {
    /// The series.
    pub series: &'a Series,
    /// How settings know the file.
    pub path: &'a str,
    /// The index of the note's entry, where it has one and still says the same.
    pub entry: Option<usize>,
}

impl Entry {
    /// The note whose header that is; `None` where it has no number and leaves no room for one.
    pub fn new(header: &Header, source: &Arc<Source>, place: Place, standing: Standing) -> Option<Entry> {
        let placeholder = || header.number_line.as_ref().and_then(|line| line.placeholder);
        let number = header.number.map(|number| number.span).or_else(placeholder)?;
        let joined = |lines: &[Prose]| {
            let (first, last) = (lines.first()?, lines.last()?);
            let value = lines.iter().map(Prose::text).collect::<Vec<_>>().join(" ");
            Some(Field { value, span: first.whole().cover(last.whole()) })
        };
        Some(Entry {
            source: Arc::clone(source),
            place,
            standing,
            numbers: header.numbers(),
            number,
            date: header.date,
            title: joined(&header.title),
            author: joined(header.byline.as_slice()),
            volume: header.volume,
            issue: header.issue,
            folded: OnceLock::new(),
        })
    }

    /// The notes of a file whose headers those are.
    pub fn all(headers: &[Header], source: &Arc<Source>, place: &Place, standing: Standing) -> Vec<Entry> {
        let mut entries = Vec::with_capacity(headers.len());
        entries.extend(headers.iter().filter_map(|header| Entry::new(header, source, place.clone(), standing)));
        entries
    }

    /// Its title without what two spellings of one title may differ in; empty where it has none.
    pub fn folded_title(&self) -> &str {
        self.folded.get_or_init(|| self.title.as_ref().map(|title| folded(&title.value)).unwrap_or_default())
    }

    /// Whether it has a title, and another than `listed`, which is [`folded`].
    pub fn has_other_title(&self, listed: &str) -> bool {
        self.title.is_some() && self.folded_title() != listed
    }

    /// The date that it has, where that is not `listed`.
    pub fn other_date(&self, listed: Date) -> Option<Date> {
        self.date.map(|date| date.value).filter(|date| *date != listed)
    }

    /// Whether the two say the same of a note, their places aside.
    fn says_the_same(&self, other: &Entry) -> bool {
        self.counts_the_same(other) && self.folded_title() == other.folded_title()
    }

    /// Whether the two say the same of a note, their places and titles aside.
    fn counts_the_same(&self, other: &Entry) -> bool {
        let values = |run: Option<Field<Run>>| run.map(|run| run.value);
        self.numbers == other.numbers
            && self.date.map(|date| date.value) == other.date.map(|date| date.value)
            && values(self.volume) == values(other.volume)
            && values(self.issue) == values(other.issue)
    }

    /// The file in the work tree, as settings know it.
    pub fn file(&self) -> Option<&str> {
        match &self.place {
            Place::Tree { file } => Some(file),
            Place::Ledger { .. } | Place::Base { .. } => None,
        }
    }

    /// The file on another branch, as settings know it.
    pub fn base_path(&self) -> Option<&str> {
        match &self.place {
            Place::Base { path, .. } => Some(path),
            Place::Tree { .. } | Place::Ledger { .. } => None,
        }
    }

    /// Where the note is, for a person: `in notes/12.txt`.
    pub fn whereabouts(&self) -> String {
        let file = self.source.name();
        match &self.place {
            Place::Tree { .. } => format!("in `{file}`"),
            Place::Ledger { line, .. } => format!("in line {line} of `{file}`"),
            Place::Base { branch, path, .. } => format!("in `{path}` on `{branch}`"),
        }
    }

    /// What the note is called in the identity of a finding: where it is read, without what a commit or an edit changes.
    pub fn key(&self) -> String {
        match &self.place {
            Place::Tree { file } | Place::Ledger { file, .. } => file.to_string(),
            Place::Base { branch, path, .. } => format!("{branch}:{path}"),
        }
    }

    /// Points at the number of the note, with a remark; of one on another branch it tells the branch and the commit.
    pub fn label(&self, text: &str) -> Label {
        self.label_at(self.number, text)
    }

    /// The same for another place in the note.
    pub fn label_at(&self, span: Span, text: &str) -> Label {
        let text = match &self.place {
            Place::Tree { .. } | Place::Ledger { .. } => text.to_owned(),
            Place::Base { branch, commit, path, .. } => format!("{text}, `{path}` on `{branch}` at commit {commit}"),
        };
        Label::new(&self.source, span, text)
    }
}

impl Series {
    /// Puts the notes in order and finds where their numbering breaks. A ledger's line for a note that is in the tree is left out.
    pub fn new(scope: Scope, policy: Policy, entries: Vec<Entry>) -> Series {
        let mut entries = order::sorted(order::without_known(entries));
        entries.shrink_to_fit();
        let mut by_file = Vec::with_capacity(entries.len());
        by_file.extend((0..entries.len()).filter(|index| entries[*index].file().is_some()));
        let key = |index: &usize| (entries[*index].file(), entries[*index].number);
        by_file.sort_by(|one, other| key(one).cmp(&key(other)));
        let facts = Facts::of(&entries, scope, &policy);
        Series { scope, policy, entries, by_file, facts, told: Told::default(), asked: None }
    }

    /// The same series where only these files, by how settings know them, are asked for: what is wrong between two notes is told on one of them.
    #[must_use]
    pub fn asked_for(mut self, files: HashSet<String>) -> Series {
        self.change(HashMap::new(), Some(files));
        self
    }

    /// Every note: by number, then date, then place; those without a number come last.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The notes that have `number`, in order.
    pub fn holders(&self, number: u64) -> impl Iterator<Item = &Entry> {
        self.facts.reaching(&self.entries, number).filter(move |entry| entry.numbers.is_some_and(|run| run.contains(number)))
    }

    /// The index of the entry of each head of `draft`, the file that settings know as `path`: `None` for one without a number, and for one that
    /// has changed since the series was read.
    pub fn entries_of(&self, path: &str, draft: &Draft) -> Vec<Option<usize>> {
        let mut of_file = self.of_file(path).iter();
        let mut entry_of = |head: &Note| {
            let index = *of_file.next()?;
            let known = &self.entries[index];
            let now = Entry::new(&head.header, &draft.source, known.place.clone(), known.standing)?;
            known.says_the_same(&now).then_some(index)
        };
        draft.heads().iter().map(|head| if has_place_for_number(&head.header) { entry_of(head) } else { None }).collect()
    }

    /// Whether every number should be here, and can be.
    pub fn is_complete(&self) -> bool {
        self.scope == Scope::Archive && self.policy.complete
    }

    /// The notes here that have just these numbers; those on other branches are elsewhere.
    pub fn here(&self, numbers: Run) -> impl Iterator<Item = &Entry> {
        self.holders(numbers.first).filter(move |note| note.numbers == Some(numbers) && !matches!(note.place, Place::Base { .. }))
    }

    /// The note with the highest number that is there for good.
    pub fn last_settled(&self) -> Option<&Entry> {
        self.facts.last.map(|last| &self.entries[last])
    }

    /// The indices of the entries of `file`, in order of place.
    fn of_file(&self, file: &str) -> &[usize] {
        &self.by_file[self.range_of(file)]
    }

    /// Where in `by_file` those of `file` are.
    fn range_of(&self, file: &str) -> Range<usize> {
        let file_of = |index: &usize| self.entries[*index].file();
        let start = self.by_file.partition_point(|index| file_of(index) < Some(file));
        start..start + self.by_file[start..].partition_point(|index| file_of(index) == Some(file))
    }

    /// Whether the notes of `file` are there for good.
    pub fn standing_of(&self, file: &str) -> Option<Standing> {
        let first = self.of_file(file).first()?;
        Some(self.entries[*first].standing)
    }

    /// Whether the notes of `file` say the same as `entries` and are there for good or new as they are, their places aside.
    pub fn is_unchanged(&self, file: &str, entries: &[Entry]) -> bool {
        let own = self.of_file(file);
        own.len() == entries.len()
            && own.iter().zip(entries).all(|(index, entry)| {
                let known = &self.entries[*index];
                known.standing == entry.standing && known.says_the_same(entry)
            })
    }

    /// The other note with the number of this one, where this is the one to change, or the one that is asked for.
    pub fn twin(&self, index: usize) -> Option<&Entry> {
        self.facts.twin.get(&index).or(self.told.twin.get(&index)).map(|other| &self.entries[*other])
    }

    /// The numbers before this note that no note has, where every number should be here.
    pub fn gap_before(&self, index: usize) -> &[Run] {
        self.facts.gaps.get(&index).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether it is new and does not take one of the next free numbers.
    pub fn is_not_next(&self, index: usize) -> bool {
        self.facts.not_next.contains(&index)
    }

    /// The number that it should take, where its own is taken, not the next or left open. No two notes are told to take the same.
    pub fn proposal(&self, index: usize) -> Option<u64> {
        self.facts.proposals.get(&index).or(self.told.proposals.get(&index)).copied()
    }

    /// A note that the order of dates cannot keep together with this one, where this is the one that breaks it, or the one that is asked for.
    pub fn out_of_order(&self, index: usize) -> Option<&Entry> {
        self.facts.unordered.get(&index).or(self.told.unordered.get(&index)).map(|other| &self.entries[*other])
    }

    /// The first note with the title of this one, where this is a later one; a later one, where only this is asked for.
    pub fn same_title(&self, index: usize) -> Option<&Entry> {
        self.facts.titles.get(&index).or(self.told.titles.get(&index)).map(|other| &self.entries[*other])
    }

    /// Where number and issue stop running together in a volume.
    pub fn shift(&self, index: usize) -> Option<&Shift> {
        self.facts.shifts.get(&index)
    }

    /// What is known of a number that no note has: the reason it is kept back, taken back or absent, which may be empty.
    pub fn known(&self, number: u64) -> Option<Known<'_>> {
        let in_list = |list: &'_ [KnownNumber]| list.iter().position(|known| known.number.value == number);
        let policy = &self.policy;
        if let Some(index) = in_list(&policy.reserved) {
            return Some(Known::Reserved(&policy.reserved[index].reason));
        }
        if let Some(index) = in_list(&policy.withdrawn) {
            return Some(Known::Withdrawn(&policy.withdrawn[index].reason));
        }
        let gap = policy.known_gaps.iter().find(|gap| (gap.from.value..=gap.to.value).contains(&number))?;
        Some(Known::Gap(&gap.reason))
    }
}

/// Why no note has a number. The reasons may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known<'a> {
    /// It is set aside.
    Reserved(&'a str),
    /// It was taken back.
    Withdrawn(&'a str),
    /// It is one of a run that is known to be absent.
    Gap(&'a str),
}

/// A title without what two spellings of it may differ in: letter case, marks and spaces.
pub fn folded(title: &str) -> String {
    let mut folded = String::with_capacity(title.len());
    for c in title.chars() {
        if c.is_alphanumeric() {
            push_small(&mut folded, c);
        } else if !matches!(c, '\'' | '’' | '‘' | 'ʼ') && !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn has_place_for_number(header: &Header) -> bool {
    header.number.is_some() || header.number_line.as_ref().is_some_and(|line| line.placeholder.is_some())
}
