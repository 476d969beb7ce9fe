//! A name for a finding that survives edits elsewhere, safe fixes and a new number of its note. It knows no line number, and not how a heading, a
//! date or an ordinal is written.

use std::collections::HashMap;
use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::date::{Day, Mention};
use crate::draft::{Draft, Note};
use crate::finding::{Finding, Label};
use crate::house::House;
use crate::house::term::Kinship;
use crate::lint::Reported;
use crate::source::Span;

/// What the names of findings are made of besides the findings.
pub(super) struct Names<'a> {
    /// `None` where the file was not read.
    pub(super) draft: Option<&'a Draft>,
    /// `None` where the file is not clearly of one.
    pub(super) house: Option<&'a House>,
    /// What settings know the file by: the names are the same from whichever folder the program is run.
    pub(super) path: &'a str,
}

impl Names<'_> {
    /// Names each finding of one run over a file: they are in order and have their places.
    pub(super) fn stamp<'r>(&self, findings: impl IntoIterator<Item = &'r mut Reported>) {
        let mut seen: HashMap<u128, u64> = HashMap::new();
        let mut seen_before: HashMap<u128, u64> = HashMap::new();
        for reported in findings {
            let source = reported.finding.primary.source.name();
            let file = if self.draft.is_some_and(|draft| draft.source.name() == source) { self.path } else { source };
            let base = self.hasher(reported, file);
            let count = seen.entry(finish(base, 0)).or_default();
            let name = finish(base, *count);
            *count += 1;
            let first = first_version(reported, file);
            let count = seen_before.entry(finish(first, 0)).or_default();
            let first_name = finish(first, *count);
            *count += 1;
            reported.fingerprint = format!("{name:032x}");
            reported.first_fingerprints = [first_name, first_elsewhere(reported).map_or(first_name, |first| finish(first, 0))];
        }
    }

    fn hasher(&self, reported: &Reported, file: &str) -> SipHasher13 {
        let finding = &reported.finding;
        let mut hasher = keyed();
        write(&mut hasher, "2");
        write(&mut hasher, finding.rule.as_str());
        if let Some(between) = &finding.between {
            write(&mut hasher, &between.places);
            return hasher;
        }
        write(&mut hasher, file);
        let draft = self.draft.filter(|draft| draft.source.name() == finding.primary.source.name());
        let note = draft.and_then(|draft| note_at(draft, finding.primary.span));
        let section = note.and_then(|note| {
            let after = note.sections.partition_point(|section| section.heading.span.start <= finding.primary.span.start);
            note.sections[..after].last()
        });
        let id = section.zip(self.house).map(|(section, house)| house.sections[section.spec].id.value.as_str());
        write(&mut hasher, id.unwrap_or_default());
        if section.is_some_and(|section| section.heading.span.contains(finding.primary.span.start)) {
            write(&mut hasher, HEADING);
        } else if let Some(known_by) = &finding.known_by {
            write_bytes(&mut hasher, &folded(known_by));
        } else {
            let text = finding.primary.source.slice(finding.primary.span);
            self.write_text(&mut hasher, text, note, note.map(|note| own_numbers(note, finding.primary.span)).unwrap_or_default());
        }
        write_bytes(&mut hasher, &folded(finding.expected.as_deref().unwrap_or_default()));
        hasher
    }

    /// Takes in a text by what it says: its dates as days, an ordinal as its number, a spelling that the house mends as the house has it, and
    /// nothing of letter case, marks and spaces. `numbers` are the places of the note's own number in it.
    fn write_text(&self, hasher: &mut SipHasher13, text: &str, note: Option<&Note>, numbers: Vec<(usize, usize)>) {
        let mut parts: Vec<(usize, usize, String)> = numbers.into_iter().map(|(start, end)| (start, end, NUMBER.to_owned())).collect();
        if let Some(house) = self.house {
            parts.extend(ordinal(text, house));
            let year = note.and_then(|note| note.header.date).map(|date| date.value.year());
            parts.extend(house.finder().find(text).iter().map(|date| (date.range.start, date.range.end, day(date, year))));
            parts.extend(spellings(text, house));
        }
        parts.sort();
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for (start, end, said) in parts.into_iter().filter(|(start, end, _)| start < end) {
            if start < at {
                continue;
            }
            out.push_str(&text[at..start]);
            out.push_str(&said);
            at = end;
        }
        out.push_str(&text[at..]);
        write_bytes(hasher, &folded(&out));
    }
}

