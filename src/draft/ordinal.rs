//! Ordinals that open a paragraph and so make it a point: the house's own, its variants, figures, and slips of the pen where the count
//! calls for one. Whether the count is right is for the rules.

use crate::draft::{Kind, OrdinalForm, Paragraph, Point};
use crate::house::{Ordinals, PointsFormat};
use crate::prose::TextRange;
use crate::prose::letter_case::same_word;
use crate::prose::words::{past_space, words_in};

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

/// The ordinal in words that stands behind the figure of `point`, as in "1. First,": its places are those of `text`.
pub fn behind_figure(text: &str, point: &Point, format: &PointsFormat) -> Option<Point> {
    let rest = text[point.marked.end..].trim_start();
    let at = text.len() - rest.len();
    let found = in_words(rest, format).filter(|_| text[point.word.clone()].starts_with(is_figure))?;
    let moved = |range: &TextRange| range.start + at..range.end + at;
    Some(Point { word: moved(&found.word), marked: moved(&found.marked), value: found.value, form: found.form })
}

/// Whether `text` opens as a point may whose ordinal the house would not write so: with a slip of the pen, a figure or no mark. After a finished
/// sentence such a line begins a paragraph.
pub fn may_open_point(text: &str, format: &PointsFormat) -> bool {
    if format.ordinals == Ordinals::Figures {
        return in_figures_as_said(text, format).is_some();
    }
    let turns = || 1..=u32::try_from(format.words.len()).unwrap_or(u32::MAX);
    in_figures_as_said(text, format).is_some()
        || turns().any(|turn| unmarked(text, turn, format).is_some() || misspelt(text, turn, format).is_some())
}

/// Whether `text` opens with a word that closes a list, and a mark: after a finished sentence such a line begins a paragraph.
pub fn closes_points(text: &str, format: &PointsFormat) -> bool {
    closing(text, 0, format).is_some()
}

