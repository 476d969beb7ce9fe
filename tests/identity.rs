//! What is known stays known: the names that findings have in a baseline survive every safe fix, another number of the note, and a paragraph that
//! moves within its section. Over every draft of the fixtures, in a quarter of them at a desk and in all with `FORMS=all`.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use copydesk::draft::{Draft, Manuscript, OrdinalForm, Paragraph, Run, Section, Syntax};
use copydesk::finding::{Edit, Safety};
use copydesk::fix;
use copydesk::house::House;
use copydesk::lint::{self, Brief, Choice, Ignoring, Reported};
use copydesk::renumber::Renumbering;
use copydesk::series::{Entry, Place, Standing};
use copydesk::settings::Asked;
use copydesk::source::{Source, Span};
use jiff::civil::date;

use crate::shelf;

/// Rules that ask in what order paragraphs stand: a move may break them.
const OF_ORDER: [&str; 4] = ["ordinal-sequence", "same-day-without-date", "repeated-date", "mixed-chronology"];

struct Fixture {
    name: String,
    text: String,
    syntax: Syntax,
    house: Arc<House>,
}

/// Every draft, a quarter of them, or all.
static DRAFTS: LazyLock<Vec<Fixture>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut drafts = Vec::new();
    for folder in folders(&root) {
        let house = if folder.join("house.toml").is_file() {
            let text = fs::read_to_string(folder.join("house.toml")).expect("it can be read");
            House::read(Arc::new(Source::new("house.toml", text))).0.map(Arc::new)
        } else {
            let name = folder.file_name().expect("it has one").to_string_lossy();
            House::named(&name)
        };
        let Some(house) = house else { continue };
        let shelves = [folder.clone(), folder.join("good"), folder.join("bad"), folder.join("tempting")];
        for draft in shelves.iter().flat_map(|shelf| shelf::drafts(shelf)) {
            drafts.push(Fixture { name: draft.name(&root), text: draft.text, syntax: draft.syntax, house: Arc::clone(&house) });
        }
    }
    assert!(drafts.len() > 600, "{}", drafts.len());
    shelf::asked(drafts.into_iter()).collect()
});

fn folders(root: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<_> = fs::read_dir(root).expect("it is there").map(|entry| entry.expect("it can be read").path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}

fn source(text: &str) -> Arc<Source> {
    Arc::new(Source::new("draft", text))
}

impl Fixture {
    fn draft(&self, source: &Arc<Source>) -> Option<Draft> {
        match lint::choose(&Manuscript::read(Arc::clone(source), self.syntax), &[&self.house]) {
            Choice::One(_, draft) => Some(draft),
            Choice::Unclear(..) => None,
        }
    }

    /// What is found. Nobody ignores anything: a comment that covers a paragraph does not move with it.
    fn found(&self, text: &str) -> Vec<Reported> {
        let source = source(text);
        fix::offered(&source, |source, purpose| {
            let asked = Asked::default();
            let (path, today) = (source.name(), date(2026, 3, 1));
            let brief = Brief { settings: None, path, asked: &asked, ignores: Ignoring::Overruled, today, series: None };
            match self.draft(source) {
                Some(draft) => lint::check_for(purpose, &draft, &self.house, &brief),
                None => lint::faults(Vec::new()),
            }
        })
        .findings
    }

    /// What is found in `after` that `known` does not know, as a baseline compares it.
    fn new_in(&self, known: &[Reported], after: &str, excused: &[&str]) -> Vec<String> {
        let mut left: HashMap<&str, usize> = HashMap::new();
        for reported in known {
            *left.entry(reported.fingerprint.as_str()).or_default() += 1;
        }
        let mut new = Vec::new();
        for reported in self.found(after) {
            let finding = &reported.finding;
            match left.get_mut(reported.fingerprint.as_str()).filter(|count| **count > 0) {
                Some(count) => *count -= 1,
                None if excused.contains(&finding.rule.as_str()) => {}
                None => {
                    let line = finding.primary.source.position(finding.primary.span.start).line;
                    new.push(format!("{}:{line}: {}: {}", self.name, finding.rule, finding.message));
                }
            }
        }
        new
    }
}

/// Holds over every draft that `changes` makes nothing new of: it gives texts that a draft may become, each with what was done.
fn hold(excused: &[&str], changes: impl Fn(&Fixture, &[Reported]) -> Vec<(String, String)> + Sync) {
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    let part = DRAFTS.len().div_ceil(count);
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let of_part = |drafts: &'static [Fixture]| {
            let changes = &changes;
            move || {
                let of_draft = |draft: &'static Fixture| {
                    let known = draft.found(&draft.text);
                    let texts = changes(draft, &known);
                    let told = move |(what, after): (String, String)| {
                        draft.new_in(&known, &after, excused).into_iter().map(move |new| format!("{what}: {new}")).collect::<Vec<_>>()
                    };
                    texts.into_iter().flat_map(told).collect::<Vec<_>>()
                };
                drafts.iter().flat_map(of_draft).collect::<Vec<_>>()
            }
        };
        let parts: Vec<_> = DRAFTS.chunks(part).map(|drafts| scope.spawn(of_part(drafts))).collect();
        parts.into_iter().flat_map(|part| part.join().expect("it ends")).collect()
    });
    assert!(wrong.is_empty(), "{} are new\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_is_known_stays_known_after_every_safe_fix() {
    hold(&[], |draft, known| {
        let source = source(&draft.text);
        let safe = known.iter().filter_map(|reported| Some((reported, reported.finding.fix.as_ref()?)));
        let safe: Vec<_> = safe.filter(|(_, fix)| fix.safety == Safety::Safe).collect();
        let mut changed: Vec<(String, String)> = safe
            .iter()
            .map(|(reported, fix)| (format!("the fix of {}", reported.finding.rule), fix::apply(&source, [*fix], Safety::Safe).text))
            .collect();
        if !safe.is_empty() {
            let fixed = fix::to_fixpoint(Arc::clone(&source), Safety::Safe, |source| draft.found(source.text()));
            changed.push(("all safe fixes".to_owned(), fixed.text.clone()));
        }
        changed
    });
}

