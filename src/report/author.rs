//! What a finding says in an author's words: sentences with quotation marks. Files, lines, rules, keys and options are not named, since whoever
//! reads a draft in a word processor knows none of them.

use crate::finding::{Finding, Level};
use crate::lint::Reported;
use crate::rules;
use crate::source::Settled;
use crate::visible::one_line;

/// What there is to say of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What is wrong: a sentence.
    pub what: String,
    /// What to do: a clause without its final stop; empty where nothing can be said.
    pub remedy: String,
    /// Why the house wants it: a sentence; empty where it does not say.
    pub because: String,
}

/// The finding in an author's words.
pub fn remark(reported: &Reported) -> Remark {
    let finding = &reported.finding;
    let because = finding.why.as_ref().map(|why| in_authors_words(&why.because)).filter(|because| !is_machine(because));
    let title = finding.fix.as_ref().map(|fix| fix.title.as_str());
    Remark {
        what: sentence(&what(finding)),
        remedy: [help(finding, because.is_some()), title]
            .into_iter()
            .flatten()
            .map(remedy)
            .find(|remedy| !remedy.is_empty())
            .unwrap_or_default(),
        because: because.map(|because| sentence(&because)).unwrap_or_default(),
    }
}

/// All there is to say of a finding, in sentences.
pub fn sentences(reported: &Reported) -> String {
    std::iter::once(remark(reported).what).chain(advice(reported)).collect::<Vec<_>>().join(" ")
}

/// What to do and why, a sentence each: what there is to choose from goes before the one thing that is advised.
pub fn advice(reported: &Reported) -> Vec<String> {
    let Remark { remedy, because, .. } = remark(reported);
    let advice = choices(&reported.finding).or_else(|| (!remedy.is_empty()).then(|| sentence(&remedy)));
    advice.into_iter().chain(Some(because).filter(|because| !because.is_empty())).collect()
}

/// The same with what its level is called, as it stands in the margin.
pub fn line(reported: &Reported) -> String {
    format!("{}: {}", level(reported.level), sentences(reported))
}

/// What was answered to the remark that says the same of the same words, if somebody has settled it.
pub fn settled(reported: &Reported) -> Option<String> {
    let (word, transcript) = (reported.word?, reported.finding.primary.source.transcript()?);
    if transcript.settled.is_empty() {
        return None;
    }
    // Which fixes it offers depends on what else stands in the draft.
    let begins = format!("{}: {}", level(reported.level), remark(reported).what);
    let says_it = |settled: &&Settled| settled.lines.iter().any(|line| line.starts_with(&begins));
    let same = transcript.settled.iter().find(|settled| settled.passage.touches(word) && says_it(settled));
    same.map(|settled| settled.reason.clone())
}

/// What is said of another place, where an author can follow it.
pub fn said(text: &str) -> Option<String> {
    Some(in_authors_words(text)).filter(|said| !is_machine(said))
}

/// What a level is called.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "Correct",
        Level::Warning => "Check",
        Level::Advice | Level::Off => "Consider",
    }
}

/// How much there is to do: "3 to correct, 1 to check".
pub fn counts(errors: usize, warnings: usize, advice: usize) -> String {
    let counts = [(errors, "to correct"), (warnings, "to check"), (advice, "to consider")];
    let said: Vec<String> = counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    if said.is_empty() { "Nothing to correct".to_owned() } else { said.join(", ") }
}

/// What to do as the finding says it. Why the house wants it is left out where that `is_said` for authors apart.
fn help(finding: &Finding, is_said: bool) -> Option<&str> {
    let help = finding.help.as_deref()?;
    let reason = finding.why.as_ref().filter(|_| is_said).and_then(|why| why.reason.as_deref());
    let bare = reason.and_then(|reason| help.strip_suffix(reason)?.strip_suffix(": "));
    Some(bare.unwrap_or(help))
}

/// What a finding says; of one that speaks of the program's own affairs, what its rule is about.
fn what(finding: &Finding) -> String {
    let message = in_authors_words(&finding.message);
    if !is_machine(&message) {
        return message;
    }
    let summary = rules::find(finding.rule.as_str()).map(|rule| in_authors_words(rule.summary()));
    summary.filter(|summary| !is_machine(summary)).unwrap_or_else(|| "a remark to the editors does not say what it should".to_owned())
}

