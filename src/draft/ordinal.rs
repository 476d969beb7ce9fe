//! Ordinals that open a paragraph and so make it a point: the house's own, its variants, figures, and slips of the pen where the count
//! calls for one. Whether the count is right is for the rules.

use crate::draft::{Kind, OrdinalForm, Paragraph, Point};
use crate::house::PointsFormat;
use crate::prose::TextRange;
use crate::prose::phrase::same_word;

/// An ordinal that opens a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Ordinal {
    word: TextRange,
    marked: TextRange,
    value: u32,
    form: OrdinalForm,
}

/// Whether `text` opens with an ordinal of the house, in its own words or a listed variant, and a mark: such a line begins a paragraph.
pub fn opens_point(text: &str, format: &PointsFormat) -> bool {
    in_words(text, format).is_some()
}

/// Whether `text` opens with a word that closes a list, and a mark: after a finished sentence such a line begins a paragraph.
pub fn closes_points(text: &str, format: &PointsFormat) -> bool {
    closing(text, 0, format).is_some()
}

/// Makes points of those paragraphs of a numbered section that open with an ordinal. `indents` are the columns before each.
pub fn number(paragraphs: &mut [Paragraph], indents: &[usize], format: &PointsFormat) {
    let body: Vec<usize> = (0..paragraphs.len()).filter(|index| paragraphs[*index].kind == Kind::Body).collect();
    let mut certain = certain(body.iter().map(|index| paragraphs[*index].prose.text()), format);
    drop_nested(&mut certain, body.iter().map(|index| (indents[*index], paragraphs[*index].prose.text())));
    let next_values = next_values(&certain);
    let mut count = 0;
    let mut in_ones = false;
    for (turn, index) in body.iter().enumerate() {
        let text = paragraphs[*index].prose.text();
        let next = next_values[turn];
        let last = turn + 1 == body.len();
        let found = certain[turn].clone().or_else(|| {
            let slip = misspelt(text, count + 1, format);
            let bare = || unmarked(text, count + 1, format).filter(|_| next == Some(count + 2));
            slip.or_else(bare).or_else(|| closing(text, count + 1, format).filter(|_| last && count > 0))
        });
        let Some(mut found) = found else { continue };
        // Markdown counts "1. 1. 1." for the reader.
        if found.form == OrdinalForm::Word && found.value == 1 && in_ones {
            found.value = count + 1;
        }
        in_ones = text.starts_with("1.") || text.starts_with("1)");
        count = found.value;
        paragraphs[*index].point = Some(Point { word: found.word, marked: found.marked, value: found.value, form: found.form });
    }
}

/// For each of them, the value of the next ordinal after it.
fn next_values(ordinals: &[Option<Ordinal>]) -> Vec<Option<u32>> {
    let mut values = vec![None; ordinals.len()];
    for turn in (1..ordinals.len()).rev() {
        values[turn - 1] = ordinals[turn].as_ref().map(|ordinal| ordinal.value).or(values[turn]);
    }
    values
}

/// The ordinals that open texts beyond doubt. Figures after a point in words that ends in a colon count what it speaks of, not points.
fn certain<'a>(texts: impl Iterator<Item = &'a str>, format: &PointsFormat) -> Vec<Option<Ordinal>> {
    let (mut words_seen, mut in_list) = (false, false);
    let read = |text: &str| {
        let words = in_words(text, format);
        words_seen |= words.is_some();
        let figures = in_figures(text).filter(|_| words.is_none());
        in_list = if figures.is_some() { in_list } else { words_seen && text.trim_end().ends_with(':') };
        words.or(figures.filter(|_| !in_list))
    };
    texts.map(read).collect()
}

/// Columns by which a list inside a point stands further in than the point.
const NESTED: usize = 3;

