//! `repeated-date`. Two dates that differ only in their year's being spelt out are the same day.

use crate::draft::{Kind, Paragraph};
use crate::house::Body;
use crate::rules::{Context, Finding, Findings, Safety, rule};

rule! {
    /// Two running paragraphs open with the same date
    ///
    /// A reader who meets a date at the head of a paragraph expects a new day. Where it is the old one, say so.
    ///
    /// ```events bad
    /// On 11 May, the dockers of Port Ellery voted to return to work. The vote ended a strike of nine days.
    ///
    /// On 11 May, the first ship was unloaded. It carried fruit.
    /// ```
    ///
    /// ```events fixed
    /// On 11 May, the dockers of Port Ellery voted to return to work. The vote ended a strike of nine days.
    ///
    /// On the same day, the first ship was unloaded. It carried fruit.
    /// ```
    ///
    /// With a paragraph between them the date has to be named again, and two ranges from one day on are two times:
    ///
    /// ```events good
    /// On 11 May, the dockers of Port Ellery voted to return to work.
    ///
    /// The vote ended a strike of nine days.
    ///
    /// On 11 May, the first ship was unloaded.
    ///
    /// During 11-14 May, the yards stayed shut.
    /// ```
    ///
    /// Where another date stands between the two, "the same day" would be that one:
    ///
    /// ```events good
    /// On 11 May, the dockers of Port Ellery voted to return to work. They had walked out on 3 May.
    ///
    /// On 11 May, the first ship was unloaded.
    /// ```
    ///
    /// To mend it, open the second paragraph with `On the same day`, or join the two.
    "repeated-date", Dates, Advice, fix: Unsafe, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    for (_, section) in cx.sections_of(Body::Dated) {
        let mut paragraphs = section.paragraphs.iter().peekable();
        while let Some(paragraph) = paragraphs.next() {
            let next = paragraphs.peek().filter(|next| next.kind == Kind::Body && !parts(cx, paragraph, next));
            findings.extend(next.and_then(|next| compare(cx, paragraph, next)));
        }
    }
}

/// Whether a heading stands between two paragraphs.
fn parts(cx: &Context<'_>, paragraph: &Paragraph, next: &Paragraph) -> bool {
    let between = paragraph.span.end..next.span.start;
    cx.note.unknown_headings.iter().any(|heading| between.contains(&heading.span.start))
}

fn compare(cx: &Context<'_>, paragraph: &Paragraph, next: &Paragraph) -> Option<Finding> {
    let (_, earlier) = paragraph.opening_date().filter(|_| !next.repeats(paragraph))?;
    let (opener, mention) = next.opening_date()?;
    let day = mention.resolved.date()?;
    let same = earlier.resolved.date() == Some(day) && earlier.resolved_last.date() == mention.resolved_last.date();
    // "The same day" would be the day of a date between the two.
    let later = paragraph.dates.iter().filter(|date| date.range.start > earlier.range.start);
    let same = same && later.into_iter().all(|date| date.resolved.date() == Some(day) && date.last.is_none());
    if !same || earlier.last.is_some() != mention.last.is_some() {
        return None;
    }
    let written = &next.prose.text()[mention.range.clone()];
    let weekday_follows = mention.weekday.as_ref().is_some_and(|(_, place)| place.start >= mention.range.end);
    let stands_alone = !opener.excused && mention.last.is_none() && !weekday_follows;
    let phrase = cx.house.dates.same_day.iter().next().filter(|_| stands_alone);
    let fix = phrase.map(|phrase| cx.fix(format!("write `{phrase}`"), Safety::Unsafe, next.span_of(&opener.range), phrase));
    let finding = cx
        .finding(format!("`{written}` opens the paragraph before it too"), next.span_of(&mention.range))
        .help("say that it is the same day, or join the paragraphs")
        .related(cx.label(paragraph.span_of(&earlier.range), "the same day"));
    Some(finding.fix(fix))
}
