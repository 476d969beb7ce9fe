//! The archive on a terminal: a line a note, cut to fit, and under it what breaks the numbering there. Nothing is left out.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Row, Shelf, file_of, standing, title_of, weekday_in_english, why};
use crate::report::one_line;
use crate::series::{Absence, Entry, Place, Scope, Why};

/// Titles are no easier to read on a wider line.
const WIDEST: usize = 160;
/// Columns that a title, an author and a file are always given, where they need them.
const LEAST: [usize; 3] = [12, 8, 12];
const GAP: &str = "  ";

/// The series as a table of at most `width` columns.
pub fn table(shelf: Shelf<'_>, width: usize) -> String {
    let rows = shelf.rows();
    let shared = shelf.shared();
    let table = Table::new(shelf, &rows, width.min(WIDEST));
    let mut out = format!("{}\n\n", one_line(&shelf.house.title));
    let mut remarked: BTreeMap<&'static str, usize> = BTreeMap::new();
    for row in &rows {
        match row {
            Row::Note(index, entry) => {
                let remarks = shelf.remarks(*index);
                let mark = match (&entry.place, standing(entry)) {
                    _ if !remarks.is_empty() || shared.contains(index) => '!',
                    (Place::Ledger { .. }, _) => '.',
                    (_, "new") => '+',
                    (_, "base") => '^',
                    _ => ' ',
                };
                table.note(shelf, mark, entry, &mut out);
                for remark in remarks {
                    *remarked.entry(remark.kind).or_default() += 1;
                    table.aside(&remark.words, &mut out);
                }
            }
            Row::Absent(absence) => table.absence(shelf, absence, &mut out),
        }
    }
    out.push_str(&closing(shelf, &rows, &remarked, table.width));
    out
}

/// How many columns each part of a line has.
#[derive(Debug)]
struct Table {
    number: usize,
    weekday: usize,
    /// Title, author and file.
    words: [usize; 3],
    width: usize,
}

const DATE: usize = 10;
const WEEKDAY: usize = 3;

impl Table {
    fn new(shelf: Shelf<'_>, rows: &[Row<'_>], width: usize) -> Table {
        let mut number = 3;
        let mut wanted = [0; 3];
        for row in rows {
            match row {
                Row::Note(_, entry) => {
                    number = number.max(number_of(entry).width());
                    for (wanted, text) in wanted.iter_mut().zip(words_of(entry)) {
                        *wanted = (*wanted).max(text.width());
                    }
                }
                Row::Absent(_) => {}
            }
        }
        let has_dates = rows.iter().any(|row| matches!(row, Row::Note(_, entry) if entry.date.is_some()));
        let weekday = if has_dates {
            shelf.house.dates.vocabulary.weekdays.iter().map(|day| cut(day, WEEKDAY).width()).max().unwrap_or(WEEKDAY)
        } else {
            0
        };
        let fixed = 2 + number + GAP.len() + DATE + 1 + weekday + 3 * GAP.len();
        Table { number, weekday, words: share(width.saturating_sub(fixed), wanted), width }
    }

    fn note(&self, of: Shelf<'_>, mark: char, entry: &Entry, out: &mut String) {
        let date = entry.date.map(|date| date.value.to_string()).unwrap_or_default();
        let weekday: String = entry.date.map(|date| weekday(of, date.value).chars().take(WEEKDAY).collect()).unwrap_or_default();
        let [title, author, file] = words_of(entry);
        let mut line = format!("{mark} {:>number$}{GAP}{date:DATE$} ", number_of(entry), number = self.number);
        pad(&weekday, self.weekday, &mut line);
        for (text, width) in [(cut(&title, self.words[0]), self.words[0]), (cut(&author, self.words[1]), self.words[1])] {
            line.push_str(GAP);
            pad(&text, width, &mut line);
        }
        line.push_str(GAP);
        line.push_str(&cut_front(&file, self.words[2]));
        out.push_str(line.trim_end());
        out.push('\n');
    }

    fn absence(&self, of: Shelf<'_>, absence: &Absence<'_>, out: &mut String) {
        let because = |reason: &str| if reason.is_empty() { String::new() } else { format!(": {}", one_line(reason)) };
        let (mark, words) = match (why(absence), absence.why) {
            (_, Why::Unsaid) if of.series.is_complete() => ('!', "no note has this number".to_owned()),
            (_, Why::Unsaid) => ('-', "no note here".to_owned()),
            (("known-gap", reason), _) => ('-', format!("known gap{}", because(reason))),
            ((why, reason), _) => ('-', format!("{why}{}", because(reason))),
        };
        let words = if absence.run.is_range() { words.replace("this number", "these numbers") } else { words };
        let number = format!("{:>width$}", absence.run.to_string(), width = self.number);
        let room = self.width.saturating_sub(2 + number.len() + GAP.len());
        out.extend([&format!("{mark} {number}{GAP}"), cut(&words, room).as_ref(), "\n"]);
    }

    /// A remark under a note, over as many lines as it needs.
    fn aside(&self, words: &str, out: &mut String) {
        let margin = 2 + self.number + GAP.len();
        let room = self.width.saturating_sub(margin).max(20);
        let mut lines = String::new();
        wrapped(&one_line(words), room, &mut lines);
        for line in lines.lines() {
            out.extend([" ".repeat(margin).as_str(), line, "\n"]);
        }
    }
}

/// Words over as many lines as they need.
fn wrapped(words: &str, width: usize, out: &mut String) {
    let mut column = 0;
    for word in words.split(' ') {
        if column > 0 && column + 1 + word.width() > width {
            out.push('\n');
            column = 0;
        }
        if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += word.width();
    }
    out.push('\n');
}