/// Takes the figures of lists inside points out of `certain`: a list that begins with 1 further in than the point before it, and goes on there.
/// `paragraphs` are their columns of space, and their texts.
fn drop_nested<'a>(certain: &mut [Option<Ordinal>], paragraphs: impl Iterator<Item = (usize, &'a str)>) {
    let mut point: Option<usize> = None;
    let mut inner: Option<usize> = None;
    for (found, (indent, text)) in certain.iter_mut().zip(paragraphs) {
        let Some(ordinal) = found else { continue };
        let in_figures = text.trim_start_matches('(').starts_with(is_figure);
        let begins = ordinal.value == 1 && point.is_some_and(|point| indent >= point + NESTED);
        let goes_on = inner.is_some_and(|inner| indent >= inner);
        if in_figures && (begins || goes_on) {
            inner = inner.or(Some(indent));
            *found = None;
        } else {
            (point, inner) = (Some(indent), None);
        }
    }
}

fn in_words(text: &str, format: &PointsFormat) -> Option<Ordinal> {
    let own = format.words.iter().zip(1..).map(|(word, value)| (word.as_str(), value, OrdinalForm::House));
    let listed = format.also_seen.iter().map(|(word, value)| (word.as_str(), *value, OrdinalForm::Marks));
    if !format.openings.may_start(text, 0) {
        return None;
    }
    own.chain(listed).find_map(|(word, value, form)| {
        let opening = text.get(..word.len()).filter(|opening| same_word(opening, word))?;
        let mark = mark_after(text, word.len(), &format.mark)?;
        let form = if form == OrdinalForm::House && mark.own && opening == word { OrdinalForm::House } else { OrdinalForm::Marks };
        Some(Ordinal { word: 0..word.len(), marked: 0..mark.end, value, form })
    })
}

/// Where the words of `text` begin, past a figure such as "1." that opens it.
pub fn past_figures(text: &str) -> usize {
    let end = in_figures(text).map_or(0, |ordinal| ordinal.marked.end);
    end + (text[end..].len() - text[end..].trim_start().len())
}

/// "1.", "1)", "(1)".
fn in_figures(text: &str) -> Option<Ordinal> {
    let start = usize::from(text.starts_with('('));
    let figures = text[start..].bytes().take_while(u8::is_ascii_digit).count();
    let end = start + figures;
    let value = text[start..end].parse().ok().filter(|value| (1..=30).contains(value))?;
    let marks: &[char] = if start == 1 { &[')'] } else { &['.', ')'] };
    let mark = text[end..].chars().next().filter(|mark| marks.contains(mark))?;
    let past = end + mark.len_utf8();
    let ends = text[past..].is_empty() || text[past..].starts_with(' ');
    ends.then_some(Ordinal { word: start..end, marked: 0..past, value, form: OrdinalForm::Word })
}

/// An ordinal one slip of the pen away from the one whose turn it is: "Frist,".
fn misspelt(text: &str, turn: u32, format: &PointsFormat) -> Option<Ordinal> {
    let end = text.find(|c: char| !c.is_alphabetic())?;
    let meant = format.word(turn)?;
    let mark = mark_after(text, end, &format.mark).filter(|mark| mark.own || text[end..mark.end].trim_start() == format.mark)?;
    let slip = end >= 4 && text.starts_with(char::is_uppercase) && strsim::osa_distance(&text[..end], meant) == 1;
    slip.then_some(Ordinal { word: 0..end, marked: 0..mark.end, value: turn, form: OrdinalForm::Word })
}

/// The ordinal whose turn it is, without any mark, before a word in lower case.
fn unmarked(text: &str, turn: u32, format: &PointsFormat) -> Option<Ordinal> {
    let meant = format.word(turn)?;
    let rest = text.strip_prefix(meant)?.strip_prefix(' ')?;
    let range = 0..meant.len();
    rest.starts_with(char::is_lowercase).then_some(Ordinal { word: range.clone(), marked: range, value: turn, form: OrdinalForm::Marks })
}

/// "Finally,": it closes a list without counting.
fn closing(text: &str, turn: u32, format: &PointsFormat) -> Option<Ordinal> {
    let end = format.closing.end_at(text, 0)?;
    let mark = mark_after(text, end, &format.mark)?;
    Some(Ordinal { word: 0..end, marked: 0..mark.end, value: turn, form: OrdinalForm::Closing })
}

