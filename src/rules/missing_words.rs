//! `missing-words`. A section without any text is for `empty-section`.

use std::borrow::Cow;

use crate::draft::Section;
use crate::house::SectionFormat;
use crate::rules::{Context, Finding, Findings, Span, rule};

rule! {
    /// A section lacks words that the house wants in it, or has too few
    ///
    /// A house may want a sentence to the letter, such as a licence, or a section that is more than a line.
    ///
    /// ```toml house
    /// [[section]]
    /// id = "terms"
    /// heading = "Who may print this?"
    /// required = false
    /// must-say = "Anybody may print this note."
    /// ```
    ///
    /// ```tail bad
    ///
    /// Who may print this?
    /// Nobody knows.
    /// ```
    ///
    /// ```tail good
    ///
    /// Who may print this?
    /// Anybody may print this note. It has no owner.
    /// ```
    ///
    /// To mend it, write the words as the house gives them.
    "missing-words", Sections, Warning, fix: None, check: Note(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    for (format, section) in cx.sections().filter(|(format, _)| !format.must_say.is_empty() || format.min_words.is_some()) {
        if section.has_content && !cx.is_section_cut_off(section) {
            findings.extend(lacking(cx, format, section));
        }
    }
}

fn lacking(cx: &Context<'_>, format: &SectionFormat, section: &Section) -> Option<Finding> {
    let heading = &section.heading.text;
    // As it is written: a licence has its link with it.
    let written = cx.draft.source.slice(text_of(section));
    let holds = |words: &str| folded(written).contains(&*folded(words));
    if let Some(missing) = format.must_say.iter().find(|words| !holds(words)) {
        let finding = cx
            .finding(format!("the section `{}` does not say `{}`", heading.text(), missing.value), heading.whole())
            .related(cx.house.label(missing, "the house asks for it here"))
            .help(format!("write `{}`", missing.value))
            .wanted(None, format.because.as_deref());
        return Some(finding.expecting(&missing.value));
    }
    let least = format.min_words.as_ref()?;
    let count: usize = section.paragraphs.iter().map(|paragraph| paragraph.prose.word_count()).sum();
    (count < least.value).then(|| {
        let words = if count == 1 { "word" } else { "words" };
        cx.finding(format!("the section `{}` has {count} {words}, fewer than {}", heading.text(), least.value), heading.whole())
            .related(cx.house.label(least, "the house asks for so many"))
            .help("write more, or take the section out")
            .wanted(None, format.because.as_deref())
    })
}

/// From its first paragraph to its last.
fn text_of(section: &Section) -> Span {
    let mut spans = section.paragraphs.iter().map(|paragraph| paragraph.span);
    spans.next().map_or(Span::default(), |first| spans.fold(first, Span::cover))
}

/// With single spaces.
fn folded(text: &str) -> Cow<'_, str> {
    let is_plain = !text.contains(|c: char| c.is_whitespace() && c != ' ') && !text.contains("  ");
    if is_plain { Cow::Borrowed(text) } else { Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" ")) }
}
