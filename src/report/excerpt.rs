//! What a person needs to see of a file: the lines with marks on them, cut to windows around the marks, hidden characters made visible.
//!
//! Prose is one paragraph a line, so a line may be longer than any screen. Nothing here measures a whole line: the cost of an excerpt
//! depends on the width asked for, not on the file. It draws nothing.

use std::iter;
use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::Glyphs;
use crate::source::{Source, Span};
use crate::visible::is_hidden_after;

/// Columns a tab is shown as.
const TAB: &str = "    ";

/// Windows closer than this many bytes are one: a gap of ` … ` would save nothing.
const NEAR: usize = 4;

/// Lines of a file, ready to be drawn.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// Each line with a LF; consecutive lines of the file.
    pub(super) text: String,
    /// The line of the file, counted from 0, that the text starts with.
    pub(super) first_line: usize,
    /// The marks asked for, in the order asked for.
    pub(super) marks: Vec<Mark>,
}

/// Where a span of the file stands in an excerpt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// Its bytes in the excerpt's text.
    pub(super) range: Range<usize>,
    /// Columns of the screen before it on its line.
    pub(super) column: usize,
}

/// The lines of `source` from the first to the last of `spans`, each cut to `width` columns. Spans reach over no line end; there is one
/// at least.
pub(super) fn excerpt(source: &Source, spans: &[Span], width: usize, glyphs: Glyphs) -> Excerpt {
    let lines = spans.iter().map(|span| source.line_of(span.start));
    let first_line = lines.clone().min().expect("an excerpt is asked for at least one span");
    let last_line = lines.clone().max().unwrap_or(first_line);
    let mut excerpt = Excerpt { text: String::new(), first_line, marks: vec![Mark { range: 0..0, column: 0 }; spans.len()] };
    for number in first_line..=last_line {
        let bytes = source.line(number);
        let mut row = Row { line: source.slice(bytes), glyphs, marked: Vec::new() };
        for (index, (span, line)) in spans.iter().zip(lines.clone()).enumerate() {
            if line == number {
                row.marked.push((index, within(row.line, bytes, *span)));
            }
        }
        row.marked.sort_by_key(|(_, range)| (range.start, range.end));
        row.write(width, &mut excerpt);
    }
    excerpt
}

/// `text` with hidden characters made visible, at most `width` columns of it.
pub(super) fn quotation(text: &str, width: usize, glyphs: Glyphs) -> String {
    let mut out = String::new();
    let end = forward(text, 0, width);
    if end == text.len() {
        show(&mut out, text, 0..end, glyphs);
        return out;
    }
    let end = word_end(text, 0, forward(text, 0, width.saturating_sub(ellipsis(glyphs).len().min(3))));
    show(&mut out, text, 0..text[..end].trim_end().len(), glyphs);
    out.push_str(ellipsis(glyphs));
    out
}

/// Columns of the screen that `text` takes once it is shown.
pub(super) fn columns(text: &str) -> usize {
    let mut before = None;
    text.chars().map(|c| width_of(c, before.replace(c))).sum()
}

/// Where `span` stands in a line whose bytes are `bytes`; what lies outside, a line end or a byte-order mark, is cut off.
fn within(line: &str, bytes: Span, span: Span) -> Range<usize> {
    let inside = |offset: u32| line.floor_char_boundary((offset.clamp(bytes.start, bytes.end) - bytes.start) as usize);
    let start = inside(span.start);
    start..inside(span.end).max(start)
}

/// One line with what is marked on it.
struct Row<'a> {
    line: &'a str,
    glyphs: Glyphs,
    /// Which span, and its bytes in the line; in order.
    marked: Vec<(usize, Range<usize>)>,
}