#[test]
fn what_is_known_stays_known_under_another_number() {
    hold(&[], |draft, _| {
        let source = source(&draft.text);
        let Some(read) = draft.draft(&source) else { return Vec::new() };
        let mut changed = Vec::new();
        for note in read.heads() {
            let place = Place::Tree { file: "draft".into() };
            let Some(entry) = Entry::new(&note.header, &source, place, Standing::Archive) else { continue };
            let Some(own) = entry.numbers else { continue };
            let to = Run { first: own.first + 11, last: own.last + 11 };
            let renumbering = Renumbering { note: &entry, house: &draft.house, to, shared: false };
            let Ok(mut edits) = renumbering.in_header(&read, &note.header) else { continue };
            edits.extend(renumbering.in_text(&read).edits);
            changed.push((format!("No. {own} as {to}"), edited(&draft.text, edits)));
        }
        changed
    });
}

#[test]
fn what_is_known_stays_known_where_a_paragraph_moves_in_its_section() {
    hold(&OF_ORDER, |draft, known| {
        let source = source(&draft.text);
        let Some(read) = draft.draft(&source) else { return Vec::new() };
        let mut changed = Vec::new();
        // What stands after a note is no part of its last section.
        let notes = read.notes.iter().filter(|note| {
            !known.iter().any(|known| known.finding.rule.as_str() == "stray-text" && note.span.contains(known.finding.primary.span.start))
        });
        for (note, section) in notes.flat_map(|note| note.sections.iter().map(move |section| (note, section))) {
            let blocks = blocks(section, &draft.text);
            let within = blocks.first().zip(blocks.last()).map(|(first, last)| Span::new(first.start as usize, last.end as usize));
            // Under a sub-head stands something else.
            if note.unknown_headings.iter().any(|heading| within.is_some_and(|within| within.contains(heading.span.start))) {
                continue;
            }
            for two in blocks.windows(2) {
                let [one, other] = two else { continue };
                changed.push(("two that change places".to_owned(), swapped(&draft.text, *one, *other)));
            }
            if let [first, .., last] = blocks.as_slice()
                && blocks.len() > 2
            {
                changed.push(("the first and the last change places".to_owned(), swapped(&draft.text, *first, *last)));
            }
        }
        changed
    });
}

/// What may change places in a section without a change to what each says: paragraphs that open with a date; points with their elaborations. What
/// stands beside others on a line, or is part of a list, a table or a quotation, may not.
fn blocks(section: &Section, text: &str) -> Vec<Span> {
    let starts_line = |span: Span| span.start == 0 || text[..span.start as usize].ends_with('\n');
    let ends_line = |span: Span| text[span.end as usize..].starts_with(['\n', '\r']) || text.len() == span.end as usize;
    let is_whole = |paragraph: &&Paragraph| starts_line(paragraph.span) && ends_line(paragraph.span);
    let paragraphs: Vec<&Paragraph> = section.paragraphs.iter().collect();
    if paragraphs.iter().any(|paragraph| !is_whole(paragraph) || paragraph.bulleted) {
        return Vec::new();
    }
    if paragraphs.iter().all(|paragraph| paragraph.opener.is_some()) {
        return paragraphs.iter().map(|paragraph| paragraph.span).collect();
    }
    if paragraphs.first().is_none_or(|paragraph| paragraph.point.is_none()) {
        return Vec::new();
    }
    // Where they do not count on in words of the house, a move has others counted as points.
    let values = paragraphs.iter().filter_map(|paragraph| paragraph.point.as_ref().map(|point| (point.value, point.form)));
    if !values.zip(1..).all(|((value, form), turn)| value == turn && matches!(form, OrdinalForm::House | OrdinalForm::Marks)) {
        return Vec::new();
    }
    let mut blocks: Vec<Span> = Vec::new();
    for paragraph in paragraphs {
        match blocks.last_mut().filter(|_| paragraph.point.is_none()) {
            Some(block) => *block = Span::new(block.start as usize, paragraph.span.end as usize),
            None => blocks.push(paragraph.span),
        }
    }
    blocks
}

fn swapped(text: &str, one: Span, other: Span) -> String {
    let [start, end] = [one.start as usize, one.end as usize];
    let [other_start, other_end] = [other.start as usize, other.end as usize];
    [&text[..start], &text[other_start..other_end], &text[end..other_start], &text[start..end], &text[other_end..]].concat()
}

fn edited(text: &str, edits: Vec<Edit>) -> String {
    let mut places = BTreeSet::new();
    let mut edits: Vec<Edit> = edits.into_iter().filter(|edit| places.insert(edit.span)).collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    let mut text = text.to_owned();
    for edit in edits {
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    text
}