fn note_at(draft: &Draft, span: Span) -> Option<&Note> {
    if let Some(masthead) = draft.masthead.as_ref().filter(|masthead| span.start < masthead.span.end) {
        return Some(masthead);
    }
    let next = draft.notes.partition_point(|note| note.span.start <= span.start);
    draft.notes.get(next.saturating_sub(1))
}

/// What stands for a heading of the house, however it is spelt.
const HEADING: &str = "the heading";

/// What stands for the number of the note itself.
const NUMBER: &str = "number";

/// Where the note's own number stands in the text of `span`: on its number line, in its banner, and on a line like the first.
fn own_numbers(note: &Note, span: Span) -> Vec<(usize, usize)> {
    let header = &note.header;
    let Some(number) = header.number else { return Vec::new() };
    let mut places: Vec<Span> = vec![number.span];
    places.extend(header.banner_number.map(|number| number.span));
    for line in header.further_number_lines.iter().filter(|line| span.contains(line.whole().start)) {
        let is_digit = |c: char| c.is_ascii_digit();
        let figures = line.text().match_indices(is_digit).filter(|(at, _)| !line.text()[..*at].ends_with(is_digit));
        let whole = figures.map(|(at, _)| {
            let rest = &line.text()[at..];
            at..at + rest.find(|c| !is_digit(c)).unwrap_or(rest.len())
        });
        places.extend(whole.filter(|range| line.text()[range.clone()].parse() == Ok(number.value)).map(|range| line.span(range)));
    }
    let is_within = |place: &Span| span.start <= place.start && place.end <= span.end;
    let own = places.into_iter().filter(is_within);
    own.map(|place| ((place.start - span.start) as usize, (place.end - span.start) as usize)).collect()
}

/// The ordinal that a text opens with, however it is written.
fn ordinal(text: &str, house: &House) -> Option<(usize, usize, String)> {
    let points = &house.points;
    let end = points.openings.end_at(text, 0)?;
    let word = &text[..end];
    let listed = points.words.iter().zip(1u32..);
    let seen = points.also_seen.iter().map(|(word, number)| (word, *number));
    let (_, number) = listed.chain(seen).find(|(known, _)| known.eq_ignore_ascii_case(word))?;
    Some((0, end, format!("ordinal {number}")))
}

/// A date by what it means. The year of the note goes without saying, and a date that is mended may no longer say it.
fn day(date: &Mention, year_of_note: Option<i16>) -> String {
    let written = |day: &Day| {
        let year = day.year.filter(|year| Some(*year) != year_of_note).unwrap_or_default();
        format!("day {year}-{}-{}", day.month, day.day.unwrap_or_default())
    };
    let last = date.last.as_ref().map(written).unwrap_or_default();
    format!("{} {last}", written(&date.first))
}

/// Where another spelling is mended without asking, and the house's own.
fn spellings<'t>(text: &'t str, house: &'t House) -> impl Iterator<Item = (usize, usize, String)> + 't {
    let terms = house.terms.all();
    let is_mended = terms.iter().any(|term| term.kinship == Kinship::Spelling);
    let hits = if is_mended { house.terms.hits(text) } else { Vec::new() };
    hits.into_iter().filter(|hit| terms[hit.term].kinship == Kinship::Spelling).filter_map(|hit| {
        let instead = terms[hit.term].words[hit.word].instead.as_deref()?;
        Some((hit.range.start, hit.range.end, instead.to_owned()))
    })
}