impl Row<'_> {
    fn write(&self, width: usize, excerpt: &mut Excerpt) {
        let start = excerpt.text.len();
        let dots = ellipsis(self.glyphs);
        let mut shown = 0;
        for window in self.windows(width) {
            match (window.start > shown, shown > 0) {
                (true, true) => excerpt.text.extend([" ", dots, " "]),
                (true, false) => excerpt.text.push_str(dots),
                (false, _) => {}
            }
            shown = window.end;
            self.write_window(window, start, excerpt);
        }
        if shown < self.line.len() {
            excerpt.text.push_str(dots);
        }
        excerpt.text.push('\n');
    }

    /// The parts to show: all of it, its beginning where nothing is marked, else what is around the marks.
    fn windows(&self, width: usize) -> Vec<Range<usize>> {
        let reached = forward(self.line, 0, width);
        if reached < self.line.len() && !self.marked.is_empty() {
            return windows(self.line, &self.marked, width);
        }
        let end = if reached < self.line.len() { word_end(self.line, 0, forward(self.line, 0, width.saturating_sub(1))) } else { reached };
        iter::once(0..end).collect()
    }

    /// Writes the window piece by piece between the marks' ends, so that each mark learns where it stands.
    fn write_window(&self, window: Range<usize>, row_start: usize, excerpt: &mut Excerpt) {
        let ends = self.marked.iter().flat_map(|(_, range)| [range.start, range.end]);
        let mut cuts: Vec<usize> = ends.chain([window.start, window.end]).filter(|at| window.start <= *at && *at <= window.end).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let mut from = window.start;
        for cut in cuts {
            match self.line[from..cut].chars().next() {
                Some(joiner) if self.is_about_joiners(from, cut) => excerpt.text.extend(joiner.escape_unicode()),
                _ => show(&mut excerpt.text, self.line, from..cut, self.glyphs),
            }
            from = cut;
            let here = excerpt.text.len();
            for (index, range) in &self.marked {
                let mark = &mut excerpt.marks[*index];
                if range.start == cut {
                    *mark = Mark { range: here..here, column: columns(&excerpt.text[row_start..here]) };
                } else if range.end == cut {
                    mark.range.end = here;
                }
            }
        }
    }

    /// Whether a mark around these bytes is on joiners alone: they would not be seen, so the first of them is spelt out.
    fn is_about_joiners(&self, from: usize, to: usize) -> bool {
        self.marked.iter().any(|(_, range)| range.start <= from && to <= range.end && self.line[range.clone()].chars().all(is_joiner))
    }
}

/// Parts of a line that show every mark with some words around it, in `width` columns where that can be done.
fn windows(line: &str, marked: &[(usize, Range<usize>)], width: usize) -> Vec<Range<usize>> {
    // an ellipsis at each end, and one with its spaces between neighbours
    let share = (width / marked.len()).saturating_sub(3).max(8);
    let keep = if marked.len() == 1 { width / 2 } else { share * 2 / 3 };
    let mut windows: Vec<Range<usize>> = Vec::new();
    for (_, mark) in marked {
        if forward(line, mark.start, keep) >= mark.end {
            windows.push(around(line, mark, share));
        } else {
            windows.extend(head_and_tail(line, mark, keep, share));
        }
    }
    windows.sort_by_key(|window| window.start);
    let mut apart: Vec<Range<usize>> = Vec::new();
    for window in windows {
        match apart.last_mut() {
            Some(last) if window.start <= last.end + NEAR => last.end = last.end.max(window.end),
            _ => apart.push(window),
        }
    }
    apart
}

/// A window of `share` columns with the mark in its middle, or nearer to an end of the line that it reaches.
fn around(line: &str, mark: &Range<usize>, share: usize) -> Range<usize> {
    let room = share.saturating_sub(columns(&line[mark.clone()]));
    let mut start = backward(line, mark.start, room / 2);
    let end = forward(line, mark.end, room - columns(&line[start..mark.start]).min(room));
    if end == line.len() {
        start = backward(line, mark.start, room - columns(&line[mark.end..end]).min(room));
    }
    word_start(line, start, mark.start)..word_end(line, mark.end, end)
}

/// A mark that is too wide keeps its two ends.
fn head_and_tail(line: &str, mark: &Range<usize>, keep: usize, share: usize) -> [Range<usize>; 2] {
    let (half, margin) = (keep / 2, share.saturating_sub(keep) / 2);
    let head = backward(line, mark.start, margin)..forward(line, mark.start, half);
    let tail = backward(line, mark.end, half)..forward(line, mark.end, margin);
    [
        word_start(line, head.start, mark.start)..word_end(line, mark.start, head.end),
        word_start(line, tail.start, mark.end)..word_end(line, mark.end, tail.end),
    ]
}

/// The furthest byte that `width` columns from `from` reach.
fn forward(line: &str, from: usize, width: usize) -> usize {
    let mut left = width;
    let mut before = None;
    for (at, c) in line[from..].char_indices().take(most_scalars(width)) {
        let columns = width_of(c, before.replace(c));
        if columns > left {
            return from + at;
        }
        left -= columns;
    }
    line[from..].char_indices().nth(most_scalars(width)).map_or(line.len(), |(at, _)| from + at)
}

/// The furthest byte that `width` columns before `from` reach; no mark is parted from its letter.
fn backward(line: &str, from: usize, width: usize) -> usize {
    let mut left = width;
    let mut reached = from;
    for (at, c) in line[..from].char_indices().rev().take(most_scalars(width)) {
        let columns = width_of(c, line[..at].chars().next_back());
        if columns > left {
            break;
        }
        left -= columns;
        if columns > 0 {
            reached = at;
        }
    }
    reached
}

