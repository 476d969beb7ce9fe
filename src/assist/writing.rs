//! Where somebody is writing, and what is better not said of it yet: that something has no end, or is not there, before it was written to its end.

use crate::lint::Reported;
use crate::rules::{self, Group};
use crate::source::Span;

/// A place where somebody is writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Writing {
    /// The paragraph.
    pub paragraph: Span,
    /// Where the sentence begins that is being written.
    sentence: u32,
    /// Where the lines begin of which what is being written may make something else: a title, authors, a heading.
    lines_above: u32,
    /// Whether it is being written at its end, or changed somewhere else.
    part: Part,
}

/// Which part of a paragraph is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    End,
    Middle,
}

/// Lines above a paragraph that may still become something else: a title, a team, its authors, a heading and its sub-head.
const LINES_ABOVE: usize = 6;

/// Rules that speak of what a note lacks: it may only not be written yet.
const LACKING: [&str; 6] =
    ["empty-section", "unnumbered-section", "point-without-elaboration", "points-count", "unrecognised-draft", "unclosed-block"];

/// Rules that speak of what a paragraph lacks, or of its end.
const UNENDED: [&str; 5] = ["unended-paragraph", "unbalanced-quotes", "unbalanced-brackets", "trailing-whitespace", "undated-opening"];

impl Writing {
    /// Somebody has changed `text`, and is at byte `offset` now.
    pub fn at(text: &str, offset: usize) -> Writing {
        let offset = text.floor_char_boundary(offset);
        let start = text[..offset].rmatch_indices('\n').find(|(at, _)| is_blank_before(text, *at)).map_or(0, |(at, _)| at + 1);
        let end = text[offset..].match_indices('\n').map(|(at, _)| offset + at).find(|at| is_blank_after(text, *at));
        let end = end.unwrap_or(text.len());
        let is_end = |c: char| c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '*' | '_' | '#');
        let part = if text[offset..end.max(offset)].chars().all(is_end) { Part::End } else { Part::Middle };
        // What was written before a finished sentence's space is finished too.
        let written = text[start.min(offset)..offset].trim_end();
        let sentence = [". ", "? ", "! ", ".\" ", ".” "].iter().filter_map(|mark| written.rfind(mark).map(|at| at + mark.len())).max();
        let sentence = start.min(offset) + sentence.unwrap_or_default();
        let paragraph = Span::new(start.min(offset), end.max(offset));
        let above = text[..start.min(offset)].trim_end();
        let lines = above.rmatch_indices('\n').filter(|(at, _)| !is_blank_before(text, *at));
        let lines_above = lines.map(|(at, _)| at).nth(LINES_ABOVE - 1).unwrap_or_default();
        Writing { paragraph, sentence: Span::at(sentence).start, lines_above: Span::at(lines_above).start, part }
    }

    /// Whether it is better not said yet. What has been said once is not taken back for that.
    pub fn keeps_quiet(&self, reported: &Reported) -> bool {
        let finding = &reported.finding;
        let (rule, span) = (finding.rule.as_str(), finding.primary.span);
        if rule.starts_with("missing-") || LACKING.contains(&rule) {
            return true;
        }
        let is_of_frame = rules::find(rule).is_some_and(|rule| matches!(rule.group, Group::Header | Group::Sections));
        if is_of_frame && self.part == Part::End && self.lines_above <= span.end && span.start <= self.paragraph.end {
            return true;
        }
        let is_here = self.paragraph.start <= span.end && span.start <= self.paragraph.end;
        if !is_here {
            return false;
        }
        UNENDED.contains(&rule) || (self.part == Part::End && self.sentence <= span.end)
    }

    /// Whether it is the same paragraph that is written on.
    pub fn goes_on_from(&self, before: &Writing) -> bool {
        self.paragraph.start == before.paragraph.start && self.part == Part::End && before.part == Part::End
    }
}

/// Whether the line that the line end at byte `at` ends is blank.
fn is_blank_before(text: &str, at: usize) -> bool {
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    line.trim().is_empty()
}

/// Whether the line after the line end at byte `at` is blank.
fn is_blank_after(text: &str, at: usize) -> bool {
    let line = text[at + 1..].split('\n').next().unwrap_or_default();
    line.trim().is_empty()
}
