//! How a paragraph is dated at its opening: "On 11 January", "Earlier, on 9 May 2021", "In mid-April", "On the same day".

use crate::date::Mention;
use crate::draft::{Opener, OpenerKind, ordinal};
use crate::house::DatesFormat;
use crate::prose::words::words_in;

use lead::Lead;

mod lead;

/// Bytes of a paragraph's opening that may stand before its date.
const LONGEST: usize = 70;

/// Reads the opening of `text`, whose dates are `mentions`.
pub fn read(text: &str, mentions: &[Mention], format: &DatesFormat) -> Option<Opener> {
    read_from(text, ordinal::past_figures(text), mentions, format)
}

/// The same where the paragraph's own words begin at byte `words`, behind an ordinal.
pub fn read_from(text: &str, words: usize, mentions: &[Mention], format: &DatesFormat) -> Option<Opener> {
    if !text[words..].starts_with(char::is_alphanumeric) {
        // A quotation that opens with a date dates nothing.
        return None;
    }
    let (past, excused) = after_excuses(&text[words..], format);
    let start = words + past;
    if let Some(end) = format.same_day.end_at(text, start) {
        return Some(Opener { range: words..end, kind: OpenerKind::SameDay, excused });
    }
    if let Some((index, mention)) = mentions.iter().enumerate().find(|(_, mention)| !mention.name) {
        let date_start = mention.weekday.as_ref().map_or(mention.range.start, |(_, weekday)| weekday.start.min(mention.range.start));
        let leads = date_start >= start && date_start - start <= LONGEST && leads_to_date(&text[start..date_start], format);
        let lead = text.get(start..date_start).filter(|lead| lead.len() <= LONGEST);
        let read = |lead| lead::read(lead, &text[mention.range.end..], format);
        let kind = match if leads { Some(Lead::ToDate) } else { lead.and_then(read) } {
            Some(Lead::ToDate) => Some(OpenerKind::Date(index)),
            Some(Lead::Doubtful) => Some(OpenerKind::Dayless),
            None => None,
        };
        if let Some(kind) = kind {
            return Some(Opener { range: words..mention.range.end, kind, excused });
        }
    }
    let end = dayless(text, start, format)?;
    Some(Opener { range: words..end, kind: OpenerKind::Dayless, excused })
}

/// Past words such as "Earlier," that open the paragraph, and whether there are any.
fn after_excuses(text: &str, format: &DatesFormat) -> (usize, bool) {
    let mut at = 0;
    while let Some(end) = format.excuses.end_at(text, at) {
        at = end;
        at += text[at..].len() - text[at..].trim_start_matches([',', ' ']).len();
    }
    (at, at > 0)
}

/// Whether what stands between the paragraph's start and its date only leads to the date: nothing, or an opener with filling words.
fn leads_to_date(lead: &str, format: &DatesFormat) -> bool {
    if lead.trim().is_empty() {
        return true;
    }
    let mut opened = false;
    for word in words_in(lead) {
        let opens = format.openers.have(word);
        opened |= opens;
        if !opens && !is_filler(word, format) {
            return false;
        }
    }
    opened
}

/// Past "In mid-April 2021" or "In 2021".
fn dayless(text: &str, start: usize, format: &DatesFormat) -> Option<usize> {
    let mut opened = false;
    for word in words_in(text.get(start..)?) {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        if at > start + LONGEST {
            return None;
        }
        if opened {
            if let Some((range, _)) = format.finder.dayless(text, at) {
                return Some(range.end);
            }
            if word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()) {
                return Some(at + word.len());
            }
        }
        let opens = format.openers.have(word);
        opened |= opens;
        if !opens && !is_filler(word, format) {
            return None;
        }
    }
    None
}

/// Whether a word may stand between an opener and its date.
fn is_filler(word: &str, format: &DatesFormat) -> bool {
    format.fillers.have(word) || format.finder.is_weekday(word)
}