/// Letters may carry any number of marks that take no column; a bound keeps the walk short.
fn most_scalars(width: usize) -> usize {
    8 * width + 16
}

/// Moves a window's start to a whole word, where something is left before `until` then.
fn word_start(line: &str, start: usize, until: usize) -> usize {
    if start == 0 || line[..start].ends_with(char::is_whitespace) {
        return start;
    }
    let lead = &line[start..until];
    let space = lead.char_indices().find(|(_, c)| c.is_whitespace());
    space.filter(|(at, _)| *at < lead.len() * 3 / 4).map_or(start, |(at, c)| start + at + c.len_utf8())
}

/// Moves a window's end to a whole word, where something is left after `from` then.
fn word_end(line: &str, from: usize, end: usize) -> usize {
    if end == line.len() || line[end..].starts_with(char::is_whitespace) {
        return end;
    }
    let tail = &line[from..end];
    tail.rfind(char::is_whitespace).filter(|at| *at > tail.len() / 4).map_or(end, |at| from + at)
}

fn ellipsis(glyphs: Glyphs) -> &'static str {
    match glyphs {
        Glyphs::Unicode => "…",
        Glyphs::Ascii => "...",
    }
}

/// Appends a part of `line` with hidden characters made visible; what a joiner joins may stand before the part.
fn show(out: &mut String, line: &str, part: Range<usize>, glyphs: Glyphs) {
    let mut before = line[..part.start].chars().next_back();
    for c in line[part].chars() {
        let previous = before.replace(c);
        match c {
            '\t' => out.push_str(TAB),
            c if is_swallowed(c, previous) => {}
            c if !is_hidden_after(c, previous) => out.push(c),
            '\0'..='\u{1f}' | '\u{7f}' if glyphs == Glyphs::Unicode => out.push(picture(c)),
            c => out.extend(c.escape_unicode()),
        }
    }
}

/// The picture of a control character.
fn picture(control: char) -> char {
    let code = if control == '\u{7f}' { 0x2421 } else { 0x2400 + u32::from(control) };
    char::from_u32(code).expect("every control character of ASCII has a picture")
}

/// Columns `c` takes once it is shown.
fn width_of(c: char, before: Option<char>) -> usize {
    match c {
        '\t' => TAB.len(),
        c if is_swallowed(c, before) => 0,
        '\0'..='\u{1f}' | '\u{7f}' => 1,
        c if is_hidden_after(c, before) => c.escape_unicode().count(),
        c => c.width().unwrap_or(0),
    }
}

