//! Reads the notes with the house that was derived from them, and takes back of it what they do not keep to: a house is to be silent on notes
//! that are as they should be.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::civil::Date;

use crate::derive::plan::{Instead, Plan, Taken};
use crate::derive::sample::{Sample, date_of};
use crate::derive::{Refusal, read};
use crate::finding::Finding;
use crate::house::{House, SectionFormat};
use crate::lint::{self, Brief, Ignoring};
use crate::rules::{self, Check};
use crate::settings::Asked;

/// Rounds, each of which takes something back; after the last, what is still told is switched off.
const MOST_ROUNDS: usize = 6;

static EVERYTHING: LazyLock<BTreeSet<Taken>> = LazyLock::new(|| BTreeSet::from([Taken::Everything]));

/// What was told of one note.
struct Told {
    sample: usize,
    day: Option<Date>,
    findings: Vec<Finding>,
}

/// Takes back what the notes do not keep to, and chooses the note that stands as the example.
pub(super) fn until_silent(plan: &mut Plan, samples: &[Sample]) -> Result<(), Refusal> {
    let mut earlier = BTreeSet::new();
    for round in 0..MOST_ROUNDS {
        let house = read(plan)?;
        let told = tell(&house, samples);
        if told.iter().all(|told| told.findings.is_empty()) {
            plan.example = example(&house, samples);
            return Ok(());
        }
        let taken = relax(plan, &house, &told, if round + 2 < MOST_ROUNDS { &earlier } else { &EVERYTHING });
        earlier.extend(taken);
    }
    let house = read(plan)?;
    // What cannot be switched off is told of no example.
    let is_silent = |example: &usize| tell(&house, &samples[*example..=*example]).iter().all(|told| told.findings.is_empty());
    plan.example = example(&house, samples).filter(is_silent);
    Ok(())
}

fn tell(house: &House, samples: &[Sample]) -> Vec<Told> {
    let asked = Asked::default();
    let of_sample = |(sample, note): (usize, &Sample)| {
        let draft = note.draft(house);
        let day = date_of(&draft);
        let today = day.unwrap_or(Date::MAX);
        let brief = Brief { settings: None, path: note.name(), asked: &asked, ignores: Ignoring::Obeyed, today, series: None };
        let findings = lint::check(&draft, house, &brief).findings.into_iter().map(|reported| reported.finding).collect();
        Told { sample, day, findings }
    };
    samples.iter().enumerate().map(of_sample).collect()
}

/// Takes back of the house what the findings speak of, and gives what that was; a rule whose findings are still there goes as a whole.
fn relax(plan: &mut Plan, house: &House, told: &[Told], earlier: &BTreeSet<Taken>) -> BTreeSet<Taken> {
    let mut left: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    let mut now = BTreeSet::new();
    for told in told {
        for finding in &told.findings {
            let parts = if earlier.contains(&Taken::Everything) { Vec::new() } else { parts(house, finding, told) };
            let new: Vec<Taken> = parts.into_iter().filter(|part| !earlier.contains(part)).collect();
            if new.is_empty() {
                left.entry(finding.rule.as_str()).or_default().insert(told.sample);
            }
            now.extend(new);
        }
    }
    for part in &now {
        plan.take_back(part);
    }
    let can_be_off = |rule: &str| rules::find(rule).is_none_or(|rule| !matches!(rule.check, Check::Desk));
    for (rule, notes) in left.into_iter().filter(|(rule, _)| can_be_off(rule)) {
        plan.off.insert(rule.to_owned(), notes.len());
    }
    now
}

/// What of the house a finding speaks of, where that is less than the whole rule.
fn parts(house: &House, finding: &Finding, told: &Told) -> Vec<Taken> {
    let source = &finding.primary.source;
    match finding.rule.as_str() {
        "undefined-acronym" => vec![Taken::Acronym(source.slice(finding.primary.span).to_owned())],
        "stray-text" => vec![Taken::Line(pattern_of(source.slice(source.line(source.line_of(finding.primary.span.start)))))],
        "malformed-number-line" => vec![Taken::Marks],
        "missing-section" => {
            let expected = finding.expected.clone().unwrap_or_default();
            let wanted: Vec<_> = house.sections.iter().filter(|section| section.presence.is_required()).collect();
            let named = |section: &&&SectionFormat| expected.contains(section.heading.value.as_str());
            if wanted.len() > 1 && wanted.iter().all(|section| named(&section)) {
                return vec![Taken::Sections(instead_of_sections(source.text()), told.day)];
            }
            wanted.iter().filter(named).map(|section| Taken::Section(section.heading.value.clone())).collect()
        }
        _ => Vec::new(),
    }
}

/// What a note without sections has in their place: two sub-heads with figures before them, or nothing.
fn instead_of_sections(text: &str) -> Instead {
    let is_head = |figure: &str| text.lines().any(|line| line.trim_start_matches(['#', '*', ' ']).starts_with(&format!("{figure}. ")));
    if is_head("1") && is_head("2") { Instead::NumberedHeads } else { Instead::RunningText }
}

/// A line of the header as a pattern: what stands behind a colon changes from note to note.
fn pattern_of(line: &str) -> String {
    let line = line.trim().trim_start_matches(['#', '>', '*', ' ']).trim_end_matches(['*', ' ']);
    match line.split_once(": ") {
        Some((label, _)) if label.split(' ').count() <= 3 => format!("{}: .*", regex::escape(label)),
        _ => regex::escape(line),
    }
}

/// The note that stands as the example: of those with most of the house's sections, the shortest.
fn example(house: &House, samples: &[Sample]) -> Option<usize> {
    let sections = |sample: &Sample| -> usize {
        let draft = sample.draft(house);
        let mut found: Vec<usize> = draft.notes.iter().flat_map(|note| note.sections.iter().map(|section| section.spec)).collect();
        found.sort_unstable();
        found.dedup();
        found.iter().filter(|section| house.sections[**section].presence.is_required()).count()
    };
    let recognised = |sample: &Sample| !sample.draft(house).notes.is_empty();
    let ranked = samples.iter().enumerate().filter(|(_, sample)| recognised(sample));
    ranked.min_by_key(|(_, sample)| (std::cmp::Reverse(sections(sample)), sample.source.text().len())).map(|(place, _)| place)
}
