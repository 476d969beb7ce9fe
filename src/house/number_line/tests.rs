use super::*;
use crate::date::{Resolved, Vocabulary};

fn listed(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}

pub(in crate::house) fn dates() -> Finder {
    let months = "January February March April May June July August September October November December";
    Finder::new(&Vocabulary {
        months: listed(months),
        short_months: vec![("Jan".into(), 1), ("Sept".into(), 9)],
        weekdays: listed("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
        form: "D Month".into(),
        form_with_year: "D Month YYYY".into(),
        joiners: listed("of"),
        suffixes: listed("st nd rd th"),
        range_words: listed("to and until"),
        ..Vocabulary::default()
    })
}

fn read_by(template: &str, line: &str) -> Option<TemplateMatch> {
    let template = Template::new(template).expect("a template");
    let dates = dates();
    let asked = Line { text: line, dates: &dates, date: OnceCell::new() };
    template.matches(line, &dates).or_else(|| template.resembles(&asked, &template, &listed("XX NN TBA TBC")))
}

fn read(line: &str) -> Option<TemplateMatch> {
    read_by("Harbour Notes # {number}, {date}", line)
}

/// How a line that is not exact is mended: `None` for not at all.
fn mended(line: &str) -> (Option<String>, bool) {
    match read(line).unwrap_or_else(|| panic!("{line:?} is meant as a number line")).fit {
        Fit::Exact => panic!("{line:?} is exact"),
        Fit::Malformed { mended, marks_only } => (mended, marks_only),
    }
}

const CANONICAL: &str = "Harbour Notes # 12, 15 May 2021";

#[test]
fn only_marks_differ() {
    for line in [
        "Harbour Notes #12, 15 May 2021",
        "Harbour Notes # 12 15 May 2021",
        "Harbour Notes #12 15 May 2021",
        "Harbour Notes, # 12, 15 May 2021",
        "Harbour Notes # 12, 15 May, 2021",
        "Harbour Notes # 12 , 15 May 2021",
        "Harbour Notes  #  12,15 May 2021",
        "Harbour Notes 12, 15 May 2021",
        "Harbour Notes # 12, 15 May 2021,",
        "HarbourNotes # 12, 15 May 2021",
        "Harbour Notes12, 15 May 2021",
    ] {
        assert_eq!(mended(line), (Some(CANONICAL.to_owned()), true), "{line}");
    }
    assert_eq!(mended("Harbour Notes # 12, 05 May 2021"), (Some("Harbour Notes # 12, 5 May 2021".to_owned()), true));
    assert_eq!(mended("Harbour Notes #12"), (Some("Harbour Notes # 12".to_owned()), true));
    assert_eq!(mended("Harbour Notes #279-281 8 May 2021"), (Some("Harbour Notes # 279-281, 8 May 2021".to_owned()), true));
}

#[test]
fn more_than_marks_differs_and_all_can_be_read() {
    for line in [
        "Harbor Notes # 12, 15 May 2021",
        "Harbour Note #12, 15 May 2021",
        "harbour notes # 12, 15 May 2021",
        "HARBOUR NOTES # 12, 15 May 2021",
        "Notes # 12, 15 May 2021",
        "The Harbour Notes # 12, 15 May 2021",
        "Market Notes # 12, 15 May 2021",
        "Harbour Notes No. 12, 15 May 2021",
        "Harbour Notes No 12, 15 May 2021",
        "Harbour Notes No12, 15 May 2021",
        "Harbour Notes nº12 (15 May 2021)",
        "Harbour Notes # 12, 15th May 2021",
        "Harbour Notes # 12, May 15, 2021",
        "Harbour Notes # 12, 2021-05-15",
        "Harbour Notes # 12, Saturday 15 May 2021",
        "Harbour Notes # 12 (15 May 2021)",
        "Harbour Notes # 12: 15 May 2021",
        "Harbour Notes # 12 - 15 May 2021",
        "Harbour Notes # 12 – 15 May 2021",
        "Harbour Notes # 12, 15 May 2021.",
        "Harbour Notes | # 12 | 15 May 2021",
        "Conflict Papers # 12, 15 May 2021",
        "# 12, 15 May 2021",
        "#12 15 May 2021",
        "12, 15 May 2021",
        "No. 12, 15 May 2021",
        "15 MAY 2021",
    ] {
        let line = if line == "15 MAY 2021" { "Harbour Notes # 12, 15 MAY 2021" } else { line };
        assert_eq!(mended(line), (Some(CANONICAL.to_owned()), false), "{line}");
    }
}

#[test]
fn what_cannot_be_read_is_not_mended() {
    for line in [
        "Harbour Notes # 12, 15 May",
        "Harbour Notes # 12, 15 Mai 2021",
        "Harbour Notes # 12, 04/05/2021",
        "Harbour Notes # 12, May 2021",
        "Harbour Notes # twelve, 15 May 2021",
        "Harbour Notes, 15 May 2021",
        "Harbour Notes # 12, 15 May 2021, Ines Okafor",
        "Harbour Notes # 123456789012345678901234567890, 15 May 2021",
        "Harbour Notes # 12, 10-16 May 2021",
        "Harbour Notes # 12, Vol. 3, 15 May 2021",
        "Harbour Notes # 12, XX May 2021",
    ] {
        assert_eq!(mended(line), (None, false), "{line}");
        assert!(read(line).expect("it was read above").has_date, "{line}");
    }
    let number = |line| read(line).and_then(|found| found.number).map(|(number, _)| number);
    assert_eq!(number("Harbour Notes # 123456789012345678901234567890, 15 May 2021"), None);
    assert_eq!(number("Harbour Notes # twelve, 15 May 2021"), None);
    assert_eq!(number("Harbour Notes # 12, 15 May"), Some(12));
    assert_eq!(number("Harbour Notes # 0, 15 May"), Some(0));
}

#[test]
fn a_malformed_line_is_read_for_what_it_holds() {
    let line = "Harbour Note #12 15th May 2021";
    let found = read(line).expect("it is meant as one");
    let (number, range) = found.number.expect("it has a number");
    assert_eq!((number, &line[range]), (12, "12"));
    let date = found.date.expect("it has a date");
    assert_eq!((date.resolved.date(), &line[date.range]), (Some(jiff::civil::date(2021, 5, 15)), "15th May 2021"));
    let line = "Harbour Notes # 12 - 15 May 2021";
    let found = read(line).expect("it is meant as one");
    assert_eq!(found.date.map(|date| &line[date.range]), Some("15 May 2021"));
    let line = "Harbour Notes # 12, 10-16 May 2021";
    let found = read(line).expect("it is meant as one");
    assert_eq!(found.number.map(|(number, _)| number), Some(12));
    assert_eq!(found.date.map(|date| &line[date.range]), Some("10-16 May 2021"));
    let found = read("Harbour Notes #12, 31 June 2021").expect("it is meant as one");
    assert_eq!(found.date.map(|date| date.resolved), Some(Resolved::Impossible));
}

#[test]
fn a_number_left_open_is_no_misfit() {
    for (line, open) in [
        ("Harbour Notes # XX, 15 May 2021", "XX"),
        ("Harbour Notes # xxx, 15 May 2021", "xxx"),
        ("Harbour Notes # ___, 15 May 2021", "___"),
        ("Harbour Notes #___", "___"),
        ("Harbour Notes # TBA", "TBA"),
        ("Harbour Notes TBA, 15 May 2021", "TBA"),
        ("Harbour Notes # ??", "??"),
        ("Harbour Notes # ...", "..."),
        ("Harbour Notes # [NN], 15 May 2021", "NN"),
        ("Harbour Notes No. XX, 15 May 2021", "XX"),
        ("Harbour Notes #, 15 May 2021", ""),
        ("Harbour Notes # , 15th May 2021", ""),
        ("Harbour Notes # 15 May 2021", ""),
        ("Harbour Notes #", ""),
        ("Harbor Note #", ""),
        ("# XX, 15 May 2021", "XX"),
    ] {
        let found = read(line).unwrap_or_else(|| panic!("{line:?} is a number line"));
        assert_eq!(found.placeholder.map(|range| &line[range]), Some(open), "{line}");
        assert_eq!((found.fit, found.number), (Fit::Exact, None), "{line}");
        assert_eq!(found.has_date, line.contains("May"), "{line}");
    }
}

#[test]
fn what_only_mentions_the_series_is_not_meant() {
    for line in [
        "Harbour Notes",
        "Harbour Notes: a look back at 2021",
        "Harbour Notes 2021",
        "Harbour Notes 35 years on",
        "Harbour Notes celebrates 100 issues",
        "Harbour 2030",
        "8 May 2022 | Harbour Notes # 35",
        "As Harbour Notes # 12 said, the dockers went back on 15 May 2021.",
        "Harbour Notes # 12 was wrong: the dockers of Port Ellery did not go back on 15 May 2021 at all",
        "Is this Harbour Notes # 12?",
        "See also: Harbour Notes # 12, 15 May 2021",
        "On 15 May 2021, 12 dockers returned to work",
        "Port Ellery: 12 ships wait on 15 May 2021",
        "Port Ellery, 15 May 2021",
        "15 May 2021",
        "31 May, 5974 residents",
        "1999",
        "2021 | 2020 | 2019",
        "First, # 12 of the list",
        "#",
        "XX",
        "",
        "...",
        "?",
        "12, 13",
    ] {
        assert_eq!(read(line), None, "{line}");
    }
}

#[test]
fn a_line_with_volume_and_issue_is_mended_with_them() {
    let template = "Market Weekly #{number}, {date}, Vol.{volume}, No.{issue}";
    let found = read_by(template, "Market Weekly # 178, Vol. 4, No. 22-23, 1 June 2023").expect("it is meant as one");
    assert_eq!(found.fit, Fit::Malformed { mended: Some("Market Weekly #178, 1 June 2023, Vol.4, No.22-23".into()), marks_only: false });
    assert_eq!(found.number.map(|(number, _)| number), Some(178));
    let found = read_by(template, "Market Weekly #178 1 June 2023 Vol.4 No.22").expect("it is meant as one");
    assert_eq!(found.fit, Fit::Malformed { mended: Some("Market Weekly #178, 1 June 2023, Vol.4, No.22".into()), marks_only: true });
    let found = read_by(template, "Market Weekly #178, Vol.4, No.22").expect("it fits but for its date");
    assert_eq!((found.fit, found.has_date), (Fit::Exact, false));
}

#[test]
fn a_name_with_figures_is_a_name() {
    let found = read_by("Pier 39 Notes # {number}, {date}", "Pier 39 Notes #12 15 May 2021").expect("it is meant as one");
    assert_eq!(found.fit, Fit::Malformed { mended: Some("Pier 39 Notes # 12, 15 May 2021".into()), marks_only: true });
    assert_eq!(read_by("Pier 39 Notes # {number}, {date}", "Pier 39 Notes"), None);
}

#[test]
fn rubbish_is_read_without_harm() {
    for line in
        ["# # # #", "Harbour Notes # #", "Harbour Notes #é12", "No No No 1", "Harbour Notes №", "²#½", "Harbour Notes # 1-", "# - 5 - 6 -"]
    {
        read(line);
        read(&line.repeat(40));
    }
    read(&"9".repeat(5000));
}

#[test]
fn a_word_that_announces_a_number_is_not_taken_for_one_that_leaves_it_open() {
    let template = Template::new("Harbour Notes # {number}, {date}").expect("a template");
    let placeholder = |line| {
        let dates = dates();
        let asked = Line { text: line, dates: &dates, date: OnceCell::new() };
        let found = template.resembles(&asked, &template, &listed("number"))?;
        found.placeholder.map(|range| &line[range])
    };
    assert_eq!(placeholder("Harbour Notes number 12, 15 May 2021"), None);
    assert_eq!(placeholder("Harbour Notes # number, 15 May 2021"), Some("number"));
}