/// The name of a day of the week, as the house calls it.
fn weekday(shelf: Shelf<'_>, date: Date) -> &str {
    let day = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
    shelf.house.dates.vocabulary.weekdays.get(day).map_or(weekday_in_english(date), String::as_str)
}

/// What is said at the end: how much there is, what the marks mean, and which number comes next.
fn closing(shelf: Shelf<'_>, rows: &[Row<'_>], remarked: &BTreeMap<&'static str, usize>, width: usize) -> String {
    let series = shelf.series;
    let count = |count: usize, one: &str, more: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {more}") };
    let notes = series.entries().len();
    let mut parts = vec![count(notes, "note", "notes")];
    let dates = || series.entries().iter().filter_map(|entry| entry.date).map(|date| date.value);
    if let (Some(first), Some(last)) = (dates().min(), dates().max()) {
        parts.push(format!("{} to {}", shelf.written(first), shelf.written(last)));
    }
    let gaps = rows.iter().filter(|row| matches!(row, Row::Absent(absence) if absence.why == Why::Unsaid)).count();
    if gaps > 0 {
        parts.push(count(gaps, "gap", "gaps"));
    }
    let names = [
        ("duplicate-number", "number taken twice", "numbers taken twice"),
        ("not-next", "number out of turn", "numbers out of turn"),
        ("number-open", "number left open", "numbers left open"),
        ("out-of-order", "date out of order", "dates out of order"),
        ("duplicate-title", "title used twice", "titles used twice"),
        ("issue-shift", "issue out of step", "issues out of step"),
    ];
    parts.extend(names.iter().filter_map(|(kind, one, more)| remarked.get(kind).map(|found| count(*found, one, more))));
    let mut out = String::from("\n");
    wrapped(&parts.join(", "), width, &mut out);
    if let Some(next) = series.next_free_run(1) {
        out.extend(["next free number: ", &next.to_string(), "\n"]);
    }
    if series.scope == Scope::Run {
        out.push_str("lint.toml declares no archive: these are the drafts found here\n");
    }
    let has = |wanted: &str| series.entries().iter().any(|entry| standing(entry) == wanted);
    let marks = [
        (!remarked.is_empty() || (gaps > 0 && series.is_complete()), "! see the remark"),
        (has("new"), "+ new"),
        (has("ledger"), ". only in a ledger"),
        (has("base"), "^ on another branch"),
    ];
    let marks: Vec<&str> = marks.iter().filter(|(shown, _)| *shown).map(|(_, words)| *words).collect();
    if !marks.is_empty() {
        out.extend([&marks.join("   "), "\n"]);
    }
    out
}

fn number_of(entry: &Entry) -> String {
    entry.numbers.map_or_else(|| "?".to_owned(), |run| run.to_string())
}

fn words_of(entry: &Entry) -> [Cow<'_, str>; 3] {
    let shown = |text: Cow<'_, str>| Cow::Owned(one_line(&text).into_owned());
    let title = title_of(entry).map(shown).unwrap_or_default();
    let author = entry.author.as_ref().map(|author| one_line(&author.value)).unwrap_or_default();
    [title, author, one_line(file_of(entry))]
}

/// Shares `room` out among columns that want so much: none gets more than it wants, and what has to be saved is saved where most is wanted.
fn share(room: usize, wanted: [usize; 3]) -> [usize; 3] {
    let mut given = wanted;
    while given.iter().sum::<usize>() > room {
        let spare = |index: usize| given[index].saturating_sub(LEAST[index]);
        // A title says more than the other two.
        let Some(widest) =
            (0..3).filter(|index| spare(*index) > 0).max_by_key(|index| if *index == 0 { spare(0) / 2 } else { spare(*index) })
        else {
            break;
        };
        given[widest] -= 1;
    }
    given
}

fn pad(text: &str, width: usize, out: &mut String) {
    out.push_str(text);
    out.extend(std::iter::repeat_n(' ', width.saturating_sub(text.width())));
}

/// At most `columns` of `text`, with a sign that there is more.
fn cut(text: &str, columns: usize) -> Cow<'_, str> {
    if text.width() <= columns {
        return Cow::Borrowed(text);
    }
    let mut width = 1;
    let fits = |c: &char| {
        width += c.width().unwrap_or(0);
        width <= columns
    };
    let kept: String = text.chars().take_while(fits).collect();
    Cow::Owned(format!("{}…", kept.trim_end()))
}

/// The same, cut at the front: the end of a path says more.
fn cut_front(text: &str, columns: usize) -> Cow<'_, str> {
    if text.width() <= columns {
        return Cow::Borrowed(text);
    }
    let mut width = 1;
    let fits = |c: &char| {
        width += c.width().unwrap_or(0);
        width <= columns
    };
    let kept: Vec<char> = text.chars().rev().take_while(fits).collect();
    Cow::Owned(format!("…{}", kept.into_iter().rev().collect::<String>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_by_the_columns_it_takes() {
        assert_eq!(cut("Port Ellery", 11), "Port Ellery");
        assert_eq!(cut("Port Ellery", 6), "Port…");
        assert_eq!(cut("港口工人复工", 7), "港口工…");
        assert_eq!(cut_front("notes/2021/12-dockers.txt", 15), "…12-dockers.txt");
        assert!(cut_front("notes/港口工人.txt", 9).width() <= 9);
    }

    #[test]
    fn columns_get_what_they_want_or_save_together() {
        assert_eq!(share(100, [40, 20, 30]), [40, 20, 30]);
        let given = share(50, [80, 20, 30]);
        assert!(given.iter().sum::<usize>() <= 50 && given[0] >= given[1] && given[2] >= 12, "{given:?}");
        assert_eq!(share(5, [80, 20, 30]), LEAST, "narrower than anyone can read");
    }
}
