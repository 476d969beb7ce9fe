//! The lines at the top that notes share: the banner, the number line with its fields, a number before the title. What stands below the first
//! section is not looked at.

use crate::date::Finder;
use crate::derive::calendar::Calendar;
use crate::derive::count::{Counted, count, is_half, is_most};
use crate::derive::page::{Page, list, quoted};
use crate::derive::sample::{Sample, key_of};
use crate::draft::LineKind;
use crate::prose::words::words_in;

/// What the tops of notes have in common.
#[derive(Debug, Clone, Default)]
pub(super) struct Header {
    /// Number lines with their fields, the most frequent first.
    pub number_lines: Vec<Counted<String>>,
    /// Whether some differ from others in marks alone.
    pub free_marks: bool,
    /// The series' name on a line of its own.
    pub banner: Option<Counted<String>>,
    /// Titles with the number before them.
    pub numbered_titles: Vec<Counted<String>>,
}

/// Lines from the top among which number line and banner stand.
const TOP: usize = 12;

/// Words of a number line, fields included: a longer line is a sentence.
const MOST_FORM_WORDS: usize = 14;

/// Words of it before its first field.
const MOST_NAME_WORDS: usize = 8;

/// Forms of a number line that are written down.
const MOST_FORMS: usize = 12;

impl Header {
    /// What the tops of `samples` have in common; `number_in` gives the number in a file's name.
    pub fn of(samples: &[Sample], calendar: Option<&Calendar>, number_in: impl Fn(&str) -> Option<u64>) -> Header {
        let finder = calendar.map(Calendar::finder).unwrap_or_default();
        let reader = Reader { finder: &finder, calendar };
        let (mut number_lines, free_marks) = number_lines(samples, &reader, &number_in);
        number_lines.truncate(MOST_FORMS);
        let numbered_titles = if number_lines.is_empty() { numbered_titles(samples, number_in) } else { Vec::new() };
        let banner = banner(samples, &number_lines);
        Header { number_lines, free_marks, banner, numbered_titles }
    }

    /// The series' name, where a line gives it.
    pub fn series_name(&self) -> Option<String> {
        let banner = self.banner.as_ref().map(|banner| banner.value.clone());
        banner.or_else(|| {
            let name = self.number_lines.first()?.value.split('{').next()?.trim_end_matches(|c: char| !c.is_alphanumeric());
            let words: Vec<&str> = name.split_whitespace().filter(|word| word.chars().count() > 2 || words_in(name).count() < 3).collect();
            Some(words.join(" ")).filter(|name| !name.is_empty())
        })
    }

    /// Writes the keys of `[header]` that it knows.
    pub fn write(&self, page: &mut Page, all: usize) {
        let of = |counted: &Counted<String>| format!("{} of {all} notes", counted.notes);
        match self.number_lines.as_slice() {
            [] => {}
            [one] => page.key("number-line", &quoted(&one.value), &of(one)),
            several => {
                page.raw("number-line = [");
                for line in several {
                    page.raw(&format!("    {},   # {}", quoted(&line.value), of(line)));
                }
                page.raw("]");
            }
        }
        if self.free_marks {
            page.key("marks", "\"free\"", "the notes differ in spaces, commas or stops");
        }
        if let Some(banner) = &self.banner {
            page.key("banner", &quoted(&banner.value), &of(banner));
        }
    }

    /// The titles with a number, as a part of the key `title`.
    pub fn numbered(&self) -> Option<String> {
        let titles: Vec<&String> = self.numbered_titles.iter().map(|counted| &counted.value).collect();
        (!titles.is_empty()).then(|| format!("numbered = {}", list(titles)))
    }
}

struct Reader<'a> {
    finder: &'a Finder,
    calendar: Option<&'a Calendar>,
}

/// The lines at the top that are prose, each with its index.
fn top(sample: &Sample) -> impl Iterator<Item = (usize, &str)> {
    let lines = sample.lines().iter().enumerate().take(TOP);
    lines
        .filter(|(_, line)| !matches!(line.kind, LineKind::Opaque | LineKind::Quote | LineKind::Aside) && !line.bulleted)
        .map(|(at, line)| (at, line.prose.text()))
}

