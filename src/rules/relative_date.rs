//! `relative-date`. An opening that has no other date is for `undated-opening`.

use crate::draft::Paragraph;
use crate::house::{Body, DatesFormat};
use crate::prose::TextRange;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A day is named only as seen from today
    ///
    /// "Yesterday" and "last week" were clear on the day they were written. A note is read for years, and quoted without its date.
    ///
    /// ```events bad
    /// On 11 May, the dockers of Port Ellery voted to return to work. The first ship was unloaded yesterday.
    /// ```
    ///
    /// ```events bad
    /// On 11 May, the dockers of Port Ellery voted to return to work. They had walked out last week.
    /// ```
    ///
    /// In a quotation the words are the speaker's, and with "the" before them they count from the day that is told:
    ///
    /// ```events good
    /// On 11 May, the dockers of Port Ellery voted to return to work. Their leader said: "Yesterday we were hungry."
    ///
    /// On 13 May, the first ship was unloaded. The last week of the strike had cost the owners most.
    /// ```
    ///
    /// Other sections may weigh the present:
    ///
    /// ```points good
    /// First, the strike fund. The union runs out of money today.
    ///
    /// Second, the season. Fruit from the hinterland does not keep.
    /// ```
    ///
    /// To mend it, write the date.
    "relative-date", Dates, Advice, fix: None, where: RELATIVE, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let format = &cx.house.dates;
    for (_, section) in cx.sections_of(Body::Dated) {
        let undated = section.body().next().filter(|paragraph| paragraph.opener.is_none()).map(|paragraph| paragraph.span);
        for paragraph in &section.paragraphs {
            let text = paragraph.prose.text();
            let from = text.len() - text.trim_start().len();
            for range in cx.phrases(&format.relative, &paragraph.prose, text.len()) {
                let is_undated_opening = range.start == from && undated == Some(paragraph.span);
                if is_undated_opening || means_something_else(paragraph, &range, format) {
                    continue;
                }
                let message = format!("`{}` has a meaning only on the day of writing", &text[range.clone()]);
                findings.push(cx.finding(message, paragraph.span_of(&range)).help("write the date"));
            }
        }
    }
}

/// Whether somebody else says it, it is part of a name or a date, or a word around it gives it another meaning.
fn means_something_else(paragraph: &Paragraph, range: &TextRange, format: &DatesFormat) -> bool {
    let text = paragraph.prose.text();
    let before = text[..range.start].trim_end();
    let word_start =
        before.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let word = &before[word_start..];
    let is_guarded = format.not_relative_after.have(word);
    let is_owner = text[range.end..].starts_with("'s") || text[range.end..].starts_with("\u{2019}s");
    let mut weekdays = paragraph.dates.iter().filter_map(|mention| mention.weekday.as_ref());
    let names_a_date = weekdays.any(|(_, day)| day.start < range.end && range.start < day.end);
    // "The News Today" is a name; a sentence's first word has its capital anyway.
    let is_name = text[range.clone()].starts_with(char::is_uppercase) && before.ends_with(char::is_alphanumeric);
    is_guarded || is_name || is_owner || names_a_date || paragraph.is_quoted(range)
}
