//! `byline-form`. How a name is spelt is not its business, and a line with anything but names on it is left alone.

use crate::house::BylineFormat;
use crate::rules::{Context, Findings, Safety, rule};

rule! {
    /// The authors are not listed as the house lists them
    ///
    /// A series lists authors in one form, so that the listing, and the programs that read it, can tell one name from the next.
    ///
    /// ```header bad
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor, Tomas Reyes, & Mina Dahl
    /// ```
    ///
    /// ```header fixed
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor, Tomas Reyes and Mina Dahl
    /// ```
    ///
    /// ```header bad
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor, Tomas Reyes
    /// ```
    ///
    /// ```header good
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor and Tomas Reyes
    /// ```
    ///
    /// To mend it, put commas between the names and `and` before the last.
    "byline-form", Header, Advice, fix: Unsafe, check: Part(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let (Some(format), Some(byline)) = (&cx.house.header.byline, &cx.note.header.byline) else { return };
    let text = byline.text().trim_end();
    let names_at = after_prefix(text, &format.prefixes);
    let Some(list) = canonical(&text[names_at..], format) else { return };
    let span = byline.span(names_at..text.len());
    // Names in bold, or in the quotes of front matter, are not the bytes that read so.
    let plain = cx.draft.source.slice(span).split_whitespace().eq(text[names_at..].split_whitespace());
    let fix = plain.then(|| cx.fix(format!("write `{list}`"), Safety::Unsafe, span, &list));
    let finding = cx
        .finding(format!("the authors are not listed as `{}`", format.list.value), byline.whole())
        .related(cx.house.label(&format.list, "the house gives the form here"))
        .help(format!("write `{list}`"))
        .fix(fix);
    findings.push(finding);
}

fn after_prefix(line: &str, prefixes: &[String]) -> usize {
    let start = line.len() - line.trim_start().len();
    let rest = &line[start..];
    let opens = |prefix: &&String| rest.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
    let Some(prefix) = prefixes.iter().find(opens) else { return start };
    let after = rest[prefix.len()..].trim_start();
    if after.len() == rest.len() - prefix.len() { start } else { line.len() - after.len() }
}

/// The list as the house writes it, where `line` is a list of names that is written otherwise.
fn canonical(line: &str, format: &BylineFormat) -> Option<String> {
    let and = format.list.split(['A', 'B', 'C']).nth(2)?;
    let names = line.split([',', ';', '&']).flat_map(|part| split_at_word(part, and.trim())).collect::<Vec<_>>();
    if !names.iter().all(|name| is_name(name, format)) {
        return None;
    }
    let written = format.written(&names);
    (names.len() > 1 && !line.split_whitespace().eq(written.split_whitespace())).then_some(written)
}

/// The stretches of words between the words `and`, squeezed; empty ones are left out.
fn split_at_word(part: &str, and: &str) -> Vec<String> {
    let words = part.split_whitespace().collect::<Vec<_>>();
    words.split(|word| *word == and).filter(|name| !name.is_empty()).map(|name| name.join(" ")).collect()
}

/// Two to six words, each with a capital or a particle such as `de`, none with a figure.
fn is_name(name: &str, format: &BylineFormat) -> bool {
    let is_part = |word: &str| {
        let bare = word.trim_end_matches('.');
        let lettered = word.chars().all(|c| c.is_alphabetic() || ".-'’".contains(c));
        let capital = word.chars().next().is_some_and(|first| !first.is_lowercase());
        lettered && (capital || format.particles.have(bare)) && !format.not_names.have(bare)
    };
    (2..=6).contains(&name.split(' ').count()) && name.split(' ').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Spanned;

    #[test]
    fn a_list_of_names_is_brought_into_the_house_s_form() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let list = Spanned { value: "A, B and C".to_owned(), ..Spanned::default() };
        let (prefixes, particles, not_names) = (words(&["By"]), words(&["de"]).into(), words(&["University"]).into());
        let format = BylineFormat { list, prefixes, particles, not_names };
        let list = |line| canonical(line, &format);
        assert_eq!(list("Ines Okafor, and Tomas de Reyes").as_deref(), Some("Ines Okafor and Tomas de Reyes"));
        assert_eq!(list("Ines Okafor; Mina Dahl & T R Reyes").as_deref(), Some("Ines Okafor, Mina Dahl and T R Reyes"));
        assert_eq!(list("Ines Okafor, Mina Dahl  and Tomas Reyes"), None, "as the house writes it");
        assert_eq!(list("Ines Okafor, Ellery University"), None, "a name and a place of work");
        assert_eq!(list("Ines Okafor, Port"), None, "one word is too little to tell");
        assert_eq!(list("Ines Okafor, a docker"), None);
        assert_eq!(list("Ines Okafor,"), None);
        assert_eq!(after_prefix("By Ines", &format.prefixes), 3);
        assert_eq!(after_prefix("Byron Shaw", &format.prefixes), 0);
    }
}