/// What terminals disagree on the width of: the joiners, variants and skin tones of emoji. Each emoji is shown by itself, and plain.
fn is_swallowed(c: char, before: Option<char>) -> bool {
    let after_wide = || before.is_some_and(|before| before.width() == Some(2) || before == '\u{fe0f}');
    match c {
        '\u{fe00}'..='\u{fe0f}' => true,
        '\u{200d}' | '\u{1f3fb}'..='\u{1f3ff}' => after_wide(),
        _ => false,
    }
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The excerpt's text, and for each mark the words in it.
    fn cut(text: &str, spans: &[&str], width: usize) -> (String, Vec<String>) {
        let source = Source::new("x", text);
        let spans: Vec<Span> = spans
            .iter()
            .map(|words| {
                let at = text.find(words).expect("the words stand in the text");
                Span::new(at, at + words.len())
            })
            .collect();
        let excerpt = excerpt(&source, &spans, width, Glyphs::Unicode);
        let marked = excerpt.marks.iter().map(|mark| excerpt.text[mark.range.clone()].to_owned()).collect();
        (excerpt.text, marked)
    }

    fn paragraph() -> String {
        let words = ["harbour", "crane", "tide", "ledger", "quay", "rope"];
        let numbered: Vec<String> = (0..300).map(|n| format!("{}{n} ", words[n % words.len()])).collect();
        numbered.concat()
    }

    #[test]
    fn a_short_line_stands_as_it_is() {
        assert_eq!(cut("On 11 May, the dockers voted.", &["May"], 40), ("On 11 May, the dockers voted.\n".into(), vec!["May".into()]));
    }

    #[test]
    fn a_long_line_is_cut_to_whole_words_around_the_mark() {
        let (text, marked) = cut(&paragraph(), &["ledger99"], 60);
        assert_eq!(text, "…crane97 tide98 ledger99 quay100 rope101…\n");
        assert_eq!(marked, ["ledger99"]);
        let (text, _) = cut(&paragraph(), &["harbour0"], 40);
        assert!(text.starts_with("harbour0 crane1 tide2") && text.ends_with("…\n"), "{text}");
        let (text, _) = cut(&paragraph(), &["rope299 "], 40);
        assert!(text.starts_with('…') && text.ends_with("rope299 \n"), "{text}");
    }

    #[test]
    fn two_far_marks_are_both_shown() {
        let (text, marked) = cut(&paragraph(), &["ledger99", "quay202"], 70);
        assert!(text.contains(" … ") && columns(text.trim_end()) <= 70, "{text}");
        assert_eq!(marked, ["ledger99", "quay202"]);
    }

    #[test]
    fn a_wide_mark_keeps_its_ends() {
        let text = paragraph();
        let wide = &text[text.find("crane61").unwrap_or(0)..text.find("rope161").unwrap_or(0) + 7];
        let (shown, marked) = cut(&text, &[wide], 60);
        assert!(marked[0].starts_with("crane61 ") && marked[0].ends_with(" rope161"), "{marked:?}");
        assert!(marked[0].contains(" … ") && columns(shown.trim_end()) <= 60, "{shown}");
    }

    #[test]
    fn every_mark_of_many_fits() {
        let text = paragraph();
        let (shown, marked) = cut(&text, &["ledger39", "quay100", "crane181", "rope251"], 80);
        assert_eq!(marked, ["ledger39", "quay100", "crane181", "rope251"]);
        assert!(columns(shown.trim_end()) <= 80, "{shown}");
    }

    #[test]
    fn hidden_characters_are_shown_and_emoji_stand_alone() {
        let (text, marked) = cut("a\u{1b}[31mb \u{202e}c\td \u{feff}e", &["\u{202e}"], 60);
        assert_eq!((text.as_str(), marked[0].as_str()), ("a␛[31mb \\u{202e}c    d \\u{feff}e\n", "\\u{202e}"));
        let (text, _) = cut("👩\u{200d}👩\u{200d}👧 ❤\u{fe0f} 👍\u{1f3fd} here", &["here"], 60);
        assert_eq!(text, "👩👩👧 ❤ 👍 here\n");
        let (text, marked) = cut("na\u{200d}ive", &["\u{200d}"], 60);
        assert_eq!((text.as_str(), marked[0].as_str()), ("na\\u{200d}ive\n", "\\u{200d}"));
    }

    #[test]
    fn marks_at_line_ends_and_on_a_byte_order_mark_have_a_place() {
        let source = Source::new("x", "\u{feff}one\r\ntwo");
        let excerpt = excerpt(&source, &[Span::new(0, 3), Span::at(6), Span::at(11)], 40, Glyphs::Unicode);
        assert_eq!(excerpt.text, "one\ntwo\n");
        let ranges: Vec<_> = excerpt.marks.iter().map(|mark| mark.range.clone()).collect();
        assert_eq!(ranges, [0..0, 3..3, 7..7]);
        let empty = super::excerpt(&Source::new("x", ""), &[Span::at(0)], 40, Glyphs::Unicode);
        assert_eq!((empty.text.as_str(), empty.marks[0].range.clone()), ("\n", 0..0));
    }

    #[test]
    fn a_line_of_ten_megabytes_is_cut_to_a_few_words() {
        let text = "tide and ledger ".repeat(650_000);
        let at = text.len() / 2;
        let source = Source::new("x", text);
        for step in 0..1000 {
            let span = Span::new(at + 16 * step, at + 16 * step + 4);
            assert!(excerpt(&source, &[span, Span::new(100, 200_000)], 70, Glyphs::Unicode).text.len() < 400);
        }
    }

    proptest::proptest! {
        #[test]
        fn marks_hold_the_first_and_last_letters(
            text in "([a-zéक日👩\u{301}\u{200d}\u{202e}\t ]{0,300})",
            // What is hidden is written in eight columns: fewer than twenty hold no window with dots at its ends.
            from in 0usize..400, len in 0usize..300, width in 20usize..90,
        ) {
            let boundary = |at: usize| text.floor_char_boundary(at.min(text.len()));
            let span = Span::new(boundary(from), boundary(from + len));
            let source = Source::new("x", text.as_str());
            let excerpt = excerpt(&source, &[span], width, Glyphs::Unicode);
            let marked = &excerpt.text[excerpt.marks[0].range.clone()];
            proptest::prop_assert_eq!(marked.is_empty(), span.is_empty());
            proptest::prop_assert!(columns(excerpt.text.trim_end_matches('\n')) <= width + 12);
        }
    }
}
