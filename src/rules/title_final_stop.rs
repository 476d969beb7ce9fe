//! `title-final-stop`. Other marks at a title's end, a question mark among them, are the author's affair.

use crate::draft::keeps_its_stop;
use crate::rules::{Context, Findings, Safety, rule};

rule! {
    /// A full stop ends the title
    ///
    /// A title is a label, not a sentence. In the listing, the one with a stop looks like a slip.
    ///
    /// ```header bad
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work.
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
    /// An abbreviation keeps its stop, and three dots are no full stop:
    ///
    /// ```header good
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers look to the U.S.
    /// Ines Okafor
    /// ```
    ///
    /// To mend it, take the stop out; `copydesk fix` does.
    "title-final-stop", Header, Advice, fix: Safe, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let Some(line) = cx.note.header.title.last() else { return };
    let Some(stop) = final_stop(line.text(), &cx.house.prose.abbreviations) else { return };
    let span = line.span(stop..stop + 1);
    // The front matter may write a title otherwise than it reads; then the stop has no bytes of its own.
    // What is left must still be a title: `Why now?.` would be a heading, `Ines Okafor.` alone under the number line a byline.
    let stays = !line.text()[..stop].ends_with(['?', '!']) && cx.note.header.byline.is_some();
    let exact = stays && cx.draft.source.slice(span) == ".";
    let fix = exact.then(|| cx.fix("take the full stop out", Safety::Safe, span, ""));
    findings.push(cx.finding("a full stop ends the title", span).help("take it out").fix(fix));
}

/// Where the full stop stands that ends `title`, unless it belongs to its last word.
fn final_stop(title: &str, abbreviations: &[String]) -> Option<usize> {
    let title = title.trim_end();
    let before = title.strip_suffix('.')?;
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let is_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let is_short = is_letter || word.contains('.') || keeps_its_stop(word, abbreviations);
    (!is_short && !word.is_empty()).then_some(before.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stop_that_belongs_to_the_word_stays() {
        let stop = |title| final_stop(title, &["Ltd".to_owned()]);
        assert_eq!(stop("Dockers return. "), Some(14));
        assert_eq!(stop("Dockers return"), None);
        assert_eq!(stop("Dockers return..."), None);
        assert_eq!(stop("Dockers return…"), None);
        assert_eq!(stop("A letter to the U.S."), None);
        assert_eq!(stop("The fall of Ellery Ltd."), None);
        assert_eq!(stop("The debt, the dues, etc."), None);
        assert_eq!(stop("The two lives of Tomas R."), None);
        assert_eq!(stop("."), None);
    }
}
