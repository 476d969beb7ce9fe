//! `stray-text`. Editing marks are for `leftover-text`, what a web page adds for `furniture`.

use crate::draft::{Kind, Stray};
use crate::house::Leave;
use crate::prose::Prose;
use crate::rules::{Context, Edit, Findings, Fix, Safety, Span, rule};

rule! {
    /// A line belongs to no part of the note
    ///
    /// A note that is pasted from a letter brings some of it along: a greeting, a subject, a closing. A remark for the editor stays above the
    /// number line, a sentence between the author and the first section. Readers take all of it for the note.
    ///
    /// ```header bad
    /// For the Friday issue
    ///
    /// Harbour Notes # 12, 15 May 2021
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
    /// ```header bad
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    ///
    /// This is about the port only. The railway has its own note.
    /// ```
    ///
    /// Banner, team, institute, a picture's line and what the house lists in `other-lines` belong to a header:
    ///
    /// ```header good
    /// Harbour Notes
    ///
    /// Harbour Notes # 12, 15 May 2021
    ///
    /// Port Ellery: Dockers return to work
    /// Ines Okafor
    /// ```
    ///
    /// A house that opens its notes with a sentence under the title says so, with `standfirst = true` under `[header]`.
    ///
    /// To mend it, take the lines out, or put them where they belong.
    "stray-text", Header, Warning, fix: Unsafe, check: Part(check)
}

fn check(cx: &Context<'_>, findings: &mut Findings) {
    let mut spans: Vec<Span> = header_lines(cx);
    spans.extend(before_sections(cx));
    spans.extend(cx.note.letter_end(cx.house).into_iter().map(Prose::whole));
    let Some(first) = spans.first().copied() else { return };
    let edits: Vec<Edit> = runs(cx, &spans).into_iter().map(|span| cx.edit(span, "")).collect();
    let what = if spans.len() == 1 { "a line" } else { "text" };
    let fix = Fix::of("take it out", Safety::Unsafe, edits);
    let finding = cx
        .finding(format!("{what} that is no part of the {} stands here", cx.called()), first)
        .help("take it out, or put it where it belongs")
        .fix(fix);
    findings.push(finding);
}

/// Words of the shortest sentence that is no phrase.
const SHORTEST_SENTENCE: usize = 3;

/// The lines of the header that belong to nothing, where that is certain: a mail's, what stands above the number line, sentences.
fn header_lines(cx: &Context<'_>) -> Vec<Span> {
    let header = &cx.note.header;
    let strays: Vec<&Stray> = header.strays.iter().filter(|stray| !is_told_elsewhere(cx, &stray.text)).collect();
    let has_place = cx.house.number_line().is_some() || cx.house.header.byline.is_some();
    // Under the header of a note without sections stands its text.
    let is_all_text = cx.note.sections.is_empty();
    let may_have_sentence = cx.house.header.standfirst == Leave::Given || cx.is_masthead() || !has_place || is_all_text;
    let mut mail_since = None;
    let mut told = Vec::new();
    for (index, stray) in strays.iter().enumerate() {
        if stray.is_mail {
            mail_since = Some(stray.is_above_number_line);
        }
        // The last line of a block tells whether it is a sentence.
        let last = strays[index..].iter().take_while(|other| other.block == stray.block).last();
        let words: usize = strays.iter().filter(|other| other.block == stray.block).map(|line| line.text.text().split(' ').count()).sum();
        let is_sentence = last.is_some_and(|last| last.is_sentence) && words >= SHORTEST_SENTENCE;
        // What a mail says stands under its greeting.
        let of_mail = mail_since == Some(stray.is_above_number_line);
        let above = stray.is_above_number_line && !cx.is_masthead();
        if of_mail || above || is_sentence && !may_have_sentence {
            told.push(stray.text.whole());
        }
    }
    told
}

/// The paragraphs between the header and the first section, where that has its heading.
fn before_sections(cx: &Context<'_>) -> Vec<Span> {
    let note = cx.note;
    let has_place = cx.house.number_line().is_some() || cx.house.header.byline.is_some();
    let complete = note.sections.first().is_some_and(|section| section.spec == 0 && section.has_content);
    if !has_place || !complete || cx.house.header.standfirst == Leave::Given {
        return Vec::new();
    }
    let text = note.preamble.iter().filter(|paragraph| paragraph.kind == Kind::Body && !is_told_elsewhere(cx, &paragraph.prose));
    text.map(|paragraph| paragraph.span).collect()
}

fn is_told_elsewhere(cx: &Context<'_>, text: &Prose) -> bool {
    cx.house.leftover.line(text.text().trim()).is_some() || !cx.house.leftovers_in(text).is_empty()
}

/// The lines of `spans`, each with the blank ones under it; at the end of the file with those above it.
fn runs(cx: &Context<'_>, spans: &[Span]) -> Vec<Span> {
    let source = &cx.draft.source;
    let text = source.text();
    let start_of = |line: usize| if line < source.line_count() { source.line(line).start as usize } else { text.len() };
    let run = |span: &Span| {
        let mut from = start_of(source.line_of(span.start));
        let mut next = source.line_of(span.end) + 1;
        while next < source.line_count() && source.slice(source.line(next)).trim().is_empty() {
            next += 1;
        }
        let to = start_of(next);
        if to == text.len() {
            let before = text[..from].trim_end().len();
            from = if before == 0 { from } else { start_of(source.line_of(Span::at(before).start) + 1).min(from) };
        }
        Span::new(from, to)
    };
    let mut runs: Vec<Span> = Vec::new();
    for span in spans.iter().map(run) {
        match runs.last_mut().filter(|last| last.end >= span.start) {
            Some(last) => last.end = last.end.max(span.end),
            None => runs.push(span),
        }
    }
    runs
}