/// Makes points of those paragraphs of a numbered section that open with an ordinal. `indents` are the columns before each, `headed` those before
/// which a heading of the author's own stands.
pub fn number(paragraphs: &mut [Paragraph], indents: &[usize], headed: &[usize], format: &PointsFormat) {
    let body: Vec<usize> = (0..paragraphs.len()).filter(|index| paragraphs[*index].kind == Kind::Body).collect();
    let mut certain = certain(body.iter().map(|index| paragraphs[*index].prose.text()), format);
    drop_nested(&mut certain, body.iter().map(|index| (indents[*index], paragraphs[*index].prose.text())));
    let next = next_values(&certain);
    let mut headings = headed.iter().peekable();
    let (mut count, mut in_ones, mut apart) = (0, false, false);
    for (turn, index) in body.iter().enumerate() {
        if headings.next_if(|heading| *heading <= index).is_some() {
            while headings.next_if(|heading| *heading <= index).is_some() {}
            let end = headings.peek().map_or(body.len(), |heading| body.partition_point(|index| index < heading));
            let first = (turn..end).find(|turn| certain[*turn].is_some());
            let goes_on = |turn: usize| {
                let carries_on = certain[turn].as_ref().is_some_and(|ordinal| ordinal.value == count + 1);
                carries_on && in_words(paragraphs[body[turn]].prose.text(), format).is_some()
            };
            apart = count > 0 && !first.is_some_and(goes_on);
        }
        if apart {
            continue;
        }
        let text = paragraphs[*index].prose.text();
        let last = turn + 1 == body.len();
        let found = certain[turn].clone().or_else(|| {
            let slip = misspelt(text, count + 1, format);
            let bare = || unmarked(text, count + 1, format).filter(|_| next[turn] == Some(count + 2));
            slip.or_else(bare).or_else(|| closing(text, count + 1, format).filter(|_| last && count > 0))
        });
        let Some(mut found) = found else { continue };
        // Markdown counts "1. 1. 1." for the reader.
        let is_one = text.starts_with("1.") || text.starts_with("1)");
        if is_one && in_ones && found.form == OrdinalForm::Word {
            found.value = count + 1;
        }
        in_ones = is_one;
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
        let figures = in_figures(text).or_else(|| in_figures_as_said(text, format)).filter(|_| words.is_none());
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
    let figures = format.figures_of(text).map(|(figures, value)| (figures, value, OrdinalForm::House));
    if figures.is_none() && !format.openings.may_start(text, 0) {
        return None;
    }
    figures.into_iter().chain(own).chain(listed).find_map(|(word, value, form)| {
        let opening = text.get(..word.len()).filter(|opening| same_word(opening, word))?;
        let said = 0..word.len();
        let filled = text[word.len()..].starts_with(' ').then(|| format.fillers.end_at(text, word.len() + 1)).flatten();
        if let Some(end) = filled {
            let mark = mark_after(text, end, &format.mark)?;
            return Some(Ordinal { word: said, marked: 0..mark.end, value, form: OrdinalForm::Word });
        }
        let mark = mark_after(text, word.len(), &format.mark)?;
        if counts_on(&text[mark.end..], format) {
            return None;
        }
        if !mark.own && opens_aside(text, word.len(), mark.end) {
            return Some(Ordinal { word: said.clone(), marked: said, value, form: OrdinalForm::Word });
        }
        let form = if form == OrdinalForm::House && mark.own && opening == word { OrdinalForm::House } else { OrdinalForm::Marks };
        Some(Ordinal { word: said, marked: 0..mark.end, value, form })
    })
}

/// Whether what follows an ordinal makes a list of it, as in "Third, fourth and fifth places": no point is counted so.
fn counts_on(rest: &str, format: &PointsFormat) -> bool {
    let mut words = words_in(rest);
    let mut is_next = || words.next().is_some_and(|word| is_ordinal(word, format));
    rest[past_space(rest, 0)..].starts_with(char::is_lowercase) && is_next() && (is_next() || is_next())
}

fn is_ordinal(word: &str, format: &PointsFormat) -> bool {
    let is_listed = || format.openings.may_start(word, 0) && format.words.iter().any(|ordinal| same_word(ordinal, word));
    is_listed() || format.figures_of(word).is_some_and(|(figures, _)| figures == word)
}

/// Whether the dash that ends at `end` is one of a pair in its sentence, as in "First – and most important – the debt": then it opens an aside
/// and is no mark of the ordinal before byte `at`.
fn opens_aside(text: &str, at: usize, end: usize) -> bool {
    const DASHES: [&str; 3] = [" - ", " – ", " — "];
    if !text[at..end].ends_with(['-', '–', '—']) {
        return false;
    }
    let rest = &text[end..];
    let stop = [". ", "? ", "! "].iter().filter_map(|stop| rest.find(stop)).min().unwrap_or(rest.len());
    DASHES.iter().any(|dash| rest[..stop].contains(dash))
}

/// Where the words of `text` begin, past a figure such as "1." that opens it.
pub fn past_figures(text: &str) -> usize {
    let end = in_figures(text).map_or(0, |ordinal| ordinal.marked.end);
    past_space(text, end)
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

/// "1st,".
fn in_figures_as_said(text: &str, format: &PointsFormat) -> Option<Ordinal> {
    let figures = text.bytes().take_while(u8::is_ascii_digit).count();
    let value = text[..figures].parse().ok().filter(|value| (1..=30).contains(value))?;
    let end = format.suffixes.end_at(text, figures)?;
    let mark = mark_after(text, end, &format.mark)?;
    // "2nd, 3rd and 4th places"
    let list = text[mark.end..].trim_start().starts_with(is_figure);
    (!list).then_some(Ordinal { word: 0..end, marked: 0..mark.end, value, form: OrdinalForm::Word })
}

/// An ordinal one slip of the pen away from the one whose turn it is: "Frist,".
fn misspelt(text: &str, turn: u32, format: &PointsFormat) -> Option<Ordinal> {
    if !text.starts_with(char::is_uppercase) {
        return None;
    }
    let end = text.find(|c: char| !c.is_alphabetic()).filter(|end| *end >= 4)?;
    let meant = format.word(turn)?;
    let mark = mark_after(text, end, &format.mark).filter(|mark| mark.own || text[end..mark.end].trim_start() == format.mark)?;
    let slip = strsim::osa_distance(&text[..end], &meant) == 1;
    slip.then_some(Ordinal { word: 0..end, marked: 0..mark.end, value: turn, form: OrdinalForm::Word })
}

/// The ordinal whose turn it is, without any mark, before a word in lower case.
fn unmarked(text: &str, turn: u32, format: &PointsFormat) -> Option<Ordinal> {
    let meant = format.word(turn)?;
    let rest = text.strip_prefix(&*meant)?.strip_prefix(' ')?;
    let range = 0..meant.len();
    // "Second and third readings"
    let list = || words_in(rest).take(2).any(|word| is_ordinal(word, format));
    let may_be = rest.starts_with(char::is_lowercase) && !list();
    may_be.then_some(Ordinal { word: range.clone(), marked: range, value: turn, form: OrdinalForm::Word })
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
        let mut end = once;
        while text[end..].starts_with(own) {
            end += own.len();
        }
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
        let listed = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>().into();
        PointsFormat {
            openings,
            words,
            mark: ",".into(),
            also_seen,
            fillers: listed(&["of all", "and foremost"]),
            suffixes: listed(&["st", "nd", "rd", "th"]),
            closing: listed(&["Finally"]),
            ..PointsFormat::default()
        }
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
    fn an_ordinal_in_other_words_is_no_slip_of_marks() {
        let read = |text| in_words(text, &format()).map(|ordinal| (ordinal.value, ordinal.form, ordinal.marked.end));
        assert_eq!(read("First of all, the quay"), Some((1, OrdinalForm::Word, 13)));
        assert_eq!(read("First and foremost: the quay"), Some((1, OrdinalForm::Word, 19)));
        assert_eq!(read("First of all the quays"), None);
        assert_eq!(read("First – and most important – the quay."), Some((1, OrdinalForm::Word, 5)));
        assert_eq!(read("First – the quay. It – like the mole – sank."), Some((1, OrdinalForm::Marks, 9)));
        let bare = |text| unmarked(text, 2, &format()).map(|ordinal| (ordinal.form, ordinal.marked));
        assert_eq!(bare("Second comes the quay"), Some((OrdinalForm::Word, 0..6)));
        assert_eq!(bare("Second and third readings were held"), None);
        let figures = |text| in_figures_as_said(text, &format()).map(|ordinal| (ordinal.value, ordinal.marked.end));
        assert_eq!((figures("1st, the quay"), figures("22nd: the mole")), (Some((1, 4)), Some((22, 5))));
        assert_eq!((figures("1st May was dry"), figures("2nd, 3rd and 4th places"), figures("5km, uphill")), (None, None, None));
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
        for list in ["Third, fourth and first places", "First, second and third readings were held", "Second, third, fourth: all went"] {
            assert_eq!(read(list), None, "{list}");
        }
        assert_eq!(read("First, second thoughts came late"), Some((1, OrdinalForm::House, 6)));
        assert_eq!(in_figures("1. The quay").map(|ordinal| ordinal.value), Some(1));
        assert_eq!(in_figures("1.5 million"), None);
        assert_eq!(in_figures("2021. A year"), None);
    }
}