/// The forms of number lines: those whose words before the number several notes share, and one of another name where a note has no other.
/// Whether some differed in marks alone is told as well: they are one form.
fn number_lines(samples: &[Sample], reader: &Reader<'_>, number_in: impl Fn(&str) -> Option<u64>) -> (Vec<Counted<String>>, bool) {
    let mut forms: Vec<Vec<String>> =
        samples.iter().map(|sample| top(sample).filter_map(|(_, line)| reader.form_of(line)).collect()).collect();
    // A name and a number alone are the number line where there is no other; else they are the banner.
    let bears_more =
        |form: &String| form.contains(['#', '№']) || ["{date}", "{volume}", "{issue}"].iter().any(|field| form.contains(field));
    if is_half(forms.iter().filter(|of_note| of_note.iter().any(bears_more)).count(), samples.len()) {
        for of_note in &mut forms {
            of_note.retain(bears_more);
        }
    }
    let name = |form: &str| key_of(form.split('{').next().unwrap_or_default());
    let names = |of_note: &Vec<String>| {
        let mut names: Vec<String> = of_note.iter().map(|form| name(form)).filter(|name| !name.is_empty()).collect();
        names.sort();
        names.dedup();
        names
    };
    let shared: Vec<String> =
        count(forms.iter().flat_map(names)).into_iter().filter(|name| name.notes > 1).map(|name| name.value).collect();
    let is_known = |form: &String| shared.contains(&name(form));
    let of_note = |of_note: &'_ Vec<String>| {
        let known = || of_note.iter().filter(|form| is_known(form));
        known().max_by_key(|form| form.matches('{').count()).cloned()
    };
    let known: Vec<Option<String>> = forms.iter().map(of_note).collect();
    if !is_half(known.iter().flatten().count(), samples.len()) {
        return (Vec::new(), false);
    }
    let nameless = |note: usize| {
        let form = forms[note].iter().find(|form| form.starts_with(['#', '№']) || form.contains("{date}"))?;
        let said =
            top(&samples[note]).find(|(_, line)| reader.form_of(line).as_ref() == Some(form)).and_then(|(_, line)| reader.number_of(line));
        // The number of another count.
        let is_other = number_in(samples[note].name()).zip(said).is_some_and(|(own, said)| own != said);
        match (is_other, form.contains("{date}")) {
            (true, true) => Some(form.replace("{number}", "{counter}")),
            (true, false) => None,
            (false, _) => Some(form.clone()),
        }
    };
    let chosen = known.iter().enumerate().filter_map(|(note, known)| known.clone().or_else(|| nameless(note)));
    let mut counted = count(chosen);
    let merged = merge_marks(&mut counted);
    // The date may stand beside the line: what lacks it alone is no form of its own.
    let dated: Vec<String> =
        counted.iter().filter(|form| form.value.contains("{date}")).map(|form| bare(&form.value.replace("{date}", ""))).collect();
    counted.retain(|form| form.value.contains("{date}") || !dated.contains(&bare(&form.value)));
    // Where each note has a form of its own, what changes is a title.
    if counted.len() * 5 > samples.len() * 3 && counted.len() > 2 { (Vec::new(), false) } else { (counted, merged) }
}

/// A form without spaces, commas and stops.
fn bare(form: &str) -> String {
    form.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '.')).collect()
}

impl Reader<'_> {
    /// A line as a template, where it has a number that may be the note's, and a name, a sign or a date.
    fn form_of(&self, line: &str) -> Option<String> {
        if line.len() > 160 || line.ends_with('?') || line.contains(['{', '}']) {
            return None;
        }
        let date = self.finder.find(line).into_iter().find(|mention| mention.first.year.is_some() && mention.last.is_none());
        let date = date.map(|mention| mention.range);
        let mut form = String::new();
        let (mut at, mut has_number, mut signed) = (0, false, false);
        while at < line.len() {
            if let Some(range) = date.as_ref().filter(|range| range.start == at) {
                form.push_str("{date}");
                at = range.end;
                continue;
            }
            let c = line[at..].chars().next()?;
            if !c.is_ascii_digit() || form.ends_with(char::is_alphanumeric) {
                form.push(c);
                at += c.len_utf8();
                continue;
            }
            let limit = date.as_ref().map_or(line.len(), |range| if range.start > at { range.start } else { line.len() });
            let field = self.field(&form, has_number)?;
            if form.contains(field) {
                return None;
            }
            has_number |= field == "{number}";
            signed |= form.trim_end().ends_with(['#', '№']);
            form.push_str(field);
            at = self.run_end(line, at, limit);
        }
        // An issue without another number is the number.
        if !has_number && form.contains("{issue}") {
            form = form.replace("{issue}", "{number}");
            has_number = true;
        }
        let label = form.split("{number}").next().unwrap_or_default();
        if label.contains(": ") {
            return None;
        }
        let words = words_in(form.split('{').next().unwrap_or_default()).count();
        if words_in(&form).count() > MOST_FORM_WORDS {
            return None;
        }
        (has_number && (words > 0 || signed) && words <= MOST_NAME_WORDS).then(|| form.trim().to_owned())
    }

    /// The number of a line that has a form.
    fn number_of(&self, line: &str) -> Option<u64> {
        let form = self.form_of(line)?;
        let before = form.split("{number}").next()?;
        let figures = line.get(before.len()..).filter(|_| line.starts_with(before))?;
        figures[..figures.bytes().take_while(u8::is_ascii_digit).count()].parse().ok()
    }

    /// Which figure of a number line comes next, by the word before it.
    fn field(&self, before: &str, has_number: bool) -> Option<&'static str> {
        let label = before.trim_end_matches([' ', '.', ':', '\u{a0}']);
        let word = words_in(label).last().filter(|word| label.ends_with(word)).unwrap_or_default().to_lowercase();
        let lists = |key| self.calendar.map(|calendar| calendar.words("header", key)).unwrap_or_default();
        if lists("volume-words").contains(&word) {
            return Some("{volume}");
        }
        if lists("issue-words").contains(&word) && (has_number || before.contains("{volume}")) {
            return Some("{issue}");
        }
        (!has_number).then_some("{number}")
    }

    /// Where a number, or a range of numbers, that begins at `at` ends.
    fn run_end(&self, line: &str, at: usize, limit: usize) -> usize {
        let figures = |from: usize| from + line[from..limit].bytes().take_while(u8::is_ascii_digit).count();
        let end = figures(at);
        let rest = &line[end..limit];
        let next = rest.find(|c: char| c.is_ascii_digit()).map(|next| end + next);
        let joins = |between: &str| {
            let words = self.calendar.map(|calendar| calendar.words("dates", "range-words")).unwrap_or_default();
            let between = between.trim();
            matches!(between, "-" | "–" | "—" | "&" | "/") || words.iter().any(|word| word == between)
        };
        match next {
            Some(next) if joins(&line[end..next]) => figures(next),
            _ => end,
        }
    }
}

