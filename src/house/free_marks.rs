//! Fits a line with fields to a line of text without regard to marks: spaces, commas, stops, the `0` of a padded day. Everything else has to be there,
//! to the letter.

use super::numbers::numbers_at;
use super::template::{Field, Piece, Template, TemplateMatch, shifted};
use crate::date::{Finder, Mention, Written};

/// A line longer than this, in bytes, is a paragraph.
const LONGEST: usize = 300;

/// A longer text is no date.
const LONGEST_DATE: usize = 60;

impl Template {
    /// What `line` holds, where nothing but marks tells it from this template filled in. A line without its date fits too, if a number makes
    /// up for it. A template with a title fits nothing.
    pub(super) fn matches_but_for_marks(&self, line: &str, dates: &Finder) -> Option<TemplateMatch> {
        if line.len() > LONGEST {
            return None;
        }
        let [whole, dateless] = self.pieces();
        fit(whole, line, 0, dates).or_else(|| fit(dateless, line, 0, dates).filter(|found| found.number.is_some()))
    }
}

fn fit(pieces: &[Piece], line: &str, at: usize, dates: &Finder) -> Option<TemplateMatch> {
    let at = past_marks(line, at);
    let Some((piece, rest)) = pieces.split_first() else { return (at == line.len()).then(TemplateMatch::default) };
    match piece {
        Piece::Literal(text) => fit(rest, line, past_literal(text, line, at)?, dates),
        Piece::Field(Field::Title) => None,
        Piece::Field(Field::Date) => ends(rest, line, at).find_map(|end| {
            let date = plain_date(&line[at..end], dates)?;
            let mut found = fit(rest, line, end, dates)?;
            found.set_date(shifted(date, at), line);
            Some(found)
        }),
        Piece::Field(field) => numbers_at(line, at, dates).into_iter().flatten().find_map(|numbers| {
            let mut found = fit(rest, line, numbers.range.end, dates)?;
            found.set(*field, &numbers);
            Some(found)
        }),
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, ' ' | ',' | '.')
}

fn past_marks(line: &str, at: usize) -> usize {
    line.len() - line[at..].trim_start_matches(is_mark).len()
}

/// Past `text`, which begins at `at` where the marks of both are left out.
fn past_literal(text: &str, line: &str, at: usize) -> Option<usize> {
    text.chars().filter(|c| !is_mark(*c)).try_fold(at, |at, c| {
        let at = past_marks(line, at);
        line[at..].starts_with(c).then(|| at + c.len_utf8())
    })
}

/// Where a date that begins at `at` may end: before what follows it in the template, or with the line.
fn ends(rest: &[Piece], line: &str, at: usize) -> impl Iterator<Item = usize> {
    let next = rest.first().and_then(|piece| match piece {
        Piece::Literal(text) => text.chars().find(|c| !is_mark(*c)),
        Piece::Field(_) => None,
    });
    let stops = line[at..].char_indices().take_while(|(found, _)| *found <= LONGEST_DATE);
    let stops = stops.filter(move |(_, c)| Some(*c) == next).map(move |(found, _)| at + found);
    let last = next.is_none().then_some(line.len()).filter(|end| end - at <= LONGEST_DATE);
    stops.chain(last).map(|end| at + line[at..end].trim_end_matches(is_mark).len()).collect::<Vec<_>>().into_iter()
}

/// A date with its year and nothing else, as the house writes it but for marks.
fn plain_date(text: &str, dates: &Finder) -> Option<Mention> {
    let mention = dates.read_exact(text)?;
    let as_written = matches!(mention.written, Written::House | Written::CommaBeforeYear);
    let whole = mention.first.day.is_some() && mention.first.year.is_some() && mention.last.is_none() && mention.weekday.is_none();
    (as_written && whole).then_some(mention)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::number_line::tests::dates;

    /// What is read, in one line: "178, 1 June 2023, 4, 22", and "279 to 281" for a range.
    fn read(template: &str, line: &str) -> Option<String> {
        let found = Template::new(template).expect("a template").matches_but_for_marks(line, &dates())?;
        let (first, _) = found.number?;
        let number = found.last_number.map_or_else(|| first.to_string(), |last| format!("{first} to {last}"));
        let others =
            [found.date.map(|date| date.range), found.volume.map(|numbers| numbers.range), found.issue.map(|numbers| numbers.range)];
        Some([number].into_iter().chain(others.into_iter().flatten().map(|range| line[range].to_owned())).collect::<Vec<_>>().join(", "))
    }

    const LINE: &str = "Market Weekly #{number}, {date}, Vol. {volume}, No. {issue}";

    #[test]
    fn marks_may_stand_or_not() {
        for line in [
            "Market Weekly #178, 01 June 2023, Vol.4, No.22",
            "Market Weekly # 178, 01 June 2023 Vol. 4 No.22",
            "MarketWeekly#178,01 June 2023,Vol.4No.22,",
        ] {
            assert_eq!(read(LINE, line).as_deref(), Some("178, 01 June 2023, 4, 22"), "{line}");
        }
        let line = "Market Weekly #178, 31 October, 2023, Vol. 4, No. 22";
        assert_eq!(read(LINE, line).as_deref(), Some("178, 31 October, 2023, 4, 22"));
    }

    #[test]
    fn a_date_may_end_the_line_or_be_left_out() {
        let nameless = "#{number}, Vol. {volume}, No. {issue}, {date}";
        assert_eq!(read(nameless, "#67, Vol. 2, No.22 13 May 2023").as_deref(), Some("67, 13 May 2023, 2, 22"));
        assert_eq!(read(nameless, "#67, Vol. 2, No.22").as_deref(), Some("67, 2, 22"));
        assert_eq!(read(LINE, "Market Weekly #174, Vol. 4, No. 23").as_deref(), Some("174, 4, 23"));
    }

    #[test]
    fn ranges_are_read_in_five_spellings() {
        for (numbers, issues, read_as) in [
            ("279-281", "33-35", "279 to 281, 6, 33-35"),
            ("287-289", "41-43", "287 to 289, 6, 41-43"),
            ("164 & 165", "8 & 9", "164 to 165, 6, 8 & 9"),
            ("259&260", "50 & 51", "259 to 260, 6, 50 & 51"),
            ("308 &309", "17 &18", "308 to 309, 6, 17 &18"),
        ] {
            let line = format!("Market Weekly #{numbers}, Vol. 6 No. {issues}");
            assert_eq!(read(LINE, &line).as_deref(), Some(read_as));
        }
    }

    #[test]
    fn anything_but_marks_has_to_be_there() {
        for line in [
            "Market Weekly 178, 1 June 2023, Vol. 4, No. 22",
            "Market Weekly #178, June 1 2023, Vol. 4, No. 22",
            "Market Weekly #178, 1 June 2023, Vol. 4, No. 22 and more",
            "Market Daily #178, 1 June 2023, Vol. 4, No. 22",
            "Market Weekly #178, 1 June 2023",
            "",
        ] {
            assert_eq!(read(LINE, line), None, "{line}");
        }
    }
}
