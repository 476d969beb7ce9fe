//! What leads to a paragraph's date where more than an opener stands before it: "At 3 a.m. on", "In the capital, on", "Two days later, on". Words
//! are those of the house; which of them is a verb is not known here, so what may be a statement of its own leads to no date.

use crate::draft::opener::is_filler;
use crate::house::DatesFormat;
use crate::prose::words::words_in;

/// What words before a date say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// They lead to it: the paragraph is dated.
    ToDate,
    /// The date may be the paragraph's or that of something named before it: "After the vote on 9 May".
    Doubtful,
}

/// Words that may stand between two openers without a comma.
const MOST_WORDS_BETWEEN: usize = 4;

/// Reads `lead`, which stands between a paragraph's start and its date; `rest` follows the date.
pub fn read(lead: &str, rest: &str, format: &DatesFormat) -> Option<Lead> {
    if !is_one_stretch(lead) {
        return None;
    }
    let trimmed = lead.trim_end();
    if let Some(before) = trimmed.strip_suffix(',') {
        // "The next day, 13 January, ..."
        return (rest.starts_with(',') && (opens(before, format) || is_of_fillers(before, format))).then_some(Lead::ToDate);
    }
    if is_time(trimmed, format) {
        return Some(Lead::ToDate);
    }
    if let Some((before, last)) = trimmed.rsplit_once(',') {
        let leads = leads_to_date(last, format) && (opens(before, format) || tells_when(before, format));
        return leads.then_some(Lead::ToDate);
    }
    is_place(trimmed, format).then_some(Lead::Doubtful)
}

/// Whether no sentence, bracket or quotation begins or ends in `lead`: the stops of "3 a.m." and the marks of "15:00" do not.
fn is_one_stretch(lead: &str) -> bool {
    let mut letters = lead.chars().peekable();
    while let Some(c) = letters.next() {
        let ends = match c {
            '.' | ':' => letters.peek().is_some_and(|next| *next == ' ') && letters.clone().nth(1).is_none_or(char::is_uppercase),
            _ => !(c.is_alphanumeric() || matches!(c, ' ' | ',' | '-' | '\'' | '’' | '\u{a0}' | '\u{202f}')),
        };
        if ends {
            return false;
        }
    }
    true
}

fn opens(text: &str, format: &DatesFormat) -> bool {
    words_in(text).next().is_some_and(|word| format.openers.have(word))
}

fn is_of_fillers(text: &str, format: &DatesFormat) -> bool {
    words_in(text).all(|word| is_filler(word, format))
}

/// An opener, and fillers.
fn leads_to_date(text: &str, format: &DatesFormat) -> bool {
    opens(text, format) && words_in(text).all(|word| format.openers.have(word) || is_filler(word, format))
}

/// "Two days later", "Hours after the vote".
fn tells_when(text: &str, format: &DatesFormat) -> bool {
    if words_in(text).last().is_some_and(|word| format.excuses.have(word)) {
        return true;
    }
    let all = words_in(text).collect::<Vec<_>>();
    let opener = all.iter().position(|word| format.openers.have(word));
    opener.is_some_and(|at| at > 0 && is_filler(all[at - 1], format))
}

/// "At around 3 a.m. on", "On 10 and then on": nothing but openers, fillers and figures, to which short words belong.
fn is_time(text: &str, format: &DatesFormat) -> bool {
    let mut after_figure = false;
    let mut leads = false;
    for word in words_in(text) {
        let is_figure = word.starts_with(|c: char| c.is_ascii_digit());
        after_figure = is_figure || (after_figure && word.len() <= 2);
        let opener = format.openers.have(word);
        let known = opener || is_filler(word, format) || format.excuses.have(word);
        if !(known || after_figure) {
            return false;
        }
        leads = opener || (leads && known && !after_figure);
    }
    leads && opens(text, format)
}

/// "In Kolmar on": an opener, a few words, an opener.
fn is_place(text: &str, format: &DatesFormat) -> bool {
    let all = words_in(text).collect::<Vec<_>>();
    let Some(last) = all.iter().rposition(|word| format.openers.have(word)) else { return false };
    let leads = all[last..].iter().all(|word| format.openers.have(word) || is_filler(word, format));
    leads && (2..=MOST_WORDS_BETWEEN + 1).contains(&last) && opens(text, format)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::draft::{OpenerKind, opener};
    use crate::house::House;
    use crate::source::Source;

    #[test]
    fn a_few_words_may_lead_to_the_date() {
        let source = Source::new("house.toml", include_str!("../../../fixtures/harbour-notes/house.toml"));
        let house = House::read(Arc::new(source)).0.expect("the house can be read");
        let read = |text: &str| opener::read(text, &house.finder().find(text), &house.dates).map(|opener| opener.kind);
        let dated = [
            "At around 3 a.m. on 12 January, it sank",
            "At 15:00 on 12 January, it sank",
            "But on 12 January, it sank",
            "In Kolmar, on 12 January, it sank",
            "In the capital, on 12 January it sank",
            "The next day, 13 January, it sank",
            "Two days later, on 13 January, it sank",
            "Hours after the vote, on 13 January, it sank",
            "On New Year's Day, 1 January, it sank",
            "On 10 and then on 12 January, it sank",
            "On the night of 12 January, it sank",
        ];
        for text in dated {
            assert_eq!(read(text), Some(OpenerKind::Date(0)), "{text}");
        }
        for text in ["In Kolmar on 12 January, it sank", "After the vote on 9 May, it sank"] {
            assert_eq!(read(text), Some(OpenerKind::Dayless), "{text}");
        }
        let undated = [
            "The minister, who spoke on 9 May, resigned",
            "The minister, on 9 May, resigned",
            "The crew, 9 May still in mind, resigned",
            "In a speech, the minister said on 9 May that it sank",
            "In “Harbour News”, on 9 May, it sank",
            "In Kolmar it rained. On 9 May, it sank",
            "Elections on 20 January are near",
            "At the port the dockers voted in anger on 12 January",
        ];
        for text in undated {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