/// Letters and figures alone, in lower case; where there are none, the marks, of quotation marks one kind.
fn folded(text: &str) -> Vec<u8> {
    let mut letters = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        if byte.is_ascii() {
            at += 1;
            if byte.is_ascii_alphanumeric() {
                letters.push(byte.to_ascii_lowercase());
            }
            continue;
        }
        let c = text[at..].chars().next().expect("a first byte begins a character");
        at += c.len_utf8();
        if c.is_alphanumeric() {
            c.to_lowercase().for_each(|small| letters.extend_from_slice(small.encode_utf8(&mut [0; 4]).as_bytes()));
        }
    }
    if !letters.is_empty() {
        return letters;
    }
    let plain = |c: char| match c {
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' => '\'',
        c => c,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(plain).collect::<String>().into_bytes()
}

/// What the names of copydesk 0.1.0 are made of, without the count: baselines that it wrote are read by them.
fn first_version(reported: &Reported, file: &str) -> SipHasher13 {
    let (finding, place) = (&reported.finding, &reported.place);
    first_name(finding, &finding.primary, (file, place.note, place.section.as_deref().unwrap_or_default()))
}

/// The same for the other place that the finding may be reported at; 0.1.0 reported it at one of them alone.
fn first_elsewhere(reported: &Reported) -> Option<SipHasher13> {
    let finding = &reported.finding;
    let (between, label) = (finding.between.as_ref()?, finding.related.first()?);
    Some(first_name(finding, label, (label.source.name(), between.other, "")))
}

fn first_name(finding: &Finding, label: &Label, (file, note, section): (&str, Option<u64>, &str)) -> SipHasher13 {
    let mut hasher = keyed();
    write(&mut hasher, finding.rule.as_str());
    write(&mut hasher, file);
    write(&mut hasher, &note.map(|number| number.to_string()).unwrap_or_default());
    write(&mut hasher, section);
    let text = label.source.slice(label.span);
    write_bytes(&mut hasher, &with_single_spaces(text));
    write(&mut hasher, finding.expected.as_deref().unwrap_or_default());
    hasher
}

/// The words of `text`, each with one space behind it.
fn with_single_spaces(text: &str) -> Vec<u8> {
    let mut words = Vec::with_capacity(text.len() + 1);
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        // Nearly all bytes are part of a word.
        if byte.is_ascii_graphic() {
            words.push(*byte);
            at += 1;
            continue;
        }
        let c = text[at..].chars().next().expect("a first byte begins a character");
        let end = at + c.len_utf8();
        if !c.is_whitespace() {
            words.extend_from_slice(&text.as_bytes()[at..end]);
        } else if words.last().is_some_and(|last| *last != b' ') {
            words.push(b' ');
        }
        at = end;
    }
    if words.last().is_some_and(|last| *last != b' ') {
        words.push(b' ');
    }
    words
}

/// The keys are fixed for good: fingerprints are kept in files.
fn keyed() -> SipHasher13 {
    SipHasher13::new_with_keys(0x636f_7079_6465_736b, 0x6e6f_7465_626f_6f6b)
}

fn finish(mut hasher: SipHasher13, equal_before: u64) -> u128 {
    hasher.write(&equal_before.to_le_bytes());
    hasher.finish128().as_u128()
}

/// Never a byte of UTF-8: it keeps one part from running into the next.
const END: u8 = 0xff;

fn write(hasher: &mut SipHasher13, part: &str) {
    write_bytes(hasher, part.as_bytes());
}

fn write_bytes(hasher: &mut SipHasher13, part: &[u8]) {
    hasher.write(part);
    hasher.write_u8(END);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_known_by_its_letters_and_its_words() {
        for text in ["", " ", "a", " The  Élan\u{a0}of\n\tthe pier’s “end” ", "é", "\u{2003}x\u{b}y\r\n", "plain words. 1,000 of them"]
        {
            let words: String = text.split_whitespace().flat_map(|word| [word, " "]).collect();
            assert_eq!(with_single_spaces(text), words.as_bytes(), "{text:?}");
            let letters: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
            assert!(letters.is_empty() || folded(text) == letters.as_bytes(), "{text:?}");
        }
        assert_eq!((folded("“ — ‘"), folded("İstanbul 3")), ("\"—'".into(), "i\u{307}stanbul3".into()));
    }
}
