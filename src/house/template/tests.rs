use super::*;
use crate::date::Resolved;
use crate::house::number_line::tests::dates;

fn template(text: &str) -> Template {
    Template::new(text).expect("a template")
}

fn matches(text: &str, line: &str) -> Option<TemplateMatch> {
    template(text).matches(line, &dates())
}

const NUMBER_LINE: &str = "Harbour Notes # {number}, {date}";

#[test]
fn a_number_before_a_title_is_read_whatever_mark_parts_them() {
    let read = |template: &str, line: &str| {
        let found = Template::new(template).ok()?.matches_numbered_title(line)?;
        Some((found.number?.0, line[found.title?].to_owned()))
    };
    let shut = |number| Some((number, "Shut the gate".to_owned()));
    for line in ["0120 — Shut the gate", "0120 – Shut the gate", "0120: Shut the gate", "120) Shut the gate", "[0120] - Shut the gate"]
    {
        assert_eq!(read("{number}. {title}", line), shut(120), "{line}");
    }
    for line in ["ADR 7 — Shut the gate", "ADR-7. Shut the gate", "adr #7: Shut the gate"] {
        assert_eq!(read("ADR {number}: {title}", line), shut(7), "{line}");
    }
    for line in
        ["3-way merges", "24/7 support", "2.0 is out", "80 - 20 rules", "2026: A year of gates", "7 gates", "Gate 7: Shut it", "5, 6 or 7"]
    {
        assert_eq!(read("{number}. {title}", line), None, "{line}");
    }
    assert_eq!(read("ADR {number}: {title}", "RFC 7: Shut the gate"), None);
    assert_eq!(read("{title} ({number})", "7. Shut the gate"), None);
}

#[test]
fn a_line_that_fits_is_read_with_its_ranges() {
    let line = "Harbour Notes # 12, 15 May 2021";
    let found = matches(NUMBER_LINE, line).expect("it fits");
    assert_eq!((found.fit, found.has_date, found.placeholder), (Fit::Exact, true, None));
    let (number, range) = found.number.expect("it has a number");
    assert_eq!((number, &line[range], found.last_number), (12, "12", None));
    let date = found.date.expect("it has a date");
    assert_eq!((&line[date.range], date.resolved.date()), ("15 May 2021", Some(jiff::civil::date(2021, 5, 15))));
}

#[test]
fn a_day_that_the_calendar_does_not_have_fits() {
    let found = matches(NUMBER_LINE, "Harbour Notes # 12, 31 June 2022").expect("it fits");
    assert_eq!(found.date.map(|date| date.resolved), Some(Resolved::Impossible));
    assert!(matches(NUMBER_LINE, "Harbour Notes # 12, 32 January 2022").is_some());
}

#[test]
fn a_line_without_its_date_fits() {
    for line in ["Harbour Notes # 12", "Harbour Notes # 12,"] {
        let found = matches(NUMBER_LINE, line).expect("it fits");
        assert!(!found.has_date && found.number.is_some(), "{line}");
    }
    assert!(matches("Cuaderno nº {number} ({date})", "Cuaderno nº 12").is_some());
    assert!(matches("Cuaderno nº {number} ({date})", "Cuaderno nº 12 (15 May 2021)").is_some());
}

#[test]
fn what_differs_in_anything_does_not_fit() {
    for line in [
        "Harbour Notes #12, 15 May 2021",
        "Harbour Notes # 12, 05 May 2021",
        "Harbour Notes # 12, 15 May",
        "Harbour Notes # 12, 15th May 2021",
        "Harbour Notes # 12, 15 MAY 2021",
        "Harbour Notes # 12, 15 May, 2021",
        "Harbour Notes # 12, Saturday 15 May 2021",
        "Harbour Notes # 12, 10-16 May 2021",
        "Harbour Notes # 12, 15 May 2021.",
        "harbour notes # 12, 15 May 2021",
        "Harbour Notes # , 15 May 2021",
        "Harbour Notes # 999999999999999999999999999999, 15 May 2021",
        "Harbour Notes",
        "",
    ] {
        assert_eq!(matches(NUMBER_LINE, line), None, "{line}");
    }
}

#[test]
fn a_range_of_numbers_is_read_in_all_its_spellings() {
    for range in ["279-281", "279–281", "279 & 281", "279&281", "279 &281", "279/281"] {
        let line = format!("Harbour Notes # {range}, 15 May 2021");
        let found = matches(NUMBER_LINE, &line).expect("it fits");
        assert_eq!(
            (found.number.map(|(first, at)| (first, line[at].to_owned())), found.last_number),
            (Some((279, range.to_owned())), Some(281))
        );
    }
    assert_eq!(matches(NUMBER_LINE, "Harbour Notes # 281-279, 15 May 2021"), None);
}

#[test]
fn other_fields_are_read() {
    let line = "Market Weekly #178, 1 June 2023, Vol.4, No.22";
    let found = matches("Market Weekly #{number}, {date}, Vol.{volume}, No.{issue}", line).expect("it fits");
    assert_eq!((found.volume.map(|at| &line[at.range]), found.issue.map(|at| &line[at.range])), (Some("4"), Some("22")));
    let line = "8 May 2022 | Harbour Notes # 35";
    let found = matches("{date} | Harbour Notes # {number}", line).expect("it fits");
    assert_eq!(found.date.map(|date| &line[date.range]), Some("8 May 2022"));
    let line = "# 35: Port Ellery: Talks (8 May 2022)";
    let found = matches("# {number}: {title} ({date})", line).expect("it fits");
    assert_eq!(found.title.map(|at| &line[at]), Some("Port Ellery: Talks"));
}

#[test]
fn a_line_is_written() {
    let line = template(NUMBER_LINE);
    assert_eq!(line.write("12", Some("15 May 2021")), "Harbour Notes # 12, 15 May 2021");
    assert_eq!(line.write("12", None), "Harbour Notes # 12");
    assert_eq!(template("{date} | Notes # {number}").write("12", None), "Notes # 12");
    assert_eq!(template("N {number}, {date}, Vol.{volume}").write("12", None), "N 12, Vol.{volume}");
}

#[test]
fn a_bad_template_says_what_is_wrong() {
    let fault = |text| Template::new(text).expect_err("it is no template");
    assert_eq!(fault("# {nubmer}").help, "did you mean `{number}`?");
    assert_eq!(fault("# {number").message, "a `{` has no `}`");
    assert_eq!(fault("# {number}{date}").message, "nothing stands before `{date}`");
    assert_eq!(fault("# {number} {number}").message, "`{number}` stands twice");
}
