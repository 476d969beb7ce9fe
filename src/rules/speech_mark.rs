//! `speech-mark`. Quotations that are no whole sentence are part of the author's own, and take its marks.

use crate::draft::{Kind, Paragraph};
use crate::prose::TextRange;
use crate::rules::{Context, Findings, Safety, rule};

rule! {
    /// A quotation that is a sentence is led in by another mark than the house's
    ///
    /// Where the house format gives a `speech-mark`, a whole sentence that somebody says stands after that mark: a sentence does not
    /// begin in the middle of another. The words that tell that somebody speaks are the house's `speech-words`.
    ///
    /// ```events bad
    /// On 11 May, the mayor of Port Ellery said, "The harbour is open." Nobody cheered.
    /// ```
    ///
    /// ```events fixed
    /// On 11 May, the mayor of Port Ellery said: "The harbour is open." Nobody cheered.
    /// ```
    ///
    /// A quotation of a few words wants no mark, and one that goes on after "he said" wants a comma:
    ///
    /// ```events good
    /// On 11 May, the mayor of Port Ellery said the harbour was "open." "We are glad," he said, "It was a long strike."
    /// ```
    ///
    /// To mend it, write the house's mark.
    "speech-mark", Prose, Advice, fix: Unsafe, where: QUOTE, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let Some(mark) = &cx.house.prose.speech_mark else { return };
    for paragraph in cx.note.paragraphs().filter(|paragraph| paragraph.kind == Kind::Body) {
        let mut last = 0;
        for quotation in &paragraph.quotations {
            let found = lead_in(paragraph, quotation, last, &cx.house.prose.speech_words);
            last = quotation.end;
            let Some(lead_in) = found.filter(|_| is_sentence(&paragraph.prose.text()[quotation.clone()])) else { continue };
            let (written, place, range) = match lead_in {
                LeadIn::Comma(at) => ("a comma leads", at..at + 1, at..at + 1),
                LeadIn::Nothing(at) => ("no mark leads", quotation.start..quotation.start + quotation_mark(paragraph, quotation), at..at),
            };
            let fix = cx.fix(format!("write `{}`", mark.value), Safety::Unsafe, paragraph.span_of(&range), mark.value.as_str());
            let message = format!("{written} in a quotation that is a sentence, and the house writes `{}`", mark.value);
            let finding = cx.finding(message, paragraph.span_of(&place)).related(cx.house.label(mark, "the house's mark"));
            findings.push(finding.help(format!("write `{}` before the quotation", mark.value)).fix(fix));
        }
    }
}

fn quotation_mark(paragraph: &Paragraph, quotation: &TextRange) -> usize {
    paragraph.prose.text()[quotation.start..].chars().next().map_or(1, char::len_utf8)
}

/// What stands between the words that tell that somebody speaks and what he says.
enum LeadIn {
    /// Where the comma stands.
    Comma(usize),
    /// Where a mark should stand.
    Nothing(usize),
}

/// Words before a quotation among which one tells that somebody speaks.
const NEAR: usize = 10;

/// How the quotation is led in, if by a comma or nothing; `last` is where the one before it ends.
fn lead_in(paragraph: &Paragraph, quotation: &TextRange, last: usize, speech_words: &[String]) -> Option<LeadIn> {
    let text = paragraph.prose.text();
    let sentence = paragraph.sentence_at(quotation.start)?.start;
    if sentence < last || sentence >= quotation.start {
        return None;
    }
    let before = text[sentence..quotation.start].trim_end();
    let is_speech = |word: &str| speech_words.iter().any(|known| known == word);
    let words = |text: &'_ str, count: usize| {
        text.rsplit(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|word| !word.is_empty()).take(count).any(is_speech)
    };
    match before.strip_suffix(',') {
        Some(said) => words(said, NEAR).then_some(LeadIn::Comma(sentence + said.len())),
        None => (before.ends_with(char::is_alphanumeric) && words(before, 1)).then_some(LeadIn::Nothing(sentence + before.len())),
    }
}

/// Whether a quotation, marks included, begins and ends like a sentence.
fn is_sentence(quotation: &str) -> bool {
    let Some(inner) = quotation.strip_prefix(['"', '“', '„', '«']).and_then(|rest| rest.strip_suffix(['"', '”', '“', '»']))
    else {
        return false;
    };
    inner.trim_start().starts_with(char::is_uppercase) && inner.trim_end().ends_with(['.', '?', '!', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_has_a_capital_and_a_stop() {
        assert!(is_sentence("\"We go.\"") && is_sentence("“Why?”"));
        assert!(!is_sentence("\"we go.\"") && !is_sentence("\"We go\"") && !is_sentence("\"We go."));
    }
}
