//! `malformed-number-line`. What a malformed line still holds is read as if it were right, so other rules judge it.

use crate::draft::NumberLine;
use crate::house::{Field, Fit, OtherTime, TemplateMatch};
use crate::prose::Prose;
use crate::rules::{Context, Finding, Findings, Safety, rule};

rule! {
    /// The number line is not written as the house writes it
    ///
    /// Number lines are read by people and by programs: the archive, the listing on the web page, a reader who searches for the number.
    /// All of them expect one form.
    ///
    /// ```header bad
    /// Harbour Notes #12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header fixed
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// ```header good
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// To mend it, copy the form the house gives. `copydesk fix` does so where only spaces, commas, `#` or the padding of the day
    /// differ; other changes it makes on request.
    "malformed-number-line", Header, Error, fix: Mixed, check: Part(check)
}

/// A range of so many numbers is no double issue any more.
const MOST_NUMBERS: u64 = 100;

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let header = &cx.note.header;
    let second = if cx.is_note_of_digest() { header.number_line.as_ref().map(|line| &line.text) } else { None };
    findings.extend(further_lines(cx).into_iter().chain(second).map(|line| second_line(cx, line)));
    if second.is_some() {
        return;
    }
    if let Some(finding) = uncountable(cx) {
        return findings.push(finding);
    }
    if let Some(finding) = of_another_time(cx) {
        return findings.push(finding);
    }
    let Some(NumberLine { text, fit: Fit::Malformed { mended, marks_only }, placeholder: None, .. }) = &header.number_line else { return };
    // A date that no calendar has, or a mark such as `TBC` in its place, is the fault, and has its own rule.
    if header.impossible_date.is_some() || !cx.house.leftovers_in(text).is_empty() {
        return;
    }
    let span = text.whole();
    let safety = if *marks_only { Safety::Safe } else { Safety::Unsafe };
    let too_long = text.text().split(|c: char| !c.is_ascii_digit()).find(|figures| figures.parse::<u64>().is_err() && !figures.is_empty());
    let help = match mended {
        _ if too_long.is_some() => "the number is too large to count with: write the one that comes next".to_owned(),
        Some(line) => format!("write `{line}`"),
        None => {
            cx.house.number_line_on(cx.day()).map(|line| format!("the house writes it like this: `{}`", line.text())).unwrap_or_default()
        }
    };
    let finding = cx
        .finding("the number line is not written as the house writes it", span)
        .related(cx.house.number_line_on(cx.day()).map(|template| cx.house.label(template, "the house writes it like this")))
        .help(help)
        .fix(mended.as_ref().map(|line| cx.fix(format!("write `{line}`"), safety, span, line)));
    findings.push(finding);
}

/// Numbers that no note of the series can have, however the line is written.
fn uncountable(cx: &Context<'_>) -> Option<Finding> {
    let header = &cx.note.header;
    let line = header.number_line.as_ref().filter(|line| line.placeholder.is_none())?;
    let number = header.number.filter(|number| line.text.whole().contains(number.span.start))?;
    let last = header.last_number.unwrap_or(number.value);
    let (message, help) = if number.value == 0 {
        ("the number is 0".to_owned(), "write the note's number: the first of a series is 1")
    } else if last - number.value >= MOST_NUMBERS {
        (format!("the number line takes the numbers {} to {last}", number.value), "check its last number: so many are no slip of one issue")
    } else {
        return None;
    };
    Some(cx.finding(message, number.span).help(help))
}

/// The number lines besides the note's own, without those of another count, of which one may stand above it.
fn further_lines<'a>(cx: &Context<'a>) -> Vec<&'a Prose> {
    let mut further: Vec<&Prose> = cx.note.header.further_number_lines.iter().filter(|line| !is_counter(cx, line)).collect();
    let own = cx.note.header.number_line.as_ref();
    if !further.is_empty() && own.is_some_and(|line| is_counter(cx, &line.text)) {
        further.remove(0);
    }
    further
}

/// Whether a line neither gives a number of the note's nor leaves a place for it: it belongs to another count, if the house has one.
fn is_counter(cx: &Context<'_>, line: &Prose) -> bool {
    let has_counter = cx.house.header.number_line.iter().any(|template| template.has(Field::Counter));
    let has_number = |read: &TemplateMatch| read.number.is_some() || read.placeholder.is_some();
    has_counter && cx.house.read_number_line(line.text()).is_some_and(|read| !has_number(&read) && read.date.is_some())
}

/// A line that the house wrote so before or after the note's day.
fn of_another_time(cx: &Context<'_>) -> Option<Finding> {
    let line = cx.note.header.number_line.as_ref().filter(|line| line.fit == Fit::Exact && line.placeholder.is_none())?;
    let OtherTime { fitting, canonical, mended } = cx.house.other_time_of(line.text.text(), cx.day()?)?;
    let span = line.text.whole();
    let help = format!("write `{}`", mended.as_deref().unwrap_or(canonical.text()));
    let finding = cx
        .finding(format!("the number line is of another time: the house wrote it so {}", fitting.period), span)
        .related(cx.house.label(canonical, "the house writes it like this"))
        .help(help)
        .fix(mended.map(|mended| cx.fix(format!("write `{mended}`"), Safety::Unsafe, span, mended)));
    Some(finding)
}

fn second_line(cx: &Context<'_>, line: &Prose) -> Finding {
    let masthead = cx.draft.masthead.as_ref();
    let first = masthead.map_or(&cx.note.header, |masthead| &masthead.header).number_line.as_ref();
    let (called, label) = match masthead {
        Some(_) => ("digest", "the first, which all notes of the digest share"),
        None => ("note", "the first, which gives the note its number"),
    };
    let is_same = first.is_some_and(|first| first.text.text() == line.text());
    let help = if is_same {
        "take one of the two out".to_owned()
    } else {
        format!("take one of the two out; put a second {called} into a file of its own")
    };
    cx.finding(format!("a second number line stands in the {called}"), line.whole())
        .related(first.map(|first| cx.label(first.text.whole(), label)))
        .help(help)
}