/// The parts of a help that an author can follow: not those that speak of commands, options and settings.
fn remedy(help: &str) -> String {
    let parts = help.split("; ").map(|part| {
        let ways = part.split(", or ").map(in_authors_words).filter(|way| !is_machine(way));
        ways.collect::<Vec<_>>().join(", or ")
    });
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

/// The fixes that a person has to choose from, as a question: "Write “Tuesday”, or “3 October”?"
fn choices(finding: &Finding) -> Option<String> {
    let titles: Vec<String> = finding.alternatives.iter().map(|fix| in_authors_words(&fix.title)).collect();
    let (first, others) = titles.split_first()?;
    if titles.iter().any(|title| is_machine(title)) {
        return None;
    }
    let others = others.iter().map(|other| format!(", or {}", other.strip_prefix("write ").unwrap_or(other)));
    let mut question: String = std::iter::once(first.clone()).chain(others).collect();
    capitalise(&mut question);
    Some(question + "?")
}

/// The text as a sentence.
pub(super) fn sentence(text: &str) -> String {
    let mut sentence = text.to_owned();
    capitalise(&mut sentence);
    if !sentence.ends_with(['.', '?', '!']) {
        sentence.push('.');
    }
    sentence
}

fn capitalise(text: &mut String) {
    if let Some(first) = text.chars().next() {
        text.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
}

/// Words that no author has met.
const MACHINE: [&str; 11] = ["copydesk", "lint.toml", "--", "ignore", "house format", "front matter", "roster", "rule", "{", "://", "_"];

/// Endings of the names of files.
const FILES: [&str; 8] = [".md", ".markdown", ".txt", ".text", ".toml", ".json", ".docx", ".docm"];

/// Whether a text speaks of what no author knows. What it quotes is the author's own.
fn is_machine(text: &str) -> bool {
    let own: String = text
        .split('“')
        .enumerate()
        .map(|(at, part)| if at == 0 { part } else { part.split_once('”').map_or("", |(_, own)| own) })
        .collect();
    // A character that is spelt out is no blank of a template.
    let own = own.replace("\\u{", "");
    let is_command = |quoted: &str| ["copydesk", "lint.toml", "--", "<!--"].iter().any(|word| quoted.starts_with(word));
    MACHINE.iter().any(|word| own.contains(word)) || text.split('“').skip(1).any(is_command) || text.split_whitespace().any(is_file)
}

/// Whether a word is the name of a file.
fn is_file(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    FILES.iter().any(|ending| word.len() > ending.len() && word.ends_with(ending))
}

/// Names stand in quotation marks, and where another note stands is its own affair.
pub fn in_authors_words(text: &str) -> String {
    let mut parts = one_line(text).split('`').map(str::to_owned).collect::<Vec<_>>();
    for at in (1..parts.len()).step_by(2) {
        if is_file(&parts[at]) && parts[at - 1].ends_with("a note in ") {
            let before = parts[at - 1].len() - "a note in ".len();
            parts[at - 1].replace_range(before.., "another note");
            parts[at].clear();
        } else {
            parts[at] = format!("“{}”", parts[at]);
        }
    }
    parts.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_quotation_marks() {
        assert_eq!(in_authors_words("`a` is no `b`"), "“a” is no “b”");
        assert_eq!(in_authors_words("taken by a note in `x/7.md`: “Osk”"), "taken by another note: “Osk”");
    }

    #[test]
    fn why_takes_the_place_of_the_reason_in_the_help() {
        let source = std::sync::Arc::new(crate::source::Source::new("a.md", "a"));
        let label = crate::finding::Label::new(&source, crate::source::Span::at(0), "");
        let finding = |because| {
            let finding = Finding::new(crate::finding::RuleId::coded("empty-section"), "nothing stands under `a`", label.clone());
            finding.help("write the section").wanted(Some("it is read first"), because)
        };
        let told = |finding: Finding| {
            let because = finding.why.as_ref().map(|why| why.because.clone());
            (finding.help.clone().unwrap_or_default(), help(&finding, because.is_some()).map(remedy).unwrap_or_default())
        };
        let whole = "write the section: it is read first".to_owned();
        assert_eq!(told(finding(None)), (whole.clone(), whole.clone()));
        assert_eq!(told(finding(Some("Readers read it first."))), (whole, "write the section".to_owned()));
    }

    #[test]
    fn what_only_a_machine_knows_is_left_out() {
        assert_eq!(remedy("write it once; `copydesk fix` does it"), "write it once");
        assert_eq!(remedy("write it under the title, or as `date:` in the front matter"), "write it under the title");
        assert_eq!(remedy("rename `a.md`"), "");
        assert!(is_machine("see lint.toml") && is_machine("in notes/7.txt:") && !is_machine("the note’s number, 7.5"));
    }
}