/// Forms that differ from a more frequent one in spaces, commas and stops alone are that one.
fn merge_marks(forms: &mut Vec<Counted<String>>) -> bool {
    let before = forms.len();
    let mut kept: Vec<Counted<String>> = Vec::new();
    for form in forms.drain(..) {
        match kept.iter_mut().find(|kept| bare(&kept.value) == bare(&form.value)) {
            Some(same) => same.notes += form.notes,
            None => kept.push(form),
        }
    }
    kept.sort_by_key(|form| std::cmp::Reverse(form.notes));
    *forms = kept;
    forms.len() < before
}

/// A line that most notes have at their very top, and that the number line names or a title follows.
fn banner(samples: &[Sample], number_lines: &[Counted<String>]) -> Option<Counted<String>> {
    let tops = samples.iter().filter_map(|sample| {
        let (at, text) = top(sample).find(|(_, text)| text.chars().any(char::is_alphabetic))?;
        let heading = sample.lines()[at].level == 1 || sample.may_be_heading(at);
        (at <= 1 && heading).then(|| (text.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace()).to_owned(), at))
    });
    let tops: Vec<(String, usize)> = tops.collect();
    let best = count(tops.iter().map(|(text, _)| text.clone())).into_iter().next()?;
    let key = key_of(&best.value);
    let named = number_lines.iter().any(|line| key_of(line.value.split('{').next().unwrap_or_default()).starts_with(&key));
    let is_title_below = || {
        let below = samples.iter().filter_map(|sample| sample.lines().get(1)).map(|line| key_of(line.prose.text()));
        let distinct = count(below).len();
        samples.iter().all(|sample| sample.may_be_heading(1.min(sample.lines().len() - 1))) && is_most(distinct, samples.len())
    };
    let is_banner = named && best.notes > 1 || is_most(best.notes, samples.len()) && is_title_below();
    is_banner.then_some(best)
}

/// Titles in which the number of the file's name stands before the words.
fn numbered_titles(samples: &[Sample], number_in: impl Fn(&str) -> Option<u64>) -> Vec<Counted<String>> {
    let form = |sample: &Sample| {
        let number = number_in(sample.name());
        let (_, line) = top(sample).find(|(at, _)| sample.may_be_heading(*at))?;
        let start = line.find(|c: char| c.is_ascii_digit())?;
        let end = start + line[start..].bytes().take_while(u8::is_ascii_digit).count();
        let said: u64 = line[start..end].parse().ok()?;
        let title = end + line[end..].find(char::is_alphanumeric)?;
        let between = &line[end..title];
        let parted = between.ends_with(char::is_whitespace) && !between.trim().is_empty();
        let is_own = number.is_none_or(|number| number == said) && words_in(&line[..start]).count() <= 3;
        (parted && is_own).then(|| format!("{}{{number}}{between}{{title}}", &line[..start]))
    };
    let found: Vec<Counted<String>> = count(samples.iter().filter_map(form)).into_iter().filter(|form| form.notes > 1).collect();
    let with = found.iter().map(|form| form.notes).sum();
    if is_half(with, samples.len()) { found } else { Vec::new() }
}