fn is_figure(c: char) -> bool {
    c.is_ascii_digit()
}

struct Mark {
    end: usize,
    own: bool,
}

/// The mark that follows an ordinal at byte `at`: the house's own, or one that an author may have put instead.
fn mark_after(text: &str, at: usize, own: &str) -> Option<Mark> {
    let rest = &text[at..];
    let past = |end: usize| text[end..].is_empty() || text[end..].starts_with([' ', '"', '“']);
    if !own.is_empty() && rest.starts_with(own) {
        let once = at + own.len();
        let end = text.len() - text[once..].trim_start_matches(own).len();
        // "1.5 tonnes" is an amount.
        if text[..at].ends_with(is_figure) && text[end..].starts_with(is_figure) {
            return None;
        }
        return Some(Mark { end, own: end == once && past(end) });
    }
    let shown = rest.trim_start();
    let spaces = rest.len() - shown.len();
    let mark = shown.chars().next().filter(|mark| matches!(mark, ',' | ':' | ';' | '.' | ')' | '-' | '–' | '—'))?;
    let end = at + spaces + mark.len_utf8();
    let dash = matches!(mark, '-' | '–' | '—');
    // "First-time" is a word, "First – the cost" an ordinal; ". . ." after a space is neither.
    let fits = if dash { text[end..].starts_with(' ') } else { past(end) && (spaces == 0 || mark == ',' || mark == ':') };
    fits.then_some(Mark { end, own: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::words::Words;

    fn format() -> PointsFormat {
        let words = ["First", "Second", "Third", "Fourth"].map(str::to_owned).to_vec();
        let also_seen = vec![("Firstly".to_owned(), 1)];
        let openings = Words::new(words.iter().chain([&also_seen[0].0]));
        PointsFormat { openings, words, mark: ",".into(), also_seen, closing: vec!["Finally".to_owned()].into(), ..PointsFormat::default() }
    }

    #[test]
    fn figures_after_a_colon_count_what_a_point_speaks_of() {
        let values = |texts: &[&'static str]| -> Vec<Option<u32>> {
            certain(texts.iter().copied(), &format()).into_iter().map(|found| found.map(|ordinal| ordinal.value)).collect()
        };
        let inside = ["First, the fund. Two things emptied it:", "1. rain,", "2. wind.", "Second, the season.", "3. The banks."];
        assert_eq!(values(&inside), [Some(1), None, None, Some(2), Some(3)]);
        assert_eq!(values(&["Two things matter:", "1. The fund.", "2. The season."]), [None, Some(1), Some(2)]);
    }

    #[test]
    fn a_slip_of_the_pen_is_known_by_the_house_s_mark() {
        let read = |text| misspelt(text, 1, &format()).map(|ordinal| ordinal.marked.end);
        assert_eq!((read("Frist, the quay"), read("Frist , the quay")), (Some(6), Some(7)));
        assert_eq!((read("Frist: the quay"), read("Frits, the mayor"), read("frist, the quay")), (None, None, None));
    }

    #[test]
    fn an_ordinal_needs_a_mark() {
        let read = |text| in_words(text, &format()).map(|ordinal| (ordinal.value, ordinal.form, ordinal.marked.end));
        assert_eq!(read("First, the quay"), Some((1, OrdinalForm::House, 6)));
        assert_eq!(read("Second: the quay"), Some((2, OrdinalForm::Marks, 7)));
        assert_eq!(read("Third – the quay"), Some((3, OrdinalForm::Marks, 9)));
        assert_eq!(read("Firstly, the quay"), Some((1, OrdinalForm::Marks, 8)));
        assert_eq!(read("first, the quay"), Some((1, OrdinalForm::Marks, 6)));
        for none in ["First-time voters", "Second World War", "First Lady", "Third parties, too", "Firstborn, he", "Fünf"] {
            assert_eq!(read(none), None, "{none}");
        }
        assert_eq!(in_figures("1. The quay").map(|ordinal| ordinal.value), Some(1));
        assert_eq!(in_figures("1.5 million"), None);
        assert_eq!(in_figures("2021. A year"), None);
    }
}
